"""Questions with their answers: 問１　いつ支給されますか。 above 答　…, Q1. above A1.

The question is what its answer stands under, since the answer alone does not say what it is about.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.lines import Line
from corpus.markers import FAMILY, HEAD
from corpus.numerals import KANJI_NUMERALS, plain
from corpus.script import JAPANESE, folded

_NUMBER = rf"\s?(?P<n>[0-9]{{1,3}}(?:-[0-9]{{1,3}})?|[{KANJI_NUMERALS}]{{1,3}})?"
_END = r"(?:[)\]】]\s?|[.:、]\s?|\s+|(?=「)|$)"
_SIGN = r"(?:[○◯〇●■◆・]\s?)?[(【\[]?"
_ARTICLE = rf"(?!A\s+[^\s{JAPANESE}])"  # A fee is due.
_ASKED = re.compile(rf"{_SIGN}(?:問|質問|Q){_NUMBER}{_END}")
_ANSWERED = re.compile(rf"{_SIGN}{_ARTICLE}(?:答え?|回答|A){_NUMBER}{_END}")
_NUMBERED = re.compile(r"[(]?[0-9]{1,3}[).、:]?\s")
_ASKS = re.compile(r"か[。?？]?$|[?？]$")
_MOST_LINES = 8  # of a question
_LONGEST = 300  # characters of one


def questions(lines: Sequence[Line]) -> dict[int, int]:
    """The lines at which a question begins that is answered below, each with the line of the
    answer.

    >>> from corpus.lines import split_lines
    >>> questions(split_lines("問１　必要ですか。\\n答　不要です。\\n問２　次の語を説明せよ。"))
    {0: 1}
    """
    found: dict[int, int] = {}
    asked: tuple[int, str | None] | None = None  # the line, and the number, of the last question
    for at, line in enumerate(lines):
        head = plain(line.text[:HEAD])
        if (question := _ASKED.match(head)) is not None:
            asked = at, question["n"]
        elif asked is not None and (answer := _ANSWERED.match(head)) is not None:
            begin, number = asked
            whole = line.start - lines[begin].start
            fits = answer["n"] in (None, number)
            if fits and at - begin <= _MOST_LINES and whole <= _LONGEST:
                found[begin] = at
            asked = None
        elif line.row or any(each.firm and each.rank < FAMILY for each in line.markers):
            asked = None  # a table or a chapter is no part of a question
    return found


def question_of(heading: str) -> str | None:
    """What a heading asks, without its number; None where it asks nothing.

    >>> question_of("問３　申請は必要ですか。"), question_of("３　申請の手続")
    ('申請は必要ですか', None)
    """
    found = _ASKED.match(plain(heading[:HEAD])) or _NUMBERED.match(plain(heading[:HEAD]))
    asked = heading[found.end() if found else 0 :].strip()
    return asked.rstrip("。") if _ASKS.search(asked) else None


def wording(asked: str) -> str:
    """What a question says, to compare it: without its number, marks, spaces and case.

    >>> wording("Ｑ３－１　申請は必要ですか。") == wording("申請は必要ですか？")
    True
    """
    return re.sub(r"[\W_]+", "", folded(question_of(asked) or asked))
