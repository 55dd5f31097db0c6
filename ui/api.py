"""API: the library over HTTP, for programs. Reads only: nothing is added or removed this way.

What is sent and given is described in `ui.schemas`; what is done stands in `ui.programs`. Who
may call at all is decided by the application that this router is part of.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Coroutine
from functools import partial
from typing import Annotated, Any, TypeVar

from anyio import CapacityLimiter, to_thread
from fastapi import APIRouter, Path, Query, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from fastapi.routing import APIRoute
from starlette.convertors import PathConvertor, register_url_convertor
from starlette.exceptions import HTTPException
from starlette.routing import Match
from starlette.types import Message

from corpus.errors import HakushoError, QuestionError, UnknownDocumentError
from corpus.names import without_surrogates
from index.library import Library
from ui import VERSION, programs, schemas

AT_ONCE = 4  # questions answered at the same time
WAITING = 100  # questions that may wait for it
LARGEST = 1_000_000  # bytes of a request's body
_METHODS = ["DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT"]

# What `fastapi.FastAPI` is told of the whole. Its pages of documentation stay off: they load
# their scripts from elsewhere.
ABOUT: dict[str, Any] = {
    "title": "白書QA · Hakusho QA",
    "version": VERSION,
    "summary": "Ask Japanese official documents in Japanese or English; get exact quotes.",
    "description": (
        "Every answer is quoted word for word: `text` is `text[start:end]` of the document, "
        "counted in Unicode code points, half-open, and can be checked with `/verify`. Nothing is "
        "generated: where the documents do not answer, `abstained` is true. All of it only reads. "
        'What cannot be done is said in `{"error": {"code", "message", "field"}}`.'
    ),
    "openapi_tags": [
        {"name": "questions", "description": "Answers, and passages that match."},
        {"name": "documents", "description": "The documents, and whether a quote stands in one."},
    ],
    "docs_url": None,
    "redoc_url": None,
}

_Handler = Callable[[Request], Coroutine[Any, Any, Response]]
_Answered = TypeVar("_Answered")
_log = logging.getLogger(__name__)
# The field of each route in which documents are named; on other routes the address names one.
_NAMING = {"/ask": "documents", "/search": "documents", "/verify": "document"}

_PROBLEMS: dict[int | str, dict[str, Any]] = {
    400: {"description": "The request is not as described: correct the field it names."},
    404: {"description": "There is no such document: `/documents` lists those there are."},
    401: {"description": "Nobody is signed in: send the name and the password of an account."},
    413: {"description": "The question or the request is too long: send a shorter one."},
    429: {"description": "Too many requests: try again after `Retry-After` seconds."},
    503: {"description": "Busy, or the library cannot be read now: try again later."},
    "default": {"description": "Anything else that cannot be done."},
}
for _problem in _PROBLEMS.values():
    _problem["model"] = schemas.Problem


class _Whole(PathConvertor):
    """The rest of an address, whatever is in it: the converter `path` stops at a line end."""

    regex = "(?s:.*)"


register_url_convertor("whole", _Whole())


class Route(APIRoute):
    """A route that reads a body of `LARGEST` bytes at most, and says in a `schemas.Problem`
    what could not be done."""

    def get_route_handler(self) -> _Handler:
        handle = super().get_route_handler()

        async def handled(request: Request) -> Response:
            taken = 0

            async def receive() -> Message:
                nonlocal taken
                message = await request.receive()
                taken += len(message.get("body", b""))
                if taken > LARGEST:
                    raise HTTPException(413)
                return message

            try:
                return await handle(Request(request.scope, receive))
            except (HakushoError, HTTPException, RequestValidationError) as error:
                return _refusal(error, _NAMING.get(self.path))

        return handled


def router(library: Library) -> APIRouter:
    """The routes over `library`: /ask, /search, /documents and /verify."""
    api = APIRouter(route_class=Route, responses=_PROBLEMS)
    limiter = CapacityLimiter(AT_ONCE)

    async def in_turn(work: Callable[[], _Answered]) -> _Answered:
        """Done in a thread, `AT_ONCE` at a time: nothing else waits for it."""
        if limiter.statistics().tasks_waiting >= WAITING:
            raise HTTPException(503)
        return await to_thread.run_sync(work, limiter=limiter)

    def offer(path: str, method: str, name: str, tag: str, **words: Any) -> Callable[..., Any]:
        return api.api_route(
            path,
            methods=[method],
            operation_id=name,
            tags=[tag],
            response_model_exclude_unset=True,
            **words,
        )

    asking = {
        "summary": "Answer a question with exact quotes",
        "response_description": "The quotes that answer, or that these documents do not answer.",
    }
    searching = {
        "summary": "Find the passages that match",
        "response_description": "The passages that match best, whether or not they answer.",
    }

    @offer("/ask", "GET", "ask", "questions", **asking)
    async def ask(asked: Annotated[schemas.Ask, Query()]) -> schemas.Answer:
        """The same as `hakusho ask --json`. `documents` may be given several times."""
        return await in_turn(partial(programs.ask, library, **dict(asked)))

    @offer("/ask", "POST", "ask_with_json", "questions", **asking)
    async def ask_with_json(asked: schemas.Ask) -> schemas.Answer:
        """The same as `hakusho ask --json`."""
        return await in_turn(partial(programs.ask, library, **dict(asked)))

    @offer("/search", "GET", "search", "questions", **searching)
    async def search(asked: Annotated[schemas.Search, Query()]) -> schemas.Hits:
        """By meaning and by words. `documents` may be given several times."""
        return await in_turn(partial(programs.search, library, **dict(asked)))

    @offer("/search", "POST", "search_with_json", "questions", **searching)
    async def search_with_json(asked: schemas.Search) -> schemas.Hits:
        """By meaning and by words."""
        return await in_turn(partial(programs.search, library, **dict(asked)))

    @offer(
        "/documents",
        "GET",
        "documents",
        "documents",
        summary="List the documents",
        response_description="The documents of the library, in the order they were added.",
    )
    def documents() -> schemas.Entries:
        """All documents, without their texts."""
        return programs.entries(library)

    @offer(
        "/documents/{document:whole}",
        "GET",
        "document",
        "documents",
        summary="Read a document",
        response_description="Its exact text or the wanted part, and what is known of it.",
    )
    def document(
        document: Annotated[str, Path(max_length=1000, description="Its name or its key.")],
        wanted: Annotated[schemas.Extent, Query()],
    ) -> schemas.Extract:
        """The exact text that every offset counts in, with its SHA-256."""
        return programs.extract(library, document, wanted)

    @offer(
        "/verify",
        "POST",
        "verify",
        "documents",
        summary="Check a quote",
        response_description="Whether the text stands there, and where it stands.",
    )
    def verify(said: schemas.Verify) -> schemas.Verified:
        """Compares code point for code point, with the document as it is now."""
        return programs.verify(library, said)

    _refuse_the_rest(api)
    return api


# --- what could not be done


def _refuse_the_rest(api: APIRouter) -> None:
    """Answer what is sent to these addresses without being a request that the routes take: it would
    go on to Gradio, which refuses it in a form of its own."""
    offered = [route for route in api.routes if isinstance(route, Route)]

    async def refuse(request: Request) -> Response:
        found = (route for route in offered if route.matches(request.scope)[0] is Match.PARTIAL)
        if allowed := {method for route in found for method in route.methods or ()}:
            raise HTTPException(405, headers={"allow": ", ".join(sorted(allowed))})
        raise HTTPException(404)

    for door in dict.fromkeys(route.path.split("/")[1] for route in offered):
        for path in (f"/{door}", f"/{door}/{{rest:whole}}"):
            api.add_api_route(path, refuse, methods=_METHODS, include_in_schema=False)


# Status -> code and words, for what FastAPI or this file refuses by its status alone.
_SAID = {
    400: ("invalid", "The request cannot be read; send it as /openapi.json describes."),
    404: ("not-found", "There is nothing at this address; /openapi.json says what there is."),
    405: ("wrong-method", "This address takes another method; /openapi.json says which."),
    413: ("too-large", f"The request is larger than {LARGEST:,} bytes; send a smaller one."),
    503: ("busy", "Too many questions are waiting; ask again in a while."),
}


def _refusal(
    error: HakushoError | HTTPException | RequestValidationError, naming: str | None
) -> Response:
    status, trouble = _trouble(error, naming)
    headers = error.headers if isinstance(error, HTTPException) else None
    if status == 503:  # a client that may come again is told when
        headers = {"retry-after": "2"}
    return JSONResponse(schemas.Problem(error=trouble).model_dump(), status, headers)


def _trouble(
    error: HakushoError | HTTPException | RequestValidationError, naming: str | None
) -> tuple[int, schemas.Trouble]:
    """The status of a refusal, and its words. naming: the field that documents are named in."""
    field: str | None = None
    if isinstance(error, RequestValidationError):
        status, code, field, message = _invalid(error)
    elif isinstance(error, HTTPException):
        status = error.status_code
        code, message = _SAID.get(status, _SAID[400])
    elif isinstance(error, QuestionError):
        status, code, field = 400, error.reason, "question"
        status, message = 413 if code == "too-long" else 400, str(error)
    elif isinstance(error, UnknownDocumentError):
        status, code, field = 404, "unknown-document", naming
        message = error.message("/documents")
    else:
        _log.warning("%s", error)  # only in the log: the message may name private paths
        status, code = 503, "unavailable"
        message = (
            "The library cannot be read now; try again later, or tell whoever runs this server."
        )
    return status, schemas.Trouble(code=code, message=without_surrogates(message), field=field)


def _invalid(error: RequestValidationError) -> tuple[int, str, str | None, str]:
    """Status, code, field and words of the first thing that is not as described."""
    first = error.errors()[0]
    where = [str(part) for part in first["loc"]]
    if first["type"] == "json_invalid":
        return 400, "invalid", None, "The body is no JSON; send it as /openapi.json describes."
    if where == ["body"] and first["type"] != "value_error":
        told = "Send a JSON object, with the header Content-Type: application/json."
        return 400, "invalid", None, told
    if where[0] == "path":  # longer than any name
        told = "The library has no document of that name; /documents lists those there are."
        return 404, "unknown-document", None, told
    field = without_surrogates(".".join(where[1:]))[:100] or None
    said = str(first["msg"]).removeprefix("Value error, ")
    long = first["type"] == "string_too_long"
    message = f"{field}: {said}" if field else said
    return (
        413 if long else 400,
        "too-long" if long else "invalid",
        field,
        f"{message}; see /openapi.json.",
    )
