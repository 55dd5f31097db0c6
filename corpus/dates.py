"""The dates a text names, in the Japanese and the common calendar, resolved.

平成30年12月 and December 2018 are the same month; 同年 is the year last named. Only what is
written is resolved: the day on which a text is read ("昨年") is not known here. How English
writes dates is in `corpus.english_dates`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from corpus.english_dates import ENGLISH, ORDINALS, PLAIN_YEAR, end_of, is_plain_year, month_number
from corpus.eras import (
    ERA,
    ERA_CUT_SHORT,
    ERA_IN_ENGLISH,
    ERA_SIGN,
    FIRST_YEAR,
    YEAR_BEFORE,
    era_years,
)
from corpus.numerals import ONES, number, plain
from corpus.script import JAPANESE
from corpus.short_dates import is_short_era


@dataclass(frozen=True, slots=True)
class Date:
    """A mention of a date: its span, and what is known of it after resolution.

    fiscal: whether `year` is a fiscal year (年度, from April).
    """

    start: int
    end: int
    year: int | None
    month: int | None
    day: int | None
    fiscal: bool


_LAST = 2100  # from FIRST_YEAR on; plain years outside are numbers
_BARE = 64  # a year without an era is not above this, the longest era

_ERA = f"(?:{ERA}|{ERA_SIGN})"
_Y = rf"(?:元|[0-9]{{1,2}}|[〇十{ONES}]{{1,4}})"
_CE = rf"(?:[12][0-9]{{3}}|[一二][〇{ONES}]{{3}})"
_MONTH = rf"(?:1[0-2]|0?[1-9]|一[〇一二]|十[一二]?|[{ONES}])"
_DAY = (
    r"(?:3[01]|[12][0-9]|0?[1-9]|三[〇一]"
    rf"|[一二][〇{ONES}]|三十一?|二十[{ONES}]?|十[{ONES}]?|[{ONES}])"
)
# 9月, 12月9日; 1～3月期 is one date, from its first month
_PERIOD = "期(?![間限末])"
_IN_YEAR = (
    rf"(?P<month>{_MONTH})(?:\s?[~〜-]\s?{_MONTH}\s?月"
    rf"(?:{_PERIOD}|(?!\s?{_DAY}\s?日|末|期[間限末]))"
    rf"|\s?月(?:{_PERIOD}|\s?(?P<day>{_DAY})\s?日)?)"
)
_MONTH_DAY = rf"(?:\s?{_IN_YEAR})?"
_COUNT = rf"[0-9〇十{ONES}]{{1,3}}"  # of hours or minutes
_FISCAL = "(?:会計|事業)?年度"
_PLAINLY = "年(?!間|代(?![表理替]))"  # neither 平成30年間 nor 昭和30年代 is a year
# Between years of which the last alone has 年: 平成29・30年度, 平成28、29及び30年度
_AND = r"\s?(?:[~〜、,・-]|から|及び|又は|または|[とや])\s?"
_MORE = rf"(?:{_AND}(?:{_ERA}\s?)?{_Y}){{0,6}}"
# The same year in the other calendar: (2018年), （平成30）
_BRACKETS = rf"(?:\s?\(\s?(?:西暦)?(?:{_ERA}\s?{_Y}|{_CE}|[RHS]{_Y})\s?(?:年度|年)?\s?\))?"
# A name is given once in a pattern: where a part has a second form, its groups end in 2.
_NUMERIC = rf"(?P<sep>[./-])(?P<month2>{_MONTH})(?P=sep)(?P<day2>{_DAY})(?![0-9])"

_LISTED_AFTER = re.compile(rf"[0-9元〇十{ONES}]{_AND}$")
# Between two dates of which the first alone has the year, with the day of the week and the time:
# 令和6年4月1日(月)～4月30日(火), 4月1日(月)午前9時から4月30日
_WEEKDAY = r"(?: ?\([日月火水木金土祝休曜振替・、,]{1,8}\))?"
_TIME = rf"(?:(?:午前|午後)? ?{_COUNT}(?:時(?:{_COUNT}分|半)?|:[0-9]{{2}})|正午)?"
_MONTHS_JOINED = re.compile(rf"{_WEEKDAY} ?{_TIME} ?(?:(?P<to>[~〜-]|から)|・|及び) ?")
# Between English years of which the first alone is said to be fiscal: fiscal years 2020, 2021,
# and 2022
_FISCAL_JOINED = re.compile(r"(?:,| ?-|,? (?:and|or|through|to|versus)) ?", re.IGNORECASE)

# Around a bare 「10年」: what makes it a length of time and not a year.
_SPAN_AFTER = re.compile(
    "間|前|後|ぶり|以上|以内|未満|以下|余|目|生|連続|程度|分|物|計画|ごと|毎|来|経過|弱|強|超|近く|おき|次"
    "|の懲役|に1|に一|が経|を経|を超|たっ|経っ|ほど|くらい|ぐらい|保存|契約|債|代(?![表理替])|で(?![はも、])"
    "|とする|ローン|リース|スパン|サイクル"
)
_PRISON = "懲役|禁[錮固]|拘禁刑?|刑期"
_SPAN_BEFORE = re.compile(
    "(?:約|過去|今後|最近|この|ここ|計|延べ|満|第|各|最長|最短|創立|開業|小学|中学|高校|学校|大学|生後"
    "|概ね|おおむね|数|何|向こう|ほぼ|築|勤続|在職|樹齢|平均|最大|連続"
    f"|(?:期間|任期|年数|{_PRISON})(?:[はがをの]?、?))$"
)
_IN_PRISON = re.compile(rf"(?:{_PRISON})(?:[はがを]?、?)(?:{_Y}年)?$")  # ... 1年6月

_JAPANESE: dict[str, str] = {
    # 平成30年(2018年)9月, 令和元(2019)年, 昭和六十二年度, 平成27～30年
    "era": rf"(?P<era>{_ERA})\s?(?P<y>{_Y})(?:{_BRACKETS}\s?(?P<unit>{_FISCAL}|{_PLAINLY})"
    rf"{_BRACKETS}{_MONTH_DAY}|(?={_MORE}{_AND}(?:{_ERA}\s?)?{_Y}\s?(?P<unit2>{_FISCAL}|年))"
    rf"|{_NUMERIC})",
    # 2018年（平成30年）12月9日, 2018（平成30）年度, 2015～2018年
    "common": rf"(?<![0-9,.])(?P<y>{_CE})(?:{_BRACKETS}\s?(?P<unit>{_FISCAL}|{_PLAINLY})"
    rf"{_BRACKETS}{_MONTH_DAY}|(?=(?:{_AND}(?:{_CE}|[0-9]{{2}})){{1,7}}\s?(?P<unit2>{_FISCAL}|年)))",
    # 2018-12-09, 2018/12/9
    "numeric": rf"(?<![0-9A-Za-z./-])(?P<y>[12][0-9]{{3}}){_NUMERIC}",
    # H30.4.1, R元年度, S62
    "short": rf"(?<![0-9A-Za-z_.-])(?P<era>[RHS])\s?(?P<y>元|[0-9]{{1,2}})(?![0-9A-Za-z])"
    rf"(?:{_NUMERIC}|\s?(?P<unit>年度|年){_MONTH_DAY}|\.(?P<month3>{_MONTH})(?![0-9.])"
    r"|(?P<alone>)(?!-[0-9A-Za-z]|\s?(?:19|20)[0-9]{2}))",
    # 令6.4.1
    "cut short": rf"(?<![{JAPANESE}])(?P<era>{ERA_CUT_SHORT})(?P<y>{_Y}){_NUMERIC}",
    # 同年11月, 翌年度, 前年同月, 同月5日, 同日
    "same": rf"(?P<which>同|翌々|翌|前々|前)(?P<what>年度|年|月|日)(?:同(?P<and_what>月|日)|"
    rf"(?<=年){_MONTH_DAY}|(?<=月)\s?(?P<day2>{_DAY})\s?日)?",
    # 5 and 6年度 of 令和4・5・6年度
    "listed": rf"(?<![0-9〇十百千{ONES}第])(?P<y>{_Y})(?:\s?(?P<unit>{_FISCAL}|{_PLAINLY})"
    rf"|(?={_MORE}{_AND}{_Y}\s?(?P<unit2>{_FISCAL}|年)))",
    # 23年10月
    "bare": rf"(?<![0-9,.〇十百千{ONES}第])(?P<y>{_Y})\s?(?P<unit>年度|年){_MONTH_DAY}",
    # 12月9日
    "month": rf"(?<![0-9,.〇十百千{ONES}]){_IN_YEAR}(?!間)",
}

_COMMON_YEAR = re.compile(r"[12１２]\d{3}")
_IN_AN_ERA = re.compile(rf"{_ERA}|[RHS]\d|{ERA_IN_ENGLISH}", re.IGNORECASE)


def dates(text: str) -> list[Date]:
    """The dates `text` names, in order, spans not overlapping.

    >>> [(d.year, d.month) for d in dates("平成30年(2018年)9月に署名し、同年11月に発効した。")]
    [(2018, 9), (2018, 11)]
    """
    flat = plain(text)
    found = sorted(_mentions(flat), key=lambda each: (each[0], -each[1]))
    resolver = _Resolver(flat)
    resolved: list[Date] = []
    position = 0
    for start, end, match, kind in found:
        if start >= position and (date := resolver.resolve(start, end, match, kind)):
            resolved.append(date)
            position = end
    return resolved


def in_both_calendars(text: str) -> str:
    """The text with each year also in the other calendar, in brackets behind it.

    >>> in_both_calendars("平成30年12月と2017年では、どちらが多いか。")
    '平成30年12月(2018)と2017年(平成29年)では、どちらが多いか。'
    """
    parts, position = list[str](), 0
    for date in dates(text):
        mention = text[date.start : date.end]
        if date.year is None:
            continue
        names = [str(date.year)]
        if _COMMON_YEAR.search(mention):
            names = [] if _IN_AN_ERA.search(mention) else list(era_years(date.year, date.month))
        if names:
            parts += [text[position : date.end], f"({'・'.join(names)})"]
            position = date.end
    return "".join([*parts, text[position:]])


def overlaps(named: Iterable[Date], start: int, end: int) -> bool:
    """Whether a span shares a character with one of the dates."""
    return any(date.start < end and start < date.end for date in named)


_Mention = tuple[int, int, "re.Match[str]", str]
_AGO = "english year before"
_PATTERNS = {
    **{name: re.compile(pattern) for name, pattern in _JAPANESE.items()},
    **{"english " + name: re.compile(pattern, re.IGNORECASE) for name, pattern in ENGLISH.items()},
}


def _mentions(flat: str) -> Iterator[_Mention]:
    for name, pattern in _PATTERNS.items():
        for match in pattern.finditer(flat):
            if name == "english era" and match["era"] is None:
                continue
            if (
                name == "short"
                and match["alone"] is not None
                and not is_short_era(flat, *match.span())
            ):
                continue
            yield match.start(), end_of(match), match, name
    for match in PLAIN_YEAR.finditer(flat):
        if is_plain_year(flat, match):
            yield match.start(), end_of(match), match, "plain"


class _Resolver:
    """Gives each mention, in order, its year, month and day by what was named before it."""

    def __init__(self, flat: str) -> None:
        self._flat = flat
        self._last = Date(0, 0, None, None, None, False)  # the date last named
        self._stepped = False  # whether that date was itself counted from another: 翌年, 前月
        self._year: int | None = None  # the year last named
        self._era: int | None = None
        self._century: int | None = (
            None  # the first year of that of the last common year, unless an era followed
        )

    def resolve(self, start: int, end: int, match: re.Match[str], kind: str) -> Date | None:
        date = _RULES[kind](self, match)
        if date is None or (date.year is not None and not FIRST_YEAR <= date.year <= _LAST):
            return None
        date = replace(date, start=start, end=end)
        if kind == _AGO or (
            kind == "same" and match["which"].startswith("前") and date.month is None
        ):
            return date  # 「前年に比べ」 does not change what 同年 means
        self._last = date
        self._stepped = kind == "same" and match["which"] != "同"
        self._year = date.year if date.year is not None else self._year
        return date

    def japanese(self, match: re.Match[str]) -> Date | None:
        groups = _groups(match)
        year = _year_number(groups["y"])
        if year is None or year == 0:
            return None
        if groups.get("era"):
            self._era, self._century = YEAR_BEFORE[groups["era"].lower()], None
            year += self._era
        else:
            self._century = year // 100 * 100
            if named := re.search(_ERA, match[0]):  # 2018年（平成30年）から31年
                self._era = YEAR_BEFORE[named[0]]
        return _date(groups, year)

    def bare(self, match: re.Match[str]) -> Date | None:
        groups, short = _groups(match), _year_number(match["y"])
        year = None if short is None else self._nearest(short, match)
        if year is None or _IN_PRISON.search(self._before(match)):
            return None
        if "month" not in groups:
            if not match["y"].isascii() or _SPAN_BEFORE.search(self._before(match)):
                return None
            if match["unit"] == "年" and (
                _SPAN_AFTER.match(self._flat, match.end())
                # 「23年から5年の」 counts five years.
                or (len(match["y"]) == 1 and abs(year - (self._year or year)) >= 10)
            ):
                return None
        return _date(groups, year)

    def _nearest(self, short: int, match: re.Match[str]) -> int | None:
        """The year of an era or, after a common year in the same sentence, of its century that
        is nearest to the year last named."""
        found = []
        if self._era is not None and 1 <= short <= _BARE:
            found.append(self._era + short)
        between = self._flat[self._last.end : match.start()]
        if self._century is not None and len(match["y"]) == 2 and not re.search("[。\n]", between):
            found.append(self._century + short)
        return min(found, key=lambda year: abs(year - (self._year or year)), default=None)

    def _before(self, match: re.Match[str]) -> str:
        return self._flat[max(0, match.start() - 8) : match.start()]

    def listed(self, match: re.Match[str]) -> Date | None:
        """A year after another of the same list, which has no 年 either."""
        last = self._last
        before = self._flat[max(last.start, last.end - 1) : match.start()]
        if last.year is None or last.month is not None or not _LISTED_AFTER.fullmatch(before):
            return None
        short = _year_number(match["y"])
        year = None if short is None else self._nearest(short, match)
        return None if year is None else _date(_groups(match), year)

    def month_only(self, match: re.Match[str]) -> Date | None:
        if _IN_PRISON.search(self._before(match)):
            return None
        date, last = _date(_groups(match), None), self._last
        if last.month is None or last.year is None or date.month is None:
            return date
        joined = _MONTHS_JOINED.fullmatch(self._flat, last.end, match.start())
        if not joined or self._stepped:
            return date
        begins = date.month < last.month
        # From 令和5年12月 to 3月 a year begins; of 令和5年12月・6月 which is meant is not said.
        return date if begins and not joined["to"] else replace(date, year=last.year + begins)

    def same(self, match: re.Match[str]) -> Date | None:
        groups, last = _groups(match), self._last
        step = {"同": 0, "翌": 1, "翌々": 2, "前": -1, "前々": -2}[match["which"]]
        if match["what"] in ("年", "年度"):
            year = None if self._year is None else self._year + step
            month = last.month if groups.get("and_what") == "月" else None
            date = _date({**groups, "unit": match["what"]}, year)
            date = replace(date, month=month or date.month)
            return None if year is None and date.month is None else date
        if match["what"] == "月" and last.month is not None:
            months = (last.year or 0) * 12 + last.month - 1 + step
            year = months // 12 if last.year is not None else None
            return _date(groups, year, months % 12 + 1)
        if match["what"] == "日" and step == 0 and last.day is not None:
            return replace(last, fiscal=False)
        return None

    def english(self, match: re.Match[str]) -> Date | None:
        groups = _groups(match)
        year = int(groups["y"]) if "y" in groups else None
        if era := groups.get("era"):
            self._era = YEAR_BEFORE[era.lower()]
            word = groups.get("word")
            count = ORDINALS.index(word.lower()) + 1 if word else int(groups["ey"])
            year = self._era + count
        if short := groups.get("short"):
            year = int(short) + (2000 if int(short) < 70 else 1900)
        month = month_number(groups.get("name", ""))
        if year is None and groups.get("name", "").rstrip(".") in ("may", "march", "mar"):
            return None  # the verbs: "members may 30 days before"
        later = month_number(groups.get("later", ""))
        if year is not None and month and later and later < month:
            year -= 1  # December to January 2019
        day = groups.get("day", "").lower()
        if day in ORDINALS:
            day = str(ORDINALS.index(day) + 1)
        return Date(0, 0, year, month, int(day) if day else None, "fiscal" in groups)

    def year_before(self, match: re.Match[str]) -> Date | None:
        """The year before, or the day a year before, the date last named in the paragraph."""
        last = self._last
        if self._year is None or "\n" in self._flat[last.end : match.start()]:
            return None
        if match["ago"]:
            return replace(last, year=self._year - 1)
        # The fiscal year before that of 31 March 2023 is 2021.
        back = 1 + bool(match["fiscal"] and not last.fiscal and (last.month or 4) < 4)
        fiscal = last.fiscal or match["fiscal"] is not None
        return Date(0, 0, self._year - back, None, None, fiscal)

    def plain(self, match: re.Match[str]) -> Date | None:
        last, before = self._last, self._flat[self._last.end : match.start()]
        english = last.fiscal and self._flat[last.end - 1].isdigit()  # not 年度
        fiscal = english and _FISCAL_JOINED.fullmatch(before) is not None
        return Date(0, 0, int(match.group()[:4]), None, None, fiscal)


_RULES: dict[str, Callable[[_Resolver, re.Match[str]], Date | None]] = {
    **dict.fromkeys(("era", "common", "numeric", "short", "cut short"), _Resolver.japanese),
    "bare": _Resolver.bare,
    "listed": _Resolver.listed,
    "month": _Resolver.month_only,
    "same": _Resolver.same,
    **dict.fromkeys(("english " + name for name in ENGLISH), _Resolver.english),
    _AGO: _Resolver.year_before,
    "plain": _Resolver.plain,
}


def _year_number(text: str) -> int | None:
    return 1 if text == "元" else number(text)


def _groups(match: re.Match[str]) -> dict[str, str]:
    return {name.rstrip("123"): text for name, text in match.groupdict().items() if text}


def _date(groups: dict[str, str], year: int | None, month: int | None = None) -> Date:
    month = number(groups.get("month") or "") or month
    day = number(groups.get("day") or "")
    return Date(0, 0, year, month, day, groups.get("unit", "").endswith("年度"))
