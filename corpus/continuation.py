"""Lines that break off: whose text cannot end there, so that it goes on in the next line.

Seen from the words, where text was broken at phrases (by a writer, <br>, a line break of Word) or
a sentence ends inside of a bracket. Lines broken at a width are seen in `corpus.paragraphs`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from corpus.brackets import CLOSES, OPENS
from corpus.line_kinds import begins_as_caption
from corpus.lines import Line, is_english, reaches_width, wrap_width
from corpus.notes import note_marker
from corpus.script import KANJI, KATAKANA
from corpus.sentence import sentences

_ROUND = OPENS["（"]
_MOST = 12  # lines from the bracket that opens to the one that closes
_BRACKET = re.compile("[（()）「」]")
# Words that end no line unless it breaks off. Left out are those that titles or values end in:
# はじめに, 未来へ, 市長から, 行政書士とは, 防災について, 五時まで; and of nouns: もの, こと.
_NOUN = rf"[{KANJI}{KATAKANA}\d%％」』）)]"
_HANGING = re.compile(
    rf"(?:、|，|を|(?:(?<={_NOUN})|[こも]の|こと)[のはが]|(?<={_NOUN})と"
    rf"|(?<={_NOUN})(?<![初終結次最先後考])[にで]|(?:に|で|から|まで)は|(?:に|から|まで)も"
    r"|(?<=[\d日時分年月])から|及び|並びに|又は|若しくは|および|ならびに|または|もしくは|あるいは"
    r"|この|その|当該|次の|以下の|に(?:おいて|対して|応じて|基づき|比べて?|より|よる|関する|係る|おける|対する|伴う)"
    r"|であって|をもって|のほど|[でま]すが|ますので|[くて]は|^[やとにでがはもの])$"
)
# What no text begins with, not even behind a full stop, and words that stand behind others.
_NO_START = re.compile("[、。，．）」』】〕]")
_BEHIND = re.compile(
    f"を|の[{KANJI}「]|など[のにをがはで]|等[のにをがはで、]|及び|および|並びに|ならびに"
    "|に(?:ついて|おいて|おける|係る|関する|対して|対する|基づ|よる|より|よって)|[やとにでがはもの]$"
)
_LONGEST = 6  # letters of a word that may be an abbreviation
_SHORT_WORD = re.compile(rf"(?<![A-Za-z.])[A-Za-z][A-Za-z.]{{0,{_LONGEST}}}\.$")
_WORDS_AHEAD = 40  # letters that tell whether a full stop ends a sentence


def continued(lines: Sequence[Line]) -> list[Line]:
    """The lines, with those marked that break off; none of these ends as a sentence.

    >>> from corpus.lines import split_lines
    >>> [line.breaks_off for line in continued(split_lines("窓口は、\\n新庁舎に\\n移る。"))]
    [True, True, False]
    """
    out = list(lines)
    wrap = wrap_width(lines)
    inside = _inside_brackets(lines, wrap)
    for at in reversed(range(len(out) - 1)):
        line, following = out[at], out[at + 1]
        if following.gap or following.row or following.bullet:
            continue
        if (
            at in inside
            or (_may_go_on(line, following) and _is_torn(line, following))
            or (line.ends and goes_on_behind_stop(line.text, following.text))
        ):
            out[at] = replace(line, breaks_off=True, ends=False)
    return out


def goes_on_behind_stop(text: str, following: str) -> bool:
    """Whether the full stop of an English line is one of a word, seen from what follows.

    >>> goes_on_behind_stop("a report of Dr.", "Ito on it"), goes_on_behind_stop("It ended.", "A")
    (True, False)
    """
    if not _SHORT_WORD.search(text[-_LONGEST - 4 :]) or not is_english(text[-_WORDS_AHEAD:]):
        return False
    last = text[-_WORDS_AHEAD:]
    both = f"{last}\n{following[:_WORDS_AHEAD]}"
    return all(end != len(last) for _, end in sentences(both))


def _inside_brackets(lines: Sequence[Line], wrap: int) -> set[int]:
    """The lines that end inside of brackets which close below. In 「」 whole paragraphs may stand:
    only a line of the full width is taken to go on there."""
    inside: set[int] = set()
    opened: list[tuple[str, int]] = []
    for at, line in enumerate(lines):
        if opened and not _is_text(line):
            opened = []
        for bracket in _BRACKET.findall(line.text):
            if bracket in OPENS:
                opened.append((OPENS[bracket], at))
            elif opened and opened[-1][0] == CLOSES[bracket]:
                kind, first = opened.pop()
                between = range(max(first, at - _MOST), at) if at - first <= _MOST else ()
                inside.update(
                    each for each in between if kind == _ROUND or reaches_width(lines[each], wrap)
                )
    return inside


def _may_go_on(line: Line, following: Line) -> bool:
    if line.row or any(marker.rank < 0 for marker in line.markers):
        return False
    return _is_text(following) and (line.firm or following.indent <= line.indent)


def _is_torn(line: Line, following: Line) -> bool:
    """Whether a Japanese line ends, or the next begins, in the middle of a phrase. Some words
    that nothing ends in are the end of a title: only above a sentence these go on."""
    if _NO_START.match(following.text):
        return True
    if line.ends:
        return False
    if line.text[-1] in "、，" or _BEHIND.match(following.text):
        return True
    hangs = _HANGING.search(line.text[-8:]) is not None
    return hangs and (following.breaks_off or "。" in following.text)


def _is_text(line: Line) -> bool:
    """Whether a line may go on with the text above it, by itself."""
    if line.gap or line.row or line.firm or line.columns:
        return False
    return not (note_marker(line.text) or begins_as_caption(line))
