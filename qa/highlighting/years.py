"""The years that each number of a sentence may be of, as far as the text says."""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.dates import Date, overlaps
from corpus.span import Span
from qa.dated import dates_spoken_of, inside, same_year
from qa.evidence import Candidate
from qa.highlighting.column import dates_of_column
from qa.highlighting.levels import is_former, is_number_of
from qa.other_time import TO_NUMBER
from qa.question import Question, language_of

_OPENS = re.compile(r"\s?[(（]")
_CLOSES = re.compile("(?:末|現在|時点|実績)?[)）]")
# Before a date that is a number's own: 1,102 in 2021-22, 198 people a year earlier
_NUMBER_BEFORE = re.compile(r"(?P<number>\d(?:[\d,.]*\d)?)\s?%?(?:\s[A-Za-z-]+){0,3}\s\(?$")


def of_asked_years(question: Question, candidate: Candidate, spans: Sequence[Span]) -> list[Span]:
    """Without the numbers of years that are not asked about."""
    asked = [date for date in question.dates if date.year is not None]
    if not asked:
        return list(spans)
    years = _in_japanese if language_of(candidate.text) == "ja" else _in_english
    found: list[tuple[Span, bool]] = []  # and whether its year is told
    for span, said in zip(spans, years(question, candidate, spans), strict=True):
        own = dates_of_column(candidate, span) or said
        if not own or any(same_year(a, b) for a in asked for b in own):
            found.append((span, bool(own)))
    # 「2,300隻で、平成19年の3,100隻を下回った」: the first is then of another.
    directly = any(is_number_of(candidate.text, asked, span) for span, _ in found)
    return [span for span, told in found if told or not directly]


def _in_english(
    question: Question, candidate: Candidate, spans: Sequence[Span]
) -> list[list[Date]]:
    """For each number the date just behind it, or else those of its sentence that are not just
    behind another."""
    passage, text = candidate.hit.passage, candidate.text
    spoken_of = dates_spoken_of(passage.text, question.text)
    dated = [d for d in inside(spoken_of, passage, candidate.sentence) if d.year is not None]
    behind: list[tuple[int, Date]] = []  # where the number stands, and its date
    for date in dated:
        number = _NUMBER_BEFORE.search(text[: date.start])
        if number and not overlaps(dated, *number.span("number")):
            behind.append((number.start(), date))
    free = [date for date in dated if all(date is not its for _, its in behind)]
    return [[its for at, its in behind if start <= at < end] or free for start, end in spans]


def _in_japanese(
    question: Question, candidate: Candidate, spans: Sequence[Span]
) -> list[list[Date]]:
    """For each number the date in brackets behind it, or else the last before it, in its sentence
    or before, that is not another number's own: that in brackets behind it, or that directly
    before what was before a change. 「前年度（1,508件）から8件減の1,500件」 counts both years."""
    passage = candidate.hit.passage
    text, at = passage.text, candidate.sentence.start - passage.start
    free = [date for date in dates_spoken_of(text, question.text) if date.year is not None]
    within = {span: _in_brackets(text, at + span[1], free) for span in spans}
    free = [date for date in free if date not in within.values()]
    found: list[list[Date]] = []
    for span in spans:
        last = next((date for date in reversed(free) if date.end <= at + span[0]), None)
        its = within[span] or last
        found.append([its] if its else [])
        if (
            last
            and is_former(text, (at + span[0], at + span[1]))
            and TO_NUMBER.fullmatch(text, last.end, at + span[0])
        ):
            free.remove(last)
    return found


def _in_brackets(text: str, end: int, dated: Sequence[Date]) -> Date | None:
    """The date that stands alone in brackets at `end`: that of 100件（平成30年）."""
    opens = _OPENS.match(text, end)
    return next(
        (d for d in dated if opens and d.start == opens.end() and _CLOSES.match(text, d.end)), None
    )
