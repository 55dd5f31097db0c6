"""Endpoint: `ask` for programs that come by Gradio's client. It takes and refuses what HTTP and MCP
do (`ui.schemas.Ask`), and gives what they give.

Gradio hands on any JSON that was sent, so it is checked here.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import gradio as gr
from pydantic import ValidationError

from corpus.errors import HakushoError
from index.library import Library
from qa.answer import DEFAULT_QUOTES
from ui import programs, schemas


def endpoint(library: Library) -> Callable[..., dict[str, Any]]:
    """The function that `gr.api` offers."""

    def ask(
        question: str,
        k: int = DEFAULT_QUOTES,
        before: str = "",
        documents: list[str] = [],  # noqa: B006
        as_typed: bool = False,
    ) -> dict[str, Any]:
        """Quotes that answer a Japanese or English question, as `hakusho ask --json` prints them.
        What the question leaves out is taken from the question `before`; `documents` are the names,
        or keys, of those to ask, all if there are none. `as_typed`: no word of the question is
        taken for another by its spelling or its sound."""
        sent = {
            "question": question,
            "k": k,
            "before": before,
            "documents": documents,
            "as_typed": as_typed,
        }
        try:
            asked = schemas.Ask.model_validate(sent, strict=True)
            return programs.ask(library, **dict(asked)).model_dump(exclude_unset=True)
        except ValidationError as error:
            raise gr.Error(schemas.fault(error), print_exception=False) from error
        except HakushoError as error:
            raise gr.Error(str(error), print_exception=False) from error

    return ask
