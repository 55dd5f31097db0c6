"""Verifying a library: is everything in the database what it should be; and repairing what
can be made again: passages, words and vectors from the documents, what is searched of a
conversation from its answers.

What cannot be made again, a document's text, its original, a kept answer, is only reported.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

import numpy as np

from corpus.document import Document
from corpus.errors import HakushoError
from index.blocks import Block, are_directions, fits
from index.database import UNREADABLE, raise_unless_damage
from index.embedding import content_key, text_keys
from index.encoder import Encoder
from index.format import version
from index.history import read_record, searched
from index.reindex import record_model
from index.rows import pages_fit, values
from index.schema import FORMAT
from index.store import Store
from index.word_index import row
from index.write import remake

# Tables whose rows are nobody's loss where they belong to nothing: what comes from the
# documents, and answers of a conversation that is not there, which nobody can see.
_SPARE = ("passages", "spans", "blocks", "vectors", "turns")


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that is not as it should be.

    what: in words fit to show a user.
    remake: what has to be made again: the passages and vectors of one document, the word
        index, what is searched of a turn, the record of the model; rows that belong to nothing
        only have to go; None where nothing would help.
    row: the table of such a row or turn, and its id.
    whole: whether it is of the file itself, which nothing can be written to.
    """

    what: str
    remake: Literal["document", "words", "turn", "model", "nothing"] | None
    document_id: int = 0
    row: tuple[str, int] = ("", 0)
    whole: bool = False


def verify(store: Store, encoder: Encoder) -> list[Fault]:
    """Every fault of the library, whose vectors are this encoder's; [] when there is none.
    Reads everything."""
    try:
        with store.database.snapshot():
            faults = (
                *_structure(store),
                *_model(store, encoder),
                *_documents(store, encoder),
                *_words(store),
                *_conversations(store),
            )
            return list(dict.fromkeys(faults))  # the word index is looked into twice
    except sqlite3.Error as error:
        raise store.database.failure("cannot be read", error) from error


def _structure(store: Store) -> Iterator[Fault]:
    """What SQLite itself finds."""
    for (said,) in store.database.execute("PRAGMA integrity_check"):
        if "FTS5 table" in said:  # SQLite looks into the word index too, from 3.44 on
            if not said.startswith("unable to validate"):  # as where nothing may be written
                yield Fault("the word index is damaged", "words")
        elif said != "ok":
            yield Fault(f"the database is damaged: {said}", None, whole=True)
    for table, rowid, *_ in store.database.execute("PRAGMA foreign_key_check"):
        remake: Literal["nothing"] | None = "nothing" if table in _SPARE else None
        yield Fault(f"a row of {table} belongs to nothing", remake, row=(table, rowid))


def _model(store: Store, encoder: Encoder) -> Iterator[Fault]:
    if store.database.get("dimension") != str(encoder.dimension):
        yield Fault("what is recorded of its model is damaged", "model")


def _documents(store: Store, encoder: Encoder) -> Iterator[Fault]:
    blocks: dict[int, list[Block]] = {}
    for block in store.blocks.listed():
        blocks.setdefault(block.document_id, []).append(block)
    for document_id, name in store.listed():
        try:
            document = store.document_by_id(document_id)
        except UNREADABLE as error:  # nothing that comes from it can be told to be right
            raise_unless_damage(error)
            said = f"“{name}” is damaged; remove it and add it again"
            if isinstance(error, HakushoError):
                said = str(error).rstrip(".")
            yield Fault(said, None, document_id)
            continue
        yield from _original(store, document_id, document)
        try:
            derived = [
                *_passages(store, document_id, document),
                *_vectors(store, document_id, blocks.pop(document_id, []), encoder.dimension),
            ]
        except UNREADABLE as error:
            raise_unless_damage(error)
            derived = ["its passages are damaged"]
        for said in derived:
            yield Fault(f"“{name}”: {said}", "document", document_id)


def _original(store: Store, document_id: int, document: Document) -> Iterator[Fault]:
    if not pages_fit(document):
        yield Fault(f"“{document.name}”: its pages lie outside of its text", None, document_id)
    try:
        store.originals.read(document_id, document)
        remarks = store.database.execute(
            "SELECT remarks FROM originals WHERE document_id = ?", (document_id,)
        ).fetchone()
    except UNREADABLE as error:
        raise_unless_damage(error)
        said = f"the original of “{document.name}” is damaged"
        yield Fault(f"{said}; remove the document and add it again", None, document_id)
        return
    if remarks is not None and values(remarks[0], str) is None:
        said = f"“{document.name}”: what was remarked of it is damaged"
        yield Fault(f"{said}; remove it and add it again", None, document_id)


def _passages(store: Store, document_id: int, document: Document) -> Iterator[str]:
    passages = dict(store.numbered(document_id, document))
    end = len(document.text)
    for passage in passages.values():
        marks = [(m.start, m.end) for m in passage.note_marks]
        inside = all(passage.start <= a < b <= passage.end for a, b in marks)
        if not (0 <= passage.start < passage.end <= end and inside):
            yield f"the passage at {passage.start} is no part of the text"
    in_pieces = set()
    for piece, _ in store.pieces(list(passages)):
        passage = passages[piece.passage]
        in_pieces.add(piece.passage)
        if not passage.start <= piece.start < piece.end <= passage.end:
            yield f"a span at {piece.start} lies outside of its passage"
    if in_pieces != set(passages):
        yield f"{len(passages) - len(in_pieces)} passages have no spans"


def _vectors(store: Store, document_id: int, blocks: list[Block], dimension: int) -> Iterator[str]:
    model = store.database.get("model_sha256") or ""
    for block in blocks:
        found = store.database.execute(
            "SELECT model, content, checksum, rows FROM blocks LEFT JOIN vectors ON block_id = id "
            "WHERE id = ?",
            (block.id,),
        ).fetchone()
        made_with, content, checksum, rows = found
        if made_with != model:
            yield "its vectors are another model's"
        elif rows is None or not fits(checksum, rows, block.count, dimension):
            yield "its vectors are damaged"
        elif not are_directions(np.frombuffer(rows, np.float16).reshape(-1, dimension)):
            yield "some of its vectors are no directions"
        else:
            if content_key(text_keys(store.texts_of(block.first, block.count))) != content:
                yield "its vectors are those of other texts"
    ranges = [range(b.first, b.first + b.count) for b in blocks]
    if any(a.stop > b.start for a, b in pairwise(ranges)):
        yield "two of its vectors have one number"
    (count,) = store.database.execute(
        "SELECT count(DISTINCT vector) FROM spans JOIN passages p ON p.id = passage_id "
        "WHERE document_id = ?",
        (document_id,),
    ).fetchone()
    if count != sum(map(len, ranges)):
        yield f"it has {sum(map(len, ranges)):,} vectors where {count:,} belong"


def _words(store: Store) -> Iterator[Fault]:
    # One that may only be read has the words of its own format.
    if version(store.database) < FORMAT:
        return
    try:
        (strange,) = store.database.execute(
            "SELECT count(*) FROM words WHERE rowid NOT IN (SELECT id FROM passages)"
        ).fetchone()
        if strange:
            yield Fault(f"the word index has {strange:,} rows of no passage", "words")
            return
        for name, passage_id, passage in store.readable():
            if store.words.kept(passage_id) != row(passage):
                yield Fault(f"the word index has other words of “{name}” than it", "words")
                return
    except sqlite3.Error as error:
        raise_unless_damage(error)
        yield Fault("the word index is damaged", "words")


def _conversations(store: Store) -> Iterator[Fault]:
    for (turn_id,) in store.database.execute("SELECT id FROM turns ORDER BY id").fetchall():
        try:
            question, written, folded = store.database.execute(
                "SELECT question, record, CAST(folded AS BLOB) FROM turns WHERE id = ?", (turn_id,)
            ).fetchone()
            record = read_record(written)
        except sqlite3.Error as error:
            raise_unless_damage(error)
            record = None
        # Whose it is and what it says is not for whoever verifies.
        if record is None:
            yield Fault(f"kept answer {turn_id} is damaged: its conversation has to go", None)
        elif folded != searched(question, record).encode("utf-8", "surrogatepass"):
            said = f"kept answer {turn_id} would be found by other words than its own"
            yield Fault(said, "turn", row=("turns", turn_id))


def check_word_index(store: Store) -> list[Fault]:
    """What FTS5 finds when it compares its index with the words it was made of. Needs to
    write, as SQLite sees it, though nothing is changed."""
    if store.database.read_only:
        return []
    with store.database.transaction():
        try:
            store.words.check()
        except sqlite3.Error as error:
            raise_unless_damage(error)
            return [Fault("the word index is damaged", "words")]
    return []


def repair(store: Store, encoder: Encoder, faults: list[Fault]) -> None:
    """Make again what can be, each document and the word index in a transaction of its own.
    A document whose text or original is damaged is left as it is."""
    faulty = dict.fromkeys(fault.document_id for fault in faults if fault.remake == "document")
    with store.database.transaction():
        for table, rowid in (fault.row for fault in faults if fault.remake == "nothing"):
            store.database.execute(f"DELETE FROM {table} WHERE rowid = ?", (rowid,))
        for turn_id in (fault.row[1] for fault in faults if fault.remake == "turn"):
            _fold_again(store, turn_id)
        if any(fault.remake == "model" for fault in faults):
            record_model(store, encoder)
        # No vectors are taken from what may be damaged, nor from what nothing is known of.
        store.blocks.distrust(faulty)
        store.blocks.drop_stale(0)
    # A passage that belongs to nothing has left its words.
    if any(fault.remake == "words" or fault.row[0] == "passages" for fault in faults):
        with store.database.transaction():
            store.remake_words()
            store.database.advance()
    damaged = {fault.document_id for fault in faults if fault.remake is None}
    for document_id in faulty:
        if document_id not in damaged:
            remake(store, encoder, document_id)


def _fold_again(store: Store, turn_id: int) -> None:
    found = store.database.execute(
        "SELECT question, record FROM turns WHERE id = ?", (turn_id,)
    ).fetchone()
    if found is None:  # its owner has deleted it meanwhile
        return
    question, written = found
    store.database.execute(
        "UPDATE turns SET folded = ? WHERE id = ?",
        (searched(question, read_record(written) or {}), turn_id),
    )
