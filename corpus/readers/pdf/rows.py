"""Rows: what stands level, as lines of text or as rows of a table without rules.

Rows one below the other with several pieces each are a table, and what stands alone under one of
their cells goes on in it. Where such rows share no columns, each has the cells that it shows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from statistics import median

from corpus.markers import bullet, markers
from corpus.notes import note_marker
from corpus.numerals import KANJI_NUMERALS
from corpus.readers.pdf.breaks import rejoined
from corpus.readers.pdf.columns import Columns, in_columns, is_figure
from corpus.readers.pdf.layout import ROOM, Gap, Line, space_between

_SPACE = 1.3  # of the size of type: what is no further apart is one piece
_HANGING = 7  # of it: so far from its marker an item may stand
_STEP = 2.2  # of it: the lines of one cell are no further apart
_APART = 1.8  # of the step from row to row: with more between them they are of two tables
_MOST = 60  # rows that are looked at together
_BARE = re.compile(rf"\d{{1,3}}|[{KANJI_NUMERALS}]{{1,3}}")

_Row = list[Line]


def in_rows(found: list[Line]) -> list[Line]:
    """Lines of one column from top to bottom; pieces on one line are joined, or, where
    several such lines follow each other, are the cells of a table."""
    rows = [_together(row) for row in level_pieces(found)]
    floor = min((row[0].left for row in rows), default=0.0)
    wall = max((row[-1].right for row in rows), default=0.0)
    shown = [_with_markers(row) for row in rows]
    lines: list[Line] = []
    at = 0
    for start, end in _runs(rows, shown):
        lines += _by_themselves(shown, at, start)
        lines += _read(rows, shown, start, end)
        at = end
    lines += _by_themselves(shown, at, len(rows))
    for line in lines:
        line.floor, line.wall = floor, wall
    return lines


def level_pieces(found: list[Line]) -> list[_Row]:
    """The pieces in rows from above, each row from the left."""
    rows: list[_Row] = []
    for piece in sorted(found, key=lambda piece: -piece.middle):
        row = rows[-1] if rows else None
        if row and min(row[0].top, piece.top) - max(row[0].bottom, piece.bottom) > 0.5 * min(
            row[0].size, piece.size
        ):
            row.append(piece)
        else:
            rows.append([piece])
    return [sorted(row, key=lambda piece: piece.left) for row in rows]


def _together(row: _Row) -> _Row:
    """Pieces of a line that no more than a space divides are one."""
    out = row[:1]
    for piece in row[1:]:
        if _gap(out[-1], piece) < _SPACE:
            out[-1] = _joined([out[-1], piece])
        else:
            out.append(piece)
    return out


def _with_markers(row: _Row) -> _Row:
    """The marker of an item or note and its text are one. A number alone is a marker only at
    the beginning of a line, and not before a number."""
    out = row[:1]
    for piece in row[1:]:
        last = out[-1]
        bare = _BARE.fullmatch(last.text)
        if (
            _gap(last, piece) < _HANGING
            and _is_marker(last.text)
            and not (bare and (len(out) > 1 or is_figure(piece.text)))
        ):
            out[-1] = _joined([last, piece])
        else:
            out.append(piece)
    return out


def _is_marker(text: str) -> bool:
    """Whether a text is no more than the marker of an item or a note: 注1：, (1), ・."""
    found = note_marker(text)
    ends = [bullet(text), found[1] if found else 0, *(each.end for each in markers(text + " "))]
    return any(end >= len(text) for end in ends)


def _by_themselves(shown: Sequence[_Row], start: int, end: int) -> Iterator[Line]:
    """Rows as lines: as a row of a table if a neighbour has cells as well."""
    for at in range(start, end):
        beside = [shown[other] for other in (at - 1, at + 1) if 0 <= other < len(shown)]
        table = len(shown[at]) > 1 and any(len(other) > 1 for other in beside)
        yield _row([piece.text for piece in shown[at]], shown[at]) if table else _joined(shown[at])


# --- tables


def _runs(rows: Sequence[_Row], shown: Sequence[_Row]) -> Iterator[tuple[int, int]]:
    """The first and the end of rows that may be of one table: rows of several cells, of which two
    stand one below the other, and lines that go on in a cell above."""
    start = 0
    while start < len(rows):
        end = start
        cells: _Row = []  # of the last row that has several
        while end < len(rows) and end - start < _MOST:
            if any(piece.row for piece in rows[end]):
                break
            if len(shown[end]) > 1 or _is_numbered(rows[end], cells):
                cells = rows[end]
            elif not _goes_on(rows, start, end, cells):
                break
            end += 1
        if any(len(one) > 1 and len(other) > 1 for one, other in pairwise(shown[start:end])):
            yield start, end
        start = max(end, start + 1)


def _is_numbered(row: _Row, cells: _Row) -> bool:
    """Whether a number and a text stand under the first two of more cells: they are no item."""
    return (
        len(row) == 2 < len(cells)
        and _BARE.fullmatch(row[0].text) is not None
        and all(_is_under(piece, cell) for piece, cell in zip(row, cells[:2], strict=True))
    )


def _is_under(piece: Line, cell: Line) -> bool:
    return piece.left < cell.right and cell.left < piece.right


def _goes_on(rows: Sequence[_Row], start: int, at: int, cells: _Row) -> bool:
    """Whether a line goes on in a cell of the row above, which is not its first: it stands alone,
    is no item, begins where the cell does, and is no further off than rows are from each other."""
    line = rows[at][0]
    if len(rows[at]) > 1 or is_figure(line.text) or note_marker(line.text) or bullet(line.text):
        return False
    if any(marker.firm for marker in markers(line.text)):
        return False
    cell = next((cell for cell in cells[1:] if abs(cell.left - line.left) < 0.5 * line.size), None)
    if cell is None or is_figure(cell.text) or abs(cell.size - line.size) > 0.12 * cell.size:
        return False
    step = rows[at - 1][0].middle - line.middle
    most = _STEP * line.size
    if at - start > 1:
        most = min(most, 1.15 * (rows[at - 2][0].middle - rows[at - 1][0].middle))
    if at + 1 < len(rows):
        most = min(most, 1.33 * (line.middle - rows[at + 1][0].middle))
    return step <= most


def _read(rows: Sequence[_Row], shown: Sequence[_Row], start: int, end: int) -> Iterator[Line]:
    """The rows of a run, as those of one table or of several with more room between them; where
    they share no columns, those that follow each other without a line between, or each alone."""
    steps = {
        at: rows[at - 1][0].middle - rows[at][0].middle
        for at in range(start + 1, end)
        if len(rows[at]) > 1
    }
    usual = median(steps.values())
    wide = [at for at, step in steps.items() if step > _APART * usual]
    for first, last in pairwise([start, *wide, end]):
        if table := _table(rows, first, last):
            yield from table
            continue
        broken = [
            at for at in range(first + 1, last) if len(rows[at]) == 1 or len(rows[at - 1]) == 1
        ]
        for one, other in pairwise([first, *broken, last]):
            yield from _table(rows, one, other) or _by_themselves(shown, one, other)


def _table(rows: Sequence[_Row], start: int, end: int) -> list[Line]:
    """Rows that share columns, as those of a table; none if they do not."""
    found = in_columns([row for row in rows[start:end] if len(row) > 1])
    if found is None:
        return []
    found = _with_marked_columns(found)
    placed = iter(found.rows)
    table: list[list[_Row]] = []  # the lines of each cell of each row
    for row in rows[start:end]:
        if len(row) > 1:
            table.append([[cell] if cell else [] for cell in next(placed)])
            continue
        line = row[0]
        under = [
            cell
            for cell, (left, right) in zip(table[-1], found.edges, strict=True)
            if line.left < right and left < line.right
        ]
        if len(under) != 1 or not under[0]:
            return []  # it stands under two columns, or under no cell
        under[0].append(line)
    lines = []
    for cells in table:
        for cell, (_, right) in zip(cells, found.edges, strict=True):
            for line in cell:
                line.wall = right
        texts = [rejoined(cell) if cell else "" for cell in cells]
        lines.append(_row(texts, [line for cell in cells for line in cell]))
    return lines


def _with_marked_columns(found: Columns) -> Columns:
    """The columns, those that hold only the markers of items together with their texts. Numbers
    alone count the rows, and so stay a column."""
    edges, columns = list(found.edges), [list(column) for column in zip(*found.rows, strict=True)]
    for at in reversed(range(len(edges) - 1)):
        pairs = [pair for pair in zip(columns[at], columns[at + 1], strict=True) if pair[0]]
        if all(
            marker and text and _is_marker(marker.text) and _gap(marker, text) < _HANGING
            for marker, text in pairs
        ) and not all(marker and _BARE.fullmatch(marker.text) for marker, _ in pairs):
            columns[at] = [
                _joined([marker, text]) if marker and text else marker or text
                for marker, text in zip(columns[at], columns.pop(at + 1), strict=True)
            ]
            edges[at] = (edges[at][0], edges.pop(at + 1)[1])
    return Columns(edges, [list(row) for row in zip(*columns, strict=True)])


# --- lines


def _gap(last: Line, piece: Line) -> float:
    """The room between two pieces, in sizes of their type."""
    return (piece.left - last.right) / max(last.size, piece.size)


def _joined(row: _Row) -> Line:
    """The pieces of a row as a line of text."""
    if len(row) == 1:
        return row[0]
    text, gaps = row[0].text, list(row[0].gaps)
    for last, piece in pairwise(row):
        gap = _gap(last, piece)
        if gap > ROOM:
            gaps.append(Gap(len(text), last.right, piece.left))
        text += space_between(last.text[-1], piece.text[0], gap)
        gaps += [each._replace(at=each.at + len(text)) for each in piece.gaps]
        text += piece.text
    return replace(_box(text, row), raised=row[0].raised, gaps=tuple(gaps))


def _row(texts: Sequence[str], pieces: _Row) -> Line:
    """A row of a table."""
    return replace(_box(f"| {' | '.join(texts)} |", pieces), row=True)


def _box(text: str, pieces: _Row) -> Line:
    return Line(
        text,
        min(piece.left for piece in pieces),
        max(piece.right for piece in pieces),
        min(piece.bottom for piece in pieces),
        max(piece.top for piece in pieces),
        max(pieces, key=lambda piece: len(piece.text)).size,
    )
