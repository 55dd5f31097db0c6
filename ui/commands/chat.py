"""The chat page: `hakusho chat`."""

from __future__ import annotations

import argparse
import sys

from ui.commands.options import Define, open_library


def define(command: Define) -> None:
    chat = command("chat", _chat, "Open the chat page.", "hakusho chat --port 8000")
    chat.add_argument("--host", default="127.0.0.1", help="address to bind (default: %(default)s)")
    chat.add_argument(
        "--port",
        type=_port,
        default=7860,
        help="port; the next free one if taken (default: %(default)s)",
    )
    chat.add_argument("--no-browser", action="store_true", help="do not open a browser window")


def _port(value: str) -> int:
    if not value.isdecimal() or not 0 < int(value) < 65536:
        raise argparse.ArgumentTypeError(f"{value} is not a port (1 to 65535)")
    return int(value)


def _chat(options: argparse.Namespace) -> int:
    with open_library(options) as library:
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
