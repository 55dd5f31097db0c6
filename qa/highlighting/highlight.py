"""Highlights: the words of a sentence that are the answer in the narrow sense.

What the reader found, made whole; or the date or number that answers a question for one. No
highlight rather than a wrong one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.span import Span
from index.lexical import tokens
from qa.evidence import Candidate
from qa.highlighting.column import in_asked_column
from qa.highlighting.edges import grown, trimmed
from qa.highlighting.enumerated import of_enumerated
from qa.highlighting.levels import asks_change
from qa.highlighting.noun import counts_another
from qa.other_time import is_of_other_time
from qa.question import Question, language_of
from qa.rank import Ranked
from qa.wanted import asked_words, dates_or_numbers, matching, not_excluded

# Logit from which the words that the reader found are highlighted: chosen on the questions to tune
# on, for three of four highlighted words to be right.
_SHARP = 2.0
_EXCEPTION = re.compile(r"\s*(?:ただし|但し|Provided|However)")
# Of the one and the other, whichever is earlier, more or less, neither alone is the answer.
_EITHER = re.compile(
    "(?P<or>又は|または|若しくは|もしくは|と)[^。]{1,40}?(?P<which>いずれか|どちらか)"
    "(?:[早遅高低多長短]い|少ない|大き[いな]|小さ[いな])"
)
_PHRASE = re.compile("[はがも、。]")
# 一番多い of a question is 過去最多 or 過去最高 in a text.
_EXTREMES = tuple(
    re.compile(f"(?:最も|もっとも|一番|最)[{signs}]") for signs in ("多高大長", "少低小短")
)
# Behind a number, where words of what is counted next may begin.
_DIGIT = re.compile(r"\d")
_BREAK = re.compile(r"[,;]|\b(?:and|but|while)\b")


def highlight(question: Question, ranked: Ranked) -> tuple[Span, ...]:
    """The words of the sentence that are the answer, () when that is unsure: those that the
    reader found, or the date or number that answers a question for one."""
    candidate, reading = ranked.candidate, ranked.reading
    start, text = candidate.sentence.start, candidate.text
    if _is_excepted(question, candidate) or is_of_other_time(question, candidate):
        return ()
    every = dates_or_numbers(question, candidate)
    kept = not_excluded(question, candidate, every)
    best = matching(question, candidate, kept)
    read = reading.span
    # What is excluded is so for certain, however sure the reader is of it. That another matches
    # better is less certain: where the reader takes this one, or other words, there is none.
    if read and _over(read, every) and not _over(read, kept):
        read = None
    of_other = read and _over(read, every) and not _over(read, best)
    if read is not None and reading.sharp >= _SHARP and not of_other:
        found = _snapped(read, best) or trimmed(text, *read)
        if found is not None and found not in best:
            found = of_enumerated(question, text, found)
        # Of two dates, that of the signing and that of the entry into force, the reader may take
        # the wrong one; the clause that has the question's words would then be another's.
        if found in best and (
            _best_clause(question, text, kept, best) not in (None, found)
            or _verb_is_of_another(question, text, kept, kept.index(found))
        ):
            return ()
        if found is not None and not in_asked_column(question, candidate, [found]):
            return ()
    else:
        found = _settled(question, text, kept, best, read)
        if found and read and reading.sharp > 0 and not _over(read, [found]):
            return ()
    if found is None or counts_another(question, text, found) or _is_either(text, found):
        return ()
    if found in best:
        found = grown(text, *found, date=question.kind == "date")
    return ((start + found[0], start + found[1]),)


def _is_excepted(question: Question, candidate: Candidate) -> bool:
    """Whether the sentence behind makes an exception of what is asked about: 「使用料は1,500円と
    する。ただし、高校生は700円とする。」"""
    hit = candidate.hit
    at = hit.sentences.index(candidate.sentence) + 1
    if at == len(hit.sentences):
        return False
    behind = hit.passage.document.text[hit.sentences[at].start : hit.sentences[at].end]
    if not _EXCEPTION.match(behind):
        return False
    own = set(tokens(candidate.text))
    return any(
        set(tokens(word)) <= set(tokens(behind)) and not set(tokens(word)) & own
        for word in question.words
    )


def _is_either(text: str, span: Span) -> bool:
    """Whether words are in one of two alternatives, of which the text does not say which holds:
    「30日を経過する日又は3月20日のいずれか早い日」."""
    for found in _EITHER.finditer(text):
        *_, start = (0, *(end.end() for end in _PHRASE.finditer(text, 0, found.start())))
        whole = span[0] <= found.start() and found.start("which") <= span[1]
        if start <= span[0] < found.end() and not whole:
            return True
    return False


def _snapped(span: Span, spans: Sequence[Span]) -> Span | None:
    """The whole date or number that a span of words is part of, or holds alone."""
    over = _over(span, spans)
    return over[0] if len(over) == 1 else None


def _over(span: Span, spans: Sequence[Span]) -> list[Span]:
    """Those of the spans that have a character in common with a span."""
    return [each for each in spans if each[0] < span[1] and span[0] < each[1]]


def _settled(
    question: Question,
    text: str,
    kept: Sequence[Span],
    best: Sequence[Span],
    read: Span | None,
) -> Span | None:
    """The date or number that answers, where the reader alone is not sure: the only one, unless
    it may count something else and the reader did not take it; or that of several whose clause
    speaks of what is asked."""
    if len(best) == 1 and (len(kept) == 1 or question.kind == "date"):
        sure = question.kind == "date" or question.counted is not None or asks_change(question)
        return best[0] if sure or (read and _snapped(read, kept)) else None
    return _best_clause(question, text, kept, best)


def _best_clause(
    question: Question, text: str, spans: Sequence[Span], best: Sequence[Span]
) -> Span | None:
    """Of the spans, that one of `best` whose clause has most of the question's words: in Japanese
    what is dated follows its date, and what is counted stands before its number; in English
    what is dated stands before and what is counted beside, up to a comma or "and" behind it; across
    languages nothing can be told."""
    if language_of(text) != question.language:
        return None
    clauses = _clauses(question, text, spans)
    if question.kind == "number" and question.language == "en":
        borders = [*(start for start, _ in spans[1:]), len(text)]
        clauses = [
            before | asked_words(question, _BREAK.split(text[span[1] : border], maxsplit=1)[0])
            for before, span, border in zip(clauses, spans, borders, strict=False)
        ]
    follows = question.language == "ja" and question.kind == "date"
    shares = {
        i: len(clauses[i + 1 if follows else i]) for i, span in enumerate(spans) if span in best
    }
    most = max(shares.values(), default=0)
    if most == 0 or list(shares.values()).count(most) > 1:
        return None
    at = next(i for i, share in shares.items() if share == most)
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
    """The question's words before, between and behind the spans: one more than these. What a
    span begins with may be half a word of them, 合計 before 計1,540戸."""
    digits = (_DIGIT.search(text, *span) for span in spans)
    starts = [
        found.start() if found else span[0] for found, span in zip(digits, spans, strict=True)
    ]
    ends = [end for _, end in spans]
    borders = [
        0,
        *(border for span in zip(starts, ends, strict=True) for border in span),
        len(text),
    ]
    return [
        asked_words(question, text[start:end])
        | _extremes(question.text) & _extremes(text[start:end])
        for start, end in zip(borders[::2], borders[1::2], strict=True)
    ]


def _extremes(text: str) -> set[str]:
    """Whether a text speaks of the most or of the least, as words that stand in none."""
    return {extreme.pattern for extreme in _EXTREMES if extreme.search(text)}
