"""Numbers that Word writes by itself, 第1章, (1), ①, ア: they stand in no paragraph's text.

Kept as counters by list and level, as the file's numbering part defines them.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, replace
from typing import Any

from corpus.readers.docx.elements import is_on
from corpus.readers.docx.package import W, value_of
from corpus.readers.number_formats import numeral

_PLACE = re.compile("%([1-9])")
_PLAIN = re.compile(r"[0-9]+\.")


@dataclass(frozen=True, slots=True)
class Number:
    """What Word writes before a paragraph.

    text: the number as printed, without what follows it. bullet: whether it is a sign instead.
    """

    text: str
    level: int
    bullet: bool

    @property
    def is_item(self) -> bool:
        """Whether only lists have numbers like it; others (第1, (1), 1) also number headings."""
        return self.bullet or _PLAIN.fullmatch(self.text) is not None


@dataclass(frozen=True, slots=True)
class _Level:
    """A level of a list.

    within: it begins anew after a number of any level less than that.
    in_digits: numbers of the levels around it are written in digits within its own.
    """

    start: int
    kind: str
    pattern: str
    style: str | None
    within: int
    in_digits: bool


class Numbering:
    """The lists of a document and how far each has counted.

    unknown: kinds of numbers that were asked for and are not known here: written in digits.
    """

    def __init__(self, root: Any) -> None:
        """`root`: the numbering part, or None."""
        self.unknown: set[str] = set()
        self._lists: dict[str, tuple[str, dict[int, _Level]]] = {}
        self._counts: dict[str, dict[int, int]] = defaultdict(dict)
        if root is None:
            return
        definitions = list(root.iterchildren(W + "abstractNum"))
        abstract = {each.get(W + "abstractNumId"): self._levels(each) for each in definitions}
        by_style = {
            value_of(each.find(W + "styleLink")): each.get(W + "abstractNumId")
            for each in definitions
        }
        # A definition without levels of its own may name the style of a list that has them.
        linked = {
            each.get(W + "abstractNumId"): by_style[style]
            for each in definitions
            if (style := value_of(each.find(W + "numStyleLink"))) and style in by_style
        }
        for each in root.iterchildren(W + "num"):
            name = value_of(each.find(W + "abstractNumId")) or ""
            name = linked.get(name, name)
            levels = dict(abstract.get(name, {}))
            overrides = list(each.iterchildren(W + "lvlOverride"))
            for override in overrides:
                levels |= self._levels(override)
                start, at = value_of(override.find(W + "startOverride")), override.get(W + "ilvl")
                if start and at and start.isdecimal() and at.isdecimal() and int(at) in levels:
                    levels[int(at)] = replace(levels[int(at)], start=int(start))
            # Lists of one definition go on counting together, unless one says otherwise.
            number = each.get(W + "numId")
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
            value = counts.get(which, levels[which].start)
            kind = "decimal" if levels[at].in_digits else levels[which].kind
            written = numeral(value, kind)
            if written is None:
                self.unknown.add(kind)
            return str(value) if written is None else written

        return Number(_PLACE.sub(shown, levels[at].pattern).strip(), at, False)

    def _levels(self, parent: Any) -> dict[int, _Level]:
        found = {}
        for each in parent.iterchildren(W + "lvl"):
            start, place = value_of(each.find(W + "start")) or "1", each.get(W + "ilvl") or "0"
            within = value_of(each.find(W + "lvlRestart")) or place
            if not place.isdecimal():
                continue
            found[int(place)] = _Level(
                int(start) if start.isdecimal() else 1,
                value_of(each.find(W + "numFmt")) or "decimal",
                value_of(each.find(W + "lvlText")) or "",
                value_of(each.find(W + "pStyle")),
                int(within) if within.isdecimal() else int(place),
                is_on(each.find(W + "isLgl")),
            )
        return found
