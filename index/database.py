"""Database: one open SQLite file of a library. Transactions, snapshots, what it is.

Knows nothing of what the tables hold, but for `meta`.
"""

from __future__ import annotations

import os
import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from corpus.errors import LibraryError

_WAIT = 60  # seconds that one writer waits for another
_PATIENCE = 1000  # milliseconds to wait for readers before the log is left as it is
_ADVICE = {
    "full": "make room on the disk and try again",
    "disk I/O": "see that the disk has room and is sound, and try again",
    "locked": "another program is writing to it; try again when that is finished",
    "readonly": "choose a folder where you may write, with --library",
    "malformed": "restore it from a copy; `hakusho verify` says what is wrong",
    "not a database": "restore it from a copy, or name another with --library",
    "unable to open": "see that you may write there, or name another with --library",
}


class Database:
    """One open database. Safe to use from several threads."""

    def __init__(self, path: Path, *, frozen: bool = False) -> None:
        """Open the database at `path`, creating an empty one if there is none; read-only
        where it may not be written, or if it is `frozen`: a file that nobody changes.

        Raises LibraryError when it cannot be opened.
        """
        self.path = path
        self._lock = threading.RLock()
        self._seen: tuple[int, int, bool] | None = None  # state of a file opened as unchanging
        self._frozen = frozen
        self.read_only = frozen or (path.exists() and not _may_write(path))
        try:
            self._db = self._connect()
        except sqlite3.Error as error:
            raise self.failure("cannot be opened", error) from error

    def _connect(self) -> sqlite3.Connection:
        if self.read_only:
            return self._connect_read_only()
        database = _open(str(self.path), uri=False)
        database.execute("PRAGMA foreign_keys = ON")
        # What is deleted is overwritten. Debian's SQLite does so by itself, others do not.
        database.execute("PRAGMA secure_delete = ON")
        # WAL: readers go on during a write. FULL: a commit survives a power cut (on macOS
        # only with fullfsync). A large write leaves no large log behind.
        _write_ahead(database)
        database.execute("PRAGMA synchronous = FULL")
        database.execute("PRAGMA fullfsync = ON")
        database.execute("PRAGMA journal_size_limit = 16777216")
        return database

    def _connect_read_only(self) -> sqlite3.Connection:
        """SQLite needs to write beside a database in order to read it, unless a writer is
        there or it is told that nothing will change. Where it does change, `snapshot` sees
        it and opens again."""
        self._seen = None
        address = self.path.absolute().as_uri()
        if self._frozen:
            return _open(f"{address}?immutable=1", uri=True)
        database = _open(f"{address}?mode=ro", uri=True)
        try:
            database.execute("SELECT 1 FROM sqlite_master").fetchone()
        except sqlite3.OperationalError:
            database.close()
            if self._log_size():
                raise LibraryError(
                    f"The library {self.path} was not closed when last written; open it once "
                    "where it may be written."
                ) from None
            self._seen = self._state()
            database = _open(f"{address}?immutable=1", uri=True)
        return database

    def _log_size(self) -> int:
        log = self.path.with_name(f"{self.path.name}-wal")
        return log.stat().st_size if log.exists() else 0

    def _state(self) -> tuple[int, int, bool]:
        status = self.path.stat()
        return status.st_mtime_ns, status.st_size, bool(self._log_size())

    def close(self) -> None:
        self._db.close()

    def copy(self, target: Path) -> None:
        """Write the database as it is now to a new file, complete and by itself."""
        try:
            with self._lock:
                self._reopen_if_changed()
                self._db.execute("VACUUM INTO ?", (str(target),))
        except sqlite3.Error as error:
            raise self.failure(f"cannot be written to {target.parent}", error) from error

    def execute(self, statement: str, values: tuple[object, ...] = ()) -> sqlite3.Cursor:
        """Run one statement; inside a transaction or a snapshot of the caller's."""
        return self._db.execute(statement, values)

    def insert(self, target: str, values: tuple[object, ...]) -> int:
        """A row into `target`, "table (columns)"; its id."""
        marks = ", ".join("?" * len(values))
        return int(self.execute(f"INSERT INTO {target} VALUES ({marks})", values).lastrowid or 0)

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All or nothing; inside another, a part of it. Takes the write lock at once, so
        that two writers queue."""
        with self._lock:
            if self._db.in_transaction:
                yield
                return
            self.require_writable()
            try:
                self._db.execute("BEGIN IMMEDIATE")
                yield
                self._db.execute("COMMIT")
            except BaseException as error:
                self._roll_back()
                if isinstance(error, sqlite3.Error):
                    raise self.failure(
                        "could not be written", error, "nothing was changed"
                    ) from error
                raise

    def require_writable(self) -> None:
        """Raises LibraryError when the library may only be read."""
        if self.read_only:
            raise LibraryError(
                f"The library {self.path} may only be read; "
                "choose a folder where you may write, with --library."
            )

    def _roll_back(self) -> None:
        # A failed commit (a full disk, say) may have rolled back by itself.
        if self._db.in_transaction:
            self._db.execute("ROLLBACK")

    def empty_log(self) -> bool:
        """Move all of the write-ahead log into the database, so that nothing is left in it of
        what was deleted; whether that could be done. It cannot while another process reads a
        state from before, and is then left to the next time, or to the last to close."""
        with self._lock:
            self._db.execute(f"PRAGMA busy_timeout = {_PATIENCE}")
            try:
                (busy, *_) = self._db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
            except sqlite3.OperationalError:  # no room, say: what was committed stays so
                return False
            finally:
                self._db.execute(f"PRAGMA busy_timeout = {int(_WAIT * 1000)}")
            return not busy

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """Reads inside see one state of the library, whoever writes meanwhile."""
        with self._lock:
            if self._db.in_transaction:
                yield
                return
            try:
                self._reopen_if_changed()
                self._db.execute("BEGIN")
                try:
                    yield
                finally:
                    self._roll_back()  # nothing was written
            except sqlite3.Error as error:
                raise self.failure("cannot be read", error) from error

    def _reopen_if_changed(self) -> None:
        try:
            if self._seen is not None and self._seen != self._state():
                self._db.close()
                self._db = self._connect_read_only()
        except OSError as error:
            raise self.failure("cannot be read", error) from error

    def failure(self, what: str, error: Exception, state: str = "") -> LibraryError:
        """The error to raise for one of SQLite's, with what to do about it."""
        said = str(error)
        advice = next((say for word, say in _ADVICE.items() if word in said), _ADVICE["malformed"])
        state = f"{state}; " if state else ""
        return LibraryError(f"The library {self.path} {what} ({said}): {state}{advice}.")

    # --- what the library is

    def get(self, key: str) -> str | None:
        with self.snapshot():
            row = self.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
        return None if row is None else str(row[0])

    def set(self, key: str, value: str) -> None:
        self.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (key, value))

    def generation(self) -> str:
        """Another one after every change."""
        return self.get("generation") or ""

    def advance(self) -> None:
        """Another generation; inside the caller's transaction."""
        self.set("generation", str(int(self.generation()) + 1))


def _open(address: str, *, uri: bool) -> sqlite3.Connection:
    return sqlite3.connect(
        address, timeout=_WAIT, isolation_level=None, check_same_thread=False, uri=uri
    )


def _write_ahead(database: sqlite3.Connection) -> None:
    """Switch to the write-ahead log, waiting while another process does the same to a new
    database: for this alone SQLite gives up at once, whatever the time to wait."""
    until = time.monotonic() + _WAIT
    while True:
        try:
            database.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError as error:
            if "locked" not in str(error) or time.monotonic() > until:
                raise
        time.sleep(0.01)


def _may_write(path: Path) -> bool:
    """Whether the database can be changed: its file, and its log beside it."""
    return os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)
