"""Plain: pages without script, and what is said when a request is refused.

A browser that opens a page gets a page, in the reader's language; everything else gets
JSON: {"error": which refusal, "detail": what was wrong and what to do} with the values in these
words. A program at a door of its own, or at none, gets what `ui.api` promises it.
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
from ui.serving.doors import is_gradio, is_programs
from ui.strings import language_named, say

_PAGE = "/"


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
    if wants_page(asked):
        # The words are ours; what is filled in may be anybody's.
        filled = {name: escape(value) for name, value in values.items()}
        link = f'<a href="{_PAGE}">{_PAGE}</a>'
        words = say(language, f"refused.{reason}", page=link, **filled)
        return plain_page(language, f"<p>{words}</p>", status, headers)
    words = say(language, f"refused.{reason}", page=_PAGE, **values)
    if is_programs(scope["path"]):
        return _to_program(status, reason, words, headers)
    told = {"error": reason, "detail": words, **values}
    return JSONResponse(told, status, dict(headers or {}))


def _to_program(
    status: int, reason: str, words: str, headers: Mapping[str, str] | None = None
) -> Response:
    """A refusal in the form that `ui.api` promises."""
    told = {"code": reason.replace("_", "-"), "message": words, "field": None}
    return JSONResponse({"error": told}, status, dict(headers or {}))


def with_own_404(scope: Scope, receive: Receive, send: Send) -> Send:
    """Sends the application's response; but where there is nothing, a refusal of ours, since
    Gradio's is in English and in a form of its own. Its own scripts get that one."""
    path, asked = scope["path"], Headers(scope=scope)
    page = wants_page(asked)
    if is_programs(path) or (is_gradio(path) and not page):
        return send
    if page:
        nothing = refusal(scope, 404, "closed")
    else:
        words = say(reader_language(asked), "refused.closed", page=_PAGE)
        nothing = _to_program(404, "closed", words)
    replaced = False

    async def sent(message: Message) -> None:
        nonlocal replaced
        if message.get("status") == 404:
            replaced = True
            await nothing(scope, receive, send)
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
