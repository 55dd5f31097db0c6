"""Reading files: from a path or bytes to a document, its original, and remarks.

Plain text and Markdown are decoded in this process (`corpus.readers.encoding`); everything that
needs a parser is read in a process of its own (`corpus.worker`), with limits on time, memory
and output, so that no file can take the program down with it.
"""

from __future__ import annotations

import stat
from dataclasses import replace
from pathlib import Path, PurePosixPath, PureWindowsPath

from corpus import readers, worker
from corpus.document import Document, Original, ReadFile, document
from corpus.errors import DocumentError, ReadingLimitError
from corpus.names import visible
from corpus.worker import DEFAULT, Limits


def readable_suffixes() -> tuple[str, ...]:
    """The suffixes of the files that can be read: (".txt", ".md", …), in lower case."""
    return readers.suffixes()


def read(path: Path | str, *, limits: Limits = DEFAULT) -> ReadFile:
    """Read a file. The document is named by the file's name without its suffix.

    Raises DocumentError, whose message names the file, when it is missing, not a file, or
    cannot become a document, and ReadingLimitError when it is larger or takes longer than
    `limits` allow.
    """
    path = Path(path)
    shown = visible(path.name)
    try:
        status = path.stat()  # before it is opened: a pipe would wait for ever
        if not stat.S_ISREG(status.st_mode):
            raise DocumentError(f"{shown}: is not a file.", "unreadable")
        if status.st_size > limits.file_bytes:
            raise ReadingLimitError(_too_large(shown, limits), "too-large")
        with path.open("rb") as file:
            data = file.read(limits.file_bytes + 1)
    except OSError as error:
        raise DocumentError(
            f"{visible(str(path))}: cannot be read ({error.strerror}).", "unreadable"
        ) from error
    except ValueError as error:  # a NUL in the path
        raise DocumentError(
            f"{visible(str(path))}: is not the path of a file.", "unreadable"
        ) from error
    return read_bytes(data, path.name, str(path), limits=limits)


def read_bytes(data: bytes, name: str, source: str, *, limits: Limits = DEFAULT) -> ReadFile:
    """Read a file's bytes. `name` is its file name, with the suffix if it has one; `source`
    the path or web address it is from. Raises as `read` does."""
    file_name = PureWindowsPath(PurePosixPath(name).name).name  # no folders of either kind
    shown = visible(file_name) or "the file"
    if len(data) > limits.file_bytes:
        raise ReadingLimitError(_too_large(shown, limits), "too-large")
    try:
        kind = readers.format_of(data, file_name)
        extract = worker.extract(data, kind, limits) if kind.apart else readers.extract(data, kind)
        if len(extract.text) > limits.characters:
            raise ReadingLimitError(
                f"it holds more than {limits.characters:,} characters; divide it and add the "
                "parts.",
                "too-long",
            )
        suffix = readers.suffix_of(file_name)
        made = document(
            file_name[: len(file_name) - len(suffix)], extract.text, source, extract.pages
        )
    except DocumentError as error:
        raise type(error)(f"{shown}: {error}", error.reason) from error
    remarks = list(extract.remarks)
    if suffix and suffix not in kind.suffixes:
        remarks.insert(0, f"named {suffix} but read as {kind.name}, which it is")
    replaced = made.text.count("\ufffd") - extract.text.count("\ufffd")
    if replaced:
        remarks.append(f"{replaced:,} characters that cannot be stored are shown as \ufffd")
    return ReadFile(made, Original(data, kind.media_type, extract.encoding), tuple(remarks))


def read_again(kept: Document | ReadFile) -> Document | ReadFile:
    """A document read anew from its original, as this version reads files of its kind, under
    its own name; as it is where it has no original. Raises as `read` does."""
    if isinstance(kept, Document):
        return kept
    name = kept.document.name
    kind = readers.FORMATS.get(kept.original.media_type, readers.TEXT)
    anew = read_bytes(kept.original.data, f"{name}{kind.suffixes[0]}", kept.document.source)
    read = anew.document
    return replace(anew, document=document(name, read.text, read.source, read.pages))


def _too_large(shown: str, limits: Limits) -> str:
    return (
        f"{shown}: is larger than {limits.file_bytes // 1_000_000:,} MB; divide it and add the "
        "parts."
    )
