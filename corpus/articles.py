"""What only laws, ordinances and rules have: captions of articles, articles that begin on the
line of their number, amendments that are noted in brackets, names with a ○ before them."""

from __future__ import annotations

import re

from corpus.lines import is_english
from corpus.markers import ENGLISH_ANNEXES, SUPPLEMENT, Marker
from corpus.numerals import KANJI_NUMERALS, plain

ARTICLES = ("条", "条から条", "Article")
_IN_BRACKETS = re.compile(r"[(（][^()（）]{1,120}[)）]$")
_LONGEST = 42  # characters of a caption with its brackets; one in English has up to 120 in them
_CAPTION = re.compile(r"\s?[(（][^()（）]{1,40}[)）]")
# What cannot follow 第1条（目的）, or 第1条 with no space between, where an article begins.
_RUNS_ON = tuple("のはをがともやへかにまよで、,第及又若並中各関から")
# A numbered paragraph of an article is no caption: Article 16(1) is a reference.
_ONLY_NUMBER = re.compile(r"\s?[(（]\s?(?:\d{1,3}|[A-Za-z]|[ivx]{1,5})\s?[)）]")
# What a Schedule belongs to is not what it is called: SCHEDULE 1   Regulation 4(1).
_REFERENCE = re.compile(
    r"\s*\(?(?:Regulation|Section|Article|Rule|Paragraph)s?\s[0-9](?:[0-9A-Z(),\s-]|and\s)*",
    re.IGNORECASE,
)
# How an English article begins behind a single space, where a reference never goes on: so it
# does if it is not the next one, or what is cited goes by its initials: Article 16 TFEU.
_BEGINS_IN_ENGLISH = re.compile(
    r"\s?[:–—]\s|[ \t]{2,}|\u3000|\s?(?:\(1\)|1\.)\s+[A-Z\"“]|\s?"
    r"(?:The|An?|Any|All|Each|Every|Either|Neither|Nothing|This|These|Such|When|Where|Whoever|If|In"
    r"|On|For|Upon|Unless|Notwithstanding|Subject to|Without|No(?=\s[a-z]))\s"
)
_BEGINS_NEXT = re.compile(r"\s(?![A-Z]{2})[A-Z\"“]")
_BEGINS = re.compile(r"この|次[にの]|何人|[国都道府県市区町村]|知事|会長|委員|理事|[A-Z\"“:]|：")
_NUM = f"[0-9元{KANJI_NUMERALS}]{{1,4}}"
_AMENDMENT = re.compile(
    r"\((?:本[条項章節]|旧|追加|全改|[一全]部改正(?!に|前|後|の)"
    rf"|[明大昭平令][治正和成]?{_NUM}年?\S{{0,6}}?(?:条例|規[則程]|告示|訓令|[政省府]令|法律?)第?"
    rf"(?:{_NUM})号?(?:$|[・,、)〔\s]))"
)
_GONE = re.compile(r"削除\s?(?:$|[(（\[［〔])")
_NAME = re.compile(
    r"(?:[○◯〇]\s?)?[^○◯〇。]{3,}(?:条例|規則|規程|規約|要綱|要領|基準|細則|法律?|令)"
    r"(?:\s?[(（][^()（）]*[)）])?$"
)


def caption(text: str) -> bool:
    """Whether a line may be the caption of the article below it, and does not say how the article
    above it was amended.

    >>> caption("（目的）"), caption("（平20条例30・一部改正）")
    (True, False)
    """
    if not _IN_BRACKETS.match(text) or _AMENDMENT.match(plain(text)):
        return False
    return len(text) <= _LONGEST or is_english(text)


def run_in(text: str, marker: Marker, is_next: bool = False) -> int:
    """How much of a line is the number and caption of an article whose text begins on the
    same line; 0 if none does. is_next: whether it is the article that is due.

    >>> run_in("第1条（目的）　この条例は、", Marker("条", 6, 1, 3))
    7
    >>> run_in("第3条ただし書の規定は、", Marker("条", 6, 3, 3))
    0
    """
    if marker.cls not in (*ARTICLES, SUPPLEMENT):
        return 0
    found = _CAPTION.match(text, marker.end)
    in_english = text[0].isascii()
    if found and in_english and _ONLY_NUMBER.fullmatch(found.group()):
        found = None
    end = found.end() if found else marker.end
    rest = text[end:]
    if not rest.strip():
        return 0
    if in_english and rest.lstrip()[0].islower():
        return 0
    if found:
        begins = not rest.startswith(_RUNS_ON)
    elif in_english:
        stopped = text[end - 1] in ".:" and rest[0].isspace()
        begins = stopped or _BEGINS_IN_ENGLISH.match(rest) is not None
        begins |= is_next and _BEGINS_NEXT.match(rest) is not None
    else:
        begins = rest[0].isspace() or _BEGINS.match(rest) is not None
    return end if begins else 0


def gone(title: str, marker: Marker) -> bool:
    """Whether an article is no longer there: 第8条及び第9条　削除, whose text is 削除."""
    return marker.cls in ARTICLES and _GONE.match(title) is not None


def captioned(title: str, marker: Marker) -> bool:
    """Whether an article has its caption behind its number: 第2条（定義）."""
    return marker.cls in ARTICLES and _CAPTION.match(title, marker.end) is not None


def unnamed(title: str, marker: Marker) -> bool:
    """Whether a title is no more than a number, and what it refers to."""
    if marker.cls in ENGLISH_ANNEXES and _REFERENCE.fullmatch(title, marker.end):
        return True
    return len(title) <= marker.end


def name_of_rule(text: str) -> bool:
    """Whether a line is a name of an ordinance or a rule, as collections print it with a sign
    before it: ○みどり市防災条例."""
    return _NAME.match(text) is not None
