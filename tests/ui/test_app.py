"""The page as programs see it: the endpoint `ask`, and what is closed."""

from __future__ import annotations

import socket
from collections.abc import Iterator

import httpx
import pytest
from gradio_client import Client  # type: ignore[import-untyped]
from gradio_client.exceptions import AppError  # type: ignore[import-untyped]

from index.library import Library
from qa.answer import answer
from ui.app import Server, serve
from ui.render import answer_json

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


def test_programs_are_told_what_is_wrong_with_a_question(client: Client) -> None:
    with pytest.raises(AppError, match="empty"):
        client.predict(" ", api_name="/ask")


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
