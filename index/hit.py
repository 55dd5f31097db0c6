"""Hit: a passage that a search found, with what speaks for it."""

from __future__ import annotations

from dataclasses import dataclass

from corpus.passage import Passage


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a passage, and how near the question is to it.

    start, end: its span in the document's text, inside the passage.
    cosine: in [-1, 1], of the sentence or of the clause in it that is nearest.
    """

    start: int
    end: int
    cosine: float


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage found by a search.

    agreement: in (0, 1], how far meaning and words agree on it, by its ranks in both; 1 when it
        is first in both rankings. Hits are not sorted by it, and it can be compared only within
        one search.
    cosine: the best cosine of the question with the passage or a piece of it, in [-1, 1].
    lexical: BM25 of the question's words, their translations and other names in the passage, >= 0;
        0 when it is not among the best by words.
    sentences: all sentences of the passage, in order.
    """

    passage: Passage
    agreement: float
    cosine: float
    lexical: float
    sentences: tuple[Sentence, ...]
