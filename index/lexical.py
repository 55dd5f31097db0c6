"""The words of a text, for finding by form: English words by their stem, Japanese by
character bigrams, years and months whatever the calendar, numbers however they are written.

`tokens("平成30年のASEAN会合") == ["平成", "30", "年の", "asean", "会合", "y2018"]`

Bigrams find Japanese as well as dictionary words do, and need no dictionary. Text is
folded here (NFKC, lower case): folding changes lengths, so nothing made from folded text
ever becomes a span.
"""

from __future__ import annotations

import math
import re
import threading
from collections.abc import Iterator
from functools import lru_cache

import Stemmer

from corpus.amounts import amounts, is_written_out
from corpus.dates import dates
from corpus.script import HIRAGANA, KANJI, KATAKANA, folded

# One run of these is cut into bigrams. No half-width katakana: they are folded.
_JAPANESE = f"{KANJI}{HIRAGANA}{KATAKANA}"
# A word of Japanese that a line end cuts in two is one.
_WRAPPED = re.compile(rf"(?<=[{_JAPANESE}])[ \t\u3000]*\r?\n[ \t\u3000]*(?=[{_JAPANESE}])")
# A word whose characters are set apart to fill a space: 日　　時, 事 務 局.
_SPREAD = re.compile(
    rf"(?<![{_JAPANESE}A-Za-z\d])[{_JAPANESE}](?:[ \u3000]{{1,8}}[{_JAPANESE}])+"
    rf"(?![{_JAPANESE}A-Za-z\d])"
)
_RUN = re.compile(rf"[{_JAPANESE}]+|\d+|[^\W\d_{_JAPANESE}]+")
_IS_JAPANESE = re.compile(f"[{_JAPANESE}]")
_stemmer = Stemmer.Stemmer("english")
_stemming = threading.Lock()  # the stemmer keeps its place in the word on itself


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """The stem of an English word in lower case."""
    with _stemming:
        return str(_stemmer.stemWord(word))


def tokens(text: str) -> list[str]:
    """The index terms of a text, in order, with repetition.

    None holds a space or a quotation mark. English words are stemmed; a run of Japanese
    characters gives its bigrams (a run of one, itself), as single characters that spaces set
    apart do beside themselves; every date adds "y2018" for its year and "y2018m12" for its
    month, so that 平成30年 and 2018 meet; and a number that is not written in digits alone adds
    these, so that 二百九十 and 290 do.
    """
    found: list[str] = []
    text = _WRAPPED.sub("", text)
    for match in _RUN.finditer(folded(text)):
        run = match[0]
        if not _IS_JAPANESE.match(run):
            found.append(stem(run))
        elif len(run) == 1:
            found.append(run)
        else:
            found.extend(_bigrams(run))
    for spread in _SPREAD.finditer(text):
        found.extend(_bigrams("".join(spread[0].split())))
    for date in dates(text):
        if date.year is not None:
            found.append(f"y{date.year}")
            if date.month is not None:
                found.append(f"y{date.year}m{date.month}")
    return found + number_tokens(text)


def idf(frequency: int, total: int) -> float:
    """Inverse document frequency as in BM25: what a term counts that stands in `frequency` of
    `total` passages. Never below 0."""
    return math.log(1 + (total - frequency + 0.5) / (frequency + 0.5))


def _bigrams(run: str) -> Iterator[str]:
    return (run[i : i + 2] for i in range(len(run) - 1))


def number_tokens(text: str) -> list[str]:
    """The digits of the numbers of a text that are written otherwise: 二百九十, 3,120, 1万2千."""
    return [str(amount.value) for amount in amounts(text) if is_written_out(text, amount)]
