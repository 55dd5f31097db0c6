"""What a sentence says only with others is quoted with them, in one span of the document."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from corpus.document import document
from corpus.reading import read
from index.encoder import Encoder
from index.library import Library
from qa.answer import answer
from qa.quote import Quote

DOCUMENTS = Path(__file__).parent.parent / "documents"
GRANT = """設備補助金 公募要領

第1 補助対象者
補助対象者は、次の要件をすべて満たす者とします。
(1) 日本国内に本店を有する中小企業者であること。
ア 個人事業者を含む。
(2) 従業員の数が300人以下であること。
暴力団員が経営に関与する者は、補助対象者となりません。

第2 経費
次の経費は、補助の対象になりません。消費税も同じです。

第3 手順
交付の申請は、次のいずれかの方法による。
(1) 電子申請
(2) 郵送
２　結果は、次の月に通知する。
３　不服のある者は、申し出ることができる。

第4 罰則
虚偽の申請をした者は、五万円以下の過料に処する。
２　検査を拒んだ者は、三万円以下の過料に処する。
"""
SURVEY = """労働力調査 結果の概要

① 就業者数は6754万人。前年同月に比べ38万人の増加。17か月連続の増加
② 男性は3690万人。６万人の増加。女性は3063万人。31万人の増加
③ 前年同月に比べ、製造業の雇用は増えた。前年同月に比べ、農業の雇用は減った。

届出をする者は、工事の14日前までに、次に掲げる書類を提出しなければならない。

1. 見積書の写し
2. 現況の写真

２　届出の受付は、翌年１月31日までとする。

| 庁舎 | 日常清掃 | 定期清掃 |
|---|---|---|
| Ａ棟 | 毎日 | 年６回 |
| Ｂ棟 | 週３回 | 年４回 |
"""
RULES = """Rules of the mooring

1. Permits
A permit is refused in the following cases.
(a) The boat is longer than twelve metres.
(b) The fee has not been paid.

2. Fees
The fee is due each spring.

3. Lights
A boat that lies at the mooring by night must—
(a) show a white light; and
(b) sound its horn in fog.
"""


@pytest.fixture(scope="module")
def shelf(encoder: Encoder, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    with Library.open(tmp_path_factory.mktemp("wholes"), encoder, builtin=False) as opened:
        for name in ("空家等対策条例", "防災計画"):
            opened.add(read(DOCUMENTS / f"{name}.txt").document)
        opened.add(document("補助金", GRANT, "grant.txt"))
        opened.add(document("rules", RULES, "rules.txt"))
        opened.add(document("労働力調査", SURVEY, "survey.md"))
        yield opened


def first(question: str, shelf: Library) -> Quote:
    given = answer(question, shelf)
    for quote in (*given.quotes, *given.nearest):
        text = shelf.document(quote.passage.document.name).text
        assert text[quote.start : quote.end] == quote.text
        assert quote.passage.start <= quote.start < quote.end <= quote.passage.end
        assert all(quote.start <= a < b <= quote.end for a, b in quote.highlights)
    return (*given.quotes, *given.nearest)[0]


@pytest.mark.parametrize(
    ("question", "begin", "end"),
    [
        ("補助対象者の要件は何ですか", "補助対象者は、次の要件", "300人以下であること。"),
        ("市長が公表することができる事項は何ですか", "市長は、命令を受けた者", "命令の内容"),
        ("第2条は何を定めていますか", "この条例において、次の各号", "事業を営む者をいう。"),
        ("避難所はどのような手順で開設しますか", "避難所は、次の手順で", "市本部に報告する。"),
        ("交付の申請はどの方法によるか", "交付の申請は、次の", "(2) 郵送"),
        ("In which cases is a permit refused?", "A permit is refused", "has not been paid."),
        ("What must a boat do by night?", "A boat that lies", "its horn in fog."),
    ],
)
def test_a_sentence_is_quoted_with_the_list_it_announces(
    question: str, begin: str, end: str, shelf: Library
) -> None:
    quoted = first(question, shelf).text
    assert quoted.startswith(begin) and quoted.endswith(end)


def test_no_list_is_taken_that_is_not_announced(shelf: Library) -> None:
    assert first("結果はいつ通知しますか", shelf).text == "２　結果は、次の月に通知する。"
    quoted = first("補助の対象にならない経費は何ですか", shelf).text
    assert quoted == "次の経費は、補助の対象になりません。"
    quoted = first("虚偽の申請をした者の過料はいくらですか", shelf).text
    assert quoted == "虚偽の申請をした者は、五万円以下の過料に処する。"
    quoted = first("暴力団員が経営に関与する者は補助対象者となりますか", shelf).text
    assert quoted == "暴力団員が経営に関与する者は、補助対象者となりません。"


def test_a_long_list_is_left_where_it_is(encoder: Encoder, folder: Path) -> None:
    items = "".join(f"({n}) 第{n}の設備を備え、これを適切に管理すること。\n" for n in range(1, 61))
    text = f"設備基準\n\n第1 要件\n設置者は、次の要件を満たすものとする。\n{items}"
    with Library.open(folder, encoder, builtin=False) as library:
        library.add(document("基準", text, "standard.txt"))
        assert (
            first("設置者の要件は何ですか", library).text
            == "設置者は、次の要件を満たすものとする。"
        )


def test_the_paragraph_before_is_quoted_with_what_refers_to_it(shelf: Library) -> None:
    quote = first("緊急安全措置に要する費用はいくらまでですか", shelf)
    assert quote.text.startswith("市長は、空家等の倒壊、屋根材の飛散等により")
    assert quote.text.endswith("市長は、これを所有者等に請求する。")
    text = quote.passage.document.text
    assert [text[start:end] for start, end in quote.highlights] == ["５０万円"]
    quoted = first("公開による意見の聴取はいつまでに請求できますか", shelf).text
    assert quoted.startswith("２　市長は、前項の命令をしようとするときは")


@pytest.mark.parametrize("question", ["過料はいくらですか", "命令", "市の責務"])
def test_what_is_quoted_with_another_is_not_quoted_again(question: str, shelf: Library) -> None:
    given = answer(question, shelf, documents=["空家等対策条例"])
    spans = sorted((quote.start, quote.end) for quote in given.quotes or given.nearest)
    assert len(spans) > 1
    assert all(a[1] <= b[0] for a, b in pairwise(spans))


@pytest.mark.parametrize(
    ("question", "quoted"),
    [
        ("就業者数は何人増加しましたか", "① 就業者数は6754万人。前年同月に比べ38万人の増加。"),
        ("農業の雇用は増えましたか", "前年同月に比べ、農業の雇用は減った。"),
    ],
)
def test_what_is_counted_is_quoted_with_its_rise(
    question: str, quoted: str, shelf: Library
) -> None:
    assert quoted in {quote.text for quote in answer(question, shelf).quotes}


def test_a_list_ends_where_its_numbers_go_back(shelf: Library) -> None:
    quoted = first("届出をする者はどの書類を提出しなければならないか", shelf).text
    assert quoted.endswith("2. 現況の写真")


@pytest.mark.parametrize("series", ["アイウエ", "イロハニ"])
@pytest.mark.parametrize("marker", ["{}　", "({}) "])
def test_a_list_in_kana_is_quoted_to_its_end(
    series: str, marker: str, encoder: Encoder, folder: Path
) -> None:
    things = ("機械装置の購入費", "専門家への謝金", "旅費", "会場の借上料")
    items = [f"{marker.format(n)}{thing}" for n, thing in zip(series, things, strict=True)]
    begin = "補助の対象となる経費は、次に掲げるものとする。"
    text = "\n".join(("補助金交付要綱", "", f"第4条　{begin}", *items, f"{items[0]}の額", ""))
    with Library.open(folder, encoder, builtin=False) as library:
        library.add(document("要綱", text, "rules.txt"))
        quoted = first("補助の対象となる経費は何か", library).text
        assert quoted == "\n".join((begin, *items))


def test_no_list_is_quoted_where_the_sentence_has_the_answer(shelf: Library) -> None:
    quoted = first("届出は工事の何日前までですか", shelf).text
    assert quoted.endswith("次に掲げる書類を提出しなければならない。")


def test_the_head_of_a_table_is_quoted_with_its_rows(shelf: Library) -> None:
    given = answer("庁舎の日常清掃と定期清掃の表", shelf)
    texts = [quote.text for quote in (*given.quotes, *given.nearest)]
    assert not any(text.startswith("| 庁舎 |") and "棟" not in text for text in texts)
    assert first("Ａ棟の定期清掃は年何回ですか", shelf).text.startswith("| 庁舎 |")


def test_a_head_of_two_rows_is_quoted_with_the_row(encoder: Encoder, folder: Path) -> None:
    table = "| 区分 | 料金 |  |\n| 区分 | 平日 | 休日 |\n| 大人 | 500円 | 600円 |"
    with Library.open(folder, encoder, builtin=False) as library:
        library.add(document("施設の料金", f"施設の料金\n\n{table}\n", "fees.md"))
        assert first("大人の休日の料金はいくらですか", library).text == table
