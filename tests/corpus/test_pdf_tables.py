"""Tables of a PDF: which rows are of one, on a page and over pages."""

from __future__ import annotations

import io
from collections.abc import Sequence

import pytest

from corpus import readers
from corpus.document import document
from corpus.table import head
from tests.documents.made import MINCHO, pdf

_Rows = Sequence[Sequence[str]]

FIRST = [["館名", "前年", "当年"], ["東館", "41人", "52人"], ["西館", "63人", "74人"]]
SECOND = [["館名", "当年", "翌年"], ["北館", "85人", "96人"], ["南館", "17人", "28人"]]


def lines(data: bytes) -> list[str]:
    return readers.extract(data, readers.PDF).text.splitlines()


def written(rows: _Rows) -> list[str]:
    return [f"| {' | '.join(row)} |" for row in rows]


def ruled(*pages: Sequence[tuple[float, _Rows]], text: str = "") -> bytes:
    """Pages of tables, each with the height of its top; a row is 18 points high, or 16 for each
    line of a cell. text: stands below the last."""
    from reportlab.pdfgen.canvas import Canvas

    pdf([])  # which registers the font
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(595, 842))
    for page in pages:
        for y, rows in page:
            top = y
            for row in rows:
                high = 2 + 16 * max(cell.count("\n") + 1 for cell in row)
                for column, cell in enumerate(row):
                    canvas.rect(70 + 120 * column, top - high, 120, high)
                    canvas.setFont(MINCHO, 10)
                    for at, line in enumerate(cell.split("\n")):
                        canvas.drawString(74 + 120 * column, top - 13 - 16 * at, line)
                top -= high
            if text:
                canvas.drawString(70, top - 30, text)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def test_two_ruled_tables_one_below_the_other() -> None:
    got = lines(ruled([(700, FIRST), (600, SECOND)]))
    assert got == [*written(FIRST), "", *written(SECOND)]
    text = document("test", "\n".join(got), "test").text
    found = head(text, text.index("| 南館"))
    assert found is not None
    assert text[slice(*found)] == written(SECOND)[0]


def test_rules_that_are_drawn_row_by_row_are_one_table() -> None:
    """With a little room between them, as double rules have."""
    assert lines(ruled([(700, FIRST[:1]), (678, FIRST[1:])])) == written(FIRST)


def test_a_table_goes_on_over_a_page() -> None:
    assert lines(ruled([(160, FIRST)], [(770, SECOND[1:])])) == written([*FIRST, *SECOND[1:]])


def test_tables_without_rules() -> None:
    def rows(cells: _Rows, top: float) -> list[tuple[float, float, float, str]]:
        return [
            (70 + 100 * column, top - 16 * at, 10, cell)
            for at, row in enumerate(cells)
            for column, cell in enumerate(row)
        ]

    apart = lines(pdf([*rows(FIRST, 700), *rows(SECOND, 600)]))
    assert apart == [*written(FIRST), "", *written(SECOND)]
    grouped = lines(pdf([*rows(FIRST, 700), *rows(SECOND[1:], 642)]))  # a little room between
    assert grouped == written([*FIRST, *SECOND[1:]])


def test_a_table_of_a_single_row_is_read_by_its_cells() -> None:
    """The last row of a comparison, on a page of its own."""
    old = "第三条　館長は、\n期限を定める。"
    new = "第三条　市長は、\n期限を定める。\n二　略"
    got = lines(ruled([(160, [["改正後", "改正前"]])], [(770, [[new, old]])], text="以上である。"))
    rows = [line for line in got if line.startswith("|")]
    assert rows == [
        "| 改正後 | 改正前 |",
        "| 第三条　市長は、期限を定める。 二　略 | 第三条　館長は、期限を定める。 |",
    ]


def test_a_box_with_one_text_is_no_table() -> None:
    assert lines(ruled([(700, [["受付は九時からである。", ""]])])) == ["受付は九時からである。"]


def drawn(
    levels: Sequence[float], uprights: Sequence[float], *blocks: tuple[float, _Rows]
) -> bytes:
    """A page with level rules at some heights from 70 to 390, with upright rules between the first
    and the last, and with rows 14 points apart under some heights, their cells 80 wide."""
    from reportlab.pdfgen.canvas import Canvas

    pdf([])  # which registers the font
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(595, 842))
    canvas.setFont(MINCHO, 10)
    for y in levels:
        canvas.line(70, y, 390, y)
    for x in uprights:
        canvas.line(x, levels[0], x, levels[-1])
    for top, rows in blocks:
        for at, row in enumerate(rows):
            for column, cell in enumerate(row):
                canvas.drawString(75 + 80 * column, top - 12 - 14 * at, cell)
    canvas.save()
    return out.getvalue()


HEAD = ["区分", "件数", "人員", "備考"]
YEARS = [
    ["平成29年", "1,234", "567人", ""],
    ["平成30年", "1,345", "678人", "速報値"],
    ["令和元年", "－", "700人", ""],
]
INNER = [150, 230, 310]
SIDES = [70, *INNER, 390]


@pytest.mark.parametrize(
    "uprights",
    [SIDES, INNER, [], [70, 390], [150]],
    ids=["closed", "open sides", "level only", "a frame", "beside the names"],
)
@pytest.mark.parametrize("count", [2, 3])
def test_rows_without_a_rule_between(uprights: list[float], count: int) -> None:
    body = YEARS[:count]
    made = drawn([700, 682, 680 - 14 * count - 6], uprights, (700, [HEAD]), (682, body))
    assert lines(made) == written([HEAD, *body])


def test_rows_with_open_sides_and_rules_between() -> None:
    blocks = [(700 - 18 * at, [row]) for at, row in enumerate([HEAD, *YEARS])]
    made = drawn([700 - 18 * at for at in range(5)], INNER, *blocks)
    assert lines(made) == written([HEAD, *YEARS])


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (
            [["交通事故発生の", "1,234", "567", "88"], ["件数", "12.3%", "5.6%", "7.7%"]],
            ["交通事故発生の件数", "1,234 12.3%", "567 5.6%", "88 7.7%"],
        ),
        (
            [["平成29年", "1,234", "567", "88"], ["（速報値）", "(12.3)", "(5.6)", "(7.7)"]],
            ["平成29年 （速報値）", "1,234 (12.3)", "567 (5.6)", "88 (7.7)"],
        ),
        (
            [["届出", "市民課", "郵送", "不要"], ["申請", "税務課", "窓口", "必要"]],
            ["届出 申請", "市民課 税務課", "郵送 窓口", "不要 必要"],
        ),
        (
            [["届出", "1,234", "567", ""], ["", "1,345", "678", ""]],
            ["届出", "1,234 1,345", "567 678", ""],
        ),
    ],
)
def test_a_row_of_several_lines(rows: _Rows, expected: list[str]) -> None:
    made = drawn([700, 682, 648], SIDES, (700, [HEAD]), (682, rows))
    assert lines(made) == written([HEAD, expected])
