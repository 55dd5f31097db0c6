"""Heading: what the marks of Japanese headings say, for an English reader.

The titles stay as printed.
"""

from __future__ import annotations

from corpus.markers import markers
from corpus.numerals import number
from corpus.passage import Passage
from qa.question import Language, language_of
from ui.strings import DIVISIONS


def citation_help(passage: Passage, language: Language) -> str:
    """The headings' marks for an English reader: "Section 3 › (1) › ①", or ""."""
    if language != "en" or language_of(" ".join(passage.headings)) != "ja":
        return ""
    marks = [heading_mark(heading) for heading in passage.headings]
    if passage.label is not None:
        marks.append(english_label(passage.label))
    elif passage.kind == "caption":
        marks.append("Caption")
    return " › ".join(mark for mark in marks if mark)


def english_label(label: str) -> str:
    """The label of a note, 注1 -> "Note 1"."""
    return label.replace("注", "Note ")


def heading_mark(heading: str) -> str:
    """第3節 連携 -> "Section 3", 第三条の二 -> "Article 3-2", (1)支援 -> "(1)"."""
    found = next(iter(markers(heading)), None)
    if found is None:
        return ""
    printed = heading[: found.end].strip()
    if found.cls not in DIVISIONS:
        return printed
    branches = (number(branch.strip()) for branch in printed.split("の")[1:])
    digits = "-".join(str(part) for part in (found.number, *branches) if part is not None)
    return f"{DIVISIONS[found.cls]} {digits}"
