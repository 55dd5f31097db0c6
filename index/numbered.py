"""Parts of documents that are asked for by their number, 注2, 第16条, 第13条第2項, Article 4, or
by their heading, the question that an FAQ answers.

Such a question has no word of what stands there, so that neither words nor meaning find it.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from corpus.faq import question_of, wording
from corpus.numerals import BRANCH, NUMERAL, number, plain, roman
from corpus.passage import Passage
from index.article import item_of, paragraph_of
from index.rows import values
from index.store import Store

_NOTE = re.compile(r"(?:注|Note ?|\^)([0-9]*)|\[([0-9]+)\]")
# Article 7, VII, 7-2, 7A and 7 bis.
ENGLISH = (
    r"(?P<word>[0-9]{1,3}|(?-i:[IVXLC]{1,6}))"
    r"(?P<suffix>-[0-9]{1,2}|(?-i:[A-Z])|\s?(?:bis|ter|quater))?\b"
)
_ARTICLE = re.compile(
    rf"第\s?(?P<n>{NUMERAL})\s?条(?P<branch>{BRANCH})(?!関係)|Art(?:icle|\.)\s?{ENGLISH}", re.I
)
# Further articles that a heading names: 第8条及び第9条　削除, 第12条から第14条まで.
_FURTHER = re.compile(
    rf"\s?(?:[、,・]|及び|(?P<to>から|[~〜-]))\s?第\s?(?P<n>{NUMERAL})\s?条(?P<branch>{BRANCH})(?!関係)"
)
_MOST_NAMED = 500  # articles, of those that from one to another are
# Which passages may be of a part, before they are looked at.
_MAY_BE = {
    "note": "label IS NOT NULL",
    "article": "headings LIKE '%条%' OR headings LIKE '%article%' OR headings LIKE '%art.%'",
    "answer": "headings LIKE '%か%' OR headings LIKE '%?%' OR headings LIKE '%？%'",
}
_MOST = 200  # passages; a number that so many have names none of them


@dataclass(frozen=True, slots=True)
class Part:
    """A note or an article, by its number, or the answer to a question, by its wording.

    number: "2" of 注2, "" of a note without one; "16" of 第16条, "16の2" of 第十六条の二;
        the wording of a question (`corpus.faq.wording`).
    paragraph: of the article, from 1; None for the whole of it.
    item: of that paragraph, from 1; None for the whole of it.
    work: words of the name of the ordinance or law it is of, "" where that is not said.
    alone: whether the question asks for it, and for nothing of it.
    there: False where it was looked for and is in none of the documents.
    """

    kind: Literal["note", "article", "answer"]
    number: str
    paragraph: int | None = None
    work: str = ""
    alone: bool = True
    item: int | None = None
    there: bool = True

    @property
    def as_printed(self) -> bool:
        """Whether all of it is what is asked for, from its beginning."""
        return self.kind != "note"


def article_number(numeral: str, branch: str = "") -> str:
    """
    >>> article_number("十六", "の二"), article_number("VII", "-2"), article_number("7", " bis")
    ('16の2', '7の2', '7bis')
    """
    if branch.isascii() and branch.strip().isalpha():
        return f"{number(numeral) or roman(numeral)}{branch.strip().lower()}"
    own = (numeral, *re.findall(NUMERAL, branch))
    return "の".join(str(number(each) or roman(each)) for each in own)


def is_of(part: Part, passage: Passage) -> bool:
    """Whether a passage is that note, or stands in that article, whatever the paragraph, or
    under that question."""
    return _matches(part, passage.document.name, passage.label, passage.headings)


def begins_as_note(part: Part, text: str) -> bool:
    """Whether a text begins as a note of that number does, even if it was not read as one."""
    mark = rf"[(（\[【]?\s?(?:[*※^]|注|(?:foot)?note\s?)?\s?{part.number}(?![0-9.]*[0-9])"
    return re.match(mark, unicodedata.normalize("NFKC", text), re.IGNORECASE) is not None


def passages_of(store: Store, part: Part, documents: Sequence[int] | None) -> list[int]:
    """The ids of the passages of a part, in order; only of those documents, if any are given.
    [] for a note without a number, which may be any note, and for a number that too many have.
    Inside a snapshot of the caller's."""
    if not part.number:
        return []
    only = None if documents is None else json.dumps(list(documents))
    note = part.kind == "note"
    column = "label" if note else "headings"
    found = store.database.execute(
        f"SELECT DISTINCT document_id, name, {column} FROM passages "
        "JOIN documents d ON d.id = document_id "
        f"WHERE ({_MAY_BE[part.kind]}) "
        "AND (?1 IS NULL OR document_id IN (SELECT value FROM json_each(?1)))",
        (only,),
    )
    places = [
        (document, value)
        for document, name, value in found
        if _matches(part, name, value if note else None, () if note else values(value, str) or ())
    ]
    rows = store.database.execute(
        f"SELECT id, document_id, {column} FROM passages WHERE (document_id, {column}) IN "
        "(SELECT json_extract(value, '$[0]'), json_extract(value, '$[1]') FROM json_each(?)) "
        "ORDER BY document_id, start, id LIMIT ?",
        (json.dumps(places), _MOST + 1),
    ).fetchall()
    if len(rows) > _MOST:
        return []
    if part.paragraph is None and part.item is None:
        return [i for i, _, _ in rows]
    articles: dict[tuple[int, str], list[int]] = {}
    for i, document, value in rows:
        articles.setdefault((document, value), []).append(i)
    return [i for article in articles.values() for i in _inside(store, article, part)]


def _matches(part: Part, name: str, label: str | None, headings: tuple[str, ...]) -> bool:
    """Whether a passage of the document of that name, of that label and under those headings, is
    of the part."""
    if part.kind == "note":
        return _note_number(label) == part.number
    place = "\n".join((name, *headings))
    return _stands_under(part, headings) and _is_of_work(part, place)


def _stands_under(part: Part, headings: tuple[str, ...]) -> bool:
    if part.kind == "article":
        return part.number in _articles(headings)
    asked = question_of(headings[-1]) if headings else None
    return asked is not None and wording(asked) == part.number


def _is_of_work(part: Part, place: str) -> bool:
    """Whether the name of a document, or its headings, name the law; its 施行規則 is another."""
    named = rf"{re.escape(part.work)}(?!施行(?:規則|令|細則))"
    return not part.work or re.search(named, place, re.IGNORECASE) is not None


def _inside(store: Store, article: Sequence[int], part: Part) -> list[int]:
    """The passages of an article that belong to the paragraph and the item."""
    there = store.passages(article)
    passages = [there[i] for i in article if i in there]
    if part.item is not None:
        found = item_of(passages, part.paragraph, part.item)
    else:
        found = paragraph_of(passages, part.paragraph or 1)
    starts = {passage.start for passage in found}
    return [i for i in article if i in there and there[i].start in starts]


def _note_number(label: str | None) -> str | None:
    """ "1" of 注1, Note 1, ^1 and [1], "" of 注; None of ※1 and of no note."""
    found = _NOTE.fullmatch(label or "")
    return found and (found[1] or found[2] or "")


@lru_cache(maxsize=1024)
def _articles(headings: tuple[str, ...]) -> frozenset[str]:
    """The numbers of the articles that begin with one of those headings."""
    return frozenset(n for heading in headings for n in _numbers(plain(heading)))


def _numbers(heading: str) -> Iterator[str]:
    found = _ARTICLE.match(heading)
    if found is None:
        return
    last = article_number(found["n"] or found["word"], found["branch"] or found["suffix"] or "")
    yield last
    end = found.end()
    while further := _FURTHER.match(heading, end):
        following = article_number(further["n"], further["branch"])
        if further["to"]:
            yield from _between(last, following)
        yield following
        last, end = following, further.end()


def _between(first: str, last: str) -> Iterator[str]:
    """The articles from one to another, where these are of one series: 2の3 of 2の2から2の4."""
    *inside, begin = first.split("の")
    *other, end = last.split("の")
    if inside == other:
        for n in range(int(begin) + 1, min(int(end), int(begin) + _MOST_NAMED)):
            yield "の".join((*inside, str(n)))
