"""The dates that a text speaks of, and whether they are those that a question asks about.

What a figure is only compared with is not spoken of: 「前年度に比べ6,130人増加した」 does not say
how many there were the year before. A fiscal year lasts until the March after it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from corpus.dates import Date, dates
from corpus.numerals import COUNTING
from corpus.passage import Passage
from index.hit import Sentence
from qa.change import CHANGES

# Behind and before a date that only is compared with. 「令和4年4月1日より施行する」 and "no later
# than 2023" compare nothing.
_COMPARED_BEHIND = re.compile(
    r"(?:の?同[期月日]|末)?(?:[(（][^()（）]*[)）])?"
    r"(?:[にと]?(?:比(?!較的)|対し?比)|を[^、。]{0,14}(?:上回|下回)"
    rf"|より、?(?:約|およそ)?[\d{COUNTING}][^、。]{{0,14}}(?:増|減|多|少な|高|低|上昇|下落|上回|下回|伸び))"
    # 「令和6年度から5％増額する」 and 100件から120件に増加した compare nothing.
    rf"|から、?(?:約|およそ)?[\d{COUNTING}][^、。にへ]{{0,14}}"
    r"(?:(?:増加|減少|増え|上昇|下落|低下|伸び)(?![さする])|減[りっ]|[増減][のとで、。])"
    rf"|の(?:約|およそ)?[\d{COUNTING}][\d{COUNTING}.．・]*倍"
)
# A date alone in brackets, 前回（平成27年国勢調査）, is compared with where what stands before them
# is; but 100件（平成30年） is the number of a date that is told.
_OPENED = re.compile(r"[(（]$")
_NUMBER_OPENED = re.compile(rf"[\d{COUNTING}][^年\d、。]{{0,6}}[(（]$")
_CLOSED = re.compile("[^()（）、。]{0,8}[)）]")
_COMPARED_BEFORE = re.compile(
    r"\b(?:compared (?:with|to)|(?<!later )(?<!earlier )(?<!sooner )(?<!other )(?<!rather )than)"
    r"\s(?:(?:in|for|the)\s)*$",
    re.I,
)
# A question that compares asks of that too. 台風により, 差別, 比率 and 減災 compare nothing.
COMPARES = re.compile(
    r"比べ|比較(?!的)|対比|[年月期度]比|(?<!に)より|差(?![別し出])|変化|推移"
    r"|増(?![築設刷員])|減(?![災免])|上昇|低下|上回|下回|伸び|何倍"
    rf"|\bcompar\w*|\bthan\b|\bdiffer\w*|{CHANGES}",
    re.I,
)


@lru_cache(maxsize=4096)
def dates_of(text: str) -> tuple[Date, ...]:
    """All dates of a text."""
    return tuple(dates(text))


@lru_cache(maxsize=4096)
def dates_spoken_of(text: str, asked: str) -> tuple[Date, ...]:
    """The dates that a text says something of: without those it only compares with, unless
    the question compares."""
    if COMPARES.search(asked):
        return dates_of(text)
    return tuple(
        date
        for date in dates_of(text)
        if not _COMPARED_BEHIND.match(text, _end(text, date))
        and not _COMPARED_BEFORE.search(text[: date.start])
    )


def _end(text: str, date: Date) -> int:
    """Where a date ends, with the brackets around it."""
    before = text[: date.start]
    if _OPENED.search(before) is None or _NUMBER_OPENED.search(before):
        return date.end
    closed = _CLOSED.match(text, date.end)
    return closed.end() if closed else date.end


def inside(found: Sequence[Date], passage: Passage, sentence: Sentence) -> list[Date]:
    """Those of a passage's dates that stand in a sentence of it, as spans in the sentence. Read
    in the passage 同年 has its year."""
    shift = sentence.start - passage.start
    length = sentence.end - sentence.start
    return [
        replace(date, start=date.start - shift, end=date.end - shift)
        for date in found
        if date.start >= shift and date.end <= shift + length
    ]


def same_year(one: Date, other: Date) -> bool:
    """Whether two dates that have a year may be of one: January 2022 is of fiscal 2021."""
    years = []
    for date, beside in ((one, other), (other, one)):
        before_april = beside.fiscal and not date.fiscal and date.month is not None
        years.append((date.year or 0) - (before_april and (date.month or 0) <= 3))
    return years[0] == years[1]


def same(asked: Date, other: Date) -> bool:
    """2018 is the same as December 2018, but June 2018 is not. June is that of any year."""
    if asked.year is None:
        if asked.month != other.month:
            return False
    elif other.year is None or not same_year(asked, other):
        return False
    return not any(
        one is not None and another is not None and one != another
        for one, another in ((asked.month, other.month), (asked.day, other.day))
    )


def agree(asked: Sequence[Date], own: Sequence[Date], around: Sequence[Date]) -> float:
    """+1: of the dates asked about a sentence has one; 0.3: its passage has; -1: neither; 0:
    none is asked about."""
    if not asked:
        return 0.0
    if any(same(a, b) for a in asked for b in own):
        return 1.0
    return 0.3 if any(same(a, b) for a in asked for b in around) else -1.0


def of_other_years(asked: Sequence[Date], found: Sequence[Date]) -> bool:
    """What happened in 2018 is no answer about 2017."""
    own = [date for date in found if date.year is not None]
    years = [date for date in asked if date.year is not None]
    return bool(own and years) and not any(same_year(a, b) for a in years for b in own)


def date_words(found: Sequence[Date], asked: Sequence[Date]) -> frozenset[str]:
    """The index's words for dates, and for the fiscal years asked about that they are of."""
    words = {f"y{d.year}" for d in found if d.year}
    words |= {f"y{d.year}m{d.month}" for d in found if d.year and d.month}
    words |= {f"y{a.year}" for a in asked for d in found if a.year and d.year and same_year(a, d)}
    return frozenset(words)
