"""The question before, asked of another name: "And in Vietnam?", 「韓国とは？」, "For children?".

What is most like the name gives its place to it; else the only name, the only phrase of the same
preposition, or all that is asked of. A name that would stand beside a part of another word is not
put in.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from corpus.dates import dates, overlaps
from corpus.script import KANJI, KATAKANA, LATIN
from corpus.span import Span
from qa.follow_up.language import asked_in
from qa.follow_up.other_number import NUMBERED
from qa.follow_up.topic import ASKS, VERBS
from qa.question import CONTENT_WORD, ENGLISH_STOPWORDS, language_of

Similarities = Callable[[Sequence[str], Sequence[str]], NDArray[np.float32]]

_LIKE = 0.35  # cosine from which one name takes another's place: a country that of a country

PREPOSITIONS = re.compile(
    r"^(?:(?:in|at|for|with|on|from|of|to|(?:by|under|against)(?!\s[0-9])|the|an?)\s+)+",
    re.IGNORECASE,
)
# "under 18" takes the place of no name, and of no number that is said of another side.
_BOUND = re.compile(
    r"(?:under|over|above|below|by|against|within|least|most|up to|(?:more|less|fewer) than)"
    r"\s[0-9]",
    re.IGNORECASE,
)
# Bodies that share a task or a cost: 国の負担割合は？ 市町村は？
_BODY = re.compile(
    f"(?<![{KANJI}])(?:国|政府|都道府県|市区?町村|[都道府県市区町村]|自治体|地方公共団体)"
    f"(?![{KANJI}])"
)
# Days of a week, which are a case of what is asked: 何時まで開いていますか, 日曜日は？
_ONE_DAY = "(?:[月火水木金土日]曜日?|平日|休日|祝日|土日祝?)"
DAY = re.compile(f"(?<![{KANJI}]){_ONE_DAY}(?:[・、と]?{_ONE_DAY})*(?![{KANJI}])")
# A name as it is, in Latin letters or katakana: EUROPOL, ICPO, Vietnam.
_PROPER = re.compile(
    r"(?:[A-Z][A-Za-z0-9]*[A-Z][A-Za-z0-9]*|(?<=[a-z,] )[A-Z][A-Za-z]+)(?: [A-Z][A-Za-z]+)*"
    rf"|[{KATAKANA}][{KATAKANA}・]{{2,}}"
)
# What a name cannot be taken from: kanji and katakana, digits and letters directly beside it.
_JOINED = rf"{KANJI}{KATAKANA}\d{LATIN}％%"
_JOINED_BEFORE = re.compile(rf"(?:[{_JOINED}]+|\d+か|\b[0-9][0-9,.]* )$")
_JOINED_BEHIND = re.compile(f"[{_JOINED}]+")
_COMPOUND = re.compile("[^のはがをにでと、。・]+$")  # 子ども of 子ども料金
_WITH_NUMBER = re.compile(r"\d")
_DOES = re.compile(r"\b(?:it|they|he|she|we|you|will|would|must|not)\s$", re.IGNORECASE)  # a verb
_ARTICLE = re.compile(r"(?<![A-Za-z])(?:the|an?)\s$", re.IGNORECASE)
# A question of one thing only: "What is an offence?", "What does "hirer" mean?"
_OF_ONE = re.compile(
    r"(?:what|who) (?:is|are|was|were) (?P<name>[^?]+)|what do(?:es)? (?P<meant>[^?]+?)(?= mean\b)",
    re.IGNORECASE,
)
_AS_A_NAME = re.compile(r"[\"“'‘].+[\"”'’]|[A-Z][\w.-]*(?: [A-Z][\w.-]*)*")
_NO_THING = re.compile(r"\b[a-z]+(?:ing|ed)$")  # What is the council doing?
_COUNTED_OFF = re.compile(
    r"\b(?:first|second|third|fourth|fifth|last|next|others?)$", re.IGNORECASE
)
_DETERMINED = re.compile(r"(?:(?P<the>the)|an?)\s", re.IGNORECASE)
# With what a phrase begins that may give way to another; of places and times, both may be meant.
_FOR = re.compile(r"(?:for|on|with|from|to|of|against|about|under|between)\b", re.IGNORECASE)
_PREPOSITION = re.compile(
    rf"\b(?:{_FOR.pattern}|(?:in|at|by|into|through|during|since|until|before|after)\b)",
    re.IGNORECASE,
)
# Of the words of a question's frame, those that may stand in a phrase.
_INSIDE = frozenset("the a an and of or my this that these those their its".split())


def bare_name(named: str) -> str:
    """A name without its preposition and article: "in Vietnam" -> "Vietnam"."""
    return PREPOSITIONS.sub("", named).strip()


def name_in_place(named: str, before: str, similarities: Similarities) -> str | None:
    """The question `before` with a new name in the place of the one that it replaces; None where
    there is no such place.

    named: with its preposition and article, if it has them.
    """
    name = bare_name(named)
    body = _BODY.search(before) if _BODY.fullmatch(name) else None
    if body is not None:
        return before[: body.start()] + name + before[body.end() :]
    if DAY.fullmatch(name):
        days = list(DAY.finditer(before))
        return DAY.sub(name, before) if len(days) == 1 else None
    if language_of(name) == asked_in(before) == "en" and (one := _other_one(named, before)):
        return one
    place = None
    alike = language_of(name) in (asked_in(before), language_of(before)) and not _BOUND.match(name)
    if alike and not dates(name):
        place = _most_like(name, before, similarities)
    if place is None and _PROPER.fullmatch(f"a {name}", 2):
        dated = dates(before)
        proper = {
            found[0]: found.span()
            for found in _PROPER.finditer(before)
            if not overlaps(dated, *found.span())
        }
        place = _whole(next(iter(proper.values())), name, before) if len(proper) == 1 else None
    if place is None:
        return phrase_in_place(named, before) if asked_in(before) == "en" else None
    start, end = place
    if "の" in name and before.startswith("の", end):  # 東京都の面積, of 大阪府の人口
        return None
    if article := _ARTICLE.search(before, 0, start):
        own = named[: len(named) - len(name)].split(" ")[-2:-1]
        if own and own[0].lower() in ("the", "a", "an"):
            start, name = article.start(), f"{own[0]} {name}"
        elif name[:1].isupper() and before[start].isupper():  # Kenya, of the Philippines
            same_kind = name.split()[-1] == before[start:end].split()[-1]  # the Northern Zone
            start = start if same_kind else article.start()
    if start == 0:
        name = name[:1].upper() + name[1:]
    return before[:start] + name + before[end:]


def _other_one(named: str, before: str) -> str | None:
    """A question of one thing, of another: "What is an offence?" of "a permit"."""
    found = _OF_ONE.match(before)
    if found is None:
        return None
    group = "name" if found["name"] else "meant"
    old, new = _DETERMINED.match(found[group]), _DETERMINED.match(named)
    is_one = len(found[group].split()) <= 4 and not _PREPOSITION.search(found[group])
    both_named = all(
        _DETERMINED.match(each) or _AS_A_NAME.fullmatch(each) for each in (found[group], named)
    )
    is_one = is_one and both_named and not _NO_THING.search(found[group])
    is_one = is_one and not _COUNTED_OFF.search(named)
    if (
        not is_one
        or _PREPOSITION.match(named)
        or bool(old and old["the"]) != bool(new and new["the"])
    ):
        return None
    return before[: found.start(group)] + named + before[found.end(group) :]


def _most_like(name: str, before: str, similarities: Similarities) -> Span | None:
    """The span in `before` of what is most like the name. For a name of several words, the words
    directly before that go with it: "extradition treaty" is one."""
    dated = dates(before)
    spans = [
        found.span()
        for found in CONTENT_WORD.finditer(before)
        if not overlaps(dated, *found.span())
        and not ASKS.match(found[0])
        and found[0].lower() not in ENGLISH_STOPWORDS
        and not _DOES.search(before, 0, found.start())
    ]
    if not spans:
        return None
    names = [before[start:end] for start, end in spans]
    cosines = similarities([name], names)[0]
    best = int(np.argmax(cosines))
    if cosines[best] < _LIKE or unicodedata.normalize("NFKC", names[best]) == name:
        return None
    start, end = spans[best]
    inner = name.removesuffix(names[best])
    if inner != name and _ARTICLE.search(inner):  # people outside the town, of people in the town
        head = re.search(rf"\b{re.escape(name.split()[0])}\b", before[:start])
        return (head.start(), end) if head else None
    counted = name[: name.rfind(" of ") + 4] if " of " in name else ""
    if counted and before[:start].endswith(counted):  # number of residents, of that of visitors
        start -= len(counted)
    elif " " in name:
        for earlier, stop in reversed(spans[:best]):
            if before[stop:start] == " ":
                start = earlier
    return _whole((start, end), name, before)


def _whole(span: Span, name: str, before: str) -> Span | None:
    """The span with what it cannot be taken from: its number, and the part of a compound that
    the name has too, as 窓口申請 has of オンライン申請. None if the rest would not fit."""
    start, end = span
    dated = dates(before)
    numbered = NUMBERED.match(before, end)
    if numbered and not any(end <= date.start < numbered.end() for date in dated):
        end = numbered.end()
    first = max((date.end for date in dated if date.end <= start), default=0)
    last = min((date.start for date in dated if date.start >= end), default=len(before))
    ahead = _JOINED_BEFORE.search(before[:start], first)
    behind = _JOINED_BEHIND.match(before, end, last)
    if name.endswith(before[start:end]) and asked_in(before) == "ja":
        ahead = _COMPOUND.search(before[:start], first)
    elif ahead and not _WITH_NUMBER.search(ahead[0]):
        ahead = None
    start = ahead.start() if ahead else start
    if behind and (
        _WITH_NUMBER.search(behind[0])
        or name.endswith(behind[0])
        or name.startswith(before[start:end])
    ):
        end = behind.end()
    return None if " of " in name and before.startswith(" of ", end) else (start, end)


def phrase_in_place(named: str, before: str) -> str | None:
    """The question before with a phrase in the place of its only one of the same preposition:
    "for misusing the title" in that of "for destroying records"."""
    preposition = _FOR.match(named)
    if preposition is None:
        return None
    dated = dates(before)
    places = [
        found
        for found in re.finditer(rf"\b{preposition[0]}\s", before, re.IGNORECASE)
        if not overlaps(dated, found.end(), found.end() + 1)
    ]
    if len(places) != 1:
        return None
    end = len(before.rstrip("?. "))
    for word in re.finditer(r"[\w'’-]+", before[places[0].end() :]):
        low = word[0].lower()
        ends = _PREPOSITION.fullmatch(low) is not None and low != "of"
        ends = ends or low in VERBS or (low in ENGLISH_STOPWORDS and low not in _INSIDE)
        if ends and word.start() > 0:  # not at "under" of "for under 3"
            end = places[0].end() + word.start()
            break
    kept = before[end:].strip()
    named = before[places[0].start() : places[0].end()] + named[preposition.end() :].lstrip()
    return f"{before[: places[0].start()]}{named}{' ' * bool(kept.strip('?. '))}{kept}"
