"""Marks: the words of a sentence that are the answer in the narrow sense.

What the reader found, made whole; or the date or number that answers a question for one. No mark
rather than a wrong one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.lexical import tokens
from qa.counters import numbers
from qa.evidence import Candidate, dates_in
from qa.question import Question, language_of
from qa.rank import Ranked

Span = tuple[int, int]
# Logit from which the words that the reader found are marked: chosen on the questions to tune
# on, for three of four marked words to be right.
_SHARP = 2.0
# What the reader takes along before and after an answer.
_AROUND = (
    re.compile(
        r"(?:[、。,，・\s]|[はがをにでのもへ](?=[^\u3041-\u309f])"
        r"|(?:the|an?|in|on|at(?! (?:least|most)\b)|by|of)\s+)+",
        re.I,
    ),
    re.compile(
        r"(?:(?:には|では|とは|までに|から|まで|より|により|において|[はがをにで]"
        r"|(?<![\u3041-\u309f])[のもへと])?[、。,，.\s]*)$"  # 子ども and ひと end so themselves
    ),
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

# One character that is left of a word before a number, but not what goes with the number: 約3割.
_WORD_END_BEFORE_NUMBER = re.compile(
    "(?<=[\u4e00-\u9fff々])(?![約計延第全各])[\u4e00-\u9fff々](?=[0-9０-９])"
)
# How a question asks for the end or the beginning of a period, and what stands before and behind
# the date that is it.
_BOUNDS = (
    (
        re.compile(
            r"締め?切り?|期限|いつまで|終了|終わ"
            r"|\b(?:deadline|close|end|expire|until when|by when)",
            re.I,
        ),
        re.compile(r"\b(?:until|till|to|by|before|no later than)\s+$", re.I),
        re.compile("(?:[(（][^()（）]*[)）])?[^、。0-9０-９]{0,2}[0-9０-９時分]{0,6}まで"),
    ),
    (
        re.compile(r"いつから|開始|始ま|\b(?:begin|start|open|since when|from when)", re.I),
        re.compile(r"\b(?:from|since)\s+$", re.I),
        re.compile("(?:[(（][^()（）]*[)）])?[^、。0-9０-９]{0,2}[0-9０-９時分]{0,6}から"),
    ),
)


def highlight(question: Question, ranked: Ranked) -> tuple[Span, ...]:
    """The words of the sentence that are the answer, () when that is unsure: those that the
    reader found, or the date or number that answers a question for one."""
    start, text, reading = ranked.candidate.sentence.start, ranked.candidate.text, ranked.reading
    wanted = _wanted(question, ranked.candidate)
    fitting = _fitting(question, ranked.candidate, wanted)
    read = reading.span
    if read and _snapped(read, wanted) and not _snapped(read, fitting):
        read = None
    if read is not None and reading.sharp >= _SHARP:
        found = _snapped(read, fitting) or _trimmed(text, *read)
        # Of two dates, that of the signing and that of the entry into force, the reader may take
        # the wrong one; the clause that has the question's words would then be another's.
        if found in fitting and (
            _best_clause(question, text, wanted, fitting) not in (None, found)
            or _verb_is_of_another(question, text, wanted, wanted.index(found))
        ):
            return ()
    else:
        found = _settled(question, text, wanted, fitting, read)
    return () if found is None else ((start + found[0], start + found[1]),)


def _wanted(question: Question, candidate: Candidate) -> list[Span]:
    """The dates or the numbers of a sentence, where a date or a number is asked for."""
    dated = dates_in(candidate.hit.passage, candidate.sentence)
    if question.kind == "date":
        return [(d.start, d.end) for d in dated]
    if question.kind == "number":
        return numbers(candidate.text, dated, question.counted)
    return []


def _fitting(question: Question, candidate: Candidate, wanted: list[Span]) -> list[Span]:
    """Those of the dates or numbers that are not of something else than is asked: the end of a
    period, where its end is asked for, and what stands after the year asked about."""
    text = candidate.text
    if question.kind == "date":
        for asked, before, behind in _BOUNDS:
            bounds = [
                (start, end)
                for start, end in wanted
                if before.search(text[:start]) or behind.match(text, end)
            ]
            if bounds and asked.search(question.text):
                return bounds
        return wanted
    years = {date.year for date in question.dates if date.year is not None}
    if question.kind != "number" or not years or language_of(text) != "ja":
        return wanted
    told = [d for d in dates_in(candidate.hit.passage, candidate.sentence) if d.year is not None]
    last = {span: [d.year for d in told if d.end <= span[0]][-1:] for span in wanted}
    return [span for span in wanted if not last[span] or last[span][0] in years]


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
    ending = _WORD_ENDING.match(text, start, end) or _WORD_END_BEFORE_NUMBER.match(text, start, end)
    start = ending.end() if ending and ending.end() < end else start
    lead = _AROUND[0].match(text, start, end)
    start = lead.end() if lead else start
    tail = _AROUND[1].search(text[start:end])
    end = start + tail.start() if tail else end
    return (start, end) if start < end else None


def _settled(
    question: Question,
    text: str,
    wanted: Sequence[Span],
    fitting: Sequence[Span],
    read: Span | None,
) -> Span | None:
    """The date or number that answers, where the reader alone is not sure: the only one, unless
    it may count something else and the reader did not take it; or that of several whose clause
    speaks of what is asked."""
    if len(fitting) == 1 and (len(wanted) == 1 or question.kind == "date"):
        sure = question.kind == "date" or question.counted is not None
        return fitting[0] if sure or (read and _snapped(read, wanted)) else None
    return _best_clause(question, text, wanted, fitting)


def _best_clause(
    question: Question, text: str, spans: Sequence[Span], fitting: Sequence[Span]
) -> Span | None:
    """The fitting one of the spans whose clause has most of the question's words: in Japanese
    what is dated follows its date, and what is counted stands before its number, as both do in
    English; across languages nothing can be told."""
    if language_of(text) != question.language:
        return None
    clauses = _clauses(question, text, spans)
    follows = question.language == "ja" and question.kind == "date"
    shares = {
        i: len(clauses[i + 1 if follows else i]) for i, span in enumerate(spans) if span in fitting
    }
    best = max(shares.values(), default=0)
    if best == 0 or list(shares.values()).count(best) > 1:
        return None
    at = next(i for i, share in shares.items() if share == best)
    return None if _verb_is_of_another(question, text, spans, at) else spans[at]


def _verb_is_of_another(question: Question, text: str, spans: Sequence[Span], at: int) -> bool:
    """Whether words of the question stand behind another number and not beside this: in Japanese
    the verb does. 「1,580件の申請に対し711件を採択した」 has 採択 with its second number."""
    if question.kind != "number" or not question.language == language_of(text) == "ja":
        return False
    clauses = _clauses(question, text, spans)
    named = {token for word in question.words for token in tokens(word)}
    beside = clauses[at] | clauses[at + 1]
    return any(other & named - beside for other in (*clauses[1:at], *clauses[at + 2 :]))


def _clauses(question: Question, text: str, spans: Sequence[Span]) -> list[set[str]]:
    """The question's words before, between and behind the spans: one more than these."""
    borders = [0, *(border for span in spans for border in span), len(text)]
    return [
        set(tokens(text[start:end])) & set(question.terms)
        for start, end in zip(borders[::2], borders[1::2], strict=True)
    ]
