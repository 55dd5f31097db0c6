"""Questions: a question's vector lands on the sentence that answers it.

Does: contrastive fine-tuning on questions of both languages, with distillation between the steps so
that nothing is forgotten. Other sentences of the same document are the hard negatives.
Does not: see any held-out document or any evaluation set.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean

import torch
from tokenizers import Tokenizer
from torch import Tensor, nn

from index.training import batches, distil, schedule, sources, teacher, tokenizer
from index.training.sources import Group
from index.training.student import Student, load, pad, token_rows

BODY_RATE, NEW_RATE = 2e-5, 2e-4
TEMPERATURE = 0.05
MAX_TOKENS = 128
PART = 24  # texts encoded at a time
WRITTEN_SHARE = 0.45  # share of the question steps that take the project's own documents
DOCUMENTS_A_BATCH = 7
PASSAGES_A_BATCH = 12
QUESTIONS_A_PASSAGE = 4
ENGLISH_QUESTION = 0.6  # English questions over Japanese sentences are what readers abroad ask
ENGLISH_SENTENCE = 0.15  # share of written documents given in translation instead
PARAGRAPH = 0.3  # share of answers given with their neighbours instead of alone
REPLAY_EVERY = 3  # one question step in so many is followed by a step of distillation
_SENTENCE = re.compile(r"[^。\n]+。?")


@dataclass(frozen=True, slots=True)
class Asked:
    """Questions, candidate texts, and for each question which candidates answer it.

    `right[i]` is the candidate that is trained towards; `also[i]` holds further ones that answer
    too and must not count as wrong.
    """

    questions: list[str]
    candidates: list[str]
    right: list[int]
    also: list[list[int]]


def written_batch(groups: list[Group], draw: random.Random) -> Asked:
    """One question for every sentence of a few written documents."""
    asked = Asked([], [], [], [])
    for group in draw.sample(groups, DOCUMENTS_A_BATCH):
        english_text = draw.random() < ENGLISH_SENTENCE
        first, asked_before = len(asked.candidates), len(asked.questions)
        texts = [s.en if english_text else s.ja for s in group.sentences]
        for i, sentence in enumerate(group.sentences):
            english = draw.random() < ENGLISH_QUESTION
            asked.questions.append(
                draw.choice(sentence.questions_en if english else sentence.questions_ja)
            )
            asked.right.append(first + i)
            asked.also.append([])
        asked.candidates.extend(texts)
        if draw.random() < PARAGRAPH:  # a paragraph of two sentences answers for both
            i = draw.randrange(len(texts) - 1)
            for k in (i, i + 1):
                asked.right[asked_before + k] = len(asked.candidates)
                asked.also[asked_before + k].append(first + k)
            asked.candidates.append(texts[i] + (" " if english_text else "") + texts[i + 1])
    return asked


@dataclass(frozen=True, slots=True)
class Question:
    """A JaQuAD question, its answer strings, and the sentences of its passage that hold one."""

    text: str
    answers: tuple[str, ...]
    holds: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Passage:
    """A JaQuAD passage cut into sentences, with its questions."""

    sentences: list[str]
    questions: list[Question]


def jaquad_passages(data: Path) -> list[Passage]:
    """Every passage with at least one question whose answer stands whole in a sentence."""
    questions, texts = sources.jaquad(data)
    by_id: dict[str, Passage] = {}
    for record in questions:
        name, answers = str(record["passage_id"]), record["answers"]
        if name not in by_id:
            sentences = [s.strip() for s in _SENTENCE.findall(texts[name])]
            by_id[name] = Passage([s for s in sentences if len(s) > 4], [])
        if not isinstance(answers, list):
            continue
        passage = by_id[name]
        holds = [i for i, s in enumerate(passage.sentences) if any(a in s for a in answers)]
        if holds:
            question = Question(str(record["question"]), tuple(answers), tuple(holds))
            passage.questions.append(question)
    return [p for p in by_id.values() if p.questions]


def bigrams(text: str) -> set[str]:
    """The character bigrams of `text`."""
    return {text[i : i + 2] for i in range(len(text) - 1)}


def jaquad_batch(passages: list[Passage], draw: random.Random) -> Asked:
    """A few questions of each of a few passages, over the answers and their neighbours."""
    asked = Asked([], [], [], [])
    for passage in draw.sample(passages, PASSAGES_A_BATCH):
        first, place = len(asked.candidates), dict[int, int]()
        chosen = draw.sample(passage.questions, min(QUESTIONS_A_PASSAGE, len(passage.questions)))
        for question in chosen:
            asked.questions.append(question.text)
            # Where several sentences hold the answer, the one most like the question is meant.
            like = bigrams(question.text)
            best = max(question.holds, key=lambda i: len(like & bigrams(passage.sentences[i])))
            for i in range(max(best - 1, 0), min(best + 2, len(passage.sentences))):
                if i not in place:
                    place[i] = len(asked.candidates)
                    asked.candidates.append(passage.sentences[i])
            if draw.random() < PARAGRAPH:
                asked.right.append(len(asked.candidates))
                window = slice(max(best - draw.randint(0, 2), 0), best + draw.randint(1, 3))
                asked.candidates.append("".join(passage.sentences[window]))
            else:
                asked.right.append(place[best])
        for question in chosen:
            answering = [
                c
                for c in range(first, len(asked.candidates))
                if any(a in asked.candidates[c] for a in question.answers)
            ]
            asked.also.append(answering)
    return asked


def vectors(student: Student, rows: list[list[int]]) -> Tensor:
    """Unit vectors of token rows, float32 (n, d), padded in small parts of like length."""
    order = sorted(range(len(rows)), key=lambda i: len(rows[i]))
    parts = [order[first : first + PART] for first in range(0, len(order), PART)]
    found = torch.cat([student(*pad([rows[i] for i in part])) for part in parts])
    return found[torch.tensor(order).argsort()]


def loss_of(student: Student, asked: Asked, pieces: Tokenizer) -> Tensor:
    """Cross-entropy of each question over all candidates of the batch."""
    questions = vectors(student, token_rows(asked.questions, pieces))
    candidates = vectors(student, token_rows(asked.candidates, pieces))
    logits = questions @ candidates.T / TEMPERATURE
    masked = torch.zeros_like(logits, dtype=torch.bool)
    for i, also in enumerate(asked.also):
        masked[i, [c for c in also if c != asked.right[i]]] = True
    target = torch.tensor(asked.right)
    return nn.functional.cross_entropy(logits.masked_fill(masked, float("-inf")), target)


def question_batches(data: Path, seed: int) -> Iterator[Asked]:
    """An endless stream of batches of written and JaQuAD questions."""
    draw = random.Random(seed)
    groups = sources.written_documents(held_out=False)
    passages = jaquad_passages(data)
    while True:
        if draw.random() < WRITTEN_SHARE:
            yield written_batch(groups, draw)
        else:
            yield jaquad_batch(passages, draw)


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
