"""Reading order: which pieces of a page stand in columns of text, and which come first.

What stands in one column is put into rows by `rows`.
"""

from __future__ import annotations

import math
from itertools import accumulate
from statistics import median

from corpus.readers.pdf.layout import Line
from corpus.readers.pdf.rows import in_rows


def in_order(found: list[Line]) -> list[Line]:
    """Lines in reading order: columns one after the other, each from top to bottom.

    A line that crosses the gutter divides what is above it from what is below, but not the rows
    of a table.
    """
    gutter = _gutter(found)
    if gutter is None:
        return in_rows(found)
    ordered: list[Line] = []
    band: list[Line] = []
    whole: list[Line] = []  # what stands in no columns
    from_above: list[Line | None] = [*sorted(found, key=lambda line: -line.top)]
    for line in [*from_above, None]:  # which ends the last band
        if line is not None and not line.left < gutter < line.right:
            band.append(line)
            continue
        under = _under_columns(band, gutter) if line is not None else []
        band = band[: len(band) - len(under)]
        if columns := _columns(band, gutter):
            ordered += [*in_rows(whole), *columns]
            whole = []
        else:
            whole += band
        whole += [*under, line] if line is not None else []
        band = []
    return [*ordered, *in_rows(whole)]


def _under_columns(band: list[Line], gutter: float) -> list[Line]:
    """The last lines of a band, at most two, that belong to the wide line under it: a title,
    which stands off from the columns and below both."""
    bottom = min((line.bottom for line in band if line.left >= gutter), default=-math.inf)
    for count in (2, 1) if len(band) > 2 else ():
        above, under = band[:-count], band[-count:]
        last = min((line.bottom for line in above if line.right <= gutter), default=math.inf)
        if all(line.top <= bottom and line.right <= gutter for line in under) and (
            last - under[0].top > 0.9 * under[0].size
        ):
            return under
    return []


def _columns(band: list[Line], gutter: float) -> list[Line]:
    """The lines of a band in two columns, in reading order; none if they stand in no columns."""
    left = [line for line in band if line.right <= gutter]
    right = [line for line in band if line.right > gutter]
    if not left or not right:
        return []
    few, many = sorted((left, right), key=len)
    heights = {round(line.middle / 2) + near for line in many for near in (-1, 0, 1)}
    aligned = sum(round(line.middle / 2) in heights for line in few) / len(few)
    # The lines of two columns may happen to stand level, the rows of a table always do.
    least = 0.25 if aligned > 0.8 else 0.12
    wall = max(line.right for line in right)
    if not (_is_column(left, gutter, least) and _is_column(right, wall, least)):
        return []
    ordered = [*in_order(left), *in_order(right)]
    for line in ordered:
        line.column = True
    return ordered


def _is_column(lines: list[Line], wall: float, least: float) -> bool:
    """Whether at least that share of lines fill a column as running text does. Cells of a
    table do not, and those that do are better read whole, one after the other."""
    width = wall - min(line.left for line in lines)
    full = sum(line.right - line.left >= 0.75 * width for line in lines)
    return full >= max(3, least * len(lines)) and width >= 8 * lines[0].size


def _gutter(lines: list[Line]) -> float | None:
    """The middle of the empty strip between two columns, if there can be one: where, around
    the middle of the page, fewest lines cross, and lines stand on both sides."""
    if len(lines) < 6:
        return None
    em = median(line.size for line in lines)
    far, wall = min(line.left for line in lines), max(line.right for line in lines)
    count = int(2 * (wall - far) / em) + 2  # strips of half a letter
    if not 30 < count < 5000:
        return None
    steps = [0] * (count + 1)
    for line in lines:
        steps[int(2 * (line.left - far) / em)] += 1
        steps[int(2 * (line.right - far - 0.01) / em) + 1] -= 1
    crossing = list(accumulate(steps))
    middle = range(count // 5, 4 * count // 5)
    fewest = min(crossing[strip] for strip in middle)
    best: tuple[int, int] = (0, 0)  # the widest run of strips that fewest lines cross
    run = 0
    for strip in middle:
        run = run + 1 if crossing[strip] == fewest else 0
        best = max(best, (run, strip))
    gutter = far + (best[1] + 1 - best[0] / 2) * em / 2
    left = sum(line.right <= gutter for line in lines)
    right = sum(line.left >= gutter for line in lines)
    return gutter if min(left, right) >= 3 and fewest <= left + right else None
