"""The number of the year that is asked about: in a table by the head of its column, in an English
sentence by the date that stands with it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from qa.question import read_question
from qa.wanted import dates_or_numbers, matching, not_excluded
from tests.candidates import candidate

INCIDENTS = """| Type of incident | 2020-21 | 2021-22 | 2022-23 |
| Falls from 3 m height | 71 | 80 | 66 |
| Fires | 1,012 | 19 | 23 |
"""
VISITORS = """| Year | Visitors | Income (yen) | Members |
|---|---|---|---|
| 2019 | 12,004 | 3,001,000 | 12.1% |
| 2020 | 3,120 | 700,400 | 14.0% |
"""
ACCIDENTS = """| 事故の種類 | 令和2年度 | 令和3年度 | 増減 |
| 係留事故 | 44 | 52 | 8 |
| 火災 | 12件 | 19件 | 7件 |
"""
COMPARED = (
    "In 2022-23 our inspectors carried out 1,284 inspections, compared with 1,102 visits in the "
    "previous year."
)
EMPLOYED = "At 31 March 2023 we employed 214 people, up from 198 people a year earlier."


def wanted(question: str, text: str, begins: str = "") -> str:
    """The numbers of the sentence that begins so which can be what is asked for."""
    first, asked = candidate(text), read_question(question)
    sentence = next(
        each for each in first.hit.sentences if text.startswith(begins or text[0], each.start)
    )
    row = replace(first, sentence=sentence)
    spans = matching(asked, row, not_excluded(asked, row, dates_or_numbers(asked, row)))
    return " ".join(row.text[start:end] for start, end in spans)


@pytest.mark.parametrize(
    ("question", "text", "row", "figure"),
    [
        ("How many falls were there in 2021-22?", INCIDENTS, "| Falls", "80"),
        ("How many fires were there in 2020-21?", INCIDENTS, "| Fires", "1,012"),
        ("How many fires were there in 2015?", INCIDENTS, "| Fires", ""),
        ("How many falls were there?", INCIDENTS, "| Falls", ""),
        ("How many visitors were there in 2020?", VISITORS, "| 2020", "3,120"),
        ("What was the percentage of members in 2019?", VISITORS, "| 2019", "12.1%"),
        ("令和3年度の係留事故は何件ですか", ACCIDENTS, "| 係留", "52"),
        ("令和3年度の火災は何件ですか", ACCIDENTS, "| 火災", "19件"),
        ("令和2年度の火災は何件ですか", ACCIDENTS, "| 火災", "12件"),
        # the head of a table is no row of figures, and a line without a head none of its rows
        ("How many visitors were there in 2020?", VISITORS, "| Year", ""),
        ("係留事故は何件ですか", "| 係留事故 | 44 |\n", "| 係留", ""),
    ],
)
def test_a_bare_figure_in_a_table_is_of_what_heads_its_column(
    question: str, text: str, row: str, figure: str
) -> None:
    assert wanted(question, text, row) == figure


@pytest.mark.parametrize(
    ("question", "text", "number"),
    [
        ("How many inspections were made in 2022-23?", COMPARED, "1,284 inspections"),
        ("How many people were employed in March 2023?", EMPLOYED, "214 people"),
        ("How many people were employed in March 2022?", EMPLOYED, "198 people"),
        ("How many people were employed in 2022?", EMPLOYED, "198 people"),
        ("How many people were employed in 2019?", EMPLOYED, ""),
        (
            "How many people visited in 2019?",
            "In 2019 5,000 people visited, and 900 people in 2020.",
            "5,000 people",
        ),
        (
            "How many people does the plan for 2023 provide for?",
            "The plan for 2023, adopted in December 2022, provides for 40 people.",
            "40 people",
        ),
    ],
)
def test_in_english_a_number_is_of_the_year_with_it(question: str, text: str, number: str) -> None:
    assert wanted(question, text) == number
