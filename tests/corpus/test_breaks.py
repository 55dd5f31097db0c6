"""What stands between the lines of a text: hyphens of words, and those that divide them."""

from __future__ import annotations

import time

import pytest

from corpus import readers
from corpus.readers.pdf.breaks import words_of
from tests.documents.made import pdf

WRITTEN = "The non-match rates of countries, a decision-making body, an illness to many."


@pytest.mark.parametrize(
    ("above", "below", "joined"),
    [
        *[("of count-", "ries", "of countries"), ("ill-", "ness", "illness")],
        *[("COUNT-", "RIES", "COUNTRIES"), ("manip-", "ulation", "manipulation")],
        *[("un-", "related", "unrelated"), ("Decision-", "making", "Decision-making")],
        *[("false non-", "match", "non-match"), ("a well-", "founded", "well-founded")],
        *[("a self-", "sustaining", "self-sustaining"), ("low-", "income", "low-income")],
        *[("a 7-", "month delay", "7-month"), ("over-", "65 share", "over-65")],
        *[("FY2027-", "28", "FY2027-28"), ("FY2027–", "28", "FY2027–28")],
        *[("GAO-26-", "107412", "GAO-26-107412"), ("COVID-", "related", "COVID-related")],
        *[("Tokyo-", "Yokohama", "Tokyo-Yokohama"), ("by e-", "mail", "e-mail")],
        *[("up-to-", "date", "up-to-date"), ("higher-than-ex-", "pected", "higher-than-expected")],
        *[("anti-", "biotics", "antibiotics"), ("cor-", "related", "correlated")],
        *[("cross-", "roads", "crossroads"), ("half-", "way", "halfway")],
        *[("non-", "etheless", "nonetheless"), ("age-", "related", "age-related")],
        *[("non-", "profit", "non-profit"), ("dis-", "oriented", "disoriented")],
        *[("high-", "and low-income", "high- and"), ("16-", "and 17-year-olds", "16- and")],
        *[("mid-", "to long-term", "mid- to"), ("a pota-", "to, too", "a potato")],
        *[("https://a.jp/long-", "term", "https://a.jp/long-term"), ("so -", "it is", "so - it")],
        *[
            ("2026/", "27", "2026/27"),
            ("a TAG_", "ERROR", "TAG_ERROR"),
            ("by: ____", "Date", "____ Date"),
            ("it is", "so", "it is so"),
            ("警察-", "白書", "警察-白書"),
        ],
    ],
)
def test_a_hyphen_at_the_end_of_a_line(above: str, below: str, joined: str) -> None:
    text, between = words_of([WRITTEN, above, below]).between(above, below)
    assert joined in text + between + below


def test_the_lines_of_a_document_show_whether_it_divides_words() -> None:
    divided = ["Other coun-", "tries, the author-", "ities and the under-", "standing of it."]
    words = "Other countries, the authorities are under it, standing by."
    assert words_of([*divided, words]).between("under-", "standing") == ("under", "")
    kept = ["The long-", "term and low-", "income and care-", "givers of it."]
    words = "A long-term plan for low-income areas."
    assert words_of([*kept, words]).between("care-", "givers") == ("care-", "")


def test_the_halves_of_a_word_are_no_sign_that_it_has_a_hyphen() -> None:
    words = words_of(["How did it go? We ever saw.", "with or", "out", "How-", "ever"])
    assert words.between("How-", "ever") == ("How", "")
    assert words.between("with-", "out") == ("with", "")


def test_long_lines_are_read_in_time() -> None:
    begin = time.process_time()
    words_of(["a" * 20_000, "b"] * 4)
    assert time.process_time() - begin < 1


def test_a_hyphen_in_a_column_of_a_pdf() -> None:
    lines = [
        "Rates of false non-match were measured in the laboratory. False non-",
        "match rates were higher after the end of the pilots, with a delay of 7-",
        "month periods, and in other coun-",
    ]
    got = readers.extract(
        pdf([(70, 700 - 14 * at, 10, line) for at, line in enumerate(lines)]), readers.PDF
    )
    assert "False non-match rates" in got.text and "a delay of 7-month periods" in got.text
