"""The documents of the library: `hakusho list`, `show`, `text` and `remove`. Adding them:
`ui.commands.add`."""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.builtin import builtin_document
from corpus.document import Document
from corpus.errors import DocumentError
from corpus.names import visible
from index.atomic import put_whole
from ui.commands.options import Define, count, fail, json_line, message, open_library

if TYPE_CHECKING:
    from corpus.passage import Heading, Passage
    from index.library import Library
    from index.store import Entry

_BEGINNING = 60  # characters shown of a note


def define(command: Define) -> None:
    listing = command("list", _list, "List the documents of the library.", "hakusho list")
    listing.add_argument("--json", action="store_true", help="print a JSON object a line")

    show = command(
        "show",
        _show,
        "Show what was understood of a document: headings, notes, pages, passages.",
        "hakusho show 令和元年版警察白書",
    )
    show.add_argument("document", metavar="NAME", help="its name, as hakusho list shows it")
    show.add_argument(
        "--original",
        metavar="FILE",
        help="write the file it was read from to this new file instead; - is standard output",
    )

    text = command(
        "text", _text, "Print a document's exact text and nothing else.", "hakusho text | head"
    )
    text.add_argument(
        "document", nargs="?", metavar="DOCUMENT", help="its name (default: the built-in section)"
    )

    remove = command(
        "remove", _remove, "Remove documents from the library.", "hakusho remove 条例 議事録"
    )
    remove.add_argument("documents", nargs="+", metavar="NAME", help="their names")


def _list(options: argparse.Namespace) -> int:
    with open_library(options) as library:
        for entry in library.entries():
            print(json_line(asdict(entry)) if options.json else _entry_text(entry))
    return 0


def _entry_text(entry: Entry) -> str:
    sizes = [count(entry.passages, "passage"), count(entry.characters, "character")]
    if entry.pages:
        sizes.append(count(entry.pages, "page"))
    return f"{visible(entry.name)}: {', '.join(sizes)}; {visible(entry.source)}"


def _show(options: argparse.Namespace) -> int:
    from corpus.structure import outline

    with open_library(options) as library:
        if options.original is not None:
            return _save_original(library, options.document, options.original)
        entry = library.entry(options.document)
        document, passages = library.document(entry.name), library.passages(entry.name)
    print(_entry_text(entry))
    if entry.origin is not None:
        encoding = f", {entry.origin.encoding}" if entry.origin.encoding else ""
        print(f"read from: {entry.origin.media_type}{encoding}")
        for remark in entry.origin.remarks:
            print(f"remark: {visible(remark)}")
    kinds = Counter(passage.kind for passage in passages)
    print("passages: " + ", ".join(count(n, kind) for kind, n in kinds.most_common()))
    headings, notes = outline(document), [p for p in passages if p.kind == "note"]
    for title, lines in (
        ("headings:", [_heading_text(document, heading) for heading in headings]),
        ("notes:", [_note_text(document, note) for note in notes]),
    ):
        print("\n".join([title, *lines] if lines else [f"{title} none"]))
    return 0


def _heading_text(document: Document, heading: Heading) -> str:
    indent = "  " * (heading.depth + 1)
    return f"{indent}{visible(heading.title)}{_page(document, heading.start)}"


def _note_text(document: Document, note: Passage) -> str:
    term = "" if note.explains is None else f" on {document.text[slice(*note.explains)]}"
    text = " ".join(note.text.split())
    shown = text if len(text) <= _BEGINNING else f"{text[:_BEGINNING]}…"
    return f"  {visible(f'{note.label}{term}: {shown}')}{_page(document, note.start)}"


def _page(document: Document, offset: int) -> str:
    page = document.page(offset)
    return "" if page is None else f" (p. {page})"


def _save_original(library: Library, name: str, target: str) -> int:
    data = library.original(name).data
    if target == "-":
        return _write(data)
    path = Path(target)
    if path.exists():  # `.` has no name to take a suffix from
        return fail(f"{path} is there already; give the name of a new file.", 1)
    try:
        with put_whole(path) as beside:
            beside.write_bytes(data)
    except OSError as error:
        return fail(f"{path} cannot be written ({error.strerror}); choose another place.", 1)
    return 0


def _text(options: argparse.Namespace) -> int:
    if options.document is None:
        document = builtin_document()
    else:
        with open_library(options) as library:
            document = library.document(options.document)
    return _write(document.text.encode("utf-8"))


def _write(data: bytes) -> int:
    sys.stdout.flush()
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()
    return 0


def _remove(options: argparse.Namespace) -> int:
    status = 0
    with open_library(options) as library:
        for name in dict.fromkeys(options.documents):
            try:
                library.remove(name)
                print(f"removed {visible(name)}", flush=True)
            except DocumentError as error:
                status = fail(message(error), 1)
    return status
