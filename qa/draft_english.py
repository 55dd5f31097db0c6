"""English questions from English text.

A question is made only where its parts can be taken whole: the subject from the beginning of
the sentence to its verb, and the verb as it is printed or by a short table of past tenses.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from corpus.dates import dates
from corpus.passage import Passage
from qa.draft import Draft, Sort, sections, statements

LONGEST = 90  # characters of a question

_NUMBERED = re.compile(r"^(?:[(\[]?(?:[0-9]{1,2}|[a-zA-Z]|[A-Z][0-9]{1,2}|[ivx]{1,4})[)\].]\s+)+")
# (a) By district. Tarn Bay …: the run-in title is a sentence of its own.
_LEANING = re.compile(
    r"\b(?:it|its|they|their|them|this|these|those|such|he|she|his|her|him|we|our|us|you|your|i|my"
    r"|here|there|which|who|that|former|latter|other|another|same|above|below|following|also|who"
    r"|latter|respectively|however|former|figure|figures|total of|one|both)\b",
    re.IGNORECASE,
)
# Definite, but it means something only after what was said before.
_VAGUE = re.compile(
    r"(?:the |a |an )?(?:target|increase|decrease|panel|authority|ministry|committee|board"
    r"|report|act"
    r"|case|plan|figure|number|result|season|year|period|body|agency|department|government|country"
    r"|company|about|rate|share|total|people|men|women|person|man|woman|city|use|system)s?",
    re.IGNORECASE,
)
_OPENS = frozenset(
    """the a an total average annual overall net gross two three four five six seven
eight nine ten all some most many no each every""".split()
)
_CAPITALS = re.compile(r"\((?P<short>[A-Z][A-Za-z]*[A-Z][A-Z0-9]*)\)")
_MEANS = re.compile(
    r"^(?:An?|The)?\s?[\"“](?P<term>[^\"“”]{3,50})[\"”] (?:means|refers to|is defined as)\b",
    re.IGNORECASE,
)
_MEANS_BARE = re.compile(
    r"^(?P<term>(?:An? )?[A-Za-z][\w -]{3,40}?) (?:means|refers to|is defined as) "
)
_IS = re.compile(
    r"^(?P<term>(?:The )?(?:[A-Z][\w’'-]+(?![\w’'-])(?: (?:of|for|and|the|on)(?= ))? ?){2,7})"
    r"(?:\([A-Z]\w+\) )?"
    r"(?P<be>is|are|was|were) (?:an? |the )(?!same|first|only)"
)
_SUBJECT = r"(?P<subject>[^,;:()]{4,60}?)"
_DONE = r"(?P<done>[a-z]{2,}(?:ed|ught|wn|ent|ade|old|eld|ept|aid|ound|uilt|iven|aken|unk))"
_PASSIVE = re.compile(
    rf"^{_SUBJECT} (?P<be>was|were) (?P<how>(?:first |finally )?){_DONE}(?P<rest>[^.;]*)"
)
_BECAUSE = re.compile(r"^[^.;]*?,? (?:chiefly |mainly |partly )?(?:because|due to|owing to)\b")
_AMOUNT = r"(?P<amount>[0-9][0-9,.]*(?: (?:million|billion|thousand))?)"
_COUNTED_DONE = re.compile(
    r"^(?:[0-9][0-9,]*|[A-Z][a-z]+(?:-[a-z]+)?) (?P<what>(?:[a-z-]+ ){0,2}[a-z]+s|people) "
    rf"(?P<verb>were {_DONE}|died|drowned|took part)(?P<rest>[^,.;]*)[,.;]"
)
_DID = re.compile(
    rf"^{_SUBJECT} (?P<verb>(?:has |have )?[a-z]+(?: (?:for|to|rise to))?) {_AMOUNT} "
    r"(?P<what>(?:[a-z-]+ ){0,2}(?:[a-z]+s|people|staff))\b(?! of)"
)
_WORTH = re.compile(rf"^{_SUBJECT} (?P<be>was|were|is|are) (?:about )?[$£€¥]{_AMOUNT}")
_OUGHT = re.compile(rf"^{_SUBJECT} (?P<must>must|shall|should) (?!be |not )(?P<deed>[a-z]+)\b")
_PAST = dict(
    pair.split(":")
    for pair in (
        "accounted for:account for;gave rise to:give rise to;patrolled:patrol;taught:teach"
        ";visited:visit;analysed:analyse;analyzed:analyze;received:receive;employed:employ"
        ";rescued:rescue;trained:train;inspected:inspect;recorded:record;reported:report"
        ";issued:issue;made:make;held:hold;published:publish;sent:send;built:build;opened:open"
        ";completed:complete;served:serve;provided:provide;carried:carry;responded to:respond to"
        ";investigated:investigate;arrested:arrest;accepted:accept;processed:process"
        ";created:create;funded:fund;treated:treat;handled:handle;operated:operate;won:win"
        ";produced:produce;sold:sell;lost:lose;collected:collect;distributed:distribute"
    ).split(";")
)


def drafts(passages: Sequence[Passage]) -> Iterator[Draft]:
    """Questions on a document's passages, in the order of the text."""
    known = {
        word
        for passage in passages
        for word in re.findall(r"\b[a-z]+\b|(?<=[a-z,] )[A-Z]\w+", passage.text)
    }
    for passage in passages:
        if passage.kind == "caption":
            continue
        for statement in statements(passage):
            text = _NUMBERED.sub("", statement.text)
            marked = _NUMBERED.sub("", statement.marked)
            for sort, question in _of(text, marked, known):
                if sound(question):
                    yield Draft(question, sort, statement.start, statement.end)
    for headings, start, end in sections(passages):
        title = re.sub(r"^[0-9]+(?:\.[0-9]+)*\.?\s+", "", headings[-1].strip())
        title = re.sub(r"^About\s+", "", title)
        words = title.split()
        if (
            len(headings) > 1
            and 2 <= len(words) <= 6
            and re.fullmatch(r"[A-Za-z][A-Za-z’' -]+", title)
        ):
            question = f"What does the document say about {_inner(title, known)}?"
            if sound(question):
                yield Draft(question, "heading", start, end)


def sound(question: str) -> bool:
    """Whether a question is short and stands for itself."""
    return (
        len(question) <= LONGEST
        and not _LEANING.search(question.replace(" did there ", " "))
        and not re.search(r"[()\[\]]", question)
        and question.count('"') % 2 == 0
    )


def _inner(phrase: str, known: set[str]) -> str:
    """A phrase as it is written inside a sentence: a capital stays where it is a name's."""
    phrase = phrase.strip()
    first, _, rest = phrase.partition(" ")
    low = first.lower()
    common = low in _OPENS or low in known or low.removesuffix("s") in known or low.endswith("ing")
    if (common and first[1:].islower()) or first in ("A", "The"):
        return f"{first.lower()} {rest}".strip()
    return phrase


def _subject(phrase: str, known: set[str]) -> str | None:
    """The subject of a sentence as a question has it, None where it cannot stand alone."""
    if _VAGUE.fullmatch(phrase) or _LEANING.search(phrase):
        return None
    if re.match(
        r"(?:In|On|At|By|For|From|During|After|Before|Of|Since|As|While|When|If|Although|To)\b",
        phrase,
    ):
        return None
    if re.search(r"\b(?:was|were|is|are|has|have|had|and|but|or)\b", phrase):
        return None
    if re.search(r"[0-9]", phrase):
        return None
    inner = _inner(phrase, known)
    # One word with a capital: whether it is a name is seen where it is not a sentence's first.
    return None if inner[:1].isupper() and inner not in known and " " not in inner else inner


def _of(text: str, marked: str, known: set[str]) -> Iterator[tuple[Sort, str]]:
    if (means := _MEANS.match(text)) or (means := _MEANS_BARE.match(text)):
        quoted = '"' if _MEANS.match(text) else ""
        yield "definition", f"What does {quoted}{means['term'].strip()}{quoted} mean?"
    for short in _CAPITALS.finditer(marked):
        if _spells(marked[: short.start()], short["short"]):
            yield "definition", f"What does {short['short']} stand for?"
    if found := _IS.match(text):
        yield "definition", f"What {found['be']} {_inner(found['term'].strip(), known)}?"
    yield from _passive(text, known)
    yield from _numbers(text, known)
    if (ought := _OUGHT.match(text)) and (who := _subject(ought["subject"], known)):
        verb = "do" if ought["must"] != "should" else ought["deed"]
        plain = ought["deed"] in ("install", "introduce", "publish", "provide", "report", "notify")
        yield "duty", f"What {ought['must']} {who} {verb if plain else 'do'}?"


def _spells(before: str, short: str) -> bool:
    """Whether the words before an abbreviation begin with its letters."""
    initials = [w[0].upper() for w in re.findall(r"[A-Za-z]+", before) if w[0].isupper()]
    letters = [c for c in short if c.isupper()]
    return len(letters) >= 2 and initials[-len(letters) :] == letters


def _passive(text: str, known: set[str]) -> Iterator[tuple[Sort, str]]:
    found = _PASSIVE.match(text)
    if not found or not (subject := _subject(found["subject"], known)):
        return
    be, how, done, rest = found["be"], found["how"], found["done"], found["rest"]
    day = next((d for d in dates(rest) if d.year and d.month), None)
    if day and (lead := re.search(r"^(?P<kept>[^,]*?) (?:on|in)$", rest[: day.start].rstrip())):
        if not re.search(r"[0-9]", lead["kept"]):
            yield "date", f"When {be} {subject} {how}{done}{lead['kept']}?"
    elif day and re.fullmatch(r"\s(?:on|in)\s", rest[: day.start]):
        yield "date", f"When {be} {subject} {how}{done}?"
    if because := _BECAUSE.match(rest):
        kept = re.split(
            r",|;| (?:on|in|from) (?=[0-9A-Z])| (?:chiefly|mainly|partly|because|due|owing)",
            because.group(),
        )[0]
        yield "reason", f"Why {be} {subject} {how}{done}{kept}?"


def _numbers(text: str, known: set[str]) -> Iterator[tuple[Sort, str]]:
    if counted := _COUNTED_DONE.match(text):
        first = text.split()[0]
        if first[0].isdigit() or first.lower().split("-")[0] in _TENS:
            kept = re.split(r" (?:on|from) (?=[0-9A-Z])", counted["rest"])[0]
            yield "number", f"How many {counted['what']} {counted['verb']}{kept}?"
    if (did := _DID.match(text)) and (subject := _subject(did["subject"], known)):
        verb, what = did["verb"], did["what"]
        if verb in _PAST:
            yield "number", f"How many {what} did {subject} {_PAST[verb]}?"
        elif re.match(r"(?:has|have) [a-z]+(?:ed)$", verb):
            have, done = verb.split()
            yield "number", f"How many {what} {have} {subject} {done}?"
    if (worth := _WORTH.match(text)) and (subject := _subject(worth["subject"], known)):
        yield "number", f"How much {worth['be']} {subject}?"


_TENS = frozenset(
    "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
    " seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety".split()
)
