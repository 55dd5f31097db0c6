"""Aliases: the other names that a text itself gives what it names.

災害対策本部（以下「市本部」という。）, ASEAN警察長官会合（ASEANAPOL）, Marine Accident Review Panel
(MARP), and a note that says what an abbreviation stands for.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache

from corpus.passage import Passage

Pair = tuple[str, str]  # two names of one thing

_KANA_KANJI = r"\u30a1-\u30fc\u4e00-\u9fff"
_NAME = rf"[\u3005{_KANA_KANJI}A-Za-z0-9+]"
_LATIN = r"[A-Z][A-Za-z0-9+&.-]{1,19}"
_PATTERNS = tuple(
    re.compile(pattern)
    for pattern in (
        # 災害対策本部（以下「市本部」という。）
        rf"(?P<name>{_NAME}(?:{_NAME}|のための|の|に関する|に係る|及び)*)\s?"
        r"[（(](?:以下(?:単に)?|略称|通称)「(?P<short>[^」]{1,20})」",
        # ASEAN警察長官会合（ASEANAPOL）
        rf"(?P<name>(?=[ -~]*[^ -~]){_NAME}{{3,40}})\s?"
        rf"[（(](?P<short>{_LATIN}|[\u30a1-\u30fc]{{3,20}})[)）]",
        # EUROPOL（欧州刑事警察機構）
        rf"(?P<short>{_LATIN})\s?[（(](?P<name>[{_KANA_KANJI}]{{4,30}})[)）]",
        # Marine Accident Review Panel (MARP)
        r"(?P<name>[A-Z][\w'’-]*(?: (?:of|and|for|the|in|on|&|[A-Z][\w'’-]*)){1,9}) "
        r"\((?:hereinafter |hereafter |the )*[\"“'‘]?(?P<short>[A-Z][A-Za-z&.-]{1,15})[\"”'’]?\)",
    )
)
_STANDS_FOR = re.compile(
    r"(?:[注※]\s?[0-9]*\s?[:：]\s?)?(?P<name>[^。]{3,400}?)の(?:略称?|略語|通称)"
)
_LATIN_AT_END = re.compile(rf"{_LATIN}$")
_INSIDE = re.compile(r"[（(]([^（）()]{3,160})[)）]")
_LONGEST = 32  # characters: the full title of an agreement has more words than the question
_SHORTEST_PART = 4  # characters of a long name that a question may have alone: 災害対策本部


def aliases(passage: Passage) -> list[Pair]:
    """The pairs of names that a passage, or the note that it is, gives for one thing."""
    explains = passage.explains
    return list(_aliases(passage.text, explains and passage.document.text[slice(*explains)]))


@lru_cache(maxsize=4096)  # the passages of a library are found again and again
def _aliases(text: str, term: str | None) -> tuple[Pair, ...]:
    """term: what the text, a note, explains."""
    found = [
        (match["name"].removeprefix("The "), match["short"])
        for pattern in _PATTERNS
        for match in pattern.finditer(text)
    ]
    if term is not None and (match := _STANDS_FOR.match(text)):
        if latin := _LATIN_AT_END.search(term):  # 警察庁とEUROPOL
            term = latin[0]
        inside = _INSIDE.findall(match["name"])
        found += [(name, term) for name in (_INSIDE.sub("", match["name"]), *inside)]
    return tuple(pair for pair in dict.fromkeys(found) if pair[0] != pair[1] and len(pair[0]) > 2)


def other_names(question: str, pairs: Iterable[Pair]) -> list[str]:
    """The names, each once, that do not stand in the question but mean one that does. None so
    long that it would drown the question."""
    flat = _folded(question)
    found = dict.fromkeys(
        other
        for pair in pairs
        for name, other in (pair, pair[::-1])
        if len(other) <= _LONGEST and _stands(_folded(name), flat) and _folded(other) not in flat
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


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()
