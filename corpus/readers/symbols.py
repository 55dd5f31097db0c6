"""Symbols: what the fonts of word processors for signs have at places of their own.

Each font has its own signs there: the place 0xF0A3 is ≤ in Symbol and a box in Wingdings 2.
"""

from __future__ import annotations

import re

_HEXADECIMAL = re.compile("[0-9A-Fa-f]{1,4}")
_WINGDINGS = {
    0x6C: "●",
    0x6E: "■",
    0x6F: "□",
    0x75: "◆",
    0x78: "☒",
    0xA7: "▪",
    0xA8: "□",
    0xD8: "➢",
    0xE0: "→",
    0xE8: "➔",
    0xFC: "✓",
    0xFD: "☒",
    0xFE: "☑",
}
_CAPITALS = "ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ"  # from A on
_SMALL = "αβχδεφγηιϕκλμνοπθρστυϖωξψζ"  # from a on
_SYMBOL = {
    **dict(enumerate(_CAPITALS, ord("A"))),
    **dict(enumerate(_SMALL, ord("a"))),
    0xA2: "′",
    0xA3: "≤",
    0xA5: "∞",
    0xAE: "→",
    0xB0: "°",
    0xB1: "±",
    0xB2: "″",
    0xB3: "≥",
    0xB4: "×",
    0xB7: "•",
    0xB8: "÷",
    0xB9: "≠",
    0xBB: "≈",
}
_FONTS = {
    "wingdings": _WINGDINGS,
    "wingdings 2": {0x50: "✓", 0x52: "☑", 0xA3: "□"},
    "symbol": _SYMBOL,
}
_PLACE = 0xF000  # where such signs stand in Unicode's private use
_BULLETS = (0x6C, 0x6E, 0x75, 0xA7, 0xD8, 0xE0, 0xE8, 0xFC)
# Where no font is known, as in PDF.
SYMBOLS = {_PLACE + 0xB7: "•", **{_PLACE + code: _WINGDINGS[code] for code in _BULLETS}}


def symbol(font: str, place: str) -> str:
    """The sign at a place, in hexadecimal figures, of a font, "" for any; "" if not known.

    >>> symbol("Wingdings", "F0FE"), symbol("Wingdings 2", "52"), symbol("Webdings", "F0FE")
    ('☑', '☑', '')
    """
    if not _HEXADECIMAL.fullmatch(place):
        return ""
    code = int(place, 16) % _PLACE
    return _FONTS.get(font.lower(), {}).get(code, "") if font else SYMBOLS.get(_PLACE + code, "")
