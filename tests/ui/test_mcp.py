"""The MCP server, as a client that starts the command sees it."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, TypeVar

import anyio
import pytest
from mcp import Client, StdioServerParameters, stdio_client
from mcp_types import CallToolResult

from corpus.builtin import builtin_document
from corpus.document import document
from index.encoder import Encoder
from index.library import Library
from qa.answer import answer
from tests.required import skip_off_linux
from tests.tiny import TinyEncoder
from ui.answer_record import answer_json
from ui.mcp import READ_AT_ONCE, server
from ui.place import document_key

ROOT = Path(__file__).parent.parent.parent
QUESTION = "EUROPOLとの実務取決めはいつ、どこで策定された？"
NAME = "令和元年版警察白書"
Done = TypeVar("Done")


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory, encoder: Encoder) -> Path:
    """The folder of a library."""
    folder = tmp_path_factory.mktemp("mcp") / "library"
    Library.open(folder, encoder).close()
    return folder


def started(shelf: Path, arguments: list[str]) -> StdioServerParameters:
    """The command with those arguments, as a client is told to start it."""
    environment = {**os.environ, "HAKUSHO_LIBRARY": str(shelf), "PYTHONPATH": str(ROOT)}
    command = ["-m", "ui.cli", *arguments]
    return StdioServerParameters(command=sys.executable, args=command, env=environment, cwd=ROOT)


def outside(work: Callable[[], Awaitable[Done]]) -> Done:
    """Run in a thread of its own: where the browser's tests ran before, this one has a loop."""
    with ThreadPoolExecutor(1) as one:
        return one.submit(anyio.run, work).result()


def over_stdio(
    parameters: StdioServerParameters, work: Callable[[Client], Awaitable[Done]]
) -> Done:
    async def connected() -> Done:
        with anyio.fail_after(90):
            async with Client(stdio_client(parameters)) as client:
                return await work(client)

    return outside(connected)


def in_process(library: Library, work: Callable[[Client], Awaitable[Done]]) -> Done:
    async def connected() -> Done:
        async with Client(server(library)) as client:
            return await work(client)

    return outside(connected)


def call(library: Library, tool: str, **arguments: Any) -> CallToolResult:
    return in_process(library, lambda client: client.call_tool(tool, arguments))


def record(library: Library, tool: str, **arguments: Any) -> dict[str, Any]:
    """What the tool gave: the same as structured content and as text."""
    given = call(library, tool, **arguments)
    assert not given.is_error
    (content,) = given.content
    assert content.type == "text"
    fields: dict[str, Any] = json.loads(content.text)
    assert fields == given.structured_content
    return fields


def timeless(fields: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in fields.items() if key != "elapsed_ms"}


def configured() -> dict[str, Any]:
    """The reference's entry for a client's configuration."""
    reference = (ROOT / "docs" / "reference.md").read_text("utf-8")
    (block,) = re.findall(r"^```json\n(.*?)^```", reference, re.MULTILINE | re.DOTALL)
    entry: dict[str, Any] = json.loads(block)["mcpServers"]["hakusho"]
    return entry


def test_the_readmes_entry_starts_a_server_that_answers(shelf: Path, library: Library) -> None:
    entry = configured()
    assert entry.pop("command").endswith("/.venv/bin/hakusho")

    async def work(client: Client) -> tuple[list[str], CallToolResult, CallToolResult]:
        tools = (await client.list_tools()).tools
        asked = await client.call_tool("ask", {"question": QUESTION, "documents": [NAME]})
        refused = await client.call_tool("ask", {"question": " "})
        return [tool.name for tool in tools], asked, refused

    names, asked, refused = over_stdio(started(shelf, entry.pop("args")), work)
    assert entry == {}
    assert names == ["ask", "search", "list_documents", "read_source", "verify_quote"]
    expected = answer_json(answer(QUESTION, library, documents=[NAME]), [NAME])
    given: dict[str, Any] = asked.structured_content
    assert timeless(given) == timeless(json.loads(json.dumps(expected)))
    assert refused.is_error and "The question is empty" in str(refused.content)


def test_only_the_protocol_is_on_standard_output(tmp_path: Path) -> None:
    """Even while a library is made first. The server ends when its input does."""
    parameters = started(tmp_path / "new", ["mcp"])
    hello = {
        "jsonrpc": "2.0",
        "id": 1,
        "method": "initialize",
        "params": {
            "protocolVersion": "2025-06-18",
            "capabilities": {},
            "clientInfo": {"name": "test", "version": "1"},
        },
    }
    done = subprocess.run(
        [parameters.command, *parameters.args],
        input=json.dumps(hello).encode() + b"\nno message\n",
        capture_output=True,
        env=parameters.env,
        cwd=ROOT,
        timeout=90,
    )
    assert done.returncode == 0
    messages = [json.loads(line) for line in done.stdout.splitlines()]
    assert all(message["jsonrpc"] == "2.0" for message in messages)
    (greeting,) = (message["result"] for message in messages if message.get("id") == 1)
    assert greeting["serverInfo"]["name"] == "hakusho"
    assert "code points" in greeting["instructions"]


@pytest.mark.usefixtures("ctrl_c")
def test_ctrl_c_stops_it(shelf: Path) -> None:
    if os.name != "posix":
        skip_off_linux("this system sends no SIGINT to one process")
    parameters = started(shelf, ["mcp"])
    with subprocess.Popen(
        [parameters.command, *parameters.args],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=parameters.env,
        cwd=ROOT,
    ) as process:
        try:
            assert process.stdin is not None and process.stdout is not None
            process.stdin.write(b'{"jsonrpc": "2.0", "id": 1, "method": "ping"}\n')
            process.stdin.flush()
            assert process.stdout.readline()
            process.send_signal(signal.SIGINT)
            assert process.wait(timeout=30) == 130
            assert process.stderr is not None and b"Traceback" not in process.stderr.read()
        finally:
            process.kill()


def test_without_the_extra_it_says_how_to_install_it() -> None:
    hidden = (
        "import sys; sys.modules['mcp'] = None\nfrom ui.cli import main\nsys.exit(main(['mcp']))"
    )
    done = subprocess.run(
        [sys.executable, "-c", hidden], capture_output=True, cwd=ROOT, timeout=60, text=True
    )
    assert done.returncode == 1 and done.stdout == ""
    assert "install the extra mcp" in done.stderr and done.stderr.count("\n") == 1


def test_every_tool_is_described_and_only_reads(library: Library) -> None:
    tools = in_process(library, lambda client: client.list_tools()).tools
    for tool in tools:
        assert tool.title and tool.description, tool.name
        assert tool.annotations is not None and tool.annotations.read_only_hint
        assert tool.annotations.open_world_hint is False
        assert tool.input_schema["additionalProperties"] is False
        for name, schema in tool.input_schema["properties"].items():
            assert len(schema.get("description", "")) > 10, f"{tool.name}: {name}"
        assert tool.output_schema is not None
        assert tool.output_schema["additionalProperties"] is False
        for name, schema in tool.output_schema["properties"].items():
            assert len(schema.get("description", "")) > 10, f"{tool.name}: {name}"


def test_a_model_reads_around_a_quote_and_verifies_it(library: Library) -> None:
    text = builtin_document().text
    (listed,) = record(library, "list_documents")["documents"]
    assert listed["name"] == NAME and listed["key"] == document_key(builtin_document())
    (hit,) = record(library, "search", question="EUROPOL 実務取決め", k=1)["hits"]
    assert text[hit["start"] : hit["end"]] == hit["text"]
    read = record(
        library, "read_source", document=listed["key"], start=hit["start"] - 100, end=hit["end"]
    )
    assert read["text"] == text[hit["start"] - 100 : hit["end"]]
    whole = record(library, "read_source", document=NAME, outline=True, spans=True)
    assert whole["text"] == text and len(whole["outline"]) > 5 and len(whole["spans"]) > 10
    said = {"document": NAME, "text": hit["text"]}
    assert record(library, "verify_quote", **said)["places"] == [
        {"start": hit["start"], "end": hit["end"]}
    ]
    wrong = record(library, "verify_quote", **said, start=0, end=len(hit["text"]))
    assert not wrong["stands"] and wrong["found"] == text[: len(hit["text"])]


def test_an_absence_is_told_as_one(library: Library) -> None:
    given = record(library, "ask", question="警察官の給料はいくら？", k=1)
    assert given["abstained"] and given["quotes"] == [] and len(given["nearest"]) == 1


def test_a_long_document_is_read_in_pieces(tmp_path: Path) -> None:
    text = "".join(f"第{number}条の段落である。\n\n" for number in range(3000))
    assert len(text) > READ_AT_ONCE
    with Library.open(tmp_path, TinyEncoder(), builtin=False) as library:
        library.add(document("長い報告", text, "test"))
        pieces, start = [], 0
        while start < len(text):
            given = record(library, "read_source", document="長い報告", start=start)
            assert given["end"] - start <= READ_AT_ONCE and given["characters"] == len(text)
            pieces.append(given["text"])
            start = given["end"]
        assert "".join(pieces) == text


@pytest.mark.parametrize(
    ("tool", "arguments", "words"),
    [
        ("ask", {"question": "こんにちは"}, "Ask about what the documents say"),
        ("ask", {"question": QUESTION, "documents": ["なし"]}, NAME),
        ("ask", {"question": QUESTION, "k": 99}, "less than or equal to 20"),
        ("search", {"question": ""}, "The question is empty"),
        ("read_source", {"document": "なし"}, NAME),
        ("ask", {"question": QUESTION, "k": 0}, "k: Input should be greater than or equal to 1"),
        ("ask", {}, "question: Field required"),
        ("ask", {"question": QUESTION, "kk": 1}, "no argument “kk”; it takes: question, k, before"),
        ("ask", {"question": QUESTION, "document": [NAME]}, "no argument “document”"),
        ("list_documents", {"": 1}, "no argument “”; it takes: none"),
        ("read_source", {"document": NAME, "start": 9, "end": -1}, "end: Input should be"),
        ("verify_quote", {"document": NAME, "text": "警察", "start": 3}, "give both"),
        ("forget", {}, "Unknown tool"),
    ],
)
def test_what_cannot_be_done_is_told(
    library: Library, tool: str, arguments: dict[str, Any], words: str
) -> None:
    given = call(library, tool, **arguments)
    said = str(given.content)
    assert given.is_error and words in said
    assert "pydantic" not in said and "\\n" not in said  # no more than what is wrong


def test_what_lists_the_documents_is_told_by_the_name_that_it_has_there(tmp_path: Path) -> None:
    with Library.open(tmp_path, TinyEncoder(), builtin=False) as library:
        for number in range(6):
            library.add(document(f"計画{number}", "町の計画である。\n", f"{number}.txt"))
        said = str(call(library, "read_source", document="計画9").content)
    assert "among the 6 that it has; the nearest: 計画" in said
    assert "list_documents shows all of them" in said and "hakusho list" not in said
