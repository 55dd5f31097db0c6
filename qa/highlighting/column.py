"""The column of a table that a question asks about: of several alike, the one whose head has the
question's words, or its date. And the figures in a row that nothing but a head says the meaning of.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.dates import Date, dates, overlaps
from corpus.numerals import FIGURES
from corpus.span import Span
from corpus.table import cells, column_names, head
from index.lexical import tokens
from qa.evidence import Candidate
from qa.question import Question

_SIGNS = "△▲+＋−-"
_SIGN = re.compile(f"^[{_SIGNS}]")
_BARE = re.compile(f"[{_SIGNS}]?{FIGURES}")


def with_bare(
    candidate: Candidate, counted: Sequence[Span], dated: Sequence[Date], *, of_one_unit: bool
) -> list[Span]:
    """The counted numbers of a sentence and, where it is a row below the head of a table, its cells
    that are nothing but a figure. What names the row, its first cell, is then no number.

    of_one_unit: whether only numbers of one unit are wanted; a row that has one says its units.
    """
    text, start = candidate.hit.passage.document.text, candidate.sentence.start
    found = head(text, start)
    if found is None or start < found[1]:
        return list(counted)
    name, *values = cells(candidate.text, 0, len(candidate.text))
    bare = [
        value
        for value in values
        if _BARE.fullmatch(candidate.text, *value) and not overlaps(dated, *value)
    ]
    behind = [span for span in counted if span[0] >= name[1]]
    if not bare or (behind and of_one_unit):
        return list(counted)
    return sorted({*behind, *bare})


def in_asked_column(question: Question, candidate: Candidate, spans: Sequence[Span]) -> list[Span]:
    """The spans of a sentence without those in another column of its row than the one asked about;
    all of them where the sentence is no row of a table."""
    columns = cells(candidate.text, 0, len(candidate.text))
    if len(columns) < 2:
        return list(spans)
    found = []
    for span in spans:
        own = next((i for i, (a, b) in enumerate(columns) if a <= span[0] and span[1] <= b), None)
        if own is not None and own == _asked(question, candidate, columns, own):
            found.append(span)
    return found


def dates_of_column(candidate: Candidate, span: Span) -> list[Date]:
    """The dates with a year in the head of the column that a span of a sentence stands in."""
    columns = cells(candidate.text, 0, len(candidate.text))
    heads = column_names(candidate.hit.passage.document.text, candidate.sentence.start)
    if len(columns) != len(heads):
        return []
    own = [name for (a, b), name in zip(columns, heads, strict=True) if a <= span[0] < b]
    return [date for name in own for date in dates(name) if date.year is not None]


def _asked(
    question: Question, candidate: Candidate, columns: Sequence[Span], own: int
) -> int | None:
    """Which of the columns that hold the like of `own` is asked about: `own` where no other does,
    None where the heads do not say."""
    shapes = [_shape(candidate.text[slice(*column)]) for column in columns]
    alike = [i for i, shape in enumerate(shapes) if i and shape == shapes[own]]
    if own not in alike or len(alike) == 1:
        return own
    text = candidate.hit.passage.document.text
    heads = column_names(text, candidate.sentence.start)
    if len(heads) != len(columns):
        return None
    shares = {i: _share(question, heads[i]) for i in alike}
    best = max(shares.values())
    most = [i for i in alike if shares[i] == best]
    return most[0] if len(most) == 1 and best > (0, 0) else None


def _share(question: Question, named: str) -> tuple[int, int]:
    """How much of a question stands in the head of a column: its dates first, then its words."""
    own = dates(named)
    of_column = {(d.year, d.month) for d in own}
    asked = {(d.year, d.month) for d in question.dates}
    words = set(tokens(named)) & set(question.terms)
    return len(of_column & asked), len(
        words - _digits(named, own) - _digits(question.text, question.dates)
    )


def _digits(text: str, own: Sequence[Date]) -> set[str]:
    """The bare numbers of the dates of a text: 5月 has nothing of 令和5年度."""
    return {each for d in own for each in tokens(text[d.start : d.end]) if each.isdecimal()}


def _shape(text: str) -> str:
    """What a cell counts: two with 300円 and 1,250円 are alike."""
    return re.sub(FIGURES, "0", _SIGN.sub("", text.strip()))
