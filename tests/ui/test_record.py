"""Answers that were kept: given back whole while they stand, there or at one other place."""

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
from qa.answer import Answer, Note, answer
from qa.quote import Quote
from tests.tiny import TinyEncoder
from ui.answer_html import answer_html
from ui.answer_record import answer_json
from ui.record import check, read_answer, standing

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


def restore(record: dict[str, Any], library: Library) -> Answer | None:
    return standing(check(record, library))


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
        assert answer_html(restored, "en") == answer_html(given, "en")


def test_words_that_were_missing_come_back(library: Library) -> None:
    record = kept(Answer("Berlin?", "en", (), (), 0.1, (), ("Berlin",), 0.001))
    restored = restore(record, library)
    assert restored is not None and restored.missing == ("Berlin",)


def test_what_the_question_was_limited_to_is_kept(answers: list[Answer]) -> None:
    assert read_answer(kept(answers[0])).documents == []
    limited = kept(answers[0]) | {"documents": ["令和元年版警察白書"]}
    assert read_answer(limited).documents == ["令和元年版警察白書"]


def test_nothing_stands_in_a_document_that_was_removed(
    changing: Library, builtin: Document, answers: list[Answer]
) -> None:
    changing.remove(builtin.name)
    for given in answers:
        checked = check(kept(given), changing)
        assert restore(kept(given), changing) is None
        assert not any(now for _, now in (*checked.quotes, *checked.nearest, *checked.notes))
        # What it said is still known.
        assert [quote.text for quote, _ in checked.quotes] == [q.text for q in given.quotes]


def test_one_changed_character_is_enough(
    changing: Library, builtin: Document, answers: list[Answer]
) -> None:
    quote = answers[0].quotes[0]
    for at in (quote.start, quote.end - 1):
        replaced(changing, builtin, builtin.text[:at] + "ゐ" + builtin.text[at + 1 :])
        assert restore(kept(answers[0]), changing) is None
        # The others quote other sentences, and stand.
        assert restore(kept(answers[1]), changing) is not None


def placed(given: Answer) -> list[tuple[str, int]]:
    """Every text of an answer, with where it begins."""
    quotes = [(quote.text, quote.start) for quote in (*given.quotes, *given.nearest)]
    return quotes + [(note.text, note.passage.start) for note in given.notes]


def test_a_text_that_moved_is_found_at_its_new_place(
    changing: Library, builtin: Document, answers: list[Answer]
) -> None:
    replaced(changing, builtin, " " + builtin.text)
    for given in answers:
        restored = restore(kept(given), changing)
        assert restored is not None and not check(kept(given), changing).unmoved
        assert placed(restored) == [(text, start + 1) for text, start in placed(given)]
        for before, quote in zip(given.quotes, restored.quotes, strict=True):
            assert quote.highlights == tuple((a + 1, b + 1) for a, b in before.highlights)
            assert quote.passage.start <= quote.start and quote.end <= quote.passage.end


RULES = """第１条（開館時間）
開館時間は、午前９時から午後５時までとする。
第２条（手数料）
手数料は、無料とする（注１）。
（注１）複写の費用は、別にいただく。
第３条（休館）
休館日は、月曜日とする。
"""


@pytest.mark.parametrize(
    ("old", "new", "found", "stands"),
    [
        ("第１条", "\n\n第１条", True, True),
        ("午後５時", "午後５時30分", True, True),
        # Under another heading it is found, and may be another rule.
        ("第２条（手数料）", "第２条（定員）\n定員は、20人とする。\n第３条（手数料）", True, False),
        ("第１条", "令和６年改正\n第１条", True, False),
        ("月曜日とする。\n", "月曜日とする。\n手数料は、無料とする（注１）。\n", True, True),
        # Moved, and at two places: which one was meant is not known.
        (
            "開館時間は、",
            "手数料は、無料とする（注１）。\n手数料は、無料とする（注１）。\n開館は、",
            False,
            False,
        ),
        # The end of a longer sentence says another thing.
        ("手数料は", "町民の手数料は", False, False),
        ("手数料は、無料", "手数料は、有料", False, False),
    ],
)
def test_a_sentence_is_found_again_where_nothing_is_left_to_guess(
    old: str, new: str, found: bool, stands: bool, tmp_path: Path
) -> None:
    with Library.open(tmp_path, TinyEncoder(), builtin=False) as library:
        before = document("規則", RULES, "規則.txt")
        library.add(before)
        passage = next(p for p in library.passages("規則") if "手数料は" in p.text)
        end = passage.start + len("手数料は、無料とする（注１）。")
        quote = Quote(passage, passage.start, end, ((end - 9, end - 7),), 1.0, 0.5)
        (mark,) = quote.note_marks
        assert mark.note is not None
        (note,) = library.passages_at(before, [mark.note[0]])
        given = Answer("手数料は？", "ja", (quote,), (), 0.9, (Note(note, "注１"),), (), 0.01)
        assert restore(kept(given), library) == given
        replaced(library, before, RULES.replace(old, new, 1))
        checked = check(kept(given), library)
        assert ([now and now.text for _, now in checked.quotes] == [quote.text]) == found
        assert checked.stands == stands
        assert [each.standing for each in checked.quotes] == [
            each.now if stands else None for each in checked.quotes
        ]
        # Of a quote that is gone the note still stands, as does that of an older record.
        assert [now and now.text for _, now in checked.notes] == [note.text]
        older = kept(given) | {"missing": [], "of_another_version": 1}
        del older["notes"][0]["document"]
        again = check(older, library)
        assert (again.quotes, again.stands) == (checked.quotes, checked.stands)
        assert [now for _, now in again.notes] == [now for _, now in checked.notes]


def test_a_changed_note_takes_the_answer_with_it_but_not_the_quote(
    changing: Library, builtin: Document, answers: list[Answer]
) -> None:
    note = answers[0].notes[0].passage
    replaced(changing, builtin, builtin.text[: note.end - 1] + "！" + builtin.text[note.end :])
    assert restore(kept(answers[0]), changing) is None
    checked = check(kept(answers[0]), changing)
    assert all(now for _, now in checked.quotes)
    assert [now for _, now in checked.notes] == [None]


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
        (("notes", 0, "text"), "short"),
        (("notes", 0), []),
        (("notes",), {"label": "注1"}),
        (("abstained",), True),
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
