"""Tables as they stand in a text, a row a line between bars: the cells of a row, and what heads
its table.

Tables that are set only with spaces have columns here, and no head.
"""

from __future__ import annotations

import re
from itertools import pairwise

from corpus.dates import dates, overlaps
from corpus.span import Span, stripped

_BAR = re.compile(r"(?<!\\)\|")
_ROW = re.compile(r"[ \t\u3000]*\|")
_RULE = re.compile(r"[ \t]*\|(?:\s*:?-+:?\s*\|)+[ \t]*")
# The space between two columns; between single signs it only stretches a name: 大　　野.
_GAP = re.compile(r"(?:[ \t]?\u3000{2}|[ \t]{4})\s*")
_STRETCHED = re.compile(r"(?<!\S)\S(?:\s+\S)+(?!\S)")


def cells(text: str, start: int, end: int) -> list[Span]:
    """The spans of the cells of a row without the space around them, empty ones too; the whole
    where it has no columns.

    >>> cells("| Fee |  | 300 |", 0, 16)
    [(2, 5), (9, 9), (11, 14)]
    """
    if _ROW.match(text, start, end):
        bars = [bar.start() for bar in _BAR.finditer(text, start, end)]
        bars += [end] if text[bars[-1] + 1 : end].strip() else []
        return [stripped(text, a + 1, b) for a, b in pairwise(bars)]
    names = [name.span() for name in _STRETCHED.finditer(text, start, end)]
    gaps = [
        gap.span()
        for gap in _GAP.finditer(text, start, end)
        if not any(a < gap.start() and gap.end() < b for a, b in names)
    ]
    borders = [start, *(border for gap in gaps for border in gap), end]
    return [stripped(text, a, b) for a, b in zip(borders[::2], borders[1::2], strict=True) if a < b]


def head(text: str, start: int) -> Span | None:
    """The first row of the table of the row that stands at `start`, with the names of its columns:
    it stands over a rule, or has no number but dates; None where there is none."""
    first = begin = text.rfind("\n", 0, start) + 1
    while _ROW.match(text, begin):
        first, begin = begin, text.rfind("\n", 0, max(0, begin - 1)) + 1
        if begin == first:
            break
    end = _line_end(text, first)
    below = end + 1, _line_end(text, end + 1)
    if not _ROW.match(text, first) or not _ROW.match(text, below[0]):
        return None
    row = text[first:end]
    numbered = [at.start() for at in re.finditer(r"\d", row)]
    dated = dates(row) if numbered else []
    named = _RULE.fullmatch(text, *below) or all(overlaps(dated, at, at + 1) for at in numbered)
    return (first, end) if named else None


def _line_end(text: str, start: int) -> int:
    end = text.find("\n", start)
    return len(text) if end < 0 else end
