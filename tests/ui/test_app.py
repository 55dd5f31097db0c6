"""The page as programs see it: the endpoint `ask`, and what is closed."""

from __future__ import annotations

import logging
import os
import socket
from collections.abc import Iterator
from unittest.mock import Mock

import gradio as gr
import httpx
import pytest
from gradio_client import Client  # type: ignore[import-untyped]
from gradio_client.exceptions import AppError  # type: ignore[import-untyped]

from corpus.errors import LibraryError
from index.library import Library
from qa.answer import answer
from ui.address import free_port, own_names, resolve
from ui.app import Desk, Server, build, serve
from ui.render import answer_json
from ui.strings import say

QUESTION = "EUROPOLとの実務取決めはいつ、どこで策定された？"


@pytest.fixture(autouse=True)
def _proxies(monkeypatch: pytest.MonkeyPatch) -> None:
    """What `serve` adds to NO_PROXY goes when the test ends."""
    for name in ("no_proxy", "NO_PROXY"):
        monkeypatch.setenv(name, os.environ.get(name, ""))


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


def test_a_follow_up_takes_from_its_own_conversation_only(library: Library) -> None:
    desk = Desk(library, 3)
    turns, *_ = desk.respond("PCSC協定はいつ署名された？", "ja", [])
    turns, messages, *_ = desk.respond("では、いつ発効した？", "ja", turns)
    assert "PCSC協定は、いつ発効した？" in messages[-1]["content"]
    assert messages[-1]["options"][0]["label"] == say("ja", "as_typed")
    turns, messages, *_ = desk.respond_as_typed("ja", turns)
    assert len(turns) == 2 and "options" not in messages[-1]
    assert "PCSC協定は、いつ" not in messages[-1]["content"]
    _, messages, *_ = desk.respond("では、いつ発効した？", "ja", [])  # another reader
    assert "PCSC協定は、いつ" not in messages[-1]["content"]
    assert desk.respond_as_typed("ja", [])[0] == []


def test_small_talk_gets_a_friendly_word(library: Library) -> None:
    for text, language in (("こんにちは！", "ja"), ("Thank you very much.", "en")):
        _, messages, *_ = Desk(library, 3).respond(text, language, [])  # type: ignore[arg-type]
        assert say(language, "question.small-talk")[:5] in messages[-1]["content"]  # type: ignore[arg-type]


def test_programs_are_told_what_is_wrong_with_a_question(client: Client) -> None:
    with pytest.raises(AppError, match="empty"):
        client.predict(" ", api_name="/ask")


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ((None, 3), "no text"),
        ((7, 3), "no text"),
        ((["a"], 3), "no text"),
        (("注1とは？", None), "no whole number"),
        (("注1とは？", "3"), "no whole number"),
        (("注1とは？", True), "no whole number"),
    ],
)
def test_programs_that_send_other_things_are_told(
    client: Client, given: tuple[object, object], words: str
) -> None:
    with pytest.raises(AppError, match=words):
        client.predict(*given, api_name="/ask")


@pytest.mark.parametrize("k", [-1, 0, 10**30])
def test_any_number_of_quotes_can_be_asked_for(client: Client, k: int) -> None:
    assert len(client.predict(QUESTION, k, api_name="/ask")["quotes"]) >= 1


@pytest.mark.parametrize("data", [None, 7, "#top", {"a": 1}, [], ["#top"], [None, 1, [], {}]])
def test_whatever_the_pane_is_asked_for_it_shows_a_document(server: Server, data: object) -> None:
    (pane,) = (
        number for number, block in server.blocks.blocks.items() if hasattr(block, "open_at")
    )
    body = {"data": data, "component_id": pane, "session_hash": "x", "fn_name": "open_at"}
    given = httpx.post(f"{server.url}gradio_api/component_server", json=body)
    assert given.status_code == 200 and "<article" in given.json()["pane"]


def test_a_library_that_cannot_be_read_becomes_words(
    library: Library, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*_: object) -> None:
        raise LibraryError("The disk is gone.")

    for name in ("search", "documents", "generation"):
        monkeypatch.setattr(library, name, fail)
    with caplog.at_level(logging.WARNING):
        _, messages, _, place = Desk(library, 3).respond("注1とは？", "en", [])
    assert "The documents could not be read" in messages[1]["content"] and place == ""
    assert [record.getMessage() for record in caplog.records] == ["The disk is gone."]
    with pytest.raises(gr.Error, match="The disk is gone"):
        Desk(library, 3).ask("注1とは？")
    (pane,) = (block for block in build(library).blocks.values() if hasattr(block, "open_at"))
    opened = pane.open_at(["", "ja", ""])
    assert opened["missing"] == say("ja", "failed") and 'class="gone"' in opened["pane"]


def test_a_page_that_has_not_told_its_language_is_answered(library: Library) -> None:
    desk = Desk(library, 3)
    assert "Please type a question" in desk.respond(None, None, [])[1][0]["content"]
    empty = desk.respond_example("ja", [], Mock(value=None))
    assert "質問を入力してください" in empty[1][0]["content"]


def test_asking_is_the_only_endpoint(server: Server) -> None:
    described = httpx.get(f"{server.url}gradio_api/info").json()
    assert list(described["named_endpoints"]) == ["/ask"]
    assert described["unnamed_endpoints"] == {}


def test_what_nobody_needs_is_closed(server: Server) -> None:
    # Another name for this machine (DNS rebinding), the monitor, uploads.
    assert httpx.get(server.url, headers={"host": "other.example"}).status_code == 400
    assert httpx.get(f"{server.url}monitoring/summary").status_code == 403
    files = {"files": ("a.txt", b"x" * 2048)}
    assert httpx.post(f"{server.url}gradio_api/upload", files=files).status_code == 413


def test_a_taken_port_makes_way_to_the_next(library: Library) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        started = serve(library, port=port)
        try:
            assert started.url != f"http://127.0.0.1:{port}/"
            assert httpx.get(started.url).status_code == 200
        finally:
            started.close()


# --- where it is served


def test_no_proxy_stands_between_the_page_and_itself(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")  # answers nothing
    monkeypatch.setenv("no_proxy", "a.example")
    monkeypatch.setenv("NO_PROXY", "a.example, b.example")
    started = serve(library, port=7960)
    try:
        assert httpx.get(started.url).status_code == 200
        kept = "a.example,b.example,127.0.0.1,localhost"
        assert os.environ["NO_PROXY"] == os.environ["no_proxy"] == kept
    finally:
        started.close()


def test_every_response_says_how_it_may_be_used(server: Server) -> None:
    for response in (
        httpx.get(server.url),
        httpx.get(f"{server.url}nothing"),
        httpx.get(server.url, headers={"host": "other.example"}),
    ):
        assert response.headers["x-content-type-options"] == "nosniff"
        assert response.headers["x-frame-options"] == "DENY"
        assert response.headers["referrer-policy"] == "no-referrer"


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
    assert own_names("0.0.0.0", "0.0.0.0") == own_names("[::]", "::") == frozenset()
    assert own_names("127.1", resolve("127.1")[1]) == {"127.0.0.1", "localhost", "127.1"}


@pytest.mark.parametrize("host", ["no such host", "a" * 70 + ".example", "192.0.2.1", "1:2:3"])
def test_a_host_that_is_not_ours_is_refused_in_a_word(library: Library, host: str) -> None:
    with pytest.raises(LibraryError, match="--host"):
        serve(library, host, 7980)


def test_a_page_that_cannot_start_says_what_to_do(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Somebody takes the port after we looked.
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        monkeypatch.setattr("ui.app.free_port", lambda *_: port)
        with pytest.raises(LibraryError, match=r"cannot be served at 127\.0\.0\.1:.*--port"):
            serve(library)
        monkeypatch.setattr("ui.address._PORTS", 1)
        with pytest.raises(LibraryError, match="--port"):
            free_port(socket.AF_INET, "127.0.0.1", port)
