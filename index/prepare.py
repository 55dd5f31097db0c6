"""Making a document's vectors in advance, block by block, so that nothing is made twice.

Each block but the last is written as soon as it is made: an addition that is broken off
goes on from there when it is begun again. The last waits for the transaction that writes
the document, so that a short document takes one transaction in all. Of a document that
has changed only the texts that are new are embedded.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from corpus.errors import LibraryError
from index.blocks import are_directions
from index.embedding import Plan, Progress, content_key, encode, text_keys
from index.encoder import Encoder
from index.store import Store


def prepare(
    store: Store,
    encoder: Encoder,
    plan: Plan,
    progress: Progress | None = None,
    *,
    replaced: int | None = None,
    lender: Store | None = None,
) -> NDArray[np.float16] | None:
    """See that the database has the vectors of a plan's blocks. Those that are missing are
    taken from the library `lender` or made now; texts of the document with id `replaced` keep the
    vectors that they have. Those of the last block are not written yet but given back: float16
    (n, d); None where they are there already."""
    known: Known | None = None
    for texts, content in plan.blocks():
        if store.blocks.has(content, encoder.sha256):
            continue

        def done(count: int, begin: int = texts.start) -> None:
            if progress is not None:
                progress(plan.passages_before(begin + count), len(plan.passages))

        vectors = None
        if lender is not None:
            with suppress(LibraryError):  # what is damaged there is made here
                lent = lender.blocks.vectors(content, encoder.sha256, encoder.dimension)
                # Its own count and checksum are no proof: a file may come from anywhere.
                if lent is not None and len(lent) == len(texts) and are_directions(lent):
                    vectors = lent
        if vectors is None:
            known = known or Known(store, encoder, replaced)
            vectors = known.encode([plan.text(i) for i in texts], done)
        if texts.stop == len(plan.texts):
            return vectors
        with store.database.transaction():
            store.blocks.keep(content, encoder.sha256, vectors)
    return None


class Known:
    """The vectors of a document that is to be replaced, by their texts."""

    def __init__(self, store: Store, encoder: Encoder, document_id: int | None) -> None:
        self._store, self._encoder = store, encoder
        keys, first = bytearray(), [0]
        self._contents: list[bytes] = []  # of each block
        for block in store.blocks.of(document_id):
            try:
                own = text_keys(store.texts_of(block.first, block.count))
            except LibraryError:  # of what is damaged nothing is known
                continue
            self._contents.append(content_key(own))
            keys += own
            first.append(len(keys) // 16)
        self._first = first  # of each block, the number of its first text; and the end
        halves = np.frombuffer(bytes(keys), np.uint64).reshape(-1, 2)
        self._order = np.argsort(halves[:, 0], kind="stable")
        self._keys = halves[self._order]

    def encode(self, texts: list[str], done: Callable[[int], None]) -> NDArray[np.float16]:
        """The vectors of the texts, made for those alone that are new: float16 (n, d)."""
        model, dimension = self._encoder.sha256, self._encoder.dimension
        places = self._find(text_keys(texts))
        vectors = np.empty((len(texts), dimension), np.float16)
        new = np.ones(len(texts), np.bool_)
        for content, (first, last) in zip(self._contents, pairwise(self._first), strict=True):
            here = (first <= places) & (places < last)
            # None where the block is damaged, or gone since.
            rows = self._store.blocks.vectors(content, model, dimension) if here.any() else None
            if rows is not None:
                vectors[here] = rows[places[here] - first]
                new[here] = False
        if new.any():
            vectors[new] = encode(self._encoder, [texts[i] for i in np.flatnonzero(new)], done)
        return vectors

    def _find(self, keys: bytes) -> NDArray[np.int64]:
        """Which of the known texts each is: int64 (n,), -1 for new ones."""
        wanted = np.frombuffer(keys, np.uint64).reshape(-1, 2)
        if not len(self._keys):
            return np.full(len(wanted), -1, np.int64)
        at = np.searchsorted(self._keys[:, 0], wanted[:, 0])
        at = np.minimum(at, len(self._keys) - 1)
        same = (self._keys[at] == wanted).all(axis=1)
        return np.where(same, self._order[at], -1)
