"""Answers on the real section with the real model: exact, honest, and right."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus.dates import dates
from corpus.document import document
from corpus.errors import QuestionError
from index.encoder import Encoder
from index.library import Library
from qa.answer import Answer, answer
from qa.evaluate import Outcome, evaluate, read_cases
from qa.highlighting.edges import trimmed
from qa.measures import grouped, measure
from qa.whole import _leans

SECTION = "tests/questions/section.jsonl"


def assert_exact(given: Answer, library: Library) -> None:
    """Every span of an answer is the document's text at its offsets."""
    for quote in (*given.quotes, *given.nearest):
        text = library.document(quote.passage.document.name).text
        assert text[quote.start : quote.end] == quote.text
        assert quote.text.strip() == quote.text != ""
        assert quote.passage.start <= quote.start < quote.end <= quote.passage.end
        for start, end in quote.highlights:
            assert quote.start <= start < end <= quote.end
        assert quote.citation[0] == quote.passage.document.name
        assert -1 <= quote.cosine <= 1
    for note in given.notes:
        text = library.document(note.passage.document.name).text
        assert text[note.passage.start : note.passage.end] == note.text
        assert note.label == note.passage.label
    assert 0 <= given.confidence <= 1
    assert given.abstained == (not given.quotes)
    assert not (given.quotes and given.nearest)


@pytest.fixture(scope="module")
def outcomes(library: Library) -> list[Outcome]:
    """What every known question gets."""
    return evaluate(read_cases(SECTION), library)


def test_every_answer_to_every_known_question_is_exact(
    outcomes: list[Outcome], library: Library
) -> None:
    for outcome in outcomes:
        given = outcome.answer
        assert_exact(given, library)
        assert len(given.quotes) <= 3 and given.language == outcome.case.language


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(text=st.text(max_size=120), k=st.integers(1, 6))
def test_any_text_gets_an_exact_answer_or_a_reason(text: str, k: int, library: Library) -> None:
    try:
        given = answer(text, library, k)
    except QuestionError as error:
        assert error.reason in ("empty", "too-long", "no-words", "other-language", "small-talk")
    else:
        assert_exact(given, library)
        assert len(given.quotes) <= k and len(given.nearest) <= k


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("EUROPOLとの実務取決めはいつ、どこで策定された？", "オランダにおいて、警察庁とEUROPOL"),
        ("With which countries does Japan have an extradition treaty?", "米国及び韓国との間で締結"),
        ("注1のダイアログ・パートナーとは？", "議決権のない参加資格"),
        ("How many officers were trained in 2018?", "178人の研修員を受け入れた"),
    ],
)
def test_the_sentence_that_answers_comes_first(
    question: str, expected: str, library: Library
) -> None:
    given = answer(question, library)
    assert not given.abstained
    assert expected in given.quotes[0].text


@pytest.mark.parametrize(
    "question",
    [
        "東京スカイツリーの高さは何メートルですか？",
        "おすすめのラーメンの作り方を教えて",
        "What is the boiling point of mercury?",
        "Who won the football world cup in 2014?",
    ],
)
def test_what_the_section_does_not_say_is_refused(question: str, library: Library) -> None:
    given = answer(question, library)
    assert given.abstained and given.nearest and given.confidence < 0.5


def test_missing_names_are_told(library: Library) -> None:
    given = answer("スカイツリーとNATOの関係は？", library)
    assert {"スカイツリー", "NATO"} <= set(given.missing)


def test_notes_that_a_quote_refers_to_come_with_it(library: Library) -> None:
    given = answer("EUROPOLとの実務取決めはいつ策定された？", library)
    assert [n.label for n in given.notes] == [m.label for m in given.quotes[0].note_marks] + [
        m.label for q in given.quotes[1:] for m in q.note_marks
    ]
    assert any(n.text.startswith("注3:European Union Agency") for n in given.notes)


def test_a_date_asked_for_is_highlighted(library: Library) -> None:
    given = answer("EUROPOLとの実務取決めはいつ策定された？", library)
    text = given.quotes[0].passage.document.text
    assert [text[a:b] for a, b in given.quotes[0].highlights] == ["平成30年(2018年)12月"]
    given = answer("PCSC協定が発効したのはいつですか", library)
    text = given.quotes[0].passage.document.text
    assert "平成26年2月" not in [text[a:b] for a, b in given.quotes[0].highlights]  # the signing


def test_the_measures_hold_on_the_part_to_tune_on(outcomes: list[Outcome]) -> None:
    """A floor well under the measured figures, so that a broken part is noticed."""
    tuned = [outcome for outcome in outcomes if outcome.case.part == "tune"]
    for some in grouped(tuned, lambda o: o.case.language).values():
        m = measure(some)
        assert m.ranked_first is not None and m.ranked_first >= 0.8
        assert m.refused_far is not None and m.refused_far >= 0.9
        assert m.refused_near is not None and m.refused_near >= 0.4
        assert m.calibration_error < 0.2


def test_an_empty_library_answers_nothing(
    tmp_path_factory: pytest.TempPathFactory, encoder: Encoder
) -> None:
    with Library.open(tmp_path_factory.mktemp("empty"), encoder, builtin=False) as library:
        given = answer("What is this?", library)
        assert given.abstained and given.nearest == () and given.confidence == 0


def test_a_sentence_that_leans_on_the_one_before_brings_it(
    tmp_path_factory: pytest.TempPathFactory, encoder: Encoder
) -> None:
    text = "平成29年4月、大阪市で第3回防災会議を開いた。同年6月には、名古屋市で水防訓練を行った。"
    with Library.open(tmp_path_factory.mktemp("lean"), encoder, builtin=False) as library:
        library.add(document("防災", text, "test"))
        given = answer("名古屋市の水防訓練はいつ？", library)
        best = (*given.quotes, *given.nearest)[0]
        assert best.text == text
        assert [text[a:b] for a, b in best.highlights] == ["同年6月"]


def test_the_name_of_the_document_is_not_missing_from_it(library: Library) -> None:
    given = answer("令和元年版警察白書によると、EUROPOLとの実務取決めはいつ策定された？", library)
    assert given.missing == () and not given.abstained


def test_a_proviso_comes_with_what_it_limits(
    tmp_path_factory: pytest.TempPathFactory, encoder: Encoder
) -> None:
    text = (
        "市は、世帯に対し、百万円の支援金を支給する。ただし、単身世帯については、七十五万円とする。"
    )
    with Library.open(tmp_path_factory.mktemp("limit"), encoder, builtin=False) as library:
        library.add(document("支援", text, "test"))
        given = answer("世帯に支給する支援金はいくらか", library)
        assert (*given.quotes, *given.nearest)[0].text == text


@pytest.mark.parametrize(("question", "label"), [("注3", "注3"), ("What does note 2 say?", "注2")])
def test_a_note_asked_for_by_its_number_is_given(
    question: str, label: str, library: Library
) -> None:
    given = answer(question, library)
    assert not given.abstained
    assert given.quotes[0].passage.label == label


def test_a_number_of_another_thing_is_not_marked(library: Library) -> None:
    text = library.documents()[0].text
    given = answer("国際緊急援助隊はこれまで何か国に派遣された？", library)
    countries = [text[a:b] for a, b in given.quotes[0].highlights]
    given = answer("平成30年中の研修は何回行われましたか", library)
    times = [text[a:b] for a, b in given.quotes[0].highlights]
    assert countries in ([], ["延べ16の国・地域"]) and times in ([], ["15回"])
    assert countries or times


def test_a_marked_date_or_number_is_whole(library: Library) -> None:
    whole = {
        "国際緊急援助隊はこれまで延べ何人派遣された？": "延べ290人",
        "PCSC協定が署名されたのはいつですか": "平成26年2月",
        "平成30年に受け入れた研修員は何人ですか": "178人",
    }
    marked = {}
    for question in whole:
        (quote, *_) = answer(question, library).quotes
        if quote.highlights:
            marked[question] = [quote.passage.document.text[a:b] for a, b in quote.highlights]
    assert marked and all(words == [whole[question]] for question, words in marked.items())


def test_particles_around_an_answer_are_not_marked() -> None:
    text = "警察庁は、オランダにおいて、取決めを策定した。"
    start, end = text.index("は、"), text.index("、取決め")
    span = trimmed(text, start, end)
    assert span is not None and text[slice(*span)] == "オランダ"
    assert trimmed(text, 3, 5) is None
    for whole in ("18歳未満の子ども", "支援を行うもの", "外国のひと"):
        assert trimmed(f"{whole}を", 0, len(whole)) == (0, len(whole))
        assert trimmed(f"{whole}を", 0, len(whole) + 1) == (0, len(whole))
    english = "It was signed in the Netherlands."
    assert trimmed(english, 14, 32) == (21, 32)


@pytest.mark.parametrize(
    ("text", "cut", "whole"),
    [
        ("各国の警察幹部を含む178人の研修員", "む178人", "178人"),
        ("受理の日から3カ月以内に", "ら3カ月以内", "3カ月以内"),
        ("参加者は1,250人である", "250人", "1,250人"),
        ("オランダにおいて", "ランダ", "オランダ"),
        ("地域のまちづくり協議会が", "まちづくり協議会", "まちづくり協議会"),
        ("in the Netherlands.", "lands", "Netherlands"),
    ],
)
def test_no_word_or_number_is_cut(text: str, cut: str, whole: str) -> None:
    start = text.index(cut)
    span = trimmed(text, start, start + len(cut))
    assert span is not None and text[slice(*span)] == whole


@pytest.mark.parametrize(
    ("sentence", "leans"),
    [
        *[(opening, True) for opening in ("これにより", "同庁は", "ただし、単身", "However, the")],
        *[
            (opening, False)
            for opening in ("これまでに", "それぞれ", "同盟国は", "同居の親族", "同意を")
        ],
        *[
            (opening, True)
            for opening in (
                "During that period, the post was empty.",
                "In such cases the permit ends.",
                "For these reasons it was closed.",
                "That year, 12 sank.",
                "Both countries signed.",
            )
        ],
        *[
            (opening, False)
            for opening in (
                "In this report, a visitor is a person who stays.",
                "Both the mayor and the council agreed.",
                "In the town there are three.",
                "That visitors pay is new.",
                "9月は、前年同月を14.2%下回った。",
            )
        ],
        ("翌年5月に開いた", True),
        ("平成30年に始め、翌年5月に終えた", False),
        ("申請の翌年から支給する", False),
    ],
)
def test_a_sentence_leans_on_what_it_points_at(sentence: str, leans: bool) -> None:
    assert _leans(sentence, dates(sentence)) is leans


def test_a_proviso_is_not_quoted_without_what_it_limits(
    tmp_path_factory: pytest.TempPathFactory, encoder: Encoder
) -> None:
    text = "市は、世帯に百万円の支援金を支給する。ただし、単身世帯への支援金は、七十五万円とする。"
    with Library.open(tmp_path_factory.mktemp("limit"), encoder, builtin=False) as library:
        library.add(document("支援", text, "test"))
        given = answer("単身世帯への支援金はいくらか", library)
        assert (*given.quotes, *given.nearest)[0].text == text


def test_equal_sentences_of_two_documents_are_both_quoted(
    tmp_path_factory: pytest.TempPathFactory, encoder: Encoder
) -> None:
    text = "第1章 総則\n町は、防災倉庫を12か所に整備した。\n訓練は毎年9月に行う。\n"
    with Library.open(tmp_path_factory.mktemp("equal"), encoder, builtin=False) as library:
        library.add(document("東町", text, "east.txt"))
        library.add(document("西町", text, "west.txt"))
        given = answer("防災倉庫は何か所に整備した？", library)
        assert {quote.passage.document.name for quote in given.quotes} == {"東町", "西町"}


def test_two_editions_take_nothing_from_each_other(
    encoder: Encoder, tmp_path_factory: pytest.TempPathFactory
) -> None:
    plan = "第1章 総則\n町は、平成30年に防災倉庫を12か所に整備した。\n訓練は毎年9月に行う。\n"
    with Library.open(tmp_path_factory.mktemp("editions"), encoder, builtin=False) as library:
        question = "防災倉庫は何か所に整備した？"
        library.add(document("新", plan, "new.txt"))
        alone = answer(question, library)
        library.add(document("旧", plan.replace("12", "9"), "old.txt"))
        both = answer(question, library)
        assert [quote.text for quote in alone.quotes] == [plan.splitlines()[1]]
        assert {quote.passage.document.name for quote in both.quotes} == {"新", "旧"}
        assert both.confidence == pytest.approx(alone.confidence, abs=0.1)
