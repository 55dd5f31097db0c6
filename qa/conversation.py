"""Conversation: what a question leaves out because the one before it has said it.

"And in Vietnam?", 「その会議には誰が出席した？」 and 「いつ発効した？」 are completed from the
question before, into a question that can be read and asked by itself. Keeps nothing: who asks
hands in the question before. Takes nothing from answers.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from corpus.dates import dates
from qa.question import CONTENT_WORD, ENGLISH_STOPWORDS, Language, content_words, language_of

Similarities = Callable[[Sequence[str], Sequence[str]], NDArray[np.float32]]

_LIKE = 0.35  # cosine from which one name takes another's place: a country that of a country
# Characters; a longer question hardly leaves its subject out.
_SHORT: dict[Language, int] = {"ja": 14, "en": 30}

_LEAD = re.compile(
    "(?:それでは|それじゃあ?|では|じゃあ?|ならば|なら|それから|そして|あと|また|ちなみに)[、,\\s]*"
    r"|(?:and(?: then)?|but|what about|how about|then|also|so)\b[\s,]*"
    r"(?:(?:what|how) about\b\s*)?",
    re.IGNORECASE,
)
_ASKS = re.compile(
    "いつ|どこ|だれ|誰|なぜ|何|どの|どう|いくつ|いくら|どれ|どんな|ですか|ますか|ましたか"
    r"|\b(?:when|where|who|whom|whose|why|what|which|how|is|are|was|were|do|does|did|has|have"
    r"|can|will)\b",
    re.IGNORECASE,
)
# What is said for courtesy before and after a question.
_COURTESY = re.compile(
    "^(?:(?:(?:いつも)?お世話になって(?:おります|います)|お?疲れ(?:様|さま)(?:です|でした)"
    "|こんにち[はわ]|こんばんは|おはようございます|はじめまして|失礼(?:いた)?します"
    "|すみません(?:が)?|恐れ入りますが)[、。,!！ ]+"
    r"|(?:hi|hello|hey|good (?:morning|afternoon|evening)|excuse me)(?: there)?[,.! ]+)+"
    "|[、。 ]*(?:(?:どうぞ)?よろしくお願い(?:いたします|致します|します)|お願いします"
    "|ありがとうございます)[。!！ ]*$"
    r"|[,. ]+(?:many )?(?:thanks|thank you)(?: (?:very|so) much)?[.! ]*$",
    re.IGNORECASE,
)
# Words that point back: その会議, それ; it, that treaty. A noun they point with is kept.
_POINTS: dict[Language, re.Pattern[str]] = {
    "ja": re.compile(
        "(?:その|この|あの)(?!他|際(?!立)|都度|後(?![任継援])|上(?![限司位級記層部]))"
        "(?P<noun>[\u4e00-\u9fff々]{2,8}|[\u30a1-\u30fa\u30fc]{2,12})"
        "|(?:それ|これ|あれ)(?:ら)?(?=[はがをにでのも、]|と(?!も))|(?:そこ|ここ|あそこ)(?=[はがをにでの])"
    ),
    "en": re.compile(
        r"\b(?:(?:this|that|these|those) (?P<noun>[a-z]+)|it|its|they|them|their|he|she)\b",
        re.IGNORECASE,
    ),
}
# What is asked for is nothing to point at: "What year did it …", 「何人がその…」.
_ASKED_FOR = re.compile(
    r"(?:何|どの)[\u4e00-\u9fff々]*|\b(?:what|which|how many|how much)\s+[a-z]+", re.IGNORECASE
)
# The "it" of "is it difficult to" and "does it take" points at nothing.
_EXPLETIVE = re.compile(
    r"\b(?:(?:(?:is|was) it|it (?:is|was))(?= (?:not )?\w+ (?:to|that|for)\b)"
    r"|(?:does|did|will|would) it(?= take\b))",
    re.IGNORECASE,
)
_TAIL = re.compile(
    "(?:について)?(?:は|とは|も|って|に関しては)?(?:どう(?:ですか|でしょうか)?|ですか)?"
    r"[?？。、!！\s]*$"
)
_PREPOSITIONS = re.compile(r"^(?:(?:in|at|for|with|on|from|of|to|the|an?)\s+)+", re.IGNORECASE)
_TOPIC = re.compile("^(.{2,60}?)(?:について|に関して|と)?(?:は|が)")
_ORDINAL = re.compile(r"第\s?[0-9０-９]+\s?(?=[回条項号章節次版期])|\b[0-9]+(?=(?:st|nd|rd|th)\b)")
_ARTICLES = frozenset(("the", "a", "an"))
_LINKS = frozenset(("of", "with", "on", "for"))
_VERBS = frozenset(
    "held hold take place happen sign signed conclude concluded enter entered force attend attended"
    " send sent establish established adopt adopted conduct conducted begin began begun start"
    " started end ended publish published agree agreed receive received accept accepted set".split()
)


def without_courtesy(text: str) -> str:
    """The question on one line, without what is said for courtesy before and after it.

    >>> without_courtesy("すみません、会議はいつですか。よろしくお願いします。")
    '会議はいつですか'
    """
    text = " ".join(text.split())
    return _COURTESY.sub("", text).strip() or text


def readings(text: str, before: str | None, similarities: Similarities) -> list[str]:
    """The questions that `text` may stand for after the question `before`, likeliest first;
    two where only asking can tell, `text` alone when it leaves nothing out.

    similarities: cosines of two lists of words, float32 (n, m), as `Library.similarities`.
    """
    text = without_courtesy(text)
    if not before or not text:
        return [text]
    language = language_of(text)
    lead = _LEAD.match(text)
    rest = text[lead.end() :] if lead else text
    if not rest.strip("?？。! "):
        return [text]
    points = _POINTS[language].search(_EXPLETIVE.sub(lambda found: "-" * len(found[0]), rest))
    if points is None and _is_fragment(rest, language, led=lead is not None):
        completed = _put_in_place(rest, before, similarities)
        if lead:
            return [completed or _beside(before, _fragment(rest))]
        return [text] if completed is None else [completed, text]
    topic = _topic(before)
    if not topic or topic in rest:
        return [text]
    if language == "en":
        rest = rest[:1].upper() + rest[1:]
    if points is not None:
        named = f"（{topic}）" if language == "ja" else f" ({topic})"
        completed = rest[: points.end()] + named + rest[points.end() :]
        return [completed, text] if _may_point_inside(rest[: points.start()]) else [completed]
    if lead is not None or _leaves_out(rest, language):
        return [_with_topic(rest, topic, language), text]
    return [text]


def _may_point_inside(ahead: str) -> bool:
    """Whether a word may point at what stands ahead of it in the same question, as in "the ICPO
    and its members" and 「対策本部とその本部長」, but not in "Who attended that meeting"."""
    for date in reversed(dates(ahead)):
        ahead = f"{ahead[: date.start]} {ahead[date.end :]}"
    words = CONTENT_WORD.findall(_ASKED_FOR.sub(" ", ahead))
    return any(word.lower() not in ENGLISH_STOPWORDS | _VERBS for word in words)


def _is_fragment(rest: str, language: Language, *, led: bool) -> bool:
    """A name or a date and no more: "in Vietnam?", 「平成29年は？」."""
    if _ASKS.search(rest):
        return False
    tail = _TAIL.search(rest)
    if not led and "の" in _fragment(rest):  # 避難指示の発令者は？ says itself what it is about
        return False
    return led or (len(rest) <= _SHORT[language] and tail is not None and bool(tail[0]))


def _leaves_out(rest: str, language: Language) -> bool:
    """A short question that asks and names no subject: 「いつ発効した？」, "Who attended?"."""
    if len(rest) > _SHORT[language] or not _ASKS.search(rest):
        return False
    if language == "ja":
        return not re.search("[はがをの]|について|との|における|[A-Za-z\u30a1-\u30fa]{2}", rest)
    named = [w for w in re.findall("[A-Za-z]+", rest) if w.lower() not in ENGLISH_STOPWORDS]
    return len(named) <= 1


def _with_topic(rest: str, topic: str, language: Language) -> str:
    return f"{topic}は、{rest}" if language == "ja" else f"{rest.rstrip('?？ ')} ({topic})?"


def _topic(before: str) -> str:
    """What a question is about, in its own words: what stands before は, or its content
    words without those of asking and of doing."""
    if language_of(before) == "ja":
        bare = _LEAD.sub("", before, count=1)
        found = _TOPIC.match(bare)
        if found and not _ASKS.search(found[1]):
            return found[1].strip("、 ")
        return " ".join(content_words(_ASKS.sub(" ", bare)))
    runs: list[list[str]] = [[]]
    for word in re.findall(r"[A-Za-z0-9][A-Za-z0-9.'’/-]*", before):
        if word.lower() in _LINKS or word.lower() not in ENGLISH_STOPWORDS | _VERBS:
            runs[-1].append(word)
        elif word.lower() not in _ARTICLES:
            runs.append([])
    for run in runs:
        while run and run[-1].lower() in _LINKS:
            run.pop()
        while run and run[0].lower() in _LINKS:
            run.pop(0)
    longest: list[str] = max(runs, key=len)
    return " ".join(longest)


def _fragment(rest: str) -> str:
    """The name or date itself: "in Vietnam?" -> "Vietnam"."""
    return _PREPOSITIONS.sub("", _TAIL.sub("", rest)).strip("?？ ")


def _beside(before: str, fragment: str) -> str:
    """The question before, and beside it what it is asked of now."""
    ending = "？" if language_of(before) == "ja" else "?"
    shown = f"（{fragment}）" if language_of(before) == "ja" else f" ({fragment})"
    return before.rstrip("?？。. ") + shown + ending


def _put_in_place(rest: str, before: str, similarities: Similarities) -> str | None:
    """The question before with the new name or date in the place of the one most like it;
    None where it has none that is like it."""
    fragment = _fragment(rest)
    if not fragment:
        return before
    ordinal, was = _ORDINAL.search(fragment), _ORDINAL.search(before)
    if ordinal and was and len(fragment) <= len(ordinal[0]) + 2:
        return before[: was.start()] + ordinal[0] + before[was.end() :]
    new, old = dates(fragment), dates(before)
    if new and old:
        return before[: old[0].start] + fragment[new[0].start : new[0].end] + before[old[0].end :]
    place = None
    if not new and language_of(fragment) == language_of(before):
        place = _most_like(fragment, before, similarities)
    if place is None:
        return None
    return before[: place[0]] + fragment + before[place[1] :]


def _most_like(fragment: str, before: str, similarities: Similarities) -> tuple[int, int] | None:
    """The span in `before` of the name most like the fragment. Of a fragment of several
    words, names directly before go with it: "extradition treaty" is one."""
    spans = [
        found.span()
        for found in CONTENT_WORD.finditer(before)
        if not _ASKS.fullmatch(found[0]) and found[0].lower() not in ENGLISH_STOPWORDS
    ]
    if not spans:
        return None
    names = [before[start:end] for start, end in spans]
    cosines = similarities([fragment], names)[0]
    best = int(np.argmax(cosines))
    if cosines[best] < _LIKE or unicodedata.normalize("NFKC", names[best]) == fragment:
        return None
    start, end = spans[best]
    if " " in fragment:
        for earlier, stop in reversed(spans[:best]):
            if before[stop:start] == " ":
                start = earlier
    return start, end
