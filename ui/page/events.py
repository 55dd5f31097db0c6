"""Events: what all parts of the page need when something happens on it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import gradio as gr
from gradio.blocks import Block

from corpus.errors import HakushoError
from qa.question import Language
from ui.escaping import escape
from ui.strings import STRINGS

# What a handler returns: the components that change, and how. What is left out stays as it is.
Updates = dict[Block, Any]

# The options of every event: nothing covers the page meanwhile, and no program is offered it.
QUIETLY: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}


_BUSY = {
    "documents.unwritten": "documents.busy",
    "judge.not": "judge.busy",
    "kept.not": "kept.busy",
    "saved.not_written": "saved.busy",
}


def said_of(error: Exception, key: str) -> str:
    """The key of the words for an error in writing to the library: `key`, or where another program
    writes to it, that of the words for that."""
    return _BUSY[key] if isinstance(error, HakushoError) and error.reason == "busy" else key


def sent(event: gr.EventData, name: str) -> object:
    """What a script sent with an event under that name; anybody may send anything."""
    data = event._data
    return data.get(name) if isinstance(data, dict) else None


def arguments(request: object, count: int) -> list[str]:
    """The arguments with which a script called a server function, as `count` texts: "" for what it
    left out, or for all of them where what came is no list.

    >>> arguments(["#top", 7], 3), arguments(None, 1)
    (['#top', '7', ''], [''])
    """
    given = [str(part) for part in request] if isinstance(request, list) else []
    return [*given, *[""] * count][:count]


def words_for_script(keys: Iterable[str], language: Language) -> str:
    """The words that a script says to the reader, as attributes for its `dataset`:
    "documents.sending" becomes `data-sending`. The script fills in what stands in {braces}."""
    return "".join(
        f' data-{key.rpartition(".")[2].replace("_", "-")}="{escape(STRINGS[language][key])}"'
        for key in keys
    )
