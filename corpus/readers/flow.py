"""Flow: text as it comes from a reader, set as lines that `corpus.parse` can read.

Headings get Markdown's #, list items their sign or number, rows of tables their bars, notes
"[^1]: ". Blank lines stand where the format sets blocks apart. No other character is added.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.markers import bullet, markers
from corpus.notes import note_marker

WIDE = "\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff"  # no spaces between these
# What the fonts of word processors for signs have at places of their own.
SYMBOLS = {
    0xF0B7: "•",
    0xF06C: "●",
    0xF06E: "■",
    0xF0A7: "▪",
    0xF0D8: "➢",
    0xF075: "◆",
    0xF0FC: "✓",
    0xF0E0: "→",
    0xF0E8: "➔",
}
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
        self._item = ""
        self._note = ""
        self._indent = ""
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
        """The next block is a list item with that sign, unless its text has one of its own."""
        self._item, self._indent = sign, indent

    def note(self, label: str) -> None:
        """The next block, or the lines that begin here, are the note of that label."""
        if not "".join(self._block[-1]).strip():
            self.end_block()
        self._note = label

    def end_block(self, apart: bool = False) -> None:
        """End the block at hand, if there is text in it; a blank line follows if `apart`."""
        pieces = ["".join(each) for each in self._block]
        lines = pieces if self._verbatim else [collapsed(each) for each in pieces]
        lines = [line.rstrip() for line in lines if line.strip()]
        self._block, self._verbatim = [[]], False
        if lines:
            self._put(self._marked(lines))
            self._heading, self._item, self._note = 0, "", ""
        self._gap |= apart

    def rows(self, rows: Sequence[Sequence[str]]) -> None:
        """The rows of a table, one a line."""
        self.end_block()
        lines = [f"| {' | '.join(row)} |" for row in rows if any(cell.strip() for cell in row)]
        if lines:
            self._gap = True
            self._put(lines)
            self._gap = True

    def text(self) -> str:
        self.end_block()
        return "".join(line + "\n" for line in self._lines)

    def _put(self, lines: list[str]) -> None:
        if self._gap and self._lines:
            self._lines.append("")
        self._gap = False
        self._lines += lines

    def _marked(self, lines: list[str]) -> list[str]:
        if self._heading:
            return ["#" * self._heading + " " + collapsed("\n".join(lines))]
        if self._note:
            return [f"[^{self._note}]: {lines[0].strip()}", *lines[1:]]
        if self._item:
            sign = "" if has_marker(lines[0]) else self._item + " "
            inside = self._indent + " " * len(sign)
            return [self._indent + sign + lines[0], *(inside + line for line in lines[1:])]
        return lines


def has_marker(line: str) -> bool:
    """Whether a line begins with the sign or number of an item or a note."""
    if bullet(line) or note_marker(line):
        return True
    return any(marker.firm for marker in markers(line))
