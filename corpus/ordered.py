"""Lists that are numbered and indented, as readers write those of web pages and Word documents:
"  1. 本人確認書類". What looks so may be the headings of a specification."""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.line_kinds import title_like
from corpus.lines import NARROWEST_WRAP, Line

_ORDERED = re.compile(r"(?P<n>[0-9]{1,3})\. +")


def ordered(text: str, lines: Sequence[Line]) -> dict[int, bool]:
    """The lines of a text that begin with an indented number, and whether each is of a list,
    which goes on below or ends there.

    >>> from corpus.lines import split_lines
    >>> items, titles = "  1. 届出書\\n  2. 写真", "  1. 目的\\n     次による。\\n"
    >>> ordered(items, split_lines(items)), ordered(titles, split_lines(titles))
    ({1: True, 0: True}, {0: False})
    """
    found: dict[int, bool] = {}
    titles: dict[int, bool] = {}  # whether a line, and every further one of its list, is a title
    for at in reversed(range(len(lines))):
        line = lines[at]
        number = _ORDERED.match(line.text)
        if number is None or text[line.start - 2 : line.start] != "  ":
            continue
        end = at + 1
        while end < len(lines) and lines[end].indent >= line.indent + number.end():
            end += 1
        below = lines[end] if end < len(lines) else None
        further = end not in titles or below is None or below.indent != line.indent or titles[end]
        titles[at] = further and _is_title(line, number.end(), lines[at + 1 : end])
        found[at] = not titles[at] and _goes_on_or_ends(line, int(number["n"]), below)
    return found


def _goes_on_or_ends(line: Line, number: int, below: Line | None) -> bool:
    if below is None:
        return True
    if below.indent < line.indent:
        return below.gap
    return any(each.cls == "N" and each.number == number + 1 for each in below.markers)


def _is_title(line: Line, begin: int, inside: Sequence[Line]) -> bool:
    """Whether a line has a whole sentence beneath it, which does not go on with its own text."""
    if not inside or not title_like(line.text[begin:]) or inside[0].text[0].islower():
        return False
    if not inside[0].gap and line.width >= max(NARROWEST_WRAP, 0.7 * inside[0].width):
        return False
    for each in inside:
        if each.firm or (each.gap and each is not inside[0]):
            return False
        if each.ends:
            return True
    return False
