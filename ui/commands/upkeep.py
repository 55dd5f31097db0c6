"""The library as a whole: `hakusho export`, `import`, `verify`, `reread` and `reindex`."""

from __future__ import annotations

import argparse
from pathlib import Path

from corpus.errors import HakushoError
from corpus.names import visible
from ui.commands.options import Define, count, fail, message, open_library


def define(command: Define) -> None:
    export = command(
        "export",
        _export,
        "Write all documents of the library, and no conversations, to one file.",
        "hakusho export library.hakusho",
    )
    export.add_argument("file", metavar="FILE", type=Path, help="a new file")

    take_in = command(
        "import",
        _import,
        "Add all documents of an exported library.",
        "hakusho import library.hakusho",
    )
    take_in.add_argument("file", metavar="FILE", type=Path, help="what hakusho export wrote")
    take_in.add_argument(
        "--replace",
        action="store_true",
        help="put its documents in the place of other versions of them",
    )

    verify = command(
        "verify",
        _verify,
        "Check everything in the library: texts, originals, spans, vectors, words.",
        "hakusho verify --repair",
    )
    verify.add_argument(
        "--repair",
        action="store_true",
        help="make again what comes from the documents: passages, vectors, words",
    )

    reread = command(
        "reread",
        _reread,
        "Read documents anew from the files kept of them, as this version reads and divides.",
        "hakusho reread",
    )
    reread.add_argument(
        "documents", nargs="*", metavar="NAME", help="their names (default: all documents)"
    )

    command(
        "reindex",
        _reindex,
        "Embed a library again with another model.",
        "hakusho reindex --model intfloat/multilingual-e5-small",
    )


def _export(options: argparse.Namespace) -> int:
    with open_library(options) as library:
        library.export_to(options.file)
        print(f"{options.file}: {count(len(library.names()), 'document')}")
    return 0


def _import(options: argparse.Namespace) -> int:
    from ui.progress import progress_bar

    status = 0
    with (
        open_library(options, builtin=False) as library,
        progress_bar("import") as progress,
    ):
        for name, outcome in library.import_from(
            options.file, replacing=options.replace, progress=progress
        ):
            if isinstance(outcome, HakushoError):
                status = fail(str(outcome), 1)
            else:
                passages = count(outcome.passages, "passage")
                print(f"{outcome.change} {visible(name)}: {passages}", flush=True)
    return status


def _verify(options: argparse.Namespace) -> int:
    from index.library import DATABASE

    with open_library(options) as library:
        faults = library.verify(repair=options.repair)
        for fault in faults:
            print(fault.what)
        if not faults:
            entries = library.entries()
            passages = count(sum(entry.passages for entry in entries), "passage")
            print(f"{count(len(entries), 'document')}, {passages}: all as it should be")
            return 0
    if any(fault.whole for fault in faults):
        remedy = (
            "close every window on it, remove what has its name and ends in -wal or -shm, and "
            "restore the library from a copy; or take what can be read into a new one: "
            f"hakusho import {options.library / DATABASE} --library NEW (conversations stay behind)"
        )
    elif all(fault.remake is None for fault in faults):
        remedy = "restore the library from a copy, or remove what is damaged and add it again"
    else:
        remedy = "run `hakusho verify --repair` to mend what comes from the documents"
    return fail(f"{count(len(faults), 'fault')} found; {remedy}.", 1)


def _reread(options: argparse.Namespace) -> int:
    from ui.progress import progress_bar

    status = 0
    with open_library(options) as library:
        names = options.documents or library.names()
        try:
            for name in dict.fromkeys(names):
                try:
                    with progress_bar(visible(name)) as progress:
                        done = library.reread(name, progress=progress)
                except HakushoError as error:
                    status = fail(message(error), 1)
                    continue
                changed = "; its text is another now" if done.change == "replaced" else ""
                passages = count(done.passages, "passage")
                print(f"read anew {visible(name)}: {passages}{changed}", flush=True)
        except KeyboardInterrupt:
            return fail("stopped; the document under way is as it was.", 130)
    return status


def _reindex(options: argparse.Namespace) -> int:
    if options.model is None:
        return fail("reindex needs --model NAME_OR_PATH (see hakusho reindex --help).", 2)
    with open_library(options, reindex=True) as library:
        print(f"Embedded with {options.model}: {count(len(library.names()), 'document')}.")
    return 0
