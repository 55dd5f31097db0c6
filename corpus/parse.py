"""One pass over the lines of a text: what each is, and under which headings it stands.

Decides from the table of markers (`corpus.markers`), the line itself (`corpus.lines`,
`corpus.line_kinds`), what stands around it (`corpus.paragraphs`, `corpus.marked`,
`corpus.unmarked`), and the headings that are open (`corpus.nesting`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from corpus import articles
from corpus.articles import ARTICLES
from corpus.closing import closing, contact_at_head
from corpus.code import code_blocks
from corpus.contents import is_entry
from corpus.continuation import continued
from corpus.cover import Cover
from corpus.exchanges import exchanges
from corpus.faq import questions, unsigned_questions
from corpus.line_kinds import is_letter_number, title_like
from corpus.lines import line_below, split_lines
from corpus.marked import Marked, title_of
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
from corpus.notes import NoteRun
from corpus.paragraphs import Paragraphs
from corpus.passage import Block, Heading, Kind
from corpus.speech import are_minutes, ends_speech, is_aside, speaker, speakers
from corpus.unmarked import Unmarked

_TITLE = Marker("title", -100, 1, 0)
_PLAIN = Marker("plain", PLAIN_TITLE, 1, 0)
_CAPTION_OF_ARTICLE = Marker("（）", CAPTIONED, 1, 0)
_SPEAKER = Marker("speaker", PLAIN_TITLE + 9, 1, 0)
_QUESTION = Marker("question", PLAIN_TITLE + 8, 1, 0)
_CLOSING = Marker("closing", PLAIN_TITLE - 1, 1, 0)
_UNDERLINE = re.compile(r"(={3,}|-{3,})$")


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
        self._lines = continued(split_lines(text))
        self._open = OpenHeadings()
        self._paragraphs = Paragraphs(self._lines, self._open)
        self._contact = contact_at_head(self._lines)
        self._cover = Cover(self._lines, self._open, self._paragraphs, self._contact[1])
        self._text = text
        self._minutes = are_minutes(self._lines)
        self._speakers = speakers(self._lines)
        self._unmarked = Unmarked(self._lines, self._open, self._paragraphs, self._minutes)
        self._code_blocks = code_blocks(self._lines)
        self._closing = closing(self._lines)
        in_debate = self._minutes or bool(self._speakers)
        asked: dict[int, int] = {} if in_debate else unsigned_questions(self._lines)
        signed = questions(self._lines)
        self._questions = asked | signed
        self._answers = frozenset(signed.values()).union(
            below
            for below in asked.values()
            if not any(each.firm for each in self._lines[below].markers)
        )
        self._asked_under: tuple[str, ...] | None = None  # headings over the last question
        self._marked = Marked(text, self._lines, self._open, self._paragraphs, self._closing, asked)
        self._marker: Marker | None = None  # of the line at hand
        self._item: tuple[str, ...] = ()  # classes of the item that ends on the line above
        self._article = 0  # the number of the last article
        self._in_article = False  # where what has a number is a 項 or a 号, never a heading
        self._in_head = True  # no heading and no sentence so far
        self._unnamed: Marker | None = None  # of the heading just above, if it is only a number
        self._speech_indent: int | None = None  # of the speaker's line, while one speaks
        self._speech_path: tuple[str, ...] = ()  # of the headings over what the last one said
        self._turns: set[int] = set()  # headings that name who speaks
        self._said = False  # whether anything is said under the last heading
        self._notes = NoteRun()

    def run(self) -> Parsed:
        # In this order: each takes a block that begins at a line, or returns 0.
        takes = (
            self._code,
            self._table,
            self._entry,
            self._a_note,
            self._speech,
            self._question,
            self._answer,
            self._what_ends,
            self._whom_to_ask,
            self._document_title,
            self._underlined_title,
            self._marked_heading,
            self._run_in_heading,
            self._caption_of_article,
            self._name_of_part,
            self._caption,
            self._list_item,
            self._plain_title,
            self._paragraph,
        )
        at = 0
        while at < len(self._lines):
            line = self._lines[at]
            self._marker = self._open.reading(line.markers, line.gap)
            if self._speech_indent is not None and ends_speech(line, self._speech_indent):
                self._open.close_from(_SPEAKER.rank)
                self._speech_indent = self._speech_indent if is_aside(line) else None
            elif (
                self._speech_indent is not None
                and self._open.path == self._speech_path[:-1]
                and not title_like(line.text)
            ):
                self._open.open(_SPEAKER, self._speech_path[-1])  # who goes on after an aside
            before = len(self._parsed.blocks)
            at = next(end for take in takes if (end := take(at)))
            self._in_head &= not (line.ends or self._lines[at - 1].ends)
            if len(self._parsed.blocks) == before or self._parsed.blocks[-1].kind != "list":
                self._item = ()
            if len(self._parsed.blocks) > before and self._parsed.blocks[-1].kind != "note":
                self._notes.no_note()
        headings, blocks = exchanges(
            self._text, self._parsed.headings, self._parsed.blocks, self._turns
        )
        return Parsed(headings, blocks, self._parsed.borders)

    # --- the kinds of block

    def _code(self, at: int) -> int:
        end = self._code_blocks.get(at, 0)
        return self._body("paragraph", at, end) if end else 0

    def _table(self, at: int) -> int:
        end = at
        while end < len(self._lines) and self._lines[end].row:
            if end > at and self._lines[end].gap:
                break
            end += 1
        return self._body("paragraph", at, end) if end > at else 0

    def _entry(self, at: int) -> int:
        """「第１章　概要……３」 in a table of contents."""
        return self._body("list", at, at + 1) if is_entry(self._lines[at]) else 0

    def _a_note(self, at: int) -> int:
        line = self._lines[at]
        is_title = title_like(line.text) and not self._paragraphs.is_full(line)
        found = self._notes.begun(line.text, line.gap, is_title, line.indent > 0)
        if found is None:
            return 0
        label, length = found
        end = self._paragraphs.item_end(at, self._notes)
        return self._body("note", at, end, label, line.start + length)

    def _speech(self, at: int) -> int:
        """「○山田会長　皆様、…。」: a heading, the speaker, and what is said."""
        line = self._lines[at]
        if at in self._speakers:
            return self._heading(_SPEAKER, line.start, line.end, line.text, at + 1)
        end = speaker(line, line_below(self._lines, at)) if self._minutes else 0
        if end == 0:
            return 0
        self._turns.add(len(self._parsed.headings))
        self._speech_indent = line.indent
        end = self._run_in(at, _SPEAKER, end)
        self._speech_path = self._open.path
        return end

    def _question(self, at: int) -> int:
        """「問１　いつ支給されますか。」, whose answer is below: a heading over that."""
        answer, marker = self._questions.get(at), self._marker
        if answer is None or (marker is not None and marker.is_number):  # a heading by that
            return 0
        last = self._parsed.blocks[-1:]
        if self._asked_under is not None and last and last[0].headings == self._open.path:
            # A number with text beneath it was of the answer above, not over this question.
            self._open.close_inside(self._asked_under)
        self._open.close_from(_QUESTION.rank)
        self._asked_under = self._open.path
        start, end = self._lines[at].start, self._lines[answer - 1].end
        title = " ".join(line.text for line in self._lines[at:answer])
        return self._heading(_QUESTION, start, end, title, answer)

    def _answer(self, at: int) -> int:
        """「答　300円」, whatever else it may look like."""
        if at not in self._answers:
            return 0
        self._marker = None
        return self._list_item(at) or self._paragraph(at)

    def _what_ends(self, at: int) -> int:
        """【照会先】 at the end, which is not under the last number."""
        line = self._lines[at]
        if at not in self._closing:
            return 0
        self._open.close_from(MARKDOWN + 2)  # all but the title
        # Whom to ask has no titles under it, as an explanatory note has.
        mark = _CLOSING if line.text.isascii() else _PLAIN
        return self._heading(mark, line.start, line.end, line.text, at + 1)

    def _whom_to_ask(self, at: int) -> int:
        """【照会先】 at the head, which is over nothing but its own lines."""
        first, end = self._contact
        return self._body("paragraph", at, end) if at == first and end else 0

    def _document_title(self, at: int) -> int:
        line = self._lines[at]
        if self._marker or not self._cover.is_title(at, self._in_head):
            return 0
        return self._heading(_TITLE, line.start, line.end, line.text, at + 1)

    def _underlined_title(self, at: int) -> int:
        """A Markdown title that has a line of === or --- under it."""
        line, following = self._lines[at], line_below(self._lines, at)
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
        if marker is None or not self._marked.is_heading(at, marker, self._item, self._in_article):
            return 0
        return self._heading(marker, line.start, line.end, title_of(line, marker), at + 1)

    def _run_in_heading(self, at: int) -> int:
        """「第1条（目的）　この条例は、…。」: a heading, and a paragraph on the same line."""
        line, marker = self._lines[at], self._marker
        if marker is None:
            return 0
        is_next = marker.number in (1, self._article + (not marker.branch))
        is_next |= self._open.in_caption
        end = articles.run_in(line.text, marker, is_next)
        if end == 0:
            return 0
        return self._run_in(at, marker, end)

    def _run_in(self, at: int, marker: Marker, end: int) -> int:
        line = self._lines[at]
        title, rest = line.text[:end].rstrip(), line.text[end:].lstrip()
        if articles.gone(rest, marker):
            self._open.close_from(CAPTIONED)  # the （見出し） was of the article above
        self._heading(marker, line.start, line.start + len(title), title, at)
        self._in_article = marker is not _SPEAKER
        if not rest:
            return at + 1
        end = self._paragraphs.run_in_end(at)
        return self._body("paragraph", at, end, start=line.end - len(rest))

    def _caption_of_article(self, at: int) -> int:
        line = self._lines[at]
        if not self._paragraphs.captions_article(at):
            return 0
        return self._heading(_CAPTION_OF_ARTICLE, line.start, line.end, line.text, at + 1)

    def _name_of_part(self, at: int) -> int:
        """What a part or an article is called, on the line below its number."""
        line = self._lines[at]
        part = self._unnamed
        if part is None or self._marker is not None or not self._unmarked.is_name(at, part):
            return 0
        name = Marker("name", part.rank + 0.1, 1, 0)
        return self._heading(name, line.start, line.end, line.text, at + 1)

    def _caption(self, at: int) -> int:
        is_one = self._marker is None and self._unmarked.is_caption(at, self._said)
        return self._body("caption", at, at + 1) if is_one else 0

    def _list_item(self, at: int) -> int:
        line, marker = self._lines[at], self._marker
        if not line.bullet and (marker is None or not (marker.cls == ANNEX or marker.is_number)):
            return 0
        self._item = tuple(each.cls for each in line.markers)
        if marker is not None:
            self._open.item(marker)
        alone = line.bullet > 0 and is_letter_number(line)  # ○みどり市告示第45号
        return self._body("list", at, at + 1 if alone else self._paragraphs.item_end(at))

    def _plain_title(self, at: int) -> int:
        line, headings = self._lines[at], self._parsed.headings
        below_heading = at > 0 and bool(headings) and headings[-1].end == self._lines[at - 1].end
        if self._marker is not None or not self._unmarked.is_title(at, below_heading):
            return 0
        return self._heading(_PLAIN, line.start, line.end, line.text, at + 1)

    def _paragraph(self, at: int) -> int:
        return self._body("paragraph", at, self._paragraphs.end(at))

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
        ends = any(line.ends for line in self._lines[at:end])
        if ends:
            self._open.sentence()
        self._said |= ends or kind in ("note", "caption") or self._lines[at].row
        self._unnamed = None
        return end

    def _heading(self, marker: Marker, start: int, end: int, title: str, following: int) -> int:
        title = title.strip()
        self._notes.heading(title)
        if marker.rank != CAPTIONED:
            self._in_article = False
        if marker.cls in ARTICLES:
            self._article = marker.number
        placed = self._open.close_for(marker)
        if articles.captioned(title, marker):
            self._open.close_from(CAPTIONED)  # 第2条（定義） is not under the （目的） of 第1条
        self._parsed.headings.append(Heading(start, end, self._open.depth, title))
        self._open.open(placed, title)
        self._in_head = self._said = False
        numbered = 0 <= marker.rank < FAMILY and marker.cls not in AFTER_MAIN
        self._unnamed = placed if numbered and articles.unnamed(title, marker) else None
        if 0 <= marker.rank < PARTS or MARKDOWN < marker.rank <= MARKDOWN + 2:
            self._parsed.borders.append(start)
        return following
