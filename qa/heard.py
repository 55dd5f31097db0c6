"""Heard: names that a question writes by their sound, as the passages found write them.

"Shiomijo Koen" and ガルサンズ stand in no document that has 汐見城公園 and Gull Sands. What
stands in none is looked for by its sound (`corpus.sound`) in what was found by meaning.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import islice

from corpus.glossary import glossary
from corpus.script import KANJI, KATAKANA
from corpus.sound import in_kanji, in_katakana, in_latin, in_other_kanji
from corpus.words import is_word
from index.hit import Hit
from index.lexical import tokens
from index.library import Library
from index.spelling import english_words, is_japanese
from qa.question import ENGLISH_STOPWORDS, Question

_MOST_WORDS = 5  # of a name in Latin letters
_MOST_NAMES = 30  # that are looked for in a question
_KATAKANA_WORD = re.compile(f"[{KATAKANA}]{{3,}}")
_KANJI_WORD = re.compile(f"[{KANJI}]{{4,}}")
_LATIN_WORDS = re.compile(r"[A-Za-zÀ-ž'’-]{2,}(?: [A-Za-zÀ-ž'’-]{2,})*")


def as_written(question: Question, hits: Sequence[Hit], library: Library) -> str:
    """The question with each name that no document has replaced by what sounds like it in the
    passages found, where something does."""
    text, texts = question.text, [hit.passage.text for hit in hits]
    for name in islice(dict.fromkeys(_unknown(question, library)), _MOST_NAMES):
        found = _found(name, texts)
        if found is not None:
            text = re.sub(rf"(?<![A-Za-z]){re.escape(name)}(?![A-Za-z])", found, text)
    return text


def _found(name: str, texts: Sequence[str]) -> str | None:
    """What sounds like a name, None where nothing does. A known loanword is never sought in kanji,
    and in Latin letters only where the meaning agrees (カナダ is not 金田). Another everyday word
    is sought in katakana only (コーチ is not 高知)."""
    if _KANJI_WORD.fullmatch(name):
        return in_other_kanji(name, texts)
    if _KATAKANA_WORD.fullmatch(name):
        found = in_katakana(name, texts)
        if name in _foreign():
            found = found or in_latin(name, texts)
            meant = set(tokens(_foreign()[name]))
            return found if found and meant & set(tokens(found)) else None
        return found if is_word(name) else found or in_kanji(name, texts) or in_latin(name, texts)
    words = name.split()
    heard = in_kanji(name, texts) if all(map(is_japanese, words)) else None
    if heard is None and _are_one_name(*words[:2]) and len(words) == 2:
        heard = in_kanji(f"{words[1]} {words[0]}", texts)  # the surname may come last
    if heard or not name.istitle():
        return heard
    found, known = in_katakana(name, texts), _katakana_of().get(name.lower())
    return found if known is None or found in known else None


def _unknown(question: Question, library: Library) -> Iterator[str]:
    """The words in kanji and katakana of which a part stands in no document; then such words in
    Latin letters, as many as stand together before fewer of them. Dates are none: Heisei 30."""
    text = question.text
    for date in reversed(question.dates):
        text = f"{text[: date.start]};{text[date.end :]}"
    own = [*_KANJI_WORD.findall(text), *_KATAKANA_WORD.findall(text)]
    runs = [run.split() for run in _LATIN_WORDS.findall(text)]
    parts = {word: tokens(word) for word in (*own, *(word for run in runs for word in run))}
    known, _ = library.frequencies([term for terms in parts.values() for term in terms])
    unknown = {word for word, terms in parts.items() if not known.keys() >= set(terms)}
    yield from (word for word in dict.fromkeys(own) if word in unknown)
    for run in runs:
        names = [word in unknown and word.lower() not in ENGLISH_STOPWORDS for word in run]
        if text.startswith(run[0]) and run[0].lower() in english_words():
            names[0] = False  # its capital is the sentence's: List, Report
        cuts = [i for i in range(len(run) + 1) if not _are_one_name(*run[max(0, i - 1) : i + 1])]
        for count in range(min(_MOST_WORDS, len(run)), 0, -1):
            for first in cuts:
                if first + count in cuts and all(names[first : first + count]):
                    yield " ".join(run[first : first + count])


def _are_one_name(*words: str) -> bool:
    """Whether two neighbouring words are one Japanese name, of a person or a place: neither word
    of Kawabe Masaki is looked for alone."""
    return len(words) == 2 and all(word.istitle() and is_japanese(word) for word in words)


@cache
def _katakana_of() -> dict[str, set[str]]:
    """English words of the glossary, in small letters, with what it has for them in katakana."""
    found: dict[str, set[str]] = {}
    for term in glossary():
        if _KATAKANA_WORD.fullmatch(term.ja):
            found.setdefault(term.en.lower(), set()).add(term.ja)
    return found


@cache
def _foreign() -> dict[str, str]:
    """The words in katakana that the glossary has, with what they mean."""
    found: dict[str, str] = {}
    for term in glossary():
        if _KATAKANA_WORD.fullmatch(term.ja):
            found[term.ja] = f"{found.get(term.ja, term.ja)} {term.en}"
    return found
