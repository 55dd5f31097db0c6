"""For any text: passages and headings are disjoint, ordered, and cover it."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from corpus.builtin import builtin_document
from corpus.document import Document, document
from corpus.structure import outline, passages

PIECES = st.sampled_from(
    [
        *[
            "第1編 ",
            "第２章",
            "第三節　",
            "第4条",
            "第4条の2　",
            "附則",
            "別表",
            "第1 ",
            "Ⅰ",
            "II. ",
            "1 ",
            "２．",
        ],
        *[
            "1-1 ",
            "1.2.3",
            "〔1〕",
            "(1)",
            "（２）",
            "⑶",
            "①",
            "ア ",
            "イ",
            "(ア)",
            "a)",
            "(a)",
            "(i)",
            "一　",
        ],
        *[
            "# ",
            "## ",
            "#",
            " ##",
            "Chapter 1 ",
            "Section 2",
            "【",
            "】",
            "■",
            "◆",
            "●",
            "○",
            "・",
            "- ",
            "* ",
        ],
        *[
            "注1：",
            "（注1）",
            "（注1、2）",
            "注：",
            "※",
            "※1",
            "[^1]",
            "[^1]: ",
            "Note 1: ",
            "(Note 1)",
        ],
        *["図1 ", "出典：", "の様子", "の状況", "（写真提供：市）", "|", "| a |", "---", "==="],
        *[
            "「",
            "」",
            "（",
            "）",
            "(",
            ")",
            "“",
            "”",
            "。",
            "．",
            "！",
            "?",
            ".",
            "、",
            "は、",
            "：",
        ],
        *[
            "\n",
            "\n",
            "\n",
            "\n\n",
            "\r\n",
            "\r",
            "\u2028",
            "\u2029",
            "\f",
            "\v",
            "\x85",
            "\x1c",
            "\t",
            " ",
            "　",
        ],
        *[
            "本文である",
            "題名",
            "word ",
            "The report",
            "Mr.",
            "平成30年",
            "𠮷",
            "e\u0301",
            "\u200b",
            "\ufeff",
            "\0",
        ],
        *[
            "```",
            "~~~",
            "<!--",
            "-->",
            "§ 1.1 ",
            "Article 1 ",
            "  1. ",
            "○山田会長　",
            "殿",
            "（目的）",
        ],
        *["あ" * 70, "word " * 12, "長い。" * 400, "あ" * 1100],
    ]
)
TEXTS = st.lists(PIECES, max_size=40).map("".join) | st.text(max_size=200)


def check(text: str) -> None:
    document = Document("test", text, "test", "")
    headings, parts = outline(document), passages(document)
    spans = sorted([(h.start, h.end) for h in headings] + [(p.start, p.end) for p in parts])
    assert [p.start for p in parts] == sorted(p.start for p in parts)
    assert [h.start for h in headings] == sorted(h.start for h in headings)
    position = 0
    for start, end in spans:
        assert position <= start < end <= len(text)
        assert not text[position:start].strip()
        assert text[start:end] == text[start:end].strip()
        position = end
    assert not text[position:].strip()
    for heading in headings:
        assert heading.title
        assert heading.title in text[heading.start : heading.end]
    for part in parts:
        assert len(part.text) <= 1000
        assert (part.label is not None) == (part.kind == "note")
        place = part.start
        for mark in part.note_marks:
            assert place <= mark.start < mark.end <= part.end
            place = mark.end


@settings(deadline=None, max_examples=300)
@given(TEXTS)
@example("")
@example("第1条　この条例は。")
@example("## ##")
@example("題名\n---")
def test_passages_and_headings_cover_any_text(text: str) -> None:
    check(text)


@settings(deadline=None, max_examples=100)
@given(TEXTS)
def test_depths_go_down_one_at_a_time(text: str) -> None:
    depth = -1
    for heading in outline(Document("test", text, "test", "")):
        assert 0 <= heading.depth <= depth + 1
        depth = heading.depth


def test_builtin_is_covered() -> None:
    check(builtin_document().text)


@pytest.mark.parametrize(
    "unit",
    [
        *[
            "（",
            "「あ。",
            "1.",
            "※",
            "（注",
            "#",
            ".",
            "．",
            "|a\n",
            "(1) あ\n",
            "(1) あ\n  い\n",
            "あ\n",
            "- ",
        ],
        *["word word word word word word\n", "あ" * 40 + "\n", "あ" + " " * 50, "\n", "第1", "[^"],
    ],
)
def test_monotonous_text_is_covered(unit: str) -> None:
    check(unit * (5_000 // len(unit)))


def test_a_cell_too_long_for_a_passage_is_cut_at_its_sentences() -> None:
    cell = "".join(f"第{n}の意見について、市は、避難所の整備を進める。" for n in range(1, 60))
    made = document("意見", f"| 意見 | 考え方 |\n|---|---|\n| 避難所 | {cell} |", "f")
    parts = [part.text for part in passages(made)]
    assert len(parts) > 1 and all(part.rstrip(" |").endswith("。") for part in parts)
