"""The cells of a row, and the row that names its columns."""

from __future__ import annotations

import pytest

from corpus.table import cells, column_names, head

RULED = "手数料\n| 区分 | 現行 |\n|---|--:|\n| 写し | 300円 |\n| 郵送 | 1,250円 |\n\n以上"
BARE = "| 指標 | 目標（令和9年度） |\n| 件数 | 40件 |"
YEARS = "| Category | 2021 | 2022 |\n| Staff | 120 | 130 |"
AGES = "| 区分 | 65歳以上 | 65歳未満 |\n| 男 | 1,120人 | － |\n| 女 | 130人 | 45人 |"
TWO_ROWS = "| 区分 | 料金 |  |\n| 区分 | 平日 | 休日 |\n| 大人 | 500円 | 600円 |"
RULED_TWO = "| 料金表 |  |  |\n| 区分 | １人 | ２人 |\n|---|---|---|\n| 大人 | 5人 | 6人 |"


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
        (YEARS, "| Staff", "| Category | 2021 | 2022 |"),
        (AGES, "| 女", "| 区分 | 65歳以上 | 65歳未満 |"),
        (TWO_ROWS, "| 大人", "| 区分 | 料金 |  |\n| 区分 | 平日 | 休日 |"),
        (TWO_ROWS, "| 区分 | 平日", "| 区分 | 料金 |  |\n| 区分 | 平日 | 休日 |"),
        (RULED_TWO, "| 大人", "| 料金表 |  |  |\n| 区分 | １人 | ２人 |"),
        ("| 東館 | 平日 | 41人 |\n| 東館 | 休日 | 52人 |\n| 西館 | 平日 | 63人 |", "| 西館", None),
        ("| 東館 | 平日 | 休館 |\n| 東館 | 休日 | 開館 |\n| 西館 | 平日 | 開館 |", "| 西館", None),
        ("| 手数料 | 300円 |\n| 申込期間 | 5日 |\n| 返却期間 | 7日 |", "| 返却", None),
        ("| 4月1日 | 入学式 |\n| 4月8日 | 始業式 |", "| 4月8日", None),
    ],
)
def test_the_head_of_a_table(text: str, row: str, named: str | None) -> None:
    found = head(text, text.index(row))
    assert (found and text[slice(*found)]) == named


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (RULED, ["区分", "現行"]),
        (TWO_ROWS, ["区分", "料金 平日", "料金 休日"]),
        (RULED_TWO, ["料金表 区分", "料金表 １人", "料金表 ２人"]),
        ("| 写し | 300円 |\n| 郵送 | 500円 |", []),
    ],
)
def test_the_names_of_the_columns(text: str, names: list[str]) -> None:
    assert column_names(text, text.index("| ")) == names
