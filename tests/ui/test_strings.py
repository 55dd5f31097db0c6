"""The words of the interface exist in both languages."""

from __future__ import annotations

import re
from pathlib import Path
from string import Formatter

import pytest

import ui.strings
from ui.strings import LANGUAGES, STRINGS, say

JAPANESE = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff]")


def test_both_languages_have_the_same_words_with_the_same_blanks() -> None:
    japanese, english = STRINGS["ja"], STRINGS["en"]
    assert set(STRINGS) == set(LANGUAGES)
    assert set(japanese) == set(english)
    for key in japanese:
        blanks = [
            sorted(name for _, name, _, _ in Formatter().parse(words[key]) if name)
            for words in (japanese, english)
        ]
        assert blanks[0] == blanks[1], key
        assert japanese[key] and english[key], key
        assert not JAPANESE.search(english[key]), key


def test_every_word_is_used() -> None:
    folder = Path(ui.strings.__file__).parent
    code = "".join(
        path.read_text("utf-8") for path in folder.rglob("*.py") if path.parent.name != "words"
    )
    composed = (
        "kind.",
        "question.",
        "title.",
        "absent.",
        "tab.",
        "translation.",
        "kinds.",
        "file.",
        "refused.",
        "unread.",
    )
    assert [
        key
        for key in STRINGS["ja"]
        if not re.search(f"[\"']{key}[\"']", code) and not key.startswith(composed)
    ] == []


@pytest.mark.parametrize("reason", ["empty", "too-long", "no-words", "other-language", "other"])
def test_every_refusal_has_words(reason: str) -> None:
    assert all(f"question.{reason}" in words for words in STRINGS.values())


def test_a_failure_says_what_to_do() -> None:
    assert "try again" in say("en", "failed") and "もう一度" in say("ja", "failed")


def test_say_fills_the_blanks() -> None:
    assert say("en", "missing", words="Berlin") == "In none of the documents: Berlin"
