"""The library on disk: one SQLite database, the only source of truth.

Holds documents, passages, the vectors of their spans (float16) and an FTS5 index of
their words. Every change is one transaction and a new generation. Knows nothing of
models or FAISS: vectors come in and go out as arrays.
"""

from __future__ import annotations

import json
import sqlite3
import threading
import uuid
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from corpus.document import Document
from corpus.errors import DocumentError, LibraryError, LibraryVersionError
from corpus.passage import NoteMark, Passage
from index.lexical import tokens
from index.schema import FORMAT, SCHEMA
from index.span import Span, StoredSpan, Unit
from index.vectors import Stamp

_PASSAGE = 'p.start, p."end", kind, headings, label, notes, explains'
_CONTEXT_WEIGHT = 0.5  # of a word in the context, against one in the passage itself


class Store:
    """One open database. Safe to use from several threads."""

    def __init__(self, path: Path) -> None:
        """Open the database at `path`, creating an empty one if there is none.

        Raises LibraryError when it cannot be opened, LibraryVersionError when it is
        of another format.
        """
        self._path = path
        self._lock = threading.RLock()
        self._read: dict[int, Document] = {}  # by id, of generation self._read_at
        self._read_at = ""
        try:
            self._db = sqlite3.connect(
                path, timeout=30, isolation_level=None, check_same_thread=False
            )
            self._db.execute("PRAGMA foreign_keys = ON")
            # WAL: readers go on during a write. FULL: a commit survives a power cut.
            self._db.execute("PRAGMA journal_mode = WAL")
            self._db.execute("PRAGMA synchronous = FULL")
            if not self._has_format():  # reading takes no write lock
                with self.transaction():
                    if not self._has_format():
                        self._create()
        except sqlite3.Error as error:
            raise LibraryError(
                f"The library {path} cannot be opened ({error}). See that you may write there, "
                "restore it from a copy, or name another with --library."
            ) from error

    def _has_format(self) -> bool:
        """False for a new file; raises LibraryVersionError for another format."""
        (version,) = self._db.execute("PRAGMA user_version").fetchone()
        if version == 0 and not self._db.execute("SELECT 1 FROM sqlite_master").fetchone():
            return False
        if version != FORMAT:
            raise LibraryVersionError(
                f"The library {self._path} has format {version}, this program reads format "
                f"{FORMAT}; use the version of hakusho-qa that made it, or another --library."
            )
        return True

    def _create(self) -> None:
        # Not executescript: it would commit the transaction under way.
        for statement in SCHEMA.split(";\n"):
            self._db.execute(statement)
        self._db.execute(f"PRAGMA user_version = {FORMAT}")
        self.set("id", uuid.uuid4().hex)
        self.set("generation", "0")

    def close(self) -> None:
        self._db.close()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All or nothing; inside another, a part of it. Takes the write lock at once, so
        that two writers queue."""
        with self._lock:
            if self._db.in_transaction:
                yield
                return
            try:
                self._db.execute("BEGIN IMMEDIATE")
                yield
                self._db.execute("COMMIT")
            except BaseException as error:
                self._roll_back()
                if isinstance(error, sqlite3.Error):
                    raise LibraryError(
                        f"The library {self._path} could not be written ({error}); "
                        "nothing was changed."
                    ) from error
                raise

    def _roll_back(self) -> None:
        # A failed commit (a full disk, say) may have rolled back by itself.
        if self._db.in_transaction:
            self._db.execute("ROLLBACK")

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """Reads inside see one state of the library, whoever writes meanwhile."""
        with self._lock:
            if self._db.in_transaction:
                yield
                return
            try:
                self._db.execute("BEGIN")
                try:
                    yield
                finally:
                    self._db.execute("COMMIT")
            except sqlite3.Error as error:
                raise LibraryError(
                    f"The library {self._path} cannot be read ({error}); "
                    "restore it from a copy, or name another with --library."
                ) from error

    # --- what the library is

    def get(self, key: str) -> str | None:
        with self.snapshot():
            row = self._db.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
        return None if row is None else str(row[0])

    def set(self, key: str, value: str) -> None:
        self._db.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (key, value))

    def stamp(self) -> Stamp:
        """The state that a FAISS file has to be of to fit."""
        with self.snapshot():
            (count,) = self._db.execute("SELECT count(*) FROM spans").fetchone()
            return Stamp(
                generation=f"{self.get('id')}-{self.get('generation')}",
                count=count,
                dimension=int(self.get("dimension") or 0),
                model_sha256=self.get("model_sha256") or "",
            )

    def generation(self) -> str:
        """Another one after every change."""
        return self.get("generation") or ""

    def _advance(self) -> None:
        self.set("generation", str(int(self.generation()) + 1))

    # --- documents in and out

    def add(
        self,
        document: Document,
        passages: Sequence[Passage],
        spans: Sequence[Span],
        vectors: NDArray[np.float16],
    ) -> list[int]:
        """Add a document with its passages and spans, all or nothing. The span ids.

        vectors: float16 (len(spans), d). Raises DocumentError when the name is taken.
        """
        if len(spans) != len(vectors):
            raise ValueError(f"{len(spans)} spans but {len(vectors)} vectors")
        with self.transaction():
            try:
                document_id = self._insert(
                    "documents (name, text, source, sha256)",
                    (document.name, document.text, document.source, document.sha256),
                )
            except sqlite3.IntegrityError as error:
                raise DocumentError(
                    f"The library already has a document “{document.name}”; remove it first."
                ) from error
            passage_ids = [self._insert_passage(document_id, passage) for passage in passages]
            ids = [
                self._insert(
                    'spans (passage_id, start, "end", unit, vector)',
                    (passage_ids[s.passage], s.start, s.end, s.unit, row.tobytes()),
                )
                for s, row in zip(spans, vectors, strict=True)
            ]
            self._advance()
        return ids

    def _insert_passage(self, document_id: int, passage: Passage) -> int:
        notes = [[m.label, m.start, m.end, m.note] for m in passage.notes]
        passage_id = self._insert(
            'passages (document_id, start, "end", kind, headings, label, notes, explains)',
            (
                document_id,
                passage.start,
                passage.end,
                passage.kind,
                json.dumps(passage.headings, ensure_ascii=False),
                passage.label,
                json.dumps(notes, ensure_ascii=False),
                json.dumps(passage.explains),
            ),
        )
        self._insert("words (rowid, text, context)", (passage_id, *_words(passage)))
        return passage_id

    def remove(self, name: str) -> None:
        """Remove a document and all that hangs on it. Raises DocumentError if unknown."""
        with self.transaction():
            self.document(name)
            self._db.execute(
                "DELETE FROM words WHERE rowid IN (SELECT p.id FROM passages p "
                "JOIN documents d ON d.id = document_id WHERE d.name = ?)",
                (name,),
            )
            self._db.execute("DELETE FROM documents WHERE name = ?", (name,))
            self._advance()

    def replace_vectors(self, ids: Iterable[int], vectors: NDArray[np.float16]) -> None:
        """Other vectors for spans that are there; inside the caller's transaction."""
        rows = ((row.tobytes(), int(i)) for i, row in zip(ids, vectors, strict=True))
        self._db.executemany("UPDATE spans SET vector = ? WHERE id = ?", rows)
        self._advance()

    def _insert(self, target: str, values: tuple[object, ...]) -> int:
        marks = ", ".join("?" * len(values))
        cursor = self._db.execute(f"INSERT INTO {target} VALUES ({marks})", values)
        return int(cursor.lastrowid or 0)

    # --- reading

    def documents(self) -> list[Document]:
        """All documents, in the order they were added."""
        with self.snapshot():
            rows = self._db.execute("SELECT name, text, source, sha256 FROM documents ORDER BY id")
            return [Document(*row) for row in rows]

    def document(self, name: str) -> Document:
        """The document of that name. Raises DocumentError, naming those there are."""
        with self.snapshot():
            row = self._db.execute(
                "SELECT name, text, source, sha256 FROM documents WHERE name = ?", (name,)
            ).fetchone()
            if row is None:
                names = [n for (n,) in self._db.execute("SELECT name FROM documents ORDER BY id")]
                raise DocumentError(
                    f"The library has no document “{name}”; it has: {', '.join(names) or 'none'}."
                )
        return Document(*row)

    def _passages_of(self, document: Document) -> list[tuple[int, Passage]]:
        rows = self._db.execute(
            f"SELECT p.id, {_PASSAGE} FROM passages p "
            "JOIN documents d ON d.id = document_id WHERE d.name = ? ORDER BY p.start",
            (document.name,),
        )
        return [(row[0], _passage(document, row[1:])) for row in rows]

    def passages_of(self, name: str) -> list[Passage]:
        """The passages of a document, in order."""
        with self.snapshot():
            return [passage for _, passage in self._passages_of(self.document(name))]

    def passages_at(self, document: Document, starts: Sequence[int]) -> list[Passage]:
        """The passages of a document that begin at those offsets, in order."""
        with self.snapshot():
            rows = self._db.execute(
                f"SELECT {_PASSAGE} FROM passages p JOIN documents d ON d.id = document_id "
                "WHERE d.name = ? AND p.start IN (SELECT value FROM json_each(?)) ORDER BY p.start",
                (document.name, json.dumps(starts)),
            ).fetchall()
        return [_passage(document, row) for row in rows]

    def passages(self, ids: Sequence[int]) -> dict[int, Passage]:
        """Passages by id; ids that are gone are left out."""
        with self.snapshot():
            rows = self._db.execute(
                f"SELECT p.id, document_id, {_PASSAGE} FROM passages p "
                "WHERE p.id IN (SELECT value FROM json_each(?))",
                (json.dumps(ids),),
            ).fetchall()
            return {row[0]: _passage(self._document(row[1]), row[2:]) for row in rows}

    def _document(self, document_id: int) -> Document:
        """A document by its id; kept until the library changes, since texts are long."""
        generation = self.generation()
        if generation != self._read_at:
            self._read, self._read_at = {}, generation
        if document_id not in self._read:
            row = self._db.execute(
                "SELECT name, text, source, sha256 FROM documents WHERE id = ?", (document_id,)
            ).fetchone()
            self._read[document_id] = Document(*row)
        return self._read[document_id]

    def owners(self, span_ids: Sequence[int]) -> dict[int, int]:
        """The passage id of each span id."""
        with self.snapshot():
            return dict(
                self._db.execute(
                    "SELECT id, passage_id FROM spans WHERE id IN (SELECT value FROM json_each(?))",
                    (json.dumps(span_ids),),
                )
            )

    def spans(self, passage_ids: Sequence[int]) -> list[StoredSpan]:
        """All spans of those passages with their vectors, in document order."""
        with self.snapshot():
            rows = self._db.execute(
                'SELECT passage_id, start, "end", unit, vector FROM spans '
                "WHERE passage_id IN (SELECT value FROM json_each(?)) "
                "ORDER BY passage_id, start, id",
                (json.dumps(passage_ids),),
            ).fetchall()
        return [
            StoredSpan(p, start, end, unit, np.frombuffer(v, np.float16).astype(np.float32))
            for p, start, end, unit, v in rows
        ]

    def vectors(self) -> tuple[NDArray[np.int64], NDArray[np.float16]]:
        """Every span id int64 (n,) and vector float16 (n, d), by id."""
        dimension = int(self.get("dimension") or 0)
        with self.snapshot():
            rows = self._db.execute("SELECT id, vector FROM spans ORDER BY id").fetchall()
        ids = np.fromiter((i for i, _ in rows), np.int64, len(rows))
        vectors = np.frombuffer(b"".join(v for _, v in rows), np.float16)
        return ids, vectors.reshape(len(rows), dimension)

    def span_texts(self) -> Iterator[tuple[int, str, Passage, Unit]]:
        """Every span: id, text, its passage, and what of it the span is."""
        for document in self.documents():
            for passage_id, passage in self._passages_of(document):
                for row in self._db.execute(
                    'SELECT id, start, "end", unit FROM spans WHERE passage_id = ? ORDER BY id',
                    (passage_id,),
                ).fetchall():
                    yield row[0], document.text[row[1] : row[2]], passage, row[3]

    def search_words(self, terms: Sequence[str], k: int) -> list[tuple[int, float]]:
        """(passage id, BM25) of the k best passages with any of the terms, best first."""
        if not terms:
            return []
        with self.snapshot():
            rows = self._db.execute(
                "SELECT rowid, -bm25(words, 1.0, ?) AS score FROM words WHERE words MATCH ? "
                "ORDER BY score DESC, rowid LIMIT ?",
                (_CONTEXT_WEIGHT, " OR ".join(f'"{term}"' for term in terms), k),
            ).fetchall()
        return [(int(i), max(0.0, float(score))) for i, score in rows]

    def frequencies(self, terms: Sequence[str]) -> dict[str, int]:
        """In how many passages each term stands; terms that stand nowhere are left out."""
        with self.snapshot():
            return dict(
                self._db.execute(
                    "SELECT term, doc FROM vocabulary "
                    "WHERE term IN (SELECT value FROM json_each(?))",
                    (json.dumps(terms),),
                )
            )

    def count_passages(self) -> int:
        with self.snapshot():
            return int(self._db.execute("SELECT count(*) FROM passages").fetchone()[0])


def _words(passage: Passage) -> tuple[str, str]:
    return " ".join(tokens(passage.text)), " ".join(tokens(passage.context))


def _passage(document: Document, row: Sequence[Any]) -> Passage:
    start, end, kind, headings, label, notes, explains = row
    term = json.loads(explains)
    marks = tuple(
        NoteMark(text, first, last, None if note is None else (note[0], note[1]))
        for text, first, last, note in json.loads(notes)
    )
    return Passage(
        document,
        start,
        end,
        kind,
        tuple(json.loads(headings)),
        label,
        marks,
        None if term is None else (term[0], term[1]),
    )
