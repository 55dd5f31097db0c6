"""The page as programs see it: the endpoint `ask`, and what is closed."""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import gradio as gr
import httpx
import pytest
from gradio_client import Client  # type: ignore[import-untyped]
from gradio_client.exceptions import AppError  # type: ignore[import-untyped]
from starlette.types import Receive, Scope, Send

from corpus.builtin import builtin_document
from corpus.errors import LibraryError
from index.library import Library
from qa.answer import answer
from ui.answer_record import answer_json
from ui.app import serve
from ui.page.endpoint import endpoint
from ui.page.layout import build
from ui.page.settings import Settings
from ui.serving.address import listen, own_names, resolve
from ui.serving.protection import Protection, check_exposure
from ui.serving.server import Server
from ui.strings import say

QUESTION = "EUROPOLとの実務取決めはいつ、どこで策定された？"


@pytest.fixture(scope="module")
def server(library: Library) -> Iterator[Server]:
    started = serve(library, port=7950)
    yield started
    started.close()


@pytest.fixture(scope="module")
def client(server: Server) -> Client:
    return Client(server.url, verbose=False)


def test_programs_get_the_json_of_the_answer(client: Client, library: Library) -> None:
    given = client.predict(QUESTION, 2, api_name="/ask")
    expected = answer_json(answer(QUESTION, library, 2))
    given.pop("elapsed_ms"), expected.pop("elapsed_ms")
    assert given == expected and 1 <= len(given["quotes"]) <= 2


def test_programs_can_ask_on_from_the_question_before(client: Client) -> None:
    given = client.predict("では、いつ発効した？", 3, "PCSC協定はいつ署名された？", api_name="/ask")
    assert given["understood"] == "PCSC協定は、いつ発効した？"
    assert "understood" not in client.predict("では、いつ発効した？", 3, api_name="/ask")


@pytest.mark.parametrize(
    ("method", "path", "status", "allowed"),
    [
        ("GET", "/verify", 405, "POST"),
        ("PUT", "/ask", 405, "GET, POST"),
        ("DELETE", "/documents/plan", 405, "GET"),
        ("GET", "/ask/", 404, None),
        ("POST", "/search/more", 404, None),
    ],
)
def test_what_is_not_offered_is_said_in_the_same_form(
    server: Server, method: str, path: str, status: int, allowed: str | None
) -> None:
    response = httpx.request(method, server.url.rstrip("/") + path)
    assert (response.status_code, response.headers.get("allow")) == (status, allowed)
    assert set(response.json()["error"]) == {"code", "message", "field"}


def test_programs_are_told_what_is_wrong_with_a_question(client: Client) -> None:
    with pytest.raises(AppError, match="empty"):
        client.predict(" ", api_name="/ask")


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ((None, 3), "question: Input should be a valid string"),
        ((7, 3), "question: Input should be a valid string"),
        ((["a"], 3), "question: Input should be a valid string"),
        (("長" * 2001,), "question: String should have at most 2000 characters"),
        (("注1とは？", None), "k: Input should be a valid integer"),
        (("注1とは？", "3"), "k: Input should be a valid integer"),
        (("注1とは？", True), "k: Input should be a valid integer"),
        (("注1とは？", -1), "k: Input should be greater than or equal to 1"),
        (("注1とは？", 0), "k: Input should be greater than or equal to 1"),
        (("注1とは？", 21), "k: Input should be less than or equal to 20"),
        (("注1とは？", 10**30), "k: Input should be less than or equal to 20"),
        (("注1とは？", 3, None), "before: Input should be a valid string"),
        (("注1とは？", 3, "", "x"), "documents: Input should be a valid list"),
        (("注1とは？", 3, "", [7]), "documents.0: Input should be a valid string"),
        (("注1とは？", 3, "", ["なし"]), "has no document “なし”"),
        (("注1とは？", 3, "", [], 1), "as_typed: Input should be a valid boolean"),
    ],
)
def test_programs_that_send_other_things_are_told(
    library: Library, given: tuple[Any, ...], words: str
) -> None:
    """By the endpoint as by HTTP and MCP."""
    with pytest.raises(gr.Error, match=words):
        endpoint(library)(*given)


def test_programs_are_told_over_the_wire(client: Client) -> None:
    with pytest.raises(AppError, match="k: Input should be greater"):
        client.predict(QUESTION, 0, api_name="/ask")


def test_programs_can_ask_just_as_typed(client: Client) -> None:
    typed = "アセアナポールとは？"
    assert "understood" in client.predict(typed, api_name="/ask")
    assert "understood" not in client.predict(typed, as_typed=True, api_name="/ask")


@pytest.mark.parametrize("data", [None, 7, "#top", {"a": 1}, [], ["#top"], [None, 1, [], {}]])
def test_whatever_the_pane_is_asked_for_it_shows_a_document(server: Server, data: object) -> None:
    parts = httpx.get(f"{server.url}config").json()["components"]
    (pane,) = (part["id"] for part in parts if "open_at" in part["props"].get("server_fns", ()))
    body = {"data": data, "component_id": pane, "session_hash": "x", "fn_name": "open_at"}
    given = httpx.post(f"{server.url}gradio_api/component_server", json=body)
    assert given.status_code == 200 and "<article" in given.json()["pane"]


def test_a_library_that_cannot_be_read_becomes_words(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise LibraryError("The disk is gone.")

    for name in ("search", "documents", "generation"):
        monkeypatch.setattr(library, name, fail)
    with pytest.raises(gr.Error, match="The disk is gone"):
        endpoint(library)("注1とは？")
    (pane,) = (
        block for block in build(library, Settings()).blocks.values() if hasattr(block, "open_at")
    )
    opened = pane.open_at(["", "ja", ""])
    assert opened["missing"] == say("ja", "failed") and 'class="gone"' in opened["pane"]


def test_only_so_many_pages_are_remembered(library: Library) -> None:
    assert 100 < build(library, Settings()).state_session_capacity < 1000


def test_what_was_uploaded_and_not_taken_stays_for_an_hour(library: Library) -> None:
    frequency, age = build(library, Settings()).delete_cache or (0, 0)
    assert 0 < frequency <= age <= 3600


def test_asking_is_the_only_endpoint(server: Server) -> None:
    described = httpx.get(f"{server.url}gradio_api/info").json()
    assert list(described["named_endpoints"]) == ["/ask"]
    assert described["unnamed_endpoints"] == {}


def test_what_nobody_needs_is_closed(server: Server) -> None:
    # Another name for this machine (DNS rebinding), the monitor, uploads.
    assert httpx.get(server.url, headers={"host": "other.example"}).status_code == 400
    assert httpx.get(f"{server.url}monitoring/summary").status_code == 404
    assert httpx.get(f"{server.url}docs").status_code == 404


def test_programs_find_the_addresses_beside_the_page(server: Server) -> None:
    described = httpx.get(f"{server.url}openapi.json").json()
    assert {"/ask", "/search", "/documents", "/verify"} <= set(described["paths"])
    asked = httpx.get(f"{server.url}ask", params={"question": QUESTION}).json()
    assert asked["quotes"][0]["text"] in builtin_document().text
    assert httpx.get(f"{server.url}health").json()["status"] == "ok"


def test_what_is_sent_has_a_limit(library: Library) -> None:
    started = serve(library, port=7955, protection=Protection(upload_bytes=2048, per_minute=5))
    try:
        files = {"files": ("a.txt", b"x" * 4096)}
        large = httpx.post(f"{started.url}gradio_api/upload", files=files)
        assert large.status_code == 413
        often = [httpx.get(f"{started.url}documents").status_code for _ in range(8)]
        assert 429 in often
        assert httpx.get(f"{started.url}health").status_code == 200  # a monitor asks on
    finally:
        started.close()


def test_a_page_that_is_read_only_takes_no_files(library: Library) -> None:
    started = serve(library, port=7957, protection=Protection(read_only=True))
    try:
        files = {"files": ("a.txt", b"x")}
        assert httpx.post(f"{started.url}gradio_api/upload", files=files).status_code == 404
    finally:
        started.close()


def test_a_taken_port_makes_way_to_the_next(
    library: Library, caplog: pytest.LogCaptureFixture
) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        started = serve(library, port=port)
        try:
            assert started.url != f"http://127.0.0.1:{port}/"
            (said,) = caplog.messages
            assert said.startswith(f"Port {port} ") and f"{urlsplit(started.url).port}." in said
            assert httpx.get(started.url).status_code == 200
        finally:
            started.close()


# --- where it is served


def test_every_response_says_how_it_may_be_used(server: Server) -> None:
    for response in (
        httpx.get(server.url),
        httpx.get(f"{server.url}nothing"),
        httpx.get(server.url, headers={"host": "other.example"}),
    ):
        assert response.headers["x-content-type-options"] == "nosniff"
        assert response.headers["x-frame-options"] == "DENY"
        assert response.headers["referrer-policy"] == "same-origin"


def _has(host: str) -> bool:
    try:
        with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
            probe.bind((host, 0))
    except OSError:
        return False
    return True


@pytest.mark.parametrize("host", ["::1", "[::1]", "127.0.0.2", "localhost"])
def test_other_addresses_of_this_machine_are_guarded_too(library: Library, host: str) -> None:
    if not _has(host.strip("[]")):
        pytest.skip(f"this machine has no {host}")
    started = serve(library, host, 7970)
    try:
        assert httpx.get(started.url).status_code == 200
        for name in ("other.example", "127.0.0.1.example:7970", "::1", ""):
            assert httpx.get(started.url, headers={"host": name}).status_code == 400
    finally:
        started.close()


def test_others_may_come_only_where_they_are_let_in() -> None:
    names = own_names("127.1", resolve("127.1")[1], loopback=True)
    assert names == {"127.0.0.1", "localhost", "127.1"}
    assert socket.gethostname().lower() in own_names("0.0.0.0", "0.0.0.0", loopback=False)
    with pytest.raises(LibraryError, match="--open-to-all"):
        check_exposure(Protection(), loopback=False)


def test_nobody_else_comes_in_without_being_let_in(library: Library) -> None:
    with pytest.raises(LibraryError, match="hakusho password"):
        serve(library, "0.0.0.0", 7985)


@pytest.mark.parametrize("host", ["no such host", "a" * 70 + ".example", "192.0.2.1", "1:2:3"])
def test_a_host_that_is_not_ours_is_refused_in_a_word(library: Library, host: str) -> None:
    with pytest.raises(LibraryError, match="--host"):
        serve(library, host, 7980, protection=Protection(open_to_all=True))


def test_where_no_port_is_free_it_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ui.serving.address._PORTS", 1)
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with pytest.raises(LibraryError, match="--port"):
            listen(socket.AF_INET, "127.0.0.1", taken.getsockname()[1])


def test_a_port_that_others_were_told_makes_way_to_none() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(LibraryError, match=f"^Port {port} cannot be used .*--port"):
            listen(socket.AF_INET, "127.0.0.1", port, only=True)


def test_a_page_that_cannot_start_says_what_to_do(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fail(_: Scope, __: Receive, send: Send) -> None:
        await send({"type": "lifespan.startup.failed", "message": "not today"})

    monkeypatch.setattr("ui.app.application", lambda *_: fail)
    with pytest.raises(LibraryError, match=r"cannot be served at 127\.0\.0\.1:.*--port"):
        serve(library, port=7990)


def test_a_page_stops_and_its_port_is_free_again(library: Library) -> None:
    started = serve(library, port=7995)
    started.close()
    with pytest.raises(httpx.ConnectError):
        httpx.get(started.url)
    again = serve(library, port=7995)
    assert again.url == started.url
    again.close()


def test_no_file_of_the_disk_is_handed_out(library: Library, tmp_path: Path) -> None:
    """Gradio copies files that a request names to where everybody can fetch them."""
    secret = tmp_path / "secret.txt"
    secret.write_text("nobody's business", "utf-8")
    file = {"path": str(secret), "meta": {"_type": "gradio.FileData"}}
    started = serve(library, port=7965)
    try:
        form = httpx.get(f"{started.url}config").json()
        for each in form["dependencies"]:
            body = {"fn_index": each["id"], "session_hash": "x"}
            body["data"] = [[file] for _ in each["inputs"]] or [file]
            for door in ("queue/join", "run/predict"):
                sent = httpx.post(f"{started.url}gradio_api/{door}", json=body)
                assert sent.status_code == 400, each["api_name"]
    finally:
        started.close()


def test_gradio_itself_hands_out_none(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ui.serving.guard.reaches_outside", lambda _: False)
    secret = tmp_path / "secret.txt"
    secret.write_text("nobody's business", "utf-8")
    file = {"path": str(secret), "meta": {"_type": "gradio.FileData"}}
    started = serve(library, port=7967)
    try:
        form = httpx.get(f"{started.url}config").json()
        (suggest,) = (each for each in form["dependencies"] if each["api_name"] == "suggest")
        body = {"fn_index": suggest["id"], "session_hash": "x", "data": ["en", [file]]}
        httpx.post(f"{started.url}gradio_api/queue/join", json=body).raise_for_status()
        address = f"{started.url}gradio_api/queue/data"
        with httpx.stream("GET", address, params={"session_hash": "x"}, timeout=20) as stream:
            told = next(line for line in stream.iter_lines() if "process_completed" in line)
        assert '"success":false' in told.replace(" ", "")
        copies = Path(os.environ["GRADIO_TEMP_DIR"]).rglob("secret.txt")
        assert list(copies) == []
    finally:
        started.close()
