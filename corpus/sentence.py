"""Sentences of a text, Japanese and English, as spans.

A sentence ends at 。！？ and at an English full stop, but never inside a matched pair
of quotes or brackets, nor inside a cell of a table, nor at ！？ where a particle follows.
Knows nothing of documents: see `corpus.structure` for passages.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from corpus.brackets import CLOSING, OPENING, matched
from corpus.notes import LOOSE_MARK
from corpus.script import JAPANESE, has_japanese
from corpus.span import Span, stripped

ENDS = "。｡！？!?.．"

_STOP = re.compile(f"[{re.escape(OPENING)}{ENDS}]")
_RUN = re.compile(f"[{ENDS}]*[{re.escape(CLOSING)}]*")
_HIRAGANA = re.compile("[\u3041-\u3096]")
# What goes on behind ？ or ！: 何か？について, いいね！の数. But はい, もし and とても begin a
# sentence, so a particle of one kana counts only where no more kana follow it.
_GOES_ON = re.compile(
    "[？！?!]{1,8}(?:を|など|について|に(?:よ[りるっ]|おけ|は|も)|と(?:い[うっ]|の|は(?!いえ)|し[てた])"
    r"|のよう|[にのがはもへと](?![\u3041-\u3096ー？！?!\s]))"
)
# Yahoo! JAPANに: a name that goes on behind its ! and into the Japanese text around it.
_WORD_ALONE = re.compile(r"(?:\A|[^A-Za-z\s,])[A-Z][A-Za-z]*\Z")
_NAME_GOES_ON = re.compile(f"[!！] [A-Z][A-Za-z0-9]*(?=[{JAPANESE}、（「・])")
_SHORT_RUN = re.compile(f"[{ENDS}]{{0,8}}[{re.escape(CLOSING)}]{{0,8}}")
_NOTE_MARKS = re.compile(LOOSE_MARK + "{1,8}")
_MARK_AT_END = re.compile(LOOSE_MARK + r"\Z")
_BARE_MARK = re.compile(r"[0-9]{1,3}(?=\s+[A-Z])")  # agreed.12 The …
# What is said of a sentence in brackets behind it: (Recommendation 2), (see table 3). But (a) and
# (Optional) begin what follows, if anything does; a line of its own is the caption of an article.
_REFERS = (
    r"(?i:recommendations?|conclusions?|para(?:graph)?s?|tables?|fig(?:ure)?s?|annex|appendix"
    r"|see|sources?|emphasis|qq?(?=\.?\s?[0-9]))\b"
)
_REMARK = re.compile(
    r"(?![ \t]?\n[ \t]{0,8}\([^()\n]{1,60}\)[ \t]?\n)\s{1,8}"
    r"\((?!(?:[A-Za-z]{1,2}|[ivxIVX]{1,5})\))(?=[^()]{0,60}[A-Za-z])"
    rf"(?:{_REFERS}[^()。.!?]{{1,50}}\)(?=\s{{1,8}}[\"“‘]?[A-Z])|[^()。.!?]{{2,60}}\)(?=\s*\Z))"
)
# The same in Japanese, on the line of the sentence: （図表１－２）, （出典：総務省）, （再掲）.
_REMARK_IN_JAPANESE = re.compile(
    r"[ \u3000]?[（(](?:(?:図|表|資料|出典|出所|別[紙表添図]|参照|再掲"
    r"|第[\d一二三四五六七八九十]{1,4}[条章節款項図表])[^（）()。]{0,40}"
    r"|[^（）()。]{1,40}(?:参照|調べ|による|再掲|関係))[）)]"
)
# The word before one. But: WP.29, NT.4, Add.13 and Room.5 are what something is called.
_MARKED_WORD = re.compile(r"(?<![\w/])(?!Room)[A-Za-z]?[a-z]{3,}\Z")
_HARD_BREAK = re.compile(r"\r?\n[ \t\u3000]*(?:\r?\n)+|[\u2029\f]|\r?\n(?P<row>(?=[ \t]*\|))")
# Where a cell of a row begins that holds a word or a figure.
_CELL = re.compile(r"(?<!\\)\|(?=[^\w|]*\w)")
_LONG_ROW = 300  # characters; a longer row is divided into its cells

# Abbreviations that are followed by a name or more text, and those followed by a number.
_BEFORE_NAME = re.compile(
    r"mr|mrs|ms|messrs|dr|prof|rev|hon|gen|col|lt|capt|sgt|gov|sen|rep|st|vs|cf|viz|approx"
    r"|eg|ie|e\.g|i\.e|al|dept|min|v"
)
_BEFORE_NAME_IN_CAPITALS = re.compile(
    "Exec|Pub|Fed|Cong|Rec|Maj|Brig|Adm|Amb|Pres|Supt|Insp|Mt|Ft|Cal|Ibid|Id"
)
# 5 cm. is a length.
_BEFORE_NUMBER_IN_CAPITALS = re.compile("Cm|Cmn?d|Cd|Deb|Cols?|Rept|Doc|Res|Amdt")
_BEFORE_NUMBER = re.compile(
    r"nos?|arts?|secs?|figs?|vols?|pp?|paras?|ch|chap|ed|app|pts?|ss?|sch|regs?|cl|r|n|stat"
    r"|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec"
)
# 2024 c. 11, an Act; (c. 1850, a year
_CHAPTER = re.compile(r"(?:\b[12][0-9]{3}\s|\()c\Z")
_YEAR_AHEAD = re.compile(r"[12][0-9]{3}(?![0-9,]|\s+(?:was|is|saw|has|had|will)\b)")
_BEFORE_LETTER = re.compile("[Cc]h(?:ap)?|[Vv]ols?|[Ss]ch|App|Arts?|Figs?|Secs?|Pts?")
_APPENDIX = re.compile(r"(?:[Ss]ee\s|\()app\Z")
# Ch. II, App. A of the Act. But: Install the App. A code is sent.
_LETTER_AHEAD = re.compile(
    r"(?![AI](?:['’]|\s+(?!(?:of|to|and|or|in|is|applies)\b)[a-z]))(?:[IVXLC]+|[A-Z])(?![A-Za-z])"
)
# No. G7, ref. no. AB/12. But: The vote was no. G7 members agreed.
_CODE = re.compile(r"(?:Nos?\.\s+[A-Z]{1,4}[/-]?|nos?\.\s+[A-Z]{1,4}[/-])[0-9]")
_ITEM_AHEAD = re.compile(r"\((?:[a-z]{1,2}|[ivx]{1,5}|[0-9]{1,3})\)(?=\s)")
_AFTER_NUMBER = re.compile(r"[0-9]\s?(?:ft|min|mt)\Z", re.IGNORECASE)  # a unit, no title
_DOT_AHEAD = re.compile(r"\s\.(?=[\s.]|\Z)")  # of an ellipsis: . . .
_LAST_WORD = re.compile(r"[A-Za-z][A-Za-z.]*\Z")
_DOTTED = re.compile(r"(?:[A-Za-z]\.)+[A-Za-z]\Z")
# What may end a sentence with its own full stop (the U.S. The …; at 5 p.m. Please …), where what
# follows is not more of the same name or time.
_OFTEN_LAST = re.compile(r"(?:[A-Z]\.)+[A-Z]|St|Ave|Rd")
_BEGINS_IN_ENGLISH = re.compile(
    r"(?:The|An|Any|All|Each|It|Its|He|She|They|We|You|Their|Our|His|Her|This|These|That|Those|There"
    r"|However|But|And|In|On|At|By|For|From|As|If|When|Where|While|After|Before|Under|Since|To|No"
    r"|Please|Such|Some|Most|Both|More)\s"
)
_OF_A_DAY = re.compile(r"[ap]\.m", re.IGNORECASE)
_MORE_OF_A_TIME = re.compile(
    r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)days?|January|February|March|April|May|June|July"
    r"|August|September|October|November|December|[A-Z]{1,3}[DS]?T|UTC"
    r"|Eastern|Central|Mountain|Pacific|Atlantic|Greenwich|Japan)\b"
)
_CLOSING_QUOTE = re.compile("[\"'”’」』]")
_NAMED_BY_NUMBER = (
    "注|註|図|表|図表|別表|別図|資料|写真|問|答|例|第|[QA]|Table|Figure|Chart|Map|Box|Note|Step|Part|Chapter"
    "|Section|Article|Rule|Question|Recommendation|Item|Annex|Appendix|Schedule"
)
_ONLY_MARKER = re.compile(
    rf"(?:[(（\[［]?\s?(?:{_NAMED_BY_NUMBER})\s?[)）\]］]?\s?)?"
    r"[(（]?(?:[\d]{1,3}(?:[.．‐－-][\d]{1,3})*|[A-Za-zａ-ｚＡ-Ｚ]|[IVXivx]{1,5}"
    r"|[\u3041-\u3096\u30a1-\u30f6]|[〇一二三四五六七八九十]{1,3}|[Ⅰ-ⅿ])?\Z"
)


def sentences(text: str, start: int = 0, end: int | None = None) -> list[Span]:
    """Spans of the sentences of text[start:end], without surrounding whitespace.

    They are disjoint and ordered, and every character outside them is whitespace. A line
    break does not end a sentence, except between the rows of a Markdown table. A row is one
    sentence, or each cell of a long row is: half of a cell does not say which column it is from.

    >>> sentences("「行く。」と言った。Mr. Ito left.")
    [(0, 10), (10, 23)]
    """
    end = len(text) if end is None else min(end, len(text))
    spans: list[Span] = []
    for low, high in _segments(text, max(start, 0), end):
        cuts = _cuts_of_row if _is_row(text, low, high) else _cuts
        spans += _divided(text, low, high, cuts(text, low, high))
    return spans


def sentences_of_cell(text: str, start: int, end: int) -> list[Span]:
    """Spans of the sentences within a cell, for one that is too long to stay whole."""
    return _divided(text, start, end, _cuts_of_cell(text, start, end))


def ends_sentence(line: str) -> bool:
    """Whether a line ends as a sentence does: "終わった。」" and "It ended.[^1]" do."""
    tail = line[-40:].rstrip()
    while tail:
        mark = _MARK_AT_END.search(tail, max(0, len(tail) - 26))
        if mark is None and tail[-1] not in CLOSING:
            break
        tail = tail[: mark.start() if mark else -1].rstrip()
    return tail[-1:] in tuple(ENDS)


def _segments(text: str, start: int, end: int) -> Iterator[Span]:
    """Cut where no sentence goes on: at blank lines and between table rows."""
    begin = start
    for found in _HARD_BREAK.finditer(text, start, end):
        # A row's first bar alone does not make a table: the line above must have one too.
        if found["row"] is not None:
            line = max(text.rfind("\n", start, found.start()) + 1, start)
            if text[line : found.start()].lstrip()[:1] != "|":
                continue
        yield begin, found.start()
        begin = found.end()
    yield begin, end


def _is_row(text: str, start: int, end: int) -> bool:
    line = text[start:end].strip()
    return line[:1] == "|" and "\n" not in line


def _cuts_of_row(text: str, start: int, end: int) -> Iterator[int]:
    first = text.index("|", start, end)
    cells = [cell.start() for cell in _CELL.finditer(text, first, end)]
    if len(cells) > 1:
        yield from cells[1:] if end - start > _LONG_ROW else ()
        return
    yield from _cuts_of_cell(text, start, end)  # one cell, as a frame around text has it


def _cuts_of_cell(text: str, start: int, end: int) -> Iterator[int]:
    # The border behind a cell alone is no sentence.
    last = start + len(text[start:end].rstrip().rstrip("| \t"))
    yield from (cut for cut in _cuts(text, start, end) if cut < last)


def _divided(text: str, start: int, end: int, cuts: Iterable[int]) -> list[Span]:
    spans = (stripped(text, a, b) for a, b in pairwise([start, *cuts, end]))
    return [(first, last) for first, last in spans if first < last]


def _cuts(text: str, start: int, end: int) -> Iterator[int]:
    """Positions in text[start:end] directly after the end of a sentence."""
    pairs = matched(text, start, end)
    begin = position = start
    while found := _STOP.search(text, position, end):
        at = found.start()
        if at in pairs:  # jump over everything in brackets
            position = pairs[at] + 1
            cut = _ended_by_bracket(text, at, position, end)
            if not cut:
                continue
        elif found.group() in ENDS and _is_end(text, begin, at, end):
            run = _RUN.match(text, at, end)
            cut = _after_marks(text, begin, at, run.end() if run else at + 1, end)
            remark = _REMARK if found.group() in ".!?" else _REMARK_IN_JAPANESE
            if said := remark.match(text, cut, end):
                cut = said.end()
        else:
            position = at + 1
            continue
        yield cut
        begin = position = cut


def _ended_by_bracket(text: str, opening: int, after: int, end: int) -> int:
    """Where the outer sentence ends if a bracket that closes on the end of one ends it too; 0
    if not.

    “Stop.” Then … and 「…。」 at a line's end do; 「…。」と述べた does not.
    """
    if not ends_sentence(text[max(opening + 1, after - 40) : after - 1]):
        return 0
    mark = _NOTE_MARKS.match(text, after, end) or _BARE_MARK.match(text, after, end)
    after = mark.end() if mark else after
    if remark := _REMARK.match(text, after, end):
        return remark.end()
    rest = text[after : min(after + 8, end)]
    if not rest[:1].isspace():
        return 0
    following = rest.lstrip()[:1]
    if following.isascii():
        return after if following.isupper() else 0
    return after if "\n" in rest[: len(rest) - len(rest.lstrip())] else 0


def _after_marks(text: str, begin: int, at: int, after: int, end: int) -> int:
    """Where the marks of notes end that stand at `after`, behind the stop at `at`."""
    mark = _NOTE_MARKS.match(text, after, end)
    if mark is None and text[at] == "." and (bare := _BARE_MARK.match(text, after, end)):
        word = text[max(begin, at - 30) : at].rstrip(CLOSING)
        # Table.3 is what something is called, not the end of a sentence.
        alone = at - begin <= 24 and " " not in text[begin:at].strip()
        mark = bare if _MARKED_WORD.search(word) and not alone else None
    return mark.end() if mark else after


def _is_end(text: str, begin: int, at: int, end: int) -> bool:
    char = text[at]
    if char in "？！?!" and _runs_on(text, begin, at, end):
        return False
    if char in "。｡！？":
        return True
    if char in ".．" and _is_marker(text, begin, at):
        return False
    if at > begin and (has_japanese(text[at - 1]) or text[at - 1] in "」』）"):
        # 平成．30 is a number; した．2019 is a sentence and the next.
        return _HIRAGANA.match(text[at - 1]) is not None or not (
            text[at + 1 : min(at + 2, end)].isdigit()
        )
    if char == "．":
        return at + 1 >= end or text[at + 1].isspace()
    run = _SHORT_RUN.match(text, at, end)
    after = run.end() if run else at + 1
    if after >= end:
        return True
    after = _after_marks(text, begin, at, after, end)
    if after < end and not text[after].isspace():
        return False
    if char in "!?":  # "Is it?" she asked.
        goes_on = _CLOSING_QUOTE.search(text, at, after) and text[after:end].lstrip()[:1].islower()
        return not goes_on
    return _is_full_stop(text, begin, at, after, end)


def _runs_on(text: str, begin: int, at: int, end: int) -> bool:
    """Whether what follows the ？ or ！ at `at` is more of a Japanese sentence."""
    if _GOES_ON.match(text, at, end):
        return True
    before = text[max(begin, at - 30) : at].lstrip()
    return bool(_NAME_GOES_ON.match(text, at, end) and _WORD_ALONE.search(before))


def _is_full_stop(text: str, begin: int, at: int, after: int, end: int) -> bool:
    """Whether the English "." at `at`, followed by whitespace at `after`, ends a sentence."""
    ahead = text[after : min(after + 40, end)].lstrip()
    following = ahead.lstrip(" \t\r\n\u3000\"'“‘([（「")[:1]
    item = _ITEM_AHEAD.match(ahead)
    goes_on = following.islower() and not item and not _REMARK.match(text, after, end)
    if goes_on or _is_marker(text, begin, at):
        return False
    before = text[max(begin, at - 20) : at]
    word = _LAST_WORD.search(before)
    if word is None:
        return not _DOT_AHEAD.match(text, after, end)
    plain = word.group().lower()
    if _OF_A_DAY.fullmatch(plain):
        return not _MORE_OF_A_TIME.match(ahead)
    if _OFTEN_LAST.fullmatch(word.group()) and _BEGINS_IN_ENGLISH.match(ahead):
        return True
    if _before_name(word.group()) and not _AFTER_NUMBER.search(before):
        return False
    if _BEFORE_NUMBER.fullmatch(plain) and (
        following.isdigit()
        or item
        or text[after - 1].isdigit()
        or _CODE.match(text, at - len(plain), end)
    ):
        return False
    if following.isdigit() and (
        _BEFORE_NUMBER_IN_CAPITALS.fullmatch(word.group())
        or (plain == "c" and (_CHAPTER.search(before) or _YEAR_AHEAD.match(ahead)))
    ):
        return False
    of_letter = _BEFORE_LETTER.fullmatch(word.group()) or _APPENDIX.search(before)
    if of_letter and _LETTER_AHEAD.match(ahead):
        return False
    initial = len(plain) == 1 and word.group().isupper()
    return not (initial and word.group() != "I")


def _before_name(word: str) -> bool:
    return bool(
        _BEFORE_NAME.fullmatch(word.lower())
        or _BEFORE_NAME_IN_CAPITALS.fullmatch(word)
        or _DOTTED.fullmatch(word)
    )


def _is_marker(text: str, begin: int, at: int) -> bool:
    """Whether the sentence so far is no more than what numbers it: "1", ア or 表１ before its full
    stop."""
    so_far = text[begin:at].lstrip(" \t\r\n\u3000*_") if at - begin <= 24 else ""
    return so_far != "" and _ONLY_MARKER.match(so_far) is not None
