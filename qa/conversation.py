"""Conversation: what a question leaves out because the one before it has said it.

"And in Vietnam?", 「その会議には誰が出席した？」 and 「いつ発効した？」 are completed from the question
before, as a text that can be read and asked again. Keeps nothing: who asks hands in the question
before. Does not guess from answers.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from corpus.dates import dates
from qa.question import ENGLISH_STOPWORDS, content_words, language_of

Similarities = Callable[[Sequence[str], Sequence[str]], NDArray[np.float32]]

_LIKE = 0.35  # cosine from which one word can take another's place: a country that of a country
_SHORT = {"ja": 14, "en": 30}  # characters; a longer question hardly leaves its subject out

_LEAD = re.compile(
    r"(?:それでは|それじゃあ?|では|じゃあ?|ならば|なら|それから|そして|あと|また|ちなみに)[、,\s]*"
    r"|(?:and(?: then)?|but|what about|how about|then|also|so)\b[\s,]*(?:what about|how about)?\s*",
    re.IGNORECASE,
)
_ASKS = re.compile(
    "いつ|どこ|だれ|誰|なぜ|何|どの|どう|いくつ|いくら|どれ|どんな"
    r"|\b(?:when|where|who|whom|whose|why|what|which|how|is|are|was|were|do|does|did|has|have|can|will)\b",
    re.IGNORECASE,
)
_POINTS_JA = re.compile(
    "(?:その|この|あの|同)(?P<noun>[\u4e00-\u9fff々]{2,8}|[\u30a1-\u30fa\u30fc]{2,12})"
    "|(?:それ|これ|あれ)(?:ら)?(?=[はがをにでのとも、])|(?:そこ|ここ|あそこ)(?=[はがをにでの])"
)
_POINTS_EN = re.compile(
    r"\b(?:(?:this|that|these|those)(?: (?P<noun>[a-z]+))?|it|its|they|them|their|he|she|there)\b",
    re.IGNORECASE,
)
_TAIL = re.compile(r"(?:について)?(?:は|とは|も|って|に関しては)?(?:どう(?:ですか|でしょうか)?|ですか)?[?？。、!！\s]*$")
_TOPIC = re.compile(r"^(.{2,60}?)(?:について|に関して)?(?:は|が)")
_ORDINAL = re.compile(r"第\s?[0-9０-９]+\s?(?=[回条項号章節次版期])|\b[0-9]+(?=(?:st|nd|rd|th)\b)")
_VERBS = frozenset(
    "held hold take place happen sign signed conclude concluded enter entered force attend attended"
    " send sent establish established adopt adopted conduct conducted begin began begun start"
    " started end ended publish published agree agreed receive received accept accepted".split()
)


def readings(text: str, before: str | None, similarities: Similarities) -> list[str]:
    """The questions that `text` may stand for after the question `before`, likeliest first; more
    than one where only asking can tell. `text` itself when it leaves nothing out."""
    text = " ".join(text.split())
    if not before or not text:
        return [text]
    language = language_of(text)
    lead = _LEAD.match(text)
    rest = text[lead.end() :] if lead else text
    points = (_POINTS_JA if language == "ja" else _POINTS_EN).search(rest)
    if not _ASKS.search(_without(rest, points)) and _is_fragment(rest, lead is not None):
        completed = _put_in_place(rest, before, similarities)
        return [completed] if lead else [completed, text]
    topic = _topic(before)
    if not topic or topic in rest:
        return [text]
    if points is not None and (points["noun"] is None or points["noun"] not in content_words(topic)):
        if points["noun"] is not None or language == "ja" or lead or len(text) < 3 * _SHORT["en"]:
            pointed = f"{rest[: points.end()]}（{topic}）" if language == "ja" else f"{rest[: points.end()]} ({topic})"
            return [pointed + rest[points.end() :]]
    if points is not None or (lead is None and not _leaves_out(rest, language)):
        return [text] if points is None else [_with_topic(rest, topic, language)]
    completed = _with_topic(rest, topic, language)
    return [completed, text]


def _without(text: str, points: re.Match[str] | None) -> str:
    return text if points is None else text[: points.start()] + text[points.end() :]


def _is_fragment(rest: str, led: bool) -> bool:
    """A name or a date and no more: "in Vietnam?", 「平成29年は？」."""
    return led or (len(rest) <= _SHORT[language_of(rest)] and _TAIL.search(rest)[0] not in ("", None))


def _leaves_out(rest: str, language: str) -> bool:
    """A short question that asks and names no subject: 「いつ発効した？」, "Who attended?"."""
    if len(rest) > _SHORT[language] or not _ASKS.search(rest):
        return False
    if language == "ja":
        return not re.search("[はがをの]|について|との|における", rest) and not re.search(r"[A-Za-z\u30a1-\u30fa]{2}", rest)
    named = [w for w in re.findall("[A-Za-z]+", rest) if w.lower() not in ENGLISH_STOPWORDS]
    return len(named) <= 1 and not any(w[:1].isupper() for w in named[1:])


def _with_topic(rest: str, topic: str, language: str) -> str:
    return f"{topic}は、{rest}" if language == "ja" else f"{rest.rstrip('?？ ')} ({topic})?"


def _topic(before: str) -> str:
    """What the question before is about, in its words: what stands before は, or its content words."""
    if language_of(before) == "ja":
        bare = _LEAD.sub("", before, count=1)
        found = _TOPIC.match(bare)
        if found and not _ASKS.search(found[1]):
            return found[1].strip("、 ")
        return " ".join(content_words(_ASKS.sub(" ", bare)))
    words = re.findall(r"[A-Za-z0-9][A-Za-z0-9.'’/-]*", before)
    kept = [w for w in words if w.lower() not in ENGLISH_STOPWORDS or w.lower() in ("of", "with", "on")]
    while kept and (kept[-1].lower() in _VERBS or kept[-1].lower() in ("of", "with", "on")):
        kept.pop()
    while kept and kept[0].lower() in (*_VERBS, "of", "with", "on"):
        kept.pop(0)
    return " ".join(w for w in kept if w.lower() not in _VERBS)


def _put_in_place(rest: str, before: str, similarities: Similarities) -> str:
    """The question before with the new name or date in the place of the one most like it."""
    fragment = _TAIL.sub("", rest)
    fragment = re.sub(r"^(?:(?:in|at|for|with|on|from|of|the|an?)\s+)+", "", fragment, flags=re.IGNORECASE).strip("?？ ")
    if not fragment:
        return before
    ordinal, was = _ORDINAL.search(fragment), _ORDINAL.search(before)
    if ordinal and was and len(fragment) <= len(ordinal[0]) + 2:
        return before[: was.start()] + ordinal[0] + before[was.end() :]
    new, old = dates(fragment), dates(before)
    if new and old:
        return before[: old[0].start] + fragment[new[0].start : new[0].end] + before[old[0].end :]
    if new or language_of(fragment) != language_of(before):
        return _beside(fragment, before)
    place = _most_like(fragment, before, similarities)
    if place is None:
        return _beside(fragment, before)
    return before[: place[0]] + fragment + before[place[1] :]


def _beside(fragment: str, before: str) -> str:
    return f"{fragment}：{before}" if language_of(before) == "ja" else f"{fragment}: {before}"


def _most_like(fragment: str, before: str, similarities: Similarities) -> tuple[int, int] | None:
    """The place in `before` of the name most like the fragment; neighbours that are names too
    go with it: "extradition treaty" is one."""
    names = [word for word in content_words(before) if not _ASKS.fullmatch(word)]
    if not names:
        return None
    cosines = similarities([fragment], names)[0]
    best = int(np.argmax(cosines))
    if cosines[best] < _LIKE or unicodedata.normalize("NFKC", names[best]) == fragment:
        return None
    start = before.index(names[best])
    end = start + len(names[best])
    if " " in fragment:
        for name in names[:best][::-1]:
            if before[:start].endswith(f"{name} "):
                start -= len(name) + 1
    return start, end
