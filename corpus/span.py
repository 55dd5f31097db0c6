"""Spans: where something stands in a text, in code points, half-open."""

from __future__ import annotations

Span = tuple[int, int]


def stripped(text: str, start: int, end: int) -> Span:
    """A span without the whitespace around it, empty where it has nothing else.

    >>> stripped("a | b", 1, 3), stripped("   ", 0, 3)
    ((2, 3), (3, 3))
    """
    start += len(text[start:end]) - len(text[start:end].lstrip())
    return start, start + len(text[start:end].rstrip())
