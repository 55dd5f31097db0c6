"""Bilingual: the words for a question's words in the other language, as the glossary has them.

An English question shares no word with a Japanese text but names and numbers, so the search by
words finds little of it. The project's glossary knows that an extradition treaty is a
犯罪人引渡条約; with such terms added, words speak for a passage across languages too.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from itertools import chain

from corpus.gloss import glosses
from corpus.glossary import everyday, glossary
from corpus.script import has_japanese
from index.lexical import stem, tokens
from index.spelling import spelled

_WORD = re.compile(r"[a-z0-9]+(?:['’.-][a-z0-9]+)*")
_ABBREVIATION = re.compile(r" \(([A-Z][A-Za-z-]{2,})\)")
_ASIDE = re.compile(r"\(.*?\)")
_LONGEST = 7  # words of an English term
_SHORTEST = 4  # letters of an English term of one word: shorter ones mean too many things


def searched_words(question: str, also: Sequence[str] = ()) -> tuple[list[str], list[str]]:
    """What the word index is asked for, each once: the terms of a question, and those of its
    counterparts in the other language, of what it spells by sound and of other names."""
    own = dict.fromkeys(tokens(question))
    others = (*counterparts(question), *spelled(question), *also)
    other = dict.fromkeys(term for words in others for term in tokens(words))
    return list(own), [term for term in other if term not in own]


def counterparts(question: str) -> list[str]:
    """The terms in the other language, each once, in the order of the question.

    >>> counterparts("The extradition treaty of Japan")
    ['犯罪人引渡条約', '我が国', '日本国', '日本']
    """
    return list(dict.fromkeys(term for terms in translations(question) for term in terms))


@lru_cache(maxsize=256)  # search, evidence and reader each look at the same question
def translations(question: str) -> tuple[tuple[str, ...], ...]:
    """For each term of a question that the glossary knows, what it may be in the other language.

    >>> translations("The extradition treaty of Japan")
    (('犯罪人引渡条約',), ('我が国', '日本国', '日本'))
    """
    find = _english if has_japanese(question) else _japanese
    return tuple(dict.fromkeys(find(unicodedata.normalize("NFKC", question))))


def _english(question: str) -> Iterator[tuple[str, ...]]:
    return (tuple(_meanings(gloss.en)) for gloss in glosses(question))


def _meanings(en: str) -> list[str]:
    """
    >>> _meanings("Japan International Cooperation Agency (JICA); closed (of a museum)")
    ['Japan International Cooperation Agency', 'JICA', 'closed']
    """
    apart = _ASIDE.sub("", _ABBREVIATION.sub(r"; \1", en))
    return [meaning.strip() for meaning in apart.split(";")]


def _japanese(question: str) -> Iterator[tuple[str, ...]]:
    words = [part for word in _WORD.findall(question.casefold()) for part in _parts(word)]
    stems = [stem(word) for word in words]
    at = 0
    while at < len(stems):
        for length in range(min(_LONGEST, len(stems) - at), 0, -1):
            known = _known().get(tuple(stems[at : at + length]))
            if known:
                yield known
                at += length
                break
        else:
            at += 1


def _parts(word: str) -> list[str]:
    """The words of a compound that the glossary does not know as a whole: anti-theft."""
    return [word] if (stem(word),) in _known() else word.split("-")


@cache
def _known() -> Mapping[tuple[str, ...], tuple[str, ...]]:
    """The Japanese terms for an English one, which is known by the stems of its words."""
    found: dict[tuple[str, ...], list[str]] = {}
    translated = ((term.ja, _meanings(term.en)) for term in glossary())
    for ja, meanings in chain(translated, everyday()):
        if ja.startswith("〜") or len(ja) < 2:
            continue
        for meaning in meanings:
            words = _WORD.findall(meaning.casefold())
            if len(words) > 1 or (words and len(words[0]) >= _SHORTEST):
                found.setdefault(tuple(map(stem, words)), []).append(ja)
    return {words: tuple(dict.fromkeys(terms)) for words, terms in found.items()}
