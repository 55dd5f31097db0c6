"""Fields: what programs send and get, one by one, each with its unit and its limits.

Every offset counts Unicode code points of the document's exact text, from 0; every span is
half-open: `text[start:end]`. The forms made of them: `ui.schemas`.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from corpus.passage import Kind
from qa.question import MAX_LENGTH

MOST = 20  # quotes or passages in one answer
MOST_DOCUMENTS = 100  # that a question may be limited to
MOST_PLACES = 20  # of one text in a document
MOST_TEXT = 100_000  # code points of a text to be verified

_QUESTION = "EUROPOLとの実務取決めはいつ、どこで策定された？"
_DOCUMENT = "令和元年版警察白書"

Start = Annotated[
    int,
    Field(
        ge=0,
        description="Where it begins in the document's text: code points from 0.",
        examples=[452],
    ),
]
End = Annotated[
    int,
    Field(
        ge=0,
        description="Where it ends in the document's text: code points, the one at `end` not "
        "included (half-open).",
        examples=[525],
    ),
]
Asked = Annotated[
    str,
    Field(
        max_length=MAX_LENGTH,
        description=f"The question, in Japanese or English: at most {MAX_LENGTH:,} code points.",
        examples=[_QUESTION],
    ),
]
Before = Annotated[
    str,
    Field(
        max_length=MAX_LENGTH,
        description="The question before it in the same conversation, as it was understood: what "
        "`question` leaves out is taken from it. Empty: the question stands for itself.",
        examples=["PCSC協定はいつ署名された？"],
    ),
]
AsTyped = Annotated[
    bool,
    Field(
        description="Take no word of the question for another by its spelling or its sound, as "
        "is done otherwise with what stands in no document (see `understood` in the answer).",
    ),
]
Only = Annotated[
    list[Annotated[str, Field(max_length=1000)]],
    Field(
        max_length=MOST_DOCUMENTS,
        description="Names or keys of the documents to look into, as the list of documents gives "
        "them. Empty: all documents.",
        examples=[[_DOCUMENT]],
    ),
]
Wanted = Annotated[
    int, Field(ge=1, le=MOST, description="How many to give at most; fewer when there are fewer.")
]
Named = Annotated[
    str,
    Field(
        max_length=1000,
        description="A document: its name or its key, as the list of documents gives them.",
        examples=[_DOCUMENT],
    ),
]
Outline = Annotated[bool, Field(description="Give the headings in it too.")]
Spans = Annotated[bool, Field(description="Give the spans of its passages too.")]
Said = Annotated[
    str,
    Field(
        min_length=1,
        max_length=MOST_TEXT,
        description="The text as quoted, compared code point for code point.",
        examples=["さらに、"],
    ),
]
SaidStart = Annotated[
    int | None,
    Field(
        ge=0,
        description="Where it is said to begin, in code points from 0; left out: anywhere.",
        examples=[452],
    ),
]
SaidEnd = Annotated[
    int | None,
    Field(
        ge=0,
        description="Where it is said to end, in code points (half-open); given with `start` or "
        "not at all.",
        examples=[456],
    ),
]
Name = Annotated[str, Field(description="The document's name.", examples=[_DOCUMENT])]
Key = Annotated[
    str,
    Field(
        pattern="^[0-9a-f]{12}$",
        description="12 hex digits that stand for the document's name and exact text: another "
        "text has another key.",
        examples=["a13f9bb1932f"],
    ),
]
Sha256 = Annotated[
    str,
    Field(pattern="^[0-9a-f]{64}$", description="SHA-256 of the document's text in UTF-8, hex."),
]
Source = Annotated[
    str, Field(description="The document's web address, or the name of the file it came from.")
]
Headings = Annotated[
    list[str], Field(description="The headings it stands under, outermost first, as printed.")
]
What = Annotated[Kind, Field(description="What the passage is.")]
Label = Annotated[
    str | None, Field(description="Of a note its label; null of anything else.", examples=["注1"])
]
Notes = Annotated[list[str], Field(description="Labels of the notes that it refers to, in order.")]
Page = Annotated[
    int | None, Field(description="The page it begins on, from 1; null without pages.")
]
Cosine = Annotated[
    float,
    Field(
        ge=-1,
        le=1,
        description="Cosine of the question with it, or with the part of it that is nearest.",
    ),
]
Limited = Annotated[
    list[str],
    Field(description="The names of the documents the question was limited to; else left out."),
]
Text = Annotated[
    str, Field(description="The exact text, `text[start:end]` of the document, unchanged.")
]
