"""What a text is divided into, in a form to compare: its headings, and its passages in place."""

from __future__ import annotations

from corpus.document import Document, document
from corpus.structure import outline, passages


def made(text: str) -> Document:
    return document("test", text, "test")


def tree(text: str) -> list[str]:
    """The headings, each behind as many dots as it is deep."""
    return ["." * heading.depth + heading.title for heading in outline(made(text))]


def placed(text: str) -> list[tuple[str, str, str]]:
    """(kind, path, text) of the passages."""
    return [(each.kind, " › ".join(each.headings), each.text) for each in passages(made(text))]
