"""One pass over the lines of a text: what each is, and under which headings it stands.

Decides from the table of markers (`corpus.markers`), the line itself (`corpus.lines`), its
two neighbours, and the headings that are open (`corpus.nesting`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from corpus import articles
from corpus import lines as look
from corpus.articles import ARTICLES
from corpus.lines import Line, split_lines, title_like
from corpus.markers import (
    AFTER_MAIN,
    ANNEX,
    CAPTIONED,
    FAMILY,
    MARKDOWN,
    PARTS,
    PLAIN_TITLE,
    Marker,
)
from corpus.nesting import OpenHeadings
from corpus.notes import note_marker
from corpus.passage import Block, Heading, Kind

_TITLE = Marker("title", -100, 1, 0)
_PLAIN = Marker("plain", PLAIN_TITLE, 1, 0)
_CAPTION_OF_ARTICLE = Marker("（）", CAPTIONED, 1, 0)
_UNDERLINE = re.compile(r"(={3,}|-{3,})$")
_CLOSING_HASHES = re.compile(r"\s#+$")


@dataclass(frozen=True, slots=True)
class Parsed:
    """borders: where a new 編, 部, 章 or 節 (or #, ##) begins, in order."""

    headings: list[Heading]
    blocks: list[Block]
    borders: list[int]


def parse(text: str) -> Parsed:
    """The headings and the blocks of a text, in order.

    >>> parsed = parse("1 目的\\n定める。\\n(1) 用いる。")
    >>> [h.title for h in parsed.headings], [b.kind for b in parsed.blocks]
    (['1 目的'], ['paragraph', 'list'])
    """
    return _Parser(text).run()


class _Parser:
    """The state of the pass. Positions called `at` and `end` count lines."""

    def __init__(self, text: str) -> None:
        self._parsed = Parsed([], [], [])
        self._text = text
        self._lines = split_lines(text)
        self._wrap = look.wrap_width(self._lines)
        self._airy = look.airy(self._lines)
        self._open = OpenHeadings()
        self._marker: Marker | None = None  # of the line at hand
        self._item: tuple[str, ...] = ()  # classes of the item that ends on the line above
        self._numbers: dict[str, int] = {}  # of the last item of each class under this heading
        self._in_article = False  # where what has a number is a 項 or a 号, never a heading
        self._note: tuple[str, str] | None = None  # label, marker of the note just above
        self._single_until = 0  # lines up to here are known not to be hard-wrapped

    def run(self) -> Parsed:
        # In this order: each takes a block that begins at a line, or returns 0.
        takes = (
            self._table,
            self._a_note,
            self._document_title,
            self._underlined_title,
            self._marked_heading,
            self._run_in_heading,
            self._caption_of_article,
            self._caption,
            self._list_item,
            self._plain_title,
            self._paragraph,
        )
        at = 0
        while at < len(self._lines):
            self._marker = self._reading(self._lines[at])
            before = len(self._parsed.blocks)
            at = next(end for take in takes if (end := take(at)))
            if len(self._parsed.blocks) == before or self._parsed.blocks[-1].kind != "list":
                self._item = ()
            if len(self._parsed.blocks) == before or self._parsed.blocks[-1].kind != "note":
                self._note = None
        return self._parsed

    # --- the kinds of block

    def _table(self, at: int) -> int:
        end = at
        while end < len(self._lines) and self._lines[end].row:
            if end > at and self._lines[end].gap:
                break
            end += 1
        return self._body("paragraph", at, end) if end > at else 0

    def _a_note(self, at: int) -> int:
        line = self._lines[at]
        found = note_marker(line.text, None if line.gap else self._note)
        if found is None:
            return 0
        label, length = found
        # Below （注） alone its notes begin with 1; below 注：甲 a 1 is no note.
        numbers = label[-1].isdecimal() or length == len(line.text)
        self._note = (label, line.text[:length]) if numbers else None
        return self._body("note", at, self._item_end(at), label, line.start + length)

    def _document_title(self, at: int) -> int:
        line, following = self._lines[at], self._following(at)
        if at > 0 or following is None or self._marker:
            return 0
        if line.bullet and (following.bullet or not articles.name_of_rule(line.text)):
            return 0
        if look.headed_caption(line) or look.tailed_caption(line) == 2:
            return 0
        if not title_like(line.text) or look.is_date_line(line) or self._captions_article(at):
            return 0
        if not (following.gap or self._stands_over(at, following)):
            return 0
        return self._heading(_TITLE, line.start, line.end, line.text, at + 1)

    def _underlined_title(self, at: int) -> int:
        """A Markdown title that has a line of === or --- under it."""
        line, following = self._lines[at], self._following(at)
        if following is None or following.gap or following.text[0] not in "=-":
            return 0
        found = _UNDERLINE.match(following.text)
        if found is None or not title_like(line.text):
            return 0
        level = 1 if found[1][0] == "=" else 2
        mark = Marker("#" * level, MARKDOWN + level, 1, 0)
        return self._heading(mark, line.start, following.end, line.text, at + 2)

    def _marked_heading(self, at: int) -> int:
        line, marker = self._lines[at], self._marker
        if marker is None or not self._is_heading(at, marker):
            return 0
        title = line.text
        if marker.rank < 0:
            title = _CLOSING_HASHES.sub("", title[marker.end :])
        return self._heading(marker, line.start, line.end, title, at + 1)

    def _run_in_heading(self, at: int) -> int:
        """「第1条（目的）　この条例は、…。」: a heading, and a paragraph on the same line."""
        line, marker = self._lines[at], self._marker
        end = articles.run_in(line.text, marker) if marker else 0
        if marker is None or end == 0:
            return 0
        title, rest = line.text[:end].rstrip(), line.text[end:].lstrip()
        self._heading(marker, line.start, line.start + len(title), title, at)
        self._in_article = True
        return self._body("paragraph", at, self._paragraph_end(at), start=line.end - len(rest))

    def _caption_of_article(self, at: int) -> int:
        line = self._lines[at]
        if not self._captions_article(at):
            return 0
        return self._heading(_CAPTION_OF_ARTICLE, line.start, line.end, line.text, at + 1)

    def _caption(self, at: int) -> int:
        is_one = self._marker is None and self._is_caption(at)
        return self._body("caption", at, at + 1) if is_one else 0

    def _list_item(self, at: int) -> int:
        line, marker = self._lines[at], self._marker
        if not line.bullet and (
            marker is None or not (marker.cls == ANNEX or FAMILY <= marker.rank < PLAIN_TITLE)
        ):
            return 0
        self._item = tuple(each.cls for each in line.markers)
        if marker is not None:
            self._numbers[marker.cls] = marker.number
        return self._body("list", at, self._item_end(at))

    def _plain_title(self, at: int) -> int:
        line = self._lines[at]
        if self._marker is not None or not self._is_plain_title(at):
            return 0
        return self._heading(_PLAIN, line.start, line.end, line.text, at + 1)

    def _paragraph(self, at: int) -> int:
        return self._body("paragraph", at, self._paragraph_end(at))

    def _body(
        self,
        kind: Kind,
        at: int,
        end: int,
        label: str | None = None,
        body: int = 0,
        start: int | None = None,
    ) -> int:
        start = self._lines[at].start if start is None else start
        last = self._lines[end - 1].end
        self._parsed.blocks.append(Block(kind, start, last, self._open.path, label, body))
        self._in_article |= self._open.in_supplement
        return end

    def _heading(self, marker: Marker, start: int, end: int, title: str, following: int) -> int:
        title = title.strip()
        if marker.rank != CAPTIONED:  # one stands over a 項 of 附則 as well, amid its series
            self._numbers.clear()
            self._in_article = False
        placed = self._open.close_for(marker)
        if articles.captioned(title, marker):
            self._open.close_from(CAPTIONED)  # 第2条（定義） is not under the （目的） of 第1条
        self._parsed.headings.append(Heading(start, end, self._open.depth, title))
        self._open.open(placed, title)
        if 0 <= marker.rank < PARTS or MARKDOWN < marker.rank <= MARKDOWN + 2:
            self._parsed.borders.append(start)
        return following

    # --- what a line is

    def _reading(self, line: Line) -> Marker | None:
        """What the beginning of a line means here: the next of an open series before the
        first of a new one before anything else that is firm."""
        if not line.markers:
            return None
        for marker in line.markers:
            if self._is_next(marker):
                return marker
        for marker in line.markers:
            if marker.number == 1:
                return marker
        return next((marker for marker in line.markers if marker.firm), None)

    def _is_next(self, marker: Marker) -> bool:
        """Whether the open heading, or the last item, of its class has the number before."""
        return self._open.is_next(marker) or self._numbers.get(marker.cls) == marker.number - 1

    def _is_heading(self, at: int, marker: Marker) -> bool:
        line, following = self._lines[at], self._following(at)
        if self._in_article and FAMILY <= marker.rank < PLAIN_TITLE:
            return False
        title = line.text[marker.end :].strip() if marker.cls != "【】" else line.text
        if marker.rank < 0 and marker.firm:
            return bool(_CLOSING_HASHES.sub("", " " + title).strip())
        if not title:
            return marker.rank <= FAMILY
        if not title_like(title):
            return False
        whole = marker.cls in AFTER_MAIN and line.text[-1] in ")）"
        if not whole and self._breaks_off(line, following):
            return False
        listed = marker.cls == ANNEX and not title.endswith(("関係)", "関係）"))
        if marker.rank < PARTS and not listed:
            return True
        if marker.cls in self._item:
            return False
        if marker.rank >= PLAIN_TITLE and (following is None or following.gap):
            return marker.cls == "【】" and following is not None
        return following is None or not self._same_class(marker, following)

    def _breaks_off(self, line: Line, following: Line | None) -> bool:
        """Whether the text of a line goes on below, so that it is no title."""
        if following is None or following.gap or following.firm:
            return False
        return look.is_full(line, self._wrap) or following.text[0].islower()

    @staticmethod
    def _same_class(marker: Marker, following: Line) -> bool:
        """Whether the next line is of the class of this one, so that nothing is between."""
        for each in following.markers:
            if each.cls == marker.cls and (each.firm or each.number == marker.number + 1):
                return marker.cls not in ARTICLES or title_like(following.text[each.end :].strip())
        return False

    def _captions_article(self, at: int) -> bool:
        line, following = self._lines[at], self._following(at)
        if following is None or not articles.caption(line.text):
            return False
        classes = {marker.cls for marker in following.markers}
        return not classes.isdisjoint(ARTICLES) or ("N" in classes and self._open.in_supplement)

    def _is_caption(self, at: int) -> bool:
        line, following = self._lines[at], self._following(at)
        if line.bullet:
            return False
        if look.headed_caption(line):
            return True
        if strength := look.tailed_caption(line):
            below = following is not None and not following.gap and self._is_prose(following)
            return not (strength == 1 and below)
        if not (line.gap and at > 0 and title_like(line.text)) or len(line.text) < 4:
            return False
        return following is None or (following.gap and self._begins_section(following))

    def _begins_section(self, line: Line) -> bool:
        marker = self._reading(line)
        return marker is not None and title_like(line.text[marker.end :].strip())

    def _is_plain_title(self, at: int) -> bool:
        line, following = self._lines[at], self._following(at)
        if following is None or not title_like(line.text) or look.is_date_line(line):
            return False
        if following.gap:
            return self._airy and line.gap and self._is_prose(following)
        if not (self._is_prose(following) or following.bullet) or not self._is_free(at):
            return False
        return self._stands_over(at, following)

    def _is_free(self, at: int) -> bool:
        """Whether the line above, if there is one, is not going on in this one."""
        if at == 0 or self._lines[at].gap:
            return True
        above, headings = self._lines[at - 1], self._parsed.headings
        if above.ends or (headings and headings[-1].end == above.end):
            return True
        return not above.firm and title_like(above.text)

    def _is_prose(self, line: Line) -> bool:
        """Whether a line is running text."""
        if line.row or line.bullet or self._reading(line) or note_marker(line.text):
            return False
        if look.headed_caption(line):
            return False
        if line.ends or line.width > 2 * look.TITLE or look.is_full(line, self._wrap):
            return True
        return line.text.isascii() and line.text.count(" ") >= 6

    def _following(self, at: int) -> Line | None:
        return self._lines[at + 1] if at + 1 < len(self._lines) else None

    # --- lines that belong together

    def _stands_over(self, at: int, following: Line) -> bool:
        """Whether a line is not the first of the hard-wrapped paragraph that goes on below."""
        line = self._lines[at]
        if look.english_goes_on(line, following):
            return look.english_title(line, following)
        return self._paragraph_end(at) == at + 1

    def _joins(self, line: Line) -> bool:
        """Whether a line can go on with the text above it."""
        if line.gap or line.row or line.bullet or note_marker(line.text):
            return False
        if look.headed_caption(line):
            return False
        marker = self._reading(line)
        if marker is None:
            return True
        return line.text.isascii() and marker.number != 1 and not self._is_next(marker)

    def _item_end(self, at: int) -> int:
        """The line after the item or note that begins at line `at`."""
        first = self._lines[at]
        end = at + 1
        while end < len(self._lines) and self._joins(line := self._lines[end]):
            above = self._lines[end - 1]
            deeper = line.indent - first.indent
            if not (
                (deeper > 0 and (not above.ends or deeper > 2))
                or look.english_goes_on(above, line)
                or look.is_full(above, self._wrap)
            ):
                break
            end += 1
        return end

    def _paragraph_end(self, at: int) -> int:
        """The line after the paragraph that begins at line `at`: hard-wrapped lines are one."""
        end = at + 1
        while end < len(self._lines) and self._goes_on(self._lines[end - 1], self._lines[end]):
            end += 1
        if end > at + 1 or at < self._single_until:
            return end
        run = [self._lines[at]]
        for position in range(at + 1, len(self._lines)):
            line = self._lines[position]
            if run[-1].ends or line.indent > run[-1].indent or not self._joins(line):
                break
            run.append(line)
        if look.wrapped_run(run):
            return at + len(run)
        self._single_until = at + len(run)
        return end

    def _goes_on(self, line: Line, following: Line) -> bool:
        if line.ends or not self._joins(following):
            return False
        if look.english_goes_on(line, following):
            return True
        return look.is_full(line, self._wrap) and following.indent <= line.indent
