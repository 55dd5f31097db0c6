"""Drafts: questions made from a sentence, a note or a heading, before anybody has tried them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from corpus.faq import question_of
from corpus.passage import Passage
from corpus.sentence import sentences
from qa.plain_form import plain_form
from qa.question import Language, language_of

Sort = Literal[
    "asked",
    "definition",
    "number",
    "date",
    "reason",
    "purpose",
    "place",
    "who",
    "duty",
    "event",
    "heading",
    "note",
    "article",
]

_MARK = re.compile(
    r"[(（]\s?[注註][^()（）]{0,6}[)）]|※[0-9０-９]{0,3}|\[\^?[0-9A-Za-z]{1,9}\]"
    r"|[(（]?(?:Note|note) [0-9]{1,3}[)）]?(?=[ ,.;])"
)
_BRACKETS = re.compile(r"\s?\([^()]*\)|\s?（[^（）]*）|\s?\[[^\[\]]*\]|〔[^〔〕]*〕")

_LONGEST_ASKED = 90  # characters of a question
_LONGEST = 400  # characters of a sentence; in a longer one nothing is surely whole


@dataclass(frozen=True, slots=True)
class Draft:
    """A question and where its answer ought to be found.

    start, end: the sentence it was made from, or the passages under its heading, in the
        document's text.
    """

    question: str
    sort: Sort
    start: int
    end: int


def asked(passages: Sequence[Passage], language: Language) -> Iterator[Draft]:
    """The questions that a document asks itself, as headings over their answers."""
    for headings, start, end in sections(passages):
        question = question_of(headings[-1])
        if question and language_of(question) == language and len(question) <= _LONGEST_ASKED:
            yield Draft(question, "asked", start, end)


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence to make questions from: its span, and its text on one line without note marks
    (`marked` has its brackets; `text` has not, and is in the plain form)."""

    start: int
    end: int
    marked: str
    text: str


def statements(passage: Passage) -> Iterator[Statement]:
    """The sentences of a passage, in order, without those too long to make questions from."""
    whole = passage.document.text
    for start, end in sentences(whole, passage.start, passage.end):
        if end - start > _LONGEST:
            continue
        line = unicodedata.normalize("NFKC", _MARK.sub("", whole[start:end]))
        marked = " ".join(line.split())
        yield Statement(start, end, marked, plain_form(without_brackets(marked).strip()))


def without_brackets(text: str) -> str:
    """`text` without what stands in round or square brackets.

    >>> without_brackets("平成30年(2018年)9月")
    '平成30年9月'
    """
    while (shorter := _BRACKETS.sub("", text)) != text:
        text = shorter
    return text


def sections(passages: Sequence[Passage]) -> Iterator[tuple[tuple[str, ...], int, int]]:
    """The headings that passages stand directly under, with the span of those passages."""
    at = 0
    while at < len(passages):
        last = at
        while last + 1 < len(passages) and passages[last + 1].headings == passages[at].headings:
            last += 1
        if passages[at].headings:
            yield passages[at].headings, passages[at].start, passages[last].end
        at = last + 1
