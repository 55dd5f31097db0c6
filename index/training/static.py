"""A static bilingual space: one vector a piece, a text is the mean of its pieces.

Does: learn in minutes which Japanese pieces keep company with which English ones.
Does not: make a model to search with; it only tells `start.py` where a new piece belongs.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import torch
from safetensors.torch import save_file
from tokenizers import Tokenizer
from torch import Tensor, nn

from index.atomic import put_whole
from index.training import sources, tokenizer
from index.training.table import PARALLEL

DIMENSIONS = 256
BATCH = 2048
EPOCHS = 2
MAX_TOKENS = 64
LEARNING_RATE = 0.1
TEMPERATURE = 0.05

Flat = tuple[
    np.ndarray, np.ndarray
]  # all ids in a row (int32), offsets (int64, one more than rows)


def flatten(texts: list[str], pieces: Tokenizer) -> Flat:
    """Ids of every text, end to end, and where each text starts."""
    ids: list[np.ndarray] = []
    lengths: list[int] = []
    for first in range(0, len(texts), 50_000):
        batch = texts[first : first + 50_000]
        for encoding in pieces.encode_batch_fast(batch, add_special_tokens=False):
            ids.append(np.asarray(encoding.ids, np.int32))
            lengths.append(len(encoding.ids))
    offsets = np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64)
    return np.concatenate(ids), offsets


def bag(table: nn.EmbeddingBag, flat: Flat, rows: np.ndarray) -> Tensor:
    """Unit mean vectors, float32 (rows, dimensions)."""
    ids, offsets = flat
    parts = [ids[offsets[r] : offsets[r + 1]] for r in rows]
    starts = np.concatenate([[0], np.cumsum([len(p) for p in parts])[:-1]])
    joined = torch.from_numpy(np.concatenate(parts).astype(np.int64))
    return nn.functional.normalize(table(joined, torch.from_numpy(starts)), dim=1)


def contrast(queries: Tensor, answers: Tensor, temperature: float) -> Tensor:
    """Mean cross-entropy of each query finding its answer in the batch, and the other way round.

    Both are unit rows (n, d). An answer that all but equals another's (cosine above 0.95: the same
    gloss twice) is no negative and is taken out of the sum.
    """
    logits = queries @ answers.T / temperature
    with torch.no_grad():
        same = answers @ answers.T > 0.95
        same.fill_diagonal_(False)
    logits = logits.masked_fill(same, float("-inf"))
    target = torch.arange(len(queries))
    cross_entropy = nn.functional.cross_entropy
    return (cross_entropy(logits, target) + cross_entropy(logits.T, target)) / 2


def train(data: Path, work: Path, log: Callable[[str], None], seed: int = 1) -> None:
    """Train on every parallel source; writes `work/static.safetensors`.

    `vectors` is float32 (pieces, 256); `counts` is int64 (pieces,), uses on the Japanese side.
    """
    torch.manual_seed(seed)
    pieces = tokenizer.load(work / "tokenizer", MAX_TOKENS)
    names = [s.name for s in PARALLEL] + ["written_glossary", "written_documents"]
    pairs = [pair for name in names for pair in sources.parallel_pairs(data, name)]
    random.Random(seed).shuffle(pairs)
    japanese = flatten([pair.ja for pair in pairs], pieces)
    english = flatten([pair.en for pair in pairs], pieces)
    filled = (np.diff(japanese[1]) > 0) & (np.diff(english[1]) > 0)
    rows = np.flatnonzero(filled)
    log(f"static: {len(rows)} pairs, {len(japanese[0])} + {len(english[0])} pieces")

    table = nn.EmbeddingBag(pieces.get_vocab_size(), DIMENSIONS, mode="mean", sparse=True)
    optimiser = torch.optim.SparseAdam(list(table.parameters()), lr=LEARNING_RATE)
    steps = EPOCHS * (len(rows) // BATCH)
    draw = np.random.default_rng(seed)
    begun, step = time.monotonic(), 0
    for _ in range(EPOCHS):
        order = draw.permutation(rows)
        for first in range(0, len(order) - BATCH + 1, BATCH):
            chosen = order[first : first + BATCH]
            for group in optimiser.param_groups:
                group["lr"] = LEARNING_RATE * (1 - step / steps) + 1e-4
            loss = contrast(bag(table, japanese, chosen), bag(table, english, chosen), TEMPERATURE)
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
            step += 1
            if step % 100 == 0:
                log(f"static: step {step}/{steps} loss {loss:.3f} {time.monotonic() - begun:.0f} s")
    counts = np.bincount(japanese[0], minlength=pieces.get_vocab_size())
    save(table.weight.detach().clone(), torch.from_numpy(counts), work / "static.safetensors")


def save(vectors: Tensor, counts: Tensor, path: Path) -> None:
    """Write both; `path` is the old file or all of the new one."""
    with put_whole(path) as beside:
        save_file({"vectors": vectors, "counts": counts}, beside)
