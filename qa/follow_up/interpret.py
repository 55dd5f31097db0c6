"""The questions that a follow-up may stand for: what it leaves out was said by the one before.

"And in Vietnam?", 「その会議には誰が出席した？」 and 「いつ発効した？」 are completed from the
question before, into a question that can be read and asked by itself. Keeps nothing: who asks
hands in the question before. Takes nothing from answers.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from corpus.dates import dates
from corpus.script import KANJI, KATAKANA
from qa.courtesy import without_courtesy
from qa.follow_up.language import asked_in
from qa.follow_up.other_date import date_in_place
from qa.follow_up.other_name import (
    DAY,
    Similarities,
    bare_name,
    name_in_place,
    phrase_in_place,
)
from qa.follow_up.other_number import number_in_place, part_in_place
from qa.follow_up.other_time import away, decade, is_from_today, is_untold
from qa.follow_up.pointed import (
    is_nothing_to_point_at,
    may_mean_other,
    pointer,
    with_what_is_meant,
)
from qa.follow_up.topic import ASKS, ATTRIBUTE, COMPARED, LEAD, TAIL, said_beside, topic_of
from qa.question import ENGLISH_STOPWORDS, Language

_LIKE_AN_OWNER = 0.2  # cosine from which one thing may have what the other has
# Characters; a longer question hardly leaves its subject out.
_SHORT: dict[Language, int] = {"ja": 14, "en": 30}

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
# なぜ減ったのですか is なぜ減った with an ending; its の is no particle.
_EXPLAINED = re.compile("[のん](?:です|でした|でしょう|だ|だろう)?か?[?？。\\s]*$")
# What alone asks nothing: "When?", "For how long?", いつですか.
_ONLY_ASKS = re.compile(
    r"(?:(?:since|until|till|for|at|by|in|to|from|on|with|of) )?"
    r"(?:when|where|who|whom|why|what(?: cost| time)?|which|how(?: long| many| much| often)?)"
    "|(?:いつ|どこ|誰|だれ|なぜ|どうして|いくら|どのくらい|何[人件回年日])(?:が|で|に|へ|と|から|まで|ごろ)?"
    "(?:ですか|でしたか|なの)?",
    re.IGNORECASE,
)
# 「前年比でどれだけ増えましたか」, which names nothing else.
_COMPARES = re.compile(f"{COMPARED.pattern}(?:では|[はがで])?[^はがをの]*")
_ONLY_OF_A_THING = re.compile("(?:番号|アドレス|住所|[日限間期])$")
# Before what has an attribute in English: of park, for 2025.
_LINKED = re.compile(r"(?P<space> |^)(?P<link>of|for) ")
# A thing that may have it too: the pool, but not "the change from the previous year".
_THING = re.compile("(?:the|an?)(?: (?!from )[A-Za-z-]+){1,3}")
# A question of what one thing has, and another that may have it too.
_OWNED = re.compile(f"(?P<owner>[^のはがを、。]{{2,}})の{ATTRIBUTE['ja'].pattern}")
_ANOTHER = re.compile(f"[{KANJI}{KATAKANA}]{{2,}}")


@dataclass(frozen=True, slots=True)
class _FollowUp:
    """A question that comes after another.

    rest: it without the words that lead over from the question before, which it has if `led`.
    points: the word in `rest` that points back, if there is one.
    topic: what the question before is about, "" where that cannot be told.
    """

    text: str
    before: str
    language: Language
    rest: str
    led: bool
    points: re.Match[str] | None
    topic: str
    similarities: Similarities

    @property
    def sentence(self) -> str:
        """`rest` as a question of its own."""
        return self.rest[:1].upper() + self.rest[1:] if self.language == "en" else self.rest


def interpretations(text: str, before: str | None, similarities: Similarities) -> list[str]:
    """The questions that `text` may stand for after the question `before`, likeliest first;
    two where only asking can tell, `text` alone when it leaves nothing out.

    similarities: cosines of two lists of words, float32 (n, m), as `Library.similarities`.
    """
    text = without_courtesy(text)
    if not before or not text:
        return [text]
    follow_up = _read(text, before, similarities)
    tried = (rule(follow_up) for rule in _RULES)
    return next((found for found in tried if found is not None), [text])


def _read(text: str, before: str, similarities: Similarities) -> _FollowUp:
    language, lead, topic = asked_in(text), LEAD.match(text), topic_of(before)
    rest = text[lead.end() :] if lead else text
    return _FollowUp(
        text,
        before,
        language,
        rest,
        led=lead is not None,
        points=pointer(rest, topic, language),
        topic=topic,
        similarities=similarities,
    )


# --- the rules: each the interpretations of what it is made for, None of everything else


def _of_nothing(asked: _FollowUp) -> list[str] | None:
    """「では？」 asks nothing."""
    return None if asked.rest.strip("?？。! ") else [asked.text]


def _of_more(asked: _FollowUp) -> list[str] | None:
    """ "Anything else?" asks the question before again."""
    return [asked.before] if _MORE.fullmatch(asked.rest.strip("?？。.! ")) else None


def _of_attribute(asked: _FollowUp) -> list[str] | None:
    """「発効日は？」 asks what the topic has."""
    rest, topic, language = asked.rest, asked.topic, asked.language
    if asked.points or topic in rest or not _asks_attribute(rest, topic, language):
        return None
    if bearer := _bearer(topic, rest, language):
        return [_of(bearer, rest, language), asked.text]
    return [asked.text] if language == "ja" else None


def _of_fragment(asked: _FollowUp) -> list[str] | None:
    """A name, a number or a date and no more takes the place of one in the question before."""
    if asked.points or not _is_fragment(asked.rest, asked.language, led=asked.led):
        return None
    named = _named(asked.rest)
    fragment = bare_name(named)
    if not fragment:
        return [asked.before]
    if (is_untold(fragment) or is_from_today(named)) and dates(asked.before):
        return [asked.text]  # "in 2020 (before that)" would be answered with 2020
    return _of_other_number_or_date(asked, named) or _of_other_name(asked, named)


def _alone(asked: _FollowUp) -> list[str] | None:
    """Nothing is left out where there is no topic to leave out."""
    topic, points = asked.topic, asked.points
    complete = not topic or topic in asked.rest
    return [asked.text] if complete or (points and is_nothing_to_point_at(topic, points)) else None


def _of_what_is_pointed_at(asked: _FollowUp) -> list[str] | None:
    """「その会議」, "it" and "that treaty" have the topic put beside them."""
    points, topic, rest = asked.points, asked.topic, asked.sentence
    if points is None:
        return None
    completed = [with_what_is_meant(rest, points, each, asked.language) for each in _meant(asked)]
    return [*completed, asked.text] if may_mean_other(rest, points, topic) else completed


def _of_what_only_asks(asked: _FollowUp) -> list[str] | None:
    """ "When?" asks nothing but of the topic."""
    if not _ONLY_ASKS.fullmatch(asked.sentence.strip("?？。. ")):
        return None
    return [_with_topic(asked.sentence, each, asked.language) for each in _meant(asked)]


def _of_what_names_no_subject(asked: _FollowUp) -> list[str] | None:
    """「では、いつ発効した？」 asks of the topic, or of nothing said before."""
    rest, topic = asked.sentence, asked.topic
    if not (asked.led or _leaves_out(rest, asked.language)) or (dates(topic) and dates(rest)):
        return None
    return [_with_topic(rest, topic, asked.language), asked.text]


# In this order: the first that has interpretations is right.
_RULES = (
    _of_nothing,
    _of_more,
    _of_attribute,
    _of_fragment,
    _alone,
    _of_what_is_pointed_at,
    _of_what_only_asks,
    _of_what_names_no_subject,
)


# --- what they are made of


def _meant(asked: _FollowUp) -> list[str]:
    """What may be pointed at: the topic, or in English all that the question before says, for
    "they" of "How many people were evacuated from Sudan?" are not just people."""
    said = said_beside(asked.topic, asked.before) if asked.language == "en" else ""
    is_other = asked_in(asked.before) == "ja" or (dates(said) and dates(asked.rest))
    return [asked.topic, said] if said and not is_other else [asked.topic]


def _of_other_number_or_date(asked: _FollowUp, named: str) -> list[str] | None:
    """The question before with the part, the date or the number that is named; what is named
    beside a date takes a place of its own, or stands beside the question."""
    fragment = bare_name(named)
    if part := part_in_place(fragment, asked.before):
        return [part]
    dated = date_in_place(named, asked.before)
    if dated is None:
        numbered = number_in_place(fragment, asked.before)
        return [numbered] if numbered else None
    placed, beside = dated
    if not beside:
        return [placed]
    other = bare_name(beside)
    completed = number_in_place(other, placed) or name_in_place(beside, placed, asked.similarities)
    return [completed or _beside(placed, other), asked.text]


def _of_other_name(asked: _FollowUp, named: str) -> list[str]:
    """The question before with another name. A name may also be all that is asked."""
    text, before, fragment = asked.text, asked.before, bare_name(named)
    owner, _, attribute = named.rpartition("の")
    if owner and f"の{attribute}" in before:  # 避難指示の発令者
        named = owner
    elif owner and ATTRIBUTE["ja"].fullmatch(attribute) and not re.search(r"\d", owner):
        return [text]  # says itself what it is about
    if placed := name_in_place(named, before, asked.similarities):
        return [placed]  # what is said of the name otherwise is not what was asked
    placed = _owner_in_place(text, before, asked.similarities)
    if placed is None and _asks_attribute(asked.rest, asked.topic, asked.language):
        return [text]  # beside the question before, it would be answered with what that asks
    if placed is None and _THING.fullmatch(named) and (has := _LINKED.match(_owner(asked.topic))):
        placed = phrase_in_place(f"{has['link']} {named}", before)
    is_case = _CASE.search(asked.rest) or DAY.fullmatch(fragment)
    if placed is None and owner and "の" in asked.topic and not is_case:
        return [text]
    if placed is None and (asked.rest != text or is_case):  # it had "And" ahead
        placed = _beside(before, named if fragment in before else fragment)
    return [text] if placed is None else [placed, text]


def _owner_in_place(text: str, before: str, similarities: Similarities) -> str | None:
    """What was asked of one thing, asked of another: 「大人は？」 after 「子どもの入館料は？」.
    None where the other is hardly such a thing: 夜間 after 会議室の使用料."""
    found, owner = _OWNED.match(before), TAIL.sub("", text)
    if found is None or dates(found["owner"]) or not _ANOTHER.fullmatch(owner):
        return None
    if similarities([owner], [found["owner"]])[0, 0] < _LIKE_AN_OWNER:
        return None
    return owner + before[found.end("owner") :]


def _asks_attribute(rest: str, topic: str, language: Language) -> bool:
    """Whether 「発効日は？」, 「議題は何？」 or "And the purpose?" is asked; but 大人料金 is no
    attribute of 子ども料金."""
    if _COMPARES.fullmatch(rest):
        return True
    found = ATTRIBUTE[language].match(rest) if len(rest) <= _SHORT[language] else None
    if found is None:
        return False
    if language == "en":
        return found[0].split()[-1] not in topic.split()
    return "の" in topic or not topic.endswith(found[0][-1])


def _of(bearer: str, attribute: str, language: Language) -> str:
    """What is asked of the topic: 「会議の議題は？」, "The purpose of the treaty?"."""
    if language == "ja":
        return f"{bearer}の{attribute}"
    owned = bearer if _LINKED.match(bearer) else f"of {bearer}"
    return f"{attribute[:1].upper()}{attribute[1:].rstrip('?. ')} {owned}?"


def _bearer(topic: str, rest: str, language: Language) -> str:
    """What has the attribute asked for: 会議室, also where the topic is 会議室の使用料, unless that
    is itself compared, 使用料の前年比; "" where the topic is only an attribute, which has none."""
    if language == "en":
        return "" if ATTRIBUTE["en"].fullmatch(f"the {topic}") else _owner(topic) or topic
    owner, _, attribute = topic.rpartition("の")
    if COMPARED.match(rest):
        return owner if COMPARED.fullmatch(attribute) else topic
    if not ATTRIBUTE["ja"].fullmatch(attribute):
        return topic
    return owner or ("" if _ONLY_OF_A_THING.search(topic) else topic)


def _owner(topic: str) -> str:
    """What has the attribute that an English topic is, with the word that links them: "of park" of
    "opening hours of park"; "" where it is none."""
    linked = _LINKED.search(topic)
    is_attribute = linked and ATTRIBUTE["en"].fullmatch(f"the {topic[: linked.start()]}")
    return topic[linked.end("space") :] if linked and is_attribute else ""


def _is_fragment(rest: str, language: Language, *, led: bool) -> bool:
    """Whether it is a name or a date and no more: "in Vietnam?", 「平成29年は？」."""
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
    """Whether a short question asks and names no subject: 「いつ発効した？」, "Who attended?"."""
    if not ASKS.search(rest):
        return False
    rest = _EXPLAINED.sub("", rest)
    if len(rest) > _SHORT[language]:
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
    ending = "？" if asked_in(before) == "ja" else "?"
    shown = f"（{fragment}）" if asked_in(before) == "ja" else f" ({fragment})"
    return before.rstrip("?？。. ") + shown + ending
