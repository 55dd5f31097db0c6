"""Answers that were kept: given back whole while they stand, never once they do not."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from corpus.document import Document, document
from corpus.errors import LibraryError
from index.library import Library
from qa.answer import Answer, answer
from tests.tiny import TinyEncoder
from ui.record import check, read_record, restore
from ui.render import answer_html, answer_json

QUESTIONS = (
    "EUROPOLとの実務取決めはいつ、どこで策定された？",
    "With which countries does Japan have an extradition treaty?",
    "What is ASEANAPOL?",
    "火星の天気は？",
)
FOLLOW_UP = ("では、いつ発効した？", "PCSC協定とは何ですか？")


def kept(given: Answer) -> dict[str, Any]:
    """The record of an answer, after it was in a database."""
    record: dict[str, Any] = json.loads(json.dumps(answer_json(given)))
    return record


@pytest.fixture(scope="module")
def answers(library: Library) -> list[Answer]:
    question, before = FOLLOW_UP
    return [
        *(answer(each, library) for each in QUESTIONS),
        answer(question, library, before=before),
    ]


@pytest.fixture
def changing(folder: Path) -> Iterator[Library]:
    with Library.open(folder, TinyEncoder()) as opened:
        yield opened


def replaced(library: Library, old: Document, text: str) -> None:
    library.remove(old.name)
    library.add(document(old.name, text, old.source))


def test_an_answer_comes_back_as_it_was(library: Library, answers: list[Answer]) -> None:
    assert {given.abstained for given in answers} == {True, False}
    assert any(given.notes for given in answers) and any(given.understood for given in answers)
    for given in answers:
        restored = restore(kept(given), library)
        assert restored is not None
        assert (restored.quotes, restored.nearest) == (given.quotes, given.nearest)
        assert restored.notes == given.notes
        assert restored.elapsed == pytest.approx(given.elapsed)
        assert answer_json(restored) | {"elapsed_ms": 0} == answer_json(given) | {"elapsed_ms": 0}
        if not given.missing:  # the record does not tell them
            assert answer_html(restored, "en") == answer_html(given, "en")


def test_words_that_were_missing_come_back_where_the_record_tells(library: Library) -> None:
    record = kept(Answer("Berlin?", "en", (), (), 0.1, (), (), 0.001)) | {"missing": ["Berlin"]}
    restored = restore(record, library)
    assert restored is not None and restored.missing == ("Berlin",)


def test_what_the_question_was_limited_to_is_kept(answers: list[Answer]) -> None:
    assert read_record(kept(answers[0])).documents == ()
    limited = kept(answers[0]) | {"documents": ["令和元年版警察白書"]}
    assert read_record(limited).documents == ("令和元年版警察白書",)


def test_nothing_stands_in_a_document_that_was_removed(
    changing: Library, builtin: Document, answers: list[Answer]
) -> None:
    changing.remove(builtin.name)
    for given in answers:
        checked = check(kept(given), changing)
        assert restore(kept(given), changing) is None
        assert not any((*checked.quotes, *checked.nearest, *checked.notes))
        # What it said is still known.
        assert [quote.text for quote in checked.saved.quotes] == [q.text for q in given.quotes]


def test_one_changed_character_is_enough(
    changing: Library, builtin: Document, answers: list[Answer]
) -> None:
    quote = answers[0].quotes[0]
    for at in (quote.start, quote.end - 1):
        replaced(changing, builtin, builtin.text[:at] + "ゐ" + builtin.text[at + 1 :])
        assert restore(kept(answers[0]), changing) is None
        # The others quote other sentences, and stand.
        assert restore(kept(answers[1]), changing) is not None


def test_a_text_that_moved_by_a_character_stands_there_no_more(
    changing: Library, builtin: Document, answers: list[Answer]
) -> None:
    replaced(changing, builtin, " " + builtin.text)
    assert [restore(kept(given), changing) for given in answers] == [None] * len(answers)


def test_a_changed_note_takes_the_answer_with_it_but_not_the_quote(
    changing: Library, builtin: Document, answers: list[Answer]
) -> None:
    note = answers[0].notes[0].passage
    replaced(changing, builtin, builtin.text[: note.end - 1] + "！" + builtin.text[note.end :])
    assert restore(kept(answers[0]), changing) is None
    checked = check(kept(answers[0]), changing)
    assert all(checked.quotes) and checked.notes == (None,)


def test_a_quote_stands_where_passages_are_parted_otherwise(
    library: Library, answers: list[Answer]
) -> None:
    record = kept(answers[0])
    passage = record["quotes"][0]["passage"]
    passage["start"], passage["end"] = passage["start"] + 1, passage["end"] - 1
    restored = restore(record, library)
    assert restored is not None and restored.quotes == answers[0].quotes


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("quotes",), None),
        (("quotes", 0), {}),
        (("quotes", 0), "text"),
        (("quotes", 0, "text"), "short"),
        (("quotes", 0, "start"), -1),
        (("quotes", 0, "end"), "525"),
        (("quotes", 0, "highlights"), [[0, 1]]),
        (("quotes", 0, "highlights"), [[0]]),
        (("quotes", 0, "headings"), [1]),
        (("quotes", 0, "passage"), None),
        (("notes", 0, "label"), None),
        (("confidence",), "sure"),
        (("question",), 1),
        (("documents",), "all"),
        (("nearest",), [[]]),
    ],
)
def test_what_is_no_record_is_refused(
    path: tuple[str | int, ...], value: object, library: Library, answers: list[Answer]
) -> None:
    record = copy.deepcopy(kept(answers[0]))
    place: Any = record
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = value
    with pytest.raises(LibraryError, match="delete the conversation"):
        restore(record, library)
