"""Bodies: reading what a request brings, no more of it than is allowed."""

from __future__ import annotations

import asyncio
from contextlib import suppress

from starlette.datastructures import Headers
from starlette.requests import ClientDisconnect
from starlette.responses import Response
from starlette.types import Message, Receive, Scope, Send

from ui.serving.plain import refusal

_SILENT = 1.0  # seconds without a byte after which a refused client has stopped sending
_LONGEST = 30.0  # seconds that a refused client is heard out, however much it sends


def too_large(scope: Scope, most: int) -> Response | None:
    """The refusal of a body that says it is larger than `most` bytes."""
    said = Headers(scope=scope).get("content-length", "0")
    return None if said.isdecimal() and int(said) <= most else _refused(scope, most)


async def whole_body(scope: Scope, receive: Receive, most: int) -> bytes | Response:
    """The whole body; or its refusal, as soon as it is larger than `most` bytes.

    Raises ClientDisconnect.
    """
    if refused := too_large(scope, most):
        return refused
    body = bytearray()
    more = True
    while more:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise ClientDisconnect
        body += message.get("body", b"")
        more = message.get("more_body", False)
        if len(body) > most:
            return _refused(scope, most)
    return bytes(body)


def received_again(body: bytes, receive: Receive) -> Receive:
    """Receives `body` once more, then what comes after it."""
    waiting = [body]

    async def received() -> Message:
        if waiting:
            return {"type": "http.request", "body": waiting.pop(), "more_body": False}
        return await receive()

    return received


def hearing_out(receive: Receive, send: Send, closes: bool) -> Send:
    """Sends a response and, before it `closes` the connection, hears out the rest of a body.

    A connection that is closed on bytes nobody read is reset, and a client that was still
    sending never sees why it was refused (RFC 9112, section 9.6). Nothing heard is kept.
    """
    if not closes:
        return send

    async def sent(message: Message) -> None:
        if message["type"] != "http.response.body" or message.get("more_body", False):
            await send(message)
            return
        await send({**message, "more_body": True})
        with suppress(asyncio.TimeoutError):
            await asyncio.wait_for(_rest(receive), _LONGEST)
        await send({"type": "http.response.body"})

    return sent


async def _rest(receive: Receive) -> None:
    more = True
    while more:
        message = await asyncio.wait_for(receive(), _SILENT)
        more = message["type"] == "http.request" and message.get("more_body", False)


def _refused(scope: Scope, most: int) -> Response:
    size = f"{most // 10**6} MB" if most >= 10**6 else f"{most // 10**3} kB"
    return refusal(scope, 413, "large", {"connection": "close"}, most=size)
