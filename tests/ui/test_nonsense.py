"""Requests that no page makes: a line in the log and a refusal; faults of our own are told."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator

import httpx
import pytest

from index.library import Library
from ui.app import serve
from ui.serving.protection import Protection

UPLOAD = (
    b'--x\r\nContent-Disposition: form-data; name="files"; '
    b"filename*=utf-8''%ff\r\n\r\nabc\r\n--x--\r\n"
)


@pytest.fixture(scope="module")
def address(library: Library) -> Iterator[str]:
    started = serve(library, port=7940, protection=Protection(per_minute=None))
    yield started.url
    started.close()


@pytest.fixture
def gradio(address: str, caplog: pytest.LogCaptureFixture) -> Iterator[httpx.Client]:
    """A client of the page's Gradio; `logged` has what the server says meanwhile."""
    server = logging.getLogger("uvicorn.error")  # hands nothing on
    server.addHandler(caplog.handler)
    with httpx.Client(base_url=f"{address}gradio_api/", timeout=20) as client:
        yield client
    server.removeHandler(caplog.handler)


def logged(capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture) -> str:
    return caplog.text + "".join(capfd.readouterr())


@pytest.mark.parametrize(
    ("door", "body"),
    [
        ("queue/join", b'{"data":[],"fn_index":99999,"session_hash":"x"}'),
        ("cancel", b'{"data":[NaN],"session_hash":"x"}'),
        ("reset", b'{"session_hash":"\\ud800"}'),
        ("component_server", b'{"component_id":99999,"fn_name":"a","session_hash":"x","data":[]}'),
        ("run/ask", b'{"data":[]}'),
        ("run/nothing", b'{"data":[]}'),
        ("call/nothing", b'{"data":[]}'),
        ("upload", UPLOAD),
    ],
)
def test_nonsense_is_refused_in_a_line(
    gradio: httpx.Client,
    capfd: pytest.CaptureFixture[str],
    caplog: pytest.LogCaptureFixture,
    door: str,
    body: bytes,
) -> None:
    kind = "multipart/form-data; boundary=x" if door == "upload" else "application/json"
    refused = gradio.post(door, content=body, headers={"content-type": kind})
    assert 400 <= refused.status_code < 500 and refused.json()["error"]
    assert "Traceback" not in logged(capfd, caplog)
    (record,) = (each for each in caplog.records if each.name.startswith("ui."))
    assert "\n" not in record.getMessage() and len(record.getMessage()) < 500


def test_values_that_no_page_sends_are_told_in_the_stream(
    gradio: httpx.Client, capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    body = {"data": [1], "fn_index": 0, "session_hash": "y"}
    gradio.post("queue/join", json=body).raise_for_status()
    with gradio.stream("GET", "queue/data", params={"session_hash": "y"}) as stream:
        told = next(line for line in stream.iter_lines() if "process_completed" in line)
    assert '"success":false' in told and "enough input values" in told
    assert "Traceback" not in logged(capfd, caplog)
    assert "enough input values" in caplog.text


@pytest.mark.parametrize("door", ["queue/data?session_hash=nobody", "call/ask/nothing"])
def test_a_session_that_is_not_there_is_told_so_and_the_stream_ends(
    gradio: httpx.Client,
    capfd: pytest.CaptureFixture[str],
    caplog: pytest.LogCaptureFixture,
    door: str,
) -> None:
    assert "404" in gradio.get(door).text  # and no error of the connection
    assert "Traceback" not in logged(capfd, caplog)


def test_a_name_that_no_file_can_have_is_not_looked_for(
    address: str,
    gradio: httpx.Client,
    capfd: pytest.CaptureFixture[str],
    caplog: pytest.LogCaptureFixture,
) -> None:
    for folder in ("static", "assets"):
        assert gradio.get(f"{address}{folder}/{'a' * 300}").status_code == 404
    assert "Traceback" not in logged(capfd, caplog)


def test_a_fault_of_our_own_keeps_its_traceback(
    address: str,
    gradio: httpx.Client,
    capfd: pytest.CaptureFixture[str],
    caplog: pytest.LogCaptureFixture,
    library: Library,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise KeyError("a fault of our own")

    config = gradio.get(f"{address}config").json()
    (pane,) = (
        part["id"]
        for part in config["components"]
        if "open_at" in part["props"].get("server_fns", ())
    )
    (ask,) = (each["id"] for each in config["dependencies"] if each["api_name"] == "ask")
    for name in ("search", "documents", "generation"):
        monkeypatch.setattr(library, name, fail)
    body = {"data": ["", "ja", ""], "component_id": pane, "session_hash": "x", "fn_name": "open_at"}
    assert gradio.post("component_server", json=body).status_code == 500
    time.sleep(0.2)  # the server logs after it has answered
    told = logged(capfd, caplog)
    assert "Traceback" in told and "a fault of our own" in told
    values = {"data": ["注1とは？", 3, "", [], False], "fn_index": ask}
    assert gradio.post("run/ask", json=values).status_code == 500
    told = logged(capfd, caplog)
    assert "Traceback" in told and "a fault of our own" in told
