"""English questions from English text.

A question is made only where its parts can be taken whole: the subject from the beginning of
the sentence to its verb, and the verb as it is printed. There is no parser here, so what is not
certainly whole is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from corpus.dates import dates
from corpus.passage import Passage
from qa.counters import CURRENCY_SIGNS
from qa.drafts.draft import Draft, Sort, Statement, sound, statements

# (a) By district. Tarn Bay …: the run-in title is a sentence of its own.
_NUMBERED = re.compile(r"^(?:[(\[]?(?:[0-9]{1,2}|[a-zA-Z]|[A-Z][0-9]{1,2}|[ivx]{1,4})[)\].]\s+)+")
_MEANS = re.compile(
    r"^(?:An?|The)?\s?[\"“](?P<term>[^\"“”]{3,50})[\"”] (?:means|refers to|is defined as)\b",
    re.IGNORECASE,
)
_CAPITALS = re.compile(r"\((?P<short>[A-Z][A-Za-z]*[A-Z][A-Z0-9]*)\)")
# The subject of a sentence, its verb, and what is said.
_SAID = re.compile(
    r"^(?P<subject>[^,;:()]{4,60}?) (?P<verb>is|are|was|were|must|shall|should) (?P<said>[^.;].*)"
)
_KIND = re.compile(r"(?:an?|the) (?!same|first|only)")
_MONEY = re.compile(f"(?:about )?[{CURRENCY_SIGNS}][0-9]")
_SHARE = re.compile("(?:about )?[0-9][0-9.]*(?:%| per ?cent)")
_DONE = (
    r"(?:first |finally )?[a-z]{2,}"
    r"(?:ed|ught|wn|ent|ade|old|eld|ept|aid|ound|uilt|iven|aken|unk)\b"
)
_ON_A_DAY = re.compile(rf"(?P<kept>{_DONE}(?: [^,;.0-9]*?)?) (?:on|in) $")
_BECAUSE = re.compile(
    rf"(?P<kept>{_DONE}[^,;.0-9]*?),?(?: (?:on|in|from) [0-9A-Z][^,;.]*)?,?"
    " (?:chiefly |mainly |partly )?(?:because|due to|owing to) "
)
_COUNTED = re.compile(
    r"^(?:[0-9][0-9,]*|Two|Three|Four|Five|Six|Seven|Eight|Nine|Ten|Eleven|Twelve|[A-Z][a-z]+teen"
    r"|(?:Twen|Thir|For|Fif|Six|Seven|Eigh|Nine)ty(?:-[a-z]+)?)"
    rf" (?P<asked>(?:(?:[a-z-]+ ){{0,2}}[a-z]+s|people) (?:were {_DONE}|died|drowned|took part)"
    r"(?: (?!and |on |from |in [0-9A-Z])[A-Za-z]+)*)"
)
_NOT_A_SUBJECT = re.compile(
    r"^(?:In|On|At|By|For|From|During|After|Before|Of|Since|As|While|When|If|Although|To"
    r"|Every|Each|No)\b"
    r"|^[^A-Za-z]|\b(?:has|have|had|but|or)\b|\band (?![A-Z])|[0-9]"
)
_OPENS = frozenset(
    "the a an total average annual overall net gross two three four five six seven eight nine ten"
    " eleven twelve all most many".split()
)


def drafts(passages: Sequence[Passage]) -> Iterator[Draft]:
    """Questions on a document's passages, in the order of the text."""
    inside = {
        word
        for passage in passages
        for word in re.findall(r"\b[a-z]+\b|(?<=[a-z,] )[A-Z]\w+", passage.text)
    }
    for each in statements(passages):
        for sort, question in _of(each, inside):
            if sound(question, "en"):
                yield Draft(question, sort, each.passage, each.start, each.end)


def _of(statement: Statement, inside: set[str]) -> Iterator[tuple[Sort, str]]:
    """The questions that a sentence answers; inside: as `_subject` takes it."""
    text = _NUMBERED.sub("", statement.text)
    if means := _MEANS.match(text):
        yield "definition", f'What does "{means["term"].strip()}" mean?'
    for short in _CAPITALS.finditer(statement.bracketed):
        if _spells(statement.bracketed[: short.start()], short["short"]):
            yield "definition", f"What does {short['short']} stand for?"
    if counted := _COUNTED.match(text):
        yield "number", f"How many {counted['asked']}?"
    if (found := _SAID.match(text)) and (subject := _subject(found["subject"], inside)):
        yield from _asked_of(subject, found["verb"], found["said"])


def _asked_of(subject: str, verb: str, said: str) -> Iterator[tuple[Sort, str]]:
    """What can be asked of a subject, by the kind of thing that is said of it."""
    if verb in ("must", "shall", "should"):
        if not re.match("(?:be|not) ", said):
            yield "duty", f"What {verb} {subject} do?"
    elif _MONEY.match(said):
        yield "number", f"How much {verb} {subject}?"
    elif _SHARE.match(said):
        yield "number", f"What {verb} {subject}?"
    elif verb in ("is", "are") and _KIND.match(said):
        yield "definition", f"What {verb} {subject}?"
    else:
        day = next((date for date in dates(said) if date.year and date.month), None)
        if day and (done := _ON_A_DAY.match(said[: day.start])):
            yield "date", f"When {verb} {subject} {done['kept']}?"
        if done := _BECAUSE.match(said):
            yield "reason", f"Why {verb} {subject} {done['kept']}?"


def _subject(phrase: str, inside: set[str]) -> str | None:
    """The subject of a sentence as a question has it, None where it is not surely a whole one
    that stands for itself: "the scheme" may be any.

    inside: the words of the document in small letters, and those with a capital that begin no
        sentence, whose capital is a name's.
    """
    words = phrase.split()
    if _NOT_A_SUBJECT.search(phrase):
        return None
    if len([word for word in words if word.lower() not in ("a", "an", "the")]) < 2:
        return phrase if re.fullmatch("[A-Z]{3,}", phrase) else None
    first = words[0]
    if first == "A" or (first.lower() in inside | _OPENS and first[1:].islower()):
        words[0] = first.lower()
    elif first not in inside and not words[1][0].isupper() and not first.isupper():
        return None
    return " ".join(words)


def _spells(before: str, short: str) -> bool:
    """Whether the words before an abbreviation begin with its letters."""
    initials = [w[0].upper() for w in re.findall(r"[A-Za-z]+", before) if w[0].isupper()]
    letters = [c for c in short if c.isupper()]
    return len(letters) >= 2 and initials[-len(letters) :] == letters
