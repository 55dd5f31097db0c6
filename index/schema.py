"""The tables of a library's database, and the version of their format."""

from __future__ import annotations

FORMAT = 7

# `spans` holds what is embedded: each passage as a whole, each of its sentences, and each
# clause of its long sentences. `vector` is the number of its text's vector; spans with the
# same text share one.
#
# `blocks` holds vectors many at a time: those numbered from `first` on, `count` of them, for
# a document or, while that is NULL, made in advance for one (see `index.blocks`). Their bytes
# stand in a table of their own, so that a block is handed to a document without being
# written again. AUTOINCREMENT: an id always means the same vectors.
#
# `texts` and `original_parts` hold what may be long in parts, because SQLite copies a row
# several times over while writing it.
#
# `originals` has parts only where a document's text, encoded, is not the very file.
#
# `conversations` and `turns` are people's own, and belong to no document: an answer once
# given stays what it was. `record` is JSON, `folded` what is searched of it (see
# `index.history`). AUTOINCREMENT: the number of a deleted turn never means another.
#
# FTS5 gets tokens that are already split, because its own tokenizers do not split
# Japanese. It keeps them, in full detail: a deletion has to name the very tokens that were
# added, whatever the rules for them are by then, and bm25() gives 0 with less detail.
SCHEMA = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE documents (
    id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, length INTEGER NOT NULL,
    source TEXT NOT NULL, sha256 TEXT NOT NULL, pages TEXT NOT NULL
);
CREATE TABLE texts (
    document_id INTEGER NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
    part INTEGER NOT NULL, text TEXT NOT NULL, UNIQUE (document_id, part)
);
CREATE INDEX documents_by_source ON documents (source);
CREATE TABLE originals (
    document_id INTEGER PRIMARY KEY REFERENCES documents (id) ON DELETE CASCADE,
    media_type TEXT NOT NULL, encoding TEXT, sha256 TEXT NOT NULL, remarks TEXT NOT NULL
);
CREATE TABLE original_parts (
    document_id INTEGER NOT NULL REFERENCES originals (document_id) ON DELETE CASCADE,
    part INTEGER NOT NULL, data BLOB NOT NULL, UNIQUE (document_id, part)
);
CREATE TABLE passages (
    id INTEGER PRIMARY KEY,
    document_id INTEGER NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
    start INTEGER NOT NULL, "end" INTEGER NOT NULL, kind TEXT NOT NULL,
    headings TEXT NOT NULL, label TEXT, notes TEXT NOT NULL, explains TEXT NOT NULL
);
CREATE INDEX passages_of_document ON passages (document_id, start);
CREATE TABLE spans (
    id INTEGER PRIMARY KEY,
    passage_id INTEGER NOT NULL REFERENCES passages (id) ON DELETE CASCADE,
    start INTEGER NOT NULL, "end" INTEGER NOT NULL,
    unit TEXT NOT NULL, vector INTEGER NOT NULL
);
CREATE INDEX spans_of_passage ON spans (passage_id);
CREATE INDEX spans_of_vector ON spans (vector);
CREATE TABLE blocks (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    document_id INTEGER REFERENCES documents (id) ON DELETE CASCADE,
    first INTEGER, count INTEGER NOT NULL,
    model TEXT NOT NULL, content BLOB NOT NULL, checksum INTEGER NOT NULL, made INTEGER NOT NULL
);
CREATE INDEX blocks_of_document ON blocks (document_id, first);
CREATE INDEX blocks_by_content ON blocks (content);
CREATE TABLE vectors (
    block_id INTEGER PRIMARY KEY REFERENCES blocks (id) ON DELETE CASCADE, rows BLOB NOT NULL
);
CREATE TABLE conversations (
    id TEXT PRIMARY KEY, owner TEXT NOT NULL, title TEXT NOT NULL,
    created REAL NOT NULL, changed REAL NOT NULL
) WITHOUT ROWID;
CREATE INDEX conversations_of_owner ON conversations (owner, changed);
CREATE TABLE turns (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    conversation TEXT NOT NULL REFERENCES conversations (id) ON DELETE CASCADE,
    question TEXT NOT NULL, record TEXT NOT NULL, folded TEXT NOT NULL,
    created REAL NOT NULL, verdict INTEGER CHECK (verdict IN (1, -1))
);
CREATE INDEX turns_of_conversation ON turns (conversation);
CREATE VIRTUAL TABLE words USING fts5 (
    text, context, tokenize="unicode61 remove_diacritics 0"
);
CREATE VIRTUAL TABLE vocabulary USING fts5vocab (words, row);
"""


def statements() -> list[str]:
    """The statements of SCHEMA one by one: sqlite3's executescript would commit the
    transaction under way."""
    return [statement for statement in SCHEMA.strip().split(";\n") if statement]
