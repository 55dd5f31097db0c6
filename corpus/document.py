"""Document: an exact text and where it is from. Reading files, and the built-in section.

Does not look into the text: see `corpus.structure`.
"""

from __future__ import annotations

import codecs
import hashlib
import json
import re
from bisect import bisect_right
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

from corpus.errors import DocumentError

_SUFFIXES = (".txt", ".md")
_SURROGATE = re.compile("[\ud800-\udfff]")
_BUILTIN = "npa-2019-section-3"


@dataclass(frozen=True, slots=True)
class Document:
    """An exact text with its name and source.

    name: the title that citations begin with; unique in a library.
    text: the exact text. Every offset of the project counts its code points.
    source: the path or web address it came from.
    sha256: hex digest of `text` in UTF-8.
    pages: where each page begins in `text`, ascending; () when there are no pages.
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
class Reading:
    """What reading a file gave.

    remarks: what a person should know, each a phrase without a full stop: "read as CP932".
    """

    document: Document
    original: Original
    remarks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SourceCard:
    """Where the built-in document is from and on what terms it may be used."""

    title: str
    publisher: str
    year: int
    section: str
    address: str
    terms: str
    attribution: str


def document(name: str, text: str, source: str) -> Document:
    """A Document from a text at hand.

    Lone surrogates, which no encoding can store, become U+FFFD one for one, so
    offsets stay what they were. Raises DocumentError when there is no text or name.
    """
    text = without_surrogates(text)
    name = without_surrogates(name).strip()
    if not name:
        raise DocumentError("A document needs a name; give one that citations can begin with.")
    if not text.strip():
        raise DocumentError(f"“{name}” holds no text; give a document that has some.")
    return Document(name, text, source, hashlib.sha256(text.encode()).hexdigest())


def without_surrogates(text: str) -> str:
    """`text` with each lone surrogate, which no encoding can store, as U+FFFD."""
    return _SURROGATE.sub("\ufffd", text)


def read_document(path: str | Path) -> Document:
    """Read a plain text or Markdown file (UTF-8, or UTF-16 with a byte order mark).

    The name is the file's name without its suffix. Raises DocumentError for a file
    that is missing, of another type, or not in those encodings.
    """
    path = Path(path)
    if path.suffix.lower() not in _SUFFIXES:
        raise DocumentError(f"{path.name}: only {' and '.join(_SUFFIXES)} files can be read.")
    try:
        data = path.read_bytes()
    except OSError as error:
        raise DocumentError(f"{path}: cannot be read ({error.strerror}).") from error
    return document(path.stem, _decode(data, path.name), str(path))


def _decode(data: bytes, name: str) -> str:
    encoding = "utf-8-sig"
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encoding = "utf-16"
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise DocumentError(
            f"{name}: is not UTF-8 text; save it as UTF-8 and add it again."
        ) from error


def builtin_card() -> SourceCard:
    """The source card of the built-in section."""
    card = resources.files("corpus") / "data" / f"{_BUILTIN}.json"
    return SourceCard(**json.loads(card.read_text("utf-8")))


def builtin_document() -> Document:
    """第3節 外国治安機関等との連携, of the White Paper on Police 2019 (令和元年版)."""
    card = builtin_card()
    data = (resources.files("corpus") / "data" / f"{_BUILTIN}.txt").read_bytes()
    return document(card.title, data.decode("utf-8"), card.address)
