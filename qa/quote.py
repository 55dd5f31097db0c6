"""Quotes: from ranked sentences to what is shown, word for word.

Drops repetitions, and ranks nothing. What has to be quoted with a sentence is `qa.whole`'s; the
words that are the answer in the narrow sense are those of `qa.highlighting`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.passage import NoteMark, Passage
from corpus.span import Span
from index.library import Library
from qa.evidence import FEATURES, Candidate
from qa.highlighting.highlight import highlight
from qa.kinds import Kind
from qa.question import Question
from qa.rank import FAR_BEHIND, Ranked
from qa.whole import runs, wholes

_MORE_FULLY = re.compile("(?:概[要略]|要旨|詳細)[はを]|overview|summary|outline|details")
# The kinds of answer that a few words give whole.
_SHORT: tuple[Kind, ...] = ("date", "number", "place", "who")


@dataclass(frozen=True, slots=True)
class Quote:
    """One to three neighbouring sentences of a passage, or a sentence with the list it announces,
    word for word.

    passage: where it stands; with a list, or the paragraph before, all of these as one.
    start, end: its span in `passage.document.text`, inside the passage.
    highlights: spans inside [start, end) that are the answer in the narrow sense;
        empty when unsure.
    score: merit among the quotes of one answer, higher is better.
    cosine: cosine of the question with the quoted sentence, in [-1, 1].
    """

    passage: Passage
    start: int
    end: int
    highlights: tuple[Span, ...]
    score: float
    cosine: float

    @property
    def text(self) -> str:
        return self.passage.document.text[self.start : self.end]

    @property
    def citation(self) -> tuple[str, ...]:
        """The place, outermost first: document name, headings, note label."""
        label = () if self.passage.label is None else (self.passage.label,)
        return (self.passage.document.name, *self.passage.headings, *label)

    @property
    def note_marks(self) -> tuple[NoteMark, ...]:
        """The note marks inside the quote, in order."""
        return tuple(m for m in self.passage.note_marks if self.start <= m.start < self.end)


def quotes(
    question: Question, ranked: Sequence[Ranked], k: int, library: Library, *, sure: bool
) -> tuple[Quote, ...]:
    """The first k sentences as quotes, best first: none twice under the same headings of a
    document, none overlapping, none far behind the first. Highlights only when `sure`: a wrong
    one is worse than none."""
    taken: list[Quote] = []
    printed: set[tuple[str, tuple[str, ...], str]] = set()
    as_printed = question.part is not None and question.part.as_printed
    asked = runs(_in_order(ranked)) if as_printed else []  # which is quoted as a whole
    for each in ranked:
        candidate, score = each.candidate, each.score
        if len(taken) == k or score < ranked[0].score - FAR_BEHIND:
            break
        passage, sentence = candidate.hit.passage, candidate.sentence
        plain = "".join(unicodedata.normalize("NFKC", candidate.text).split())
        place = (passage.document.name, passage.headings, plain)
        if place in printed or _overlaps(taken, passage, sentence.start, sentence.end):
            continue
        printed.add(place)
        highlights = highlight(question, each) if sure else ()
        whole = [(run, run.start, run.end) for run in asked if _holds(run, passage)]
        self_contained = question.kind in _SHORT and (
            bool(highlights) or _says_so_itself(candidate)
        )
        for of, start, end in whole or wholes(candidate, library, self_contained=self_contained):
            if not _overlaps(taken, passage, start, end):
                taken.append(Quote(of, start, end, highlights, score, sentence.cosine))
                break
    return tuple(taken)


def _says_so_itself(candidate: Candidate) -> bool:
    """Whether a sentence that announces only what is told more fully holds the date, number or
    place asked for: 「3日、東京で会談を行ったところ、概要は次のとおり。」"""
    holds = candidate.features[FEATURES.index("kind")] > 0
    return bool(holds) and _MORE_FULLY.search(candidate.text) is not None


def _in_order(ranked: Sequence[Ranked]) -> list[Passage]:
    """The passages of the sentences, as they are printed."""
    passages = (each.candidate.hit.passage for each in ranked)
    return sorted(passages, key=lambda passage: (passage.document.name, passage.start))


def _holds(run: Passage, passage: Passage) -> bool:
    same = run.document.name == passage.document.name
    return same and run.start <= passage.start and passage.end <= run.end


def _overlaps(taken: Sequence[Quote], passage: Passage, start: int, end: int) -> bool:
    name = passage.document.name
    return any(q.passage.document.name == name and q.start < end and start < q.end for q in taken)
