"""The command `hakusho`: the chat page, questions on the command line, the library.

Results go to standard output and nothing else does. Exit status: 0 done, 1 failed
(one line on standard error says what to do), 2 wrong usage, 130 stopped by Ctrl-C.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable
from pathlib import Path

from corpus.errors import HakushoError, QuestionError
from corpus.names import visible
from ui import VERSION
from ui.commands import add, ask, chat, cite, documents, mcp, measure, password, upkeep
from ui.commands.options import LIBRARY_OPTIONS, fail, library_options, message

_ALONE = ("-h", "--help", "--version")  # options that need no command


def main(argv: list[str] | None = None) -> int:
    """Run the command; its exit status."""
    argv = _command_first(list(sys.argv[1:] if argv is None else argv))
    _have_streams()
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
        return fail(str(error), 2)
    except HakushoError as error:
        return fail(message(error), 1)
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:  # whoever read our output has enough
        _is_written()
        return 1
    except OSError as error:
        if error.filename is not None:
            return fail(f"{visible(str(error.filename))} cannot be used ({error.strerror}).", 1)
        if _is_written():
            return fail(f"Something could not be read or written ({error.strerror}).", 1)
        return fail(f"The output could not be written ({error.strerror}); make room.", 1)


def _is_written() -> bool:
    """Whether what was printed so far is written. If it cannot be, it goes nowhere, or Python would
    fail again at exit."""
    try:
        sys.stdout.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return False
    return True


def _have_streams() -> None:
    """Replace streams that were closed: what is written to a closed output (`>&-`) goes nowhere,
    and a closed input (`<&-`) is empty. In this order, so that each gets its own number."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, Path(os.devnull).open(mode, encoding="utf-8"))  # noqa: SIM115


def _command_first(argv: list[str]) -> list[str]:
    """The arguments, with the command moved ahead of the options that all commands have; without a
    command, it is chat.

    >>> _command_first(["--library", "plans", "ask", "いつ？"])
    ['ask', '--library', 'plans', 'いつ？']
    >>> _command_first(["--port", "8000"])
    ['chat', '--port', '8000']
    """
    at = 0
    while at < len(argv) and argv[at].partition("=")[0] in LIBRARY_OPTIONS:
        at += 1 if "=" in argv[at] else 2
    behind = argv[at:]
    if behind and not (behind[0].startswith("-") and behind[0] not in _ALONE):
        return [behind[0], *argv[:at], *behind[1:]]
    return ["chat", *argv]


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="hakusho",
        description="Ask Japanese official documents in Japanese or English; get exact quotes.",
        epilog="Without a command, `hakusho` opens the chat (`hakusho chat`).",
    )
    parser.add_argument("--version", action="version", version=f"hakusho-qa {VERSION}")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    common = library_options()

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

    for group in (chat, ask, add, documents, cite, upkeep, measure, password, mcp):
        group.define(command)
    return parser


if __name__ == "__main__":
    sys.exit(main())
