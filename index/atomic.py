"""Writing a file or a folder all or not at all: beside its place, and then put there."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path


@contextmanager
def put_whole(path: Path) -> Iterator[Path]:
    """A path beside `path` to write to: what is there when the block ends is put in its place.
    On an exception that is removed, and `path` is as it was. A link stays a link, unless it leads
    round in a circle. Raises OSError."""
    path = Path(os.path.realpath(path))  # `Path.resolve` may raise RuntimeError
    beside = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    beside.unlink(missing_ok=True)  # left by one of the same number that was killed
    try:
        yield beside
        put_in_place(beside, path)
    finally:
        with suppress(OSError, UnicodeError):  # the error to report is the one that came before
            beside.unlink(missing_ok=True)


def put_in_place(beside: Path, path: Path) -> None:
    """Put a file that was written in the place of `path`, in the same folder: after a power
    cut too, that is the old file or all of the new one. Raises OSError, with the old one there."""
    # Windows lets only those who may write to a file see that it is on the disk.
    with beside.open("rb" if os.name == "posix" else "r+b") as file:
        os.fsync(file.fileno())
    beside.replace(path)
    with suppress(OSError):  # not every system can: it is there, if perhaps not yet on the disk
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


@contextmanager
def put_whole_folder(path: Path) -> Iterator[Path]:
    """A new, empty folder beside `path` to write to: when the block ends it takes the place of
    what is there. On an exception it is removed, and `path` is as it was. Raises OSError.

    There is a moment between the two at which no folder stands at `path`; the old one then stands
    beside it, with ".old" behind its name.
    """
    beside, old = path.with_name(path.name + ".new"), path.with_name(path.name + ".old")
    shutil.rmtree(beside, ignore_errors=True)  # what was left by one that was killed
    try:
        beside.mkdir(parents=True)
        yield beside
        if path.exists():
            shutil.rmtree(old, ignore_errors=True)
            path.replace(old)
        beside.replace(path)
        shutil.rmtree(old, ignore_errors=True)
    finally:
        shutil.rmtree(beside, ignore_errors=True)
