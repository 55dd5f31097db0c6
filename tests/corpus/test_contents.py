"""Tables of contents: their entries are over nothing."""

from __future__ import annotations

import pytest

from tests.divided import placed, tree


@pytest.mark.parametrize(
    ("contents", "foreword", "chapter"),
    [
        ("目次\n第１章　概要……３\n第２章　施策……１５", "はじめに", "第１章　概要"),
        (
            "目　次\n\nはじめに・・・・・・・１\n第１章　概要・・・・・・・３\n　１　目的 …… (4)",
            "はじめに",
            "第１章　概要",
        ),
        (
            "Contents\n\nForeword ....... i\nChapter 1 Aims ....... 3\n  1.1 Scope . . . . . 3-4",
            "Foreword",
            "Chapter 1 Aims",
        ),
    ],
)
def test_what_follows_a_table_of_contents_is_not_under_its_last_entry(
    contents: str, foreword: str, chapter: str
) -> None:
    said = "It is so. It is long."
    text = f"白書\n\n{contents}\n\n{foreword}\n\n{said}\n\n{chapter}\n\n{said}"
    assert tree(text) == ["白書", f".{foreword}", f".{chapter}"]
    first, *entries = [line.strip() for line in contents.split("\n") if line]
    assert placed(text) == [
        ("paragraph", "白書", first),
        *[("list", "白書", entry) for entry in entries],
        ("paragraph", f"白書 › {foreword}", said),
        ("paragraph", f"白書 › {chapter}", said),
    ]


@pytest.mark.parametrize(
    "line", ["The levels are 1, 2, ... 10", "待機した時間は１..5", "コーヒー……300円", "続く……"]
)
def test_what_ends_in_dots_or_in_a_number_need_not_be_an_entry(line: str) -> None:
    assert placed(f"本文である。\n{line}")[-1] == ("paragraph", "", line)
