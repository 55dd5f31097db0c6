"""Rejoining: the lines of columns and pages, in reading order, as paragraphs again.

A line goes on in the next where the first word of the next had no room on it, for that is how
type is set. Lines of Japanese are joined without a space.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from corpus.continuation import goes_on_behind_stop
from corpus.line_kinds import begins_as_caption, ends_as_caption
from corpus.lines import Line as TextLine
from corpus.lines import split_lines
from corpus.markers import bullet, markers
from corpus.notes import note_marker
from corpus.readers.note_pairs import Begun, linked, marks
from corpus.readers.pdf.breaks import NO_END, is_full, rejoined, words_of
from corpus.readers.pdf.layout import Line
from corpus.readers.pdf.reading_order import in_order
from corpus.readers.raised import raised
from corpus.sentence import ends_sentence

_SMALLER = 0.95  # of the size of the text at most: the type of notes
_ROWS_APART = 2.5  # steps of running text: rows without rules further apart are of two tables
_STEP = 4.0  # points: edges no further apart are one
_NARROW = 15  # sizes of type: no column of running text is narrower
_OWN_NUMBER = re.compile(r"([1-9１-９]\d{0,2})(?:[)）.．](?!\d)|(?=[ \u3000]))[ \u3000]*(?=\S)")
_END = re.compile("[。！？][」』）)]*")
_IN_BRACKETS = re.compile(r"(?<=[.。!?]) ?[(（][^()（）]{1,60}[)）]$")


@dataclass(slots=True)
class Paragraph:
    """Lines that are one text.

    starts: for each page whose first line is among them, the page and where in `text` it begins.
    apart: whether a blank line goes before it.
    """

    text: str
    starts: list[tuple[int, int]]
    apart: bool


def paragraphs(pages: Sequence[Sequence[Line]]) -> list[Paragraph]:
    """The lines of all pages, in reading order, as paragraphs."""
    pitch = _pitch(pages)
    out: list[Paragraph] = []
    held: list[Line] = []  # the lines of the last paragraph
    page = -1
    spaced: Counter[bool] = Counter()  # whether there is room above what begins anew
    on_top: list[Paragraph] = []  # of a page or column, where such room does not show
    lines = [(number, line) for number, lines in enumerate(pages) for line in lines]
    words = words_of([line.text for _, line in lines])
    _set_walls([line for _, line in lines if not line.row])
    lines = _with_notes(lines, pitch)
    for number, line in _sentences_whole(lines, pitch):
        first, page = number != page, number
        if held and _goes_on(held, line, pitch):
            last = out[-1]
            text, space = words.between(last.text, line.text)
            if first:
                last.starts.append((number, len(text + space)))
            last.text = text + space + line.text
            held.append(line)
        else:
            apart = bool(held) and _set_apart(held[-1], line, pitch, first)
            anew = bool(held) and _begins_anew(out[-1].text, held[-1], line)
            out.append(Paragraph(line.text, [(number, 0)] if first else [], apart))
            if anew and _is_below(held[-1], line):
                spaced[apart] += 1
            elif anew:
                on_top.append(out[-1])
            held = [line]
    for each in on_top if spaced[True] > spaced[False] else ():
        each.apart = True
    return out


def _set_walls(lines: list[Line]) -> None:
    """Where the lines of each column would be broken: at the right edge that most lines of the
    document with the same left edge end at, among those no nearer than the column's own.

    A column of short lines has no such edge: none of its lines is then taken to be full.
    """
    ends = Counter((line.column, *_edges(line)) for line in lines)
    em = median(line.size for line in lines) if lines else 0.0
    walls: dict[tuple[bool, float, float], float] = {}
    for line in lines:
        column = (line.column, line.floor, line.wall)
        if column not in walls:
            walls[column] = _wall_of(line, ends, em)
        line.wall = walls[column]


def _edges(line: Line) -> tuple[int, int]:
    return round(line.floor / _STEP), round(line.right / _STEP)


def _wall_of(line: Line, ends: Counter[tuple[bool, int, int]], em: float) -> float:
    floor, _ = _edges(line)
    least = (line.wall - 1.2 * em) / _STEP
    best = (0, 0)
    for column, left, right in ends:
        if column == line.column and abs(left - floor) <= 1 and right >= least:
            near = sum(ends[column, floor + a, right + b] for a in (-1, 0, 1) for b in (-1, 0, 1))
            best = max(best, (near, right))
    if best[0] >= 3 and best[1] * _STEP - line.floor >= _NARROW * em:
        return (best[1] + 0.5) * _STEP
    return line.wall if line.wall - line.floor >= 25 * em else math.inf


def _with_notes(lines: list[tuple[int, Line]], pitch: float) -> list[tuple[int, Line]]:
    """The lines, in which raised numbers and the notes that they point to are written as marks and
    notes. A note's own number is raised too, or the note stands in smaller type at the foot of its
    page, where all numbers in that type have marks on the page."""
    texts: list[str] = []
    begins: dict[int, Begun] = {}
    plain: list[tuple[int, Begun, float]] = []  # by their place only; their mark's size
    numbered: dict[tuple[int, float], list[int]] = {}  # the numbers of a page in each size
    begun: Counter[tuple[int, int]] = Counter()  # of page and number
    sizes: dict[tuple[int, int], float] = {}  # of the type that a mark stands in
    for at, (page, line) in enumerate(lines):
        text, last = line.text, lines[at - 1][1] if at else line
        found = None if line.row else _OWN_NUMBER.match(text)
        if line.raised and at and _is_broken_off(last, line, pitch):
            text = raised(text[: line.raised], last.text) + text[line.raised :].lstrip()
        elif found and line.raised == len(found[1]):
            begins[at] = note = Begun(int(found[1]), found.end())
            begun[page, note.number] += 1
        elif found:
            note = Begun(int(found[1]), found.end())
            numbered.setdefault((page, round(line.size, 1)), []).append(note.number)
            size = sizes.get((page, note.number), 0.0)
            if line.size < _SMALLER * size:
                plain.append((at, note, size))
                begun[page, note.number] += 1
        for mark, _, _ in marks(text):
            sizes.setdefault((page, mark), line.size)
        texts.append(text)
    unmarked = {
        place
        for place, numbers in numbered.items()
        if any((place[0], number) not in sizes for number in numbers)
    }
    for at, note, size in plain:
        page, line = lines[at]
        if (page, round(line.size, 1)) in unmarked or begun[page, note.number] > 1:
            continue  # a list in small type, or which of them is it?
        if _at_foot(lines, at, size):
            begins[at] = note
    written = linked(texts, begins, [page for page, _ in lines])
    return [
        (page, line if text == line.text else replace(line, text=text))
        for (page, line), text in zip(lines, written, strict=True)
    ]


def _is_broken_off(last: Line, line: Line, pitch: float) -> bool:
    """Whether a sentence goes on from a line to one that begins with a raised number."""
    if ends_sentence(last.text) or line.size < _SMALLER * last.size:
        return False
    return _goes_on([last], line, pitch)


def _at_foot(lines: list[tuple[int, Line]], at: int, size: float) -> bool:
    """Whether all lines from one to the foot of its column are in smaller type than that."""
    page, line = lines[at]
    while line.size < _SMALLER * size:
        at += 1
        if at == len(lines) or lines[at][0] != page or not _is_below(line, lines[at][1]):
            return True
        line = lines[at][1]
    return False


def _sentences_whole(lines: list[tuple[int, Line]], pitch: float) -> Iterator[tuple[int, Line]]:
    """The lines, ordered so that no note at the foot of a page or column stands inside a sentence:
    a sentence that breaks off above notes is finished before them, on the page it began on."""
    at = 0
    while at < len(lines):
        number, line = lines[at]
        yield number, line
        at += 1
        end = _foot_notes(lines, at, line)
        if end == at or ends_sentence(line.text):
            continue
        notes, last, at = lines[at:end], line, end
        while at < len(lines) and _goes_on([last], lines[at][1], pitch):
            after, last = lines[at]
            found = _END.search(last.text)
            if found is not None:
                if rest := last.text[found.end() :]:
                    lines[at] = (after, replace(last, text=rest))
                else:
                    at += 1
                yield number, replace(last, text=last.text[: found.end()])
                break
            yield number, last
            at += 1
        yield from notes


def _foot_notes(lines: list[tuple[int, Line]], at: int, line: Line) -> int:
    """The end of the notes in smaller type that begin at `at`, under `line`; `at` if none do."""
    if at == len(lines) or not note_marker(lines[at][1].text):
        return at
    end = at
    while end < len(lines) and lines[end][1].size < _SMALLER * line.size:
        end += 1
    return end


def text_of_cell(lines: list[Line], edge: float) -> str:
    """The text of a cell of a table with rules on one line, given its right edge."""
    lines = in_order(lines)
    for line in lines:
        line.wall = edge - 0.5 * line.size  # cells have that much room inside of their rules
    return rejoined(lines)


def _pitch(pages: Sequence[Sequence[Line]]) -> float:
    """The distance from line to line in running text, in sizes of its type."""
    steps = [
        (last.middle - line.middle) / line.size
        for lines in pages
        for last, line in pairwise(lines)
        if abs(last.size - line.size) < 0.1 * line.size and last.middle - line.middle > 0
    ]
    near = [step for step in steps if step < 3]
    return median(near) if near else 1.7


def _goes_on(held: list[Line], line: Line, pitch: float) -> bool:
    last, first = held[-1], held[0]
    if _differ(last, line):
        return False
    if _is_below(last, line) and _is_far(last, line, pitch):
        return False
    if last.text[-1] in NO_END:
        return True
    if not is_full(last, line) or (_stands_right(last) and _stands_right(line)):
        return False
    em = line.size
    indent = (line.left - line.floor) / em
    before = (last.left - last.floor) / em
    if note_marker(line.text) or bullet(line.text) or begins_as_caption(_seen(line)):
        return False
    if ends_as_caption(_seen(last)) == 2:
        return False
    over = ends_sentence(last.text) and not goes_on_behind_stop(last.text, line.text)
    if any(marker.firm for marker in markers(line.text)) and (over or abs(indent - before) > 0.4):
        return False
    if len(held) > 1:
        return abs(indent - before) < 0.7
    if indent <= before + 0.3:
        return indent > before - 2.6
    hangs = bullet(first.text) or note_marker(first.text) or markers(first.text)
    return bool(hangs) and indent - before < 7


def _seen(line: Line) -> TextLine:
    """A line as the structure parser sees it."""
    return split_lines(line.text)[0]


def _stands_right(line: Line) -> bool:
    """Whether a line is set to the right of its column, as a date or a sender is: it begins past
    the middle, where there is no room for a column of running text."""
    middle = (line.floor + line.wall) / 2
    return line.left > middle and line.wall - line.left < _NARROW * line.size


def _differ(last: Line, line: Line) -> bool:
    """Whether one of two lines is a row of a table, or in other type than the other."""
    return last.row or line.row or abs(last.size - line.size) > 0.12 * max(last.size, line.size)


def _is_far(last: Line, line: Line, pitch: float) -> bool:
    """Whether a line below another has more room above it than running text has."""
    return (last.middle - line.middle) / line.size > 1.35 * pitch


def _begins_anew(text: str, last: Line, line: Line) -> bool:
    """Whether a line without number or sign, in the same type, comes after a whole sentence and
    what may follow that in brackets. text: of the paragraph that the last line ends."""
    if _differ(last, line):
        return False
    if note_marker(line.text) or bullet(line.text) or markers(line.text):
        return False
    return ends_sentence(_IN_BRACKETS.sub("", text))


def _is_below(last: Line, line: Line) -> bool:
    """Whether a line stands in the column of the one before it, and below."""
    return last.middle > line.middle and abs(last.floor - line.floor) < 1


def _set_apart(last: Line, line: Line, pitch: float, new_page: bool) -> bool:
    if last.row and line.row:
        return not new_page and _is_below(last, line) and _is_other_table(last, line, pitch)
    if _differ(last, line):
        return True
    return _is_below(last, line) and _is_far(last, line, pitch)


def _is_other_table(last: Line, line: Line, pitch: float) -> bool:
    """Whether two rows, one below the other, are of two tables."""
    if last.grid or line.grid:
        return last.grid != line.grid and last.bottom - line.top > 0.5 * line.size
    return (last.middle - line.middle) / line.size > _ROWS_APART * pitch
