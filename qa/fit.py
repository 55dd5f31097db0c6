"""Fitting weights: a choice among candidates, and a probability. Small, bounded, deterministic.

Parameters come in blocks of equal length, one for each language a text may be printed in; a
row names the block it uses. Needs scipy.
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
    rows: Array, right: Array, counts: Array, prior: Array, bounds: Sequence[Bound]
) -> tuple[Array, float]:
    """Logistic regression with a free bias.

    rows: float64 (n, f); right: 0 or 1 (n,); counts: how much each row counts (n,). Returns
    the weights (f,) and the bias.
    """
    with_bias = np.hstack([rows, np.ones((len(rows), 1))])
    start = np.append(prior, 0.0)

    def loss(w: Array) -> tuple[float, Array]:
        p = np.clip(1 / (1 + np.exp(-np.clip(with_bias @ w, -30, 30))), 1e-12, 1 - 1e-12)
        away = np.append(w[:-1] - prior, 0.0)
        value, gradient = _ridge(away, counts.sum())
        value -= float(np.sum(counts * (right * np.log(p) + (1 - right) * np.log(1 - p))))
        return value, gradient + with_bias.T @ (counts * (p - right))

    w = _minimum(loss, start, [*bounds, (None, None)])
    return w[:-1], float(w[-1])


def _ridge(away: Array, questions: float) -> tuple[float, Array]:
    """What it costs to be away from the prior, and its gradient."""
    strength = _RIDGE * questions / 100
    return strength * float((away * away).sum()), 2 * strength * away


def _minimum(
    loss: Callable[[Array], tuple[float, Array]], start: Array, bounds: Sequence[Bound]
) -> Array:
    found: Array = minimize(loss, start, jac=True, method="L-BFGS-B", bounds=bounds).x
    return found
