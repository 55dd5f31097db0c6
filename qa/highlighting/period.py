"""Periods: of their two dates, the one that a question asks for: when something begins, or until
when it lasts.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.span import Span
from qa.question import Question

_TIME_BEHIND = r"(?:[(（][^()（）]*[)）])?[^、。\d]{0,2}[\d時分]{0,6}"  # a date: （月）17時
# Between the two dates of a period: （月）から, to
_TO = re.compile(rf"{_TIME_BEHIND}から、?|,?\s(?:to|until|till)\s", re.I)


@dataclass(frozen=True, slots=True)
class _Bound:
    """An end of a period.

    asked: how a question may ask for it: 終了 asks for the end of a period, but also for the date
        on which something ended.
    alone: how where nothing else can be meant; with `verb`, where the other end cannot.
    before, behind: what stands around the date that it is.
    """

    asked: re.Pattern[str]
    alone: re.Pattern[str]
    verb: re.Pattern[str]
    before: re.Pattern[str]
    behind: re.Pattern[str]

    def has(self, text: str, span: Span) -> bool:
        return bool(self.before.search(text[: span[0]]) or self.behind.match(text, span[1]))


_BOUNDS = (
    _Bound(
        re.compile(
            r"締め?切り?|期限|いつまで|終了|終わ"
            r"|\b(?:deadline|ends?|ended|expires?|expired|until when|by when)\b",
            re.I,
        ),
        re.compile(r"締め?切り?|期限|いつまで|\b(?:deadline|until when|by when)\b", re.I),
        re.compile("いつ終"),
        re.compile(r"\b(?:until|till|to|by|before|no later than)\s+$", re.I),
        re.compile(f"{_TIME_BEHIND}まで"),
    ),
    _Bound(
        re.compile(
            r"いつから|開始|始ま"
            r"|\b(?:begins?|began|starts?|started|opens|opened|since when|from when"
            # "When is it open?" asks for the whole period.
            r"|(?:do|does|did|will|can)\b.*\bopen(?=\?|$|\s+(?:to|for|on|in|at|its)\b))(?!\w)",
            re.I,
        ),
        re.compile(r"いつから|\b(?:since|from) when\b", re.I),
        re.compile("いつ始"),
        re.compile(r"\b(?:from|since)\s+$", re.I),
        re.compile(f"{_TIME_BEHIND}から"),
    ),
)


def asked_bounds(question: Question, text: str, spans: Sequence[Span]) -> list[Span]:
    """Of the dates of a sentence those that a period ends with, or begins with, where that is
    asked for: where nothing else can be meant, or the sentence has no dates but those of one
    period. 「平成28年から検討を進め、令和2年4月に開始した」 has its beginning elsewhere."""
    if question.kind != "date":
        return []
    asked = [bound for bound in _BOUNDS if bound.alone.search(question.text)]
    certain = bool(asked)
    asked = asked or [bound for bound in _BOUNDS if bound.asked.search(question.text)]
    if len(asked) != 1 or not (certain or _is_period(text, spans)):
        return []
    return [span for span in spans if asked[0].has(text, span)]


def whole_period(text: str, spans: Sequence[Span]) -> list[Span]:
    """The dates of a sentence as one where they are the two of one period: where neither is asked
    for, as in "When was it closed?", half of it is no answer."""
    return [(spans[0][0], spans[1][1])] if _is_period(text, spans) else []


def is_other_bound(question: Question, text: str, span: Span) -> bool:
    """Whether a period only ends with a date where its beginning is asked for, or the other way
    round."""
    asked = [
        bound
        for bound in _BOUNDS
        if bound.alone.search(question.text) or bound.verb.search(question.text)
    ]
    if question.kind != "date" or len(asked) != 1 or asked[0].has(text, span):
        return False
    return any(bound.has(text, span) for bound in _BOUNDS)


def _is_period(text: str, spans: Sequence[Span]) -> bool:
    """Whether the dates are the beginning and the end of one period."""
    end, begin = _BOUNDS
    return (
        len(spans) == 2
        and begin.has(text, spans[0])
        and end.has(text, spans[1])
        and _TO.fullmatch(text, spans[0][1], spans[1][0]) is not None
    )
