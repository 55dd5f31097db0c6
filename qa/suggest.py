"""Suggested questions: what a reader may ask of the document at hand, each tried beforehand.

They are made from the document's own questions, definitions, dates, numbers, notes and headings;
only those are given that the product answers from the very place they were made from.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import chain, cycle
from threading import Lock

from corpus.errors import QuestionError
from corpus.passage import Passage
from index.library import Library
from qa import draft_across, draft_english, draft_japanese
from qa.answer import answer
from qa.draft import Draft, Sort, asked
from qa.question import Language, language_of

_CONFIDENCE = 0.6  # from which an answer is good enough to be invited
_TRIES = 12  # questions asked of the library at most, some 70 ms each
_READ = 400  # passages looked at, from the beginning of a document
_DOCUMENTS = 3  # documents questions are made from together
_MOST_DOCUMENTS = 12  # looked at for questions
# The sorts in the order in which they are tried, one of each before a second.
_ORDER: tuple[Sort, ...] = (
    *(
        "asked",
        "definition",
        "date",
        "number",
        "reason",
        "place",
        "who",
        "duty",
        "purpose",
        "event",
    ),
    *("heading", "note", "article"),
)
_MOST = 3  # of one sort
_FAILURES = 3  # after which a sort is given up
Section = tuple[str, tuple[str, ...]]  # a document's name, and headings in it
Chance = tuple[Draft, Section]
_computing = Lock()


def suggestions(
    library: Library,
    language: Language,
    documents: Sequence[str] | None = None,
    count: int = 4,
) -> list[str]:
    """At most `count` questions in `language` that the library answers, best first; fewer, or
    none, where no more are good.

    documents: the names of those to ask about and that a question is limited to; None: those
        that were added last, and older ones where these give too few, asked of the whole library.
    Takes a second or so the first time and is kept until the library changes. Raises
    DocumentError when there is no document of one of the names.
    """
    names = None if documents is None else tuple(documents)
    with _computing:  # readers who come at once wait for one computation
        return list(_suggestions(library, library.generation(), language, names, count))


@lru_cache(maxsize=64)
def _suggestions(
    library: Library,
    _generation: str,
    language: Language,
    documents: tuple[str, ...] | None,
    count: int,
) -> tuple[str, ...]:
    chosen = documents if documents is not None else _newest(library)
    several = documents is None and len(chosen) > 1
    given: list[Chance] = []
    tries = 0
    # From so many documents at once; from more of them only where these are not enough.
    for first in range(0, min(len(chosen), _MOST_DOCUMENTS), _DOCUMENTS):
        chances = [
            chance
            for name in chosen[first : first + _DOCUMENTS]
            for chance in _chances(name, library.passages(name)[:_READ], language)
            if not (several and chance[0].sort in ("note", "article"))  # note 1 of which?
        ]
        failed: Counter[Sort] = Counter()
        for sort in cycle(_ORDER):
            if not chances or len(given) == count or tries == _TRIES:
                break
            while tries < _TRIES and (chance := _next(sort, chances, given)):
                chances.remove(chance)
                tries += 1
                if _is_answered(chance, library, documents):
                    given.append(chance)
                    break
                failed[sort] += 1
            if failed[sort] >= _FAILURES or not _next(sort, chances, given):
                chances = [each for each in chances if each[0].sort != sort]
    return tuple(draft.question for draft, _ in given)


def _newest(library: Library) -> tuple[str, ...]:
    return tuple(entry.name for entry in reversed(library.entries()))


def _drafts(passages: Sequence[Passage], language: Language) -> Iterator[Draft]:
    if not passages:
        return iter(())
    sample = passages[0].document.text[:5000]
    if language_of(sample) != language:
        made = draft_across.drafts(passages, language)
    elif language == "ja":
        made = draft_japanese.drafts(passages)
    else:
        made = draft_english.drafts(passages)
    return chain(asked(passages, language), made)


def _chances(name: str, passages: Sequence[Passage], language: Language) -> list[Chance]:
    """The drafts of a document, each with the section it is from."""
    under = {p.start: p.headings for p in passages}
    starts = sorted(under)
    return [
        (draft, (name, under[starts[bisect_right(starts, draft.start) - 1]]))
        for draft in _drafts(passages, language)
    ]


def _next(sort: Sort, chances: Sequence[Chance], given: Sequence[Chance]) -> Chance | None:
    """The next of a sort that adds to what is given, from a section of its own if there is one."""
    used = Counter(section for _, section in given)
    if sum(draft.sort == sort for draft, _ in given) >= _MOST:
        return None
    fit = [c for c in chances if c[0].sort == sort and not _repeats(c, given)]
    return min(fit, key=lambda chance: used[chance[1]], default=None)


def _repeats(chance: Chance, given: Sequence[Chance]) -> bool:
    draft, (name, _) = chance
    return any(
        draft.question == other.question
        or (name == there and draft.start < other.end and other.start < draft.end)
        for other, (there, _) in given
    )


def _is_answered(chance: Chance, library: Library, documents: Sequence[str] | None) -> bool:
    """Whether asking gives what the question was made from, first and surely."""
    draft, (name, _) = chance
    try:
        reply = answer(draft.question, library, documents=documents)
    except QuestionError:
        return False
    if reply.abstained or reply.confidence < _CONFIDENCE:
        return False
    first = reply.quotes[0]
    return (
        first.passage.document.name == name and first.start < draft.end and draft.start < first.end
    )
