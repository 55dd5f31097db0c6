"""Glosses: the words of a Japanese text that a glossary or a dictionary knows.

Japanese is written without spaces, so a word may seem to stand where it does not: 国会 in
全国会議. A text is therefore tiled as a whole, with as little as possible left over that is
no word, and with few and long pieces; only pieces of that tiling are glossed. Verbs and
adjectives are known in the form in which they are listed, no other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from corpus.dictionary import Dictionary
from corpus.glossary import Term, glossary
from corpus.numerals import COUNTING, FIGURES, LARGE, plain
from corpus.script import HIRAGANA, JAPANESE, KANJI, KATAKANA
from corpus.span import Span

_LONGEST = 24  # code points of a word
_KANJI = f"[{KANJI}ヶヵ]"  # 市ヶ谷, 三ヵ所
_NUMERAL = re.compile(f"[0-9{COUNTING}{LARGE}]")
_NUMBER = re.compile(_NUMERAL.pattern + "+")
_HIRAGANA = re.compile(f"[{HIRAGANA}]")
# What a word never parts: a run of katakana, of Latin letters, of digits. Kanji stand alone.
_RUN = re.compile(
    # Of katakana all but ヵ and ヶ, which stand for kanji.
    rf"[\u30a1-\u30f4\u30fc]+|[A-Za-z\u00c0-\u024f]+(?:[&-][A-Za-z]+)*|{FIGURES}"
)
_WORD = re.compile(f"[{KANJI}{HIRAGANA}{KATAKANA}A-Za-z・〜]")
_IS_KANJI = re.compile(_KANJI)
_JAPANESE = re.compile(f"[{JAPANESE}]")
_CONTENT = re.compile(f"[{KANJI}{KATAKANA}A-Za-z]")
# What stands after a noun that ends in kanji is never this; after the stem of a verb it is.
_INFLECTED = frozenset("りるれめげけえきぎちっびみむんぐつぬぶろわ")
# One kanji before or after a word, most often.
_BEFORE = frozenset("各全諸同本当両前元旧新副約非未第再対訪在計総毎主反準超無不")
_AFTER = frozenset(
    "等者員人国間内外中上下的性化法庁省局部課署長官数率量額費年月日件名回度別用力所室会班隊側面時後"
    "前付系型県市町村区郡都道州港島川山駅家士師社店館院品物書式状案権料金税線点表図"
)


@dataclass(frozen=True, slots=True)
class Gloss:
    """A word at text[start:end], its reading in kana ("" if not known) and its English.

    listed: whether the project's glossary has it, not the dictionary.
    """

    start: int
    end: int
    kana: str
    en: str
    listed: bool


@dataclass(frozen=True, slots=True, order=True)
class _Tiling:
    """The best tiling from a place to the end. Compared in the order of its fields."""

    left: int  # of what is no word, by weight
    pieces: int
    unlisted: int  # code points that are not in words of the glossary
    short: int  # the first piece, longer being better
    end: int  # of the first piece
    bare: bool  # whether the first piece is no word


def glosses(
    text: str, dictionary: Dictionary | None = None, apart: Sequence[Span] = ()
) -> list[Gloss]:
    """The words of `text` that are known, in order, each once, with spans in `text`.

    apart: spans that are something else, such as dates: no word reaches into them.
    Words of one kanji, numbers and what is counted by them are left out.
    """
    flat = plain(text)
    found: list[Gloss] = []
    seen: set[str] = set()
    for start, end in _words(flat, dictionary, apart):
        word = flat[start:end]
        if word in seen or not _is_telling(word):
            continue
        seen.add(word)
        found.append(_gloss(word, start, end, dictionary))
    return found


def _is_telling(word: str) -> bool:
    """Whether a word is worth a gloss, and long enough to be trusted."""
    if not _JAPANESE.search(word) or _NUMBER.fullmatch(word):
        return False
    return len(_CONTENT.findall(word)) > 1 or len(word) > 3


def _gloss(word: str, start: int, end: int, dictionary: Dictionary | None) -> Gloss:
    terms = _listed().get(word, [])
    if terms or dictionary is None:
        return Gloss(start, end, terms[0].kana, "; ".join(term.en for term in terms), True)
    entries = dictionary.entries(word)
    kana = " / ".join(dict.fromkeys(entry.kana for entry in entries))
    meanings = dict.fromkeys("; ".join(entry.glosses) for entry in entries)
    return Gloss(start, end, kana, " / ".join(meanings), False)


@cache
def _listed() -> dict[str, list[Term]]:
    """The glossary's terms that can be told in a text: no numbers, no grammar, and nothing so
    short in hiragana that any word may hold it."""
    found: dict[str, list[Term]] = {}
    for term in glossary():
        word = plain(term.ja)
        if re.search("[0-9〜~]", word) or len(word) < 2:
            continue
        if _CONTENT.search(word) or len(word) > 3:
            found.setdefault(word, []).append(term)
    return found


def _words(flat: str, dictionary: Dictionary | None, apart: Sequence[Span]) -> Iterator[Span]:
    """The words of the best tiling of a text, in order."""
    runs = {match.start(): match.end() for match in _RUN.finditer(flat)}
    runs.update((start, end) for start, end in apart if start < end)
    inside = {place for start, end in runs.items() for place in range(start + 1, end)}
    closed = {place for start, end in apart for place in range(start, end)}
    best = [_Tiling(0, 0, 0, 0, len(flat), True)] * (len(flat) + 1)
    for start in range(len(flat) - 1, -1, -1):
        if start in inside:
            continue
        steps = [*_unknown(flat, start, runs)]
        if start not in closed:
            steps += _known(flat, start, inside, closed, dictionary)
        best[start] = min(_joined(step, best[step.end]) for step in steps)
    start = 0
    while start < len(flat):
        tiling = best[start]
        if not tiling.bare:
            yield start, tiling.end
        start = tiling.end


def _joined(step: _Tiling, rest: _Tiling) -> _Tiling:
    return _Tiling(
        step.left + rest.left,
        step.pieces + rest.pieces,
        step.unlisted + rest.unlisted,
        -(step.end),
        step.end,
        step.bare,
    )


def _unknown(flat: str, start: int, runs: dict[int, int]) -> Iterator[_Tiling]:
    """What may stand at `start` and be no word: a run, kanji, or any other character."""
    end = runs.get(start, start + 1)
    if start in runs or not _IS_KANJI.match(flat, start):
        yield _Tiling(0, start in runs, end - start, 0, end, True)
        return
    while end - start < _LONGEST:
        yield _Tiling(_weight(flat, start, end), 1, end - start, 0, end, True)
        if not _IS_KANJI.match(flat, end):
            return
        end += 1


def _weight(flat: str, start: int, end: int) -> int:
    """How bad it is that flat[start:end], all kanji, is no known word. Two kanji are most
    often a word that is merely not listed; one is, where it goes with its neighbour."""
    if end - start > 1:
        return end - start
    char = flat[start]
    goes = (char in _BEFORE and _IS_KANJI.match(flat, end)) or (
        char in _AFTER and start > 0 and _WORD.match(flat, start - 1)
    )
    return 1 if goes or _NUMERAL.match(char) else 2


def _known(
    flat: str, start: int, inside: set[int], closed: set[int], dictionary: Dictionary | None
) -> Iterator[_Tiling]:
    before = flat[start - 1 : start]
    if before.isdecimal() or (_NUMERAL.match(before) and _NUMERAL.match(flat, start)):
        return  # what is counted, or the rest of a number
    listed, hiragana = _listed(), _HIRAGANA.match(flat, start)
    for end in range(start + 1, min(start + _LONGEST, len(flat)) + 1):
        if end - 1 in closed or not _WORD.match(flat, end - 1):
            return
        if end in inside or end - start < 2 or _is_stem(flat, end):
            continue
        word = flat[start:end]
        if word in listed:
            yield _Tiling(0, 1, 0, 0, end, False)
        elif dictionary is not None and not hiragana and word in dictionary:
            yield _Tiling(0, 1, end - start, 0, end, False)


def _is_stem(flat: str, end: int) -> bool:
    """Whether what ends at `end` is the stem of an inflected word: 取り組 in 取り組んで."""
    return flat[end : end + 1] in _INFLECTED and _IS_KANJI.match(flat, end - 1) is not None
