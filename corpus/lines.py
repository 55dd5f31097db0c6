"""The lines of a document that are not blank: their text, where they stand, how wide they are, and
at which width they were broken.

What kinds of lines there are is said in `corpus.line_kinds`, what a line is in its place in
`corpus.parse`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from corpus.markers import Marker, bullet, markers
from corpus.sentence import ends_sentence
from corpus.span import stripped

_FULL = 0.86  # a line this near to the wrap width was broken by it
_NEARLY_FULL = 0.88  # of the widest line: one this wide may have been broken because it was full
NARROWEST_WRAP = 36  # columns below which text is not taken to be hard-wrapped
_JAPANESE = re.compile(
    r"[\u203b\u2160-\u217f\u2460-\u24ff\u25a0-\u25ff\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef"
    r"\U00020000-\U0003ffff]"
)
# Runs of spaces as between the columns of a table; between single signs they only stretch a
# word: 附　　則. Those before 年 or 円 are blanks to be filled in.
_COLUMNS = re.compile(r"(?<!\s)(?:\s?\u3000{2}|\s{4})\s*(?![\s年月日円])")
_STRETCHED = re.compile(r"\S(?:\s+\S)*")


@dataclass(frozen=True, slots=True)
class Line:
    """A line without the whitespace around it.

    indent: columns of whitespace before it (an ideographic space is two).
    gap: whether blank lines, or nothing at all, stand above it.
    width: columns of its text, full-width characters counting two.
    ends: whether it ends as a sentence.
    columns: whether runs of spaces set its words as in the row of a table.
    breaks_off: whether its text cannot end here, see `corpus.continuation`.
    """

    start: int
    end: int
    text: str
    indent: int
    gap: bool
    width: int
    ends: bool
    columns: bool
    markers: tuple[Marker, ...]
    bullet: int
    breaks_off: bool = False

    @property
    def row(self) -> bool:
        """Whether it is a row of a Markdown table."""
        return self.text[0] == "|"

    @property
    def firm(self) -> bool:
        """Whether it begins with a marker that cannot well be text."""
        return self.bullet > 0 or any(marker.firm for marker in self.markers)


def split_lines(text: str) -> list[Line]:
    """All lines that hold more than whitespace, in order."""
    lines: list[Line] = []
    start = 0
    gap = True
    for whole in text.splitlines(keepends=True):
        lead, end = stripped(whole, 0, len(whole))
        content = whole[lead:end]
        if content:
            indent = _width(whole[:lead].replace("\t", "    "))
            line = Line(
                start + lead,
                start + end,
                content,
                indent,
                gap,
                _width(content),
                ends_sentence(content),
                _gaps(content) > 0,
                markers(content, gap),
                bullet(content),
            )
            if lines and not gap and _is_put_in(line) and english_goes_on(lines[-1], line):
                line = replace(line, markers=())  # vessels under class⏎5A. The master decides.
            lines.append(line)
        gap = not content
        start += len(whole)
    return _with_columns(lines)


def _is_put_in(line: Line) -> bool:
    """Whether a line begins with the number of a section that was put in, such as 5A."""
    return line.text[0].isdigit() and any(each.branch for each in line.markers)


def _width(text: str) -> int:
    """Columns of a text, near enough: "図1" is 3."""
    return 2 * len(text) - len(text.encode("ascii", "ignore"))


def _with_columns(lines: list[Line]) -> list[Line]:
    """The lines, but not as set in columns where their gaps are blanks to be filled in, or set off
    a part of a title: in a line with no other such line by it, and with one gap or the beginning
    of a sentence."""
    wrap = wrap_width(lines)
    beside = [None, *lines, None]
    for at, line in enumerate(lines):
        above, below = beside[at], beside[at + 2]
        if not line.columns or any(each is not None and each.columns for each in (above, below)):
            continue
        goes_on = below is not None and not below.gap and below.text[0].islower()
        if _gaps(line.text) == 1 or goes_on or is_broken_at(line, wrap):
            lines[at] = replace(line, columns=False)
    return lines


def _gaps(text: str) -> int:
    """How many runs of spaces set the words of a line as in the row of a table."""
    return 0 if _STRETCHED.fullmatch(text) else sum(1 for _ in _COLUMNS.finditer(text))


def line_below(lines: Sequence[Line], at: int) -> Line | None:
    """The line below line `at`, None where it is the last."""
    return lines[at + 1] if at + 1 < len(lines) else None


def is_english(text: str) -> bool:
    """Whether a text has no sign that only Japanese is written with."""
    return text.isascii() or _JAPANESE.search(text) is None


def english_goes_on(line: Line, following: Line) -> bool:
    """Whether an English line that ends no sentence is continued by the next."""
    first = following.text[0]
    return (
        not line.ends
        and is_english(line.text[-1])
        and line.width <= 1.2 * len(line.text)
        and is_english(first)
        and (first.isalnum() or first in "\"'($“‘£€§")
        and (line.width >= 40 or line.text.count(" ") >= 3)
    )


def are_paragraphs_apart(lines: Sequence[Line]) -> bool:
    """Whether paragraphs are set apart by blank lines in this document."""
    apart = together = 0
    for line, following in pairwise(lines):
        if line.ends and following.ends and not following.firm:
            apart += following.gap
            together += not following.gap
    if apart == together == 0:  # no two paragraphs in a row: by all lines
        apart = sum(line.gap for line in lines)
        together = 2 * (len(lines) - apart)
    return apart > together


def wrap_width(lines: Sequence[Line]) -> int:
    """The columns at which a hard-wrapped document breaks its lines; 0 if it does not."""
    widths = sorted(
        line.width
        for line, following in pairwise(lines)
        if not (line.ends or following.gap or following.firm or line.row)
        and line.width >= NARROWEST_WRAP
    )
    if len(widths) < 3:
        return 0
    wrap = widths[len(widths) * 9 // 10]
    full = sum(_FULL * wrap <= each <= wrap * 1.06 for each in widths)
    return wrap if full >= 0.6 * len(widths) else 0


def is_broken_at(line: Line, wrap: int) -> bool:
    """Whether a line was broken at the wrap width."""
    return not line.ends and reaches_width(line, wrap)


def reaches_width(line: Line, wrap: int) -> bool:
    """Whether a line reaches the wrap width, if there is one."""
    return wrap > 0 and _FULL * wrap <= line.width


def is_wrapped_paragraph(run: Sequence[Line]) -> bool:
    """Whether consecutive lines, of which only the last may end a sentence, are one
    paragraph by their widths alone."""
    if len(run) < 2:
        return False
    widest = max(line.width for line in run[:-1])
    if widest < NARROWEST_WRAP or min(line.width for line in run[:-1]) < _NEARLY_FULL * widest:
        return False
    last = run[-1].width
    return last <= widest * 1.05 and (len(run) > 2 or last >= _NEARLY_FULL * widest)
