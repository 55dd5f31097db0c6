"""What is asked for by its number is given, and nothing else, however many documents there are."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus.document import document, read_document
from index.encoder import Encoder
from index.library import Library
from qa.answer import answer

DOCUMENTS = Path(__file__).parent.parent / "documents"
FAQ = "給付金\n\n問1　給付金とは何ですか。\n答　制度です。\n\n問2　いつですか。\n答　3月です。\n"
CHARTER = (
    "Charter\n\nArticle 15\nThe seal is blue.\n\nArticle 16\nThe council meets twice a year.\n"
)


@pytest.fixture(scope="module")
def shelf(encoder: Encoder, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    with Library.open(tmp_path_factory.mktemp("parts"), encoder) as opened:
        for path in sorted(DOCUMENTS.glob("*.txt")):
            opened.add(read_document(path))
        opened.add(document("給付金", FAQ, "faq.txt"))
        yield opened


@pytest.mark.parametrize(
    ("question", "label"),
    [
        ("注2には何と書いてありますか", "注2"),
        ("注1は何ですか", "注1"),
        ("What does note 3 say?", "注3"),
    ],
)
def test_only_notes_of_that_number_answer(question: str, label: str, shelf: Library) -> None:
    given = answer(question, shelf)
    assert not given.abstained
    assert {quote.passage.label for quote in given.quotes} == {label}


@pytest.mark.parametrize(
    ("question", "quoted"),
    [
        ("第16条は何を定めていますか", "市長は、特定空家等を除却する者に対し"),
        ("What does Article 16 say?", "市長は、特定空家等を除却する者に対し"),
        ("空家等対策条例第16条の内容は？", "市長は、特定空家等を除却する者に対し"),
        ("第13条第2項には何とありますか", "２　公表は、市役所前の掲示場への掲示"),
        ("第13条第1項には何とありますか", "市長は、命令を受けた者が正当な理由なく"),
        ("第十八条第四項の内容を教えてください", "４　会長は、市長をもって充てる。"),
    ],
)
def test_an_article_is_given_from_its_beginning(question: str, quoted: str, shelf: Library) -> None:
    given = answer(question, shelf)
    assert not given.abstained and given.quotes[0].text.startswith(quoted)
    place = given.quotes[0].passage.headings[-1]
    assert {quote.passage.headings[-1] for quote in given.quotes} == {place}


def test_an_article_is_looked_for_in_the_documents_chosen(shelf: Library) -> None:
    assert answer("第16条は何を定めていますか", shelf, documents=["防災計画"]).abstained
    assert answer("民法第16条は何を定めていますか", shelf).abstained
    assert answer("第99条は何を定めていますか", shelf).abstained


def test_what_is_asked_of_an_article_may_stand_elsewhere(shelf: Library) -> None:
    given = answer("第16条はいつから施行されますか", shelf)
    assert "同年１０月１日から施行する" in given.quotes[0].text
    given = answer("第12条第1項の規定による命令に違反した者はどうなりますか", shelf)
    assert "５万円以下の過料" in given.quotes[0].text


def test_of_two_documents_each_gives_its_article(encoder: Encoder, folder: Path) -> None:
    with Library.open(folder, encoder, builtin=False) as library:
        library.add(read_document(DOCUMENTS / "空家等対策条例.txt"))
        library.add(document("charter", CHARTER, "charter.txt"))
        given = answer("What does Article 16 say?", library)
        first, second, *_ = given.quotes
        assert {first.passage.document.name, second.passage.document.name} == {
            "空家等対策条例",
            "charter",
        }


LAW = """空家対策推進法

第一条　この法律は、空家を減らすことを目的とする。

第二条　この法律において、次の各号に掲げる用語の意義は、当該各号に定めるところによる。
一　空家　使われない家をいう。
二　特定空家　危険な空家をいう。
三　所有者　家を持つ者をいう。
２　この法律において「市町村長」とは、特別区の区長を含む。
"""
PARK = "公園条例\n\n第1条　市は、公園を置く。\n\n第3条　公園では、火を使わない。\n"
PARK_RULES = "公園条例施行規則\n\n第3条　申請書は、様式による。\n"


@pytest.fixture(scope="module")
def laws(encoder: Encoder, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    with Library.open(tmp_path_factory.mktemp("laws"), encoder, builtin=False) as opened:
        for text in (LAW, PARK, PARK_RULES):
            opened.add(document(text.partition("\n")[0], text, "law.txt"))
        yield opened


@pytest.mark.parametrize(
    ("question", "quoted"),
    [
        ("空家対策推進法第二条第2項には何とありますか", ["２　この法律において「市町村長」"]),
        ("空家対策推進法第二条第1項は", ["この法律において、次の各号"]),
        ("公園条例第3条", ["公園では、火を使わない。"]),
        ("みどり市の公園条例の第3条は", ["公園では、火を使わない。"]),
    ],
)
def test_the_part_of_the_law_that_is_named(question: str, quoted: list[str], laws: Library) -> None:
    given = answer(question, laws)
    assert [quote.text[: len(text)] for quote, text in zip(given.quotes, quoted, strict=True)] == (
        quoted
    )


@pytest.mark.parametrize("question", ["国家公務員法第三条", "公園条例第3条第9項"])
def test_a_part_that_is_not_there_is_no_other(question: str, laws: Library) -> None:
    assert answer(question, laws).abstained


def test_an_article_is_quoted_as_a_whole(laws: Library) -> None:
    (quote,) = answer("空家対策推進法第二条", laws).quotes
    assert quote.text.startswith("この法律において、次の各号")
    assert quote.text.endswith("特別区の区長を含む。")


def test_a_mark_that_was_copied_along_asks_for_no_note(shelf: Library) -> None:
    given = answer("EUROPOL（注３）との実務取決めはいつ、どこで策定された？", shelf)
    assert given.quotes[0].passage.label is None
