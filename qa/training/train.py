"""Training the reader to the clock, on examples of like length.

Does: draw, batch, compute the loss, step, save. Does not: make examples (`examples.py`) or
write the folder others load (`export.py`).
"""

from __future__ import annotations

import hashlib
import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean

import torch
from torch import Tensor, nn

from index.training import schedule
from index.training.start import BEGUN
from qa.reader import Tokens, tokens_of
from qa.training import sources
from qa.training.examples import Example, examples
from qa.training.network import ReaderNetwork, from_encoder, inputs, load, pieces

BODY_RATE, HEAD_RATE = 1e-4, 1e-3
JAQUAD_SHARE = 0.3  # of the examples; the rest are of the written documents
PLAIN_JAQUAD = 0.5  # JaQuAD passages without English questions, for each that has some
ENGLISH_TEXT = 0.4  # share of the written documents also seen in English
POOL = 768  # examples sorted by length together
TOKENS_A_BATCH = 3072
SPAN_WEIGHT = 0.3  # of the loss of the two ends, beside that of the answer
ROUNDED_FROM = 0.75  # of the time: then it learns to do with the bits it will be shipped with
_NONE = -1  # no end is known


@dataclass(frozen=True, slots=True)
class Row:
    """A tokenised example; begin, stop: places in `tokens.ids`, 0 for none, -1 for unknown."""

    tokens: Tokens
    answers: bool
    begin: int
    stop: int


def stream(written: list[sources.Text], wiki: list[sources.Text], seed: int) -> Iterator[Example]:
    """An endless stream of examples, JAQUAD_SHARE of them of JaQuAD."""
    draw = random.Random(seed)
    translated, plain = list[sources.Text](), list[sources.Text]()
    for text in wiki:
        (translated if any(a.language == "en" for a in text.asks) else plain).append(text)

    def endless(texts: Callable[[], list[sources.Text]]) -> Iterator[Example]:
        while True:
            yield from examples(texts(), draw)

    own = endless(lambda: [t for t in written if t.printed == "ja" or draw.random() < ENGLISH_TEXT])
    others = endless(
        lambda: [
            *translated,
            *draw.sample(plain, min(len(plain), int(PLAIN_JAQUAD * len(translated)))),
        ]
    )
    while True:
        yield next(others if draw.random() < JAQUAD_SHARE else own)


def rows(some: Sequence[Example], tokenizer: object) -> Iterator[Row]:
    """Tokenised; an answer cut off by the limits counts as unknown."""
    for example in some:
        (tokens,) = tokens_of(tokenizer, example.question, [example.excerpt])
        begin = stop = _NONE if example.answers else 0
        if example.span is not None:
            begin, stop = _places(tokens, example.span)
        yield Row(tokens, example.answers, begin, stop)


def _places(tokens: Tokens, span: tuple[int, int]) -> tuple[int, int]:
    inside = [
        i for i, (start, end) in enumerate(tokens.offsets) if start < span[1] and span[0] < end
    ]
    if not inside or tokens.offsets[inside[-1]][1] < span[1]:
        return _NONE, _NONE
    return tokens.first + inside[0], tokens.first + inside[-1]


def batches(source: Iterator[Example], tokenizer: object, seed: int) -> Iterator[list[Row]]:
    """Batches of like length with at most TOKENS_A_BATCH tokens, in random order."""
    draw = random.Random(seed)
    while True:
        pool = sorted(
            rows([next(source) for _ in range(POOL)], tokenizer),
            key=lambda row: len(row.tokens.ids),
        )
        cut: list[list[Row]] = [[]]
        for row in pool:
            if (len(cut[-1]) + 1) * len(row.tokens.ids) > TOKENS_A_BATCH:
                cut.append([])
            cut[-1].append(row)
        draw.shuffle(cut)
        yield from cut


def loss_of(network: ReaderNetwork, batch: Sequence[Row]) -> tuple[Tensor, Tensor]:
    """The losses of the answers and of their ends."""
    answers, ends = network(inputs([row.tokens for row in batch]))
    target = torch.tensor([float(row.answers) for row in batch])
    answering = nn.functional.binary_cross_entropy_with_logits(answers, target)
    outside = _outside(batch, ends.shape[1])
    sides = ([row.begin for row in batch], [row.stop for row in batch])
    known = max(1, sum(place != _NONE for place in sides[0]))
    spanning = sum(
        (
            nn.functional.cross_entropy(
                ends[:, :, side].masked_fill(outside, -1e4),
                torch.tensor(places),
                ignore_index=_NONE,
                reduction="sum",
            )
            for side, places in enumerate(sides)
        ),
        torch.zeros(()),
    ) / (2 * known)
    return answering, spanning


def _outside(batch: Sequence[Row], width: int) -> Tensor:
    """True where no answer can stand: outside of the sentence and of [CLS], bool (n, tokens)."""
    outside = torch.ones(len(batch), width, dtype=torch.bool)
    outside[:, 0] = False
    for i, row in enumerate(batch):
        outside[i, row.tokens.first : row.tokens.first + len(row.tokens.offsets)] = False
    return outside


def train(
    data: Path,
    work: Path,
    minutes: float,
    log: Callable[[str], None],
    start: Path | None = None,
    seed: int = 5,
    *,
    compiled: bool = False,
) -> None:
    """Train for `minutes` of wall clock in all; leaves `work/reader/student.safetensors`.

    start: weights of an earlier run to begin with instead of the encoder's.
    compiled: through torch's compiler, which needs one for C++; it takes a minute or two first.
    """
    torch.manual_seed(seed)
    tokenizer = pieces()
    network = from_encoder() if start is None else load(start)
    network.eval()  # without dropout: no example is seen often enough to be learnt by heart
    if compiled:
        network.body.compile(dynamic=True)
    optimiser = torch.optim.AdamW(
        network.groups(BODY_RATE, HEAD_RATE), betas=(0.9, 0.98), weight_decay=0.01, fused=True
    )
    step, seen, spent = schedule.restore(work / "reader", network, optimiser)
    if step:
        log(f"reader: goes on from step {step:,} in {work}, whatever it is to start with")
    elif start is not None:
        weights = start / "model.safetensors" if start.is_dir() else start
        (work / "reader").mkdir(parents=True, exist_ok=True)
        digest = hashlib.sha256(weights.read_bytes()).hexdigest()
        (work / "reader" / BEGUN).write_text(digest, "ascii")
    written, wiki = sources.written(held_out=False), sources.jaquad(data)
    log(f"reader: {len(written)} written texts, {len(wiki)} passages of JaQuAD")
    clock = schedule.Clock(minutes, spent)
    if clock.progress() >= 1:
        log(f"reader: the run in {work} is at its end; give more --minutes or another --work")
    losses: list[tuple[float, float]] = []
    for batch in batches(stream(written, wiki, seed + step), tokenizer, seed + step):
        if clock.progress() >= 1:
            break
        schedule.set_rates(optimiser, clock.progress())
        if clock.progress() > ROUNDED_FROM:
            network.round()
            torch.compiler.set_stance("force_eager")  # compiling the rounding takes too long
        optimiser.zero_grad()
        answering, spanning = loss_of(network, batch)
        (answering + SPAN_WEIGHT * spanning).backward()
        nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        optimiser.step()
        step, seen = step + 1, seen + len(batch)
        losses.append((answering.item(), spanning.item()))
        if step % 50 == 0:
            answers, spans = (fmean(side) for side in zip(*losses, strict=True))
            log(
                f"reader: step {step} answers {answers:.4f} spans {spans:.4f} "
                f"examples {seen} at {clock.progress():.1%}"
            )
            losses.clear()
        if clock.checkpoint_due():
            schedule.save(work / "reader", network, optimiser, step, seen, clock.spent())
    schedule.save(work / "reader", network, optimiser, step, seen, clock.spent())
