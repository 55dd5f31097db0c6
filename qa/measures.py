"""What the outcomes of a question file amount to: shares, calibration, risk and coverage.

Pure arithmetic; asking the questions is `qa.evaluate`'s.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from corpus.script import JAPANESE, folded
from qa.evaluate import Outcome

_BINS = 5  # of the reliability table, equally wide
# A token of the highlight's F1: a kana or kanji, a Latin word, a number.
_TOKEN = re.compile(rf"[{JAPANESE}]|[^\W\d_{JAPANESE}]+|\d+")


@dataclass(frozen=True, slots=True)
class Measures:
    """Shares are in [0, 1], None where there was no question to count.

    first, any_quote: of the answerable, answered with the right quote first / among
        the quotes. A refusal counts as wrong.
    ranked_first: the same as `first` if it never refused: retrieval and ranking alone.
    refused_answerable: of the answerable, refused. Lower is better.
    refused_near, refused_far, refused: of the unanswerable, refused.
    highlight_f1: mean token F1 of the highlight of the first quote with the nearest of the
        known ones, over the answered questions that got one and have one.
    highlighted: of the answered questions that have a known highlight, those that got one.
    calibration_error: mean distance of confidence and share right, over the bins of
        `reliability`, weighted by their questions (expected calibration error).
    risk_area: area under the risk-coverage curve; 0 is perfect, lower is better.
    p50_ms, p99_ms: time from question to answer.
    """

    answerable: int
    unanswerable: int
    first: float | None
    any_quote: float | None
    ranked_first: float | None
    refused_answerable: float | None
    refused: float | None
    refused_near: float | None
    refused_far: float | None
    highlight_f1: float | None
    highlighted: float | None
    calibration_error: float
    risk_area: float
    p50_ms: float
    p99_ms: float


@dataclass(frozen=True, slots=True)
class Bin:
    """The questions whose confidence is in [low, high): how many, their mean confidence, and
    the share of them whose first quote is right. Nothing is right for an unanswerable one."""

    low: float
    high: float
    questions: int
    confidence: float
    right: float


def measure(outcomes: Sequence[Outcome]) -> Measures:
    """The measures over some outcomes; there must be at least one."""
    answerable = [o for o in outcomes if o.case.answers]
    unanswerable = [o for o in outcomes if not o.case.answers]
    times = [o.answer.elapsed * 1000 for o in outcomes]
    refusals = {
        distance: [o.answer.abstained for o in unanswerable if o.case.distance == distance]
        for distance in ("near", "far")
    }
    with_highlight = [o for o in answerable if o.case.highlights and not o.answer.abstained]
    scores = [f1 for o in with_highlight if (f1 := highlight_f1(o)) is not None]
    bins = reliability(outcomes)
    return Measures(
        answerable=len(answerable),
        unanswerable=len(unanswerable),
        first=_mean([o.first and not o.answer.abstained for o in answerable]),
        any_quote=_mean([o.any_quote and not o.answer.abstained for o in answerable]),
        ranked_first=_mean([o.first for o in answerable]),
        refused_answerable=_mean([o.answer.abstained for o in answerable]),
        refused=_mean([o.answer.abstained for o in unanswerable]),
        refused_near=_mean(refusals["near"]),
        refused_far=_mean(refusals["far"]),
        highlight_f1=_mean(scores),
        highlighted=len(scores) / len(with_highlight) if with_highlight else None,
        calibration_error=sum(abs(b.confidence - b.right) * b.questions for b in bins)
        / len(outcomes),
        risk_area=risk_area(outcomes),
        p50_ms=float(np.percentile(times, 50)),
        p99_ms=float(np.percentile(times, 99)),
    )


def grouped(outcomes: Sequence[Outcome], key: Callable[[Outcome], str]) -> dict[str, list[Outcome]]:
    """The outcomes by a key such as their language, those of the first outcome first."""
    groups: dict[str, list[Outcome]] = {}
    for outcome in outcomes:
        groups.setdefault(key(outcome), []).append(outcome)
    return groups


def reliability(outcomes: Sequence[Outcome]) -> list[Bin]:
    """The reliability table: is what is given at 0.8 right four times of five? Empty bins
    are left out."""
    confidence = np.array([o.answer.confidence for o in outcomes])
    right = np.array([o.first for o in outcomes])
    numbers = np.minimum((confidence * _BINS).astype(int), _BINS - 1)
    return [
        Bin(
            i / _BINS,
            (i + 1) / _BINS,
            int(chosen.sum()),
            float(confidence[chosen].mean()),
            float(right[chosen].mean()),
        )
        for i in range(_BINS)
        if (chosen := numbers == i).any()
    ]


def risk_coverage(outcomes: Sequence[Outcome]) -> list[tuple[float, float]]:
    """(coverage, risk), from the surest answer to all: were only the surest share of the
    questions answered, what share of these answers were wrong? Both in [0, 1]."""
    ranked = sorted(outcomes, key=lambda o: -o.answer.confidence)
    wrong = np.cumsum([not o.first for o in ranked])
    return [(n / len(ranked), float(wrong[n - 1]) / n) for n in range(1, len(ranked) + 1)]


def risk_area(outcomes: Sequence[Outcome]) -> float:
    """The area under the risk-coverage curve (El-Yaniv & Wiener 2010), in [0, 1]."""
    return float(np.mean([risk for _, risk in risk_coverage(outcomes)]))


def highlight_f1(outcome: Outcome) -> float | None:
    """Token F1 of the first quote's highlight with the nearest known one; None without one."""
    quote = next(iter(outcome.answer.quotes), None)
    if quote is None or not quote.highlights or not outcome.case.highlights:
        return None
    text = quote.passage.document.text
    given = word_counts("".join(text[start:end] + " " for start, end in quote.highlights))
    return max(f1(given, word_counts(known)) for known in outcome.case.highlights)


def word_counts(text: str) -> Counter[str]:
    """How often each token stands in a text, whatever its width and case."""
    return Counter(_TOKEN.findall(folded(text)))


def f1(given: Counter[str], known: Counter[str]) -> float:
    """The harmonic mean of the share of the given tokens that are known and the reverse."""
    shared = (given & known).total()
    return 2 * shared / (given.total() + known.total()) if shared else 0.0


def _mean(values: Sequence[float]) -> float | None:
    return float(np.mean(values)) if values else None
