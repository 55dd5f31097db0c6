"""Kept: what the chat puts into a reader's conversations, and takes out again.

An answer is the reader's as soon as it is there: that it could not be kept is said, and never in
its way.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from corpus.errors import HakushoError, LibraryError
from index.history import Turn
from index.library import Library
from qa.answer import Answer
from qa.question import Language, language_of
from ui.page.restored import changed_html
from ui.record import Checked, check, standing
from ui.render import Beneath, answer_html, answer_json, nothing, notice_html
from ui.strings import say

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class KeptTurn:
    """A turn of a conversation that was kept, beside the documents of today.

    id: in the history, to judge or drop it.
    outcome: the Answer while all of it stands; Checked where something does not; or the key of
        the words (`ui.strings`) that say why there is neither.
    language: of the answer.
    documents: the names the question was limited to; () when it was not.
    verdict: 1, -1, or None when the reader did not say.
    """

    id: int
    question: str
    outcome: Answer | Checked | str
    language: Language
    documents: tuple[str, ...]
    verdict: int | None


def record_of(answer: Answer, documents: Sequence[str] = ()) -> dict[str, Any]:
    """What is kept of an answer, from which it comes back as it was."""
    record = answer_json(answer) | {"missing": list(answer.missing)}
    return record | {"documents": list(documents)} if documents else record


def keep(
    library: Library, owner: str, conversation: str | None, question: str, record: dict[str, Any]
) -> tuple[str, int] | None:
    """Keep a question and its answer at the end of a conversation, or of a new one where there
    is none or it was deleted meanwhile.

    Returns the ids of the conversation and of the turn; None, and no error, when it could not be
    kept: `not_kept` is the words for that.
    """
    history = library.history
    if not (owner and history.writable):
        return None
    begun = None
    try:
        if not conversation or history.find(owner, conversation) is None:
            begun = conversation = history.begin(owner).id
        turn = history.add(owner, conversation, question, record)
    except (HakushoError, OSError) as error:
        _log.warning("An answer was not kept: %s", error)
        if begun:
            _abandon(library, owner, begun)
        return None
    return conversation, turn.id


def not_kept(library: Library, owner: str) -> str:
    """The key of the words (`ui.strings`) that say that an answer was not kept, and what to do."""
    if not library.history.writable:
        return "kept.read_only"
    return "kept.not" if owner else "kept.nobody"


def _abandon(library: Library, owner: str, begun: str) -> None:
    """No conversation without a question stays in the list."""
    try:
        library.history.delete(owner, begun)
    except (HakushoError, OSError) as error:
        _log.warning("An empty conversation stays: %s", error)


def turns_of(library: Library, owner: str, conversation: str) -> list[KeptTurn]:
    """The turns of the owner's conversation, in order. Raises LibraryError when they have none
    of that id, or a damaged one."""
    return [_turn(turn, library) for turn in library.history.turns(owner, conversation)]


def _turn(kept: Turn, library: Library) -> KeptTurn:
    try:
        checked = check(kept.record, library)
        outcome = standing(checked) or checked
    except LibraryError as error:
        _log.warning("%s", error)
        language = language_of(kept.question)
        return KeptTurn(kept.id, kept.question, "kept.unreadable", language, (), kept.verdict)
    saved = checked.saved
    return KeptTurn(kept.id, kept.question, outcome, saved.language, saved.documents, kept.verdict)


def outcome_html(
    outcome: Answer | Checked | str, language: Language, beneath: Beneath = nothing
) -> str:
    """What the chat shows of a turn's outcome."""
    if isinstance(outcome, Answer):
        return answer_html(outcome, language, beneath)
    if isinstance(outcome, Checked):
        return changed_html(outcome, language)
    return notice_html(say(language, outcome), language)
