"""Export: a conversation as Markdown, as JSON, and as a page to print.

Everything comes from the records that were kept, and every quote is compared with its document
again: what no longer stands there is shown as it was, and labelled so.
"""

from __future__ import annotations

import base64
import hashlib
import html
import json
import re
from collections.abc import Iterator, Sequence
from datetime import datetime
from importlib import resources

from corpus.names import visible, without_surrogates
from index.history import Conversation, Turn
from index.library import Library
from qa.question import Language, language_of
from qa.quote import Quote
from ui import VERSION, schemas
from ui.answer_html import note_of_html
from ui.answer_text import missing_words, said_before
from ui.citation import Cited, cited_kept, cited_quote, footnote, minute_words
from ui.escaping import Wrap, escape, spans_html
from ui.markdown import blockquote, escape_markdown
from ui.place import place_of
from ui.record import Checked, CheckedNote, CheckedQuote, check
from ui.sources import record_without_folders
from ui.strings import say

_JAPANESE = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\uff01-\uff9f]+")


def as_json(
    conversation: Conversation, turns: Sequence[Turn], library: Library, at: datetime
) -> str:
    """The conversation for programs: each record as it was kept, except for the folders of files,
    and whether every text in it still stands at its offsets.

    at: the time of the export, with its zone, in which all times are given.
    """
    exported = {
        "program": "hakusho-qa",
        "version": VERSION,
        "exported_at": at.isoformat(timespec="seconds"),
        "title": without_surrogates(conversation.title),
        "turns": [
            {
                "question": without_surrogates(turn.question),
                "created": _time(turn, at).isoformat(timespec="seconds"),
                "stands": check(turn.record, library).unmoved,
                "record": record_without_folders(turn.record),
            }
            for turn in turns
        ],
    }
    return json.dumps(exported, ensure_ascii=False, indent=2) + "\n"


def _time(turn: Turn, at: datetime) -> datetime:
    return datetime.fromtimestamp(turn.created, at.tzinfo)


def _labelled(label: str, text: str, language: Language) -> str:
    return f"{label}{text}" if language == "ja" else f"{label} {text}"


class _Cite:
    """How the places of one export are cited."""

    def __init__(self, language: Language, at: datetime) -> None:
        self.language = language
        self._day = at.date()

    def cited(self, quote: CheckedQuote) -> Cited:
        now = quote.standing
        return cited_kept(quote.kept) if now is None else cited_quote(now)

    def footnote(self, cited: Cited) -> str:
        return footnote(cited, self.language, self._day)

    def offsets(self, quote: Quote) -> str:
        return say(self.language, "offsets", start=str(quote.start), end=str(quote.end))

    def place(self, quote: Quote) -> str:
        return str(place_of(quote.passage.document, quote.start, quote.end))


# What an answer is made of: the text of a line, or a quote, or a note.
_Part = str | CheckedQuote | CheckedNote


def _parts(checked: Checked, language: Language) -> Iterator[tuple[str, _Part]]:
    """The parts of an answer in the order in which every form has them, each with its look, a class
    of `export.css`."""
    kept = checked.kept
    for remark in _remarks(kept, language):
        yield "understood", remark
    if kept.abstained:
        yield "absence", say(language, "absent")
    if kept.missing:
        yield "aside", missing_words(kept.missing, language)
    for number, quote in enumerate(checked.quotes):
        if number == 1:
            yield "heading", say(language, "also")
        yield "also" if number else "first", quote
    if checked.nearest:
        yield "heading", say(language, "nearest")
    for quote in checked.nearest:
        yield "near", quote
    if checked.notes:
        yield "heading", say(language, "notes")
    names = said_before([note.document for note in kept.notes])
    for name, note in zip(names, checked.notes, strict=True):
        if name:
            yield "note-of", name
        yield "note", note
        if note.now is None:
            yield "changed", say(language, "note_changed_since")


def _remarks(kept: schemas.Answer, language: Language) -> Iterator[str]:
    """What was really asked, where that is not what was typed, and of which documents."""
    if kept.understood:
        yield _labelled(say(language, "understood"), kept.understood, language)
    if kept.documents:
        yield say(language, "only_in", names=say(language, "comma").join(kept.documents))


# --- Markdown


def markdown(
    conversation: Conversation,
    turns: Sequence[Turn],
    language: Language,
    library: Library,
    at: datetime,
) -> str:
    """The conversation as Markdown: quotes as quote blocks that any renderer shows exactly.

    at: the time of the export, with its zone.
    """
    cite = _Cite(language, at)
    made = escape_markdown(say(language, "exported", version=VERSION))
    blocks = [
        f"# {_one_line(conversation.title)}",
        _labelled(made, minute_words(at, language), language),
    ]
    blocks.append(escape_markdown(say(language, "exported_promise")))
    for number, turn in enumerate(turns, 1):
        blocks.append(f"## {number}\\. {_one_line(turn.question)}")
        blocks.append(minute_words(_time(turn, at), language))
        for look, part in _parts(check(turn.record, library), language):
            blocks += _part_markdown(look, part, cite)
    return "\n\n".join(blocks) + "\n"


def _one_line(text: str) -> str:
    return escape_markdown(" ".join(without_surrogates(text).splitlines()))


def _part_markdown(look: str, part: _Part, cite: _Cite) -> Iterator[str]:
    if isinstance(part, CheckedQuote):
        yield blockquote(part.kept.text)
        yield "\\\n".join(_where_markdown(part, cite))
    elif isinstance(part, CheckedNote):
        yield blockquote(part.kept.text)
    elif look == "heading":
        yield f"### {escape_markdown(part)}"
    elif look in ("absence", "note-of"):
        yield f"**{_one_line(part)}**"
    else:
        yield escape_markdown(part)


def _where_markdown(quote: CheckedQuote, cite: _Cite) -> Iterator[str]:
    cited = cite.cited(quote)
    line, address = cite.footnote(cited), cited.address or ""
    before, _, after = line.partition(address) if address else (line, "", "")
    link = f"<{address}>" if address else ""
    shown = f"{escape_markdown(before)}{link}{escape_markdown(after)}"
    yield _labelled(say(cite.language, "cited_from"), shown, cite.language)
    if (now := quote.standing) is not None:
        yield f"{escape_markdown(cite.offsets(now))} `{cite.place(now)}`"
    else:
        yield escape_markdown(say(cite.language, "changed_since"))


# --- a page to print


def printable(
    conversation: Conversation,
    turns: Sequence[Turn],
    language: Language,
    library: Library,
    at: datetime,
) -> str:
    """The conversation as one HTML page for paper: no script, and nothing from outside.

    at: the time of the export, with its zone.
    """
    cite = _Cite(language, at)
    style = (resources.files("ui") / "export.css").read_text("utf-8")
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    title = without_surrogates(conversation.title)
    made = escape(say(language, "exported", version=VERSION))
    body = "".join(
        _turn_html(number, turn, _time(turn, at), check(turn.record, library), cite)
        for number, turn in enumerate(turns, 1)
    )
    return (
        f'<!DOCTYPE html>\n<html lang="{language}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; '
        f"style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'\">\n"
        '<meta name="referrer" content="no-referrer">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{html.escape(visible(title))}</title>\n<style>{style}</style>\n</head>\n<body>\n"
        f'<header><h1 lang="{language_of(title)}">{escape(title)}</h1>'
        f"<p>{_labelled(made, _time_html(at, language), language)}</p>"
        f"<p>{escape(say(language, 'exported_promise'))}</p></header>\n"
        f"<main>\n{body}</main>\n</body>\n</html>\n"
    )


def _time_html(time: datetime, language: Language) -> str:
    exact = time.isoformat(timespec="seconds")
    return f'<time datetime="{exact}">{escape(minute_words(time, language))}</time>'


def _turn_html(number: int, turn: Turn, time: datetime, checked: Checked, cite: _Cite) -> str:
    question = without_surrogates(turn.question)
    parts = (_part_html(look, part, cite) for look, part in _parts(checked, cite.language))
    return (
        f'<section class="turn"><h2><span class="number">{number}</span>'
        f'<span lang="{language_of(question)}">{escape(question)}</span></h2>'
        f'<p class="asked">{_time_html(time, cite.language)}</p>'
        f"{''.join(parts)}</section>\n"
    )


def _part_html(look: str, part: _Part, cite: _Cite) -> str:
    if isinstance(part, CheckedQuote):
        return _quote_html(part, cite, look)
    if isinstance(part, CheckedNote):
        text = part.kept.text
        return f'<p class="{look}" lang="{language_of(text)}">{escape(text)}</p>'
    if look == "heading":
        return f"<h3>{escape(part)}</h3>"
    if look == "note-of":
        return note_of_html(part)
    return f'<p class="{look}">{_in_languages(part, cite.language)}</p>'


def _quote_html(quote: CheckedQuote, cite: _Cite, look: str) -> str:
    kept, now = quote.kept, quote.standing
    # What is near is not the answer: nothing in it is marked.
    highlights = [] if look == "near" else kept.highlights
    marks = [
        Wrap(start - kept.start, end - kept.start, "<mark>", "</mark>") for start, end in highlights
    ]
    text = spans_html(kept.text, 0, len(kept.text), [marks])
    cited = cite.cited(quote)
    line = _in_languages(cite.footnote(cited), cite.language)
    if cited.address:
        shown = escape(cited.address)
        link = f'<a href="{shown}" rel="noopener noreferrer">{shown}</a>'
        line = line.replace(shown, link, 1)
    where = (
        f'<p class="changed">{escape(say(cite.language, "changed_since"))}</p>'
        if now is None
        else f'<p class="where">{escape(cite.offsets(now))}　{escape(cite.place(now))}</p>'
    )
    label = f'<span class="label">{escape(say(cite.language, "cited_from"))}</span>'
    return (
        f'<figure class="{look} {"gone" if now is None else "there"}">'
        f'<blockquote lang="{language_of(kept.text)}">{text}</blockquote>'
        f"<figcaption><p>{_labelled(label, line, cite.language)}</p>{where}</figcaption></figure>"
    )


def _in_languages(text: str, language: Language) -> str:
    """A line of the interface as HTML. Japanese inside an English line is marked as such, for its
    glyphs, its line breaks and the voice of a screen reader."""
    if language == "ja":
        return escape(text)
    parts, end = [], 0
    for found in _JAPANESE.finditer(text):
        parts.append(escape(text[end : found.start()]))
        parts.append(f'<span lang="ja">{escape(found[0])}</span>')
        end = found.end()
    return "".join([*parts, escape(text[end:])])
