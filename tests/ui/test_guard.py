"""What the guard closes, probed on a real server: one test for each thing left open."""

from __future__ import annotations

import json
import socket
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest
from gradio_client import Client, handle_file  # type: ignore[import-untyped]
from starlette.testclient import TestClient
from starlette.websockets import WebSocketDisconnect

import ui.serving.bodies
from corpus.errors import LibraryError
from qa.question import Language
from tests.ui.office import AT_ONCE, HEAD, served
from ui.serving.accounts import Accounts, set_password
from ui.serving.guard import protected
from ui.serving.plain import hash_source, refusal
from ui.serving.protection import Protection, check_exposure
from ui.strings import say

PROTECTION = Protection(
    names=frozenset(("127.0.0.1", "localhost")),
    upload_bytes=100_000,
    body_bytes=20_000,
    per_minute=None,
    scripts=(HEAD,),
)
FILE = {"files": ("plan.txt", b"x" * 500)}


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    with served(PROTECTION, 8120) as address:
        yield address


def by_hand(url: str, request: str, header: str) -> str:
    """The answer to a request that no client would send: they tidy paths and tell sizes."""
    with socket.create_connection(("127.0.0.1", int(url.rpartition(":")[2])), 10) as raw:
        raw.sendall(f"{request}\r\nhost: localhost\r\n{header}\r\n\r\n".encode())
        return b"".join(iter(lambda: raw.recv(65536), b"")).decode()


@pytest.fixture(scope="module")
def client(url: str) -> Client:
    return Client(url, verbose=False)


# --- it still works


def test_programs_ask_and_upload_through_gradio(client: Client, tmp_path: Path) -> None:
    (tmp_path / "plan.txt").write_text("計画", "utf-8")
    assert client.predict("kept", api_name="/upper") == "KEPT"
    assert client.predict([handle_file(tmp_path / "plan.txt")], api_name="/names") == "plan.txt"


def test_readers_are_not_made_to_queue_for_one_another(client: Client) -> None:
    with ThreadPoolExecutor(AT_ONCE) as pool:  # each waits for all the others
        given = list(pool.map(lambda text: client.predict(text, api_name="/wait"), "abcd"))
    assert given == list("abcd")


# --- who may call it, and from where


@pytest.mark.parametrize(
    "host", ["attacker.example", "attacker.example:7860", "127.0.0.1.attacker.example", "", "a/b"]
)
def test_a_foreign_host_is_refused(url: str, host: str) -> None:
    for path in ("/", "/config", "/ask", "/assets/x.js", "/health"):
        assert httpx.get(url + path, headers={"host": host}).status_code == 400, path


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", "localhost:1", "LOCALHOST", "192.0.2.5", "[::1]:80", "localhost.:1"],
)
def test_its_own_names_are_answered(url: str, host: str) -> None:
    assert httpx.get(f"{url}/ask", headers={"host": host}).status_code == 200


@pytest.mark.parametrize(
    "origin",
    ["https://attacker.example", "null", "http://127.0.0.1:1", "http://127.0.0.1:1@x", "http://["],
)
def test_a_foreign_origin_is_refused(url: str, origin: str) -> None:
    headers = {"origin": origin}
    upload = httpx.post(f"{url}/gradio_api/upload", files=FILE, headers=headers)
    assert upload.status_code == 403 and upload.json()["error"] == "origin"
    assert httpx.post(f"{url}/ask", headers=headers).status_code == 403


def test_its_own_origin_is_answered(url: str) -> None:
    assert httpx.post(f"{url}/ask", headers={"origin": url}).status_code == 200


def test_another_site_may_link_here_but_not_embed_what_is_here(url: str) -> None:
    def get(path: str, mode: str) -> int:
        headers = {"sec-fetch-site": "cross-site", "sec-fetch-mode": mode}
        return httpx.get(url + path, headers=headers).status_code

    assert get("/", "navigate") == 200
    assert get("/ask", "no-cors") == get("/config", "cors") == 403


def test_who_opens_a_page_that_is_not_there_is_told_so_in_a_page(url: str) -> None:
    for path in ("/nothing", "/nothing/else?x=1", "/assets/nothing.js", "/gradio_api/nothing"):
        for language, says in (("ja", "何もありません"), ("en", "There is nothing")):
            headers = {"accept": "text/html,*/*;q=0.8", "accept-language": language}
            answer = httpx.get(url + path, headers=headers)
            assert answer.status_code == 404, path
            assert answer.headers["content-type"].startswith("text/html")
            assert f'<html lang="{language}">' in answer.text and says in answer.text
            assert "default-src 'none'" in answer.headers["content-security-policy"]
            assert answer.headers["x-frame-options"] == "DENY"
        assert "html" not in httpx.get(url + path).headers["content-type"]


def test_websockets_are_refused() -> None:
    async def app(*_: object) -> None:
        raise AssertionError("the page was reached")

    with (
        pytest.raises(WebSocketDisconnect),
        TestClient(protected(app, PROTECTION)).websocket_connect("/queue/join"),
    ):
        pass


def test_what_a_proxy_would_say_is_believed_from_a_proxy_only(url: str) -> None:
    headers = {
        "x-forwarded-for": "192.0.2.9, 198.51.100.7",
        "x-forwarded-host": "qa.example",
        "x-forwarded-proto": "https",
        "x-gradio-server": "http://attacker.example",
    }
    given = httpx.get(f"{url}/ask", headers=headers).json()
    assert given["client"] == "127.0.0.1" and given["url"] == f"{url}/ask"
    assert json.loads(httpx.get(f"{url}/config", headers=headers).text)["root"] == url
    assert "attacker.example" not in httpx.get(url, headers=headers).text
    behind = Protection(frozenset(["qa.example"]), proxied=True)
    with served(behind, 8125) as address:
        given = httpx.get(f"{address}/ask", headers=headers).json()
        assert given["client"] == "198.51.100.7"  # the one before it can be made up
        assert given["url"] == "https://qa.example/ask"
        headers["x-forwarded-host"] = "attacker.example"
        assert httpx.get(f"{address}/ask", headers=headers).status_code == 400


# --- doors


@pytest.mark.parametrize(
    "path",
    [
        "/monitoring",
        "/monitoring/summary",
        "/monitoring/",
        "//monitoring/summary",
        "/%6donitoring/summary",
        "/x/../monitoring/summary",
        "/gradio_api/deep_link?session_hash=x",
        "/gradio_api/openapi.json",
        "/gradio_api/proxy=https://x.hf.space/",
        "/gradio_api/file=https://example.com/",
        "/gradio_api/file=../../etc/passwd",
        "/gradio_api/runs",
        "/gradio_api/run-history/buckets",
        "/gradio_api/token",
        "/gradio_api/user",
        "/gradio_api/vibe-code",
        "/gradio_api/dev/reload",
        "/gradio_api/custom_component/x/client/x/x",
        "/gradio_api/stream/a/b/1/playlist-file",
        "/gradio_api/profiling/traces",
        "/gradio_api/mcp/",
        "/gradio_api",
        "/svelte/x",
        "/docs",
        "/redoc",
        "/login",
        "/logout",
    ],
)
def test_what_the_page_does_not_need_is_shut(url: str, path: str) -> None:
    answer = by_hand(url, f"GET {path} HTTP/1.1", "connection: close")
    assert answer.startswith("HTTP/1.1 404 ") and '"error":"closed"' in answer, answer


def test_only_files_of_the_page_are_served(url: str) -> None:
    for path in ("/etc/passwd", "pyproject.toml", str(Path(__file__)), "/tmp"):
        assert httpx.get(f"{url}/gradio_api/file={path}").status_code in (403, 404), path
    for path in ("/assets/", "/static/", "/assets/..%2f..%2froutes.py"):
        assert httpx.get(url + path).status_code in (400, 403, 404), path  # no folder is listed
    (place,) = httpx.post(f"{url}/gradio_api/upload", files=FILE).json()
    download = httpx.get(f"{url}/gradio_api/file={place}")
    assert download.content == b"x" * 500
    assert download.headers["content-disposition"].startswith(("attachment", "inline"))


def test_no_file_is_fetched_from_an_address_that_a_request_names(url: str) -> None:
    file = {"path": "http://192.0.2.1/x.txt", "meta": {"_type": "gradio.FileData"}}
    body = json.dumps({"data": [[file]], "fn_index": 0, "session_hash": "x"})
    for sent in (body, body.replace("http", "\\u0068ttp")):
        for door in ("queue/join", "run/names", "call/names", "api/names/"):
            refused = httpx.post(f"{url}/gradio_api/{door}", content=sent)
            assert (refused.status_code, refused.json()["error"]) == (400, "outside")
    for rubbish in ("{", "[" * 15_000, "\xff"):
        refused = httpx.post(f"{url}/gradio_api/queue/join", content=rubbish.encode("latin-1"))
        assert refused.status_code == 400


def test_a_read_only_page_takes_no_file() -> None:
    with served(Protection(read_only=True), 8120) as address:
        refused = httpx.post(f"{address}/gradio_api/upload", files=FILE)
        assert (refused.status_code, refused.json()["error"]) == (404, "read_only")
        assert httpx.post(f"{address}/gradio_api/component_server", files=FILE).status_code == 415


# --- how much


def test_an_upload_can_be_too_large(url: str) -> None:
    upload = f"{url}/gradio_api/upload"
    assert httpx.post(upload, files=FILE).status_code == 200
    large = httpx.post(upload, files={"files": ("plan.txt", b"x" * 100_001)})
    assert (large.status_code, large.json()["error"]) == (413, "large")
    assert "100 kB" in large.json()["detail"]
    many = [("files", (f"{number}.txt", b"x" * 30_000)) for number in range(4)]
    assert httpx.post(upload, files=many).status_code == 413
    # Of an unknown size it is not taken at all.
    chunked = httpx.post(
        upload,
        content=iter([b"x" * 1000] * 200),
        headers={"content-type": "multipart/form-data; boundary=x"},
    )
    assert chunked.status_code == 411
    both = "content-length: 10\r\ntransfer-encoding: chunked"
    answer = by_hand(url, "POST /gradio_api/upload HTTP/1.1", both)
    assert answer.startswith("HTTP/1.1 411 ")


@pytest.mark.parametrize("path", ["/ask", "/gradio_api/queue/join", "/gradio_api/run/upper"])
def test_a_question_can_be_too_large(url: str, path: str) -> None:
    # Of 20 MB nothing is read but the size it says.
    answer = by_hand(url, f"POST {path} HTTP/1.1", "content-length: 20000000")
    assert answer.startswith("HTTP/1.1 413 ") and '"large"' in answer
    large = httpx.post(url + path, content=b" " * 20_001)
    assert large.status_code == 413 and '"large"' in large.text
    chunked = httpx.post(url + path, content=iter([b" " * 4096] * 6))
    assert chunked.status_code == 413 and '"large"' in chunked.text


@pytest.mark.parametrize("path", ["/ask", "/gradio_api/upload"])
def test_who_reads_only_after_sending_all_learns_why_it_was_refused(url: str, path: str) -> None:
    with socket.create_connection(("127.0.0.1", int(url.rpartition(":")[2])), 10) as raw:
        size = 200 * 2**16
        head = f"POST {path} HTTP/1.1\r\nhost: localhost\r\ncontent-length: {size}\r\n\r\n"
        raw.sendall(head.encode())
        for _ in range(200):  # the server answered at the first of them
            raw.sendall(b" " * 2**16)
        answer = b"".join(iter(lambda: raw.recv(65536), b""))
    assert answer.startswith(b"HTTP/1.1 413 ") and b'"large"' in answer


def test_who_never_stops_sending_is_not_heard_for_ever(
    url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ui.serving.bodies, "_LONGEST", 0.3)
    with socket.create_connection(("127.0.0.1", int(url.rpartition(":")[2])), 10) as raw:
        raw.sendall(b"POST /ask HTTP/1.1\r\nhost: localhost\r\ncontent-length: 99999999\r\n\r\n")

        def send_on() -> None:
            for _ in range(500):
                raw.sendall(b" " * 1024)
                time.sleep(0.02)

        with pytest.raises(ConnectionError):
            send_on()


def test_what_is_small_enough_arrives_whole(url: str) -> None:
    for content in (b"x" * 20_000, iter([b"x" * 5_000] * 4)):
        assert httpx.post(f"{url}/ask", content=content).json()["bytes"] == 20_000


def test_files_come_in_by_the_one_door_only(url: str) -> None:
    for path in ("/ask", "/gradio_api/component_server", "/gradio_api/queue/join"):
        assert httpx.post(url + path, files=FILE).status_code == 415


def test_a_client_can_ask_too_often() -> None:
    with served(Protection(per_minute=5), 8120) as address, httpx.Client() as asking:
        assert [asking.get(f"{address}/ask").status_code for _ in range(5)] == [200] * 5
        refused = asking.post(f"{address}/gradio_api/queue/join", json={})
        assert refused.status_code == 429 and refused.json()["error"] == "often"
        assert 1 <= int(refused.headers["retry-after"]) <= 12
        assert refused.headers["retry-after"] in refused.json()["detail"]
        # A program is told in the form that it is promised.
        told = asking.get(f"{address}/ask").json()["error"]
        assert (told["code"], told["field"]) == ("often", None) and "again in" in told["message"]
        furniture = {asking.get(f"{address}/theme.css").status_code for _ in range(20)}
        assert furniture == {200}  # a page is made of many parts


def test_behind_a_proxy_each_client_has_its_own_share() -> None:
    with served(Protection(per_minute=2, proxied=True), 8126) as address:

        def asked(client: str) -> int:
            return httpx.get(f"{address}/ask", headers={"x-forwarded-for": client}).status_code

        assert [asked("192.0.2.1") for _ in range(3)] == [200, 200, 429]
        assert asked("made-up, 192.0.2.1") == 429
        assert asked("192.0.2.2") == 200
        assert [asked(f"2001:db8::{part}") for part in "abc"] == [200, 200, 429]  # one network
        assert asked("2001:db8:0:1::a") == 200


# --- headers and words


def test_every_response_has_the_security_headers(url: str) -> None:
    foreign = {"host": "attacker.example"}
    for path, headers in (("/", {}), ("/ask", {}), ("/theme.css", {}), ("/no", {}), ("/", foreign)):
        given = httpx.get(url + path, headers=headers).headers
        assert given["x-frame-options"] == "DENY"
        assert given["x-content-type-options"] == "nosniff"
        assert given["referrer-policy"] == "same-origin"
        assert given["cross-origin-opener-policy"] == "same-origin"
        assert given["cross-origin-resource-policy"] == "same-origin"
        assert "camera=()" in given["permissions-policy"]
        assert "frame-ancestors 'none'" in given["content-security-policy"]
        assert "form-action 'self'" in given["content-security-policy"]


def test_the_policy_lets_run_no_inline_script_but_those_of_the_page(url: str) -> None:
    page = httpx.get(url, headers={"accept-encoding": "br, gzip"})
    policy = page.headers["content-security-policy"]
    (scripts,) = (part for part in policy.split(";") if part.strip().startswith("script-src"))
    assert "'unsafe-inline'" not in scripts
    assert hash_source(HEAD) in scripts and scripts.count("'sha256-") == 1 + page.text.count(
        "<script>"
    ) + page.text.count("<script data-gradio-mode>")
    assert "http" not in policy and "object-src 'none'" in policy and "default-src 'self'" in policy
    other = httpx.get(f"{url}/ask").headers["content-security-policy"]
    assert other.count("'sha256-") == 1


def test_a_browser_is_refused_with_a_page_in_its_language(url: str) -> None:
    for language, words in (("ja-JP,en", "何もありません"), ("en-GB, ja", "nothing at this")):
        headers = {"accept": "text/html,*/*;q=0.8", "accept-language": language}
        page = httpx.get(f"{url}/monitoring", headers=headers)
        assert page.status_code == 404 and words in page.text
        assert f'<html lang="{language[:2]}">' in page.text
        assert page.headers["content-security-policy"].startswith("default-src 'none'")
        assert '<a href="/">/</a>' in page.text


def test_what_is_filled_into_a_refusal_does_nothing_on_its_page() -> None:
    scope = {"type": "http", "path": "/x", "headers": [(b"accept", b"text/html")]}
    page = bytes(refusal(scope, 413, "large", most="<b>1</b> MB").body).decode()
    assert "&lt;b&gt;1&lt;/b&gt; MB" in page and "<b>" not in page


@pytest.mark.parametrize("path", ["/serach", "/documentss/x?k=3"])
def test_a_program_at_an_address_of_nothing_is_told_in_the_form_of_programs(
    url: str, path: str
) -> None:
    refused = httpx.get(url + path)
    told = {"code": "closed", "message": say("en", "refused.closed", page="/"), "field": None}
    assert (refused.status_code, refused.json()) == (404, {"error": told})
    page = httpx.get(url + path, headers={"accept": "text/html"})
    assert page.status_code == 404 and page.text.startswith("<!doctype html>")


@pytest.mark.parametrize(
    ("page", "browser", "spoken"),
    [("en", "ja", "en"), ("ja", "en-GB", "ja"), ("", "ja", "ja"), ("fr", "ja-JP", "ja")],
)
def test_a_script_is_refused_in_the_language_of_its_page(
    url: str, page: str, browser: str, spoken: Language
) -> None:
    headers = {"x-hakusho-language": page, "accept-language": browser}
    refused = httpx.get(f"{url}/monitoring", headers=headers)
    assert refused.json()["detail"] == say(spoken, "refused.closed", page="/")


def test_serving_others_needs_accounts_or_saying_so(tmp_path: Path) -> None:
    set_password(tmp_path / "accounts", "tanaka", "a long password")
    accounts = Accounts(tmp_path / "accounts")
    check_exposure(Protection(), loopback=True)
    check_exposure(Protection(accounts=accounts), loopback=False)
    check_exposure(Protection(open_to_all=True), loopback=False)
    check_exposure(Protection(accounts=accounts, proxied=True), loopback=True)
    for loopback, proxied in ((False, False), (False, True), (True, True)):
        with pytest.raises(LibraryError, match=r"--auth-file FILE.*--open-to-all"):
            check_exposure(Protection(proxied=proxied), loopback)
