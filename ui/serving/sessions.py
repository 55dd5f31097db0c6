"""Sessions: each session of Gradio's belongs to the account that was first seen in it.

What a page holds of its reader, such as the conversation that is open, Gradio keeps under a
random value of the browser's, and gives it to whoever sends that value. It stands in addresses,
so it may be known to others; and a browser may change hands while a page stays open.
"""

from __future__ import annotations

from urllib.parse import parse_qsl

from starlette.types import Scope

from ui.serving.recent import Recent

_KEPT = 100_000  # sessions
_ENDING_IN_ONE = ("/gradio_api/heartbeat/", "/gradio_api/call/")  # addresses


class Sessions:
    """Who is in which session."""

    def __init__(self) -> None:
        self._users = Recent[str, str](_KEPT)

    def belongs(self, session: str, user: str) -> bool:
        """Whether a session is that user's; one that nobody has yet becomes theirs."""
        known = self._users[session] = self._users.get(session, user)
        return known == user


def sessions_in_address(scope: Scope) -> set[str]:
    """The sessions that are named in the address of a request: all of them, since Gradio takes the
    last of several. The end of a call's address is one too, unless it is that of an event."""
    query = parse_qsl(str(scope.get("query_string", b""), "latin-1"), keep_blank_values=True)
    named = {value for name, value in query if name == "session_hash"}
    path = str(scope["path"])
    if scope["method"] != "POST" and path.startswith(_ENDING_IN_ONE):
        named.add(path.rstrip("/").rpartition("/")[2])
    return named


def sessions_in_body(sent: object) -> set[str]:
    """The session that is named in what was sent, if any. If it is named twice, Python has read the
    last one, as Gradio will."""
    named = sent.get("session_hash") if isinstance(sent, dict) else None
    return {named} if isinstance(named, str) else set()
