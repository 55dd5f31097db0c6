"""Tables with rules: the cells that lines on a page make, and the text that stands in each.

Between the rows of figures there may be no rules. What has none between its columns is no table
here; see `rows`.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from corpus.brackets import OPENING
from corpus.readers.pdf.breaks import is_full
from corpus.readers.pdf.columns import is_figure
from corpus.readers.pdf.layout import Line
from corpus.readers.pdf.rows import level_pieces

_NEAR = 3.0  # points: edges no further apart are one
_MOST = 60  # rows, and columns
_OPEN = 12.0  # points: a side is open where the rules go on so far beyond the last upright
_LONG = 400  # letters of a cell, on the average: a page laid out in frames has more

_Cell = tuple[int, int]


class Rule(NamedTuple):
    """A straight line. at: its height if it is level, else its x; start and end: along it."""

    level: bool
    at: float
    start: float
    end: float


def with_tables(
    lines: list[Line], rules: Sequence[Rule], text_of: Callable[[list[Line], float], str]
) -> list[Line]:
    """The lines of a page, those inside of tables as one line a row: "| … | … |".

    text_of: the text of the lines of one cell, given its right edge.
    """
    for number, group in enumerate(_groups(rules), start=1):
        table = _Grid(group, number)
        if table.is_table:
            lines = table.rows(lines, text_of)
    return lines


def splits(rules: Sequence[Rule]) -> Callable[[float, float, float], bool]:
    """Whether an upright rule stands between two x at some height."""
    upright = sorted((rule.at, rule.start, rule.end) for rule in rules if not rule.level)

    def between(left: float, right: float, height: float) -> bool:
        for at, start, end in upright[bisect_left(upright, (left - 1,)) :]:
            if at > right + 1:
                return False
            if start <= height <= end:
                return True
        return False

    return between


def merged(rules: Iterable[Rule]) -> list[Rule]:
    """The rules, with those that lie on one line and touch made one: each cell is often drawn by
    itself."""
    out: list[Rule] = []
    for rule in sorted(rules, key=lambda rule: (rule.level, round(rule.at / _NEAR), rule.start)):
        last = out[-1] if out else None
        if (
            last is not None
            and last.level == rule.level
            and abs(last.at - rule.at) <= _NEAR
            and rule.start <= last.end + _NEAR
        ):
            out[-1] = last._replace(end=max(last.end, rule.end))
        else:
            out.append(rule)
    return out


def _groups(rules: Sequence[Rule]) -> list[list[Rule]]:
    """The rules in groups; within a group each crosses or touches another."""
    groups: list[list[Rule]] = []
    for rule in rules:
        apart, group = [], [rule]
        for other in groups:
            if any(_touch(rule, each) for each in other):
                group += other
            else:
                apart.append(other)
        groups = [*apart, group]
    return groups


def _touch(one: Rule, other: Rule) -> bool:
    if one.level == other.level:
        if abs(one.at - other.at) > _NEAR:
            return False
        return one.start <= other.end + _NEAR and other.start <= one.end + _NEAR
    return (
        one.start - _NEAR <= other.at <= one.end + _NEAR
        and other.start - _NEAR <= one.at <= other.end + _NEAR
    )


class _Grid:
    """The cells between the rules of a group: strips between all edges, joined where no rule
    stands between two of them. number: of the grid on its page."""

    def __init__(self, rules: list[Rule], number: int) -> None:
        self._number = number
        self._level = [rule for rule in rules if rule.level]
        self._upright = [rule for rule in rules if not rule.level]
        self._xs = _edges([rule.at for rule in self._upright])
        self._ys = _edges([rule.at for rule in self._level])[::-1]  # from above
        if self._xs and self._ys:
            self._xs = self._with_open_sides()
        self._cell_of: dict[_Cell, _Cell] = {}

    def _with_open_sides(self) -> list[float]:
        """The edges of the columns, with the ends of the rules above and below the table where
        there is no upright."""
        above, below = (
            [rule for rule in self._level if abs(rule.at - at) <= _NEAR]
            for at in (self._ys[0], self._ys[-1])
        )
        xs = self._xs
        start, other = (min(rule.start for rule in rules) for rules in (above, below))
        if abs(start - other) <= _NEAR and start < xs[0] - _OPEN:
            xs = [start, *xs]
        end, other = (max(rule.end for rule in rules) for rules in (above, below))
        if abs(end - other) <= _NEAR and end > xs[-1] + _OPEN:
            xs = [*xs, end]
        return xs

    @property
    def is_table(self) -> bool:
        if not 3 <= len(self._xs) <= _MOST:
            return False
        # A single row is one only where its cells are closed: the last of a table on a new page.
        return 3 <= len(self._ys) <= _MOST or (len(self._ys) == 2 and self._is_closed())

    def _is_closed(self) -> bool:
        """Whether rules stand around each cell of a single row."""
        below, above = self._ys[1], self._ys[0]
        level = all(
            self._ruled(self._level, at, *strip) for at in self._ys for strip in pairwise(self._xs)
        )
        return level and all(self._ruled(self._upright, at, below, above) for at in self._xs)

    def rows(self, lines: list[Line], text_of: Callable[[list[Line], float], str]) -> list[Line]:
        self._join_cells()
        inside: dict[_Cell, list[Line]] = {}
        rest: list[Line] = []
        for line in lines:
            place = self._place(line)
            if place is None:
                rest.append(line)
            else:
                inside.setdefault(self._cell_of[place], []).append(line)
        texts = {cell: text_of(held, self._right_edge(cell)) for cell, held in inside.items()}
        least = 2 if len(self._ys) == 2 else 4
        if len(texts) < least or sum(map(len, texts.values())) > _LONG * len(texts):
            return lines
        if any(map(_has_columns, inside.values())):
            return lines
        size = median(line.size for held in inside.values() for line in held)
        made: list[Line] = []
        for row, (top, bottom) in enumerate(pairwise(self._ys)):
            own = {cell: inside[cell] for cell in self._cells_within(row) if cell in inside}
            heights = _heights([(held, self._right_edge(cell)) for cell, held in own.items()])
            for height in heights:
                beside = {
                    cell: [line for line in held if abs(line.middle - height) < 0.5 * line.size]
                    for cell, held in own.items()
                }
                level = {
                    cell: text_of(held, self._right_edge(cell)) if held else ""
                    for cell, held in beside.items()
                }
                box = (height - size / 2, height + size / 2, size)
                made += self._line(row, {**texts, **level}, *box)
            if not heights:
                made += self._line(row, texts, bottom, top, size)
        return [*rest, *made]

    def _cells_within(self, row: int) -> list[_Cell]:
        """The cells that stand in a row and in no other, from the left."""
        rows: dict[_Cell, set[int]] = {}
        for place, cell in self._cell_of.items():
            rows.setdefault(cell, set()).add(place[0])
        return sorted(cell for cell, its in rows.items() if its == {row})

    def _line(
        self, row: int, texts: dict[_Cell, str], bottom: float, top: float, size: float
    ) -> list[Line]:
        """A row of the table, if there is something in it."""
        cells, last = [], None
        for column in range(len(self._xs) - 1):
            cell = self._cell_of[row, column]
            cells.append("" if cell == last else texts.get(cell, ""))
            last = cell
        if not any(cells):
            return []
        text, box = f"| {' | '.join(cells)} |", (self._xs[0], self._xs[-1], bottom, top)
        return [Line(text, *box, size, row=True, grid=self._number)]

    def _right_edge(self, cell: _Cell) -> float:
        return max(self._xs[place[1] + 1] for place, of in self._cell_of.items() if of == cell)

    def _place(self, line: Line) -> _Cell | None:
        """The strip that the first letter of a line stands in."""
        column = bisect_right(self._xs, line.left + min(line.right - line.left, line.size) / 2) - 1
        row = sum(edge > line.middle for edge in self._ys) - 1
        inside = 0 <= column < len(self._xs) - 1 and 0 <= row < len(self._ys) - 1
        return (row, column) if inside else None

    def _join_cells(self) -> None:
        """Each strip's cell, named by its first strip."""
        xs, ys = self._xs, self._ys
        for row in range(len(ys) - 1):
            for column in range(len(xs) - 1):
                cell = (row, column)
                if column and not self._ruled(self._upright, xs[column], ys[row + 1], ys[row]):
                    cell = self._cell_of[row, column - 1]
                elif row and not self._ruled(self._level, ys[row], xs[column], xs[column + 1]):
                    cell = self._cell_of[row - 1, column]
                self._cell_of[row, column] = cell

    @staticmethod
    def _ruled(rules: list[Rule], at: float, start: float, end: float) -> bool:
        """Whether rules cover most of a border."""
        covered = sum(
            max(0.0, min(rule.end, end) - max(rule.start, start))
            for rule in rules
            if abs(rule.at - at) <= _NEAR
        )
        return covered >= 0.5 * (end - start)


def _has_columns(held: list[Line]) -> bool:
    """Whether a cell holds several columns of figures, which no rules divide."""
    level = [sum(is_figure(line.text) for line in row) for row in level_pieces(held)]
    return sum(figures > 1 for figures in level) > 1


def _heights(cells: Sequence[tuple[list[Line], float]]) -> list[float]:
    """The heights of the rows that no rules divide within one between rules; none if it is but
    one. Each is named in the first cell, and in most others is a figure.

    cells: what each holds and its right edge.
    """
    if len(cells) < 2:
        return []
    names = sorted(cells[0][0], key=lambda line: -line.middle)
    heights = [row[0].middle for row in level_pieces(names)]
    if len(heights) < 2 or len(heights) < len(names):
        return []
    figures = 0
    for held, _ in cells[1:]:
        beside = [
            [line for line in held if abs(line.middle - height) < 0.5 * line.size]
            for height in heights
        ]
        if sum(map(len, beside)) < len(held):
            return []
        figures += all(len(lines) == 1 and is_figure(lines[0].text) for lines in beside)
    if 2 * figures <= len(cells) - 1:
        return []
    if len(heights) == 2:  # a name on two lines, over its figures and what they are in brackets?
        first, second = names
        first.wall = cells[0][1] - 0.5 * first.size
        if second.text[0] in OPENING or is_full(first, second):
            return []
    return heights


def _edges(places: list[float]) -> list[float]:
    """Places in order, those near each other as one."""
    edges: list[float] = []
    for place in sorted(places):
        if not edges or place - edges[-1] > _NEAR:
            edges.append(place)
    return edges
