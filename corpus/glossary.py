"""The project's own glossary: terms of official documents, their kana and their English, and
what people call in everyday English what these terms mean.

The models are trained on the terms, and a reader of Japanese is helped with them; search takes
the everyday words too. Written for this project, CC BY-SA 4.0.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import resources


@dataclass(frozen=True, slots=True)
class Term:
    """A term. kana: its reading, katakana words kept as they are; "" where none is given, as
    with a number in it. A term with two meanings stands twice, the commoner first."""

    ja: str
    kana: str
    en: str


@cache
def glossary() -> tuple[Term, ...]:
    """Every term, in the order of the file."""
    lines = resources.files("corpus").joinpath("data/glossary.tsv").read_text("utf-8").splitlines()
    return tuple(Term(*line.split("\t")) for line in lines)


@cache
def everyday() -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Terms with the English words and phrases that people ask with but no translator writes:
    再任, "picked again". In the order of the file."""
    lines = resources.files("corpus").joinpath("data/everyday.tsv").read_text("utf-8").splitlines()
    rows = (line.split("\t") for line in lines)
    return tuple((ja, tuple(phrases.split("; "))) for ja, phrases in rows)
