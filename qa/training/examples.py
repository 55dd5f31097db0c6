"""Examples: a question, a sentence in its context, and whether the one answers the other.

What teaches the reader to tell a near miss from an answer:
the other sentences of the same document; the answering sentence with the answer cut out;
the question with a number or name in it changed; and the near misses that were written.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from corpus.span import Span
from index.training.asked import bigrams
from index.training.typos import mistyped
from qa.question import Language
from qa.reader import Excerpt
from qa.training.sources import Ask, Text

OTHER_OF_MISS = 0.4  # share of the near misses also asked of another sentence
SECOND_OTHER = 0.3  # share of the questions also asked of a second wrong sentence
CUT = 0.5  # share of the questions also asked of their sentence without the answer
CHANGED = 0.4  # share also asked with a number or a name changed
CUT_OTHER = 0.25  # share of right sentences that lose another answer: a cut alone proves nothing
FAR = 0.08  # share also asked of a sentence of another document
NO_CONTEXT = 0.1  # share of examples without their context
TYPO = 0.06  # share of the questions with a slip of the hand


@dataclass(frozen=True, slots=True)
class Example:
    """A question and a sentence in its context; whether it answers, and with which words.

    span: (start, end) in the sentence; None where unknown or where nothing answers.
    """

    question: str
    excerpt: Excerpt
    answers: bool
    span: Span | None = None


def examples(texts: Sequence[Text], draw: random.Random) -> Iterator[Example]:
    """Every question of every text once, each with right and wrong sentences, the texts in random
    order. What is drawn differs with the seed of `draw`."""
    order = list(texts)
    draw.shuffle(order)
    names = {language: _names(texts, language) for language in ("ja", "en")}
    for text in order:
        for asked in text.asks:
            typed = mistyped(asked.text, draw) if draw.random() < TYPO else asked.text
            ask = replace(asked, text=typed)
            for example in _asked(ask, text, order, names[ask.language], draw):
                alone = draw.random() < NO_CONTEXT
                if alone:
                    yield replace(example, excerpt=Excerpt(example.excerpt.sentence))
                else:
                    yield example


def _asked(
    ask: Ask, text: Text, texts: Sequence[Text], names: Sequence[str], draw: random.Random
) -> Iterator[Example]:
    if ask.sentence is not None:
        yield from _answered(ask, text, names, draw)
    elif ask.about is not None:
        yield Example(ask.text, text.excerpt(ask.about), answers=False)
    wanted = 1 + (draw.random() < SECOND_OTHER) if ask.sentence is not None else 1
    if ask.sentence is not None or draw.random() < OTHER_OF_MISS:
        for other in _like(ask, text, wanted, draw):
            yield Example(ask.text, text.excerpt(other), answers=False)
    if draw.random() < FAR:
        far = draw.choice(texts)
        if far.name != text.name:
            i = draw.randrange(len(far.sentences))
            yield Example(ask.text, far.excerpt(i), answers=False)


def _answered(ask: Ask, text: Text, names: Sequence[str], draw: random.Random) -> Iterator[Example]:
    """The sentence that answers, and its near misses."""
    assert ask.sentence is not None
    excerpt = text.excerpt(ask.sentence)
    sentence, around = excerpt.sentence, excerpt.heading + excerpt.before
    right = Example(ask.text, excerpt, answers=True, span=ask.span)
    others = [a.span for a in text.asks if a.sentence == ask.sentence and a.span and ask.span]
    apart = [s for s in others if ask.span and (s[1] < ask.span[0] - 8 or s[0] > ask.span[1] + 8)]
    if apart and draw.random() < CUT_OTHER:
        start, end = _phrase(sentence, draw.choice(apart), text.printed)
        yield _without(right, start, end)
    else:
        yield right
    if ask.span is not None and draw.random() < CUT:
        start, end = _phrase(sentence, ask.span, text.printed)
        if end - start < len(sentence) * 0.8:
            rest = sentence[:start] + sentence[end:]
            if sentence[slice(*ask.span)] not in rest + around:
                yield Example(ask.text, replace(excerpt, sentence=rest), answers=False)
    if draw.random() < CHANGED:
        changed = _changed(ask.text, sentence + around, ask.language, names, draw)
        if changed is not None:
            yield Example(changed, excerpt, answers=False)


def _without(example: Example, start: int, end: int) -> Example:
    """The example with sentence[start:end] cut out; its span must lie outside of that."""
    if example.span is None:
        return example
    sentence = example.excerpt.sentence
    first, last = example.span
    if first < end and start < last:  # the phrase around the other answer reaches into this one
        return example
    if first >= end:
        first, last = first - (end - start), last - (end - start)
    excerpt = replace(example.excerpt, sentence=sentence[:start] + sentence[end:])
    return replace(example, excerpt=excerpt, span=(first, last))


_AFTER = re.compile(
    r"(?:において|における|に対して|に対する|に関して|に関する|によると|により|による|に基づき|に基づく"
    r"|に向けて|として|とともに|との間で|との間に|のために|のため|を目的として|から|まで(?:に)?|には|では"
    r"|[はがをにでとのへも])?[はもの]?、?"
)
_BEFORE = re.compile(
    r"(?:,\s*)?(?:\b(?:in|on|at|by|with|from|for|to|of|as|between|during|since|until|under|about"
    r"|over|through|including|namely|the|a|an)\s+){0,3}$"
)


def _phrase(sentence: str, span: Span, printed: Language) -> Span:
    """The answer with the particle or preposition that holds it."""
    start, end = span
    if printed == "ja":
        after = _AFTER.match(sentence, end)
        return start, after.end() if after else end
    before = _BEFORE.search(sentence[:start])
    return (before.start() if before else start), end


_NUMBER = re.compile(r"[0-9０-９]+(?:[,.][0-9]+)*")
_NAME: dict[Language, re.Pattern[str]] = {
    "ja": re.compile(r"[\u30a1-\u30fa\u30fc]{3,}|[\u4e00-\u9fff]{3,}|[A-Z][A-Za-z]{2,}"),
    "en": re.compile(r"(?<=[a-z,] )[A-Z][a-z]+(?: [A-Z][a-z]+)*|\b[A-Z]{3,}\b"),
}


def _names(texts: Sequence[Text], language: Language) -> list[str]:
    return sorted(
        {
            name
            for text in texts
            for ask in text.asks
            if ask.language == language
            for name in _NAME[language].findall(ask.text)
        }
    )


def _changed(
    question: str, around: str, language: Language, names: Sequence[str], draw: random.Random
) -> str | None:
    """The question with one number or name changed to what does not stand around the sentence;
    None where it has neither."""
    numbers = list(_NUMBER.finditer(question))
    own = list(_NAME[language].finditer(question))
    if numbers and (not own or draw.random() < 0.5):
        match = draw.choice(numbers)
        other = _other_number(match[0], draw)
    elif own:
        match = draw.choice(own)
        like = [n for n in draw.sample(names, min(60, len(names))) if _alike(n, match[0])]
        other = like[0] if like else ""
    else:
        return None
    if not other or other in around or other in question:
        return None
    return question[: match.start()] + other + question[match.end() :]


def _other_number(number: str, draw: random.Random) -> str:
    digits = number.replace(",", "").replace(".", "")
    if len(digits) == 4 and "," not in number and "." not in number:
        return str(int(digits) + draw.choice((-3, -2, -1, 1, 2, 3)))  # a year
    return str(max(1, int(digits) + draw.choice((-2, -1, 1, 2, 5, 10))))


def _alike(name: str, other: str) -> bool:
    """Whether the two are in the same script and of about the same length."""
    return (
        name != other
        and abs(len(name) - len(other)) <= 3
        and (name[0] <= "z") == (other[0] <= "z")
        and ("\u30a1" <= name[0] <= "\u30fc") == ("\u30a1" <= other[0] <= "\u30fc")
    )


def _like(ask: Ask, text: Text, wanted: int, draw: random.Random) -> list[int]:
    """At most `wanted` other sentences, of the five most like the question, or like the
    sentence it is about where the languages differ."""
    known = {ask.sentence, ask.about, *ask.also}
    rest = [i for i in range(len(text.sentences)) if i not in known]
    draw.shuffle(rest)
    target = ask.sentence if ask.sentence is not None else ask.about
    like = bigrams(ask.text)
    if ask.language != text.printed and target is not None:
        like = bigrams(text.sentences[target])
    nearest = sorted(rest, key=lambda i: -len(like & bigrams(text.sentences[i])))[:5]
    return draw.sample(nearest, min(wanted, len(nearest)))
