"""The part of a document that a question asks for by its number: 注2, 第13条第2項, Article 4."""

from __future__ import annotations

import re
import unicodedata

from corpus.numerals import BRANCH, NUMERAL, number, roman
from corpus.script import HIRAGANA, KANJI, KATAKANA
from index.numbered import ENGLISH, Part, article_number

# 注 with that meaning: not in 発注, 注文 and 注ぐ.
_NOTE = re.compile(
    rf"(?:(?<![{KANJI}])|脚|欄外)注(?:釈|記)?(?:\s*([0-9]{{1,3}})|(?=[はにのをとでも、。?」)]|が(?!れ)|$))"
    r"|\b(?:foot)?notes? ?([0-9]{1,3})\b|\bfootnotes?\b|\bthe note\b(?! verbale)",
    re.I,
)
_ARTICLE = re.compile(
    rf"(?:[{HIRAGANA}{KATAKANA}{KANJI}]{{1,8}}[都道府県市区町村]の)?"
    r"(?:(?:この|本)?(?:条例|法律?|規則|要綱|規程|憲章)の?"
    rf"|(?P<work>[{KATAKANA}{KANJI}・]{{2,30}}(?:条例|法律?|規則|要綱|規程|憲章))の?)?"
    rf"(?:第\s?)?(?P<n>{NUMERAL})\s?条(?P<branch>{BRANCH})(?:\s?第?\s?(?P<paragraph>{NUMERAL})\s?項)?"
    rf"(?:\s?第?\s?(?P<item>{NUMERAL})\s?号)?(?:\s?\([^()]{{1,40}}\))?"
)
_PARAGRAPH = r"para(?:graph|\.)? ?\(?[0-9]{1,2}\b\)?"
_ITEM = r"(?:item|subparagraph) ?\(?(?:[0-9]{1,2}|[ivx]{1,4}|[a-z])\b\)?"
# Of the works that go with it, those that tell where to look are kept.
_ENGLISH = re.compile(
    rf"(?:\b{_ITEM} of )?(?:\b{_PARAGRAPH} of )?(?:\bthe )?"
    rf"(?:\bart(?:icle|\.) ?(?=[0-9])|\b(?-i:A)rt(?:icle|\.) ){ENGLISH}"
    r"(?P<brackets> ?\([0-9]{1,2}\))?(?P<inner> ?\((?:[ivx]{1,4}|[a-z])\))?"
    rf"(?:,? {_PARAGRAPH})?(?:,? {_ITEM})?"
    r"(?: of (?:the|this) (?:(?P<work>constitution|supplementary provisions)|ordinance|act|law"
    r"|regulations?|charter|agreement|treaty|convention|protocol)\b)?",
    re.I,
)
# The words of a question for the text of an article, and for nothing in it.
_SAYS = re.compile(
    "何|内容|規定|条文|全文|本文|概要|趣旨|記載|記述|説明|定[めま]|書[いか]|言[っいう]|述べ|教え|見せ|示[しさす]|知り"
    r"|\b(?:what|does|do|is|are|the|say|says|said|state|states|stated|provide|provides|provided|for"
    r"|contain|contains|regulate|regulates|prescribe|prescribes|stipulate|stipulates|set|sets|out"
    r"|cover|covers|require|requires|text|contents?|of|in|about|under|explain|describe|summari[sz]e"
    r"|show|quote|cite|read|tell|give|me|please|can|could|you|it|and|written)\b",
    re.I,
)
_WORD = re.compile(rf"[^\W_{HIRAGANA}]")  # what is left of a question by a word of its own
_OF_ITS_OWN = re.compile("いつ|どこ|だれ|なぜ|いくら|いくつ|どうして|すれば")


def asked_part(text: str) -> Part | None:
    """The note or article that a question asks for. Where it asks for something about it, as in
    「第12条の命令に違反した者の過料は」, the answer may stand elsewhere: then an article is left
    out, and a note is not `alone`, since its mark may only have been copied along.

    >>> asked_part("第13条第2項には何とありますか")
    Part(kind='article', number='13', paragraph=2, work='', alone=True, item=None, there=True)
    """
    text = unicodedata.normalize("NFKC", text)
    if note := _NOTE.search(text):
        return Part("note", note[1] or note[2] or "", alone=_is_all(text, note))
    article = _ARTICLE.search(text)
    if article is not None and _is_all(text, article):
        found = article_number(article["n"], article["branch"])
        return Part(
            "article",
            found,
            paragraph=number(article["paragraph"] or ""),
            item=number(article["item"] or ""),
            work=article["work"] or "",
        )
    article = _ENGLISH.search(text)
    return _in_english(article) if article is not None and _is_all(text, article) else None


def _in_english(article: re.Match[str]) -> Part:
    """Article 5(2)(a), Article 5, paragraph (2), item (a), paragraph 2 of Article 5."""
    paragraph = re.search(rf"\b{_PARAGRAPH}", article[0], re.I)
    item = re.search(rf"\b{_ITEM}", article[0], re.I)
    return Part(
        "article",
        article_number(article["word"], article["suffix"] or ""),
        paragraph=_place(paragraph[0] if paragraph else article["brackets"]),
        item=_place(item[0] if item else article["inner"]),
        work=article["work"] or "",
    )


def _place(named: str | None) -> int | None:
    """The number of what is so named, from its last word: 2 of (2), (ii) and (b)."""
    if not named:
        return None
    last = re.findall(r"[0-9]+|[a-z]+", named.lower())[-1]
    if last.isdecimal():
        return number(last)
    return roman(last) if set(last) <= set("ivx") else ord(last) - ord("a") + 1


def _is_all(text: str, part: re.Match[str]) -> bool:
    """Whether a question asks for a part itself, and for nothing in it."""
    rest = _SAYS.sub(" ", f"{text[: part.start()]} {text[part.end() :]}")
    return not (_WORD.search(rest) or _OF_ITS_OWN.search(rest))
