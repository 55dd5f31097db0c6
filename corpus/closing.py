"""Whom to ask, 【照会先】: at the end of a paper, where it belongs to none of its parts, as the
explanatory note of a British instrument does, and at the head of a press release."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile

from corpus.lines import Line
from corpus.markers import ANNEX, FAMILY, SIGNS
from corpus.numerals import plain

_ABOUT = r"(?:[^\s。、()]{1,16}(?:に関する|についての|の))?"
_ASK = r"(?:お?問い?合わ?せ(?:先|窓口)?|照会先)"
_OF_WHOM = r"(?:担当(?:課|部署|部局)?|連絡先)"  # so are parts of a form called
_CONTACT = re.compile(
    rf"[■◆]?\s?{_ABOUT}{_ASK}\s?:?"
    rf"|[【(<《〔\[]\s?{_ABOUT}{_ASK}(?:[・/、及び]{{1,2}}{_OF_WHOM})?\s?[】)>》〕\]]"
    rf"|(?P<of_form>[【(<《〔\[]\s?{_OF_WHOM}(?:[・/、及び]{{1,2}}{_OF_WHOM})?\s?[】)>》〕\]])"
)
_BESIDE = frozenset([*SIGNS, "【】"])
_MOST = 15  # lines that say whom to ask


def closing(lines: Sequence[Line]) -> frozenset[int]:
    """The lines that are headings of what ends the paper, or stands last before its annexes.
    Not where there are several that say whom to ask, as each part then has its own.

    >>> from corpus.lines import split_lines
    >>> closing(split_lines("１　目的\\n次による。\\n【照会先】\\n防災課"))
    frozenset({2})
    """
    found = {at for at, line in enumerate(lines) if line.text == "EXPLANATORY NOTE" and line.gap}
    heads = ((at, plain(line.text[:48])) for at, line in enumerate(lines))
    asked = [(at, head) for at, text in heads if (head := _CONTACT.fullmatch(text))]
    if len(asked) == 1:
        at, head = asked[0]
        below = list(takewhile(lambda line: not _is_annex(line), lines[at + 1 :]))
        of_form = head["of_form"] and any(_is_annex(line) for line in lines[:at])
        if 0 < len(below) <= _MOST and not (of_form or _goes_on(below)):
            found.add(at)
    return frozenset(found)


def contact_at_head(lines: Sequence[Line]) -> tuple[int, int]:
    """The first line that says whom to ask before anything else is said, and the line after the
    last, which a blank line follows; (0, 0) where there is none.

    >>> from corpus.lines import split_lines
    >>> contact_at_head(split_lines("６月１日\\n【照会先】\\n防災課\\n\\n結果\\n\\n次による。"))
    (1, 3)
    """
    for at, line in enumerate(lines[:_MOST]):
        if _CONTACT.fullmatch(plain(line.text[:48])):
            below = (end for end in range(at + 1, len(lines)) if lines[end].gap)
            end = next(below, len(lines))
            whole = 1 < end - at <= _MOST and end < len(lines)
            return (at, end) if whole and not _goes_on(lines[at + 1 : end]) else (0, 0)
        if line.ends or any(marker.firm for marker in line.markers):
            break
    return 0, 0


def _goes_on(lines: Sequence[Line]) -> bool:
    """Whether a paper goes on: with a sentence, which no address is, with 【その他】 or ■その他,
    a chapter, or a number whose first is not there."""
    if any(line.ends and line.text[-1] not in ")）" for line in lines):
        return True
    if any(each.cls in _BESIDE for line in lines for each in line.markers):
        return True
    numbers = [each for line in lines for each in line.markers[:1] if each.firm]
    if any(each.rank < FAMILY for each in numbers):
        return True
    return bool(numbers) and numbers[0].number > 1 and "/" not in numbers[0].cls  # 1-2-3 Kojimachi


def _is_annex(line: Line) -> bool:
    return any(marker.cls == ANNEX and marker.firm for marker in line.markers)
