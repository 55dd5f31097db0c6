"""What stands at the head of a document: its title, the subject of a letter below its number, the
name of a rule above its first article."""

from __future__ import annotations

from collections.abc import Sequence

from corpus import articles
from corpus.line_kinds import (
    begins_as_caption,
    begins_letter,
    ends_as_caption,
    is_addressee,
    is_date_line,
    is_name_with_value,
    is_subject,
    title_like,
)
from corpus.lines import Line, line_below
from corpus.markers import FAMILY
from corpus.nesting import OpenHeadings
from corpus.paragraphs import Paragraphs
from corpus.speech import is_speaker

_SUBTITLE = "～〜~―－"  # what the line under a title begins with: ～第５回～


class Cover:
    """The lines of a document, as its title may be among them. `at` counts lines."""

    def __init__(
        self,
        lines: Sequence[Line],
        open_headings: OpenHeadings,
        paragraphs: Paragraphs,
        below_contact: int,
    ) -> None:
        """below_contact: the line under those at the head that say whom to ask, 0 for none."""
        self._lines = lines
        self._below_contact = below_contact
        self._open = open_headings
        self._paragraphs = paragraphs

    def is_title(self, at: int, in_head: bool) -> bool:
        """Whether a line without a marker is the title of the document. in_head: whether there
        was no heading and no sentence before it."""
        line, following = self._lines[at], line_below(self._lines, at)
        if following is None:
            return False
        if begins_letter(line, following) or is_addressee(line) or is_speaker(line):
            return False
        if line.columns and following.columns:
            return False
        if at > 0 and not ((in_head and self._is_subject(at)) or self._names_rule(at)):
            return False
        if line.bullet and (following.bullet or not articles.name_of_rule(line.text)):
            return False
        if begins_as_caption(line) or ends_as_caption(line) == 2:
            return False
        if (
            not title_like(line.text)
            or is_date_line(line)
            or is_name_with_value(self._lines, at)
            or self._paragraphs.captions_article(at)
        ):
            return False
        return following.gap or self._paragraphs.stands_over(at)

    def _is_subject(self, at: int) -> bool:
        """Whether a line is the subject of a letter, below its number and addressees, or stands
        alone below whom to ask."""
        line, following = self._lines[at], line_below(self._lines, at)
        if following is None or not line.gap:
            return False
        if 0 < self._below_contact <= at and (following.gap or following.text[0] in _SUBTITLE):
            return True
        return following.gap and is_subject(line)

    def _names_rule(self, at: int) -> bool:
        """Whether a line is the name of the rule whose first article is below."""
        if self._open.depth or not articles.name_of_rule(self._lines[at].text):
            return False
        begins = self._paragraphs.captions_article(at + 1)
        return begins or any(
            marker.firm and marker.number == 1 and marker.rank < FAMILY
            for marker in self._lines[at + 1].markers
        )
