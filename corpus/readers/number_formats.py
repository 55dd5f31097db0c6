"""Number formats: a number as Word writes it by itself, in each of the kinds that it has.

The lists of web pages are written in the same kinds (see `html.inline`).

What Word shows is what the paper says: 甲 is not 1, 壱 not 一, and 一〇 not 十.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from corpus.numerals import GOJUON, HALF_GOJUON, IROHA, ONES, to_roman

_HALF = str.maketrans(GOJUON, HALF_GOJUON)
_WIDE = str.maketrans("0123456789", "０１２３４５６７８９")
_KANJI = f"〇{ONES}"
_LEGAL = "〇壱弐参四伍六七八九"

Write = Callable[[int], str]  # "" for a number that the kind has no sign for


def numeral(value: int, kind: str) -> str | None:
    """A number as one of Word's kinds writes it; None where the kind is not known here, or has
    no sign for the number, as for those below 0.

    Source of the kinds: ECMA-376 part 1, 17.18.59 ST_NumberFormat.

    >>> [numeral(3, kind) for kind in ("decimalFullWidth", "aiueoFullWidth", "upperRoman")]
    ['３', 'ウ', 'III']
    >>> numeral(12, "ideographDigital"), numeral(12, "japaneseCounting"), numeral(2, "chicago")
    ('一二', '十二', None)
    """
    if kind in ("none", "bullet"):
        return ""
    write = _KINDS.get(kind) if value >= 0 else None
    return (write(value) or None) if write else None


def circled(value: int) -> str:
    """A number in a circle, "" where there is no such letter.

    >>> circled(1), circled(21), circled(36), circled(51)
    ('①', '㉑', '㊱', '')
    """
    for first, letter in ((36, 0x32B1), (21, 0x3251), (1, 0x2460)):
        if first <= value <= 50:
            return chr(letter + value - first)
    return ""


def _of(signs: str, value: int) -> str:
    return signs[value - 1] if 1 <= value <= len(signs) else ""


def _from(first: str, most: int, value: int) -> str:
    """The sign that many places behind the first of a row of `most`."""
    return chr(ord(first) + value - 1) if 1 <= value <= most else ""


def _letters(first: str, value: int) -> str:
    """A, B, ... Z, AA, BB: after the last letter each twice."""
    round_, place = divmod(value - 1, 26)
    return chr(ord(first) + place) * (round_ + 1) if value >= 1 else ""


def _digits(value: int) -> str:
    """Digit by digit: 12 as 一二."""
    return "".join(_KANJI[int(digit)] for digit in str(value))


def _counted(digits: str, units: tuple[str, str, str], value: int, *, one: bool = False) -> str:
    """With units: 12 as 十二. one: a unit by itself has its one before it, as in 壱拾."""
    if not 0 < value < 10_000:
        return digits[0] if value == 0 else ""
    out = ""
    for size, unit in zip((1000, 100, 10), units, strict=True):
        count, value = divmod(value, size)
        if count:
            out += ("" if count == 1 and not one else digits[count]) + unit
    return out + (digits[value] if value else "")


def _sexagenary(value: int) -> str:
    """甲子, 乙丑, ... 癸亥."""
    return f"{_STEMS[(value - 1) % 10]}{_BRANCHES[(value - 1) % 12]}" if 1 <= value <= 60 else ""


def _ordinal(value: int) -> str:
    teen = value % 100 // 10 == 1
    return f"{value}{'th' if teen else {1: 'st', 2: 'nd', 3: 'rd'}.get(value % 10, 'th')}"


_STEMS, _BRANCHES = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥"
_counting: Write = partial(_counted, _KANJI, ("千", "百", "十"))
_KINDS: dict[str, Write] = {
    "decimal": str,
    "decimalHalfWidth": str,
    "decimalZero": lambda value: f"{value:02}",
    "numberInDash": lambda value: f"- {value} -",
    "ordinal": _ordinal,
    "decimalFullWidth": lambda value: str(value).translate(_WIDE),
    "decimalFullWidth2": lambda value: str(value).translate(_WIDE),
    "decimalEnclosedCircle": circled,
    "decimalEnclosedCircleChinese": circled,
    "decimalEnclosedParen": partial(_from, "⑴", 20),
    "decimalEnclosedFullstop": partial(_from, "⒈", 20),
    "ideographEnclosedCircle": partial(_from, "㊀", 10),
    "aiueo": lambda value: _of(GOJUON, value).translate(_HALF),
    "aiueoFullWidth": partial(_of, GOJUON),
    "iroha": lambda value: _of(IROHA, value).translate(_HALF),
    "irohaFullWidth": partial(_of, IROHA),
    "upperLetter": partial(_letters, "A"),
    "lowerLetter": partial(_letters, "a"),
    "upperRoman": lambda value: to_roman(value).upper(),
    "lowerRoman": to_roman,
    "ideographDigital": _digits,
    "japaneseDigitalTenThousand": _digits,
    "japaneseCounting": _counting,
    "chineseCounting": _counting,
    "chineseCountingThousand": _counting,
    "taiwaneseCounting": _counting,
    "taiwaneseCountingThousand": _counting,
    "taiwaneseDigital": _digits,
    "japaneseLegal": partial(_counted, _LEGAL, ("阡", "百", "拾"), one=True),
    "ideographTraditional": partial(_of, _STEMS),
    "ideographZodiac": partial(_of, _BRANCHES),
    "ideographZodiacTraditional": _sexagenary,
}
