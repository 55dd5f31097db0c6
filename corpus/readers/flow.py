"""Flow: text as it comes from a reader, set as lines that `corpus.parse` can read.

Headings get Markdown's #, list items their sign or number, rows of tables their bars, notes
"[^1]: ", code its fence where it must, and so the head of a table the rule below it. What belongs
to an item is indented. Blank lines stand where the format sets blocks apart. No other character is
added.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from corpus.articles import run_in
from corpus.markers import bullet, markers
from corpus.notes import NoteRun, note_marker
from corpus.readers.note_pairs import Begun, begun, linked, plainly
from corpus.script import WIDE
from corpus.sentence import ends_sentence
from corpus.table import head

_FENCE = re.compile("`{3,}")
_SPACE = re.compile("[ \t\r\n\f]+")
_LINE_END_IN_WIDE = re.compile(
    f"(?<=[{WIDE}])[ \t\r\f]*\n[ \t\r\n\f]*(?=[{WIDE}])|(?<=[、。，．」）])[ \t\r\f]*\n[ \t\r\n\f]*"
)


def collapsed(text: str) -> str:
    """`text` on one line, its runs of white space one space, and none where a line of
    Japanese was only broken in the source. Ideographic spaces stay.

    >>> collapsed("警察\\n  白書 of\\n 2019")
    '警察白書 of 2019'
    """
    return _SPACE.sub(" ", _LINE_END_IN_WIDE.sub("", text)).strip(" ")


class Flow:
    """Lines under construction. Text is added to a block until the block ends."""

    def __init__(self) -> None:
        self._lines: list[str] = []
        self._block: list[list[str]] = [[]]  # the pieces of each line of the block at hand
        self._verbatim = False
        self._heading = 0
        self._item: str | None = None
        self._note = ""
        self._indent = ""
        self._margins = [""]  # of each open item, where its later blocks begin
        self._gap = False

    def add(self, text: str, verbatim: bool = False) -> None:
        """Text inside of a block. Its white space is collapsed unless it is verbatim."""
        if verbatim:
            self._verbatim = True
            first, *others = text.splitlines() or [""]
            self._block[-1].append(first)
            self._block.extend([other] for other in others)
            if text.endswith("\n"):
                self._block.append([])
        else:
            self._block[-1].append(text)

    def line_break(self) -> None:
        self._block.append([])

    def heading(self, level: int) -> None:
        """The next block is a heading, 1 to 6."""
        self._heading = min(level, 6)

    def item(self, sign: str, indent: str = "") -> None:
        """The next block is a list item with that sign, unless its text has one of its own.
        What follows until `end_item` stands inside of it."""
        self._item, self._indent = sign, indent
        self._margins.append(indent + _inset(f"{sign} ") + " " * (len(sign) + 1))

    def end_item(self) -> None:
        """The item is over; if it had no text, the next block is not made one in its place."""
        self.end_mark()
        self._margins.pop()

    @property
    def margin(self) -> str:
        """Where blocks begin inside of the item that is open."""
        return self._margins[-1]

    def note(self, label: str) -> None:
        """The next block, or the lines that begin here, are the note of that label."""
        if not "".join(self._block[-1]).strip():
            self.end_block()
        self._note = label

    def end_block(self, apart: bool = False, code: bool = False) -> None:
        """End the block at hand, if there is text in it; a blank line follows if `apart`.
        Lines of `code` that headings could be taken for are fenced."""
        pieces = ["".join(each) for each in self._block]
        lines = pieces if self._verbatim else [collapsed(each) for each in pieces]
        lines = [line.rstrip() for line in lines if line.strip()]
        self._block, self._verbatim = [[]], False
        if code and any(marker.rank < 0 for line in lines for marker in markers(line.lstrip())):
            lines, self._item = _fenced(lines), None
        if lines:
            self._put(self._marked(lines))
            self.end_mark()
        self._gap |= apart

    @property
    def is_empty(self) -> bool:
        """Whether no block has been ended that has text."""
        return not self._lines

    def rows(self, rows: Sequence[Sequence[str]], of_head: int = 0) -> None:
        """The rows of a table, one a line. So many of the first are its head: Markdown's rule
        stands below them where the cells do not show it."""
        self.end_block()
        kept = [at for at, row in enumerate(rows) if any(cell.strip() for cell in row)]
        lines = [f"| {' | '.join(rows[at])} |" for at in kept]
        names = sum(at < of_head for at in kept)
        if 0 < names < len(lines) and not _shows_head(lines, names):
            lines.insert(names, "|---" * len(rows[kept[0]]) + "|")
        if lines:
            self._gap = True
            self._put(lines)
            self._gap = True

    def text(self) -> str:
        self.end_block()
        return "".join(line + "\n" for line in _with_notes(self._lines))

    def _put(self, lines: list[str]) -> None:
        if self._gap and self._lines:
            self._lines.append("")
        self._gap = False
        self._lines += lines

    def _marked(self, lines: list[str]) -> list[str]:
        if self._heading:
            self._margins[-1] = ""  # what stands under it is no text of an item
            return ["#" * self._heading + " " + collapsed("\n".join(lines))]
        if self._note:
            return [f"[^{self._note}]: {lines[0].strip()}", *lines[1:]]
        if self._item is None:
            return [self.margin + line for line in lines]
        sign = f"{self._item} " if self._item and not has_marker(lines[0]) else ""
        first = sign + lines[0]
        indent = self._indent + _inset(first)
        inside = indent + " " * len(sign)
        return [indent + first, *(inside + line for line in lines[1:])]

    def end_mark(self) -> None:
        """The heading or the note is over; if it had no text, the next block is not made one in its
        place."""
        self._heading, self._item, self._note = 0, None, ""


def _shows_head(lines: Sequence[str], names: int) -> bool:
    """Whether it shows by the cells of a table that so many of its first rows are the head."""
    return head("\n".join(lines), 0) == (0, len("\n".join(lines[:names])))


def _with_notes(lines: Sequence[str]) -> list[str]:
    """The lines, with what is a note by its raised number alone written as a note. A raised number
    before which a line was only broken begins no note."""
    begins: dict[int, Begun] = {}
    for at, line in enumerate(lines):
        if note := begun(line):
            above = lines[at - 1] if at else ""
            if not above or above[0] == "|" or at - 1 in begins or ends_sentence(above):
                begins[at] = note
    return list(_with_figures(linked(lines, begins, [0] * len(lines))))


def _with_figures(lines: Sequence[str]) -> Iterator[str]:
    """The lines, where one without a mark begins an item with a raised 1) or, below （注）, a
    note with a raised 1, with plain figures: these are known by them."""
    run = NoteRun()
    for at, line in enumerate(lines):
        plain = plainly(line)
        if line[:1] == "#":
            run.heading(line.lstrip("# "))
        elif line and run.begun(plain, gap=at > 0 and not lines[at - 1], title=False):
            yield plain
            continue
        elif line:
            run.no_note()
        is_item = plain != line and "⁾" in line[:4]
        yield _inset(plain) + plain if is_item else line


def _fenced(lines: list[str]) -> list[str]:
    longest = max((len(found) for line in lines for found in _FENCE.findall(line)), default=2)
    fence = "`" * (longest + 1)
    return [fence, *lines, fence]


def has_marker(line: str) -> bool:
    """Whether a line begins with the sign or number of an item, an article or a note: 第3章
    and 様式第1号 name in a list what stands elsewhere."""
    if bullet(line) or note_marker(line) or begun(line):
        return True
    return any(each.firm and (each.is_number or run_in(line, each)) for each in markers(line))


def _inset(line: str) -> str:
    """What stands before an item that has a number, since without it that begins a heading."""
    numbered = not note_marker(line) and any(each.is_number for each in markers(line))
    return "  " if numbered else ""
