"""Restored: a kept answer of which something no longer stands, as HTML for the chat.

What stands is shown as ever, with the link to its place. What does not is the text as it was
kept: marked as that, linked to nothing, and no answer any more.
"""

from __future__ import annotations

from collections.abc import Iterator

from qa.question import Language, language_of
from ui.record import Checked, SavedNote, SavedQuote
from ui.render import escape, note_html, note_of_html, quote_html, said_before
from ui.strings import say


def changed_html(checked: Checked, language: Language) -> str:
    """The answer, told from one that stands. For what stands whole see `render.answer_html`."""
    mark = f'<span class="turn-mark" lang="{language}">{say(language, "answer_mark")}</span>'
    parts = [f'<p class="since">{escape(say(language, "kept.changed"))}</p>']
    if checked.saved.abstained:
        parts.append(f'<p class="aside">{escape(say(language, "kept.absent_then"))}</p>')
        parts.append(_label(language, "nearest") if checked.nearest else "")
    quotes = [
        *zip(checked.saved.quotes, checked.quotes, strict=True),
        *zip(checked.saved.nearest, checked.nearest, strict=True),
    ]
    for number, (saved, quote) in enumerate(quotes):
        if number == 1 and not checked.saved.abstained:
            parts.append(_label(language, "also"))
        parts.append(
            _past(saved, language) if quote is None else quote_html(quote, language, "quote")
        )
    parts += _notes(checked, language)
    return f'<div class="turn answer changed" lang="{language}">{mark}{"".join(parts)}</div>'


def _notes(checked: Checked, language: Language) -> Iterator[str]:
    if checked.notes:
        yield _label(language, "notes")
    names = said_before([saved.document for saved in checked.saved.notes])
    for name, saved, note in zip(names, checked.saved.notes, checked.notes, strict=True):
        yield note_of_html(name)
        yield _past_note(saved, language) if note is None else note_html(note, language)


def _label(language: Language, key: str) -> str:
    return f'<p class="label">{escape(say(language, key))}</p>'


def _past_mark(language: Language) -> str:
    return f'<p class="past-mark">{escape(say(language, "kept.past"))}</p>'


def _past(saved: SavedQuote, language: Language) -> str:
    path = " › ".join([saved.document, *saved.headings])
    return (
        f'<div class="quote past">{_past_mark(language)}'
        f'<blockquote lang="{language_of(saved.text)}">{escape(saved.text)}</blockquote>'
        f'<p class="citation" lang="{language_of(path)}">{escape(path)}</p></div>'
    )


def _past_note(saved: SavedNote, language: Language) -> str:
    return (
        f'<div class="quote past">{_past_mark(language)}'
        f'<p class="note" lang="{language_of(saved.text)}">{escape(saved.text)}</p></div>'
    )
