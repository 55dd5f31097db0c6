"""Render: an Answer as HTML for the page, as text for a terminal, as JSON.

Everything shown is a span of a document, escaped and never read back.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from corpus.document import without_surrogates
from corpus.notes import note_marker
from corpus.passage import Passage
from qa.answer import Answer, Note
from qa.question import Language, language_of
from qa.quote import Quote
from ui.escaping import Wrap, controls_shown, escape, spans_html
from ui.heading import citation_help
from ui.place import place_of
from ui.strings import say


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


# --- the parts of the chat


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
    body = _understood(answer, language) + show(answer, language, beneath)
    look = "turn answer absent" if answer.abstained else "turn answer"
    mark = _turn_mark(language, "answer_mark")
    return f'<div class="{look}" lang="{language}">{mark}{body}</div>'


def _understood(answer: Answer, language: Language) -> str:
    """What was asked, where that is not what was typed; else ""."""
    if answer.understood is None:
        return ""
    text = f'<q lang="{language_of(answer.understood)}">{escape(answer.understood)}</q>'
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


def missing_words(missing: Sequence[str], language: Language) -> str:
    """That no document has these words, as text."""
    return say(language, "missing", words=say(language, "comma").join(missing))


def quote_html(quote: Quote, language: Language, look: str, beneath: Beneath = nothing) -> str:
    """A quote with the link to its place. look: its classes, "quote first"."""
    marks = [Wrap(start, end, "<mark>", "</mark>") for start, end in quote.highlights]
    text = spans_html(
        quote.passage.document.text, quote.start, quote.end, (marks, note_wraps(quote.passage))
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


def said_before(documents: Sequence[str]) -> list[str]:
    """The name to be said before each of several notes, from the names of their documents; "" where
    it goes without saying, being the same as before or the only one.

    >>> said_before(["計画", "計画", "条例"]), said_before(["計画", "計画"])
    (['計画', '', '条例'], ['', ''])
    """
    if len(set(documents)) < 2 or "" in documents:  # "": a document that is not known
        return [""] * len(documents)
    before = ("", *documents)
    return [name if name != last else "" for last, name in zip(before, documents, strict=False)]


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


# --- for programs and terminals


def answer_json(answer: Answer, documents: Sequence[str] | None = None) -> dict[str, Any]:
    """The machine-readable answer. Offsets count code points of the document's text.

    documents: the names of those the question was limited to, if it was.

    `ui.schemas.Answer` describes the same object for HTTP and MCP, and `ui.programs.ask` holds
    every answer given there to it. It is not used here, because importing pydantic would add
    about 0.2 s to each `hakusho ask --json`.
    """
    record: dict[str, Any] = {
        "question": without_surrogates(answer.question),  # as UTF-8 can hold it
        "language": answer.language,
        "abstained": answer.abstained,
        "confidence": answer.confidence,
        "quotes": [_quote_json(quote) for quote in answer.quotes],
        "notes": [
            {
                "label": note.label,
                "text": note.text,
                "start": note.passage.start,
                "end": note.passage.end,
                "document": note.passage.document.name,
            }
            for note in answer.notes
        ],
        "elapsed_ms": answer.elapsed * 1000,
    }
    if answer.missing:
        record["missing"] = list(answer.missing)
    if answer.understood is not None:
        record["understood"] = answer.understood
    if documents:
        record["documents"] = list(dict.fromkeys(documents))
    if answer.abstained:
        record["nearest"] = [_quote_json(quote) for quote in answer.nearest]
    return record


def _quote_json(quote: Quote) -> dict[str, Any]:
    passage = quote.passage
    return {
        "text": quote.text,
        "start": quote.start,
        "end": quote.end,
        "highlights": [list(span) for span in quote.highlights],
        "document": passage.document.name,
        "source": passage.document.source,
        "headings": list(passage.headings),
        "kind": passage.kind,
        "label": passage.label,
        "passage": {"start": passage.start, "end": passage.end},
        "notes": list(dict.fromkeys(mark.label for mark in quote.note_marks)),
        "score": quote.score,
        "cosine": quote.cosine,
    }


def answer_text(answer: Answer, language: Language) -> str:
    """An answer for a terminal: quotes, their places, their notes. No control characters
    of the document reach the terminal."""
    lines: list[str] = []
    if answer.understood is not None:
        lines += [f"{say(language, 'understood')} {answer.understood}", ""]
    if answer.abstained:
        lines.append(say(language, "absent"))
        if answer.missing:
            lines.append(missing_words(answer.missing, language))
        if answer.nearest:
            lines += ["", f"{say(language, 'nearest')}:"]
    for quote in answer.quotes or answer.nearest:
        help_path = citation_help(quote.passage, language)
        lines += [quote.text, f"  — {' › '.join(quote.citation)}"]
        lines += [f"    ({help_path})", ""] if help_path else [""]
    names = said_before([note.passage.document.name for note in answer.notes])
    for name, note in zip(names, answer.notes, strict=True):
        lines += [f"{name}:", note.text] if name else [note.text]
    return controls_shown("\n".join(lines)).strip()
