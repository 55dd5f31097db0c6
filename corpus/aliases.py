"""Aliases: the other names that a text itself gives what it names.

災害対策本部（以下「市本部」という。）, ASEAN警察長官会合（ASEANAPOL）, Marine Accident Review Panel
(MARP), and a note that says what an abbreviation stands for.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from corpus.passage import Passage
from corpus.script import HIRAGANA, KANJI, KATAKANA, LATIN, folded

Pair = tuple[str, str]  # two names of one thing

_KANA_KANJI = f"{KATAKANA}・{KANJI}"
_LETTERS = rf"{LATIN}0-9０-９"
_NAME = rf"[{_KANA_KANJI}{_LETTERS}+]"
_LATIN = rf"[A-ZＡ-Ｚ][{_LETTERS}+&.-]{{1,19}}"
# What an abbreviation is of, in words: ：Sustainable Development Goals. One word alone may name
# another: JICA、JETRO
_SPELLED_OUT = r"(?:[:：、,，]\s?[A-Za-z][A-Za-z'’&-]*(?:,?\s[A-Za-z'’&-]+)+)?"
_PATTERNS = tuple(
    re.compile(pattern)
    for pattern in (
        # 災害対策本部（以下「市本部」という。）, 行政手続法（平成5年法律第88号。以下「法」という）
        rf"(?<!{_NAME})(?P<name>{_NAME}(?:{_NAME}|のための|の|に関する|に係る|及び)*)\s?"
        r"[（(](?:[^（）()「」]{0,40}。)?(?:以下、?(?:単に)?|略称|通称)「(?P<short>[^」]{1,20})」",
        # ASEAN警察長官会合（ASEANAPOL）, 開発目標（SDGs：Sustainable Development Goals）
        rf"(?P<name>(?=[{_LETTERS}+]{{0,39}}[{_KANA_KANJI}]){_NAME}{{3,40}})\s?"
        rf"[（(](?P<short>{_LATIN}|[{KATAKANA}・]{{3,20}}){_SPELLED_OUT}[)）]",
        # EUROPOL（欧州刑事警察機構）
        rf"(?P<short>{_LATIN})\s?[（(](?P<name>[{_KANA_KANJI}]{{4,30}})[)）]",
    )
)
# What stands in brackets behind an English name: (MARP), (hereinafter referred to as "the Panel").
# Before the number of an act it is no name: Council Regulation (EC) No 1/2003
_ENGLISH_SHORT = re.compile(
    r"(?<=\w)\s?[（(](?:(?:hereinafter|hereafter),? )?(?:(?:referred to|known) as |called )?"
    r"(?:the )?[\"“'‘]?(?:the )?(?P<short>[A-Z][A-Za-z&.-]{1,15})[\"”'’]?[)）]"
    r"(?!\s(?:No\b|[0-9]+/))"
)
_BEFORE_ENGLISH = 200  # characters looked at for the name
_NO_PART_OF_NAME = re.compile(rf"[^\w\s,'’&-]|[{HIRAGANA}{_KANA_KANJI}]|,(?!\s)|\n\s*\n")
_SMALL = frozenset("of and for the in on &".split())
_YEAR = re.compile(r"[12][0-9]{3}")
_MOST_WORDS = 12  # of an English name
_STANDS_FOR = re.compile(
    r"(?:[注※]\s?[0-9]*\s?[:：]\s?)?(?P<name>[^。]{3,400}?)の(?:略称?|略語|通称)"
)
_LATIN_AT_END = re.compile(rf"{_LATIN}$")
_INSIDE = re.compile(r"[（(]([^（）()]{3,160})[)）]")
_LONGEST = 32  # characters: the full title of an agreement has more words than the question
_SHORTEST_PART = 4  # characters of a long name that a question may have alone: 災害対策本部


def aliases(passage: Passage) -> list[Pair]:
    """The pairs of names that a passage gives for one thing, in its text or, if it is a note, by
    what it explains."""
    explains = passage.explains
    return list(_aliases(passage.text, explains and passage.document.text[slice(*explains)]))


@lru_cache(maxsize=4096)  # the passages of a library are found again and again
def _aliases(text: str, term: str | None) -> tuple[Pair, ...]:
    """term: what the text, a note, explains."""
    found = [
        (match["name"], match["short"]) for pattern in _PATTERNS for match in pattern.finditer(text)
    ]
    found += _english(text)
    if term is not None and (match := _STANDS_FOR.match(text)):
        if latin := _LATIN_AT_END.search(term):  # 警察庁とEUROPOL
            term = latin[0]
        inside = _INSIDE.findall(match["name"])
        found += [(name, term) for name in (_INSIDE.sub("", match["name"]), *inside)]
    return tuple(pair for pair in dict.fromkeys(found) if pair[0] != pair[1] and len(pair[0]) > 2)


def _english(text: str) -> Iterator[Pair]:
    """Marine Accident Review Panel (MARP), gross domestic product (GDP), the Data Protection Act
    2018 (the “DPA”)."""
    for match in _ENGLISH_SHORT.finditer(text):
        before = text[max(0, match.start() - _BEFORE_ENGLISH) : match.start()]
        words = _NO_PART_OF_NAME.split(before)[-1].split()
        short = match["short"]
        name = _spelled(words, short) or _capitalized(words, short)
        if len(name) > 1:
            yield " ".join(name), short


def _spelled(words: list[str], short: str) -> list[str]:
    """The last words of a name, whose initials spell an abbreviation one after another; small
    words may be left out. [] if there are no such words."""
    left = _letters(short)
    for start in reversed(range(len(words))):
        word, initials = words[start], _initials(words[start])
        if initials and left.endswith(initials):
            left = left.removesuffix(initials)
        elif initials and left.endswith(initials[0]):  # Co-operation in OECD
            left = left[:-1]
        elif word not in _SMALL and not _YEAR.fullmatch(word):
            return []
        if not left:
            # Only capitals can be the initials of words without one.
            return words[start:] if word[0].isupper() or _is_capitals(short) else []
    return []


def _capitalized(words: list[str], short: str) -> list[str]:
    """The last words with a capital, and small ones between them, from the word at which the
    abbreviation may begin: Ministry of Land, Infrastructure, Transport and Tourism (MLIT)."""
    begin = len(words)
    for at in range(len(words) - 1, max(-1, len(words) - 1 - _MOST_WORDS), -1):
        if words[at][0].isupper():
            begin = at
        elif words[at] not in _SMALL and not _YEAR.fullmatch(words[at]):
            break
    run, letters = words[begin:], _letters(short)
    starts = [i for i, word in enumerate(run) if _initials(word)[:1] == letters[0]]
    for start in reversed(starts):
        initials = iter("".join(map(_initials, run[start:])))
        if all(letter in initials for letter in letters):
            return run[start:]
    commas = [i for i, word in enumerate(run) if word[-1] == ","]
    if commas and _is_capitals(short):
        return run[starts[-1] :] if starts else []
    run = run[commas[-1] + 1 :] if commas else run
    if "the" in run[:2]:  # In the …, Requests the …
        return run[run.index("the") + 1 :]
    return run[1:] if run[:1] == ["The"] else run


def _letters(short: str) -> str:
    """What the initials of a name have to spell: "ngo" for NGOs."""
    singular = short.removesuffix("s") if _is_capitals(short) else short
    return "".join(filter(str.isalpha, singular)).casefold()


def _is_capitals(short: str) -> bool:
    return short.removesuffix("s").isupper()


def _initials(word: str) -> str:
    """The first letter of each part of a word: "np" of Non-Proliferation."""
    return "".join(part[0] for part in re.split(r"\W", word) if part[:1].isalpha()).casefold()


def other_names(question: str, pairs: Iterable[Pair]) -> list[str]:
    """The names, each once, that do not stand in the question but mean one that does. No name that
    is so long that it would drown the question."""
    flat = folded(question)
    found = dict.fromkeys(
        other
        for pair in pairs
        for name, other in (pair, pair[::-1])
        if len(other) <= _LONGEST and _stands(folded(name), flat) and folded(other) not in flat
    )
    return list(found)


def _stands(name: str, question: str) -> bool:
    """Whether a name, or the last part of a long Japanese one, stands in a question."""
    if name.isascii():
        return re.search(rf"(?<![a-z0-9]){re.escape(name)}(?![a-z0-9])", question) is not None
    # 協議会 does not stand in 警察協議会.
    parts = "|".join(map(re.escape, (name, *_last_parts(name))))
    return re.search(rf"(?<![{_KANA_KANJI}])(?:{parts})", question) is not None


def _last_parts(name: str) -> Iterator[str]:
    return (name[i:] for i in range(1, len(name) - _SHORTEST_PART + 1))
