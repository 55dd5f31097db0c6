"""Learns `qa/weights.json`: the weights of the evidence and the readings, and the confidence.

`python -m qa.calibrate` asks questions whose answers are known: those of the written
documents that neither model learnt from, and the part to tune on of the question files in
`tests/questions`, each over a library of like documents. What teaches when to refuse: the
written near misses, the same questions with the document that answers taken away, or with a
number or word in them changed. Never uses a question that results are reported on.
How weights are fitted, with scipy: `qa.fit`.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from corpus.document import Document, builtin_document, document, read_document
from index.encoder import Encoder, load_encoder
from index.library import Library
from qa.answer import asked_of
from qa.evaluate import read_cases
from qa.evidence import FEATURES, Candidate, Rarity, candidates
from qa.fit import Bound, Choice, fit_choice, fit_logistic
from qa.question import Language, Question, read_question
from qa.rank import READ, Ranked, final_evidence, read, read_features, worth_reading
from qa.reader import bundled_reader
from qa.training.sources import Text, written
from qa.weights import CONFIDENCE, READ_FEATURES, sigmoid

TESTS = Path(__file__).parents[1] / "tests"
_SEED = 20190727
_SENTENCES_PER_PARAGRAPH = 3
_LANGUAGES: tuple[Language, ...] = ("ja", "en")
# How much each kind of question counts. People ask more of what is there than of what is
# not. With more weight, the questions in tests/ did no better on folds of them left out.
_TUNE, _WRITTEN, _MISS, _CHANGED, _TAKEN_AWAY = 1.0, 1.0, 0.3, 0.3, 0.4
_ASKED = 900  # written questions drawn for each library
_ALSO_CHANGED = 0.25  # share of them also asked with a number or a word changed
_ALSO_TAKEN_AWAY = 0.3  # share of all also asked without the document that answers
# Where these questions tell little (few texts here have captions), weights stay plausible.
_PRIOR = {"note": 0.5, "caption": 1.0, "label": 5.0, "score": 1.0}
# Evidence speaks for a sentence or says nothing, doubt against it: what the few questions
# here seem to say otherwise would not hold elsewhere.
_BOUNDS: dict[str, Bound] = dict.fromkeys((*FEATURES, *READ_FEATURES, *CONFIDENCE), (0.0, None))
_BOUNDS |= dict.fromkeys(("other_date", "missing", "missing_exact"), (None, 0.0))
_BOUNDS |= {"note": (0.0, 2.0), "caption": (0.0, 2.0)}  # too few to learn more from
_BOUNDS["label"] = (4.0, None)  # who asks for 注2 wants 注2
_BOUNDS["printed"] = (None, None)

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Known:
    """A question, the name of the document that answers it (None: none does), texts of which
    a right sentence contains one or is part of one, how much it counts, and the part it is
    reported under."""

    text: str
    language: Language
    document: str | None
    answers: tuple[str, ...]
    weight: float
    part: str

    def right(self, candidate: Candidate) -> bool:
        return candidate.hit.passage.document.name == self.document and any(
            answer in candidate.text or candidate.text in answer for answer in self.answers
        )


@dataclass(frozen=True, slots=True)
class Asked:
    """A known question with the sentences that its search found, and which are right."""

    known: Known
    question: Question
    found: list[Candidate]
    right: NDArray[np.bool_]
    rarity: Rarity
    library: Library

    def without_answer(self) -> Asked:
        """The same, had the documents that answer not been there."""
        names = {
            c.hit.passage.document.name
            for c, right in zip(self.found, self.right, strict=True)
            if right
        }
        rest = [c for c in self.found if c.hit.passage.document.name not in names]
        known = replace(self.known, document=None, weight=_TAKEN_AWAY, part="taken away")
        return replace(self, known=known, found=rest, right=np.zeros(len(rest), bool))


@dataclass(frozen=True, slots=True)
class Top:
    """The best sentence of a question: what its confidence weighs, and whether it is right."""

    known: Known
    printed: Language
    evidence: Array
    right: bool


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=Path(__file__).parent / "weights.json")
    out: Path = parser.parse_args().out
    stored: dict[str, object] = {"features": [*FEATURES, *READ_FEATURES, *CONFIDENCE]}
    with ExitStack() as stack:
        pairs = list(_collections(load_encoder(), stack))
        for language in _LANGUAGES:
            asked = [
                _ask(known, library)
                for library, some in pairs
                for known in some
                if known.language == language
            ]
            stored |= learn(language, asked)
    out.write_text(json.dumps(stored, indent=1) + "\n", "utf-8")


# --- the questions and the libraries they are asked of


def _collections(encoder: Encoder, stack: ExitStack) -> Iterator[tuple[Library, list[Known]]]:
    """Libraries with the questions to ask of each. Half of the written documents are in
    Japanese and half in English, and in the second library the other way round."""
    texts, drawn = written(held_out=True), random.Random(_SEED)
    names = sorted({text.name for text in texts})
    for first in _LANGUAGES:
        chosen = [t for t in texts if (t.printed == first) == (names.index(t.name) % 2 == 0)]
        known = [k for text in chosen for k in _known(text)]
        known = drawn.sample(known, min(_ASKED, len(known)))
        library = _library(encoder, [_printed(text) for text in chosen], stack)
        yield library, [*known, *_changed(known)]
    section = builtin_document()
    yield _library(encoder, [section], stack), list(_cases("section", section.name))
    others = sorted((TESTS / "documents").glob("*.txt"))
    everything = [section, *(read_document(path) for path in others)]
    yield (
        _library(encoder, everything, stack),
        [
            known
            for path in sorted((TESTS / "questions").glob("*.jsonl"))
            if path.name != "nta_en.jsonl"  # of retrieval: pages, and no answers
            for known in _cases(path.stem, None, everything)
        ],
    )


def _library(encoder: Encoder, documents: Sequence[Document], stack: ExitStack) -> Library:
    folder = stack.enter_context(tempfile.TemporaryDirectory())
    library = stack.enter_context(Library.open(folder, encoder, builtin=False))
    for each in documents:
        library.add(each)
    return library


def _printed(text: Text) -> Document:
    """A written document as a paper has it: headings, and paragraphs of a few sentences."""
    lines: list[str] = []
    heading, paragraph = "", list[str]()
    for i, sentence in enumerate(text.sentences):
        if text.headings[i] != heading or len(paragraph) == _SENTENCES_PER_PARAGRAPH:
            lines.append(("" if text.printed == "ja" else " ").join(paragraph))
            paragraph = []
        if text.headings[i] != heading:
            heading = text.headings[i]
            lines += ["", heading]
        paragraph.append(sentence)
    lines.append(("" if text.printed == "ja" else " ").join(paragraph))
    return document(text.name, "\n".join(lines).strip(), "written for this project")


def _known(text: Text) -> Iterator[Known]:
    for ask in text.asks:
        if ask.sentence is None:
            yield Known(ask.text, ask.language, None, (), _MISS, "written, near")
        else:
            answers = (text.sentences[ask.sentence],)
            yield Known(ask.text, ask.language, text.name, answers, _WRITTEN, "written")


def _cases(name: str, document: str | None, documents: Sequence[Document] = ()) -> Iterator[Known]:
    """The questions of a file to tune on; those of the section alone have one document."""
    for case in read_cases(TESTS / "questions" / f"{name}.jsonl", "tune"):
        holds = document or next(
            (d.name for d in documents if case.answers and case.answers[0] in d.text), None
        )
        part = f"tune, {case.distance}" if case.distance else "tune"
        yield Known(
            case.question,
            case.language,
            holds if case.answers else None,
            case.answers,
            _TUNE,
            part,
        )


_NUMBER = re.compile(r"\d+")


def _changed(known: Sequence[Known]) -> Iterator[Known]:
    """Questions with a number or a word in them changed: nothing answers them any more."""
    drawn = random.Random(_SEED)
    words = {
        language: sorted({w for k in known if k.language == language for w in _words(k.text)})
        for language in _LANGUAGES
    }
    for one in known:
        if one.document is None or drawn.random() > _ALSO_CHANGED:
            continue
        gone = replace(one, document=None, weight=_CHANGED, part="changed")
        number = _NUMBER.search(one.text)
        own = [w for w in _words(one.text) if w in one.text]
        if number is not None:
            other = str(int(number[0]) + drawn.choice((1, 2, 3)))
            yield replace(gone, text=_NUMBER.sub(other, one.text, count=1))
        elif own:
            word = drawn.choice(own)
            other = drawn.choice([w for w in words[one.language] if w not in own])
            yield replace(gone, text=one.text.replace(word, other))


def _words(text: str) -> list[str]:
    return [word for word in read_question(text).words if len(word) > 1]


def _ask(known: Known, library: Library) -> Asked:
    question, hits = asked_of(library, known.text)
    rarity = Rarity(question, library)
    found = candidates(question, hits, rarity)
    right = np.array([known.right(c) for c in found], bool)
    return Asked(known, question, found, right, rarity, library)


# --- what they teach


def learn(language: Language, asked: Sequence[Asked]) -> dict[str, object]:
    """The weights for questions in one language, by the language of the text; prints how
    well they do on what they learned from."""
    first = fit_choice(
        [
            Choice(
                np.stack([c.features for c in a.found]), _blocks(a.found), a.right, a.known.weight
            )
            for a in asked
            if a.right.any()
        ],
        len(_LANGUAGES),
        _prior(FEATURES),
        [_BOUNDS[name] for name in FEATURES],
    )
    drawn = random.Random(_SEED)
    shown = [a for one in asked for a in _shown(one, drawn)]
    read = [_read(a, first) for a in shown]
    second = fit_choice(
        [
            Choice(
                np.stack([read_features(r.score, r.reading) for r in ranked]),
                _blocks([r.candidate for r in ranked]),
                right,
                a.known.weight,
            )
            for a, (ranked, right, _) in zip(shown, read, strict=True)
            if right.any() and not right.all()
        ],
        len(_LANGUAGES),
        _prior(READ_FEATURES),
        [_BOUNDS[name] for name in READ_FEATURES],
    )
    tops = [
        _top(a, ranked, right, scores, second)
        for a, (ranked, right, scores) in zip(shown, read, strict=True)
    ]
    stored = {}
    print(f"\nquestions in {language}: {len(asked)}")
    for block, printed in enumerate(_LANGUAGES):
        some = [top for top in tops if top.printed == printed]
        weights, bias = fit_logistic(
            np.stack([top.evidence for top in some]),
            np.array([float(top.right) for top in some]),
            np.array([top.known.weight for top in some]),
            _prior(CONFIDENCE) * 0,
            [_BOUNDS[name] for name in CONFIDENCE],
        )
        stored[f"{language}-{printed}"] = {
            "ranking": [round(float(w), 4) for w in first[block]],
            "reading": [round(float(w), 4) for w in second[block]],
            "confidence": [round(float(w), 4) for w in weights],
            "bias": round(bias, 4),
        }
        print(f"{language}-{printed}")
        for title, names, values in (
            ("ranking", FEATURES, first[block]),
            ("reading", READ_FEATURES, second[block]),
            ("confidence", CONFIDENCE, weights),
        ):
            print(f"  {title:11}", dict(zip(names, np.round(values, 2).tolist(), strict=True)))
    _print(tops, [_confidence(top, stored, language) for top in tops])
    return dict(stored)


def _shown(one: Asked, drawn: random.Random) -> Iterator[Asked]:
    """A question as it is asked, and perhaps as it would be without the document that answers."""
    yield one
    if one.right.any() and drawn.random() < _ALSO_TAKEN_AWAY:
        rest = one.without_answer()
        if rest.found:
            yield rest


def _blocks(found: Sequence[Candidate]) -> NDArray[np.int64]:
    return np.array([_LANGUAGES.index(c.printed) for c in found], np.int64)


def _read(one: Asked, first: Array) -> tuple[list[Ranked], NDArray[np.bool_], Array]:
    """The candidates in the order of the first pass, with the best read; which of the read
    are right; and all scores. Puts `one.found` into that order."""
    scores = np.array(
        [c.features @ first[_LANGUAGES.index(c.printed)] for c in one.found], np.float64
    )
    order = np.argsort(-scores, kind="stable")
    one.found[:] = [one.found[i] for i in order]
    one.right[:] = one.right[order]
    scores = scores[order]
    chosen = worth_reading(one.found, scores, READ)
    readings = read(bundled_reader(), one.question, chosen)
    ranked = [
        Ranked(candidate, reading, float(score))
        for candidate, reading, score in zip(chosen, readings, scores, strict=False)
    ]
    return ranked, one.right[: len(ranked)], scores


def _top(
    one: Asked, ranked: Sequence[Ranked], right: NDArray[np.bool_], scores: Array, second: Array
) -> Top:
    rows = [read_features(r.score, r.reading) for r in ranked]
    final = np.array(
        [
            row @ second[_LANGUAGES.index(r.candidate.printed)]
            for row, r in zip(rows, ranked, strict=True)
        ]
    )
    order = np.argsort(-final, kind="stable")
    best = [replace(ranked[i], score=float(final[i])) for i in order]
    return Top(
        one.known,
        best[0].candidate.printed,
        final_evidence(best, one.found, scores, one.question, one.rarity, one.library),
        bool(right[order[0]]),
    )


def _confidence(top: Top, stored: dict[str, dict[str, object]], language: Language) -> float:
    entry = stored[f"{language}-{top.printed}"]
    return sigmoid(float(top.evidence @ np.array(entry["confidence"])) + float(str(entry["bias"])))


def _prior(names: Sequence[str]) -> Array:
    return np.array([_PRIOR.get(name, 0.0) for name in names])


def _print(tops: Sequence[Top], confidences: Sequence[float]) -> None:
    """By part: the share right, and what each threshold would answer of it."""
    confidence = np.array(confidences)
    parts = np.array([top.known.part for top in tops])
    right = np.array([top.right for top in tops])
    thresholds = np.arange(0.2, 0.7, 0.05)
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
