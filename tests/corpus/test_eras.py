"""Years of the Japanese calendar beside those of the common one."""

from __future__ import annotations

import pytest

from corpus.dates import dates, in_both_calendars
from corpus.eras import era_years


@pytest.mark.parametrize(
    ("year", "month", "names"),
    [
        (2018, None, ("平成30年",)),
        (2019, None, ("平成31年", "令和元年")),
        (2019, 4, ("平成31年",)),
        (2019, 5, ("令和元年",)),
        (2026, None, ("令和8年",)),
        (1989, None, ("平成元年",)),  # Shōwa 64 had seven days
        (1926, None, ("大正15年", "昭和元年")),
        (1912, 6, ("明治45年",)),
        (1868, None, ("明治元年",)),
        (1867, None, ()),
    ],
)
def test_the_names_of_a_year(year: int, month: int | None, names: tuple[str, ...]) -> None:
    assert era_years(year, month) == names


@pytest.mark.parametrize("year", range(1868, 2040))
def test_every_name_is_read_as_its_year(year: int) -> None:
    for name in era_years(year):
        (date,) = dates(name)
        assert date.year == year


@pytest.mark.parametrize(
    ("text", "both"),
    [
        ("How many in 2017?", "How many in 2017(平成29年)?"),
        ("令和５年度の件数は？", "令和５年度(2023)の件数は？"),
        ("June 2019", "June 2019(令和元年)"),
        ("in Reiwa 5", "in Reiwa 5(2023)"),
        ("平成30年(2018年)9月と同年11月", "平成30年(2018年)9月と同年11月(2018)"),
        ("December to June 2019", "December(2018) to June 2019(令和元年)"),
        ("in 2017/18 or FY17", "in 2017/18(平成29年) or FY17(2017)"),
        ("in H2 2017", "in H2 2017(平成29年)"),
        ("何人か。", "何人か。"),
    ],
)
def test_each_year_stands_in_both_calendars(text: str, both: str) -> None:
    assert in_both_calendars(text) == both
