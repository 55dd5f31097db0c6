"""Ranking in two passes: all sentences found by their evidence, the best of them by reading.

Says how sure it is that the first answers; what is shown of it is `qa.quote`'s.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import dropwhile

import numpy as np
from numpy.typing import NDArray

from index.hit import Hit
from index.library import Library
from index.numbered import begins_as_note
from qa.evidence import Candidate, QuestionTerms, candidates, doubts
from qa.excerpt import excerpt
from qa.other_time import is_of_other_time
from qa.question import LANGUAGES, Language, Question
from qa.reader import Reader, Reading
from qa.sibling import is_of_sibling
from qa.weights import THRESHOLD, weights

# Sentences read for a question at most, and tokens in them, of which a core reads some 5,000
# a second: with more of either, no more of the questions to tune on were answered rightly.
READ, _TOKENS = 8, 600
_READ_ANYWAY = 3  # sentences, however long
# Scores are logarithms of odds: a sentence this far behind the first is some twenty times
# less likely to answer. It is mostly not read, and a quote as far behind is only in the way.
FAR_BEHIND = 3.0
# The confidence where something is asked for by its number and is there, and where it is not.
_CERTAIN, _ABSENT = 0.99, 0.01
_LOGIT = 8.0  # readings are cut off here: beyond, more of it says no more

# Weights by the language of the text.
ByLanguage = Mapping[Language, NDArray[np.float64]]


@dataclass(frozen=True, slots=True)
class Ranked:
    """A sentence in its rank: its evidence, what the reader made of it, and its score, in log
    odds, comparable within one ranking."""

    candidate: Candidate
    reading: Reading
    score: float


@dataclass(frozen=True, slots=True)
class Ranking:
    """The sentences read for a question, best first, the confidence in [0, 1] that the first
    answers, and whether that is enough to answer."""

    ranked: list[Ranked]
    confidence: float
    answers: bool


def rank(
    question: Question,
    hits: Sequence[Hit],
    terms: QuestionTerms,
    library: Library,
    reader: Reader,
    k: int = _READ_ANYWAY,
) -> Ranking:
    """The best sentences of the hits by the learned weights: at least k, unless fewer are near the
    first."""
    part = question.part
    if part is not None and part.as_printed:
        return _as_printed(candidates(question, hits, terms), there=part.there)
    learned = {printed: weights(question.language, printed) for printed in LANGUAGES}
    found, scores = first_pass(
        candidates(question, hits, terms), {text: its.ranking for text, its in learned.items()}
    )
    if not found:
        return Ranking([], 0.0, False)
    chosen = worth_reading(found, scores, max(READ, k))
    readings = read(reader, question, chosen, library, max(_READ_ANYWAY, k))
    ranked = second_pass(
        chosen, scores, readings, {text: its.reading for text, its in learned.items()}
    )
    own = list(dropwhile(lambda each: _is_of_another(question, each.candidate), ranked))
    if not own:
        return Ranking(ranked, _ABSENT, False)
    evidence = final_evidence(own, found, scores, question, terms, library)
    confidence = learned[own[0].candidate.printed].confidence_of(evidence)
    if part is not None and not (part.there or begins_as_note(part, own[0].candidate.text)):
        return Ranking(ranked, _ABSENT, False)  # 「注2参照」 is not what note 2 says
    if confidence >= THRESHOLD:
        return Ranking(own, confidence, True)
    # What is nearest may be of another, and such a sentence certainly does not answer.
    return Ranking(ranked, confidence if own[0] is ranked[0] else min(confidence, _ABSENT), False)


def _is_of_another(question: Question, candidate: Candidate) -> bool:
    return is_of_sibling(question, candidate) or is_of_other_time(question, candidate)


def _as_printed(found: Sequence[Candidate], *, there: bool) -> Ranking:
    """The passages of an article asked for by its number, or of the answer to a question asked
    in the words it is printed in. All of them answer, none better than another: they stay in the
    order of the text; of several articles, the beginnings come first.

    there: whether the article has the paragraph asked for; if not, nothing answers.
    """
    passed: Counter[tuple[str, tuple[str, ...]]] = Counter()
    ranked = []
    for candidate in found:
        passage = candidate.hit.passage
        if candidate.sentence is not candidate.hit.sentences[0]:
            continue
        article = passage.document.name, passage.headings
        ranked.append((passed[article], Ranked(candidate, Reading(0.0, None, 0.0), 0.0)))
        passed[article] += 1
    ranked.sort(key=lambda each: each[0])
    return Ranking([each for _, each in ranked], _CERTAIN if there else _ABSENT, there)


def first_pass(
    found: Sequence[Candidate], ranking: ByLanguage
) -> tuple[list[Candidate], NDArray[np.float64]]:
    """All candidates by their evidence alone, best first, and their scores.

    ranking: the weights of FEATURES.
    """
    scores = np.array([c.features @ ranking[c.printed] for c in found], np.float64)
    order = np.argsort(-scores, kind="stable")
    return [found[i] for i in order], scores[order]


def worth_reading(
    found: Sequence[Candidate], scores: NDArray[np.float64], most: int
) -> list[Candidate]:
    """The first `most` candidates, without those far behind the first of all; but the second where
    it is of the same passage, since much of the evidence is the passage's."""
    near = int(np.count_nonzero(scores[0] - scores <= FAR_BEHIND))
    if near == 1 and len(found) > 1 and found[1].hit is found[0].hit:
        near = 2
    return list(found[: min(most, near)])


def second_pass(
    chosen: Sequence[Candidate],
    scores: Sequence[float] | NDArray[np.float64],
    readings: Sequence[Reading],
    reading_weights: ByLanguage,
) -> list[Ranked]:
    """The candidates that were read, by evidence and reading together, best first.

    scores: of the first pass; reading_weights: those of READ_FEATURES.
    """
    ranked = [
        Ranked(
            candidate,
            reading,
            float(read_features(float(score), reading) @ reading_weights[candidate.printed]),
        )
        # Only the first were read.
        for candidate, score, reading in zip(chosen, scores, readings, strict=False)
    ]
    return sorted(ranked, key=lambda each: -each.score)


def read_features(score: float, reading: Reading) -> NDArray[np.float64]:
    """What the second pass weighs, float64 (len(READ_FEATURES),)."""
    return np.array([score, _cut(reading.answers), _cut(max(0.0, reading.sharp))])


def final_evidence(
    ranked: Sequence[Ranked],
    found: Sequence[Candidate],
    scores: NDArray[np.float64],
    question: Question,
    terms: QuestionTerms,
    library: Library,
) -> NDArray[np.float64]:
    """What the confidence weighs: the evidence for the best sentence, the doubts about it,
    what the reader made of it, and how far it is ahead of the next."""
    best = ranked[0]
    at = next(i for i, candidate in enumerate(found) if candidate is best.candidate)
    order = [at, *(i for i in range(len(found)) if i != at)]
    rivals = (r.score for r in ranked[1:] if not best.candidate.other_edition(r.candidate))
    ahead = best.score - next(rivals, best.score - FAR_BEHIND)
    return np.concatenate(
        [
            doubts([found[i] for i in order], scores[order], question, terms, library),
            [
                _cut(best.reading.answers),
                _cut(max(0.0, best.reading.sharp)),
                min(ahead, FAR_BEHIND),
            ],
        ]
    )


def read(
    reader: Reader,
    question: Question,
    chosen: Sequence[Candidate],
    library: Library,
    least: int = _READ_ANYWAY,
) -> list[Reading]:
    """What the reader makes of the first candidates: of as many as fit in the tokens it has time
    for, but of at least `least`. Its spans are in the candidate's own sentence."""
    excerpts = [excerpt(c, library) for c in chosen]
    readings = reader.read(question.text, excerpts, question.aliases, _TOKENS, least)
    return [
        replace(reading, span=None)
        if reading.span is not None and reading.span[1] > len(candidate.text)
        else reading
        for candidate, reading in zip(chosen, readings, strict=False)  # only the first were read
    ]


def _cut(logit: float) -> float:
    return float(np.clip(logit, -_LOGIT, _LOGIT))
