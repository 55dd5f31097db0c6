"""The address for monitors."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from index.library import Library
from tests.tiny import TinyEncoder
from ui import VERSION
from ui.serving.accounts import Accounts, set_password
from ui.serving.guard import protected
from ui.serving.health import health
from ui.serving.protection import Protection


def asked(library: Library, protection: Protection) -> tuple[int, str, str]:
    """The status, the body, and what caches are told."""
    app = protected(Starlette(routes=[health(library)]), protection)
    given = TestClient(app).get("/health")
    return given.status_code, given.text, given.headers["cache-control"]


def test_a_library_that_can_be_read_is_well(library: Library, tmp_path: Path) -> None:
    set_password(tmp_path / "accounts", "tanaka", "a long password")
    status, body, cached = asked(library, Protection(accounts=Accounts(tmp_path / "accounts")))
    assert (status, cached) == (200, "no-store")
    assert json.loads(body) == {"status": "ok", "version": VERSION, "documents": 1}


def test_each_monitor_has_a_share_of_its_own(library: Library) -> None:
    app = protected(Starlette(routes=[health(library)]), Protection(per_minute=3))
    here, there = (TestClient(app, client=(f"192.0.2.{number}", 1)) for number in (1, 2))
    assert [here.get("/health").status_code for _ in range(5)] == [200, 200, 200, 429, 429]
    assert there.get("/health").status_code == 200
    assert here.get("/ask").status_code == 404  # what else is asked from there is not held up


def test_a_library_that_cannot_be_read_is_not(
    folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with Library.open(folder, TinyEncoder()) as library:
        assert asked(library, Protection())[0] == 200
        with closing(sqlite3.connect(folder / "library.db")) as other:
            other.execute("ALTER TABLE documents RENAME TO lost")
        status, body, _ = asked(library, Protection())
    assert status == 503
    assert json.loads(body) == {"status": "unreadable", "version": VERSION, "documents": None}
    assert str(folder) not in body and caplog.records
