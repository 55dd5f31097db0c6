"""Conversations as a library's history gives them, for the tests of their exports."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from index.history import Conversation, Turn


def made_conversation(title: str) -> Conversation:
    return Conversation("0" * 32, title, 1e9, 1e9, 1)


def made_turn(question: str, record: Mapping[str, Any], created: float) -> Turn:
    return Turn(1, "0" * 32, question, dict(record), created, None)
