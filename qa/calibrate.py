"""Learns `qa/weights.json`: the weights of the evidence, and the confidence.

`python -m qa.calibrate --data DIR` asks questions whose answers are known: those of
the written documents that the model's training left out (Japanese and English), and
JaQuAD's (Japanese; DIR/questions), and those about the built-in section that are there
to tune on. What teaches when to refuse: the same questions
with the document that answers taken away, or with a number, year or name in them
changed, and the written near misses. Never uses a file that results are reported on.
Needs scipy (which sentence-transformers brings).
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import re
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from corpus.document import builtin_document, document
from index.encoder import load_encoder
from index.library import Library
from index.training.sources import is_held_out, written_paths
from qa.answer import SEARCHED
from qa.evaluate import read_cases
from qa.evidence import DOUBTS, FEATURES, Candidate, Rarity, candidates, doubts
from qa.question import Language, Question, read_question
from qa.weights import THRESHOLD

SECTION = Path("tests/questions/section.jsonl")
_SECTION_WEIGHT = 2  # how often each of its questions counts: the rest has few notes
_WORDS_CHANGED = 0.7  # share of the questions that are also asked with a word changed
_SEED = 20190727
_JAQUAD_PASSAGES = 240
_SENTENCES_PER_PARAGRAPH = 3
_RIDGE = 1e-2
# Where these questions tell nothing (no text here has notes or captions), the weights
# stay at what is plausible.
_PRIOR = {"note": 0.5, "caption": 1.0, "label": 5.0}
# Evidence speaks for a sentence or says nothing, doubt against it: what the few questions
# here seem to say otherwise would not hold elsewhere.
_BOUNDS: dict[str, tuple[float | None, float | None]]
_BOUNDS = dict.fromkeys((*FEATURES, *DOUBTS), (0.0, None))
_BOUNDS |= dict.fromkeys(("other_date", "missing", "missing_exact"), (None, 0.0))
_BOUNDS |= {"note": (0.0, 2.0), "caption": (0.0, 2.0)}  # too few to learn more from
_BOUNDS["label"] = (4.0, None)  # who asks for 注2 wants 注2
_LANGUAGES: tuple[Language, ...] = ("ja", "en")

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Known:
    """A question, the name of the document that answers it (None: none does), and
    texts of which a right sentence contains one or is part of one."""

    text: str
    language: Language
    document: str | None
    answers: tuple[str, ...]

    def right(self, candidate: Candidate) -> bool:
        return candidate.hit.passage.document.name == self.document and any(
            answer in candidate.text or candidate.text in answer for answer in self.answers
        )


@dataclass(frozen=True, slots=True)
class Asked:
    """A known question with the sentences that its search found."""

    question: Question
    found: list[Candidate]
    right: NDArray[np.bool_]
    rarity: Rarity
    library: Library

    def without_answer(self) -> Asked:
        """The same, had the documents that answer not been there."""
        documents = {
            c.hit.passage.document.name
            for c, right in zip(self.found, self.right, strict=True)
            if right
        }
        rest = [c for c in self.found if c.hit.passage.document.name not in documents]
        return Asked(
            self.question,
            rest if documents else [],
            np.zeros(len(rest), bool),
            self.rarity,
            self.library,
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder with questions/")
    parser.add_argument("--out", type=Path, default=Path("qa/weights.json"))
    options = parser.parse_args()
    encoder = load_encoder()
    stored: dict[str, object] = {"features": FEATURES, "doubts": DOUBTS}
    for printed in _LANGUAGES:
        with (
            tempfile.TemporaryDirectory() as folder,
            Library.open(folder, encoder, builtin=False) as library,
        ):
            known = list(_written(library, printed))
            if printed == "ja":
                known += [*_jaquad(library, options.data), *_section(library)]
            known += list(_changed(known))
            for language in _LANGUAGES:
                print(f"{language} questions, {printed} documents: ", end="")
                asked = [_ask(one, library) for one in known if one.language == language]
                stored[f"{language}-{printed}"] = learn(asked)
    options.out.write_text(json.dumps(stored, indent=1) + "\n", "utf-8")


def _written(library: Library, printed: Language) -> Iterator[Known]:
    """The held-out written documents in one language into the library, their questions
    in both out."""
    for path in written_paths():
        for line in path.read_text("utf-8").splitlines():
            entry = json.loads(line)
            if not is_held_out(entry["id"]):
                continue
            name, sentences = f"{entry['id']} {entry['title']}", entry["sentences"]
            lines = [entry["title"], ""]
            for i in range(0, len(sentences), _SENTENCES_PER_PARAGRAPH):
                chunk = sentences[i : i + _SENTENCES_PER_PARAGRAPH]
                lines.append(("" if printed == "ja" else " ").join(s[printed] for s in chunk))
            library.add(document(name, "\n".join(lines), path.name))
            for language in _LANGUAGES:
                for sentence in sentences:
                    for text in sentence["questions"][language]:
                        yield Known(text, language, name, (sentence[printed],))
                for text in entry["unanswerable"][language]:
                    yield Known(text, language, None, ())


def _jaquad(library: Library, data: Path) -> Iterator[Known]:
    """Some JaQuAD passages into the library, one question of each out."""
    drawn = random.Random(_SEED)
    passages = list(_lines(data / "questions" / "jaquad_train.passages.jsonl.gz"))
    chosen = {p["id"]: p for p in drawn.sample(passages, _JAQUAD_PASSAGES)}
    questions = [
        q for q in _lines(data / "questions" / "jaquad_train.jsonl.gz") if q["passage_id"] in chosen
    ]
    drawn.shuffle(questions)
    for passage in chosen.values():
        library.add(document(passage["id"], passage["text"], "JaQuAD"))
    for q in {q["passage_id"]: q for q in questions}.values():
        yield Known(q["question"], "ja", q["passage_id"], tuple(q["answers"]))


def _section(library: Library) -> Iterator[Known]:
    """The built-in section into the library, the questions on it to tune on out."""
    section = builtin_document()
    library.add(section)
    for case in read_cases(SECTION, "tune"):
        name = section.name if case.answers else None
        for _ in range(_SECTION_WEIGHT):
            yield Known(case.question, case.language, name, case.answers)


_NUMBER = re.compile(r"[0-9０-９]+")


def _changed(known: Sequence[Known]) -> Iterator[Known]:
    """Questions with a number or a word in them changed: nothing answers them any more."""
    drawn = random.Random(_SEED)
    words = {
        language: sorted({w for k in known if k.language == language for w in _words(k.text)})
        for language in _LANGUAGES
    }
    for one in known:
        number = _NUMBER.search(one.text)
        if number is not None:
            other = str(int(number[0]) + drawn.choice((1, 2, 3)))
            yield replace(one, text=_swap(one.text, number, other), document=None)
        own = [w for w in _words(one.text) if w in one.text]
        if own and drawn.random() < _WORDS_CHANGED:
            word = drawn.choice(own)
            other = drawn.choice([w for w in words[one.language] if w not in own])
            yield replace(one, text=one.text.replace(word, other), document=None)


def _words(text: str) -> list[str]:
    return [word for word in read_question(text).words if len(word) > 1]


def _swap(text: str, match: re.Match[str], other: str) -> str:
    return text[: match.start()] + other + text[match.end() :]


def _lines(path: Path) -> Iterator[dict[str, str]]:
    with gzip.open(path, "rt", encoding="utf-8") as file:
        yield from (json.loads(line) for line in file)


def _ask(known: Known, library: Library) -> Asked:
    question = read_question(known.text)
    rarity = Rarity(question, library)
    found = candidates(question, library.search(question.text, SEARCHED), rarity)
    return Asked(question, found, np.array([known.right(c) for c in found]), rarity, library)


def learn(asked: Sequence[Asked]) -> dict[str, object]:
    """The weights of one pair of languages; prints how well they do on what they learned from."""
    ranking = _fit_ranking([a for a in asked if a.right.any()])
    shown = [a for one in asked for a in (one, one.without_answer()) if a.found]
    tops = [_top(a, ranking) for a in shown]
    x, y = np.array([row for row, _ in tops]), np.array([float(right) for _, right in tops])
    weights, bias = _fit_confidence(x, y)
    confidence = 1 / (1 + np.exp(-(x @ weights + bias)))
    _print(asked, ranking, weights, confidence, y)
    return {
        "ranking": [round(float(w), 4) for w in ranking],
        "confidence": [round(float(w), 4) for w in weights],
        "bias": round(bias, 4),
    }


def _top(one: Asked, ranking: Array) -> tuple[Array, bool]:
    """The evidence for the sentence ranked first, and whether it is right."""
    scores = np.stack([c.features for c in one.found]) @ ranking
    order = np.argsort(-scores, kind="stable")
    ranked = [one.found[i] for i in order]
    return doubts(ranked, scores[order], one.question, one.rarity, one.library), bool(
        one.right[order[0]]
    )


def _prior(names: Sequence[str]) -> Array:
    return np.array([_PRIOR.get(name, 0.0) for name in names])


def _fit_ranking(asked: Sequence[Asked]) -> Array:
    """Conditional log-linear model: a right sentence should win among all found."""
    lists = [(np.stack([c.features for c in a.found]), a.right) for a in asked]
    prior = _prior(FEATURES)

    def loss(w: Array) -> tuple[float, Array]:
        value, gradient = _ridge(w - prior, len(lists))
        for x, right in lists:
            scores = x @ w
            shares = np.exp(scores - scores.max())
            shares /= shares.sum()
            mass = shares[right].sum()
            value -= float(np.log(mass))
            gradient = gradient + shares @ x - (shares[right] / mass) @ x[right]
        return value, gradient

    return _minimum(loss, prior, [_BOUNDS[name] for name in FEATURES])


def _fit_confidence(x: Array, y: Array) -> tuple[Array, float]:
    """Logistic regression; the bias is free."""
    x1 = np.hstack([x, np.ones((len(x), 1))])
    prior = np.append(_prior((*FEATURES, *DOUBTS)), 0.0)

    def loss(w: Array) -> tuple[float, Array]:
        p = 1 / (1 + np.exp(-np.clip(x1 @ w, -30, 30)))
        value, gradient = _ridge(np.append(w[:-1] - prior[:-1], 0.0), len(x))
        value -= float(np.sum(y * np.log(p) + (1 - y) * np.log(1 - p)))
        return value, gradient + x1.T @ (p - y)

    bounds = [*(_BOUNDS[name] for name in (*FEATURES, *DOUBTS)), (None, None)]
    w = _minimum(loss, prior, bounds)
    return w[:-1], float(w[-1])


def _ridge(away: Array, questions: int) -> tuple[float, Array]:
    """What it costs to be away from the prior, and its gradient."""
    strength = _RIDGE * questions / 100
    return strength * float(away @ away), 2 * strength * away


def _minimum(
    loss: Callable[[Array], tuple[float, Array]],
    start: Array,
    bounds: Sequence[tuple[float | None, float | None]],
) -> Array:
    found: Array = minimize(loss, start, jac=True, method="L-BFGS-B", bounds=bounds).x
    return found


def _print(
    asked: Sequence[Asked],
    ranking: Array,
    weights: Array,
    confidence: Array,
    y: Array,
) -> None:
    found = [a for a in asked if a.right.any()]
    first = np.mean([_top(a, ranking)[1] for a in found])
    print(
        f"{len(asked)}, {len(found)} found, "
        f"of these first {first:.3f}; from {THRESHOLD:.2f} on, "
        f"{(confidence[y == 1] >= THRESHOLD).mean():.3f} of the right are given, "
        f"{(confidence[y == 0] < THRESHOLD).mean():.3f} of the wrong withheld"
    )
    print("  ranking   ", dict(zip(FEATURES, np.round(ranking, 2).tolist(), strict=True)))
    names = (*FEATURES, *DOUBTS)
    print("  confidence", dict(zip(names, np.round(weights, 2).tolist(), strict=True)))
    for low, high in pairwise(np.linspace(0, 1, 6)):
        chosen = (confidence >= low) & (confidence < high + (high == 1))
        if chosen.any():
            print(
                f"  {low:.1f}-{high:.1f}: {chosen.sum():5d} questions, right {y[chosen].mean():.2f}"
            )


if __name__ == "__main__":
    main()
