"""Layout: from letters on a page to pieces of lines, which `reading_order` puts in order.

Works on numbers alone, in points with y upwards; a vertical page comes turned, so that here
all lines run from left to right. Knows nothing of PDF.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from statistics import median
from typing import NamedTuple

from corpus.readers.raised import SLASHES, is_nuclide, raised
from corpus.script import HIRAGANA, KATAKANA, is_wide

_KANA = re.compile(f"[{HIRAGANA}{KATAKANA}・\u3000 ]{{1,12}}")
_SURROGATE = re.compile("[\ud800-\udfff]")
ROOM = 0.45  # of the size of type: less is a space between words


class Gap(NamedTuple):
    """Room inside of a line, which may divide two columns. at: how much of the text is before it;
    left, right: where it begins and ends on the page."""

    at: int
    left: float
    right: float


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
    gaps: the places in it with more room than between words.
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
    gaps: tuple[Gap, ...] = ()

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
    gaps = _gaps(run, text)
    joined = "".join(text).strip()
    if _SURROGATE.search(joined):  # where characters have 16 bits, two make one: 𠮷
        joined, gaps = joined.encode("utf-16", "surrogatepass").decode("utf-16", "replace"), ()
    return Line(
        joined,
        black[0].left,
        max(glyph.right for glyph in black),
        min(glyph.bottom for glyph in black),
        max(glyph.top for glyph in black),
        median(glyph.size for glyph in black),
        raised=number,
        gaps=gaps,
    )


def _gaps(run: Sequence[Glyph], text: Sequence[str]) -> tuple[Gap, ...]:
    """The gaps of a piece. text: what is written for each letter."""
    found = []
    last: Glyph | None = None
    indent = len("".join(text)) - len("".join(text).lstrip())
    at = -indent
    for glyph, written in zip(run, text, strict=True):
        if not glyph.char.isspace():
            if last and glyph.left - last.right > ROOM * max(last.size, glyph.size):
                found.append(Gap(at, last.right, glyph.left))
            last = glyph
        at += len(written)
    return tuple(found)


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
    return space_between(last.char, glyph.char, gap, usual)


def space_between(last: str, following: str, gap: float, usual: float = 0.0) -> str:
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
