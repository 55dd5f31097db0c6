"""The student before training: the teacher's body, its English rows, and a start for each new row.

Or, to train a finished model further, that model.
Does: set a new Japanese piece to the weighted mean of the English pieces nearest to it in the
static bilingual space (after WECHSEL, Minixhofer et al. 2022, and FOCUS, Dobler and de Melo 2023).
Does not: train.
"""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn

from index.training import teacher, tokenizer
from index.training.journal import BEGUN
from index.training.student import TABLE, Student

NEIGHBOURS = 10
SHARPNESS = 0.1  # temperature of the softmax over the neighbours' cosines
MIN_SEEN = 2  # a piece seen less often on the Japanese side has no place to start from


def start_rows(vectors: Tensor, rows: Tensor, counts: Tensor, known: Tensor) -> Tensor:
    """Embeddings float32 (pieces, d) of all student pieces.

    `vectors` (pieces, s) is the static space, `rows` (pieces,) the teacher's row or -1, `counts`
    (pieces,) the uses of each piece, `known` (teacher pieces, d) the teacher's embeddings.
    """
    unit = nn.functional.normalize(vectors, dim=1)
    old = torch.nonzero(rows >= 0).squeeze(1)
    table = known.mean(0).repeat(len(rows), 1)
    table[old] = known[rows[old]]
    new = torch.nonzero((rows < 0) & (counts >= MIN_SEEN)).squeeze(1)
    for part in new.split(2048):
        cosine, nearest = (unit[part] @ unit[old].T).topk(min(NEIGHBOURS, len(old)), dim=1)
        weight = (cosine / SHARPNESS).softmax(1).unsqueeze(2)
        neighbours = table[old[nearest]]
        mean = (neighbours * weight).sum(1)
        # A mean is shorter than what it is made of; the first layer norm expects the usual length.
        length = (neighbours.norm(dim=2, keepdim=True) * weight).sum(1)
        table[part] = nn.functional.normalize(mean, dim=1) * length
    return table


def build(work: Path) -> Student:
    """The start model, also saved as `work/start.safetensors`."""
    pieces = tokenizer.load(work / "tokenizer", 512)
    rows = torch.tensor(tokenizer.teacher_rows(pieces))
    static = load_file(work / "static.safetensors")
    body = teacher.load_body()
    known = body.get_input_embeddings().weight.detach()
    table = start_rows(static["vectors"], rows, static["counts"], known)
    first_new = int((rows >= 0).sum())
    if not bool((rows[:first_new] >= 0).all()):
        raise ValueError("English pieces must come before Japanese ones in the tokenizer")
    student = Student(body, table, first_new)
    student.save(work / "start.safetensors")
    return student


def from_finished(folder: Path, work: Path) -> None:
    """Let a finished model be the start: its tokenizer and weights go to `work`, and which it was.

    A run that began so already is left as it is. Raises FileNotFoundError, and FileExistsError
    where `work` holds one that began otherwise.
    """
    weights = folder / "model.safetensors"
    digest = hashlib.sha256(weights.read_bytes()).hexdigest()
    if (work / "start.safetensors").is_file():
        begun = work / BEGUN
        if not begun.is_file() or begun.read_text("ascii") != digest:
            raise FileExistsError(f"{work} holds a run that began otherwise; give another --work")
        return
    (work / "tokenizer").mkdir(parents=True, exist_ok=True)
    shutil.copy(folder / "tokenizer.json", work / "tokenizer")
    (work / BEGUN).write_text(digest, "ascii")
    pieces = tokenizer.load(work / "tokenizer", 512)
    state = load_file(weights)
    body = teacher.load_body()
    body.load_state_dict({k: v.float() for k, v in state.items() if k != TABLE}, strict=False)
    first_new = sum(row >= 0 for row in tokenizer.teacher_rows(pieces))
    Student(body, state[TABLE].float(), first_new).save(work / "start.safetensors")
