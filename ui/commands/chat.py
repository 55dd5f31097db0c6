"""The chat page: `hakusho chat`."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from ui.commands.options import Define, fail, open_library, positive
from ui.serving.address import HOST, PORT, host_name
from ui.serving.protection import DEFAULT, Protection

_MEGABYTE = 10**6


def define(command: Define) -> None:
    chat = command("chat", _chat, "Open the chat page.", "hakusho chat --port 8000")
    chat.add_argument("--host", default=HOST, help="address to bind (default: %(default)s)")
    chat.add_argument(
        "--port",
        type=_port,
        default=PORT,
        help="port; the next free one if taken, but not behind a proxy (default: %(default)s)",
    )
    chat.add_argument("--no-browser", action="store_true", help="do not open a browser window")
    chat.add_argument(
        "--translate",
        metavar="MODEL",
        help="offer machine translation by this model beneath quotes",
    )
    office = chat.add_argument_group("for others than yourself")
    office.add_argument(
        "--auth-file",
        type=Path,
        metavar="FILE",
        help="let in only who has an account in FILE (see hakusho password)",
    )
    office.add_argument(
        "--open-to-all",
        action="store_true",
        help="let in whoever can reach this machine, without accounts",
    )
    office.add_argument(
        "--read-only", action="store_true", help="nobody adds or removes documents on the page"
    )
    office.add_argument(
        "--name",
        type=_host_name,
        action="append",
        default=[],
        help="another host name that the page answers to; can be repeated",
    )
    office.add_argument(
        "--behind-proxy",
        action="store_true",
        help="readers come through a reverse proxy, and what it says of them is believed",
    )
    office.add_argument(
        "--upload-limit",
        type=positive,
        default=DEFAULT.upload_bytes // _MEGABYTE,
        metavar="MB",
        help="largest upload, in megabytes (default: %(default)s)",
    )
    office.add_argument(
        "--per-minute",
        type=positive,
        default=DEFAULT.per_minute,
        metavar="N",
        help="requests that one reader may make in a minute (default: %(default)s)",
    )


def _port(value: str) -> int:
    if not value.isdecimal() or not 0 < int(value) < 65536:
        raise argparse.ArgumentTypeError(f"{value} is not a port (1 to 65535)")
    return int(value)


def _host_name(value: str) -> str:
    try:
        return host_name(value)
    except ValueError as error:  # a name that no request has would shut everybody out
        raise argparse.ArgumentTypeError(
            f"{value!r} is not a host name: give the host name alone, as in qa.example.jp"
        ) from error


def _chat(options: argparse.Namespace) -> int:
    import webbrowser

    from corpus.dictionary import installed_dictionary
    from index.loading import require
    from qa.translation import load_translator
    from ui.serving.accounts import Accounts
    from ui.serving.address import is_loopback, resolve

    if options.open_to_all and options.auth_file:
        return fail("--open-to-all lets in everybody, --auth-file does not; choose one.", 2)
    # Check what is named before anything slow begins.
    accounts = Accounts(options.auth_file) if options.auth_file else None
    dictionary = installed_dictionary()
    translator = load_translator(options.translate) if options.translate else None
    if options.translate:  # it loads when first used, which is late to learn of a slip
        require(options.translate)
    with open_library(options) as library:
        from ui.adding import stop_all
        from ui.app import serve
        from ui.page.keeping import finish_all
        from ui.page.settings import Settings

        server = serve(
            library,
            options.host,
            options.port,
            settings=Settings(dictionary, translator),
            protection=Protection(
                names=frozenset(options.name),
                accounts=accounts,
                open_to_all=options.open_to_all,
                proxied=options.behind_proxy,
                upload_bytes=options.upload_limit * _MEGABYTE,
                per_minute=options.per_minute,
                read_only=options.read_only,
            ),
        )
        if not options.no_browser:
            webbrowser.open(server.url)
        print(f"白書QA · Hakusho QA: {server.url}", flush=True)
        alone = is_loopback(resolve(options.host)[1])
        if options.open_to_all and (options.behind_proxy or not alone):
            print(
                "hakusho: whoever can reach this machine can now read the documents and ask.",
                file=sys.stderr,
            )
        if options.behind_proxy and not alone:
            print(
                "hakusho: others can reach this port beside the proxy, and say what they like of "
                "themselves; use --host 127.0.0.1 if the proxy is on this machine.",
                file=sys.stderr,
            )
        server.wait()
        stop_all()
        finish_all()
    return 0
