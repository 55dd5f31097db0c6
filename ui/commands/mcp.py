"""Serving language models: `hakusho mcp`."""

from __future__ import annotations

import argparse
import os
import signal
from importlib.util import find_spec

from ui.commands.options import Define, fail, open_library


def define(command: Define) -> None:
    command(
        "mcp",
        _mcp,
        "Serve the library to a language model over MCP (standard input and output).",
        "hakusho mcp --library my-library",
    )


def _mcp(options: argparse.Namespace) -> int:
    if find_spec("mcp") is None:
        return fail("MCP needs the package mcp; install the extra mcp, as the README says.", 1)
    with open_library(options) as library:
        from ui.mcp import server

        signal.signal(signal.SIGINT, _stop)
        server(library).run()
    return 0


def _stop(*_: object) -> None:
    # The thread that waits for input cannot be told to stop waiting. It only reads, and so does
    # everything else here: nothing is lost.
    os._exit(130)
