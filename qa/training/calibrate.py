"""Learns `qa/weights.json`: the weights of the evidence and the readings, and the confidence.

`python -m qa.training.calibrate` asks questions whose answers are known (`known.py`). What teaches
when to refuse: near misses that were written, and the same questions with the document that answers
taken away, or with a number or word in them changed. Never uses a question that results are
reported on. How weights are fitted, with scipy: `fit.py`.
"""

from __future__ import annotations

import argparse
import json
import random
import zlib
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.encoder import load_encoder
from index.library import Library
from qa.answer import read_and_search
from qa.evidence import FEATURES, Candidate, QuestionTerms, candidates
from qa.question import LANGUAGES, Language, Question
from qa.rank import (
    READ,
    ByLanguage,
    final_evidence,
    first_pass,
    read,
    read_features,
    second_pass,
    worth_reading,
)
from qa.reader import Reading, bundled_reader
from qa.training.fit import Bound, Choice, fit_choice, fit_logistic
from qa.training.known import SEED, Known, collections
from qa.weights import CONFIDENCE, READ_FEATURES, Weights, weighed

_FOLDS = 10  # for measuring: each is judged by what the others teach
_TAKEN_AWAY = 0.4  # how much a question counts that is asked without the document that answers
_ALSO_TAKEN_AWAY = 0.3  # share of all so asked too
# Where these questions tell little (few texts here have captions), weights stay plausible.
_PRIOR = {"note": 0.5, "caption": 1.0, "label": 5.0, "score": 1.0}
# Evidence speaks for a sentence or says nothing, doubt against it: what the few questions
# here seem to say otherwise would not hold elsewhere.
BOUNDS: dict[str, Bound] = dict.fromkeys((*FEATURES, *READ_FEATURES, *CONFIDENCE), (0.0, None))
BOUNDS |= dict.fromkeys(("other_date", "missing", "missing_exact"), (None, 0.0))
BOUNDS |= {"note": (0.0, 2.0), "caption": (0.0, 2.0)}  # too few to learn more from
BOUNDS["label"] = (4.0, None)  # who asks for 注2 wants 注2
BOUNDS["constant"] = (None, None)

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Asked:
    """A known question with the sentences that its search found."""

    known: Known
    question: Question
    found: tuple[Candidate, ...]
    terms: QuestionTerms
    library: Library

    def right(self, some: Sequence[Candidate]) -> NDArray[np.bool_]:
        """Which of some sentences answer, bool (n,)."""
        return np.array([self.known.right(c) for c in some], bool)

    def without_answer(self) -> Asked:
        """The same, had the documents that answer not been there."""
        names = {c.hit.passage.document.name for c in self.found if self.known.right(c)}
        rest = tuple(c for c in self.found if c.hit.passage.document.name not in names)
        known = replace(self.known, document=None, weight=_TAKEN_AWAY, part="taken away")
        return replace(self, known=known, found=rest)


@dataclass(frozen=True, slots=True)
class Read:
    """A question after the first pass: all of its sentences by their evidence, best first, with
    their scores, and what the reader made of the first of them."""

    asked: Asked
    found: Sequence[Candidate]
    scores: Array
    readings: Sequence[Reading]

    @property
    def chosen(self) -> Sequence[Candidate]:
        """The sentences that were read."""
        return self.found[: len(self.readings)]

    @property
    def rows(self) -> Array:
        """What the second pass weighs of each of them, float64 (n, len(READ_FEATURES))."""
        pairs = zip(self.scores, self.readings, strict=False)  # only the first were read
        return np.stack([read_features(float(score), reading) for score, reading in pairs])


@dataclass(frozen=True, slots=True)
class Top:
    """The best sentence of a question: the evidence its confidence is made of, and whether it is
    right."""

    known: Known
    printed: Language
    evidence: Array
    right: bool

    @property
    def pair(self) -> str:
        return f"{self.known.language}-{self.printed}"

    @property
    def about(self) -> str:
        return self.known.document or self.known.text


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=Path(__file__).parents[1] / "weights.json")
    out: Path = parser.parse_args().out
    stored: dict[str, Any] = {"features": [*FEATURES, *READ_FEATURES, *CONFIDENCE]}
    tops: list[Top] = []
    with ExitStack() as stack:
        pairs = list(collections(load_encoder(), stack))
        for language in LANGUAGES:
            asked = [
                _ask(known, library)
                for library, some in pairs
                for known in some
                if known.language == language
            ]
            ranking, best = learn(language, asked)
            stored |= ranking
            tops += best
    learn_confidence(stored, tops)
    out.write_text(json.dumps(stored, indent=1) + "\n", "utf-8")


def _ask(known: Known, library: Library) -> Asked:
    question, hits = read_and_search(library, known.text)
    terms = QuestionTerms(question, library)
    found = tuple(candidates(question, hits, terms))
    return Asked(known, question, found, terms, library)


# --- what they teach


def learn(
    language: Language, asked: Sequence[Asked]
) -> tuple[dict[str, dict[str, object]], list[Top]]:
    """The weights that rank for questions in one language, by the language of the text, and
    what they put first."""
    first = fit_choice(
        [
            Choice(np.stack([c.features for c in a.found]), _blocks(a.found), right, a.known.weight)
            for a in asked
            if (right := a.right(a.found)).any()
        ],
        len(LANGUAGES),
        _prior(FEATURES),
        [BOUNDS[name] for name in FEATURES],
    )
    drawn = random.Random(SEED)
    shown = [a for one in asked for a in _shown(one, drawn)]
    ranking = _by_language(first)
    read = [_read(a, ranking) for a in shown]
    second = fit_choice(
        [
            Choice(r.rows, _blocks(r.chosen), right, r.asked.known.weight)
            for r in read
            if (right := r.asked.right(r.chosen)).any() and not right.all()
        ],
        len(LANGUAGES),
        _prior(READ_FEATURES),
        [BOUNDS[name] for name in READ_FEATURES],
    )
    reading = _by_language(second)
    tops = [_top(r, reading) for r in read]
    stored: dict[str, dict[str, object]] = {}
    for block, printed in enumerate(LANGUAGES):
        pair = f"{language}-{printed}"
        stored[pair] = {"ranking": _rounded(first[block]), "reading": _rounded(second[block])}
        print(f"{pair}, {len(asked)} questions")
        _print_weights("ranking", FEATURES, first[block])
        _print_weights("reading", READ_FEATURES, second[block])
    return stored, tops


def learn_confidence(stored: dict[str, Any], tops: Sequence[Top]) -> None:
    """Adds what makes a confidence of the evidence; prints how well it does, by the language of
    the question, on questions about documents left out of learning."""
    learned = _confidence(tops)
    of_reading = np.split(next(iter(learned.values())).confidence, 2)
    for reading, values in zip(("no", "yes"), of_reading, strict=True):
        stored[f"confidence, read as {reading}"] = _rounded(values)
        _print_weights(f"read as {reading}", CONFIDENCE, values)
    for pair, weights in learned.items():
        stored[pair]["bias"] = round(weights.bias, 4)
    folds = np.array([zlib.crc32(top.about.encode()) % _FOLDS for top in tops])
    left_out = np.zeros(len(tops))
    for fold in range(_FOLDS):
        rest = _confidence([top for top, its in zip(tops, folds, strict=True) if its != fold])
        for i in np.flatnonzero(folds == fold).tolist():
            left_out[i] = rest[tops[i].pair].confidence_of(tops[i].evidence)
    for language in LANGUAGES:
        chosen = [i for i, top in enumerate(tops) if top.known.language == language]
        print(f"\nquestions in {language}, each by what the others teach")
        _print([tops[i] for i in chosen], left_out[chosen])


def _confidence(tops: Sequence[Top]) -> dict[str, Weights]:
    """For each pair of languages: one logistic function, but for the bias."""
    pairs = [f"{asked}-{printed}" for asked in LANGUAGES for printed in LANGUAGES]
    learned, biases = fit_logistic(
        weighed(np.stack([top.evidence for top in tops])),
        np.array([pairs.index(top.pair) for top in tops]),
        np.array([float(top.right) for top in tops]),
        np.array([top.known.weight for top in tops]),
        [BOUNDS[name] for name in CONFIDENCE] * 2,
    )
    none = np.zeros(0)
    return {
        pair: Weights(none, none, learned, float(bias))
        for pair, bias in zip(pairs, biases, strict=True)
    }


def _rounded(values: Array) -> list[float]:
    return [round(float(value), 4) for value in values]


def _print_weights(title: str, names: Sequence[str], values: Array) -> None:
    print(f"  {title:11}", dict(zip(names, np.round(values, 2).tolist(), strict=True)))


def _shown(one: Asked, drawn: random.Random) -> Iterator[Asked]:
    """The question as it was asked, and for some also as if the document that answers were not
    there."""
    yield one
    if one.right(one.found).any() and drawn.random() < _ALSO_TAKEN_AWAY:
        rest = one.without_answer()
        if rest.found:
            yield rest


def _blocks(found: Sequence[Candidate]) -> NDArray[np.int64]:
    return np.array([LANGUAGES.index(c.printed) for c in found], np.int64)


def _by_language(blocks: Array) -> ByLanguage:
    """Weights (len(LANGUAGES), f) by the language of the text."""
    return dict(zip(LANGUAGES, blocks, strict=True))


def _read(one: Asked, ranking: ByLanguage) -> Read:
    found, scores = first_pass(one.found, ranking)
    chosen = worth_reading(found, scores, READ)
    return Read(one, found, scores, read(bundled_reader(), one.question, chosen, one.library))


def _top(one: Read, reading: ByLanguage) -> Top:
    asked = one.asked
    ranked = second_pass(one.chosen, one.scores, one.readings, reading)
    best = ranked[0].candidate
    return Top(
        asked.known,
        best.printed,
        final_evidence(ranked, one.found, one.scores, asked.question, asked.terms, asked.library),
        asked.known.right(best),
    )


def _prior(names: Sequence[str]) -> Array:
    return np.array([_PRIOR.get(name, 0.0) for name in names])


def _print(tops: Sequence[Top], confidence: Array) -> None:
    """By part: the share right, and what each threshold would answer of it. And how well the
    confidence tells right from wrong: the area under the ROC curve."""
    parts = np.array([top.known.part for top in tops])
    right = np.array([top.right for top in tops])
    thresholds = np.arange(0.2, 0.7, 0.05)
    above = confidence[right][:, None] > confidence[~right][None, :]
    print(f"area under the ROC curve {above.mean():.3f}")
    print(
        f"{'':16} {'questions':>9} {'right':>6}  answered from "
        + " ".join(f"{t:.2f}" for t in thresholds)
    )
    for part in sorted(set(parts)):
        chosen = parts == part
        shares = " ".join(f"{(confidence[chosen] >= t).mean():.2f}" for t in thresholds)
        print(f"{part:16} {chosen.sum():9d} {right[chosen].mean():6.3f} {'':15}{shares}")
    for low, high in pairwise(np.linspace(0, 1, 6)):
        chosen = (confidence >= low) & (confidence < high + (high == 1)) & (parts != "changed")
        if chosen.any():
            share = right[chosen].mean()
            print(f"  {low:.1f}-{high:.1f}: {chosen.sum():5d} questions, right {share:.2f}")


if __name__ == "__main__":
    main()
