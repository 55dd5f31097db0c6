"""Notes, the marks in other text, and which note a mark means."""

from __future__ import annotations

import pytest

from corpus.document import Document, document
from corpus.notes import note_marker, note_marks
from corpus.passage import Passage
from corpus.structure import passages


def made(text: str) -> Document:
    return document("test", text, "test")


def linked(passage: Passage) -> list[str | None]:
    """The beginnings of the notes that a passage's marks mean."""
    text = passage.document.text
    return [mark.note and text[slice(*mark.note)][:4] for mark in passage.notes]


NOTES = [
    *[
        ("注1:甲", "注1"),
        ("注１：甲", "注1"),
        ("注：甲", "注"),
        ("（注1）甲", "注1"),
        ("(注)甲", "注"),
    ],
    *[
        ("（注）　甲", "注"),
        ("注(2) 甲", "注2"),
        ("註３　甲", "注3"),
        ("※1 甲", "※1"),
        ("※甲", "※"),
    ],
    *[("※２：甲", "※2"), ("Note 1: a", "Note 1"), ("Note: a", "Note"), ("[^1]: a", "^1")],
]


@pytest.mark.parametrize(("line", "label"), NOTES)
def test_note_lines(line: str, label: str) -> None:
    passage = passages(made("本文である。\n" + line))[1]
    assert (passage.kind, passage.label, passage.text) == ("note", label, line)


@pytest.mark.parametrize(
    "line", ["注意事項", "注文した。", "注1の通り", "Note that", "Notebook: a"]
)
def test_not_note_lines(line: str) -> None:
    assert note_marker(line) is None


def test_numbers_below_a_note_are_notes() -> None:
    labels = [
        p.label for p in passages(made("本文。\n注１：甲である。\n　２：乙である。\n３：丙。"))
    ]
    assert labels == [None, "注1", "注2", "注3"]


def test_note_marks() -> None:
    text = "甲（注1）乙(注)丙（注２、３）丁※1戊制度※を己[^a]庚(Note 2)辛（注意）"
    marks = [(label, text[start:end]) for label, start, end in note_marks(text, 0, len(text))]
    assert marks == [
        *[("注1", "（注1）"), ("注", "(注)"), ("注2", "（注２"), ("注3", "３）"), ("※1", "※1")],
        *[("※", "※"), ("^a", "[^a]"), ("Note 2", "(Note 2)")],
    ]


def test_a_mark_means_the_next_note_of_its_part() -> None:
    text = """\
第1節 甲
本文（注1）。
注1：いい
(1) 乙
本文（注1）。
(2) 丙
本文。
注1：ろろ
第2節 丁
本文（注1）（注2）（注3）。
第3節 戊
注1：はは
注2：にに（注1）
"""
    marked = [linked(p) for p in passages(made(text)) if p.notes]
    assert marked == [["注1：い"], ["注1：ろ"], [None, "注2：に", None], [None]]


def test_all_parts_of_a_long_note_carry_its_label() -> None:
    parts = passages(made("本文（注1）。\n注1：" + "長い注である。" * 300))
    assert {part.label for part in parts[1:]} == {"注1"}
    assert parts[0].notes[0].note == (parts[1].start, parts[1].end)


def test_a_mark_in_wide_digits_means_its_note() -> None:
    text = "会合[^１]を開催した。\n\n[^1]: 毎年の会合\n"
    (note,) = (p for p in passages(made(text)) if p.kind == "note")
    assert note.explains is not None and text[slice(*note.explains)] == "会合"
