"""Around: what stands near a passage in its document.

A question names the matter as well as the detail, and the matter is often named only before or
after the passage that answers. So what is around moves a passage in the order of a search: by
the words that stand there, and by what it means as a whole. So does what its document begins
with, which mostly says what it is about.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from statistics import fmean

import numpy as np
from numpy.typing import NDArray

from index.store import Store
from index.vectors import Vectors

_REACH = 15  # passages before and after one that are around it
_WORDS = 1.2  # how far the words around move a passage, when all are found
_MEANING = 0.4  # how far the cosine of what is around does
_OPENING = 0.15  # and that of the document's first passage
_SATURATION, _LENGTH = 1.5, 0.75  # BM25's k1 and b


def around(
    store: Store,
    vectors: Vectors,
    vector: NDArray[np.float32],
    known: Mapping[str, float],
    passages: Sequence[int],
) -> dict[int, float]:
    """By how much what stands around each passage moves it, in [-3, 3]; around it is all of its
    document within _REACH, and the document's first passage.

    vector: float32 (d,), the question's; known: its own words, each with how much it counts.
    Inside a snapshot of the caller's.
    """
    ranges = reach(store, passages)
    moved = (
        by_words(store, known, ranges),
        by_meaning(store, vectors, vector, ranges),
        by_opening(store, vectors, vector, ranges),
    )
    return {i: sum(each.get(i, 0.0) for each in moved) for i in passages}


def reach(store: Store, passages: Sequence[int], most: int = _REACH) -> dict[int, range]:
    """The ids of what is around each passage, `most` before and after it, itself among them."""
    # The + keeps SQLite from going through all passages of a long document.
    rows = store.database.execute(
        "SELECT own.id, min(near.id), max(near.id) FROM passages AS own "
        "JOIN passages AS near ON near.id BETWEEN own.id - ?2 AND own.id + ?2 "
        "AND +near.document_id = own.document_id "
        "WHERE own.id IN (SELECT value FROM json_each(?1)) GROUP BY own.id",
        (json.dumps(list(passages)), most),
    ).fetchall()
    return {own: range(first, last + 1) for own, first, last in rows}


def by_words(
    store: Store, known: Mapping[str, float], ranges: Mapping[int, range]
) -> dict[int, float]:
    """By the words around a passage, as BM25 measures them, compared with the mean of the passages
    that have any of the words around them; others, such as those in another language, stay where
    they are. The whole weighs the more, the more of the words stand around the best passage."""
    rows = store.words.rows(_all(ranges))
    lengths = {i: len(row) for i, row in rows.items()}
    found = {i: own for i, row in rows.items() if (own := Counter(filter(known.__contains__, row)))}
    scores, counts = dict[int, float](), dict[int, Counter[str]]()
    for passage, near in ranges.items():
        total = Counter[str]()
        for i in found.keys() & near:
            total.update(found[i])
        if total:
            counts[passage] = total
    if not counts:
        return {}
    length = {passage: sum(lengths.get(i, 0) for i in ranges[passage]) for passage in counts}
    usual = fmean(length.values())
    for passage, total in counts.items():
        least = _SATURATION * (1 - _LENGTH + _LENGTH * length[passage] / usual)
        scores[passage] = sum(known[t] * n / (n + least) for t, n in total.items())
    best = max(scores, key=lambda i: scores[i])
    share = sum(known[term] for term in counts[best]) / sum(known.values())
    weight, middle = _WORDS * share**3 / scores[best], fmean(scores.values())
    return {i: weight * (score - middle) for i, score in scores.items()}


def by_meaning(
    store: Store,
    vectors: Vectors,
    vector: NDArray[np.float32],
    ranges: Mapping[int, range],
) -> dict[int, float]:
    """The cosine of the question with the mean of the passages' vectors, against the others'."""
    ids, rows = _vectors_of(store, vectors, _all(ranges))
    sums = np.vstack([np.zeros(rows.shape[1], np.float32), np.cumsum(rows, axis=0)])
    cosines = {}
    for passage, near in ranges.items():
        first, stop = np.searchsorted(ids, (near.start, near.stop))
        total = sums[stop] - sums[first]
        cosines[passage] = float(total @ vector) / (float(np.linalg.norm(total)) or 1.0)
    return _against_others(cosines, ranges, _MEANING)


def by_opening(
    store: Store,
    vectors: Vectors,
    vector: NDArray[np.float32],
    ranges: Mapping[int, range],
) -> dict[int, float]:
    """The cosine of the question with the first passage of each one's document, against the
    others'."""
    first = dict(
        store.database.execute(
            "SELECT own.id, (SELECT min(id) FROM passages WHERE document_id = own.document_id) "
            "FROM passages AS own WHERE own.id IN (SELECT value FROM json_each(?))",
            (json.dumps(list(ranges)),),
        )
    )
    ids, rows = _vectors_of(store, vectors, sorted(set(first.values())))
    near = dict(zip(ids, (rows @ vector).tolist(), strict=True))
    return _against_others({i: near[opening] for i, opening in first.items()}, ranges, _OPENING)


def _vectors_of(
    store: Store, vectors: Vectors, passages: Sequence[int]
) -> tuple[list[int], NDArray[np.float32]]:
    """The passages' ids, in order, and the vector of each as a whole: float32 (n, d)."""
    numbers = dict(
        store.database.execute(
            "SELECT passage_id, vector FROM spans WHERE unit = 'passage' "
            "AND passage_id IN (SELECT value FROM json_each(?))",
            (json.dumps(list(passages)),),
        )
    )
    ids = sorted(numbers)
    return ids, vectors.read(np.array([numbers[i] for i in ids], np.int64))


def _against_others(
    cosines: Mapping[int, float], ranges: Mapping[int, range], weight: float
) -> dict[int, float]:
    """By how much each passage is above the mean. It counts the less, the more of what is around is
    the passage itself, whose own meaning is counted elsewhere."""
    middle = fmean(cosines.values()) if cosines else 0.0
    return {i: weight * (1 - 1 / len(ranges[i])) * (c - middle) for i, c in cosines.items()}


def _all(ranges: Mapping[int, range]) -> list[int]:
    return sorted({i for near in ranges.values() for i in near})
