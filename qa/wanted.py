"""The dates or numbers of a sentence that can be what a question asks for.

Where a date or a number is asked for, those that are certainly of something else are left out: the
whole of which a part is asked, what a change is counted from, another column of a table. Which of
several that can be it answers is decided in `qa.highlighting`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import pairwise

from corpus.numerals import COUNTING, LARGE, plain
from corpus.span import Span
from index.lexical import tokens
from qa.change import CHANGES
from qa.counters import CURRENCIES, CURRENCY_SIGNS, numbers
from qa.dated import dates_of, inside
from qa.evidence import Candidate
from qa.highlighting.column import in_asked_column, with_bare
from qa.highlighting.levels import from_one_to_other, of_change
from qa.highlighting.period import asked_bounds, is_other_bound, whole_period
from qa.highlighting.years import of_asked_years
from qa.question import Question, language_of

# What 2024年1月 stands before where it only names something: the figures, the number of a journal.
_NAMES = re.compile("[分期号版](?![かに])")
_OF = re.compile(r"(?:中|の?うち)[、,]?の?\s*")
_TOPIC = re.compile(r"[はもがを、。|:：]|\s{2}|\u3000")
_PER = "年|か月|月|週|日"
_ASKS_PER = re.compile(rf"(?<![0-9])({_PER})間?に?(?:つき)?(?:延べ)?何[回度]")
_EACH = re.compile(rf"([0-9]*)\s?({_PER})間?に?(?:つき)?(?:延べ|計)?$")
_JOINED = re.compile(
    r"\s*(?:から|[~〜、・と-]|及び|又は|または|並びに|,?\s(?:and|or|to|through)\s|,\s)\s*"
)
_ONE = re.compile(r"[1一](?![\d.,])")
_ALL = re.compile("計|延べ")
_OF_WHOLE = re.compile(r"\bof (?:the|its|all) $", re.I)
_LISTED = re.compile(
    "(?:[、,・]|及び|並びに|と)(?!(?:この|その)?うち)(?:[子こ]ども|[^はがをもにで。、]){1,15}で?"
)
_PARTICLE = re.compile("(?:[はが。、:：]|(?<![子こ]ど)も)")
_HOW_MANY = re.compile(
    r"\bhow many ((?:[a-z-]+ ){0,3}?[a-z-]+)(?=\?|$| (?:of|were|was|are|is|did|does|do|have|has|had"
    r"|can|could|must|may|will|would|should|in|on|at|by|from|for|to|there|per|each|[a-z]+ed"
    r"|met|took|got|came|went|said|left|made|paid|lost|won|held)\b| a (?:day|week|month|year)\b)"
)
# Behind a whole, "of the 620 applications" and "84 staff", the part of it that is named next.
_NEXT = r"\s(?:(?:only|some|about) )?(?P<part>[0-9][0-9,]*(?:\.[0-9]+)?)\b"
_PART = re.compile(rf"[^.;,]{{0,60}},{_NEXT}")
_OF_WHICH = re.compile(
    rf"[^.;]{{0,60}}?[,;]?\s(?:of (?:which|whom|these|them)|including),?{_NEXT}", re.I
)
_CLAUSE = re.compile(r"[^,.;]*")
_OF_THE = re.compile(r"\s*of (?:the |its |all )?")
_WORDS = re.compile(r"\S*[^\s,.;:)]")
_HOW_MUCH = re.compile(
    r"\bhow much (?:was|is|were|are|did|does|do|will|has|have|would|can|could|must|should)\b"
    rf"(?!.*{CHANGES})"
)
_SUM = re.compile(rf"[{CURRENCY_SIGNS}]|\b(?:EUR|USD|GBP|JPY)\b|(?:{CURRENCIES})$")


def dates_or_numbers(question: Question, candidate: Candidate) -> list[Span]:
    """The dates or the numbers of a sentence, where a date or a number is asked for."""
    passage = candidate.hit.passage
    dated = inside(dates_of(passage.text), passage, candidate.sentence)
    if question.kind == "date":
        return [(d.start, d.end) for d in dated]
    if question.kind == "number":
        counted = numbers(candidate.text, dated, question.counted)
        return with_bare(candidate, counted, dated, of_one_unit=question.counted is not None)
    return []


def not_excluded(question: Question, candidate: Candidate, spans: Sequence[Span]) -> list[Span]:
    """The candidate spans left after removing those that certainly answer another question;
    spans joined by 及び and the like are merged: 47日及び33日."""
    text = candidate.text
    if asked_bounds(question, text, spans):
        found = list(spans)
    else:
        whole = whole_period(text, spans) if question.kind == "date" else []
        found = whole or _as_one(text, spans)
    found = [span for span in found if not is_other_bound(question, text, span)]
    for leave_out in _RULES.get((question.kind, question.language, language_of(text)), ()):
        found = leave_out(question, text, found)
    return in_asked_column(question, candidate, found)


def matching(question: Question, candidate: Candidate, spans: Sequence[Span]) -> list[Span]:
    """Of the spans not excluded those that match the question best: the end of a period, where
    its end is asked for; the numbers of the year asked about; and of several that are listed for
    one thing each, that of the thing asked about."""
    text = candidate.text
    if bounds := asked_bounds(question, text, spans):
        return bounds
    found = list(spans)
    if question.kind == "number":
        found = of_asked_years(question, candidate, found)
        if question.language == language_of(text) == "ja":
            found = of_change(question, text, found)
    return _of_asked_thing(question, text, found)


def _without_names(_: Question, text: str, spans: list[Span]) -> list[Span]:
    """Without a date that only names something, where there is another."""
    return [span for span in spans if not _NAMES.match(text, span[1])] or spans


def _without_units(_: Question, text: str, spans: list[Span]) -> list[Span]:
    """Without what an amount is for, directly before it: 1日 of 1日6,500円."""
    flat = plain(text)
    return [s for s in spans if not (_ONE.match(flat, *s) and flat[s[1] : s[1] + 1].isdigit())]


def _of_whole_or_part(question: Question, text: str, spans: list[Span]) -> list[Span]:
    """Of 15名中12名 and 8,400戸のうち7,980戸 only that of which is spoken."""
    for i, (whole, part) in enumerate(pairwise(spans)):
        if _OF.fullmatch(text, whole[1], part[0]):
            behind = text[part[1] : spans[i + 2][0] if i + 2 < len(spans) else len(text)]
            before = _TOPIC.split(text[: whole[0]])[-1]
            of_whole = asked_words(question, before) and not asked_words(question, behind)
            return [span for span in spans if span != (part if of_whole else whole)]
    return spans


def _per_asked_time(question: Question, text: str, spans: list[Span]) -> list[Span]:
    """Where 年何回 is asked, nothing that is 週1回."""
    asked = _ASKS_PER.search(question.text)
    if asked is None:
        return spans
    each = {span: _EACH.search(plain(text[: span[0]])) for span in spans}
    return [
        span
        for span in spans
        if (per := each[span]) is None or (per[1] in ("", "1") and per[2][-1] == asked[1][-1])
    ]


def _of_asked_noun(question: Question, text: str, spans: list[Span]) -> list[Span]:
    """Where "how many units" is asked, the units, and no percentage; of "how much", sums."""
    if _HOW_MUCH.search(question.text.lower()):
        return [span for span in spans if _SUM.search(text[slice(*span)])] or spans
    noun = asked_noun(question)
    if not noun:
        return spans
    wholes = {b for a, b in pairwise(spans) if _OF_THE.fullmatch(text, a[1], b[0])}
    named: list[Span] = []
    others: list[Span] = []
    own = [span for span in spans if span not in wholes]
    for (start, end), (border, _) in pairwise([*own, (len(text), len(text))]):
        if re.search("%|percent|per cent", text[start:end]):
            continue
        words = [word.end() for word in _WORDS.finditer(text, start, border)]
        upto = next((at for at in words[:5] if noun & set(tokens(text[start:at]))), None)
        if upto is None:
            others.append((start, end))
        else:
            named.append((start, max(end, upto)))
    return named or others


def _of_which(question: Question, text: str, spans: list[Span]) -> list[Span]:
    """Of "12 branches and 84 staff, of whom 19 work part time" and "of the 620 applications, 415
    were approved" only that of which is spoken, or neither."""
    for whole in spans:
        named = _part_of(text, whole)
        if named is None:
            continue
        part = next((span for span in spans if span[0] <= named[0] < span[1]), named)
        behind = _CLAUSE.match(text, part[1])
        own = asked_words(question, behind[0] if behind else "")
        ahead = asked_words(question, text[whole[0] : part[0]])
        kept = [part] if own - ahead else [whole] if ahead and not own else []
        return sorted({*spans, *kept} - ({whole, part} - {*kept}))
    return spans


def _part_of(text: str, whole: Span) -> Span | None:
    """The number behind another that is a part of it."""
    led = _OF_WHOLE.search(text[: whole[0]])
    found = (_PART.match(text, whole[1]) if led else None) or _OF_WHICH.match(text, whole[1])
    return found and found.span("part")


def _of_part(question: Question, text: str, spans: list[Span]) -> list[Span]:
    """The same in another language than the question's: 「うち」 asks for the part."""
    if "うち" not in question.text:
        return spans
    return [span for span in spans if _part_of(text, span) is None]


def _as_one(text: str, spans: Sequence[Span]) -> list[Span]:
    """Spans of one kind that nothing but a joining word parts, as one; not a sum with what it
    sums up, nor "of the 22 units, 14 units"."""
    found: list[Span] = []
    for span in spans:
        last = found[-1] if found else None
        if (
            last
            and _JOINED.fullmatch(plain(text[last[1] : span[0]]))
            and _unit(text, last) == _unit(text, span)
            and not _ALL.match(text, span[0])
            and not from_one_to_other(text, last, span)
            and not _OF_WHOLE.search(text[: last[0]])
        ):
            found[-1] = last[0], span[1]
        else:
            found.append(span)
    return found


def _of_asked_thing(question: Question, text: str, spans: Sequence[Span]) -> list[Span]:
    """Of 男性3人、女性4人 the one whose label alone the question names, or none."""
    if not question.language == language_of(text) == "ja":
        return list(spans)
    found: list[Span] = []
    group: list[tuple[Span, int]] = []  # the spans of a list, and how much of each is asked
    for i, span in enumerate(spans):
        label = text[spans[i - 1][1] if i else 0 : span[0]]
        if not (
            group
            and not _ALL.match(text, span[0])
            and _LISTED.fullmatch(label)
            and _unit(text, spans[i - 1]) == _unit(text, span)
        ):
            found += _asked_of(group)
            group, label = [], _PARTICLE.split(label)[-1]
        group.append((span, len(asked_words(question, label))))
    return found + _asked_of(group)


def _asked_of(group: list[tuple[Span, int]]) -> list[Span]:
    most = max((share for _, share in group), default=0)
    best = [span for span, share in group if share == most]
    return best if len(best) == 1 else []


def asked_noun(question: Question) -> set[str]:
    """The noun behind "how many", as index terms; none where a percentage is asked for."""
    asked = _HOW_MANY.search(question.text.lower())
    return set() if asked is None or "percent" in asked[1] else set(tokens(asked[1].split()[-1]))


def asked_words(question: Question, text: str) -> set[str]:
    """The question's words that a text has."""
    return set(tokens(text)) & set(question.terms)


def _unit(text: str, span: Span) -> str:
    return re.split(f"[0-9{COUNTING}{LARGE}]", plain(text[slice(*span)]))[-1].strip()


_Rule = Callable[[Question, str, list[Span]], list[Span]]
# By the kind of question, its language, and that of the sentence.
_RULES: dict[tuple[str | None, str, str], tuple[_Rule, ...]] = {
    ("date", "ja", "ja"): (_without_names,),
    ("date", "en", "ja"): (_without_names,),
    ("number", "ja", "ja"): (_without_units, of_change, _of_whole_or_part, _per_asked_time),
    ("number", "en", "en"): (_of_which, _of_asked_noun),
    ("number", "ja", "en"): (_of_part,),
}
