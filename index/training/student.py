"""The student: the teacher's transformer with a longer word table, mean pooled, unit vectors.

Does: encode token ids, and keep old and new embedding rows apart, each with its own rate.
Does not: tokenise (see `tokenizer.py`) or write the folder others load (see `export.py`).
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path

import torch
from safetensors.torch import load_file, save_file
from tokenizers import Tokenizer
from torch import Tensor, nn
from transformers import BertModel

from index.atomic import put_whole

TABLE = "embeddings.word_embeddings.weight"


class TwoRates(nn.Module):
    """One embedding table in two parameters: rows below `first_new`, and the rest."""

    def __init__(self, table: Tensor, first_new: int) -> None:
        super().__init__()
        self.first_new = first_new
        self.old = nn.Parameter(table[:first_new].clone())
        self.new = nn.Parameter(table[first_new:].clone())

    def forward(self, ids: Tensor) -> Tensor:
        """Rows for int64 ids of any shape, float32 (*shape, d)."""
        is_new = (ids >= self.first_new).unsqueeze(-1)
        old = nn.functional.embedding(ids.clamp(max=self.first_new - 1), self.old)
        new = nn.functional.embedding((ids - self.first_new).clamp(min=0), self.new)
        return torch.where(is_new, new, old)


class Student(nn.Module):
    """Maps token ids to unit sentence vectors, float32 (n, 384)."""

    def __init__(self, body: BertModel, table: Tensor, first_new: int) -> None:
        super().__init__()
        self.body = body
        self.words = TwoRates(table, first_new)
        body.set_input_embeddings(self.words)

    def forward(self, ids: Tensor, mask: Tensor) -> Tensor:
        """Unit vectors, float32 (n, 384); `ids` and `mask` are int64 (n, tokens)."""
        return pooled(self.body, ids, mask)

    def groups(self, body_rate: float, new_rate: float) -> list[dict[str, object]]:
        """Parameter groups for an optimiser: body and old rows, and the new rows."""
        new = self.words.new
        body = [p for p in self.parameters() if p is not new]
        return [
            {"params": body, "lr": body_rate, "rate": body_rate},
            {"params": [new], "lr": new_rate, "rate": new_rate},
        ]

    def plain_state(self) -> dict[str, Tensor]:
        """The weights under a plain BertModel's names, the word table in one piece."""
        state = {k: v for k, v in self.body.state_dict().items() if "word_embeddings" not in k}
        state[TABLE] = torch.cat([self.words.old, self.words.new]).detach()
        return {k: v.contiguous() for k, v in state.items() if v.is_floating_point()}

    def save(self, path: Path) -> None:
        """Write all weights in float32; `path` is the old file or all of the new one."""
        metadata = {"first_new": str(self.words.first_new)}
        path.parent.mkdir(parents=True, exist_ok=True)
        with put_whole(path) as beside:
            save_file(self.plain_state(), beside, metadata)


def load(path: Path, body: BertModel, first_new: int) -> Student:
    """The student saved at `path`; `body` is any BertModel of its shape and is overwritten."""
    state = load_file(path)
    table = state.pop(TABLE)
    body.load_state_dict(state, strict=False)
    return Student(body, table, first_new)


def pooled(body: nn.Module, ids: Tensor, mask: Tensor) -> Tensor:
    """Mean over the tokens of the last layer, unit length, float32 (n, d)."""
    return _pooled(body, mask, input_ids=ids)


def pooled_rows(student: Student, rows: Sequence[Sequence[int]], part: int) -> Tensor:
    """Unit vectors of token rows of any lengths, float32 (n, d), with gradients.

    The body takes `part` rows of like length at a time. The words of all are looked up at once:
    each lookup costs a gradient of the whole table, more than the body takes for a few rows.
    """
    words = student.words(torch.tensor([i for row in rows for i in row]))
    each = words.split([len(row) for row in rows])
    order = sorted(range(len(rows)), key=lambda i: len(rows[i]))
    found = []
    for first in range(0, len(order), part):
        some = order[first : first + part]
        _, mask = pad([rows[i] for i in some])
        padded = nn.utils.rnn.pad_sequence([each[i] for i in some], batch_first=True)
        found.append(_pooled(student.body, mask, inputs_embeds=padded))
    return torch.cat(found)[torch.tensor(order).argsort()]


def _pooled(body: nn.Module, mask: Tensor, **inputs: Tensor) -> Tensor:
    # In bfloat16 where that is faster: with some processors twice, while others have to emulate it.
    with torch.autocast("cpu", torch.bfloat16, enabled=bfloat16_is_faster()):
        hidden = body(attention_mask=mask, **inputs).last_hidden_state
    weight = mask.unsqueeze(-1).float()
    mean = (hidden.float() * weight).sum(1) / weight.sum(1)
    return nn.functional.normalize(mean, dim=1)


@cache
def bfloat16_is_faster() -> bool:
    """Whether this processor multiplies a layer's matrices faster in bfloat16; tried once."""
    single = torch.ones(2048, 384), torch.ones(384, 1536)
    half = tuple(matrix.bfloat16() for matrix in single)

    def seconds(matrices: tuple[Tensor, ...]) -> float:
        begun = time.perf_counter()
        torch.mm(*matrices)
        return time.perf_counter() - begun

    return min(seconds(half) for _ in range(5)) < min(seconds(single) for _ in range(5))


def pad(rows: Sequence[Sequence[int]]) -> tuple[Tensor, Tensor]:
    """Ids and mask, int64 (n, longest); 0 is the padding's id."""
    width = max(len(row) for row in rows)
    ids = torch.zeros(len(rows), width, dtype=torch.long)
    mask = torch.zeros(len(rows), width, dtype=torch.long)
    for i, row in enumerate(rows):
        ids[i, : len(row)] = torch.tensor(row)
        mask[i, : len(row)] = 1
    return ids, mask


def token_rows(texts: Sequence[str], pieces: Tokenizer) -> list[list[int]]:
    """Token ids of each text with the special tokens, truncated as `pieces` is set."""
    return [encoding.ids for encoding in pieces.encode_batch_fast(list(texts))]


@torch.inference_mode()
def encode(
    student: Callable[[Tensor, Tensor], Tensor],
    texts: Sequence[str],
    pieces: Tokenizer,
    batch: int = 64,
) -> Tensor:
    """Unit vectors of any number of texts, float32 (n, d), in their order."""
    rows = token_rows(texts, pieces)
    order = sorted(range(len(rows)), key=lambda i: len(rows[i]))
    out: list[Tensor | None] = [None] * len(rows)
    for first in range(0, len(order), batch):
        chosen = order[first : first + batch]
        vectors = student(*pad([rows[i] for i in chosen]))
        for i, vector in zip(chosen, vectors, strict=True):
            out[i] = vector
    return torch.stack([v for v in out if v is not None])
