"""Desk: what the chat does when a reader asks. It keeps answers in the library's history and
nowhere else. A reader gets an answer as soon as it is there; if it could not be kept, that is said
beside it.

Every function takes what the page holds of a reader and gives it back changed; nothing is
shared between readers.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import gradio as gr

from corpus.errors import DocumentError, HakushoError, QuestionError
from index.library import Library
from qa.answer import DEFAULT_QUOTES, Answer, answer
from qa.drafts.suggest import suggestions
from qa.question import MAX_LENGTH, Language
from ui import programs
from ui.fields import MOST
from ui.page.turns import ShownTurn, completed, shown_again, understood_before
from ui.render import answer_json
from ui.strings import STRINGS

_KEPT = 50  # turns of a conversation that stay on the page
_HELD = MAX_LENGTH + 1  # characters of one that could not be asked; a question too long stays so
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Talk:
    """A reader's conversation as the page holds it.

    id: of the conversation in the library's history; "" until an answer is kept.
    lost: the key of the words that say what was not kept or could not be read, or "".
    """

    turns: tuple[ShownTurn, ...] = ()
    id: str = ""
    lost: str = ""


@dataclass(frozen=True, slots=True)
class Desk:
    """What the page asks of the library."""

    library: Library

    def ask(
        self,
        talk: Talk,
        question: str,
        language: Language,
        owner: str,
        documents: Sequence[str] = (),
    ) -> Talk:
        """The reader asked something, of some documents or of all."""
        before = understood_before(talk.turns)
        return self._with(talk, self._turn(question, language, before, documents), owner)

    def names(self) -> list[str]:
        """The names of the documents that can be asked, in order."""
        try:
            return [entry.name for entry in self.library.entries()]
        except HakushoError as error:
            _log.warning("%s", error)
            return []

    def suggest(self, language: Language, documents: Sequence[str] = ()) -> list[str]:
        """Questions that the documents answer, for a reader who does not know them yet."""
        try:
            return suggestions(self.library, language, tuple(documents) or None)
        except HakushoError as error:
            _log.warning("%s", error)
            return []

    def ask_as_typed(self, talk: Talk, owner: str, number: int) -> Talk:
        """The reader wants a question asked exactly as typed: no word is replaced, and nothing is
        taken from the question before. The new answer takes the place of the one that was given, if
        that is the last; if no answer comes, the old one stays. An earlier one stays too, since
        later questions may refer back to it."""
        if not 0 <= number < len(talk.turns):
            return talk
        last = talk.turns[number]
        turn = self._turn(last.question, last.language, None, last.documents, as_typed=True)
        if number < len(talk.turns) - 1 or not isinstance(turn.outcome, Answer):
            return self._with(talk, turn, owner)
        after = self._with(replace(talk, turns=talk.turns[:-1]), turn, owner)
        if last.id is not None and after.turns[-1].id is not None:
            self._forget(owner, last.id)
        return after

    def ask_again(self, talk: Talk, number: int, owner: str, everywhere: bool = False) -> Talk:
        """The reader wants a question asked again as it was: of the same documents, or
        everywhere, and completed from the same question before it, or from none."""
        if not 0 <= number < len(talk.turns):
            return talk
        asked = talk.turns[number]
        before = understood_before(talk.turns[:number]) if completed(asked) else None
        documents = () if everywhere else asked.documents
        return self._with(
            talk, self._turn(asked.question, asked.language, before, documents), owner
        )

    def judge(self, talk: Talk, number: int, verdict: int, owner: str) -> Talk:
        """The reader says whether an answer is right (1) or wrong (-1); said twice, it is
        taken back."""
        if not 0 <= number < len(talk.turns):
            return talk
        turn = talk.turns[number]
        if turn.id is None:
            return talk
        said = None if turn.verdict == verdict else verdict
        try:
            self.library.history.judge(owner, turn.id, said)
        except HakushoError as error:
            _log.warning("%s", error)
            return replace(talk, lost="judge.not")
        turns = list(talk.turns)
        turns[number] = replace(turn, verdict=said)
        return replace(talk, turns=tuple(turns), lost="")

    def _turn(
        self,
        question: str,
        language: Language,
        before: str | None,
        documents: Sequence[str],
        *,
        as_typed: bool = False,
    ) -> ShownTurn:
        only = tuple(documents)
        try:
            found = answer(
                question, self.library, documents=only or None, before=before, as_typed=as_typed
            )
        except QuestionError as error:
            key = f"question.{error.reason}"
            known = key if key in STRINGS[language] else "question.other"
            return ShownTurn(question[:_HELD], known, language, only)
        except DocumentError:
            return ShownTurn(question[:_HELD], "question.gone", language, only)
        except HakushoError as error:
            _log.warning("%s", error)
            return ShownTurn(question[:_HELD], "failed", language, only)
        return ShownTurn(question, found, language, only)

    def _with(self, talk: Talk, turn: ShownTurn, owner: str) -> Talk:
        """The conversation with one more turn, kept in the history where possible: a full disk
        takes no answer away from its reader."""
        lost = ""
        if isinstance(turn.outcome, Answer):
            record = answer_json(turn.outcome, turn.documents)
            kept = keep(self.library, owner, talk.id or None, turn.question, record)
            if kept is None:
                lost = not_kept(self.library, owner)
            else:
                talk = replace(talk, id=kept[0])
                turn = replace(turn, id=kept[1])
        return replace(talk, turns=(*talk.turns, turn)[-_KEPT:], lost=lost)

    def at_hand(self, held: Talk, recent: str, language: Language, owner: str) -> Talk:
        """The conversation that a page shows: what is `held` of it or, if the server has forgotten
        that, what was kept under the id that the browser remembers.
        """
        return held if held.turns else self.resume(recent, language, owner)

    def resume(self, talk_id: str, language: Language, owner: str) -> Talk:
        """A conversation that was kept; an empty one when the owner has none of that id. One that
        cannot be read now is still the one to be continued."""
        if not owner or not talk_id:
            return Talk()
        try:
            kept = self.library.history.turns(owner, talk_id)[-_KEPT:]
            turns = [shown_again(turn, language, self.library) for turn in kept]
        except HakushoError as error:
            unread = self._unread(Talk(id=talk_id), owner, error)
            # What the browser's window had open need not have been this owner's.
            return Talk() if unread.lost == "saved.gone" else unread
        return Talk(tuple(turns), talk_id)

    def look_again(self, talk: Talk, owner: str) -> Talk:
        """The conversation as it is now: it may have been deleted, its documents changed."""
        if not talk.id:
            return talk
        try:
            kept = {turn.id: turn for turn in self.library.history.turns(owner, talk.id)}
            turns = [
                shown_again(kept[turn.id], turn.language, self.library) if turn.id in kept else turn
                for turn in talk.turns
            ]
        except HakushoError as error:
            return self._unread(talk, owner, error)
        lost = "" if talk.lost == "failed" else talk.lost  # it can be read again
        return replace(talk, turns=tuple(turns), lost=lost)

    def _unread(self, talk: Talk, owner: str, error: HakushoError) -> Talk:
        """What stays of a conversation that could not be read, with the reason: all that the
        page holds, unless the conversation alone is at fault."""
        _log.warning("%s", error)
        try:
            there = self.library.history.find(owner, talk.id) is not None
        except HakushoError:
            return replace(talk, lost="failed")
        return Talk(lost="saved.damaged" if there else "saved.gone")

    def _forget(self, owner: str, kept: int) -> None:
        try:
            self.library.history.drop(owner, kept)
        except HakushoError as error:
            _log.warning("%s", error)

    def respond_to_program(
        self,
        question: str,
        k: int = DEFAULT_QUOTES,
        before: str = "",
        documents: list[str] | None = None,
    ) -> dict[str, Any]:
        """Quotes that answer a Japanese or English question, as `hakusho ask --json`
        prints them. What the question leaves out is taken from the question `before`;
        `documents` are the names, or keys, of those to ask, all if there are none."""
        # Programs send any JSON.
        if not all(isinstance(text, str) for text in (question, before)):
            raise gr.Error("The question is no text; send a string.", print_exception=False)
        if type(k) is not int:  # nor true or false
            raise gr.Error("k is no whole number; send one from 1.", print_exception=False)
        named: object = documents or []
        if not (isinstance(named, list) and all(isinstance(name, str) for name in named)):
            raise gr.Error("documents is no list of names; send one.", print_exception=False)
        try:
            most = min(max(k, 1), MOST)
            return programs.ask(self.library, question, most, before, named).model_dump(
                exclude_unset=True
            )
        except HakushoError as error:
            raise gr.Error(str(error), print_exception=False) from error


# --- keeping


def keep(
    library: Library, owner: str, conversation: str | None, question: str, record: dict[str, Any]
) -> tuple[str, int] | None:
    """Keep a question and its answer at the end of a conversation, or of a new one where there
    is none or it was deleted meanwhile.

    Returns the ids of the conversation and of the turn; None, and no error, when it could not be
    kept: `not_kept` gives the words for that.
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
        if begun is None and conversation and _is_gone(library, owner, conversation):
            return keep(library, owner, None, question, record)  # deleted between the two
        _log.warning("An answer was not kept: %s", error)
        if begun:
            _abandon(library, owner, begun)
        return None
    return conversation, turn.id


def _is_gone(library: Library, owner: str, conversation: str) -> bool:
    try:
        return library.history.find(owner, conversation) is None
    except (HakushoError, OSError):
        return False  # nothing is known of it


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
