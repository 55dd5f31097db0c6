"""Reading aid: what helps an English reader through a Japanese quote, beneath it.

How its words are read and what they mean, and its dates in the common calendar. Not a
translation, and labelled so; the quote itself is left as it is.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from corpus.dates import Date, dates
from corpus.dictionary import Dictionary
from corpus.errors import DictionaryError
from corpus.gloss import Gloss, glosses
from qa.question import Language, language_of
from qa.quote import Quote
from ui.escaping import escape
from ui.strings import say

_log = logging.getLogger(__name__)


def aid_html(quote: Quote, language: Language, dictionary: Dictionary | None = None) -> str:
    """The reading aid of a quote as one line of HTML, folded; "" where there is nothing to
    help with, the quote is not Japanese, or the reader reads Japanese.

    Words come from the project's glossary, and from `dictionary` where one is given and can
    be read.
    """
    if language != "en" or language_of(quote.text) != "ja":
        return ""
    named = _dates(quote)
    words = _words(quote.text, tuple((date.start, date.end) for date in named), dictionary)
    rows = sorted([*_date_rows(quote.text, named, language), *_word_rows(quote.text, words)])
    if not rows:
        return ""
    return (
        f'<details class="aid" lang="{language}"><summary>{escape(say(language, "aid"))}</summary>'
        f"<dl>{''.join(row for _, row in rows)}</dl>{_credit(words, language)}</details>"
    )


def date_words(date: Date, language: Language) -> str:
    """A date in the common calendar, as much of it as is known.

    >>> [date_words(date, "en") for date in dates("平成30年12月9日、同年度、元号は不明の3月")]
    ['9 December 2018', 'fiscal 2018 (from April)', 'March']
    """
    day, year = str(date.day or ""), str(date.year or "")
    if date.month is None:
        return say(language, "fiscal", year=year) if year and date.fiscal else year
    month = say(language, "months").split()[date.month - 1]
    return say(language, "day", day=day, month=month, year=year).strip()


def _dates(quote: Quote) -> list[Date]:
    """The dates in a quote, with spans in its text. The year of a 同年 may stand before it."""
    passage = quote.passage
    before = quote.start - passage.start
    found = dates(passage.document.text[passage.start : quote.end])
    return [
        replace(date, start=date.start - before, end=date.end - before)
        for date in found
        if date.start >= before
    ]


@lru_cache(maxsize=4096)  # a conversation is drawn anew with each answer
def _words(
    text: str, apart: tuple[tuple[int, int], ...], dictionary: Dictionary | None
) -> list[Gloss]:
    try:
        return glosses(text, dictionary, apart)
    except DictionaryError as error:  # its file went away: no reason to lose an answer
        _log.warning("%s", error)
        return glosses(text, None, apart)


def _date_rows(text: str, named: list[Date], language: Language) -> Iterator[tuple[int, str]]:
    seen = set()
    for date in named:
        printed, words = text[date.start : date.end], date_words(date, language)
        if words and language_of(printed) == "ja" and (printed, words) not in seen:
            seen.add((printed, words))
            yield date.start, _row(printed, "", escape(words))


def _word_rows(text: str, words: list[Gloss]) -> Iterator[tuple[int, str]]:
    for word in words:
        printed = text[word.start : word.end]
        kana = word.kana if word.kana != printed else ""
        mark = "" if word.listed else "<sup>°</sup>"
        yield word.start, _row(printed, kana, escape(word.en) + mark)


def _row(printed: str, kana: str, meaning: str) -> str:
    reading = f' <span class="kana">{escape(kana)}</span>' if kana else ""
    return f'<div><dt lang="ja">{escape(printed)}{reading}</dt><dd>{meaning}</dd></div>'


def _credit(words: list[Gloss], language: Language) -> str:
    """Whose words these are, as the dictionary's licence requires wherever they are shown."""
    if all(word.listed for word in words):
        return ""
    return f'<p class="credit">{escape(say(language, "aid_dictionary"))}</p>'
