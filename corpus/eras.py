"""The years of the Japanese calendar beside those of the common one."""

from __future__ import annotations

import re

from corpus.dates import dates

# The year and month in which each era begins, the latest first.
_BEGINS = (
    (2019, 5, "令和"),
    (1989, 1, "平成"),
    (1926, 12, "昭和"),
    (1912, 7, "大正"),
    (1868, 1, "明治"),
)
_COMMON_YEAR = re.compile(r"[12１２]\d{3}")
_ERA = re.compile(
    "令和|平成|昭和|大正|明治|[㋿㍻㍼㍽㍾]|[RHSTM][0-9]|Reiwa|Heisei|Sh[oō]wa|Taish[oō]|Meiji", re.I
)


def era_years(year: int, month: int | None = None) -> tuple[str, ...]:
    """The names of a year of the common calendar, () before 1868. A year in which an era began
    has two, unless the month tells which.

    >>> era_years(2018), era_years(2019), era_years(2019, 6)
    (('平成30年',), ('平成31年', '令和元年'), ('令和元年',))
    """
    names = []
    for first, begins, era in _BEGINS:
        if (year, month or 12) < (first, begins):
            continue
        names.append(f"{era}{'元' if year == first else year - first + 1}年")
        if year > first or (month or 0) >= begins or begins == 1:
            break
    return tuple(reversed(names))


def in_both_calendars(text: str) -> str:
    """The text with each year also in the other calendar, in brackets behind it.

    >>> in_both_calendars("平成30年12月と2017年では、どちらが多いか。")
    '平成30年12月(2018)と2017年(平成29年)では、どちらが多いか。'
    """
    parts, position = list[str](), 0
    for date in dates(text):
        mention = text[date.start : date.end]
        if date.year is None:
            continue
        names = [str(date.year)]
        if _COMMON_YEAR.search(mention):
            names = [] if _ERA.search(mention) else list(era_years(date.year, date.month))
        if names:
            parts += [text[position : date.end], f"({'・'.join(names)})"]
            position = date.end
    return "".join([*parts, text[position:]])
