"""Breaks: what stands between the end of a line and the next, where a text goes on.

A hyphen at a line's end either was set to divide a word, and goes, or is a part of the word, as
in well-founded, and stays. A file does not say which; the words on its other lines do, and of
some words the rest can be told from one half.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from corpus.brackets import CLOSING, OPENING
from corpus.readers.pdf.layout import Line
from corpus.script import is_wide

_LETTER = "[A-Za-z\u00c0-\u024f]"
_WORD = re.compile(rf"{_LETTER}+(?:-{_LETTER}+)*")
_LAST = re.compile(rf"(?<![0-9])({_LETTER}+)[-\u2010\u2011]$")
_NEXT = re.compile(f"{_LETTER}+")
_HYPHENS = frozenset("-\u2010\u2011")
_CLINGS = frozenset("-\u2010\u2011\u2013\u2014/_")  # to what is before it and to what is next
# high- and low-income; or and to may as well end a word: may-or, pota-to.
_SUSPENDED = re.compile(r"(?:and|nor|versus)\s|(?:or|to)\s(?:\w+\s){0,2}\w+-")
_ADDRESS = re.compile(r"(?:://|www\.|@)\S*$")
_BEGINS = re.compile(r"[^\W_]|[$£€¥]")
_FAR = 200  # letters from a line's end that are looked at
# Words that are seldom half of another, as re and co are; but well-ness.
_FIRST = frozenset("self non well".split())
_ENDINGS = frozenset("ness ing ings ish less sense etheless ington".split())
_PREFIXES = frozenset("cor dis inter".split())  # cor-related, dis-oriented
_SECOND = frozenset(
    "based related driven making term income scale level specific funded owned oriented "
    "sustaining quality risk".split()
)
# What no line begins or ends with (禁則).
_NO_START = f"{CLOSING}、。，．｝ー々ぁぃぅぇぉっゃゅょァィゥェォッャュョ・：；！？}}!?,.:;%％"
NO_END = f"{OPENING}‘"
# What stays together at the beginning of a line: a word or letter and what clings to it.
_UNBROKEN = re.compile(f"[{re.escape(NO_END)}]*(?:[!-~]+|.)[{re.escape(_NO_START)}]*", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a document that stand whole on a line, in lower case: with their hyphens,
    and their parts. keeps: whether its lines show that each hyphen at the end of a line is a
    word's own."""

    known: frozenset[str] = frozenset()
    keeps: bool = False

    def between(self, text: str, following: str) -> tuple[str, str]:
        """The text of a line, and what stands between it and the next: nothing in Japanese, and
        nothing behind a hyphen or a dash without a space before it."""
        if is_wide(text[-1]) or is_wide(following[0]):
            return text, ""
        if text[-1] not in _CLINGS or not _BEGINS.match(following):
            return text, " "
        if not text[-2:-1].strip() or text[-2] == text[-1] != "/":  # a dash, ____, ----
            return text, " "
        halves = _halves(text, following)
        stays = None if halves is None else self._stays(*halves)
        if text[-1] in _HYPHENS and _SUSPENDED.match(following) and stays is not False:
            return text, " "
        if halves is None or _ADDRESS.search(text[-_FAR:]):
            return text, ""
        if stays is None:
            lower = text[-2].islower() and following[0].islower()
            stays = not lower or self._looks_whole(text, *halves)
        return (text, "") if stays else (text[:-1], "")

    def _stays(self, first: str, second: str) -> bool | None:
        """Whether a hyphen between two halves of a word is the word's own, if its other lines
        say so."""
        if f"{first}-{second}" in self.known:
            return True
        return False if first + second in self.known else None

    def _looks_whole(self, text: str, first: str, second: str) -> bool:
        if min(len(first), len(second)) == 1:
            return True  # no word is divided behind one letter: e-mail
        if second in _SECOND and len(first) > 2 and first not in _PREFIXES:
            return True
        if first in _FIRST and second not in _ENDINGS:
            return True
        in_compound = text[-len(first) - 2 : -len(first) - 1] in _HYPHENS
        return self.keeps or (in_compound and first in self.known)  # up-to-date


def words_of(lines: Sequence[str]) -> Words:
    """The words of a document, given its lines in reading order."""
    known = frozenset(_known(lines))
    alone = Words(known)
    broken = {halves for each in pairwise(lines) if (halves := _halves(*each))}
    shown = Counter(alone._stays(*halves) for halves in broken)
    kept, divided = shown[True], shown[False]
    return Words(known, kept > divided and 3 * kept >= shown[None])


def is_full(last: Line, line: Line) -> bool:
    """Whether a line was broken because what follows had no room on it, or cannot end so."""
    if last.text[-1] in "、，":
        return True
    first = _UNBROKEN.match(line.text)
    needed = sum(1.0 if is_wide(char) else 0.5 for char in first.group()) if first else 1.0
    return last.right + (needed + 0.3) * last.size > last.wall


def rejoined(lines: Sequence[Line]) -> str:
    """The text of the lines of a cell: joined where they were broken at its wall, and set apart by
    a space where they are shorter."""
    text = lines[0].text
    for last, line in pairwise(lines):
        space = " "
        if is_full(last, line):
            text, space = Words().between(text, line.text)
        text += space + line.text
    return text


def _known(lines: Sequence[str]) -> Iterable[str]:
    above = ""
    for line in lines:
        for found in _WORD.finditer(line):
            if found.start() == 0 and above[-1:] in _HYPHENS:
                continue  # the second half of a word
            parts = found.group().lower().split("-")
            if found.end() == len(line) - 1 and line[-1] in _HYPHENS:
                parts.pop()  # the first half
            yield from parts
            yield from ("-".join(pair) for pair in pairwise(parts))
        above = line


def _halves(text: str, following: str) -> tuple[str, str] | None:
    """What stands before and after a hyphen at a line's end, in lower case, of a word that is
    written in one case: COVID-related and over-65 are none."""
    last, first = _LAST.search(text[-_FAR:]), _NEXT.match(following)
    if last is None or first is None:
        return None
    upper = last[1].isupper() and first.group().isupper()
    lower = (last[1].islower() or last[1].istitle()) and first.group().islower()
    return (last[1].lower(), first.group().lower()) if upper or lower else None
