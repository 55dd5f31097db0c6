"""Times that a follow-up tells by the date of the question before: 「前年は？」, 「翌月は？」, "And
ten years earlier?"; and those that it tells by no date: "And before that?", "In the 1990s?".
"""

from __future__ import annotations

import re

from corpus.numerals import number, plain
from corpus.script import KANJI

_WORDS = "one two three four five six seven eight nine ten eleven twelve".split()
_ENGLISH = {word: i for i, word in enumerate(_WORDS, 1)} | {"twenty": 20, "thirty": 30, "fifty": 50}
_N = rf"(?P<count>[0-9]{{1,3}}|[一二三四五六七八九十]{{1,3}}|{'|'.join(_ENGLISH)})"
_AWAY = (
    re.compile(rf"(?:その)?{_N}(?P<unit>年|[かカヶケ]月)の?(?P<way>前|後)に?"),
    re.compile(r"(?:その)?(?P<way>前の?|翌|次の)(?P<unit>年度?|月)に?"),
    re.compile(
        rf"{_N} (?P<unit>year|month)s? (?P<way>earlier|before|later|after)(?: that)?", re.IGNORECASE
    ),
    re.compile(r"(?P<unit>year|month) (?P<way>before|after)(?: that)?", re.IGNORECASE),
    re.compile(
        r"(?P<way>previous|preceding|following|next) (?P<unit>year|month)(?: that)?", re.IGNORECASE
    ),
)
_BACK = re.compile("前|earlier|before|previous|preceding", re.IGNORECASE)
_LEAD = re.compile(r"(?i)^(?:(?:in|for|of|the)\s)+")
_DECADE = re.compile(r"(?:1[5-9]|20)[0-9]0(?:年代|s)", re.IGNORECASE)
_UNTOLD = re.compile(
    r"(?:前(?:年度?|月|期)同[期月日]|(?:それ|その)(?:より|以)?[前後]|それ以降|以[前後降]|現在|今|いま|最近|昔)に?"
    r"|(?:(?:some time|long|soon|shortly) )?(?:(?:before|after|since|until)(?: (?:that|then))?"
    r"|earlier|later|afterwards|recently|nowadays|now|today)",
    re.IGNORECASE,
)
# But "the next year" is counted from the question before.
_FROM_TODAY = re.compile(
    f"(?<![{KANJI}])(?:(?:一?昨|去|今|来|本)年|[先今来]月|[先今来]週)"
    r"|\b(?:last|this|(?<!the )next) (?:financial |fiscal )?(?:year|month|week|quarter)\b(?! of\b)",
    re.IGNORECASE,
)


def away(named: str) -> tuple[int, str] | None:
    """How far a time is from a known date, negative for back, and whether in "year" or "month";
    None where that is not what is named.

    >>> away("前年度"), away("the month after"), away("ten years earlier"), away("3年後")
    ((-1, 'year'), (1, 'month'), (-10, 'year'), (3, 'year'))
    """
    named = _LEAD.sub("", plain(named))
    found = next((match for each in _AWAY if (match := each.fullmatch(named))), None)
    if found is None:
        return None
    told = found.groupdict().get("count") or "one"
    count = _ENGLISH.get(told.lower()) or number(told) or 0
    unit = "month" if "月" in found["unit"] or found["unit"].lower() == "month" else "year"
    return (-count if _BACK.match(found["way"]) else count), unit


def decade(named: str) -> str | None:
    """Ten years by their number, as they stand in a question: "the 1990s", 1990年代."""
    found = _DECADE.fullmatch(_LEAD.sub("", plain(named)))
    return found and (found[0] if found[0].endswith("代") else f"the {found[0]}")


def is_untold(named: str) -> bool:
    """Whether a time is told by no date: which one is meant cannot be known."""
    return _UNTOLD.fullmatch(named) is not None


def is_from_today(named: str) -> bool:
    """Whether a time is counted from today, also beside something else: "last year in Osaka"."""
    return _FROM_TODAY.search(named) is not None
