"""Eras: how they are written, and the years of the common calendar beside theirs."""

from __future__ import annotations

# The year and month in which each begins, its name, sign and letter, and its name in English;
# the latest first.
_ERAS = (
    (2019, 5, "令和", "㋿", "r", ("reiwa",)),
    (1989, 1, "平成", "㍻", "h", ("heisei",)),
    (1926, 12, "昭和", "㍼", "s", ("showa", "shōwa")),
    (1912, 7, "大正", "㍽", "t", ("taisho", "taishō")),
    (1868, 1, "明治", "㍾", "m", ("meiji",)),
)
FIRST_YEAR = _ERAS[-1][0]
ERA = f"(?:{'|'.join(each[2] for each in _ERAS)})"
ERA_CUT_SHORT = "[令平昭]"  # 令6.4.1, as tables of amendments have it
ERA_SIGN = f"[{''.join(each[3] for each in _ERAS)}]"
ERA_IN_ENGLISH = f"(?:{'|'.join(name for each in _ERAS for name in each[5])})"  # in lower case
# The year before the first of each, by whatever it is written as, in lower case.
YEAR_BEFORE = {
    written: year - 1
    for year, _, name, sign, letter, english in _ERAS
    for written in (name, name[0], sign, letter, *english)
}


def era_years(year: int, month: int | None = None) -> tuple[str, ...]:
    """The names of a year of the common calendar, () before 1868. A year in which an era began
    has two, unless the month tells which.

    >>> era_years(2018), era_years(2019), era_years(2019, 6)
    (('平成30年',), ('平成31年', '令和元年'), ('令和元年',))
    """
    names = []
    for first, begins, era, *_ in _ERAS:
        if (year, month or 12) < (first, begins):
            continue
        names.append(f"{era}{'元' if year == first else year - first + 1}年")
        if year > first or (month or 0) >= begins or begins == 1:
            break
    return tuple(reversed(names))
