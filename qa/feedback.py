"""Feedback: the answers that readers judged, as the lines of a question file.

What was judged right is known: the first quote answers, or nothing does. What was judged
wrong only asks for a person, who writes into the line what is right (see `qa.question_file`).
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from corpus.errors import QuestionError
from index.history import Turn
from index.library import Library
from qa.question import read_question

_PART = "feedback"
# A question with the names of the documents it was limited to, none for all.
_Asked = tuple[str, str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Feedback:
    """The lines of a question file, and what is in them.

    answered, unanswerable: lines of which the right answer is known, or that there is none.
    open: lines for a person to complete.
    left_out: judged answers that cannot be asked for again: a document has changed or gone.
    """

    lines: tuple[str, ...]
    answered: int
    unanswerable: int
    open: int
    left_out: int


def feedback(turns: Iterable[Turn], library: Library) -> Feedback:
    """The question file of the judged turns, in order. A question judged several times is one
    line, in which the later verdict prevails."""
    names = frozenset(library.names())
    judged: dict[_Asked, list[Turn]] = {}
    left_out = 0
    for turn in turns:
        asked = _asked(turn)
        if asked is None or not _stands(turn, asked, names, library):
            left_out += 1
        else:
            judged.setdefault(asked, []).append(turn)
    entries = [_entry(asked, some) for asked, some in judged.items()]
    known = [entry["answers"] for entry in entries if entry["answers"] is not None]
    return Feedback(
        lines=tuple(json.dumps(entry, ensure_ascii=False) for entry in entries),
        answered=sum(bool(answers) for answers in known),
        unanswerable=sum(not answers for answers in known),
        open=len(entries) - len(known),
        left_out=left_out,
    )


def _asked(turn: Turn) -> _Asked | None:
    """The question as it was understood, so that it stands for itself; None if it was none."""
    question = str(turn.record.get("understood") or turn.question)
    language = turn.record.get("language")
    try:
        read_question(question)
    except QuestionError:
        return None
    if language not in ("ja", "en"):
        return None
    return question, language, tuple(map(str, turn.record.get("documents") or ()))


def _first(turn: Turn) -> dict[str, Any] | None:
    """The first quote; None of a refusal."""
    quotes = turn.record.get("quotes") or [None]
    return quotes[0]  # type: ignore[no-any-return]


def _stands(turn: Turn, asked: _Asked, names: frozenset[str], library: Library) -> bool:
    """Whether the question can be asked again, and what was rightly quoted can be found.

    names: of all documents there are.
    """
    first = _first(turn)
    if not names.issuperset(asked[2]):
        return False
    if first is None or turn.verdict != 1:
        return True
    name = first["document"]
    return name in names and first["text"] in library.document(name).text


def _entry(asked: _Asked, turns: Iterable[Turn]) -> dict[str, Any]:
    right, wrong, unanswerable = dict[str, None](), dict[str, None](), False
    for turn in turns:
        first = _first(turn)
        if first is None:
            unanswerable = turn.verdict == 1
            right = {} if unanswerable else right
        elif turn.verdict == 1:
            unanswerable = False
            right[first["text"]] = None
            wrong.pop(first["text"], None)
        else:
            right.pop(first["text"], None)
            wrong[first["text"]] = None
    question, language, documents = asked
    entry: dict[str, Any] = {"question": question, "language": language, "part": _PART}
    if documents:
        entry["documents"] = list(documents)
    entry["answers"] = list(right) if right or unanswerable else None
    if entry["answers"] is None:
        entry["wrong"] = list(wrong)
    return entry
