"""Tables with rules: the cells that lines on a page make, and the text that stands in each.

What has no rules is no table here; see `layout` for rows that only stand in columns.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from corpus.readers.pdf.layout import Line

_NEAR = 3.0  # points: edges no further apart are one
_MOST = 60  # rows, and columns
_LONG = 400  # letters of a cell, on the average: a page laid out in frames has more


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
        self._cell_of: dict[tuple[int, int], tuple[int, int]] = {}

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
        inside: dict[tuple[int, int], list[Line]] = {}
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
        size = median(line.size for held in inside.values() for line in held)
        return [*rest, *self._lines(texts, size)]

    def _lines(self, texts: dict[tuple[int, int], str], size: float) -> list[Line]:
        made = []
        for row in range(len(self._ys) - 1):
            cells, last = [], None
            for column in range(len(self._xs) - 1):
                cell = self._cell_of[row, column]
                cells.append("" if cell == last else texts.get(cell, ""))
                last = cell
            if any(cells):
                top, bottom = self._ys[row], self._ys[row + 1]
                text = f"| {' | '.join(cells)} |"
                box = (self._xs[0], self._xs[-1], bottom, top)
                made.append(Line(text, *box, size, row=True, grid=self._number))
        return made

    def _right_edge(self, cell: tuple[int, int]) -> float:
        return max(self._xs[place[1] + 1] for place, of in self._cell_of.items() if of == cell)

    def _place(self, line: Line) -> tuple[int, int] | None:
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


def _edges(places: list[float]) -> list[float]:
    """Places in order, those near each other as one."""
    edges: list[float] = []
    for place in sorted(places):
        if not edges or place - edges[-1] > _NEAR:
            edges.append(place)
    return edges
