"""Distillation: the student's Japanese lands where the teacher puts its English translation.

After Reimers and Gurevych 2020, with in-batch negatives added. English is replayed, so that the
student keeps what the teacher knows.
Does: train for a number of minutes and resume where it stopped.
Does not: see any question with its answer (see `questions.py`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import torch
from tokenizers import Tokenizer
from torch import Tensor, nn

from index.training import batches, schedule, start, teacher, tokenizer
from index.training.batches import Batch
from index.training.static import contrast
from index.training.student import Student, encode, load, pad, pooled

BODY_RATE, NEW_RATE = 6e-5, 5e-4
TEMPERATURE = 0.05
LOG_EVERY = 20  # steps
REPLAY_EVERY = 6  # one step in so many also encodes the English side


def distance(student: Tensor, target: Tensor) -> Tensor:
    """Half in-batch contrast and half cosine; both are unit rows (n, d)."""
    cosine = (student * target).sum(1).mean()
    return 0.5 * contrast(student, target, TEMPERATURE) + 0.5 * (1 - cosine)


def loss_of(student: Student, batch: Batch, *, replay: bool) -> Tensor:
    """The loss of one batch; replay: the English side is to stay where the teacher puts it too."""
    loss = distance(student(*pad(batch.ja)), batch.target)
    if replay:
        loss = loss + distance(student(*pad(batch.en)), batch.target)
    return loss


def stream_of(data: Path, pieces: Tokenizer, seed: int) -> Iterator[Batch]:
    """An endless stream of batches with the teacher's vectors."""
    body = teacher.load_body().eval()
    words = teacher.load_tokenizer(batches.MAX_TOKENS)

    def teach(texts: list[str]) -> Tensor:
        # A tensor made under inference_mode cannot stand in a graph: hence the copy.
        return encode(lambda ids, mask: pooled(body, ids, mask), texts, words, 128).clone()

    return batches.batches(data, pieces, teach, seed)


def start_model(work: Path) -> Student:
    """The student as it stands before distillation."""
    pieces = tokenizer.load(work / "tokenizer", batches.MAX_TOKENS)
    first_new = sum(row >= 0 for row in tokenizer.teacher_rows(pieces))
    path = work / "start.safetensors"
    return load(path, teacher.load_body(), first_new) if path.is_file() else start.build(work)


def train(
    data: Path, work: Path, minutes: float, log: Callable[[str], None], seed: int = 2
) -> None:
    """Train for `minutes` of wall clock in all; leaves `work/distil/student.safetensors`."""
    torch.manual_seed(seed)
    pieces = tokenizer.load(work / "tokenizer", batches.MAX_TOKENS)
    student = start_model(work)
    optimiser = torch.optim.AdamW(
        student.groups(BODY_RATE, NEW_RATE), betas=(0.9, 0.98), weight_decay=0.0, fused=True
    )
    step, pairs, spent = schedule.restore(work / "distil", student, optimiser)
    clock = schedule.Clock(minutes, spent)
    if clock.progress() >= 1:
        log(f"distil: the run in {work} is at its end; give more --minutes or another --work")
    # A resumed run draws afresh: repeating the first batches would show them twice.
    stream = stream_of(data, pieces, seed + step)
    before, sums = pairs, 0.0
    while clock.progress() < 1:
        schedule.set_rates(optimiser, clock.progress())
        batch = next(stream)
        loss = loss_of(student, batch, replay=step % REPLAY_EVERY == 0)
        optimiser.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(student.parameters(), 1.0)
        optimiser.step()
        step, pairs, sums = step + 1, pairs + len(batch.ja), sums + loss.item()
        if step % LOG_EVERY == 0:
            rate = (pairs - before) / (clock.spent() - spent)
            log(f"distil: step {step} pairs {pairs} ({rate:.0f}/s) loss {sums / LOG_EVERY:.4f} "
                f"at {clock.progress():.1%}")  # fmt: skip
            sums = 0.0
        if clock.checkpoint_due():
            schedule.save(work / "distil", student, optimiser, step, pairs, clock.spent())
    schedule.save(work / "distil", student, optimiser, step, pairs, clock.spent())
