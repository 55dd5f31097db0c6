"""The structure of a document: its headings, and the passages that stand under them.

Every character of the text is in a passage, in a heading, or whitespace.
"""

from __future__ import annotations

from collections.abc import Iterator
from weakref import WeakKeyDictionary

from corpus.document import Document
from corpus.notes import NoteIndex, annotated, note_marks
from corpus.parse import parse
from corpus.passage import Block, Heading, NoteMark, Passage
from corpus.sentence import sentences, sentences_of_cell
from corpus.span import Span

_LONGEST = 1000  # characters of a passage
_outlines: WeakKeyDictionary[Document, tuple[Heading, ...]] = WeakKeyDictionary()


def outline(document: Document) -> tuple[Heading, ...]:
    """The headings of a document, in order; kept for as long as the document is, since the page and
    citations ask for them again and again.

    >>> from corpus.document import document
    >>> [h.title for h in outline(document("d", "1 目的\\n定める。\\n(1) 定義\\n用いる。", "d"))]
    ['1 目的', '(1) 定義']
    """
    found = _outlines.get(document)
    if found is None:
        found = _outlines[document] = tuple(parse(document.text).headings)
    return found


def passages(document: Document) -> list[Passage]:
    """The passages of a document, in order, each with the headings it stands under.

    >>> from corpus.document import document
    >>> [(p.text, p.headings) for p in passages(document("d", "1 目的\\n定める。", "d"))]
    [('定める。', ('1 目的',))]
    """
    text = document.text
    parsed = parse(text)
    pieces = [(block, list(_pieces(text, block))) for block in parsed.blocks]
    notes = [(block.label, *parts[0]) for block, parts in pieces if block.label is not None]
    index = NoteIndex(notes, parsed.borders)
    marked = [
        (block, start, end, tuple(_marks(text, max(start, block.body), end, index)))
        for block, parts in pieces
        for start, end in parts
    ]
    # What each note explains: the words before the first mark that points to it.
    explained: dict[int, Span | None] = {}
    for _, start, _, marks in marked:
        for mark in marks:
            if mark.note is not None:
                explained.setdefault(mark.note[0], annotated(text, mark.start, start))
    return [
        Passage(
            document,
            start,
            end,
            block.kind,
            block.headings,
            block.label,
            marks,
            explained.get(start),
        )
        for block, start, end, marks in marked
    ]


def _marks(text: str, start: int, end: int, index: NoteIndex) -> Iterator[NoteMark]:
    for label, first, last in note_marks(text, start, end):
        yield NoteMark(label, first, last, index.find(label, first))


def _pieces(text: str, block: Block) -> Iterator[Span]:
    """The spans of a block's passages: itself, or parts of at most _LONGEST characters."""
    if block.end - block.start <= _LONGEST:
        yield block.start, block.end
        return
    begin = last = -1
    for start, end in _short_sentences(text, block.start, block.end):
        if begin >= 0 and end - begin > _LONGEST:
            yield begin, last
            begin = -1
        begin = start if begin < 0 else begin
        last = end
    if begin >= 0:
        yield begin, last


def _short_sentences(text: str, start: int, end: int) -> Iterator[Span]:
    """The sentences of text[start:end], those too long cut at 、 or a space, and cells too long
    divided into theirs."""
    spans = [
        span
        for low, high in sentences(text, start, end)
        for span in (
            sentences_of_cell(text, low, high)
            if text[low] == "|" and high - low > _LONGEST
            else [(low, high)]
        )
    ]
    for low, high in spans:
        at = low
        while high - at > _LONGEST:
            window = text[at : at + _LONGEST]
            cut = max(window.rfind(sign) + 1 for sign in "、，, \n\u3000")
            piece = window[: cut if cut > _LONGEST // 4 else _LONGEST]
            yield at, at + len(piece.rstrip())
            at += len(piece)
            while at < high and text[at].isspace():
                at += 1
        if at < high:
            yield at, high
