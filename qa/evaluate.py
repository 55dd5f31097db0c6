"""Asking questions whose answers are known, and judging what came.

What comes of it is counted in `qa.measures`, and kept in `qa.runs`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from index.library import Library
from qa.answer import DEFAULT_QUOTES, Answer, answer
from qa.question_file import Case


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a case got. `first` and `any_quote` also hold the quotes it would have given
    when it refused; `answer.abstained` says whether it did."""

    case: Case
    answer: Answer
    first: bool
    any_quote: bool

    @property
    def well(self) -> bool:
        """Answered with the right quote first, or rightly refused."""
        return (
            self.answer.abstained
            if not self.case.answers
            else (self.first and not self.answer.abstained)
        )


def evaluate(
    cases: Iterable[Case],
    library: Library,
    k: int = DEFAULT_QUOTES,
    documents: Sequence[str] | None = None,
) -> list[Outcome]:
    """Ask every case, of the documents that it names; those that name none, of those that are
    given, or of all."""
    outcomes = []
    for case in cases:
        given = answer(case.question, library, k, case.documents or documents)
        right = [
            any(text in quote.text for text in case.answers)
            for quote in (*given.quotes, *given.nearest)
        ]
        outcomes.append(Outcome(case, given, right[:1] == [True], any(right)))
    return outcomes


def without_their_answers(cases: Sequence[Case], library: Library) -> list[Case]:
    """The cases of whose answers none stands in any document they are asked of."""
    texts = {document.name: document.text for document in library.documents()}
    return [
        case
        for case in cases
        if case.answers
        and not any(
            answer in text
            for name, text in texts.items()
            if not case.documents or name in case.documents
            for answer in case.answers
        )
    ]
