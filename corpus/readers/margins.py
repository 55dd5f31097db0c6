"""Margins: running heads, running feet, side tabs and page numbers, found by their repetition.

A line is one of them when it stands in the margin and the same words stand there on other
pages, or when it is the number of its page. What stands in the margin once is kept.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from corpus.readers.layout import Line

_EDGE = 0.12  # of a page's height, from above and below, where heads and numbers stand
_SIDE = 0.07  # of its width, where tabs stand
_STEP = 12.0  # points: what stands no further off stands at the same place
_DIGITS = re.compile("[0-9０-９]+")
_PAGE_NUMBER = re.compile(
    r"[-–—‐−―－~～ \u3000]*(?:p\.?|P\.?|第)? ?([0-9０-９]{1,4}|[ivxl]{1,7})"
    r" ?(?:[/／] ?[0-9０-９]{1,4}|頁|ページ)?[-–—‐−―－~～ \u3000]*"
)


def without_margins(
    pages: Sequence[list[Line]], sizes: Sequence[tuple[float, float]]
) -> tuple[list[list[Line]], int]:
    """The lines of each page but for those of its margins, and on how many pages there were
    any. `sizes`: width and height of each page in points."""
    places: dict[tuple[str, str, int], set[int]] = defaultdict(set)
    offsets: dict[tuple[str, int], set[int]] = defaultdict(set)
    for at, lines in enumerate(pages):
        for line in lines:
            for key in _keys(line, sizes[at]):
                places[key].add(at)
            if (number := _page_number(line, sizes[at])) is not None:
                offsets[_zone(line, sizes[at]), number - at].add(at)
    kept: list[list[Line]] = []
    touched = 0
    for at, lines in enumerate(pages):
        rest = []
        for line in lines:
            number = _page_number(line, sizes[at])
            numbered = number is not None and (
                len(offsets[_zone(line, sizes[at]), number - at]) >= 2 or _is_dashed(line.text)
            )
            times = max((len(places[key]) for key in _keys(line, sizes[at])), default=0)
            repeated = times > 2 or (times == 2 and (len(pages) <= 3 or _is_apart(line, lines)))
            if not (numbered or repeated):
                rest.append(line)
        kept.append(rest)
        touched += len(rest) < len(lines)
    return kept, touched


def _zone(line: Line, size: tuple[float, float]) -> str:
    """ "top", "bottom", "side" or "": where a line stands on its page."""
    width, height = size
    if line.bottom > (1 - _EDGE) * height:
        return "top"
    if line.top < _EDGE * height:
        return "bottom"
    if line.right < _SIDE * width or line.left > (1 - _SIDE) * width:
        return "side"
    return ""


def _keys(line: Line, size: tuple[float, float]) -> list[tuple[str, str, int]]:
    """What a line has in common with the same one on another page: its words but for numbers,
    and its place, in two grids so that no border of one divides what is near."""
    zone = _zone(line, size)
    if not zone:
        return []
    words = _DIGITS.sub("0", "".join(line.text.split()))
    if not any(char.isalpha() for char in words):
        return []  # a number alone is a page's only if it counts the pages
    place = line.middle / _STEP
    return [(f"{zone} {words}", "a", int(place)), (f"{zone} {words}", "b", int(place + 0.5))]


def _is_apart(line: Line, lines: list[Line]) -> bool:
    """Whether a line is the first or last of its page, with more than a line's space between
    it and the others."""
    others = [each for each in lines if abs(each.middle - line.middle) > 0.5 * line.size]
    above = [each for each in others if each.middle > line.middle]
    below = [each for each in others if each.middle < line.middle]
    if not above and below:
        return line.bottom - max(each.top for each in below) > line.size
    return not below and min((each.bottom for each in above), default=0.0) - line.top > line.size


def _page_number(line: Line, size: tuple[float, float]) -> int | None:
    found = _PAGE_NUMBER.fullmatch(line.text)
    if found is None or _zone(line, size) not in ("top", "bottom"):
        return None
    return int(found[1]) if found[1].isdecimal() else _roman(found[1])


def _roman(text: str) -> int:
    values = [{"i": 1, "v": 5, "x": 10, "l": 50}[char] for char in text]
    return sum(
        -value if value < following else value
        for value, following in zip(values, [*values[1:], 0], strict=True)
    )


def _is_dashed(text: str) -> bool:
    """Whether a number stands between dashes, as only page numbers do: - 12 -."""
    return len(text) > 2 and not text[0].isalnum() and not text[-1].isalnum()
