"""Fetch one file from the web: for the command line only, never for the page or the API.

Only http and https; every address that is connected to is looked at first, at each redirect
anew, and connected to as it was looked at, so that a name that resolves to another address
the second time gains nothing. No proxy is used, because a proxy would resolve the name again.
"""

from __future__ import annotations

import contextlib
import http.client
import ipaddress
import re
import socket
import ssl
import string
import threading
import time
from email.message import Message
from pathlib import PurePosixPath
from urllib.parse import SplitResult, quote, unquote, urljoin, urlsplit, urlunsplit

from corpus.errors import FetchError
from corpus.readers import FORMATS, HTML, suffix_of, suffixes

_SECONDS = 60.0  # for all of it
_WAIT = 15.0  # for the next byte
_BYTES = 200_000_000
_REDIRECTS = 5
_CHUNK = 1 << 16
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
_SUFFIX = {
    **{media_type: each.suffixes[0] for media_type, each in FORMATS.items()},
    "application/xhtml+xml": HTML.suffixes[0],
}


def fetch(url: str, *, allow_private: bool = False) -> tuple[bytes, str]:
    """The bytes at a web address, and a file name for them, with the suffix of their type.

    Raises FetchError for another scheme than http and https, an address on this machine or a
    private network (unless `allow_private`), an answer other than 200, more than five
    redirects, 200 MB or 60 seconds.
    """
    until = time.monotonic() + _SECONDS
    for _ in range(_REDIRECTS + 1):
        parts = _checked(url)
        connection = _connect(parts, allow_private, until)
        # The time for one byte is the socket's to keep; the time for all of it is not.
        timer = threading.Timer(max(until - time.monotonic(), 0.0), _shut, [connection.sock])
        timer.daemon = True
        timer.start()
        try:
            answer = _ask(connection, parts)
            if answer.status in (301, 302, 303, 307, 308):
                url = _led_to(url, answer.headers.get("Location") or "")
                continue
            if answer.status != 200:
                raise FetchError(f"{url}: the server answered {answer.status} {answer.reason}.")
            return _body(answer, url, until), file_name(parts, answer.headers)
        except (OSError, http.client.HTTPException) as error:
            raise FetchError(f"{url}: the connection failed ({_why(error)}); try again.") from error
        finally:
            timer.cancel()
            connection.close()
    raise FetchError(f"{url}: redirects too often; give the address that it leads to.")


def _led_to(url: str, location: str) -> str:
    """The address that a redirect leads to; its bytes beyond ASCII come as Latin-1."""
    try:
        return urljoin(url, quote(location, safe=string.punctuation, encoding="latin-1"))
    except ValueError as error:
        raise FetchError(f"{url}: redirects to {location!r}, which is no web address.") from error


def _checked(url: str) -> SplitResult:
    if re.search(r"[\s\x00-\x1f\x7f]", url):
        raise FetchError(f"{url!r}: is not a web address.")
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname, parts.port
    except ValueError as error:
        raise FetchError(f"{url}: is not a web address.") from error
    if parts.scheme not in ("http", "https"):
        raise FetchError(f"{url}: only http and https addresses are fetched.")
    if not host or parts.username is not None:
        raise FetchError(f"{url}: is not a web address that can be fetched.")
    return parts


def _connect(parts: SplitResult, allow_private: bool, until: float) -> http.client.HTTPConnection:
    """A connection to an address of the host that may be connected to."""
    host, port = parts.hostname or "", parts.port or (443 if parts.scheme == "https" else 80)
    try:
        ascii_host = (
            host.encode("ascii").decode() if host.isascii() else host.encode("idna").decode()
        )
        found = socket.getaddrinfo(ascii_host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise FetchError(f"{host}: is not found; check the address.") from error
    addresses = [str(each[4][0]) for each in found]
    if not allow_private and (private := [each for each in addresses if not is_public(each)]):
        raise FetchError(
            f"{host}: is on this machine or a private network ({private[0]}), which is fetched "
            "from only with --allow-private."
        )
    failed: OSError | None = None
    for family, kind, protocol, _, address in found:
        sock: socket.socket | None = None
        try:
            sock = socket.socket(family, kind, protocol)  # fails where the system has no IPv6
            sock.settimeout(max(0.1, min(_WAIT, until - time.monotonic())))
            sock.connect(address)
            if parts.scheme == "https":
                sock = ssl.create_default_context().wrap_socket(sock, server_hostname=ascii_host)
        except OSError as error:
            if sock is not None:
                sock.close()
            failed = error
            continue
        connection = http.client.HTTPConnection(ascii_host, port)
        connection.sock = sock
        return connection
    raise FetchError(f"{host}: cannot be reached ({_why(failed)}); try again.") from failed


def _shut(sock: socket.socket) -> None:
    with contextlib.suppress(OSError):
        sock.shutdown(socket.SHUT_RDWR)


def is_public(address: str) -> bool:
    """Whether an IP address is one of the public internet.

    >>> [is_public(each) for each in ("8.8.8.8", "127.0.0.1", "10.0.0.1", "::ffff:127.0.0.1")]
    [True, False, False, False]
    """
    ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour or (ip.teredo and ip.teredo[1])
        if ip in _NAT64:
            inner = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        if inner:
            return is_public(str(inner))
    return ip.is_global and not ip.is_multicast


def _ask(connection: http.client.HTTPConnection, parts: SplitResult) -> http.client.HTTPResponse:
    path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._")
    host = f"[{connection.host}]" if ":" in connection.host else connection.host
    query = quote(parts.query, safe="/%:@!$&'()*+,;=~-._?")
    connection.request(
        "GET",
        urlunsplit(("", "", path, query, "")),
        headers={
            "Host": host if parts.port is None else f"{host}:{parts.port}",
            "User-Agent": "hakusho-qa",
            "Accept": ", ".join([*_SUFFIX, "*/*;q=0.1"]),
            "Accept-Encoding": "identity",
            "Connection": "close",
        },
    )
    return connection.getresponse()


def _body(answer: http.client.HTTPResponse, url: str, until: float) -> bytes:
    if (coding := answer.headers.get("Content-Encoding", "identity")) != "identity":
        raise FetchError(
            f"{url}: the server sends it compressed ({coding}) though asked not to; save it with "
            "a browser and add the file."
        )
    data = bytearray()
    while chunk := answer.read1(_CHUNK):
        data += chunk
        if len(data) > _BYTES:
            raise FetchError(f"{url}: is larger than {_BYTES // 1_000_000} MB.")
    if time.monotonic() > until:
        raise FetchError(f"{url}: took longer than {_SECONDS:.0f} seconds; try again.")
    stated = answer.headers.get("Content-Length", "")
    if stated.isdecimal() and int(stated) != len(data):
        raise FetchError(
            f"{url}: broke off after {len(data):,} of {int(stated):,} bytes; try again."
        )
    return bytes(data)


def file_name(parts: SplitResult, headers: Message) -> str:
    """The name in a web address's path, with a suffix for the type that the server names
    where its own does not say what it is."""
    name = PurePosixPath(unquote(parts.path)).name or parts.hostname or "page"
    if suffix_of(name) in suffixes() or "Content-Type" not in headers:
        return name
    return name + _SUFFIX.get(headers.get_content_type(), "")


def _why(error: BaseException | None) -> str:
    if isinstance(error, TimeoutError):
        return "no answer in time"
    return getattr(error, "strerror", None) or type(error).__name__
