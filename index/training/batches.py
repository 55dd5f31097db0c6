"""What the distillation sees: a mixture of the sources, in batches of texts of like length.

Does: draw pairs by source shares, join neighbouring sentences to short paragraphs, tokenise, cut.
Does not: compute anything with a model.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import torch
from tokenizers import Tokenizer
from torch import Tensor

from index.training import sources
from index.training.sources import Pair
from index.training.student import token_rows

# Share of each source in the examples seen. Sentences carry meaning in context and weigh most;
# terms are short and cheap, and names are what dictionaries alone can teach; software manuals are
# there for their plain modern prose only.
MIXTURE = {
    "kyoto_wiki": 0.294,
    "graded_enja": 0.191,
    "edict": 0.09,
    "wikidata_titles": 0.07,
    "jmmlu_mmlu": 0.05,
    "written_glossary": 0.045,
    "kyoto_lexicon": 0.03,
    "written_documents": 0.08,
    "python_docs": 0.025,
    "wikidata_categories": 0.02,
    "keycloak_docs": 0.02,
    "php_manual": 0.02,
    "tensorflow_docs": 0.02,
    "kyoto_titles": 0.015,
    "jec_basic": 0.01,
    "mozilla_legal": 0.008,
    "angular_docs": 0.006,
    "opensource_guide": 0.005,
    "tokyo_covid_site": 0.001,
}
JOINED = {"kyoto_wiki": 0.15, "written_documents": 0.3, "graded_enja": 0.03}  # share made longer
CHUNK = 16_384  # examples sorted by length together
MAX_TOKENS = 96
TOKENS_A_BATCH = 4096
SMALLEST, LARGEST = 32, 256  # examples in a batch: enough negatives, and no more than help


@dataclass(frozen=True, slots=True)
class Batch:
    """The same texts: token ids in both languages for the student, and what the teacher makes of
    the English, unit rows float32 (n, d)."""

    ja: list[list[int]]
    en: list[list[int]]
    target: Tensor


def usable(pair: Pair) -> bool:
    """False for the few entries that say nothing, such as a heading translated `OK`."""
    return pair.en != "OK" and bool(pair.ja.strip()) and bool(pair.en.strip())


def cursor(pairs: list[Pair], joined: float, draw: random.Random) -> Iterator[Pair]:
    """All pairs in random order, again and again; a share `joined` run on for 2 or 3 pairs."""
    order = list(range(len(pairs)))
    while True:
        draw.shuffle(order)
        for i in order:
            run = pairs[i : i + draw.randint(2, 3)] if draw.random() < joined else [pairs[i]]
            yield Pair("".join(p.ja for p in run), " ".join(p.en for p in run))


def examples(data: Path, draw: random.Random) -> Iterator[Pair]:
    """An endless stream of pairs in the proportions of MIXTURE."""
    streams = {
        name: cursor(
            [p for p in sources.parallel_pairs(data, name) if usable(p)], JOINED.get(name, 0), draw
        )
        for name in MIXTURE
    }
    names, weights = list(MIXTURE), list(MIXTURE.values())
    while True:
        for name in draw.choices(names, weights, k=CHUNK):
            yield next(streams[name])


def cuts(lengths: list[int]) -> list[tuple[int, int]]:
    """Where to cut a list sorted by length, so that no batch has over TOKENS_A_BATCH tokens.

    >>> cuts([16] * 600)
    [(0, 256), (256, 512), (512, 600)]
    """
    spans, first = [], 0
    while first < len(lengths):
        size = LARGEST
        while (
            size > SMALLEST and size * lengths[min(first + size, len(lengths)) - 1] > TOKENS_A_BATCH
        ):
            size -= 8
        spans.append((first, min(first + size, len(lengths))))
        first += size
    return spans


def batches(
    data: Path, student: Tokenizer, teach: Callable[[list[str]], Tensor], seed: int
) -> Iterator[Batch]:
    """An endless stream of batches; the same seed gives the same stream.

    teach: the teacher's vectors of English texts. It gets a chunk at once, to sort by the length
    of the English: in a batch of like Japanese length most of its time would go into padding.
    """
    draw = random.Random(seed)
    stream = examples(data, draw)
    while True:
        chunk = [next(stream) for _ in range(CHUNK)]
        ja = token_rows([pair.ja for pair in chunk], student)
        en = token_rows([pair.en for pair in chunk], student)
        target = teach([pair.en for pair in chunk])
        # A random fraction of a token keeps equal lengths in random order.
        order = sorted(range(CHUNK), key=lambda i: len(ja[i]) + draw.random())
        spans = cuts([len(ja[i]) for i in order])
        draw.shuffle(spans)
        for first, last in spans:
            chosen = order[first:last]
            if len(chosen) >= SMALLEST:
                yield Batch(
                    [ja[i] for i in chosen], [en[i] for i in chosen], target[torch.tensor(chosen)]
                )
