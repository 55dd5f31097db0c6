"""Tables of a PDF that have no rules: in which column a piece stands, and what is no table."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from corpus import readers
from tests.documents.made import pdf

_Piece = tuple[float, float, float, str]


def lines(pieces: Sequence[_Piece]) -> list[str]:
    text = readers.extract(pdf(list(pieces)), readers.PDF).text
    return [line for line in text.splitlines() if line]


def placed(text: str, xs: Sequence[float], flush: bool = False, top: float = 700) -> list[_Piece]:
    """The pieces of rows 16 points apart: a row a line, its cells between bars. xs: the left edges
    of the columns, or with `flush` the right edges of those after the first."""
    pieces: list[_Piece] = []
    for at, row in enumerate(text.splitlines()):
        for column, (x, cell) in enumerate(zip(xs, map(str.strip, row.split("|")), strict=False)):
            wide = sum(5 if char.isascii() else 10 for char in cell)
            left = x - wide if flush and column else x
            pieces += [(left, top - 16 * at, 10, cell)] if cell else []
    return pieces


def table(text: str) -> list[str]:
    return [f"| {' | '.join(map(str.strip, row.split('|')))} |" for row in text.splitlines()]


@pytest.mark.parametrize(
    ("xs", "flush", "rows"),
    [
        pytest.param(
            *([70, 130, 180, 230], False),
            "年度|件数|人員|死者\n平成29|123|567|12\n平成30|234|678|9",
            id="numbers that could be markers",
        ),
        pytest.param(
            *([70, 150, 200, 250], False),
            "Item|2019|2020|2021\nstaff|110|125|130\nexpenses|120|135|140",
            id="English",
        ),
        pytest.param(
            *([70, 130, 190], False), "区分|件数|人員\n甲|三四|一二三\n乙|五六|四", id="kanji"
        ),
        pytest.param(*([70, 130], False), "年齢|人数\n19|120\n20|135", id="two columns"),
        pytest.param(
            *([70, 100, 230], False),
            "順位|国名|件数\n1|中国|1,234\n2|韓国|567\n3|ベトナム|89",
            id="a ranking",
        ),
        pytest.param(
            *([70, 130, 230], False), "1|中国|1,234\n2|韓国|567", id="a ranking without a head"
        ),
        pytest.param(
            *([70, 110, 230], False),
            "番号|事業名|備考\n1|避難所整備|新規\n2|防災訓練|\n3|備蓄|継続",
            id="a ranking with an empty cell",
        ),
        pytest.param(
            *([70, 180, 260], True),
            "区分|件数|人員\n平成29年|1,234|567\n平成30年||678\n令和元年|5|",
            id="empty cells",
        ),
        pytest.param(
            *([70, 130, 190], False),
            "平成29年|男|123\n|女|456\n平成30年|男|234\n|女|567",
            id="rows of one name",
        ),
        pytest.param(
            *([70, 100, 130, 160, 190, 220, 250], False),
            "日|月|火|水|木|金|土\n||1|2|3|4|5\n6|7|8|9|10|11|12",
            id="a calendar",
        ),
        pytest.param(
            *([70, 160, 185], True),
            "区分|件数|人員\n平成29年|1,234|567\n平成30年|1,345|678",
            id="columns close to each other",
        ),
        pytest.param(
            *([70, 145, 175], True),
            "区分|件数|人員\n神奈川県|1,234|567\n東京都|1,345|678\n千葉県|345|78",
            id="a long name close to its number",
        ),
        pytest.param(
            *([70, 130, 210], False),
            "委員長|鈴木　一郎|みどり大学\n委員|田中　花子|防災協会",
            id="names in two parts",
        ),
        pytest.param(
            *([70, 150, 230, 310], False),
            "区分||検挙|\n|件数|人員|率\n平成29年|1,234|567|89\n平成30年|1,345|678|9",
            id="a head over several columns",
        ),
        pytest.param(
            *([70, 250, 400], False),
            "区分|検挙の状況について（暫定値による）|\n|件数|人員\n平成29年|1,234|567\n平成30年|1|5",
            id="a head across the middle of the page",
        ),
    ],
)
def test_each_piece_stands_in_its_column(xs: list[float], flush: bool, rows: str) -> None:
    assert lines(placed(rows, xs, flush)) == table(rows)


def test_heads_beside_their_numbers() -> None:
    head = placed("区分|件数|人員", [70, 150, 230])
    body = "平成29年|5|7\n平成30年||8"
    assert lines([*head, *placed(body, [70, 210, 290], True, 684)]) == [
        *table("区分|件数|人員"),
        *table(body),
    ]


def test_tables_one_below_the_other_have_columns_of_their_own() -> None:
    first = "区分|件数|人員\n平成29年|1,234|567\n平成30年||678"
    second = "区分|甲|乙|丙|丁\n平成29年|1|2|3|4\n平成30年||2||4"
    below = placed(second, [70, 130, 190, 250, 310], top=620)
    assert lines([*placed(first, [70, 150, 230]), *below]) == [*table(first), *table(second)]


@pytest.mark.parametrize(
    ("xs", "rows", "expected"),
    [
        (
            [70, 150, 300],
            "区分|手続|窓口\n届出|届出書を提出し、|市民課\n|受付印を受ける。|\n申請|申請する。|税務課",
            "区分|手続|窓口\n届出|届出書を提出し、受付印を受ける。|市民課\n申請|申請する。|税務課",
        ),
        (
            [70, 130],
            "日時|令和６年４月１日\n場所|市役所\n出席者|鈴木委員、田中委員、山田委員、\n|佐藤委員、\n"
            "|渡辺委員\n議題|避難所の設置について",
            "日時|令和６年４月１日\n場所|市役所\n出席者|鈴木委員、田中委員、山田委員、佐藤委員、渡辺委員"
            "\n議題|避難所の設置について",
        ),
        (
            [70, 120],
            "Term|Meaning\nAgency|The Federal Emergency Management Agency, which acts under\n"
            "|the Act.\nAct|The Stafford Act of 1988",
            "Term|Meaning\nAgency|The Federal Emergency Management Agency, which acts under "
            "the Act.\nAct|The Stafford Act of 1988",
        ),
        (
            [70, 140, 400],
            "区分|内容|窓口\n甲|申請する。|税務課\n乙|届出する。|市民課\n"
            "丙|届出書を提出した上で、市長の定める期間内に申請を|市民課\n|する。|\n丁|届出する。|市民課",
            "区分|内容|窓口\n甲|申請する。|税務課\n乙|届出する。|市民課\n"
            "丙|届出書を提出した上で、市長の定める期間内に申請をする。|市民課\n丁|届出する。|市民課",
        ),
    ],
)
def test_a_cell_on_several_lines(xs: list[float], rows: str, expected: str) -> None:
    assert lines(placed(rows, xs)) == table(expected)


def test_what_stands_over_and_under_a_table_is_not_of_it() -> None:
    rows = "区分|件数|摘要\n平成29年|1,234|暫定値\n平成30年|1,345|確定値"
    around = [
        (220, 716, 10, "（単位：人）"),
        (70, 652, 10, "（注）他を含む。"),
        (240, 636, 10, "以上"),
    ]
    assert lines([*placed(rows, [70, 150, 230]), *around]) == [
        *["（単位：人）", *table(rows), "（注）他を含む。", "以上"]
    ]


@pytest.mark.parametrize(
    ("xs", "rows", "expected"),
    [
        *[
            ([70, 100], rows, rows.replace("|", " "))
            for rows in (
                "(1)|市内に住所を有する者\n(2)|市税を滞納していない者\n(3)|その他の者",
                "1|目的\n2|対象\n3|期間",
                "a.|The Agency shall act.\nb.|It shall report.\nc.|It shall publish.",
            )
        ],
        (
            [70, 100],
            "(1)|市内に住所を有する者であって、市税を\n|滞納していない者\n(2)|その他の者",
            "(1) 市内に住所を有する者であって、市税を\n滞納していない者\n(2) その他の者",
        ),
        (
            [70, 100, 250],
            "(1)|募集人員|10人\n(2)|募集期間|4月から5月まで",
            "| (1) 募集人員 | 10人 |\n| (2) 募集期間 | 4月から5月まで |",
        ),
        (
            [70, 110, 300],
            "10:05|市長あいさつ|鈴木市長\n10:15|議事|\n|(1) 計画の策定について|\n|(2) その他|",
            "| 10:05 | 市長あいさつ | 鈴木市長 |\n| 10:15 | 議事 |  |\n"
            "(1) 計画の策定について\n(2) その他",
        ),
        (
            [70, 130],
            "目的|この要綱は、市民を保護するため、\n|必要な事項を定める。\n対象|市民である者",
            "目的　この要綱は、市民を保護するため、\n必要な事項を定める。\n対象　市民である者",
        ),
    ],
)
def test_items_are_no_table(xs: list[float], rows: str, expected: str) -> None:
    assert lines(placed(rows, xs)) == expected.splitlines()


def test_rows_that_share_no_columns_have_the_cells_that_they_show() -> None:
    pieces = [
        *[
            (70, 700, 10, "日時"),
            (120, 700, 10, "令和６年４月１日"),
            (300, 700, 10, "午前10時から"),
        ],
        *[
            (70, 684, 10, "場所"),
            (120, 684, 10, "みどり市役所本庁舎三階"),
            (260, 684, 10, "会議室"),
        ],
        *[(70, 668, 10, "出席者"), (120, 668, 10, "鈴木委員"), (190, 668, 10, "田中委員")],
        (260, 668, 10, "山田委員"),
    ]
    assert lines(pieces) == [
        "| 日時 | 令和６年４月１日 | 午前10時から |",
        "| 場所 | みどり市役所本庁舎三階 | 会議室 |",
        "| 出席者 | 鈴木委員 | 田中委員 | 山田委員 |",
    ]


def test_two_columns_of_text_that_stand_level_are_no_table() -> None:
    left = ["備蓄を進める。", "市は、避難所を整備し、毎年の訓練を", "行うこととする。"] * 3
    right = ["広報に努める。", "県は、協定を結び、市町村の活動を", "助けることとする。"] * 3
    pieces = [
        (x, 700 - 16 * at, 10, text)
        for x, texts in ((60, left), (310, right))
        for at, text in enumerate(texts)
    ]
    assert lines(pieces) == [
        *["備蓄を進める。", "市は、避難所を整備し、毎年の訓練を行うこととする。"] * 3,
        *["広報に努める。", "県は、協定を結び、市町村の活動を助けることとする。"] * 3,
    ]


def test_a_paragraph_across_the_middle_of_a_page_is_whole() -> None:
    """Its first line crosses the middle, its last and what stands on both sides do not."""
    text = "市は、災害に備えて、次の各号に掲げる事項について、必要な計画を定めるもの"
    pieces = [
        piece
        for top in (700, 640, 580, 520)
        for piece in [
            *[(70, top, 10, "避難所"), (400, top, 10, "総務課")],
            *[(90, top - 30, 10, text), (90, top - 46, 10, "とする。")],
        ]
    ]
    assert lines(pieces) == ["避難所　総務課", text + "とする。"] * 4
