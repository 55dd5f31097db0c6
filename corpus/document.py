"""Document: an exact text and where it is from. The built-in section.

Does not look into the text: see `corpus.structure`. How files become documents:
`corpus.reading`.
"""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

from corpus.errors import DocumentError

_SURROGATE = re.compile("[\ud800-\udfff]")
_BYTE = re.compile("[\udc80-\udcff]")  # of a path, as Python has those that are no UTF-8
# In a name: what is not seen, or moves what is: controls, marks of direction, line separators.
_UNSEEN = frozenset(("Cc", "Cf", "Zl", "Zp"))
_BUILTIN = "npa-2019-section-3"


@dataclass(frozen=True, slots=True)
class Document:
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


def named_source(source: str) -> str:
    """Where a document is from, as the library keeps it: bytes of a path that are not UTF-8 are
    written as numbers, so that two paths never become one.

    >>> named_source("in/\\udc8f\\udcf0.txt")
    'in/<8F><F0>.txt'
    """
    return without_surrogates(_BYTE.sub(lambda found: f"<{ord(found[0]) - 0xDC00:02X}>", source))


def named_in_cp932(name: str) -> str:
    """The name of a file whose bytes are not UTF-8 but CP932, as in old Japanese archives. Other
    names stay as they are.

    >>> named_in_cp932("\\udc8f\\udcf0\\udc97\\udce1.txt")
    '条例.txt'
    """
    if not _BYTE.search(name):
        return name
    try:
        decoded = name.encode("utf-8", "surrogateescape").decode("cp932")
    except UnicodeError:
        return named_source(name)
    # Python decodes bytes that are none in it to signs of private use.
    private = any(unicodedata.category(char) == "Co" for char in decoded)
    return named_source(name) if private else decoded


def without_surrogates(text: str) -> str:
    """`text` with each lone surrogate, which no encoding can store, as U+FFFD."""
    return _SURROGATE.sub("\ufffd", text)


def storable(text: str) -> str:
    """`text` with U+FFFD for each lone surrogate, and for NUL, where SQLite takes it to end."""
    return without_surrogates(text).replace("\0", "\ufffd")


def visible(name: str) -> str:
    """A name on one line, with every character that is not seen, or that turns the direction
    of writing, written as its number.

    >>> visible("報告\\u202egpj.txt")
    '報告<U+202E>gpj.txt'
    """
    return "".join(
        f"<U+{ord(char):04X}>" if unicodedata.category(char) in _UNSEEN else char
        for char in without_surrogates(name)
    )


def read_document(path: str | Path) -> Document:
    """Read a file: `corpus.reading.read` for those who need no more than the document."""
    from corpus.reading import read

    return read(path).document


def builtin_card() -> SourceCard:
    """The source card of the built-in section."""
    card = resources.files("corpus") / "data" / f"{_BUILTIN}.json"
    return SourceCard(**json.loads(card.read_text("utf-8")))


def builtin_document() -> Document:
    """第3節 外国治安機関等との連携, of the White Paper on Police 2019 (令和元年版)."""
    card = builtin_card()
    data = (resources.files("corpus") / "data" / f"{_BUILTIN}.txt").read_bytes()
    return document(card.title, data.decode("utf-8"), card.address)
