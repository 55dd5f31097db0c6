"""Of what a sentence enumerates, ①…、②… or (a) …, (b) …: all of it, or what the question is about.

Knows only what is numbered within the sentence, not 「A、B及びC」.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.brackets import OPENING
from corpus.markers import HEAD, markers
from corpus.script import KANJI, LATIN
from corpus.span import Span
from index.lexical import tokens
from qa.question import Question

# Where a marker may begin: （１）, ①, 1). Glued to a word or another it is of a reference: 3(1)(a).
_MAY_BEGIN = re.compile(
    rf"(?<![{LATIN}0-9０-９)）])(?:[(（]|[①-⒇❶-❿㈠-㈩㉑-㉟㊱-㊿])"
    r"|(?<![^\s:：、,，;；])[0-9０-９a-z](?=[0-9０-９]?[)）])"
)
# Where the last item ends, behind which the sentence goes on: 「②Bであり、予算は…」.
_STOP = re.compile(r"[、。，；;]|[,.](?=\s|$)")
# What the reader may leave out of the beginning of an item: 人的 of 人的交流.
_LEAD = re.compile(rf"(?:[\s{KANJI}{re.escape(OPENING)}]|(?:the|an?|to|in|on|at|by|of)\s)*", re.I)


@dataclass(frozen=True, slots=True)
class _Item:
    """Where an item begins with its marker, where behind it, and where it ends."""

    start: int
    words: int
    end: int


def of_enumerated(question: Question, text: str, span: Span) -> Span | None:
    """Words of a sentence, from the first item on where they run over several to the last; None
    where they are some of the items, and nothing in the question tells these from the others."""
    for items in _enumerations(text):
        over = [item for item in items if item.start < span[1] and span[0] < item.end]
        if not over or _is_within(text, span, over) or _singled_out(question, text, over):
            continue
        if len(over) == 1 or over[-1] is not items[-1]:
            return None
        span = min(span[0], items[0].start), span[1]
    return span


def _is_within(text: str, span: Span, items: Sequence[_Item]) -> bool:
    """Whether words are a detail of one item, further on than it begins."""
    begins = items[0].words
    return len(items) == 1 and span[0] > begins and not _LEAD.fullmatch(text, begins, span[0])


def _singled_out(question: Question, text: str, items: Sequence[_Item]) -> bool:
    """Whether the question has words that stand in these items and nowhere else."""
    inside = {token for item in items for token in tokens(text[item.words : item.end])}
    around = tokens(text[: items[0].start]) + tokens(text[items[-1].end :])
    asked = {token for word in question.words for token in tokens(word)}
    return bool(asked & inside - {*around})


def _enumerations(text: str) -> list[list[_Item]]:
    """The items of each enumeration of at least two."""
    series: list[tuple[str, list[Span]]] = []  # a class of markers and the spans of these
    for found in _MAY_BEGIN.finditer(text):
        at = found.start()
        for marker in markers(text[at : at + HEAD], apart=False):
            span = at, at + marker.end
            if marker.number == 1:
                series.append((marker.cls, [span]))
                continue
            of = [spans for cls, spans in series if cls == marker.cls]
            if of and marker.number == len(of[-1]) + 1:
                of[-1].append(span)
    return [_items(text, spans) for _, spans in series if len(spans) > 1]


def _items(text: str, spans: Sequence[Span]) -> list[_Item]:
    stop = _STOP.search(text, spans[-1][1])
    ends = [*(start for start, _ in spans[1:]), stop.start() if stop else len(text)]
    return [_Item(start, words, end) for (start, words), end in zip(spans, ends, strict=True)]
