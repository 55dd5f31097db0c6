"""The confidence: how it is weighed, and how its weights are learned."""

from itertools import product

import numpy as np
import pytest

from qa.training.calibrate import BOUNDS
from qa.training.fit import fit_logistic
from qa.weights import CONFIDENCE, Weights, sigmoid, weighed, weights


def _evidence(**values: float) -> np.ndarray:
    assert set(values) <= set(CONFIDENCE)
    return np.array([values.get(name, 0.0) for name in CONFIDENCE])


def test_evidence_is_shared_out_by_what_the_reader_says() -> None:
    for answers in (-30.0, -1.0, 0.0, 2.0):
        evidence = _evidence(coverage=0.8, other_date=1.0, answers=answers)
        no, yes = np.split(weighed(evidence), 2)
        assert np.allclose(no + yes, evidence)
        assert np.allclose(yes, float(sigmoid(answers)) * evidence)


def test_rows_are_weighed_as_each_alone_is() -> None:
    rows = np.random.default_rng(1).normal(size=(5, len(CONFIDENCE)))
    assert np.array_equal(weighed(rows), np.stack([weighed(row) for row in rows]))


@pytest.mark.parametrize(("asked", "printed"), list(product(("ja", "en"), repeat=2)))
def test_what_speaks_for_a_sentence_never_takes_from_it(asked: str, printed: str) -> None:
    shipped = weights(asked, printed)
    for name, weight in zip((*CONFIDENCE, *CONFIDENCE), shipped.confidence, strict=True):
        low, high = BOUNDS[name]
        assert low is None or weight >= low - 1e-4, name
        assert high is None or weight <= high + 1e-4, name
    poor = _evidence(constant=1, cosine=0.4, answers=-3)
    good = _evidence(constant=1, cosine=0.7, answers=4, coverage=0.9, names=1, ahead=3, rank=1)
    assert 0 < shipped.confidence_of(poor) < shipped.confidence_of(good) < 1


def test_weights_and_a_bias_for_each_block_are_found_again() -> None:
    drawn = np.random.default_rng(2)
    rows = drawn.normal(size=(4000, 3)) * [1.0, 0.1, 5.0]  # of unlike spread
    blocks = drawn.integers(0, 2, 4000)
    true, biases = np.array([1.5, 10.0, 0.0]), np.array([-1.0, 0.5])
    odds = np.array([float(sigmoid(x)) for x in rows @ true + biases[blocks]])
    right = (drawn.random(4000) < odds).astype(float)
    free = [(None, None)] * 3
    found, shift = fit_logistic(rows, blocks, right, np.ones(4000), free)
    assert np.allclose(found * [1, 0.1, 5], true * [1, 0.1, 5], atol=0.15)
    assert np.allclose(shift, biases, atol=0.2)
    held, _ = fit_logistic(rows, blocks, right, np.ones(4000), [(None, 0.0), *free[1:]])
    assert held[0] == 0


def test_a_row_that_counts_twice_counts_as_two() -> None:
    rows, blocks = np.array([[1.0], [2.0], [3.0]]), np.zeros(3, int)
    right, bounds = np.array([0.0, 1.0, 0.0]), [(None, None)]
    once = fit_logistic(
        np.vstack([rows, rows[:1]]), np.zeros(4, int), np.append(right, 0.0), np.ones(4), bounds
    )
    twice = fit_logistic(rows, blocks, right, np.array([2.0, 1.0, 1.0]), bounds)
    learned = [Weights(np.zeros(0), np.zeros(0), w, float(b[0])) for w, b in (once, twice)]
    # The spread, in whose units the ridge is, is that of the rows as they are.
    assert np.allclose(learned[0].confidence, learned[1].confidence, atol=0.02)
