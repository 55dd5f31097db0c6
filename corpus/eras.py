"""Eras: how they are written, and the years of the common calendar beside theirs."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Era:
    """name: 令和. short: ㋿ and R. english: Reiwa, with and without the long vowel.
    year, month: in which it begins."""

    name: str
    short: tuple[str, str]
    english: tuple[str, ...]
    year: int
    month: int


ERAS = (  # the latest first
    Era("令和", ("㋿", "R"), ("Reiwa",), 2019, 5),
    Era("平成", ("㍻", "H"), ("Heisei",), 1989, 1),
    Era("昭和", ("㍼", "S"), ("Showa", "Shōwa"), 1926, 12),
    Era("大正", ("㍽", "T"), ("Taisho", "Taishō"), 1912, 7),
    Era("明治", ("㍾", "M"), ("Meiji",), 1868, 1),
)
# As patterns: by their names, their signs and their letters; in English with any case.
ERA_NAME = f"(?:{'|'.join(era.name for era in ERAS)})"
ERA_SIGN = f"[{''.join(era.short[0] for era in ERAS)}]"
ENGLISH_ERA = f"(?:{'|'.join(name.lower() for era in ERAS for name in era.english)})"
# The year before the first, by each of these in lower case.
YEAR_BEFORE = {
    written.lower(): era.year - 1
    for era in ERAS
    for written in (era.name, *era.short, *era.english)
}


def era_years(year: int, month: int | None = None) -> tuple[str, ...]:
    """The names of a year of the common calendar, () before 1868. A year in which an era began
    has two, unless the month tells which.

    >>> era_years(2018), era_years(2019), era_years(2019, 6)
    (('平成30年',), ('平成31年', '令和元年'), ('令和元年',))
    """
    names = []
    for era in ERAS:
        if (year, month or 12) < (era.year, era.month):
            continue
        names.append(f"{era.name}{'元' if year == era.year else year - era.year + 1}年")
        if year > era.year or (month or 0) >= era.month or era.month == 1:
            break
    return tuple(reversed(names))
