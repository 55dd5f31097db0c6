"""Learns `qa/weights.json`: the weights of the evidence, and the confidence.

`python -m qa.calibrate --data DIR` asks questions whose answers are known: those of
the written documents that the model's training left out (Japanese and English), and
JaQuAD's (Japanese; DIR/questions). Each is also asked with the passage that answers
it taken away, and the written near misses are asked too: these teach when to refuse.
Never uses a file that results are reported on. Needs scipy (the extra "train").
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from corpus.document import document
from index.encoder import load_encoder
from index.library import Library
from qa.answer import SEARCHED
from qa.evidence import DOUBTS, FEATURES, Candidate, Rarity, candidates, doubts
from qa.question import Language, Question, read_question

WRITTEN = Path("index/training/written")
HELD_OUT = 4  # every fourth written document is left out of the model's training
_SEED = 20190727
_JAQUAD_PASSAGES = 500
_SENTENCES_PER_PARAGRAPH = 3
_RIDGE = 1e-3
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


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder with questions/")
    parser.add_argument("--out", type=Path, default=Path("qa/weights.json"))
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        library = Library.open(folder, load_encoder(), builtin=False)
        known = [*_written(library), *_jaquad(library, options.data)]
        stored: dict[str, object] = {"features": FEATURES, "doubts": DOUBTS}
        for language in _LANGUAGES:
            asked = [_ask(k, library) for k in known if k.language == language]
            stored[language] = learn(asked)
        library.close()
    options.out.write_text(json.dumps(stored, indent=1) + "\n", "utf-8")


def _written(library: Library) -> Iterator[Known]:
    """The held-out written documents into the library, their questions out."""
    for path in sorted(WRITTEN.glob("documents_*.jsonl")):
        for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1):
            entry = json.loads(line)
            if number % HELD_OUT:
                continue
            name, sentences = f"{entry['id']} {entry['title']}", entry["sentences"]
            lines = [entry["title"], ""]
            for i in range(0, len(sentences), _SENTENCES_PER_PARAGRAPH):
                chunk = sentences[i : i + _SENTENCES_PER_PARAGRAPH]
                lines.append("".join(s["ja"] for s in chunk))
            library.add(document(name, "\n".join(lines), path.name))
            for language in _LANGUAGES:
                for sentence in sentences:
                    for text in sentence["questions"][language]:
                        yield Known(text, language, name, (sentence["ja"],))
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


def _lines(path: Path) -> Iterator[dict[str, str]]:
    with gzip.open(path, "rt", encoding="utf-8") as file:
        yield from (json.loads(line) for line in file)


def _ask(known: Known, library: Library) -> Asked:
    question = read_question(known.text)
    rarity = Rarity(question, library)
    found = candidates(question, library.search(question.text, SEARCHED), rarity)
    return Asked(question, found, np.array([known.right(c) for c in found]), rarity)


def learn(asked: Sequence[Asked]) -> dict[str, object]:
    """The weights of one language; prints how well they do on what they learned from."""
    ranking = _fit_ranking([a for a in asked if a.right.any()])
    rows, labels = [], []
    for one in asked:
        for found, right in ((one.found, one.right), _without_answer(one)):
            if found:
                row, label = _top(one, found, right, ranking)
                rows.append(row)
                labels.append(label)
    x, y = np.array(rows), np.array(labels, dtype=np.float64)
    weights, bias = _fit_confidence(x, y)
    confidence = 1 / (1 + np.exp(-(x @ weights + bias)))
    threshold = _best_threshold(confidence, y)
    _print(asked, ranking, confidence, y, threshold)
    return {
        "ranking": [round(float(w), 4) for w in ranking],
        "confidence": [round(float(w), 4) for w in weights],
        "bias": round(bias, 4),
        "threshold": round(threshold, 3),
    }


def _without_answer(one: Asked) -> tuple[list[Candidate], NDArray[np.bool_]]:
    """What the search would have left had the document that answers not been there."""
    answering = {
        c.hit.passage.document.name for c, right in zip(one.found, one.right, strict=True) if right
    }
    rest = [c for c in one.found if c.hit.passage.document.name not in answering]
    return (rest if answering else []), np.zeros(len(rest), bool)


def _top(
    one: Asked, found: list[Candidate], right: NDArray[np.bool_], ranking: Array
) -> tuple[Array, bool]:
    scores = np.stack([c.features for c in found]) @ ranking
    order = np.argsort(-scores, kind="stable")
    ranked = [found[i] for i in order]
    return doubts(ranked, scores[order], one.question, one.rarity), bool(right[order[0]])


def _fit_ranking(asked: Sequence[Asked]) -> Array:
    """Conditional log-linear model: a right sentence should win among all found."""
    lists = [(np.stack([c.features for c in a.found]), a.right) for a in asked]

    def loss(w: Array) -> tuple[float, Array]:
        value, gradient = _RIDGE * len(lists) * float(w @ w), 2 * _RIDGE * len(lists) * w
        for x, right in lists:
            scores = x @ w
            shares = np.exp(scores - scores.max())
            shares /= shares.sum()
            mass = shares[right].sum()
            value -= float(np.log(mass))
            gradient = gradient + shares @ x - (shares[right] / mass) @ x[right]
        return value, gradient

    return _minimum(loss, len(FEATURES))


def _fit_confidence(x: Array, y: Array) -> tuple[Array, float]:
    """Logistic regression."""
    x1 = np.hstack([x, np.ones((len(x), 1))])

    def loss(w: Array) -> tuple[float, Array]:
        p = 1 / (1 + np.exp(-np.clip(x1 @ w, -30, 30)))
        value = -float(np.sum(y * np.log(p) + (1 - y) * np.log(1 - p)))
        return value + _RIDGE * len(x) * float(w[:-1] @ w[:-1]), x1.T @ (p - y) + np.append(
            2 * _RIDGE * len(x) * w[:-1], 0.0
        )

    w = _minimum(loss, x1.shape[1])
    return w[:-1], float(w[-1])


def _minimum(loss: Callable[[Array], tuple[float, Array]], size: int) -> Array:
    found: Array = minimize(loss, np.zeros(size), jac=True, method="L-BFGS-B").x
    return found


def _best_threshold(confidence: Array, right: Array) -> float:
    """Where the shares of right answers given and of wrong ones withheld are highest."""
    grid = np.linspace(0.05, 0.95, 91)
    gains = [
        (confidence[right == 1] >= t).mean() + (confidence[right == 0] < t).mean() for t in grid
    ]
    return float(grid[int(np.argmax(gains))])


def _print(
    asked: Sequence[Asked], ranking: Array, confidence: Array, y: Array, threshold: float
) -> None:
    hits = [a for a in asked if a.right.any()]
    first = np.mean([_top(a, a.found, a.right, ranking)[1] for a in hits])
    print(
        f"{asked[0].question.language}: {len(asked)} questions, answer found {len(hits)}, "
        f"first {first:.3f}, threshold {threshold:.2f}, "
        f"right kept {(confidence[y == 1] >= threshold).mean():.3f}, "
        f"wrong withheld {(confidence[y == 0] < threshold).mean():.3f}"
    )
    print("  ranking   ", dict(zip(FEATURES, np.round(ranking, 2).tolist(), strict=True)))
    edges = np.linspace(0, 1, 6)
    for low, high in pairwise(edges):
        chosen = (confidence >= low) & (confidence < high + (high == 1))
        if chosen.any():
            print(
                f"  confidence {low:.1f}-{high:.1f}: {chosen.sum():5d} questions, "
                f"right {y[chosen].mean():.2f}"
            )


if __name__ == "__main__":
    main()
