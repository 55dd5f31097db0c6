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
BACK = 0.3  # of the loss: from the answer to its question
PART = 24  # texts encoded at a time
REPLAY_EVERY = 5  # one question step in so many is followed by a step of distillation


def loss_of(student: Student, asked: Asked, pieces: Tokenizer) -> Tensor:
    """Cross-entropy of each question over all candidates of the batch, and of each answer over all
    questions, with those that it only seems to answer."""
    rows = token_rows([*asked.questions, *asked.misses, *asked.candidates], pieces)
    texts = pooled_rows(student, rows, PART)
    known = len(asked.questions)
    questions, candidates = texts.split([known + len(asked.misses), len(asked.candidates)])
    logits = questions @ candidates.T / TEMPERATURE
    right = torch.tensor(asked.right)
    answers = torch.zeros_like(logits, dtype=torch.bool)
    for i, also in enumerate(asked.also):
        answers[i, [*also, asked.right[i]]] = True
    own = torch.arange(known)
    to_answer = logits[:known].masked_fill(_others(answers[:known], own, right), float("-inf"))
    to_question = logits[:, right].T.masked_fill(
        _others(answers[:, right].T, own, own), float("-inf")
    )
    to_answer_loss = nn.functional.cross_entropy(to_answer, right)
    to_question_loss = nn.functional.cross_entropy(to_question, own)
    return (1 - BACK) * to_answer_loss + BACK * to_question_loss


def _others(right: Tensor, rows: Tensor, meant: Tensor) -> Tensor:
    """What is right but not the one meant, which must not count as wrong; bool (n, m)."""
    others = right.clone()
    others[rows, meant] = False
    return others


def train(
    data: Path, work: Path, minutes: float, log: Callable[[str], None], seed: int = 3
) -> None:
    """Train for `minutes` of wall clock in all; leaves `work/questions/student.safetensors`."""
    torch.manual_seed(seed)
    pieces = tokenizer.load(work / "tokenizer", MAX_TOKENS)
    first_new = sum(row >= 0 for row in tokenizer.teacher_rows(pieces))
    student = load(work / "distil" / "student.safetensors", teacher.load_body(), first_new)
    optimiser = torch.optim.AdamW(
        student.groups(BODY_RATE, NEW_RATE), betas=(0.9, 0.98), weight_decay=0.0, fused=True
    )
    step, seen, spent = schedule.restore(work / "questions", student, optimiser)
    clock = schedule.Clock(minutes, spent)
    if clock.progress() >= 1:
        log(f"questions: the run in {work} is at its end; give more --minutes or another --work")
    short = tokenizer.load(work / "tokenizer", batches.MAX_TOKENS)
    replay = distil.stream_of(data, short, seed + step)
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
            old = distil.loss_of(student, next(replay), replay=english)
            old.backward()
            replayed.append(old.item())
        nn.utils.clip_grad_norm_(student.parameters(), 1.0)
        optimiser.step()
        step, seen = step + 1, seen + len(asked.questions)
        asked_losses.append(loss.item())
        if step % 20 == 0 and replayed:  # none yet just after a resumption
            log(
                f"questions: step {step} loss {fmean(asked_losses):.4f} "
                f"replay {fmean(replayed):.4f} at {clock.progress():.1%}"
            )
            asked_losses.clear()
            replayed.clear()
        if clock.checkpoint_due():
            schedule.save(work / "questions", student, optimiser, step, seen, clock.spent())
    schedule.save(work / "questions", student, optimiser, step, seen, clock.spent())
