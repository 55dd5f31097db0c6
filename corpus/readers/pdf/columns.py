"""Columns: where rows of pieces that stand one below the other have their cells, without rules.

What all the rows together leave free divides them. Where that does not tell for sure in which
column a piece stands, there are no columns.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import NamedTuple

from corpus.numerals import KANJI_NUMERALS
from corpus.readers.pdf.layout import Line

_CLOSE = 0.65  # of the size of type: numbers further apart may be of two columns
_TOUCH = 0.1  # of it: what overlaps by less stands side by side
# A number, with a unit that begins no other number, as in 4月 1日; or what stands for none: －.
_FIGURE = re.compile(
    rf"\W*(?:\d+(?:[,.，．]\d+)*(?![年月日時分])(?:[^\W\d]{{0,2}})|[{KANJI_NUMERALS}]+)?\W*"
)


class Columns(NamedTuple):
    """The left and right edges of columns, and the cells of each row: one for each column, None
    where it is empty."""

    edges: list[tuple[float, float]]
    rows: list[list[Line | None]]


def is_figure(text: str) -> bool:
    """Whether a cell holds a number, or a sign for there being none."""
    return _FIGURE.fullmatch(text) is not None


def in_columns(rows: Sequence[Sequence[Line]]) -> Columns | None:
    """The rows, each of its pieces from the left, with all pieces in columns; None if they share
    none. A piece over several columns is in the first."""
    cut = _cut_alike(rows)
    gaps = {(round(left.right), round(right.left)) for row in cut for left, right in pairwise(row)}
    plain = [row for row in cut if not any(_is_over(cell, gaps) for cell in row)]
    if len(plain) < 2 or 2 * len(plain) < len(cut):
        return None
    edges = _edges(plain)
    placed: list[list[Line | None]] = []
    for row in cut:
        places = [_place(cell, edges) for cell in row]
        if None in places or len(set(places)) < len(row):
            return None
        cells = dict(zip(places, row, strict=True))
        placed.append([cells.get(column) for column in range(len(edges))])
    # Each column that is not one of some full row was only thought to be there.
    return Columns(edges, placed) if len(edges) == max(map(len, cut)) else None


def _is_over(cell: Line, gaps: set[tuple[int, int]]) -> bool:
    """Whether a cell stands over or under the gap between two others."""
    return any(cell.left < left - 1 and right + 1 < cell.right for left, right in gaps)


def _edges(rows: Sequence[Sequence[Line]]) -> list[tuple[float, float]]:
    """The columns of rows: what overlaps is in one. Heads that stand beside what they are over are
    in one with it, if there are more columns than cells in a row."""
    edges: list[tuple[float, float]] = []
    filled: list[set[int]] = []  # the rows that fill a column
    for cell, at in sorted(
        ((cell, at) for at, row in enumerate(rows) for cell in row), key=lambda each: each[0].left
    ):
        if edges and cell.left < edges[-1][1] - _TOUCH * cell.size:
            edges[-1] = (edges[-1][0], max(edges[-1][1], cell.right))
            filled[-1].add(at)
        else:
            edges.append((cell.left, cell.right))
            filled.append({at})
    column = 0
    while len(edges) > max(map(len, rows)) and column + 1 < len(edges):
        if filled[column] & filled[column + 1]:
            column += 1
        else:
            edges[column] = (edges[column][0], edges.pop(column + 1)[1])
            filled[column] |= filled.pop(column + 1)
            column += 1
    return edges


def _place(cell: Line, edges: Sequence[tuple[float, float]]) -> int | None:
    """The first column that a cell stands in; what is beyond them all, as a unit over the table
    may be, is in the last."""
    room = _TOUCH * cell.size
    if cell.left >= edges[-1][1] - room:
        return len(edges) - 1
    for column, (left, right) in enumerate(edges):
        if cell.left < right - room and left < cell.right - room:
            return column
    return None


def _cut_alike(rows: Sequence[Sequence[Line]]) -> list[list[Line]]:
    """The rows, with pieces cut in two where columns stand close: where most rows have room
    between what stands in the same columns, and some have more than a space."""
    borders = [_borders(row) for row in rows]
    ends = [[border.right.left for border in row] for row in borders]
    cut = []
    for row in rows:
        cells: list[Line] = []
        for piece in row:
            keep = []
            for number, own in enumerate(_borders([piece])):
                alike = [
                    border.apart
                    for others, places in zip(borders, ends, strict=True)
                    for border in others[bisect_right(places, own.left.right) :][:1]
                    if own.is_like(border)
                ]
                if 2 * len(alike) > max(2, len(rows)) and any(alike):
                    keep.append(number)
            cells += _cut(piece, keep)
        cut.append(cells)
    return cut


class _Border(NamedTuple):
    """What stands on both sides of a gap in a row. apart: whether that are two cells for sure: two
    pieces, or two numbers with more than a space between."""

    left: Line
    right: Line
    apart: bool

    def is_like(self, other: _Border) -> bool:
        """Whether two borders may be between the same columns."""
        room = max(self.left.right, other.left.right) < min(self.right.left, other.right.left)
        return room and _overlap(self.left, other.left) and _overlap(self.right, other.right)


def _borders(row: Sequence[Line]) -> list[_Border]:
    found: list[_Border] = []
    before: Line | None = None
    for piece in row:
        words = _cut(piece, range(len(piece.gaps)))
        if before is not None:
            found.append(_Border(before, words[0], True))
        for left, right in pairwise(words):
            wide = right.left - left.right > _CLOSE * piece.size
            figures = wide and is_figure(left.text) and is_figure(right.text)
            found.append(_Border(left, right, figures))
        before = words[-1]
    return found


def _overlap(one: Line, other: Line) -> bool:
    return min(one.right, other.right) - max(one.left, other.left) > _TOUCH * one.size


def _cut(piece: Line, gaps: Sequence[int]) -> list[Line]:
    """A piece cut at some of its gaps."""
    found: list[tuple[str, float, float]] = []
    start, left = 0, piece.left
    for number in gaps:
        gap = piece.gaps[number]
        found.append((piece.text[start : gap.at].strip(), left, gap.left))
        start, left = gap.at, gap.right
    found.append((piece.text[start:].strip(), left, piece.right))
    return [
        replace(piece, text=text, left=left, right=right, raised=0 if at else piece.raised, gaps=())
        for at, (text, left, right) in enumerate(found)
    ]
