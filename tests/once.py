"""The bundled model for the tests: it embeds no passage twice."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from index.encoder import BundledEncoder


class OnceEncoder(BundledEncoder):
    """The bundled model, with the vectors it gave to passages kept until the tests end: most
    tests open a library of their own, and the built-in section in it is always the same.

    One thread for each pass: the tests run side by side.
    """

    def __init__(self) -> None:
        super().__init__()
        self._many = self._one
        self._given: dict[str, NDArray[np.float32]] = {}

    def encode_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        new = list(dict.fromkeys(text for text in texts if text not in self._given))
        self._given |= dict(zip(new, super().encode_passages(new), strict=True))
        if not texts:
            return super().encode_passages(texts)
        return np.stack([self._given[text] for text in texts])
