"""Amounts: the whole numbers a text names, with their values, however they are written.

290, ２９０, 二百九十, 3,120, 1万2千, 一二〇, 一、二〇〇 and 1.2 million. Kanji that look like
numerals and count nothing are none: 一部, 三重県, 万一, 四国, 十分な. Knows no dates; see
`corpus.dates`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction

from corpus.numerals import LARGE, LARGE_UNITS, ONES, UNITS, number, plain
from corpus.script import KANJI


@dataclass(frozen=True, slots=True)
class Amount:
    """A number in a text: its span, its value, and where what it counts or numbers ends (人, 条),
    which is `end` where that is not said."""

    start: int
    end: int
    value: int
    counted: int


KA = "[かカヶケヵ箇]"  # of か国 and か月, however it is written
# What Japanese counts in.
COUNTER = (
    rf"(?:人|名|回|件|(?:の|か)?国・地域|{KA}[国所月年条]|の国|校|社|台|隻|機|頭|戸|世帯"
    r"|団体|市町村|種|班|円|ドル|ユーロ|[%％]|パーセント|割|倍|歳|年間|日間|日|時間|分間?|週間?"
    r"|ポイント|(?:平方|立方)?(?:キロ|センチ|ミリ)?メートル"
    r"|(?:キロ|ミリ)?(?:グラム|リットル)|キロワット(?:時|アワー)?|キロ|ミリ|トン|ヘクタール)"
)
# What follows a number without being counted in it.
_PLACE = r"(?:年度?|月|条|項|号|章|節|款|位|番[地目号]|丁目|世紀|時|階|度目|つ)"
_ROUGHLY = r"(?:余|以上|以下|以内|未満|超|弱|強|程度|前後|近く|台|代|番|位|次|度|級|周年|等)"

_NUMBERED = r"(?:次|期|級|課|部|類)"  # after 第 and one numeral

_ARABIC = r"(?:[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])|[0-9]+)(?:\.[0-9]+)?"
_GROUPED = rf"[〇{ONES}]{{1,3}}(?:[、,][〇{ONES}]{{3}})+(?![〇零{ONES}])"  # 一、二〇〇, as old laws
_POINTED = rf"[〇{ONES}]{{1,4}}・[〇{ONES}]{{1,4}}(?=[{LARGE}]|{COUNTER})"  # 二・五 in 二・五倍
# 2.5 in 2・5倍; 2・5人 are two or five.
_POINTED_DIGITS = r"[0-9]{1,3}・[0-9]{1,2}(?=倍|割|%|パーセント|ポイント)"
_FOUND = re.compile(
    rf"(?<![0-9A-Za-z])(?<![0-9][.,])(?:{_POINTED_DIGITS}|{_ARABIC}|{_GROUPED}|{_POINTED}|[〇零{ONES}十百千{LARGE}]+)+"
)
_SECTION = re.compile(f"([^{LARGE}]+)([{LARGE}]?)")  # 三千二百万
_DIGIT = rf"(?:{_ARABIC}|[{ONES}])"
_WITH_UNITS = re.compile(
    rf"(?:({_DIGIT}?)千)?(?:({_DIGIT}?)百)?(?:({_DIGIT}?)十)?({_DIGIT})?"
)  # 二百九十, 1,234千
_KANJI_TO_DIGITS = str.maketrans(f"〇{ONES}", "0123456789")
_IN_DIGITS = re.compile(rf"[{ONES}][〇零{ONES}]+")  # 二九〇
_MOST_CHARACTERS = 24  # of a number; longer is a code
_SCALES = {"hundred": 10**2, "thousand": 10**3, "million": 10**6, "billion": 10**9}
_SCALES |= {"trillion": 10**12}
SCALE = f"(?:{'|'.join(_SCALES)})(?![A-Za-z])"
_SCALE = re.compile(rf"\s?({SCALE})", re.IGNORECASE)

_IS_KANJI = re.compile(f"[{KANJI}]")
_FOLLOWED = re.compile(rf"(?:{COUNTER}|{_PLACE})")
_FOLLOWED_LOOSELY = re.compile(rf"(?:{COUNTER}|{_PLACE}|{_ROUGHLY})")
_FOLLOWED_AS_NUMBERED = re.compile(rf"(?:{COUNTER}|{_PLACE}|{_NUMBERED})")
# Words and names that begin like a counted numeral.
_NO_NUMBER = re.compile(
    "一つ|一時(?!間)|十分(?!間)|千歳|[一二三五六七八九]戸|[四五六八十]日[市町]|三日月|[二三]条[城市]"
    "|一種の|十条|一機に|百日[紅草]|百人一首|一等|一人[前旅]"
)
_VAGUE_BEFORE = "数何幾"  # 数百人, 何十人
_BEFORE_ONE = "統同唯均単随画択専逐"  # 統一, 同一


def amounts(text: str) -> list[Amount]:
    """The whole numbers of a text, in order.

    >>> [a.value for a in amounts("一万二千人と290 people、一部の三重県で1.2 million円")]
    [12000, 290, 1200000]
    """
    flat = plain(text)
    found = []
    for match in _FOUND.finditer(flat):
        start, end = match.span()
        scale = _SCALE.match(flat, end) if match[0][-1].isascii() else None
        value = _value(match[0])
        if value is not None and scale is not None:
            value, end = value * _SCALES[scale[1].lower()], scale.end()
        elif re.search("[.・][^.・]*[^.・百千万億兆]$", match[0]):
            continue  # 3.0 is no whole number
        if value is not None and value.denominator == 1:
            counted = _counted(flat, start, end)
            if counted is not None:
                found.append(Amount(start, end, int(value), counted))
    return found


def in_digits(text: str) -> str:
    """A text with its numbers in digits; of another length, for comparison only.

    >>> in_digits("二百九十人、1,250人")
    '290人、1250人'
    """
    for amount in reversed(amounts(text)):
        if is_written_out(text, amount):
            text = f"{text[: amount.start]}{amount.value}{text[amount.end :]}"
    return text


def is_written_out(text: str, amount: Amount) -> bool:
    """Whether a number of a text is in other signs than digits alone."""
    return not text[amount.start : amount.end].isdecimal()


def _value(run: str) -> Fraction | None:
    """The value of 3,120, 1.5, 二百九十, 1万2千, 二〇一八; None of what is no number: 万一."""
    if len(run) > _MOST_CHARACTERS:
        return None
    total, most = Fraction(0), 10**16
    sections = _SECTION.findall(run)
    if "".join(small + large for small, large in sections) != run:
        return None
    for small, large in sections:
        value = _small(small)
        unit = LARGE_UNITS.get(large, 1)
        if value is None or value * unit >= most:
            return None
        total += value * unit
        most = unit  # what follows is below: 三万二億 is none
    return total


def _small(run: str) -> Fraction | None:
    """What stands before 万, or behind it."""
    if re.fullmatch(_ARABIC, run):
        return Fraction(run.replace(",", ""))
    if "・" in run:
        ones, tenths = (part.translate(_KANJI_TO_DIGITS) for part in run.split("・"))
        return Fraction(f"{ones}.{tenths}")
    if re.fullmatch(_GROUPED, run):
        return Fraction(re.sub("[、,]", "", run).translate(_KANJI_TO_DIGITS))
    if _IN_DIGITS.fullmatch(run):
        # 二三人 are two or three.
        vague = len(run) == 2 and ONES.find(run[1]) == ONES.find(run[0]) + 1
        value = None if vague else number(run)
        return None if value is None else Fraction(value)
    units = _WITH_UNITS.fullmatch(run)
    if units is None:
        return None
    *sized, ones = units.groups()
    total = Fraction(0) if ones is None else _digit(ones)
    for digit, unit in zip(sized, "千百十", strict=True):
        if unit in run:
            total += (_digit(digit) if digit else 1) * UNITS[unit]
    return total


def _digit(text: str) -> Fraction:
    return Fraction(text.replace(",", "")) if text[0].isascii() else Fraction(ONES.index(text) + 1)


def _counted(flat: str, start: int, end: int) -> int | None:
    """Where what a well-formed run counts or numbers ends; None where it does neither."""
    loosely = _FOLLOWED_LOOSELY.match(flat, end)
    if re.search("[0-9]", flat[start:end]):
        return loosely.end() if loosely else end
    before = flat[start - 1 : start]
    if (before and before in _VAGUE_BEFORE) or _NO_NUMBER.match(flat, start):
        return None
    if end - start == 1:
        if flat[start] == "一" and before and before in _BEFORE_ONE:
            return None
        pattern = _FOLLOWED_AS_NUMBERED if before == "第" else _FOLLOWED
        counter = pattern.match(flat, end)
        return counter.end() if counter else None
    if loosely:
        return loosely.end()
    if end - start == 2 and _IN_DIGITS.fullmatch(flat, start, end):
        return end if {"〇", "零"} & set(flat[start:end]) else None  # 三五 alone may be anything
    return end if before == "第" or not _IS_KANJI.match(flat, end) else None
