"""Runs of `hakusho eval`: keeping what came of each question, and comparing two runs.

What comes of a question is `qa.evaluate`'s; a run keeps only whether it went well, how sure the
answer was, and where its quotes stand.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus.errors import QuestionFileError
from index.atomic import put_whole
from qa.evaluate import Outcome
from qa.question_file import Case

_LONGEST = 1_000_000  # characters of a line


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
