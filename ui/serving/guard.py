"""Guard: what stands between the network and the page.

`protected` wraps the whole application. It looks at a request in this order: which host it asks
for, which site it comes from, whether there is such a door, who sends it, how often, and how much.
Only then does the application see it. Every response gets `_HEADERS`.
"""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Mapping
from dataclasses import dataclass
from ipaddress import ip_address
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import ClientDisconnect
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from corpus.errors import AccountsError
from ui.serving.bodies import hearing_out, received_again, too_large, whole_body
from ui.serving.doors import is_asset, is_gradio, is_open, is_upload, reaches_outside
from ui.serving.login import Login, user_of_scope
from ui.serving.plain import hash_source, refusal, too_often, with_own_404
from ui.serving.protection import Protection
from ui.serving.rate import Rate
from ui.serving.sessions import Sessions, sessions_in_address, sessions_in_body

_log = logging.getLogger(__name__)
_HEADERS: Mapping[str, str] = {
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",  # no-referrer would hide our own forms' origin from us
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": (
        "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()"
    ),
}
# Gradio makes functions of text (events' js=, js_on_load=), and styles elements inline.
# Inline scripts, on* attributes and javascript: links do not run, save those hashed.
_POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-eval'{hashes}; "
    "style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; media-src 'self' blob:; "
    "object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'"
)
_INLINE = re.compile(r"<script(?![^>]*\ssrc=)[^>]*>(.*?)</script>", re.DOTALL)
_FORWARDED = re.compile(rb"x-forwarded-|forwarded$|x-real-ip$|x-gradio-server$")
_OPEN_TO_ALL = ("/health",)
_FORM = 16_384  # bytes of the form that signs in


def protected(app: ASGIApp, protection: Protection) -> ASGIApp:
    """`app`, served with care. The outermost wrap: nothing may stand before it."""
    login = Login(protection.accounts) if protection.accounts else None
    rate = Rate(protection.per_minute) if protection.per_minute else None
    return _Guard(app, protection, login, rate, Sessions())


@dataclass(frozen=True, slots=True)
class _Guard:
    app: ASGIApp
    protection: Protection
    login: Login | None
    rate: Rate | None
    sessions: Sessions

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "websocket":  # the page has none
            await receive()
            await send({"type": "websocket.close", "code": 1008})
            return
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        scope = _as_asked(scope, self.protection.proxied)
        answering = _WithHeaders(send, scope, self.protection, self.login is not None)
        try:
            answer = await self._answer(scope, receive)
        except AccountsError as error:
            _log.error("%s", error)
            answer = refusal(scope, 503, "accounts")
        except ClientDisconnect:
            return
        if isinstance(answer, Response):
            closes = answer.headers.get("connection") == "close"
            await answer(scope, receive, hearing_out(receive, answering.send, closes))
        else:
            await self.app(scope, answer, with_own_404(scope, answer, answering.send))

    async def _answer(self, scope: Scope, receive: Receive) -> Response | Receive:
        """Our own answer to the request; or how the application shall receive its body."""
        path, method = scope["path"], scope["method"]
        address = _address(scope)
        refused = _wrong_place(scope, self.protection)
        if refused is not None:
            return refused
        if self.login is not None and path in ("/login", "/logout"):
            body = await whole_body(scope, receive, _FORM)
            if isinstance(body, Response):
                return body
            return await self.login.answer(scope, address, body)
        if not is_open(path, self.protection.read_only):
            shut = is_open(path, False)
            return refusal(scope, 404, "read_only" if shut else "closed")
        if is_asset(path) and method in ("GET", "HEAD"):
            return receive
        if self.login is not None and path not in _OPEN_TO_ALL:
            refused = await self.login.admit(scope, address)
            if refused is not None:
                return refused
        # Monitors have a share of their own: they ask on whatever others at their address do.
        client = f"{path} {address}" if path in _OPEN_TO_ALL else user_of_scope(scope) or address
        wait = self.rate.wait(client) if self.rate else 0.0
        if wait:
            return too_often(scope, "often", wait)
        return await self._received(scope, receive)

    async def _received(self, scope: Scope, receive: Receive) -> Response | Receive:
        headers, path = Headers(scope=scope), scope["path"]
        if is_upload(path):
            # Where a size is given the server makes sure it is true; but chunks override a size.
            if "content-length" not in headers or "transfer-encoding" in headers:
                return refusal(scope, 411, "length", {"connection": "close"})
            return too_large(scope, self.protection.upload_bytes) or receive
        if refused := self._foreign_session(scope, sessions_in_address(scope)):
            return refused
        if headers.get("content-type", "").lower().startswith("multipart/"):
            return refusal(scope, 415, "unreadable", {"connection": "close"})
        if "content-length" not in headers and "transfer-encoding" not in headers:
            return receive
        body = await whole_body(scope, receive, self.protection.body_bytes)
        if isinstance(body, Response):
            return body
        if not is_gradio(path) or not body:
            return received_again(body, receive)
        try:
            sent = json.loads(body)
            if reaches_outside(sent):
                return refusal(scope, 400, "outside")
        except (ValueError, RecursionError):
            return refusal(scope, 400, "unreadable")
        refused = self._foreign_session(scope, sessions_in_body(sent))
        return refused or received_again(body, receive)

    def _foreign_session(self, scope: Scope, named: set[str]) -> Response | None:
        """The refusal of what is sent in the session of somebody else's page. Several at once are
        refused too: which one the application takes is not for us to guess."""
        user = user_of_scope(scope)
        if user is None or named <= {""}:
            return None
        if len(named) == 1 and self.sessions.belongs(min(named), user):
            return None
        return refusal(scope, 403, "session")


# --- what is asked, by whom, from where


def _as_asked(scope: Scope, proxied: bool) -> Scope:
    """The request as the client sent it to the proxy, if that is believed. The application never
    sees headers that may be made up: Gradio believes all of them."""
    headers = Headers(scope=scope)
    kept = [pair for pair in scope["headers"] if not _FORWARDED.match(pair[0])]
    seen: Scope = {**scope, "headers": kept}
    if scope["path"] == "/":  # it must come uncompressed, to hash its scripts
        seen["headers"] = kept = [pair for pair in kept if pair[0] != b"accept-encoding"]
    if not proxied:
        return seen

    def last(name: str) -> str:
        """What the nearest proxy said; anybody may have written what stands before that."""
        return ", ".join(headers.getlist(name)).rpartition(",")[2].strip()

    if last("x-forwarded-for"):
        seen["client"] = (last("x-forwarded-for"), 0)
    if last("x-forwarded-proto") in ("http", "https"):
        seen["scheme"] = last("x-forwarded-proto")
    if host := last("x-forwarded-host"):
        others = [pair for pair in kept if pair[0] != b"host"]
        seen["headers"] = [(b"host", host.encode("latin-1")), *others]
    return seen


def _address(scope: Scope) -> str:
    """The client's address; of IPv6 the half that names its network."""
    client = (scope.get("client") or ("", 0))[0]
    try:
        found = ip_address(client.strip("[]").partition("%")[0])
    except ValueError:
        return str(client)[:64]
    mapped = getattr(found, "ipv4_mapped", None)
    if found.version == 4 or mapped:
        return str(mapped or found)
    return found.exploded[:19]


def _wrong_place(scope: Scope, protection: Protection) -> Response | None:
    """The refusal of a request for another host (DNS rebinding), or from another site."""
    headers = Headers(scope=scope)
    host, names = headers.get("host", "").lower(), protection.names
    name = re.sub(r":\d*$", "", host).removesuffix(".")
    known = not names or name in names or _is_address(name)
    if not known or not _plain(host):
        return refusal(scope, 400, "host")
    origin = headers.get("origin")
    if origin is not None:
        # The proxy may have changed the host that it asks for, not the site it comes from.
        ours = _authority(origin) == _authority(f"{scope['scheme']}://{host}")
        behind = protection.proxied and _authority(origin)[1] in names
        if not ours and not behind:
            return refusal(scope, 403, "origin")
    opened = headers.get("sec-fetch-mode") == "navigate" and scope["method"] in ("GET", "HEAD")
    if headers.get("sec-fetch-site") in ("cross-site", "same-site") and not opened:
        return refusal(scope, 403, "origin")
    return None


def _is_address(name: str) -> bool:
    """Only names can be made to lead here from elsewhere, never addresses."""
    try:
        ip_address(name.strip("[]"))
    except ValueError:
        return False
    return True


def _plain(host: str) -> bool:
    """Is it a host and perhaps a port, with nothing that could lead a link made of it astray?"""
    return re.fullmatch(r"(\[[0-9a-f:.]+\]|[\w.\-]+)(:\d{1,5})?", host, re.ASCII) is not None


def _authority(url: str) -> tuple[str, str, int | None]:
    try:
        parts = urlsplit(url.lower())
        port = parts.port or {"http": 80, "https": 443}.get(parts.scheme)
    except ValueError:
        return "", "", None
    return parts.scheme, (parts.hostname or "").removesuffix("."), port


# --- responses


class _WithHeaders:
    """Sends a response with `_HEADERS`, and Gradio's page with the hashes of its scripts."""

    def __init__(self, send: Send, scope: Scope, protection: Protection, private: bool) -> None:
        self._send = send
        self._scripts = [hash_source(script) for script in protection.scripts]
        self._hashes = scope["path"] == "/" and scope["method"] == "GET"
        self._private = private and not is_asset(scope["path"])
        self._start: Message | None = None  # kept back until the body is known
        self._body = bytearray()

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            headers.update(_HEADERS)
            headers.setdefault("content-security-policy", self._policy([]))
            if self._private:  # not from the cache either, once signed out
                headers.setdefault("cache-control", "no-store")
            if self._hashes and headers.get("content-type", "").startswith("text/html"):
                self._start = message
                return
        elif message["type"] == "http.response.body" and self._start is not None:
            self._body += message.get("body", b"")
            if message.get("more_body", False):
                return
            text = self._body.decode("utf-8")
            found = [hash_source(script) for script in _INLINE.findall(text)]
            headers = MutableHeaders(scope=self._start)
            if headers["content-security-policy"] == self._policy([]):
                headers["content-security-policy"] = self._policy(found)
            await self._send(self._start)
            message = {"type": "http.response.body", "body": bytes(self._body)}
        await self._send(message)

    def _policy(self, found: list[str]) -> str:
        return _POLICY.format(hashes="".join(f" {each}" for each in [*self._scripts, *found]))
