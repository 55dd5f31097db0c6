"""Which lines of a document belong together: a paragraph, an item with what goes on below it.

Knows no headings but those that are open (`corpus.nesting`), for what a number means.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile

from corpus import articles
from corpus.articles import ARTICLES
from corpus.brackets import OPENS, balanced
from corpus.line_kinds import (
    LONGEST_TITLE,
    begins_as_caption,
    ends_within_phrase,
    is_english_title,
    title_like,
)
from corpus.lines import (
    NARROWEST_WRAP,
    Line,
    english_goes_on,
    is_broken_at,
    is_english,
    is_wrapped_paragraph,
    wrap_width,
)
from corpus.markers import FAMILY, Marker
from corpus.nesting import OpenHeadings
from corpus.notes import NoteRun, note_marker

_DASHES = "–—"
_ITEMS_APART = 6  # lines within which another item of a list of dashes would follow


class Paragraphs:
    """The lines of a document, as they are joined. `at` and `end` count lines."""

    def __init__(self, lines: Sequence[Line], open_headings: OpenHeadings) -> None:
        self._lines = lines
        self._open = open_headings
        self._wrap = wrap_width(lines)
        self._single_until = 0  # lines up to here are known not to be hard-wrapped

    def is_full(self, line: Line) -> bool:
        """Whether a line was broken at the wrap width."""
        return is_broken_at(line, self._wrap)

    def is_prose(self, line: Line) -> bool:
        """Whether a line is running text."""
        if line.row or line.bullet or self._open.reading(line.markers) or note_marker(line.text):
            return False
        if begins_as_caption(line):
            return False
        if line.ends or line.width > 2 * LONGEST_TITLE or self.is_full(line):
            return True
        if line.breaks_off:
            return line.text[0] not in OPENS
        return is_english(line.text) and len(line.text.split()) > 6

    def captions_article(self, at: int) -> bool:
        """Whether a line is the （目的） of the article below."""
        if at + 1 >= len(self._lines) or not articles.caption(self._lines[at].text):
            return False
        classes = {marker.cls for marker in self._lines[at + 1].markers}
        return not classes.isdisjoint(ARTICLES) or ("N" in classes and self._open.in_supplement)

    def stands_over(self, at: int) -> bool:
        """Whether a line is not the first of the hard-wrapped paragraph that goes on below."""
        line, following = self._lines[at], self._lines[at + 1]
        if english_goes_on(line, following):
            return is_english_title(line, following)
        return self.end(at) == at + 1

    def item_end(self, at: int, notes: NoteRun | None = None) -> int:
        """The line after the item, or after the last of `notes`, that begins at line `at`."""
        first = self._lines[at]
        end = at + 1
        while end < len(self._lines) and self._joins(end, first):
            line, above = self._lines[end], self._lines[end - 1]
            if notes is not None and notes.goes_on(
                line.text, title_like(line.text), line.indent > 0
            ):
                break
            deeper = line.indent - first.indent
            if not (
                (deeper > 0 and (not above.ends or deeper > 2))
                or english_goes_on(above, line)
                or line.bullet  # a dash within a sentence
                or above.breaks_off
                or self.is_full(above)
            ):
                break
            end += 1
        return end

    def run_in_end(self, at: int) -> int:
        """The line after the paragraph that begins behind a heading on line `at`: its further
        lines may hang by an indent."""
        end = self.end(at)
        if end > at + 1:
            return end
        first = self._lines[at]
        while end < len(self._lines) and self._joins(end, first):
            if self._lines[end - 1].ends or self._lines[end].indent <= first.indent:
                break
            end += 1
        return end

    def end(self, at: int) -> int:
        """The line after the paragraph that begins at line `at`: hard-wrapped lines are one."""
        first = self._lines[at]
        end = at + 1
        while end < len(self._lines) and self._goes_on(end, first):
            end += 1
        if end > at + 1 or at < self._single_until:
            return end
        run = [first]
        for position in range(at + 1, len(self._lines)):
            line = self._lines[position]
            if run[-1].ends or line.indent > run[-1].indent or not self._joins(position, first):
                break
            run.append(line)
        if is_wrapped_paragraph(run):
            return at + len(run)
        self._single_until = at + len(run)
        return end

    def _goes_on(self, at: int, first: Line) -> bool:
        """Whether a line goes on with the paragraph that ends above and began with `first`."""
        line, above = self._lines[at], self._lines[at - 1]
        if above.ends or not self._joins(at, first):
            return False
        if above.breaks_off or english_goes_on(above, line) or line.bullet:
            return True
        return self.is_full(above) and line.indent <= above.indent

    def _joins(self, at: int, first: Line) -> bool:
        """Whether a line can go on with the text above it, which began with `first`."""
        line = self._lines[at]
        if line.gap or line.row or note_marker(line.text):
            return False
        if line.columns or (self._lines[at - 1].columns and not first.firm):
            return False
        if line.bullet:
            return not first.bullet and self._dash_in_sentence(at)
        if begins_as_caption(line) or self.captions_article(at):
            return False
        marker = self._open.reading(line.markers)
        if marker is None:
            return True
        if not is_english(line.text):
            return self._is_amid(at, marker)
        if marker.rank < FAMILY and ends_within_phrase(self._lines[at - 1].text):
            return True  # as required by ⏎ Title I of the Act
        return marker.number != 1 and not self._open.is_next(marker)

    def _is_amid(self, at: int, marker: Marker) -> bool:
        """Whether a Japanese line that begins as if with a number is amid the sentence that the
        full line above breaks off: 第２⏎３号様式, イ地区に建てる."""
        line, above = self._lines[at], self._lines[at - 1]
        rest = line.text[marker.end :]
        apart = not rest or rest[0].isspace() or line.text[marker.end - 1].isspace()
        if apart or not self.is_full(above) or self._open.is_next(marker):
            return False
        if marker.firm and marker.number == 1:
            return False
        return "。" in rest or line.breaks_off or self.is_full(line) or not balanced(rest)

    def _dash_in_sentence(self, at: int) -> bool:
        """Whether an English line begins with a dash – as this one may – and no item."""
        line, above = self._lines[at], self._lines[at - 1]
        if line.text[0] not in _DASHES or not is_english(above.text + line.text):
            return False
        if above.ends or above.text[-1] in ":;" or above.width < NARROWEST_WRAP:
            return False
        below = takewhile(lambda each: not each.gap, self._lines[at + 1 : at + 1 + _ITEMS_APART])
        return all(each.text[0] != line.text[0] for each in below)
