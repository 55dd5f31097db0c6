"""Numerals: numbers as Japanese documents write them: 12, １２, 十二, ⑫, Ⅻ, ⑿, ア.

`plain` keeps lengths, so an offset in its result is an offset in its argument.
"""

from __future__ import annotations

import unicodedata
from itertools import pairwise

# In the orders of which items are numbered ア, イ, ウ or イ, ロ, ハ.
GOJUON = (
    "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲン"
)
HALF_GOJUON = "ｱｲｳｴｵｶｷｸｹｺｻｼｽｾｿﾀﾁﾂﾃﾄﾅﾆﾇﾈﾉﾊﾋﾌﾍﾎﾏﾐﾑﾒﾓﾔﾕﾖﾗﾘﾙﾚﾛﾜｦﾝ"
IROHA = (
    "イロハニホヘトチリヌルヲワカヨタレソツネナラムウヰノオクヤマ"
    "ケフコエテアサキユメミシヱヒモセスン"
)

# Full-width ASCII and the dashes used in numbers, one character to one character.
_PLAIN = {chr(0xFF01 + i): chr(0x21 + i) for i in range(94)}
_PLAIN |= dict.fromkeys("\t\u3000\u00a0", " ")
_PLAIN |= dict.fromkeys("‐‑–—−－", "-")
_PLAIN |= dict(zip(f"{HALF_GOJUON}･", f"{GOJUON}・", strict=True))
_TABLE = str.maketrans(_PLAIN)

ONES = "一二三四五六七八九"
_DIGITS = {char: value for value, char in enumerate(f"〇{ONES}")}
UNITS = {"十": 10, "百": 100, "千": 1000}
LARGE_UNITS = {"万": 10**4, "億": 10**8, "兆": 10**12}
COUNTING = "".join([*_DIGITS, *UNITS])  # what amounts are written with below 10,000
LARGE = "".join(LARGE_UNITS)
_DIGITS |= {"零": 0, "壱": 1, "弐": 2, "参": 3}
KANJI_NUMERALS = "".join([*_DIGITS, *UNITS])  # parts of documents are numbered with all: 第壱条
# The number of a part, and of what was put in behind it: 16 and の2 of 第16条の2. In `plain` text.
NUMERAL = rf"(?:[0-9]{{1,4}}|[{KANJI_NUMERALS}]{{1,7}})"
BRANCH = rf"(?:\s?の\s?{NUMERAL})*"
FIGURES = r"\d+(?:[,，.．]\d+)*"  # digits with their commas and points: 1,250 and ３．５

_ROMAN = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l")),
    *((40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)
_ROMAN_VALUES = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}  # D and M name appendices


def plain(text: str) -> str:
    """`text` with full-width forms made half-width, of the same length.

    >>> plain("（１）　防災")
    '(1) 防災'
    """
    return text.translate(_TABLE)


def number(text: str) -> int | None:
    """The value of digits of any width, kanji numerals, or one numeric character.

    >>> number("３１"), number("三十一"), number("二〇一八"), number("⑫"), number("元")
    (31, 31, 2018, 12, None)
    """
    if not text or len(text) > 9:
        return None
    if text.isdecimal():
        return int(text)
    if all(char in KANJI_NUMERALS for char in text):
        return _kanji(text)
    if len(text) == 1:
        value = unicodedata.numeric(text, -1.0)
        return int(value) if value >= 0 and value == int(value) else None
    return None


def roman(text: str) -> int | None:
    """The value of a Roman numeral in ASCII letters: "XIV" is 14. None if it is none."""
    total = 0
    values = [_ROMAN_VALUES.get(char, 0) for char in text.lower()]
    for value, following in pairwise([*values, 0]):
        total += -value if value < following else value
    return total if total > 0 and to_roman(total) == text.lower() else None


def to_roman(value: int) -> str:
    """A number as a Roman numeral in small letters, "" for what has none.

    >>> to_roman(14), to_roman(0)
    ('xiv', '')
    """
    if not 0 < value < 4000:
        return ""
    out = ""
    for size, sign in _ROMAN:
        out += sign * (value // size)
        value %= size
    return out


def _kanji(text: str) -> int:
    if not any(char in UNITS for char in text):  # digit by digit: 二〇一八
        return int("".join(str(_DIGITS[char]) for char in text))
    total = digit = 0
    for char in text:
        if char in UNITS:
            total += (digit or 1) * UNITS[char]
            digit = 0
        else:
            digit = digit * 10 + _DIGITS[char]
    return total + digit
