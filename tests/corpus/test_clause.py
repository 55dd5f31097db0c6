"""Clauses: parts of long sentences, for matching only."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from corpus.clause import clauses

LONG = (
    "平成30年(2018年)9月にはブルネイにおいて、警察長官会合(注1、注2)の第38回会合が開催されたほか、"
    "同年11月にはミャンマーにおいて、閣僚会議の第9回会議が開催され、我が国からは幹部が出席した。"
)


def test_a_long_sentence_is_divided_after_commas_outside_of_brackets() -> None:
    assert [LONG[a:b] for a, b in clauses(LONG, 0, len(LONG))] == [
        "平成30年(2018年)9月にはブルネイにおいて、",
        "警察長官会合(注1、注2)の第38回会合が開催されたほか、",
        "同年11月にはミャンマーにおいて、閣僚会議の第9回会議が開催され、我が国からは幹部が出席した。",
    ]


def test_a_short_sentence_is_not_divided() -> None:
    assert clauses("東京で、会議を開いた。", 0, 11) == []
    assert clauses("In Tokyo, a meeting was held that decided the plan, and others.", 0, 63) == []


def test_a_row_is_divided_at_borders_and_ends_of_sentences() -> None:
    parts = [
        "| 手数料は、申請書1通につき金200円とする。",
        "ただし、市長が認めたときは、減免することができる。",
        "| 手数料は、申請書1通につき金100円とする。 |",
    ]
    row = f"{parts[0]}{parts[1]} {parts[2]}"
    assert [row[a:b] for a, b in clauses(row, 0, len(row))] == parts


@given(st.text(alphabet="あ漢a 、，,;()（）。\n", max_size=400), st.integers(0, 20))
def test_clauses_are_disjoint_and_cover_the_sentence(text: str, start: int) -> None:
    start = min(start, len(text))
    found = clauses(text, start, len(text))
    assert len(found) != 1
    last = start
    for a, b in found:
        assert last <= a < b <= len(text)
        assert not text[last:a].strip()
        last = b
    assert not found or not text[last:].strip()
