"""Quotes: from ranked sentences to what is shown, word for word.

Takes a neighbour in where a sentence cannot stand without it, finds the words that
are the answer in the narrow sense, and drops repetitions. Ranks nothing.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.dates import Date
from corpus.passage import NoteMark, Passage
from index.lexical import tokens
from qa.counters import numbers
from qa.evidence import Candidate, dates_in
from qa.question import Question, language_of
from qa.rank import FAR_BEHIND, Ranked

Span = tuple[int, int]
_MOST_SENTENCES = 3
# Logit from which the words that the reader found are marked: chosen on the questions to tune
# on, for three of four marked words to be right.
_SHARP = 2.0
# What the reader takes along before and after an answer.
_AROUND = (
    re.compile(
        r"(?:[、。,，・\s]|[はがをにでのもへ](?=[^\u3041-\u309f])|(?:the|an?|in|on|at|by|of)\s+)+",
        re.I,
    ),
    re.compile(
        r"(?:(?:には|では|とは|までに|から|まで|より|により|において|[はがをにで]"
        r"|(?<![\u3041-\u309f])[のもへと])?[、。,，.\s]*)$"  # 子ども and ひと end so themselves
    ),
)

# A sentence that opens like this speaks of what the one before it named.
_LEANS = re.compile(
    r"(?:また|さらに|なお|このほか|そして|ただし|しかし|その後)?、?"
    r"(?:これ(?!まで|から)|それ(?!ぞれ)|この(?!ほか)|その(?!後|他|ほか)|こうした|そうした|当該|前者|後者"
    r"|同(?![じ様時一僚盟居意伴封席乗種性志士窓情義等]|級生))"
    r"|(?:It|This|These|They|Such|He|She|Its|Their)\b"
    r"|ただし|(?:However|Provided)\b"
)
_SAME = re.compile("同[年月日]|(?<![のた])翌[年月]")
# A sentence that opens like this takes back or limits what the one before it says.
_LIMITS = re.compile(
    "ただし|この場合において|前項の規定にかかわらず|(?:However|Except|Provided)\\b"
)
# A mark inside a word begins behind 含 of 含む178人, or か of から3カ月.
_WORD_ENDING = re.compile(
    "(?:(?<=[\u4e00-\u9fff々])[\u3041-\u309f]{1,3}|(?<=か)ら|(?<=ま)で|(?<=よ)り|(?<=な)ど)"
    "(?![\u3041-\u309f])"
)
# A number, or a word that is nowhere to be cut.
_WHOLE = re.compile(
    "[0-9０-９]+(?:[,，.．][0-9０-９]+)*|[A-Za-zＡ-Ｚａ-ｚ]+|[\u30a1-\u30fa\u30fc]+"
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


def highlight(question: Question, ranked: Ranked) -> tuple[Span, ...]:
    """The words of the sentence that are the answer, () when that is unsure: those that the
    reader found, or the date or number that answers a question for one."""
    start, text, reading = ranked.candidate.sentence.start, ranked.candidate.text, ranked.reading
    wanted = _wanted(question, ranked.candidate)
    if reading.span is not None and reading.sharp >= _SHARP:
        found = _snapped(reading.span, wanted) or _trimmed(text, *reading.span)
        # Of two dates, that of the signing and that of the entry into force, the reader may take
        # the wrong one; the clause that has the question's words would then be another's.
        if found in wanted and _best_clause(question, text, wanted) not in (None, found):
            return ()
    else:
        found = _settled(question, text, wanted, reading.span)
    return () if found is None else ((start + found[0], start + found[1]),)


def _wanted(question: Question, candidate: Candidate) -> list[Span]:
    """The dates or the numbers of a sentence, where a date or a number is asked for."""
    dated = dates_in(candidate.hit.passage, candidate.sentence)
    if question.kind == "date":
        return [(d.start, d.end) for d in dated]
    if question.kind == "number":
        return numbers(candidate.text, dated, question.counted)
    return []


def _snapped(span: Span, wanted: Sequence[Span]) -> Span | None:
    """The whole date or number that a span of words is part of, or holds alone."""
    over = [w for w in wanted if w[0] < span[1] and span[0] < w[1]]
    return over[0] if len(over) == 1 else None


def _trimmed(text: str, start: int, end: int) -> Span | None:
    """The words, whole, without the particles and marks around them, which belong to no answer;
    None if nothing is left."""
    for whole in _WHOLE.finditer(text):
        start = whole.start() if whole.start() < start < whole.end() else start
        end = whole.end() if whole.start() < end < whole.end() else end
    ending = _WORD_ENDING.match(text, start, end)
    start = ending.end() if ending and ending.end() < end else start
    lead = _AROUND[0].match(text, start, end)
    start = lead.end() if lead else start
    tail = _AROUND[1].search(text[start:end])
    end = start + tail.start() if tail else end
    return (start, end) if start < end else None


def _settled(question: Question, text: str, wanted: list[Span], read: Span | None) -> Span | None:
    """The date or number that answers, where the reader alone is not sure: the only one, unless
    it may count something else and the reader did not take it; or that of several whose clause
    speaks of what is asked."""
    if len(wanted) == 1:
        sure = question.kind == "date" or question.counted is not None
        return wanted[0] if sure or (read and _snapped(read, wanted)) else None
    return _best_clause(question, text, wanted)


def _best_clause(question: Question, text: str, spans: list[Span]) -> Span | None:
    """The span whose clause has most of the question's words: in Japanese they follow a date,
    in English they go before it; across languages nothing can be told."""
    if language_of(text) != question.language:
        return None
    shares = []
    for i, (start, end) in enumerate(spans):
        if question.language == "ja":
            clause = text[end : spans[i + 1][0] if i + 1 < len(spans) else len(text)]
        else:
            clause = text[spans[i - 1][1] if i else 0 : start]
        shares.append(len(set(tokens(clause)) & set(question.terms)))
    if not shares or sorted(shares)[-1] == 0 or sorted(shares)[-2:].count(max(shares)) > 1:
        return None
    return spans[shares.index(max(shares))]
