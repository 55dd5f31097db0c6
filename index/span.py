"""Span: what of a passage is embedded."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

Unit = Literal["passage", "sentence", "clause"]
UNITS: tuple[Unit, ...] = get_args(Unit)


@dataclass(frozen=True, slots=True)
class Span:
    """A span that is embedded, of passage number `passage` of a document as it is taken
    apart, or of the passage with that id in a database."""

    passage: int
    start: int
    end: int
    unit: Unit
