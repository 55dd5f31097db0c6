"""Styles: what the styles of a Word document say of its paragraphs and runs."""

from __future__ import annotations

import re
from typing import Any

from corpus.readers.docx.package import W, value_of

_HEADING = re.compile(r"(?:heading|見出し) ?([1-9])", re.IGNORECASE)


class Styles:
    """What the styles of paragraphs say: names, levels in the outline, numbering."""

    def __init__(self, root: Any) -> None:
        self._styles = (
            {}
            if root is None
            else {style.get(W + "styleId"): style for style in root.iterchildren(W + "style")}
        )

    def name(self, style: str | None) -> str:
        found = self._styles.get(style)
        return "" if found is None else value_of(found.find(W + "name")) or ""

    def first(self, style: str | None, path: str) -> Any:
        """The element at `path` of a style, or of the nearest it is based on."""
        for _ in range(20):  # a ring of styles must not hold us
            found = self._styles.get(style)
            if found is None:
                return None
            if (element := found.find(path)) is not None:
                return element
            style = value_of(found.find(W + "basedOn"))
        return None

    def heading(self, style: str | None, properties: Any) -> int:
        """The level of a heading from 1, 0 for a paragraph that is none."""
        level = None if properties is None else properties.find(W + "outlineLvl")
        for _ in range(20):
            if level is not None or style not in self._styles:
                break
            if found := _HEADING.fullmatch(self.name(style)):
                return int(found[1])
            level = self._styles[style].find(f"{W}pPr/{W}outlineLvl")
            style = value_of(self._styles[style].find(W + "basedOn"))
        number = value_of(level)
        return int(number) + 1 if number and number.isdecimal() and int(number) < 9 else 0
