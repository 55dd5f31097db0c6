"""Address: where the page is served, and who may call it there.

Knows nothing of the page: `ui.app` builds and serves it.
"""

from __future__ import annotations

import os
import re
import socket
from dataclasses import dataclass
from ipaddress import ip_address

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from corpus.errors import LibraryError

_PORTS = 100  # ports tried when the one asked for is taken
_WAITING = 128  # connections that wait to be taken
_LOOPBACK = ("127.0.0.1", "localhost")
_HEADERS = {  # of every response
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
}


@dataclass(frozen=True, slots=True)
class Guard:
    """ASGI middleware: answers only to `names` (to any, if there are none), so that no page
    of another name reads the documents (DNS rebinding), and sets `_HEADERS`."""

    app: ASGIApp
    names: frozenset[str]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(_HEADERS)
            await send(message)

        app = self.app
        if self.names and scope["type"] in ("http", "websocket"):
            name = re.sub(r":\d*$", "", Headers(scope=scope).get("host", "")).lower()
            if name not in self.names:
                app = PlainTextResponse("Invalid host header", status_code=400)
        await app(scope, receive, guarded)


def own_names(name: str, address: str) -> frozenset[str]:
    """The names of a page on this machine only; none when others are to reach it."""
    if not ip_address(address.partition("%")[0]).is_loopback:
        return frozenset()
    return frozenset((*_LOOPBACK, name.lower(), address))


def resolve(host: str) -> tuple[socket.AddressFamily, str]:
    """The address of a host name, or of an address: IPv4 where it has both."""
    try:
        found = socket.getaddrinfo(host.strip("[]") or _LOOPBACK[0], None, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise LibraryError(
            f"{host} is no address of this machine ({error}); choose another --host."
        ) from error
    family, _, _, _, place = min(found, key=lambda one: one[0] != socket.AF_INET)
    return family, str(place[0])


def listen(family: socket.AddressFamily, address: str, port: int) -> socket.socket:
    """A socket that listens at `port`, or at the first free one after it."""
    problem: OSError | None = None
    for candidate in range(port, min(port + _PORTS, 65536)):
        listening = socket.socket(family)
        try:
            if os.name == "posix":  # elsewhere it would let two share a port
                listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listening.bind((address, candidate))
            listening.listen(_WAITING)
        except OSError as error:
            listening.close()
            problem = error
        else:
            return listening
    raise LibraryError(
        f"No port from {port} on can be used at {address} ({problem}); "
        "choose another --port or --host."
    )
