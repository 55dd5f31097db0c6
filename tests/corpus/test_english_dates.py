"""Four digits in English: where they are a year, and where they count or number something."""

from __future__ import annotations

import pytest

from corpus.dates import dates


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("What was the city's population in the 2020 census?", [2020]),
        ("What was the 2020 population?", [2020]),
        ("How large was the 2023 budget for schools?", [2023]),
        ("Tokyo's 2020 revised budget and a 2018 report", [2020, 2018]),
        ("The 2008 crisis, its 2019 annual plan", [2008, 2019]),
        ("the 2020 census shows growth", [2020]),
        ("the 2020 census results, the 2023 financial statements", [2020, 2023]),
        ("The city's 2024-25 budget", [2024]),
        ("In 2018 local authorities spent more", [2018]),
        ("In 2017 and 2018 local authorities spent more", [2017, 2018]),
        ("It was higher than 2018, other than 2000.", [2018, 2000]),
    ],
)
def test_years(text: str, years: list[int]) -> None:
    assert [date.year for date in dates(text)] == years


@pytest.mark.parametrize(
    "text",
    [
        # measures
        "buildings larger than 2000 square metres",
        "than 2000 m2, than 2000 kWh, over 2000 MW and 2000 USD",
        "a 2000 word essay, a 2000 yen fee, the 2000 square metre hall",
        "a 2000-seat hall, the 2000m track, the 2000 m race, a 1990 ton ship",
        # what is counted, also further on
        "more than 2000 expected visitors",
        "a total of 2000 registered voters, for 2000 newly built homes",
        "the 2000 factory workers, the 2000 new homes, the 2000 most common names",
        "the 2018 trainees of it, the 2018 cases of flu, the city's 2000 employees, the 2000 staff",
        "It rose to more than 2000. No more than 2000 or less than 1900 in a month.",
        "the 2020 recorded in May; the 2018 of them; the 2020 were",
        # names and numbers of things
        "in room 2018, see page 2018 of it, pages 2018, the Model 2000, flight 2018, Suite 2018,",
        "the 2000 series, Resolution 1973, on it",
        "the 1800 census, the 2200 plan",
    ],
)
def test_what_is_no_year(text: str) -> None:
    assert dates(text) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("What was spent in the 2023 fiscal year?", ["2023 fiscal year"]),
        ("the 2023 and 2024 fiscal years", ["2023", "2024 fiscal years"]),
        ("2018-19 financial year", ["2018-19 financial year"]),
        ("the Heisei 30 Fiscal Year", ["Heisei 30 Fiscal Year"]),
        ("fiscal Heisei 30-31", ["fiscal Heisei 30-31"]),
    ],
)
def test_a_fiscal_year_may_say_so_behind(text: str, found: list[str]) -> None:
    assert [(text[date.start : date.end], date.fiscal) for date in dates(text)] == [
        (each, True) for each in found
    ]


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("| Year | 2020 | 2021 |", [2020, 2021]),
        ("| Item | 2020-21 | 2021-22", [2020, 2021]),
        ("| Item | 2010 | 2020 |", [2010, 2020]),
        ("| Year | Number |\n|---|---|\n| 2019 | 12 |\n| 2020 | 2004 |", [2019, 2020]),
        # figures, codes, and what nothing shows to be a year
        ("| Fires | 1984 | 2020 |", []),
        ("| 2001 | pipe |\n| 2044 | valve |", []),
        ("| Notice | 2021-22 |", []),
        ("| Area | 2020 m | 2021 m |", []),
    ],
)
def test_a_cell_is_a_year_by_those_beside_it(text: str, years: list[int]) -> None:
    assert [date.year for date in dates(text)] == years


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "In 2022-23 there were 12, compared with 10 in the previous year.",
            [("2022-23", 2022, None, False), ("the previous year", 2021, None, False)],
        ),
        (
            "At 31 March 2023 there were 214, up from 198 a year earlier.",
            [("31 March 2023", 2023, 3, False), ("a year earlier", 2022, 3, False)],
        ),
        (
            "In FY2022 12, and 10 the year before. In the same month 9 in the preceding year.",
            [
                ("FY2022", 2022, None, True),
                ("the year before", 2021, None, True),
                ("the preceding year", 2021, None, True),
            ],
        ),
        (
            "31 March 2023, 10 in the previous financial year",
            [("31 March 2023", 2023, 3, False), ("the previous financial year", 2021, None, True)],
        ),
        (
            "In 2022 up 5% on the year before, 3% over the previous year",
            [("2022", 2022, None, False)],
        ),
        ("In 2022, the year before the election", [("2022", 2022, None, False)]),
        ("In 2022.\n10 in the previous year", [("2022", 2022, None, False)]),
        ("10 in the previous year", []),
    ],
)
def test_the_year_before_is_counted_from_the_date_last_named(
    text: str, found: list[tuple[str, int, int | None, bool]]
) -> None:
    own = dates(text)
    assert [(text[d.start : d.end], d.year, d.month, d.fiscal) for d in own] == found
