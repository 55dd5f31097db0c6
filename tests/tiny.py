"""A tiny encoder for tests in which meaning plays no part: fast, and the same for ever."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray


class TinyEncoder:
    """Unit vectors made from a hash of the text.

    encoded: how many passages it was asked to embed.
    """

    def __init__(self, name: str = "tiny", dimension: int = 8) -> None:
        self.name, self.dimension = name, dimension
        self.sha256 = hashlib.sha256(f"{name} {dimension}".encode()).hexdigest()
        self.encoded = 0

    def encode_questions(self, texts: Sequence[str]) -> NDArray[np.float32]:
        rows = [
            np.frombuffer(hashlib.shake_128(text.encode()).digest(self.dimension), np.uint8)
            for text in texts
        ]
        vectors = np.array(rows, np.float32).reshape(len(texts), self.dimension) - 127.5
        unit: NDArray[np.float32] = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
        return unit

    def encode_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        self.encoded += len(texts)
        return self.encode_questions(texts)
