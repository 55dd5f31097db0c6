"""Questions for a reader of the other language, made without translating.

Only what both languages write alike can be asked about: names in Latin letters, dates, the
numbers of notes and articles.
"""

from __future__ import annotations

import calendar
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence

from corpus.dates import Date, dates
from corpus.passage import Passage
from qa.draft import Draft, sections, statements
from qa.question import Language

_NAME = re.compile(r"(?<![A-Za-z0-9])[A-Z][A-Z0-9]*[A-Z][A-Z0-9]{1,11}(?![A-Za-z0-9])")
_ROMAN = re.compile("[IVXLCDM]+")
_UNITS = frozenset(("PDF", "URL", "HTML", "FAX", "TEL", "NULL"))
_ARTICLE = re.compile(r"第([0-9]{1,3})条(?![のを])|Article ([0-9]{1,3})(?![0-9.-])")
_NUMBERED_NOTE = re.compile("注([0-9]{1,2})")


def drafts(passages: Sequence[Passage], language: Language) -> Iterator[Draft]:
    """Questions in `language` on passages of the other, in the order of the text."""
    named: set[str] = set()
    for passage in passages:
        for name in _explained(passage):
            if name not in named:
                named.add(name)
                words = f"What is {name}?" if language == "en" else f"{name}とは何ですか？"
                yield Draft(words, "definition", passage.start, passage.end)
    yield from _events(passages, language)
    yield from _notes(passages, language)
    yield from _articles(passages, language)


def _names(text: str) -> list[str]:
    found = _NAME.findall(unicodedata.normalize("NFKC", text))
    return [n for n in found if not _ROMAN.fullmatch(n) and n not in _UNITS]


def _explained(passage: Passage) -> list[str]:
    """The names that a passage says something of: a note's, or one in brackets behind what it
    is short for."""
    if passage.kind == "note" and passage.explains is not None:
        return _names(passage.document.text[slice(*passage.explains)])[-1:]
    text = unicodedata.normalize("NFKC", passage.text)
    return [n for n in _names(text) if re.search(rf"\w\s?\((?:略称)?「?{n}」?\)", text)]


def _events(passages: Sequence[Passage], language: Language) -> Iterator[Draft]:
    """What happened in a month that only one passage speaks of."""
    told: list[tuple[Date, int, int]] = []
    for passage in passages:
        if passage.kind not in ("paragraph", "list"):
            continue
        in_passage = [d for d in dates(passage.text) if d.year and d.month and not d.fiscal]
        for each in statements(passage):
            here = [d for d in in_passage if each.start <= passage.start + d.start < each.end]
            if _happened(each.text) and here:
                told.append((here[-1], each.start, each.end))
    months = Counter((d.year, d.month) for d, _, _ in told)
    for date, start, end in told:
        assert date.month is not None
        if months[date.year, date.month] > 1:
            continue
        if language == "ja":
            when = f"{date.year}年{date.month}月" + (f"{date.day}日" if date.day else "")
            yield Draft(f"{when}に何がありましたか？", "event", start, end)
        else:
            month = calendar.month_name[date.month]
            when = f"on {date.day} {month}" if date.day else f"in {month}"
            yield Draft(f"What happened {when} {date.year}?", "event", start, end)


def _happened(sentence: str) -> bool:
    return bool(
        re.search(r"(?:し|され|れ|行っ|設け|改め|なっ|開い)た(?:。|ほか|とみ)", sentence)
        or re.search(r"\b(?:was|were|died|carried|launched|succeeded|found)\b", sentence)
    )


def _notes(passages: Sequence[Passage], language: Language) -> Iterator[Draft]:
    """What a note says, where no other note has its number."""
    if language == "ja":
        return
    labels = Counter(p.label for p in passages if p.label)
    for passage in passages:
        numbered = _NUMBERED_NOTE.fullmatch(passage.label or "")
        if numbered and labels[numbered.string] == 1:
            yield Draft(f"What does note {numbered[1]} say?", "note", passage.start, passage.end)


def _articles(passages: Sequence[Passage], language: Language) -> Iterator[Draft]:
    """What an article says, where no other has its number: those of a supplement may."""
    found: dict[str, list[tuple[int, int]]] = {}
    for headings, start, end in sections(passages):
        if article := _ARTICLE.match(unicodedata.normalize("NFKC", headings[-1])):
            found.setdefault(article[1] or article[2], []).append((start, end))
    for number, places in found.items():
        if len(places) == 1:
            asked = f"第{number}条には何とありますか？"
            if language == "en":
                asked = f"What does Article {number} say?"
            yield Draft(asked, "article", *places[0])
