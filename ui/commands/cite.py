"""Citing: `hakusho cite`, a document or a span of it as a reference."""

from __future__ import annotations

import argparse
import re
import sys
from datetime import date

from ui.commands.options import Define, fail, open_library

_FORMS = ("text", "bibtex", "ris", "place")


def define(command: Define) -> None:
    cite = command(
        "cite",
        _cite,
        "Cite a document, or a span of it, as one pastes it into a footnote.",
        "hakusho cite 令和元年版警察白書 --span 452-525",
    )
    cite.add_argument("document", metavar="DOCUMENT", help="its name, as hakusho list shows it")
    cite.add_argument(
        "--form",
        choices=_FORMS,
        default="text",
        help="a footnote, a reference for a program, or the end of the page's address, "
        "#KEY/START-END (default: %(default)s)",
    )
    cite.add_argument(
        "--span",
        metavar="START-END",
        type=_span,
        help="only these characters of its text, counted as in the JSON of hakusho ask",
    )
    cite.add_argument(
        "--language",
        choices=("ja", "en"),
        help="the form of the footnote (default: the language of the document)",
    )


def _span(value: str) -> tuple[int, int]:
    match = re.fullmatch(r"([0-9]{1,9})-([0-9]{1,9})", value)
    if match is None or int(match[1]) >= int(match[2]):
        raise argparse.ArgumentTypeError(f"{value} is not START-END, as in 452-525")
    return int(match[1]), int(match[2])


def _cite(options: argparse.Namespace) -> int:
    from ui.citation import bibtex, cited_document, cited_span, footnote, printed_in, ris
    from ui.place import Place, document_key

    with open_library(options) as library:
        document = library.document(options.document)
        cited = cited_document(document)
        if options.span is not None:
            start, end = options.span
            if end > len(document.text):
                return fail(
                    f"“{document.name}” has {len(document.text):,} characters; give a --span "
                    "within them.",
                    1,
                )
            cited = cited_span(document, start, end, library.passages(document.name))
    today = date.today()
    if options.form == "bibtex":
        written = bibtex(document, today, [cited])
    elif options.form == "ris":
        written = ris(document, today, [cited])
    elif options.form == "place":
        written = f"{Place(document_key(document), options.span)}\n"
    else:
        language = options.language or printed_in(document)
        written = f"{footnote(cited, language, today)}\n"
    sys.stdout.write(written)
    return 0
