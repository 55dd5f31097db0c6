"""Turns: what a reader asked and what came of it, and how the chat shows it.

A kept answer of which something no longer stands is shown as such: what still stands, as before,
with the link to its place; what does not, as the text that was kept, linked to nothing and no
longer an answer.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from typing import Any

from corpus.errors import LibraryError
from index.history import Turn
from index.library import Library
from qa.answer import Answer
from qa.question import Language, language_of
from ui import schemas
from ui.answer_html import (
    Beneath,
    answer_html,
    in_a_row,
    note_html,
    note_of_html,
    nothing,
    notice_html,
    question_html,
    quote_html,
    understood_html,
)
from ui.answer_text import said_before
from ui.escaping import escape
from ui.page.keeping import Kept
from ui.place import place_of
from ui.record import Checked, check, standing
from ui.strings import say

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class ShownTurn:
    """A question of the reader's, what came of it, and the language it is shown in.

    outcome: an Answer; a kept one of which something no longer stands (Checked); or the key
        of the words (`ui.strings`) that say why there is none.
    documents: names of the documents that the question was limited to; () for all.
    id: of the turn in the library's history; None where it is not kept.
    keeping: what will have become of it, while it is still being kept.
    verdict: 1 if its reader found it right, -1 if wrong, None if they did not say.
    """

    question: str
    outcome: Answer | Checked | str
    language: Language
    documents: tuple[str, ...] = ()
    id: int | None = None
    verdict: int | None = None
    keeping: Future[Kept] | None = None


def shown_again(turn: Turn, language: Language, library: Library) -> ShownTurn:
    """A turn that was kept, beside the documents of today."""
    outcome: Answer | Checked | str = "kept.unreadable"
    documents: tuple[str, ...] = ()
    try:
        checked = check(turn.record, library)
    except LibraryError as error:
        _log.warning("%s", error)
    else:
        outcome = standing(checked) or checked
        documents = tuple(checked.kept.documents)
    return ShownTurn(turn.question, outcome, language, documents, turn.id, turn.verdict)


def messages(turns: Sequence[ShownTurn], beneath: Beneath = nothing) -> list[dict[str, Any]]:
    """The turns as the messages of a `gr.Chatbot`."""
    shown: list[dict[str, Any]] = []
    for number, turn in enumerate(turns):
        if turn.question.strip():
            asked = question_html(turn.question, turn.language) + _ask_again(turn, number)
            shown.append({"role": "user", "content": asked})
        said = outcome_html(turn, beneath) + _judgement(turn, number)
        shown.append({"role": "assistant", "content": said})
    return shown


def _ask_again(turn: ShownTurn, number: int) -> str:
    """What can be done with a question. The page's script follows the links."""
    only = ""
    if turn.documents:
        names = in_a_row(turn.documents, turn.language)
        only = f'<span class="only">{say(turn.language, "only_in", names=names)}</span>'
    acts = ["edit", "again"]
    if turn.documents:
        acts.append("everywhere")
    if (given := _given(turn)) and given.understood:
        acts.append("typed")
    links = "".join(
        f'<a class="{act}" id="{act}-{number}" href="#ask">{say(turn.language, act)}</a>'
        for act in acts
    )
    return f'<p class="acts asked" lang="{turn.language}">{only}{links}</p>'


def _judgement(turn: ShownTurn, number: int) -> str:
    """What a reader can say of an answer that is kept and can be read."""
    if turn.id is None or isinstance(turn.outcome, str):
        return ""
    absent = isinstance(turn.outcome, Answer) and turn.outcome.abstained
    links = "".join(
        f'<a class="judge{" chosen" if turn.verdict == verdict else ""}" id="{act}-{number}" '
        f'href="#judge" title="{say(turn.language, f"title.{act}")}">'
        f"{say(turn.language, f'absent.{act}' if absent else act)}</a>"
        for act, verdict in (("right", 1), ("wrong", -1))
    )
    return f'<p class="acts" lang="{turn.language}">{links}</p>'


def understood_before(turns: Sequence[ShownTurn]) -> str | None:
    """The last question that could be asked, as it was understood."""
    for turn in reversed(turns):
        if given := _given(turn):
            return given.understood or given.question
    return None


def completed(turn: ShownTurn) -> bool:
    """Whether the question before may complete this one; it does not if this one was answered as it
    stood."""
    given = _given(turn)
    return given is None or bool(given.understood)


def _given(turn: ShownTurn) -> Answer | schemas.Answer | None:
    """The answer, or what was kept of it; None where there is none."""
    outcome = turn.outcome
    if isinstance(outcome, Checked):
        return outcome.kept
    return outcome if isinstance(outcome, Answer) else None


def first_place(turns: Sequence[ShownTurn]) -> str:
    """The address of the first quote of the last answer, or ""."""
    last = turns[-1].outcome if turns else ""
    if not isinstance(last, Answer) or not last.quotes:
        return ""
    quote = last.quotes[0]
    return str(place_of(quote.passage.document, quote.start, quote.end, quote.highlights))


# --- what came of a question


def outcome_html(turn: ShownTurn, beneath: Beneath = nothing) -> str:
    """What the chat shows of a turn's outcome."""
    outcome, language = turn.outcome, turn.language
    if isinstance(outcome, Answer):
        return answer_html(outcome, language, beneath)
    if isinstance(outcome, Checked):
        return _changed_html(outcome, language)
    return notice_html(say(language, outcome), language)


def _changed_html(checked: Checked, language: Language) -> str:
    """The answer, set apart from one that stands whole, which `answer_html` shows. It does not say
    what no document had (`missing`), since it may be in one now."""
    mark = f'<span class="turn-mark" lang="{language}">{say(language, "answer_mark")}</span>'
    parts = [
        understood_html(checked.kept.understood, language),
        f'<p class="since">{escape(say(language, "kept.changed"))}</p>',
    ]
    if checked.kept.abstained:
        parts.append(f'<p class="aside">{escape(say(language, "kept.absent_then"))}</p>')
        parts.append(_label(language, "nearest") if checked.nearest else "")
    for number, quote in enumerate((*checked.quotes, *checked.nearest)):
        if number == 1 and not checked.kept.abstained:
            parts.append(_label(language, "also"))
        now = quote.standing
        parts.append(
            quote_html(now, language, "quote") if now else _past_quote(quote.kept, language)
        )
    parts += _notes(checked, language)
    return f'<div class="turn answer changed" lang="{language}">{mark}{"".join(parts)}</div>'


def _notes(checked: Checked, language: Language) -> Iterator[str]:
    if checked.notes:
        yield _label(language, "notes")
    names = said_before([kept.document for kept in checked.kept.notes])
    for name, (kept, now) in zip(names, checked.notes, strict=True):
        yield note_of_html(name)
        yield note_html(now, language) if now else _past_note(kept, language)


def _label(language: Language, key: str) -> str:
    return f'<p class="label">{escape(say(language, key))}</p>'


def _past_quote(kept: schemas.Quote, language: Language) -> str:
    path = " › ".join([kept.document, *kept.headings])
    where = f'<p class="citation" lang="{language_of(path)}">{escape(path)}</p>'
    text = f'<blockquote lang="{language_of(kept.text)}">{escape(kept.text)}</blockquote>'
    return _past(text + where, language)


def _past_note(kept: schemas.Note, language: Language) -> str:
    text = f'<p class="note" lang="{language_of(kept.text)}">{escape(kept.text)}</p>'
    return _past(text, language)


def _past(html: str, language: Language) -> str:
    mark = f'<p class="past-mark">{escape(say(language, "kept.past"))}</p>'
    return f'<div class="quote past">{mark}{html}</div>'
