"""The road from a question to its answer: search, rank sentences, quote or abstain."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from corpus.document import without_surrogates
from corpus.passage import Passage
from index.hit import Hit
from index.library import Library
from qa.evidence import Candidate, Rarity, candidates, doubts
from qa.question import Language, Question, read_question
from qa.quote import Quote, quotes
from qa.weights import SURE, THRESHOLD, sigmoid, weights

SEARCHED = 20  # passages whose sentences are weighed
DEFAULT_QUOTES = 3


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote that a quote refers to: its passage and its label."""

    passage: Passage
    label: str

    @property
    def text(self) -> str:
        return self.passage.text


@dataclass(frozen=True, slots=True)
class Answer:
    """The quotes that answer a question, or none and the nearest passages.

    quotes: in order of merit; empty when the documents do not answer.
    nearest: what came closest when `quotes` is empty; never an answer.
    confidence: calibrated probability in [0, 1] that the first quote answers.
    notes: the footnotes the quotes refer to, in order of first mention.
    missing: names and numbers of the question that no document contains.
    elapsed: seconds from question to answer.
    """

    question: str
    language: Language
    quotes: tuple[Quote, ...]
    nearest: tuple[Quote, ...]
    confidence: float
    notes: tuple[Note, ...]
    missing: tuple[str, ...]
    elapsed: float

    @property
    def abstained(self) -> bool:
        return not self.quotes


@dataclass(frozen=True, slots=True)
class Ranking:
    """Every sentence weighed for a question, best first, with its score, and the
    confidence in [0, 1] that the first answers; `answers` says whether that is enough."""

    candidates: list[Candidate]
    scores: list[float]
    confidence: float
    answers: bool


def answer(
    text: str,
    library: Library,
    k: int = DEFAULT_QUOTES,
    documents: Sequence[str] | None = None,
) -> Answer:
    """Answer a question with at most k >= 1 quotes, from the documents of those names only,
    if any are given.

    Raises QuestionError when the text is not a question that can be asked, DocumentError when
    there is no document of one of the names.
    """
    began = time.perf_counter()
    text = without_surrogates(text)  # they cannot be printed
    question = read_question(text)
    rarity = Rarity(question, library)
    hits = library.search(question.text, SEARCHED, documents)
    ranking = rank(question, hits, rarity, library)
    chosen = quotes(
        question, ranking.candidates, ranking.scores, k, sure=ranking.confidence >= SURE
    )
    answering = chosen if ranking.answers else ()
    return Answer(
        question=text,
        language=question.language,
        quotes=answering,
        nearest=() if ranking.answers else chosen,
        confidence=ranking.confidence,
        notes=_notes(answering, library),
        missing=rarity.missing(),
        elapsed=time.perf_counter() - began,
    )


def rank(question: Question, hits: Sequence[Hit], rarity: Rarity, library: Library) -> Ranking:
    """All sentences of the hits by the learned weights of the evidence for them."""
    found = candidates(question, hits, rarity)
    if not found:
        return Ranking([], [], 0.0, False)
    scores = np.array([score(question, candidate) for candidate in found])
    order = np.argsort(-scores, kind="stable")
    ranked = [found[i] for i in order]
    learned = weights(question.language, ranked[0].printed)
    evidence = doubts(ranked, scores[order], question, rarity, library)
    confidence = sigmoid(float(evidence @ learned.confidence) + learned.bias)
    return Ranking(ranked, [float(s) for s in scores[order]], confidence, confidence >= THRESHOLD)


def score(question: Question, candidate: Candidate) -> float:
    """How much the evidence speaks for a sentence; higher is better."""
    return float(candidate.features @ weights(question.language, candidate.printed).ranking)


def _notes(answering: Sequence[Quote], library: Library) -> tuple[Note, ...]:
    """The notes that the quotes' marks point to, each once."""
    found: dict[tuple[str, int], Note] = {}
    for quote in answering:
        document = quote.passage.document
        labels = {m.note[0]: m.label for m in quote.marks if m.note is not None}
        passages = {p.start: p for p in library.passages_at(document, list(labels))}
        for start, label in labels.items():
            if start in passages:  # unless the document was changed or removed meanwhile
                found.setdefault((document.name, start), Note(passages[start], label))
    return tuple(found.values())
