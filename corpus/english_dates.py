"""How English writes dates: the patterns of them, in the Japanese calendar and the common one,
and where four digits stand as a year.

`corpus.dates` tells which year, month and day a mention means. Texts are `plain` here.
"""

from __future__ import annotations

import re

from corpus.eras import ERA_IN_ENGLISH

MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
MONTH = "(?:" + "|".join(rf"{n[:3]}(?:{n[3:]}\b|\b\.?)" for n in MONTHS) + r"|Sept\b\.?)"
_BRACKETED = rf"(?:\s?\((?:{ERA_IN_ENGLISH}\s[0-9]{{1,2}}|[12][0-9]{{3}})\))?"
_YEAR = (
    rf"(?:(?P<y>[12][0-9]{{3}})|(?P<era>{ERA_IN_ENGLISH})\s(?P<ey>[0-9]{{1,2}}))(?![0-9])"
    rf"{_BRACKETED}"
)
_YEAR2 = re.sub("<(y|era|ey)>", r"<\g<1>2>", _YEAR)
_N = r"(?:3[01]|[12][0-9]|0?[1-9])(?:st|nd|rd|th)?(?![0-9])"
_D = rf"{_N.replace('(?:', '(?P<day>', 1)}(?:\s?-\s?[0-9]{{1,2}}(?![0-9]))?"
# Of several days, and of several months, the last alone may have the year.
_MORE_DAYS = (
    rf"(?:(?:,\s{_N}){{0,4}},?\s(?:and|or|to|through)\s{_N}"
    rf"(?=,?\s(?:[12][0-9]{{3}}|{ERA_IN_ENGLISH})))?"
)
_YEAR_LATER = (
    rf"(?=(?:,\s{MONTH}){{0,4}},?(?:\s(?:and|or|to|until|through)\s|\s?-\s?)"
    rf"(?:(?:the\s)?{_N}\s(?:of\s)?)?(?P<later>{MONTH})(?:\s{_N})?(?:\sof|,)?\s{_YEAR2})"
)
# 2024-25, 2018/19: from some month of the one year to that of the other.
_NEXT = r"(?:(?:/|-(?![0-9]{2}年))(?P<next>[0-9]{2})(?![0-9/-]))?"
ORDINALS = (
    *("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth"),
    *("tenth", "eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth"),
    *("seventeenth", "eighteenth", "nineteenth", "twentieth", "twenty-first", "twenty-second"),
    *("twenty-third", "twenty-fourth", "twenty-fifth", "twenty-sixth", "twenty-seventh"),
    *("twenty-eighth", "twenty-ninth", "thirtieth", "thirty-first"),
)
_ORDINAL = "|".join(ORDINALS)

ENGLISH: dict[str, str] = {
    # 9 December 2018, the 9th of December, 9 and 10 December
    "day first": rf"(?<![0-9A-Za-z.,])(?:(?:the|this)\s)?{_D}(?:\s(?:and|or|to)\s{_N})?"
    rf"\s(?:day\s)?(?:of\s)?(?P<name>{MONTH})(?:,?\s{_YEAR}|{_YEAR_LATER})?",
    # this third day of March, 1978
    "day in words": rf"(?<![A-Za-z-])(?:(?:the|this)\s)?(?P<day>{_ORDINAL})\sday\sof\s"
    rf"(?P<name>{MONTH})(?:,?\s{_YEAR})?",
    # Dec. 9, 2018; December 2018; December, 2018; December 9; December 9 and 10, 2018
    "month first": rf"(?<![A-Za-z])(?P<name>{MONTH})(?:\s{_D}{_MORE_DAYS})?"
    rf"(?:(?:\sof|,)?\s{_YEAR}|{_YEAR_LATER}|(?(day)|(?!)))",
    # FY2018, fiscal year 2018-19, fiscal year (FY) 2018, FY18
    "fiscal": rf"(?<![A-Za-z])(?:fy|fiscal(?:\syears?)?|financial\syears?)(?:\s?\(fy\))?"
    rf"(?:\s?{_YEAR}|(?<=fy)['’]?(?P<short>[0-9]{{2}})(?![0-9A-Za-z])){_NEXT}",
    # Heisei 30 (2018)
    "era": rf"(?<![A-Za-z]){_YEAR}",
    # the 30th year of Heisei
    "ordinal": rf"(?<![0-9A-Za-z])(?:the\s)?"
    rf"(?:(?P<ey>[0-9]{{1,2}})(?:st|nd|rd|th)|(?P<word>{_ORDINAL}))"
    rf"\syear\sof\s(?:the\s)?(?P<era>{ERA_IN_ENGLISH})(?:\s(?:era|period))?{_BRACKETED}",
}
# Where digits after an English word, or before punctuation, are a year.
_YEAR_BEFORE = re.compile(
    r"(?:^|[(\"“‘;:]|[12][0-9]{3}\s?[-/]|,"
    r"|\b(?:in|since|by|until|till|of|from|during|years?|for|to|and|between|before|after|late|early"
    r"|mid|through|throughout|around|circa|than|or|as)[ -])\s?$",
    re.IGNORECASE,
)
_YEAR_AFTER = re.compile(
    r"\s*(?:$|[)\]\"”’;:!?。、]|[.,](?![0-9])|'s\b|-[12][0-9]{3}(?![0-9]))|\s+(?=[A-Z])"
)
_COUNTED = re.compile(
    r"\s+(?:(?!was\b|is\b|has\b|its\b|as\b|this\b)[a-z]+s\b(?!\s+(?:of|the)\b)"
    r"|people|police|yen|men|women|children|million|percent|%)"
)
_NO_YEAR_BEFORE = re.compile(
    r"[\w,.$¥€£#%+=*&@-]$"
    r"|(?<![a-z])(?:(?:nos?|arts?|pp?|secs?|u\.?s\.?c|c\.?f\.?r)\.?"
    r"|room|page|form|articles?|sections?|parts?|rule)\s?$|§\s?$",
    re.IGNORECASE,
)
# mid-2020, H2 2020
_PART_OF_YEAR = re.compile(r"(?<![a-z])(?:(?:early|mid|late|pre|post)-|[hq][1-4]\s)$", re.I)
# What makes years of 2024-25, as a notice or a ruling is called by such numbers too.
_YEARS_BEFORE = re.compile(rf"{_YEAR_BEFORE.pattern}|\bthe\s$", re.IGNORECASE)
PLAIN_YEAR = re.compile(
    rf"[12][0-9]{{3}}(?![0-9]){_NEXT}(?!,[0-9])(?!\.[0-9])(?![A-Za-z_%])(?!/[0-9])"
)


def end_of(match: re.Match[str]) -> int:
    """Where a mention ends: 2015-20 with its first year, since 20 is not the next."""
    groups = match.groupdict()
    year, following = groups.get("y") or groups.get("short") or match[0][:4], groups.get("next")
    if following is None or int(following) == (int(year) + 1) % 100:
        return match.end()
    return match.start("next") - 1


def is_plain_year(flat: str, match: re.Match[str]) -> bool:
    """Whether four digits stand as a year: "in 2018", not "2018人"."""
    start, end = match.start(), end_of(match)
    before = flat[max(0, start - 12) : start]
    if flat[end : match.end()].startswith("/"):
        return False
    if _PART_OF_YEAR.search(before):
        return True
    ranged = re.search(r"(?<![0-9])[12][0-9]{3}\s?[-/]\s?$", before)
    if not ranged and _NO_YEAR_BEFORE.search(before):
        return False
    if match["next"] and end == match.end():
        return flat[start + 4] == "/" or _YEARS_BEFORE.search(before) is not None
    after = flat[end : end + 24]
    if after[:1].isalpha() or _COUNTED.match(after):
        return False
    if _YEAR_AFTER.match(after):
        return True
    if not _YEAR_BEFORE.search(before):
        return False
    return after.lstrip()[:1].isascii()


def month_number(name: str) -> int | None:
    """The number of a month by its English name, "" being none."""
    return next((i for i, each in enumerate(MONTHS, 1) if name.title()[:3] == each[:3]), None)
