"""The benchmark of retrieval runs, on a set small enough to check by eye."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from index.encoder import Encoder
from tests.benchmarks.retrieval import (
    MODEL,
    Questions,
    Remembering,
    Static,
    figures,
    plain_bm25,
    product,
    read_set,
    some,
    tables,
    whole,
)
from tests.tiny import TinyEncoder

PASSAGES = {
    "fees": "手数料の納付\n戸籍謄本の交付手数料は、1通につき450円とする。",
    "drill": "防災訓練は毎年9月に行う。\n町内会は参加者の名簿を作成する。",
    "library": "図書館は月曜日に休館する。",
}
ASKED = {
    "戸籍謄本の手数料はいくらか。": "fees",
    "When is the disaster drill held?": "drill",
    "図書館の休館日": "library",
}


@pytest.fixture
def data(tmp_path: Path) -> Path:
    folder = tmp_path / "eval"
    folder.mkdir()
    files = {
        "lawqa_jp": [{"question": q, "passage_id": i} for q, i in ASKED.items()],
        "lawqa_jp.passages": [{"id": i, "text": text} for i, text in PASSAGES.items()],
    }
    for name, rows in files.items():
        with gzip.open(folder / f"{name}.jsonl.gz", "wt", encoding="utf-8") as file:
            file.writelines(json.dumps(row) + "\n" for row in rows)
    return tmp_path


def test_every_way_finds_what_it_should(data: Path, encoder: Encoder) -> None:
    questions = read_set(data, "lawqa_jp")
    assert questions == Questions(list(ASKED), list(ASKED.values()), PASSAGES)
    found = product(questions, encoder)
    found["BM25"] = plain_bm25(questions)
    found["whole"] = whole(questions, encoder)
    measured = {way: figures(names, questions.right) for way, names in found.items()}
    # The glossary knows the English words, so that those of the question find the text.
    for way in ("fused", "dense", "lexical", "whole"):
        assert measured[way]["R@1"] == 1, way
    assert measured["BM25"]["R@10"] == pytest.approx(2 / 3, abs=1e-4)
    assert found["BM25"][1] == []
    head, _, row = tables({"lawqa_jp": measured}).splitlines()[:3]
    assert head == "| R@1 | fused | dense | lexical | BM25 | whole |"
    assert row == "| lawqa_jp | 1.000 | 1.000 | 1.000 | 0.667 | 1.000 |"


def test_figures_are_of_ranks() -> None:
    measured = figures([["a", "b"], ["b", "a"], ["c"]], ["a", "a", "a"])
    assert measured == {"R@1": 0.3333, "R@5": 0.6667, "R@10": 0.6667, "nDCG@10": 0.5436}


def test_halves_and_samples_are_of_the_questions_only() -> None:
    questions = Questions(list("abcdefg"), list("1234567"), PASSAGES)
    even, odd = (some(questions, part, None) for part in ("even", "odd"))
    assert (even.texts, even.right) == (list("aceg"), list("1357"))
    assert odd.texts == list("bdf") and odd.passages == PASSAGES
    drawn = some(questions, "all", 3)
    assert drawn == some(questions, "all", 3) and len(set(drawn.texts)) == 3


def test_a_vector_is_made_once(tmp_path: Path) -> None:
    real = TinyEncoder()
    first, again = Remembering(real, tmp_path), Remembering(real, tmp_path)
    rows = first.encode_passages(["a", "b", "a"])
    assert (again.encode_passages(["b", "c"])[0] == rows[1]).all()
    assert (rows == real.encode_questions(["a", "b", "a"])).all()
    assert real.encoded == 3
    for kept in (first, again):
        kept.close()


def test_pieces_alone_are_vectors_too(encoder: Encoder) -> None:
    pieces = Static(MODEL / "model.safetensors", "embeddings.word_embeddings.weight")
    rows = pieces.encode_passages(["警察庁の研修", "研修の警察庁", "図書館"])
    assert rows.shape == (3, encoder.dimension)
    assert rows[0] @ rows[1] > rows[0] @ rows[2]
