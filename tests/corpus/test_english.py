"""English documents."""

from __future__ import annotations

import pytest

from corpus.document import Document, document
from corpus.structure import passages


def made(text: str) -> Document:
    return document("test", text, "test")


def placed(text: str) -> list[tuple[str, str, str]]:
    """(kind, path, text) of the passages of a text."""
    return [(each.kind, " › ".join(each.headings), each.text) for each in passages(made(text))]


# --- articles


@pytest.mark.parametrize(
    "line",
    [
        "Article 16(1) of the Treaty provides that everyone has a right. It is wide.",
        "Article 8 (1) of the Charter protects data. It is wide.",
        "Article 16 TFEU provides that everyone has a right. It is wide.",
        "Article 5 GDPR lists six principles. They are wide.",
        "Article 14(2) and (3) apply. They are wide.",
        "Section 5(2)(a) of the Act applies. It is wide.",
    ],
)
def test_a_paragraph_that_begins_with_a_reference_is_whole(line: str) -> None:
    assert placed(f"White Paper on Data\n\n{line}") == [("paragraph", "White Paper on Data", line)]


@pytest.mark.parametrize(
    ("heading", "rest"),
    [
        ("Article 9.", " Every Party shall act. It shall be wise."),
        ("Article 10", "  Everyone may leave. Nobody must."),
        ("Article 11 (Definitions)", ' In this Act, "a" means b. It is wide.'),
        ("Article 12", " (1) The purpose of this Act is peace. It is wide."),
        ("Article 13", " When a person leaves, it ends. It is over."),
        ("Article 15", " – The Board shall meet. It shall be wise."),
    ],
)
def test_an_english_article_begins_on_the_line_of_its_number(heading: str, rest: str) -> None:
    assert placed(heading + rest) == [("paragraph", heading, rest.strip())]
