"""Span: what of a passage is embedded."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

Unit = Literal["passage", "sentence", "clause"]


@dataclass(frozen=True, slots=True)
class Span:
    """A span to embed, of passage number `passage` of the document being added."""

    passage: int
    start: int
    end: int
    unit: Unit


@dataclass(frozen=True, slots=True)
class StoredSpan:
    """An embedded span as read back; vector float32 (d,), unit length."""

    passage_id: int
    start: int
    end: int
    unit: Unit
    vector: NDArray[np.float32]
