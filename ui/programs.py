"""Programs: what programs may ask of a library, in the forms of `ui.schemas`. Reads only.

HTTP (`ui.api`) and MCP (`ui.mcp`) both offer these. They raise QuestionError and DocumentError as
`qa.answer.answer` does; a document is named by its name or by its key (`ui.place.document_key`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

from corpus.document import Document
from corpus.passage import Passage
from corpus.structure import outline as headings_of
from index.hit import Hit
from index.library import Library
from index.store import Entry
from qa.answer import answer
from qa.question import read_question
from ui import schemas
from ui.answer_record import answer_json
from ui.citation import touching
from ui.fields import MOST_PLACES
from ui.keyed import entries_by_key
from ui.place import document_key
from ui.sources import record_without_folders, without_folders


def ask(
    library: Library,
    question: str,
    k: int,
    before: str = "",
    documents: Sequence[str] = (),
    as_typed: bool = False,
) -> schemas.Answer:
    """The quotes that answer, as `hakusho ask --json` prints them but for the folders of files."""
    names = _names(library, documents)
    given = answer(question, library, k, names or None, before=before or None, as_typed=as_typed)
    return schemas.Answer.model_validate(record_without_folders(answer_json(given, names)))


def search(library: Library, question: str, k: int, documents: Sequence[str] = ()) -> schemas.Hits:
    """The passages that match, whether or not they answer."""
    names = _names(library, documents)
    text = read_question(question).text
    hits = [_hit(hit) for hit in library.search(text, k, names or None)]
    return schemas.Hits(question=question, hits=hits, **({"documents": names} if names else {}))


def entries(library: Library) -> schemas.Entries:
    """The documents of the library."""
    return schemas.Entries(documents=[_entry(entry) for entry in entries_by_key(library).values()])


def extract(library: Library, named: str, wanted: schemas.Extent) -> schemas.Extract:
    """A document's text from `start` to `end`, as far as it goes."""
    document = _document(library, named)
    start = min(wanted.start, len(document.text))
    end = len(document.text) if wanted.end is None else min(wanted.end, len(document.text))
    end = max(start, end)
    entry = library.entry(document.name)
    given = schemas.Extract(
        # From the document whose text is given: the entry may be of what has replaced it by now.
        key=document_key(document),
        name=document.name,
        source=without_folders(document.source),
        sha256=document.sha256,
        characters=len(document.text),
        pages=entry.pages,
        passages=entry.passages,
        start=start,
        end=end,
        text=document.text[start:end],
    )
    if wanted.outline:
        given.outline = [
            schemas.Heading(
                title=heading.title,
                depth=heading.depth,
                start=heading.start,
                end=heading.end,
                page=document.page(heading.start),
            )
            for heading in headings_of(document)
            if start <= heading.start < end
        ]
    if wanted.spans:
        passages = library.passages(document.name)
        given.spans = [_passage(passage) for passage in touching(passages, start, end)]
    return given


def verify(library: Library, said: schemas.Verify) -> schemas.Verified:
    """Whether a text stands in a document, character for character."""
    document = _document(library, said.document)
    places = [
        schemas.Extents(start=start, end=start + len(said.text))
        for start in islice(_occurrences(document.text, said.text), MOST_PLACES)
    ]
    given = schemas.Verified(
        document=document.name,
        key=document_key(document),
        sha256=document.sha256,
        stands=bool(places),
        places=places,
    )
    if said.start is not None and said.end is not None:
        exact = said.end - said.start == len(said.text)  # a slice ends where the document does
        given.stands = exact and document.text[said.start : said.end] == said.text
        if not given.stands:
            cut = min(said.end, said.start + len(said.text))
            given.found = document.text[said.start : cut]
    return given


# --- the documents that programs name


def _entry(entry: Entry) -> schemas.Entry:
    return schemas.Entry(
        key=document_key(entry),
        name=entry.name,
        source=without_folders(entry.source),
        sha256=entry.sha256,
        characters=entry.characters,
        pages=entry.pages,
        passages=entry.passages,
    )


def _document(library: Library, named: str) -> Document:
    return library.document(_name(library, named))


def _names(library: Library, named: Sequence[str]) -> list[str]:
    return list(dict.fromkeys(_name(library, each) for each in named))


def _name(library: Library, named: str) -> str:
    """The name of the document of that name or, if there is none, of that key."""
    by_key = entries_by_key(library)
    if named not in by_key or any(entry.name == named for entry in by_key.values()):
        return named
    return by_key[named].name


def _occurrences(text: str, part: str) -> Iterator[int]:
    """Where `part` stands in `text`, overlapping or not, in order."""
    start = text.find(part)
    while start >= 0:
        yield start
        start = text.find(part, start + 1)


# --- passages


def _passage(passage: Passage) -> schemas.Passage:
    return schemas.Passage(
        start=passage.start,
        end=passage.end,
        kind=passage.kind,
        headings=list(passage.headings),
        label=passage.label,
        notes=list(dict.fromkeys(mark.label for mark in passage.note_marks)),
        page=passage.document.page(passage.start),
    )


def _hit(hit: Hit) -> schemas.Hit:
    return schemas.Hit(
        **dict(_passage(hit.passage)),
        text=hit.passage.text,
        document=hit.passage.document.name,
        source=without_folders(hit.passage.document.source),
        score=hit.agreement,
        cosine=hit.cosine,
        lexical=hit.lexical,
    )
