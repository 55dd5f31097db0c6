"""Suggested questions: what a reader may ask of the document at hand, each tried beforehand.

They are made from the document's own questions, definitions, dates, numbers, notes and articles;
only those are given that the product answers from the very place they were made from.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import chain
from threading import Lock
from typing import get_args

from corpus.errors import QuestionError
from corpus.passage import Passage
from index.generation_cache import GenerationCache
from index.library import Library
from qa.answer import answer
from qa.drafts import across, english, japanese
from qa.drafts.draft import Draft, Sort, asked
from qa.question import Language, language_of

_GIVEN = 4  # questions at most
_CONFIDENCE = 0.6  # from which an answer is good enough to be invited
_TRIES = 12  # questions asked of the library at most, some 70 ms each
_READ = 400  # passages looked at, from the beginning of a document
_DOCUMENTS = 3  # documents questions are made from together
_MOST_DOCUMENTS = 12  # looked at for questions
_ORDER: tuple[Sort, ...] = get_args(Sort)  # in which the sorts are tried
_MOST = 3  # of one sort
_FAILURES = 3  # after which others are tried before a sort, as after a question given
_Asked = tuple[Language, tuple[str, ...] | None]  # for what, of which documents
_given: GenerationCache[_Asked, tuple[str, ...]] = GenerationCache(64)
_computing = Lock()


def suggestions(
    library: Library,
    language: Language,
    documents: Sequence[str] | None = None,
) -> list[str]:
    """At most four questions in `language` that the library answers, best first; fewer, or
    none, where no more are good.

    documents: the names of those to ask about and that a question is limited to; None: those
        that were added last, and older ones where these give too few, asked of the whole library.
    Takes a second or so the first time and is kept until the library changes. Raises
    DocumentError when there is no document of one of the names.
    """
    names = None if documents is None else tuple(documents)
    with _computing:  # readers who come at once wait for one computation
        return list(
            _given.get(
                library,
                (language, names),
                lambda: _suggestions(library, language, names),
            )
        )


def _suggestions(
    library: Library,
    language: Language,
    documents: tuple[str, ...] | None,
) -> tuple[str, ...]:
    chosen = documents if documents is not None else _newest(library)
    several = documents is None and len(chosen) > 1
    given: list[Draft] = []
    tries = 0
    # From so many documents at once; from more of them only where these are not enough.
    for first in range(0, min(len(chosen), _MOST_DOCUMENTS), _DOCUMENTS):
        drafts = [
            draft
            for name in chosen[first : first + _DOCUMENTS]
            for draft in _drafts(library.passages(name)[:_READ], language)
            if not (several and draft.sort in ("note", "article"))  # note 1 of which?
        ]
        failed: Counter[Sort] = Counter()
        while len(given) < _GIVEN and tries < _TRIES and (draft := _next(drafts, given, failed)):
            drafts.remove(draft)
            tries += 1
            if _is_answered(draft, library, documents):
                given.append(draft)
            else:
                failed[draft.sort] += 1
    return tuple(draft.question for draft in given)


def _newest(library: Library) -> tuple[str, ...]:
    return tuple(reversed(library.names()))


def _drafts(passages: Sequence[Passage], language: Language) -> Iterator[Draft]:
    if not passages:
        return iter(())
    sample = passages[0].document.text[:5000]
    if language_of(sample) != language:
        made = across.drafts(passages, language)
    elif language == "ja":
        made = japanese.drafts(passages)
    else:
        made = english.drafts(passages)
    return chain(asked(passages, language), made)


def _next(drafts: Sequence[Draft], given: Sequence[Draft], failed: Counter[Sort]) -> Draft | None:
    """The draft to try next: one of each sort before a second, and from a section of its own if
    there is one. None where none adds to what is given."""
    sorts = Counter(draft.sort for draft in given)
    sections = Counter(_section(draft) for draft in given)
    return min(
        (draft for draft in drafts if sorts[draft.sort] < _MOST and not _repeats(draft, given)),
        key=lambda draft: (
            sorts[draft.sort] + failed[draft.sort] // _FAILURES,
            _ORDER.index(draft.sort),
            sections[_section(draft)],
        ),
        default=None,
    )


def _section(draft: Draft) -> tuple[str, tuple[str, ...]]:
    return draft.passage.document.name, draft.passage.headings


def _repeats(draft: Draft, given: Sequence[Draft]) -> bool:
    return any(
        draft.question == other.question
        or (
            draft.passage.document.name == other.passage.document.name
            and draft.start < other.end
            and other.start < draft.end
        )
        for other in given
    )


def _is_answered(draft: Draft, library: Library, documents: Sequence[str] | None) -> bool:
    """Whether asking gives what the question was made from, first and surely."""
    try:
        reply = answer(draft.question, library, documents=documents)
    except QuestionError:
        return False
    if reply.abstained or reply.confidence < _CONFIDENCE:
        return False
    first = reply.quotes[0]
    return (
        first.passage.document.name == draft.passage.document.name
        and first.start < draft.end
        and draft.start < first.end
    )
