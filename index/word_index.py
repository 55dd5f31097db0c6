"""The word index of a library, in its database (SQLite's FTS5)."""

from __future__ import annotations

import errno
import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from tempfile import SpooledTemporaryFile

from corpus.errors import LibraryError
from corpus.passage import Passage
from index.database import Database
from index.lexical import tokens
from index.schema import statements

Row = tuple[str, str]  # the words of a passage, and those of its context

_IN_MEMORY = 8 << 20  # bytes of the rows made in advance
_CONTEXT_WEIGHT = 0.5  # of a word in the context, against one in the passage itself
_OPENED = {  # FTS5's own tables that it reads when it opens an index
    "config": "(k PRIMARY KEY, v) WITHOUT ROWID",
    "data": "(id INTEGER PRIMARY KEY, block BLOB)",
}
CHOSEN = "IN (SELECT id FROM passages WHERE document_id IN (SELECT value FROM json_each(?)))"


class WordIndex:
    """The word index. Writing is inside a transaction of the caller's."""

    def __init__(self, database: Database) -> None:
        self._db = database
        # What was asked last, and found: a question's words are looked for twice, once for
        # other names of what it names and, where there are none, once more for its answer.
        self._last: tuple[object, list[tuple[int, float]]] = None, []

    def add(self, passage_id: int, passage: Passage) -> None:
        self.add_row(passage_id, row(passage))

    def add_row(self, passage_id: int, made: Row) -> None:
        self._db.insert("words (rowid, text, context)", (passage_id, *made))

    def kept(self, passage_id: int) -> Row | None:
        """What is indexed of a passage, if anything is."""
        found: Row | None = self._db.execute(
            "SELECT text, context FROM words WHERE rowid = ?", (passage_id,)
        ).fetchone()
        return found

    def write_again(self, passage_id: int, passage: Passage) -> None:
        """Write anew what is indexed of a passage, where it was made by other rules for words."""
        made = row(passage)
        if self.kept(passage_id) != made:  # FTS5 forgets the tokens that it has kept
            self._db.execute(
                "INSERT OR REPLACE INTO words (rowid, text, context) VALUES (?, ?, ?)",
                (passage_id, *made),
            )

    @contextmanager
    def made_for(self, passages: Iterable[Passage]) -> Iterator[Iterator[Row]]:
        """What is indexed of each passage, made before the transaction that writes it, for whose
        time others have to wait. For a long document most of it is on the disk meanwhile."""
        try:
            with SpooledTemporaryFile(_IN_MEMORY, dir=str(self._db.path.parent)) as file:
                for passage in passages:
                    file.write(json.dumps(row(passage), ensure_ascii=False).encode() + b"\n")
                file.seek(0)
                yield map(tuple, map(json.loads, file))
        except OSError as error:
            raise LibraryError(
                f"The library {self._db.path} could not be written ({error.strerror}): nothing was "
                "changed; make room on the disk and try again.",
                "full" if error.errno == errno.ENOSPC else "",
            ) from error

    def remove(self, document_id: int) -> None:
        """Forget the passages of a document that is still there."""
        self._db.execute(
            "DELETE FROM words WHERE rowid IN (SELECT id FROM passages WHERE document_id = ?)",
            (document_id,),
        )

    def check(self) -> None:
        """Raises sqlite3.DatabaseError where the index is not of the words it was made of."""
        self._db.execute("INSERT INTO words (words) VALUES ('integrity-check')")

    def clear(self) -> None:
        """Make the index anew, of no passage, however damaged it is."""
        made = [statement for statement in statements() if "VIRTUAL" in statement]
        # FTS5 drops only a table that it can open: it is given what an empty one has for that.
        self._db.execute(made[0].replace("TABLE words", "TABLE empty_words"))
        for part, columns in _OPENED.items():
            self._db.execute(f"CREATE TABLE IF NOT EXISTS words_{part} {columns}")
            self._db.execute(
                f"INSERT OR REPLACE INTO words_{part} SELECT * FROM empty_words_{part}"
            )
        for table in ("empty_words", "vocabulary", "words"):
            self._db.execute(f"DROP TABLE IF EXISTS {table}")
        for statement in made:
            self._db.execute(statement)

    def search(
        self, terms: Sequence[str], k: int, documents: Iterable[int] | None = None
    ) -> list[tuple[int, float]]:
        """(passage id, BM25) of the k best passages with any of the terms, best first; only
        of the documents with those ids, if any are given."""
        if not terms:
            return []
        only, chosen = "", list[str]()
        if documents is not None:
            only, chosen = f"AND rowid {CHOSEN} ", [json.dumps(list(documents))]
        sought = " OR ".join(f'"{term}"' for term in terms)
        with self._db.snapshot():
            asked = self._db.generation(), sought, *chosen, k
            before, found = self._last
            if asked != before or self._db.in_transaction:
                rows = self._db.execute(
                    "SELECT rowid, -bm25(words, 1.0, ?) AS score FROM words WHERE words MATCH ? "
                    f"{only}ORDER BY score DESC, rowid LIMIT ?",
                    (_CONTEXT_WEIGHT, sought, *chosen, k),
                ).fetchall()
                found = [(int(i), max(0.0, float(score))) for i, score in rows]
                if not self._db.in_transaction:  # what is seen there may never become so
                    self._last = asked, found
        return list(found)

    def frequencies(self, terms: Sequence[str]) -> dict[str, int]:
        """In how many passages each term stands; terms that stand nowhere are left out."""
        with self._db.snapshot():
            return dict(
                self._db.execute(
                    "SELECT term, doc FROM vocabulary "
                    "WHERE term IN (SELECT value FROM json_each(?))",
                    (json.dumps(terms),),
                )
            )

    def documents_with(self, term: str) -> frozenset[str]:
        """The names of the documents in which a term stands."""
        with self._db.snapshot(), self._db.lenient():
            rows = self._db.execute(
                "SELECT CAST(name AS TEXT) FROM documents WHERE id IN (SELECT document_id "
                "FROM passages WHERE id IN (SELECT rowid FROM words WHERE words MATCH ?))",
                (f'"{term}"',),
            ).fetchall()
        return frozenset(name for (name,) in rows)

    def standing_in(self, passage_ids: Sequence[int]) -> set[str]:
        """All terms of those passages and their contexts."""
        with self._db.snapshot():
            rows = self._db.execute(
                "SELECT text, context FROM words WHERE rowid IN (SELECT value FROM json_each(?))",
                (json.dumps(passage_ids),),
            ).fetchall()
        return {term for row in rows for column in row for term in column.split(" ")}

    def rows(self, passage_ids: Iterable[int]) -> dict[int, list[str]]:
        """The terms of each of those passages, without its context."""
        with self._db.snapshot():
            rows = self._db.execute(
                "SELECT rowid, text FROM words WHERE rowid IN (SELECT value FROM json_each(?))",
                (json.dumps(list(passage_ids)),),
            ).fetchall()
        return {i: text.split(" ") for i, text in rows}


def row(passage: Passage) -> Row:
    """What is indexed of a passage: its own words, and those of its context."""
    return " ".join(tokens(passage.text)), " ".join(tokens(passage.context))
