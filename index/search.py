"""Search: the passages of a library that match a question, by meaning and by words.

Gathers candidates from the FAISS index (passages, sentences, clauses) and from the word
index, and fuses the two rankings. Does not decide what answers: see `qa.answer`.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from index.hit import Hit, Sentence
from index.span import Span
from index.store import Store
from index.vectors import Vectors

_POOL = 30  # passages taken from each ranking before fusion
_SPANS_PER_PASSAGE = 6  # nearest spans asked of FAISS for each passage wanted
_RANK_OFFSET = 20  # of reciprocal rank fusion: how much the first ranks count

Ranking = list[tuple[int, float]]  # passage ids and scores, best first
Measured = tuple[Span, float]  # and its cosine with the question


def search(
    store: Store,
    vectors: Vectors,
    vector: NDArray[np.float32],
    terms: Sequence[str],
    k: int,
    documents: Sequence[int] | None,
) -> list[Hit]:
    """The k passages that match best, best first; only of those documents, if any are given.

    vector: float32 (d,), the question's; terms: its words. Inside a snapshot of the caller's.
    """
    dense, lexical = rankings(store, vectors, vector, terms, max(k, _POOL), documents)
    scores = _fuse([[i for i, _ in dense], [i for i, _ in lexical]])
    best = sorted(scores, key=lambda i: (-scores[i], i))[:k]
    return _hits(store, vectors, best, scores, dict(lexical), vector)


def rankings(
    store: Store,
    vectors: Vectors,
    vector: NDArray[np.float32],
    terms: Sequence[str],
    wanted: int,
    documents: Sequence[int] | None,
) -> tuple[Ranking, Ranking]:
    """The passages nearest in meaning, by cosine, and those with the most telling words, by
    BM25; some `wanted` of each, best first."""
    numbers, cosines = vectors.search(vector, wanted * _SPANS_PER_PASSAGE, documents)
    owners = store.owners([int(i) for i in numbers])
    dense: dict[int, float] = {}
    for number, cosine in zip(numbers, cosines, strict=True):
        for passage in owners.get(int(number), ()):
            # The first span of a passage is its best: a passage ranks by that one.
            dense.setdefault(passage, float(cosine))
    return list(dense.items()), store.words.search(terms, wanted, documents)


def _hits(
    store: Store,
    vectors: Vectors,
    ids: list[int],
    scores: dict[int, float],
    lexical: dict[int, float],
    vector: NDArray[np.float32],
) -> list[Hit]:
    passages = store.passages(ids)
    rows = store.spans(ids)
    stored = vectors.read(np.array([number for _, number in rows], np.int64))
    spans: dict[int, list[Measured]] = {i: [] for i in ids}
    for (span, _), row in zip(rows, stored, strict=True):
        spans[span.passage].append((span, float(np.clip(row @ vector, -1.0, 1.0))))
    return [
        Hit(
            passage=passages[i],
            score=scores[i],
            cosine=max(cosine for _, cosine in spans[i]),
            lexical=lexical.get(i, 0.0),
            sentences=tuple(
                _sentence(span, spans[i]) for span, _ in spans[i] if span.unit == "sentence"
            ),
        )
        for i in ids
    ]


def _sentence(sentence: Span, spans: Sequence[Measured]) -> Sentence:
    """A sentence with its best cosine: its own, or that of one of its clauses."""
    inside = (
        cosine
        for span, cosine in spans
        if span.unit != "passage" and sentence.start <= span.start and span.end <= sentence.end
    )
    return Sentence(sentence.start, sentence.end, max(inside))


def _fuse(rankings: Sequence[Sequence[int]]) -> dict[int, float]:
    """Reciprocal rank fusion (Cormack et al. 2009), scaled so that first in all is 1."""
    scores: dict[int, float] = {}
    share = (_RANK_OFFSET + 1) / len(rankings)
    for ranking in rankings:
        for rank, item in enumerate(ranking, start=1):
            scores[item] = scores.get(item, 0.0) + share / (_RANK_OFFSET + rank)
    return scores
