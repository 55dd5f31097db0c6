"""Siblings: other things of the kind that is asked about, 旧庁舎 where 新庁舎 is, the second
gymnasium where the first is, Fiji where Samoa is. What a sentence says of a sibling is no answer.
What it is about is named in it, before it or above it: a name behind it tells nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from corpus.countries import meant, named, without_names
from corpus.numerals import KANJI_NUMERALS, NUMERAL, number, plain
from corpus.opposites import counterparts, has_opposite
from corpus.script import HIRAGANA, KANJI, KATAKANA
from corpus.words import is_word
from index.bilingual import translations
from index.spelling import is_japanese
from qa.evidence import Candidate
from qa.question import Question

_PARTS = "編部章節款条項号"  # of a document, which are asked for by their numbers
_NUMBERED = re.compile(f"第({NUMERAL})(?![0-9{KANJI_NUMERALS}{_PARTS}])([{KANJI}]{{2,}})")
# 第1回, 第一 and １回目, as what is first is called
_ORDINAL = re.compile(
    f"第({NUMERAL})(?![0-9{KANJI_NUMERALS}{_PARTS}])|({NUMERAL})[{KANJI}{KATAKANA}]{{1,2}}目"
)
_WORD = re.compile(f"[{KANJI}{KATAKANA}]{{3,}}")
_NAME = re.compile(r"\b[A-ZĀĪŪĒŌ][a-zāīūēō'’-]{3,}\b")
_DIGIT = re.compile(r"\d")
_LEAST_COMMON = 2  # characters at the end of two names of one kind of thing
_IN_WORD = "ーァィゥェォャュョッ"  # begin no word
# What tells of all others, too: 男子のみ.
_EXCLUDES = re.compile("のみ|だけ|[にをの]限|を除|以外|廃止|禁止")
# What the names of places, bodies and works end in: of two such names, neither means the other.
_PLACE = re.compile(
    "(?:(?<![場箇住近])所|(?<!部)署|道路|[校館園院局庁駅港橋線号丸棟寮川島市区町村]"
    "|センター|ホール|トンネル|ダム|バイパス|プラザ|パーク)$"
)
_JOINED = f"{KANJI}{KATAKANA}"
# みどり町. Where kana are in the middle of a text, they are as likely to be the end of a word.
_KANA_NAME = f"[{HIRAGANA}]+(?<![のたるなもはがをにでとてずび])"
_ASKED_IN_KANA = re.compile(f"(?:^|(?<=[のとはがを、「]))({_KANA_NAME})([{_JOINED}]+)")
_ANY_OF_KIND = re.compile("[同本当該各全両他]|.*[市町村区県国公私]立$")  # 同図書館, 市立図書館
_AS_TOPIC = "(?=は|も|に[はも]|で[はも]|の[^、。]{1,12}は)"
_POINTS_BACK = re.compile("その|これ|それ|同|当該|前[者記]")
_COUNTRY = "〓"  # the sign for one that is named
# What may hold for countries that are not named, or says of one what holds for another.
_OF_MORE = re.compile(
    "[各諸外両]国|国々|[かカヵヶ箇]国|(?:加盟|参加|締約|対象|相手)国|国・地域|海外|世界|アジア|アフリカ"
    "|欧|ヨーロッパ|中東|太平洋|大洋州|オセアニア|[北南中]米|アメリカ|カリブ|湾岸|ASEAN|EU|G7|G20"
    f"|{_COUNTRY}[人側]?(?:等|など|をはじめ|を含)|より|比[べし較]|同[様じ]|異な|以外"
    r"|\b(?:countr(?:y|ies)|nations?|states|members?|regions?|world(?:wide)?|abroad|overseas"
    r"|Africa|Asia|Europe|America|Pacific|Middle East|Caribbean|than|like|unlike|as|same|similar"
    r"|compared|other|including|e\.g|etc)\b"
)
# What is asked of another than the country that is named.
_BESIDE = re.compile(
    "以外|除[いくけ]|ほかに?|他[のに]|より|比べ"
    r"|\b(?:than|besides|beyond|except|excluding|apart from|aside from|like|unlike|other)\b"
)


def is_of_sibling(question: Question, candidate: Candidate) -> bool:
    """Whether a sentence is certainly of a sibling: so far, it or its paragraph has the opposite of
    a name in the question, the name with another number, another name of that kind, or another
    country, and not the name that is asked about. Not where the sentence settles by what it
    excludes whether something is so, nor where the question names both."""
    if question.kind == "yes-no" and _EXCLUDES.search(candidate.text):
        return False
    asked, text, so_far = plain(question.text), _line(candidate), _so_far(candidate)
    return (
        any(
            other in text and other not in asked and not _is_apart(name, other, so_far)
            for name in _absent(question, so_far)
            for other in counterparts(name)
        )
        or _has_other_number(asked, text, so_far)
        or _has_other_topic(question, candidate)
        or (
            question.kind != "yes-no"  # which another country may settle
            and _has_other_country(question, candidate)
            and not _may_be_of_more(question, candidate)
        )
    )


def may_be_of_another(question: Question, candidate: Candidate, missing: Sequence[str]) -> bool:
    """Whether a sentence may be of a sibling: it has the opposite of a word of the question, or a
    name like one that no document has or that stands elsewhere, or another country; or its document
    comes to a place in the question only behind it; or a number of the question stands nowhere, or
    a Japanese name in it that is in Latin letters.

    missing: the question's names and numbers that no document has.
    """
    text, absent = plain(candidate.text), _absent(question, _so_far(candidate))
    elsewhere = [name for name in absent if name in candidate.hit.passage.document.text]
    return (
        has_opposite(text, [*absent, *missing])
        or any(_DIGIT.search(name) for name in missing)
        or any(_has_like(text, name) for name in (*missing, *elsewhere))
        or _is_named_later(question, candidate)
        or (candidate.printed == "ja" and _has_unheard(question))
        or _has_other_country(question, candidate)
    )


def _has_unheard(question: Question) -> bool:
    """Whether a Japanese name in Latin letters is left, which sounds like nothing in a document."""
    names = _NAME.findall(question.text) if question.language == "en" else []
    return any(is_japanese(name) and not translations(name) for name in names)


def _so_far(candidate: Candidate) -> str:
    """What its passage stands under, and the passage up to the end of the sentence."""
    passage = candidate.hit.passage
    text = passage.document.text[passage.start : candidate.sentence.end]
    return plain(f"{passage.context}\n{text}")


def _line(candidate: Candidate) -> str:
    """A sentence after those before it in its paragraph, or the row of a table alone."""
    passage, sentence = candidate.hit.passage, candidate.sentence
    before = passage.document.text[passage.start : sentence.start]
    return plain(before.rpartition("\n")[2] + candidate.text)


def _absent(question: Question, so_far: str) -> list[str]:
    return [name for name in question.names if plain(name) not in so_far]


def _is_apart(name: str, other: str, so_far: str) -> bool:
    """Whether a name that nowhere stands as a whole may be meant by parts of it: 新庁舎 by 庁舎
    beside 旧庁舎, 女性職員 by 女性, 上半期 by 上期. Of both names that with the opposite is left
    out."""
    at = next(i for i, (one, another) in enumerate(zip(name, other, strict=True)) if one != another)
    sign, before, behind = name[at], name[:at], name[at + 1 :]
    shortened = [*(each + sign for each in before), *(sign + each for each in behind)]
    rest = so_far.replace(other, " ")
    return before + behind in rest or any(short in rest for short in shortened)


def _has_other_number(asked: str, text: str, so_far: str) -> bool:
    """第2体育館 where 第1体育館 is asked about."""
    things = {thing for _, thing in _NUMBERED.findall(text)}
    there = {number(one or other) for one, other in _ORDINAL.findall(so_far)}
    return any(
        thing in things and number(ordinal) not in there
        for ordinal, thing in _NUMBERED.findall(asked)
    )


def _has_other_topic(question: Question, candidate: Candidate) -> bool:
    """中央保健所は where 北保健所 is asked about, あさひ号は where ゆうひ号 is, both of which the
    document has. Of a sentence that comes after the name asked about, only a figure or a date is
    certainly the other's: 北保健所は廃止された。中央保健所が引き継いだ。"""
    passage, text, line = candidate.hit.passage, plain(candidate.text), _line(candidate)
    whole = passage.document.text
    title = whole.lstrip().split("\n", 1)[0]
    above = plain(passage.context if "。" in title else f"{passage.context}\n{title}")
    before = plain(whole[: passage.start].rstrip().rpartition("\n")[2]) + line.removesuffix(text)
    is_its_own = question.kind in ("number", "date", "yes-no") and not _POINTS_BACK.search(text)
    return any(
        like not in question.text and name in whole
        for name, head, tail in _names_of_kinds(question)
        if name not in above + text and (is_its_own or name not in before)
        for like in _topics(text if name in before else line, head, tail)
    )


def _is_named_later(question: Question, candidate: Candidate) -> bool:
    """Whether a sentence, 総事業費は120億円である, comes before the first that names the place."""
    whole = candidate.hit.passage.document.text
    names = {name for name, _, _ in _names_of_kinds(question)}
    return any(whole.find(name) >= candidate.sentence.end for name in names)


def _names_of_kinds(question: Question) -> Iterator[tuple[str, str, str]]:
    """The names of places, bodies and works in a question, each parted in every way into what is
    its own and what tells its kind."""
    for name in _WORD.findall(question.text):
        for at in range(1, len(name) - 1):
            tail = name[at:]
            if _PLACE.search(tail) and (len(tail) > 2 or is_word(tail)):
                yield name, name[:at], tail
    for found in _ASKED_IN_KANA.finditer(question.text):
        if _PLACE.search(found[2]):
            yield found[0], found[1], found[2]


def _topics(text: str, head: str, tail: str) -> Iterator[str]:
    """The names of that kind that a text speaks about and that have a head quite of their own."""
    is_kana = re.fullmatch(f"[{HIRAGANA}]+", head) is not None
    own = f"(?:^|(?<=[、。「」()\\s]))({_KANA_NAME if is_kana else f'[{_JOINED}]+?'})"
    for found in re.finditer(own + tail + _AS_TOPIC, text):
        other = found[1]
        if not (_ANY_OF_KIND.match(other) or other in head or head in other):
            yield found[0]


def _has_other_country(question: Question, candidate: Candidate) -> bool:
    """キリバス where トンガ is asked about: a sentence names countries, none of them asked about,
    and none of those asked about may be meant near it."""
    asked = _countries_asked(question)
    there = named(candidate.text) if asked else frozenset()
    return bool(there) and not asked & (there | meant(_near(candidate)))


def _countries_asked(question: Question) -> frozenset[str]:
    """Those of a question, which in English may be typed in letters of one size."""
    text = question.text
    one_size = text.isupper() or text[1:].islower()
    return named(text.title() if one_size and question.language == "en" else text)


def _near(candidate: Candidate) -> str:
    """What tells which country a sentence is of: its passage and what it stands under, what the
    document begins with, and the paragraph before; all of a document in English, which need not
    say in each that it is of its own country."""
    passage = candidate.hit.passage
    text = passage.document.text
    if candidate.printed == "en":
        return f"{passage.context}\n{text}"
    title, before = text.lstrip().split("\n", 1)[0], text[: passage.start].rstrip()
    return "\n".join((passage.context, title, before.rpartition("\n")[2], passage.text))


def _may_be_of_more(question: Question, candidate: Candidate) -> bool:
    """Whether what a sentence says of a country may be so of another, too, or is asked of another
    than the one in the question; a note may be of any that its mark stands with."""
    return (
        candidate.hit.passage.kind == "note"
        or _OF_MORE.search(without_names(candidate.text, _COUNTRY)) is not None
        or _BESIDE.search(question.text) is not None
    )


def _has_like(text: str, name: str) -> bool:
    """大川中学校 where 大山中学校 is asked about."""
    if not _WORD.fullmatch(name):
        return False
    cuts = range(1, len(name) - _LEAST_COMMON + 1)
    heads = (name[:at] for at in cuts if name[at] not in _IN_WORD)
    return any(
        re.search(
            f"(?<![{KANJI}{KATAKANA}])[{KANJI}{KATAKANA}]{{{len(head)}}}{name[len(head) :]}", text
        )
        for head in heads
    )
