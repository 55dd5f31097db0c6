"""The paragraphs and items of an article (項, 号), by their numbers.

An article is given as its passages in order. Its first paragraph has mostly no number; what
stands between the numbers of two paragraphs are the items of the one before.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.markers import Marker, markers
from corpus.numerals import number, plain
from corpus.passage import Passage
from corpus.script import HIRAGANA

# 二 begins an item. So does (2), unless the article begins with (1), as laws in English do.
_PARAGRAPH = re.compile(r"(?P<n>[0-9]{1,2})(?P<end>[\s.、])|(?P<sign>[①-⑳])")
_IN_BRACKETS = re.compile(r"\((?P<n>[0-9]{1,2})\)(?P<end>)(?P<sign>)")
_SENTENCE = re.compile(f"[{HIRAGANA}]")  # has kana, where （平20条例30・一部改正） has none


def paragraph_of(article: Sequence[Passage], wanted: int) -> list[Passage]:
    """The passages of one paragraph with its items, [] where there is no such.

    A list in a Japanese paragraph may have the numbers of paragraphs. It begins with 1, where
    the paragraph above it has none, and goes on as it began: 1. 2. among the paragraphs ２ and ３.
    Where the article has no other numbers, the list may be its paragraphs, and is if asked for so.
    """
    if not article:
        return []
    bracketed = _number(_IN_BRACKETS, article[0]) == (1, "")
    form = _IN_BRACKETS if bracketed else _PARAGRAPH
    listed = _number(form, article[0])[0] != 1 and bool(_SENTENCE.search(article[0].text))
    paragraphs = _paragraphs(article, form, listed=listed)
    if listed and wanted > paragraphs[-1] == 1:
        paragraphs = _paragraphs(article, form, listed=False)
    return [passage for passage, n in zip(article, paragraphs, strict=True) if n == wanted]


def _paragraphs(article: Sequence[Passage], form: re.Pattern[str], *, listed: bool) -> list[int]:
    """The number of the paragraph of each passage."""
    paragraph, found = 1, []
    last: dict[str, int] = {}  # number of a list, by what ends its numbers
    for passage in article:
        value, end = _number(form, passage)
        if listed and value == last.get(end, 0) + 1:
            last[end] = value
        elif value == paragraph + 1:
            paragraph = value
            last.clear()
        found.append(paragraph)
    return found


def item_of(article: Sequence[Passage], paragraph: int | None, wanted: int) -> list[Passage]:
    """The passages of one item with what is inside it, [] where there is none. Where no
    paragraph is named, the item of the first paragraph that has items."""
    if paragraph is not None:
        return _item(paragraph_of(article, paragraph), wanted)
    at = 1
    while inside := paragraph_of(article, at):
        if _first_item(inside) is not None:
            return _item(inside, wanted)
        at += 1
    return []


def _item(paragraph: Sequence[Passage], wanted: int) -> list[Passage]:
    first = _first_item(paragraph)
    if first is None:
        return []
    current, found = 0, []
    for passage in paragraph[1:]:
        current += any(
            each.cls == first.cls and each.number == current + 1 for each in markers(passage.text)
        )
        if current == wanted:
            found.append(passage)
    return found


def _first_item(paragraph: Sequence[Passage]) -> Marker | None:
    """The marker of the first item, which is the first of a series."""
    readings = (each for passage in paragraph[1:] for each in markers(passage.text))
    return next((each for each in readings if each.number == 1), None)


def _number(form: re.Pattern[str], passage: Passage) -> tuple[int | None, str]:
    """The number that a passage begins with, and what ends it."""
    found = form.match(plain(passage.text[:10]))
    return (
        (None, "") if found is None else (number(found["n"] or found["sign"]), found["end"] or "")
    )
