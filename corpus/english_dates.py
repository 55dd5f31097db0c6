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
_FISCAL_YEARS = r"(?:fiscal|financial)\syears?\b"

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
    "fiscal": rf"(?<![A-Za-z])(?P<fiscal>fy|fiscal(?:\syears?)?|financial\syears?)(?:\s?\(fy\))?"
    rf"(?:\s?{_YEAR}|(?<=fy)['’]?(?P<short>[0-9]{{2}})(?![0-9A-Za-z])){_NEXT}",
    # the 2018-19 fiscal year, and 2018 in the 2018 and 2019 fiscal years
    "of fiscal year": rf"(?<![\w.,$¥€£#-]){_YEAR}{_NEXT}(?:\s(?P<fiscal>{_FISCAL_YEARS})"
    rf"|(?=(?:,?\s(?:and|or|to|through)\s|\s?-\s?)[12][0-9]{{3}}\s(?P<fiscal2>{_FISCAL_YEARS})))",
    # Heisei 30 (2018)
    "era": rf"(?<![A-Za-z]){_YEAR}",
    # the 30th year of Heisei
    "ordinal": rf"(?<![0-9A-Za-z])(?:the\s)?"
    rf"(?:(?P<ey>[0-9]{{1,2}})(?:st|nd|rd|th)|(?P<word>{_ORDINAL}))"
    rf"\syear\sof\s(?:the\s)?(?P<era>{ERA_IN_ENGLISH})(?:\s(?:era|period))?{_BRACKETED}",
    # 198 in the previous year, 198 a year earlier; but "5% up on the year before" and "the year
    # before the election" are of no year
    "year before": r"(?<![A-Za-z-])(?<!\bon )(?<!\bover )(?<!\bfrom )"
    r"(?:the\s(?:previous|preceding|prior)\s(?P<fiscal>(?:fiscal|financial)\s)?year\b"
    r"|(?P<ago>(?:the|an?|one)\syear\s(?:before|earlier|previously)\b)"
    r"(?=\s?(?:$|[\n.,;:!?)\]|-])|\s(?:and|but|was|were|had)\b))",
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
# Before a noun, where four digits may count as well: the 2020 census, the city's 2020 population.
_DETERMINER_BEFORE = re.compile(r"(?:\b(?:the|an?|this|its|our|their|your)|\w['’]s|s['’])\s$", re.I)
# Where they may too: more than 2000 small firms. But "in 2019 and 2020" names years.
_LOOSELY_BEFORE = re.compile(
    r"(?<![0-9]\s)\b(?:of|for|to|and|or|as|than|around)[ -]\s?$", re.IGNORECASE
)
_PLURAL = r"(?!(?:was|has|its|as|gas)\b)[a-z]+(?<![ius])s\b"  # not census, crisis, process
_PEOPLE = (
    r"(?:[a-z]+(?:ers|ors|ees|ants|(?<!m)ents|ists|ians)|people|police|staff|personnel|men|women"
    r"|children)\b"
)
_UNIT = (
    r"(?:(?:kilo|centi|milli)?(?:met(?:re|er)|gram)|lit(?:re|er)|hectare|acre|mile|foot|feet|inch"
    r"|yard|ton|tonne|word|page|seat|person|degree|calorie|volt|watt|hour|minute|day|square|cubic"
    r"|dollar|pound|euro|yen|[Mm]illion|[Bb]illion|percent|USD|JPY|EUR|GBP|[kcm]?m[23²³]?"
    r"|[km]?[gtl]|ha|[kMGT]?Wh?|[kMGT]B|[kMG]?Hz|k?V|ppm|dpi|rpm)(?![\w²³])|%"
)
_COUNTED = re.compile(rf"\s+(?:{_PLURAL}(?!\s+(?:of|the)\b)|{_PEOPLE}|{_UNIT})")
# What ends the words that say what is counted.
_ENDS_NOUN = (
    r"(?:and|or|but|of|in|on|at|by|for|to|from|with|than|as|a|an|the|that|this|its|their|which|who"
    r"|when|where|while|if|because|due|it|they|we|not|no|is|are|was|were|be|has|had|have|will|would"
    r"|can|could|may|might|shall|should|must|did|does|do)\b"
)
_WORDS = rf"\s+(?:(?!{_ENDS_NOUN})[a-z-]+\s+){{0,2}}"
_OF_THINGS = (
    r"(?:[a-z]+(?:ed|ing|ly|est)|most|new|other|more|different|extra|additional|further|local|foreign|small"
    r"|large|young)"
)
# 2000 factory workers, 2000 new homes; but the results of "the 2020 census results" are of a year.
_COUNTED_LATER = re.compile(rf"{_WORDS}(?:{_PEOPLE}|{_UNIT})|\s+{_OF_THINGS}{_WORDS}{_PLURAL}")
_NOUN_AFTER = re.compile(
    rf"\s+(?!{_ENDS_NOUN}|{_PLURAL}|[a-z]+ed\s(?:in|by|at|on|during|last)\b)[a-z][a-z-]+\b"
)
_NO_YEAR_BEFORE = re.compile(
    r"[\w,.$¥€£#%+=*&@-]$"
    r"|(?<![a-z])(?:(?:nos?|arts?|pp?|secs?|u\.?s\.?c|c\.?f\.?r)\.?"
    r"|rooms?|suite|pages?|form|articles?|sections?|parts?|rule|model|flight|resolutions?)\s?$|§\s?$",
    re.IGNORECASE,
)
_MORE_THAN = re.compile(r"\b(?:more|less|fewer|greater|larger) than\s$", re.IGNORECASE)
# mid-2020, H2 2020
_PART_OF_YEAR = re.compile(r"(?<![a-z])(?:(?:early|mid|late|pre|post)-|[hq][1-4]\s)$", re.I)
# What makes years of 2024-25, as a notice or a ruling is called by such numbers too.
_YEARS_BEFORE = re.compile(rf"{_YEAR_BEFORE.pattern}|{_DETERMINER_BEFORE.pattern}", re.IGNORECASE)
# A cell of a table that is nothing but a year, 2021 or 2021-22, and those beside it.
_CELL = r"[ \t]*(?P<year>(?:19|20)[0-9]{2})(?:-[0-9]{2})?[ \t]*"
_CELL_BEFORE = re.compile(rf"\|(?:{_CELL}\|)?[ \t]*$")
_CELL_AFTER = re.compile(rf"[ \t]*(?:\|(?:{_CELL}(?:\||$))?|$)", re.MULTILINE)
_FIRST_CELL = re.compile(rf"[ \t]*\|{_CELL}(?:\||$)", re.MULTILINE)
_STEPS = (1, 5, 10)  # from one year of a series to the next
PLAIN_YEAR = re.compile(
    rf"[12][0-9]{{3}}(?![0-9]){_NEXT}(?!,[0-9])(?!\.[0-9])(?![A-Za-z_%])(?!/[0-9])"
)


def end_of(match: re.Match[str]) -> int:
    """Where a mention ends: 2015-20 with its first year, since 20 is not the next."""
    groups = match.groupdict()
    year = groups.get("y") or groups.get("ey") or groups.get("short") or match[0][:4]
    following = groups.get("next")
    if following is None or int(following) == (int(year) + 1) % 100:
        return match.end()
    return match.start("next") - 1


def is_plain_year(flat: str, match: re.Match[str]) -> bool:
    """Whether four digits stand as a year: "in 2018", not "2018人"."""
    start, end = match.start(), end_of(match)
    before = flat[max(0, start - 16) : start]
    if flat[end : match.end()].startswith("/"):
        return False
    if end == match.end() and _is_of_series(flat, start, end):
        return True
    if _PART_OF_YEAR.search(before):
        return True
    ranged = re.search(r"(?<![0-9])[12][0-9]{3}\s?[-/]\s?$", before)
    if not ranged and _NO_YEAR_BEFORE.search(before):
        return False
    if match[0][2:4] == "00" and _MORE_THAN.search(before):
        return False
    if match["next"] and end == match.end():
        return flat[start + 4] == "/" or _YEARS_BEFORE.search(before) is not None
    after = flat[end : end + 64]
    if after[:1].isalpha() or _COUNTED.match(after):
        return False
    if _YEAR_AFTER.match(after):
        return True
    if _DETERMINER_BEFORE.search(before):
        is_named = _NOUN_AFTER.match(after) and not _COUNTED_LATER.match(after)
        return match[0][:2] in ("19", "20") and bool(is_named)
    if not _YEAR_BEFORE.search(before):
        return False
    if _LOOSELY_BEFORE.search(before) and _COUNTED_LATER.match(after):
        return False
    return after.lstrip()[:1].isascii()


def _is_of_series(flat: str, start: int, end: int) -> bool:
    """Whether a cell of a table is a year by the one beside it, or by that of the row above or
    below where both are the first: 2020 of | 2020 | 2021 |, not of | 2020 | 1984 |, which may
    count something."""
    before = _CELL_BEFORE.search(flat, max(0, start - 32), start)
    after = _CELL_AFTER.match(flat, end)
    if before is None or after is None:
        return False
    near = [before, after]
    row = flat.rfind("\n", 0, start) + 1
    first = _FIRST_CELL.match(flat, row)
    if first and first.start("year") == start:
        above, below = flat.rfind("\n", 0, max(0, row - 1)) + 1, flat.find("\n", end) + 1
        near += filter(None, (_FIRST_CELL.match(flat, line) for line in (above, below)))
    years = (int(cell["year"]) for cell in near if cell["year"])
    return any(abs(int(flat[start : start + 4]) - year) in _STEPS for year in years)


def month_number(name: str) -> int | None:
    """The number of a month by its English name, "" being none."""
    return next((i for i, each in enumerate(MONTHS, 1) if name.title()[:3] == each[:3]), None)
