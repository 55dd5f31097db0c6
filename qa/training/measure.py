"""How well a finished reader does on the written documents that it did not learn from.

Does: read every held-out question against the sentences of its document, for the card.
Does not: search, refuse, or touch any question file; that is `hakusho eval`'s.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from qa.measures import f1, word_counts
from qa.reader import Reader
from qa.training import sources
from qa.training.sources import Text

ASKED = 240  # questions drawn for each pair of languages
_SEED = 11


@dataclass(frozen=True, slots=True)
class Figures:
    """How well questions in one language are read over texts in one language.

    questions: those that their document answers.
    first: the share of them whose right sentence is read as the likeliest of its document.
    near_misses: area under the ROC curve of the logit, right sentences against near misses: a
        question that the document does not answer, with the sentence it is nearest to.
    span_f1: mean token F1 of the words that are marked as the answer.
    """

    questions: int
    first: float
    near_misses: float
    span_f1: float


def measure(reader: Reader) -> dict[str, Figures]:
    """Figures for each pair "asked-printed"."""
    texts = sources.written(held_out=True)
    return {
        f"{asked}-{printed}": _figures(
            reader, asked, [text for text in texts if text.printed == printed]
        )
        for asked in ("ja", "en")
        for printed in ("ja", "en")
    }


def _figures(reader: Reader, language: str, texts: Sequence[Text]) -> Figures:
    pairs = [(text, ask) for text in texts for ask in text.asks if ask.language == language]
    pairs = random.Random(_SEED).sample(pairs, min(2 * ASKED, len(pairs)))
    first, spans = list[bool](), list[float]()
    right, near = list[float](), list[float]()
    for text, ask in pairs:
        if ask.sentence is None:
            if ask.about is not None:
                near.append(reader.read(ask.text, [text.excerpt(ask.about)])[0].answers)
            continue
        readings = reader.read(ask.text, [text.excerpt(i) for i in range(len(text.sentences))])
        best = int(np.argmax([reading.answers for reading in readings]))
        first.append(best == ask.sentence)
        right.append(readings[ask.sentence].answers)
        found, sentence = readings[ask.sentence].span, text.sentences[ask.sentence]
        if ask.span is not None and found is not None:
            spans.append(
                f1(word_counts(sentence[slice(*found)]), word_counts(sentence[slice(*ask.span)]))
            )
    above = np.array(right)[:, None] > np.array(near)[None, :]
    return Figures(len(first), float(np.mean(first)), float(above.mean()), float(np.mean(spans)))
