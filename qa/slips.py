"""Slips of the hand in an English question: "foriegn", "dispached".

Models read words in pieces, and a slip hides from them what is asked.
"""

from __future__ import annotations

import re
from functools import cache

from spellchecker import SpellChecker

from corpus.sound import is_romaji
from index.lexical import stem
from index.library import Library
from index.spelling import english_words
from qa.question import Question

# Neither a name, which begins with a capital, nor a part of an address.
_WORD = re.compile(r"(?<![\w'’.@/-])[a-z]{5,}(?![\w'’@/-]|\.\w)")
# British spellings as the list of words has them.
_AMERICAN = (
    (re.compile("mme(?=s?$)"), "m"),
    (re.compile("(?<=[bt])re(?=s?$)"), "er"),
    (re.compile("(?<=[a-z])our"), "or"),
    (re.compile("oul(?=[dt])"), "ol"),
    (re.compile("(?<=[a-z])([iy])s(?=[aei])"), r"\1z"),
    (re.compile("ence(?=s?$)"), "ense"),
    (re.compile("ogue(?=s?$)"), "og"),
    (re.compile("ll(?=e[dr]|ing)"), "l"),
    (re.compile("[ao]e"), "e"),
)


def corrected(question: Question, library: Library) -> str:
    """An English question with its slips mended: what is no word and stands in no document becomes
    the word that it is one slip away from, if a document has that, or the glossary, which has the
    words of official papers. What is new or local (botnet, kerbs) is left as it is."""
    if question.language != "en":
        return question.text
    words = {word for word in _WORD.findall(question.text) if word not in english_words()}
    meant = {word: found for word in words if not is_romaji(word) and (found := _meant(word))}
    known, _ = library.frequencies([stem(word) for pair in meant.items() for word in pair])
    meant = {
        word: found
        for word, found in meant.items()
        if stem(word) not in known and (stem(found) in known or _is_official(found))
    }
    return _WORD.sub(lambda match: meant.get(match[0], match[0]), question.text)


def _meant(word: str) -> str | None:
    """The commonest word that is one slip away and begins with the same letter; None where there
    is none, and where the text is a word itself."""
    words = _english()
    american = word
    for british, there in _AMERICAN:
        american = british.sub(there, american)
    if {word, american, word.removesuffix("s")} & words.word_frequency.dictionary.keys():
        return None
    found = words.correction(word)
    return str(found) if found is not None and found[0] == word[0] else None


def _is_official(word: str) -> bool:
    return not {word, word.removesuffix("s")}.isdisjoint(english_words())


@cache
def _english() -> SpellChecker:
    """160,000 words and how common they are; a sixth of a second to read."""
    return SpellChecker(language="en", distance=1)
