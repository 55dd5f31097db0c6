"""Asking: `hakusho ask`, one question or a file of them."""

from __future__ import annotations

import argparse
import codecs
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from corpus.errors import QuestionError
from ui.commands.options import Define, answer_options, fail, json_line, open_library

_WIDE = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)  # marks of UTF-16; those of UTF-32 begin so too


def define(command: Define) -> None:
    ask = command(
        "ask",
        _ask,
        "Answer a question with exact quotes.",
        'hakusho ask "With which countries does Japan have an extradition treaty?"',
    )
    ask.add_argument("question", nargs="?", metavar="QUESTION", help="the question, ja or en")
    ask.add_argument("--json", action="store_true", help="print one JSON object on one line")
    ask.add_argument(
        "--batch",
        metavar="FILE",
        help="a question a line in UTF-8, an answer a line; - is standard input (with --json)",
    )
    ask.add_argument(
        "--as-typed",
        action="store_true",
        help="take no word for another that it may be a slip for, or sounds like",
    )
    answer_options(ask)


def _ask(options: argparse.Namespace) -> int:
    if (options.question is None) == (options.batch is None):
        return fail("give either a QUESTION or --batch FILE (see hakusho ask --help).", 2)
    if options.batch is not None:
        if not options.json:
            return fail("--batch needs --json (see hakusho ask --help).", 2)
        return _batch(options)
    from ui.answer_record import answer_json
    from ui.answer_text import answer_text

    with open_library(options) as library:
        from qa.answer import answer

        given = answer(
            options.question, library, options.k, options.documents, as_typed=options.as_typed
        )
        if options.json:
            print(json_line(answer_json(given, options.documents)))
        else:
            print(answer_text(given, given.language))
    return 0


def _batch(options: argparse.Namespace) -> int:
    from ui.answer_record import answer_json

    try:
        source = sys.stdin.buffer if options.batch == "-" else Path(options.batch).open("rb")  # noqa: SIM115
    except OSError as error:
        return fail(f"{options.batch} cannot be read ({error.strerror}).", 1)
    with source as file, open_library(options) as library:
        from qa.answer import answer

        for number, raw in enumerate(file):
            if number == 0 and raw.startswith(_WIDE):
                return fail(f"{options.batch} is not UTF-8; save the questions as UTF-8.", 1)
            text = raw.decode("utf-8", "replace")
            question = text.rstrip("\r\n").removeprefix("\ufeff")
            # One object a line, whatever the line: the reader counts on the order.
            if text.encode() != raw:  # what stands there is not what was asked
                why = "This line is not UTF-8; save the questions as UTF-8."
                entry = _refusal(question, options.documents, why)
            else:
                try:
                    given = answer(
                        question, library, options.k, options.documents, as_typed=options.as_typed
                    )
                    entry = answer_json(given, options.documents)
                except QuestionError as error:
                    entry = _refusal(question, options.documents, str(error))
            print(json_line(entry), flush=True)
    return 0


def _refusal(question: str, documents: Sequence[str] | None, why: str) -> dict[str, Any]:
    """The JSON of a question that could not be asked: an absence, with the reason for people."""
    from qa.answer import Answer
    from qa.question import language_of
    from ui.answer_record import answer_json

    absence = Answer(
        question,
        language_of(question),
        quotes=(),
        nearest=(),
        confidence=0.0,
        notes=(),
        missing=(),
        elapsed=0.0,
    )
    return answer_json(absence, documents) | {"message": why}
