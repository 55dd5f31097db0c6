"""Passage: a span of a document, the unit that is found and shown.

All offsets count Unicode code points in `document.text`, half-open: the text of a
span *is* `document.text[start:end]`, never a copy in another form.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from corpus.document import Document
from corpus.span import Span

Kind = Literal["paragraph", "note", "caption", "list"]


@dataclass(frozen=True, slots=True)
class NoteMark:
    """A mark such as （注1） in running text, and the note it points to.

    label: the mark in its plain form, e.g. "注1", "注", "※2".
    start, end: where the mark stands in the document.
    note: span of the note's passage, or None when the document has no such note.
    """

    label: str
    start: int
    end: int
    note: Span | None


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph, note, caption or list item of a document.

    start, end: its span in `document.text`, markers such as "注1:" included.
    headings: the titles it stands under, outermost first, as printed.
    label: for a note its plain label ("注1"), otherwise None.
    note_marks: the note marks that stand inside it, in order.
    explains: for a note, the span of the words it explains: those before its mark.
    """

    document: Document
    start: int
    end: int
    kind: Kind
    headings: tuple[str, ...] = ()
    label: str | None = None
    note_marks: tuple[NoteMark, ...] = ()
    explains: Span | None = None

    @property
    def text(self) -> str:
        return self.document.text[self.start : self.end]

    @property
    def context(self) -> str:
        """What it stands under: the document's name, its headings, and for a note the words
        it explains."""
        term = () if self.explains is None else (self.document.text[slice(*self.explains)],)
        return "\n".join((self.document.name, *self.headings, *term))


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading line: its span, its depth in the outline (0 is outermost), its title
    (the line without Markdown marks)."""

    start: int
    end: int
    depth: int
    title: str


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, note, caption, list item or table, before long ones are split.

    headings: the titles it stands under, outermost first.
    label: of a note.
    body: where the text of a note begins, after its marker.
    """

    kind: Kind
    start: int
    end: int
    headings: tuple[str, ...]
    label: str | None = None
    body: int = 0
