"""The lines of a document that are not blank, and what can be seen of a line by itself.

What a line is in its place is decided in `corpus.parse`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from corpus.brackets import CLOSING, balanced
from corpus.english_dates import MONTH
from corpus.eras import ERA
from corpus.markers import Marker, bullet, markers
from corpus.numerals import KANJI_NUMERALS, plain
from corpus.sentence import ends_sentence
from corpus.span import stripped

TITLE = 60  # characters of a Japanese title at most
ENGLISH_TITLE = 90
_FULL = 0.86  # a line this near to the wrap width was broken by it
_NEARLY_FULL = 0.88  # of the widest line: one this wide may have been broken because it was full
NARROW = 36  # columns below which text is not taken to be hard-wrapped

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
_NOT_TITLE = re.compile(
    r"^>|。|は[、，]|[=_*~─━-]{3}"
    r"|\S\t+\S|\w[@＠]\w|https?://|www\."  # an address
    r"|[0０]\d{1,4}[-－‐ー(（]\d{1,4}[-－‐ー)）]\d{3,4}"  # a telephone number
)
_VALUE = re.compile(r"[^\s：:。、「（(]{1,10}[：:]\s*(?=[^\s：:])")  # 担当：防災課
_JAPANESE = re.compile(
    r"[\u203b\u2160-\u217f\u2460-\u24ff\u25a0-\u25ff\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef"
    r"\U00020000-\U0003ffff]"
)
# Runs of spaces as between the columns of a table; between single signs they only stretch a
# word: 附　　則. Those before 年 or 円 are blanks to be filled in.
_COLUMNS = re.compile(r"(?<!\s)(?:\s?\u3000{2}|\s{4})\s*(?![\s年月日円])")
_STRETCHED = re.compile(r"\S(?:\s+\S)*")
_HANGING = re.compile(r"of|the|an?|and|or|to|in|for|by|with|on|at|is|was|are|were|from|that|as")


@dataclass(frozen=True, slots=True)
class Line:
    """A line without the whitespace around it.

    indent: columns of whitespace before it (an ideographic space is two).
    gap: whether blank lines, or nothing at all, stand above it.
    width: columns of its text, full-width characters counting two.
    ends: whether it ends as a sentence.
    columns: whether runs of spaces set its words as in the row of a table.
    breaks_off: whether its text cannot end here, see `corpus.continuation`.
    """

    start: int
    end: int
    text: str
    indent: int
    gap: bool
    width: int
    ends: bool
    columns: bool
    markers: tuple[Marker, ...]
    bullet: int
    breaks_off: bool = False

    @property
    def row(self) -> bool:
        """Whether it is a row of a Markdown table."""
        return self.text[0] == "|"

    @property
    def firm(self) -> bool:
        """Whether it begins with a marker that cannot well be text."""
        return self.bullet > 0 or any(marker.firm for marker in self.markers)


def split_lines(text: str) -> list[Line]:
    """All lines that hold more than whitespace, in order."""
    lines: list[Line] = []
    start = 0
    gap = True
    for whole in text.splitlines(keepends=True):
        lead, end = stripped(whole, 0, len(whole))
        content = whole[lead:end]
        if content:
            indent = width(whole[:lead].replace("\t", "    "))
            line = Line(
                start + lead,
                start + end,
                content,
                indent,
                gap,
                width(content),
                ends_sentence(content),
                _gaps(content) > 0,
                markers(content, gap),
                bullet(content),
            )
            if lines and not gap and _is_put_in(line) and english_goes_on(lines[-1], line):
                line = replace(line, markers=())  # vessels under class⏎5A. The master decides.
            lines.append(line)
        gap = not content
        start += len(whole)
    return _with_columns(lines)


def _is_put_in(line: Line) -> bool:
    """Whether a line begins with the number of a section that was put in, such as 5A."""
    return line.text[0].isdigit() and any(each.branch for each in line.markers)


def width(text: str) -> int:
    """Columns of a text, near enough: "図1" is 3."""
    return 2 * len(text) - len(text.encode("ascii", "ignore"))


def _with_columns(lines: list[Line]) -> list[Line]:
    """The lines, but not as set in columns where their gaps are blanks to be filled in, or set off
    a part of a title: in a line with no other such line by it, and with one gap or the beginning
    of a sentence."""
    wrap = wrap_width(lines)
    beside = [None, *lines, None]
    for at, line in enumerate(lines):
        above, below = beside[at], beside[at + 2]
        if not line.columns or any(each is not None and each.columns for each in (above, below)):
            continue
        goes_on = below is not None and not below.gap and below.text[0].islower()
        if _gaps(line.text) == 1 or goes_on or is_full(line, wrap):
            lines[at] = replace(line, columns=False)
    return lines


def _gaps(text: str) -> int:
    """How many runs of spaces set the words of a line as in the row of a table."""
    return 0 if _STRETCHED.fullmatch(text) else sum(1 for _ in _COLUMNS.finditer(text))


def following(lines: Sequence[Line], at: int) -> Line | None:
    """The line below line `at`, None where it is the last."""
    return lines[at + 1] if at + 1 < len(lines) else None


def english(text: str) -> bool:
    """Whether a text has no sign that only Japanese is written with."""
    return text.isascii() or _JAPANESE.search(text) is None


def title_like(title: str) -> bool:
    """Whether a text is short and does not end, or read, as a sentence."""
    in_english = english(title)
    if not title or len(title) > (ENGLISH_TITLE if in_english else TITLE):
        return False
    if title.rstrip(CLOSING)[-1:] in tuple("。．.!?！？:：;；、，,､｡-"):
        return False
    if _NOT_TITLE.search(title) or not any(char.isalnum() for char in title):
        return False
    if in_english and (title[-1] in "—–" or _HANGING.fullmatch(title.rsplit(None, 1)[-1])):
        return False
    return balanced(title)


def hangs(text: str) -> bool:
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


def is_value(lines: Sequence[Line], at: int) -> bool:
    """Whether a line is one of several that each give a name and a value: 担当：防災課 over
    電話：内線24. Alone it may be a title: コラム：地域の防災."""
    line, below = lines[at], following(lines, at)
    beside = [] if line.gap else [lines[at - 1]]
    beside += [below] if below is not None and not below.gap else []
    return all(any(_VALUE.match(each.text) for each in some) for some in ([line], beside))


def is_question(line: Line) -> bool:
    """Whether a line is a short question in English, as over its answer."""
    return len(line.text) <= TITLE and _QUESTION.match(line.text) is not None


def asks(line: Line) -> bool:
    """Whether a line is in English and asks something: I have a visa. Must I apply?

    What comes before the question is said by whoever asks; "It is open at nine. Why not call?"
    answers."""
    return _ASKS.match(line.text) is not None and english(line.text)


def headed_caption(line: Line) -> bool:
    """Whether a line begins as a caption does: 図表1-2　…, Table 3: …, 出典：…"""
    if plain(line.text[0]) not in _CAPTION_FIRST:
        return False
    found = _CAPTION_HEAD.match(plain(line.text[:40]))
    if found is None or len(line.text) > 200:
        return False
    if not line.ends or ":" in plain(found.group()) or found.group()[0] == "(":
        return True
    return english(line.text) and found.group()[-1] in ".)" and len(line.text) <= 150


def tailed_caption(line: Line) -> int:
    """2 for a line that ends as only captions do, 1 for one that may be a title as well."""
    if line.ends or len(line.text) > TITLE + 20:
        return 0
    if "。" in line.text or "は、" in line.text:
        return 0
    return 2 if _CAPTION_TAIL.search(line.text) else 1 if _WEAK_TAIL.search(line.text) else 0


def english_goes_on(line: Line, following: Line) -> bool:
    """Whether an English line that ends no sentence is continued by the next."""
    first = following.text[0]
    return (
        not line.ends
        and english(line.text[-1])
        and line.width <= 1.2 * len(line.text)
        and english(first)
        and (first.isalnum() or first in "\"'($“‘£€§")
        and (line.width >= 40 or line.text.count(" ") >= 3)
    )


def english_title(line: Line, following: Line) -> bool:
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


def airy(lines: Sequence[Line]) -> bool:
    """Whether paragraphs are set apart by blank lines in this document."""
    apart = together = 0
    for line, following in pairwise(lines):
        if line.ends and following.ends and not following.firm:
            apart += following.gap
            together += not following.gap
    if apart == together == 0:  # no two paragraphs in a row: by all lines
        apart = sum(line.gap for line in lines)
        together = 2 * (len(lines) - apart)
    return apart > together


def wrap_width(lines: Sequence[Line]) -> int:
    """The columns at which a hard-wrapped document breaks its lines; 0 if it does not."""
    widths = sorted(
        line.width
        for line, following in pairwise(lines)
        if not (line.ends or following.gap or following.firm or line.row) and line.width >= NARROW
    )
    if len(widths) < 3:
        return 0
    wrap = widths[len(widths) * 9 // 10]
    full = sum(_FULL * wrap <= each <= wrap * 1.06 for each in widths)
    return wrap if full >= 0.6 * len(widths) else 0


def is_full(line: Line, wrap: int) -> bool:
    """Whether a line was broken at the wrap width."""
    return not line.ends and is_wide_as(line, wrap)


def is_wide_as(line: Line, wrap: int) -> bool:
    """Whether a line reaches the wrap width, if there is one."""
    return wrap > 0 and _FULL * wrap <= line.width


def wrapped_run(run: Sequence[Line]) -> bool:
    """Whether consecutive lines, of which only the last may end a sentence, are one
    paragraph by their widths alone."""
    if len(run) < 2:
        return False
    widest = max(line.width for line in run[:-1])
    if widest < NARROW or min(line.width for line in run[:-1]) < _NEARLY_FULL * widest:
        return False
    last = run[-1].width
    return last <= widest * 1.05 and (len(run) > 2 or last >= _NEARLY_FULL * widest)
