"""The measures, on any question file: does the first quote answer, does one of them,
does it refuse what the documents do not say, and how long does it take.

A question file has a JSON object a line: "question"; "language" ("ja" or "en");
"answers", exact substrings of the documents, any of which a right quote contains,
empty when the documents do not answer; optional "part", "distance" and others.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from corpus.errors import QuestionError, QuestionFileError
from index.library import Library
from qa.answer import DEFAULT_QUOTES, Answer, answer
from qa.question import Language, read_question


@dataclass(frozen=True, slots=True)
class Case:
    """A question with known answers; `answers` is empty when it has none.

    part: e.g. "tune" or "report"; distance: "near" or "far" for unanswerable ones.
    """

    question: str
    language: Language
    answers: tuple[str, ...]
    part: str = ""
    distance: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a case got. `first` and `any_quote` also hold the quotes it would have given
    when it refused; `answer.abstained` says whether it did."""

    case: Case
    answer: Answer
    first: bool
    any_quote: bool


@dataclass(frozen=True, slots=True)
class Measures:
    """Shares are in [0, 1], None where there was no question to count.

    first, any_quote: of the answerable, answered with the right quote first / among
        the quotes. A refusal counts as wrong.
    ranked_first: the same as `first` if it never refused: retrieval and ranking alone.
    refused_answerable: of the answerable, refused. Lower is better.
    refused_near, refused_far, refused: of the unanswerable, refused.
    p50_ms, p99_ms: time from question to answer.
    """

    answerable: int
    unanswerable: int
    first: float | None
    any_quote: float | None
    ranked_first: float | None
    refused_answerable: float | None
    refused: float | None
    refused_near: float | None
    refused_far: float | None
    p50_ms: float
    p99_ms: float


def read_cases(path: str | Path, part: str | None = None) -> list[Case]:
    """Read a question file; only the questions of `part` if one is named.

    Raises QuestionFileError, naming the line.
    """
    try:
        lines = Path(path).read_text("utf-8-sig").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise QuestionFileError(f"{path} cannot be read as UTF-8 text ({error}).") from error
    cases = [_case(line, f"{path}, line {n}") for n, line in enumerate(lines, 1) if line.strip()]
    chosen = [case for case in cases if part is None or case.part == part]
    if not chosen:
        raise QuestionFileError(
            f"{path} has no question" + (f" of part “{part}”." if part else ".")
        )
    return chosen


def _case(line: str, where: str) -> Case:
    try:
        entry = json.loads(line)
        question, language, answers = entry["question"], entry["language"], entry["answers"]
        if language not in ("ja", "en") or not isinstance(question, str):
            raise ValueError
        if not isinstance(answers, list) or not all(isinstance(a, str) and a for a in answers):
            raise ValueError
    except (ValueError, KeyError, TypeError) as error:
        raise QuestionFileError(
            f'{where}: needs {{"question": "...", "language": "ja" or "en", "answers": [...]}}.'
        ) from error
    try:
        read_question(question)
    except QuestionError as error:
        raise QuestionFileError(f"{where}: {error}") from error
    return Case(
        question,
        language,
        tuple(answers),
        str(entry.get("part", "")),
        str(entry.get("distance", "")),
    )


def evaluate(
    cases: Iterable[Case],
    library: Library,
    k: int = DEFAULT_QUOTES,
    documents: Sequence[str] | None = None,
) -> list[Outcome]:
    """Ask every case."""
    outcomes = []
    for case in cases:
        given = answer(case.question, library, k, documents)
        right = [
            any(text in quote.text for text in case.answers)
            for quote in (*given.quotes, *given.nearest)
        ]
        outcomes.append(Outcome(case, given, right[:1] == [True], any(right)))
    return outcomes


def measure(outcomes: Sequence[Outcome]) -> Measures:
    """The measures over some outcomes; there must be at least one."""
    answerable = [o for o in outcomes if o.case.answers]
    unanswerable = [o for o in outcomes if not o.case.answers]
    times = [o.answer.elapsed * 1000 for o in outcomes]
    refusals = {
        distance: [o.answer.abstained for o in unanswerable if o.case.distance == distance]
        for distance in ("near", "far")
    }
    return Measures(
        answerable=len(answerable),
        unanswerable=len(unanswerable),
        first=_share([o.first and not o.answer.abstained for o in answerable]),
        any_quote=_share([o.any_quote and not o.answer.abstained for o in answerable]),
        ranked_first=_share([o.first for o in answerable]),
        refused_answerable=_share([o.answer.abstained for o in answerable]),
        refused=_share([o.answer.abstained for o in unanswerable]),
        refused_near=_share(refusals["near"]),
        refused_far=_share(refusals["far"]),
        p50_ms=float(np.percentile(times, 50)),
        p99_ms=float(np.percentile(times, 99)),
    )


def measure_by_language(outcomes: Sequence[Outcome]) -> dict[Language, Measures]:
    """The measures of each language that was asked in."""
    languages: tuple[Language, ...] = ("ja", "en")
    by_language = {
        language: [o for o in outcomes if o.case.language == language] for language in languages
    }
    return {language: measure(some) for language, some in by_language.items() if some}


def _share(values: Sequence[bool]) -> float | None:
    return sum(values) / len(values) if values else None
