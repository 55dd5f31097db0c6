"""Desk: what the chat does when a reader asks. It keeps answers in the library's history and
nowhere else. A reader gets an answer as soon as it is there; if it could not be kept, or not yet,
that is said beside it.

Every function takes what the page holds of a reader and gives it back changed; nothing is
shared between readers.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from corpus.errors import DocumentError, HakushoError, QuestionError
from index.library import Library
from qa.answer import Answer, answer
from qa.drafts.suggest import suggestions
from qa.question import MAX_LENGTH, Language
from ui.answer_record import answer_json
from ui.page.events import said_of
from ui.page.keeping import Keeper
from ui.page.turns import ShownTurn, completed, shown_again, understood_before
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
    keeper: Keeper = field(default_factory=Keeper)

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
            return self.library.names()
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
        later questions may refer back to it, and one that was judged, with what was said of it."""
        if not 0 <= number < len(talk.turns):
            return talk
        last = talk.turns[number]
        turn = self._turn(last.question, last.language, None, last.documents, as_typed=True)
        stays = number < len(talk.turns) - 1 or last.verdict is not None
        if stays or not isinstance(turn.outcome, Answer):
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
            return replace(talk, lost=said_of(error, "judge.not"))
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
        if isinstance(turn.outcome, Answer):
            record = answer_json(turn.outcome, turn.documents)
            earlier = [each.keeping for each in talk.turns if each.keeping]
            keeping = self.keeper.keep(
                self.library, owner, earlier[-1] if earlier else talk.id, turn.question, record
            )
            turn = replace(turn, keeping=keeping)
        return settled(replace(talk, turns=(*talk.turns, turn)[-_KEPT:], lost=""))

    def at_hand(self, held: Talk, recent: str, language: Language, owner: str) -> Talk:
        """The conversation that a page shows: what is `held` of it or, if the server has forgotten
        that, what was kept under the id that the browser remembers.
        """
        if held.turns:
            return settled(held)
        begun = self.keeper.awaited(owner)
        return self.resume(recent or begun, language, owner)

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


def settled(talk: Talk) -> Talk:
    """The conversation with what has come of its answers that were being kept."""
    lost = "" if talk.lost == "kept.later" else talk.lost
    turns = list(talk.turns)
    for number, turn in enumerate(turns):
        if turn.keeping and turn.keeping.done():
            kept = turn.keeping.result()
            talk = replace(talk, id=kept.conversation or talk.id)
            turns[number] = replace(turn, id=kept.turn, keeping=None)
            lost = kept.lost or lost
        elif turn.keeping:
            lost = "kept.later"
    return replace(talk, turns=tuple(turns), lost=lost)
