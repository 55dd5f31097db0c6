"""The cells of a row, and the row that names its columns."""

from __future__ import annotations

import pytest

from corpus.table import cells, head

RULED = "手数料\n| 区分 | 現行 |\n|---|--:|\n| 写し | 300円 |\n| 郵送 | 1,250円 |\n\n以上"
BARE = "| 指標 | 目標（令和9年度） |\n| 件数 | 40件 |"


@pytest.mark.parametrize(
    ("row", "found"),
    [
        ("| 写し |  | 300円 |", ["写し", "", "300円"]),
        ("| a \\| b | c", ["a \\| b", "c"]),
        ("建設業　　　468万人　　　△15万人", ["建設業", "468万人", "△15万人"]),
        ("監査委員　　石　川　　正　夫", ["監査委員", "石　川　　正　夫"]),
        ("手数料は300円である。", ["手数料は300円である。"]),
    ],
)
def test_the_cells_of_a_row(row: str, found: list[str]) -> None:
    assert [row[a:b] for a, b in cells(row, 0, len(row))] == found


@pytest.mark.parametrize(
    ("text", "row", "named"),
    [
        (RULED, "| 郵送", "| 区分 | 現行 |"),
        (RULED, "| 区分", "| 区分 | 現行 |"),
        (RULED, "以上", None),
        (BARE, "| 件数", "| 指標 | 目標（令和9年度） |"),
        ("| 写し | 300円 |\n| 郵送 | 500円 |", "| 郵送", None),
        ("| 区分 | 現行 |", "| 区分", None),
    ],
)
def test_the_head_of_a_table(text: str, row: str, named: str | None) -> None:
    found = head(text, text.index(row))
    assert (found and text[slice(*found)]) == named
