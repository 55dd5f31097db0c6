"""The evidence for a sentence, on a small library with the real model."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus.document import document
from corpus.reading import read
from index.encoder import Encoder
from index.library import Library
from qa.answer import answer, read_and_search
from qa.evidence import FEATURES, Candidate, QuestionTerms, candidates
from qa.question import read_question

TEXT = """第1章 訓練
市は、平成29年4月に防災訓練(注1)を大阪市で行い、1,250人が参加した。同年9月には、第38回水防訓練を名古屋市で行った。
注1:地震を想定した避難の訓練で、昭和56年に始まった。
避難所の様子
"""


@pytest.fixture(scope="module")
def drills(tmp_path_factory: pytest.TempPathFactory, encoder: Encoder) -> Iterator[Library]:
    with Library.open(tmp_path_factory.mktemp("drills"), encoder, builtin=False) as library:
        library.add(document("訓練", TEXT, "test"))
        yield library


def weigh(text: str, library: Library) -> dict[str, Candidate]:
    """Each sentence's candidate by its first characters."""
    return {c.text[:4]: c for c in candidates_of(text, library)}


def candidates_of(text: str, library: Library) -> list[Candidate]:
    question = read_question(text)
    return candidates(question, library.search(text, 20), QuestionTerms(question, library))


def value(candidate: Candidate, feature: str) -> float:
    return float(candidate.features[FEATURES.index(feature)])


def test_the_year_of_the_other_calendar_is_the_same_year(drills: Library) -> None:
    found = weigh("What was held in September 2017?", drills)
    assert value(found["同年9月"], "dates") == 1
    assert value(found["市は、平"], "dates") < 1  # April
    assert value(found["注1:地"], "dates") == -1


def test_a_month_or_day_alone_is_that_of_any_year(drills: Library) -> None:
    assert value(weigh("4月に何が行われたか", drills)["市は、平"], "dates") == 1
    assert value(weigh("5月に何が行われたか", drills)["市は、平"], "dates") == -1


def test_another_day_is_another_date(tmp_path: Path, encoder: Encoder) -> None:
    text = "平成30年4月1日に開いた。\n\n平成30年4月2日に閉じた。\n"
    with Library.open(tmp_path, encoder, builtin=False) as library:
        library.add(document("日", text, "test"))
        found = candidates_of("平成30年4月2日に何をしたか", library)
        assert {c.text[-4:]: value(c, "dates") for c in found} == {"開いた。": -1, "閉じた。": 1}
        found = candidates_of("2018年4月に何をしたか", library)
        assert all(value(c, "dates") == 1 for c in found)


def test_numbers_and_latin_names_have_to_stand_there(drills: Library) -> None:
    assert value(weigh("第38回の訓練は？", drills)["同年9月"], "exact") == 1
    assert value(weigh("第39回の訓練は？", drills)["同年9月"], "exact") == -1
    assert value(weigh("訓練は？", drills)["同年9月"], "exact") == 0


def test_words_of_the_other_language_count_as_the_glossary_has_them(drills: Library) -> None:
    found = weigh("In which disaster prevention drill did people take part?", drills)
    assert value(found["市は、平"], "translated") > value(found["避難所の"], "translated")
    assert value(weigh("防災訓練はどこで行われたか。", drills)["市は、平"], "translated") == 0


@pytest.fixture(scope="module")
def ordinances(tmp_path_factory: pytest.TempPathFactory, encoder: Encoder) -> Iterator[Library]:
    parks = (
        "第1条（目的）\nこの条例は、公園の利用に関し必要な事項を定める。\n"
        "第2条\n公園は、市長が管理する。"
    )
    bicycles = "第1条（趣旨）\nこの条例は、自転車の貸出しに関し必要な事項を定める。"
    with Library.open(tmp_path_factory.mktemp("ordinances"), encoder, builtin=False) as library:
        library.add(document("公園条例", parks, "test"))
        library.add(document("自転車条例", bicycles, "test"))
        yield library


@pytest.mark.parametrize(
    "question", ["公園条例は何を定めるか。", "What does the park ordinance provide for?"]
)
def test_a_document_that_does_not_speak_of_what_is_asked_is_told_from_one_that_does(
    question: str, ordinances: Library
) -> None:
    by_document: dict[str, set[float]] = {}
    for each in candidates_of(question, ordinances):
        name = each.hit.passage.document.name
        by_document.setdefault(name, set()).add(value(each, "document"))
    assert by_document["公園条例"] == {1.0}
    assert max(by_document["自転車条例"]) < 0.8


@pytest.mark.parametrize(
    "question", ["公園条例の目的は？", "What is the purpose of the park ordinance?"]
)
def test_one_ordinance_does_not_answer_for_another(
    question: str, tmp_path: Path, encoder: Encoder
) -> None:
    houses = read(Path("tests/documents/空家等対策条例.txt")).document
    parks = "第1条（目的）\nこの条例は、市の公園の利用に関し必要な事項を定める。\n"
    with Library.open(tmp_path, encoder, builtin=False) as library:
        library.add(houses)
        library.add(document("公園", parks, "test"))
        given = answer(question, library)
        assert {quote.passage.document.name for quote in given.quotes} <= {"公園"}
        assert answer("空家等対策条例の目的は？", library).quotes[0].passage.document == houses


def test_words_that_stand_in_no_document_tell_none_from_another(drills: Library) -> None:
    for question in ("水星の沸点は？", "防災訓練と水星の沸点は？"):
        assert {value(each, "document") for each in candidates_of(question, drills)} == {1.0}


def test_what_stands_under_a_heading_is_of_its_kind(ordinances: Library) -> None:
    found = weigh("公園条例を定めた目的は何か。", ordinances)
    assert value(found["この条例"], "kind") == 1
    assert value(found["公園は、"], "kind") == -1


def test_a_question_is_read_with_what_the_documents_call_it(library_with_aliases: Library) -> None:
    question, hits = read_and_search(library_with_aliases, "災害対策本部は誰が置くか。")
    assert question.aliases == ("市本部",)
    found = {hit.passage.text[:4]: hit.lexical for hit in hits}
    assert found["市本部は"] > found["避難所は"]


@pytest.fixture(scope="module")
def library_with_aliases(
    tmp_path_factory: pytest.TempPathFactory, encoder: Encoder
) -> Iterator[Library]:
    text = (
        "第1章\n潮見市災害対策本部（以下「市本部」という。）の組織は次のとおりとする。\n"
        "第2章\n市本部は、市長が置く。\n第3章\n避難所は、市民課が開く。"
    )
    with Library.open(tmp_path_factory.mktemp("aliases"), encoder, builtin=False) as library:
        library.add(document("計画", text, "test"))
        yield library


@pytest.mark.parametrize(
    "question",
    [
        "二百九十人を派遣した国は？",
        "二九〇人を派遣した国は？",
        "290人を派遣した国は？",
        "To which country were 290 people sent?",
    ],
)
@pytest.mark.parametrize("printed", ["二百九十人", "290人", "２９０人", "290 people"])
def test_a_number_is_the_same_however_it_is_written(
    question: str, printed: str, tmp_path: Path, encoder: Encoder
) -> None:
    text = f"ネパールに{printed}を派遣した。\n\nトルコに300人を派遣した。\n"
    with Library.open(tmp_path, encoder, builtin=False) as library:
        library.add(document("派遣", text, "test"))
        found = weigh(question, library)
        assert value(found["ネパール"], "exact") == 1 and value(found["トルコに"], "exact") == -1
        assert QuestionTerms(read_question(question), library).missing() == ()
        other = question.replace("二百九十", "二百九十一").replace("二九〇", "二九一")
        (number,) = QuestionTerms(read_question(other.replace("290", "291")), library).missing()
        assert number.rstrip("人") in ("二百九十一", "二九一", "291")


@pytest.mark.parametrize("question", ["一万二千人が住む町は？", "Where do 12,000 people live?"])
@pytest.mark.parametrize("printed", ["一万二千人", "1万2千人", "12,000人", "12 thousand people"])
def test_a_large_number_too_and_it_is_quoted_as_printed(
    question: str, printed: str, tmp_path: Path, encoder: Encoder
) -> None:
    text = f"東町には、{printed}が住む。\n\n西町には、12人が住む。\n"
    with Library.open(tmp_path, encoder, builtin=False) as library:
        library.add(document("町", text, "test"))
        found = weigh(question, library)
        assert value(found["東町には"], "exact") == 1 and value(found["西町には"], "exact") == -1
        assert printed in found["東町には"].text
        best = max(found.values(), key=lambda c: value(c, "coverage"))
        assert best is found["東町には"]


def test_a_note_is_known_by_the_words_it_explains(drills: Library) -> None:
    note = weigh("防災訓練とは何か", drills)["注1:地"]
    assert value(note, "note") == 1 and value(note, "kind") == 1
    assert value(note, "names") == 1  # 防災訓練 stands only before its mark


@pytest.mark.parametrize(
    ("question", "asked_for"),
    [
        ("防災訓練とは何ですか", 1),
        ("「防災訓練」とは？", 1),
        ("防災訓練はいつ始まりましたか", 0),  # no definition
        ("水防訓練とは何ですか", 0),  # of another thing
        ("大阪市の防災訓練とは何ですか", 0),
    ],
)
def test_a_note_is_asked_for_by_what_it_defines(
    question: str, asked_for: int, drills: Library
) -> None:
    assert value(weigh(question, drills)["注1:地"], "label") == asked_for


def test_a_caption_answers_only_who_asks_for_a_picture(drills: Library) -> None:
    assert value(weigh("避難所の写真", drills)["避難所の"], "caption") == 1
    assert value(weigh("避難所はどこ", drills)["避難所の"], "caption") == -1


def test_what_stands_nowhere_is_missing(drills: Library) -> None:
    def missing(text: str) -> tuple[str, ...]:
        return QuestionTerms(read_question(text), drills).missing()

    assert missing("NATOと津波の訓練、第77回") == ("津波", "NATO", "77")
    assert missing("防災訓練は1,250人") == ()


def test_a_number_of_another_thing_is_not_the_kind_asked_for(drills: Library) -> None:
    assert value(weigh("防災訓練に何人が参加したか", drills)["市は、平"], "kind") == 1
    assert value(weigh("防災訓練にいくらかかったか", drills)["市は、平"], "kind") == -1


def test_a_compound_whose_words_stand_apart_is_not_missing(
    tmp_path: Path, encoder: Encoder
) -> None:
    text = (
        "返送の期限は9月30日で、電話は0120-555-018である。番号を確かめ、手数料を添える。"
        "訓練を実施した。避難所は学校に開設する。証明書を発行する。"
    )
    with Library.open(tmp_path, encoder, builtin=False) as library:
        library.add(document("案内", text, "test"))

        def missing(text: str) -> tuple[str, ...]:
            return QuestionTerms(read_question(text), library).missing()

        assert missing("返送期限と電話番号と実施率と避難所開設と発行手数料は？") == ()
        assert missing("返送人員、水道番号、埼玉県、面積、スカイツリーは？") == (
            "返送人員",
            "水道番号",
            "埼玉県",
            "面積",
            "スカイツリー",
        )
