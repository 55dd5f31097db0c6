"""Adding: uploaded files into the library, one after another, with progress, until told to stop.

Knows nothing of the page. Whoever wants to add files while somebody else does waits for their turn.
The work runs in a thread of its own, so a request to stop is answered at once even while a slow
file is being read. What was added stays, and what was embedded of an unfinished document is not
embedded again when it is added the next time.
"""

from __future__ import annotations

import contextlib
import logging
import secrets
import shutil
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Literal

from corpus.document import ReadFile
from corpus.errors import DocumentError, HakushoError
from corpus.names import visible
from corpus.reading import read_bytes
from corpus.worker import DEFAULT, Limits
from index.library import Library
from index.write import Added

State = Literal[
    "waiting", "reading", "embedding", "added", "replaced", "unchanged", "failed", "stopped"
]
UNFINISHED: frozenset[State] = frozenset(("waiting", "reading", "embedding"))

_OFTEN = 0.1  # seconds between two looks at whether to stop, and between two steps shown
_adding_lock = threading.Lock()  # held by whoever adds
_running: set[_Work] = set()
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that was sent: where it lies now, and the name it had where it came from."""

    path: Path
    name: str


@dataclass(frozen=True, slots=True)
class FileProgress:
    """How far one file is.

    name: the file's, fit to be shown.
    done, total: passages embedded, of how many; 0 of 0 before that is known.
    remarks: what was remarked when it was read.
    same_as: the name of another document that has the very same text; "" when none has.
    reason, message: why it failed: `DocumentError.reason`, "differs" when the library has
        another document of that name from a file of that name, "busy" while another program
        writes to the library, "library" when it could not be written for another reason; and the
        error's own words.
    """

    name: str
    state: State = "waiting"
    done: int = 0
    total: int = 0
    remarks: tuple[str, ...] = ()
    same_as: str = ""
    reason: str = ""
    message: str = ""


@dataclass(frozen=True, slots=True)
class AddingProgress:
    """How far all of them are, in the order they were given.

    queued: somebody else is adding, and these wait for their turn.
    finished: nothing more will happen.
    """

    files: tuple[FileProgress, ...]
    queued: bool = False
    finished: bool = False

    def count(self, *states: State) -> int:
        """How many files are in one of those states."""
        return sum(file.state in states for file in self.files)


class _StoppedError(Exception):
    """Raised inside `Library.add` to break it off; it is never seen outside of here."""


def add_files(
    library: Library,
    uploads: Sequence[Upload],
    stop: threading.Event,
    *,
    replacing: bool = False,
    limits: Limits = DEFAULT,
) -> Iterator[AddingProgress]:
    """Add the files, and say again and again how far that is; the last time it is `finished`.

    Each becomes a document named by its file's name, whose source is that name with its
    suffix. A file that the library already has is left alone. A file takes the place of another
    document from a file of the same name only when `replacing`; otherwise it is refused, since the
    name alone does not tell that one is a new version of the other.

    `stop`, or closing the iterator, ends it: the document under way is not added. A file that
    fails does not hold up the others. The uploads are removed from where they lie.
    """
    folder = _folder_beside(uploads)
    work = _Work(library, _take(uploads, Path(folder.name)), stop, replacing, limits)
    threading.Thread(target=work.run, args=(folder,), daemon=True).start()
    try:
        yield from _watched(work)
    finally:
        stop.set()


def stop_all(seconds: float = 30.0) -> None:
    """Break off whatever is being added, and wait until that has ended. To be called before the
    program ends, which must not happen while a model computes."""
    works = list(_running)
    for work in works:
        work.stop.set()
    deadline = time.monotonic() + seconds
    for work in works:
        work.ended.wait(max(0.0, deadline - time.monotonic()))


def _folder_beside(uploads: Sequence[Upload]) -> TemporaryDirectory[str]:
    """A folder on the disk where the files lie already, under a name that nobody can guess. Moving
    them there copies nothing, so that no full disk can cut one short."""
    among = next((str(each.path.parent.parent) for each in uploads if each.path.exists()), None)
    prefix = f"hakusho-adding-{secrets.token_hex(16)}-"
    return TemporaryDirectory(prefix=prefix, dir=among, ignore_cleanup_errors=True)


def _take(uploads: Sequence[Upload], folder: Path) -> list[Upload]:
    """The files, moved to where nobody else has them. The same file sent by two people lies in one
    place, and whoever is done first must not take it from the other. Two files of the same name and
    content lie in one place too, which is moved only once. One that is gone, or cannot be moved
    whole, is not there: it is reported when it is to be read."""
    taken: dict[Path, Path] = {}
    for number, path in enumerate(dict.fromkeys(upload.path for upload in uploads)):
        taken[path] = folder / str(number)
        try:
            shutil.move(path, taken[path])
        except OSError as error:
            _log.warning("%s", error)
            taken[path].unlink(missing_ok=True)
            continue
        with contextlib.suppress(OSError):
            path.parent.rmdir()  # a folder that was made for it alone
    return [Upload(taken[upload.path], upload.name) for upload in uploads]


def _watched(work: _Work) -> Iterator[AddingProgress]:
    """How far the work is, told no more often than an eye can follow."""
    last = work.progress
    yield last
    while not work.ended.wait(_OFTEN):
        stopping = work.stop.is_set()  # before the next: see `_Work._one`
        now = work.progress
        if stopping and not now.count("embedding"):
            # What is being read is not added any more, however long its reading takes.
            yield _ended(now, "stopped")
            return
        if now is not last:
            yield now
            last = now
    # What is left was broken off by an error that nobody foresaw; its thread reports it.
    yield _ended(work.progress, "stopped" if work.stop.is_set() else "failed")


def _ended(progress: AddingProgress, state: State) -> AddingProgress:
    return replace(
        progress,
        queued=False,
        finished=True,
        files=tuple(
            replace(file, state=state) if file.state in UNFINISHED else file
            for file in progress.files
        ),
    )


class _Work:
    """The adding of one person's files, in a thread.

    progress: how far it is. ended: set when it is over.
    """

    def __init__(
        self,
        library: Library,
        uploads: Sequence[Upload],
        stop: threading.Event,
        replacing: bool,
        limits: Limits,
    ) -> None:
        self._library, self._uploads = library, uploads
        self._replacing, self._limits = replacing, limits
        self.stop = stop
        self.ended = threading.Event()
        self.progress = AddingProgress(tuple(FileProgress(visible(each.name)) for each in uploads))

    def run(self, folder: TemporaryDirectory[str]) -> None:
        _running.add(self)
        try:
            if self._turn():
                try:
                    for number in range(len(self._uploads)):
                        self._one(number)
                finally:
                    _adding_lock.release()
        finally:
            folder.cleanup()
            self.ended.set()
            _running.discard(self)

    def _turn(self) -> bool:
        """Wait for our turn; False when stopped before it comes."""
        if _adding_lock.acquire(blocking=False):
            return True
        self.progress = replace(self.progress, queued=True)
        while not self.stop.is_set():
            if _adding_lock.acquire(timeout=_OFTEN):
                return True
        return False

    def _tell(self, number: int, **changes: Any) -> None:
        """One file is further on. A new AddingProgress each time, since another thread looks at
        it."""
        files = self.progress.files
        file = replace(files[number], **changes)
        self.progress = AddingProgress((*files[:number], file, *files[number + 1 :]))

    def _one(self, number: int) -> None:
        if self.stop.is_set():
            return
        self._tell(number, state="reading")
        try:
            reading = self._read(self._uploads[number])
            # First say so, then look whether to stop: whoever asks to stop and does not find this
            # said yet can be sure that nothing will be added.
            self._tell(number, state="embedding", remarks=reading.remarks)
            added = self._add(reading, number)
            done, same = added.passages, self._library.same_text(reading.document)
            self._tell(number, state=added.change, done=done, total=done, same_as=same)
        except _StoppedError:
            self._tell(number, state="stopped")
        except DocumentError as error:
            self._tell(number, state="failed", reason=error.reason, message=str(error))
        except HakushoError as error:
            _log.warning("%s", error)
            reason = "busy" if error.reason == "busy" else "library"
            self._tell(number, state="failed", reason=reason, message=str(error))
        except Exception:  # noqa: BLE001  the files after this one still come
            _log.exception("%s", self.progress.files[number].name)
            self._tell(number, state="failed")

    def _read(self, upload: Upload) -> ReadFile:
        try:
            with upload.path.open("rb") as file:
                data = file.read(self._limits.file_bytes + 1)
        except OSError as error:
            raise DocumentError(
                f"{visible(upload.name)}: cannot be read ({error.strerror}).", "unreadable"
            ) from error
        return read_bytes(data, upload.name, upload.name, limits=self._limits)

    def _add(self, reading: ReadFile, number: int) -> Added:
        def progress(done: int, total: int) -> None:
            if self.stop.is_set():
                raise _StoppedError
            self._tell(number, done=done, total=total)

        if self.stop.is_set():
            raise _StoppedError
        return self._library.add(reading, progress=progress, replacing=self._replacing)
