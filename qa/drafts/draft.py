"""Drafts: questions made from a sentence, a note or a heading, before anybody has tried them.

Here is what drafts in every language have in common: what they are, the sentences that they are
made from, and the questions that a document asks itself.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from corpus.faq import question_of
from corpus.passage import Passage
from corpus.sentence import sentences
from qa.question import Language, language_of

Sort = Literal[
    "asked", "definition", "date", "number", "reason", "place", "duty", "event", "note", "article"
]

_NOTE_MARK = re.compile(
    r"[(（]\s?[注註][^()（）]{0,6}[)）]|※[0-9０-９]{0,3}|\[\^?[0-9A-Za-z]{1,9}\]"
    r"|[(（]?(?:Note|note) [0-9]{1,3}[)）]?(?=[ ,.;])"
)
_BRACKETS = re.compile(r"\s?\([^()]*\)|\s?（[^（）]*）|\s?\[[^\[\]]*\]|〔[^〔〕]*〕")

_LONGEST_ASKED = 90  # characters of a question that a document asks itself
_LONGEST: dict[Language, int] = {"ja": 40, "en": 90}  # characters of one made
_LONGEST_SENTENCE = 400  # characters; in a longer one nothing is surely whole
# Words that mean something only beside what was said before.
_LEANING: dict[Language, re.Pattern[str]] = {
    "ja": re.compile(
        "この|その|これ|それ|あの|ここ|そこ|こうした|そうした|当該|当初|上記|前記|下記|以下|以上の|後者|前者|次の|次に|各号"
        "|前[項条号年月日回者]|同[年月日項条号法氏調期地府県市町社]|^同(?![意一盟居僚時行志])|本[項条法県市町村章節年件]"
        "|^[本各両全計他約][^人国土]|うち|ほか|注[0-9]|第[0-9]+[条項号]|別表|及び$|自ら|[0-9]つ|昨年|今年|今回|私|彼|例えば"
        "|[一所]定の"
    ),
    "en": re.compile(
        r"\b(?:it|its|they|their|them|this|these|those|such|he|she|his|her|him|we|our|us|you|your"
        r"|i|my|here|there|which|who|that|former|latter|other|another|same|above|below|following"
        r"|also|respectively|however|figures?|total of|one|both)\b",
        re.IGNORECASE,
    ),
}


@dataclass(frozen=True, slots=True)
class Draft:
    """A question and where its answer ought to be found.

    passage: the one it was made from, or the first under its heading.
    start, end: the sentence it was made from, or the passages under its heading, in the
        document's text.
    """

    question: str
    sort: Sort
    passage: Passage
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence to make questions from: its span, and its text on one line without note marks
    (`bracketed` has its brackets, `text` has not)."""

    passage: Passage
    start: int
    end: int
    bracketed: str
    text: str


def asked(passages: Sequence[Passage], language: Language) -> Iterator[Draft]:
    """The questions that a document asks itself, as headings over their answers."""
    for first, start, end in sections(passages):
        question = question_of(first.headings[-1])
        if question and language_of(question) == language and len(question) <= _LONGEST_ASKED:
            yield Draft(question, "asked", first, start, end)


def statements(passages: Sequence[Passage]) -> Iterator[Statement]:
    """The sentences of passages, in order, without captions and what is too long to make
    questions from."""
    for passage in passages:
        whole = passage.document.text
        for start, end in sentences(whole, passage.start, passage.end):
            if passage.kind == "caption" or end - start > _LONGEST_SENTENCE:
                continue
            line = unicodedata.normalize("NFKC", _NOTE_MARK.sub("", whole[start:end]))
            bracketed = " ".join(line.split())
            yield Statement(passage, start, end, bracketed, without_brackets(bracketed).strip())


def without_brackets(text: str) -> str:
    """`text` without what stands in round or square brackets.

    >>> without_brackets("平成30年(2018年)9月")
    '平成30年9月'
    """
    while (shorter := _BRACKETS.sub("", text)) != text:
        text = shorter
    return text


def sections(passages: Sequence[Passage]) -> Iterator[tuple[Passage, int, int]]:
    """For each heading the passages directly under it: the first of them, and the span of all."""
    at = 0
    while at < len(passages):
        last = at
        while last + 1 < len(passages) and passages[last + 1].headings == passages[at].headings:
            last += 1
        if passages[at].headings:
            yield passages[at], passages[at].start, passages[last].end
        at = last + 1


def sound(question: str, language: Language) -> bool:
    """Whether a question that was made is short and stands for itself."""
    return (
        len(question) <= _LONGEST[language]
        and not _LEANING[language].search(question)
        and not re.search(r"[()（）\[\]]", question)
        and question.count("「") == question.count("」")
        and question.count('"') % 2 == 0
    )
