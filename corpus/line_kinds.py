"""What a line looks like by itself: a title, a caption, a date, a line in the head of a letter, a
question.

What it is in its place is decided in `corpus.parse`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.brackets import CLOSING, balanced
from corpus.english_dates import MONTH
from corpus.eras import ERA
from corpus.lines import Line, is_english, line_below
from corpus.numerals import KANJI_NUMERALS, plain
from corpus.sentence import ends_sentence

LONGEST_TITLE = 60  # characters of a Japanese title at most
LONGEST_ENGLISH_TITLE = 90
# Captions: by how a line begins, and by how it ends. The weak endings are titles as well.
_PART = r"[-.]\(?[0-9]{1,3}\)?"
_FIGURE = rf"[0-9Ⅰ-Ⅻ]{{1,3}}(?:{_PART}){{0,4}}"
_LONG_FIGURE = rf"[0-9Ⅰ-Ⅻ]{{1,3}}(?:{_PART}){{1,4}}"
_CAPTION_HEAD = re.compile(
    rf"(?:(?:参考|コラム)?(?:図表|[付附]?[図表]|写真|グラフ)\s?-?\s?{_FIGURE}|資料\s?{_LONG_FIGURE}"
    rf"|(?:(?:第|コラム)\s?{_FIGURE}|{_LONG_FIGURE})\s?(?:図表|図|表))(?:[.:、)]|\s+|(?=[(「])|$)"
    r"|(?:出典|資料|資料出所|出所|写真提供)\s?:|\((?:出典|資料|出所)\)"
    r"|(?:Figure|Fig\.|Table|FIGURE|TABLE|Photo)\s[0-9]{1,3}(?:[-.][0-9]{1,3}){0,3}"
    r"(?:[.:)]|\s+-|$|\s+(?=[A-Z0-9]))"
    r"|Source\s?:"
)
_CAPTION_FIRST = frozenset("図表写グ出資付附参コ第(FTPS0123456789ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩⅪⅫ")
_CREDIT = r"(?:\s?[(（][^()（）]{1,60}[)）])?$"
_CAPTION_TAIL = re.compile(
    rf"(?:様子|写真|イメージ|グラフ|模式図|(?<![意企壮])図){_CREDIT}"
    r"|[(（]写真提供[:：][^()（）]{1,60}[)）]$"
)
_WEAK_TAIL = re.compile(rf"(?:推移|状況|内訳){_CREDIT}")
_ERA_OR_YEAR = f"(?:{ERA}|[12][0-9]{{3}}年)"
_DATE_LINE = re.compile(
    rf"(?:[0-9]{{1,2}}\s)?{MONTH}(?:\s[0-9]{{1,2}},)?\s[12][0-9]{{3}}$"
    r"|(?:(?:一部|全部|最終|最近)?(?:制定|改正|改定|施行|公布|策定|更新|作成|公表|発行|掲載)日?\s?:?\s?)?"
    rf"{_ERA_OR_YEAR}[^。、]{{0,16}}(?:日|号|現在)(?:\s?(?:制定|施行|改正|公布))?$"
)
_IMPRINT = re.compile(
    rf"{_ERA_OR_YEAR}[^。、]{{0,6}}月\s{{1,4}}\S{{1,15}}(?:[都道府県市区町村省庁局部課]|委員会)$"
)
# What stands in the head of an official letter: its number, whom it is to; and its subject.
_LETTER_NUMBER = re.compile(rf"[^。、]{{1,30}}[0-9{KANJI_NUMERALS}]\s?号|事務連絡")
_ADDRESSEE = re.compile(r".{0,40}(?:(?<=[\s長官事])[殿様]|各位|御中)$")
_SUBJECT = re.compile(r"\S.*(?:について|に関する件|の件)(?:\s?\([^()]{1,20}\))?$")
_QUESTION = re.compile(
    r"(?:Who|What|When|Where|Which|Why|How|Can|Do|Does|Is|Are|Will|Should|May|Must)\s[^.?!]+\?$"
)
_ASKS = re.compile(r"(?=.{2,150}$)(?:(?:I|My|We|Our)\b[^?!]+|[A-Z\"“‘][^.?!]+)\?$")
# It should plan. (Recommendation 1) But: Sale of Goods etc. (Scotland), Goods of U.S.A. (2019)
_REMARK_ON_SENTENCE = re.compile(
    r"(?:(?<![.\w])(?!(?:etc|Inc|Ltd|Corp)\b)[A-Za-z]{3,}|[0-9]{2,}%?)[.!?]\s\([^()]+\)$"
)
_NOT_TITLE = re.compile(
    r"^>|。|は[、，]|[=_*~─━-]{3}"
    r"|\S\t+\S|\w[@＠]\w|https?://|www\."  # an address
    r"|[0０]\d{1,4}[-－‐ー(（]\d{1,4}[-－‐ー)）]\d{3,4}"  # a telephone number
)
_VALUE = re.compile(r"[^\s：:。、「（(]{1,10}[：:]\s*(?=[^\s：:])")  # 担当：防災課
_HANGING = re.compile(r"of|the|an?|and|or|to|in|for|by|with|on|at|is|was|are|were|from|that|as")


def title_like(title: str) -> bool:
    """Whether a text is short and does not end, or read, as a sentence."""
    in_english = is_english(title)
    if not title or len(title) > (LONGEST_ENGLISH_TITLE if in_english else LONGEST_TITLE):
        return False
    if title.rstrip(CLOSING)[-1:] in tuple(":：;；、，,､-") or ends_sentence(title):
        return False
    if in_english and _REMARK_ON_SENTENCE.search(title):
        return False
    if _NOT_TITLE.search(title) or not any(char.isalnum() for char in title):
        return False
    if in_english and (title[-1] in "—–" or _HANGING.fullmatch(title.rsplit(None, 1)[-1])):
        return False
    return balanced(title)


def ends_within_phrase(text: str) -> bool:
    """Whether an English line breaks off within a phrase: "as required by"."""
    word = text.rsplit(None, 1)[-1]
    return _HANGING.fullmatch(word) is not None and word not in ("and", "or")


def is_date_line(line: Line) -> bool:
    """Whether a line is no more than a date or a document's number, and what was done then:
    平成30年4月1日施行, 更新日：令和6年4月1日, 1 April 2018."""
    return line.width <= 60 and _DATE_LINE.match(plain(line.text)) is not None


def is_imprint(line: Line) -> bool:
    """Whether a line says when and by whom, 令和6年3月　みなと市, as the title of minutes may:
    令和6年6月　環境建設委員会."""
    return line.width <= 60 and _IMPRINT.match(plain(line.text)) is not None


def is_letter_number(line: Line) -> bool:
    """Whether a line is no more than the number of a letter: 健発0401第3号."""
    return _LETTER_NUMBER.fullmatch(plain(line.text)) is not None


def begins_letter(line: Line, following: Line) -> bool:
    """Whether a line is the number of a letter, which goes on with a date, whom it is to or
    what it is about: 広報みどり　第120号 is a title."""
    if not is_letter_number(line):
        return False
    if is_date_line(following) or is_addressee(following):
        return True
    return not following.firm and is_subject(following)


def is_addressee(line: Line) -> bool:
    """Whether a line says whom a letter is to: 各都道府県知事　殿."""
    return _ADDRESSEE.fullmatch(line.text) is not None


def is_subject(line: Line) -> bool:
    """Whether a line is the subject of a letter: 災害救助法の施行について（通知）."""
    return title_like(line.text) and _SUBJECT.match(plain(line.text)) is not None


def is_name_with_value(lines: Sequence[Line], at: int) -> bool:
    """Whether a line is one of several that each give a name and a value: 担当：防災課 over
    電話：内線24. Alone it may be a title: コラム：地域の防災."""
    line, below = lines[at], line_below(lines, at)
    beside = [] if line.gap else [lines[at - 1]]
    beside += [below] if below is not None and not below.gap else []
    return all(any(_VALUE.match(each.text) for each in some) for some in ([line], beside))


def is_english_question(line: Line) -> bool:
    """Whether a line is a short question in English, as over its answer."""
    return len(line.text) <= LONGEST_TITLE and _QUESTION.match(line.text) is not None


def asks_in_english(line: Line) -> bool:
    """Whether a line is in English and asks something: I have a visa. Must I apply?

    What comes before the question is said by whoever asks; "It is open at nine. Why not call?"
    answers."""
    return _ASKS.match(line.text) is not None and is_english(line.text)


def begins_as_caption(line: Line) -> bool:
    """Whether a line begins as a caption does: 図表1-2　…, Table 3: …, 出典：…"""
    if plain(line.text[0]) not in _CAPTION_FIRST:
        return False
    found = _CAPTION_HEAD.match(plain(line.text[:40]))
    if found is None or len(line.text) > 200:
        return False
    if not line.ends or ":" in plain(found.group()) or found.group()[0] == "(":
        return True
    return is_english(line.text) and found.group()[-1] in ".)" and len(line.text) <= 150


def ends_as_caption(line: Line) -> int:
    """2 for a line that ends as only captions do, 1 for one that may be a title as well."""
    if line.ends or len(line.text) > LONGEST_TITLE + 20:
        return 0
    if "。" in line.text or "は、" in line.text:
        return 0
    return 2 if _CAPTION_TAIL.search(line.text) else 1 if _WEAK_TAIL.search(line.text) else 0


def is_english_title(line: Line, following: Line) -> bool:
    """Whether an English line over others is their title, not their first line."""
    if not title_like(line.text) or not (line.text[0].isupper() or line.text[0].isdigit()):
        return False
    if following.text[0].islower():
        return False
    if line.width < 0.7 * following.width:
        return True
    words = [
        word for word in line.text.split() if word[0].isalpha() and not _HANGING.fullmatch(word)
    ]
    return len(words) > 1 and all(word[0].isupper() for word in words)
