"""Questions that are put in a meeting and answered by the next to speak: ○山田委員　何人いるのか。
above ○こども課長　42人である。

What was asked is what that answer stands under, as 問 is over 答 (`corpus.faq`): alone the answer
does not say what it is about, and the question, which has all the words, answers nothing. Only
the sentences that ask, at the end of a turn; what is said ahead of them, what is proposed and what
a member only thinks stays text.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Container, Mapping, Sequence
from dataclasses import replace

from corpus.passage import Block, Heading
from corpus.sentence import sentences
from corpus.span import Span, stripped
from corpus.speech import gives_floor

_LONGEST = 300  # characters of what is asked at the end of a turn
_WISH = r"(?:ほしい|欲しい|(?:いただ|頂)きたい|もらいたい|ください|下さい)"
_REQUEST = (
    r"(?:お?(?:伺い|うかがい|聞き|尋ね)(?:し|いたし|致し)?(?:たい|ます)|伺う|問う"
    rf"|(?:教え|お?聞かせ|示し|説明し|答え)て{_WISH}|お(?:聞かせ|示し|答え|教え){_WISH}"
    r"|(?:答弁|回答|見解|所見)を(?:求め|お?願い|お願い(?:し|いたし|致し))(?:たい|ます)"
    r")(?:と(?:思う|思います|存じます))?(?:の?です)?。?$"
)
_ASKS = re.compile(rf"(?:(?<!明ら)(?<!確)か|[^、]は)[。?？]?$|[?？]$|{_REQUEST}")
# What asks nothing by itself: it proposes, opens or closes a discussion, or only says that
# something is asked.
_NOTHING = re.compile(
    r"(?:(?:で[はも]?|^)(?:ない|なかろう|ありません|よい|良い|よろしい|宜しい)|てはどう|いかがなもの)"
    r"(?:もの|の)?(?:でしょう|だろう|です)?か[。?？]?$"
    r"|^(?!.*(?:ど[のん]|何)).*(?:意見|質問|質疑|異議|発言)[^、。]{0,10}"
    r"(?:ない|なし|あり|ある|ござい|いらっしゃ)[^、。]*か[。?？]?$"
    rf"|^{_REQUEST}"
)


def exchanges(
    text: str, headings: Sequence[Heading], blocks: Sequence[Block], turns: Container[int]
) -> tuple[list[Heading], list[Block]]:
    """The headings and the blocks of minutes, with what is asked as a heading; what answers it
    stands under who speaks and, innermost, the question.

    turns: which of the headings name who speaks.
    """
    said = {at: _said(headings, blocks, at) for at in range(len(headings)) if at in turns}
    asked = {at: span for at, own in said.items() if (span := _asked(text, blocks, own))}
    divided, placed = list(headings), dict(enumerate(blocks))
    for at, (start, end) in asked.items():
        answer = _answer(text, headings, blocks, said, at)
        if answer is None or answer in asked:
            continue
        question = " ".join(line.strip() for line in text[start:end].splitlines())
        divided.append(Heading(start, end, headings[at].depth + 1, question))
        for each in said[answer]:
            placed[each] = replace(blocks[each], headings=(*blocks[each].headings, question))
        for each in said[at]:
            first, last = stripped(text, blocks[each].start, min(start, blocks[each].end))
            if first < last:
                placed[each] = replace(blocks[each], end=last)
            else:
                del placed[each]
    return sorted(divided, key=_start), list(placed.values())


def _said(headings: Sequence[Heading], blocks: Sequence[Block], at: int) -> list[int]:
    """The blocks of a turn: those under its speaker. What happens meanwhile is not."""
    title, rest = headings[at].title, headings[at + 1 : at + 2]
    first = bisect_left(blocks, headings[at].end, key=_start)
    last = bisect_left(blocks, rest[0].start, key=_start) if rest else len(blocks)
    return [i for i in range(first, last) if blocks[i].headings[-1:] == (title,)]


def _start(part: Heading | Block) -> int:
    return part.start


def _asked(text: str, blocks: Sequence[Block], said: Sequence[int]) -> Span | None:
    """The sentences at the end of a turn that ask something, if no others of it do."""
    if any(blocks[i].kind != "paragraph" for i in said):
        return None
    spans = [span for i in said for span in sentences(text, blocks[i].start, blocks[i].end)]
    has_form = [_ASKS.search(text[start:end]) is not None for start, end in spans]
    asks = [
        form and _NOTHING.search(text[start:end]) is None
        for form, (start, end) in zip(has_form, spans, strict=True)
    ]
    first = max((i + 1 for i, form in enumerate(has_form) if not form), default=0)
    if any(asks[:first]) or not any(asks[first:]):
        return None
    start, end = spans[first][0], spans[-1][1]
    own = [i for i in said if start < blocks[i].end]
    is_whole = own[-1] - own[0] < len(own)  # nothing happens meanwhile
    return (start, end) if is_whole and end - start <= _LONGEST else None


def _answer(
    text: str,
    headings: Sequence[Heading],
    blocks: Sequence[Block],
    said: Mapping[int, Sequence[int]],
    at: int,
) -> int | None:
    """The turn that comes next to another, but for who presides and only calls upon the next to
    speak; None where a part of the meeting ends between."""
    under = blocks[said[at][0]].headings[:-1]
    answer = at + 1
    while own := said.get(answer):
        first, last = blocks[own[0]], blocks[own[-1]]
        if first.headings[:-1] != under or headings[answer].title == headings[at].title:
            return None
        if not gives_floor(headings[answer].title, text[first.start : last.end]):
            return answer
        answer += 1
    return None
