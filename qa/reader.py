"""The reader: a model that reads a question and a sentence together, word by word.

Vectors tell what a sentence is about; the reader tells whether it answers, and with which
of its words. It is slow beside them (some 5 ms a sentence), so only the best few sentences
of a search are read. `qa/training` makes the model in `qa/model`.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache
from importlib import resources
from itertools import accumulate, chain
from pathlib import Path
from threading import Lock
from typing import Any

import numpy as np
from numpy.typing import NDArray

from corpus.dates import in_both_calendars
from corpus.errors import ModelError
from corpus.span import Span
from index.bilingual import counterparts
from index.loading import graph
from index.spelling import spelled
from qa.question import Language, language_of

# Most tokens of each part; together with the marks between them 256.
_QUESTION, _HEADING, _BEFORE, _SENTENCE = 64, 20, 28, 140
_CLS, _SEP = 2, 3
_LONGEST_SPAN = 48  # tokens of an answer in the narrow sense

Ids = list[int]


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A sentence with what it stands under and after.

    heading: the words that place it; before: the sentence before it; either may be "".
    """

    sentence: str
    heading: str = ""
    before: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """What the reader makes of an excerpt.

    answers: logit that the sentence answers the question; higher is likelier.
    span: the likeliest answer in the narrow sense, (start, end) in the sentence's code
        points; None when the sentence has no word.
    sharp: logit of that span against none: negative where none is likelier. 0 without one.
    """

    answers: float
    span: Span | None
    sharp: float


@dataclass(frozen=True, slots=True)
class Tokens:
    """One input: ids and segments (0: question and context, 1: sentence), and for each
    token of the sentence its place in `ids` (from `first`) and its span of code points."""

    ids: Ids
    segments: Ids
    first: int
    offsets: list[Span]


def prepared(question: str, printed: Language, also: Sequence[str] = ()) -> str:
    """The question as it is read beside a text printed in that language: its years in both
    calendars, other names for what it names (`also`), its terms in kanji where it has them in
    kana or Latin letters and, where the languages differ, what the glossary has for its words.

    >>> prepared("Extradition treaties in 2018?", "ja")
    'Extradition treaties in 2018(平成30年)? / 犯罪人引渡条約'
    """
    dated = in_both_calendars(question)
    hints = [*also, *spelled(question)]
    if language_of(question) != printed:
        hints += counterparts(question)
    return " / ".join([dated, *(hint for hint in dict.fromkeys(hints) if hint not in dated)])


def tokens_of(
    tokenizer: Any, question: str, excerpts: Sequence[Excerpt], also: Sequence[str] = ()
) -> list[Tokens]:
    """[CLS] question [SEP] heading before [SEP] sentence [SEP] for each excerpt, cut to 256
    tokens; the question as `prepared`. Of a long question only the end is kept, where what is
    asked mostly stands.

    tokenizer: a `tokenizers.Tokenizer` that neither truncates nor pads, and takes special
    tokens in the text as plain text.
    """
    printed = [language_of(e.sentence) for e in excerpts]
    asked = {
        language: tokenizer.encode(prepared(question, language, also), add_special_tokens=False)
        for language in set(printed)
    }
    length = len(in_both_calendars(question))
    own_length = {k: sum(end <= length for _, end in each.offsets) for k, each in asked.items()}
    kept = {
        k: each.ids[max(0, own_length[k] - _QUESTION) :][:_QUESTION] for k, each in asked.items()
    }
    parts = [part for e in excerpts for part in (e.heading, e.before, e.sentence)]
    encoded = tokenizer.encode_batch(parts, add_special_tokens=False)
    found = []
    for i, language in enumerate(printed):
        heading, before, sentence = encoded[3 * i : 3 * i + 3]
        context = [*heading.ids[:_HEADING], *before.ids[-_BEFORE:]]
        ahead = [_CLS, *kept[language], _SEP, *context, _SEP]
        sentence_ids = sentence.ids[:_SENTENCE]
        found.append(
            Tokens(
                [*ahead, *sentence_ids, _SEP],
                [0] * len(ahead) + [1] * (len(sentence_ids) + 1),
                len(ahead),
                sentence.offsets[: len(sentence_ids)],
            )
        )
    return found


def padded(rows: Sequence[Ids]) -> NDArray[np.int64]:
    """int64 (n, longest), 0 where a row is shorter."""
    out = np.zeros((len(rows), max(map(len, rows))), np.int64)
    for i, row in enumerate(rows):
        out[i, : len(row)] = row
    return out


class Reader:
    """The model in `qa/model`, through its ONNX graph. Safe to use from several threads."""

    def __init__(self, folder: Path | None = None) -> None:
        """Raises ModelError when the model cannot be loaded."""
        from tokenizers import Tokenizer

        folder = folder or Path(str(resources.files("qa"))) / "model"
        self._pool = ThreadPoolExecutor(os.cpu_count(), "reader")
        try:
            self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
            # Two threads of onnxruntime's wait for each other, and are slower than one beside a
            # busy core; two of ours, each with rows of its own, are not.
            self._session = graph(folder, threads=1)
        except Exception as error:
            raise ModelError(
                f"The reader in {folder} cannot be loaded ({error}); install hakusho-qa again."
            ) from error
        self._tokenizer.encode_special_tokens = True

    def read(
        self,
        question: str,
        excerpts: Sequence[Excerpt],
        also: Sequence[str] = (),
        tokens: int | None = None,
        least: int = 0,
    ) -> list[Reading]:
        """What each excerpt, on its own, says to the question.

        also: other names for what the question names.
        tokens: how many are read at most; then only the first excerpts have a reading, as many
            as fit in, but at least `least`. None: all are read.
        """
        if not excerpts:
            return []
        rows = tokens_of(self._tokenizer, question, excerpts, also)
        if tokens is not None:
            spent = accumulate(len(row.ids) for row in rows)
            rows = rows[: max(least, sum(total <= tokens for total in spent))]
        shares = two_shares([len(row.ids) for row in rows])
        read = self._pool.map(self._read, [[rows[i] for i in share] for share in shares])
        readings = dict(zip(chain(*shares), chain(*read), strict=True))
        return [readings[i] for i in range(len(rows))]

    def _read(self, rows: Sequence[Tokens]) -> list[Reading]:
        ids = padded([row.ids for row in rows])
        answers, ends = self._session.run(
            ["answers", "ends"],
            {
                "input_ids": ids,
                "token_type_ids": padded([row.segments for row in rows]),
                "attention_mask": (
                    np.arange(ids.shape[1]) < np.array([[len(r.ids)] for r in rows])
                ).astype(np.int64),
            },
        )
        return [
            Reading(float(logit), *best_span(row, scores))
            for row, logit, scores in zip(rows, answers, ends, strict=True)
        ]


def two_shares(lengths: Sequence[int]) -> list[list[int]]:
    """The numbers of the rows in two shares, or one, that take about as long to read: short
    rows and long ones, since all of a share are as long as its longest.

    >>> two_shares([90, 20, 30, 30])
    [[1, 2, 3], [0]]
    """
    order = sorted(range(len(lengths)), key=lambda i: lengths[i])
    cut = min(
        range(1, len(order) + 1),
        key=lambda n: max(n * lengths[order[n - 1]], (len(order) - n) * lengths[order[-1]]),
    )
    return [share for share in (order[:cut], order[cut:]) if share]


def best_span(row: Tokens, ends: NDArray[np.float32]) -> tuple[Span | None, float]:
    """The likeliest span of the sentence in code points, and by how much it beats none.

    ends: float32 (tokens, 2): logits that the answer begins and ends at each token. "None" is
    an answer that begins and ends at the first token of all, [CLS].
    """
    inside = slice(row.first, row.first + len(row.offsets))
    begins, stops = ends[inside, 0], ends[inside, 1]
    if not len(begins):
        return None, 0.0
    scores = begins[:, None] + stops[None, :]
    allowed = np.triu(np.ones_like(scores, bool)) & ~np.triu(
        np.ones_like(scores, bool), _LONGEST_SPAN
    )
    scores = np.where(allowed, scores, -np.inf)
    first, last = np.unravel_index(int(scores.argmax()), scores.shape)
    sharp = float(scores[first, last] - ends[0].sum())
    return (row.offsets[first][0], row.offsets[last][1]), sharp


def bundled_reader() -> Reader:
    """The reader in `qa/model`, loaded once. Raises ModelError when it cannot be loaded."""
    try:
        return reader_loading().result()
    except ModelError:
        _begin_loading.cache_clear()  # it may be there the next time
        raise


def reader_loading() -> Future[Reader]:
    """The same reader while a thread of its own loads it, so that a question can be searched for
    meanwhile. Returns at once; the first call begins the loading."""
    with _one_at_a_time:  # a cache alone would load it twice for two who ask at once
        return _begin_loading()


_one_at_a_time = Lock()


@cache
def _begin_loading() -> Future[Reader]:
    return ThreadPoolExecutor(1, "reader-loading").submit(Reader)
