"""Adding documents: `hakusho add`, from files, folders, standard input and the web."""

from __future__ import annotations

import argparse
import os
import re
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.document import ReadFile
from corpus.errors import DocumentError
from corpus.names import visible
from ui.commands.options import Define, count, fail, open_library

if TYPE_CHECKING:
    from index.library import Library

_ADDRESS = re.compile(r"[a-z][a-z0-9+.\-]+://", re.IGNORECASE)  # C:// is a path
_STANDARD_INPUT = "-"
_PIPED = "standard input"  # the source of documents that came that way
_NAMED = 10  # of the files in a folder that are left out


def define(command: Define) -> None:
    add = command(
        "add",
        _add,
        "Add documents: text, Markdown, HTML, PDF and DOCX.",
        "hakusho add ordinance.pdf minutes/",
    )
    add.add_argument(
        "paths",
        nargs="+",
        metavar="PATH",
        help="a file, a folder with all that is in it, an http(s) address, or - for standard input",
    )
    add.add_argument("--name", metavar="NAME", help="what to call it (default: the file's name)")
    add.add_argument(
        "--replace",
        action="store_true",
        help="put a text from standard input in the place of the last one of that name",
    )
    add.add_argument(
        "--allow-private",
        action="store_true",
        help="fetch from addresses on this machine and private networks too",
    )


def _add(options: argparse.Namespace) -> int:
    named = options.name is not None
    if named and (len(options.paths) > 1 or _is_folder(options.paths[0])):
        return fail("--name is for one file only (see hakusho add --help).", 2)
    if not named and _STANDARD_INPUT in options.paths:
        return fail("standard input needs --name NAME (see hakusho add --help).", 2)
    if named and not options.name.strip():
        return fail("--name is empty; give a name, or leave --name out.", 2)
    status = 0
    with open_library(options) as library:
        try:
            for read in _readers(options):
                try:
                    said = _added(library, read(), options.name, replace_piped=options.replace)
                    print(said, flush=True)
                except DocumentError as error:
                    status = fail(str(error), 1)
        except KeyboardInterrupt:
            return fail("stopped; the document under way was not added.", 130)
    return status


def _added(library: Library, reading: ReadFile, name: str | None, *, replace_piped: bool) -> str:
    """Add what was read; what to say of it."""
    from corpus.document import document
    from ui.progress import progress_bar

    made = reading.document
    name = name or library.name_from(made.source) or made.name
    if name != made.name:
        made = document(name, made.text, made.source, made.pages)
        reading = replace(reading, document=made)
    with progress_bar(made.name) as progress:
        # Nothing tells that two texts from standard input are versions of one document.
        replacing = replace_piped or made.source != _PIPED
        added = library.add(reading, replacing=replacing, progress=progress)
    remarks = [*reading.remarks]
    if same := library.same_text(made):
        remarks.append(f"the same text as {same}")
    said = "".join(f"; {visible(remark)}" for remark in remarks)
    return f"{added.change} {visible(made.name)}: {count(added.passages, 'passage')}{said}"


def _readers(options: argparse.Namespace) -> Iterator[Callable[[], ReadFile]]:
    """For each document, in order, a function that reads it and may raise DocumentError."""
    for path in options.paths:
        if path == _STANDARD_INPUT:
            yield partial(_from_standard_input, options.name)
        elif _ADDRESS.match(path):
            yield partial(_from_web, path, options.allow_private)
        elif not path.strip():
            yield partial(_refuse, f"“{visible(path)}”: is not the path of a file.")
        elif _is_folder(path):
            yield from _from_folder(path)
        else:
            yield partial(_from_file, path)


def _is_folder(path: str) -> bool:
    return os.path.isdir(path)  # noqa: PTH112 - which answers for what cannot be a path too


def _from_file(path: str) -> ReadFile:
    from corpus.reading import read

    return read(os.path.abspath(path))  # noqa: PTH100 - as it was named, links and all


def _from_folder(folder: str) -> Iterator[Callable[[], ReadFile]]:
    """The readable files in a folder and its subfolders, by name and without the hidden ones, and
    whatever stands in the way. Files of other kinds are reported as left out."""
    from corpus.reading import readable_suffixes

    errors: list[OSError] = []
    left_out: list[str] = []
    found = False
    for place, folders, files in os.walk(folder, onerror=errors.append):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        left_out += [f"{name}/ (a link)" for name in folders if Path(place, name).is_symlink()]
        for name in sorted(name for name in files if not name.startswith(".")):
            if Path(name).suffix.lower() in readable_suffixes():
                found = True
                yield partial(_from_file, str(Path(place, name)))
            else:
                left_out.append(name)
    if left_out and (found or errors):
        named = ", ".join(visible(name) for name in left_out[:_NAMED])
        more = f" and {len(left_out) - _NAMED} more" if len(left_out) > _NAMED else ""
        print(f"left out of {visible(folder)}, as not to be read: {named}{more}", file=sys.stderr)
    for error in errors:
        yield partial(_refuse, f"{visible(error.filename)}: cannot be read ({error.strerror}).")
    if not found and not errors:
        kinds = ", ".join(readable_suffixes())
        yield partial(_refuse, f"{visible(folder)}: holds no file that can be read ({kinds}).")


def _refuse(message: str) -> ReadFile:
    raise DocumentError(message)


def _from_standard_input(name: str) -> ReadFile:
    from corpus.reading import read_bytes
    from corpus.worker import DEFAULT

    return read_bytes(sys.stdin.buffer.read(DEFAULT.file_bytes + 1), name, _PIPED)


def _from_web(address: str, allow_private: bool) -> ReadFile:
    from corpus.fetch import fetch
    from corpus.reading import read_bytes

    data, name = fetch(address, allow_private=allow_private)
    return read_bytes(data, name, address)
