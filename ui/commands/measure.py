"""Measuring: `hakusho eval`."""

from __future__ import annotations

import argparse
from dataclasses import asdict

from ui.commands.options import Define, answer_options, json_line, open_library


def define(command: Define) -> None:
    evaluation = command(
        "eval",
        _eval,
        "Measure the answers on a question file.",
        "hakusho eval tests/questions/section.jsonl --part report",
    )
    evaluation.add_argument("file", metavar="FILE", help="JSON lines: question, language, answers")
    evaluation.add_argument("--part", help="only the questions of this part")
    evaluation.add_argument("--json", action="store_true", help="print one JSON object")
    evaluation.add_argument(
        "--failures", action="store_true", help="list the questions that went wrong"
    )
    answer_options(evaluation)


def _eval(options: argparse.Namespace) -> int:
    from qa.evaluate import evaluate, measure_by_language, read_cases
    from ui.report import failures_text, measures_table

    cases = read_cases(options.file, options.part)
    with open_library(options) as library:
        outcomes = evaluate(cases, library, options.k, options.documents)
    measures = measure_by_language(outcomes)
    if options.json:
        print(json_line({language: asdict(m) for language, m in measures.items()}))
        return 0
    print(measures_table(measures))
    if options.failures:
        print(failures_text(outcomes))
    return 0
