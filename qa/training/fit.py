"""Fitting weights: a choice among candidates, and a probability. Small, bounded, deterministic.

A choice has a block of weights for each language a text may be printed in, a probability a bias
for each pair of languages; a row names the block it uses. Needs scipy.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

Array = NDArray[np.float64]
Bound = tuple[float | None, float | None]

_RIDGE = 1e-2  # of the squared distance from the prior, for each hundred questions
_LOGISTIC_RIDGE = 0.15  # of the squared weights in units of their evidence's spread, likewise
_LEAST_SPREAD = 1e-3


@dataclass(frozen=True, slots=True)
class Choice:
    """Candidates of a question: rows float64 (n, f), the block of each int (n,), which of
    them are right bool (n,), at least one; and how much the question counts."""

    rows: Array
    blocks: NDArray[np.int64]
    right: NDArray[np.bool_]
    weight: float = 1.0


def fit_choice(
    choices: Sequence[Choice], blocks: int, prior: Array, bounds: Sequence[Bound]
) -> Array:
    """Conditional log-linear model: a right candidate should win among all of its question.

    prior, bounds: of the f weights of every block. Returns float64 (blocks, f).
    """
    start = np.tile(prior, (blocks, 1))
    total = sum(choice.weight for choice in choices)

    def loss(flat: Array) -> tuple[float, Array]:
        weights = flat.reshape(start.shape)
        value, gradient = _ridge(weights - start, total)
        for choice in choices:
            scores = np.einsum("nf,nf->n", choice.rows, weights[choice.blocks])
            shares = np.exp(scores - scores.max())
            shares /= shares.sum()
            mass = max(shares[choice.right].sum(), 1e-12)
            value -= choice.weight * float(np.log(mass))
            pull = shares - np.where(choice.right, shares / mass, 0.0)
            np.add.at(gradient, choice.blocks, choice.weight * pull[:, None] * choice.rows)
        return value, gradient.ravel()

    return _minimum(loss, start.ravel(), [*bounds] * blocks).reshape(start.shape)


def fit_logistic(
    rows: Array, blocks: NDArray[np.int64], right: Array, counts: Array, bounds: Sequence[Bound]
) -> tuple[Array, Array]:
    """Logistic regression with a free bias for each block.

    rows: float64 (n, f); blocks: of each row, int (n,), from 0; right: 0 or 1 (n,); counts: how
    much each row counts (n,); bounds: of the f weights. Returns the weights (f,) and the
    biases, one for each block.
    """
    spread = np.maximum(rows.std(0), _LEAST_SPREAD)  # so that the ridge is fair to all
    scaled, f, number = rows / spread, rows.shape[1], int(blocks.max()) + 1
    strength = _LOGISTIC_RIDGE * counts.sum() / 100

    def loss(w: Array) -> tuple[float, Array]:
        x = np.clip(scaled @ w[:f] + w[f:][blocks], -30, 30)
        p = np.clip(1 / (1 + np.exp(-x)), 1e-12, 1 - 1e-12)
        value = -float(np.sum(counts * (right * np.log(p) + (1 - right) * np.log(1 - p))))
        off = counts * (p - right)
        gradient = np.append(
            scaled.T @ off + 2 * strength * w[:f], np.bincount(blocks, off, number)
        )
        return value + strength * float(w[:f] @ w[:f]), gradient

    scaled_bounds: list[Bound] = [
        (None if low is None else low * by, None if high is None else high * by)
        for (low, high), by in zip(bounds, spread.tolist(), strict=True)
    ]
    w = _minimum(loss, np.zeros(f + number), [*scaled_bounds, *[(None, None)] * number])
    return w[:f] / spread, w[f:]


def _ridge(away: Array, questions: float) -> tuple[float, Array]:
    """What it costs to be away from the prior, and its gradient."""
    strength = _RIDGE * questions / 100
    return strength * float((away * away).sum()), 2 * strength * away


def _minimum(
    loss: Callable[[Array], tuple[float, Array]], start: Array, bounds: Sequence[Bound]
) -> Array:
    found: Array = minimize(loss, start, jac=True, method="L-BFGS-B", bounds=bounds).x
    return found
