"""Fixtures with the real parts: the bundled model, a library on disk."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

# Where the tests run side by side, each process has its share of the cores: threads of torch
# and of FAISS that wait for a core spin, and hold up the others. Read when those are imported.
if workers := int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "0")):
    os.environ["OMP_NUM_THREADS"] = str(max((os.cpu_count() or 1) // workers, 1))

from corpus.builtin import builtin_document
from corpus.document import Document
from index.encoder import Encoder
from index.library import Library
from tests.once import OnceEncoder


@pytest.fixture(scope="session")
def encoder() -> Encoder:
    return OnceEncoder()


@pytest.fixture(scope="session")
def builtin() -> Document:
    return builtin_document()


@pytest.fixture(scope="session")
def library(tmp_path_factory: pytest.TempPathFactory, encoder: Encoder) -> Iterator[Library]:
    """The built-in library. Shared: tests that change a library open their own."""
    with Library.open(tmp_path_factory.mktemp("library"), encoder) as opened:
        yield opened


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A place for a library of a test's own."""
    return tmp_path / "library"
