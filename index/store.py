"""The documents of a library in its database, the only source of truth.

A document with its passages, their pieces and words, the vectors and the original is
written in one transaction. Knows nothing of models or FAISS.
"""

from __future__ import annotations

import difflib
import json
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, NamedTuple

from corpus.document import Document, Original, ReadFile
from corpus.errors import DocumentError, LibraryError, UnknownDocumentError
from corpus.names import named_source, without_surrogates
from corpus.passage import Passage
from index.blocks import Blocks
from index.database import UNREADABLE, Database, raise_unless_damage
from index.embedding import Plan, embedded
from index.originals import Origin, Originals
from index.piece import Piece
from index.rows import DOCUMENT, PASSAGE, document_of, document_row, passage_of, passage_row, values
from index.word_index import Row, WordIndex

_SIMILAR = 5  # names that an error names
_PART = 1 << 20  # characters of a text in a row
_NEAR = 3000  # characters between passages that are near each other
_KEPT = 50_000_000  # characters of the texts that are kept in memory

Change = Literal["added", "replaced", "unchanged"]


@dataclass(frozen=True, slots=True)
class Entry:
    """A document in the library's list, without its text.

    characters: code points of its text.
    pages: how many it has; 0 for a document without pages.
    sha256: hex digest of its text in UTF-8.
    origin: of its original file; None when it was added without.
    """

    name: str
    source: str
    characters: int
    pages: int
    passages: int
    sha256: str
    origin: Origin | None


class Identity(NamedTuple):
    """sha256: of the text. pages: where each begins; None where that is damaged."""

    name: str
    source: str
    sha256: str
    pages: tuple[int, ...] | None
    origin: Origin | None


class Store:
    """The documents of one open database. Safe to use from several threads."""

    def __init__(self, path: Path, *, frozen: bool = False) -> None:
        """Open the database in whatever format it has (`index.format.open_store` sees to that).
        Raises LibraryError when it cannot be opened."""
        self.database = Database(path, frozen=frozen)
        self.blocks = Blocks(self.database)
        self.words = WordIndex(self.database)
        self.originals = Originals(self.database)
        self._db = self.database
        self._read: tuple[str, dict[int, Document]] = "", {}  # a generation's, by id

    def close(self) -> None:
        self.database.close()

    # --- documents in and out

    def add(
        self,
        plan: Plan,
        words: Iterator[Row],
        blocks: Sequence[int],
        file: ReadFile | None,
        replaced: int | None,
    ) -> None:
        """Write a document, all or nothing, in place of the one with id `replaced`, if any is
        given. Its words are those of its passages (`WordIndex.made_for`), its vectors those of
        `blocks`, which are no document's yet."""
        with self._db.transaction():
            if replaced is not None:
                self._delete(replaced)
            document_id = self._db.insert(
                "documents (id, name, length, source, sha256, pages)",
                (replaced, *document_row(plan.document)),
            )
            self._add_text(document_id, plan.document.text)
            if file is not None:
                self.originals.add(document_id, file)
            first = number = self.blocks.next_number()
            for block_id, (texts, _) in zip(blocks, plan.blocks(), strict=True):
                self.blocks.hand_over(block_id, document_id, number)
                number += len(texts)
            self._add_passages(document_id, plan, words, first)
            self._db.advance()

    def _add_text(self, document_id: int, text: str) -> None:
        for part, begin in enumerate(range(0, len(text), _PART)):
            self._db.insert(
                "texts (document_id, part, text)", (document_id, part, text[begin : begin + _PART])
            )

    def _add_passages(self, document_id: int, plan: Plan, words: Iterator[Row], first: int) -> None:
        pieces = plan.pieces()
        upcoming = next(pieces, None)
        for number, (passage, row) in enumerate(zip(plan.passages, words, strict=True)):
            passage_id = self._db.insert(
                'passages (document_id, start, "end", kind, headings, label, notes, explains)',
                (document_id, *passage_row(passage)),
            )
            self.words.add_row(passage_id, row)
            while upcoming is not None and upcoming[0].passage == number:
                piece, vector = upcoming
                self._db.insert(
                    'spans (passage_id, start, "end", unit, vector)',
                    (passage_id, piece.start, piece.end, piece.unit, first + vector),
                )
                upcoming = next(pieces, None)

    def remove(self, name: str, sha256: str | None = None) -> None:
        """Remove a document and all that hangs on it. Raises DocumentError if unknown, or if its
        text has another digest than the one that is given, if any."""
        with self._db.transaction():
            document_id = self.id_of(name)
            if sha256 not in (None, self.entries(document_id)[0].sha256):
                raise DocumentError(f"“{name}” is another version by now; look at it again.")
            self._delete(document_id)
            self._db.advance()

    def _delete(self, document_id: int) -> None:
        self.words.remove(document_id)
        self._db.execute("DELETE FROM documents WHERE id = ?", (document_id,))

    # --- reading

    def documents(self) -> list[Document]:
        """All documents, in the order they were added."""
        with self._db.snapshot():
            rows = self._db.execute(f"SELECT {DOCUMENT} FROM documents ORDER BY id")
            return [document_of(row) for row in rows]

    def names(self, sha256: str | None = None) -> list[str]:
        """The names of all documents, in the order they were added; or of those of that digest."""
        return [name for _, name in self.listed(sha256)]

    def listed(self, sha256: str | None = None) -> list[tuple[int, str]]:
        """Every document's id and name, in order: of a damaged name what can be read of it."""
        with self._db.snapshot(), self._db.lenient():
            return self._db.execute(
                "SELECT id, CAST(name AS TEXT) FROM documents "
                "WHERE ?1 IS NULL OR sha256 = ?1 ORDER BY id",
                (sha256,),
            ).fetchall()

    def entries(self, only: int | None = None) -> list[Entry]:
        """What there is to say of every document, damaged ones too, unread, in order; or of one."""
        with self._db.snapshot(), self._db.lenient():
            rows = self._db.execute(
                "SELECT id, CAST(name AS TEXT), CAST(source AS TEXT), length, "
                "CASE WHEN json_valid(pages) THEN json_array_length(pages) ELSE 0 END, "
                "(SELECT count(*) FROM passages WHERE document_id = d.id), CAST(sha256 AS TEXT) "
                "FROM documents d WHERE ?1 IS NULL OR id = ?1 ORDER BY id",
                (only,),
            ).fetchall()
            return [
                Entry(name, source, length, pages, count, sha256, self.originals.origin(number))
                for number, name, source, length, pages, count, sha256 in rows
            ]

    def entry(self, name: str) -> Entry:
        """What there is to say of one. Raises DocumentError if unknown."""
        with self._db.snapshot():
            return self.entries(self.id_of(name))[0]

    def id_of(self, name: str) -> int:
        """The id of the document of that name, as it is or, where it is damaged, as it is listed.
        Raises DocumentError, naming those there are."""
        found = self.find(name)
        if found is not None:
            return found
        name, ids = without_surrogates(name), {each: i for i, each in self.listed()}
        if name not in ids:
            few = len(ids) <= _SIMILAR
            nearest = list(ids) if few else difflib.get_close_matches(name, ids, _SIMILAR, 0.3)
            raise UnknownDocumentError(name, len(ids), nearest)
        return ids[name]

    def find(self, name: str) -> int | None:
        """The id of the document of that name, if there is one. A name may be given as it is
        typed, カ and ゙ apart, say."""
        name = without_surrogates(name)
        with self._db.snapshot():
            row = self._db.execute(
                "SELECT id FROM documents WHERE name IN (?1, ?2) ORDER BY name <> ?1",
                (name, unicodedata.normalize("NFC", name)),
            ).fetchone()
        return None if row is None else int(row[0])

    def identity(self, document_id: int) -> Identity | None:
        """What tells a document from another version of it, without reading its text; None
        when it is there no more."""
        with self._db.snapshot():
            row = self._db.execute(
                "SELECT name, source, sha256, pages FROM documents WHERE id = ?", (document_id,)
            ).fetchone()
            if row is None:
                return None
            name, source, sha256, pages = row
            origin = self.originals.origin(document_id)
        return Identity(name, source, sha256, values(pages, int), origin)

    def name_from(self, source: str) -> str | None:
        """The name of the document that was added from there, if there is one."""
        with self._db.snapshot():
            row = self._db.execute(
                "SELECT name FROM documents WHERE source = ? ORDER BY id", (named_source(source),)
            ).fetchone()
        return None if row is None else str(row[0])

    def document(self, name: str) -> Document:
        """The document of that name. Raises DocumentError, naming those there are."""
        with self._db.snapshot():
            return self.document_by_id(self.id_of(name))

    def document_by_id(self, document_id: int) -> Document:
        """A document by its id; kept until the library changes, since texts are long."""
        if self._db.in_transaction:  # what is read in one may never become so
            return self._document_anew(document_id)
        generation, read = self._db.generation(), self._read[1]
        if generation != self._read[0]:
            read = {}
            self._read = generation, read
        if document_id not in read:
            if sum(len(document.text) for document in read.values()) > _KEPT:
                read.clear()
            read[document_id] = self._document_anew(document_id)
        return read[document_id]

    def _document_anew(self, document_id: int, *, whole: bool = True) -> Document:
        row = self._db.execute(
            f"SELECT {DOCUMENT} FROM documents WHERE id = ?", (document_id,)
        ).fetchone()
        if row is None:
            raise LibraryError(
                f"The library {self._db.path} has passages of no document; mend it with "
                "`hakusho verify --repair`."
            )
        return document_of(row, whole=whole)

    def with_original(self, document_id: int) -> Document | ReadFile:
        """A document with its original, if it was added with one: then its text may be damaged,
        as it can be read anew. Inside a snapshot of the caller's."""
        origin = self.originals.origin(document_id)
        if origin is None:
            return self.document_by_id(document_id)
        document = self._document_anew(document_id, whole=False)
        return ReadFile(document, self.originals.read(document_id, document), origin.remarks)

    def original(self, name: str) -> Original:
        """The file that a document was read from. Raises DocumentError if unknown."""
        with self._db.snapshot():
            document_id = self.id_of(name)
            kept = self.with_original(document_id)
            if isinstance(kept, ReadFile):
                return kept.original
            return self.originals.read(document_id, kept)

    def passages_of(self, name: str) -> list[Passage]:
        """The passages of a document, in order."""
        with self._db.snapshot():
            document_id = self.id_of(name)
            document = self.document_by_id(document_id)
            return [passage for _, passage in self.numbered(document_id, document)]

    def numbered(self, document_id: int, document: Document) -> Iterator[tuple[int, Passage]]:
        """The passages of a document with their ids, in order."""
        rows = self._db.execute(
            f"SELECT p.id, {PASSAGE} FROM passages p WHERE document_id = ? ORDER BY start, id",
            (document_id,),
        )
        for row in rows:
            yield row[0], passage_of(document, row[1:])

    def readable(self) -> Iterator[tuple[str, int, Passage]]:
        """The passages of every document, with its name and their ids; but for those that are
        damaged, or whose document is."""
        for document_id, name in self.listed():
            try:
                document = self.document_by_id(document_id)
                for passage_id, passage in self.numbered(document_id, document):
                    yield name, passage_id, passage
            except UNREADABLE as error:
                raise_unless_damage(error)

    def remake_words(self) -> None:
        """Make the word index anew, however damaged it is; inside the caller's transaction."""
        self.words.clear()
        for _, passage_id, passage in self.readable():
            self.words.add(passage_id, passage)

    def passages_at(self, document: Document, starts: Sequence[int]) -> list[Passage]:
        """The passages of a document that begin at those offsets, in order; none where it is
        another now."""
        with self._db.snapshot():
            rows = self._db.execute(
                f"SELECT {PASSAGE} FROM passages p JOIN documents d ON d.id = document_id "
                "WHERE d.name = ? AND d.sha256 = ? "
                "AND p.start IN (SELECT value FROM json_each(?)) ORDER BY p.start",
                (document.name, document.sha256, json.dumps(list(starts))),
            ).fetchall()
        return [passage_of(document, row) for row in rows]

    def together(self, passage: Passage) -> list[Passage]:
        """The passages near one and under the same headings, itself among them, in order; none
        where its document is another now."""
        near = passage.start - _NEAR, passage.start + _NEAR
        with self._db.snapshot():
            rows = self._db.execute(
                f"SELECT {PASSAGE} FROM passages p JOIN documents d ON d.id = document_id "
                "WHERE d.name = ? AND d.sha256 = ? AND p.start BETWEEN ? AND ? ORDER BY p.start",
                (passage.document.name, passage.document.sha256, *near),
            ).fetchall()
        found = (passage_of(passage.document, row) for row in rows)
        return [each for each in found if each.headings == passage.headings]

    def passages(self, ids: Sequence[int]) -> dict[int, Passage]:
        """Passages by id; ids that are gone are left out."""
        with self._db.snapshot():
            rows = self._db.execute(
                f"SELECT p.id, document_id, {PASSAGE} FROM passages p "
                "WHERE p.id IN (SELECT value FROM json_each(?))",
                (json.dumps(list(ids)),),
            ).fetchall()
            documents = {i: self.document_by_id(i) for i in {row[1] for row in rows}}
            return {row[0]: passage_of(documents[row[1]], row[2:]) for row in rows}

    def owners(self, vectors: Iterable[int]) -> dict[int, list[int]]:
        """The ids of the passages that have a piece with each vector."""
        found: dict[int, list[int]] = {}
        with self._db.snapshot():
            rows = self._db.execute(
                "SELECT vector, passage_id FROM spans "
                "WHERE vector IN (SELECT value FROM json_each(?)) ORDER BY vector, id",
                (json.dumps(list(vectors)),),
            )
            for vector, passage_id in rows:
                found.setdefault(vector, []).append(passage_id)
        return found

    def pieces(self, passage_ids: Sequence[int]) -> list[tuple[Piece, int]]:
        """All pieces of those passages, in document order, each with the number of its
        vector."""
        with self._db.snapshot():
            rows = self._db.execute(
                'SELECT passage_id, start, "end", unit, vector FROM spans '
                "WHERE passage_id IN (SELECT value FROM json_each(?)) "
                "ORDER BY passage_id, start, id",
                (json.dumps(list(passage_ids)),),
            ).fetchall()
        return [(Piece(*row[:4]), row[4]) for row in rows]

    def texts_of(self, first: int, count: int) -> list[str]:
        """The texts that belong to `count` vectors, numbered from `first` on, in order. Fewer when
        one belongs to no passage."""
        with self._db.snapshot():
            rows = self._db.execute(
                'SELECT passage_id, start, "end", unit FROM spans WHERE id IN '
                "(SELECT min(id) FROM spans WHERE vector >= ? AND vector < ? GROUP BY vector) "
                "ORDER BY vector",
                (first, first + count),
            ).fetchall()
            passages = self.passages([row[0] for row in rows])
            return [
                embedded(passages[passage], start, end, unit)
                for passage, start, end, unit in rows
                if passage in passages
            ]

    def count_passages(self, document_id: int | None = None) -> int:
        """Of all documents, or of one."""
        only = "" if document_id is None else "WHERE document_id = ?"
        values = () if document_id is None else (document_id,)
        with self._db.snapshot():
            found = self._db.execute(f"SELECT count(*) FROM passages {only}", values)
            return int(found.fetchone()[0])
