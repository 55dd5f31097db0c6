"""What a question is about, in its own words, for the question that comes after it."""

from __future__ import annotations

import re

from qa.question import ENGLISH_STOPWORDS, content_words, language_of

# What leads over from the question before.
LEAD = re.compile(
    "(?:それでは|それじゃあ?|では|じゃあ?|ならば|なら|それから|そして|あと|また|ちなみに)[、,\\s]*"
    r"|(?:and(?: then)?|but|what about|how about|then|also|so)\b[\s,]*"
    r"(?:(?:what|how) about\b\s*)?",
    re.IGNORECASE,
)
ASKS = re.compile(
    "いつ|どこ|だれ|誰|なぜ|何|どの|どう|いくつ|いくら|どれ|どんな|ですか|ますか|ましたか"
    "|(?:教え|説明し|挙げ|述べ|示し)て"
    r"|^\s*(?:please\s+)?(?:list|tell|explain|describe|give|name|define)\b"
    r"|\b(?:when|where|who|whom|whose|why|what|which|how|is|are|was|were|do|does|did|has|have"
    r"|can|will)\b",
    re.IGNORECASE,
)
# What a question that names and does not ask ends with.
TAIL = re.compile(
    "(?:について)?(?:は|とは|も|って|に関しては)?(?:どう(?:ですか|でしょうか)?|ですか)?"
    r"[?？。、!！\s]*$"
)
_TOPIC = re.compile(
    "^(.{2,60}?)(?:(?:について|に関して|(?<!こ)[とにで])?[はが]|について|に関して"
    "|を(?:教え|説明し|挙げ|述べ|示し)て)"
)
_ARTICLES = frozenset(("the", "a", "an"))
_LINKS = frozenset(("of", "with", "on", "for"))
# What is done with the things asked about, and is none of them.
VERBS = frozenset(
    "held hold take place happen sign signed conclude concluded enter entered force attend attended"
    " explain describe define send sent establish established adopt adopted conduct conducted begin"
    " began begun start started end ended publish published agree agreed receive received"
    " accept accepted set".split()
)
_ASIDE = _ARTICLES | VERBS | ENGLISH_STOPWORDS
_PARTS = re.compile("[a-z]+(?<!e)ed")  # completed, succeeded; but speed


def topic_of(before: str) -> str:
    """What a question is about, in its own words: what stands before は, or its content
    words without those of asking and of doing."""
    if language_of(before) == "ja":
        bare = LEAD.sub("", before, count=1)
        found = _TOPIC.match(bare)
        if found and not ASKS.search(found[1]):
            return found[1].strip("、 ")
        if not found and not ASKS.search(bare):  # 県立海洋館の改修工事
            return TAIL.sub("", bare).strip("、 ")
        return " ".join(content_words(ASKS.sub(" ", bare)))
    longest: list[str] = max(_runs(before), key=len)
    return " ".join(longest)


def _runs(before: str) -> list[list[str]]:
    """The runs of words in an English question that may be what it is about: without articles,
    and parted by verbs, by words of asking, and where an article begins another."""
    runs: list[list[str]] = [[]]
    earlier, subject = "", False  # whether the run is that of "did", and a verb ends it
    words = re.findall(r"[A-Za-z0-9][A-Za-z0-9.'’/-]*", before)
    for i, word in enumerate([*words, ""]):
        low, run = word.lower(), runs[-1]
        begins = low in _ARTICLES and earlier not in _LINKS
        # The last word is what was done with what is named: "was Ruth Calloway reappointed?"
        done = i == len(words) - 1 and bool(run) and all(w[0].isupper() for w in run)
        part = _PARTS.fullmatch(word) is not None and not done
        if word and (low in _LINKS or not (part or low in _ASIDE)):
            run.append(word)
        elif low not in _ARTICLES or begins:
            while run and run[-1].lower() in _LINKS:
                run.pop()
            while run and run[0].lower() in _LINKS:
                run.pop(0)
            # A verb says nothing of what is named before it, unless that is but a name.
            only_name = not word and len(run) == 2 and run[0][0].isupper()
            last_is_verb = subject and len(run) > 1 and run[-1].islower()
            if last_is_verb and (begins or not word) and not only_name:
                run.pop()
            subject = low in ("did", "does", "do", "will") or (subject and not run)
            runs.append([])
        earlier = low
    return runs
