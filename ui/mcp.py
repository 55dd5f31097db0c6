"""MCP: the library for language models, over the Model Context Protocol. Reads only.

The tools give what `ui.programs` gives, in the forms of `ui.schemas`, as structured content and,
for clients that read text only, as the same JSON. Needs the package mcp, the optional extra `mcp`.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Annotated, Any

from mcp.server.mcpserver import MCPServer
from mcp.server.mcpserver.exceptions import ToolError
from mcp.server.mcpserver.tools import Tool
from mcp_types import CallToolResult, TextContent, ToolAnnotations
from pydantic import BaseModel, Field, ValidationError

from corpus.errors import HakushoError, UnknownDocumentError
from index.library import Library
from qa.answer import DEFAULT_QUOTES
from ui import VERSION, fields, programs, schemas

READ_AT_ONCE = 20_000  # code points of a document that a model is given in one piece

_INSTRUCTIONS = """\
Exact quotations from official documents, mostly Japanese; questions in Japanese or English.
Give `text` as it is printed and name its place: `document`, `headings`, `label`. Offsets count
Unicode code points of the document's text, half-open. When `abstained` is true, say that these
documents do not answer: `nearest` is not an answer. Read around a quote with read_source, and
check what you are about to quote with verify_quote."""

_READS = ToolAnnotations(
    read_only_hint=True, destructive_hint=False, idempotent_hint=True, open_world_hint=False
)

Until = Annotated[
    int | None,
    Field(
        ge=0,
        description="Where the wanted text ends, in code points (half-open); left out: at the end "
        f"of the document. At most {READ_AT_ONCE:,} are given at once: `end` in the result says "
        "how far, and `characters` how many there are.",
    ),
]


def server(library: Library) -> MCPServer:
    """The server over `library`, not yet running: `server.run()` serves standard input and
    output until input ends."""
    tools: list[Tool] = []

    def tool(title: str) -> Callable[[Callable[..., CallToolResult]], None]:
        def kept(work: Callable[..., CallToolResult]) -> None:
            made = _Strict.from_function(
                work, title=title, annotations=_READS, structured_output=True
            )
            made.parameters["additionalProperties"] = False
            tools.append(made)

        return kept

    @tool("Ask the documents")
    def ask(
        question: fields.Asked,
        k: fields.Wanted = DEFAULT_QUOTES,
        before: fields.Before = "",
        documents: fields.Only = [],  # noqa: B006
        as_typed: fields.AsTyped = False,
    ) -> Annotated[CallToolResult, schemas.Answer]:
        """Answer a question with exact quotes, or say that the documents do not answer it."""
        with _told():
            return _given(programs.ask(library, question, k, before, documents, as_typed))

    @tool("Search the documents")
    def search(
        question: fields.Asked,
        k: fields.Wanted = 10,
        documents: fields.Only = [],  # noqa: B006
    ) -> Annotated[CallToolResult, schemas.Hits]:
        """Find the passages that match a question or words, whether or not they answer."""
        with _told():
            return _given(programs.search(library, question, k, documents))

    @tool("List the documents")
    def list_documents() -> Annotated[CallToolResult, schemas.Entries]:
        """The documents there are, with their names, sizes and sources."""
        with _told():
            return _given(programs.entries(library))

    @tool("Read a document")
    def read_source(
        document: fields.Named,
        start: fields.Start = 0,
        end: Until = None,
        outline: fields.Outline = False,
        spans: fields.Spans = False,
    ) -> Annotated[CallToolResult, schemas.Extract]:
        """The exact text of a document, or a part of it."""
        last = start + READ_AT_ONCE
        with _told():
            wanted = schemas.Extent(
                start=start,
                end=last if end is None else min(end, last),
                outline=outline,
                spans=spans,
            )
            return _given(programs.extract(library, document, wanted))

    @tool("Verify a quote")
    def verify_quote(
        document: fields.Named,
        text: fields.Said,
        start: fields.SaidStart = None,
        end: fields.SaidEnd = None,
    ) -> Annotated[CallToolResult, schemas.Verified]:
        """Whether a text stands in a document exactly as quoted, and where."""
        with _told():
            said = schemas.Verify(document=document, text=text, start=start, end=end)
            return _given(programs.verify(library, said))

    return MCPServer(
        "hakusho",
        title="白書QA · Hakusho QA",
        instructions=_INSTRUCTIONS,
        version=VERSION,
        log_level="WARNING",
        tools=tools,
    )


class _Strict(Tool):
    """A tool that refuses an argument it does not have, since a slip in a name would otherwise go
    unnoticed, and that says what is wrong with a wrong one, and no more."""

    async def run(self, arguments: dict[str, Any], *call: Any, **options: Any) -> Any:
        taken = self.parameters["properties"]
        for name in arguments:
            if name not in taken:
                names = ", ".join(taken) or "none"
                raise ToolError(f"{self.name} has no argument “{name}”; it takes: {names}.")
        try:
            return await super().run(arguments, *call, **options)
        except ToolError as error:
            if isinstance(error.__cause__, ValidationError):
                raise ToolError(schemas.fault(error.__cause__)) from error.__cause__
            raise


@contextmanager
def _told() -> Iterator[None]:
    """What cannot be done is told to the model, in words it can act on."""
    try:
        yield
    except UnknownDocumentError as error:
        raise ToolError(error.message("list_documents")) from error
    except HakushoError as error:
        raise ToolError(str(error)) from error
    except ValidationError as error:
        raise ToolError(schemas.fault(error)) from error


def _given(record: BaseModel) -> CallToolResult:
    given = record.model_dump(mode="json", exclude_unset=True)
    text = json.dumps(given, ensure_ascii=False)
    return CallToolResult(content=[TextContent(type="text", text=text)], structured_content=given)
