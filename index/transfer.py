"""A whole library as one file: writing it, and taking its documents into another library.

The file is the database itself, complete but for the conversations: these belong to their owners,
and whoever is given the documents is not given them. Taking it in trusts nothing that is in it
but documents, which are checked, and vectors of the same texts and the
same model.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from corpus.document import Document, ReadFile, document
from corpus.errors import HakushoError, LibraryError
from index.atomic import put_whole
from index.database import has_room
from index.format import open_store
from index.rows import pages_fit, text_digest
from index.schema import statements
from index.store import Store

_PREFIX = ".hakusho-export-"
_REMEDY = "Give a file that `hakusho export` wrote."
_SCHEMA = "SELECT CAST(sql AS TEXT) FROM sqlite_master WHERE sql NOT NULL"
_ABANDONED = 86_400  # seconds; no export takes so long


def export(store: Store, target: Path) -> None:
    """Write the library as one file. Raises LibraryError when there is such a file already or
    it cannot be written."""
    try:
        if target.exists():
            raise LibraryError(f"{target} is there already; give the name of a new file.")
        home = _home(store, target)
        # All of it is first in a folder that nobody else may look into.
        with (
            put_whole(target) as beside,
            TemporaryDirectory(prefix=_PREFIX, dir=home, ignore_cleanup_errors=True) as folder,
        ):
            _clear_leftovers(home, Path(folder))
            store.database.copy(Path(folder) / "all")
            _copy_without_conversations(Path(folder) / "all", beside)
    except (OSError, UnicodeError) as error:  # UnicodeError: a name that SQLite cannot take
        said = error.strerror if isinstance(error, OSError) else "its name is in no encoding"
        raise LibraryError(f"{target} cannot be written ({said}); choose another place.") from error


def _home(store: Store, target: Path) -> Path:
    """The folder where the whole copy is made first: beside the library, if there is room, so that
    what a crash leaves there is not passed on with the export."""
    database = Path(os.path.realpath(store.database.path))
    fits = os.access(database.parent, os.W_OK) and has_room(
        database.parent, 2 * database.stat().st_size
    )
    return database.parent if fits else target.parent


def _clear_leftovers(home: Path, own: Path) -> None:
    """Remove what was left by exports that were broken off long ago."""
    for left in home.glob(f"{_PREFIX}*"):
        with suppress(OSError):
            if left != own and left.stat().st_mtime < time.time() - _ABANDONED:
                shutil.rmtree(left, ignore_errors=True)


def _copy_without_conversations(whole: Path, target: Path) -> None:
    """Take the conversations out of `whole`, which is thrown away, and write the rest anew."""
    try:
        with closing(sqlite3.connect(whole, isolation_level=None)) as database:
            database.execute("PRAGMA journal_mode = OFF")
            database.execute("DELETE FROM turns")
            database.execute("DELETE FROM conversations")
            database.execute("DELETE FROM sqlite_sequence WHERE name = 'turns'")
            database.execute("VACUUM INTO ?", (str(target),))
    except sqlite3.Error as error:
        raise LibraryError(
            f"{target.parent} cannot be written to ({error}); choose another place."
        ) from error


@contextmanager
def open_export(path: Path) -> Iterator[Store]:
    """An exported library, to be read only. Raises LibraryError when it is none."""
    if not path.is_file():
        raise LibraryError(f"{path} is not a file; give one that `hakusho export` wrote.")
    try:
        store = open_store(path, frozen=True)
    except LibraryError as error:
        raise LibraryError(f"{error} {_REMEDY}") from error
    with closing(store):
        try:
            with store.database.snapshot():
                found = {sql for (sql,) in store.database.execute(_SCHEMA)}
        except LibraryError as error:
            raise LibraryError(f"{error} {_REMEDY}") from error
        # A view or a trigger in the place of a table would be a program of the file's.
        if not {s for s in statements() if s.startswith("CREATE TABLE")} <= found or any(
            sql.startswith(("CREATE VIEW", "CREATE TRIGGER")) for sql in found
        ):
            raise LibraryError(f"{path} is not what it should be. {_REMEDY}")
        yield store


def importable(store: Store) -> Iterator[tuple[str, ReadFile | Document | HakushoError]]:
    """Every document with its name, and with its original as it would be read from a file; in
    its place an error where it is damaged."""
    for name in store.names():
        try:
            yield name, _checked(store, name)
        except HakushoError as error:
            yield name, error


def _checked(store: Store, name: str) -> ReadFile | Document:
    """Raises LibraryError where it is not what was exported."""
    said = f"“{name}” is damaged; export it again."
    try:
        with store.database.snapshot():
            kept = store.with_original(store.id_of(name))
    except LibraryError as error:
        raise LibraryError(said) from error
    given = kept.document if isinstance(kept, ReadFile) else kept
    if text_digest(given.text) != given.sha256 or not pages_fit(given):
        raise LibraryError(said)
    clean = document(given.name, given.text, given.source, given.pages)
    return replace(kept, document=clean) if isinstance(kept, ReadFile) else clean
