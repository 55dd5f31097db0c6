"""The learned weights: of the evidence for a sentence, and of the confidence.

`weights.json` is written by `python -m qa.calibrate`; nobody edits it by hand.
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

# The confidence from which a question is answered. Chosen on the questions to tune on:
# the highest that still answers nearly all that have an answer.
THRESHOLD = 0.35
SURE = 0.5  # from which the words that answer are marked in the quote

# Of the second pass: the score of the first, and what the reader says.
READ_FEATURES = ("score", "answers", "sharp")
# Of the confidence: the evidence for the best sentence, the doubts about it, the reader's
# logits that it answers and that its marked words do, and its score over that of the next.
CONFIDENCE = (*FEATURES, *DOUBTS, "answers", "sharp", "ahead")


@dataclass(frozen=True, slots=True)
class Weights:
    """ranking: float64 (len(FEATURES),), of the first pass. reading: float64
    (len(READ_FEATURES),), of the second. confidence: float64 (len(CONFIDENCE),) and bias, of
    a logistic function."""

    ranking: NDArray[np.float64]
    reading: NDArray[np.float64]
    confidence: NDArray[np.float64]
    bias: float


def sigmoid(x: float) -> float:
    return float(1 / (1 + np.exp(-np.clip(x, -30, 30))))


@cache
def weights(asked: Language, printed: Language) -> Weights:
    """The shipped weights for a question of one language and a text of another or the
    same: words count where both are one language, meaning has to do alone elsewhere."""
    path = resources.files("qa") / "weights.json"
    stored = json.loads(path.read_text("utf-8"))
    if stored["features"] != [*FEATURES, *READ_FEATURES, *CONFIDENCE]:
        raise HakushoError("qa/weights.json is of other features; run python -m qa.calibrate.")
    entry = stored[f"{asked}-{printed}"]
    return Weights(
        np.array(entry["ranking"]),
        np.array(entry["reading"]),
        np.array(entry["confidence"]),
        entry["bias"],
    )
