"""Answer as HTML: a question and its answer as the chat shows them.

Everything shown is a span of a document, escaped and never read back.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from corpus.notes import note_marker
from corpus.passage import Passage
from qa.answer import Answer, Note
from qa.question import Language, language_of
from qa.quote import Quote
from ui.answer_text import said_before
from ui.escaping import Wrap, escape, spans_html
from ui.heading import citation_help
from ui.place import place_of
from ui.strings import say
from ui.table_html import table_wraps


def note_wraps(passage: Passage) -> list[Wrap]:
    """The note marks of a passage as links to their notes."""
    return [
        Wrap(
            mark.start,
            mark.end,
            f'<a class="note-mark" href="{place_of(passage.document, *mark.note)}">',
            "</a>",
        )
        for mark in passage.note_marks
        if mark.note is not None
    ]


def question_html(question: str, language: Language) -> str:
    """The reader's question as one line of HTML."""
    return (
        f'<div class="turn question" lang="{language_of(question)}">'
        f"{_turn_mark(language, 'question_mark')}<p>{escape(question)}</p></div>"
    )


def notice_html(words: str, language: Language) -> str:
    """A message of the program itself: not an answer."""
    return (
        f'<div class="turn notice" lang="{language}">'
        f"{_turn_mark(language, 'answer_mark')}<p>{escape(words)}</p></div>"
    )


# HTML, or "", that is to stand beneath a quote for a reader of a language.
Beneath = Callable[[Quote, Language], str]


def nothing(_quote: Quote, _language: Language) -> str:
    """Nothing beneath a quote."""
    return ""


def answer_html(answer: Answer, language: Language, beneath: Beneath = nothing) -> str:
    """An answer, or that there is none, as one line of HTML. `beneath` is asked for what is
    to stand beneath each quote and its place."""
    show = _absence if answer.abstained else _quotes
    body = understood_html(answer.understood, language) + show(answer, language, beneath)
    look = "turn answer absent" if answer.abstained else "turn answer"
    mark = _turn_mark(language, "answer_mark")
    return f'<div class="{look}" lang="{language}">{mark}{body}</div>'


def understood_html(understood: str | None, language: Language) -> str:
    """What was asked, where that is not what was typed; else ""."""
    if not understood:
        return ""
    text = f'<q lang="{language_of(understood)}">{escape(understood)}</q>'
    return f'<p class="understood">{escape(say(language, "understood"))} {text}</p>'


def _turn_mark(language: Language, key: str) -> str:
    return f'<span class="turn-mark" lang="{language}">{say(language, key)}</span>'


def _quotes(answer: Answer, language: Language, beneath: Beneath) -> str:
    first, *others = answer.quotes
    parts = [quote_html(first, language, "quote first", beneath)]
    if any(language_of(quote.text) != language for quote in answer.quotes):
        parts.append(f'<p class="aside">{escape(say(language, "as_printed"))}</p>')
    if others:
        parts.append(f'<p class="label">{say(language, "also")}</p>')
        parts.extend(quote_html(quote, language, "quote", beneath) for quote in others)
    if answer.notes:
        parts.append(f'<p class="label">{say(language, "notes")}</p>')
        names = said_before([note.passage.document.name for note in answer.notes])
        for name, note in zip(names, answer.notes, strict=True):
            parts += [note_of_html(name), note_html(note, language)]
    return "".join(parts)


def _absence(answer: Answer, language: Language, beneath: Beneath) -> str:
    parts = [f'<p class="absence">{escape(say(language, "absent"))}</p>']
    if answer.missing:
        words = say(language, "missing", words=in_a_row(answer.missing, language))
        parts.append(f'<p class="aside">{words}</p>')
    if answer.nearest:
        # Nothing is marked: what is near is not the answer.
        plain = (replace(quote, highlights=()) for quote in answer.nearest)
        nearest = "".join(quote_html(quote, language, "quote near", beneath) for quote in plain)
        summary = escape(say(language, "nearest"))
        parts.append(f"<details><summary>{summary}</summary>{nearest}</details>")
    return "".join(parts)


def in_a_row(texts: Sequence[str], language: Language) -> str:
    """Names or words as HTML, each in the language it is of."""
    return say(language, "comma").join(
        f'<span lang="{language_of(text)}">{escape(text)}</span>' for text in texts
    )


def quote_html(quote: Quote, language: Language, look: str, beneath: Beneath = nothing) -> str:
    """A quote with the link to its place. look: its classes, "quote first"."""
    marks = [Wrap(start, end, "<mark>", "</mark>") for start, end in quote.highlights]
    whole = quote.passage.document.text
    tables, bars = table_wraps(whole, quote.start, quote.end)
    text = spans_html(
        whole, quote.start, quote.end, (*tables, marks, note_wraps(quote.passage), bars)
    )
    return (
        f'<div class="{look}"><blockquote lang="{language_of(quote.text)}">{text}</blockquote>'
        f"{_citation(quote, language)}{_copy_link(quote, language)}"
        f"{beneath(quote, language)}</div>"
    )


def _citation(quote: Quote, language: Language) -> str:
    place = place_of(quote.passage.document, quote.start, quote.end, quote.highlights)
    path = " › ".join(quote.citation)
    parts = [
        f'<p class="citation"><a class="place" href="{place}" lang="{language_of(path)}"'
        f' title="{escape(say(language, "show_place"))}">{escape(path)}</a>'
    ]
    help_path = citation_help(quote.passage, language)
    if help_path:
        parts.append(f'<span class="help" lang="en">{escape(help_path)}</span>')
    return "".join(parts) + "</p>"


def _copy_link(quote: Quote, language: Language) -> str:
    """A link that the page's script makes a button; without the script, one more link to the
    place."""
    place = place_of(quote.passage.document, quote.start, quote.end, quote.highlights)
    name = escape(say(language, "copy_help"))
    return (
        f'<a class="copy" href="{place}" title="{name}" lang="{language}">'
        f"{escape(say(language, 'copy'))}</a>"
    )


def note_of_html(document: str) -> str:
    """The name that `said_before` gives, if it gives one."""
    if not document:
        return ""
    return f'<p class="note-of" lang="{language_of(document)}">{escape(document)}</p>'


def note_html(note: Note, language: Language) -> str:
    """The note, its own marker being the link to its place."""
    passage = note.passage
    marker = note_marker(note.text)
    body = passage.start + (marker[1] if marker else 0)
    shown = escape(note.text[: marker[1]]) if marker else f"{escape(note.label)} "
    place = place_of(passage.document, passage.start, passage.end)
    text = spans_html(passage.document.text, body, passage.end, (note_wraps(passage),))
    return (
        f'<p class="note" lang="{language_of(note.text)}"><a class="place" href="{place}"'
        f' title="{escape(say(language, "show_place"))}">{shown}</a>{text}</p>'
    )
