"""Numbers that Word writes by itself, 第1章, (1), ①, ア: they stand in no paragraph's text.

Kept as counters by list and level, as the file's numbering part defines them.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, replace
from typing import Any

_GOJUON = (
    "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲン"
)
_IROHA = (
    "イロハニホヘトチリヌルヲワカヨタレソツネナラムウヰノオクヤマ"
    "ケフコエテアサキユメミシヱヒモセスン"
)
_PLACE = re.compile("%([1-9])")
_PLAIN = re.compile(r"[0-9]+\.")
_WIDE = str.maketrans("0123456789", "０１２３４５６７８９")
_ROMAN = ((100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"))


@dataclass(frozen=True, slots=True)
class Number:
    """text: as printed, without what follows it. bullet: a sign that means no number."""

    text: str
    level: int
    bullet: bool

    @property
    def is_item(self) -> bool:
        """Whether it is one that lists have, while others (第1, (1), 1) also number headings."""
        return self.bullet or _PLAIN.fullmatch(self.text) is not None


@dataclass(frozen=True, slots=True)
class _Level:
    """within: it begins anew after a number of any level less than that."""

    start: int
    kind: str
    pattern: str
    style: str | None
    within: int


class Numbering:
    """The lists of a document and how far each has counted."""

    def __init__(self, root: Any, namespace: str) -> None:
        """`root`: the numbering part, or None. `namespace`: of its elements, in braces."""
        self._w = namespace
        self._lists: dict[str, tuple[str, dict[int, _Level]]] = {}
        self._counts: dict[str, dict[int, int]] = defaultdict(dict)
        if root is None:
            return
        abstract = {
            each.get(self._w + "abstractNumId"): self._levels(each)
            for each in root.iterchildren(self._w + "abstractNum")
        }
        for each in root.iterchildren(self._w + "num"):
            name = self._value(each, "abstractNumId") or ""
            levels = dict(abstract.get(name, {}))
            overrides = list(each.iterchildren(self._w + "lvlOverride"))
            for override in overrides:
                levels |= self._levels(override)
                start, at = self._value(override, "startOverride"), override.get(self._w + "ilvl")
                if start and at and start.isdecimal() and at.isdecimal() and int(at) in levels:
                    levels[int(at)] = replace(levels[int(at)], start=int(start))
            # Lists of one definition go on counting together, unless one says otherwise.
            number = each.get(self._w + "numId")
            self._lists[number] = (f"{name}/{number}" if overrides else name, levels)

    def next(self, number: str, level: str | None, style: str | None) -> Number | None:
        """Count one paragraph of list `number`; None when it has no such list or level.

        Where the paragraph names no level it is that of its style, else the outermost.
        """
        name, levels = self._lists.get(number, ("", {}))
        by_style = next((at for at, each in levels.items() if style and each.style == style), 0)
        at = int(level) if level and level.isdecimal() else by_style
        if at not in levels:
            return None
        counts = self._counts[name]
        counts[at] = counts.get(at, levels[at].start - 1) + 1
        for deeper in [each for each in counts if each > at and levels[each].within > at]:
            del counts[deeper]
        if levels[at].kind == "bullet":
            return Number("", at, True)

        def shown(place: re.Match[str]) -> str:
            which = int(place[1]) - 1
            if which not in levels:
                return ""
            return numeral(counts.get(which, levels[which].start), levels[which].kind)

        return Number(_PLACE.sub(shown, levels[at].pattern).strip(), at, False)

    def _levels(self, parent: Any) -> dict[int, _Level]:
        found = {}
        for each in parent.iterchildren(self._w + "lvl"):
            start, place = self._value(each, "start") or "1", each.get(self._w + "ilvl") or "0"
            within = self._value(each, "lvlRestart") or place
            if not place.isdecimal():
                continue
            found[int(place)] = _Level(
                int(start) if start.isdecimal() else 1,
                self._value(each, "numFmt") or "decimal",
                self._value(each, "lvlText") or "",
                self._value(each, "pStyle"),
                int(within) if within.isdecimal() else int(place),
            )
        return found

    def _value(self, parent: Any, tag: str) -> str | None:
        found = parent.find(self._w + tag)
        return None if found is None else found.get(self._w + "val")


def numeral(value: int, kind: str) -> str:
    """A number as one of Word's kinds writes it, in plain digits where it is another kind.

    >>> [numeral(3, kind) for kind in ("decimalFullWidth", "aiueoFullWidth", "upperRoman")]
    ['３', 'ウ', 'III']
    """
    if kind in ("none", "bullet"):
        return ""
    if kind.startswith("decimalFullWidth"):
        return str(value).translate(_WIDE)
    if kind.startswith("decimalEnclosedCircle"):
        return circled(value) or str(value)
    if kind == "decimalEnclosedParen" and 1 <= value <= 20:
        return chr(0x2474 + value - 1)
    if kind.startswith("aiueo") and 1 <= value <= len(_GOJUON):
        return _GOJUON[value - 1]
    if kind.startswith("iroha") and 1 <= value <= len(_IROHA):
        return _IROHA[value - 1]
    if kind in ("upperLetter", "lowerLetter") and 1 <= value <= 26:
        return chr((65 if kind == "upperLetter" else 97) + value - 1)
    if kind in ("upperRoman", "lowerRoman") and 1 <= value < 200:
        return _roman(value).upper() if kind == "upperRoman" else _roman(value)
    if kind.startswith(("japanese", "chineseCounting", "ideographDigital", "taiwanese")):
        return _kanji(value)
    return str(value)


def circled(value: int) -> str:
    """A number in a circle, "" where there is no such letter.

    >>> circled(1), circled(21), circled(36), circled(51)
    ('①', '㉑', '㊱', '')
    """
    for first, letter in ((36, 0x32B1), (21, 0x3251), (1, 0x2460)):
        if first <= value <= 50:
            return chr(letter + value - first)
    return ""


def _roman(value: int) -> str:
    out = ""
    for size, sign in (*_ROMAN, (1, "i")):
        out += sign * (value // size)
        value %= size
    return out


def _kanji(value: int) -> str:
    if not 1 <= value <= 99:
        return str(value)
    digits = "〇一二三四五六七八九"
    tens, ones = divmod(value, 10)
    return ("" if tens == 0 else "十" if tens == 1 else digits[tens] + "十") + (
        digits[ones] if ones else ""
    )
