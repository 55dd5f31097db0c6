"""The options that commands share, the library that they name, and how commands report."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.errors import HakushoError, UnknownDocumentError

if TYPE_CHECKING:  # heavy to import, and --help needs none of it
    from index.encoder import Encoder
    from index.library import Library

# define(name, run, does, example): a new command, to give arguments to.
Define = Callable[[str, Callable[[argparse.Namespace], int], str, str], argparse.ArgumentParser]


LIBRARY_OPTIONS = ("--library", "--model")


def library_options() -> argparse.ArgumentParser:
    """The options that every command has."""
    options = argparse.ArgumentParser(add_help=False)
    options.add_argument(
        LIBRARY_OPTIONS[0],
        metavar="DIR",
        type=_folder,
        default=_default_library(),
        help="folder of the library (default: %(default)s, or $HAKUSHO_LIBRARY)",
    )
    options.add_argument(
        LIBRARY_OPTIONS[1],
        metavar="NAME_OR_PATH",
        help="sentence-transformers model: a folder or a hub name (default: the library's own)",
    )
    return options


def answer_options(parser: argparse.ArgumentParser) -> None:
    """The options of the commands that answer questions."""
    parser.add_argument(
        "--k",
        type=positive,
        default=3,
        metavar="N",
        help="at most N quotes (default: %(default)s)",
    )
    parser.add_argument(
        "--in",
        dest="documents",
        action="append",
        metavar="NAME",
        help="only from the document of this name; may be given several times",
    )


def named_encoder(name: str) -> Encoder:
    """The model of that name. Raises ModelError at once where there is none."""
    from index.encoder import BUNDLED, load_encoder
    from index.loading import require

    if name != BUNDLED:
        require(name)
    return load_encoder(name)


@contextmanager
def open_library(
    options: argparse.Namespace, *, builtin: bool = True, reindex: bool = False
) -> Iterator[Library]:
    """The library that the options name, created if there is none."""
    from index.library import Library, recorded_model
    from ui.progress import progress_bar

    encoder = named_encoder(options.model or recorded_model(options.library))
    with (
        progress_bar("embedding") as progress,
        Library.open(
            options.library, encoder, builtin=builtin, reindex=reindex, progress=progress
        ) as library,
    ):
        yield library


def fail(said: str, status: int) -> int:
    """Say on standard error what went wrong, on one line; the exit status."""
    print(f"hakusho: {' '.join(said.split())}", file=sys.stderr)
    return status


def message(error: HakushoError) -> str:
    """What is said of an error on the command line."""
    listing = "`hakusho list`"
    return error.message(listing) if isinstance(error, UnknownDocumentError) else str(error)


def json_line(entry: object) -> str:
    return json.dumps(entry, ensure_ascii=False)


def count(number: int, noun: str) -> str:
    """
    >>> count(1, "passage"), count(1200, "passage")
    ('1 passage', '1,200 passages')
    """
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def positive(value: str) -> int:
    if not value.isdecimal() or int(value) < 1:
        raise argparse.ArgumentTypeError(f"{value} is not a whole number from 1")
    return int(value)


def _default_library() -> Path:
    import platformdirs

    chosen = os.environ.get("HAKUSHO_LIBRARY")
    if chosen:
        return Path(chosen)
    return platformdirs.user_data_path("hakusho", appauthor=False)


def _folder(value: str) -> Path:
    if not value.strip():
        raise argparse.ArgumentTypeError("the name of the folder is empty")
    return Path(value)
