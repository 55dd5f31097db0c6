"""Taking documents apart and embedding each of their texts once."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.document import document
from index.embedding import distinct_keys, encode, plan, text_key
from tests.tiny import TinyEncoder

TEXT = "".join(
    f"第{i}条 町は、倉庫を置く。町長は、{i % 3}年ごとに、これを調べ、その結果を議会に報告し、"
    "住民に知らせなければならない。\n"
    for i in range(40)
)


@given(st.lists(st.integers(0, 20)))
def test_distinct_keys_in_the_order_they_first_stand(numbers: list[int]) -> None:
    which, first = distinct_keys(bytearray().join(text_key(str(n)) for n in numbers))
    expected = list(dict.fromkeys(numbers))
    assert [numbers[i] for i in first] == expected
    assert [expected[i] for i in which] == numbers


def test_a_plan_has_every_span_and_each_text_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("index.embedding.BLOCK", 8)
    made = plan(document("条例", TEXT, "x"))
    texts = [made.text(i) for i in range(len(made.texts))]
    assert len(set(texts)) == len(texts) < len(made.vector)
    pieces = list(made.pieces())
    assert {piece.passage for piece, _ in pieces} == set(range(len(made.passages)))
    for piece, number in pieces:
        assert texts[number].endswith(TEXT[piece.start : piece.end])
    blocks = list(made.blocks())
    assert [i for numbers, _ in blocks for i in numbers] == list(range(len(texts)))
    assert len({content for _, content in blocks}) == len(blocks)
    done = [made.passages_before(i) for i in range(len(texts) + 1)]
    assert done == sorted(done) and done[0] == 0 and done[-1] == len(made.passages)


def test_vectors_stand_in_the_order_of_the_texts() -> None:
    encoder, seen = TinyEncoder(), list[int]()
    texts = [str(i) * (1 + i * 7 % 50) for i in range(600)]
    vectors = encode(encoder, texts, seen.append)
    assert np.array_equal(vectors, encoder.encode_questions(texts).astype(np.float16))
    assert seen == [256, 512, 600]
