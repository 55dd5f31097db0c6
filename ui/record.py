"""Record: an answer that was kept, and whether its quotes still stand where they stood.

A record is what `ui.render.answer_json` made of an answer, with "documents" where the question
was limited to some. Documents change and are removed; a kept quote is an exact quote only while
`document.text[start:end]` is its text, so that is looked up anew each time. What stands elsewhere
now is found there only where nothing is left to guess. Keeps nothing itself: see `index.history`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from corpus.document import Document
from corpus.errors import DocumentError, LibraryError
from corpus.passage import Passage
from corpus.sentence import sentences
from corpus.span import Span
from index.library import Library
from qa.answer import Answer, Note
from qa.question import Language
from qa.quote import Quote
from qa.whole import as_one

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class SavedQuote:
    """A quote as it was kept. Its offsets are those of the text it was taken from."""

    text: str
    start: int
    end: int
    highlights: tuple[Span, ...]
    document: str
    source: str
    headings: tuple[str, ...]
    kind: str
    label: str | None
    passage: Span
    score: float
    cosine: float


@dataclass(frozen=True, slots=True)
class SavedNote:
    """A footnote of a quote, as it was kept.

    document: the name of its document; "" where the record does not tell, as older ones do not
        that quote several.
    """

    document: str
    label: str
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class SavedAnswer:
    """What a record holds, without the documents.

    documents: the names that the question was limited to; () when it was not.
    missing: the words that no document had; () where the record does not tell.
    elapsed: in seconds.
    """

    question: str
    language: Language
    quotes: tuple[SavedQuote, ...]
    nearest: tuple[SavedQuote, ...]
    confidence: float
    notes: tuple[SavedNote, ...]
    missing: tuple[str, ...]
    elapsed: float
    understood: str | None
    documents: tuple[str, ...]

    @property
    def abstained(self) -> bool:
        return not self.quotes


@dataclass(frozen=True, slots=True)
class Checked:
    """A kept answer beside the documents of today: for each of its quotes and notes the real
    one, in the same order, or None where it is not found any more."""

    saved: SavedAnswer
    quotes: tuple[Quote | None, ...]
    nearest: tuple[Quote | None, ...]
    notes: tuple[Note | None, ...]

    @property
    def stands(self) -> bool:
        """Whether all of it is found, and what has moved is still under the same headings: under
        others a sentence may say another thing."""
        then = (*self.saved.quotes, *self.saved.nearest)
        now = (*self.quotes, *self.nearest)
        return None not in self.notes and all(
            b is not None and (b.start == a.start or b.passage.headings == a.headings)
            for a, b in zip(then, now, strict=True)
        )

    @property
    def unmoved(self) -> bool:
        """Whether each of its texts stands at the very offsets of the record."""
        saved = self.saved
        then = [each.start for each in (*saved.quotes, *saved.nearest)]
        now = [each and each.start for each in (*self.quotes, *self.nearest)]
        notes_now = [note and note.passage.start for note in self.notes]
        return then == now and [note.start for note in saved.notes] == notes_now


def restore(record: Mapping[str, Any], library: Library) -> Answer | None:
    """The answer again, with its real passages; None when any of its texts is not found any more.
    Raises LibraryError for what is no record."""
    return standing(check(record, library))


def standing(checked: Checked) -> Answer | None:
    """The answer again; None when anything of it does not stand any more."""
    if not checked.stands:
        return None
    saved = checked.saved
    return Answer(
        question=saved.question,
        language=saved.language,
        quotes=tuple(filter(None, checked.quotes)),
        nearest=tuple(filter(None, checked.nearest)),
        confidence=saved.confidence,
        notes=tuple(filter(None, checked.notes)),
        missing=saved.missing,
        elapsed=saved.elapsed,
        understood=saved.understood,
    )


def check(record: Mapping[str, Any], library: Library) -> Checked:
    """A record beside the documents as they are now. Raises LibraryError for what is no record."""
    saved = read_record(record)
    quotes = tuple(_standing(quote, library) for quote in saved.quotes)
    nearest = tuple(_standing(quote, library) for quote in saved.nearest)
    notes = tuple(_standing_note(note, saved.quotes, library) for note in saved.notes)
    return Checked(saved, quotes, nearest, notes)


def _standing(kept: SavedQuote, library: Library) -> Quote | None:
    try:
        document = library.document(kept.document)
        start = _begins_now(kept.text, kept.start, document)
        if start is None:
            return None
        saved = _moved(kept, start - kept.start)
        passage = next(_around(saved, document, library), None)
    except DocumentError:  # removed, which is one of the things that None says
        return None
    if passage is None or (start != kept.start and not _whole(saved, passage)):
        return None
    return Quote(passage, start, saved.end, saved.highlights, saved.score, saved.cosine)


def _begins_now(text: str, start: int, document: Document) -> int | None:
    """Where a text begins that began at `start`: there, or at the only place where it stands."""
    if document.text.startswith(text, start):
        return start
    found = document.text.find(text)
    return found if found >= 0 and document.text.find(text, found + 1) < 0 else None


def _moved(saved: SavedQuote, by: int) -> SavedQuote:
    first, last = saved.passage
    return replace(
        saved,
        start=saved.start + by,
        end=saved.end + by,
        highlights=tuple((start + by, end + by) for start, end in saved.highlights),
        passage=(first + by, last + by),
    )


def _whole(saved: SavedQuote, passage: Passage) -> bool:
    """Whether a quote is whole sentences of a passage. What has become the end of a longer
    sentence is no longer what was said: 手数料は無料とする in 町民の手数料は無料とする."""
    spans = sentences(passage.document.text, passage.start, passage.end)
    begins = saved.start == passage.start or any(saved.start == start for start, _ in spans)
    return begins and (saved.end == passage.end or any(saved.end == end for _, end in spans))


def _around(saved: SavedQuote, document: Document, library: Library) -> Iterator[Passage]:
    """The passages that a quote lies in: the one it was taken from, or, where a text is parted
    otherwise than then, another."""

    def among(passages: Sequence[Passage]) -> Iterator[Passage]:
        for passage in passages:
            # Another process may have replaced the document since it was read.
            same = passage.document.sha256 == document.sha256
            if same and passage.start <= saved.start and saved.end <= passage.end:
                yield passage

    yield from among(library.passages_at(document, [saved.passage[0]]))
    yield from among(_as_one(saved, document, library))
    yield from among(library.passages(document.name))


def _as_one(saved: SavedQuote, document: Document, library: Library) -> list[Passage]:
    """Several passages that a quote was taken from: a sentence with the list it announces."""
    start, end = saved.passage
    for first in library.passages_at(document, [start]):
        inside = [p for p in library.together(first) if start <= p.start and p.end <= end]
        return [as_one(inside)] if len(inside) > 1 else []
    return []


def _standing_note(saved: SavedNote, quotes: Sequence[SavedQuote], library: Library) -> Note | None:
    """The note, of its document or, where that is not known, of one of those quoted."""
    for name in [saved.document] if saved.document else dict.fromkeys(q.document for q in quotes):
        try:
            document = library.document(name)
        except DocumentError:
            continue
        start = _begins_now(saved.text, saved.start, document)
        for passage in [] if start is None else library.passages_at(document, [start]):
            if passage.text == saved.text:
                return Note(passage, saved.label)
    return None


# --- reading what was kept


def read_record(record: Mapping[str, Any]) -> SavedAnswer:
    """What a record holds. Raises LibraryError where something is missing or not as it should
    be, for a database may have been written by anything."""
    try:
        quotes = _each(record, "quotes", _quote)
        quoted = {quote.document for quote in quotes}
        only = quoted.pop() if len(quoted) == 1 else ""
        return SavedAnswer(
            question=_value(record, "question", str),
            language="ja" if _value(record, "language", str) == "ja" else "en",
            quotes=quotes,
            nearest=_each(record, "nearest", _quote) if "nearest" in record else (),
            confidence=_number(record, "confidence"),
            notes=_each(record, "notes", lambda note: _note(note, only)),
            missing=_texts(record, "missing") if "missing" in record else (),
            elapsed=_number(record, "elapsed_ms") / 1000,
            understood=_value(record, "understood", str) if "understood" in record else None,
            documents=_texts(record, "documents") if record.get("documents") else (),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise LibraryError(
            f"A kept answer cannot be read ({error} is missing or is not what it should be); "
            "delete the conversation it stands in."
        ) from error


def _quote(record: Mapping[str, Any]) -> SavedQuote:
    text, (start, end) = _value(record, "text", str), _span(record)
    if len(text) != end - start:
        raise ValueError("the length of a quote")
    highlights = tuple((int(a), int(b)) for a, b in _value(record, "highlights", list))
    if not all(start <= a < b <= end for a, b in highlights):
        raise ValueError("a highlight")
    return SavedQuote(
        text=text,
        start=start,
        end=end,
        highlights=highlights,
        document=_value(record, "document", str),
        source=_value(record, "source", str),
        headings=_texts(record, "headings"),
        kind=_value(record, "kind", str),
        label=None if record["label"] is None else _value(record, "label", str),
        passage=_span(_value(record, "passage", dict)),
        score=_number(record, "score"),
        cosine=_number(record, "cosine"),
    )


def _note(record: Mapping[str, Any], only: str) -> SavedNote:
    """only: the name of the only document quoted, or ""."""
    start, end = _span(record)
    label, text = _value(record, "label", str), _value(record, "text", str)
    document = _value(record, "document", str) if "document" in record else only
    return SavedNote(document, label, text, start, end)


def _span(record: Mapping[str, Any]) -> Span:
    start, end = _value(record, "start", int), _value(record, "end", int)
    if not 0 <= start < end:
        raise ValueError("a span")
    return start, end


def _each(
    record: Mapping[str, Any], key: str, read: Callable[[Mapping[str, Any]], T]
) -> tuple[T, ...]:
    return tuple(read(entry) for entry in _value(record, key, list))


def _texts(record: Mapping[str, Any], key: str) -> tuple[str, ...]:
    texts = _value(record, key, list)
    if not all(isinstance(text, str) for text in texts):
        raise TypeError(repr(key))
    return tuple(texts)


def _number(record: Mapping[str, Any], key: str) -> float:
    value = record[key]
    if not isinstance(value, int | float):
        raise TypeError(repr(key))
    return float(value)


def _value(record: Mapping[str, Any], key: str, kind: type[T]) -> T:
    value = record[key]
    if not isinstance(value, kind):
        raise TypeError(repr(key))
    return value
