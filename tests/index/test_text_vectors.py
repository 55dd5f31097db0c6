"""Vectors of questions and words: encoded once, ahead of time where they are announced."""

from __future__ import annotations

from collections.abc import Sequence
from threading import Event

import numpy as np
import pytest
from numpy.typing import NDArray

from corpus.errors import ModelError
from index.encoder import Encoder
from index.text_vectors import TextVectors


class Counting:
    """The bundled encoder, writing down what it encodes, when it may."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder
        self.name, self.sha256, self.dimension = encoder.name, encoder.sha256, encoder.dimension
        self.encode_passages = encoder.encode_passages
        self.asked: list[list[str]] = []
        self.may = Event()
        self.may.set()
        self.fails = False

    def encode_questions(self, texts: Sequence[str]) -> NDArray[np.float32]:
        self.asked.append(list(texts))
        assert self.may.wait(10)
        if self.fails:
            raise ModelError("The model is gone.")
        return self._encoder.encode_questions(texts)


@pytest.fixture
def counting(encoder: Encoder) -> Counting:
    return Counting(encoder)


def test_what_was_announced_is_encoded_once_while_others_go_on(counting: Counting) -> None:
    vectors = TextVectors(counting)
    counting.may.clear()
    vectors.prepare(["条約は何か。"])
    vectors.prepare(["条約は何か。"])  # returns though nothing is encoded yet
    counting.may.set()
    found = vectors.of(["条約は何か。", "条約は何か。"])
    assert counting.asked == [["条約は何か。"]]
    assert np.array_equal(found[0], counting.encode_passages(["条約は何か。"])[0])
    assert np.array_equal(found[0], found[1])


def test_only_what_is_new_is_encoded(counting: Counting) -> None:
    vectors = TextVectors(counting)
    vectors.prepare(["条約", "協定"])
    cosines = vectors.similarities(["条約"], ["協定", "会議", "条約"])
    assert cosines.shape == (1, 3)
    assert cosines[0, 2] == pytest.approx(1)
    assert counting.asked == [["条約", "協定"], ["会議"]]


def test_what_could_not_be_encoded_raises_where_it_is_asked_for(counting: Counting) -> None:
    vectors = TextVectors(counting)
    counting.fails = True
    vectors.prepare(["条約"])
    with pytest.raises(ModelError):
        vectors.of(["条約"])
    counting.fails = False
    assert vectors.of(["条約"]).shape == (1, counting.dimension)
