"""Conversation: what a question leaves out because the one before it has said it.

"And in Vietnam?", 「その会議には誰が出席した？」 and 「いつ発効した？」 are completed from the
question before, into a question that can be read and asked by itself. Keeps nothing: who asks
hands in the question before. Takes nothing from answers.
"""

from __future__ import annotations

import re

from corpus.dates import dates
from corpus.script import KANJI, KATAKANA
from qa.courtesy import without_courtesy
from qa.other_date import date_in_place
from qa.other_name import DAY, Similarities, bare_name, name_in_place
from qa.other_number import number_in_place, part_in_place
from qa.other_time import away, decade, is_untold
from qa.question import CONTENT_WORD, ENGLISH_STOPWORDS, Language, language_of
from qa.topic import ASKS, ATTRIBUTE, HOW, LEAD, TAIL, VERBS, topic_of

_LIKE_AN_OWNER = 0.2  # cosine from which one thing may have what the other has
# Characters; a longer question hardly leaves its subject out.
_SHORT: dict[Language, int] = {"ja": 14, "en": 30}

# Words that point back: その会議, それ; it, that treaty. A noun they point with is kept.
_POINTS: dict[Language, re.Pattern[str]] = {
    "ja": re.compile(
        "(?:その|この|あの)(?!他|際(?!立)|都度|前の?年|翌年|次の年|後(?![任継援])|上(?![限司位級記層部]))"
        f"(?P<noun>[{KANJI}]{{2,8}}|[{KATAKANA}]{{2,12}}|(?![中内間外旨下先逆])[{KANJI}](?=[はがをのにでも、]))"
        "|(?:それ|これ|あれ)(?:ら)?(?=[はがをにでのも、]|と(?!も))|(?:そこ|ここ|あそこ)(?=[はがをにでの])"
    ),
    "en": re.compile(
        r"\b(?:(?:this|that|these|those) (?P<noun>[a-z]+)|its?|they|them|their"
        r"|he|him|his|she|hers?)\b",
        re.IGNORECASE,
    ),
}
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
# A case that the question before is asked of: 児童がいる場合は？ 離島なら？
_CASE = re.compile("(?:場合|なら(?:ば)?|とき)(?:に?は|も)?[?？。\\s]*$")
# A word that begins what is named: "In Vietnam?", "The fee?"
_BEGINS = re.compile(
    r"(?:in|at|for|with|on|from|of|to|by|under|over|against|between|during|since|until|the|an?)\s",
    re.IGNORECASE,
)
# That more is wanted of what was asked for.
_MORE = re.compile(
    "(?:他|ほか)に(?:も|は|何か)?(?:ありますか|ない(?:です)?か)?|(?:もっと|もう少し)?(?:詳し[くい]|くわしく)"
    "(?:教えて(?:ください)?|お願いします)?|もっと(?:教えて(?:ください)?)?|続きは"
    "|(?:is there )?(?:anything|something) else|what else"
    "|(?:tell me )?more(?: details?| about it)?",
    re.IGNORECASE,
)
# What alone asks nothing: "When?", "For how long?", いつですか.
_ONLY_ASKS = re.compile(
    r"(?:(?:since|until|till|for|at|by|in|to|from|on|with|of) )?"
    r"(?:when|where|who|whom|why|what(?: cost| time)?|which|how(?: long| many| much| often)?)"
    "|(?:いつ|どこ|誰|だれ|なぜ|どうして|いくら|どのくらい|何[人件回年日])(?:が|で|に|へ|と|から|まで|ごろ)?"
    "(?:ですか|でしたか|なの)?",
    re.IGNORECASE,
)
_ONLY_OF_A_THING = re.compile("(?:番号|アドレス|住所|[日限間期])$")
# A question of what one thing has, and another that may have it too.
_OWNED = re.compile(f"(?P<owner>[^のはがを、。]{{2,}})の{ATTRIBUTE['ja'].pattern}")
_ANOTHER = re.compile(f"[{KANJI}{KATAKANA}]{{2,}}")


def readings(text: str, before: str | None, similarities: Similarities) -> list[str]:
    """The questions that `text` may stand for after the question `before`, likeliest first;
    two where only asking can tell, `text` alone when it leaves nothing out.

    similarities: cosines of two lists of words, float32 (n, m), as `Library.similarities`.
    """
    text = without_courtesy(text)
    if not before or not text:
        return [text]
    language = language_of(text)
    lead = LEAD.match(text)
    rest = text[lead.end() :] if lead else text
    if not rest.strip("?？。! "):
        return [text]
    if _MORE.fullmatch(rest.strip("?？。.! ")):
        return [before]
    points = _POINTS[language].search(_EXPLETIVE.sub(lambda found: "-" * len(found[0]), rest))
    topic = topic_of(before)
    if points is None and topic not in rest and _asks_attribute(rest, topic, language):
        bearer = _bearer(topic, language)
        if bearer or language == "ja":
            return [_of(bearer, rest, language), text] if bearer else [text]
    if points is None and _is_fragment(rest, language, led=lead is not None):
        return _completed(text, rest, before, similarities)
    if not topic or topic in rest or (points and _is_nothing_to_point_at(topic, points)):
        return [text]
    if language == "en":
        rest = rest[:1].upper() + rest[1:]
    if points is not None:
        named = f"（{topic}）" if language == "ja" else f" ({topic})"
        completed = rest[: points.end()] + named + rest[points.end() :]
        return [completed, text] if _may_mean_other(rest, points, topic) else [completed]
    if _ONLY_ASKS.fullmatch(rest.strip("?？。. ")):
        return [_with_topic(rest, topic, language)]
    if (lead is not None or _leaves_out(rest, language)) and not (dates(topic) and dates(rest)):
        return [_with_topic(rest, topic, language), text]
    return [text]


def _completed(text: str, rest: str, before: str, similarities: Similarities) -> list[str]:
    """The readings of a name, a number or a date and no more, which `rest` is. A name may also
    be all that is asked."""
    named = _named(rest)
    fragment = bare_name(named)
    if not fragment:
        return [before]
    if is_untold(fragment) and dates(before):
        return [text]  # "in 2020 (before that)" would be answered with 2020
    placed = part_in_place(fragment, before)
    if placed is None and (dated := date_in_place(named, before)):
        placed, named = dated
        if named:
            fragment = bare_name(named)
            other = number_in_place(fragment, placed) or name_in_place(named, placed, similarities)
            return [other or _beside(placed, fragment), text]
    placed = placed or number_in_place(fragment, before)
    if placed:
        return [placed]
    owner, _, asked = named.rpartition("の")
    if owner and f"の{asked}" in before:  # 避難指示の発令者
        named = owner
    elif owner and ATTRIBUTE["ja"].fullmatch(asked) and not re.search(r"\d", owner):
        return [text]  # says itself what it is about
    if placed := name_in_place(named, before, similarities):
        return [placed]  # what is said of the name otherwise is not what was asked
    placed = _owner_in_place(text, before, similarities)
    is_case = _CASE.search(rest) or DAY.fullmatch(fragment)
    if placed is None and owner and "の" in topic_of(before) and not is_case:
        return [text]
    if placed is None and (rest != text or is_case):  # it had "And" ahead
        placed = _beside(before, named if fragment in before else fragment)
    return [text] if placed is None else [placed, text]


def _owner_in_place(text: str, before: str, similarities: Similarities) -> str | None:
    """What was asked of one thing, asked of another: 「大人は？」 after 「子どもの入館料は？」.
    None of what is hardly such a thing: 夜間 after 会議室の使用料."""
    found, owner = _OWNED.match(before), TAIL.sub("", text)
    if found is None or dates(found["owner"]) or not _ANOTHER.fullmatch(owner):
        return None
    if similarities([owner], [found["owner"]])[0, 0] < _LIKE_AN_OWNER:
        return None
    return owner + before[found.end("owner") :]


def _asks_attribute(rest: str, topic: str, language: Language) -> bool:
    """「発効日は？」, 「議題は何？」, "And the purpose?"; but 大人料金 is none of 子ども料金."""
    found = ATTRIBUTE[language].match(rest) if len(rest) <= _SHORT[language] else None
    return found is not None and ("の" in topic or not topic.endswith(found[0][-1]))


def _of(bearer: str, attribute: str, language: Language) -> str:
    """What is asked of the topic: 「会議の議題は？」, "The purpose of the treaty?"."""
    if language == "ja":
        return f"{bearer}の{attribute}"
    return f"{attribute[:1].upper()}{attribute[1:].rstrip('?. ')} of {bearer}?"


def _bearer(topic: str, language: Language) -> str:
    """What has the attribute asked for: 会議室, of 会議室の使用料 too; "" where the topic is but
    an attribute itself, that has none of its own."""
    if language == "en":
        return "" if ATTRIBUTE["en"].fullmatch(f"the {topic}") else topic
    owner, _, attribute = topic.rpartition("の")
    if not ATTRIBUTE["ja"].fullmatch(attribute):
        return topic
    return owner or ("" if _ONLY_OF_A_THING.search(topic) else topic)


def _is_nothing_to_point_at(topic: str, points: re.Match[str]) -> bool:
    """Whether the topic has in it what points, 「この条例」, or is but a date."""
    named = points["noun"] is not None and points[0] in topic
    return named or any(date.end - date.start == len(topic) for date in dates(topic))


def _may_mean_other(rest: str, points: re.Match[str], topic: str) -> bool:
    """Whether a word that points may mean something else than what was asked of before: what
    stands ahead of it, or the document, in 「この条例はいつ施行された？」."""
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


def _is_fragment(rest: str, language: Language, *, led: bool) -> bool:
    """A name or a date and no more: "in Vietnam?", 「平成29年は？」."""
    if ASKS.search(rest):
        return False
    tail = TAIL.search(rest)
    fragment = bare_name(_named(rest))
    if away(fragment) or decade(fragment):
        return True
    if (
        not led and "の" in fragment and not _CASE.search(rest)
    ):  # 避難指示の発令者は？ says itself what it is about
        return False
    return led or (len(rest) <= _SHORT[language] and tail is not None and bool(tail[0]))


def _leaves_out(rest: str, language: Language) -> bool:
    """A short question that asks and names no subject: 「いつ発効した？」, "Who attended?"."""
    if len(rest) > _SHORT[language] or not ASKS.search(rest):
        return False
    if language == "ja":
        if re.search("で(?:教え|説明し)て", rest):  # 英語で教えて
            return False
        rest = re.sub("(?:誰|だれ|何|なに|どこ|どれ|どちら)[がをの]", "", rest)
        return not re.search(f"[はがをの]|について|との|における|[A-Za-z{KATAKANA}]{{2}}", rest)
    named = [w for w in re.findall("[A-Za-z]+", rest) if w.lower() not in ENGLISH_STOPWORDS]
    return len(named) <= 1


def _with_topic(rest: str, topic: str, language: Language) -> str:
    return f"{topic}は、{rest}" if language == "ja" else f"{rest.rstrip('?？。. ')} ({topic})?"


def _named(rest: str) -> str:
    """What is named, as within a sentence: "In Vietnam?" -> "in Vietnam"."""
    named = re.sub(r"(?<=[a-z0-9])\.$", "", TAIL.sub("", rest).strip("?？ "))
    return named[:1].lower() + named[1:] if _BEGINS.match(named) else named


def _beside(before: str, fragment: str) -> str:
    """The question before, and beside it what it is asked of now."""
    ending = "？" if language_of(before) == "ja" else "?"
    shown = f"（{fragment}）" if language_of(before) == "ja" else f" ({fragment})"
    return before.rstrip("?？。. ") + shown + ending
