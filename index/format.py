"""The format of a library's database: made for a new one, brought up to date in an older one."""

from __future__ import annotations

import logging
import uuid
from pathlib import Path

from corpus.errors import LibraryVersionError
from index import older
from index.database import Database
from index.schema import FORMAT, statements
from index.store import Store

_log = logging.getLogger(__name__)


def open_store(path: Path, *, frozen: bool = False) -> Store:
    """Open the database at `path`; make it, or bring it to this format, in one transaction, if
    need be. A `frozen` one is a file that nobody changes.

    Raises LibraryError when it cannot be opened; LibraryVersionError when it is of a newer
    format, or of an older one and may only be read.
    """
    store = Store(path, frozen=frozen)
    try:
        # Reading takes no write lock, and sees one state: another process may be making it.
        with store.database.snapshot():
            current = _is_current(store.database)
        if not current:
            with store.database.transaction():
                if not _is_current(store.database):
                    _make_current(store)
    except BaseException:
        store.close()
        raise
    return store


def version(database: Database) -> int:
    return int(database.execute("PRAGMA user_version").fetchone()[0])


def _is_current(database: Database) -> bool:
    found = version(database)
    if found == FORMAT or (found in older.READABLE and database.read_only):
        return True
    if found == 0 and not database.execute("SELECT 1 FROM sqlite_master").fetchone():
        return False
    is_older = 1 <= found < FORMAT
    if is_older and not database.read_only:
        return False
    remedy = (
        "open it once where it may be written"
        if is_older
        else "use the version of hakusho-qa that made it"
    )
    raise LibraryVersionError(
        f"The library {database.path} has format {found}, this program reads format {FORMAT}; "
        f"{remedy}, or name another with --library."
    )


def _make_current(store: Store) -> None:
    database = store.database
    found = version(database)
    if found == 0:
        for statement in statements():
            database.execute(statement)
        database.set("id", uuid.uuid4().hex)
        database.set("generation", "0")
    else:
        older.bring_up(store, found)
        database.advance()
        _log.warning(
            "The library %s was brought from format %d to %d.", database.path, found, FORMAT
        )
    database.execute(f"PRAGMA user_version = {FORMAT}")
