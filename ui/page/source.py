"""Source: what the source pane asks the library for, by the address of a place.

`open_place` shows a place: HTML of the whole document only when the pane shows another one,
otherwise just the passages that hold the place. `cite_place` gives a place to take away:
its text and its citation. An address names the exact text, so when the document has
changed since, nothing is shown in its stead. The HTML is made in `ui.page.pane`.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import TypedDict

from corpus.document import Document
from corpus.errors import HakushoError
from corpus.passage import Passage
from corpus.structure import outline
from index.generation_cache import GenerationCache
from index.library import Library
from qa.question import Language, language_of
from ui.answer_html import note_wraps
from ui.citation import cited_span, footnote, touching
from ui.escaping import spans_html
from ui.keyed import entries_by_key
from ui.page.events import arguments
from ui.page.pane import pane_html, passage_html, shelf_html
from ui.place import Place, read_place
from ui.strings import language_named, say

_log = logging.getLogger(__name__)
_opened: GenerationCache[str, tuple[Document, tuple[Passage, ...]]] = GenerationCache(8)


class Opened(TypedDict):
    """What the page needs to show a place.

    document: the `document_key` of the shown document, "" when there is none.
    pane: HTML of the whole pane, or None when the page shows that document already.
    blocks: HTML of the passages that hold the place, marked, by element id; "" for a
        heading, which is marked as a whole.
    missing: words for the reader when the place is not there, or "".
    """

    document: str
    pane: str | None
    blocks: dict[str, str]
    missing: str


class Taken(TypedDict):
    """A place to take away; all "" but `missing` when it is not there.

    text: the exact text of the place.
    html: the same, escaped, with its note marks as links.
    lang: the language it is printed in.
    citation: where it stands, in one line, as in a footnote.
    missing: words for the reader when the place is not there, or "".
    """

    text: str
    html: str
    lang: str
    citation: str
    missing: str


def open_place(library: Library, address: str, language: Language, shown: str) -> Opened:
    """What to show for `address` ("#0123456789ab/10-20"), when the page already shows the
    document `shown` ("0123456789ab", or "" for nothing in this language)."""
    names = _names(library)
    place = read_place(address)
    key = place.document if place else shown
    if key not in names:
        missing = say(language, "gone") if place else ""
        if place or not names:
            return Opened(document="", pane=shelf_html(names, language), blocks={}, missing=missing)
        key = next(iter(names))
    document, passages = _read(library, names[key])
    pane = None if key == shown else pane_html(names, document, passages, language)
    span = _span(document, place)
    blocks = _marked(document, passages, place, language) if place and span else {}
    missing = say(language, "gone") if place and place.span and not blocks else ""
    return Opened(document=key, pane=pane, blocks=blocks, missing=missing)


def cite_place(library: Library, address: str, language: Language, day: date) -> Taken:
    """The text and the citation of the place at `address`, read on `day`."""
    names = _names(library)
    place = read_place(address)
    if place is None or place.document not in names:
        return _nothing(say(language, "gone"))
    document, passages = _read(library, names[place.document])
    span = _span(document, place)
    if span is None:
        return _nothing(say(language, "gone"))
    start, end = span
    text = document.text[start:end]
    marks = [wrap for passage in touching(passages, start, end) for wrap in note_wraps(passage)]
    return Taken(
        text=text,
        html=spans_html(document.text, start, end, (marks,)),
        lang=language_of(text),
        citation=footnote(cited_span(document, start, end, passages), language, day),
        missing="",
    )


def unreadable(language: Language, shown: str) -> Opened:
    """What to show when the library cannot be read: the page as it is, and a word."""
    pane = None if shown else shelf_html({}, language)
    return Opened(document=shown, pane=pane, blocks={}, missing=say(language, "failed"))


def _nothing(missing: str) -> Taken:
    return Taken(text="", html="", lang="", citation="", missing=missing)


# --- for the script of the pane


def pane_functions(library: Library) -> list[Callable[[object], Opened | Taken]]:
    """`open_at(address, language, shown)` and `cite_at(address, language)`, to be called from
    the page. Whatever is sent, they answer."""

    def open_at(request: object) -> Opened:
        address, code, shown = arguments(request, 3)
        language = language_named(code)
        try:
            return open_place(library, address, language, shown)
        except HakushoError as error:
            _log.warning("%s", error)
            return unreadable(language, shown)

    def cite_at(request: object) -> Taken:
        address, code = arguments(request, 2)
        language = language_named(code)
        try:
            return cite_place(library, address, language, date.today())
        except HakushoError as error:
            _log.warning("%s", error)
            return _nothing(say(language, "failed"))

    return [open_at, cite_at]


def _names(library: Library) -> Mapping[str, str]:
    """document_key -> name of every document, in order."""
    return {key: entry.name for key, entry in entries_by_key(library).items()}


def _read(library: Library, name: str) -> tuple[Document, tuple[Passage, ...]]:
    return _opened.get(
        library, name, lambda: (library.document(name), tuple(library.passages(name)))
    )


# --- spans


def _span(document: Document, place: Place | None) -> tuple[int, int] | None:
    """The span of a place, if it is one of the document's text."""
    if place is None or place.span is None:
        return None
    start, end = place.span
    return place.span if start < end <= len(document.text) else None


def _marked(
    document: Document, passages: Sequence[Passage], place: Place, language: Language
) -> dict[str, str]:
    """What the place's span touches: the headings, and the passages with it marked."""
    if place.span is None:
        return {}
    start, end = place.span
    headings = [h for h in outline(document) if h.start < end and start < h.end]
    return {f"at-{h.start}": "" for h in headings} | {
        f"at-{p.start}": passage_html(p, language, place) for p in touching(passages, start, end)
    }
