"""Tables as HTML: the text of a table stays what it is."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.document import document
from corpus.structure import passages
from tests.ui.shown import Shown
from ui.escaping import spans_html
from ui.page.pane import passage_html
from ui.place import place_of
from ui.table_html import table_wraps

TABLE = "| 区分 | 月額 |\n|---|---:|\n| 3歳未満 | 15,000円 |\n"


def table_html(text: str, start: int = 0, end: int | None = None) -> str:
    end = len(text) if end is None else end
    tables, bars = table_wraps(text, start, end)
    return spans_html(text, start, end, [*tables, bars])


def looks(html: str) -> list[str]:
    return re.findall(r'class="(tabular|row(?: rule)?|cell(?: long)?)"', html)


def test_rows_and_cells_are_set_apart_and_the_line_ends_are_inside_of_them() -> None:
    html = table_html(f"次の表のとおり。\n{TABLE}以上")
    cells = ["cell", "cell"]
    assert looks(html) == ["tabular", "row", *cells, "row rule", *cells, "row", *cells]
    assert html.startswith('次の表のとおり。<br><span class="tabular"><span class="row">')
    assert html.endswith("<br></span></span></span>以上")
    assert html.count("<br></span></span>") == 3


@pytest.mark.parametrize(
    "text",
    [
        "",
        "警察庁は4人を派遣した。",
        "a | b\nc | d",  # no bar at the ends
        "| 枠の中の文。次の文。 |",  # one column: a frame
        "|---|---|",  # of a rule alone nothing would be seen
        r"| a \| b \|",
        "| 15,000円",  # what is shown of a row
    ],
)
def test_what_is_no_table_is_left_as_it_is(text: str) -> None:
    assert table_wraps(text, 0, len(text)) == ([], [])


def test_a_bar_that_is_escaped_divides_no_cells() -> None:
    assert looks(table_html(r"| a \| b | c |")).count("cell") == 2


def test_a_cell_with_much_in_it_is_given_room() -> None:
    long = "住民基本台帳の数値とは一致しないことがあるので注意する。"
    assert looks(table_html(f"| 備考 | {long} |")) == ["tabular", "row", "cell", "cell long"]


@given(st.text(alphabet="ab|-: \\\n\r\u3000。<", max_size=80), st.integers(0, 20))
def test_every_character_stays_in_its_order(text: str, start: int) -> None:
    start = min(start, len(text))
    shown = Shown(table_html(text, start))
    assert shown.open == []
    assert shown.text == re.sub("\r\n?", "\n", text[start:])


def test_each_sentence_keeps_its_address_and_what_is_marked_its_words() -> None:
    text = document("手当", TABLE, "t.md")
    (passage,) = passages(text)
    start = TABLE.index("| 3歳")
    sum_ = TABLE.index("15,000円")
    place = place_of(text, start, len(TABLE) - 1, [(sum_, sum_ + 7)])
    html = passage_html(passage, "ja", place)
    assert Shown(html).text == passage.text
    assert looks(html).count("row") == 2
    parts = re.findall(rf'<span data-at="{start}-{len(TABLE) - 1}">.*?</mark></span>', html)
    assert [Shown(part).text for part in parts] == ["| 3歳未満 ", "| 15,000円 |"]
    assert Shown("".join(re.findall(r'<mark class="hit">(.*?)</mark>', html))).text == "15,000円"
