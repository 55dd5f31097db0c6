"""Which of the lines that begin with a marker are headings. The others are items of lists, or text.

Decides from the line, the line below it, and the headings that are open (`corpus.nesting`).
"""

from __future__ import annotations

import re
from collections.abc import Container, Sequence

from corpus import articles
from corpus.articles import ARTICLES
from corpus.line_kinds import title_like
from corpus.lines import Line, line_below
from corpus.markers import AFTER_MAIN, ANNEX, FAMILY, PARTS, PLAIN_TITLE, SECTION_SIGN, Marker
from corpus.nesting import OpenHeadings
from corpus.ordered import ordered
from corpus.paragraphs import Paragraphs

_CODE = 4  # columns of indent that make code of a line in Markdown
# § 1.1 Purpose and scope. But: § 1 The Board shall meet.
_STOPPED = re.compile(
    r"[^.?!]+\?|(?!.*\s(?:shall|must|may|is|are|was|were|will|has|have|means?|applies|apply)\s)[^.?!]+\."
)
_CLOSING_HASHES = re.compile(r"\s#+$")


class Marked:
    """The lines of a document with markers. `at` counts lines."""

    def __init__(
        self,
        text: str,
        lines: Sequence[Line],
        open_headings: OpenHeadings,
        paragraphs: Paragraphs,
        closing: Container[int],
        asked: Container[int],
    ) -> None:
        """closing: the lines that are headings of what ends the paper. asked: those that are
        questions over their answers."""
        self._lines = lines
        self._open = open_headings
        self._paragraphs = paragraphs
        self._closing = closing
        self._asked = asked
        self._ordered = ordered(text, lines)

    def is_heading(
        self, at: int, marker: Marker, item_above: Container[str], in_article: bool
    ) -> bool:
        """Whether the line that this marker begins is a heading. item_above: the classes of the
        item that ends on the line above. in_article: whether what has a number is a part of an
        article here."""
        line, following = self._lines[at], line_below(self._lines, at)
        if in_article and marker.is_number:
            return False
        if marker.rank < 0 and marker.firm:
            return line.indent < _CODE and bool(title_of(line, marker).strip())
        if at in self._asked and marker.is_number:
            return True
        title = line.text[marker.end :].strip() if marker.cls != "【】" else line.text
        if not title:
            return marker.rank <= FAMILY
        if marker.cls == SECTION_SIGN and _STOPPED.fullmatch(title):
            title = title[:-1]
        if not title_like(title) or self._is_ordered(at, marker) or articles.gone(title, marker):
            return False
        whole = marker.cls in AFTER_MAIN and line.text[-1] in ")）"
        if not whole and self._breaks_off(line, following):
            return False
        listed = marker.cls == ANNEX and not title.endswith(("関係)", "関係）"))
        if marker.rank < PARTS and not listed:
            return True
        if marker.cls in item_above or (marker.is_number and self._is_all(at, marker)):
            return False
        if marker.rank >= PLAIN_TITLE and (following is None or following.gap):
            if following is None or marker.cls == "【】":
                return following is not None
            return marker.cls in "■◆" and line.gap and self._paragraphs.is_prose(following)
        return following is None or not _is_beside(marker, following)

    def _breaks_off(self, line: Line, following: Line | None) -> bool:
        """Whether the text of a line goes on below, so that it is no title."""
        if following is None or following.gap or following.firm:
            return False
        full = self._paragraphs.is_full(line) or line.breaks_off
        return full or following.text[0].islower()

    def _is_ordered(self, at: int, marker: Marker) -> bool:
        """Whether "  1. 本人確認書類" is of an indented list."""
        of_list = self._ordered.get(at)
        return of_list is not None and (of_list or self._open.is_next_item(marker))

    def _is_all(self, at: int, marker: Marker) -> bool:
        """Whether a number says all on its line, as nothing can stand beneath it: (2) 補助率
        ２分の１ over ３ or at the end."""
        following = line_below(self._lines, at)
        if following is None or at + 1 in self._closing:
            return True
        below = self._open.reading(following.markers, following.gap)
        return below is not None and below.cls != ANNEX and self._open.would_close(marker, below)


def title_of(line: Line, marker: Marker) -> str:
    """The title of a heading with this marker, without the signs of Markdown."""
    if marker.rank >= 0:
        return line.text
    return _CLOSING_HASHES.sub("", f" {line.text[marker.end :]}")


def _is_beside(marker: Marker, following: Line) -> bool:
    """Whether the next line is of the class of this one, so that nothing is between: not where a
    list begins with 1 under 3."""
    for each in following.markers:
        is_another = each.firm and not (each.number == 1 < marker.number)
        if each.cls == marker.cls and (is_another or each.number == marker.number + 1):
            return marker.cls not in ARTICLES or title_like(following.text[each.end :].strip())
    return False
