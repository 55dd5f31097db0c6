"""Login: signing in and out of a served page, and who is asking.

People sign in on a page that needs no script; programs send HTTP Basic with each request,
or post the form, as `gradio_client.Client(auth=...)` does. Sessions are kept in memory: a
restart ends them, and so do signing out, half a day without use, a week, a new password,
and the end of the account. Cross-site requests never come here: `ui.serving.guard` refuses them.
"""

from __future__ import annotations

import asyncio
import base64
import hashlib
import secrets
import time
import unicodedata
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from html import escape
from urllib.parse import parse_qs

from starlette.datastructures import Headers
from starlette.requests import HTTPConnection, Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.types import Scope

from qa.question import Language
from ui.serving.accounts import Accounts, Secret
from ui.serving.plain import plain_page, reader_language, refusal, too_often, wants_page
from ui.serving.rate import Rate
from ui.serving.recent import Recent
from ui.strings import LANGUAGES, language_named, say

_IDLE = 12 * 3600.0  # seconds
_LONGEST = 7 * 24 * 3600.0
_BASIC = 600.0  # how long a password sent by Basic is known without hashing it anew
_KEPT = 10_000  # sessions; the one longest unused goes first
_GUESSES = 10  # a minute from one address
_GUESSES_AT_NAME = 30  # a minute at one name, from wherever
_HASHING = 2  # at once: each takes a core and 32 MiB
_USER = "hakusho.user"  # in the scope of a request


def user_of(request: Request) -> str | None:
    """The account that a request comes from; None where there are no accounts.

    For routes, and for Gradio's `auth_dependency`.
    """
    return user_of_scope(request.scope)


def user_of_scope(scope: Scope) -> str | None:
    user = scope.get(_USER)
    return user if isinstance(user, str) else None


@dataclass(frozen=True, slots=True)
class _Session:
    """secret: what the password was checked against; idle: seconds it holds without use;
    used, ends: seconds of time.monotonic."""

    name: str
    secret: Secret
    idle: float
    used: float
    ends: float


class Login:
    """Who is who. For one thread: the loop that serves; passwords are hashed in others."""

    def __init__(self, accounts: Accounts) -> None:
        self._accounts = accounts
        self._sessions = Recent[bytes, _Session](_KEPT)
        self._salt = secrets.token_bytes(16)
        self._by_address = Rate(_GUESSES)
        self._by_name = Rate(_GUESSES_AT_NAME)
        self._hashing = ThreadPoolExecutor(_HASHING, "hakusho-password")

    async def admit(self, scope: Scope, address: str) -> Response | None:
        """Note in `scope` who is asking; or the answer that sends them to sign in.

        Raises AccountsError when the file of accounts cannot be read now.
        """
        headers = Headers(scope=scope)
        kind, _, sent = headers.get("authorization", "").partition(" ")
        if kind.lower() == "basic":
            token = b"basic " + sent.encode()
            if self._session(token) is None:
                try:
                    name, _, password = base64.b64decode(sent).decode("utf-8").partition(":")
                except ValueError:
                    return self._unknown(scope)
                refused = await self._begin(scope, address, name, password, token, _BASIC)
                if refused is not None:
                    return refused
        else:
            token = _carried(scope)
        session = self._session(token)
        if session is not None:
            scope[_USER] = session.name
            return None
        if wants_page(headers) and scope["method"] in ("GET", "HEAD"):
            return RedirectResponse("/login", 303, {"cache-control": "no-store"})
        return self._unknown(scope)

    async def answer(self, scope: Scope, address: str, body: bytes) -> Response:
        """The answer at /login and /logout. body: the form, at most as large as `ui.serving.guard`
        lets through. Raises AccountsError."""
        request = Request(scope)
        asked = request.query_params.get("language", "")
        known = asked in LANGUAGES
        language = language_named(asked) if known else reader_language(request.headers)
        if request.method in ("GET", "HEAD"):
            leaving = scope["path"] == "/logout"
            return _leave_page(language) if leaving else _login_page(language)
        if request.method != "POST":
            return refusal(scope, 405, "closed", {"allow": "GET, POST"})
        token = _carried(scope)
        if scope["path"] == "/logout":
            self._sessions.pop(self._key(token), None)
            there = f"/login?language={language}" if known else "/login"
            response: Response = RedirectResponse(there, 303)
            response.delete_cookie(_cookie(scope), path="/", secure=scope["scheme"] == "https")
            return response
        try:
            form = parse_qs(body.decode("utf-8", "replace"), max_num_fields=10)
        except ValueError:
            return refusal(scope, 400, "unreadable")
        name, password = (form.get(field, [""])[0] for field in ("username", "password"))
        fresh = secrets.token_urlsafe(32)
        refused = await self._begin(scope, address, name, password, _token(fresh), _LONGEST)
        if refused is not None:
            if not wants_page(request.headers) or refused.status_code != 401:
                return refused
            return _login_page(language, 401, say(language, "refused.wrong"), name)
        self._sessions.pop(self._key(token), None)
        response = (
            RedirectResponse("/", 303)
            if wants_page(request.headers)
            else JSONResponse({"success": True})
        )
        response.set_cookie(
            _cookie(scope),
            fresh,
            max_age=int(_LONGEST),
            path="/",
            secure=scope["scheme"] == "https",
            httponly=True,
            samesite="lax",  # strict would ask those who follow a link to sign in again
        )
        return response

    async def _begin(
        self, scope: Scope, address: str, name: str, password: str, token: bytes, longest: float
    ) -> Response | None:
        """Begin a session of `name`, known by `token`, for `longest` seconds; or the refusal."""
        name = unicodedata.normalize("NFC", name)  # one person has one name, however typed
        # An address that must wait uses up no guesses of the name's: no address locks another out.
        wait = self._by_address.wait(address) or self._by_name.wait(name[:64])
        if wait:
            return too_often(scope, "guesses", wait)
        secret = await asyncio.get_running_loop().run_in_executor(
            self._hashing, self._accounts.verify, name, password
        )
        if secret is None:
            return self._unknown(scope, "wrong")
        self._by_address.give_back(address)
        self._by_name.give_back(name[:64])
        now = time.monotonic()
        self._sessions[self._key(token)] = _Session(
            name, secret, min(_IDLE, longest), now, now + longest
        )
        return None

    def _session(self, token: bytes) -> _Session | None:
        """The session known by `token`, if it still holds."""
        key, now = self._key(token), time.monotonic()
        session = self._sessions.get(key)
        if session is None:
            return None
        if (
            now > min(session.ends, session.used + session.idle)
            or self._accounts.secret_of(session.name) != session.secret
        ):
            del self._sessions[key]
            return None
        self._sessions[key] = replace(session, used=now)
        return session

    def _key(self, token: bytes) -> bytes:
        # Neither a token nor a password stands in memory, and none can be guessed by timing.
        return hashlib.blake2b(token, key=self._salt).digest()

    def _unknown(self, scope: Scope, reason: str = "signed_out") -> Response:
        # A script of the page must not make the browser ask for a password by itself.
        own = "sec-fetch-mode" in Headers(scope=scope)
        asks = {} if own else {"www-authenticate": 'Basic realm="Hakusho QA", charset="UTF-8"'}
        return refusal(scope, 401, reason, asks)


def _token(value: str) -> bytes:
    return b"cookie " + value.encode()  # never what Basic sends


def _carried(scope: Scope) -> bytes:
    """The token that the browser's cookie holds."""
    return _token(HTTPConnection(scope).cookies.get(_cookie(scope), ""))


def _cookie(scope: Scope) -> str:
    """Its name, by port: browsers send a cookie to all ports of a host."""
    _, port = scope.get("server") or ("", 0)
    return f"{'__Host-' if scope['scheme'] == 'https' else ''}hakusho-{port}"


def _login_page(language: Language, status: int = 200, wrong: str = "", name: str = "") -> Response:
    alert = f'<p role="alert">{escape(wrong)}</p>' if wrong else ""
    other: Language = "en" if language == "ja" else "ja"
    # The form has no action, so it is sent to the address as it stands, and a link to a
    # sentence (#…) still leads there afterwards.
    body = f"""<form method="post">{alert}
<label>{say(language, "login.name")}
<input name="username" value="{escape(name)}" autocomplete="username" autocapitalize="none"
 spellcheck="false" required maxlength="64"{"" if name else " autofocus"}></label>
<label>{say(language, "login.password")}
<input name="password" type="password" autocomplete="current-password" required
 maxlength="1024"{" autofocus" if name else ""}></label>
<button>{say(language, "login.enter")}</button></form>
<footer><a href="?language={other}" lang="{other}">{LANGUAGES[other]}</a></footer>
"""
    return plain_page(language, body, status, {"cache-control": "no-store"})


def _leave_page(language: Language) -> Response:
    body = f"""<p>{say(language, "login.leaving")}</p>
<form method="post"><button>{say(language, "login.leave")}</button></form>
<footer><a href="/">{say(language, "login.back")}</a></footer>
"""
    return plain_page(language, body, headers={"cache-control": "no-store"})
