"""The whole of what a sentence says: the span that has to be quoted for it to be understood.

With the sentences before that it leans on, the one after that limits it, the list that it
announces, and the paragraph that it calls 前項.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from corpus.dates import Date
from corpus.markers import markers
from corpus.numerals import plain
from corpus.passage import Passage
from corpus.script import HIRAGANA, KANJI, KATAKANA
from corpus.sentence import sentences
from corpus.span import Span
from corpus.table import head
from index.library import Library
from qa.dated import dates_of, inside
from qa.evidence import Candidate

_MOST_SENTENCES = 3
_LONGEST = 1000  # characters of a quote that takes in other passages

# A sentence that opens like this speaks of what the one before it named.
_LEANS = re.compile(
    r"(?:また|さらに|なお|このほか|そして|ただし|しかし|その後)?、?"
    r"(?:これ(?!まで|から)|それ(?!ぞれ)|この(?!ほか)|その(?!後|他|ほか)|こうした|そうした|当該|前者|後者"
    r"|同(?![じ様時一僚盟居意伴封席乗種性志士窓情義等]|級生))"
    r"|ただし|(?:However|Provided|It|That year|This|These|They|Such|He|She|Its|Their)\b"
    r"|Both\b(?![^.,;]* and\b)"
    # In such cases, but not in this report: the document has itself at hand.
    r"|(?:During|In|At|For|On|By|With|After|Under|Of) (?:this|that|these|those|such|the latter)\b"
    r"(?! (?:report|document|paper|chapter|section|ordinance|act|law|plan|policy)\b)"
)
# A sentence that goes on about what the one before it named, without a subject of its own:
# 「前年同月に比べ38万人の増加。」, 「６万人の増加」, 「17か月連続の増加」.
_GOES_ON = re.compile(
    f"(?:また、)?(?:うち(?=[、{KATAKANA}{KANJI}])|対?前(?:年|月|期|回|週|日)"
    "|[^、。]{1,12}(?:連続|ぶり)|[^、。]{1,16}の?(?:増加?|減少?|上昇|低下)[。)）]*$)"
)
_SUBJECT = re.compile(f"(?<![{HIRAGANA}])[はがも]")
# 前年同月 says of which year it is.
_SAME = re.compile("(?<![前翌年])同[年月日]|(?<![のた])翌[年月]")
# A sentence that opens like this takes back or limits what the one before it says.
_LIMITS = re.compile(
    "ただし|この場合において|前項の規定にかかわらず|(?:However|Except|Provided)\\b"
)
# Such a sentence says nothing without the list that follows it.
_ANNOUNCES = re.compile(
    f"(?<![{KANJI}])次の(?![年月日回期世段議会通定臨機大総選])|次に(?:掲げる|定める|示す|該当する)"
    "|(?:^|(?<=[、。はがをにでて]))以下の|下記の|次のとおり"
    r"|\bthe following\b(?! (?:fiscal |financial )?(?:year|month|week|day|morning|quarter)s?\b)"
    r"|\bas follows\b|[:—]\s*$",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"(\d{1,2})\s")


def wholes(
    candidate: Candidate, library: Library, *, self_contained: bool = False
) -> Iterator[tuple[Passage, int, int]]:
    """The spans to quote for a sentence, the best first and itself last, each with what it lies
    in: a passage, or several as one.

    self_contained: whether the sentence itself says what is asked, so that no list it announces
        is needed.
    """
    passage, sentence = candidate.hit.passage, candidate.sentence
    start, end = _of_table(candidate) or _stand_alone(candidate)
    text = passage.document.text[start:end]
    listed = not self_contained and announces(text) and _only_space(passage, end, passage.end)
    after = announced(passage, library) if listed else []
    before = _paragraph_before(passage, library) if "前項" in text else []
    first = before[0].start if before else start
    last = after[-1].end if after else end
    if (before or after) and last - first <= _LONGEST:
        yield as_one([*before, passage, *after]), first, last
    yield passage, start, end
    yield passage, sentence.start, sentence.end


def as_one(passages: Sequence[Passage]) -> Passage:
    """Passages that follow each other under the same headings, as one of the kind of the first."""
    notes = tuple(mark for passage in passages for mark in passage.note_marks)
    return replace(passages[0], end=passages[-1].end, note_marks=notes)


def runs(passages: Sequence[Passage]) -> list[Passage]:
    """Passages in order, those that follow each other under the same headings as one, no longer
    than a quote may be."""
    found: list[list[Passage]] = []
    for passage in passages:
        last = found[-1] if found else []
        if (
            last
            and last[0].document.name == passage.document.name
            and last[0].headings == passage.headings
            and _only_space(passage, last[-1].end, passage.start)
            and passage.end - last[0].start <= _LONGEST
        ):
            last.append(passage)
        else:
            found.append([passage])
    return [as_one(run) for run in found]


def announces(text: str) -> bool:
    """Whether a text says nothing without the list that follows it."""
    return _ANNOUNCES.search(text) is not None


def announced(passage: Passage, library: Library) -> list[Passage]:
    """The items of the list directly after a passage, with those inside them; not what follows
    in the list that the passage is an item of."""
    found: list[Passage] = []
    numbered: dict[str, int] = {}  # the classes the items may be of and the number of the last
    for item in library.together(passage):
        if item.start <= passage.start:
            continue
        before = found[-1] if found else passage
        if item.kind != "list" or not _only_space(passage, before.end, item.start):
            break
        if not found and not _is_first(item):
            break
        if _rank(item) < _rank(found[0]) if found else _rank(item) <= _rank(passage, 0.0):
            break
        if not found or _rank(item) == _rank(found[0]):
            # The first is first in its series alone, or ア would be the 36th of イロハ too.
            readings = {m.cls: m.number for m in markers(item.text) if found or m.number == 1}
            if _goes_back(numbered, readings):
                break
            numbered = {c: n for c, n in readings.items() if c in numbered} or readings
        found.append(item)
    return found


def announcing(item: Passage, library: Library) -> Span | None:
    """The last sentence of what an item stands directly under: the paragraph that announces its
    list, or the item that it is inside."""
    text, own, start = item.document.text, _rank(item), item.start
    for above in reversed([p for p in library.together(item) if p.start < item.start]):
        if above.kind not in ("paragraph", "list") or not _only_space(item, above.end, start):
            return None
        if above.kind == "paragraph" or _rank(above) < own:
            return sentences(text, above.start, above.end)[-1]
        start = above.start
    return None


def _goes_back(last: Mapping[str, int], readings: Mapping[str, int]) -> bool:
    """Whether an item has a number that the list is past: behind 4. the paragraph ２ begins."""
    shared = [cls for cls in readings if last.get(cls, 1) > 1]  # bullets all have 1
    return bool(shared) and all(readings[cls] <= last[cls] for cls in shared)


def _is_first(item: Passage) -> bool:
    """Whether an item begins a list. What begins with ２ is the next paragraph of an article."""
    readings = markers(item.text)
    return not readings or any(marker.number == 1 for marker in readings)


def _paragraph_before(passage: Passage, library: Library) -> list[Passage]:
    """What 前項 means in a paragraph of an article: the one with the number before, with its
    items; the first has no number."""
    own = _NUMBERED.match(_opening(passage))
    if own is None:
        return []
    together = library.together(passage)
    number = int(own[1]) - 1
    found: list[Passage] = []
    for each in reversed([p for p in together if p.start < passage.start]):
        found.insert(0, each)
        numbered = _NUMBERED.match(_opening(each))
        if numbered and int(numbered[1]) == number:
            return found
    return found if number == 1 and found and found[0].kind == "paragraph" else []


def _opening(passage: Passage) -> str:
    return plain(passage.text[:8])


def _rank(passage: Passage, unmarked: float = math.inf) -> float:
    """How far inside a passage is, by the marker it begins with; an item without one is inside
    all others."""
    return next((marker.rank for marker in markers(passage.text)), unmarked)


def _only_space(passage: Passage, start: int, end: int) -> bool:
    return not passage.document.text[start:end].strip()


def _of_table(candidate: Candidate) -> Span | None:
    """The head of a table with the rows under it, or a row near the head with that; None for
    other sentences. A head says nothing by itself, and a row without it not what it counts."""
    passage, sentences = candidate.hit.passage, candidate.hit.sentences
    named = head(passage.document.text, candidate.sentence.start)
    if named is None or named[0] < sentences[0].start:
        return None
    at = sentences.index(candidate.sentence)
    first = next(i for i, sentence in enumerate(sentences) if named[0] < sentence.end)
    if candidate.sentence.start < named[1]:
        rows = [s.end for s in sentences[first:] if s.end - named[0] <= _LONGEST]
        return (named[0], rows[-1]) if rows else None
    text = passage.document.text
    above = [text[s.start : s.end] for s in sentences[:at] if s.start > named[1]]
    rows_above = [row for row in above if row.strip("|-: ")]  # without the rule below the head
    near = len(rows_above) < _MOST_SENTENCES - 1
    return (sentences[first].start, candidate.sentence.end) if near else None


def _stand_alone(candidate: Candidate) -> Span:
    """The span that has to be quoted for the sentence to be understood: with those before
    that it leans on, and the one after that limits it."""
    passage, sentences = candidate.hit.passage, candidate.hit.sentences
    text = passage.document.text
    if passage.kind == "note" and len(sentences) <= _MOST_SENTENCES:
        return sentences[0].start, sentences[-1].end  # what it explains, and how, is one
    first = last = sentences.index(candidate.sentence)
    after = sentences[last + 1 : last + 2]
    if after and _LIMITS.match(text, after[0].start, after[0].end):
        last += 1
    while first > 0 and last - first + 1 < _MOST_SENTENCES:
        opening = sentences[first]
        if not leans(
            text[opening.start : opening.end], inside(dates_of(passage.text), passage, opening)
        ):
            break
        first -= 1
    return sentences[first].start, sentences[last].end


def leans(sentence: str, dated: Sequence[Date]) -> bool:
    """Whether a sentence cannot be understood without the one before it. dated: its dates."""
    if _LEANS.match(sentence):
        return True
    if _GOES_ON.match(sentence) and not _SUBJECT.search(sentence):
        return True
    same = _SAME.search(sentence)
    # 同年 leans on the sentence before unless a year is named ahead of it.
    return same is not None and not any(d.end <= same.start() and d.year is not None for d in dated)
