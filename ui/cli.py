"""The command `hakusho`: the chat page, questions on the command line, measures.

Results go to standard output and nothing else does. Exit status: 0 done, 1 failed
(one line on standard error says what to do), 2 wrong usage.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.errors import HakushoError, QuestionError

if TYPE_CHECKING:  # heavy to import, and --help needs none of it
    from index.library import Library
    from qa.answer import Answer

_VERSION = "0.1.0"


def main(argv: list[str] | None = None) -> int:
    """Run the command; its exit status."""
    argv = list(sys.argv[1:] if argv is None else argv)
    if not argv or (argv[0].startswith("-") and argv[0] not in ("-h", "--help", "--version")):
        argv.insert(0, "chat")
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace", newline="\n")
    options = _parser().parse_args(argv)
    run: Callable[[argparse.Namespace], int] = options.run
    try:
        status = run(options)
        sys.stdout.flush()  # what cannot be written fails here, not at exit
        return status
    except QuestionError as error:
        return _fail(str(error), 2)
    except HakushoError as error:
        return _fail(str(error), 1)
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        # Whoever read our output has enough; keep Python from failing again at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except OSError as error:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return _fail(f"The output could not be written ({error.strerror}); make room.", 1)


def _fail(message: str, status: int) -> int:
    print(f"hakusho: {' '.join(message.split())}", file=sys.stderr)
    return status


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="hakusho",
        description="Ask Japanese official documents in Japanese or English; get exact quotes.",
        epilog="Without a command, `hakusho` opens the chat (`hakusho chat`).",
    )
    parser.add_argument("--version", action="version", version=f"hakusho-qa {_VERSION}")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)

    common = argparse.ArgumentParser(add_help=False)
    common.add_argument(
        "--library",
        metavar="DIR",
        type=_folder,
        default=_default_library(),
        help="folder of the library (default: %(default)s, or $HAKUSHO_LIBRARY)",
    )
    common.add_argument(
        "--model",
        metavar="NAME_OR_PATH",
        help="sentence-transformers model: a folder or a hub name (default: the library's own)",
    )

    def command(
        name: str, run: Callable[[argparse.Namespace], int], does: str, example: str
    ) -> argparse.ArgumentParser:
        sub = commands.add_parser(
            name,
            parents=[common],
            help=does,
            description=does,
            epilog=f"example: {example}",
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )
        sub.set_defaults(run=run)
        return sub

    chat = command("chat", _chat, "Open the chat page.", "hakusho chat --port 8000")
    chat.add_argument("--host", default="127.0.0.1", help="address to bind (default: %(default)s)")
    chat.add_argument(
        "--port",
        type=_port,
        default=7860,
        help="port; the next free one if taken (default: %(default)s)",
    )
    chat.add_argument("--no-browser", action="store_true", help="do not open a browser window")

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
        help="a question a line, an answer a line; - is standard input (with --json)",
    )
    ask.add_argument(
        "--k",
        type=_positive,
        default=3,
        metavar="N",
        help="at most N quotes (default: %(default)s)",
    )

    text = command(
        "text", _text, "Print a document's exact text and nothing else.", "hakusho text | head"
    )
    text.add_argument(
        "document", nargs="?", metavar="DOCUMENT", help="its name (default: the built-in section)"
    )

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
    evaluation.add_argument(
        "--k",
        type=_positive,
        default=3,
        metavar="N",
        help="at most N quotes (default: %(default)s)",
    )

    command(
        "reindex",
        _reindex,
        "Embed a library again with another model.",
        "hakusho reindex --model intfloat/multilingual-e5-small",
    )
    return parser


def _default_library() -> Path:
    import platformdirs

    chosen = os.environ.get("HAKUSHO_LIBRARY")
    return (
        Path(chosen).expanduser()
        if chosen
        else platformdirs.user_data_path("hakusho", appauthor=False)
    )


def _folder(value: str) -> Path:
    if not value.strip():
        raise argparse.ArgumentTypeError("the name of the folder is empty")
    return Path(value).expanduser()


def _positive(value: str) -> int:
    if not value.isdecimal() or int(value) < 1:
        raise argparse.ArgumentTypeError(f"{value} is not a whole number from 1")
    return int(value)


def _port(value: str) -> int:
    if not value.isdecimal() or not 0 < int(value) < 65536:
        raise argparse.ArgumentTypeError(f"{value} is not a port (1 to 65535)")
    return int(value)


@contextmanager
def _library(options: argparse.Namespace, *, reindex: bool = False) -> Iterator[Library]:
    from index.encoder import load_encoder
    from index.library import Library, recorded_model

    name = options.model or recorded_model(options.library)
    with Library.open(options.library, load_encoder(name), reindex=reindex) as library:
        yield library


def _chat(options: argparse.Namespace) -> int:
    with _library(options) as library:
        from ui.app import serve

        server = serve(library, options.host, options.port, not options.no_browser)
        print(f"白書QA · Hakusho QA: {server.url}", flush=True)
        if options.host not in ("127.0.0.1", "localhost", "::1"):
            print(
                "hakusho: whoever can reach this machine can now read the documents and ask.",
                file=sys.stderr,
            )
        server.wait()
    return 0


def _ask(options: argparse.Namespace) -> int:
    if (options.question is None) == (options.batch is None):
        return _fail("give either a QUESTION or --batch FILE (see hakusho ask --help).", 2)
    if options.batch is not None:
        if not options.json:
            return _fail("--batch needs --json (see hakusho ask --help).", 2)
        return _batch(options)
    from ui.render import answer_json, answer_text

    with _library(options) as library:
        from qa.answer import answer

        given = answer(options.question, library, options.k)
        if options.json:
            print(_line(answer_json(given)))
        else:
            print(answer_text(given, given.language))
    return 0


def _batch(options: argparse.Namespace) -> int:
    from ui.render import answer_json

    try:
        source = sys.stdin.buffer if options.batch == "-" else Path(options.batch).open("rb")  # noqa: SIM115
    except OSError as error:
        return _fail(f"{options.batch} cannot be read ({error.strerror}).", 1)
    with source as file, _library(options) as library:
        from qa.answer import answer

        for raw in file:
            question = raw.decode("utf-8", "replace").rstrip("\r\n").removeprefix("\ufeff")
            # One object a line, whatever the line: the reader counts on the order.
            try:
                entry = answer_json(answer(question, library, options.k))
            except QuestionError as error:
                entry = answer_json(_refusal(question))
                entry["message"] = str(error)
            print(_line(entry), flush=True)
    return 0


def _refusal(question: str) -> Answer:
    from qa.answer import Answer
    from qa.question import language_of

    return Answer(question, language_of(question), (), (), 0.0, (), (), 0.0)


def _line(entry: object) -> str:
    return json.dumps(entry, ensure_ascii=False)


def _text(options: argparse.Namespace) -> int:
    from corpus.document import builtin_document

    if options.document is None:
        document = builtin_document()
    else:
        with _library(options) as library:
            document = library.document(options.document)
    sys.stdout.flush()
    sys.stdout.buffer.write(document.text.encode("utf-8"))
    sys.stdout.buffer.flush()
    return 0


def _eval(options: argparse.Namespace) -> int:
    from qa.evaluate import evaluate, measure_by_language, read_cases
    from ui.report import failures_text, measures_table

    cases = read_cases(options.file, options.part)
    with _library(options) as library:
        outcomes = evaluate(cases, library, options.k)
    measures = measure_by_language(outcomes)
    if options.json:
        print(_line({language: asdict(m) for language, m in measures.items()}))
        return 0
    print(measures_table(measures))
    if options.failures:
        print(failures_text(outcomes))
    return 0


def _reindex(options: argparse.Namespace) -> int:
    if options.model is None:
        return _fail("reindex needs --model NAME_OR_PATH (see hakusho reindex --help).", 2)
    with _library(options, reindex=True) as library:
        print(f"Embedded with {options.model}: {len(library.documents())} document(s).")
    return 0


if __name__ == "__main__":
    sys.exit(main())
