"""How good a folder is: the share of questions whose right passage comes first.

Does: recall@1 by cosine alone on the evaluation sets and on the held-out written documents.
Does not: train, tune, or measure fused retrieval.
"""

from __future__ import annotations

import gzip
import json
import random
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from sentence_transformers import SentenceTransformer

from index.training import sources

SETS = ("ntrex_en2ja", "kyoto_xling", "jsquad_valid", "nta_taxanswer")
QUESTIONS = 600  # drawn at random from each set, always the same ones

Encode = Callable[[Sequence[str]], np.ndarray]  # texts -> unit rows, float32 (n, d)


def recall_at_1(queries: np.ndarray, passages: np.ndarray, right: list[set[int]]) -> float:
    """Share of queries whose nearest passage is a right one; both are unit rows."""
    best = (queries @ passages.T).argmax(1)
    return float(np.mean([int(b) in r for b, r in zip(best, right, strict=True)]))


def read(path: Path) -> list[dict[str, object]]:
    """The records of one gzipped JSON-lines file."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def measure_set(data: Path, name: str, encode: Encode, limit: int = QUESTIONS) -> float:
    """recall@1 on one evaluation set; passages are their text alone, without the title."""
    questions = read(data / "eval" / f"{name}.jsonl.gz")
    passages = read(data / "eval" / f"{name}.passages.jsonl.gz")
    if len(questions) > limit:
        questions = random.Random(0).sample(questions, limit)
    place = {str(p["id"]): i for i, p in enumerate(passages)}
    right = []
    for question in questions:
        names = question.get("passage_ids") or [question["passage_id"]]
        assert isinstance(names, list)
        right.append({place[str(n)] for n in names})
    return recall_at_1(
        encode([str(q["question"]) for q in questions]),
        encode([str(p["text"]) for p in passages]),
        right,
    )


def measure_written(encode: Encode) -> dict[str, float]:
    """recall@1 of held-out questions over all held-out Japanese sentences, by language."""
    sentences = [s for group in sources.written_documents(held_out=True) for s in group.sentences]
    passages = encode([s.ja for s in sentences])
    out = {}
    for language in ("ja", "en"):
        asked = [
            (question, i)
            for i, s in enumerate(sentences)
            for question in (s.questions_ja if language == "ja" else s.questions_en)
        ]
        right = [{i} for _, i in asked]
        out[f"written_{language}"] = recall_at_1(encode([q for q, _ in asked]), passages, right)
    return out


def measure(data: Path, folder: str) -> dict[str, float]:
    """All figures of one sentence-transformers model, each in [0, 1]."""
    model = SentenceTransformer(folder, device="cpu").float()

    def encode(texts: Sequence[str]) -> np.ndarray:
        vectors = model.encode(
            list(texts), batch_size=32, normalize_embeddings=True, convert_to_numpy=True
        )
        return np.asarray(vectors, np.float32)

    figures = measure_written(encode)
    for name in SETS:
        figures[name] = measure_set(data, name, encode)
    return {name: round(value, 4) for name, value in figures.items()}
