"""Download: what a reader takes away as a file, with a name that every system takes: a kept
conversation, or the original of a document."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo
from zoneinfo import ZoneInfo

from corpus.document import Document
from corpus.errors import DocumentError
from corpus.names import without_surrogates
from corpus.readers import FORMATS, TEXT, suffix_of
from index.history import Conversation, Turn
from index.library import Library
from index.store import Entry
from qa.question import Language
from ui.citation import Cited, bibtex, cited_quote, ris
from ui.export import as_json, markdown, printable
from ui.record import check

# What Windows, macOS, Linux or a shell does not let a name have.
_NOT_IN_NAME = re.compile(r'[\\/:*?"<>|]')
_DEVICE = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\.|$)", re.IGNORECASE)
_LONGEST = 180  # bytes of a name in UTF-8, its ending aside: systems take 255


@dataclass(frozen=True, slots=True)
class Form:
    """A form in which a conversation is taken away.

    words: the key of its name (`ui.strings`). ending: of the file's name. type: as HTTP names it.
    """

    words: str
    ending: str
    type: str


FORMS = {
    "markdown": Form("saved.markdown", "md", "text/markdown"),
    "json": Form("saved.json", "json", "application/json"),
    "print": Form("saved.print", "html", "text/html"),
    "bibtex": Form("saved.bibtex", "bib", "application/x-bibtex"),
    "ris": Form("saved.ris", "ris", "application/x-research-info-systems"),
}


@dataclass(frozen=True, slots=True)
class File:
    """A file of text. type: as HTTP names it."""

    name: str
    type: str
    text: str


def as_file(
    form: str,
    conversation: Conversation,
    turns: Sequence[Turn],
    language: Language,
    library: Library,
    at: datetime,
) -> File | None:
    """The conversation, or the references of what it cites, in one of the `FORMS`; None where
    there is nothing to cite, for the documents are not in the library or no answer cites any.

    at: the time, in the reader's zone. Raises LibraryError for a damaged record, and KeyError
    for another form.
    """
    chosen = FORMS[form]
    if form == "json":
        text = as_json(conversation, turns, library, at)
    elif form in ("bibtex", "ris"):
        write = bibtex if form == "bibtex" else ris
        cited = cited_documents(turns, library)
        text = "\n".join(write(each, at.date(), places) for each, places in cited)
    else:
        write_page = markdown if form == "markdown" else printable
        text = write_page(conversation, turns, language, library, at)
    return File(file_name(conversation.title, chosen.ending), chosen.type, text) if text else None


def cited_documents(
    turns: Sequence[Turn], library: Library
) -> Iterator[tuple[Document, list[Cited]]]:
    """The documents that the answers quote, as they are now, each once, with the places of the
    quotes that stand; those that are not in the library any more are left out."""
    places: dict[str, list[Cited]] = {}
    for turn in turns:
        checked = check(turn.record, library)
        for quote in checked.quotes:
            quoted = places.setdefault(quote.kept.document, [])
            if quote.standing is not None:
                quoted.append(cited_quote(quote.standing))
    for name, quoted in places.items():
        try:
            yield library.document(name), quoted
        except DocumentError:  # removed
            continue


def original_name(entry: Entry, media_type: str) -> str:
    """The name of the file that a document was read from, or one like it.

    >>> original_name(Entry("報告", "/srv/報告.PDF", 1, 1, 1, "", None), "application/pdf")
    '報告.PDF'
    """
    kind = FORMATS.get(media_type, TEXT)  # another version of this program may know more
    name = entry.source.replace("\\", "/").rpartition("/")[2]
    if suffix_of(name) not in kind.suffixes:
        name = entry.name + kind.suffixes[0]
    stem, _, ending = name.rpartition(".")
    return file_name(stem, ending)


def file_name(title: str, ending: str) -> str:
    """A name for a file that Windows, macOS, Linux and shells take.

    >>> file_name("EUROPOL/取決めは？ <いつ>", "md")
    'EUROPOL_取決めは？ _いつ_.md'
    """
    composed = unicodedata.normalize("NFC", without_surrogates(title))
    seen = "".join(" " if char.isspace() else char for char in composed)
    seen = "".join(char for char in seen if not unicodedata.category(char).startswith("C"))
    name = " ".join(_NOT_IN_NAME.sub("_", seen).split())
    name = name.encode()[:_LONGEST].decode(errors="ignore").strip(" .")
    if not name or _DEVICE.match(name):
        name = f"hakusho_{name}".rstrip("_")
    return f"{name}.{ending}"


def zone(name: str) -> tzinfo | None:
    """The time zone of that name, as a browser says it; None for that of this computer."""
    try:
        return ZoneInfo(name)
    except (ValueError, OSError, LookupError):  # unknown here, or no name of a zone at all
        return None
