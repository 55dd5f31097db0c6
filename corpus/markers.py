"""The markers that lines of official documents begin with: 第3節, 1, (1), ①, ア, #, ○, …

Says what a line's beginning could mean; what it does mean in its place (a heading, a list
item, plain text) is decided in `corpus.parse`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from corpus.english_dates import MONTH
from corpus.numerals import BRANCH, GOJUON, IROHA, KANJI_NUMERALS, NUMERAL, number, plain, roman
from corpus.script import JAPANESE

HEAD = 48  # how much of a line is looked at


@dataclass(frozen=True, slots=True)
class Marker:
    """One reading of a line's beginning.

    cls: the class of marker; two markers of one class are on one level.
    rank: the level by default, smaller is further out; below FAMILY it is fixed.
    number: its place in the series, from 1 (1 as well where there are no numbers).
    end: how many characters of the line are the marker.
    firm: False when it may as well be plain text ("1人"), so that only a place in a
        series, first or next, makes it a marker.
    branch: inserted after the original of that number: 7-2, 15A.
    """

    cls: str
    rank: float
    number: int
    end: int
    firm: bool = True
    branch: bool = False

    @property
    def is_number(self) -> bool:
        """Whether it is one that items have as well as headings."""
        return FAMILY <= self.rank < PLAIN_TITLE


MARKDOWN = -20  # "#" is MARKDOWN + 1
FAMILY = 10  # 編 > 部 > 章 > 節 > 款 > 目 > 条 lie below
# The classes of what follows the main body, with the rank of 章.
AFTER_MAIN = SUPPLEMENT, ANNEX = "附則", "別表"
ENGLISH_ANNEXES = "Annex", "Appendix", "Schedule"
SECTION_SIGN = "§"  # § 1.1 and Sec. 101
PLAIN_TITLE = 90  # unnumbered titles from here on
CAPTIONED = 5.5  # the rank of a line such as （目的） before its 第1条
PARTS = 4  # 編, 部, 章, 節 lie below: the parts that notes stay within

_NUM = f"(?P<n>{NUMERAL})"
# A marker followed by one of these is a reference in running text: 第3条の規定, (1)から(3)まで.
_RUNS_ON = (
    r"(?!\s?(?:の|を|から|まで|及び|又は|若しくは|並びに|は[、,]|に[、,よ規定掲関基]|[、,・~～〜]"
    r"|-[^-]))"
)
# What refers to an article, a chapter or the like within a sentence, where it begins a line.
_REFERRED = (
    r"(?!中[「、の]|各[号項]|ただし書|本文[のにを中]|[前後]段|関係[のにをはで書]|等[のにをはがで、]"
    r"|で[、はのも述定規示準]|と[、はのもいす]|が[、準規適]|も[、ま同適]|に[おつ])"
)
_ARTICLES_GONE = (  # 第2条から第5条まで　削除
    rf"第\s?{_NUM}\s?条{BRANCH}"
    rf"(?:(?:[、,~〜―-]|及び|から)第\s?{NUMERAL}\s?条{BRANCH}(?:まで)?){{1,4}}"
    r"(?=\s*削除\s?(?:$|[(\[〔]))"
)
_NO_FIGURE = r"(?!\s?(?:図表|図|表)(?:[\s.:、)(「]|$))"  # 第1-1図　推移 is a caption
# After a bare number these make it a quantity or a date: 3月, 5人, 12市町村.
_COUNTERS = (
    "年月日時分秒人名件個台本枚頁回度割円億万千百兆%か箇ヶヵケつ歳才社者国校市町村都道府県区世帯階層位"
    "番号条項章節編款課室期次週点倍丁巻冊級種類施設団機校隻艇頭羽棟戸床発泊杯食通票議席品色桁着輪便"
    "のをにがとはもやへで・~～〜=/+:"
)
_AFTER_DAI = (  # 第1回, 第3者
    "編部章節款目条回次位種級期代類者項番号年月日週四分世子段弾版巻集話線層列席区管方国東"
    "のをにがと一二三十"
)
_FOLLOWS = rf"(?:(?P<soft>\s+(?=[{_COUNTERS}]))|\s+(?!{MONTH})|(?=[(「『【]))"


@dataclass(frozen=True, slots=True)
class _Class:
    """A row of the table.

    first: the kind of the character it begins with, see `_first`.
    pattern: has the group n, the number, and may have the groups branch, what makes another
        number of it, and soft: not firm where it is.
    value: the number that the group n means.
    series_only: never firm.
    """

    first: str
    name: str
    rank: float
    pattern: re.Pattern[str]
    value: Callable[[str], int | None] = number
    series_only: bool = False


def _first(char: str) -> str:
    """The kind of a character that may begin a marker: one of "第1ア一Aa①" or itself."""
    if char in "0123456789":
        return "1"
    if char in KANJI_NUMERALS:
        return "一"
    if char.isascii() and char.isalpha():
        return "A" if char.isupper() else "a"
    if "ァ" <= char <= "ヿ":
        return "ア"
    return "①" if char.isnumeric() else char


def _unit(unit: str, rank: float, but_not: str = "") -> _Class:
    """第N編 and its kin; `but_not` are characters that make another word of it (部門)."""
    ends = rf"(?![{but_not}])" if but_not else ""
    branch = rf"(?:\s?の\s?(?:[0-9]{{1,3}}|[{KANJI_NUMERALS}]{{1,4}}(?![^\s(]))){{0,3}}"
    number = rf"第\s?{_NUM}\s?{unit}{ends}{branch}"
    return _Class("第", unit, rank, re.compile(number + _RUNS_ON + _REFERRED))


# Article 16(1) of the Treaty, Section 5(2)(a) and
_NO_REFERENCE = r"(?!(?:\s?\([0-9a-z]{1,4}\))+\s*[a-z,;])"


def _english(word: str, rank: float) -> _Class:
    pattern = (
        rf"(?:{word}|{word.upper()})\s(?P<n>[0-9]{{1,3}}|[IVXLC]{{1,6}}|[A-Z])"
        r"(?:(?<=[0-9])(?P<branch>[A-Z]{1,2}(?![A-Za-z])|-[0-9]{1,3}))?"
        rf"(?:[.-][0-9]{{1,3}}){{0,3}}{_NO_REFERENCE}"
        rf"(?=\s*$|\s?[.:(-]|\s+[A-Z0-9\"“‘{JAPANESE}])[.:]?"
    )
    return _Class("A", word, rank, re.compile(pattern), _any_letter)


def _any_letter(text: str) -> int | None:
    return number(text) or roman(text) or _letter(text)


def _only(_: str) -> int:
    """1, for a marker without a number: it has no others beside it."""
    return 1


def _letter(text: str) -> int | None:
    return ord(text.lower()) - 96 if len(text) == 1 and text.isascii() and text.isalpha() else None


def _gojuon(text: str) -> int | None:
    return GOJUON.find(text) + 1 or None


def _iroha(text: str) -> int | None:
    return IROHA.find(text) + 1 or None


def _classes() -> Iterator[_Class]:
    yield _unit("編", 0, "成集")
    yield _unit("部", 1, "会門長隊局分署")
    yield _unit("章", 2)
    yield _unit("節", 3, "目約")
    yield _unit("款", 4)
    yield _unit("目", 5, "標的次指")
    yield _unit("条", 6, "件約例第")
    yield _Class("第", "条から条", 6, re.compile(_ARTICLES_GONE))
    yield _english("Title", 0.5)
    yield _english("Subtitle", 0.7)
    yield _english("Part", 1)
    yield _english("Subpart", 1.5)
    yield _english("Chapter", 2)
    for annex in ENGLISH_ANNEXES:
        yield _english(annex, 2)
    yield _Class("A", "Annex", 2, re.compile(r"(?P<n>ANNEX)\s*$"), _only)
    yield _Class("A", "Appendix", 2, re.compile(r"(?P<n>APPENDIX)\s*$"), _only)
    only_schedule = r"(?P<n>SCHEDULE)(?=\s+(?:Regulation|Section|Article|Rule|Paragraph)s?\s[0-9])"
    yield _Class("A", "Schedule", 2, re.compile(only_schedule), _only)
    yield _english("Section", 3)
    yield _english("Article", 6)
    sign = r"(?:§{1,2}\s?|S(?:ec|EC)\.\s)"
    number_of_section = r"(?:[0-9]{1,4}[.-]){0,3}(?P<n>[0-9]{1,4})[a-z]{0,2}\.?"
    section = re.compile(rf"{sign}{number_of_section}(?=\s+[A-Z\"“\[(]|\s*$)")
    yield _Class("§", SECTION_SIGN, 6, section)
    yield _Class("A", SECTION_SIGN, 6, section)
    joined = "及び|又は|若しくは|並びに|から"  # イ又はロ
    n, kanji, kana = "(?P<n>[0-9]{1,3})", f"(?P<n>[{KANJI_NUMERALS}]{{1,3}})", "(?P<n>[ア-ヲ])"
    glued_kana = rf"{kana}(?=[^\sァ-ヿｦ-ﾟ])(?![のはをにがともや]|{joined})"
    # Of what is put in, only A to C: 2D, 4K and 5G are words.
    table = [
        # first, name, rank, pattern, value, series only
        ("第", "第N", 10, rf"第\s?{_NUM}{_NO_FIGURE}(?:\s+|[.、:]|$)", number, False),
        ("第", "第N", 10, rf"第\s?{n}{_NO_FIGURE}(?=[^\W0-9_])(?![{_AFTER_DAI}])", number, True),
        ("①", "Ⅰ", 11, r"(?P<n>[Ⅰ-Ⅻ])(?![.-][0-9])(?:[.、:)-]|(?![型種類期]))", number, False),
        ("A", "Ⅰ", 11, r"(?P<n>[IVXLC]{2,6})[.:)](?=\D)", roman, False),
        ("A", "Ⅰ", 11, r"(?P<n>[IVX])\.(?=\D)(?![A-Za-z]\.)", roman, True),
        ("A", "Ⅰ", 11, rf"(?P<n>[IVXLC]{{1,6}})\s+(?=[{JAPANESE}])", roman, False),
        ("A", "A", 11.5, r"(?P<n>[A-Z])\.(?=\s|[^\x00-\x7f])", _letter, True),
        ("1", "N", 12, rf"{n}(?:[.、](?![0-9])\s*|{_FOLLOWS}(?![0-9]))", number, False),
        ("1", "N", 12, rf"{n}(?=[{JAPANESE}])(?![{_COUNTERS}{KANJI_NUMERALS}])", number, True),
        ("1", "N", 12, rf"{n}(?P<branch>[A-C]{{1,2}})\.(?=\s)", number, False),
        ("1", "N", 12, rf"{n}(?P<branch>[A-C]{{1,2}})(?=\s+[A-Z(])", number, True),
        ("①", "N", 12, r"(?P<n>[⒈-⒛])", number, False),
        ("一", "一", 12.8, rf"{kanji}(?:\s+|[、.])(?![{KANJI_NUMERALS}])", number, True),
        ("〔", "〔N〕", 13, rf"〔\s?{_NUM}\s?〕", number, False),
        ("(", "(N)", 14, rf"\(\s?{n}\s?\){_RUNS_ON}", number, False),
        ("①", "(N)", 14, r"(?P<n>[⑴-⒇])", number, False),
        ("(", "(一)", 14.2, rf"\(\s?{kanji}\s?\){_RUNS_ON}", number, False),
        ("①", "(一)", 14.2, r"(?P<n>[㈠-㈩])", number, False),
        ("1", "N)", 14.5, rf"{n}\)", number, False),
        ("①", "①", 15, rf"(?P<n>[①-⑳㉑-㉟㊱-㊿❶-❿]){_RUNS_ON}", number, False),
        ("ア", "ア", 16, rf"{kana}(?:\s+|[.、)])", _gojuon, False),
        ("ア", "ア", 16, glued_kana, _gojuon, True),
        ("ア", "イロハ", 16, rf"{kana}(?:\s+|[.、)])", _iroha, False),
        ("ア", "イロハ", 16, glued_kana, _iroha, True),
        ("(", "(ア)", 17, rf"\(\s?{kana}\s?\){_RUNS_ON}", _gojuon, False),
        ("(", "(イロハ)", 17, rf"\(\s?{kana}\s?\){_RUNS_ON}", _iroha, False),
        ("a", "a", 18, r"(?P<n>[a-z])[.)](?![A-Za-z][.)])", _letter, True),
        ("a", "a", 18, rf"(?P<n>[a-z])\s*(?=[{JAPANESE}])(?!{joined})", _letter, True),
        ("(", "(a)", 19, rf"\(\s?(?P<n>[a-z])\s?\){_RUNS_ON}", _letter, False),
        ("(", "(i)", 20, rf"\(\s?(?P<n>[ivx]{{1,7}})\s?\){_RUNS_ON}", roman, False),
        ("①", "ⅰ", 20.5, r"(?P<n>[ⅰ-ⅻ])", number, False),
    ]
    for first, name, rank, pattern, value, series_only in table:
        yield _Class(first, name, rank, re.compile(pattern), value, series_only)


_CLASSES: dict[str, list[_Class]] = {}
for _row in _classes():
    _CLASSES.setdefault(_row.first, []).append(_row)
_DOTTED = re.compile(
    rf"(?P<n>(?:[0-9]{{1,3}}|[Ⅰ-Ⅻ])(?:(?P<sep>[.-])[0-9]{{1,3}}(?:(?P=sep)[0-9]{{1,3}}){{0,3}}))"
    rf"(?![0-9.-]*[0-9]){_NO_FIGURE}(?:[.:、)]\s*|{_FOLLOWS}|(?P<glued>(?=[{JAPANESE}]))|$)"
)
# Set off from what follows, and not the subject of a sentence: 附則（昭和50年条例第5号） and
# 別表第1　手数料, but neither 附則第2条 nor 別表第1（第3条関係）に掲げる.
_SET_OFF = (
    r"(?=\s*$|\s*[(\[〔【]|\s+[^第])"
    r"(?!\s*(?:[(\[〔【][^)\]〕】]*[)\]〕】])?\s*(?:[のをに、,及又並]|[はがでとも][、,]))"
)
_SUPPLEMENT = re.compile(rf"[附付]\s*則(?:\s*抄)?{_SET_OFF}")
_ORDINAL = rf"{NUMERAL}(?:-[0-9]{{1,3}})?(?:\s?号)?{BRANCH}"
_ANNEX_NAME = rf"(?:別\s*表|(?:別[記紙添]\s?)?様式|別[記紙添図])(?:\s?第?\s?{_ORDINAL})?"
_FORM = rf"(?:別[記紙添]\s?)?第\s?{NUMERAL}\s?号{BRANCH}\s?様式{BRANCH}"
_REFERENCE = rf"参考(?:資料)?(?=[0-9]|\s+\S)(?:\s?第?\s?{_ORDINAL})?"
_ANNEX = re.compile(rf"(?:{_ANNEX_NAME}|{_FORM}|{_REFERENCE}){_SET_OFF}")
_ANNEX_IN_BRACKETS = re.compile(rf"[(【〔]\s?(?:{_ANNEX_NAME}|{_FORM})\s?[)】〕]$")
# The same in English, where the words are text unless articles stand above: see `OpenHeadings`.
_ENGLISH_END = r"(?=(?:\s*[(\[][^()\[\]]*[)\]])*\s*(?:[(\[][^()\[\]]*)?$)"
_ENGLISH_SUPPLEMENT = re.compile(
    rf"(?:Supplementary P|SUPPLEMENTARY P)(?:rovisions?|ROVISIONS?){_ENGLISH_END}"
)
_ENGLISH_ANNEX = re.compile(
    r"(?:Appended|Attached) (?:Table|Form|Schedule|Document|Drawing)s?"
    rf"(?:\s(?:No\.\s?)?[0-9]{{1,3}}(?:-[0-9]{{1,3}})?)?{_ENGLISH_END}"
)
_HASHES = re.compile(r"(#{1,6})(\s+(?=\S)|(?=[^\s#0-9!]))")
SIGNS = {"■": 92, "◆": 93, "●": 94}
_SIGNS_OF_ITEMS = "○◯〇●・•‣◦▪◎◇□■◆➢✓▶"
_BULLET = re.compile(rf"(?P<sign>[{_SIGNS_OF_ITEMS}])(?!(?P=sign))\s*|[-*+]\s+(?=\S)")
_BULLETS = frozenset(f"{_SIGNS_OF_ITEMS}-*+")
_IN_BRACKETS = re.compile(r"【[^【】]{1,60}】$")
_FIRST = frozenset([*_CLASSES, *SIGNS, *"#【附付別様参("])


def markers(line: str, apart: bool = True) -> tuple[Marker, ...]:
    """The readings of the beginning of a line (without leading whitespace), most likely first.
    apart: whether blank lines stand above it. （様式第１号） below a sentence is of that.

    >>> [(m.cls, m.number) for m in markers("（２）研修員の受入れ")]
    [('(N)', 2)]
    """
    head = plain(line[:HEAD])
    if not head or (head[0] not in _FIRST and _first(head[0]) not in _FIRST):
        return ()
    return tuple(_readings(head, apart))


def bullet(line: str) -> int:
    """The length of the bullet a line begins with, 0 if there is none: "○ 目標" is 2."""
    if plain(line[:1]) not in _BULLETS:
        return 0
    found = _BULLET.match(plain(line[:HEAD]))
    return found.end() if found else 0


def _readings(head: str, apart: bool) -> Iterator[Marker]:
    if found := _HASHES.match(head):
        level = len(found[1])
        yield Marker("#" * level, MARKDOWN + level, 1, found.end(), firm=bool(found[2]))
        return
    if head[0] in SIGNS and _BULLET.match(head):
        yield Marker(head[0], SIGNS[head[0]], 1, 1)
    elif apart and (found := _ANNEX_IN_BRACKETS.match(head)):
        yield Marker(ANNEX, 2, 1, found.end())
    elif _IN_BRACKETS.match(head):
        yield Marker("【】", PLAIN_TITLE + 1, 1, len(head))
    elif found := _SUPPLEMENT.match(head):
        yield Marker(SUPPLEMENT, 2, 1, found.end())
    elif found := _ANNEX.match(head):
        yield Marker(ANNEX, 2, 1, found.end())
    elif found := _ENGLISH_SUPPLEMENT.match(head):
        yield Marker(SUPPLEMENT, 2, 1, found.end(), firm=False)
    elif found := _ENGLISH_ANNEX.match(head):
        yield Marker(ANNEX, 2, 1, found.end(), firm=False)
    elif found := _DOTTED.match(head):
        yield from _dotted(head, found)
    else:
        for row in _CLASSES.get(_first(head[0]), ()):
            found = row.pattern.match(head)
            if found and (value := row.value(found["n"])) is not None:
                more = found.groupdict()
                firm = not row.series_only and more.get("soft") is None
                branch = more.get("branch") is not None
                yield Marker(row.name, row.rank, value, found.end(), firm, branch)


def _dotted(head: str, found: re.Match[str]) -> Iterator[Marker]:
    """1.2.3 and 1-2-3, Ⅰ-2-3: a class for each length, just inside of 1 and Ⅰ."""
    parts = re.split("[.-]", found["n"])
    glued = found["glued"] is not None
    if not (glued and head[found.end()] in _COUNTERS):
        firm = found["soft"] is None and not glued
        first, outer = ("N", 12) if parts[0].isdecimal() else ("Ⅰ", 11)
        rank = outer + (len(parts) - 1) / 10
        yield Marker(f"{first}.N/{len(parts)}", rank, int(parts[-1]), found.end(), firm)
