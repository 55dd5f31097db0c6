"""Search: the passages of a library that match a question, by meaning and by words.

Gathers candidates from the FAISS index (passages, sentences, clauses) and from the word
index, fuses the two rankings by their scores, and looks at what stands around each passage. Words
count by how many of the question's stand in what was found, so that a question in another
language than the documents is left to its meaning. Does not decide what answers: see `qa.answer`.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from corpus.errors import LibraryError
from index.around import around
from index.hit import Hit, Sentence
from index.lexical import idf
from index.piece import Piece
from index.store import Store
from index.vectors import Vectors

POOL = 60  # passages taken from each ranking before fusion
_PIECES_PER_PASSAGE = 6  # nearest pieces asked of FAISS for each passage wanted
_WORDS = 0.4  # the words' share in the order when all of the question's are found
_OTHERS = 0.7  # how much a word that may stand for one of the question's counts beside it
_RANK_OFFSET = 20  # of reciprocal rank fusion: how much the first ranks count

Ranking = list[tuple[int, float]]  # passage ids and scores, best first
Measured = tuple[Piece, float]  # and its cosine with the question


def search(
    store: Store,
    vectors: Vectors,
    vector: NDArray[np.float32],
    terms: Sequence[str],
    others: Sequence[str],
    k: int,
    documents: Sequence[int] | None,
) -> list[Hit]:
    """The k passages that match best, best first; only of those documents, if any are given.

    vector: float32 (d,), the question's; terms: its words; others: further words that may stand
    for them: in the other language, by sound, other names. Inside a snapshot of the caller's.
    """
    wanted = max(k, POOL)
    dense, lexical = rankings(store, vectors, vector, [*terms, *others], wanted, documents)
    known = term_weights(store, terms, others)
    share = found_share(store, known, terms, [i for i, _ in lexical])
    merit = fuse(dense[:wanted], lexical, _WORDS * share**2)
    best = sorted(merit, key=lambda i: (-merit[i], i))[:wanted]
    shift = around(store, vectors, vector, {term: known[term] for term in terms}, best)
    best = sorted(best, key=lambda i: (-merit[i] - shift[i], i))[:k]
    agreement = _agreement([[i for i, _ in ranking] for ranking in (dense, lexical)])
    return _hits(store, vectors, best, agreement, dict(lexical), vector)


def nearest_of(
    store: Store,
    vectors: Vectors,
    vector: NDArray[np.float32],
    passages: Sequence[int],
    k: int,
) -> list[Hit]:
    """The k of those passages that are nearest in meaning, in the order in which they are given.
    Their agreement falls in that order."""
    hits = _hits(store, vectors, passages, _agreement([passages]), {}, vector)
    near = sorted(range(len(hits)), key=lambda i: -hits[i].cosine)[:k]
    return [hits[i] for i in sorted(near)]


def rankings(
    store: Store,
    vectors: Vectors,
    vector: NDArray[np.float32],
    terms: Sequence[str],
    wanted: int,
    documents: Sequence[int] | None,
) -> tuple[Ranking, Ranking]:
    """The passages nearest in meaning, by cosine, and those with the most telling words, by
    BM25; best first, `wanted` of the latter and often more of the former."""
    numbers, cosines = vectors.search(vector, wanted * _PIECES_PER_PASSAGE, documents)
    owners = store.owners([int(i) for i in numbers])
    dense: dict[int, float] = {}
    for number, cosine in zip(numbers, cosines, strict=True):
        for passage in owners.get(int(number), ()):
            # The first piece of a passage is its best: a passage ranks by that one.
            dense.setdefault(passage, float(cosine))
    return list(dense.items()), store.words.search(terms, wanted, documents)


def fuse(dense: Ranking, lexical: Ranking, words: float) -> dict[int, float]:
    """The merit in [0, 1] of every passage of either ranking, as a convex combination (Bruch
    et al. 2023) of its cosine and its BM25, each measured against the best there is.

    words: the weight of BM25, in [0, 1]. A passage that is in one ranking only is taken for
    the last of the other in meaning, and for one without the words.
    """
    cosines, weights = dict(dense), dict(lexical)
    farthest = min(cosines.values(), default=0.0)
    nearest = 1 + max(cosines.values(), default=0.0) or 1.0
    most = max(weights.values(), default=0.0) or 1.0
    return {
        i: (1 - words) * (1 + cosines.get(i, farthest)) / nearest
        + words * weights.get(i, 0.0) / most
        for i in (*cosines, *(i for i in weights if i not in cosines))
    }


def term_weights(store: Store, terms: Sequence[str], others: Sequence[str]) -> dict[str, float]:
    """How much each of the terms counts. The others say the same once more and count less: most
    of a word's translations are not meant."""
    counts = dict.fromkeys(others, _OTHERS) | dict.fromkeys(terms, 1.0)
    frequencies, total = store.words.frequencies(list(counts)), store.count_passages()
    return {t: counts[t] * idf(frequencies.get(t, 0), total) for t in counts}


def found_share(
    store: Store, known: dict[str, float], terms: Sequence[str], passages: Sequence[int]
) -> float:
    """The share of the terms, weighted by rarity, that stand in any of the passages; in [0, 1].
    The others, which `known` holds as well, count only where they stand."""
    there, own = store.words.standing_in(passages), set(terms)
    counted = [term for term in known if term in own or term in there]
    found = sum(known[term] for term in counted if term in there)
    return found / (sum(known[term] for term in counted) or 1.0)


def _agreement(rankings: Sequence[Sequence[int]]) -> dict[int, float]:
    """Reciprocal rank fusion (Cormack et al. 2009), scaled so that first in all is 1."""
    scores: dict[int, float] = {}
    share = (_RANK_OFFSET + 1) / len(rankings)
    for ranking in rankings:
        for rank, item in enumerate(ranking, start=1):
            scores[item] = scores.get(item, 0.0) + share / (_RANK_OFFSET + rank)
    return scores


def _hits(
    store: Store,
    vectors: Vectors,
    ids: Sequence[int],
    agreement: dict[int, float],
    lexical: dict[int, float],
    vector: NDArray[np.float32],
) -> list[Hit]:
    passages = store.passages(ids)
    rows = store.pieces(ids)
    stored = vectors.read(np.array([number for _, number in rows], np.int64))
    pieces: dict[int, list[Measured]] = {i: [] for i in ids}
    for (piece, _), row in zip(rows, stored, strict=True):
        pieces[piece.passage].append((piece, float(np.clip(row @ vector, -1.0, 1.0))))
    if not all(i in passages and pieces[i] for i in ids):
        raise LibraryError(
            f"The library {store.database.path} has passages without spans, or words of no "
            "passage; mend it with `hakusho verify --repair`."
        )
    return [
        Hit(
            passage=passages[i],
            agreement=agreement[i],
            cosine=max(cosine for _, cosine in pieces[i]),
            lexical=lexical.get(i, 0.0),
            sentences=tuple(
                _sentence(piece, pieces[i]) for piece, _ in pieces[i] if piece.unit == "sentence"
            ),
        )
        for i in ids
    ]


def _sentence(sentence: Piece, pieces: Sequence[Measured]) -> Sentence:
    """A sentence with its best cosine: its own, or that of one of its clauses."""
    inside = (
        cosine
        for piece, cosine in pieces
        if piece.unit != "passage" and sentence.start <= piece.start and piece.end <= sentence.end
    )
    return Sentence(sentence.start, sentence.end, max(inside))
