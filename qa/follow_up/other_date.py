"""The question before, asked of another date: "And in 2017?", 「前年は？」, "from 2018 to 2020?".

A range is one: where the question before names one, all of it is replaced. Only what can be
read alone is put in: 「29年」 after a question of 平成30年 becomes 2017年.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from corpus.dates import Date, dates
from corpus.english_dates import MONTH, MONTHS
from corpus.eras import ERA
from corpus.script import KANJI, KATAKANA
from qa.follow_up.language import asked_in
from qa.follow_up.other_time import away, decade
from qa.question import ENGLISH_STOPWORDS

_ERA_YEAR = re.compile(rf"{ERA}\s?(?:元|\d{{1,2}})")  # without 年
_MONTH = re.compile(rf"(?:(?:in|for|of) )?{MONTH}")
# A range, and which end of it a single date is: 令和7年から, "to 2024".
_RANGE = re.compile(r"\s?(?:から|[~〜～–—-]|to|through|until|till)\s?")
_END = re.compile("(?P<first>から)|まで")
_END_IN_ENGLISH = re.compile(r"\b(?:(?P<first>from)|to|through|until|till)\s$", re.IGNORECASE)
# Two years that are one: 2022-23.
_YEARS = re.compile("(?:19|20)[0-9]{2}(?P<dash>[-–/])[0-9]{2}(?![0-9])")
# What stands between the dates of a range, or of a short list.
_BETWEEN = re.compile(
    r"\s?(?:から|[~〜～・、–—-]|と|や|及び|又は|または|to|through|until|till|and|or|,(?: and)?)\s?",
    re.IGNORECASE,
)
_RANGE_ENDS = re.compile("まで(?:の間)?|の間")
# Which part of a year, or which side of a date: it goes with the date.
_PART_OF_DATE = re.compile(
    r"(?:当初|初頭|初め|末(?!端)|(?:第[\d一二三四]四半|[上下]半?|[前後])期|[前後]半|[上中下]旬"
    "|以降|以前|以後|現在|時点|頃|ごろ|[中分](?=[のはにでと、？?]|$))"
)
# What makes another word of a date: 令和4年産, 令和4年版.
_SUFFIX = re.compile(f"[{KANJI}](?![{KANJI}{KATAKANA}])")
_OWN_PART = re.compile(f"{_PART_OF_DATE.pattern}|まで|から(?=の)")
_PART_IN_ENGLISH = re.compile(
    r"\b(?:(?:(?:first|second|third|fourth|last|final) )?(?:half|quarter|end|start|beginning|middle"
    r"|spring|summer|autumn|fall|winter) of (?:the )?|(?:[QH][1-4]|early|mid|late)[ -])$",
    re.IGNORECASE,
)
_WHEN = re.compile(
    r"\b(?:(?P<range>from|between)|in|on|during|since|until|by|over)\s(?:the\s)?$", re.IGNORECASE
)
# What stands before a year that a month may be put to: not "Boxing Day 2015".
_ALONE_IN_ENGLISH = re.compile(r"(?:^|[^\w\s]\s?|\b(?:[a-z]{1,7}|[A-Z]{2,})\s)$")
# Words beside a date that name nothing else.
_NOTHING = re.compile(
    "の?(?:状況|実績|数字|数値|場合|ほう)|から|まで|[のはがをにでと、,.\\s]"
    r"|\b(?:figures?|data|early|mid|late|end|start|beginning|onwards?|only|until|before|after"
    r"|during|since|over|through|between|financial|fiscal|calendar)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Exchange:
    """What is put in the place of before[at:behind]: `written`, which the follow-up has as
    text[start:end]."""

    start: int
    end: int
    at: int
    behind: int
    written: str


def date_in_place(named: str, before: str) -> tuple[str, str] | None:
    """The question `before` with the date, or the range, that a follow-up names in the place of
    its own, and what else the follow-up names, "" for nothing: "in Osaka in 2022" is of Osaka
    too. None if it names no date, or if there is no place for it."""
    old = _date_of(before)
    if old is None:
        return None
    if year := _year_named(named, before, old):
        return before[: old[0].start] + year + before[_range_end(before, old) :], ""
    named += _year_of_month(named, old)
    if placed := _part_in_place(named, before, old):
        return placed, ""
    # After the question before, whose era 「29年」 is of.
    text = f"{before}{'、' if asked_in(before) == 'ja' else ', '}{named}"
    found = _runs(text, len(before))
    written = _written(found[0], text, before, old) if len(found) == 1 else None
    if written is None:
        return None
    new = found[0]
    if end_named := _end_named(text, new, before, old):
        return _end_in_place(written, new[0], before, old, first=bool(end_named["first"]))
    bare = _Exchange(
        new[0].start, _range_end(text, new), old[0].start, _range_end(before, old), written
    )
    parted, like_own = _with_part(bare, text, before, old)
    suffix = _SUFFIX.match(text, parted.end)
    if suffix and not before.startswith(suffix[0], parted.behind):
        return None
    of_a_year = parted is bare and new[0].month is None
    if not (of_a_year or like_own or _fits(old, before)):
        return None
    put = _with_preposition(parted, text, before, of_range=len(old) > 1 and len(new) == 1)
    beside = _beside(put, text, before)
    return before[: put.at] + put.written + before[put.behind :], beside


def _date_of(before: str) -> list[Date] | None:
    """The date or the range that a question is of: the first with a year, or else the first."""
    runs = _runs(before, 0)
    dated = (run for run in runs if any(date.year is not None for date in run))
    return next(dated, runs[0] if runs else None)


def _part_in_place(named: str, before: str, old: Sequence[Date]) -> str | None:
    """The question before with a part of its year in the place of another: 下半期 in that of
    令和6年度上半期."""
    behind = old[-1].end
    own = _PART_OF_DATE.match(before, behind)
    if own is None or not _PART_OF_DATE.fullmatch(named):
        return None
    return before[:behind] + named + before[own.end() :]


def _end_named(
    text: str, new: Sequence[Date], before: str, old: Sequence[Date]
) -> re.Match[str] | None:
    """What says which end of a range a single date is, where the question before has a range."""
    if len(new) != 1 or len(old) != 2 or not _RANGE.fullmatch(before, old[0].end, old[1].start):
        return None
    return _END.match(text, new[0].end) or _END_IN_ENGLISH.search(text, 0, new[0].start)


def _with_part(
    put: _Exchange, text: str, before: str, old: Sequence[Date]
) -> tuple[_Exchange, bool]:
    """The exchange with the part of a year that goes with the date, where it has one, and whether
    the question before has such a part too."""
    if part := _PART_OF_DATE.match(text, put.end):
        own = _OWN_PART.match(before, put.behind)
        behind = own.end() if own else put.behind
        written = put.written + part[0]
        return replace(put, written=written, end=part.end(), behind=behind), own is not None
    if part := _PART_IN_ENGLISH.search(text, 0, put.start):
        own = _PART_IN_ENGLISH.search(before, 0, put.at)
        at = own.start() if own else put.at
        written = part[0] + put.written
        return replace(put, written=written, start=part.start(), at=at), own is not None
    return put, _PART_OF_DATE.match(before, old[-1].end) is not None


def _with_preposition(put: _Exchange, text: str, before: str, *, of_range: bool) -> _Exchange:
    """The exchange with the word before the date: "until 2022" in the place of "in 2021".

    of_range: whether a single date takes the place of a range, which had "from" or "between".
    """
    lead, own = _WHEN.search(text, 0, put.start), _WHEN.search(before, 0, put.at)
    if lead and own:
        put = replace(put, at=own.start(), written=lead[0] + put.written)
    elif own and own["range"] and of_range:
        put = replace(put, at=own.start(), written=f"in {put.written}")
    return replace(put, start=lead.start()) if lead else put


def _beside(put: _Exchange, text: str, before: str) -> str:
    """What else the follow-up names, "" for nothing that the question before does not name."""
    ahead = text[len(before) + 1 : put.start].strip(", ")
    beside = f"{ahead.rstrip('のはがをにでと、')} {text[put.end :].lstrip('のはに、')}".strip()
    return beside if _names(beside, before) else ""


def _runs(text: str, after: int) -> list[list[Date]]:
    """The dates of a text from a place on, those of one range or list together."""
    runs: list[list[Date]] = []
    for date in dates(text):
        if date.start < after:
            continue
        if runs and _BETWEEN.fullmatch(text, runs[-1][-1].end, date.start):
            runs[-1].append(date)
        else:
            runs.append([date])
    return runs


def _year_of_month(named: str, old: Sequence[Date]) -> str:
    """The year that a month named after a month is of: " 2023" of "in April" after March 2023;
    "" where that is not certain, or where no month is named."""
    years = {date.year for date in old if date.year is not None}
    if old[0].month is None or len(years) != 1 or any(date.fiscal for date in old):
        return ""
    return f" {years.pop()}" if _MONTH.fullmatch(named) else ""


def _end_in_place(
    written: str, new: Date, before: str, old: Sequence[Date], *, first: bool
) -> tuple[str, str] | None:
    """The question before with a date in the place of the first or the last of its range; None
    where that would end before it begins."""
    if not (_rises(new, old[1]) if first else _rises(old[0], new)):
        return None
    if not first:
        return before[: old[1].start] + written + before[old[1].end :], ""
    last = _written(old[1:], before, before, old) or before[old[1].start : old[1].end]
    between = before[old[0].end : old[1].start]
    return before[: old[0].start] + written + between + last + before[old[1].end :], ""


def _rises(first: Date, last: Date) -> bool:
    """Whether the dates of a range are in their order; one without a year is of the other's."""
    year = first.year or last.year or 0
    return (year, first.month or 0) < (last.year or year, last.month or 0)


def _range_end(text: str, run: Sequence[Date]) -> int:
    """Where a date ends, or a range with its まで."""
    ends = _RANGE_ENDS.match(text, run[-1].end) if len(run) > 1 else None
    return ends.end() if ends else run[-1].end


def _fits(old: Sequence[Date], before: str) -> bool:
    """Whether a month or a season can take the place of a date: not behind "Boxing Day"."""
    if asked_in(before) == "ja" or old[0].month is not None:
        return True
    return _ALONE_IN_ENGLISH.search(before[: old[0].start]) is not None


def _written(run: Sequence[Date], text: str, before: str, old: Sequence[Date]) -> str | None:
    """Dates that a text names after those of the question before, so that they can be read
    alone; None if they name no year or month."""
    japanese = asked_in(before) == "ja"
    was = next((date for date in old if date.year is not None), old[0])
    own = text[run[0].start : run[-1].end]
    alone = dates(own)
    if len(alone) == len(run) and all(date.year is not None for date in alone):
        if japanese:
            return own + _unit(was) if own.isdecimal() else own
        plain = own[:1].isdigit() and run[0].month is None
        return _fiscal(before, was) + own if plain else own
    written, done = "", run[0].start
    for i, date in enumerate(run):
        one = text[date.start : date.end]
        if date.month is not None or any(each.year is not None for each in dates(one)):
            inherits = i == 0 and date.month is not None and date.year is None
            if inherits and was.year is not None:
                year = was.year + (was.fiscal and (date.month or 0) <= 3)
                one = f"{year}年{one}" if japanese else f"{one} {year}"
        elif date.year is None:
            return None
        else:
            one = f"{date.year}{_unit(was)}" if japanese else str(date.year)
        written += text[done : date.start] + one
        done = date.end
    return written


def _year_named(named: str, before: str, old: Sequence[Date]) -> str | None:
    """The year or the month told by that of the question before, 「前年」, or without its unit,
    「平成29」; or a decade."""
    if _ERA_YEAR.fullmatch(named):
        return named + _unit(old[0])
    if ten := decade(named):
        return ten
    count, unit = away(named) or (0, "")
    was = old[0] if count < 0 else old[-1]
    if not count or was.year is None or (unit == "month" and was.month is None):
        return None
    japanese = asked_in(before) == "ja"
    if unit == "month" and was.month is not None:
        year, month = divmod(12 * was.year + was.month - 1 + count, 12)
        return f"{year}年{month + 1}月" if japanese else f"{MONTHS[month]} {year}"
    year = was.year + count
    if japanese:
        return f"{year}{_unit(was)}"
    pair = _YEARS.search(before, was.start, was.end)
    return _fiscal(before, was) + (
        f"{year}{pair['dash']}{(year + 1) % 100:02}" if pair else str(year)
    )


def _fiscal(before: str, date: Date) -> str:
    return "FY" if date.fiscal and before[date.start].lower() == "f" else ""


def _unit(date: Date) -> str:
    return "年度" if date.fiscal else "年"


def _names(beside: str, before: str) -> bool:
    """Whether what stands beside the date names something that the question before does not."""
    bare = _NOTHING.sub(" ", beside)
    said = before.lower()
    return any(
        word.lower() not in ENGLISH_STOPWORDS and word.lower() not in said for word in bare.split()
    )
