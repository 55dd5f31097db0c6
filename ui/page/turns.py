"""Turns: what a reader asked and what came of it, and how the chat shows it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from qa.answer import Answer
from qa.question import Language
from ui.page.kept import outcome_html
from ui.record import Checked
from ui.render import Beneath, in_a_row, nothing, place_of, question_html
from ui.strings import say


@dataclass(frozen=True, slots=True)
class Turn:
    """A question of the reader's, what came of it, and the language it is shown in.

    outcome: an Answer; a kept one of which something no longer stands (Checked); or the key
        of the words (`ui.strings`) that say why there is none.
    documents: names of the documents that the question was limited to; () for all.
    kept: its number in the library's history; None where it is not kept.
    verdict: 1 if its reader found it right, -1 if wrong, None if they did not say.
    """

    question: str
    outcome: Answer | Checked | str
    language: Language
    documents: tuple[str, ...] = ()
    kept: int | None = None
    verdict: int | None = None


def messages(turns: Sequence[Turn], beneath: Beneath = nothing) -> list[dict[str, Any]]:
    """The turns as the messages of a `gr.Chatbot`."""
    shown: list[dict[str, Any]] = []
    for number, turn in enumerate(turns):
        if turn.question.strip():
            asked = question_html(turn.question, turn.language) + _ask_again(turn, number)
            shown.append({"role": "user", "content": asked})
        said = outcome_html(turn.outcome, turn.language, beneath) + _judgement(turn, number)
        shown.append({"role": "assistant", "content": said})
    return shown


def _ask_again(turn: Turn, number: int) -> str:
    """What can be done with a question. The links are the page's script's to follow."""
    only = ""
    if turn.documents:
        names = in_a_row(turn.documents, turn.language)
        only = f'<span class="only">{say(turn.language, "only_in", names=names)}</span>'
    acts = ["edit", "again"]
    if turn.documents:
        acts.append("everywhere")
    if not isinstance(turn.outcome, str) and completed(turn):
        acts.append("typed")
    links = "".join(
        f'<a class="{act}" id="{act}-{number}" href="#ask">{say(turn.language, act)}</a>'
        for act in acts
    )
    return f'<p class="acts asked" lang="{turn.language}">{only}{links}</p>'


def _judgement(turn: Turn, number: int) -> str:
    """What a reader can say of an answer that is kept."""
    if turn.kept is None:
        return ""
    absent = isinstance(turn.outcome, Answer) and turn.outcome.abstained
    links = "".join(
        f'<a class="judge{" chosen" if turn.verdict == verdict else ""}" id="{act}-{number}" '
        f'href="#judge" title="{say(turn.language, f"title.{act}")}">'
        f"{say(turn.language, f'absent.{act}' if absent else act)}</a>"
        for act, verdict in (("right", 1), ("wrong", -1))
    )
    return f'<p class="acts" lang="{turn.language}">{links}</p>'


def understood_before(turns: Sequence[Turn]) -> str | None:
    """The last question that could be asked, as it was understood."""
    for turn in reversed(turns):
        if isinstance(turn.outcome, Answer):
            return turn.outcome.understood or turn.outcome.question
        if isinstance(turn.outcome, Checked):
            return turn.outcome.saved.understood or turn.outcome.saved.question
    return None


def completed(turn: Turn) -> bool:
    """Whether the question before may complete this one: of a question that was answered as it
    stood, it does not."""
    if isinstance(turn.outcome, Answer):
        return bool(turn.outcome.understood)
    return isinstance(turn.outcome, str) or bool(turn.outcome.saved.understood)


def first_place(turns: Sequence[Turn]) -> str:
    """The address of the first quote of the last answer, or ""."""
    last = turns[-1].outcome if turns else ""
    if not isinstance(last, Answer) or not last.quotes:
        return ""
    quote = last.quotes[0]
    return str(place_of(quote.passage.document, quote.start, quote.end, quote.highlights))
