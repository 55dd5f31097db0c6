"""The learned weights: of the evidence for a sentence, and of the confidence.

`weights.json` is written by `python -m qa.training.calibrate`; nobody edits it by hand.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib import resources

import numpy as np
from numpy.typing import NDArray

from corpus.errors import HakushoError
from qa.evidence import DOUBTS, FEATURES
from qa.question import Language

# The confidence from which a question is answered. Chosen on the questions to tune on, each
# judged by what the others teach: about as low as refuses four of five near misses.
THRESHOLD = 0.3
SURE = 0.5  # from which the words that answer are highlighted in the quote

# Of the second pass: the score of the first, and what the reader says.
READ_FEATURES = ("score", "answers", "sharp")
# Of the confidence: the evidence for the best sentence, the doubts about it, the reader's
# logits that it answers and that the words it found do, and its score over that of the next.
CONFIDENCE = (*FEATURES, *DOUBTS, "answers", "sharp", "ahead")

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Weights:
    """ranking: float64 (len(FEATURES),), of the first pass. reading: float64
    (len(READ_FEATURES),), of the second. confidence: float64 (2 * len(CONFIDENCE),), of what
    `weighed` gives, and bias, of a logistic function."""

    ranking: Array
    reading: Array
    confidence: Array
    bias: float

    def confidence_of(self, evidence: Array) -> float:
        """From 0 to 1; evidence: float64 (len(CONFIDENCE),)."""
        return float(sigmoid(float(weighed(evidence) @ self.confidence) + self.bias))


def weighed(evidence: Array) -> Array:
    """The evidence as the confidence weighs it: once by how likely the reader thinks it that the
    sentence does not answer, and once by how likely that it does. The question's words in a
    sentence tell something else in what may be a near miss than in what reads like an answer.

    evidence: float64 (..., len(CONFIDENCE)); returns float64 (..., 2 * len(CONFIDENCE)).
    """
    read = sigmoid(evidence[..., CONFIDENCE.index("answers"), None])
    return np.concatenate([(1 - read) * evidence, read * evidence], axis=-1)


def sigmoid(x: Array | float) -> Array:
    found: Array = 1 / (1 + np.exp(-np.clip(x, -30, 30)))
    return found


@cache
def weights(asked: Language, printed: Language) -> Weights:
    """The shipped weights for a question and a text, each in one of the languages: words rank where
    both are in the same, elsewhere meaning has to do it alone. What is enough to answer is learned
    of all pairs together, but for the bias: apart, each would learn from too few questions."""
    path = resources.files("qa") / "weights.json"
    stored = json.loads(path.read_text("utf-8"))
    if stored["features"] != [*FEATURES, *READ_FEATURES, *CONFIDENCE]:
        raise HakushoError(
            "qa/weights.json is of other features; run python -m qa.training.calibrate."
        )
    entry = stored[f"{asked}-{printed}"]
    return Weights(
        np.array(entry["ranking"]),
        np.array(entry["reading"]),
        np.array([*stored["confidence, read as no"], *stored["confidence, read as yes"]]),
        entry["bias"],
    )
