"""Vectors of words and short texts, kept at hand, since words come again and again."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from index.encoder import Encoder

_KEPT = 20_000  # some 30 MB


class WordVectors:
    """Safe to use from several threads."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder
        self._known: dict[str, NDArray[np.float32]] = {}

    def similarities(self, texts: Sequence[str], others: Sequence[str]) -> NDArray[np.float32]:
        """Cosines: float32 (len(texts), len(others))."""
        if len(self._known) > _KEPT:
            self._known = {}
        known = self._known  # another thread may begin a new one meanwhile
        new = [text for text in dict.fromkeys((*texts, *others)) if text not in known]
        if new:
            known.update(zip(new, self._encoder.encode_questions(new), strict=True))
        rows, columns = (np.stack([known[text] for text in some]) for some in (texts, others))
        cosines: NDArray[np.float32] = rows @ columns.T
        return cosines
