"""Question files: questions whose answers are known.

A question file has a JSON object a line, with
- "question", and its "language", "ja" or "en";
- "answers": exact substrings of the documents, any of which a right quote contains; empty when
  the documents do not answer; null when nobody has said yet what answers, and the question is
  left out;
- and if need be "highlights", "documents", "part", "kind" and "distance": see `Case`.
Asking them is `qa.evaluate`'s.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from corpus.errors import QuestionError, QuestionFileError
from qa.question import Language, read_question


@dataclass(frozen=True, slots=True)
class Case:
    """A question with known answers.

    answers: empty when the documents do not answer.
    part: "tune" or "report", or any other share of a file that can be asked alone.
    distance: of a question that the documents do not answer, whether it is "near" or "far" from
        what they say.
    kind: of what is asked for, such as "date"; questions are counted by it.
    highlights: the words that answer, in any right form; () when no few words do.
    documents: the names of those it is asked of; () for all that a run asks.
    """

    question: str
    language: Language
    answers: tuple[str, ...]
    part: str = ""
    distance: str = ""
    kind: str = ""
    highlights: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()


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
    except (ValueError, RecursionError) as error:
        raise QuestionFileError(f"{where} is no JSON.") from error
    if not isinstance(entry, dict) or not entry.keys() >= {"question", "language", "answers"}:
        raise QuestionFileError(
            f'{where}: needs {{"question": "...", "language": "ja" or "en", "answers": [...]}}.'
        )
    known = entry["answers"] is not None
    texts = {name: entry.get(name, "") for name in ("question", "part", "distance", "kind")}
    lists = {name: entry.get(name, []) for name in ("answers", "highlights", "documents")}
    lists["answers"] = lists["answers"] if known else []
    for name, value in texts.items():
        if not isinstance(value, str):
            raise QuestionFileError(f"{where}: “{name}” must be a string.")
    if entry["language"] not in ("ja", "en"):
        raise QuestionFileError(f'{where}: “language” must be "ja" or "en".')
    for name, value in lists.items():
        if not isinstance(value, list) or not all(isinstance(each, str) and each for each in value):
            raise QuestionFileError(
                f"{where}: “{name}” must be a list of strings, none of them empty."
            )
    try:
        read_question(entry["question"])
    except QuestionError as error:
        raise QuestionFileError(f"{where}: {error}") from error
    given: dict[str, Any] = texts | {name: tuple(value) for name, value in lists.items()}
    return Case(language=entry["language"], **given), known
