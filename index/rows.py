"""Rows of the database as values, and values as rows."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from corpus.document import Document
from corpus.passage import NoteMark, Passage

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


def document_of(row: Sequence[Any]) -> Document:
    """From the columns DOCUMENT."""
    name, text, source, sha256, pages = row
    # No part at all is damage, which the checksum of an empty text tells.
    return Document(name, text or "", source, sha256, tuple(json.loads(pages)))


def passage_row(passage: Passage) -> tuple[object, ...]:
    """The values of the columns PASSAGE."""
    notes = [[m.label, m.start, m.end, m.note] for m in passage.notes]
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
    """From the columns PASSAGE."""
    start, end, kind, headings, label, notes, explains = row
    term = json.loads(explains)
    marks = tuple(
        NoteMark(text, first, last, None if note is None else (note[0], note[1]))
        for text, first, last, note in json.loads(notes)
    )
    return Passage(
        document,
        start,
        end,
        kind,
        tuple(json.loads(headings)),
        label,
        marks,
        None if term is None else (term[0], term[1]),
    )
