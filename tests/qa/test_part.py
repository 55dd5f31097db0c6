"""What is asked for by its number is given, and nothing else, however many documents there are."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus.document import document
from corpus.reading import read
from index.encoder import Encoder
from index.library import Library
from index.numbered import Part, begins_as_note
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
            opened.add(read(path).document)
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
        library.add(read(DOCUMENTS / "空家等対策条例.txt").document)
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


RULES = """みなと市補助要綱

（補助対象者）
第2条　補助の対象は、次の各号のいずれにも該当する者とする。
（１）市内に住所を有する者
（２）市税を滞納していない者
（３）みなと市暴力団排除条例第2条第2号に規定する暴力団員でない者
２　前項の規定にかかわらず、補助を受けた者は、対象としない。
（申請）
第4条　申請者は、次に掲げる書類を提出する。

1. 見積書の写し
2. 現況の写真

２　申請の受付は、4月10日からとする。
３　申請者は、次の者を除く。
一　法人
二　次のいずれかの者
　イ　市外に住む者
　ロ　市の職員
第5条　補助を受けた者は、次の各項を守るものとする。
１　帳簿を備えること。
２　帳簿を5年間保管すること。
３　調査に応ずること。
第8条及び第9条　削除
第12条から第14条まで　削除
附　則
この要綱による改正前の第8条の規定によりされた勧告は、なお効力を有する。
"""
ACT = """Archives Act

(Definitions)
Article 2 (1) The term "archives" means a facility of a town.
(2) The term "records" means the following documents:
(i) documents transferred; and
(ii) documents donated by a person.
(Use)
Article 7 (1) The head must decide within thirty days.
(2) The head may extend the period.
(Training)
Article 7-2 (1) The town trains archivists.
"""
TREATY = """# Agreement on Customs

## Article I
### Scope

1. The Parties shall assist each other.

2. Assistance shall include:

(a) the exchange of documents; and

(b) the training of officers.

## Article II
### Definitions

For the purposes of this Agreement:

1. "goods" means all goods.

2. "officer" means an officer of the customs.
"""


@pytest.fixture(scope="module")
def cited(encoder: Encoder, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    with Library.open(tmp_path_factory.mktemp("cited"), encoder, builtin=False) as opened:
        opened.add(document("要綱", RULES, "rules.txt"))
        opened.add(document("act", ACT, "act.txt"))
        opened.add(document("treaty", TREATY, "treaty.md"))
        yield opened


@pytest.mark.parametrize(
    ("question", "of", "quoted"),
    [
        ("第2条第1項第2号", "要綱", "（２）市税を滞納していない者"),
        ("第二条第二号は何ですか", "要綱", "（２）市税を滞納していない者"),
        ("第4条第2項", "要綱", "２　申請の受付は、4月10日からとする。"),
        ("第4条第1項第2号", "要綱", "2. 現況の写真"),
        ("第4条第3項第1号", "要綱", "一　法人"),
        (
            *("第4条第3項第2号", "要綱"),
            "二　次のいずれかの者\n　イ　市外に住む者\n　ロ　市の職員",
        ),
        # Paragraphs under an opening sentence, or its list.
        ("第5条第3項", "要綱", "３　調査に応ずること。"),
        ("第5条第2号", "要綱", "２　帳簿を5年間保管すること。"),
        ("第8条は何を定めているか", "要綱", "削除"),
        ("第9条の内容", "要綱", "削除"),
        ("第13条", "要綱", "削除"),
        ("Article 2(1)", "act", '(1) The term "archives" means a facility of a town.'),
        (
            *("Article 2, paragraph (2), item (ii)", "act"),
            "(ii) documents donated by a person.",
        ),
        ("What does Article 7-2 say?", "act", "(1) The town trains archivists."),
        ("第7条の2", "act", "(1) The town trains archivists."),
        ("Article 7, paragraph (2)", "act", "(2) The head may extend the period."),
        ("What does Article 1(2)(b) say?", "treaty", "(b) the training of officers."),
        (
            *("Article II, paragraph 2 of the agreement", "treaty"),
            '2. "officer" means an officer of the customs.',
        ),
    ],
)
def test_a_part_is_given_as_it_is_cited(
    question: str, of: str, quoted: str, cited: Library
) -> None:
    (quote,) = answer(question, cited, documents=[of]).quotes
    assert quote.text == quoted


def test_an_article_is_not_the_one_inserted_after_it(cited: Library) -> None:
    (quote,) = answer("What does Article 7 say?", cited, documents=["act"]).quotes
    assert quote.passage.headings[-1] == "Article 7"
    assert quote.text.startswith("(1) The head") and quote.text.endswith("the period.")


@pytest.mark.parametrize(
    ("question", "of", "nearest"),
    [
        ("第2条第9項", "要綱", "補助の対象は、次の各号"),
        ("第4条第4項", "要綱", "申請者は、次に掲げる書類"),
        ("第2条第1項第4号", "要綱", "補助の対象は、次の各号"),
        ("Article 7, paragraph (5)", "act", "(1) The head must decide"),
    ],
)
def test_where_there_is_no_such_paragraph_its_article_is_nearest(
    question: str, of: str, nearest: str, cited: Library
) -> None:
    given = answer(question, cited, documents=[of])
    assert given.abstained and given.missing == ()
    assert given.nearest[0].text.startswith(nearest)


@pytest.mark.parametrize("question", ["What does Article 7 of the Constitution say?", "第10条"])
def test_what_no_document_has_is_not_another_article(question: str, cited: Library) -> None:
    assert answer(question, cited, documents=["act"]).abstained


def test_what_mentions_a_note_is_not_what_it_says(encoder: Encoder, folder: Path) -> None:
    text = "Bulletin\n\nThere were 42,171 incidents of fly-tipping. See note 2.\n"
    with Library.open(folder, encoder, builtin=False) as library:
        library.add(document("bulletin", text, "bulletin.txt"))
        given = answer("What does note 2 say?", library)
        assert given.abstained and "See note 2." in given.nearest[0].text
        assert not answer("How many incidents of fly-tipping were there?", library).abstained


@pytest.mark.parametrize(
    ("text", "begins"),
    [
        ("（注２）端数は、切り捨てる。", True),
        ("2. Incidents on private land are left out.", True),
        ("²We visited six airports.", True),
        ("[^2]: We visited six airports.", True),
        ("See note 2.", False),
        ("2.5% of them were found.", False),
        ("注20　速報値である。", False),
    ],
)
def test_what_begins_as_a_note(text: str, begins: bool) -> None:
    assert begins_as_note(Part("note", "2"), text) is begins


ALLOWANCE = """給付金に関するＱ＆Ａ

Ｑ１－１　基準日はいつですか。
Ａ１－１　令和５年12月１日です。同日に住民登録がある世帯が対象です。

Ｑ１－２　こども加算はありますか。
Ａ１－２　児童１人当たり５万円を加算します。
　※　基準日の翌日から令和６年５月31日までに生まれた新生児は、別途申請が必要です。

Ｑ２－１　申請は必要ですか。
Ａ２－１　前回の給付金を受けた世帯は、原則として手続は不要です。それ以外には確認書を送付します。

Ｑ２－２　差押えの対象になりますか。
Ａ２－２　いいえ。法律により差押えが禁止されています。
"""


@pytest.mark.parametrize(
    ("question", "whole"),
    [
        (
            "基準日はいつですか",
            "Ａ１－１　令和５年12月１日です。同日に住民登録がある世帯が対象です。",
        ),
        (
            "Ｑ２－１　申請は必要ですか。",
            "Ａ２－１　前回の給付金を受けた世帯は、原則として手続は不要です。"
            "それ以外には確認書を送付します。",
        ),
        ("差押えの対象になりますか？", "Ａ２－２　いいえ。法律により差押えが禁止されています。"),
    ],
)
def test_a_question_of_an_faq_has_its_own_answer(
    question: str, whole: str, encoder: Encoder, folder: Path
) -> None:
    with Library.open(folder, encoder, builtin=False) as library:
        library.add(document("給付金", ALLOWANCE, "faq.txt"))
        library.add(document("旅費", "旅費\n\n問1　宿泊料は出ますか。\n答　出ます。\n", "f.txt"))
        (quote,) = answer(question, library).quotes
        assert quote.text == whole
        # Of another document it is another question.
        assert answer(question, library, documents=["旅費"]).abstained


def test_what_an_faq_asks_in_other_words_is_searched_for(encoder: Encoder, folder: Path) -> None:
    with Library.open(folder, encoder, builtin=False) as library:
        library.add(document("給付金", ALLOWANCE, "faq.txt"))
        (quote,) = answer("新生児の申請は必要ですか", library).quotes
        assert "別途申請" in quote.text and "原則として" not in quote.text
