"""Counted things: what a question wants counted, and the numbers of a text that count it.

何人 and "how many people" ask for 人 and people, いくら and "how much money" for 円 and dollars:
another number is no answer, however near its sentence. Knows no dates; see `corpus.dates`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.amounts import COUNTER, KA, SCALE
from corpus.dates import Date, overlaps
from corpus.numerals import COUNTING, LARGE
from corpus.script import KANJI, folded
from corpus.span import Span

_DIGIT = rf"\d{COUNTING}"
# 数 of 数百人, but not of 件数
_DIGITS = rf"(?:[{_DIGIT}]|(?:(?<![{KANJI}])|(?<=[約計]))数)[{_DIGIT}数,，.．]*"
_STARTS = rf"(?<![{_DIGIT}第時])(?<!\d[.,，．])"  # 午後4時15分 is no length
# 290, 二百九十, 1億2,000万, 一万二千, 4.2 million, 数百
_AMOUNT = rf"(?:約|延べ|計)?(?:{_DIGITS}[{LARGE}])*{_DIGITS}[{LARGE}]*(?:\s*{SCALE})?\s*"
# Longest first: 何年間 is not 何年. 何か条件 counts nothing.
MORE_COUNTERS = rf"(?!か条[件文例約])(?:人泊|年間|日間|{COUNTER}|[食棟匹本枚冊羽箱着])"
_NO_COUNTER = "(?:and|or|was|were|is|are|had|has|of|in|to|by|for|from|at|on|with|the|which|that)"
CURRENCY_SIGNS = "$¥€£＄￥"
CURRENCIES = "円|ドル|ユーロ|yen|dollars|euros?|pounds"
_CURRENCY = rf"(?:[{CURRENCY_SIGNS}]|(?<![A-Za-z])(?:EUR|GBP|JPY|USD)\s)"
_SUM = rf"{_CURRENCY}\s?{_DIGITS}(?:\s?{SCALE}|[{LARGE}])?"
# Of "2,147 second-generation units" the number is taken alone.
NUMBER = re.compile(
    rf"{_SUM}|{_STARTS}{_AMOUNT}(?:{MORE_COUNTERS}|(?:[kKcCmM]?[mｍ]|ha)(?![A-Za-z])|[㎡㎥㎏㎞]"
    rf"|(?=[A-Za-z]{{2,}}-[A-Za-z])|(?=of (?:the |its |all )?[0-9])"
    rf"|(?!{_NO_COUNTER}\b)[A-Za-z]{{2,}}(?![A-Za-z-]))"
)
_N = "何[十百千万億]*"
_PEOPLE = (
    "people|persons?|officers|officials|trainees|experts|members|visitors|passengers|residents"
    "|women|men|children|students|patients|respondents|volunteers|staff|workers|crew"
)
# What a question asks in, and the counter that a number must have to answer it.
_COUNTED: tuple[tuple[str, str], ...] = (
    (
        rf"{_N}{KA}国|いくつの国|国の数|how many (?:\w+ )?(?:countries|nations|states)",
        rf"の国・地域|{KA}?国(?:・地域)?|の国|(?:member )?(?:countries|nations|states)",
    ),
    (rf"{_N}回|何度(?!の)|回数|how many times", r"回|度|times|occasions|rounds|sessions"),
    (rf"{_N}人泊", "人泊"),
    (
        rf"{_N}[人名]|人数|人員|how many (?:\w+ )?(?:{_PEOPLE})",
        rf"人泊?|名|(?:[A-Za-z]+ )?(?:{_PEOPLE})",
    ),
    (
        rf"{_N}件|件数|how many (?:\w+ )?(?:cases|incidents|complaints)",
        r"件|(?:[A-Za-z]+ )?(?:cases|incidents|complaints)",
    ),
    (rf"{_N}世帯|世帯数|how many households", r"世帯|households"),
    (
        r"何割|何(?:%|パーセント)|割合|何ポイント"
        r"|what (?:percentage|share|proportion)|how many percent",
        r"割|[%％]|パーセント|ポイント|percent(?:age points)?|per cent|points?",
    ),
    (
        rf"いくら(?!つ)|{_N}円|金額"
        r"|how much (?:money|did .* cost|does .* cost|is the (?:fine|fee))|what .* cost",
        rf"{CURRENCIES}|million|billion",
    ),
    (
        rf"何日(?:間|以内|前|ほど|も|かか|遅|早|延|必要)|何時間|何分|何週間|何{KA}月|何年(?:間|以内|以上|前)"
        r"|how long|how many (?:minutes|hours|days|weeks|months|years)",
        rf"日間?|時間|分間?|週間?|{KA}月間?|年間?|days?|hours?|minutes?|weeks?|months?|years?",
    ),
    (r"何歳|how old", r"歳|years"),
)
_ASKED = tuple(
    (
        re.compile(asked),
        re.compile(
            (rf"{_SUM}|" if "円" in counter else "")
            # ninety (90) days
            + rf"[A-Za-z]+(?:-[A-Za-z]+)? \({_DIGITS}\) (?:{counter})"
            rf"|{_STARTS}{_AMOUNT}[-\s]?(?:{counter})"
        ),
    )
    for asked, counter in _COUNTED
)
# 何枚 and 何台: in the very counter that is asked in.
_ASKED_IN = re.compile(rf"{_N}({MORE_COUNTERS})")


def asked_for(question: str) -> re.Pattern[str] | None:
    """The pattern of the numbers that can answer, or None when any number may.

    >>> bool(asked_for("研修員は何人か").search("178人"))
    True
    """
    flat = folded(question)
    found = next((numbers for asked, numbers in _ASKED if asked.search(flat)), None)
    if found is None and (asked := _ASKED_IN.search(flat)):
        return re.compile(rf"{_STARTS}{_AMOUNT}{asked[1]}")
    return found


def numbers(text: str, own: Sequence[Date], pattern: re.Pattern[str] | None) -> list[Span]:
    """The spans of the counted numbers in `text` that are no dates; of `pattern` only, if any.

    own: the dates of `text`.
    """
    found = [match.span() for match in (pattern or NUMBER).finditer(text)]
    spans = [(start, start + len(text[start:end].rstrip(" ,，.．"))) for start, end in found]
    return [span for span in spans if not overlaps(own, *span)]
