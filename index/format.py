"""The format of a library's database: made when it is new, brought up when it is older.

Format 1 had a vector in the row of every span and a FAISS file beside the database, and
kept neither pages nor originals. Formats 1 and 2 kept no conversations, and found a number only
as it was written. Up to format 3 a Japanese word that a line end cuts in two was not found,
up to format 4 a year or month in kanji digit by digit (平成三〇年) was no date, up to format 5
some English dates were none (mid-2020, FY20, January to March 2019) and some names were (S2), and
up to format 6 a word set wide (傍 聴 者) was not found, nor a list of years (令和４・５・６年度).

Words are made again from the passages; passages and sentences stay as they were divided, until
the document is read again.
"""

from __future__ import annotations

import logging
import sqlite3
import uuid
from collections.abc import Iterator

import numpy as np

from corpus.errors import LibraryVersionError
from corpus.passage import Passage
from index.blocks import Blocks
from index.database import Database
from index.embedding import BLOCK, content_key, embedded, text_key
from index.rows import DOCUMENT, PASSAGE, document_of, passage_of
from index.schema import FORMAT, READABLE, statements
from index.words import Words

_OLD_FILE = "vectors.faiss"
_log = logging.getLogger(__name__)


def bring_up(database: Database) -> None:
    """See that the database has this format: make the tables of a new one, and bring an older
    one up, in one transaction.

    Raises LibraryVersionError for a newer one, and for an older one that may only be read.
    """
    try:
        # Reading takes no write lock, and sees one state: another process may be making it.
        with database.snapshot():
            current = _is_current(database)
        if not current:
            with database.transaction():
                if not _is_current(database):
                    _make_current(database)
    except sqlite3.Error as error:
        raise database.failure("cannot be opened", error) from error


def _version(database: Database) -> int:
    return int(database.execute("PRAGMA user_version").fetchone()[0])


def _is_current(database: Database) -> bool:
    version = _version(database)
    if version == FORMAT or (version in READABLE and database.read_only):
        return True
    if version == 0 and not database.execute("SELECT 1 FROM sqlite_master").fetchone():
        return False
    older = 1 <= version < FORMAT
    if older and not database.read_only:
        return False
    remedy = (
        "open it once where it may be written"
        if older
        else "use the version of hakusho-qa that made it"
    )
    raise LibraryVersionError(
        f"The library {database.path} has format {version}, this program reads format {FORMAT}; "
        f"{remedy}, or name another with --library."
    )


def _make_current(database: Database) -> None:
    version = _version(database)
    if version == 0:
        for statement in statements():
            database.execute(statement)
        database.set("id", uuid.uuid4().hex)
        database.set("generation", "0")
    else:
        if version == 1:
            _from_format_1(database)
        elif version == 2:
            _add_conversations(database)
        _bring_words_up(database)
        database.advance()
        _log.warning(
            "The library %s was brought from format %d to %d.", database.path, version, FORMAT
        )
    database.execute(f"PRAGMA user_version = {FORMAT}")


def _from_format_1(database: Database) -> None:
    """The numbers of the vectors and the places of all passages stay what they are."""
    old = ("documents", "passages", "spans")
    for index in ("passages_of_document", "spans_of_passage"):
        database.execute(f"DROP INDEX {index}")
    for table in old:
        database.execute(f"ALTER TABLE {table} RENAME TO old_{table}")
    for statement in statements():
        if not statement.startswith("CREATE TABLE meta") and "VIRTUAL" not in statement:
            database.execute(statement)
    database.execute(
        "INSERT INTO documents (id, name, length, source, sha256, pages) "
        "SELECT id, name, length(text), source, sha256, '[]' FROM old_documents"
    )
    database.execute("INSERT INTO texts SELECT id, 0, text FROM old_documents")
    database.execute("INSERT INTO passages SELECT * FROM old_passages")
    for (document_id,) in database.execute("SELECT id FROM documents ORDER BY id").fetchall():
        _move_vectors(database, document_id)
    for table in reversed(old):  # what refers to a table goes before it
        database.execute(f"DROP TABLE old_{table}")
    database.path.with_name(_OLD_FILE).unlink(missing_ok=True)


def _add_conversations(database: Database) -> None:
    for statement in statements():
        if " conversations" in statement or " turns" in statement:
            database.execute(statement)


def _bring_words_up(database: Database) -> None:
    words = Words(database)
    try:
        words.check()
        write = words.write_again
    except sqlite3.DatabaseError:  # what is damaged cannot be changed, but can be made anew
        words.clear()
        write = words.add
    for passage_id, passage in _passages(database):
        write(passage_id, passage)


def _passages(database: Database) -> Iterator[tuple[int, Passage]]:
    for document_id, *row in database.execute(f"SELECT id, {DOCUMENT} FROM documents").fetchall():
        document = document_of(row)
        rows = database.execute(
            f"SELECT p.id, {PASSAGE} FROM passages p WHERE document_id = ?", (document_id,)
        ).fetchall()
        for passage_id, *columns in rows:
            yield passage_id, passage_of(document, columns)


def _move_vectors(database: Database, document_id: int) -> None:
    row = database.execute(
        f"SELECT {DOCUMENT} FROM documents WHERE id = ?", (document_id,)
    ).fetchone()
    document = document_of(row)
    model = database.get("model_sha256") or ""
    blocks = Blocks(database)
    spans = database.execute(
        f'SELECT s.id, s.passage_id, s.start, s."end", unit, vector, {PASSAGE} '
        "FROM old_spans s JOIN old_passages p ON p.id = passage_id "
        "WHERE document_id = ? ORDER BY s.id",
        (document_id,),
    )
    while rows := spans.fetchmany(BLOCK):
        first = blocks.next_number()
        keys, vectors = bytearray(), []
        for number, (span_id, passage_id, start, end, unit, vector, *passage) in enumerate(rows):
            keys += text_key(embedded(passage_of(document, passage), start, end, unit))
            vectors.append(np.frombuffer(vector, np.float16))
            database.execute(
                'INSERT INTO spans (id, passage_id, start, "end", unit, vector) '
                "VALUES (?, ?, ?, ?, ?, ?)",
                (span_id, passage_id, start, end, unit, first + number),
            )
        block_id = blocks.keep(content_key(bytes(keys)), model, np.stack(vectors))
        blocks.hand_over(block_id, document_id, first)
