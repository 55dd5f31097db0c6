"""Source: a document as the source pane shows it, and the opening of a place in it.

The pane asks `open_place` for what an address names. The answer is HTML of the whole
document only when the pane shows another one; otherwise just the passages that hold the
place, with the sentence marked, and more strongly the answering span.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import TypedDict

from corpus.document import Document, builtin_card
from corpus.passage import Heading, Passage
from corpus.structure import outline
from index.library import Library
from qa.question import Language, language_of
from ui.render import (
    Place,
    Wrap,
    document_key,
    escape,
    note_wraps,
    place_of,
    read_place,
    spans_html,
)
from ui.strings import say

_LONG_OUTLINE = 40  # headings from which on the outline starts folded


class Opened(TypedDict):
    """What the page needs to show a place.

    document: the `document_key` of the shown document, "" when there is none.
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
    generation = library.generation()
    names = _names(library, generation)
    place = read_place(address)
    key = place.document if place else shown
    missing = say(language, "gone") if place and key not in names else ""
    if key not in names:
        if not names:
            return Opened(document="", pane="", blocks={}, missing=missing)
        key = next(iter(names))
        place = None
    document, passages = _read(library, generation, names[key])
    pane = None if key == shown else pane_html(names, document, passages, language)
    blocks = _marked(passages, place) if place else {}
    if place and place.span and not blocks:
        missing = say(language, "gone")
    return Opened(document=key, pane=pane, blocks=blocks, missing=missing)


def unreadable(language: Language, shown: str) -> Opened:
    """What to show when the library cannot be read: the page as it is, and a word."""
    pane = None if shown else '<p class="gone" role="status" hidden></p>'
    return Opened(document=shown, pane=pane, blocks={}, missing=say(language, "failed"))


# What does not change is kept: the library's generation is another one after a change.


@lru_cache(maxsize=4)
def _names(library: Library, _generation: str) -> Mapping[str, str]:
    """document_key -> name of every document, in order."""
    return {document_key(document): document.name for document in library.documents()}


@lru_cache(maxsize=8)
def _read(library: Library, _generation: str, name: str) -> tuple[Document, tuple[Passage, ...]]:
    return library.document(name), tuple(library.passages(name))


def pane_html(
    names: Mapping[str, str],
    document: Document,
    passages: Sequence[Passage],
    language: Language,
) -> str:
    """The whole pane: what document it is, its outline, its text.

    names: document_key -> name, of all documents that can be chosen.
    """
    headings = _outline(document)
    return (
        f'<div class="pane-head" lang="{language}">{_chooser(names, document, language)}'
        f'<button type="button" class="to-answers">{say(language, "see_answers")}</button></div>'
        f'<p class="gone" role="status" hidden></p>'
        f'<article lang="{language_of(document.text[:2000])}">'
        f'<h2 class="document-name">{escape(document.name)}</h2>'
        f"{_outline_html(document, headings, language)}"
        f"{''.join(_blocks(headings, passages, language))}"
        f"{_origin(document, language)}</article>"
    )


@lru_cache(maxsize=32)
def _outline(document: Document) -> tuple[Heading, ...]:
    return tuple(outline(document))


def _chooser(names: Mapping[str, str], shown: Document, language: Language) -> str:
    label = say(language, "document")
    if len(names) == 1:
        return f'<span class="pane-title">{say(language, "source")}</span>'
    options = "".join(
        f'<option value="{key}"{" selected" if name == shown.name else ""}>{escape(name)}</option>'
        for key, name in names.items()
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
    """Where the document is from. For the built-in one its attribution as its terms of use
    ask for it, and those terms."""
    card = builtin_card()
    if document.source != card.address:
        label = f'<span lang="{language}">{say(language, "origin")}</span>'
        return f'<footer class="origin">{label} {_source_link(document.source)}</footer>'
    before, _, after = card.attribution.partition(card.address)
    return (
        f'<footer class="origin"><p lang="ja">'
        f"{escape(before)}{_source_link(card.address)}{escape(after)}</p>"
        f"<p>{escape(card.section)} — {escape(card.publisher)}, {card.year}</p>"
        f'<p lang="en">{escape(card.terms)}</p></footer>'
    )


def _source_link(source: str) -> str:
    """A web address as a link, anything else as text."""
    if not source.startswith(("https://", "http://")):
        return escape(source)
    return (
        f'<a href="{escape(source)}" target="_blank" rel="noopener noreferrer">{escape(source)}</a>'
    )
