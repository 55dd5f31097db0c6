"""Brackets: what opens and what closes, and which of a text belong together."""

from __future__ import annotations

import re
from collections import Counter

# A pair is one kind whatever its width: (注1） is matched too.
_KINDS = ("「」", "『』", "(（)）", "“”", "[［]］", "【】", "〔〕", "《》", "〈〉")
_ALWAYS_PAIRED = _KINDS[:3]
OPENS = {char: kind for kind in _KINDS for char in kind[: len(kind) // 2]}  # what kind it opens
CLOSES = {char: kind for kind in _KINDS for char in kind[len(kind) // 2 :]}
OPENING = "".join(OPENS)
# With the quotes that open and close alike, and so are never matched.
CLOSING = "".join(CLOSES) + "\"'’"
_BRACKET = re.compile(f"[{re.escape(''.join([*OPENS, *CLOSES]))}]")


def matched(text: str, start: int, end: int) -> dict[int, int]:
    """Opening position -> closing position of every matched bracket, unmatched ones left out.

    A closing bracket takes the nearest open one of its kind; what was opened in between
    and not closed is dropped: in "「（」" only 「」 is a pair.
    """
    pairs: dict[int, int] = {}
    open_: list[tuple[str, int]] = []
    waiting = dict.fromkeys(_KINDS, 0)
    for found in _BRACKET.finditer(text, start, end):
        char = found.group()
        if char in OPENS:
            open_.append((OPENS[char], found.start()))
            waiting[OPENS[char]] += 1
        elif waiting[CLOSES[char]]:
            while True:
                kind, position = open_.pop()
                waiting[kind] -= 1
                if kind == CLOSES[char]:
                    pairs[position] = found.start()
                    break
    return pairs


def balanced(text: str) -> bool:
    """Whether every round or hooked bracket of a text has its counterpart. Other kinds can stand
    alone: 30” is thirty inches.

    >>> balanced("（注）"), balanced("（注"), balanced("a) b"), balanced("30”")
    (True, False, False, True)
    """
    opened = Counter(OPENS[char] for char in text if OPENS.get(char) in _ALWAYS_PAIRED)
    return opened == Counter(CLOSES[char] for char in text if CLOSES.get(char) in _ALWAYS_PAIRED)
