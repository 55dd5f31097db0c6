"""Sentences of another time than is asked about: of a year that they only compare with the one
asked about, or of the next meeting where a past one is. What they say is no answer.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from corpus.dates import Date
from qa.counters import numbers
from qa.dated import dates_of, dates_spoken_of, inside, same_year
from qa.evidence import Candidate
from qa.question import Question, language_of

# Between a date and the number that is its own: 前年の48人, 前年度（1,508件）
TO_NUMBER = re.compile("[のはに、（(約]{0,3}")
_ASKS_PAST = re.compile(r"(?<![まな])た(?:[かの日時ん。?？]|$)|\b(?:was|were|did)\b")
_ASKS_NEXT = re.compile(r"次[回の]|予定|\bnext\b|\bscheduled\b", re.I)
# The next one, alone, of which nothing is told but what will be.
_OF_NEXT = re.compile(
    r"[\s・○◯●◆■※]*(?:(?:なお|また|最後に)、)?次回(?!.*(?:前回|今回|た。?\s*$))"
    r"|(?:the )?next (?:\w+ ){1,3}(?:will|is (?:to|scheduled|planned|due))\b",
    re.I | re.S,
)


def is_of_other_time(question: Question, candidate: Candidate) -> bool:
    """Whether a sentence is certainly of another time than the question."""
    return _is_of_next(question, candidate.text) or _only_compares(question, candidate)


def _is_of_next(question: Question, text: str) -> bool:
    """「次回の会議は、5月23日に開催する」 where is asked when it was held."""
    return (
        _ASKS_PAST.search(question.text) is not None
        and _ASKS_NEXT.search(question.text) is None
        and _OF_NEXT.match(text) is not None
    )


def _only_compares(question: Question, candidate: Candidate) -> bool:
    """「601件で、5年前（平成29年）に比べ35件減少した」 where the figure of 平成29年 is asked for:
    the year stands there without a number of its own, and nothing around is of that year."""
    text, passage = candidate.text, candidate.hit.passage
    if question.kind != "number" or language_of(text) != "ja":
        return False

    def of_asked(found: Iterable[Date]) -> list[Date]:
        asked = [date for date in question.dates if date.year is not None]
        years = [date for date in found if date.year is not None]
        return [date for date in years if any(same_year(each, date) for each in asked)]

    every = inside(dates_of(passage.text), passage, candidate.sentence)
    compared = of_asked(every)
    around = (*dates_of(passage.context), *dates_spoken_of(passage.text, question.text))
    if not compared or of_asked(around):
        return False
    counted = [
        (start, end)
        for start, end in numbers(text, every, question.counted)
        if not text.endswith("倍", start, end)
    ]
    return not any(
        TO_NUMBER.fullmatch(text, date.end, start)
        for date in compared
        for start, _ in counted
        if start >= date.end
    )
