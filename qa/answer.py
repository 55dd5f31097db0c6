"""Answering: search, rank the sentences, then quote or abstain."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial

from corpus.faq import wording
from corpus.names import without_surrogates
from corpus.passage import Passage
from index.hit import Hit
from index.library import Library
from index.numbered import Part, is_of
from qa.courtesy import without_courtesy
from qa.evidence import QuestionTerms
from qa.follow_up.interpret import interpretations
from qa.heard import as_written
from qa.question import Language, Question, read_question
from qa.quote import Quote, quotes
from qa.rank import rank
from qa.reader import bundled_reader, reader_loading
from qa.sibling import may_be_of_another
from qa.slips import corrected
from qa.weights import SURE

SEARCHED = 20  # passages whose sentences are weighed
DEFAULT_QUOTES = 3
_CLEAR = 0.85  # the confidence of an answer that leaves no doubt what was asked


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote that a quote refers to: its passage and its label."""

    passage: Passage
    label: str

    @property
    def text(self) -> str:
        return self.passage.text


@dataclass(frozen=True, slots=True)
class Answer:
    """The quotes that answer a question, or none and the nearest passages.

    question: as it was typed.
    quotes: in order of merit; empty when the documents do not answer.
    nearest: what came closest when `quotes` is empty; never an answer.
    confidence: calibrated probability in [0, 1] that the first quote answers.
    notes: the footnotes the quotes refer to, in order of first mention.
    missing: names and numbers of the question that no document contains; none where it asks
        for an article by its number.
    elapsed: seconds from question to answer.
    understood: the question that was asked of the documents where it is another than the typed
        one, completed from the question before, without slips of the hand, or with names as the
        documents write them; else None.
    """

    question: str
    language: Language
    quotes: tuple[Quote, ...]
    nearest: tuple[Quote, ...]
    confidence: float
    notes: tuple[Note, ...]
    missing: tuple[str, ...]
    elapsed: float
    understood: str | None = None

    @property
    def abstained(self) -> bool:
        return not self.quotes


def answer(
    text: str,
    library: Library,
    k: int = DEFAULT_QUOTES,
    documents: Sequence[str] | None = None,
    *,
    before: str | None = None,
    as_typed: bool = False,
) -> Answer:
    """Answer a question with at most k >= 1 quotes, only from the documents named, if any are.

    before: the question that came before in the same conversation, as it was understood;
        what `text` leaves out is taken from it. None: `text` stands for itself.
    as_typed: no word of it is taken for another by its spelling or its sound.
    Raises QuestionError when the text is not a question that can be asked, DocumentError when
    there is no document of one of the names.
    """
    began = time.perf_counter()
    text = without_surrogates(text)  # they cannot be printed
    follows = before is not None
    read_question(text, follows=follows)  # small talk is no follow-up
    reader_loading()  # begins, while the search goes on
    # Where only asking can tell what is meant, it is the likeliest interpretation with a clear
    # answer, or else the likeliest with any: a name alone is answered by all that is said of it.
    tried: list[Answer] = []
    for meant in interpretations(text, before, library.similarities):
        asked = read_and_search(library, meant, documents, follows=follows, as_typed=as_typed)
        tried.append(_answer(meant, *asked, library, k))
        if tried[-1].confidence >= _CLEAR:
            break
    surest = max(tried, key=lambda each: each.confidence)
    clear = surest.confidence >= _CLEAR
    given = surest if clear else next((each for each in tried if not each.abstained), surest)
    understood = given.question if given.question != without_courtesy(text) else None
    return replace(given, question=text, understood=understood, elapsed=time.perf_counter() - began)


def _answer(text: str, question: Question, hits: Sequence[Hit], library: Library, k: int) -> Answer:
    terms = QuestionTerms(question, library)
    ranking = rank(question, hits, terms, library, bundled_reader(), k)
    missing = () if question.part and question.part.as_printed else terms.missing()
    first = ranking.ranked[0].candidate if ranking.ranked else None
    sure = ranking.confidence >= SURE and not (
        first is not None and may_be_of_another(question, first, missing)
    )
    chosen = quotes(question, ranking.ranked, k, library, sure=sure)
    answering = chosen if ranking.answers else ()
    return Answer(
        question=question.text if question.respelt else text,
        language=question.language,
        quotes=answering,
        nearest=() if ranking.answers else chosen,
        confidence=ranking.confidence,
        notes=_notes(answering, library),
        missing=missing,
        elapsed=0.0,
    )


def read_and_search(
    library: Library,
    text: str,
    documents: Sequence[str] | None = None,
    *,
    follows: bool = False,
    as_typed: bool = False,
) -> tuple[Question, list[Hit]]:
    """The question as it is read, and what the search finds for it.

    Slips are mended, and names written by their sound read as the documents write them, unless
    `as_typed`. What is asked for by its number, or an FAQ's answer to the question, is found
    alone; an article that is in no document is dropped from the question.
    """
    question = read_question(text, follows=follows)
    library.prepare([question.text])
    if as_typed:
        return _searched(library, question, documents)
    question = _respelt(question, corrected(question, library), follows=follows)
    question, hits = _searched(library, question, documents)
    heard = _respelt(question, as_written(question, hits, library), follows=follows)
    return (question, hits) if heard is question else _searched(library, heard, documents)


def _respelt(question: Question, text: str, *, follows: bool) -> Question:
    """The question in other words, unless they are the same."""
    if text == question.text:
        return question
    other = read_question(text, follows=follows, language=question.language)
    return replace(other, respelt=True)


def _searched(
    library: Library, question: Question, documents: Sequence[str] | None
) -> tuple[Question, list[Hit]]:
    names = library.other_names(question.text, documents)
    library.prepare(question.words)
    search = partial(library.search, question.text, SEARCHED, documents, names)
    question = replace(question, aliases=tuple(names))
    for part in _wanted(question.part):
        if hits := search(part):
            return replace(question, part=part), hits
    hits = search()
    own = Part("answer", wording(question.text))
    if any(is_of(own, hit.passage) for hit in hits) and (answers := search(own)):
        return replace(question, part=own), answers
    if question.part is not None and question.part.kind == "article":
        return replace(question, part=None), hits
    if question.part is not None and question.part.alone and question.part.number:
        return replace(question, part=replace(question.part, there=False)), hits
    return question, hits


def _wanted(part: Part | None) -> Iterator[Part]:
    """What to look for: the part, and the article that has no such paragraph or item."""
    if part is not None and part.alone:
        yield part
        if part.paragraph is not None or part.item is not None:
            yield replace(part, paragraph=None, item=None, there=False)


def _notes(answering: Sequence[Quote], library: Library) -> tuple[Note, ...]:
    """The notes that the quotes' note marks point to, each once."""
    found: dict[tuple[str, int], Note] = {}
    for quote in answering:
        document = quote.passage.document
        labels = {m.note[0]: m.label for m in quote.note_marks if m.note is not None}
        passages = {p.start: p for p in library.passages_at(document, list(labels))}
        for start, label in labels.items():
            if start in passages:  # unless the document was changed or removed meanwhile
                found.setdefault((document.name, start), Note(passages[start], label))
    return tuple(found.values())
