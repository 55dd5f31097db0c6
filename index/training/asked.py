"""Batches of questions with candidate texts: what the stage `questions` learns from.

Does: draw questions of written documents and of JaQuAD, headings, and sentences whose translation
stands in a paragraph, each with the texts that answer and with neighbours that do not.
Does not: compute anything with a model (see `questions.py`).
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate, groupby
from pathlib import Path

from index.training import sources
from index.training.sources import Group, Pair, Sentence
from index.training.typos import mistyped

# Share of each kind of batch.
MIXTURE = {"written": 0.42, "jaquad": 0.28, "windows": 0.18, "headings": 0.12}
DOCUMENTS_A_BATCH = 10
PASSAGES_A_BATCH = 12  # half of them with questions in English
QUESTIONS_A_PASSAGE = 4
PLACES_A_BATCH = 14
HEADINGS_A_BATCH = 28
ENGLISH_QUESTION = 0.55  # English questions over Japanese sentences are what readers abroad ask
ENGLISH_TEXT = 0.15  # share of written documents given in translation instead
PARAGRAPH = 0.4  # share of answers given with their neighbours instead of alone
UNDER_HEADING = 0.6  # share of paragraphs that carry their heading, as passages of a library do
NEAR_MISS = 0.6  # share of sentences of reports with a question that only seems theirs
TYPO = 0.08  # share of questions with a slip of the hand
LONGEST = 480  # code points of a candidate: what the model reads of it in training
_SENTENCE = re.compile(r"[^。\n]+。?")


@dataclass(frozen=True, slots=True)
class Asked:
    """Questions, candidate texts, and for each question which candidates answer it.

    `right[i]` is the candidate that is trained towards; `also[i]` holds further ones that answer
    too and must not count as wrong. `misses` are questions that no candidate answers, though
    some seem to.
    """

    questions: list[str] = field(default_factory=list)
    candidates: list[str] = field(default_factory=list)
    right: list[int] = field(default_factory=list)
    also: list[list[int]] = field(default_factory=list)
    misses: list[str] = field(default_factory=list)

    def offer(self, text: str) -> int:
        """Add a candidate; its number."""
        self.candidates.append(text[:LONGEST])
        return len(self.candidates) - 1

    def ask(self, question: str, right: int, also: Sequence[int] = ()) -> None:
        """Add a question that the candidates `right` and `also` answer."""
        self.questions.append(question)
        self.right.append(right)
        self.also.append(list(also))


Batches = Callable[[random.Random], Asked]


def question_batches(data: Path, seed: int) -> Iterator[Asked]:
    """An endless stream of batches in the proportions of MIXTURE."""
    draw = random.Random(seed)
    groups = sources.written_documents(held_out=False)
    passages = jaquad_passages(data)
    translated = [p for p in passages if p.in_english]
    plain = [p for p in passages if not p.in_english]
    running = sources.parallel_pairs(data, "kyoto_wiki")
    headings = [*heading_texts(groups), *title_texts(data)]
    make: Mapping[str, Batches] = {
        "written": lambda draw: written_batch(groups, draw),
        "jaquad": lambda draw: jaquad_batch(
            [
                *draw.sample(translated, PASSAGES_A_BATCH // 2),
                *draw.sample(plain, PASSAGES_A_BATCH // 2),
            ],
            draw,
        ),
        "windows": lambda draw: window_batch(running, draw),
        "headings": lambda draw: heading_batch(headings, draw),
    }
    while True:
        asked = make[draw.choices(list(MIXTURE), list(MIXTURE.values()))[0]](draw)
        for questions in (asked.questions, asked.misses):
            questions[:] = [mistyped(q, draw) if draw.random() < TYPO else q for q in questions]
        yield asked


# --- the project's own documents


def written_batch(groups: Sequence[Group], draw: random.Random) -> Asked:
    """One question for every sentence of a few written documents."""
    asked = Asked()
    for group in draw.sample(groups, DOCUMENTS_A_BATCH):
        english = draw.random() < ENGLISH_TEXT
        alone = [asked.offer(s.en if english else s.ja) for s in group.sentences]
        together: dict[int, int] = {}
        for numbers in paragraphs(group, draw):
            if draw.random() < PARAGRAPH:
                some = [group.sentences[i] for i in numbers]
                titled = draw.random() < UNDER_HEADING
                number = asked.offer(paragraph(some, english, titled))
                beginnings = [paragraph(some[:n], english, titled) for n in range(1, len(some) + 1)]
                together.update(dict.fromkeys(numbers[: read_whole(beginnings)], number))
        for i, sentence in enumerate(group.sentences):
            first, second = sentence.questions_ja, sentence.questions_en
            if draw.random() < ENGLISH_QUESTION:
                first, second = second, first
            answers = [alone[i], *([together[i]] if i in together else [])]
            if first or second:
                asked.ask(draw.choice(first or second), draw.choice(answers), answers)
            if sentence.misses and draw.random() < NEAR_MISS:
                asked.misses.append(draw.choice(sentence.misses))
    return asked


def paragraphs(group: Group, draw: random.Random) -> Iterator[list[int]]:
    """Numbers of sentences that stand together: under a heading, else by twos from anywhere."""
    for heading, numbers in groupby(
        range(len(group.sentences)), lambda i: group.sentences[i].heading
    ):
        together = list(numbers)
        if heading == Pair("", ""):
            begin = draw.randrange(2)
            yield from (together[i : i + 2] for i in range(begin, len(together), 2))
        else:
            yield together


def paragraph(some: Sequence[Sentence], english: bool, titled: bool) -> str:
    """Those sentences as running text, in one language, under their heading or without.

    >>> paragraph([Sentence("甲。", "A.", (), (), Pair("1 序", "1. Preface"))], False, True)
    '1 序\\n甲。'
    """
    heading = some[0].heading.en if english else some[0].heading.ja
    text = " ".join(s.en for s in some) if english else "".join(s.ja for s in some)
    return f"{heading}\n{text}" if heading and titled else text


def read_whole(beginnings: Iterable[str]) -> int:
    """How many sentences the model reads whole of a text that begins so up to the end of each.

    >>> read_whole(["文" * 200, "文" * 400, "文" * 600])
    2
    """
    return sum(len(text) <= LONGEST for text in beginnings)


# --- JaQuAD


@dataclass(frozen=True, slots=True)
class Question:
    """A JaQuAD question, its wording in English if there is one, its answer strings, and the
    sentences of its passage that hold one."""

    text: str
    english: str | None
    answers: tuple[str, ...]
    holds: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Passage:
    """A JaQuAD passage cut into sentences, with its questions."""

    sentences: list[str]
    questions: list[Question]

    @property
    def in_english(self) -> bool:
        """Whether any of its questions is known in English."""
        return any(question.english for question in self.questions)


def jaquad_passages(data: Path) -> list[Passage]:
    """Every passage with at least one question whose answer stands whole in a sentence."""
    records, texts = sources.jaquad(data)
    english = sources.jaquad_english()
    by_id: dict[str, Passage] = {}
    for record in records:
        name, answers = str(record["passage_id"]), record["answers"]
        if name not in by_id:
            sentences = [s.strip() for s in _SENTENCE.findall(texts[name].text)]
            by_id[name] = Passage([s for s in sentences if len(s) > 4], [])
        if not isinstance(answers, list):
            continue
        passage = by_id[name]
        holds = [i for i, s in enumerate(passage.sentences) if any(a in s for a in answers)]
        if holds:
            passage.questions.append(
                Question(
                    str(record["question"]),
                    english.get(str(record["qid"])),
                    tuple(answers),
                    tuple(holds),
                )
            )
    return [p for p in by_id.values() if p.questions]


def bigrams(text: str) -> set[str]:
    """The character bigrams of `text`."""
    return {text[i : i + 2] for i in range(len(text) - 1)}


def jaquad_batch(passages: Sequence[Passage], draw: random.Random) -> Asked:
    """A few questions of each passage, those in English before others, over the answers and their
    neighbours."""
    asked = Asked()
    for passage in passages:
        first, place = len(asked.candidates), dict[int, int]()
        some = draw.sample(passage.questions, len(passage.questions))
        chosen = sorted(some, key=lambda q: q.english is None)[:QUESTIONS_A_PASSAGE]
        for question in chosen:
            # Where several sentences hold the answer, the one most like the question is meant.
            like = bigrams(question.text)
            best = max(question.holds, key=lambda i: len(like & bigrams(passage.sentences[i])))
            for i in range(max(best - 1, 0), min(best + 2, len(passage.sentences))):
                if i not in place:
                    place[i] = asked.offer(passage.sentences[i])
            right = place[best]
            if draw.random() < PARAGRAPH:
                begin, end = max(best - draw.randint(0, 3), 0), best + draw.randint(1, 4)
                if len("".join(passage.sentences[begin : best + 1])) > LONGEST:
                    begin = best  # or what answers would be cut off
                right = asked.offer("".join(passage.sentences[begin:end]))
            told = question.english if draw.random() < ENGLISH_QUESTION else None
            asked.ask(told or question.text, right)
        for number, question in enumerate(chosen, start=len(asked.questions) - len(chosen)):
            asked.also[number] += [
                c
                for c in range(first, len(asked.candidates))
                if any(a in asked.candidates[c] for a in question.answers)
            ]
    return asked


# --- running parallel text


def window_batch(pairs: Sequence[Pair], draw: random.Random) -> Asked:
    """Sentences, mostly English, and the Japanese paragraphs that hold what they say; two
    paragraphs of each place, so that each is the other's neighbour."""
    asked = Asked()
    for _ in range(PLACES_A_BATCH):
        sizes = draw.randint(1, 4), draw.randint(1, 4)
        begin = draw.randrange(len(pairs) - sum(sizes))
        for size in sizes:
            window = pairs[begin : begin + size]
            begin += size
            texts = [p.ja for p in window]
            meant = draw.randrange(read_whole(accumulate(texts)) or 1)
            english = size == 1 or draw.random() < 0.75
            # A Japanese sentence is its own answer: what stands around it is asked for.
            shown = [text for i, text in enumerate(texts) if english or i != meant]
            asked.ask(
                window[meant].en if english else window[meant].ja, asked.offer("".join(shown))
            )
    return asked


# --- headings

Titled = tuple[tuple[str, ...], tuple[str, ...]]  # headings, and texts that stand under them


def heading_texts(groups: Sequence[Group]) -> list[Titled]:
    """The sections of the written documents, titles and texts in both languages."""
    found: list[Titled] = []
    for group in groups:
        for heading, some in groupby(group.sentences, lambda sentence: sentence.heading):
            section = list(some)
            if heading.ja and sum(len(s.ja) for s in section) > 40:
                texts = paragraph(section, False, False), paragraph(section, True, False)
                found.append(((heading.ja, heading.en), texts))
    return found


def title_texts(data: Path) -> list[Titled]:
    """The passages of JaQuAD under the titles of their articles."""
    _, passages = sources.jaquad(data)
    by_title: dict[str, list[str]] = {}
    for passage in passages.values():
        by_title.setdefault(passage.title, []).append(passage.text)
    return [((title,), tuple(texts)) for title, texts in by_title.items()]


def heading_batch(headings: Sequence[Titled], draw: random.Random) -> Asked:
    """Headings and, for each, a text that stands under it."""
    asked = Asked()
    for names, texts in draw.sample(headings, HEADINGS_A_BATCH):
        name = _MARK.sub("", draw.choice(names))
        if name not in asked.questions:  # several documents have a section of that name
            asked.ask(name, asked.offer(draw.choice(texts)))
    return asked


# What numbers a heading says nothing of what stands under it: 第3節, (1), Section 3.
_MARK = re.compile(
    r"^\s*(第[0-9０-９一二三四五六七八九十]+[編部章節款目条]|[(（][0-9０-９ア-ン]+[)）]"
    r"|(Section|Chapter|Part|Article) \d+\.?|[0-9０-９]+[.．、]?)\s*"
)
