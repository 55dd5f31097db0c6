"""The library over HTTP, as a program that relies on its description sees it."""

from __future__ import annotations

import json
import logging
import re
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from fastapi import FastAPI
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]
from starlette.testclient import TestClient

from corpus.document import Document, document
from corpus.errors import LibraryError
from index.encoder import Encoder
from index.library import Library
from qa.answer import answer
from tests.required import skip_off_linux
from tests.tiny import TinyEncoder
from ui import api, programs, schemas
from ui.answer_record import answer_json
from ui.app import serve
from ui.cli import main
from ui.place import document_key

ROOT = Path(__file__).parent.parent.parent
QUESTION = "EUROPOLとの実務取決めはいつ、どこで策定された？"
ABSENT = "警察官の給料はいくら？"
NAME = "令和元年版警察白書"


def application(library: Library) -> FastAPI:
    app = FastAPI(**api.ABOUT)
    app.include_router(api.router(library))
    return app


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory, encoder: Encoder) -> Path:
    """The folder of a library, for the command."""
    folder = tmp_path_factory.mktemp("api") / "library"
    Library.open(folder, encoder).close()
    return folder


@pytest.fixture(scope="module")
def client(library: Library) -> Iterator[TestClient]:
    with TestClient(application(library)) as opened:
        yield opened


@pytest.fixture(scope="module")
def described(client: TestClient) -> dict[str, Any]:
    told: dict[str, Any] = client.get("/openapi.json").json()
    return told


def timeless(record: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in record.items() if key != "elapsed_ms"}


# --- what is given


@pytest.mark.parametrize(
    "sent",
    [
        {"question": QUESTION, "k": 2},
        {"question": ABSENT, "documents": [NAME]},
        {"question": "では、いつ発効した？", "before": "PCSC協定はいつ署名された？"},
        {"question": "With which countries does Japan have an extradition treaty?", "k": 20},
        {"question": "アセアナポールとは？"},
        {"question": "アセアナポールとは？", "as_typed": True},
    ],
)
def test_an_answer_is_the_json_of_the_command(
    client: TestClient, library: Library, sent: dict[str, Any]
) -> None:
    names = sent.get("documents")
    given = answer(
        sent["question"],
        library,
        sent.get("k", 3),
        names,
        before=sent.get("before") or None,
        as_typed=sent.get("as_typed", False),
    )
    expected = timeless(json.loads(json.dumps(answer_json(given, names))))
    for response in (client.get("/ask", params=sent), client.post("/ask", json=sent)):
        assert response.status_code == 200
        assert timeless(response.json()) == expected


def test_a_document_can_be_named_by_its_key(client: TestClient, builtin: Document) -> None:
    sent = {"question": QUESTION, "documents": [document_key(builtin), NAME]}
    assert client.post("/ask", json=sent).json()["documents"] == [NAME]
    by_key, by_name = (client.get(f"/documents/{key}") for key in (document_key(builtin), NAME))
    assert by_key.json() == by_name.json()


def test_a_search_gives_what_matches(client: TestClient, library: Library) -> None:
    hits = library.search("ASEANAPOL", 4)
    for response in (
        client.get("/search", params={"question": "ASEANAPOL", "k": 4}),
        client.post("/search", json={"question": "ASEANAPOL", "k": 4, "documents": [NAME]}),
    ):
        found = response.json()["hits"]
        assert [(hit["start"], hit["end"]) for hit in found] == [
            (hit.passage.start, hit.passage.end) for hit in hits
        ]
        assert [hit["score"] for hit in found] == [hit.agreement for hit in hits]
        assert found[0]["label"] == "注1" and found[0]["lexical"] > 0


def test_every_offset_counts_in_the_text_that_is_given(client: TestClient) -> None:
    asked = {"outline": True, "spans": True}
    given = client.get(f"/documents/{NAME}", params=asked).json()
    text = given["text"]
    assert given["end"] == given["characters"] == len(text)
    assert len(given["spans"]) == given["passages"] > 10 and len(given["outline"]) > 5
    for heading in given["outline"]:
        assert text[heading["start"] : heading["end"]].strip() == heading["title"]
    record = client.get("/ask", params={"question": QUESTION}).json()
    hits = client.get("/search", params={"question": QUESTION}).json()["hits"]
    for part in (*record["quotes"], *record["notes"], *hits):
        assert text[part["start"] : part["end"]] == part["text"]
    note = next(span for span in given["spans"] if span["label"] == "注3")
    assert text[note["start"] : note["end"]].startswith("注3:")


def test_a_part_of_a_document(client: TestClient, builtin: Document) -> None:
    given = client.get(f"/documents/{NAME}", params={"start": 452, "end": 525, "spans": 1}).json()
    assert given["text"] == builtin.text[452:525]
    assert [span["start"] <= 452 < span["end"] for span in given["spans"]] == [True]
    assert "outline" not in given
    past = client.get(f"/documents/{NAME}", params={"start": 10**9, "end": 10**12}).json()
    assert (past["start"], past["end"], past["text"]) == (len(builtin.text),) * 2 + ("",)
    turned = client.get(f"/documents/{NAME}", params={"start": 9, "end": 3}).json()
    assert (turned["start"], turned["end"], turned["text"]) == (9, 9, "")


def test_what_is_told_of_a_text_is_of_the_text_that_is_given(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another program may replace the document in the middle of it."""
    with Library.open(tmp_path / "library", TinyEncoder()) as library:
        old, new = (
            document("計画", "第1章 旧い\n", "/a"),
            document("計画", "第1章 新しい文\n", "/a"),
        )
        library.add(old)

        def replaced(library: Library, _named: str) -> Document:
            library.add(new)
            return old

        monkeypatch.setattr("ui.programs._document", replaced)
        given = programs.extract(library, "計画", schemas.Extent())
    assert (given.text, given.sha256, given.characters) == (old.text, old.sha256, len(old.text))


def test_a_quote_is_verified_to_the_character(client: TestClient, builtin: Document) -> None:
    record = client.get("/ask", params={"question": QUESTION, "k": 1}).json()
    (first,) = record["quotes"]
    said = {key: first[key] for key in ("document", "text", "start", "end")}

    def verified(**other: Any) -> dict[str, Any]:
        response = client.post("/verify", json=said | other)
        assert response.status_code == 200
        given: dict[str, Any] = response.json()
        return given

    place = {"start": first["start"], "end": first["end"]}
    right = verified()
    assert right["stands"] and right["places"] == [place] and "found" not in right
    assert verified(document=right["key"])["stands"]
    moved = verified(start=first["start"] + 1, end=first["end"] + 1)
    assert not moved["stands"] and moved["places"] == [place]
    assert moved["found"] == builtin.text[first["start"] + 1 : first["end"] + 1]
    changed = verified(text=first["text"].replace("平成30年", "平成31年"))
    assert not changed["stands"] and changed["places"] == [] and changed["found"] == first["text"]
    # A slice ends where the text does: the end that is said must be the true one.
    tail = builtin.text[-5:]
    length = len(builtin.text)
    assert verified(text=tail, start=length - 5, end=length)["stands"]
    assert not verified(text=tail, start=length - 5, end=length + 5)["stands"]
    anywhere = client.post("/verify", json={"document": NAME, "text": "警察"}).json()
    assert anywhere["stands"] and len(anywhere["places"]) == 20


def test_documents_of_any_name_and_text(tmp_path: Path) -> None:
    text = "第1節 <script>\n本文は\u202e**太字**である。\u3000\U0001f600の後。\n"
    odd = document("年報/令和5年?a=b&c#d 100%.txt", text, "https://example.org/?a=1&b=2", (0, 9))
    with (
        Library.open(tmp_path, TinyEncoder(), builtin=False) as library,
        TestClient(application(library)) as client,
    ):
        assert client.get("/documents").json() == {"documents": []}
        library.add(odd)
        (entry,) = client.get("/documents").json()["documents"]
        assert (entry["name"], entry["pages"]) == (odd.name, 2)
        assert entry["key"] == document_key(odd) and entry["sha256"] == odd.sha256
        for named in (quote(odd.name, safe=""), quote(odd.name), entry["key"]):
            given = client.get(f"/documents/{named}?spans=true&outline=true").json()
            assert given["text"] == text and given["source"] == odd.source
            assert {each["page"] for each in given["spans"]} <= {1, 2}
        library.remove(odd.name)
        assert client.get(f"/documents/{entry['key']}").status_code == 404


# --- what is described


def test_every_field_is_described(described: dict[str, Any]) -> None:
    for name, schema in described["components"]["schemas"].items():
        assert schema.get("description"), name
        assert schema["additionalProperties"] is False, name
        for field, of in schema["properties"].items():
            assert len(of.get("description", "")) > 10, f"{name}.{field}"
            if field in ("start", "end"):
                assert "code points" in of["description"], f"{name}.{field}"
    for path, operations in described["paths"].items():
        for method, operation in operations.items():
            assert operation["summary"] and operation["description"], (path, method)
            assert set(operation["responses"]) == {
                *("200", "400", "401", "404", "413", "429", "503", "default")
            }
            for parameter in operation.get("parameters", []):
                assert len(parameter["description"]) > 10, (path, parameter["name"])


def test_what_is_given_is_as_described(client: TestClient, described: dict[str, Any]) -> None:
    def assert_described(path: str, method: str, status: int, record: object) -> None:
        responses = described["paths"][path][method]["responses"]
        schema = responses[str(status)]["content"]["application/json"]["schema"]
        Draft202012Validator({**schema, "components": described["components"]}).validate(record)

    for path, method, sent in (
        ("/ask", "post", {"question": QUESTION}),
        ("/ask", "post", {"question": ABSENT, "documents": [NAME], "before": QUESTION}),
        ("/ask", "post", {"question": "では、いつ発効した？", "before": "PCSC協定の署名は？"}),
        ("/ask", "post", {"question": ""}),
        ("/ask", "post", {"question": "長" * 2001}),
        ("/search", "post", {"question": "警察", "documents": [NAME]}),
        ("/search", "post", {"question": "警察", "documents": ["なし"]}),
        ("/verify", "post", {"document": NAME, "text": "警察", "start": 0, "end": 2}),
        ("/documents", "get", None),
        ("/documents/{document}", "get", None),
    ):
        address = path.replace("{document}", f"{NAME}?outline=true&spans=true")
        response = client.request(method, address, json=sent)
        assert_described(path, method, response.status_code, response.json())


def test_the_examples_are_as_described_and_true(
    client: TestClient, described: dict[str, Any]
) -> None:
    def example(form: str) -> dict[str, Any]:
        fields = described["components"]["schemas"][form]["properties"]
        for of in fields.values():
            for shown in of.get("examples", []):
                Draft202012Validator({**of, "components": described["components"]}).validate(shown)
        return {name: of["examples"][0] for name, of in fields.items() if "examples" in of}

    for form in described["components"]["schemas"]:
        example(form)
    first = client.post("/ask", json=example("Ask")).json()["quotes"][0]
    quoted = example("Quote")
    assert quoted.pop("label") and first["label"] is None  # which only a note has
    assert quoted.items() <= first.items()
    assert client.post("/verify", json=example("Verify")).json()["stands"]
    (entry,) = client.get("/documents").json()["documents"]
    assert example("Entry").items() <= entry.items()


def test_the_description_loads_nothing_from_outside(
    client: TestClient, described: dict[str, Any]
) -> None:
    assert [client.get(path).status_code for path in ("/docs", "/redoc")] == [404, 404]
    assert described["info"]["version"] and "half-open" in described["info"]["description"]


# --- what cannot be done


@pytest.mark.parametrize(
    ("path", "sent", "status", "code", "field"),
    [
        ("/ask", {"question": " "}, 400, "empty", "question"),
        ("/ask", {"question": "こんにちは"}, 400, "small-talk", "question"),
        ("/ask", {"question": "Où est le siège de la police ?"}, 400, "other-language", "question"),
        ("/ask", {"question": "長" * 2001}, 413, "too-long", "question"),
        ("/ask", {}, 400, "invalid", "question"),
        ("/ask", {"question": 7}, 400, "invalid", "question"),
        ("/ask", {"question": QUESTION, "k": 0}, 400, "invalid", "k"),
        ("/ask", {"question": QUESTION, "k": 21}, 400, "invalid", "k"),
        ("/ask", {"question": QUESTION, "documents": "x"}, 400, "invalid", "documents"),
        ("/ask", {"question": QUESTION, "documents": ["x"] * 101}, 400, "invalid", "documents"),
        ("/ask", {"question": "x", "documents": ["なし"]}, 404, "unknown-document", "documents"),
        ("/ask", {"question": QUESTION, "temperature": 1}, 400, "invalid", "temperature"),
        ("/ask", [], 400, "invalid", None),
        ("/search", {"question": ""}, 400, "empty", "question"),
        ("/search", {"question": "x", "documents": ["0"]}, 404, "unknown-document", "documents"),
        ("/verify", {"document": NAME, "text": ""}, 400, "invalid", "text"),
        ("/verify", {"document": NAME, "text": "あ", "start": 1}, 400, "invalid", None),
        ("/verify", {"document": "なし", "text": "あ"}, 404, "unknown-document", "document"),
    ],
)
def test_what_is_wrong_is_said(
    client: TestClient, path: str, sent: object, status: int, code: str, field: str | None
) -> None:
    response = client.post(path, json=sent)
    told = response.json()["error"]
    assert (response.status_code, told["code"], told["field"]) == (status, code, field)
    assert len(told["message"]) > 20 and "\n" not in told["message"]


@pytest.mark.parametrize(
    "body", [b"{", b"question=x", b"\xff", b"[" * 100_000, b'{"question": "\\ud800", "\\ud801": 1}']
)
def test_whatever_is_sent_is_answered(client: TestClient, body: bytes) -> None:
    for kind in ("application/json", "text/plain", "application/x-www-form-urlencoded"):
        response = client.post("/ask", content=body, headers={"content-type": kind})
        assert response.status_code == 400
        assert response.json()["error"]["code"] == "invalid"


def test_a_misspelt_parameter_is_told(client: TestClient) -> None:
    response = client.get("/ask", params={"question": QUESTION, "document": NAME})
    assert response.status_code == 400 and response.json()["error"]["field"] == "document"


def test_what_lists_the_documents_is_told_to_each_as_it_can_be_asked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with Library.open(tmp_path, TinyEncoder(), builtin=False) as library:
        for number in range(6):
            library.add(document(f"計画{number}", "町の計画である。\n", f"{number}.txt"))
        with TestClient(application(library)) as opened:
            told = opened.get("/documents/計画9").json()["error"]
            many = opened.get("/ask", params={"question": "計画は", "documents": "計画9"}).json()
    assert "among the 6 that it has; the nearest: 計画" in told["message"]
    assert told["message"].endswith("/documents shows all of them.") and told["field"] is None
    assert many["error"]["field"] == "documents"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("ui.commands.options.named_encoder", lambda _: TinyEncoder())
        for command in ("show", "text", "remove", "reread"):
            assert main([command, "計画9", "--library", str(tmp_path)]) == 1
            assert capsys.readouterr().err.endswith("`hakusho list` shows all of them.\n")


def test_no_document_has_such_a_name(client: TestClient) -> None:
    for name in ("a" * 5000, "長" * 300, "a\nb", "a\n", "\n"):
        response = client.get(f"/documents/{quote(name, safe='')}")
        assert response.status_code == 404
        assert response.json()["error"]["code"] == "unknown-document"


def test_no_large_body_is_read(client: TestClient) -> None:
    read = 0

    def pieces() -> Iterator[bytes]:  # without a length that could be looked at
        nonlocal read
        for _ in range(64):
            read += 2**18
            yield b" " * 2**18

    response = client.post("/ask", content=pieces(), headers={"content-type": "application/json"})
    assert response.status_code == 413
    assert response.json()["error"]["code"] == "too-large"


def test_nothing_can_be_changed(client: TestClient, library: Library) -> None:
    before = library.generation()
    for path in ("/ask", "/search", "/documents", f"/documents/{NAME}", "/verify"):
        for method in ("PUT", "DELETE", "PATCH"):
            assert client.request(method, path).status_code == 405
    assert client.post("/documents", json={}).status_code == 405
    assert library.generation() == before


def test_a_library_that_cannot_be_read_is_told_without_its_place(
    client: TestClient,
    library: Library,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise LibraryError("The library in /home/someone cannot be read.")

    monkeypatch.setattr(library, "search", fail)
    with caplog.at_level(logging.WARNING, "ui.api"):
        response = client.get("/ask", params={"question": QUESTION})
    assert response.status_code == 503 and response.headers["retry-after"] == "2"
    assert response.json()["error"]["code"] == "unavailable"
    assert "/home" not in response.text and "/home/someone" in caplog.text


# --- many at once


def test_four_are_answered_at_once_and_some_may_wait(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, lock, now, most = library.search, threading.Lock(), 0, 0

    def counted(*given: Any) -> Any:
        nonlocal now, most
        with lock:
            now += 1
            most = max(most, now)
        time.sleep(0.1)
        try:
            return real(*given)
        finally:
            with lock:
                now -= 1

    monkeypatch.setattr(library, "search", counted)
    monkeypatch.setattr(api, "WAITING", 5)
    with TestClient(application(library)) as client, ThreadPoolExecutor(24) as pool:

        def ask(_: int) -> tuple[int, Any]:
            response = client.get("/search", params={"question": QUESTION, "k": 1})
            return response.status_code, response.json()

        given = list(pool.map(ask, range(24)))
    assert most == api.AT_ONCE
    answers = [record for status, record in given if status == 200]
    refusals = [record for status, record in given if status == 503]
    assert len(answers) >= api.AT_ONCE and len(answers) + len(refusals) == 24
    assert all(record == answers[0] for record in answers)
    assert refusals and all(record["error"]["code"] == "busy" for record in refusals)


# --- as the reference shows it


def shown(language: str) -> list[str]:
    """The blocks of that language in the part of the reference for programs."""
    reference = (ROOT / "docs" / "reference.md").read_text("utf-8")
    (part,) = re.findall(r"^## For programs\n(.*)", reference, re.MULTILINE | re.DOTALL)
    return re.findall(rf"^```{language}\n(.*?)^```", part, re.MULTILINE | re.DOTALL)


@pytest.fixture
def address(library: Library) -> Iterator[str]:
    server = serve(library, port=8180)
    yield server.url.rstrip("/")
    server.close()


def test_the_readmes_request_answers_as_the_command_does(
    address: str, shelf: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (request,) = shown("sh")
    if shutil.which("curl") is None or shutil.which("sh") is None:
        skip_off_linux("there is no curl")
    line = request.replace("http://127.0.0.1:7860", address)
    done = subprocess.run(["sh", "-c", line], capture_output=True, timeout=60)
    assert done.returncode == 0
    options = ["--library", str(shelf), "--k", "1"]
    assert main(["ask", "--json", *options, QUESTION]) == 0
    given = json.loads(done.stdout)
    assert timeless(given) == timeless(json.loads(capsys.readouterr().out))
    assert given["quotes"][0]["start"] == 452


def test_the_readmes_python_asks_the_page(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("no_proxy", "NO_PROXY"):  # what `serve` adds goes when the test ends
        monkeypatch.setenv(name, "")
    (lines,) = shown("python")
    page = serve(library, port=8190)
    try:
        run = lines.replace("http://127.0.0.1:7860", page.url)
        done = subprocess.run([sys.executable, "-c", run], capture_output=True, timeout=60)
    finally:
        page.close()
    expected = answer("What is ASEANAPOL?", library)
    said = f"{expected.abstained} {[quote.text for quote in expected.quotes]}"
    assert done.stdout.decode().strip().endswith(said) and expected.quotes


def test_the_command_names_the_documents_it_was_limited_to(
    shelf: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    questions = tmp_path / "questions.txt"
    questions.write_text(f"{QUESTION}\n\n", "utf-8")
    options = ["--library", str(shelf), "--in", NAME]
    assert main(["ask", "--json", *options, "--batch", str(questions)]) == 0
    records = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [record["documents"] for record in records] == [[NAME], [NAME]]
