"""The part of a document that a question asks for by its number: 注2, 第13条第2項, Article 4."""

from __future__ import annotations

import re
import unicodedata

from corpus.numerals import number
from index.numbered import BRANCH, NUMERAL, Part, article_number

# 注 with that meaning: not in 発注, 注文 and 注ぐ.
_NOTE = re.compile(
    r"(?:(?<![\u3400-\u9fff々])|脚|欄外)注(?:釈|記)?(?:\s*([0-9]{1,3})|(?=[はにのをとでも、。?」)]|が(?!れ)|$))"
    r"|\b(?:foot)?notes? ?([0-9]{1,3})\b|\bfootnotes?\b|\bthe note\b(?! verbale)",
    re.I,
)
_ARTICLE = re.compile(
    r"(?:[\u3041-\u30ff\u3400-\u9fff々]{1,8}[都道府県市区町村]の)?"
    r"(?:(?:この|本)?(?:条例|法律?|規則|要綱|規程|憲章)の?"
    r"|(?P<work>[\u3005-\u3007\u30a1-\u30ff\u3400-\u9fff]{2,30}(?:条例|法律?|規則|要綱|規程|憲章))の?)?"
    rf"(?:第\s?)?(?P<n>{NUMERAL})\s?条(?P<branch>{BRANCH})(?:\s?第?\s?(?P<paragraph>{NUMERAL})\s?項)?"
    r"(?:\s?\([^()]{1,40}\))?"
    r"|(?:\bparagraph (?P<first>[0-9]{1,2}) of )?(?:\bthe )?\barticle (?P<word>[0-9]{1,3})\b"
    r"(?:\s?\((?P<in_brackets>[0-9]{1,2})\)|,? para(?:graph|\.)? ?(?P<behind>[0-9]{1,2}))?"
    r"(?: of (?:the|this) (?:ordinance|act|law|regulations?|charter))?",
    re.I,
)
# What is said of an article by who asks for its text, and for nothing in it.
_SAYS = re.compile(
    "何|内容|規定|条文|全文|本文|概要|趣旨|記載|記述|説明|定[めま]|書[いか]|言[っいう]|述べ|教え|見せ|示[しさす]|知り"
    r"|\b(?:what|does|do|is|are|the|say|says|said|state|states|stated|provide|provides|provided|for"
    r"|contain|contains|regulate|regulates|prescribe|prescribes|stipulate|stipulates|set|sets|out"
    r"|cover|covers|require|requires|text|contents?|of|in|about|under|explain|describe|summari[sz]e"
    r"|show|quote|cite|read|tell|give|me|please|can|could|you|it|and|written)\b",
    re.I,
)
_WORD = re.compile(r"[^\W_\u3041-\u309f]")  # what is left of a question by a word of its own
_OF_ITS_OWN = re.compile("いつ|どこ|だれ|なぜ|いくら|いくつ|どうして|すれば")


def asked_part(text: str) -> Part | None:
    """The note or article that a question names. What else it asks may be answered elsewhere,
    as in 「第12条の命令に違反した者の過料は」: then of an article nothing is known, and a note
    may be meant, or be a mark that was copied along.

    >>> asked_part("第13条第2項には何とありますか")
    Part(kind='article', number='13', paragraph=2, work='', alone=True)
    """
    text = unicodedata.normalize("NFKC", text)
    if note := _NOTE.search(text):
        return Part("note", note[1] or note[2] or "", alone=_is_all(text, note))
    article = _ARTICLE.search(text)
    if article is None or not _is_all(text, article):
        return None
    found = article_number(article["n"] or article["word"], article["branch"] or "")
    named = [article[g] for g in ("paragraph", "first", "in_brackets", "behind") if article[g]]
    paragraph = number(named[0]) if named else None
    return Part("article", found, paragraph, article["work"] or "")


def _is_all(text: str, part: re.Match[str]) -> bool:
    """Whether a question asks for a part and nothing of it."""
    rest = _SAYS.sub(" ", f"{text[: part.start()]} {text[part.end() :]}")
    return not (_WORD.search(rest) or _OF_ITS_OWN.search(rest))
