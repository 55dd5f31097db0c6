"""The year that each number of a Japanese sentence is of, as far as the sentence says."""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.dates import Date
from corpus.span import Span
from qa.dated import dates_spoken_of, same_year
from qa.evidence import Candidate
from qa.highlighting.levels import is_former
from qa.question import Question

_OPENS = re.compile(r"\s?[(（]")
_CLOSES = re.compile("(?:末|現在|時点|実績)?[)）]")
# Between a date and the number that is its own: 前年の48人, 前年度（1,508件）
_TO_NUMBER = re.compile("[のはに、（(約]{0,3}")


def of_asked_years(question: Question, candidate: Candidate, spans: Sequence[Span]) -> list[Span]:
    """Without the numbers of years that are not asked about."""
    asked = [date for date in question.dates if date.year is not None]
    if not asked:
        return list(spans)
    years = _years(question, candidate, spans)
    return [
        span
        for span, year in zip(spans, years, strict=True)
        if year is None or any(same_year(date, year) for date in asked)
    ]


def _years(question: Question, candidate: Candidate, spans: Sequence[Span]) -> list[Date | None]:
    """For each number the date in brackets behind it, or else the last before it, in its sentence
    or before, that is not another number's own: that in brackets behind it, or that directly
    before what was before a change. 「前年度（1,508件）から8件減の1,500件」 counts both years."""
    passage = candidate.hit.passage
    text, at = passage.text, candidate.sentence.start - passage.start
    free = [date for date in dates_spoken_of(text, question.text) if date.year is not None]
    within = {span: _in_brackets(text, at + span[1], free) for span in spans}
    free = [date for date in free if date not in within.values()]
    found: list[Date | None] = []
    for span in spans:
        last = next((date for date in reversed(free) if date.end <= at + span[0]), None)
        found.append(within[span] or last)
        if (
            last
            and is_former(text, (at + span[0], at + span[1]))
            and _TO_NUMBER.fullmatch(text, last.end, at + span[0])
        ):
            free.remove(last)
    return found


def _in_brackets(text: str, end: int, dated: Sequence[Date]) -> Date | None:
    """The date that stands alone in brackets at `end`: that of 100件（平成30年）."""
    opens = _OPENS.match(text, end)
    return next(
        (d for d in dated if opens and d.start == opens.end() and _CLOSES.match(text, d.end)), None
    )
