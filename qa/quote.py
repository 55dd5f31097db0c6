"""Quotes: from ranked sentences to what is shown, word for word.

Takes a neighbour in where a sentence cannot stand without it, and drops repetitions. Ranks
nothing; the words that are the answer in the narrow sense are `qa.mark`'s.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.dates import Date
from corpus.passage import NoteMark, Passage
from qa.evidence import Candidate, dates_in
from qa.mark import highlight
from qa.question import Question
from qa.rank import FAR_BEHIND, Ranked

Span = tuple[int, int]
_MOST_SENTENCES = 3

# A sentence that opens like this speaks of what the one before it named.
_LEANS = re.compile(
    r"(?:また|さらに|なお|このほか|そして|ただし|しかし|その後)?、?"
    r"(?:これ(?!まで|から)|それ(?!ぞれ)|この(?!ほか)|その(?!後|他|ほか)|こうした|そうした|当該|前者|後者"
    r"|同(?![じ様時一僚盟居意伴封席乗種性志士窓情義等]|級生))"
    r"|ただし|(?:However|Provided|It|That year|This|These|They|Such|He|She|Its|Their)\b"
    r"|Both\b(?![^.,;]* and\b)"
    # In such cases, but not in this report: the document has itself at hand.
    r"|(?:During|In|At|For|On|By|With|After|Under|Of) (?:this|that|these|those|such|the latter)\b"
    r"(?! (?:report|document|paper|chapter|section|ordinance|act|law|plan|policy)\b)"
)
# 前年同月 says of which year it is.
_SAME = re.compile("(?<![前翌年])同[年月日]|(?<![のた])翌[年月]")
# A sentence that opens like this takes back or limits what the one before it says.
_LIMITS = re.compile(
    "ただし|この場合において|前項の規定にかかわらず|(?:However|Except|Provided)\\b"
)


@dataclass(frozen=True, slots=True)
class Quote:
    """One to three neighbouring sentences of a passage, word for word.

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
    def marks(self) -> tuple[NoteMark, ...]:
        """The note marks inside the quote, in order."""
        return tuple(m for m in self.passage.notes if self.start <= m.start < self.end)


def quotes(
    question: Question, ranked: Sequence[Ranked], k: int, *, sure: bool
) -> tuple[Quote, ...]:
    """The first k sentences as quotes, best first: none twice under the same headings of a
    document, none overlapping, none far behind the first. Highlights only when `sure`: a wrong
    one is worse than none."""
    taken: list[Quote] = []
    printed: set[tuple[str, tuple[str, ...], str]] = set()
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
        start, end = _stand_alone(candidate)
        if _overlaps(taken, passage, start, end):
            start, end = sentence.start, sentence.end
        highlights = highlight(question, each) if sure else ()
        taken.append(Quote(passage, start, end, highlights, score, sentence.cosine))
    return tuple(taken)


def _overlaps(taken: Sequence[Quote], passage: Passage, start: int, end: int) -> bool:
    return any(q.passage == passage and q.start < end and start < q.end for q in taken)


def _stand_alone(candidate: Candidate) -> Span:
    """The span that has to be quoted for the sentence to be understood: with those before
    that it leans on, and the one after that limits it."""
    passage, sentences = candidate.hit.passage, candidate.hit.sentences
    text = passage.document.text
    if passage.kind == "note" and len(sentences) <= _MOST_SENTENCES:
        return sentences[0].start, sentences[-1].end  # what it explains, and how, is one
    first = last = sentences.index(candidate.sentence)
    after = sentences[last + 1 : last + 2]
    if after and _LIMITS.match(text, after[0].start, after[0].end):
        last += 1
    while first > 0 and last - first + 1 < _MOST_SENTENCES:
        opening = sentences[first]
        if not _leans(text[opening.start : opening.end], dates_in(passage, opening)):
            break
        first -= 1
    return sentences[first].start, sentences[last].end


def _leans(sentence: str, dated: Sequence[Date]) -> bool:
    if _LEANS.match(sentence):
        return True
    same = _SAME.search(sentence)
    # 同年 leans on the sentence before unless a year is named ahead of it.
    return same is not None and not any(d.end <= same.start() and d.year is not None for d in dated)
