"""Rows of the database as values, and values as rows.

What is read from a row is what was written to it, or LibraryError: a damaged row is reported as
such wherever it is read.
"""

from __future__ import annotations

import codecs
import hashlib
import json
from collections.abc import Sequence
from itertools import pairwise
from operator import index
from typing import Any, TypeVar

from corpus.document import Document
from corpus.errors import LibraryError
from corpus.passage import NoteMark, Passage
from corpus.span import Span

T = TypeVar("T")
_PART = 1 << 20  # characters of a text that are encoded at a time

# Columns of `documents`, the text put together from its parts.
DOCUMENT = (
    "name, (SELECT group_concat(text, '') FROM "
    "(SELECT text FROM texts WHERE document_id = documents.id ORDER BY part)), "
    "source, sha256, pages"
)
PASSAGE = 'p.start, p."end", kind, headings, label, notes, explains'


def document_row(document: Document) -> tuple[object, ...]:
    """Its name, length, source, sha256 and pages."""
    pages = json.dumps(document.pages)
    return document.name, len(document.text), document.source, document.sha256, pages


def document_of(row: Sequence[Any], *, whole: bool = True) -> Document:
    """From the columns DOCUMENT. Raises LibraryError where they are damaged; where its text is not
    what its digest says, only if it is to be `whole`."""
    name, text, source, sha256, pages = row
    # No part at all is damage, which the checksum of an empty text tells.
    text = text or ""
    starts = values(pages, int)
    shown = str(name, "utf-8", "replace") if isinstance(name, bytes) else name
    if starts is None or not all(isinstance(each, str) for each in (name, text, source)):
        raise LibraryError(f"“{shown}” is damaged; remove it and add it again.")
    if whole and text_digest(text) != sha256:
        raise LibraryError(f"“{name}”: its text is damaged; remove it and add it again.")
    return Document(name, text, source, sha256, starts)


def text_digest(text: str, encoding: str | None = "utf-8") -> str:
    """The SHA-256 of the text in that encoding, a part at a time, since texts are long; "" when it
    has none. In UTF-8 that is the `sha256` of a document."""
    if encoding is None:
        return ""
    digest = hashlib.sha256()
    try:
        encoder = codecs.getincrementalencoder(encoding)()
        for begin in range(0, len(text), _PART):
            digest.update(encoder.encode(text[begin : begin + _PART]))
        digest.update(encoder.encode("", final=True))
    except (LookupError, TypeError, UnicodeError):  # TypeError: an encoding, but of no text
        return ""
    return digest.hexdigest()


def pages_fit(document: Document) -> bool:
    """Whether its pages begin one after another, and in its text."""
    return all(a <= b for a, b in pairwise((0, *document.pages, len(document.text))))


def passage_row(passage: Passage) -> tuple[object, ...]:
    """The values of the columns PASSAGE."""
    notes = [[m.label, m.start, m.end, m.note] for m in passage.note_marks]
    return (
        passage.start,
        passage.end,
        passage.kind,
        json.dumps(passage.headings, ensure_ascii=False),
        passage.label,
        json.dumps(notes, ensure_ascii=False),
        json.dumps(passage.explains),
    )


def passage_of(document: Document, row: Sequence[Any]) -> Passage:
    """From the columns PASSAGE. Raises LibraryError where they are damaged."""
    start, end, kind, headings, label, notes, explains = row
    titles, marks = values(headings, str), values(notes, list)
    try:
        if titles is None or marks is None:
            raise ValueError("no passage")
        return Passage(
            document,
            index(start),
            index(end),
            kind,
            titles,
            label,
            tuple(NoteMark(text, index(a), index(b), _pair(note)) for text, a, b, note in marks),
            _pair(json.loads(explains)),
        )
    except (TypeError, ValueError) as error:
        raise LibraryError(
            f"A passage of “{document.name}” is damaged; run `hakusho verify --repair` to make "
            "it again."
        ) from error


def values(written: Any, kind: type[T]) -> tuple[T, ...] | None:
    """What a JSON list holds, all of that type; None where it is damaged."""
    try:
        held = json.loads(written)
    except (TypeError, ValueError, RecursionError):
        return None
    sound = isinstance(held, list) and all(isinstance(each, kind) for each in held)
    return tuple(held) if sound else None


def _pair(span: list[int] | None) -> Span | None:
    if span is None:
        return None
    start, end = map(index, span)
    return start, end
