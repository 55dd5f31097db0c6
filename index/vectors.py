"""The FAISS index over the library's vectors, in memory.

It is put together from the database's blocks, byte for byte, and nothing of it is kept on
disk: FAISS loads a damaged or another library's file without a word, and a file would hold
every vector a second time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

import faiss
import numpy as np
from numpy.typing import NDArray

from index.blocks import Block

ReadBlocks = Callable[[list[Block], int], Iterator[bytes]]


class Vectors:
    """Unit vectors by number, searched by inner product (= cosine), exactly.

    float16, as in the database.
    """

    def __init__(self, dimension: int) -> None:
        self._dimension = dimension
        self._clear()

    def _clear(self) -> None:
        self._index = faiss.IndexScalarQuantizer(
            self._dimension, faiss.ScalarQuantizer.QT_fp16, faiss.METRIC_INNER_PRODUCT
        )
        self._blocks: list[Block] = []
        self._numbers = np.empty(0, np.int64)  # of each row of the index, ascending

    def __len__(self) -> int:
        return int(self._index.ntotal)

    def update(self, blocks: list[Block], read: ReadBlocks) -> None:
        """Hold exactly the vectors of `blocks`, in order of their numbers; those that are
        here already are not read again. On an error it holds none."""
        try:
            present = set(blocks)
            kept = [block for block in self._blocks if block in present]
            if kept != blocks[: len(kept)]:
                kept = []
            self._keep_only(kept)
            self._append(blocks[len(kept) :], read)
        except BaseException:
            self._clear()
            raise

    def _keep_only(self, kept: list[Block]) -> None:
        if not kept:
            self._clear()
        elif len(kept) < len(self._blocks):
            stays = _mask(self._numbers, kept)
            self._index.remove_ids(faiss.IDSelectorBatch(np.flatnonzero(~stays)))
            self._numbers = self._numbers[stays]
        self._blocks = kept

    def _append(self, blocks: list[Block], read: ReadBlocks) -> None:
        width = 2 * self._dimension  # bytes of a vector
        begin = at = len(self) * width
        size = begin + sum(block.count for block in blocks) * width
        if size == begin:
            return
        # All room at once: growing block by block would copy everything again and again.
        codes = self._index.codes
        codes.resize(size)
        room = faiss.rev_swig_ptr(codes.data(), size)
        for rows in read(blocks, self._dimension):
            room[at : at + len(rows)] = np.frombuffer(rows, np.uint8)
            at += len(rows)
        self._index.ntotal = size // width
        numbers = [np.arange(b.first, b.first + b.count, dtype=np.int64) for b in blocks]
        self._numbers = np.concatenate([self._numbers, *numbers])
        self._blocks = [*self._blocks, *blocks]

    def search(
        self, vector: NDArray[np.float32], k: int, documents: Iterable[int] | None = None
    ) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """The numbers of the k nearest vectors and their cosines, best first; only of the
        documents with those ids, if any are given.

        vector: float32 (d,), unit length. Fewer than k when there are fewer.
        """
        chosen = None if documents is None else self._only(set(documents))
        k = min(k, len(self))
        if k < 1:
            return np.empty(0, np.int64), np.empty(0, np.float32)
        # One thread: FAISS shares work only between questions, and its threads, waiting for
        # a busy core, make one question a hundred times slower. Holds for this thread only.
        faiss.omp_set_num_threads(1)
        cosines, rows = self._index.search(vector[None, :], k, params=chosen)
        found = rows[0] >= 0  # -1 where fewer than k are chosen
        return self._numbers[rows[0][found]], cosines[0][found]

    def _only(self, documents: set[int]) -> Any:
        mask = _mask(self._numbers, [b for b in self._blocks if b.document_id in documents])
        selector: Any = faiss.IDSelectorBitmap
        parameters: Any = faiss.SearchParameters
        return parameters(sel=selector(np.packbits(mask, bitorder="little")))

    def read(self, numbers: NDArray[np.int64]) -> NDArray[np.float32]:
        """The vectors of those numbers, each of which is here: float32 (n, d)."""
        if not len(numbers):
            return np.empty((0, self._dimension), np.float32)
        rows = np.searchsorted(self._numbers, numbers)
        vectors: NDArray[np.float32] = self._index.reconstruct_batch(rows)
        return vectors


def _mask(numbers: NDArray[np.int64], blocks: Iterable[Block]) -> NDArray[np.bool_]:
    """Which of the ascending numbers are of the blocks: bool (n,)."""
    mask = np.zeros(len(numbers), np.bool_)
    for block in blocks:
        first, last = np.searchsorted(numbers, (block.first, block.first + block.count))
        mask[first:last] = True
    return mask
