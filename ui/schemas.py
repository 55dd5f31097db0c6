"""Schemas: what programs send and get, and what is kept of an answer (`ui.record`). The same for
HTTP (`ui.api`) and MCP (`ui.mcp`).

A field that is not always given says so, and is left out then. Single fields: `ui.fields`.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from qa.answer import DEFAULT_QUOTES
from qa.question import Language
from ui.fields import (
    MOST_PLACES,
    Asked,
    AsTyped,
    Before,
    Cosine,
    End,
    Headings,
    Key,
    Label,
    Limited,
    Name,
    Named,
    Notes,
    Only,
    Outline,
    Page,
    Said,
    SaidEnd,
    SaidStart,
    Sha256,
    Source,
    Spans,
    Start,
    Text,
    Wanted,
    What,
)


class Form(BaseModel):
    """Nothing but what is described: a name that is not is an error."""

    model_config = ConfigDict(extra="forbid")


# --- what is sent


class Ask(Form):
    """A question to be answered by quotes."""

    question: Asked
    k: Wanted = DEFAULT_QUOTES
    before: Before = ""
    documents: Only = []
    as_typed: AsTyped = False


class Search(Form):
    """A question, or words, to find passages for."""

    question: Asked
    k: Wanted = 10
    documents: Only = []


class Extent(Form):
    """What is wanted of a document."""

    start: Start = 0
    end: Annotated[
        int | None,
        Field(
            ge=0,
            description="Where the wanted text ends, in code points (half-open); left out: at the "
            "end of the document.",
        ),
    ] = None
    outline: Outline = False
    spans: Spans = False


class Verify(Form):
    """A text that is said to stand in a document."""

    document: Named
    text: Said
    start: SaidStart = None
    end: SaidEnd = None

    @model_validator(mode="after")
    def _both_or_neither(self) -> Verify:
        if (self.start is None) != (self.end is None):
            raise ValueError("give both start and end, or neither")
        return self


# --- what is given


class Extents(Form):
    """A span."""

    start: Start
    end: End


class Quoted(Form):
    """A text of a document, word for word."""

    text: Text
    start: Start
    end: End

    @model_validator(mode="after")
    def _fits(self) -> Quoted:
        if not 0 < len(self.text) == self.end - self.start:
            raise ValueError("a text is as long as its span")
        return self


class Quote(Quoted):
    """One sentence of a document, or up to three neighbours, word for word; what is asked for
    by its number, and a sentence with the list it announces or its 前項, as a whole."""

    highlights: Annotated[
        list[tuple[int, int]],
        Field(
            description="Spans [start, end] inside the quote that are the answer in the narrow "
            "sense: code points of the document's text, half-open; empty when unsure.",
            examples=[[[456, 471]]],
        ),
    ]
    document: Name
    source: Source
    headings: Headings
    kind: What
    label: Label
    passage: Annotated[Extents, Field(description="The span of the passage that it stands in.")]
    notes: Notes
    score: Annotated[
        float,
        Field(description="Merit among the quotes of this answer, higher is better; no unit."),
    ]
    cosine: Cosine

    @model_validator(mode="after")
    def _marks_inside(self) -> Quote:
        if not all(self.start <= start < end <= self.end for start, end in self.highlights):
            raise ValueError("a highlight is inside its quote")
        return self


class Note(Quoted):
    """A footnote that a quote refers to."""

    label: Annotated[str, Field(description="Its label, in plain form.", examples=["注1"])]
    document: Name


class Answer(Form):
    """The answer: exact quotes, or that these documents do not answer."""

    question: Annotated[str, Field(description="The question as it was asked.")]
    language: Annotated[Language, Field(description="The language of the question.")]
    abstained: Annotated[
        bool, Field(description="True when the documents do not answer; `quotes` is empty then.")
    ]
    confidence: Annotated[
        float,
        Field(ge=0, le=1, description="Calibrated probability that the first quote answers."),
    ]
    quotes: Annotated[list[Quote], Field(description="The quotes that answer, best first.")]
    notes: Annotated[
        list[Note], Field(description="The footnotes the quotes refer to, by first mention.")
    ]
    elapsed_ms: Annotated[float, Field(description="Time from question to answer: milliseconds.")]
    missing: Annotated[
        list[str],
        Field(
            description="Names and numbers of the question that no document contains; left out "
            "where there are none."
        ),
    ] = []
    understood: Annotated[
        str,
        Field(
            description="The question that was asked of the documents, where it was completed "
            "from the one before, or words of it spelt otherwise; else left out."
        ),
    ] = ""
    documents: Limited = []
    nearest: Annotated[
        list[Quote],
        Field(
            description="When `abstained`: what came nearest. Never an answer; left out when there "
            "is one."
        ),
    ] = []

    @model_validator(mode="after")
    def _quotes_or_abstains(self) -> Answer:
        if self.abstained == bool(self.quotes):
            raise ValueError("an answer has quotes, and a refusal has none")
        return self


class Passage(Form):
    """A paragraph, note, caption or list item of a document."""

    start: Start
    end: End
    kind: What
    headings: Headings
    label: Label
    notes: Notes
    page: Page


class Hit(Passage):
    """A passage that a search found, with what speaks for it."""

    text: Text
    document: Name
    source: Source
    score: Annotated[
        float,
        Field(
            description="How far meaning and words agree on it, from its places in both "
            "rankings, in (0, 1]. The hits are not in this order.",
        ),
    ]
    cosine: Cosine
    lexical: Annotated[
        float,
        Field(
            ge=0,
            description="BM25 of the question's words, their translations and other names in it; "
            "0 when it is not among the best by words.",
        ),
    ]


class Hits(Form):
    """The passages that match best. Whether they answer is not said."""

    question: Annotated[str, Field(description="What was searched for.")]
    hits: Annotated[list[Hit], Field(description="The passages, best first.")]
    documents: Limited = []


class Entry(Form):
    """A document of the library, without its text."""

    key: Key
    name: Name
    source: Source
    sha256: Sha256
    characters: Annotated[int, Field(ge=1, description="Code points of its text.")]
    pages: Annotated[int, Field(ge=0, description="Pages; 0 for a document without.")]
    passages: Annotated[int, Field(ge=0, description="Passages it was taken apart into.")]


class Entries(Form):
    """The documents of the library."""

    documents: Annotated[list[Entry], Field(description="In the order they were added.")]


class Heading(Form):
    """A heading of a document."""

    title: Annotated[str, Field(description="The heading as printed, without Markdown marks.")]
    depth: Annotated[int, Field(ge=0, description="Its depth in the outline; 0 is outermost.")]
    start: Start
    end: End
    page: Page


class Extract(Entry):
    """A document, or a part of it."""

    start: Start
    end: End
    text: Text
    outline: Annotated[
        list[Heading],
        Field(description="The headings that begin in [start, end); left out unless asked for."),
    ] = []
    spans: Annotated[
        list[Passage],
        Field(description="The passages that touch [start, end); left out unless asked for."),
    ] = []


class Verified(Form):
    """Whether a text stands in a document as quoted."""

    document: Name
    key: Key
    sha256: Sha256
    stands: Annotated[
        bool,
        Field(
            description="True when the document's `text[start:end]` is the text, code point for "
            "code point; without `start` and `end`, when it stands anywhere in it."
        ),
    ]
    places: Annotated[
        list[Extents],
        Field(description=f"Where the text stands in the document: the first {MOST_PLACES}."),
    ]
    found: Annotated[
        str,
        Field(
            description="What stands at [start, end) instead, cut to the length of the text; left "
            "out when the text stands there or no place was given."
        ),
    ] = ""


# --- what is said when it cannot be done


class Trouble(Form):
    """What was wrong, and what to do."""

    code: Annotated[
        str,
        Field(
            description="For programs: invalid, empty, no-words, small-talk, other-language, "
            "too-long, too-large, unknown-document, not-found, wrong-method (see Allow), busy or "
            "unavailable; or, before the request is looked at, host, origin, signed-out, wrong, "
            "often (see Retry-After), guesses, large, unreadable or accounts.",
            examples=["empty"],
        ),
    ]
    message: Annotated[
        str,
        Field(
            description="For people: what was wrong and what to do.",
            examples=["The question is empty; ask something about the documents."],
        ),
    ]
    field: Annotated[
        str | None,
        Field(description="The field that was wrong; null when it is not one.", examples=["k"]),
    ]


class Problem(Form):
    """The body of every response that is not 200."""

    error: Annotated[Trouble, Field(description="Why it could not be done.")]


def fault(error: ValidationError) -> str:
    """What is said of what was sent: the first thing that is not as described, and in which
    field."""
    first = error.errors()[0]
    where = ".".join(map(str, first["loc"]))
    said = str(first["msg"]).removeprefix("Value error, ")
    return f"{where}: {said}" if where else said
