"""The built-in section of a white paper, which a library begins with, and where it is from.

Its text and its card are in `corpus/data`.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib import resources

from corpus.document import Document, document

_BUILTIN = "npa-2019-section-3"


@dataclass(frozen=True, slots=True)
class SourceCard:
    """Where the built-in document is from and on what terms it may be used."""

    title: str
    publisher: str
    year: int
    section: str
    address: str
    terms: str
    attribution: str


@cache
def builtin_card() -> SourceCard:
    """The source card of the built-in section."""
    card = resources.files("corpus") / "data" / f"{_BUILTIN}.json"
    return SourceCard(**json.loads(card.read_text("utf-8")))


def builtin_document() -> Document:
    """第3節 外国治安機関等との連携, of the White Paper on Police 2019 (令和元年版)."""
    card = builtin_card()
    data = (resources.files("corpus") / "data" / f"{_BUILTIN}.txt").read_bytes()
    return document(card.title, data.decode("utf-8"), card.address)
