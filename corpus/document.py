"""Document: an exact text and where it is from, and the file that it was read from.

Does not look into the text: see `corpus.structure`. How files become documents:
`corpus.reading`.
"""

from __future__ import annotations

import hashlib
import unicodedata
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.errors import DocumentError
from corpus.names import named_in_cp932, named_source, storable, visible


class _Weakly:
    """What can be referred to weakly, so that what is made of it can go with it. Dataclasses have
    `weakref_slot` from Python 3.11 on."""

    __slots__ = ("__weakref__",)


@dataclass(frozen=True, slots=True)
class Document(_Weakly):
    """An exact text with its name and source.

    name: the title that citations begin with; unique in a library.
    text: the exact text. Every offset of the project counts its code points.
    source: the path or web address it came from.
    sha256: hex digest of `text` in UTF-8.
    pages: where each page begins in `text`, ascending; () when there are no pages. Pages
        without text begin where the next one does.
    """

    name: str
    text: str
    source: str
    sha256: str
    pages: tuple[int, ...] = ()

    def page(self, offset: int) -> int | None:
        """The page that the character at `offset` stands on, from 1; None without pages."""
        return max(bisect_right(self.pages, offset), 1) if self.pages else None


@dataclass(frozen=True, slots=True)
class Original:
    """The file that a document was read from.

    media_type: "text/plain", "text/markdown", "text/html", "application/pdf" or that of DOCX.
    encoding: of a file of text, as Python names it, e.g. "cp932"; None where there is none.
    """

    data: bytes
    media_type: str
    encoding: str | None


@dataclass(frozen=True, slots=True)
class ReadFile:
    """A file that was read: the document that it became, and the file itself.

    remarks: what a person should know of how it was read, each a phrase without a full stop:
        "read as CP932".
    """

    document: Document
    original: Original
    remarks: tuple[str, ...]


def document(name: str, text: str, source: str, pages: Sequence[int] = ()) -> Document:
    """A Document from a text at hand.

    Lone surrogates and NUL become U+FFFD one for one, so offsets stay what they were. In the
    name, what cannot be seen is made visible. Raises DocumentError when there is no text or
    name.
    """
    text = storable(text)
    name = visible(unicodedata.normalize("NFC", named_in_cp932(name))).strip()
    if not name.strip("."):
        raise DocumentError(
            "a document needs a name; give one that citations can begin with.", "name"
        )
    if not text.strip():
        raise DocumentError(f"“{name}” holds no text; give a document that has some.", "no-text")
    digest = hashlib.sha256(text.encode()).hexdigest()
    return Document(name, text, named_source(source), digest, tuple(pages))
