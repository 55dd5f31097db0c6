"""Conversation: what a question leaves out because the one before it has said it.

"And in Vietnam?", 「その会議には誰が出席した？」 and 「いつ発効した？」 are completed from the
question before, into a question that can be read and asked by itself. Keeps nothing: who asks
hands in the question before. Takes nothing from answers.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from corpus.dates import Date, dates
from qa.courtesy import without_courtesy
from qa.question import CONTENT_WORD, ENGLISH_STOPWORDS, Language, language_of
from qa.topic import ASKS, LEAD, TAIL, VERBS, topic_of

Similarities = Callable[[Sequence[str], Sequence[str]], NDArray[np.float32]]

_LIKE = 0.35  # cosine from which one name takes another's place: a country that of a country
# Characters; a longer question hardly leaves its subject out.
_SHORT: dict[Language, int] = {"ja": 14, "en": 30}

# Words that point back: その会議, それ; it, that treaty. A noun they point with is kept.
_POINTS: dict[Language, re.Pattern[str]] = {
    "ja": re.compile(
        "(?:その|この|あの)(?!他|際(?!立)|都度|前の?年|翌年|次の年|後(?![任継援])|上(?![限司位級記層部]))"
        "(?P<noun>[\u4e00-\u9fff々]{2,8}|[\u30a1-\u30fa\u30fc]{2,12})"
        "|(?:それ|これ|あれ)(?:ら)?(?=[はがをにでのも、]|と(?!も))|(?:そこ|ここ|あそこ)(?=[はがをにでの])"
    ),
    "en": re.compile(
        r"\b(?:(?:this|that|these|those) (?P<noun>[a-z]+)|it|its|they|them|their|he|she)\b",
        re.IGNORECASE,
    ),
}
# What is asked for is nothing to point at: "What year did it …", 「何人がその…」.
_ASKED_FOR = re.compile(
    r"(?:何|どの)[\u4e00-\u9fff々]*|\b(?:what|which|how many|how much)\s+[a-z]+", re.IGNORECASE
)
# The "it" of "is it difficult to" and "does it take" points at nothing.
_EXPLETIVE = re.compile(
    r"\b(?:(?:(?:is|was) it|it (?:is|was))(?= (?:not )?\w+ (?:to|that|for)\b)"
    r"|(?:does|did|will|would) it(?= take\b))",
    re.IGNORECASE,
)
_PREPOSITIONS = re.compile(r"^(?:(?:in|at|for|with|on|from|of|to|the|an?)\s+)+", re.IGNORECASE)
# A document as a whole, which 「この条例」 means where the question before named none.
_WORK = re.compile(
    "条例|法律|計画|白書|報告書|文書|資料|要綱|規則|ordinance|plan|report|document|paper|law|act",
    re.IGNORECASE,
)
# A numbered part, and what kind: 第2項, 注1, Article 4, the 38th.
_PART = re.compile(
    r"第\s?[0-9０-９一二三四五六七八九十百〇]+\s?(?P<unit>[編章節款条項号回次版期])"
    r"(?:の[0-9０-９]{1,2}(?![0-9０-９年月]))?"
    r"|(?P<label>注|図|表)\s?[0-9０-９]+"
    r"|\b(?P<word>article|paragraph|section|chapter|part|item|note|figure|table)\s[0-9]+"
    r"|\b[0-9]+(?P<ordinal>st|nd|rd|th)\b",
    re.IGNORECASE,
)
_INNER = "編章節款条項号"  # each lies in those before it
# A case that the question before is asked of: 児童がいる場合は？ 離島なら？
_CASE = re.compile("(?:場合|なら(?:ば)?|とき)(?:に?は|も)?[?？。\\s]*$")
# That more is wanted of what was asked for.
_MORE = re.compile(
    "(?:他|ほか)に(?:も|は|何か)?(?:ありますか|ない(?:です)?か)?|(?:もっと|もう少し)?(?:詳し[くい]|くわしく)"
    "(?:教えて(?:ください)?|お願いします)?|もっと(?:教えて(?:ください)?)?|続きは"
    "|(?:is there )?(?:anything|something) else|what else"
    "|(?:tell me )?more(?: details?| about it)?",
    re.IGNORECASE,
)
# Bodies that bear and do one beside the other: 国の負担割合は？ 市町村は？
_BODY = re.compile(
    "(?<![\u3400-\u9fff々])(?:国|政府|都道府県|市区?町村|[都道府県市区町村]|自治体|地方公共団体)"
    "(?![\u3400-\u9fff々])"
)
# What alone asks nothing: "When?", "For how long?", いつですか.
_ONLY_ASKS = re.compile(
    r"(?:(?:since|until|till|for|at|by|in|to|from|on|with|of) )?"
    r"(?:when|where|who|whom|why|what(?: cost| time)?|which|how(?: long| many| much| often)?)"
    "|(?:いつ|どこ|誰|だれ|なぜ|どうして|いくら|どのくらい|何[人件回年日])(?:が|で|に|へ|と|から|まで|ごろ)?"
    "(?:ですか|でしたか|なの)?",
    re.IGNORECASE,
)
_ERA_YEAR = re.compile("(?:令和|平成|昭和|大正|明治)\\s?(?:元|[0-9０-９]{1,2})")  # without 年
_YEAR_BESIDE = re.compile(
    "(?:その)?(?:(?P<before>前)の?|翌|次の)年度?に?"
    r"|(?:(?P<earlier>year before|(?:previous|preceding) year)|year after|(?:following|next) year)"
    "(?: that)?"
)
# What a thing has, and is no other thing beside it: 発効日, 参加国, 目的 ; the purpose.
_ATTRIBUTE: dict[Language, re.Pattern[str]] = {
    "ja": re.compile(
        "[\u4e00-\u9fff々]{0,6}(?:[日地者数額率料費]|番号|連絡先|問い?合わ?せ先|締め?切り?|[条要]件|住所|対象|持ち物|(?:加盟|締約|参加|開催|相手|対象|構成)国|目的|理由|議題"
        "|内容|概要|背景|効果|期[間限]|時期|場所|会場|名称|根拠|方法|上限|下限|罰則|定員)(?=は|[?？]|$)"
    ),
    "en": re.compile(
        r"the (?:[a-z]+ )?(?:purpose|aim|reason|agenda|contents?|background|effect|outcome|result"
        r"|date|time|period|duration|deadline|place|venue|location|name|number|amount|fee|cost|rate"
        r"|basis|method|limit|penalty|capacity|members?|participants?|attendees?|definition)s?"
        r"(?=[?.\s]*$)",
        re.IGNORECASE,
    ),
}
# A name as it is, in Latin letters or katakana: EUROPOL, ICPO, Vietnam.
_PROPER = re.compile(
    r"(?:[A-Z][A-Za-z0-9]*[A-Z][A-Za-z0-9]*|(?<=[a-z,] )[A-Z][A-Za-z]+)(?: [A-Z][A-Za-z]+)*"
    "|[\u30a1-\u30fa\u30fc][\u30a1-\u30fa\u30fc・]{2,}"
)
# Two years that are one: 2022-23.
_YEARS = re.compile("(?:19|20)[0-9]{2}[-–/][0-9]{2}(?![0-9])")


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
    if points is None and topic not in rest and _asks_attribute(rest, language):
        return [_of(topic, rest, language), text]
    if points is None and _is_fragment(rest, language, led=lead is not None):
        return _completed(text, rest, before, similarities)
    if not topic or topic in rest or (points and points["noun"] and points[0] in topic):
        return [text]
    if language == "en":
        rest = rest[:1].upper() + rest[1:]
    if points is not None:
        named = f"（{topic}）" if language == "ja" else f" ({topic})"
        completed = rest[: points.end()] + named + rest[points.end() :]
        return [completed, text] if _may_mean_other(rest, points, topic) else [completed]
    if _ONLY_ASKS.fullmatch(rest.strip("?？。. ")):
        return [_with_topic(rest, topic, language)]
    if lead is not None or _leaves_out(rest, language):
        return [_with_topic(rest, topic, language), text]
    return [text]


def _completed(text: str, rest: str, before: str, similarities: Similarities) -> list[str]:
    """The readings of a name, a number or a date and no more, which `rest` is. A name may also
    be all that is asked."""
    fragment = _fragment(rest)
    if not fragment:
        return [before]
    placed = _part_in_place(fragment, before) or _date_in_place(fragment, before)
    if placed:
        return [placed]
    placed = _name_in_place(fragment, before, similarities)
    if placed is None and (rest != text or _CASE.search(rest)):  # it had "And" ahead
        placed = _beside(before, fragment)
    return [text] if placed is None else [placed, text]


def _asks_attribute(rest: str, language: Language) -> bool:
    """「発効日は？」, 「議題は何？」, "And the purpose?"."""
    return len(rest) <= _SHORT[language] and _ATTRIBUTE[language].match(rest) is not None


def _of(topic: str, attribute: str, language: Language) -> str:
    """What is asked of the topic: 「会議の議題は？」, "The purpose of the treaty?"."""
    if language == "ja":
        return f"{_bearer(topic)}の{attribute}"
    return f"{attribute[:1].upper()}{attribute[1:].rstrip('?. ')} of {topic}?"


def _bearer(topic: str) -> str:
    """What has the attribute asked for: 会議室, of 会議室の使用料 too."""
    owner, _, attribute = topic.rpartition("の")
    return owner if owner and _ATTRIBUTE["ja"].fullmatch(attribute) else topic


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
    fragment = _fragment(rest)
    if _YEAR_BESIDE.fullmatch(fragment):
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
        rest = re.sub("(?:誰|だれ|何|なに|どこ|どれ|どちら)[がをの]", "", rest)
        return not re.search("[はがをの]|について|との|における|[A-Za-z\u30a1-\u30fa]{2}", rest)
    named = [w for w in re.findall("[A-Za-z]+", rest) if w.lower() not in ENGLISH_STOPWORDS]
    return len(named) <= 1


def _with_topic(rest: str, topic: str, language: Language) -> str:
    return f"{topic}は、{rest}" if language == "ja" else f"{rest.rstrip('?？。. ')} ({topic})?"


def _fragment(rest: str) -> str:
    """The name or date itself: "in Vietnam?" -> "Vietnam"."""
    return _PREPOSITIONS.sub("", TAIL.sub("", rest)).strip("?？ ")


def _beside(before: str, fragment: str) -> str:
    """The question before, and beside it what it is asked of now."""
    ending = "？" if language_of(before) == "ja" else "?"
    shown = f"（{fragment}）" if language_of(before) == "ja" else f" ({fragment})"
    return before.rstrip("?？。. ") + shown + ending


def _part_in_place(fragment: str, before: str) -> str | None:
    """The question before with another numbered part in the place of that of the same kind, or
    inside the one it names: 第2項 after 第5条 is 第5条第2項."""
    new, old = list(_PART.finditer(fragment)), list(_PART.finditer(before))
    if not new or not old or new[0].start() > 0:
        return None
    if fragment[new[-1].end() :].strip("の ") not in before:  # 第37回会合
        return None
    kind = _kind(new[0])
    start = next((part.start() for part in old if _kind(part) == kind), None)
    end = old[0].end() if start is None else start
    for part in old:  # with those inside it
        end = part.end() if part.start() in (start, end) else end
    if start is None:
        inside = _INNER.find(_kind(old[0])) >= 0 and _INNER.find(kind) > _INNER.find(_kind(old[0]))
        start = end if inside else None
    named = fragment[: new[-1].end()]
    return None if start is None else before[:start] + named + before[end:]


def _kind(part: re.Match[str]) -> str:
    group = part.lastgroup or ""
    return group if group == "ordinal" else part[group].lower()


def _date_in_place(fragment: str, before: str) -> str | None:
    """The question before with the date that the fragment names in the place of its own:
    「平成29は？」, 「前年は？」, "the year before"."""
    pair = _YEARS.search(before)
    if pair and _YEARS.fullmatch(fragment):
        return before[: pair.start()] + fragment + before[pair.end() :]
    old = dates(before)
    was = next((date for date in old if date.year is not None), old[0] if old else None)
    named = None if was is None else _date_named(fragment, before, was)
    if was is None or named is None:
        return None
    return before[: was.start] + named + before[was.end :]


def _date_named(fragment: str, before: str, was: Date) -> str | None:
    """The date that a fragment names after a question of another date, so that it can be read
    alone; None if it names none."""
    unit = "年度" if was.fiscal else "年"
    if _ERA_YEAR.fullmatch(fragment):
        return fragment + unit
    # After the question before, whose era 「29年」 is of.
    text = f"{before}、{fragment}"
    new = next((date for date in dates(text) if date.start > len(before)), None)
    own = "" if new is None else text[new.start : new.end]
    japanese = language_of(before) == "ja"
    if any(date.year is not None for date in dates(own)):
        return own + unit if japanese and own.isdecimal() else own
    if new is not None and new.month is not None:
        if new.year is not None or was.year is None:
            return own
        return f"{was.year}年{own}" if japanese else f"{own} {was.year}"
    year = None if new is None else new.year
    beside = _YEAR_BESIDE.fullmatch(fragment)
    if beside is not None and was.year is not None:
        year = was.year + (-1 if beside["before"] or beside["earlier"] else 1)
    if year is None:
        return None
    return f"{year}{unit}" if japanese else f"{'FY' if was.fiscal else ''}{year}"


def _name_in_place(fragment: str, before: str, similarities: Similarities) -> str | None:
    """The question before with the new name in the place of the one most like it, or of its
    only name; None where it has none such."""
    body = _BODY.search(before) if _BODY.fullmatch(fragment) else None
    place = body.span() if body else None
    if place is None and not dates(fragment) and language_of(fragment) == language_of(before):
        place = _most_like(fragment, before, similarities)
    if place is None and _PROPER.fullmatch(f"a {fragment}", 2):
        named = {found[0]: found.span() for found in _PROPER.finditer(before)}
        place = next(iter(named.values())) if len(named) == 1 else None
    if place is None:
        return None
    return before[: place[0]] + fragment + before[place[1] :]


def _most_like(fragment: str, before: str, similarities: Similarities) -> tuple[int, int] | None:
    """The span in `before` of the name most like the fragment. Of a fragment of several
    words, names directly before go with it: "extradition treaty" is one."""
    dated = dates(before)
    spans = [
        found.span()
        for found in CONTENT_WORD.finditer(before)
        if not any(date.start < found.end() and found.start() < date.end for date in dated)
        and not ASKS.fullmatch(found[0])
        and found[0].lower() not in ENGLISH_STOPWORDS
    ]
    if not spans:
        return None
    names = [before[start:end] for start, end in spans]
    cosines = similarities([fragment], names)[0]
    best = int(np.argmax(cosines))
    if cosines[best] < _LIKE or unicodedata.normalize("NFKC", names[best]) == fragment:
        return None
    start, end = spans[best]
    if " " in fragment:
        for earlier, stop in reversed(spans[:best]):
            if before[stop:start] == " ":
                start = earlier
    return start, end
