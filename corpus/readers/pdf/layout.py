"""Layout: from letters on a page to lines in reading order.

Works on numbers alone, in points with y upwards; a vertical page comes turned, so that here
all lines run from left to right. Knows nothing of PDF.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import accumulate, groupby, pairwise
from statistics import median
from typing import NamedTuple

from corpus.markers import bullet, markers
from corpus.notes import note_marker
from corpus.readers.raised import SLASHES, is_nuclide, raised
from corpus.script import HIRAGANA, KATAKANA, is_wide

_KANA = re.compile(f"[{HIRAGANA}{KATAKANA}・\u3000 ]{{1,12}}")
_SURROGATE = re.compile("[\ud800-\udfff]")


class Glyph(NamedTuple):
    """A letter, the box it fills, and the size of its type."""

    char: str
    left: float
    right: float
    bottom: float
    top: float
    size: float


@dataclass(slots=True)
class Line:
    """A piece of a line, or a whole one.

    floor, wall: the left and right edge of the lines around it, of its column.
    row: whether it is a row of a table.
    grid: the number on its page of the rules that such a row stands in, 0 if there are none.
    column: whether it stands in one of several columns.
    raised: how many letters it begins with that are a raised number.
    """

    text: str
    left: float
    right: float
    bottom: float
    top: float
    size: float
    floor: float = 0.0
    wall: float = 0.0
    row: bool = False
    grid: int = 0
    column: bool = False
    raised: int = 0

    @property
    def middle(self) -> float:
        return (self.bottom + self.top) / 2


def pieces(
    glyphs: Sequence[Glyph], split: Callable[[float, float, float], bool] | None = None
) -> list[Line]:
    """The runs of letters that stand side by side, in the order of the file.

    split: whether something stands between two x at a height.
    """
    found: list[Line] = []
    run: list[Glyph] = []
    for glyph in glyphs:
        if run and (
            not _follows(run[-1], glyph)
            or (split is not None and split(run[-1].right, glyph.left, glyph.bottom + 1))
        ):
            found.append(_piece(run))
            run = []
        run.append(glyph)
    if run:
        found.append(_piece(run))
    return [piece for piece in found if piece.text.strip()]


def _follows(last: Glyph, glyph: Glyph) -> bool:
    overlap = min(last.top, glyph.top) - max(last.bottom, glyph.bottom)
    if overlap < 0.4 * min(last.size, glyph.size):
        return False
    return -0.6 * last.size <= glyph.left - last.right <= 1.3 * max(last.size, glyph.size)


def _piece(run: Sequence[Glyph]) -> Line:
    usual = _usual_gap(run)
    text = [run[0].char]
    for last, glyph in pairwise(run):
        text.append(_gap(last, glyph, usual) + glyph.char)
    number = _write_raised(run, text)
    black = [glyph for glyph in run if not glyph.char.isspace()] or list(run)
    joined = "".join(text).strip()
    if _SURROGATE.search(joined):  # where characters have 16 bits, two make one: 𠮷
        joined = joined.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return Line(
        joined,
        black[0].left,
        max(glyph.right for glyph in black),
        min(glyph.bottom for glyph in black),
        max(glyph.top for glyph in black),
        median(glyph.size for glyph in black),
        raised=number,
    )


def _write_raised(run: Sequence[Glyph], text: list[str]) -> int:
    """Write what is raised as `corpus.readers.raised` has it; how many letters of the line are
    a raised number that it begins with. That stays as it is, since a small number before a
    title may look raised, but stands apart from what follows."""
    number = 0
    largest = max(run, key=lambda glyph: glyph.size)
    base, size = largest.bottom + 0.15 * largest.size, 0.87 * largest.size
    is_raised = [glyph.size <= size and glyph.bottom > base for glyph in run]
    for small, group in groupby(range(len(run)), lambda at: is_raised[at]):
        places = list(group)
        if small:
            first, end = places[0], places[-1] + 1
            before, after = "".join(text[max(first - 2, 0) : first]), "".join(text[end : end + 1])
            figures = "".join(text[first:end]).strip()
            digits = figures.rstrip(")）")
            if not before.strip() and digits.isdecimal() and not after.startswith(SLASHES):
                number = len(digits)
                apart = figures == digits and after.strip() == after != ""
                if apart and not is_nuclide(digits, "".join(text[end : end + 3])):
                    text[end - 1] += " "
                continue
            written = raised("".join(text[first:end]), before, after)
            text[first:end] = [written, *[""] * (end - first - 1)]
    return number


def _usual_gap(run: Sequence[Glyph]) -> float:
    """The gap between letters of Japanese in a line, in sizes of its type: set to fill its
    width, a line has it everywhere."""
    gaps = sorted(
        (glyph.left - last.right) / glyph.size
        for last, glyph in pairwise(run)
        if is_wide(last.char) and is_wide(glyph.char)
    )
    return max(gaps[len(gaps) // 4], 0.0) if gaps else 0.0


def _gap(last: Glyph, glyph: Glyph, usual: float) -> str:
    if last.char.isspace() or glyph.char.isspace():
        return ""
    gap = (glyph.left - last.right) / max(last.size, glyph.size)
    return _space(last.char, glyph.char, gap, usual)


def _space(last: str, following: str, gap: float, usual: float = 0.0) -> str:
    """The space that two letters show between them though no character says so. `gap`: in
    sizes of their type."""
    wide = is_wide(last) + is_wide(following)
    if wide == 2:
        if gap > 0.9:
            return "\u3000"
        return " " if gap > usual + 0.2 and last.isalnum() and following.isalnum() else ""
    # Beside a Latin letter Japanese type is set with a quarter of a letter between, or more
    # where a line is filled.
    return " " if gap > (0.8 if wide else 0.18) else ""


def without_ruby(lines: list[Line]) -> tuple[list[Line], int]:
    """The lines without readings over kanji: small kana close above or beside a larger line."""
    kept = []
    for line in lines:
        if not (
            _KANA.fullmatch(line.text)
            and any(
                line.size <= 0.62 * other.size
                and other.left - line.size <= line.left
                and line.right <= other.right + line.size
                and -0.5 * line.size <= line.bottom - other.top <= 0.8 * line.size
                for other in lines
            )
        ):
            kept.append(line)
    return kept, len(lines) - len(kept)


# --- reading order


def in_order(found: list[Line]) -> list[Line]:
    """Lines in reading order: columns one after the other, each from top to bottom.

    A line that crosses the gutter divides what is above it from what is below.
    """
    gutter = _gutter(found)
    if gutter is None:
        return _rows(found)
    ordered: list[Line] = []
    band: list[Line] = []
    wide: list[Line] = []
    for line in sorted(found, key=lambda line: -line.top):
        if line.left < gutter < line.right:
            under = _under_columns(band, gutter)
            ordered += _columns(band[: len(band) - len(under)], gutter)
            band = []
            wide += [*under, line]
        else:
            if wide:
                ordered += _rows(wide)
                wide = []
            band.append(line)
    return [*ordered, *_rows(wide), *_columns(band, gutter)]


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
    left = [line for line in band if line.right <= gutter]
    right = [line for line in band if line.right > gutter]
    if not left or not right:
        return _rows(band)
    few, many = sorted((left, right), key=len)
    heights = {round(line.middle / 2) + near for line in many for near in (-1, 0, 1)}
    aligned = sum(round(line.middle / 2) in heights for line in few) / len(few)
    # The lines of two columns may happen to stand level, the rows of a table always do.
    least = 0.25 if aligned > 0.8 else 0.12
    wall = max(line.right for line in right)
    if not (_is_column(left, gutter, least) and _is_column(right, wall, least)):
        return _rows(band)
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


def _rows(found: list[Line]) -> list[Line]:
    """Lines of one column from top to bottom; pieces on one line are joined, or, where
    several such lines follow each other, are the cells of a table."""
    rows: list[list[Line]] = []
    for piece in sorted(found, key=lambda piece: -piece.middle):
        row = rows[-1] if rows else None
        if row and min(row[0].top, piece.top) - max(row[0].bottom, piece.bottom) > 0.5 * min(
            row[0].size, piece.size
        ):
            row.append(piece)
        else:
            rows.append([piece])
    rows = [_together(sorted(row, key=lambda piece: piece.left)) for row in rows]
    floor = min((row[0].left for row in rows), default=0.0)
    wall = max((row[-1].right for row in rows), default=0.0)
    lines = []
    for at, row in enumerate(rows):
        beside = [rows[other] for other in (at - 1, at + 1) if 0 <= other < len(rows)]
        table = len(row) > 1 and any(len(other) > 1 for other in beside)
        line = _joined(row, table)
        line.floor, line.wall = floor, wall
        lines.append(line)
    return lines


def _together(row: list[Line]) -> list[Line]:
    """Pieces of a line that no more than a space divides become one, and so do the marker of
    an item or note and its text."""
    out = [row[0]]
    for piece in row[1:]:
        gap = (piece.left - out[-1].right) / max(piece.size, out[-1].size)
        if gap < 1.3 or (gap < 7 and _is_marker(out[-1].text)):
            out[-1] = _joined([out[-1], piece], False)
        else:
            out.append(piece)
    return out


def _is_marker(text: str) -> bool:
    """Whether a text is no more than the marker of an item or a note: 注1：, (1), ・."""
    found = note_marker(text)
    ends = [bullet(text), found[1] if found else 0, *(each.end for each in markers(text + " "))]
    return any(end >= len(text) for end in ends)


def _joined(row: list[Line], table: bool) -> Line:
    if len(row) == 1:
        return row[0]
    text = row[0].text
    for last, piece in pairwise(row):
        gap = (piece.left - last.right) / max(last.size, piece.size)
        text += (" | " if table else _space(last.text[-1], piece.text[0], gap)) + piece.text
    return Line(
        f"| {text} |" if table else text,
        row[0].left,
        max(piece.right for piece in row),
        min(piece.bottom for piece in row),
        max(piece.top for piece in row),
        max(row, key=lambda piece: len(piece.text)).size,
        row=table,
        raised=0 if table else row[0].raised,
    )
