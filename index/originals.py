"""Originals: the files that the documents were read from, in the database.

A file of text that is its document's text, encoded, is not kept a second time.
"""

from __future__ import annotations

import hashlib
import json
from contextlib import suppress
from dataclasses import dataclass

from corpus.document import Document, Original, ReadFile
from corpus.errors import LibraryError
from index.database import Database
from index.rows import text_digest, values

_PART = 1 << 20  # bytes; SQLite holds no row beyond 1 GB, and a part is all that is copied


@dataclass(frozen=True, slots=True)
class Origin:
    """What is known of a document's original without reading it.

    sha256: hex digest of the file.
    remarks: what was remarked when it was read; () where that is damaged.
    """

    media_type: str
    encoding: str | None
    sha256: str
    remarks: tuple[str, ...]


class Originals:
    """The originals of a database. Writing is inside a transaction of the caller's."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def add(self, document_id: int, file: ReadFile) -> None:
        original = file.original
        digest = hashlib.sha256(original.data).hexdigest()
        self._db.insert(
            "originals (document_id, media_type, encoding, sha256, remarks)",
            (
                document_id,
                original.media_type,
                original.encoding,
                digest,
                json.dumps(file.remarks, ensure_ascii=False),
            ),
        )
        if text_digest(file.document.text, original.encoding) == digest:
            return
        data = memoryview(original.data)
        for part, begin in enumerate(range(0, len(data), _PART)):
            self._db.insert(
                "original_parts (document_id, part, data)",
                (document_id, part, data[begin : begin + _PART]),
            )

    def origin(self, document_id: int) -> Origin | None:
        """None for a document that was added without its file."""
        row = self._db.execute(
            "SELECT media_type, encoding, sha256, remarks FROM originals WHERE document_id = ?",
            (document_id,),
        ).fetchone()
        if row is None:
            return None
        media_type, encoding, digest, remarks = row
        return Origin(media_type, encoding, digest, values(remarks, str) or ())

    def read(self, document_id: int, document: Document) -> Original:
        """The original, byte for byte; the text as UTF-8 for a document added without.

        Raises LibraryError when it is not what was added.
        """
        origin = self.origin(document_id)
        if origin is None:
            return Original(document.text.encode(), "text/plain", "utf-8")
        parts = self._db.execute(
            "SELECT CAST(data AS BLOB) FROM original_parts WHERE document_id = ? ORDER BY part",
            (document_id,),
        )
        data = b"".join(part for (part,) in parts)
        if not data and origin.encoding is not None:
            with suppress(LookupError, TypeError, UnicodeError):
                data = document.text.encode(origin.encoding)
        named = {type(origin.media_type), type(origin.encoding)} <= {str, type(None)}
        if not named or hashlib.sha256(data).hexdigest() != origin.sha256:
            raise LibraryError(
                f"The original of “{document.name}” is damaged; remove the document and add "
                "it again."
            )
        return Original(data, origin.media_type, origin.encoding)
