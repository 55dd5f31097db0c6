"""Training the reader for a given time, in batches of examples of about the same length.

Does: draw, batch, compute the loss, step, save. Does not: make examples (`examples.py`) or
write the folder others load (`export.py`).
"""

from __future__ import annotations

import hashlib
import random
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import fmean

import torch
from torch import Tensor, nn

from index.training import schedule
from index.training.journal import BEGUN
from qa.reader import Tokens, tokens_of
from qa.training import sources
from qa.training.examples import Example, examples
from qa.training.network import ReaderNetwork, from_encoder, inputs, load, pieces

BODY_RATE, HEAD_RATE = 1e-4, 1e-3
GOING_ON = 0.6  # of these rates, where finished weights are trained on: more undoes what they know
JAQUAD_SHARE = 0.3  # of the examples; the rest are of the written documents
MOSTLY = 0.6  # of all examples are of the files to learn mostly from
PLAIN_JAQUAD = 0.5  # JaQuAD passages without English questions, for each that has some
ENGLISH_TEXT = 0.4  # share of the written documents also seen in English
POOL = 2304  # examples looked at together, and those chosen of them sorted by length
TOKENS_A_BATCH = 3072
LEAST_CHANCE = 0.1  # of being learnt from, for an example that is read rightly already
SPAN_WEIGHT = 0.3  # of the loss of the two ends, beside that of the answer
ROUNDED_FROM = 0.75  # of the time: then it learns to do with the bits it will be shipped with
_NONE = -1  # no end is known


@dataclass(frozen=True, slots=True)
class Row:
    """A tokenised example; begin, stop: places in `tokens.ids`, 0 for none, -1 for unknown.

    weight: of its loss in that of a batch.
    """

    tokens: Tokens
    answers: bool
    begin: int
    stop: int
    weight: float = 1.0


def stream(
    written: list[sources.Text],
    wiki: list[sources.Text],
    seed: int,
    mostly: list[sources.Text] | None = None,
) -> Iterator[Example]:
    """An endless stream of examples, JAQUAD_SHARE of them of JaQuAD, the others of the written
    texts. If there are texts to learn `mostly` from, MOSTLY of all are of these instead."""
    draw = random.Random(seed)
    translated, plain = list[sources.Text](), list[sources.Text]()
    for text in wiki:
        (translated if any(a.language == "en" for a in text.asks) else plain).append(text)

    def endless(texts: Callable[[], list[sources.Text]]) -> Iterator[Example]:
        while True:
            yield from examples(texts(), draw)

    def in_two_languages(texts: list[sources.Text]) -> Iterator[Example]:
        return endless(
            lambda: [t for t in texts if t.printed == "ja" or draw.random() < ENGLISH_TEXT]
        )

    own, first = in_two_languages(written), in_two_languages(mostly or [])
    others = endless(
        lambda: [
            *translated,
            *draw.sample(plain, min(len(plain), int(PLAIN_JAQUAD * len(translated)))),
        ]
    )
    while True:
        if mostly and draw.random() < MOSTLY:
            yield next(first)
        else:
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


def batches(
    source: Iterator[Example],
    tokenizer: object,
    seed: int,
    losses: Callable[[Sequence[Row]], Tensor] | None = None,
) -> Iterator[list[Row]]:
    """Batches of like length with at most TOKENS_A_BATCH tokens, in random order.

    losses: gives the losses of some rows, float32 (n,). With it, rows that are read rightly
        already are mostly left out (`chosen`).
    """
    draw = random.Random(seed)
    while True:
        pool = sorted(
            rows([next(source) for _ in range(POOL)], tokenizer),
            key=lambda row: len(row.tokens.ids),
        )
        if losses is not None:
            found = torch.cat([losses(some) for some in _cut(pool)])
            pool = chosen(pool, found.tolist(), draw)
        cut = _cut(pool)
        draw.shuffle(cut)
        yield from cut


def _cut(some: Sequence[Row]) -> list[list[Row]]:
    cut: list[list[Row]] = [[]]
    for row in some:
        if (len(cut[-1]) + 1) * len(row.tokens.ids) > TOKENS_A_BATCH:
            cut.append([])
        cut[-1].append(row)
    return cut


def chosen(some: Sequence[Row], losses: Sequence[float], draw: random.Random) -> list[Row]:
    """A part of the rows, each with a chance as great as its loss, from LEAST_CHANCE to 1.

    Weighted by the inverse of the chance, 1 on average: the expected gradient stays as it was,
    with a third of the rows (importance sampling: Katharopoulos & Fleuret 2018).
    """
    kept = []
    for row, loss in zip(some, losses, strict=True):
        chance = min(1.0, max(LEAST_CHANCE, loss))
        if draw.random() < chance:
            kept.append((row, 1 / chance))
    mean = fmean(weight for _, weight in kept) if kept else 1.0
    return [replace(row, weight=weight / mean) for row, weight in kept]


def losses_of(network: ReaderNetwork, batch: Sequence[Row]) -> tuple[Tensor, Tensor]:
    """The loss of the answer and the mean loss of its two ends, 0 where they are unknown, of
    each row: float32 (n,) both."""
    answers, ends = network(inputs([row.tokens for row in batch]))
    target = torch.tensor([float(row.answers) for row in batch])
    answering = nn.functional.binary_cross_entropy_with_logits(answers, target, reduction="none")
    ends = ends.masked_fill(_outside(batch, ends.shape[1])[:, :, None], -1e4)
    places = torch.tensor([[row.begin, row.stop] for row in batch])
    spanning = nn.functional.cross_entropy(ends, places, ignore_index=_NONE, reduction="none")
    return answering, spanning.mean(1)


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
    mostly: Collection[str] = (),
    compiled: bool = False,
) -> None:
    """Train for `minutes` of wall clock in all; leaves `work/reader/student.safetensors`.

    start: weights of an earlier run to begin with instead of the encoder's.
    mostly: files of written documents to learn mostly from, `reports_69`.
    compiled: through torch's compiler, which needs one for C++; it takes a minute or two first.
    """
    torch.manual_seed(seed)
    tokenizer = pieces()
    network = from_encoder() if start is None else load(start)
    network.eval()  # without dropout: no example is seen often enough to be learnt by heart
    if compiled:
        network.body.compile(dynamic=True)
    scale = 1.0 if start is None else GOING_ON
    optimiser = torch.optim.AdamW(
        network.groups(scale * BODY_RATE, scale * HEAD_RATE),
        betas=(0.9, 0.98),
        weight_decay=0.01,
        fused=True,
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

    def looked(some: Sequence[Row]) -> Tensor:
        with torch.no_grad():
            answering, spanning = losses_of(network, some)
        return answering + SPAN_WEIGHT * spanning

    first = sources.written(held_out=False, files=mostly) if mostly else None
    source = stream(written, wiki, seed + step, first)
    for batch in batches(source, tokenizer, seed + step, looked):
        if clock.progress() >= 1:
            break
        schedule.set_rates(optimiser, clock.progress())
        if clock.progress() > ROUNDED_FROM:
            network.round()
            torch.compiler.set_stance("force_eager")  # compiling the rounding takes too long
        optimiser.zero_grad()
        shares = torch.tensor([row.weight for row in batch])
        answering, spanning = ((shares * loss).mean() for loss in losses_of(network, batch))
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
