"""Vectors of questions, words and other short texts, kept at hand, since they come again."""

from __future__ import annotations

import os
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait

import numpy as np
from numpy.typing import NDArray

from index.encoder import Encoder

_KEPT = 20_000  # some 30 MB

Array = NDArray[np.float32]


class TextVectors:
    """Safe to use from several threads."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder
        self._known: dict[str, Array] = {}
        self._coming: dict[str, Future[None]] = {}
        self._pool = ThreadPoolExecutor(os.cpu_count(), "text-vectors")

    def prepare(self, texts: Sequence[str]) -> None:
        """Begins to encode on another core what will be asked for soon, all at once; what cannot
        be encoded raises where it is asked for."""
        known = self._known
        new = [text for text in texts if text not in known and text not in self._coming]
        if new:
            coming = self._pool.submit(self._learn, new, known)
            self._coming |= dict.fromkeys(new, coming)
            coming.add_done_callback(lambda _: [self._coming.pop(text, None) for text in new])

    def of(self, texts: Sequence[str]) -> Array:
        """float32 (len(texts), d), unit rows; at least one text."""
        if len(self._known) > _KEPT:
            self._known = {}
        wait([coming for text in texts if (coming := self._coming.get(text))])
        known = self._known  # another thread may begin a new one meanwhile
        if new := [text for text in dict.fromkeys(texts) if text not in known]:
            self._learn(new, known)
        return np.stack([known[text] for text in texts])

    def similarities(self, texts: Sequence[str], others: Sequence[str]) -> Array:
        """Cosines: float32 (len(texts), len(others))."""
        both = self.of([*texts, *others])
        cosines: Array = both[: len(texts)] @ both[len(texts) :].T
        return cosines

    def _learn(self, new: list[str], known: dict[str, Array]) -> None:
        known.update(zip(new, self._encoder.encode_questions(new), strict=True))
