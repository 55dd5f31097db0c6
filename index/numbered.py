"""Parts of documents that are asked for by their number: 注2, 第16条, 第13条第2項, Article 4.

Who asks so says no word of what stands there, and neither words nor meaning find it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from corpus.numerals import KANJI, number, plain
from corpus.passage import Passage
from index.rows import values
from index.store import Store

NUMERAL = rf"(?:[0-9]{{1,4}}|[{KANJI}]{{1,7}})"
BRANCH = rf"(?:\s?の\s?{NUMERAL})*"
_NOTE = re.compile(r"(?:注|Note ?|\^)([0-9]*)|\[([0-9]+)\]")
_ARTICLE = re.compile(
    rf"第\s?(?P<n>{NUMERAL})\s?条(?P<branch>{BRANCH})(?!関係)|Article (?P<word>[0-9]{{1,3}})\b",
    re.I,
)
_PARAGRAPH = re.compile(r"([0-9]{1,2})[\s.、]")  # 二 begins an item
_MOST = 200  # passages; a number that so many have names none of them


@dataclass(frozen=True, slots=True)
class Part:
    """A note or an article, by its number.

    number: "2" of 注2, "" of a note without one; "16" of 第16条, "16の2" of 第十六条の二.
    paragraph: of the article, from 1; None for the whole of it.
    work: words of the name of the ordinance or law it is of, "" where that is not said.
    alone: whether the question asks for it, and for nothing of it.
    """

    kind: Literal["note", "article"]
    number: str
    paragraph: int | None = None
    work: str = ""
    alone: bool = True


def article_number(numeral: str, branch: str = "") -> str:
    """
    >>> article_number("十六", "の二")
    '16の2'
    """
    own = (numeral, *re.findall(NUMERAL, branch))
    return "の".join(str(number(each)) for each in own)


def is_of(part: Part, passage: Passage) -> bool:
    """Whether a passage is that note, or stands in that article, whatever the paragraph."""
    if part.kind == "note":
        return _note_number(passage.label) == part.number
    if part.number not in _articles(passage.headings):
        return False
    return _is_of_work(part, "\n".join((passage.document.name, *passage.headings)))


def passages_of(store: Store, part: Part, documents: Sequence[int] | None) -> list[int]:
    """The ids of the passages of a part, in order; only of those documents, if any are given.
    None of a note without a number, which may be any, nor of a number that too many have.
    Inside a snapshot of the caller's."""
    if not part.number:
        return []
    only = None if documents is None else json.dumps(list(documents))
    column = "label" if part.kind == "note" else "headings"
    found = store.database.execute(
        f"SELECT DISTINCT document_id, name, {column} FROM passages "
        "JOIN documents d ON d.id = document_id "
        "WHERE (label IS NOT NULL OR headings LIKE '%条%' OR headings LIKE '%article%') "
        "AND (?1 IS NULL OR document_id IN (SELECT value FROM json_each(?1)))",
        (only,),
    )
    places = [
        (document, value)
        for document, name, value in found
        if (
            _note_number(value) == part.number
            if part.kind == "note"
            else part.number in _articles(values(value, str) or ())
            and _is_of_work(part, f"{name}\n{value}")
        )
    ]
    rows = store.database.execute(
        f"SELECT id, document_id, {column} FROM passages WHERE (document_id, {column}) IN "
        "(SELECT json_extract(value, '$[0]'), json_extract(value, '$[1]') FROM json_each(?)) "
        "ORDER BY document_id, start, id LIMIT ?",
        (json.dumps(places), _MOST + 1),
    ).fetchall()
    if len(rows) > _MOST:
        return []
    if part.paragraph is None:
        return [i for i, _, _ in rows]
    articles: dict[tuple[int, str], list[int]] = {}
    for i, document, value in rows:
        articles.setdefault((document, value), []).append(i)
    return [i for article in articles.values() for i in _paragraph(store, article, part.paragraph)]


def _is_of_work(part: Part, place: str) -> bool:
    """Whether the name of a document, or its headings, name the law; its 施行規則 is another."""
    named = rf"{re.escape(part.work)}(?!施行(?:規則|令|細則))"
    return not part.work or re.search(named, place) is not None


def _paragraph(store: Store, article: Sequence[int], wanted: int) -> list[int]:
    """Those of an article's passages that are of one paragraph. The first has no number; what
    stands between two numbers are the items of the one before."""
    passages, paragraph, found = store.passages(article), 1, []
    for i in article:
        numbered = _PARAGRAPH.match(plain(passages[i].text[:10])) if i in passages else None
        if numbered and number(numbered[1]) == paragraph + 1:
            paragraph += 1
        if paragraph == wanted:
            found.append(i)
    return found


def _note_number(label: str | None) -> str | None:
    """ "1" of 注1, Note 1, ^1 and [1], "" of 注; None of ※1 and of no note."""
    found = _NOTE.fullmatch(label or "")
    return found and (found[1] or found[2] or "")


@lru_cache(maxsize=1024)
def _articles(headings: tuple[str, ...]) -> frozenset[str]:
    """The numbers of the articles that begin with one of those headings."""
    found = (_ARTICLE.match(plain(heading)) for heading in headings)
    return frozenset(
        article_number(each["n"] or each["word"], each["branch"] or "") for each in found if each
    )
