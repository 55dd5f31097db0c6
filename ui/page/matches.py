"""Matches: where the words that were searched for stand in a text, and a piece of it to show.

Spans refer to the text as it is; only the comparison uses folded letters, as `index.history` does.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from corpus.script import folded
from corpus.span import Span

_BEFORE = 24  # characters shown before the first match
_SHOWN = 150  # characters shown in all


@dataclass(frozen=True, slots=True)
class Excerpt:
    """text[start:end], with the spans inside it that match."""

    text: str
    start: int
    end: int
    marks: tuple[Span, ...]


def matches(text: str, words: Sequence[str]) -> list[Span]:
    """The spans of `text` where one of the folded `words` stands, disjoint and in order.

    >>> matches("ＥＵＲＯＰＯＬとの㌔", ["europol", "ロ"])
    [(0, 7), (9, 10)]
    """
    flat, pieces = "", []
    for start, end in _clusters(text):
        piece = folded(text[start:end])
        flat += piece
        pieces += [(start, end)] * len(piece)
    found = sorted(
        (pieces[at][0], pieces[at + len(word) - 1][1])
        for word in words
        for at in _occurrences(flat, word)
    )
    joined: list[Span] = []
    for start, end in found:
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def excerpt(texts: Iterable[str], words: Sequence[str]) -> Excerpt | None:
    """A piece of the first of the texts that has the most of the folded `words`, around the
    first match; None when there is none."""
    most, chosen = 0, ""
    for text in texts:
        flat = folded(text)
        held = sum(word in flat for word in words)
        if held > most:
            most, chosen = held, text
    marks = matches(chosen, words)
    if not marks:
        return None
    start = _between_words(chosen, max(0, marks[0][0] - _BEFORE), marks[0][0])
    end = min(len(chosen), max(start + _SHOWN, marks[0][1]))
    return Excerpt(chosen, start, end, tuple(mark for mark in marks if mark[0] < end))


def _clusters(text: str) -> Iterator[Span]:
    """Letters with the marks that join them when they are folded: ｶ and ﾞ are one, ガ."""
    start = 0
    for at, char in enumerate(text):
        if at and not unicodedata.combining(unicodedata.normalize("NFKC", char)[0]):
            yield start, at
            start = at
    if text:
        yield start, len(text)


def _occurrences(flat: str, word: str) -> Iterator[int]:
    at = flat.find(word)
    while at >= 0:
        yield at
        at = flat.find(word, at + len(word))


def _between_words(text: str, start: int, latest: int) -> int:
    """`start`, moved on so that no Latin word is cut and no space comes first."""
    if start and _latin(text[start - 1]):
        while start < latest and _latin(text[start]):
            start += 1
    while start < latest and text[start].isspace():
        start += 1
    return start


def _latin(char: str) -> bool:
    return char.isascii() and char.isalnum()
