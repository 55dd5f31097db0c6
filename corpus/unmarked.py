"""What a line may be that begins with no marker: a title, the name of the part it stands in, a
caption.

Seen from the line itself (`corpus.line_kinds`) and what stands around it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.line_kinds import (
    asks_in_english,
    begins_as_caption,
    begins_letter,
    ends_as_caption,
    is_addressee,
    is_date_line,
    is_english_question,
    is_imprint,
    is_name_with_value,
    title_like,
)
from corpus.lines import Line, are_paragraphs_apart, is_english, line_below
from corpus.markers import CAPTIONED, FAMILY, Marker
from corpus.nesting import OpenHeadings
from corpus.numerals import NUMERAL, plain
from corpus.paragraphs import Paragraphs
from corpus.speech import is_answer, is_stage_direction

_CLAUSE = re.compile(rf"第\s?{NUMERAL}\s?[項号]")
_REGULATION = re.compile(r"[0-9]{1,3}[A-Z]{0,2}\.?[—–-]\(1\)\s")  # 3.—(1) A person must
_QUESTIONS = 2  # over their answers, from which on what is not so plainly one may be as well

# What no title amid numbers has: a colon, and a number but a year (Amendment of the 2010 Act).
_TELLS = re.compile(r"[:：]|(?<![0-9])(?!(?:19|20)[0-9]{2}(?![0-9-]))[0-9]")
_LISTS = re.compile(r"\b(?:following|below)\b")

# What a paper is called, which stands amid it where what announces it is printed ahead.
_PAPER = re.compile(
    r"(?:(?:報告|計画|説明|仕様|意見|白)書|[事議]録|計画|方針|要綱|要領|指針)(?:\s?[(（][^()（）]{1,30}[)）])?$"
)


class Unmarked:
    """The lines of a document without markers. `at` counts lines."""

    def __init__(
        self,
        lines: Sequence[Line],
        open_headings: OpenHeadings,
        paragraphs: Paragraphs,
        minutes: bool,
    ) -> None:
        self._lines = lines
        self._open = open_headings
        self._paragraphs = paragraphs
        self._apart = are_paragraphs_apart(lines)
        self._minutes = minutes
        asked = sum(line.gap and is_english_question(line) for line in lines)
        self._is_faq = asked >= _QUESTIONS

    def is_caption(self, at: int, said: bool) -> bool:
        """Whether a line is the caption of a figure or a table. said: whether anything is said
        above it under its heading. Otherwise a short line is what is said there."""
        line, following = self._lines[at], line_below(self._lines, at)
        if line.bullet:
            return False
        if begins_as_caption(line):
            return True
        if strength := ends_as_caption(line):
            below = (
                following is not None and not following.gap and self._paragraphs.is_prose(following)
            )
            return not (strength == 1 and below)
        if not (line.gap and at > 0 and title_like(line.text)) or len(line.text) < 4:
            return False
        if is_english(line.text) or _PAPER.search(line.text):
            return False
        if is_date_line(line) or is_imprint(line):
            return False
        return said and following is not None and following.gap and self._begins_section(following)

    def _begins_section(self, line: Line) -> bool:
        marker = self._open.reading(line.markers)
        return marker is not None and title_like(line.text[marker.end :].strip())

    def is_name(self, at: int, part: Marker) -> bool:
        """Whether a line below the bare 第1章 or Article 1 of `part` is what that is called, and
        not all that it says."""
        line, following = self._lines[at], line_below(self._lines, at)
        if following is None or line.bullet or line.columns or line.text[0].islower():
            return False
        if not title_like(line.text) or is_date_line(line) or begins_as_caption(line):
            return False
        if _CLAUSE.match(plain(line.text)):  # a part of the article, as it has others
            return False
        if self._ends_part(at + 1, part):
            return False
        return following.gap or self._begins_part(following) or self._paragraphs.stands_over(at)

    def _ends_part(self, at: int, part: Marker) -> bool:
        """Whether a line begins what does not stand under `part`."""
        if part.rank > CAPTIONED and self._paragraphs.captions_article(at):
            return True
        marker = self._open.reading(self._lines[at].markers)
        return marker is not None and (marker.rank <= part.rank or marker.cls == part.cls)

    def _begins_part(self, line: Line) -> bool:
        marker = self._open.reading(line.markers)
        if marker is None or marker.rank >= FAMILY:
            return False
        title = line.text[marker.end :].strip()
        return not title or title_like(title)

    def is_title(self, at: int, below_heading: bool) -> bool:
        """Whether a line is the title of what stands below it."""
        line, following = self._lines[at], line_below(self._lines, at)
        if following is None or is_date_line(line) or line.columns:
            return False
        if is_name_with_value(self._lines, at):
            return False
        if is_answer(line) or (self._minutes and is_stage_direction(line)):
            return False
        if is_addressee(line) or (self._open.depth == 0 and begins_letter(line, following)):
            return False
        if line.gap and (is_english_question(line) or self._asks(at, below_heading)):
            return self._paragraphs.is_prose(following) or following.text[-1] == ":"
        if not title_like(line.text):
            return False
        if following.gap:
            below = self._paragraphs.is_prose(following) or self._begins_list(at, below_heading)
            return self._apart and line.gap and below
        if not self._is_free(at, below_heading):
            return False
        if self._begins_regulation(at, below_heading):
            return True
        if not (self._paragraphs.is_prose(following) or following.bullet):
            return False
        return self._paragraphs.stands_over(at)

    def _asks(self, at: int, below_heading: bool) -> bool:
        """Whether a line of an FAQ is a question of it, and not of the answer to one."""
        answers = below_heading and self._lines[at - 1].text[-1] == "?"
        return self._is_faq and not answers and asks_in_english(self._lines[at])

    def _begins_list(self, at: int, below_heading: bool) -> bool:
        """Whether a list begins or goes on below a line of English. One of Japanese may be a
        caption."""
        line, following = self._lines[at], line_below(self._lines, at)
        if following is None or not is_english(line.text):
            return False
        marker = self._open.reading(following.markers)
        if following.bullet or marker is None:
            return following.bullet > 0
        if marker.number != 1:
            hangs = 0 < line.indent - following.indent <= marker.end + 1  # of the item above
            if hangs or not self._open.goes_on(marker) or not self._parts(at, below_heading):
                return False
        return not title_like(following.text[marker.end :].strip())

    def _parts(self, at: int, below_heading: bool) -> bool:
        """Whether a line amid what is numbered may be a title there, and is no telephone number,
        no fee and nothing else that the item above says comes next."""
        line, above = self._lines[at], self._lines[at - 1]
        if not line.text[0].isupper() or _TELLS.search(line.text):
            return False
        return at > 0 and (below_heading or (above.ends and not _LISTS.search(above.text)))

    def _begins_regulation(self, at: int, below_heading: bool) -> bool:
        """Whether the next regulation of a British instrument, or the next numbered paragraph
        of a report, begins below a line of English."""
        line, following = self._lines[at], line_below(self._lines, at)
        if following is None or not is_english(line.text) or not line.text[0].isupper():
            return False
        marker = self._open.reading(following.markers)
        goes_on = marker is not None and marker.number > 1 and self._begins_list(at, below_heading)
        return goes_on or _REGULATION.match(following.text) is not None

    def _is_free(self, at: int, below_heading: bool) -> bool:
        """Whether the line above, if there is one, is not going on in this one."""
        if at == 0 or self._lines[at].gap:
            return True
        above = self._lines[at - 1]
        if above.ends or below_heading:
            return True
        return not above.firm and title_like(above.text)
