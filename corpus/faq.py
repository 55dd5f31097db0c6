"""Questions with their answers: 問１　いつ支給されますか。 above 答　…, Q1. above A1.

The question is what its answer stands under, since the answer alone does not say what it is about.
So it is where the two have no sign, but several questions are put alike.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.line_kinds import title_like
from corpus.lines import Line, is_broken_at, is_english, wrap_width
from corpus.markers import FAMILY, HEAD
from corpus.numerals import KANJI_NUMERALS, plain
from corpus.script import JAPANESE, folded

_NUMBER = rf"(?:\s?|-(?=[0-9]))(?P<n>[0-9]{{1,3}}(?:-[0-9]{{1,3}})?|[{KANJI_NUMERALS}]{{1,3}})?"
_END = r"(?:[)\]】]\s?|[.:、]\s?|\s+|(?=「)|$)"
_SIGN = r"(?:[○◯〇●■◆・]\s?)?[(【\[]?"
_ARTICLE = rf"(?!A\s+[^\s{JAPANESE}])"  # A fee is due.
_ASKED = re.compile(rf"{_SIGN}(?:問|質問|Q){_NUMBER}{_END}")
_ANSWERED = re.compile(rf"{_SIGN}{_ARTICLE}(?:答え?|回答|A){_NUMBER}{_END}")
_NUMBERED = re.compile(r"[(]?[0-9]{1,3}(?:[).、:](?![0-9])\s?|\s)|[①-⑳]\s?")
_ASKS = re.compile(r"か[。?？]?$|[?？]$")
# What asks without 問 before it: いくらですか。, but not the view that something is so か。
_ASKS_ALONE = re.compile(r"(?:[でま]す|でしょう|ません|[でま]した)か[。?？]?$|[?？]$")
_SHORT = 80  # characters of a question that has no sign
_FEWEST = 2  # questions alike that are answered, from which on they are headings
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


def unsigned_questions(lines: Sequence[Line]) -> dict[int, int]:
    """The lines that ask something in one short sentence, each with the line below, from which on
    it is answered with no 答 before that. Only where there are several that are alike in what
    stands before them: a number, a sign, or nothing.

    >>> from corpus.lines import split_lines
    >>> unsigned_questions(split_lines("有料ですか？\\n300円です。\\n要りますか？\\nはい。"))
    {0: 1, 2: 3}
    """
    wrap = wrap_width(lines)
    alike: dict[str, set[int]] = {}
    for at in range(len(lines) - 1):
        form = _form(lines[at])
        if form is None or (at > 0 and _form(lines[at - 1]) == form):
            continue  # one of several that are only listed
        if (form or _begins(lines, at, wrap)) and _is_answered(lines, at, form):
            alike.setdefault(form, set()).add(at)
    return {at: at + 1 for each in alike.values() if len(each) >= _FEWEST for at in each}


def _form(line: Line) -> str | None:
    """What stands before a question without an answer's sign: the class of its number, its sign,
    or nothing; None where the line is no such question."""
    if len(line.text) > _SHORT or line.row or not _ASKS_ALONE.search(line.text):
        return None
    if _ASKED.match(plain(line.text[:HEAD])):
        return "問"
    if line.bullet:
        return line.text[0]
    if line.markers:
        return line.markers[0].cls if line.markers[0].rank >= FAMILY else None
    # One in English that has no number is known by its words: see `corpus.unmarked`.
    return None if is_english(line.text) or "。" in line.text[:-1] else ""


def _begins(lines: Sequence[Line], at: int, wrap: int) -> bool:
    """Whether nothing above goes on in a line."""
    if at == 0 or lines[at].gap or lines[at - 1].ends:
        return True
    above = lines[at - 1]
    return title_like(above.text) and not (above.breaks_off or is_broken_at(above, wrap))


def _is_answered(lines: Sequence[Line], at: int, form: str) -> bool:
    """Whether the line below a question may say something on it, and does not open a part."""
    question, line = lines[at], lines[at + 1]
    if _form(line) is not None or (line.bullet and line.text[0] == form):
        return False
    marker = next((each for each in line.markers if each.firm), None)
    if marker is None or line.bullet:
        return True
    if question.markers and not question.bullet:
        return marker.rank > question.markers[0].rank
    further = lines[at + 2].markers if at + 2 < len(lines) else ()
    of_list = any((each.cls, each.number) == (marker.cls, marker.number + 1) for each in further)
    return marker.rank >= FAMILY and (line.ends or of_list)


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
