"""The library as HTML: the list of its documents, and what was understood of one."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence

from corpus.builtin import builtin_card
from corpus.document import Document
from corpus.passage import Heading, Passage
from corpus.readers import FORMATS, TEXT
from corpus.readers.encoding import NAMES
from corpus.structure import outline
from index.library import Library
from index.originals import Origin
from index.store import Entry
from qa.question import Language, language_of
from ui.escaping import escape
from ui.place import document_key, place_of
from ui.sources import without_folders
from ui.strings import say

_MANY = 8  # with so many documents there is a field to search them
_HEADINGS = 200  # items shown of an outline and the like
_NOTES = 50
_PASSAGES = 3
_BEGINNING = 120  # characters shown of a passage or note


def list_html(entries: Sequence[Entry], language: Language, writable: bool) -> str:
    """All documents. With `writable` each can be removed, in two steps."""
    count = say(language, "documents.count", count=f"{len(entries):,}")
    rows = "".join(_row(entry, language, writable) for entry in entries)
    if not entries:
        rows = f'<li class="empty">{escape(say(language, "documents.empty"))}</li>'
    return (
        f'<section class="documents" lang="{language}"><div class="documents-head">'
        f'<h2 tabindex="-1">{escape(count)}</h2>{_finder(len(entries), language)}</div>'
        f'<ul class="entries">{rows}</ul></section>'
    )


def _finder(count: int, language: Language) -> str:
    if count < _MANY:
        return ""
    none = escape(say(language, "documents.none"))
    return (
        f'<label class="find"><span>{escape(say(language, "documents.find"))}</span>'
        f'<input type="search" autocomplete="off"></label>'
        f'<p class="none" role="status" data-none="{none}"></p>'
    )


def is_builtin(entry: Entry) -> bool:
    """Whether it is the section that comes with the program."""
    card = builtin_card()
    return (entry.name, entry.source) == (card.title, card.address)


def _row(entry: Entry, language: Language, writable: bool) -> str:
    key, name = document_key(entry), escape(entry.name)
    badge = ""
    if is_builtin(entry):
        badge = f' <span class="badge">{escape(say(language, "documents.builtin"))}</span>'
    does = _button("take", say(language, "documents.download"), entry, language)
    if writable:
        does += _button("discard", say(language, "documents.remove"), entry, language)
    return (
        f'<li class="entry" data-key="{key}"><div class="entry-head"><h3>'
        f'<a class="place" href="#{key}" lang="{language_of(entry.name)}">{name}</a>{badge}</h3>'
        f'<div class="does">{does}</div></div>{_confirm(entry, language) if writable else ""}'
        f"{_facts(_sizes(entry, language))}{_source(entry, language)}"
        f'<details class="understood"><summary>{escape(say(language, "documents.understood"))}'
        f'<span class="unseen"> {name}</span></summary>'
        f'<div class="what">{escape(say(language, "documents.loading"))}</div></details></li>'
    )


def _button(look: str, words: str, entry: Entry, language: Language) -> str:
    label = escape(say(language, "documents.of", what=words, name=entry.name))
    return f'<button type="button" class="{look}" aria-label="{label}">{escape(words)}</button>'


def _confirm(entry: Entry, language: Language) -> str:
    key = "documents.confirm-builtin" if is_builtin(entry) else "documents.confirm"
    question = escape(say(language, key, name=entry.name))
    return (
        f'<div class="confirm" role="group" aria-label="{question}" hidden><p>{question}</p>'
        f'<button type="button" class="keep">{escape(say(language, "documents.keep"))}</button>'
        f'<button type="button" class="really">{escape(say(language, "documents.really"))}'
        "</button></div>"
    )


def _sizes(entry: Entry, language: Language) -> list[tuple[str, str]]:
    sizes = [
        (say(language, "documents.characters"), f"{entry.characters:,}"),
        (say(language, "documents.passages"), f"{entry.passages:,}"),
    ]
    if entry.pages:
        sizes.insert(0, (say(language, "documents.pages"), f"{entry.pages:,}"))
    if entry.origin is not None:
        sizes.insert(0, (say(language, "documents.format"), _format(entry.origin, language)))
    return sizes


def _format(origin: Origin, language: Language) -> str:
    """ "PDF", "Text, UTF-8"."""
    kind = FORMATS.get(origin.media_type)
    name = origin.media_type if kind is None else kind.name
    if kind is TEXT:
        name = say(language, "documents.text")
    if origin.encoding is None:
        return name
    encoding = NAMES.get(origin.encoding, origin.encoding)
    return say(language, "documents.encoded", format=name, encoding=encoding)


def _facts(facts: Iterable[tuple[str, str]]) -> str:
    rows = "".join(
        f"<div><dt>{escape(term)}</dt><dd>{escape(what)}</dd></div>" for term, what in facts
    )
    return f'<dl class="facts">{rows}</dl>'


def _source(entry: Entry, language: Language) -> str:
    source = without_folders(entry.source)
    if source == entry.name:
        return ""
    label = escape(say(language, "origin"))
    return f'<p class="entry-source"><span>{label}</span> {escape(source)}</p>'


# --- what was understood of one


def understood_html(library: Library, name: str, language: Language) -> str:
    """The document's headings with how many passages stand under each, its notes, and how
    its text begins. Raises DocumentError if unknown."""
    entry = library.entry(name)
    document, passages = library.document(name), library.passages(name)
    headings, notes = outline(document), [p for p in passages if p.kind == "note"]
    kinds = Counter(passage.kind for passage in passages)
    facts = [(say(language, "documents.headings"), f"{len(headings):,}")]
    facts += [(say(language, f"kinds.{kind}"), f"{count:,}") for kind, count in kinds.most_common()]
    parts = [_facts(facts), _remarks(entry, language)]
    if headings:
        parts.append(_outline(document, headings, passages, language))
    if notes:
        shown = [_passage(note, language) for note in notes[:_NOTES]]
        parts.append(_part("documents.notes", "ul", shown, len(notes), language))
    texts = [passage for passage in passages if passage.kind != "note"]
    begins = [_passage(passage, language) for passage in texts[:_PASSAGES]]
    parts.append(_part("documents.begins", "ul", begins, len(begins), language))
    return "".join(parts)


def _part(title: str, tag: str, items: Sequence[str], total: int, language: Language) -> str:
    """A titled list, with how many more there are than are shown."""
    more = ""
    if total > len(items):
        words = say(language, "documents.more", count=f"{total - len(items):,}")
        more = f'<p class="more">{escape(words)}</p>'
    return f"<h4>{escape(say(language, title))}</h4><{tag}>{''.join(items)}</{tag}>{more}"


def _remarks(entry: Entry, language: Language) -> str:
    if entry.origin is None or not entry.origin.remarks:
        return ""
    remarks = [f'<li lang="en">{escape(remark)}</li>' for remark in entry.origin.remarks]
    return _part("documents.remarks", "ul", remarks, len(remarks), language)


def _outline(
    document: Document,
    headings: Sequence[Heading],
    passages: Sequence[Passage],
    language: Language,
) -> str:
    starts = [passage.start for passage in passages]
    items = []
    for number, heading in enumerate(headings[:_HEADINGS]):
        later = (h.start for h in headings[number + 1 :] if h.depth <= heading.depth)
        end = next(later, len(document.text))
        count = bisect_left(starts, end) - bisect_left(starts, heading.end)
        place = place_of(document, heading.start, heading.end)
        under = escape(say(language, "documents.under", count=f"{count:,}"))
        items.append(
            f'<li class="depth-{min(heading.depth, 5)}"><a class="place" href="{place}"'
            f' lang="{language_of(heading.title)}">{escape(heading.title)}</a>'
            f'<span class="under">{under}</span></li>'
        )
    return _part("outline", "ol", items, len(headings), language)


def _passage(passage: Passage, language: Language) -> str:
    document = passage.document
    text = passage.text
    cut = "" if len(text) <= _BEGINNING else "…"
    term = ""
    if passage.explains is not None:
        words = document.text[slice(*passage.explains)]
        term = f'<span class="term" lang="{language_of(words)}">{escape(words)}</span> '
    page = document.page(passage.start)
    where = "" if page is None else say(language, "documents.page", page=f"{page:,}")
    return (
        f'<li>{term}<a class="place" href="{place_of(document, passage.start, passage.end)}"'
        f' lang="{language_of(text)}">{escape(text[:_BEGINNING])}{cut}</a>'
        f'<span class="under">{escape(where)}</span></li>'
    )
