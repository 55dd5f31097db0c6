"""The tables of a library's database, and the version of their format."""

from __future__ import annotations

FORMAT = 1

# `spans` holds what is embedded: each passage as a whole, each of its sentences, and each
# clause of its long sentences.
# FTS5 gets tokens that are already split, because its own tokenizers do not split
# Japanese. It keeps them, in full detail: a deletion has to name the very tokens that were
# added, whatever the rules for them are by then, and bm25() gives 0 with less detail.
SCHEMA = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE documents (
    id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, text TEXT NOT NULL,
    source TEXT NOT NULL, sha256 TEXT NOT NULL
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
    unit TEXT NOT NULL, vector BLOB NOT NULL
);
CREATE INDEX spans_of_passage ON spans (passage_id, start);
CREATE VIRTUAL TABLE words USING fts5 (
    text, context, tokenize="unicode61 remove_diacritics 0"
);
CREATE VIRTUAL TABLE vocabulary USING fts5vocab (words, row);
"""
