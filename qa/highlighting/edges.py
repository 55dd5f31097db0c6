"""Where a highlight begins and ends: no word, number, bracket or column is cut, nothing around the
answer goes with it, and what changes its sense does.
"""

from __future__ import annotations

import re

from corpus.brackets import CLOSES, OPENS
from corpus.numerals import FIGURES
from corpus.script import HIRAGANA, KANJI, KATAKANA, LATIN
from corpus.span import Span
from corpus.table import cells

# What the reader takes along before and after an answer.
_AROUND = (
    re.compile(
        rf"(?:[、。,，・\s]|[はがをにでのもへ](?=[^{HIRAGANA}])"
        r"|(?:the|an?|in|on|at(?! (?:least|most)\b)|by|of)\s+)+",
        re.I,
    ),
    re.compile(
        r"(?:(?:には|では|とは|までに|から|まで|より|により|において|[はがをにで]"
        rf"|(?<![{HIRAGANA}])[のもへと])?[、。,，.\s]*)$"  # 子ども and ひと end so themselves
    ),
)
# A highlight inside a word begins behind 含 of 含む178人, か of から3カ月, or れ of それぞれ47日.
_WORD_ENDING = re.compile(
    f"(?:(?<=[{KANJI}])[{HIRAGANA}]{{1,3}}|(?<=か)ら|(?<=ま)で|(?<=よ)り|(?<=な)ど"
    rf"|(?<=[{HIRAGANA}])(?!およそ|ほぼ|のべ|あと|わずか)[{HIRAGANA}]{{1,3}}(?=\d))"
    f"(?![{HIRAGANA}])"
)
# A number, or a word that is nowhere to be cut.
_WHOLE = re.compile(f"{FIGURES}|[{LATIN}]+|[{KATAKANA}]+")
# One character that is left of a word before a number, but not what goes with the number: 約3割.
_WORD_END_BEFORE_NUMBER = re.compile(rf"(?<=[{KANJI}\d])(?![約計延第全各])[{KANJI}](?=\d)")
# What stands behind a date, or a number, and changes which it is.
_BEHIND_DATE = re.compile("末日?|[上中下]旬|頃|ごろ|以降|以前")
_BEHIND_NUMBER = re.compile(
    "(?:(?<=月)間)?(?:以[内上下]|未満|程度|前後|を?超(?!え|過)|余り?|弱(?!い)|強(?![いくま]))|(?<=月)間"
)


def trimmed(text: str, start: int, end: int) -> Span | None:
    """The words, whole, without the particles and the punctuation around them, which belong to no
    answer; None if nothing is left, or if they run over the columns of a table."""
    if len([cell for cell in cells(text, 0, len(text)) if cell[0] < end and start < cell[1]]) > 1:
        return None
    for whole in _WHOLE.finditer(text):
        start = whole.start() if whole.start() < start < whole.end() else start
        end = whole.end() if whole.start() < end < whole.end() else end
    ending = _WORD_ENDING.match(text, start, end) or _WORD_END_BEFORE_NUMBER.match(text, start, end)
    start = ending.end() if ending and ending.end() < end else start
    start, end = _paired(text, start, end)
    lead = _AROUND[0].match(text, start, end)
    start = lead.end() if lead else start
    tail = _AROUND[1].search(text[start:end])
    end = start + tail.start() if tail else end
    return (start, end) if start < end else None


def grown(text: str, start: int, end: int, *, date: bool) -> Span:
    """A date or a number with what belongs to it: 令和8年3月末, 10人以内."""
    behind = (_BEHIND_DATE if date else _BEHIND_NUMBER).match(text, end)
    return start, behind.end() if behind else end


def _paired(text: str, start: int, end: int) -> Span:
    """The words with both of every pair of brackets, or with neither."""
    opened: list[int] = []
    for at in range(start, end):
        if text[at] in OPENS:
            opened.append(at)
        elif opened and CLOSES.get(text[at]) == OPENS[text[opened[-1]]]:
            opened.pop()
        elif text[at] in CLOSES:
            return (start, at) if at == end - 1 else _paired(text, at + 1, end)
    if not opened:
        return start, end
    if opened[0] == start:
        return _paired(text, start + 1, end)
    if len(opened) == 1 and CLOSES.get(text[end : end + 1]) == OPENS[text[opened[0]]]:
        return start, end + 1
    return start, opened[0]
