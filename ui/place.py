"""Place: the address of a span of a document inside the page, and in what is taken away from it.

The source pane (`ui.page.source`) opens it.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass

from corpus.document import Document
from corpus.span import Span
from index.store import Entry

_PLACE = re.compile(
    r"#?([0-9a-f]{12})(?:/([0-9]{1,9})-([0-9]{1,9})"
    r"(?::((?:[0-9]{1,9}-[0-9]{1,9},?){0,20}))?)?"
)


@dataclass(frozen=True, slots=True)
class Place:
    """The address of a span: `#<document_key>/start-end`, and after a colon the spans
    inside it that are the answer in the narrow sense. It names the exact text, so it never
    opens another one; without a span it is the document's top."""

    document: str
    span: Span | None = None
    highlights: tuple[Span, ...] = ()

    def __str__(self) -> str:
        if self.span is None:
            return f"#{self.document}"
        narrow = ",".join(f"{start}-{end}" for start, end in self.highlights)
        return f"#{self.document}/{self.span[0]}-{self.span[1]}" + (narrow and f":{narrow}")


def document_key(document: Document | Entry) -> str:
    """12 hex digits that stand for a document's name and exact text in addresses."""
    named = f"{document.name}\0{document.sha256}"
    return hashlib.sha256(named.encode()).hexdigest()[:12]


def place_of(document: Document, start: int, end: int, highlights: Iterable[Span] = ()) -> Place:
    """The Place of a span of `document`."""
    return Place(document_key(document), (start, end), tuple(highlights))


def read_place(address: str) -> Place | None:
    """The Place written in an address, or None when there is none."""
    match = _PLACE.fullmatch(address)
    if match is None:
        return None
    if match[2] is None:
        return Place(match[1])
    pairs = [pair.split("-") for pair in (match[4] or "").split(",") if pair]
    return Place(
        match[1], (int(match[2]), int(match[3])), tuple((int(a), int(b)) for a, b in pairs)
    )
