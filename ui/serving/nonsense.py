"""Nonsense: requests to Gradio's server that no page makes.

Gradio assumes that what it is sent comes from its own page. At anything else its routes raise
errors of all kinds, which are logged as if the server were at fault. Here each becomes one line in
the log, and a refusal for whoever sent it. What goes wrong in code of our own, or with a disk, is
not the sender's doing, and keeps its traceback.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextvars import ContextVar
from dataclasses import dataclass
from traceback import walk_tb
from typing import Any

import gradio as gr
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from corpus.names import visible
from ui.serving.plain import refusal

_OURS = frozenset(("corpus", "index", "qa", "ui"))
_LONGEST = 200  # characters of what is logged of an error
_log = logging.getLogger(__name__)
# Whether the values that the present request brings were refused; None outside of a request.
_refused: ContextVar[list[str] | None] = ContextVar("_refused", default=None)


class CarefulBlocks(gr.Blocks):
    """Blocks that refuse values they cannot take: what fails before a function of ours runs is the
    sender's doing."""

    def get_config_file(self) -> Any:
        """What a page is told of itself. It is not to hold a connection open for as long as it
        lives, by which Gradio knows when it is closed: a browser has six for a server, for all its
        tabs together, and with six tabs none would be left to ask by."""
        return super().get_config_file() | {"connect_heartbeat": False}

    async def preprocess_data(self, *call: Any, **options: Any) -> Any:
        try:
            return await super().preprocess_data(*call, **options)
        except OSError:
            raise
        except Exception as error:
            line = _line(error)
            _log.warning("Values that the page does not send were refused: %s", line)
            if (refused := _refused.get()) is not None:
                refused.append(line)
            raise gr.Error(line, print_exception=False) from error


@dataclass(frozen=True, slots=True)
class NonsenseRefused:
    """Wraps Gradio's application from within, so that errors come here before its server sees
    them."""

    app: ASGIApp

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        started = False
        refused: list[str] = []
        _refused.set(refused)

        async def sent(message: Message) -> None:
            nonlocal started
            started = True
            if refused and message.get("status") == 500:
                message["status"] = 400
            await send(message)

        try:
            await self.app(scope, receive, sent)
        except Exception as error:
            if isinstance(error, OSError) or _is_ours(error):
                raise
            path = visible(scope["path"])[:_LONGEST]
            _log.warning("%s %s was refused: %s", scope["method"], path, _line(error))
            if started:  # a stream: it has told why it ends, and needs its end
                await send({"type": "http.response.body", "body": b""})
            else:
                await refusal(scope, 400, "unreadable")(scope, receive, send)


def _is_ours(error: BaseException) -> bool:
    """Did it go through code of our own, this file aside?"""
    frames = (frame for each in _chain(error) for frame, _ in walk_tb(each.__traceback__))
    names = {str(frame.f_globals.get("__name__")) for frame in frames} - {__name__}
    return any(name.partition(".")[0] in _OURS for name in names)


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__


def _line(error: Exception) -> str:
    words = visible(" ".join(str(error).split()))[:_LONGEST]
    return f"{type(error).__name__}: {words}"
