"""Skipping a test where the system cannot run it, and nowhere else."""

from __future__ import annotations

import os
import sys

import pytest


def skip_off_linux(reason: str) -> None:
    """Skip the running test; on Linux with CI set, where it can run, fail it instead."""
    if sys.platform == "linux" and os.environ.get("CI"):
        pytest.fail(f"This test must run here: {reason}.", pytrace=False)
    pytest.skip(reason)
