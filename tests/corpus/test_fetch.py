"""Fetching from a real server on this machine, and every way it is not to be done."""

from __future__ import annotations

import http.server
import socket
import threading
from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote

import pytest

from corpus import fetch as fetching
from corpus.errors import FetchError
from corpus.fetch import fetch, is_public
from corpus.reading import read_bytes

PAGE = "<!doctype html><meta charset=utf-8><h1>白書</h1><p>警察庁の白書である。".encode()


class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        path = self.path
        if path.startswith("/to?") or path == "/again":
            self.send_response(302)
            # Servers send the bytes of a name as they are; here they come as Latin-1.
            self.send_header("Location", unquote(path.removeprefix("/to?"), "latin-1"))
            self.end_headers()
            return
        self.send_response(404 if path == "/missing" else 200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        if path == "/short":
            self.send_header("Content-Length", "100000")
        if path == "/packed":
            self.send_header("Content-Encoding", "gzip")
        self.end_headers()
        if path == "/endless":
            for _ in range(100):
                self.wfile.write(b"x" * 100_000)
        elif path == "/slow":
            stop.wait(5)
        else:
            self.wfile.write(PAGE)

    def log_message(self, *_: Any) -> None:
        pass


stop = threading.Event()


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as running:
        running.daemon_threads = True
        threading.Thread(target=running.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{running.server_address[1]}"
        stop.set()
        running.shutdown()


def test_a_page(server: str) -> None:
    data, name = fetch(f"{server}/hakusyo/v7730000?a=白書", allow_private=True)
    assert (data, name) == (PAGE, "v7730000.html")
    got = read_bytes(data, name, server)
    assert (got.document.name, got.document.text) == (
        "v7730000",
        "# 白書\n\n警察庁の白書である。\n",
    )


def test_a_redirect_is_followed(server: str) -> None:
    assert fetch(f"{server}/to?/page.html", allow_private=True) == (PAGE, "page.html")
    # 者 has a byte in it that is a space in Latin-1.
    assert fetch(f"{server}/to?/計画者.html", allow_private=True) == (PAGE, "計画者.html")


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("/missing", "404"),
        ("/packed", "compressed"),
        ("/short", "broke off"),
        ("/again", "redirects too often"),
        ("/to?ftp://example.com/", "only http"),
        ("/to?file:///etc/passwd", "only http"),
        ("/to?http://[", "no web address"),
    ],
)
def test_what_fails_says_why(server: str, path: str, message: str) -> None:
    with pytest.raises(FetchError, match=message):
        fetch(server + path, allow_private=True)


def test_limits(server: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetching, "_BYTES", 1_000_000)
    with pytest.raises(FetchError, match="larger than 1 MB"):
        fetch(f"{server}/endless", allow_private=True)
    monkeypatch.setattr(fetching, "_SECONDS", 0.5)
    with pytest.raises(FetchError, match=r"longer than|failed"):
        fetch(f"{server}/slow", allow_private=True)


def test_this_machine_only_when_allowed(server: str) -> None:
    for host in ("127.0.0.1", "localhost", "0.0.0.0", "[::1]", "2130706433", "127.1"):
        with pytest.raises(FetchError, match=r"private network|not found|cannot be reached"):
            fetch(f"http://{host}:{server.rpartition(':')[2]}/")


def test_an_address_of_a_kind_that_the_system_lacks_is_passed_over(
    server: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As one of IPv6 is where that is switched off."""
    lacking = (99, socket.SOCK_STREAM, 6, "", ("2001:db8::1", 80, 0, 0))
    found = socket.getaddrinfo("127.0.0.1", int(server.rpartition(":")[2]))[:1]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: [lacking, *found])
    assert fetch(f"{server}/page.html", allow_private=True) == (PAGE, "page.html")
    found.clear()
    with pytest.raises(FetchError, match="cannot be reached"):
        fetch(f"{server}/page.html", allow_private=True)


def test_a_redirect_to_a_private_address(server: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The first address passes as public; the one it redirects to is looked at anew."""
    seen: list[str] = []

    def first_is_public(address: str) -> bool:
        seen.append(address)
        return len(seen) == 1

    monkeypatch.setattr(fetching, "is_public", first_is_public)
    with pytest.raises(FetchError, match="private network"):
        fetch(f"{server}/to?{server}/")
    assert len(seen) == 2


def test_a_name_is_resolved_once(server: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """DNS rebinding: what is connected to is the address that was looked at."""
    asked: list[str] = []
    real = socket.getaddrinfo

    def rebinding(host: str, port: int, **kind: Any) -> Any:
        asked.append(host)
        return real("127.0.0.1" if len(asked) == 1 else "192.0.2.1", port, **kind)

    monkeypatch.setattr(socket, "getaddrinfo", rebinding)
    data, _ = fetch(server.replace("127.0.0.1", "rebinding.example"), allow_private=True)
    assert (data, asked) == (PAGE, ["rebinding.example"])


@pytest.mark.parametrize(
    "url",
    [
        *["ftp://example.com/", "file:///etc/passwd", "example.com", "", "http://", "http:///x"],
        *["http://user:word@example.com/", "http://a b/", "http://a\n/", "http://a:99999/"],
        "javascript:alert(1)",
    ],
)
def test_what_is_no_web_address(url: str) -> None:
    with pytest.raises(FetchError):
        fetch(url)


@pytest.mark.parametrize(
    "address",
    [
        *["127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.0.1", "169.254.169.254", "0.0.0.0"],
        *["100.64.0.1", "224.0.0.1", "255.255.255.255", "::1", "::", "fe80::1%eth0", "fc00::1"],
        *["::ffff:10.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::", "ff02::1"],
    ],
)
def test_private_addresses(address: str) -> None:
    assert not is_public(address)
