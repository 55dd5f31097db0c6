"""The question before, asked of another number: 「第2項は？」, "And recommendation 3?".

A number takes the place of one of the same kind, with what both say around it, and of none where
there are two such.
"""

from __future__ import annotations

import re
import unicodedata

from corpus.dates import dates, overlaps
from corpus.numerals import COUNTING, FIGURES, LARGE
from corpus.script import KANJI, KATAKANA, LATIN

# A numbered part, and what kind: 第2項, 注1, Article 4, the 38th.
_PART = re.compile(
    rf"第\s?[\d{COUNTING}]+\s?(?P<unit>[編章節款条項号回次版期])"
    r"(?:の\d{1,2}(?![\d年月]))?"
    r"|(?P<label>注|図|表)\s?\d+"
    r"|\b(?P<word>article|paragraph|section|chapter|part|item|note|figure|table)\s[0-9]+"
    r"|\b[0-9]+(?P<ordinal>st|nd|rd|th)\b",
    re.IGNORECASE,
)
_INNER = "編章節款条項号"  # each lies in those before it

# 100万, 1,000, ２ ; Ａ of Ａ棟
_NUMBERS = re.compile(
    rf"{FIGURES}[百千{LARGE}]*"
    rf"|(?<![\d{LATIN}])[A-ZＡ-Ｚ](?![\d{LATIN}])"
)
_RUN = re.compile(f"^[{KANJI}{KATAKANA}{LATIN}％%]+")
_BOUND = re.compile("以[上下内外降前]|未満|超|まで|から|程度|前後")
_CASE = re.compile("の(?:場合|とき|時|方|人)$")
# recommendation 3, Category II, Annex B
_IN_ENGLISH = r"(?:[0-9]+(?:\.[0-9]+)*[a-z]?|[IVXL]+|[A-Z])(?!\w|\.\w)(?:\s?\([0-9a-z]{1,4}\))*"
_WORD_AND_NUMBER = re.compile(rf"(?P<word>[A-Za-z]+)\s(?P<number>{_IN_ENGLISH})", re.ASCII)
# under 10 metres, 65 years or older
_BOUNDED = re.compile(
    r"(?:(?P<lead>under|over|above|below|up to|at (?:least|most)|(?:more|less|fewer) than|of)\s)?"
    r"[0-9][0-9,.]*\s(?P<unit>[a-z]+)"
    r"(?:\s(?:or|and)\s(?P<more>more|less|fewer|over|under|above|below|[a-z]+er))?\b",
    re.IGNORECASE,
)
# The numbers that go with an English word.
NUMBERED = re.compile(rf"\s{_IN_ENGLISH}(?:(?:,| and| or| to| through)\s{_IN_ENGLISH})*", re.ASCII)


def part_in_place(fragment: str, before: str) -> str | None:
    """The question before with another numbered part in the place of that of the same kind, or
    inside the one it names: 第2項 after 第5条 is 第5条第2項."""
    new, old = list(_PART.finditer(fragment)), list(_PART.finditer(before))
    if not new or not old or new[0].start() > 0:
        return None
    if fragment[new[-1].end() :].strip("の ") not in before:  # 第37回会合
        return None
    kind = _kind(new[0])
    start = next((part.start() for part in old if _kind(part) == kind), None)
    end = old[0].end() if start is None else start
    for part in old:  # with those inside it
        end = part.end() if part.start() in (start, end) else end
    if start is None:
        inside = _INNER.find(_kind(old[0])) >= 0 and _INNER.find(kind) > _INNER.find(_kind(old[0]))
        start = end if inside else None
    named = fragment[: new[-1].end()]
    return None if start is None else before[:start] + named + before[end:]


def _kind(part: re.Match[str]) -> str:
    group = part.lastgroup or ""
    return group if group == "ordinal" else part[group].lower()


def number_in_place(fragment: str, before: str) -> str | None:
    """The question before with the number of the fragment in the place of its only one of that
    kind: 10人以上 in that of 5人以上, recommendation 3 in that of recommendation 2."""
    if named := _WORD_AND_NUMBER.fullmatch(fragment):
        word = re.compile(rf"\b{named['word']}(?=\s)", re.IGNORECASE)
        found = [NUMBERED.match(before, each.end()) for each in word.finditer(before)]
        numbered = [each for each in found if each]
        if len(numbered) != 1:
            return None
        return f"{before[: numbered[0].start()]} {named['number']}{before[numbered[0].end() :]}"
    bounded = next(_BOUNDED.finditer(fragment), None)
    if bounded and bounded.end() == len(fragment):
        return _bound_in_place(bounded, before)
    numbers = list(_NUMBERS.finditer(fragment))
    if len(numbers) != 1 or " " in fragment or dates(fragment):
        return None
    number = numbers[0]
    label, unit = fragment[: number.start()], fragment[number.end() :]
    if not (label or unit or number[0][0].isdigit()):
        return None
    dated = dates(before)
    places = [
        found
        for found in _NUMBERS.finditer(before)
        if found[0][0].isdigit() == number[0][0].isdigit()
        and before[: found.start()].endswith(label)
        and (not unit or _common(unit, before[found.end() :]))
        and not overlaps(dated, *found.span())
    ]
    if len(places) != 1:
        return None
    after = before[places[0].end() :]
    if (case := _CASE.search(unit)) and case[0] not in after:
        unit = unit[: case.start()]
    common = _common(unit, after)
    more, after = unit[common:], after[common:]
    if "の" in more:  # 4歳児クラスの定員 says itself what it is about
        return None
    if more in after:  # 30リットル袋 in that of 45リットルの袋
        more = ""
    elif _BOUND.match(more):
        after = after[bound.end() :] if (bound := _BOUND.match(after)) else after
    elif _RUN.match(more):
        after = _RUN.sub("", after, count=1)
    return before[: places[0].start()] + number[0] + unit[:common] + more + after


def _bound_in_place(new: re.Match[str], before: str) -> str | None:
    """The question before with an amount that is bounded in the place of its only one of that
    unit: "of 10 metres or more" in that of "under 10 metres"."""
    unit = new["unit"].lower()
    places = [old for old in _BOUNDED.finditer(before) if old["unit"].lower() == unit]
    if len(places) != 1 or not any(each["lead"] or each["more"] for each in (new, *places)):
        return None
    old, ahead = places[0], new.string[: new.start()].strip().lower()
    if not before[: old.start()].rstrip().lower().endswith(ahead):  # vessels of 10 metres
        return None
    lead = "of " if old["lead"] and not new["lead"] else ""
    return f"{before[: old.start()]}{lead}{new[0]}{before[old.end() :]}"


def _common(one: str, other: str) -> int:
    """How many characters two texts begin with alike, in whatever width they are written."""
    pairs = zip(one, other, strict=False)
    alike = (unicodedata.normalize("NFKC", a) == unicodedata.normalize("NFKC", b) for a, b in pairs)
    return next((i for i, same in enumerate(alike) if not same), min(len(one), len(other)))
