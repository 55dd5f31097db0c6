"""Health: one address that tells a monitor whether the library can be read."""

from __future__ import annotations

import logging

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from corpus.errors import HakushoError
from index.library import Library
from ui import VERSION

_log = logging.getLogger(__name__)


def health(library: Library) -> Route:
    """GET /health: {"status": "ok", "version": ..., "documents": how many}; or 503, with the
    status "unreadable" and documents null. Needs no account, so it says nothing else."""

    def answer(_: Request) -> Response:
        try:
            count: int | None = len(library.names())
        except HakushoError as error:
            _log.error("%s", error)
            count = None
        status = "unreadable" if count is None else "ok"
        return JSONResponse(
            {"status": status, "version": VERSION, "documents": count},
            200 if status == "ok" else 503,
            {"cache-control": "no-store"},
        )

    return Route("/health", answer, methods=["GET", "HEAD"], name="health")
