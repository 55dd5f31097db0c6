"""Blocks: the vectors of a library in its database, many to a row.

Vectors stand in the database once, in blocks that `index.embedding` cuts, and are read back
as fast as from a file. A block is found by what was embedded (`content`) and with which
model: one made in advance for a document that was then broken off is found when it is added
again, and so is that of another document with the same text. Each carries a CRC-32, the check that
notices damage and is fast enough for every start.
"""

from __future__ import annotations

import json
import time
import zlib
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from corpus.errors import LibraryError
from index.database import Database

_KEPT = 7 * 24 * 3600  # seconds that a block made in advance waits for its document


@dataclass(frozen=True, slots=True)
class Block:
    """The vectors numbered first, ..., first + count - 1, of one document."""

    id: int
    document_id: int
    first: int
    count: int


class Blocks:
    """The blocks of a database. Writing is inside a transaction of the caller's."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def has(self, content: bytes, model: str) -> bool:
        """Whether there is a block with the vectors of those texts."""
        with self._db.snapshot():
            row = self._db.execute(
                "SELECT 1 FROM blocks WHERE content = ? AND model = ?", (content, model)
            ).fetchone()
        return row is not None

    def keep(self, content: bytes, model: str, vectors: NDArray[np.float16]) -> int:
        """A block made in advance: its id. vectors: float16 (n, d), unit rows."""
        rows = np.ascontiguousarray(vectors).tobytes()
        block_id = self._db.insert(
            "blocks (count, model, content, checksum, made)",
            (len(vectors), model, content, zlib.crc32(rows), int(time.time())),
        )
        self._db.insert("vectors (block_id, rows)", (block_id, rows))
        return block_id

    def claim(self, contents: Sequence[bytes], model: str) -> list[int] | None:
        """For each of those texts the id of a block with its vectors that is no document's: one
        made in advance, or a copy; None when one of them is not there."""
        claimed: dict[int, None] = {}
        for content in contents:
            row = self._db.execute(
                "SELECT id, document_id FROM blocks WHERE content = ? AND model = ? "
                "ORDER BY document_id NOT NULL, id",
                (content, model),
            ).fetchone()
            if row is None:
                return None
            block_id, owner = row
            free = owner is None and block_id not in claimed
            claimed[block_id if free else self._copy(block_id)] = None
        return list(claimed)

    def _copy(self, block_id: int) -> int:
        copy = self._db.execute(
            "INSERT INTO blocks (count, model, content, checksum, made) "
            "SELECT count, model, content, checksum, made FROM blocks WHERE id = ?",
            (block_id,),
        ).lastrowid
        self._db.execute(
            "INSERT INTO vectors SELECT ?, rows FROM vectors WHERE block_id = ?", (copy, block_id)
        )
        return int(copy or 0)

    def hand_over(self, block_id: int, document_id: int, first: int) -> None:
        """A block made in advance becomes the document's, its vectors numbered from `first`."""
        self._db.execute(
            "UPDATE blocks SET document_id = ?, first = ? WHERE id = ?",
            (document_id, first, block_id),
        )

    def drop(self, block_id: int) -> None:
        self._db.execute("DELETE FROM blocks WHERE id = ?", (block_id,))

    def next_number(self) -> int:
        """The number after that of every vector."""
        return int(
            self._db.execute("SELECT coalesce(max(first + count), 0) FROM blocks").fetchone()[0]
        )

    def distrust(self, documents: Collection[int]) -> None:
        """Let no other document take over the vectors of those documents, which may be damaged."""
        self._db.execute(
            "UPDATE blocks SET content = zeroblob(0) "
            "WHERE document_id IN (SELECT value FROM json_each(?))",
            (json.dumps(list(documents)),),
        )

    def drop_stale(self, seconds: int = _KEPT) -> None:
        """Drop what was made in advance so long ago for a document that never came."""
        self._db.execute(
            "DELETE FROM blocks WHERE document_id IS NULL AND made <= ?",
            (int(time.time()) - seconds,),
        )

    def vectors(self, content: bytes, model: str, dimension: int) -> NDArray[np.float16] | None:
        """The vectors of those texts, if they are here and whole: float16 (n, d)."""
        with self._db.snapshot():
            found = self._db.execute(
                "SELECT checksum, count, rows FROM blocks JOIN vectors ON block_id = id "
                "WHERE content = ? AND model = ? ORDER BY id",
                (content, model),
            ).fetchone()
        if found is None or not fits(found[0], found[2], found[1], dimension):
            return None
        return np.frombuffer(found[2], np.float16).reshape(-1, dimension)

    def listed(self) -> list[Block]:
        """The blocks of all documents, by number."""
        with self._db.snapshot():
            rows = self._db.execute(
                "SELECT id, document_id, first, count FROM blocks "
                "WHERE document_id IS NOT NULL ORDER BY first"
            ).fetchall()
        return [Block(*row) for row in rows]

    def of(self, document_id: int | None) -> list[Block]:
        """The blocks of one document, by number; [] for None."""
        with self._db.snapshot():
            rows = self._db.execute(
                "SELECT id, document_id, first, count FROM blocks "
                "WHERE document_id = ? ORDER BY first",
                (document_id,),
            ).fetchall()
        return [Block(*row) for row in rows]

    def rows(self, blocks: list[Block], dimension: int) -> Iterator[bytes]:
        """The vectors of each block: float16 (count, d), row after row.

        Raises LibraryError when they are not what was written.
        """
        for block in blocks:
            row = self._db.execute(
                "SELECT checksum, rows FROM blocks JOIN vectors ON block_id = id WHERE id = ?",
                (block.id,),
            ).fetchone()
            if row is None or not fits(row[0], row[1], block.count, dimension):
                raise LibraryError(
                    f"The vectors of the library {self._db.path} are damaged; "
                    "run `hakusho verify --repair` to make them again."
                )
            yield row[1]


def fits(checksum: int, rows: object, count: int, dimension: int) -> bool:
    """Whether the bytes are those that were written, float16 (count, dimension)."""
    size = count * dimension * 2
    return isinstance(rows, bytes) and len(rows) == size and zlib.crc32(rows) == checksum


def are_directions(vectors: NDArray[np.float16]) -> bool:
    """Whether the vectors (n, d) have length 1, on which cosines rely."""
    lengths = np.linalg.norm(vectors.astype(np.float32), axis=1)
    return bool(np.allclose(lengths, 1, atol=0.01))
