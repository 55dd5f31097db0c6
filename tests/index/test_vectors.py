"""The FAISS index holds what the database's blocks hold, no more and no less."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
from numpy.typing import NDArray

from corpus.errors import LibraryError
from index.blocks import Block
from index.vectors import Vectors


def unit_rows(n: int, d: int = 16) -> NDArray[np.float16]:
    rows = np.random.default_rng(7).normal(size=(n, d))
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    return rows.astype(np.float16)


ROWS = unit_rows(50)
FIRST, SECOND, THIRD = Block(1, 1, 0, 20), Block(2, 1, 20, 10), Block(5, 9, 100, 20)


class Reads:
    """The blocks' bytes, and a list of what was read."""

    def __init__(self) -> None:
        self.read: list[Block] = []

    def __call__(self, blocks: list[Block], dimension: int) -> Iterator[bytes]:
        assert dimension == 16
        for block in blocks:
            self.read.append(block)
            begin = block.first if block.first < 50 else 30
            yield ROWS[begin : begin + block.count].tobytes()


@pytest.fixture
def reads() -> Reads:
    return Reads()


@pytest.fixture
def vectors(reads: Reads) -> Vectors:
    made = Vectors(16)
    made.update([FIRST, SECOND, THIRD], reads)
    return made


def test_search_gives_cosines_best_first(vectors: Vectors) -> None:
    rows = ROWS.astype(np.float32)
    numbers, cosines = vectors.search(rows[31], 5)
    assert len(vectors) == 50 and numbers[0] == 101
    assert np.allclose(cosines, np.sort(rows @ rows[31])[::-1][:5], atol=1e-3)


def test_only_documents_that_are_asked_for(vectors: Vectors) -> None:
    question = ROWS[31].astype(np.float32)
    numbers, cosines = vectors.search(question, 50, [1])
    assert sorted(numbers) == list(range(30)) and len(cosines) == 30
    assert sorted(vectors.search(question, 50, [9, 12])[0]) == list(range(100, 120))
    assert len(vectors.search(question, 50, [12])[0]) == 0
    assert len(vectors.search(question, 50, [])[0]) == 0


def test_what_is_read_back_is_what_was_stored(vectors: Vectors) -> None:
    stored = vectors.read(np.array([119, 0, 29, 29]))
    assert np.array_equal(stored, ROWS[[49, 0, 29, 29]].astype(np.float32))
    assert vectors.read(np.empty(0, np.int64)).shape == (0, 16)


@pytest.mark.parametrize(
    ("blocks", "newly_read"),
    [
        ([FIRST, SECOND, THIRD], []),
        ([FIRST, SECOND, THIRD, Block(6, 3, 120, 5)], [Block(6, 3, 120, 5)]),
        ([FIRST, THIRD], []),
        ([THIRD], []),
        ([], []),
        ([SECOND, Block(7, 9, 100, 20)], [Block(7, 9, 100, 20)]),  # THIRD was made again
        ([Block(8, 2, 0, 5), SECOND], [Block(8, 2, 0, 5), SECOND]),
    ],
)
def test_a_change_reads_only_what_is_new(
    blocks: list[Block], newly_read: list[Block], vectors: Vectors, reads: Reads
) -> None:
    reads.read.clear()
    vectors.update(blocks, reads)
    assert reads.read == newly_read
    made = Vectors(16)
    made.update(blocks, Reads())
    question = ROWS[3].astype(np.float32)
    (ids, cosines), (ids2, cosines2) = vectors.search(question, 50), made.search(question, 50)
    assert np.array_equal(ids, ids2) and np.array_equal(cosines, cosines2)


def test_a_read_that_fails_leaves_nothing_half_read(vectors: Vectors, reads: Reads) -> None:
    def failing(blocks: list[Block], dimension: int) -> Iterator[bytes]:
        yield from Reads()(blocks[:1], dimension)
        raise LibraryError("damaged")

    with pytest.raises(LibraryError):
        vectors.update([FIRST, SECOND, THIRD, Block(6, 3, 30, 5), Block(7, 3, 35, 5)], failing)
    assert len(vectors) == 0
    vectors.update([FIRST], reads)
    assert len(vectors) == 20


def test_more_wanted_than_there_is() -> None:
    empty = Vectors(16)
    assert len(empty.search(ROWS[0].astype(np.float32), 3)[0]) == 0
    empty.update([Block(1, 1, 4, 2)], Reads())
    assert set(empty.search(ROWS[0].astype(np.float32), 9)[0]) == {4, 5}
