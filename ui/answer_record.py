"""Answer as a record: the JSON that programs get and that is kept (`ui.record`).

`ui.schemas.Answer` describes the same object for HTTP and MCP, and `ui.programs.ask` holds every
answer given there to it. It is not used here, because importing pydantic would add about 0.2 s to
each `hakusho ask --json`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from corpus.names import without_surrogates
from qa.answer import Answer
from qa.quote import Quote


def answer_json(answer: Answer, documents: Sequence[str] | None = None) -> dict[str, Any]:
    """The machine-readable answer. Offsets count code points of the document's text.

    documents: the names of those the question was limited to, if it was.
    """
    record: dict[str, Any] = {
        "question": without_surrogates(answer.question),  # as UTF-8 can hold it
        "language": answer.language,
        "abstained": answer.abstained,
        "confidence": answer.confidence,
        "quotes": [_quote_json(quote) for quote in answer.quotes],
        "notes": [
            {
                "label": note.label,
                "text": note.text,
                "start": note.passage.start,
                "end": note.passage.end,
                "document": note.passage.document.name,
            }
            for note in answer.notes
        ],
        "elapsed_ms": answer.elapsed * 1000,
    }
    if answer.missing:
        record["missing"] = list(answer.missing)
    if answer.understood is not None:
        record["understood"] = answer.understood
    if documents:
        record["documents"] = list(dict.fromkeys(documents))
    if answer.abstained:
        record["nearest"] = [_quote_json(quote) for quote in answer.nearest]
    return record


def _quote_json(quote: Quote) -> dict[str, Any]:
    passage = quote.passage
    return {
        "text": quote.text,
        "start": quote.start,
        "end": quote.end,
        "highlights": [list(span) for span in quote.highlights],
        "document": passage.document.name,
        "source": passage.document.source,
        "headings": list(passage.headings),
        "kind": passage.kind,
        "label": passage.label,
        "passage": {"start": passage.start, "end": passage.end},
        "notes": list(dict.fromkeys(mark.label for mark in quote.note_marks)),
        "score": quote.score,
        "cosine": quote.cosine,
    }
