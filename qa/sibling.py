"""Siblings: other things of the kind that is asked about, 旧庁舎 where 新庁舎 is, the second
gymnasium where the first is. What a sentence says of a sibling is no answer.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.numerals import KANJI_NUMERALS, NUMERAL, number, plain
from corpus.opposites import counterparts, has_opposite
from corpus.script import KANJI, KATAKANA
from index.bilingual import translations
from index.spelling import is_japanese
from qa.evidence import Candidate
from qa.question import Question

_PARTS = "編部章節款条項号"  # of a document, which are asked for by their numbers
_NUMBERED = re.compile(f"第({NUMERAL})(?![0-9{KANJI_NUMERALS}{_PARTS}])([{KANJI}]{{2,}})")
# 第1回, 第一 and １回目, as what is first is called
_ORDINAL = re.compile(
    f"第({NUMERAL})(?![0-9{KANJI_NUMERALS}{_PARTS}])|({NUMERAL})[{KANJI}{KATAKANA}]{{1,2}}目"
)
_WORD = re.compile(f"[{KANJI}{KATAKANA}]{{3,}}")
_NAME = re.compile(r"\b[A-ZĀĪŪĒŌ][a-zāīūēō'’-]{3,}\b")
_DIGIT = re.compile(r"\d")
_LEAST_COMMON = 2  # characters at the end of two names of one kind of thing
_IN_WORD = "ーァィゥェォャュョッ"  # begin no word


def is_of_sibling(question: Question, candidate: Candidate) -> bool:
    """Whether a sentence is certainly of a sibling: it has the opposite of a name in the question,
    or the name with another number, and the name that is asked about stands nowhere near. Not where
    yes or no is asked, which a sibling may settle, nor where the question names both."""
    if question.kind == "yes-no":
        return False
    asked, text, around = plain(question.text), plain(candidate.text), _around(candidate)
    return any(
        other in text and other not in asked and not _is_apart(name, other, around)
        for name in _absent(question, around)
        for other in counterparts(name)
    ) or _has_other_number(asked, text, around)


def may_be_of_another(question: Question, candidate: Candidate, missing: Sequence[str]) -> bool:
    """Whether a sentence may be of a sibling: it has the opposite of a word of the question, or a
    name like one that no document has; or a number of the question stands nowhere, or a Japanese
    name in it that is in Latin letters.

    missing: the question's names and numbers that no document has.
    """
    text = plain(candidate.text)
    return (
        has_opposite(text, [*_absent(question, _around(candidate)), *missing])
        or any(_DIGIT.search(name) or _has_like(text, name) for name in missing)
        or (candidate.printed == "ja" and _has_unheard(question))
    )


def _has_unheard(question: Question) -> bool:
    """Whether a Japanese name in Latin letters is left, which sounds like nothing in a document."""
    names = _NAME.findall(question.text) if question.language == "en" else []
    return any(is_japanese(name) and not translations(name) for name in names)


def _around(candidate: Candidate) -> str:
    passage = candidate.hit.passage
    return plain(f"{passage.context}\n{passage.text}")


def _absent(question: Question, around: str) -> list[str]:
    return [name for name in question.names if plain(name) not in around]


def _is_apart(name: str, other: str, around: str) -> bool:
    """Whether a name that nowhere stands as a whole may be meant by parts of it: 新庁舎 by 庁舎
    beside 旧庁舎, 女性職員 by 女性, 上半期 by 上期. Of both names that with the opposite is left
    out."""
    at = next(i for i, (one, another) in enumerate(zip(name, other, strict=True)) if one != another)
    sign, before, behind = name[at], name[:at], name[at + 1 :]
    shortened = [*(each + sign for each in before), *(sign + each for each in behind)]
    rest = around.replace(other, " ")
    return before + behind in rest or any(short in rest for short in shortened)


def _has_other_number(asked: str, text: str, around: str) -> bool:
    """第2体育館 where 第1体育館 is asked about."""
    things = {thing for _, thing in _NUMBERED.findall(text)}
    there = {number(one or other) for one, other in _ORDINAL.findall(around)}
    return any(
        thing in things and number(ordinal) not in there
        for ordinal, thing in _NUMBERED.findall(asked)
    )


def _has_like(text: str, name: str) -> bool:
    """大川中学校 where 大山中学校 is asked about."""
    if not _WORD.fullmatch(name):
        return False
    cuts = range(1, len(name) - _LEAST_COMMON + 1)
    heads = (name[:at] for at in cuts if name[at] not in _IN_WORD)
    return any(
        re.search(
            f"(?<![{KANJI}{KATAKANA}])[{KANJI}{KATAKANA}]{{{len(head)}}}{name[len(head) :]}", text
        )
        for head in heads
    )
