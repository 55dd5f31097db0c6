"""Plain: pages without script, and what is said when a request is refused.

A browser that opens a page gets a page, in the reader's language; everything else gets
JSON: {"error": which refusal, "detail": what was wrong and what to do} with the values in these
words. A program at a door of its own gets what `ui.api` promises it.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping
from functools import cache
from html import escape
from importlib import resources
from math import ceil

from starlette.datastructures import Headers
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.types import Message, Receive, Scope, Send

from qa.question import Language
from ui.serving.doors import is_programs
from ui.strings import language_named, say


def reader_language(headers: Headers) -> Language:
    """The language that the page is in, where a script of it asks (`head.js`); else the first of
    Japanese and English that the browser asks for; else English."""
    page = headers.get("x-hakusho-language", "")
    for tag in (page, *headers.get("accept-language", "").split(",")):
        code = tag.strip()[:2].lower()
        if code in ("ja", "en"):
            return language_named(code)
    return "en"


def wants_page(headers: Headers) -> bool:
    """Is it a browser that opens a page, not a script or a program?"""
    return "text/html" in headers.get("accept", "")


def refusal(
    scope: Scope,
    status: int,
    reason: str,
    headers: Mapping[str, str] | None = None,
    **values: str,
) -> Response:
    """The answer to a refused request. reason: the key of its words, after "refused."."""
    asked = Headers(scope=scope)
    language = reader_language(asked)
    words = say(language, f"refused.{reason}", **values)
    if wants_page(asked):
        return plain_page(language, f"<p>{escape(words)}</p>", status, headers)
    told: dict[str, object] = {"error": reason, "detail": words, **values}
    if is_programs(scope["path"]):
        code = reason.replace("_", "-")
        told = {"error": {"code": code, "message": words, "field": None}}
    return JSONResponse(told, status, dict(headers or {}))


def with_own_404(scope: Scope, receive: Receive, send: Send) -> Send:
    """Sends the application's response; but where a browser opens a page that is not there, a page
    of ours, since Gradio's response is JSON and in English."""
    if not wants_page(Headers(scope=scope)) or is_programs(scope["path"]):
        return send
    replaced = False

    async def sent(message: Message) -> None:
        nonlocal replaced
        if message.get("status") == 404:
            replaced = True
            await refusal(scope, 404, "closed")(scope, receive, send)
        elif not replaced:
            await send(message)

    return sent


def too_often(scope: Scope, reason: str, wait: float) -> Response:
    """The refusal of one request too many. wait: seconds until the next is taken."""
    seconds = str(ceil(wait))
    return refusal(scope, 429, reason, {"retry-after": seconds}, seconds=seconds)


def plain_page(
    language: Language, body: str, status: int = 200, headers: Mapping[str, str] | None = None
) -> HTMLResponse:
    """A page of the HTML `body`, which must be escaped already. It runs and loads nothing."""
    html = (
        f'<!doctype html><html lang="{language}"><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>白書QA · Hakusho QA</title><style>{_style()}</style>"
        '<main><h1><span lang="ja">白書QA</span> <small lang="en">Hakusho QA</small></h1>'
        f"{body}</main></html>"
    )
    policy = (
        f"default-src 'none'; style-src {hash_source(_style())}; form-action 'self'; "
        "base-uri 'none'; frame-ancestors 'none'"
    )
    return HTMLResponse(html, status, {"content-security-policy": policy, **(headers or {})})


def hash_source(inline: str) -> str:
    """What a Content-Security-Policy calls an inline script or style."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(inline.encode()).digest()).decode()}'"


@cache
def _style() -> str:
    return resources.files("ui.serving").joinpath("plain.css").read_text("utf-8")
