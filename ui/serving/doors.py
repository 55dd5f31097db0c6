"""Doors: what of Gradio's server the page needs. Everything else of it stays shut.

Gradio 6 serves a good deal beside the page: monitoring, a proxy, editors, deep links that
write to the disk, files fetched from addresses that a request names. The names here were
read off its routes and what the page and `gradio_client` ask for; what a later Gradio adds
under its prefix is shut until it is named here.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from tempfile import gettempdir

_GRADIO = "gradio_api"
_OPEN = frozenset(
    "api app_id call cancel component_server heartbeat info login_check queue reset run "
    "startup-events theme.css upload upload_progress".split()
)  # /gradio_api/…
_SHUT = frozenset("docs login logout monitoring pwa_icon redoc svelte".split())  # /…
_FILE = "file="  # a download, which Gradio allows from its own cache only
_PROGRAMS = frozenset(("ask", "search", "documents", "verify"))  # /…
_UPLOADS = frozenset(("upload", "upload_progress"))
_LONGEST = 255  # bytes of a file's name; systems raise at a longer one
_SCHEMES = ("http:", "https:")


def is_open(path: str, read_only: bool) -> bool:
    """Does the page need what is at `path`?

    >>> [is_open(f"/gradio_api/{door}", False) for door in ("queue/join", "proxy=x", "vibe-edit")]
    [True, False, False]
    """
    if path.startswith("/documents/"):
        return True  # what follows is the name of a document, not of a file
    first, _, rest = path.lstrip("/").partition("/")
    if "//" in path or ".." in path.split("/"):
        return False  # an address in the path, or one path for another
    if any(len(part.encode(errors="replace")) > _LONGEST for part in path.split("/")):
        return False
    if first != _GRADIO:
        return first not in _SHUT
    door = rest.partition("/")[0]
    if read_only and door in _UPLOADS:
        return False
    return door in _OPEN or rest.startswith(_FILE)


def is_programs(path: str) -> bool:
    """Is it a door for programs (`ui.api`)?"""
    return path.removeprefix("/").partition("/")[0] in _PROGRAMS


def is_upload(path: str) -> bool:
    return path.rstrip("/") == f"/{_GRADIO}/upload"


def is_asset(path: str) -> bool:
    """Is it a part of the page itself, the same for everybody: script, style, font?"""
    return path.startswith(("/assets/", "/static/")) or path in (
        "/favicon.ico",
        "/manifest.json",
        "/robots.txt",
        "/theme.css",
        f"/{_GRADIO}/theme.css",
    )


def is_gradio(path: str) -> bool:
    return path.startswith(f"/{_GRADIO}/")


def reaches_outside(sent: object) -> bool:
    """Does what was sent name a file that was not uploaded and that Gradio would take from an
    address, or from the disk of this machine?"""
    return any(_is_address(found) or _is_elsewhere(found) for found in _objects(sent))


def _is_address(found: dict[str, object]) -> bool:
    place = found.get("path")
    return isinstance(place, str) and place.strip().lower().startswith(_SCHEMES)


def _is_elsewhere(found: dict[str, object]) -> bool:
    """Is it one of Gradio's files, but does not lie where uploads do?"""
    meta, place = found.get("meta"), found.get("path")
    if not isinstance(meta, dict) or "_type" not in meta or place is None:
        return False
    own = os.environ.get("GRADIO_TEMP_DIR")  # as Gradio has it
    uploads = (Path(own) if own else Path(gettempdir(), "gradio")).resolve()
    return not (isinstance(place, str) and Path(place).resolve().is_relative_to(uploads))


def _objects(value: object) -> Iterator[dict[str, object]]:
    waiting = [value]
    while waiting:
        found = waiting.pop()
        if isinstance(found, dict):
            yield found
            waiting.extend(found.values())
        elif isinstance(found, list):
            waiting.extend(found)
