"""Questions: a question's vector lands on the sentence that answers it.

Does: contrastive fine-tuning on the batches of `asked.py`, with distillation between the steps so
that nothing is forgotten. Other texts of the same document are the hard negatives.
Does not: see any held-out document or any evaluation set.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from statistics import fmean

import torch
from tokenizers import Tokenizer
from torch import Tensor, nn

from index.training import batches, distil, schedule, teacher, tokenizer
from index.training.asked import Asked, question_batches
from index.training.student import Student, load, pooled_rows, token_rows

BODY_RATE, NEW_RATE = 3e-5, 3e-4
TEMPERATURE = 0.05
MAX_TOKENS = 192
PART = 24  # texts encoded at a time
REPLAY_EVERY = 5  # one question step in so many is followed by a step of distillation


def loss_of(student: Student, asked: Asked, pieces: Tokenizer) -> Tensor:
    """Cross-entropy of each question over all candidates of the batch."""
    rows = token_rows([*asked.questions, *asked.candidates], pieces)
    texts = pooled_rows(student, rows, PART)
    questions = texts[: len(asked.questions)]
    candidates = texts[len(asked.questions) :]
    logits = questions @ candidates.T / TEMPERATURE
    masked = torch.zeros_like(logits, dtype=torch.bool)
    for i, also in enumerate(asked.also):
        masked[i, [c for c in also if c != asked.right[i]]] = True
    target = torch.tensor(asked.right)
    return nn.functional.cross_entropy(logits.masked_fill(masked, float("-inf")), target)


def train(
    data: Path, work: Path, minutes: float, log: Callable[[str], None], seed: int = 3
) -> None:
    """Train for `minutes` of wall clock in all; leaves `work/questions/student.safetensors`."""
    torch.manual_seed(seed)
    pieces = tokenizer.load(work / "tokenizer", MAX_TOKENS)
    body = teacher.load_body().eval()
    first_new = sum(row >= 0 for row in tokenizer.teacher_rows(pieces))
    student = load(work / "distil" / "student.safetensors", teacher.load_body(), first_new)
    optimiser = torch.optim.AdamW(
        student.groups(BODY_RATE, NEW_RATE), betas=(0.9, 0.98), weight_decay=0.0, fused=True
    )
    step, seen, spent = schedule.restore(work / "questions", student, optimiser)
    clock = schedule.Clock(minutes, spent)
    replay = batches.batches(
        data,
        tokenizer.load(work / "tokenizer", batches.MAX_TOKENS),
        teacher.load_tokenizer(batches.MAX_TOKENS),
        seed=seed + step,
    )
    asked_losses: list[float] = []
    replayed: list[float] = []
    for asked in question_batches(data, seed + step):
        if clock.progress() >= 1:
            break
        schedule.set_rates(optimiser, clock.progress())
        optimiser.zero_grad()
        loss = loss_of(student, asked, pieces)
        loss.backward()
        if step % REPLAY_EVERY == 0:
            english = step % (2 * REPLAY_EVERY) == 0
            old = distil.loss_of(student, body, next(replay), replay=english)
            old.backward()
            replayed.append(old.item())
        nn.utils.clip_grad_norm_(student.parameters(), 1.0)
        optimiser.step()
        step, seen = step + 1, seen + len(asked.questions)
        asked_losses.append(loss.item())
        if step % 20 == 0:
            log(
                f"questions: step {step} loss {fmean(asked_losses):.4f} "
                f"replay {fmean(replayed):.4f} at {clock.progress():.1%}"
            )
            asked_losses.clear()
            replayed.clear()
        if clock.checkpoint_due():
            schedule.save(work / "questions", student, optimiser, step, seen, clock.spent())
    schedule.save(work / "questions", student, optimiser, step, seen, clock.spent())
