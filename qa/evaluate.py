"""Asking a question file whose answers are known, keeping what came, and comparing two runs.

A question file has a JSON object a line: "question"; "language" ("ja" or "en");
"answers", exact substrings of the documents, any of which a right quote contains,
empty when the documents do not answer, null when nobody has said yet what answers, and the
question is left out; optional are "highlights", the answer in the narrow sense in any of
several right forms, "documents", the names of those it is limited to, "part", "kind",
"wording" and "distance". What comes of it is counted in `qa.measures`.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus.errors import QuestionError, QuestionFileError
from index.atomic import put_whole
from index.library import Library
from qa.answer import DEFAULT_QUOTES, Answer, answer
from qa.question import Language, read_question

_LONGEST = 1_000_000  # characters of a line of a run


@dataclass(frozen=True, slots=True)
class Case:
    """A question with known answers; `answers` is empty when it has none.

    part: e.g. "tune" or "report"; distance: "near" or "far" for unanswerable ones; kind: of
    answer, e.g. "date"; highlights: right forms of the answer in the narrow sense, any of
    them as good, () when it has no short form; documents: the names of those it is asked of, ()
    for all that a run asks.
    """

    question: str
    language: Language
    answers: tuple[str, ...]
    part: str = ""
    distance: str = ""
    kind: str = ""
    wording: str = ""
    highlights: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()


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


def read_cases(path: str | Path, part: str | None = None) -> list[Case]:
    """Read a question file; only the questions of `part` if one is named, and only those of
    which the answers are known.

    Raises QuestionFileError, naming the line.
    """
    return read_cases_counting_open(path, part)[0]


def read_cases_counting_open(path: str | Path, part: str | None = None) -> tuple[list[Case], int]:
    """The same, and how many questions are open: left out because nobody has said yet what
    answers them."""
    try:
        lines = Path(path).read_text("utf-8-sig").split("\n")
    except OSError as error:
        raise QuestionFileError(f"{path} cannot be read ({error.strerror}).") from error
    except UnicodeDecodeError as error:
        raise QuestionFileError(f"{path} cannot be read as UTF-8 text ({error}).") from error
    cases = [_case(line, f"{path}, line {n}") for n, line in enumerate(lines, 1) if line.strip()]
    chosen = [(case, known) for case, known in cases if part is None or case.part == part]
    kept = [case for case, known in chosen if known]
    if not kept:
        what = " with known answers" if chosen else ""
        raise QuestionFileError(
            f"{path} has no question{what}" + (f" of part “{part}”." if part else ".")
        )
    return kept, len(chosen) - len(kept)


def _case(line: str, where: str) -> tuple[Case, bool]:
    """A line's question, and whether its answers are known."""
    try:
        entry = json.loads(line)
        question, language, answers = entry["question"], entry["language"], entry["answers"]
        if language not in ("ja", "en") or not isinstance(question, str):
            raise ValueError
        known, answers = answers is not None, [] if answers is None else answers
        highlights, documents = entry.get("highlights", []), entry.get("documents", [])
        for texts in (answers, highlights, documents):
            if not isinstance(texts, list) or not all(isinstance(a, str) and a for a in texts):
                raise ValueError
    except (ValueError, KeyError, TypeError) as error:
        raise QuestionFileError(
            f'{where}: needs {{"question": "...", "language": "ja" or "en", "answers": [...]}}.'
        ) from error
    try:
        read_question(question)
    except QuestionError as error:
        raise QuestionFileError(f"{where}: {error}") from error
    said = {key: str(entry.get(key, "")) for key in ("part", "distance", "kind", "wording")}
    case = Case(
        question,
        language,
        tuple(answers),
        highlights=tuple(highlights),
        documents=tuple(documents),
        **said,
    )
    return case, known


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


# --- a run kept, and compared with another


@dataclass(frozen=True, slots=True)
class Change:
    """A question that went well in one of two runs and not in the other: whether it does now, and
    the confidence then and now."""

    case: Case
    is_well: bool
    was_confidence: float
    is_confidence: float


def save_run(outcomes: Sequence[Outcome], path: str | Path) -> None:
    """Keep what a run got: a JSON object a line, as `read_run` reads it. Written whole or not at
    all: what the file held before may still be wanted to compare with."""
    lines = (
        json.dumps(
            {
                "question": outcome.case.question,
                "documents": outcome.case.documents,
                "well": outcome.well,
                "confidence": round(outcome.answer.confidence, 4),
                "quotes": [[q.start, q.end] for q in outcome.answer.quotes],
            },
            ensure_ascii=False,
        )
        for outcome in outcomes
    )
    try:
        with put_whole(Path(path)) as beside:
            beside.write_text("".join(f"{line}\n" for line in lines), "utf-8")
    except OSError as error:
        raise QuestionFileError(f"{path} cannot be written ({error.strerror}).") from error


# A question, the documents it is limited to, and how many like it came before.
Key = tuple[str, tuple[str, ...], int]
Run = Mapping[Key, tuple[bool, float]]  # did it go well, and the confidence


def read_run(path: str | Path) -> Run:
    """A run kept by `save_run`. Raises QuestionFileError for another file, of which no more is
    read than shows that it is one."""
    kept = []
    try:
        if Path(path).exists() and not Path(path).is_file():  # a device may never end
            raise ValueError("it is no regular file")
        with Path(path).open(encoding="utf-8", newline="\n") as file:
            # A question may hold other line ends, and another file none at all.
            for number, line in enumerate(iter(lambda: file.readline(_LONGEST), ""), 1):
                if line != "\n":
                    kept.append(_kept(line, f"line {number}"))
    except (OSError, ValueError) as error:
        raise QuestionFileError(
            f"{path} is no run kept by hakusho eval --save ({error})."
        ) from error
    keys = _keys(asked for asked, _ in kept)
    return {key: went for key, (_, went) in zip(keys, kept, strict=True)}


def _kept(line: str, where: str) -> tuple[tuple[str, tuple[str, ...]], tuple[bool, float]]:
    """A line's question and its documents, and how it went. Raises ValueError."""
    try:
        entry = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise ValueError(f"{where} is no JSON") from error
    if not isinstance(entry, dict):
        raise ValueError(f"{where} is no JSON object")
    for name, kind in (("question", str), ("well", bool), ("confidence", float | int)):
        if not isinstance(entry.get(name), kind):
            what = "has no" if name not in entry else "has an unusable"
            raise ValueError(f"{where} {what} “{name}”")
    documents = entry.get("documents", [])
    if not isinstance(documents, list) or not all(isinstance(each, str) for each in documents):
        raise ValueError(f"{where} has an unusable “documents”")
    asked = entry["question"], tuple(documents)
    return asked, (entry["well"], float(entry["confidence"]))


def compare(outcomes: Sequence[Outcome], earlier: Run) -> list[Change]:
    """The questions that went well then and not now, or the reverse; questions that the
    earlier run did not have are left out."""
    changes = []
    keys = _keys((outcome.case.question, outcome.case.documents) for outcome in outcomes)
    for key, outcome in zip(keys, outcomes, strict=True):
        was, confidence = earlier.get(key, (outcome.well, 0.0))
        if was != outcome.well:
            changes.append(
                Change(outcome.case, outcome.well, confidence, outcome.answer.confidence)
            )
    return changes


def _keys(asked: Iterable[tuple[str, tuple[str, ...]]]) -> Iterator[Key]:
    seen = Counter[tuple[str, tuple[str, ...]]]()
    for each in asked:
        yield (*each, seen[each])
        seen[each] += 1
