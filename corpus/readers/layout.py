"""Layout: from letters on a page to lines in reading order, and from lines to paragraphs.

Works on numbers alone, in points with y upwards; a vertical page comes turned, so that here
all lines run from left to right. Knows nothing of PDF.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median
from typing import NamedTuple

from corpus.lines import headed_caption, split_lines
from corpus.markers import bullet, markers
from corpus.notes import note_marker
from corpus.readers.flow import WIDE
from corpus.sentence import ends_sentence

_IS_WIDE = re.compile(f"[{WIDE}]")
_NO_START = (
    "、。，．）」』】〕》〉］｝ー々ぁぃぅぇぉっゃゅょァィゥェォッャュョ・：；！？)]}!?,.:;%％"
)
_PROSE = 8  # letters that a piece of running text has at least


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

    floor, wall: the left and right edge of the column it stands in.
    row: whether it is a row of a table.
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

    @property
    def middle(self) -> float:
        return (self.bottom + self.top) / 2


def pieces(glyphs: Sequence[Glyph], spaced: bool = True) -> list[Line]:
    """The runs of letters that stand side by side, in the order of the file.

    spaced: whether a gap of a letter's width in Japanese is a space; not on vertical pages,
    where brackets fill only half of theirs.
    """
    found: list[Line] = []
    run: list[Glyph] = []
    for glyph in glyphs:
        if run and not _follows(run[-1], glyph):
            found.append(_piece(run, spaced))
            run = []
        run.append(glyph)
    if run:
        found.append(_piece(run, spaced))
    return [piece for piece in found if piece.text.strip()]


def _follows(last: Glyph, glyph: Glyph) -> bool:
    overlap = min(last.top, glyph.top) - max(last.bottom, glyph.bottom)
    if overlap < 0.4 * min(last.size, glyph.size):
        return False
    return -0.6 * last.size <= glyph.left - last.right <= 1.3 * max(last.size, glyph.size)


def _piece(run: Sequence[Glyph], spaced: bool) -> Line:
    text = [run[0].char]
    for last, glyph in itertools.pairwise(run):
        text.append(_gap(last, glyph, spaced) + glyph.char)
    black = [glyph for glyph in run if not glyph.char.isspace()] or list(run)
    return Line(
        "".join(text).strip(),
        black[0].left,
        max(glyph.right for glyph in black),
        min(glyph.bottom for glyph in black),
        max(glyph.top for glyph in black),
        median(glyph.size for glyph in black),
    )


def _gap(last: Glyph, glyph: Glyph, spaced: bool) -> str:
    """The space that two neighbours show between them though no character says so."""
    if last.char.isspace() or glyph.char.isspace():
        return ""
    gap = (glyph.left - last.right) / max(last.size, glyph.size)
    if _IS_WIDE.match(last.char) and _IS_WIDE.match(glyph.char):
        return "\u3000" if spaced and gap > 0.9 else ""
    if _IS_WIDE.match(last.char) or _IS_WIDE.match(glyph.char):
        return " " if gap > 0.6 else ""  # Japanese type sets a quarter of a letter there
    return " " if gap > 0.18 else ""


def without_ruby(lines: list[Line]) -> tuple[list[Line], int]:
    """The lines without readings over kanji: small kana close above or beside a larger line."""
    kept = []
    for line in lines:
        if not (
            re.fullmatch("[\u3041-\u30ff\u3000 ]{1,12}", line.text)
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
        if line.left < gutter - 1 and line.right > gutter + 1:
            ordered += _columns(band, gutter)
            band = []
            wide.append(line)
        else:
            if wide:
                ordered += _rows(wide)
                wide = []
            band.append(line)
    return [*ordered, *_rows(wide), *_columns(band, gutter)]


def _columns(band: list[Line], gutter: float) -> list[Line]:
    left = [line for line in band if line.right <= gutter + 1]
    right = [line for line in band if line.right > gutter + 1]
    if not (_is_column(left, gutter) and _is_column(right, max(line.right for line in right))):
        return _rows(band)
    return [*in_order(left), *in_order(right)]


def _is_column(lines: list[Line], wall: float) -> bool:
    """Whether lines fill a column as running text does. Cells of a table do not."""
    if len(lines) < 2:
        return False
    width = wall - min(line.left for line in lines)
    wide = sum(line.right - line.left >= 0.6 * width for line in lines)
    return 2 * wide >= len(lines) and width >= 8 * lines[0].size


def _gutter(lines: list[Line]) -> float | None:
    """Where a second column begins, if the page has one: an edge that many lines begin at
    and few cross, with lines that end before it beside them."""
    prose = [line for line in lines if len(line.text) >= _PROSE]
    if len(prose) < 6:
        return None
    em = median(line.size for line in prose)
    starts = Counter(round(line.left / em) for line in prose)
    far = min(line.left for line in prose)
    best, most = None, 0.0
    for start, count in starts.items():
        edge = start * em - em
        if count < 3 or edge < far + 8 * em:
            continue
        begin = [line for line in prose if edge <= line.left <= edge + 2.5 * em]
        edge = min(line.left for line in begin) - 1
        top, bottom = max(line.top for line in begin), min(line.bottom for line in begin)
        beside = [line for line in prose if line.right <= edge and bottom <= line.middle <= top]
        crossing = sum(
            line.left < edge and line.right > edge and bottom <= line.middle <= top
            for line in lines
        )
        score = min(len(begin), len(beside)) - 2.0 * crossing
        if len(beside) >= 3 and score > most:
            best, most = edge, score
    return best


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
    """Pieces of a line that no more than a space divides become one."""
    out = [row[0]]
    for piece in row[1:]:
        if piece.left - out[-1].right < 1.3 * max(piece.size, out[-1].size):
            out[-1] = _joined([out[-1], piece], False)
        else:
            out.append(piece)
    return out


def _joined(row: list[Line], table: bool) -> Line:
    if len(row) == 1:
        return row[0]
    if table:
        text = f"| {' | '.join(piece.text for piece in row)} |"
    else:
        text = row[0].text
        for last, piece in itertools.pairwise(row):
            gap = (piece.left - last.right) / max(last.size, piece.size)
            wide = _IS_WIDE.match(last.text[-1]) and _IS_WIDE.match(piece.text[0])
            space = "\u3000" if wide and gap > 0.9 else " " if gap > (0.6 if wide else 0.18) else ""
            text += space + piece.text
    return Line(
        text,
        row[0].left,
        max(piece.right for piece in row),
        min(piece.bottom for piece in row),
        max(piece.top for piece in row),
        max(row, key=lambda piece: len(piece.text)).size,
        row=table,
    )


# --- paragraphs


@dataclass(slots=True)
class Paragraph:
    """Lines that are one text. starts: (page, where its first letter stands) for each page
    that one of the lines begins. apart: whether a blank line goes before it."""

    text: str
    starts: list[tuple[int, int]]
    apart: bool


def paragraphs(pages: Sequence[Sequence[Line]]) -> list[Paragraph]:
    """The lines of all pages, in reading order, as paragraphs."""
    pitch = _pitch(pages)
    out: list[Paragraph] = []
    held: list[Line] = []  # the lines of the last paragraph
    for number, lines in enumerate(pages):
        for at, line in enumerate(lines):
            first = at == 0
            if held and _goes_on(held, line, pitch):
                last = out[-1]
                text, space = _before_break(last.text, line.text)
                if first:
                    last.starts.append((number, len(text + space)))
                last.text = text + space + line.text
                held.append(line)
                continue
            apart = bool(held) and _set_apart(held[-1], line, pitch)
            out.append(Paragraph(line.text, [(number, 0)] if first else [], apart))
            held = [line]
    return out


def _before_break(text: str, following: str) -> tuple[str, str]:
    """The text of a line and what stands between it and the next: nothing in Japanese; a
    hyphen that divides an English word goes."""
    if _IS_WIDE.match(text[-1]) or _IS_WIDE.match(following[0]):
        return text, ""
    if text[-1] == "-" and text[-2:-1].islower() and following[0].islower():
        return text[:-1], ""
    return text, " "


def _pitch(pages: Sequence[Sequence[Line]]) -> float:
    """From line to line in running text, in sizes of its type."""
    steps = [
        (last.middle - line.middle) / line.size
        for lines in pages
        for last, line in itertools.pairwise(lines)
        if abs(last.size - line.size) < 0.1 * line.size and last.middle - line.middle > 0
    ]
    near = [step for step in steps if step < 3]
    return median(near) if near else 1.7


def _goes_on(held: list[Line], line: Line, pitch: float) -> bool:
    last, first = held[-1], held[0]
    if last.row or line.row or abs(last.size - line.size) > 0.12 * max(last.size, line.size):
        return False
    same_column = last.middle > line.middle and abs(last.floor - line.floor) < 1
    if same_column and (last.middle - line.middle) / line.size > 1.35 * pitch:
        return False
    if not _is_full(last, line):
        return False
    em = line.size
    indent = (line.left - line.floor) / em
    before = (last.left - last.floor) / em
    if note_marker(line.text) or bullet(line.text) or headed_caption(split_lines(line.text)[0]):
        return False
    if any(marker.firm for marker in markers(line.text)) and (
        ends_sentence(last.text) or abs(indent - before) > 0.4
    ):
        return False
    if len(held) > 1:
        return abs(indent - before) < 0.7
    if indent <= before + 0.3:
        return indent > before - 2.6
    hangs = bullet(first.text) or note_marker(first.text) or markers(first.text)
    return bool(hangs) and indent - before < 7


def _is_full(last: Line, line: Line) -> bool:
    """Whether a line was broken because the first word of the next had no room on it."""
    word = re.match(r"[!-~]+(?=.)|.", line.text)
    first = word.group() if word else line.text[:1]
    rest = line.text[len(first) :]
    hanging = len(rest) - len(rest.lstrip(_NO_START))
    wide = sum(1.0 if _IS_WIDE.match(char) else 0.55 for char in first) + hanging
    slack = 0.7 if _IS_WIDE.match(last.text[-1]) else 0.3
    return last.right + (wide + slack) * last.size > last.wall


def _set_apart(last: Line, line: Line, pitch: float) -> bool:
    if last.row and line.row:
        return False
    if last.row or line.row or abs(last.size - line.size) > 0.12 * max(last.size, line.size):
        return True
    if not (last.middle > line.middle and abs(last.floor - line.floor) < 1):
        return False
    return (last.middle - line.middle) / line.size > 1.35 * pitch
