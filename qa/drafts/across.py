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
from qa.drafts.draft import Draft, Sort, Statement, sections, statements
from qa.question import Language

_NAME = r"(?<![A-Za-z0-9])(?P<name>[A-Z][A-Z0-9]*[A-Z][A-Z0-9]{1,11})(?![A-Za-z0-9])"
_LAST_NAME = re.compile(rf".*{_NAME}", re.DOTALL)
_IN_BRACKETS = re.compile(rf"\w\s?\((?:略称)?「?{_NAME}」?\)")  # behind what it is short for
_NO_NAME = re.compile("[IVXLCDM]+|PDF|URL|HTML|FAX|TEL|NULL")
_ARTICLE = re.compile(r"第([0-9]{1,3})条(?![のを])|Article ([0-9]{1,3})(?![0-9.-])")
_NOTE = re.compile("注([0-9]{1,2})")
# That something was done; what is to come is not asked about.
_HAPPENED = re.compile(
    r"(?:し|され|れ|行っ|設け|改め|なっ|開い|まし)た(?:。|ほか|とみ)"
    r"|\b(?:was|were|died|carried|launched|succeeded|found)\b"
)


def drafts(passages: Sequence[Passage], language: Language) -> Iterator[Draft]:
    """Questions in `language` on passages of the other, in the order of the text in each sort."""
    english = language == "en"
    named: set[str] = set()
    for passage in passages:
        for name in _explained(passage):
            if name not in named:
                named.add(name)
                question = f"What is {name}?" if english else f"{name}とは何ですか？"
                yield Draft(question, "definition", passage, passage.start, passage.end)
    for date, told in _events(passages):
        assert date.month is not None
        if english:
            month = f"{calendar.month_name[date.month]} {date.year}"
            question = f"What happened {f'on {date.day}' if date.day else 'in'} {month}?"
        else:
            day = f"{date.day}日" if date.day else ""
            question = f"{date.year}年{date.month}月{day}に何がありましたか？"
        yield Draft(question, "event", told.passage, told.start, told.end)
    for sort, number, passage, start, end in _numbered(passages):
        if english:
            question = f"What does {'note' if sort == 'note' else 'Article'} {number} say?"
        else:
            question = f"{f'注{number}' if sort == 'note' else f'第{number}条'}には何とありますか？"
        yield Draft(question, sort, passage, start, end)


def _explained(passage: Passage) -> list[str]:
    """The names that a passage says something of: a note's, or one in brackets behind what it
    is short for."""
    if passage.kind == "note" and passage.explains is not None:
        words = passage.document.text[slice(*passage.explains)]
        found = _LAST_NAME.match(unicodedata.normalize("NFKC", words))
        names = [found["name"]] if found else []
    else:
        text = unicodedata.normalize("NFKC", passage.text)
        names = [found["name"] for found in _IN_BRACKETS.finditer(text)]
    return [name for name in names if not _NO_NAME.fullmatch(name)]


def _events(passages: Sequence[Passage]) -> Iterator[tuple[Date, Statement]]:
    """What happened in a month that only one sentence speaks of."""
    told: list[tuple[Date, Statement]] = []
    for each in statements([p for p in passages if p.kind in ("paragraph", "list")]):
        # 同年 is known from the sentences before.
        at = each.passage.start
        here = [
            date
            for date in dates(each.passage.text)
            if each.start <= at + date.start < each.end
            if date.year and date.month and not date.fiscal
        ]
        if here and _HAPPENED.search(each.text):
            told.append((here[-1], each))
    months = Counter((date.year, date.month) for date, _ in told)
    return (one for one in told if months[one[0].year, one[0].month] == 1)


def _numbered(passages: Sequence[Passage]) -> Iterator[tuple[Sort, str, Passage, int, int]]:
    """The notes and articles whose number no other has: those of a supplement may."""
    found: list[tuple[Sort, str, Passage, int, int]] = []
    for passage in passages:
        if note := _NOTE.fullmatch(passage.label or ""):
            found.append(("note", note[1], passage, passage.start, passage.end))
    for first, start, end in sections(passages):
        if article := _ARTICLE.match(unicodedata.normalize("NFKC", first.headings[-1])):
            found.append(("article", article[1] or article[2], first, start, end))
    times = Counter(one[:2] for one in found)
    return (one for one in found if times[one[:2]] == 1)
