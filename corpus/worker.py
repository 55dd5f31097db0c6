"""A process of its own for the parsers: started anew, never forked, ended at will.

A parser that hangs, crashes or swallows all memory is ended with its process; what it was
reading is refused, and the next file gets a new process. One process is kept warm between
files. What passes between is lengths, JSON and text, never pickled objects, so that a parser
taken over by its file can do no more than give a wrong text.

It is a plain subprocess and not one of multiprocessing's, which would run the user's own
script again in it.
"""

from __future__ import annotations

import atexit
import contextlib
import json
import os
import subprocess
import sys
import threading
import time
from dataclasses import dataclass
from typing import IO, Any

from corpus import readers
from corpus.errors import DocumentError, ReadingLimitError
from corpus.readers import FORMATS, Extract, Format

_FILES = 200  # after so many files a warm process is replaced
_BOOT = (
    "import json, sys; sys.path[:] = json.loads(sys.argv[1]); "
    "from corpus.worker import serve; serve(int(sys.argv[2]))"
)


@dataclass(frozen=True, slots=True)
class Limits:
    """What reading one file may take.

    seconds, seconds_per_megabyte: time by the clock, and how much more for each 10**6 bytes.
    memory: bytes of address space of the parser's process (not enforced on Windows, and on
        macOS only in part).
    characters: of the text that comes out.
    file_bytes: of the file.
    """

    seconds: float = 60.0
    seconds_per_megabyte: float = 30.0
    memory: int = 2 << 30
    characters: int = 200_000_000
    file_bytes: int = 1 << 29

    def time_for(self, size: int) -> float:
        """Seconds that a file of `size` bytes may take."""
        return self.seconds + self.seconds_per_megabyte * size / 1e6


DEFAULT = Limits()


def extract(data: bytes, kind: Format, limits: Limits = DEFAULT) -> Extract:
    """What `readers.extract` gives, from a process of its own.

    Raises DocumentError as that does, or when its process ended by itself, and
    ReadingLimitError when it went over the limits.
    """
    try:
        worker = _take(limits.memory)
    except OSError as failed:
        raise DocumentError(
            f"no process to read it in could be started ({failed.strerror}); close other "
            "programs, and add it again.",
            "unreadable",
        ) from failed
    try:
        answer, text = worker.ask(data, kind, limits)
    except BaseException:  # KeyboardInterrupt too: what it is at is not known any more
        worker.end()
        raise
    _keep(worker)
    if "error" in answer:
        error = ReadingLimitError if answer["error"] == "ReadingLimitError" else DocumentError
        raise error(answer["message"], answer["reason"])
    return Extract(text, tuple(answer["pages"]), answer["encoding"], tuple(answer["remarks"]))


class _Worker:
    """A process that reads one file after another, seen from outside."""

    def __init__(self, memory: int) -> None:
        self.memory = memory
        self.files = 0
        self.process = subprocess.Popen(
            [sys.executable, "-c", _BOOT, json.dumps(sys.path), str(memory)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )

    def ask(self, data: bytes, kind: Format, limits: Limits) -> tuple[dict[str, Any], str]:
        seconds = limits.time_for(len(data))
        late = threading.Event()

        def stop() -> None:
            late.set()
            self.process.kill()

        timer = threading.Timer(seconds, stop)
        timer.daemon = True
        timer.start()
        self.files += 1
        try:
            assert self.process.stdin is not None
            assert self.process.stdout is not None
            task = {"format": kind.media_type, "characters": limits.characters, "seconds": seconds}
            _send(self.process.stdin, task, data)
            answer, text = _receive(self.process.stdout, 4 * limits.characters)
            return answer, text.decode("utf-8", "surrogatepass")
        except (OSError, EOFError, ValueError, KeyError) as error:
            if late.is_set():
                raise ReadingLimitError(
                    f"reading it took more than {seconds:.0f} seconds; it may be damaged. Save it "
                    "anew, or divide it, and add it again.",
                    "too-slow",
                ) from error
            raise DocumentError(
                "the parser failed on it; it may be damaged, or need more than "
                f"{limits.memory >> 20:,} MB of memory. Save it anew and add it again.",
                "damaged",
            ) from error
        finally:
            timer.cancel()

    def end(self) -> None:
        self.process.kill()
        for stream in (self.process.stdin, self.process.stdout):
            if stream is not None:
                with contextlib.suppress(OSError):  # what was not sent stays unsent
                    stream.close()
        self.process.wait()


_idle: list[_Worker] = []
_lock = threading.Lock()


def _take(memory: int) -> _Worker:
    with _lock:
        while _idle:
            worker = _idle.pop()
            if worker.memory == memory and worker.process.poll() is None:
                return worker
            worker.end()
    return _Worker(memory)


def _keep(worker: _Worker) -> None:
    with _lock:
        if not _idle and worker.files < _FILES:
            _idle.append(worker)
            return
    worker.end()


@atexit.register
def end_idle() -> None:
    """End the process that is kept warm; the next file starts another."""
    with _lock:
        while _idle:
            _idle.pop().end()


if hasattr(os, "register_at_fork"):  # the child of a fork must not speak into the same pipes
    os.register_at_fork(after_in_child=_idle.clear)


# --- the pipe: 8 bytes of length and JSON, 8 bytes of length and bytes


def _send(stream: IO[bytes], head: dict[str, Any], body: bytes) -> None:
    encoded = json.dumps(head).encode()
    stream.write(len(encoded).to_bytes(8, "big") + encoded + len(body).to_bytes(8, "big"))
    stream.write(body)
    stream.flush()


def _receive(stream: IO[bytes], longest: int) -> tuple[dict[str, Any], bytes]:
    """Raises EOFError when the other side is gone, ValueError for what cannot be a message."""
    head = json.loads(_exactly(stream, longest + (1 << 20)))
    return head, _exactly(stream, longest)


def _exactly(stream: IO[bytes], longest: int) -> bytes:
    size = int.from_bytes(stream.read(8).rjust(8, b"\xff"), "big")
    if size > longest:
        raise EOFError
    data = stream.read(size)
    if len(data) < size:
        raise EOFError
    return data


# --- inside of the process


def serve(memory: int) -> None:
    """Read files from standard input until it ends. The whole program of the process."""
    source, sink = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # whatever a library prints goes nowhere
    _limit_memory(memory)
    while True:
        try:
            task, data = _receive(source, sys.maxsize)
        except EOFError:
            return
        _limit_time(task["seconds"])
        answer, text = _answer(data, FORMATS[task["format"]], task["characters"])
        _send(sink, answer, text)


def _answer(data: bytes, kind: Format, characters: int) -> tuple[dict[str, Any], bytes]:
    try:
        got = readers.extract(data, kind)
        if len(got.text) > characters:
            raise ReadingLimitError(
                f"it holds more than {characters:,} characters; divide it and add the parts.",
                "too-long",
            )
        head = {"pages": got.pages, "encoding": got.encoding, "remarks": got.remarks}
        return head, got.text.encode("utf-8", "surrogatepass")
    except DocumentError as error:
        return _refusal(type(error).__name__, str(error), error.reason)
    except MemoryError:
        message = "reading it takes too much memory; divide it and add the parts."
        return _refusal("ReadingLimitError", message, "too-large")
    except Exception as error:  # noqa: BLE001  parsers fail in any way on a damaged file
        message = (
            f"its {kind.name} cannot be understood ({type(error).__name__}); it may be damaged. "
            "Save it anew and add it again."
        )
        return _refusal("DocumentError", message, "damaged")


def _refusal(error: str, message: str, reason: str) -> tuple[dict[str, Any], bytes]:
    return {"error": error, "message": message, "reason": reason}, b""


def _limit_memory(memory: int) -> None:
    if sys.platform == "win32":
        return
    import resource

    with contextlib.suppress(ValueError, OSError):  # a system that has it, but not this low
        resource.setrlimit(resource.RLIMIT_AS, (memory, resource.getrlimit(resource.RLIMIT_AS)[1]))
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _limit_time(seconds: float) -> None:
    """Processor time, so that a parser whose parent is gone ends as well."""
    if sys.platform == "win32":
        return
    import resource

    with contextlib.suppress(ValueError, OSError):
        hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
        resource.setrlimit(resource.RLIMIT_CPU, (int(time.process_time() + 2 * seconds) + 5, hard))
