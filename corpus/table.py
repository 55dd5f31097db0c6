"""Tables as they stand in a text, a row a line between bars: the cells of a row, and what heads
its table.

Tables that are set only with spaces have columns here, and no head.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from itertools import islice, pairwise, takewhile, zip_longest

from corpus.dates import dates
from corpus.numerals import FIGURES
from corpus.sentence import ends_sentence
from corpus.span import Span, stripped

BAR = re.compile(r"(?<!\\)\|")  # between cells; one behind a backslash is text
_ROW = re.compile(r"[ \t\u3000]*\|")
_RULE = re.compile(r"[ \t]*\|(?:\s*:?-+:?\s*\|)+[ \t]*")
# The space between two columns; between single signs it only stretches a name: 大　　野.
_GAP = re.compile(r"(?:[ \t]?\u3000{2}|[ \t]{4})\s*")
_STRETCHED = re.compile(r"(?<!\S)\S(?:\s+\S)+(?!\S)")
_HEAD_ROWS = 4  # at most
_ROWS_BELOW = 5  # that are looked at to know a head by
_LONGEST_CAPTION = 100  # characters of a line over a table that may name it
_OVER = 300  # characters over a table that are looked at
_UNIT = re.compile(r"\s*[（(\[［]?\s*(?:単位|unit)\s*[:：].*", re.I)
_LONGEST_NAME = 60  # characters of the name of a column that has a number
_DATE = "\0"
_NUMBER = re.compile(r"\d")
_FIGURE = re.compile(r"[△▲+＋−-]?\s?[$¥£€]?0[^\d\s]{0,4}")  # 120人, △1.5, in the form of `_kind`


def cells(text: str, start: int, end: int) -> list[Span]:
    """The spans of the cells of a row without the space around them, empty ones too; the whole
    where it has no columns.

    >>> cells("| Fee |  | 300 |", 0, 16)
    [(2, 5), (9, 9), (11, 14)]
    """
    if _ROW.match(text, start, end):
        bars = [bar.start() for bar in BAR.finditer(text, start, end)]
        bars += [end] if text[bars[-1] + 1 : end].strip() else []
        return [stripped(text, a + 1, b) for a, b in pairwise(bars)]
    names = [name.span() for name in _STRETCHED.finditer(text, start, end)]
    gaps = [
        gap.span()
        for gap in _GAP.finditer(text, start, end)
        if not any(a < gap.start() and gap.end() < b for a, b in names)
    ]
    borders = [start, *(border for gap in gaps for border in gap), end]
    return [stripped(text, a, b) for a, b in zip(borders[::2], borders[1::2], strict=True) if a < b]


def head(text: str, start: int) -> Span | None:
    """The first rows of the table of the row that stands at `start`, with the names of its
    columns; None where there are none. They stand over a rule, or it shows by what is below."""
    first = begin = text.rfind("\n", 0, start) + 1
    while _ROW.match(text, begin):
        first, begin = begin, text.rfind("\n", 0, max(0, begin - 1)) + 1
        if begin == first:
            break
    rows = list(islice(_rows(text, first), _HEAD_ROWS + _ROWS_BELOW))
    if len(rows) < 2:
        return None
    ruled = next((i for i, row in enumerate(rows) if _RULE.fullmatch(text, *row)), 0)
    many = ruled if 0 < ruled <= _HEAD_ROWS else _rows_of_names([_texts(text, row) for row in rows])
    return (first, rows[many - 1][1]) if many else None


def column_names(text: str, start: int) -> list[str]:
    """The names of the columns of the table of the row that stands at `start`, each behind the name
    over it where the head has several rows; [] where there is no head.

    >>> column_names("| 区分 | 料金 |  |\\n| 区分 | 平日 | 休日 |\\n| 大人 | 500円 | 600円 |", 0)
    ['区分', '料金 平日', '料金 休日']
    """
    found = head(text, start)
    if found is None:
        return []
    first, end = found
    rows = [_texts(text, row) for row in takewhile(lambda row: row[0] < end, _rows(text, first))]
    if len({len(row) for row in rows}) != 1:
        return []
    for row in rows[:-1]:  # a name over several columns stands in the first
        for i in range(1, len(row)):
            row[i] = row[i] or row[i - 1]
    return [" ".join(dict.fromkeys(filter(None, column))) for column in zip(*rows, strict=True)]


def named_by(text: str, start: int) -> tuple[str, str]:
    """What the row of a table that stands at `start` is named by: the line over the table, with
    that over it where it has only the unit, and the names of the columns; both "" for what is no
    such row, and for the head itself.

    >>> named_by("表1 入場者数\\n（単位：人）\\n| 年 | 大人 |\\n|---|---|\\n| 2020 | 500 |", 38)
    ('表1 入場者数（単位：人）', '年 | 大人')
    """
    found = head(text, start)
    if found is None or start < found[1]:
        return "", ""
    return "".join(_over(text, found[0])), " | ".join(column_names(text, start))


def _over(text: str, first: int) -> list[str]:
    lines: list[str] = []
    for line in reversed(text[max(0, first - _OVER) : first].split("\n")):
        if not line.strip():
            continue
        if _ROW.match(line) or ends_sentence(line) or len(line) > _LONGEST_CAPTION:
            break
        lines.insert(0, line.strip())
        if not _UNIT.fullmatch(line):
            break
    return lines


def _rows_of_names(rows: Sequence[Sequence[str]]) -> int:
    """How many of the first rows are the head: the first one, with those in which one of its cells
    goes on, if each is of another kind than what stands below it; 0 if none is."""
    first = rows[0]
    goes_on = (any(a == b != "" for a, b in zip(first, row, strict=False)) for row in rows[1:])
    many = 1 + sum(takewhile(bool, goes_on))
    below = [row for row in rows[many:] if row != first]  # which is printed again on a new page
    if not below or many > _HEAD_ROWS:
        return 0
    columns = [{each for each in column if _says(each)} for column in zip_longest(*below)]
    named = all(
        _is_name(cell, column or frozenset(), len(columns))
        for row in rows[:many]
        for cell, column in zip_longest(row, columns)
        if _says(cell)
    )
    return many if named else 0


def _is_name(cell: str, below: Set[str], columns: int) -> bool:
    """Whether a cell may be the name of a column, by the cells below: it has no number but dates,
    or another number than all of these are, 65歳以上 over 120人. Of two columns the first may be
    the names: | 料金 | 300円 |."""
    if not _NUMBER.search(cell):
        return cell not in below
    if len(cell) > _LONGEST_NAME:
        return False
    kind, kinds = _kind(cell), {_kind(each) for each in below}
    if kind in kinds:
        return False
    if not _NUMBER.search(kind):
        return True
    return columns > 2 and len(kinds) == 1 and all(map(_FIGURE.fullmatch, kinds))


def _kind(cell: str) -> str:
    """What a cell is: the same for two numbers of the same unit, and for two dates."""
    if len(cell) > _LONGEST_NAME or not _NUMBER.search(cell):
        return cell
    for date in reversed(dates(cell)):
        cell = f"{cell[: date.start]}{_DATE}{cell[date.end :]}"
    return re.sub(FIGURES, "0", cell)


def _says(cell: str | None) -> bool:
    """Whether there is a word or a number in a cell, not － or nothing."""
    return re.search(r"\w", cell or "") is not None


def _texts(text: str, row: Span) -> list[str]:
    return [text[start:end] for start, end in cells(text, *row)]


def _rows(text: str, start: int) -> Iterator[Span]:
    """The row that begins at `start`, and those below."""
    while _ROW.match(text, start):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        yield start, end
        start = end + 1
