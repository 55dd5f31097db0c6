"""The words of the interface exist in both languages."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path
from string import Formatter
from typing import get_args

import pytest

import ui.strings
from corpus.errors import HakushoError, QuestionError, TranslationError
from corpus.passage import Kind
from ui.adding import State
from ui.strings import LANGUAGES, STRINGS, say

ROOT = Path(__file__).parents[2]
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


@cache
def calls(path: Path) -> list[tuple[str, ast.Call]]:
    """Every call in a file, with the name of the function or method that is called."""
    return [
        (getattr(node.func, "attr", getattr(node.func, "id", "")), node)
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call)
    ]


def reasons(name: str, place: int) -> set[str]:
    """What the calls of a function of that name give as its argument at that place: the texts."""
    return {
        part.value
        for folder in ("qa", "ui/serving")
        for path in (ROOT / folder).rglob("*.py")
        for called, call in calls(path)
        if called == name
        for argument in call.args[place : place + 1]
        for part in ast.walk(argument)
        if isinstance(part, ast.Constant) and isinstance(part.value, str)
    }


# The keys that the code puts together, by how they begin. Those of "unread." are compared with
# the code in tests/ui/test_documents_tab.py.
COMPOSED = {
    "question": reasons("QuestionError", 1) | {"other"},
    "translation": reasons("TranslationError", 1),
    "refused": {
        *reasons("refusal", 2),
        *reasons("too_often", 1),
        *reasons("_unknown", 1),
        "signed_out",
    },
    "file": set(get_args(State)),
    "kind": {"note", "caption"},
    "kinds": set(get_args(Kind)),
    "title": {"right", "wrong"},
    "absent": {"right", "wrong"},
}


def test_every_word_is_used() -> None:
    folder = Path(ui.strings.__file__).parent
    code = "".join(
        path.read_text("utf-8") for path in folder.rglob("*.py") if path.parent.name != "words"
    )
    composed = {f"{family}.{end}" for family, ends in COMPOSED.items() for end in ends}
    assert [
        key
        for key in STRINGS["ja"]
        if not re.search(f"[\"']{re.escape(key)}[\"']", code)
        and key not in composed
        and not key.startswith("unread.")
    ] == []


@pytest.mark.parametrize("family", COMPOSED)
def test_every_key_that_is_put_together_has_words(family: str) -> None:
    assert len(COMPOSED[family]) > 1
    for words in STRINGS.values():
        assert [end for end in COMPOSED[family] if f"{family}.{end}" not in words] == []


@pytest.mark.parametrize("error", [QuestionError, TranslationError])
def test_an_error_lists_its_reasons(error: type[HakushoError]) -> None:
    listed = set(re.findall(r'"([a-z-]+)"', error.__doc__ or ""))
    assert listed == reasons(error.__name__, 1)


def test_a_failure_says_what_to_do() -> None:
    assert "try again" in say("en", "failed") and "もう一度" in say("ja", "failed")


def test_say_fills_the_blanks() -> None:
    assert say("en", "missing", words="Berlin") == "In none of the documents: Berlin"
