"""Notes, the marks in other text, and which note a mark means."""

from __future__ import annotations

import pytest

from corpus.document import Document, document
from corpus.notes import annotated, note_marker, note_marks
from corpus.passage import Passage
from corpus.structure import passages


def made(text: str) -> Document:
    return document("test", text, "test")


def linked(passage: Passage) -> list[str | None]:
    """The beginnings of the notes that a passage's marks mean."""
    text = passage.document.text
    return [mark.note and text[slice(*mark.note)][:4] for mark in passage.note_marks]


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
    *[
        ("（注）１．甲", "注1"),
        ("（注）　１　甲", "注1"),
        ("[注2]甲", "注2"),
        ("［注２］　甲", "注2"),
    ],
    *[("【注】甲", "注"), ("〔注〕　甲", "注"), ("脚注1 甲", "注1"), ("（備考）1．甲", "備考1")],
    *[
        ("備考：甲", "備考"),
        ("（備考）甲", "備考"),
        ("＊1　甲", "*1"),
        ("*2 甲", "*2"),
        ("※1．甲", "※1"),
    ],
    *[
        ("※２：甲", "※2"),
        ("Note 1: a", "Note 1"),
        ("Note: a", "Note"),
        ("NOTES 2: a", "Note 2"),
        ("[^1]: a", "^1"),
    ],
]


@pytest.mark.parametrize(("line", "label"), NOTES)
def test_note_lines(line: str, label: str) -> None:
    passage = passages(made("本文である。\n" + line))[1]
    assert (passage.kind, passage.label, passage.text) == ("note", label, line)


@pytest.mark.parametrize(
    "line",
    [
        *["注意事項", "注文した。", "注1の通り", "Note that", "Notebook: a"],
        *["備考欄の記載", "備考　単価", "【備考】", "*1.5倍", "* 1 甲", "脚注の例", "[注意]"],
    ],
)
def test_not_note_lines(line: str) -> None:
    assert note_marker(line) is None


def test_numbers_below_a_note_are_notes() -> None:
    labels = [
        p.label for p in passages(made("本文。\n注１：甲である。\n　２：乙である。\n３：丙。"))
    ]
    assert labels == [None, "注1", "注2", "注3"]


@pytest.mark.parametrize(
    "lines",
    [
        ["（注）1．警察庁の統計による。", "　　　2．速報値", "　　　3．概数である。"],
        ["（備考）１．甲", "２．乙", "３．丙"],
        ["（注）　１　甲", "　　　　２　乙", "　　　　３　丙"],
        ["（注）", "１．甲である。", "２．乙"],
        ["注：１）警察庁の統計による。", "　　２）速報値", "　　３）概数である。"],
        ["（注）１）甲", "２）乙", "３）丙"],
        ["備考：１）甲", "２）乙", "３）丙"],
        ["注１　甲による。", "　２　乙である。", "　３　丙である。"],
        ["（注）１　数値は四捨五入した。", "　　　２　国勢調査による。", "　　　３　平均である。"],
        ["（注）１　概数である。", "　　　２　千人未満は四捨五入。", "　　　３　年度の値"],
    ],
)
def test_notes_that_are_numbered_behind_one_word(lines: list[str]) -> None:
    notes = passages(made("1 概況\n本文。\n" + "\n".join(lines) + "\n本文である。\n2 対策\n本文。"))
    name = "備考" if "備" in lines[0] else "注"
    labels = [f"{name}{number}" for number in (1, 2, 3)]
    if lines[0] == "（注）":
        labels = ["注", "注1", "注2"]
    assert [each.label for each in notes] == [None, *labels, None, None]
    assert {each.headings for each in notes[:-1]} == {("1 概況",)}
    assert [each.text for each in notes[1:4]] == [line.strip() for line in lines]


@pytest.mark.parametrize(
    "lines",
    [
        ["Notes:", "1. Data are for 2019.", "2. It excludes Leeds."],
        ["NOTES:", "1 Data are for 2019.", "2 It excludes Leeds."],
        ["Note 1: Data are for 2019.", "2: It excludes Leeds."],
        ["NOTE 1: Data are for 2019.", "Note 2: It excludes Leeds."],
    ],
)
def test_english_notes_that_are_numbered_behind_one_word(lines: list[str]) -> None:
    found = passages(made("It rose (Note 1) and fell (Note 2).\n\n" + "\n".join(lines)))
    notes = [(each.label, each.text) for each in found if each.kind == "note"]
    assert [text for _, text in notes] == lines
    assert [label for label, _ in notes if label != "Note"] == ["Note 1", "Note 2"]
    assert linked(found[0]) == [line[:4] for line in lines[-2:]]


@pytest.mark.parametrize(
    ("head", "label"),
    [
        ("Notes:", "Note"),
        ("### Notes", "Note"),
        ("# Footnotes", "Note"),
        ("## 注", "注"),
        ("（注）", "注"),
    ],
)
def test_notes_stand_under_their_heading_or_apart_below_their_word(head: str, label: str) -> None:
    lines = [head, "1. Data are for 2019.", "2. It excludes Leeds.", "## Contact", "1. Ask us."]
    found = passages(made("# Report\n\nIt rose.\n\n" + "\n\n".join(lines)))
    notes = [
        (each.label, each.text) for each in found if each.kind == "note" and each.label != label
    ]
    space = " " if label == "Note" else ""
    assert notes == [(f"{label}{space}1", lines[1]), (f"{label}{space}2", lines[2])]


@pytest.mark.parametrize(
    "text",
    [
        "Notes:\n\n1. Purpose\nIt is long enough to be text.",
        "# Notes\n\n1. Purpose\n\nIt is long enough to be text.",
        "# Notes on it\n\n1. Data are for 2019.",
        "Note: It is so.\n\n1. Data are for 2019.",
        "Notes:\n\nIt is so.\n\n1. Data are for 2019.",
        "# Notes\n\n2. Data are for 2019.",
        "注１：甲である。\n\n２：乙である。",
    ],
)
def test_what_is_numbered_below_notes_need_not_be_one(text: str) -> None:
    found = passages(made("It rose.\n\n" + text))
    assert all(each.label in ("Note", "注1") for each in found if each.kind == "note")


@pytest.mark.parametrize("line", ["２　前項の規定による。", "　２　対策の状況"])
def test_a_number_below_a_note_is_no_note_on_the_margin_or_over_a_title(line: str) -> None:
    found = passages(made(f"本文。\n注１　甲による。\n{line}\n本文である。"))
    assert [each.label for each in found if each.kind == "note"] == ["注1"]


def test_a_heading_below_an_english_note_is_none() -> None:
    found = passages(made("Text is here.\nNote: It is so.\n1. Purpose of it\nIt is long enough."))
    assert [each.kind for each in found] == ["paragraph", "note", "paragraph"]
    assert found[2].headings == ("1. Purpose of it",)


@pytest.mark.parametrize("note", ["注1：甲", "（注1）甲", "注１．甲", "注：甲", "※1 甲"])
def test_a_heading_below_a_note_is_none(note: str) -> None:
    for mark in ("2．", "2 ", "1．"):
        (_, found, *_) = passages(made(f"本文。\n{note}\n{mark}対策\n本文である。"))
        assert found.text == note
        assert passages(made(f"本文。\n{note}\n{mark}対策\n本文である。"))[2].text == "本文である。"


def test_note_marks() -> None:
    text = "甲（注1）乙(注)丙（注２、３）丁※1戊制度※を己[^a]庚(Note 2)辛（注意）"
    marks = [(label, text[start:end]) for label, start, end in note_marks(text, 0, len(text))]
    assert marks == [
        *[("注1", "（注1）"), ("注", "(注)"), ("注2", "（注２"), ("注3", "３）"), ("※1", "※1")],
        *[("※", "※"), ("^a", "[^a]"), ("Note 2", "(Note 2)")],
    ]


def test_note_marks_of_other_forms() -> None:
    text = "甲［注1］乙〔注〕丙＊2丁（脚注3）戊*4 3*5 [注意]"
    marks = [(label, text[start:end]) for label, start, end in note_marks(text, 0, len(text))]
    assert marks == [
        *[("注1", "［注1］"), ("注", "〔注〕"), ("*2", "＊2"), ("注3", "（脚注3）"), ("*4", "*4")]
    ]


def test_note_marks_with_kanji_for_numbers() -> None:
    text = "補助金（注一）は（注二・三）の額（注十二）とする（注一般）。"
    marks = [(label, text[start:end]) for label, start, end in note_marks(text, 0, len(text))]
    assert [label for label, _ in marks] == ["注1", "注2", "注3", "注12"]


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
    marked = [linked(p) for p in passages(made(text)) if p.note_marks]
    assert marked == [["注1：い"], ["注1：ろ"], [None, "注2：に", None], [None]]


def test_all_parts_of_a_long_note_carry_its_label() -> None:
    parts = passages(made("本文（注1）。\n注1：" + "長い注である。" * 300))
    assert {part.label for part in parts[1:]} == {"注1"}
    assert parts[0].note_marks[0].note == (parts[1].start, parts[1].end)


def test_a_mark_in_wide_digits_means_its_note() -> None:
    text = "会合[^１]を開催した。\n\n[^1]: 毎年の会合\n"
    (note,) = (p for p in passages(made(text)) if p.kind == "note")
    assert note.explains is not None and text[slice(*note.explains)] == "会合"


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("前回の4,310戸(注1)から", "前回の4,310戸"),
        ("前回の1.5倍(注1)から", "前回の1.5倍"),
        ("調査は,前回(注1)から", "前回"),
    ],
)
def test_a_number_that_a_note_explains_is_whole(text: str, term: str) -> None:
    assert text[slice(*(annotated(text, text.index("(注"), 0) or (0, 0)))] == term


def test_a_list_goes_on_behind_notes_that_no_blank_lines_divide() -> None:
    notes = "（注）\n１　郵送は、有効とする。\n２　土日は、除く。\n"
    text = (
        f"１　申請は、窓口で行う。\n２　期限は、３月とする。\n\n{notes}\n３　交付は、振込とする。\n"
    )
    found = [(each.kind, each.label) for each in passages(made(text))]
    assert found[-3:] == [("note", "注1"), ("note", "注2"), ("list", None)]
