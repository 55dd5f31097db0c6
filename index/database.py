"""Database: one open SQLite file of a library. Transactions, snapshots, what it is.

Knows nothing of what the tables hold, but for `meta`.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path

from corpus.errors import HakushoError, LibraryError

UNREADABLE = (HakushoError, sqlite3.Error)  # what reading a row that is damaged raises
_WAIT = 60  # seconds that one writer waits for another
_PATIENCE = 1000  # milliseconds to wait for readers before the log is left as it is
# What SQLite says where the file is as it should be. Not a word of these alone: SQLite quotes from
# a text that it cannot read.
_IN_THE_WAY = {
    "disk is full": "make room on the disk and try again",
    "disk I/O": "see that the disk has room and is sound, and try again",
    "database is locked": "another program is writing to it; try again when that is finished",
    "readonly database": "choose a folder where you may write, with --library",
    "closed database": "open it again",
    "Permission denied": "see that you may look into the folder, or name another with --library",
}
_REASONS = {"disk is full": "full", "database is locked": "busy"}  # of a LibraryError
_ADVICE = _IN_THE_WAY | {
    "malformed": "see with `hakusho verify` whether it can be mended; if not, take what can be "
    "read of it into a new library (`hakusho import` this file with another --library), or "
    "restore it from a copy",
    "not a database": "restore it from a copy, or name another with --library",
    "unable to open": "see that you may write there, or name another with --library",
}


class Database:
    """One open database. Safe to use from several threads.

    It has two connections, one to write and one to read, so that readers do not wait while a
    long document is written. A thread uses that of the transaction or snapshot it is in.
    """

    def __init__(self, path: Path, *, frozen: bool = False) -> None:
        """Open the database at `path`, creating an empty one if there is none; read-only
        where it may not be written, or if it is `frozen`: a file that nobody changes.

        Raises LibraryError when it cannot be opened.
        """
        self.path = path
        self._writing = threading.RLock()
        self._reading = threading.RLock()
        self._inside = threading.local()
        self._seen: tuple[int, int, bool] | None = None  # state of a file opened as unchanging
        self._frozen = frozen
        self.opened_anew = 0  # how often: what was read before is of another file
        try:
            self.read_only = frozen or (path.exists() and not _may_write(path))
            if self.read_only:
                self._writer = self._reader = self._connect_read_only()
            else:
                _make_private(path)
                self._writer, self._reader = self._connect_writer(), _open(str(path), uri=False)
        except (OSError, sqlite3.Error) as error:
            raise self.failure("cannot be opened", error) from error

    def _connect_writer(self) -> sqlite3.Connection:
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
        seen = None
        address = self.path.absolute().as_uri()
        if self._frozen:
            if self._log_size():  # what is still in the log would silently be left out
                raise LibraryError(
                    f"{self.path} is in use, or was not closed when last written; give one that "
                    "`hakusho export` wrote."
                )
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
            seen = self._state()
            database = _open(f"{address}?immutable=1", uri=True)
        except sqlite3.Error:
            database.close()
            raise
        self._seen = seen
        return database

    def _log_size(self) -> int:
        real = Path(os.path.realpath(self.path))  # beside which SQLite has the log
        log = real.with_name(f"{real.name}-wal")
        return log.stat().st_size if log.exists() else 0

    def _state(self) -> tuple[int, int, bool]:
        status = self.path.stat()
        return status.st_mtime_ns, status.st_size, bool(self._log_size())

    def close(self) -> None:
        """Let go of the file. Waits for what other threads read or write: SQLite would crash."""
        with self._writing, self._reading:
            for connection in (self._reader, self._writer):
                connection.close()

    def copy(self, target: Path) -> None:
        """Write the database as it is now to a new file, complete and by itself."""
        try:
            with self._reading:
                self._reopen_if_changed()
                self._reader.execute("VACUUM INTO ?", (str(target),))
        except sqlite3.Error as error:
            # SQLite says "full" of a page number that cannot be, too.
            if "full" in str(error) and has_room(target.parent, self.path.stat().st_size):
                error = sqlite3.DatabaseError("database disk image is malformed")
            raise self.failure(f"cannot be written to {target.parent}", error) from error

    def execute(self, statement: str, values: tuple[object, ...] = ()) -> sqlite3.Cursor:
        """Run one statement; inside a transaction or a snapshot of the caller's."""
        return (self._current() or self._reader).execute(statement, values)

    def _current(self) -> sqlite3.Connection | None:
        """The connection of the transaction or snapshot that this thread is in."""
        found: sqlite3.Connection | None = getattr(self._inside, "connection", None)
        return found

    def insert(self, target: str, values: tuple[object, ...]) -> int:
        """A row into `target`, "table (columns)"; its id."""
        marks = ", ".join("?" * len(values))
        return int(self.execute(f"INSERT INTO {target} VALUES ({marks})", values).lastrowid or 0)

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All or nothing; inside another, a part of it. Takes the write lock at once, so
        that two writers queue."""
        if self.in_transaction:
            yield
            return
        self.require_writable()
        assert self._current() is None, "what a snapshot has read may be old by now"
        with self._writing:
            try:
                self._writer.execute("BEGIN IMMEDIATE")
                with self._used(self._writer):
                    yield
                self._writer.execute("COMMIT")
            except BaseException as error:
                _roll_back(self._writer)
                if isinstance(error, sqlite3.Error):
                    raise self.failure(
                        "could not be written", error, "nothing was changed"
                    ) from error
                raise

    @property
    def in_transaction(self) -> bool:
        """Whether this thread is in one: then what it reads may never become so."""
        return not self.read_only and self._current() is self._writer

    @contextmanager
    def _used(self, connection: sqlite3.Connection) -> Iterator[None]:
        self._inside.connection = connection
        try:
            yield
        finally:
            self._inside.connection = None

    def require_writable(self) -> None:
        """Raises LibraryError when the library may only be read."""
        if self.read_only:
            raise LibraryError(
                f"The library {self.path} may only be read; "
                "choose a folder where you may write, with --library."
            )

    def empty_log(self) -> bool:
        """Move all of the write-ahead log into the database, so that nothing is left in it of
        what was deleted; whether that could be done. It cannot while another process reads a
        state from before, and is then left to the next time, or to the last to close."""
        with self._writing, self._reading:
            self._writer.execute(f"PRAGMA busy_timeout = {_PATIENCE}")
            try:
                (busy, *_) = self._writer.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
            except sqlite3.OperationalError:  # no room, say: what was committed stays so
                return False
            finally:
                self._writer.execute(f"PRAGMA busy_timeout = {int(_WAIT * 1000)}")
            return not busy

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """Reads inside see one state of the library, whoever writes meanwhile; inside a
        transaction, what it has written."""
        if self._current() is not None:
            yield
            return
        with self._reading:
            try:
                self._reopen_if_changed()
                self._reader.execute("BEGIN")
                try:
                    with self._used(self._reader):
                        yield
                finally:
                    _roll_back(self._reader)  # nothing was written
            except sqlite3.Error as error:
                raise self.failure("cannot be read", error) from error

    @contextmanager
    def lenient(self) -> Iterator[None]:
        """Text that is damaged is read with U+FFFD for what is no UTF-8, where SQLite would read
        no row at all; inside a transaction or a snapshot of the caller's."""
        connection = self._current() or self._reader
        connection.text_factory = partial(str, encoding="utf-8", errors="replace")
        try:
            yield
        finally:
            connection.text_factory = str

    def _reopen_if_changed(self) -> None:
        try:
            if self._seen is not None and self._seen != self._state():
                old = self._reader
                self._writer = self._reader = self._connect_read_only()
                self.opened_anew += 1
                old.close()
        except OSError as error:
            raise self.failure("cannot be read", error) from error

    def failure(self, what: str, error: Exception, state: str = "") -> LibraryError:
        """The error to raise for one of SQLite's, with what to do about it."""
        said = str(error)
        advice = next((say for word, say in _ADVICE.items() if word in said), _ADVICE["malformed"])
        reason = next((reason for word, reason in _REASONS.items() if word in said), "")
        state = f"{state}; " if state else ""
        return LibraryError(f"The library {self.path} {what} ({said}): {state}{advice}.", reason)

    # --- what the library is

    def get(self, key: str) -> str | None:
        with self.snapshot():
            row = self.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
        return None if row is None else str(row[0])

    def set(self, key: str, value: str) -> None:
        self.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (key, value))

    def generation(self) -> str:
        """A value that changes with every write and when the file is replaced."""
        return f"{self._written()}.{self.opened_anew}"

    def _written(self) -> str:
        return self.get("generation") or ""

    def advance(self) -> None:
        """Begin another generation; inside a transaction of the caller's."""
        self.set("generation", str(int(self._written()) + 1))


def raise_unless_damage(error: Exception) -> None:
    """Raise the error of a read again where it does not tell of damage in the file but of what is
    in SQLite's way: a lock, say, or a full disk."""
    if isinstance(error, sqlite3.Error) and any(word in str(error) for word in _IN_THE_WAY):
        raise error


def has_room(folder: Path, size: int) -> bool:
    """Whether more than `size` bytes are free on its disk."""
    return shutil.disk_usage(folder).free > size


def _open(address: str, *, uri: bool) -> sqlite3.Connection:
    return sqlite3.connect(
        address, timeout=_WAIT, isolation_level=None, check_same_thread=False, uri=uri
    )


def _make_private(path: Path) -> None:
    """An empty file that is its owner's alone, if there is none: conversations are private, and
    the log that SQLite makes beside it is as private as it is."""
    with suppress(FileExistsError):
        path.touch(0o600, exist_ok=False)


def _roll_back(connection: sqlite3.Connection) -> None:
    # A failed commit (a full disk, say) may have rolled back by itself.
    if connection.in_transaction:
        connection.execute("ROLLBACK")


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
