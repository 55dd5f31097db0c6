"""Fixtures for the commands, which run as programs of their own."""

from __future__ import annotations

import signal
from collections.abc import Iterator

import pytest


@pytest.fixture
def ctrl_c() -> Iterator[None]:
    """Programs started meanwhile hear Ctrl-C, even where the tests run in the background of a
    shell, which has what it starts ignore it."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)
