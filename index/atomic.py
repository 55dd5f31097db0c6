"""Writing a file all or not at all: beside its place, to the disk, and then put there."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path


@contextmanager
def put_whole(path: Path) -> Iterator[Path]:
    """A path beside `path` to write to: what is there when the block ends is put in its place.
    On an exception it goes, and `path` is as it was. A link stays one, unless it leads round in
    a circle. Raises OSError."""
    path = Path(os.path.realpath(path))  # `Path.resolve` may raise RuntimeError
    beside = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        yield beside
        put_in_place(beside, path)
    finally:
        with suppress(OSError, UnicodeError):  # what went wrong before is told, not this
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
