"""What becomes of readers' verdicts, on a small library."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from corpus.document import document
from index.library import Library
from qa.feedback import Feedback, feedback
from tests.tiny import TinyEncoder

FIRST, SECOND = "町は、倉庫を置く。", "町長は、倉庫を守る。"
UP, DOWN = 1, -1


@pytest.fixture
def library(folder: Path) -> Iterator[Library]:
    with Library.open(folder, TinyEncoder(), builtin=False) as opened:
        opened.add(document("町", f"第1条 {FIRST}\n第2条 {SECOND}\n", "town.txt"))
        yield opened


def judge(
    library: Library, quote: str | None, verdict: int, question: str = "倉庫は？", **more: Any
) -> None:
    history = library.history
    quotes = [] if quote is None else [{"text": quote, "document": "町"}]
    talk = history.begin("ann")
    record = {"language": "ja", "quotes": quotes, "abstained": not quotes} | more
    turn = history.add("ann", talk.id, question, record)
    history.judge("ann", turn.id, verdict)


def made(library: Library) -> tuple[Feedback, list[dict[str, Any]]]:
    found = feedback(library.history.judged(), library)
    return found, [json.loads(line) for line in found.lines]


@pytest.mark.parametrize(
    ("judged", "answers"),
    [
        ([(FIRST, UP)], [FIRST]),
        ([(None, UP)], []),
        ([(FIRST, DOWN)], None),
        ([(None, DOWN)], None),
        ([(FIRST, UP), (SECOND, UP)], [FIRST, SECOND]),
        ([(FIRST, UP), (FIRST, UP)], [FIRST]),
        ([(FIRST, DOWN), (SECOND, UP)], [SECOND]),
        ([(FIRST, UP), (SECOND, DOWN)], [FIRST]),
        ([(FIRST, UP), (FIRST, DOWN)], None),
        ([(FIRST, UP), (None, UP)], []),
        ([(None, UP), (FIRST, UP)], [FIRST]),
        ([(None, UP), (None, DOWN)], None),
        ([(None, DOWN), (FIRST, UP)], [FIRST]),
    ],
)
def test_the_later_verdict_prevails(
    library: Library, judged: list[tuple[str | None, int]], answers: list[str] | None
) -> None:
    for quote, verdict in judged:
        judge(library, quote, verdict)
    found, (entry,) = made(library)
    assert entry["answers"] == answers
    assert (found.answered, found.unanswerable, found.open, found.left_out) == (
        int(bool(answers)),
        int(answers == []),
        int(answers is None),
        0,
    )


def test_what_was_wrong_stands_beside_a_line_to_complete(library: Library) -> None:
    judge(library, FIRST, DOWN)
    judge(library, SECOND, DOWN)
    judge(library, SECOND, DOWN, "橋は？", understood="町の橋は？", documents=["町"])
    _, (one, other) = made(library)
    assert one["wrong"] == [FIRST, SECOND]
    assert other == {
        "question": "町の橋は？",  # it stands for itself
        "language": "ja",
        "part": "feedback",
        "documents": ["町"],
        "answers": None,
        "wrong": [SECOND],
    }


def test_the_same_question_of_other_documents_is_another(library: Library) -> None:
    judge(library, None, UP, documents=["町"])
    judge(library, FIRST, UP)
    found, entries = made(library)
    assert [e["answers"] for e in entries] == [[], [FIRST]] and found.left_out == 0


def test_what_cannot_be_asked_for_again_is_left_out_and_counted(library: Library) -> None:
    judge(library, FIRST, UP)
    judge(library, "この文はもうない。", UP, "橋は？")
    judge(library, None, UP, "港は？", documents=["村"])
    judge(library, None, UP, "こんにちは")
    judge(library, None, UP, "堤は？", language="fr")
    found, entries = made(library)
    assert [e["question"] for e in entries] == ["倉庫は？"] and found.left_out == 4
    library.remove("町")
    found, entries = made(library)
    assert entries == [] and found.left_out == 5


def test_a_line_names_nobody(library: Library) -> None:
    judge(library, FIRST, UP)
    assert "ann" not in made(library)[0].lines[0]
