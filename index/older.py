"""Libraries of earlier formats: all that is still known of them, to go when they do.

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

import sqlite3

import numpy as np

from index.database import UNREADABLE, raise_unless_damage
from index.embedding import BLOCK, content_key, text_keys
from index.schema import statements
from index.store import Store

READABLE = (3, 4, 5, 6)  # as they are: only some words are not found in them
_OLD_FILE = "vectors.faiss"


def bring_up(store: Store, version: int) -> None:
    """Bring the tables of an older library up; inside the caller's transaction."""
    if version == 1:
        _from_format_1(store)
    elif version == 2:
        for statement in statements():
            if " conversations" in statement or " turns" in statement:
                store.database.execute(statement)
    _bring_words_up(store)


def _bring_words_up(store: Store) -> None:
    """Make the words of each passage again. Only rows that differ now are written: on a full disk
    there is no room for all of them beside the old."""
    try:
        store.words.check()
    except sqlite3.Error as error:  # what is damaged cannot be changed, but can be made anew
        raise_unless_damage(error)
        store.remake_words()
        return
    for _, passage_id, passage in store.readable():
        store.words.write_again(passage_id, passage)


def _from_format_1(store: Store) -> None:
    """Bring format 1 up. The places of all passages and all vectors stay what they are."""
    execute = store.database.execute
    old = ("documents", "passages", "spans")
    for index in ("passages_of_document", "spans_of_passage"):
        execute(f"DROP INDEX {index}")
    for table in old:
        execute(f"ALTER TABLE {table} RENAME TO old_{table}")
    for statement in statements():
        if not statement.startswith("CREATE TABLE meta") and "VIRTUAL" not in statement:
            execute(statement)
    execute(
        "INSERT INTO documents (id, name, length, source, sha256, pages) "
        "SELECT id, name, length(text), source, sha256, '[]' FROM old_documents"
    )
    execute("INSERT INTO texts SELECT id, 0, text FROM old_documents")
    execute("INSERT INTO passages SELECT * FROM old_passages")
    execute(
        'INSERT INTO spans (id, passage_id, start, "end", unit, vector) '
        'SELECT s.id, passage_id, s.start, s."end", unit, '
        "row_number() OVER (ORDER BY document_id, s.id) - 1 "
        "FROM old_spans s JOIN passages p ON p.id = passage_id"
    )
    for (document_id,) in execute("SELECT id FROM documents ORDER BY id").fetchall():
        _move_vectors(store, document_id)
    for table in reversed(old):  # what refers to a table goes before it
        execute(f"DROP TABLE old_{table}")
    store.database.path.with_name(_OLD_FILE).unlink(missing_ok=True)


def _move_vectors(store: Store, document_id: int) -> None:
    """Put the vectors of a document of format 1 into blocks, in the order of its spans."""
    model = store.database.get("model_sha256") or ""
    vectors = store.database.execute(
        "SELECT s.vector, o.vector FROM spans s JOIN old_spans o USING (id) "
        "JOIN passages p ON p.id = s.passage_id WHERE document_id = ? ORDER BY s.vector",
        (document_id,),
    )
    while rows := vectors.fetchmany(BLOCK):
        first = rows[0][0]
        try:
            content = content_key(text_keys(store.texts_of(first, len(rows))))
        except UNREADABLE as error:  # no other document is given what a damaged one has
            raise_unless_damage(error)
            content = b""
        made = np.stack([np.frombuffer(vector, np.float16) for _, vector in rows])
        block_id = store.blocks.keep(content, model, made)
        store.blocks.hand_over(block_id, document_id, first)
