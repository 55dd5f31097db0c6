"""Measuring: `hakusho eval`."""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.errors import QuestionFileError
from corpus.names import visible
from index.atomic import put_whole
from ui.commands.options import (
    Define,
    answer_options,
    count,
    fail,
    json_line,
    named_encoder,
    open_library,
)

if TYPE_CHECKING:
    from index.library import Library


def define(command: Define) -> None:
    evaluation = command(
        "eval",
        _eval,
        "Measure the answers on a question file.",
        "hakusho eval tests/questions/section.jsonl --part report",
    )
    evaluation.add_argument(
        "file", metavar="FILE", nargs="*", help="JSON lines: question, language, answers"
    )
    evaluation.add_argument(
        "--from-feedback",
        metavar="FILE",
        nargs="?",
        const="-",
        help="measure nothing, but write the answers that readers judged as a question file "
        "to this new file; without FILE, print it",
    )
    evaluation.add_argument("--part", help="only the questions of this part")
    evaluation.add_argument(
        "--document",
        metavar="PATH",
        action="append",
        default=[],
        help="ask these files and the built-in section, in a library of their own that is "
        "thrown away; again for more",
    )
    evaluation.add_argument("--json", action="store_true", help="print one JSON object")
    evaluation.add_argument(
        "--failures", action="store_true", help="list the questions that went wrong"
    )
    evaluation.add_argument("--save", metavar="RUN", help="keep what came of each question")
    evaluation.add_argument(
        "--compare", metavar="RUN", help="list what went otherwise than in a run kept by --save"
    )
    evaluation.add_argument(
        "--plot", metavar="PICTURE", help="draw risk-coverage and reliability, .png or .svg"
    )
    answer_options(evaluation)


def _eval(options: argparse.Namespace) -> int:
    if (options.from_feedback is None) == (not options.file):
        return fail("give either a FILE or --from-feedback (see hakusho eval --help).", 2)
    if options.json and (options.compare or options.failures):
        return fail("--compare and --failures list in words; leave --json out.", 2)
    if options.from_feedback is not None:
        return _from_feedback(options)
    from qa.evaluate import evaluate, without_their_answers
    from qa.measures import grouped
    from qa.question_file import read_cases_counting_open
    from qa.runs import compare, read_run, save_run
    from ui.plot import check_picture, save_curves
    from ui.report import changes_text, failures_text, report_json, report_text

    files = [read_cases_counting_open(file, options.part) for file in options.file]
    cases = [case for some, _ in files for case in some]
    # Say what cannot be done before the questions are asked, not after.
    earlier = read_run(options.compare) if options.compare else None
    if options.plot:
        check_picture(Path(options.plot))
    if fault := _fault_of_targets(options):
        return fail(fault, 1)
    with _asked(options) as library:
        for case in without_their_answers(cases, library):
            said = f"“{case.question}”: none of its answers stands in the documents"
            print(visible(said), file=sys.stderr)
        outcomes = evaluate(cases, library, options.k, options.documents)
    if unknown := sum(open_ for _, open_ in files):
        said = (
            f"{count(unknown, 'question')} left out: “answers” is null until a person fills it in"
        )
        print(said, file=sys.stderr)
    print(json_line(report_json(outcomes)) if options.json else report_text(outcomes))
    if earlier is not None:
        print(f"\n{changes_text(compare(outcomes, earlier))}")
    if options.failures:
        print(failures_text(outcomes))
    if options.save:
        save_run(outcomes, options.save)
    if options.plot:
        save_curves(grouped(outcomes, lambda o: o.case.language), Path(options.plot))
    return 0


def _fault_of_targets(options: argparse.Namespace) -> str | None:
    """Why the results could not be written, or would overwrite another file."""
    for target in filter(None, (options.save, options.plot)):
        if not _may_be_written(Path(target)):
            return f"{target} cannot be written; choose another place."
    if options.save and Path(options.save).exists() and not _is_run(options.save):
        return f"{options.save} is there already, and no run; give a new file."
    return None


def _may_be_written(target: Path) -> bool:
    """Whether a file can be made there, or made anew."""
    place = target if target.exists() else target.parent
    return not target.is_dir() and os.access(place, os.W_OK)


def _is_run(path: str) -> bool:
    from qa.runs import read_run

    try:
        read_run(path)
    except QuestionFileError:
        return False
    return True


def _from_feedback(options: argparse.Namespace) -> int:
    from qa.feedback import feedback

    if options.document:
        return fail("--from-feedback reads the library; leave --document out.", 2)
    with open_library(options) as library:
        judged = library.history.judged()
        if not judged:
            return fail("No answer in this library has been judged yet.", 1)
        found = feedback(judged, library)
    written = "".join(f"{line}\n" for line in found.lines)
    if options.from_feedback == "-":
        print(written, end="")
    else:
        target = Path(options.from_feedback)
        try:
            if target.exists():
                return fail(f"{options.from_feedback} is there already; give a new file.", 1)
            with put_whole(target) as beside:
                beside.write_text(written, encoding="utf-8", newline="\n")
        except OSError as error:
            return fail(f"{options.from_feedback} cannot be written ({error.strerror}).", 1)
    said = f"{count(len(found.lines), 'question')}: {found.answered} with the right quote, " + (
        f"{found.unanswerable} rightly refused, {found.open} judged wrong, to be completed"
    )
    if found.left_out:
        said += f"; {count(found.left_out, 'judged answer')} left out, as the documents changed"
    print(said, file=sys.stderr)
    return 0


@contextmanager
def _asked(options: argparse.Namespace) -> Iterator[Library]:
    """The library that is asked: the user's, or one of the files given and no others."""
    if not options.document:
        with open_library(options) as library:
            yield library
        return
    from corpus.reading import read
    from index.encoder import BUNDLED
    from index.library import Library

    documents = [read(path).document for path in options.document]
    with (
        tempfile.TemporaryDirectory() as folder,
        Library.open(folder, named_encoder(options.model or BUNDLED)) as library,
    ):
        for document in documents:
            library.add(document)
        yield library
