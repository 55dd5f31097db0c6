"""Margins: running heads, running feet, side tabs and page numbers, found by their repetition.

A line is one of them when it stands in the margin, apart from the text, and the same words
stand there on pages near by, or when it is the number of its page. All else is kept.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median

from corpus.readers.layout import Line

_EDGE = 0.12  # of a page's height, from above and below, where heads and numbers stand
_SIDE = 0.07  # of its width, where tabs stand
_STEP = 12.0  # points: what stands no further off stands at the same place
_NEAR = 4  # pages: a running head comes again within so many
_PAGE_NUMBER = re.compile(
    r"[-–—‐−―－~～ \u3000]*(?:p\.?|P\.?|第)? ?([0-9０-９]{1,4}|[ivxl]{1,7})"
    r" ?(?:[/／] ?[0-9０-９]{1,4}|頁|ページ)?[-–—‐−―－~～ \u3000]*"
)
_Key = tuple[str, str, int]


def without_margins(
    pages: Sequence[list[Line]], sizes: Sequence[tuple[float, float]]
) -> tuple[list[list[Line]], list[list[Line]]]:
    """The lines of each page but for those of its margins, and those. `sizes`: width and height
    of each page in points."""
    offsets: dict[tuple[str, int], set[int]] = defaultdict(set)
    for at, lines in enumerate(pages):
        for line in lines:
            if (number := _page_number(line, sizes[at])) is not None:
                offsets[_zone(line, sizes[at]), number - at].add(at)

    def is_number(line: Line, at: int) -> bool:
        number = _page_number(line, sizes[at])
        return number is not None and (
            len(offsets[_zone(line, sizes[at]), number - at]) >= 2 or _is_dashed(line.text)
        )

    numbered = [
        {place for place, line in enumerate(lines) if is_number(line, at)}
        for at, lines in enumerate(pages)
    ]
    places: dict[_Key, set[int]] = defaultdict(set)
    for at, lines in enumerate(pages):
        for line in lines:
            for key in _keys(line, sizes[at], None if numbered[at] else at):
                places[key].add(at)
    kept: list[list[Line]] = []
    margins: list[list[Line]] = []
    for at, lines in enumerate(pages):
        times = [
            max(
                (
                    sum(at + step in places[key] for step in range(-_NEAR, _NEAR + 1))
                    for key in _keys(line, sizes[at], None if numbered[at] else at)
                ),
                default=0,
            )
            for line in lines
        ]
        left_out = numbered[at] | _repeated(lines, times, numbered[at], sizes[at])
        kept.append([line for place, line in enumerate(lines) if place not in left_out])
        margins.append([line for place, line in enumerate(lines) if place in left_out])
    return kept, margins


def _repeated(
    lines: list[Line], times: list[int], numbered: set[int], size: tuple[float, float]
) -> set[int]:
    """Which lines of a page come again and stand apart from its text. times: on how many pages
    near by each stands.

    From the text outwards, because what is not apart from it is text too, and what stands
    above that, as the title over a table's head, has then to be apart from both.
    """
    again = {at for at, count in enumerate(times) if count > 1} - numbered
    text = [line for at, line in enumerate(lines) if at not in again | numbered]
    usual = _usual_gap(text)
    found: set[int] = set()
    for at in sorted(again, key=lambda at: abs(lines[at].middle - size[1] / 2)):
        line = lines[at]
        if times[at] > 2 if _zone(line, size) == "side" else _is_apart(line, text, usual):
            found.add(at)
        else:
            text.append(line)
    return found


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


def _keys(line: Line, size: tuple[float, float], page: int | None) -> Iterator[_Key]:
    """What a line has in common with the same one on another page: its words, or those but for
    a number that counts the pages, if `page` is given; and its place, in two grids so that no
    border of one divides what is near."""
    zone = _zone(line, size)
    words = line.text.split()
    if not zone or not any(char.isalpha() for char in line.text):
        return  # a number alone is a page's only if it counts the pages
    place = line.middle / _STEP
    for text in (words, *(() if page is None else _counted(words, page))):
        yield f"{zone} {' '.join(text)}", "a", int(place)
        yield f"{zone} {' '.join(text)}", "b", int(place + 0.5)


def _counted(words: list[str], page: int) -> Iterator[list[str]]:
    """The words with their first or last, if it can be the number of a page, as what it is more
    than `page`."""
    for at in (0, -1):
        found = _PAGE_NUMBER.fullmatch(words[at])
        if len(words) > 1 and found and found[1].isdecimal() and int(found[1][0]):
            offset = f"\0{int(found[1]) - page}"
            yield [offset, *words[1:]] if at == 0 else [*words[:-1], offset]


def _is_apart(line: Line, text: list[Line], usual: float) -> bool:
    """Whether a line stands above or below all the text of its page, with more space between
    than a line's and than is usual between its lines."""
    others = [each for each in text if abs(each.middle - line.middle) > 0.5 * line.size]
    above = [each.bottom for each in others if each.middle > line.middle]
    below = [each.top for each in others if each.middle < line.middle]
    if above and below:
        return False
    gaps = [line.bottom - max(below)] if below else [min(above) - line.top] if above else []
    return all(gap > max(line.size, usual + 0.25 * line.size) for gap in gaps)


def _usual_gap(text: list[Line]) -> float:
    """The space between the lines of a page, from one to the next."""
    ordered = sorted(text, key=lambda line: -line.middle)
    gaps = [last.bottom - line.top for last, line in pairwise(ordered) if line.top < last.middle]
    return median(gaps) if gaps else 0.0


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
