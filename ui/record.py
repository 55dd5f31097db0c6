"""Record: an answer that was kept, and whether its quotes still stand where they stood.

A record is the JSON of an answer (`ui.answer_record.answer_json`), in the one form that is kept,
given to programs and exported: `ui.schemas.Answer`. Documents change and are removed; a kept quote
is an exact quote only while `document.text[start:end]` is its text, so that is looked up anew each
time. A text that stands elsewhere now is found only where nothing is left to guess. Nothing is kept
here: see `index.history`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from pydantic import ValidationError

from corpus.document import Document
from corpus.errors import DocumentError, LibraryError
from corpus.passage import Passage
from corpus.sentence import sentences
from corpus.span import Span
from index.library import Library
from qa.answer import Answer, Note
from qa.quote import Quote
from qa.whole import as_one
from ui import schemas


class CheckedQuote(NamedTuple):
    """A quote that was kept, and the same in the documents of today; None where it is not found any
    more."""

    kept: schemas.Quote
    now: Quote | None

    @property
    def standing(self) -> Quote | None:
        """The quote of today, if it still says what it said: what has moved must be under the same
        headings, since under others a sentence may mean something else."""
        now = self.now
        if now and (
            now.start == self.kept.start or list(now.passage.headings) == self.kept.headings
        ):
            return now
        return None


class CheckedNote(NamedTuple):
    """The same of a note."""

    kept: schemas.Note
    now: Note | None


@dataclass(frozen=True, slots=True)
class Checked:
    """A kept answer beside the documents of today: each of its quotes and notes in order."""

    kept: schemas.Answer
    quotes: tuple[CheckedQuote, ...]
    nearest: tuple[CheckedQuote, ...]
    notes: tuple[CheckedNote, ...]

    @property
    def stands(self) -> bool:
        """Whether all of it still stands."""
        return all(now for _, now in self.notes) and all(
            quote.standing for quote in (*self.quotes, *self.nearest)
        )

    @property
    def unmoved(self) -> bool:
        """Whether each of its texts stands at the very offsets of the record."""
        quotes = (*self.quotes, *self.nearest)
        return all(now and now.start == kept.start for kept, now in quotes) and all(
            now and now.passage.start == kept.start for kept, now in self.notes
        )


def read_answer(record: Mapping[str, Any]) -> schemas.Answer:
    """What a record holds. Raises LibraryError where something is missing or not as it should
    be, since anything may have written the database."""
    try:
        # Older records do not say which document a note is from; newer ones may say more.
        notes = [{"document": ""} | note for note in record["notes"]]
        written = json.dumps({**record, "notes": notes})
        return schemas.Answer.model_validate_json(written, strict=True, extra="ignore")
    except (KeyError, TypeError, ValueError) as error:
        raise LibraryError(
            f"A kept answer cannot be read ({_fault(error)} is missing or is not what it should "
            "be); delete the conversation it stands in."
        ) from error


def _fault(error: Exception) -> str:
    """What is not as it should be: "notes.0.label"."""
    if isinstance(error, ValidationError):
        return ".".join(map(str, error.errors()[0]["loc"])) or "the whole"
    return str(error)


def check(record: Mapping[str, Any], library: Library) -> Checked:
    """A record beside the documents as they are now. Raises LibraryError for what is no record."""
    kept = read_answer(record)
    return Checked(
        kept,
        quotes=tuple(CheckedQuote(quote, _quote_now(quote, library)) for quote in kept.quotes),
        nearest=tuple(CheckedQuote(quote, _quote_now(quote, library)) for quote in kept.nearest),
        notes=tuple(
            CheckedNote(note, _note_now(note, kept.quotes, library)) for note in kept.notes
        ),
    )


def standing(checked: Checked) -> Answer | None:
    """The answer again, with its real passages; None when anything of it does not stand any
    more."""
    if not checked.stands:
        return None
    kept = checked.kept
    return Answer(
        question=kept.question,
        language=kept.language,
        quotes=tuple(now for _, now in checked.quotes if now),
        nearest=tuple(now for _, now in checked.nearest if now),
        confidence=kept.confidence,
        notes=tuple(now for _, now in checked.notes if now),
        missing=tuple(kept.missing),
        elapsed=kept.elapsed_ms / 1000,
        understood=kept.understood or None,
    )


# --- what was kept, in the documents of today


def _quote_now(kept: schemas.Quote, library: Library) -> Quote | None:
    try:
        document = library.document(kept.document)
        start = _begins_now(kept.text, kept.start, document)
        if start is None:
            return None
        moved = start - kept.start
        span = start, kept.end + moved
        whole = kept.passage.start + moved, kept.passage.end + moved
        passage = _around(span, whole, document, library)
    except DocumentError:  # removed: that too is said by None
        return None
    if passage is None or (moved and not _is_sentences(span, passage)):
        return None
    highlights = tuple((a + moved, b + moved) for a, b in kept.highlights)
    return Quote(passage, *span, highlights, kept.score, kept.cosine)


def _note_now(kept: schemas.Note, quotes: Sequence[schemas.Quote], library: Library) -> Note | None:
    """The note, of its document or, where that is not known, of one of those quoted."""
    for name in [kept.document] if kept.document else dict.fromkeys(q.document for q in quotes):
        try:
            document = library.document(name)
        except DocumentError:
            continue
        start = _begins_now(kept.text, kept.start, document)
        for passage in [] if start is None else library.passages_at(document, [start]):
            if passage.text == kept.text:
                return Note(passage, kept.label)
    return None


def _begins_now(text: str, start: int, document: Document) -> int | None:
    """Where a text begins that began at `start`: there, or at the only place where it stands."""
    if document.text.startswith(text, start):
        return start
    found = document.text.find(text)
    return found if found >= 0 and document.text.find(text, found + 1) < 0 else None


def _is_sentences(span: Span, passage: Passage) -> bool:
    """Whether a span is whole sentences of a passage. What has become the end of a longer
    sentence is no longer what was said: 手数料は無料とする in 町民の手数料は無料とする."""
    start, end = span
    starts, ends = zip(
        (passage.start, passage.end),
        *sentences(passage.document.text, passage.start, passage.end),
        strict=True,
    )
    return start in starts and end in ends


def _around(span: Span, whole: Span, document: Document, library: Library) -> Passage | None:
    """A passage that a quote lies in. span, whole: of the quote, and of what it was taken from."""
    for passage in _candidates(whole, document, library):
        # Another process may have replaced the document since it was read.
        same = passage.document.sha256 == document.sha256
        if same and passage.start <= span[0] and span[1] <= passage.end:
            return passage
    return None


def _candidates(whole: Span, document: Document, library: Library) -> Iterator[Passage]:
    """The passage that a quote was taken from, or several, for a sentence with the list it
    announces; then all others, since the text may be divided otherwise by now."""
    start, end = whole
    begins = library.passages_at(document, [start])
    yield from begins
    for first in begins:
        inside = [p for p in library.together(first) if start <= p.start and p.end <= end]
        if len(inside) > 1:
            yield as_one(inside)
    yield from library.passages(document.name)
