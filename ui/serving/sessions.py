"""Sessions: each of Gradio's belongs to the account that was first seen in it.

What a page holds of its reader, such as the conversation that is open, Gradio keeps under a
random value of the browser's, and gives it to whoever sends that value. It stands in addresses,
so it may be known to others; and a browser may change hands while a page stays open.
"""

from __future__ import annotations

from urllib.parse import parse_qs

from starlette.types import Scope

from ui.serving.recent import Recent

_KEPT = 100_000  # sessions


class Sessions:
    """Who is in which session."""

    def __init__(self) -> None:
        self._users = Recent[str, str](_KEPT)

    def belongs(self, session: str, user: str) -> bool:
        """Whether a session is that user's, who takes it if nobody has it yet."""
        known = self._users[session] = self._users.get(session, user)
        return known == user


def session_in_address(scope: Scope) -> str:
    """The session that is named in the address of a request, or ""."""
    query, path = str(scope.get("query_string", b""), "latin-1"), str(scope["path"])
    named = parse_qs(query).get("session_hash", [""])[0]
    before, _, last = path.rpartition("/heartbeat/")
    return named or (last.strip("/") if before else "")


def session_in_body(sent: object) -> str:
    """The session that is named in what was sent, or ""."""
    named = sent.get("session_hash") if isinstance(sent, dict) else None
    return named if isinstance(named, str) else ""
