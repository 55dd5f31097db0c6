"""Counted things: what a question wants counted, and the numbers of a text that count it.

何人 and "how many people" ask for 人 and people, いくら and "how much money" for 円 and dollars:
another number is no answer, however near its sentence. Knows no dates; see `corpus.dates`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.amounts import COUNTER, KA, SCALE
from corpus.dates import Date, overlaps
from corpus.numerals import COUNTING, LARGE, plain
from corpus.script import KANJI, folded, has_japanese
from corpus.span import Span

_DIGIT = rf"\d{COUNTING}"
# 数 of 数百人, but not of 件数
_DIGITS = rf"(?:[{_DIGIT}]|(?:(?<![{KANJI}])|(?<=[約計]))数)[{_DIGIT}数,，.．]*"
_STARTS = rf"(?<![{_DIGIT}第時])(?<!\d[.,，．])"  # 午後4時15分 is no length
# 290, 二百九十, 1億2,000万, 一万二千, 4.2 million, 数百
_AMOUNT = rf"(?:約|延べ|計)?(?:{_DIGITS}[{LARGE}])*{_DIGITS}[{LARGE}]*(?:\s*{SCALE})?\s*"
_FRACTION = rf"[{_DIGIT}]+分の[{_DIGIT}]+"
# Longest first: 何年間 is not 何年. 何か条件 counts nothing, and 3分の2 no minutes.
MORE_COUNTERS = (
    rf"(?!か条[件文例約]|園芸|基[本準礎盤]|床面|分の[{_DIGIT}何])"
    rf"(?:人泊|年間|日間|{COUNTER}|議席|施設|路線|経営体|[食棟匹本枚冊羽箱着個票園床基])"
)
_NO_COUNTER = "(?:and|or|was|were|is|are|had|has|of|in|to|by|for|from|at|on|with|the|which|that)"
CURRENCY_SIGNS = "$¥€£＄￥"
CURRENCIES = "円|ドル|ユーロ|yen|dollars|euros?|pounds"
_CURRENCY = rf"(?:[{CURRENCY_SIGNS}]|(?<![A-Za-z])(?:EUR|GBP|JPY|USD)\s)"
_PER_CENT = "percent(?:age points?)?|per cent|points?"
_SUM = rf"{_CURRENCY}\s?{_DIGITS}(?:\s?{SCALE}|[{LARGE}])?"
# Of "2,147 second-generation units" the number is taken alone.
NUMBER = re.compile(
    rf"{_SUM}|{_STARTS}(?:{_FRACTION}|{_AMOUNT}(?:{MORE_COUNTERS}"
    r"|(?:[kKcCmM]?[mｍ]|ha|[tｔ])(?![A-Za-z])|[㎡㎥㎏㎞]"
    rf"|(?=[A-Za-z]{{2,}}-[A-Za-z])|(?=of (?:the |its |all )?[0-9])"
    rf"|(?:{_PER_CENT})\b|(?!{_NO_COUNTER}\b)[A-Za-z]{{2,}}(?![A-Za-z-])))"
)

_ONES = "one|two|three|four|five|six|seven|eight|nine"
_TENS = "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
_TEENS = "ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen"
# Only before what is asked for: of "two of these" the two is hardly ever the answer.
_BELOW_100 = rf"(?:(?:{_TENS})[- ](?:{_ONES})|{_TENS}|{_TEENS}|{_ONES})"
_IN_WORDS = (
    rf"(?i:\b(?:(?:a|{_ONES}) (?:hundred|thousand)(?:(?: and)? {_BELOW_100})?|{_BELOW_100}))[-\s]"
)
# A number that stands alone, as that of inhabitants does: 125,000, but not 125,000 yen.
_ALONE = (
    rf"{_STARTS}\d{{1,3}}(?:[,，]\d{{3}})+"
    rf"(?![\d.,，．]*[\d{LARGE}]|\s?(?:{MORE_COUNTERS}|(?!{_NO_COUNTER}\b)[A-Za-z]))"
)
_RATE = rf"{_STARTS}\d+[.．]\d+(?![\d.,，．{LARGE}]|\s?(?:{MORE_COUNTERS}|{SCALE}|{_PER_CENT}))"
_NO_DAY = r"(?![\d/／]|から|まで|[~〜～]|[(（][月火水木金土日])"  # 1/2, but not 4/1から
_SHARE = (
    rf"{_STARTS}(?:{_FRACTION}|(?<![/／])\d{{1,2}}[/／]\d{{1,2}}{_NO_DAY})"
    rf"|(?i:\b(?:a|{_ONES})[- ](?:half|halves|third|quarter|fifth|sixth|tenth)s?\b)"
)
_TIME = (
    rf"(?:午前|午後)?(?<![\d{LARGE}])[{_DIGIT}]{{1,3}}時(?!間)(?:[{_DIGIT}]{{1,3}}分|半)?|正午"
    r"|(?<!\d)\d{1,2}(?:[:：.]\d{2})?\s?(?:[ap]\.m\.|[AaPp][Mm]\b)|(?<!\d)\d{1,2}[:：]\d{2}(?!\d)"
    r"|\b(?:noon|midnight)\b"
)

_N = "何[十百千万億兆]*"
# 何年 and 何日 ask for a length by what stands behind, 何年連続, or by what has it, 任期は何年;
# only 何年に, 何年の and 何年から certainly ask for a date.
_LENGTHY = (
    "任期|工期|期間|年[数限]|日数|休暇|休業|懲役|禁[錮固]|拘禁刑?|刑期?|保存|保管|耐用|有効期限|寿命"
    "|猶予|残り"
)
_AT_MOST = (
    r"(?:最大|最長|最低|最短|原則(?:として)?|およそ|約|合計|通算|(?<![\d元])年に|年間|あと)で?"
)
ASKS_LENGTH = (
    rf"{_N}[年日](?:間|以[内上下]|未満|前|後|連続|続|ぶり|ごと|毎|おき|目|分|生(?!まれ)|も|ほど|くらい|ぐらい"
    "|程度|かか|必要|遅|早|延|残|待|経[つちっ過]|た[っち]|過ぎ|休|取|与|付与|働|滞在|で(?![すしあ、])"
    "|に[1一][回度])"
    rf"|(?:{_LENGTHY})(?:の(?:長さ|上限|限度))?[はがの、]{{0,2}}{_N}[年日](?!から|まで|[にの月度])"
    rf"|{_AT_MOST}{_N}[年日](?![にの月度])"
    rf"|{_N}時間|{_N}分(?!の)|{_N}週間|{_N}{KA}月"
)
_PEOPLE = (
    "people|persons?|officers|officials|trainees|experts|members|visitors|passengers|residents"
    "|women|men|children|students|patients|respondents|volunteers|staff|workers|crew|employees"
    "|participants|attendees|applicants|users|inhabitants|citizens|teachers|nurses"
    "|doctors|victims|deaths|fatalities|evacuees|refugees|tourists|guests"
)

# What makes of 六月 a length: 六月以下の懲役.
_WITHIN = "(?:以[内上下]|未満|を(?:超え|経過))"


@dataclass(frozen=True, slots=True)
class _Counted:
    """Things that are counted alike.

    asked: how a question asks how many there are: 何人, "how many people".
    named: how it only names their number: 人数. Empty where nothing does.
    counter: what stands behind a number of them. Empty where only `besides` is one.
    besides: numbers of them that are written in another way: $5, 3分の2.
    """

    asked: str
    named: str
    counter: str
    besides: str = ""

    def pattern(self) -> re.Pattern[str]:
        # ninety (90) days
        in_words = rf"[A-Za-z]+(?:-[A-Za-z]+)? \({_DIGITS}\) |{_IN_WORDS}|{_STARTS}{_AMOUNT}[-\s]?"
        usual = rf"(?:{in_words})(?:{self.counter})" if self.counter else ""
        return re.compile("|".join(filter(None, (self.besides, usual))))


def _measure(japanese: str, sign: str, english: str) -> _Counted:
    """What is measured in a unit, which is written out or as a sign: 平方メートル, ㎡."""
    return _Counted(
        rf"{_N}(?:{japanese}|(?:{sign})(?![a-z]))|how many (?:{english})",
        "",
        rf"{japanese}|(?:{sign})(?![A-Za-z0-9²³])|{english}",
    )


_COUNTED = (
    _Counted(
        rf"{_N}{KA}国|いくつの国|how many (?:\w+ )?(?:countries|nations|states)",
        "国の?数",
        rf"の国・地域|{KA}?国(?:・地域)?|の国|(?:member )?(?:countries|nations|states)",
    ),
    _Counted(
        rf"{_N}回|何度(?!の)|how many times",
        "回数",
        "回|度|times|occasions|rounds|sessions",
    ),
    _Counted(rf"{_N}人泊", "", "人泊"),
    _Counted(
        rf"{_N}[人名]|how many (?:\w+ )?(?:{_PEOPLE})",
        "人数|人員|定員",
        rf"人泊?|名|(?:[A-Za-z]+ )?(?:{_PEOPLE})",
    ),
    _Counted(
        "",
        r"人口|\bpopulation\b(?! (?:growth|rate|ratio|density))",
        rf"人|名|(?:[A-Za-z]+ )?(?:{_PEOPLE})|million|billion",
        _ALONE,
    ),
    _Counted(
        rf"{_N}件|how many (?:\w+ )?(?:cases|incidents|complaints)",
        "件数",
        "件|(?:[A-Za-z]+ )?(?:cases|incidents|complaints)",
    ),
    _Counted(rf"{_N}世帯|how many households", "世帯数", "世帯|households"),
    _Counted(rf"{_N}{KA}所", f"{KA}所数", f"{KA}所"),
    _Counted(
        r"何割|何(?:%|パーセント)|何ポイント|何分の"
        r"|what (?:\w+ )?(?:percent(?:age)?|share|proportion|fraction)|how many percent",
        "割合|比率",
        rf"割|[%％]|パーセント|ポイント|{_PER_CENT}",
        _SHARE,
    ),
    _Counted(
        "",
        r"(?<!効)率|\b(?:rate|ratio)\b",
        rf"割|倍|[%％‰]|パーセント|ポイント|{_PER_CENT}",
        rf"{_SHARE}|{_RATE}",
    ),
    _Counted(
        rf"(?<!率は)(?<!割合は)いくら(?!つ)|{_N}円"
        r"|how much (?:money|did .* cost|does .* cost|is the (?:fine|fee))|what .* cost",
        r"[額費](?:[はをがの]|\W*$)|料金|手数料|使用料|罰金|過料|予算|価格"
        r"|\b(?:fine|fee|price|charge|budget|salary)\b",
        rf"{CURRENCIES}|million|billion",
        _SUM,
    ),
    _Counted("何時(?!間)|what time", "", "", _TIME),
    _Counted(
        rf"{ASKS_LENGTH}|how long|how many (?:minutes|hours|days|weeks|months|years)",
        r"任期|(?:保存|有効)期間|日数|\bterm of office\b|\bretention period\b",
        rf"日間?|時間|分間?(?!の[{_DIGIT}])|週間?|{KA}月間?|月(?={_WITHIN})|年間?"
        "|days?|hours?|minutes?|weeks?|months?|years?",
    ),
    _Counted("何[歳才]|how old", "年齢", "[歳才]|years"),
    _measure("平方キロメートル|平方キロ", "km2|km²|k㎡|㎢", "square kilomet(?:er|re)s"),
    _measure("平方メートル|平米", "m2|m²|㎡", "square met(?:er|re)s"),
    _measure("立方メートル", "m3|m³|㎥", "cubic met(?:er|re)s"),
    _measure("キロメートル", "km|㎞", "kilomet(?:er|re)s"),
    _measure("キログラム", "kg|㎏", "kilograms?"),
    _measure("キロ(?!ワット|リットル)(?:メートル|グラム)?", "km|㎞|kg|㎏", "kilomet(?:er|re)s"),
    _measure("センチ(?:メートル)?", "cm|㎝", "centimet(?:er|re)s"),
    _measure("ミリ(?:メートル)?", "mm|㎜", "millimet(?:er|re)s"),
    _measure("メートル", "m", "met(?:er|re)s"),
    _measure("ヘクタール", "ha|㏊", "hectares"),
    _measure("トン", "t", "tons?|tonnes?"),
)
# 何枚 and 何台: in the very counter that is asked in.
_ASKED_IN = re.compile(rf"{_N}({MORE_COUNTERS})")
_ASKED = tuple((re.compile(each.asked), each.pattern()) for each in _COUNTED if each.asked)
_NAMED = tuple((re.compile(each.named), each.pattern()) for each in _COUNTED if each.named)
_IS_WITHIN = re.compile(_WITHIN)
_LOOSE_END = re.compile(r"(?<![ap]\.m)[ ,，.．]+$")


def asked_for(question: str) -> re.Pattern[str] | None:
    """The pattern of the numbers that can answer, or None when any number may.

    >>> bool(asked_for("研修員は何人か").search("178人"))
    True
    """
    flat = folded(question)
    for asked, pattern in _ASKED:
        if asked.search(flat):
            return pattern
    if in_counter := _ASKED_IN.search(flat):
        return re.compile(rf"{_STARTS}{_AMOUNT}{in_counter[1]}")
    found = [(name.start(), pattern) for named, pattern in _NAMED for name in named.finditer(flat)]
    if not found:
        return None
    # 人口の割合, "the share of the population": what is asked for stands last, or first.
    which = max if has_japanese(flat) else min
    return which(found, key=lambda each: each[0])[1]


def numbers(text: str, own: Sequence[Date], pattern: re.Pattern[str] | None) -> list[Span]:
    """The spans of the counted numbers in `text` that are no dates; of `pattern` only, if any.

    own: the dates of `text`.
    """
    dated = [date for date in own if not _is_length(text, date)]
    found = [match.span() for match in (pattern or NUMBER).finditer(plain(text))]
    spans = [(start, start + len(_LOOSE_END.sub("", text[start:end]))) for start, end in found]
    return [span for span in spans if not overlaps(dated, *span)]


def _is_length(text: str, date: Date) -> bool:
    """Whether what may be a month is a number of months: 六月以内."""
    alone = date.year is None and date.day is None and date.month is not None
    return alone and _IS_WITHIN.match(text, date.end) is not None
