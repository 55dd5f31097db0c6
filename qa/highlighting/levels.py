"""Of several numbers of one thing, how many there are, how many there were before, and by how many
they became more or less: 120人, 100人 and 20人 of 「100人から20人増員し120人とする」.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.dates import Date
from corpus.numerals import COUNTING
from corpus.span import Span
from qa.change import CHANGES, MORE_OR_LESS
from qa.dated import COMPARES, dates_of, same_year
from qa.question import Question

_ASKS_CHANGE = re.compile(
    rf"(?:何(?![^はがを、]*(?:連続|ぶり))[^はがを、]{{1,6}}|どれだけ|どの(?:くらい|ぐらい|程度)|いくら|いくつ)も?(?:{MORE_OR_LESS})"
    "|(?:増加|減少|上昇|低下)(?:数|量|額|率|幅|分)|増減|伸び率"
)
_BECOMES = re.compile("[てし]何|何[^、]{1,4}に(?:なっ|増|減)|後の")
_ASKS_FORMER = re.compile("[前昨旧]|従来|当初|かつて|もともと|元々")
_BRACKETS = r"(?:[(（][^()（）]*[)）])?"
_CHANGE_BEHIND = re.compile(
    rf"[)）]?\s*{_BRACKETS}\s*(?:ほど|近く|余り?|程度|[弱強])?[のがもを]?、?(?:{MORE_OR_LESS})"
)
# 増加数は10人 and △10人, but not 減少して31人 or 5億円増の120億円.
_CHANGE_BEFORE = re.compile(
    r"(?:増加?|減少?|上昇|低下|伸び|増減|差)[数量額率幅分]?(?:[はがも:：|(（\s]|およそ|ほぼ|わずか)*$"
    r"|[△▲+＋]\s?$"
)
_BECAME = f"{MORE_OR_LESS}|引き?[上下]げ|拡大|縮小|改[めま]|変更|[上下]方修正"
# Behind what was: 前年の48人から減少して, 前年度（1,508件）から8件減の, 100件から120件となった
_FORMER_BEHIND = re.compile(
    rf"[)）]?{_BRACKETS}(?:[にと]比べ|[にと]比較し|をピークに"
    rf"|から、?(?:[^、。]{{0,30}}?(?:{_BECAME})|[^、。]{{0,20}}?[\d{COUNTING}][^、。]{{0,8}}?[にへと]な[っり]))"
)
# 58人から46人に減少した is no range.
_FROM = re.compile(r"\s*から|\s(?:to)\s")
_OF = re.compile("の(?:約|およそ)?")
_EXCEEDED = re.compile("を[^、。]{0,6}[上下]回")
_CHANGED_BEHIND = re.compile(f"(?:[にへ]と?|まで)?、?(?:{_BECAME}|なった|なり)")
_CHANGED_BEFORE = re.compile(
    rf"(?:{CHANGES}|\b(?:cut|shorten\w*|went|rais\w+|lower\w*|improv\w+)\b)[^.;]*\bfrom\s$",
    re.I,
)


def asks_change(question: Question) -> bool:
    """Whether a question asks by how many something rose or fell."""
    asks = _ASKS_CHANGE.search(question.text) and not _BECOMES.search(question.text)
    return question.kind == "number" and bool(asks)


def of_change(question: Question, text: str, spans: list[Span]) -> list[Span]:
    """Where is asked by how many something rose, only by how many; where how many there are,
    that where it is one alone."""
    exceeded = [
        span
        for span in spans
        if _EXCEEDED.match(text, span[1]) and is_number_of(text, question.dates, span)
    ]
    changes = [span for span in spans if _is_change(text, span) and span not in exceeded]
    if asks_change(question):
        outside = [span for span in changes if text[span[1] : span[1] + 1] not in (")", "）")]
        return outside or changes
    if COMPARES.search(question.text):
        return spans
    levels = [span for span in spans if span not in changes]
    # Which of two years is meant the dates tell; see `qa.highlighting.years`.
    if not question.dates and not _ASKS_FORMER.search(question.text) and levels:
        now = [span for span in levels if not is_former(text, span)]
        levels = now if now == levels[-1:] else levels
    return levels if len(levels) == 1 else spans


def is_former(text: str, span: Span) -> bool:
    """Whether a number is what something was before it became more or less, or changed."""
    return _FORMER_BEHIND.match(text, span[1]) is not None


def is_number_of(text: str, asked: Sequence[Date], span: Span) -> bool:
    """Whether a number stands directly behind one of the years asked about: 平成19年の3,100隻."""
    return any(
        _OF.fullmatch(text, date.end, span[0]) and same_year(year, date)
        for date in dates_of(text)
        for year in asked
        if date.year is not None and year.year is not None
    )


def from_one_to_other(text: str, one: Span, other: Span) -> bool:
    """Whether something went from the one number to the other, or by it."""
    return _FROM.match(text, one[1]) is not None and bool(
        _CHANGE_BEHIND.match(text, other[1])
        or _CHANGED_BEHIND.match(text, other[1])
        or _CHANGED_BEFORE.search(text[: one[0]])
    )


def _is_change(text: str, span: Span) -> bool:
    return bool(_CHANGE_BEHIND.match(text, span[1]) or _CHANGE_BEFORE.search(text[: span[0]]))
