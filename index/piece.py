"""Piece: what of a passage is embedded. The database keeps pieces in its table `spans`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

Unit = Literal["passage", "sentence", "clause"]
UNITS: tuple[Unit, ...] = get_args(Unit)


@dataclass(frozen=True, slots=True)
class Piece:
    """A passage, or a sentence or clause of it, that is embedded.

    passage: the number of the passage in its document, for a document that is being added;
        its id in the database, for what was read from there.
    start, end: the piece's span in the document's text.
    """

    passage: int
    start: int
    end: int
    unit: Unit
