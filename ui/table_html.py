"""Tables as HTML: the rows of a text that stand between bars, wrapped so that a style can set them
as a table.

Nothing is left out and nothing is added: the bars, the rule beneath a head and the ends of lines
stay in the text, in their order. What is shown of a row without its last bar is no row.
"""

from __future__ import annotations

import re
from itertools import groupby, pairwise

from corpus.span import Span
from corpus.table import BAR
from ui.escaping import Wrap

_LINE = re.compile(r"[^\r\n]*(?:\r\n?|\n)|[^\r\n]+")
_ROW = re.compile(r"[ \t\u3000]*\|[^\r\n]*(?<!\\)\|\s*")
_RULE = re.compile(r"\s*\|(?:\s*:?-+:?\s*\|)+\s*")
_BAR_AND_SPACE = re.compile(rf"[ \t\u3000]*{BAR.pattern}[ \t\u3000]*")
_CLOSING = "</span>"
_LONG = 24  # characters: a cell of more is to have some width, or it becomes a tower of words


def table_wraps(text: str, start: int, end: int) -> tuple[list[list[Wrap]], list[Wrap]]:
    """The layers of tables, rows and cells in text[start:end], to stand around everything else, and
    the innermost layer, the bars with the space around them; empty where there is no table.

    A table is of two columns or more: one alone is a frame around text, or no table at all.
    """
    tables: list[Wrap] = []
    rows: list[Wrap] = []
    cells: list[Wrap] = []
    bars: list[Wrap] = []
    lines = (line.span() for line in _LINE.finditer(text, start, end))
    for is_row, group in groupby(lines, lambda line: bool(_ROW.fullmatch(text, *line))):
        spans = list(group)
        if not is_row or not any(_has_columns(text, row) for row in spans):
            continue
        first, last = spans[0][0], spans[-1][1]
        tables.append(Wrap(first, last, '<span class="tabular">', _CLOSING))
        for row in spans:
            look = "row rule" if _RULE.fullmatch(text, *row) else "row"
            rows.append(Wrap(*row, f'<span class="{look}">', _CLOSING))
            cells += [_cell(*cell) for cell in _cells(text, row)]
        bars += [
            Wrap(*bar.span(), '<span class="bar">', _CLOSING)
            for bar in _BAR_AND_SPACE.finditer(text, first, last)
        ]
    return ([tables, rows, cells], bars) if tables else ([], [])


def _has_columns(text: str, row: Span) -> bool:
    return len(_cells(text, row)) > 1 and not _RULE.fullmatch(text, *row)


def _cell(start: int, end: int) -> Wrap:
    look = "cell long" if end - start > _LONG else "cell"
    return Wrap(start, end, f'<span class="{look}">', _CLOSING)


def _cells(text: str, row: Span) -> list[Span]:
    """Each from its first bar to the next; the last one to the end of the row."""
    start, end = row
    between = [bar.start() for bar in BAR.finditer(text, start, end)][1:-1]
    return list(pairwise([start, *between, end]))
