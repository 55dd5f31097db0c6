"""Pane: a document as the HTML of the source pane, and its passages with a place marked.

Nothing is added to the text: the address of each sentence, and where a page of the file begins, are
in attributes and empty elements. What the browser does with them is in `source.js`.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from weakref import WeakKeyDictionary

from corpus.builtin import builtin_card
from corpus.document import Document
from corpus.passage import Heading, Passage
from corpus.sentence import sentences
from corpus.structure import outline
from qa.question import Language, language_of
from ui.answer_html import note_wraps
from ui.escaping import Wrap, escape, spans_html
from ui.page.events import words_for_script
from ui.place import Place, place_of
from ui.sources import is_web_address, without_folders
from ui.strings import say
from ui.table_html import table_wraps

_LONG_SECTION = 3000  # characters
_PageStarts = tuple[tuple[int, int], ...]
_page_starts: WeakKeyDictionary[Document, _PageStarts] = WeakKeyDictionary()
_INK = re.compile(r"\S")
# Words that the script says to the reader.
_SAID = (
    "link_to_sentence",
    "copy_help",
    "copied",
    "link_copied",
    "copy_by_hand",
    "close",
    "note_place",
    "failed",
    "chat",
    "looking",
    "in_turn",
    "question.empty",
    "cut_off",
    "unreachable",
)


def pane_html(
    names: Mapping[str, str],
    document: Document,
    passages: Sequence[Passage],
    language: Language,
) -> str:
    """The whole pane: what document it is, its outline, its text.

    names: document_key -> name, of all documents that can be chosen.
    """
    return (
        f"{_head(names, document, language)}"
        f'<article lang="{_printed_in(document.text)}">'
        f'<h2 class="document-name" tabindex="-1" lang="{language_of(document.name)}">'
        f"{escape(document.name)}</h2>"
        f"{_text_html(document, passages, language)}"
        f"{_origin(document, language)}</article>"
    )


def shelf_html(names: Mapping[str, str], language: Language) -> str:
    """The pane when no document is shown: the documents there are, to choose from."""
    items = "".join(
        f'<li><a class="place" href="#{key}" lang="{language_of(name)}">{escape(name)}</a></li>'
        for key, name in names.items()
    )
    words = f"<p>{say(language, 'choose_document')}</p><ul>{items}</ul>" if items else ""
    article = f'<article class="shelf" lang="{language}">{words}</article>'
    return f"{_head({}, None, language)}{article}"


def _printed_in(text: str) -> Language:
    """The language that a screen reader should speak a text in: a Japanese name does not make
    an English sentence Japanese. A long text is judged by its beginning."""
    letters = [char for char in text[:2000] if char.isalpha()]
    japanese = language_of(text[:2000]) == "ja" and 3 * sum(not c.isascii() for c in letters)
    return "ja" if japanese >= len(letters) > 0 else "en"


# --- the head


def _head(names: Mapping[str, str], document: Document | None, language: Language) -> str:
    """What stays in sight above the text. The words of the script are in its data."""
    return (
        f'<header class="pane-head" lang="{language}"{words_for_script(_SAID, language)}>'
        f"{_chooser(names, document, language)}"
        f"{_outline_html(document, language) if document else ''}"
        f'<button type="button" class="to-answers">{say(language, "see_answers")}</button>'
        f'<p class="gone" hidden></p></header>'
    )


def _chooser(names: Mapping[str, str], shown: Document | None, language: Language) -> str:
    if len(names) < 2 or shown is None:
        return f'<span class="pane-title">{say(language, "source")}</span>'
    options = "".join(
        f'<option value="{key}" lang="{language_of(name)}"'
        f"{' selected' if name == shown.name else ''}>{escape(name)}</option>"
        for key, name in names.items()
    )
    label = say(language, "document")
    return (
        f'<label class="chooser"><span>{label}</span>'
        f'<select aria-label="{label}">{options}</select></label>'
    )


def _outline_html(document: Document, language: Language) -> str:
    headings = outline(document)
    if not headings:
        return ""
    items = "".join(
        f'<li class="depth-{min(h.depth, 5)}">'
        f'<a class="place" href="{place_of(document, h.start, h.end)}">{escape(h.title)}</a></li>'
        for h in headings
    )
    name, spoken = say(language, "outline"), _printed_in(document.text)
    return (
        f'<nav aria-label="{name}"><details>'
        f'<summary>{name} <span class="now" lang="{spoken}"></span></summary>'
        f'<ol lang="{spoken}">{items}</ol></details></nav>'
    )


# --- the text


def _text_html(document: Document, passages: Sequence[Passage], language: Language) -> str:
    """Headings and passages in the order of the text. A section goes from heading to heading;
    a long one is divided, since the browser lays out no more sections than are in sight."""
    blocks: list[Heading | Passage] = sorted([*outline(document), *passages], key=lambda b: b.start)
    parts: list[str] = []
    heading: Heading | None = None
    section: list[Heading | Passage] = []
    for block in blocks:
        long = section and block.end - section[0].start > _LONG_SECTION
        if section and (long or isinstance(block, Heading)):
            parts.append(_section(document, section, heading, language))
            section = []
        if isinstance(block, Heading):
            heading = block
        section.append(block)
    if section:
        parts.append(_section(document, section, heading, language))
    return "".join(parts)


def _section(
    document: Document,
    blocks: Sequence[Heading | Passage],
    heading: Heading | None,
    language: Language,
) -> str:
    """`heading` is what the blocks stand under. Their length is a measure of the height that they
    will have."""
    spoken = _printed_in(document.text)
    under = f' data-under="{heading.start}-{heading.end}"' if heading else ""
    length = blocks[-1].end - blocks[0].start
    inside = "".join(
        _heading_html(document, block, spoken, language)
        if isinstance(block, Heading)
        else f'<p id="at-{block.start}" class="{block.kind}"{_kind_name(block, language)}'
        f"{_lang(block.text, spoken)}>{passage_html(block, language)}</p>"
        for block in blocks
    )
    return f'<section{under} style="--length:{length}">{inside}</section>'


def _heading_html(
    document: Document, heading: Heading, spoken: Language, language: Language
) -> str:
    level = min(heading.depth + 3, 6)
    pages = _pages(document, heading.start, heading.end, language)
    return (
        f'<h{level} id="at-{heading.start}" class="heading depth-{min(heading.depth, 5)}"'
        f' data-at="{heading.start}-{heading.end}"{_lang(heading.title, spoken)}>'
        f"{''.join(page.opening for page in pages)}{escape(heading.title)}</h{level}>"
    )


def _kind_name(passage: Passage, language: Language) -> str:
    # A Japanese note says itself that it is one: 注1.
    if passage.kind == "caption" or (passage.kind == "note" and language == "en"):
        return f' data-kind="{say(language, f"kind.{passage.kind}")}"'
    return ""


def _lang(text: str, around: Language) -> str:
    """The attribute for words of another language than what is around them; numbers belong to
    either."""
    spoken = _printed_in(text)
    return "" if spoken == around or not any(map(str.isalpha, text)) else f' lang="{spoken}"'


def passage_html(passage: Passage, language: Language, place: Place | None = None) -> str:
    """A passage, each sentence with its address; the span of `place` marked, and more
    strongly what answers inside it."""
    text = passage.document.text
    spoken = [
        Wrap(start, end, f'<span data-at="{start}-{end}">', "</span>")
        for start, end in sentences(text, passage.start, passage.end)
    ]
    tables, bars = table_wraps(text, passage.start, passage.end)
    layers: list[Sequence[Wrap]] = [*tables, spoken]
    if place and place.span:
        cited = Wrap(*place.span, '<mark class="cited">', "</mark>")
        narrow = [Wrap(a, b, '<mark class="hit">', "</mark>") for a, b in place.highlights]
        layers += [[cited], sorted(narrow, key=lambda wrap: wrap.start)]
    pages = _pages(passage.document, passage.start, passage.end, language)
    layers += [note_wraps(passage), pages, bars]
    return spans_html(text, passage.start, passage.end, layers)


def _pages(document: Document, start: int, end: int, language: Language) -> list[Wrap]:
    """The pages of the file that begin in a span: an empty element before the first character
    of each."""
    pages = page_starts(document)
    inside = pages[bisect_left(pages, (start, 0)) : bisect_left(pages, (end, 0))]
    return [Wrap(at, at + 1, _page_mark(str(number), language), "") for at, number in inside]


def page_starts(document: Document) -> _PageStarts:
    """(offset, number) of each page of the file; the offset is that of its first character that is
    not white space. Of pages that begin at one character, since all but one have no text, the last
    is given, as `Document.page` counts them. Kept for as long as the document is."""
    known = _page_starts.get(document)
    if known is not None:
        return known
    text = document.text
    numbers: dict[int, int] = {}
    for number, offset in enumerate(document.pages, 1):
        found = _INK.search(text, offset)
        if found:
            numbers[found.start()] = number
    made = _page_starts[document] = tuple(numbers.items())
    return made


def _page_mark(number: str, language: Language) -> str:
    name = escape(say(language, "page_of_file", first=number))
    short = escape(say(language, "page_mark", number=number))
    return (
        f'<span class="page" role="doc-pagebreak" aria-label="{name}" title="{name}"'
        f' data-page="{short}"></span>'
    )


def _origin(document: Document, language: Language) -> str:
    """Where the document is from. For the built-in one, the attribution that its terms of use ask
    for, and those terms."""
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
    """A web address as a link; of anything else, the name as text."""
    if not is_web_address(source):
        return escape(without_folders(source))
    return (
        f'<a href="{escape(source)}" target="_blank" rel="noopener noreferrer">{escape(source)}</a>'
    )
