"""The title of a Word document, by its style."""

from __future__ import annotations

from typing import Any

from corpus import readers
from corpus.document import document
from corpus.structure import passages
from tests.documents.made import word


def test_a_title_below_other_lines_is_the_heading_over_what_follows() -> None:
    title = "City Sends More Than $2.6 Million to Its Residents"

    def build(made: Any) -> None:
        made.add_paragraph("FOR IMMEDIATE RELEASE")
        made.add_heading(title, 0)
        made.add_paragraph("It is sent to those who asked.")
        made.add_heading("Contacts", 1)
        made.add_paragraph("Ask the Office of Public Affairs.")

    found = passages(document("d", readers.extract(word(build), readers.DOCX).text, "d"))
    assert [each.headings for each in found][-2:] == [
        ("FOR IMMEDIATE RELEASE", title),
        ("FOR IMMEDIATE RELEASE", title, "Contacts"),
    ]


def test_an_empty_title_is_over_nothing() -> None:
    def build(made: Any) -> None:
        for text, style in [("甲", "Heading 1"), ("", "Title"), ("乙", "Heading 1")]:
            made.add_paragraph(text, style=style)

    assert "# 甲\n\n# 乙\n" in readers.extract(word(build), readers.DOCX).text


def test_a_title_on_top_stays_over_all_headings() -> None:
    def build(made: Any) -> None:
        made.add_heading("みどり市防災計画", 0)
        made.add_heading("第1章　総則", 1)
        made.add_paragraph("この計画は、防災の基本を定める。")

    (found,) = passages(document("d", readers.extract(word(build), readers.DOCX).text, "d"))
    assert found.headings == ("みどり市防災計画", "第1章　総則")
