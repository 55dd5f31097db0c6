"""Suggested questions: made from the document, answered from where they were made, or not given."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import combinations
from pathlib import Path

import pytest

from corpus.builtin import builtin_card
from corpus.document import document
from corpus.errors import DocumentError
from corpus.reading import read
from corpus.structure import passages
from index.encoder import Encoder
from index.library import Library
from qa.answer import answer
from qa.drafts import english, japanese
from qa.drafts.draft import sound, without_brackets
from qa.drafts.suggest import suggestions
from qa.question import Language, language_of

DOCUMENTS = Path(__file__).parent.parent / "documents"
JAPANESE = ("空家等対策条例", "統計報告", "防災計画")
ENGLISH = "coast-report"
LANGUAGES: tuple[Language, ...] = ("ja", "en")


@pytest.fixture(scope="module")
def shelf(encoder: Encoder, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """The built-in section and the documents of the tests."""
    with Library.open(tmp_path_factory.mktemp("suggest"), encoder) as opened:
        for path in sorted(DOCUMENTS.glob("*.txt")):
            opened.add(read(path).document)
        yield opened


def names() -> list[str]:
    return [builtin_card().title, ENGLISH, *JAPANESE]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", names())
def test_each_is_answered_by_its_document_in_the_readers_language(
    shelf: Library, name: str, language: Language
) -> None:
    given = suggestions(shelf, language, [name])
    assert len(given) == len(set(given)) <= 4
    for question in given:
        assert language_of(question) == language
        assert len(question) <= (40 if language == "ja" else 90)
        reply = answer(question, shelf, documents=[name])
        assert not reply.abstained
        assert reply.quotes[0].passage.document.name == name


@pytest.mark.parametrize(
    ("name", "language", "least"),
    [
        (builtin_card().title, "ja", 4),
        (builtin_card().title, "en", 3),
        (ENGLISH, "en", 4),
        (ENGLISH, "ja", 2),
        ("統計報告", "ja", 4),
        ("防災計画", "ja", 4),
        ("空家等対策条例", "ja", 2),
    ],
)
def test_there_are_some_for_a_document_that_has_facts(
    shelf: Library, name: str, language: Language, least: int
) -> None:
    assert len(suggestions(shelf, language, [name])) >= least


@pytest.mark.parametrize("language", LANGUAGES)
def test_other_documents_other_questions(shelf: Library, language: Language) -> None:
    sets = [set(suggestions(shelf, language, [name])) for name in names()]
    for some, others in combinations(sets, 2):
        assert not {q for q in some & others if "note" not in q}


def test_without_names_it_is_the_documents_added_last(shelf: Library) -> None:
    last = [entry.name for entry in shelf.entries()[-3:]]
    given = suggestions(shelf, "ja")
    assert given
    for question in given:
        assert answer(question, shelf).quotes[0].passage.document.name in last


def test_always_the_same(shelf: Library) -> None:
    name = builtin_card().title
    given = suggestions(shelf, "ja", [name])
    assert len(given) == 4
    with ThreadPoolExecutor(4) as pool:
        again = list(pool.map(lambda _: suggestions(shelf, "ja", [name]), range(8)))
    assert again == [given] * 8


def test_an_odd_document_gives_none_and_a_new_one_is_seen(encoder: Encoder, folder: Path) -> None:
    with Library.open(folder, encoder) as library:
        before = suggestions(library, "ja")
        library.add(document("odd", "@@@ 1 2 3\n\n---\n(((", "odd.txt"))
        for language in LANGUAGES:
            assert suggestions(library, language, ["odd"]) == []
            assert "What does note 1 say?" not in suggestions(library, language)  # of which?
        library.remove("odd")
        assert suggestions(library, "ja") == before != []
        with pytest.raises(DocumentError):
            suggestions(library, "ja", ["odd"])


@pytest.mark.parametrize(
    ("question", "stands"),
    [
        ("PCSC協定はいつ署名されましたか？", True),
        ("この協定はいつ署名されましたか？", False),
        ("同協定の前項の額はいくらですか？", False),
        ("協定(案とは何ですか？", False),
        ("「協定とは何ですか？", False),
        (f"{'長' * 40}とは何ですか？", False),
    ],
)
def test_japanese_that_leans_on_the_text_is_not_asked(question: str, stands: bool) -> None:
    assert sound(question, "ja") == stands


@pytest.mark.parametrize(
    ("question", "stands"),
    [
        ("When was the bridge opened?", True),
        ("When was it opened?", False),
        ("Why were these samples postponed?", False),
        ('What does "bridge mean?', False),
    ],
)
def test_english_that_leans_on_the_text_is_not_asked(question: str, stands: bool) -> None:
    assert sound(question, "en") == stands


def test_brackets_are_left_out_however_deep() -> None:
    assert without_brackets("会合(略称(注1)を含む。)が") == "会合が"


def test_a_long_sentence_without_a_stop_is_no_trap(encoder: Encoder, folder: Path) -> None:
    with Library.open(folder, encoder) as library:
        library.add(document("long", "協定及び協議の委員会と" * 400 + "。", "long.txt"))
        assert suggestions(library, "ja", ["long"]) == []


READ = """
import sys
from corpus.document import document
from corpus.structure import passages
from qa.drafts import english

for letters in sys.argv[1:]:
    (passage,) = passages(document("key", f"{letters} is a key of the town.", "key.txt"))
    assert all(letters not in draft.question for draft in english.drafts([passage]))
"""


def test_a_row_of_letters_without_a_space_is_soon_read() -> None:
    letters = ["A" * 300, "AbCd-" * 60, "Ab" * 150]
    # In a process of its own, as nothing else stops a pattern that never ends.
    subprocess.run([sys.executable, "-c", READ, *letters], check=True, timeout=60)


def made(text: str) -> list[str]:
    """The questions that a text gives, in its own language, before they are asked."""
    module = japanese if language_of(text) == "ja" else english
    return [draft.question for draft in module.drafts(passages(document("paper", text, "")))]


@pytest.mark.parametrize(
    ("plain", "polite", "question"),
    [
        (
            "粗大ごみとは、一辺が50cmを超えるごみをいう。",
            "粗大ごみとは、一辺が50cmを超えるごみをいいます。",
            "粗大ごみとは何ですか？",
        ),
        (
            "令和4年10月1日に、リサイクルプラザの分館が開設された。",
            "令和4年10月1日に、リサイクルプラザの分館が開設されました。",
            "リサイクルプラザの分館はいつ開設されましたか？",
        ),
        (
            "令和5年度の来館者数は、2万4,310人であった。",
            "令和5年度の来館者数は、2万4,310人でした。",
            "令和5年度の来館者数は何人ですか？",
        ),
        (
            "令和5年中に、窓口では145件の相談を新たに認知した。",
            "令和5年中に、窓口では145件の相談を新たに認知しました。",
            "令和5年中に認知した相談は何件ですか？",
        ),
        (
            "事業系ごみの搬入量は、景気の回復のため、増加した。",
            "事業系ごみの搬入量は、景気の回復のため、増加しました。",
            "事業系ごみの搬入量はなぜ増加したのですか？",
        ),
        (
            "集積所の利用者は、集積所を清潔に保たなければならない。",
            "集積所の利用者は、集積所を清潔に保たなければなりません。",
            "集積所の利用者は何をしなければなりませんか？",
        ),
        (
            "令和5年中に、窓口では新たに145人の研修員を受け入れた。",
            "令和5年中に、窓口では新たに145人の研修員を受け入れました。",
            "令和5年中に受け入れた研修員は何人ですか？",
        ),
        (
            "令和5年度の防災訓練には、34団体から2,150人が参加した。",
            "令和5年度の防災訓練には、34団体から2,150人が参加しました。",
            "令和5年度の防災訓練には何人が参加しましたか？",
        ),
        (
            "市本部は、本庁舎4階の大会議室に置く。",
            "市本部は、本庁舎4階の大会議室に置きます。",
            "市本部はどこに置かれますか？",
        ),
        (
            "市では、河川の管理に関する条例が施行された昭和62年以降、看板を立てた。",
            "市では、河川の管理に関する条例が施行された昭和62年以降、看板を立てました。",
            "河川の管理に関する条例はいつ施行されましたか？",
        ),
        (
            "平成28年4月1日に、定率法が廃止された。",
            "平成28年4月1日に、定率法が廃止されました。",
            "定率法はいつ廃止されましたか？",
        ),
        (
            "内閣総理大臣は、届出を登録しなければならない。",
            "内閣総理大臣は、届出を登録しなければなりません。",
            "内閣総理大臣は何をしなければなりませんか？",
        ),
    ],
)
def test_plain_and_polite_sentences_give_the_same_question(
    plain: str, polite: str, question: str
) -> None:
    assert made(plain) == made(polite) == [question]


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ('A "quiet zone" means an area near a school.', 'What does "quiet zone" mean?'),
        ("The Northern Energy Agency (NEA) pays.", "What does NEA stand for?"),
        ("The Home Energy Grant is a payment to owners.", "What is the Home Energy Grant?"),
        ("A new contract was signed on 1 May 2024.", "When was a new contract signed?"),
        ("The fee for a permit is $250.", "How much is the fee for a permit?"),
        ("The clearance rate was 46.6 per cent.", "What was the clearance rate?"),
        ("Nineteen people died in coastal waters.", "How many people died in coastal waters?"),
        (
            "The Officer Exchange was suspended in May 2020 because of the pandemic.",
            "Why was the Officer Exchange suspended?",
        ),
        (
            "The free ferry was closed on 1 May 2023, because the pier was unsafe.",
            "Why was the free ferry closed?",
        ),
        ("A Noise Officer must carry a card.", "What must a Noise Officer do?"),
    ],
)
def test_what_is_said_of_an_english_subject_is_asked(text: str, question: str) -> None:
    assert question in made(text)


@pytest.mark.parametrize(
    "text",
    [
        "福沢は明治5年4月に慶應義塾を卒業した。",  # the school did not graduate
        "令和4年4月に公表される予定の計画は、まだない。",
        "市は、景気の回復のため、窓口を増設した。",
        "補助金の交付の申請は、市長に行わなければならない。",  # an application owes nothing
        "平成30年は、230人であった。",
        "令和元年分とは、平成31年1月1日からの年分をいいます。",
        "令和6年度の額は、3,000円である。",  # of what?
        "令和5年末の人数は、12人である。",
        "一定の者とは、次の者をいいます。",
        "著しく減少した場合とは、半分になった場合をいう。",
        "変更のあとは、新しい表を読む。",  # とは is no word here
        "居住の用に供した場合は、250万円です。",
        "専門部会は、必要がある場合に置く。",
        "住宅ローン等は、住宅の取得に必要なものでなければならない。",
        "オランダ政府は1912年に締結された条約を守った。",  # the government was not concluded
        "平成30年4月に、停戦合意が行われたことで終結した。",
        "平成15年に、赤羽根町を編入して施行した。",
        "令和4年10月1日に、北陸本線は青海駅まで延伸開業した。",  # that was not its opening
        "土岐為頼は、その死後に頼春は敗れたため、滅亡した。",
        "The scheme was extended on 1 April 2024.",  # which?
        "Elderly drivers must take a test.",  # Elderly may be a name
        "In the year the number of trainees was 178.",
        "Every exact quote is a span.",
        "- A quote is a span.",
        "Nineteen applications and three appeals were received.",
    ],
)
def test_what_is_not_surely_whole_is_not_asked(text: str) -> None:
    assert made(text) == []


def test_of_two_things_that_were_done_the_first_is_asked() -> None:
    assert made("Nineteen applications were received and eleven were approved.") == [
        "How many applications were received?"
    ]


def test_an_faq_suggests_its_own_questions(encoder: Encoder, folder: Path) -> None:
    faq = (
        "給付金に関するよくある質問\n\n"
        "問１　給付金とは何ですか。\n答　住民税が非課税である世帯に７万円を支給する制度です。\n\n"
        "問２　給付金はいつ支給されますか。\n答　確認書を受理した日から３週間後に振り込みます。\n\n"
        "問３　転居した場合はどうすればよいですか。\n"
        "答　基準日より後に転居した方は、転居前の市町村に届け出てください。\n"
    )
    with Library.open(folder, encoder, builtin=False) as library:
        library.add(document("給付金", faq, "faq.txt"))
        given = suggestions(library, "ja")
        assert len(given) >= 2
        assert set(given) <= {
            "給付金とは何ですか",
            "給付金はいつ支給されますか",
            "転居した場合はどうすればよいですか",
        }


def test_articles_are_suggested_across_languages(encoder: Encoder, folder: Path) -> None:
    ordinance = (
        "空家等対策条例\n\n（目的）\n第１条　この条例は、生活環境の保全を図ることを目的とする。\n"
        "（市の責務）\n第２条　市は、空家等に関する施策を総合的に実施するものとする。\n"
        "附　則\n第１条　この条例は、公布の日から施行する。\n"
    )
    with Library.open(folder, encoder, builtin=False) as library:
        library.add(document("条例", ordinance, "jorei.txt"))
        # The supplement has an Article 1 too.
        assert suggestions(library, "en") == ["What does Article 2 say?"]
        assert answer("What does Article 2 say?", library).quotes[0].text.startswith("市は、空家等")


def test_older_documents_are_asked_about_where_the_newest_give_too_little(
    encoder: Encoder, folder: Path
) -> None:
    with Library.open(folder, encoder) as library:
        for number in range(4):
            library.add(document(f"覚書{number}", "特になし。\n", f"{number}.txt"))
        assert len(suggestions(library, "ja")) == 4
