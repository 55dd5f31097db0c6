"""What of a document is embedded, and embedding it: block by block, each text once.

Texts are told apart by a hash, and a block by the hash of its texts' hashes, so that
what has been embedded is known again (see `index.blocks`).
"""

from __future__ import annotations

import hashlib
from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from corpus.clause import clauses
from corpus.document import Document
from corpus.passage import Passage
from corpus.sentence import sentences
from corpus.structure import passages
from index.encoder import Encoder
from index.piece import UNITS, Piece, Unit

Progress = Callable[[int, int], None]  # passages done, of how many
BLOCK = 2048  # texts whose vectors are kept together; with 384 dimensions 1.5 MB
_AT_ONCE = 256  # texts handed to the encoder before progress is told


def pieces_of(number: int, passage: Passage) -> Iterator[Piece]:
    """What is embedded of a passage: the whole, each sentence, each clause of a long one."""
    text = passage.document.text
    yield Piece(number, passage.start, passage.end, "passage")
    for start, end in sentences(text, passage.start, passage.end):
        yield Piece(number, start, end, "sentence")
        for first, last in clauses(text, start, end):
            yield Piece(number, first, last, "clause")


def embedded(passage: Passage, start: int, end: int, unit: Unit) -> str:
    """What the encoder reads: a passage under its last heading, its sentences and clauses
    as they are, all of a note after the words it explains."""
    text = passage.document.text[start:end]
    if passage.explains is not None:
        return f"{passage.document.text[slice(*passage.explains)]}: {text}"
    if unit == "passage" and passage.headings:
        return f"{passage.headings[-1]}\n{text}"
    return text


def text_key(text: str) -> bytes:
    """16 bytes that tell a text from every other."""
    return hashlib.blake2b(text.encode(), digest_size=16).digest()


def text_keys(texts: Iterable[str]) -> bytes:
    """The 16 bytes of `text_key` of every text, one after another."""
    return b"".join(map(text_key, texts))


def content_key(keys: bytes) -> bytes:
    """What a block holds the vectors of, from the `text_keys` of its texts."""
    return hashlib.blake2b(keys, digest_size=16).digest()


@dataclass(frozen=True, slots=True)
class Plan:
    """A document taken apart: its passages, their pieces, and the texts to embed.

    Columns of the pieces, in order: passage int32, start int32, end int32, unit int8 (in
    UNITS), vector int32 (which of the texts it is, counted from 0).
    texts: int32 (n,), for each text the first piece that has it.
    keys: the `text_keys` of the texts.
    """

    document: Document
    passages: Sequence[Passage]
    passage: Sequence[int]
    start: Sequence[int]
    end: Sequence[int]
    unit: Sequence[int]
    vector: NDArray[np.int32]
    texts: NDArray[np.int32]
    keys: bytes

    def pieces(self) -> Iterator[tuple[Piece, int]]:
        """Every piece with the number of its vector, from 0."""
        columns = zip(self.passage, self.start, self.end, self.unit, self.vector, strict=True)
        for passage, start, end, unit, vector in columns:
            yield Piece(passage, start, end, UNITS[unit]), int(vector)

    def text(self, number: int) -> str:
        i = int(self.texts[number])
        passage = self.passages[self.passage[i]]
        return embedded(passage, self.start[i], self.end[i], UNITS[self.unit[i]])

    def blocks(self) -> Iterator[tuple[range, bytes]]:
        """The texts of each block, and its `content_key`."""
        for begin in range(0, len(self.texts), BLOCK):
            numbers = range(begin, min(begin + BLOCK, len(self.texts)))
            yield numbers, content_key(self.keys[16 * numbers.start : 16 * numbers.stop])

    def passages_before(self, number: int) -> int:
        """How many passages are embedded once the texts before `number` are."""
        done = number >= len(self.texts)
        return len(self.passages) if done else self.passage[int(self.texts[number])]


def plan(document: Document) -> Plan:
    """Take a document apart. Needs some hundred bytes for each of its passages."""
    found = passages(document)
    columns = array("i"), array("i"), array("i"), array("b")
    keys = bytearray()
    for number, passage in enumerate(found):
        for piece in pieces_of(number, passage):
            values = (number, piece.start, piece.end, UNITS.index(piece.unit))
            for column, value in zip(columns, values, strict=True):
                column.append(value)
            keys += text_key(embedded(passage, piece.start, piece.end, piece.unit))
    vector, texts = distinct_keys(keys)
    rows = np.frombuffer(keys, np.uint8).reshape(-1, 16)
    return Plan(document, found, *columns, vector, texts, rows[texts].tobytes())


def distinct_keys(keys: bytearray) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """For each key which of the distinct ones it is, and where each of those stands first;
    counted in that order. Both int32, (n,) and (m,)."""
    halves = np.frombuffer(keys, np.uint64).reshape(-1, 2)
    order = np.lexsort((halves[:, 1], halves[:, 0]))  # stable: of equals the first is first
    ordered = halves[order]
    new = np.ones(len(order), np.bool_)
    new[1:] = (ordered[1:] != ordered[:-1]).any(axis=1)
    first = order[new]
    rank = np.empty(len(first), np.int32)
    rank[np.argsort(first)] = np.arange(len(first), dtype=np.int32)
    which = np.empty(len(order), np.int32)
    which[order] = rank[np.cumsum(new) - 1]
    return which, np.sort(first).astype(np.int32)


def encode(
    encoder: Encoder, texts: Sequence[str], done: Callable[[int], None] | None = None
) -> NDArray[np.float16]:
    """The vectors of a block's texts: float16 (n, d), unit rows. `done` is called with how many
    there are so far."""
    vectors = np.empty((len(texts), encoder.dimension), np.float16)
    for begin in range(0, len(texts), _AT_ONCE):
        some = texts[begin : begin + _AT_ONCE]
        vectors[begin : begin + len(some)] = encoder.encode_passages(some)
        if done is not None:
            done(begin + len(some))
    return vectors
