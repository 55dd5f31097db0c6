"""Asking: `hakusho ask`, one question or a file of them."""

from __future__ import annotations

import argparse
import codecs
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.errors import QuestionError
from ui.commands.options import Define, answer_options, fail, json_line, open_library

if TYPE_CHECKING:
    from qa.answer import Answer

_WIDE = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)  # the marks of UTF-16, and of UTF-32 begin so


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
    from ui.render import answer_json, answer_text

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
    from ui.render import answer_json

    try:
        source = sys.stdin.buffer if options.batch == "-" else Path(options.batch).open("rb")  # noqa: SIM115
    except OSError as error:
        return fail(f"{options.batch} cannot be read ({error.strerror}).", 1)
    with source as file, open_library(options) as library:
        from qa.answer import answer

        for number, raw in enumerate(file):
            if number == 0 and raw.startswith(_WIDE):
                return fail(f"{options.batch} is not UTF-8; save the questions as UTF-8.", 1)
            question = raw.decode("utf-8", "replace").rstrip("\r\n").removeprefix("\ufeff")
            # One object a line, whatever the line: the reader counts on the order.
            try:
                if not _is_utf8(raw):  # what stands there is not what was asked
                    raise QuestionError(
                        "not-utf-8", "This line is not UTF-8; save the questions as UTF-8."
                    )
                given = answer(
                    question, library, options.k, options.documents, as_typed=options.as_typed
                )
                entry = answer_json(given, options.documents)
            except QuestionError as error:
                entry = answer_json(_refusal(question), options.documents)
                entry["message"] = str(error)
            print(json_line(entry), flush=True)
    return 0


def _is_utf8(raw: bytes) -> bool:
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _refusal(question: str) -> Answer:
    from qa.answer import Answer
    from qa.question import language_of

    return Answer(question, language_of(question), (), (), 0.0, (), (), 0.0)
