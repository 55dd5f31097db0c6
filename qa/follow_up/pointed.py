"""Words of a follow-up that point back: その会議, そのうち, 同協定; it, that treaty.

Finds them, and tells whether they may mean something else than what the question before is about;
puts nothing in their place.
"""

from __future__ import annotations

import re

from corpus.dates import dates
from corpus.script import KANJI, KATAKANA, LATIN
from qa.follow_up.topic import HOW, VERBS
from qa.question import CONTENT_WORD, ENGLISH_STOPWORDS, Language

_KANJI_NOUN = f"[{KANJI}]{{2,8}}(?:[いけしせみめりれ](?=[はがをのにでとも、]))?"  # 条約, 取決め
_KATAKANA_NOUN = f"[{KATAKANA}]{{2,12}}"
# Behind which "that" points. Behind any other word it begins a clause, as in "goods that require a
# permit" and "who said that prices rose", unless only a noun is left.
_AHEAD_OF_THAT = (
    *"in at for with on from of to by under over about against after before during since".split(),
    *"until into is are was were do does did has have can could will would should must".split(),
    *sorted(VERBS - set("agree agreed accept accepted explain".split())),  # as "say" does
)
_AHEAD = "|".join(rf"(?<=\b{word} )" for word in _AHEAD_OF_THAT)
_THAT = rf"(?:^|(?<=, )|{_AHEAD})that|that(?= [a-z]+[?.!\s]*$)"
# What is no noun behind "that": "Is that in yen?", "Does that include tax?", "How is that paid?"
_NO_NOUN = (
    rf"(?:{'|'.join(sorted(ENGLISH_STOPWORDS))}|per|including|include|apply|mean|require|depend"
    r"|contain|happen|differ|expire|enough|all|only|[a-z]{2,}(?<!e)ed|paid|set)\b"
)
# A noun that a word points with is kept.
_POINTS: dict[Language, re.Pattern[str]] = {
    "ja": re.compile(
        "(?:その|この|あの)(?!他|際(?!立)|都度|前の?年|翌年|次の年|後(?![任継援])|上(?![限司位級記層部]))"
        f"(?P<noun>{_KANJI_NOUN}|{_KATAKANA_NOUN}|(?![中内間外旨下先逆])[{KANJI}](?=[はがをのにでも、]))"
        "|(?:それ|これ|あれ)(?:ら)?(?=[はがをにでのも、]|と(?!も))|(?:そこ|ここ|あそこ)(?=[はがをにでの])"
        # but 「そのうち廃止されますか」, before long
        rf"|(?:その|この|^)うち(?=、?[{KANJI}{KATAKANA}{LATIN}\d].*[はがもの])"
    ),
    "en": re.compile(
        rf"\b(?:(?:this(?! (?:year|month|week)\b)|these|those(?! who\b)|{_THAT})"
        rf"(?: (?!{_NO_NOUN})(?P<noun>[a-z]+)|(?= {_NO_NOUN}))"
        r"|its?|they|them|their|he|him|his|she|hers?)\b",
        re.IGNORECASE,
    ),
}
# 同協定 points where the question before names a 協定: 同意書 and 同居人 do not.
_SAME = re.compile(f"(?<![{KANJI}])同(?![年月日])(?P<noun>{_KANJI_NOUN}|{_KATAKANA_NOUN})")
# What is asked for is nothing to point at: "What year did it …", 「何人がその…」.
_ASKED_FOR = re.compile(
    rf"(?:何|どの)[{KANJI}]*|\b(?:{HOW}|(?:what|which|how many|how much)\s+[a-z]+)",
    re.IGNORECASE,
)
# The "it" of "is it difficult to" and "does it take" points at nothing.
_EXPLETIVE = re.compile(
    r"\b(?:(?:(?:is|was) it|it (?:is|was))(?= (?:not )?\w+ (?:to|that|for)\b)"
    r"|(?:does|did|will|would) it(?= take\b))",
    re.IGNORECASE,
)
# A document as a whole, which 「この条例」 means where the question before named none.
_WORK = re.compile(
    "条例|法律|計画|白書|報告書|文書|資料|要綱|規則|ordinance|plan|report|document|paper|law|act",
    re.IGNORECASE,
)


def pointer(rest: str, topic: str, language: Language) -> re.Match[str] | None:
    """The word in a follow-up that points back, its noun as the group "noun", if it has one."""
    masked = _EXPLETIVE.sub(lambda found: "-" * len(found[0]), rest)
    if found := _POINTS[language].search(masked):
        return found
    same = _SAME.search(rest)
    return same if same and same["noun"] in topic else None


def with_what_is_meant(rest: str, points: re.Match[str], topic: str, language: Language) -> str:
    """The follow-up with the topic beside the word that points, 「その会議（総会）」; in its place
    where a part is meant, 「総会のうち」 for 「そのうち」."""
    ahead, behind = rest[: points.start()], rest[points.end() :]
    if points[0].endswith("うち"):
        return f"{ahead}{topic}のうち{behind}"
    named = f"（{topic}）" if language == "ja" else f" ({topic})"
    return f"{rest[: points.end()]}{named}{behind}"


def is_nothing_to_point_at(topic: str, points: re.Match[str]) -> bool:
    """Whether a word that points cannot mean the topic: the topic has it in itself, 「この条例」,
    or is only a date."""
    named = points["noun"] is not None and points[0] in topic
    return named or any(date.end - date.start == len(topic) for date in dates(topic))


def may_mean_other(rest: str, points: re.Match[str], topic: str) -> bool:
    """Whether a word that points may mean something else than the topic: what stands ahead of it in
    its own question, or the document, as in 「この条例はいつ施行された？」."""
    noun = points["noun"] or ""
    work = _WORK.fullmatch(noun) is not None and noun.lower() not in topic.lower()
    return work or _may_point_inside(rest[: points.start()])


def _may_point_inside(ahead: str) -> bool:
    """Whether a word may point at what stands ahead of it in the same question, as in "the ICPO
    and its members" and 「対策本部とその本部長」, but not in "Who attended that meeting"."""
    for date in reversed(dates(ahead)):
        ahead = f"{ahead[: date.start]} {ahead[date.end :]}"
    words = CONTENT_WORD.findall(_ASKED_FOR.sub(" ", ahead))
    return any(word.lower() not in ENGLISH_STOPWORDS | VERBS for word in words)
