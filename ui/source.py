"""Source: a document as the source pane shows it, and the opening of a place in it.

The pane asks `open_place` for what an address names. The answer is HTML of the whole
document only when the pane shows another one; otherwise just the passages that hold the
place, with the sentence marked, and more strongly the answering span.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import TypedDict

from corpus.document import Document, builtin_card
from corpus.passage import Heading, Passage
from corpus.structure import outline
from index.library import Library
from qa.question import Language
from ui.render import (
    Place,
    Wrap,
    escape,
    note_wraps,
    place_of,
    read_place,
    spans_html,
    text_language,
)
from ui.strings import say

_LONG_OUTLINE = 40  # headings from which on the outline starts folded


class Opened(TypedDict):
    """What the page needs to show a place.

    document: the first 12 hex of the shown document's sha256, "" when there is none.
    pane: HTML of the whole pane, or None when the page shows that document already.
    blocks: HTML of the passages that hold the place, marked, by element id.
    missing: words for the reader when the place is not there, or "".
    """

    document: str
    pane: str | None
    blocks: dict[str, str]
    missing: str


def open_place(library: Library, address: str, language: Language, shown: str) -> Opened:
    """What to show for `address` ("#0123456789ab/10-20"), when the page already shows the
    document `shown` ("0123456789ab", or "" for nothing in this language)."""
    documents = library.documents()
    place = read_place(address)
    document = _find(documents, place.document if place else shown)
    missing = say(language, "gone") if place and document is None else ""
    if document is None:
        if not documents:
            return Opened(document="", pane="", blocks={}, missing=missing)
        document = documents[0]
        place = None
    passages = library.passages(document.name)
    key = document.sha256[:12]
    pane = None if key == shown else pane_html(documents, document, passages, language)
    blocks = _marked(passages, place) if place else {}
    if place and place.span and not blocks:
        missing = say(language, "gone")
    return Opened(document=key, pane=pane, blocks=blocks, missing=missing)


def _find(documents: Sequence[Document], key: str) -> Document | None:
    return next((d for d in documents if key and d.sha256.startswith(key)), None)


def pane_html(
    documents: Sequence[Document],
    document: Document,
    passages: Sequence[Passage],
    language: Language,
) -> str:
    """The whole pane: what document it is, its outline, its text."""
    headings = _outline(document)
    return (
        f'<div class="pane-head" lang="{language}">{_chooser(documents, document, language)}'
        f'<button type="button" class="to-answers">{say(language, "see_answers")}</button></div>'
        f'<p class="gone" role="status" hidden></p>'
        f'<article lang="{text_language(document.text[:2000])}">'
        f'<h2 class="document-name">{escape(document.name)}</h2>'
        f"{_outline_html(document, headings, language)}"
        f"{''.join(_blocks(headings, passages, language))}"
        f"{_origin(document, language)}</article>"
    )


@lru_cache(maxsize=32)
def _outline(document: Document) -> tuple[Heading, ...]:
    return tuple(outline(document))


def _chooser(documents: Sequence[Document], shown: Document, language: Language) -> str:
    label = say(language, "document")
    if len(documents) == 1:
        return f'<span class="pane-title">{say(language, "source")}</span>'
    options = "".join(
        f'<option value="{d.sha256[:12]}"{" selected" if d.sha256 == shown.sha256 else ""}>'
        f"{escape(d.name)}</option>"
        for d in documents
    )
    return f'<label class="chooser"><span>{label}</span><select>{options}</select></label>'


def _outline_html(document: Document, headings: Sequence[Heading], language: Language) -> str:
    if not headings:
        return ""
    items = "".join(
        f'<li class="depth-{min(h.depth, 5)}">'
        f'<a class="place" href="{place_of(document, h.start, h.end)}">{escape(h.title)}</a></li>'
        for h in headings
    )
    state = " open" if len(headings) < _LONG_OUTLINE else ""
    name = say(language, "outline")
    return (
        f'<nav aria-label="{name}"><details{state}><summary lang="{language}">{name}</summary>'
        f"<ol>{items}</ol></details></nav>"
    )


def _blocks(
    headings: Sequence[Heading], passages: Sequence[Passage], language: Language
) -> Iterator[str]:
    """Headings and passages in the order of the text, a section from heading to heading."""
    yield "<section>"
    blocks: list[Heading | Passage] = sorted([*headings, *passages], key=lambda b: b.start)
    for block in blocks:
        if isinstance(block, Heading):
            level = min(block.depth + 3, 6)
            yield (
                f'</section><section><h{level} id="at-{block.start}" '
                f'class="heading depth-{min(block.depth, 5)}">{escape(block.title)}</h{level}>'
            )
        else:
            yield (
                f'<p id="at-{block.start}" class="{block.kind}"{_kind_name(block, language)}>'
                f"{_passage_html(block, None)}</p>"
            )
    yield "</section>"


def _kind_name(passage: Passage, language: Language) -> str:
    # A Japanese note says itself that it is one: 注1.
    if passage.kind == "caption" or (passage.kind == "note" and language == "en"):
        return f' data-kind="{say(language, f"kind.{passage.kind}")}"'
    return ""


def _passage_html(passage: Passage, place: Place | None) -> str:
    layers: list[list[Wrap]] = [note_wraps(passage)]
    if place and place.span:
        cited = Wrap(*place.span, '<mark class="cited">', "</mark>")
        narrow = [Wrap(a, b, '<mark class="hit">', "</mark>") for a, b in place.highlights]
        layers = [[cited], sorted(narrow, key=lambda wrap: wrap.start), *layers]
    text = passage.document.text
    return spans_html(text, passage.start, passage.end, layers)


def _marked(passages: Sequence[Passage], place: Place) -> dict[str, str]:
    """The passages that the place's span touches, marked; for a place that is a heading,
    the heading's element and nothing to put in it."""
    if place.span is None:
        return {}
    start, end = place.span
    if passages and not start < end <= len(passages[0].document.text):
        return {}
    touched = [p for p in passages if p.start < end and start < p.end]
    if not touched:
        return {f"at-{start}": ""}
    return {f"at-{p.start}": _passage_html(p, place) for p in touched}


def _origin(document: Document, language: Language) -> str:
    """Where the document is from; the terms it is used on, for the built-in one."""
    card = builtin_card()
    label = say(language, "origin")
    if document.source == card.address:
        words = f"{escape(card.section)} — {escape(card.publisher)}, {card.year}"
        tail = f'<span class="terms" lang="en">{escape(card.terms)}</span>'
    else:
        words, tail = "", ""
    return (
        f'<footer class="origin"><span lang="{language}">{label}</span> {words} '
        f"{_source_link(document.source)} {tail}</footer>"
    )


def _source_link(source: str) -> str:
    """A web address as a link, anything else as text."""
    if not source.startswith(("https://", "http://")):
        return escape(source)
    return (
        f'<a href="{escape(source)}" target="_blank" rel="noopener noreferrer">{escape(source)}</a>'
    )
