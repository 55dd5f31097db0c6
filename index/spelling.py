"""Spelling: the glossary's terms that a question writes by their sound, in kana or in Latin
letters: "hanzainin hikiwatashi jōyaku", ひなんじょ.

Whoever has heard a term, or cannot type it, writes it so; a text has it in kanji.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache

from corpus.glossary import glossary
from corpus.script import HIRAGANA, KANJI
from corpus.sound import is_romaji, sound, without_accents

_HIRAGANA = re.compile(f"[{HIRAGANA}ー]+")
_LATIN = re.compile("[a-z]+")
_KANJI = re.compile(f"[{KANJI}]")
_SHORTEST_KANA, _LONGEST_KANA = 4, 20
_SHORTEST_LATIN = 5  # letters
_MOST_WORDS = 6  # that a term is written in


@lru_cache(maxsize=256)  # search and reader each look at the same question
def spelled(question: str) -> tuple[str, ...]:
    """The terms, each once, in the order of the question.

    >>> spelled("hanzainin hikiwatashi joyaku partners"), spelled("ひなんじょはどこ？")
    (('犯罪人引渡条約',), ('避難所',))
    """
    flat = unicodedata.normalize("NFKC", question)
    runs = (match[0] for match in _HIRAGANA.finditer(flat))
    words = _LATIN.findall(without_accents(flat.casefold()))
    return tuple(dict.fromkeys([*(t for run in runs for t in _in_kana(run)), *_in_latin(words)]))


def _in_kana(run: str) -> Iterator[str]:
    """The terms that a run of kana begins with; further in, any grammar may sound like one."""
    at = 0
    while at < len(run):
        longest = min(len(run), at + _LONGEST_KANA)
        for end in range(longest, at + _SHORTEST_KANA - 1, -1):
            if terms := _by_kana().get(run[at:end]):
                yield from terms
                break
        else:
            return
        at = end


def _in_latin(words: Sequence[str]) -> Iterator[str]:
    at = 0
    while at < len(words):
        for end in range(min(len(words), at + _MOST_WORDS), at, -1):
            terms = _by_sound().get(sound("".join(words[at:end])))
            if terms and not all(word in english_words() for word in words[at:end]):
                yield from terms
                at = end
                break
        else:
            at += 1


@cache
def _by_kana() -> Mapping[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for term in glossary():
        if _KANJI.search(term.ja) and _HIRAGANA.fullmatch(term.kana):
            found.setdefault(term.kana, []).append(term.ja)
    return {kana: tuple(dict.fromkeys(terms)) for kana, terms in found.items()}


@cache
def _by_sound() -> Mapping[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for kana, terms in _by_kana().items():
        heard = sound(kana)
        if len(heard) >= _SHORTEST_LATIN:
            found.setdefault(heard, []).extend(terms)
    return {heard: tuple(dict.fromkeys(terms)) for heard, terms in found.items()}


def is_japanese(word: str) -> bool:
    """Whether a word in Latin letters is a Japanese word and not an English one.

    >>> is_japanese("Nakayama"), is_japanese("Paris"), is_japanese("Committee")
    (True, False, False)
    """
    return is_romaji(word) and word.lower() not in english_words()


@cache
def english_words() -> frozenset[str]:
    """Words that are English, whatever they sound like; not those that are Japanese in the
    glossary too: Aichi, tsunami."""
    return frozenset(
        word
        for term in glossary()
        for word in _LATIN.findall(without_accents(term.en.casefold()))
        if not (
            len(word) >= _SHORTEST_LATIN and is_romaji(word) and sound(word) in sound(term.kana)
        )
    )
