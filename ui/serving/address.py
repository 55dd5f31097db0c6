"""Address: where the page is served, and by which names it is called there."""

from __future__ import annotations

import logging
import os
import re
import socket
from ipaddress import ip_address

from corpus.errors import LibraryError

HOST = "127.0.0.1"  # where the page is served unless it is asked for elsewhere
PORT = 7860
_PORTS = 100  # ports tried when the one asked for is taken
_WAITING = 128  # connections that wait to be taken
_log = logging.getLogger(__name__)


def is_loopback(address: str) -> bool:
    """Whether only this machine can connect to an address."""
    return ip_address(address.partition("%")[0]).is_loopback


def shown_host(name: str, address: str) -> str:
    """The host in the address of a page that was asked for as `name`; for a page at all addresses
    of this machine, the machine's name."""
    if ip_address(address.partition("%")[0]).is_unspecified:
        return socket.gethostname()
    return name


def host_name(said: str) -> str:
    """A host name as browsers send it: small letters, no final dot, and in ASCII.

    >>> host_name(" QA.example.jp. "), host_name("白書.example.jp")
    ('qa.example.jp', 'xn--rov785a.example.jp')

    Raises ValueError where it is more than a name: an address with a scheme, a port or a path.
    """
    name = said.strip().lower().encode("idna").decode("ascii").removesuffix(".")
    if not re.fullmatch(r"[\w.\-]+", name, re.ASCII):
        raise ValueError(f"{said} is not a host name")
    return name


def own_names(name: str, address: str, loopback: bool) -> frozenset[str]:
    """The host names that a page at `address`, asked for as `name`, answers to. Otherwise a site
    whose name is made to lead here could read the documents (DNS rebinding).

    loopback: only this machine can connect.
    """
    names = {HOST, "localhost", name.lower(), address}
    if not loopback:
        host = socket.gethostname().lower()
        names |= {host, f"{host.partition('.')[0]}.local", socket.getfqdn().lower()}
    return frozenset(names)


def resolve(host: str) -> tuple[socket.AddressFamily, str]:
    """The address of a host name, or of an address: IPv4 where it has both."""
    try:
        found = socket.getaddrinfo(host.strip("[]") or HOST, None, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise LibraryError(
            f"{host} is no address of this machine ({error}); choose another --host."
        ) from error
    family, _, _, _, place = min(found, key=lambda one: one[0] != socket.AF_INET)
    return family, str(place[0])


def listen(
    family: socket.AddressFamily, address: str, port: int, *, only: bool = False
) -> socket.socket:
    """A socket that listens at `port`, or at the first free one after it, which the log says.

    only: no other port will do, since a proxy looks for the page at this one.
    """
    problem: OSError | None = None
    for candidate in range(port, min(port + (1 if only else _PORTS), 65536)):
        listening = socket.socket(family)
        try:
            if os.name == "posix":  # elsewhere it would let two share a port
                listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listening.bind((address, candidate))
            listening.listen(_WAITING)
        except OSError as error:
            listening.close()
            problem = error
        else:
            if candidate != port:
                _log.warning("Port %d cannot be used (%s); taking %d.", port, problem, candidate)
            return listening
    if only:
        raise LibraryError(
            f"Port {port} cannot be used at {address} ({problem}); "
            "end the program that has it, or choose another --port or --host."
        )
    raise LibraryError(
        f"No port from {port} on can be used at {address} ({problem}); "
        "choose another --port or --host."
    )
