"""Sentences of a text, Japanese and English, as spans.

A sentence ends at 。！？ and at an English full stop, but never inside a matched pair
of quotes or brackets. Knows nothing of documents: see `corpus.structure` for passages.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

# A pair is one kind whatever its width: (注1） is matched too.
_PAIRS = ("「」", "『』", "(（)）", "“”", "[［]］", "【】", "〔〕", "《》", "〈〉")
_OPENERS = {char: pair for pair in _PAIRS for char in pair[: len(pair) // 2]}
_CLOSERS = {char: pair for pair in _PAIRS for char in pair[len(pair) // 2 :]}
_QUOTES = "\"'’"  # they open and close alike, so they are never matched
CLOSING = "".join(_CLOSERS) + _QUOTES
ENDS = "。｡！？!?.．"

_JAPANESE = r"\u3005-\u3007\u3041-\u30ff\u3400-\u9fff\uf900-\ufaff\uff66-\uff9f"
_STOP = re.compile("[" + re.escape("".join(_OPENERS) + "".join(_CLOSERS) + ENDS) + "]")
_RUN = re.compile(f"[{ENDS}]*[{re.escape(CLOSING)}]*")
_SHORT_RUN = re.compile(f"[{ENDS}]{{0,8}}[{re.escape(CLOSING)}]{{0,8}}")
_NOTE_MARK = re.compile(
    r"[(（\[［〔【]\s?脚?[注註]\s?[0-9０-９、,，・]{0,12}\s?[)）\]］〕】]"
    r"|※[0-9０-９]{0,3}|[*＊][0-9０-９]{1,3}|\[\^\w{1,9}\]"
)
_IS_JAPANESE = re.compile(f"[{_JAPANESE}]")
_HARD_BREAK = re.compile(r"\r?\n[ \t\u3000]*(?:\r?\n)+|[\u2029\f]|\r?\n(?P<row>(?=[ \t]*\|))")

# Abbreviations that are followed by a name or more text, and those followed by a number.
_BEFORE_NAME = re.compile(
    r"mr|mrs|ms|messrs|dr|prof|rev|hon|gen|col|lt|capt|sgt|gov|sen|rep|st|vs|cf|viz|approx"
    r"|eg|ie|e\.g|i\.e|al|dept|min"
)
_BEFORE_NUMBER = re.compile(
    r"nos?|arts?|secs?|figs?|vols?|pp?|paras?|ch|chap|ed|app"
    r"|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec"
)
_LAST_WORD = re.compile(r"[A-Za-z][A-Za-z.]*\Z")
_DOTTED = re.compile(r"(?:[A-Za-z]\.)+[A-Za-z]\Z")
_ONLY_MARKER = re.compile(
    r"[(（]?(?:[0-9０-９]{1,3}(?:[.-][0-9０-９]{1,3})*|[A-Za-z]|[IVXivx]{1,5})\Z"
)


def sentences(text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """Spans of the sentences of text[start:end], without surrounding whitespace.

    They are disjoint and ordered, and every character outside them is whitespace. A line
    break does not end a sentence, except between the rows of a Markdown table.

    >>> sentences("「行く。」と言った。Mr. Ito left.")
    [(0, 10), (10, 23)]
    """
    end = len(text) if end is None else min(end, len(text))
    spans: list[tuple[int, int]] = []
    for low, high in _segments(text, max(start, 0), end):
        begin = low
        for cut in _cuts(text, low, high):
            _append_stripped(spans, text, begin, cut)
            begin = cut
        _append_stripped(spans, text, begin, high)
    return spans


def ends_sentence(line: str) -> bool:
    """Whether a line ends as a sentence does: "終わった。」" and "It ended.[^1]" do."""
    tail = line[-40:].rstrip()
    while (mark := _NOTE_MARK.search(tail, max(0, len(tail) - 18))) and mark.end() == len(tail):
        tail = tail[: mark.start()].rstrip()
    return tail.rstrip(CLOSING)[-1:] in tuple(ENDS)


def _segments(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
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


def _append_stripped(spans: list[tuple[int, int]], text: str, start: int, end: int) -> None:
    piece = text[start:end]
    lead = len(piece) - len(piece.lstrip())
    if lead < len(piece):
        spans.append((start + lead, start + len(piece.rstrip())))


def _matched(text: str, start: int, end: int) -> dict[int, int]:
    """Opening position -> closing position of every matched bracket, unmatched ones left out.

    A closing bracket takes the nearest open one of its kind; what was opened in between
    and not closed is dropped: in "「（」" only 「」 is a pair.
    """
    pairs: dict[int, int] = {}
    open_: list[tuple[str, int]] = []
    waiting = dict.fromkeys(_PAIRS, 0)
    for found in _STOP.finditer(text, start, end):
        char = found.group()
        if char in _OPENERS:
            open_.append((_OPENERS[char], found.start()))
            waiting[_OPENERS[char]] += 1
        elif char in _CLOSERS and waiting[_CLOSERS[char]]:
            while True:
                pair, position = open_.pop()
                waiting[pair] -= 1
                if pair == _CLOSERS[char]:
                    pairs[position] = found.start()
                    break
    return pairs


def _cuts(text: str, start: int, end: int) -> Iterator[int]:
    """Positions in text[start:end] directly after the end of a sentence."""
    pairs = _matched(text, start, end)
    begin = position = start
    while found := _STOP.search(text, position, end):
        at = found.start()
        if at in pairs:  # jump over everything in brackets
            position = pairs[at] + 1
            if not _ended_by_bracket(text, at, position, end):
                continue
            cut = position
        elif found.group() in ENDS and _is_end(text, begin, at, end):
            run = _RUN.match(text, at, end)
            cut = run.end() if run else at + 1
            mark = _NOTE_MARK.match(text, cut, end)
            cut = mark.end() if mark else cut
        else:
            position = at + 1
            continue
        yield cut
        begin = position = cut


def _ended_by_bracket(text: str, opening: int, after: int, end: int) -> bool:
    """Whether a bracket that closes on the end of a sentence ends the outer one as well.

    “Stop.” Then … and 「…。」 at a line's end do; 「…。」と述べた does not.
    """
    inner = text[max(opening + 1, after - 8) : after].rstrip(CLOSING)
    if inner[-1:] not in tuple(ENDS):
        return False
    rest = text[after : min(after + 8, end)]
    if not rest[:1].isspace():
        return False
    following = rest.lstrip()[:1]
    if following.isascii():
        return following.isupper()
    return "\n" in rest[: len(rest) - len(rest.lstrip())]


def _is_end(text: str, begin: int, at: int, end: int) -> bool:
    char = text[at]
    if char in "。｡！？":
        return True
    if at > begin and (_IS_JAPANESE.match(text[at - 1]) or text[at - 1] in "」』）"):
        return not text[at + 1 : min(at + 2, end)].isdigit()
    if char == "．":
        return at + 1 >= end or (text[at + 1].isspace() and not _is_marker(text, begin, at))
    run = _SHORT_RUN.match(text, at, end)
    after = run.end() if run else at + 1
    if after >= end:
        return True
    mark = _NOTE_MARK.match(text, after, end)
    after = mark.end() if mark else after
    if after < end and not text[after].isspace():
        return False
    return char in "!?" or _is_full_stop(text, begin, at, after, end)


def _is_full_stop(text: str, begin: int, at: int, after: int, end: int) -> bool:
    """Whether the English "." at `at`, followed by whitespace at `after`, ends a sentence."""
    following = text[after : min(after + 40, end)].lstrip(" \t\r\n\u3000\"'“‘([（「")[:1]
    if following.islower() or _is_marker(text, begin, at):
        return False
    word = _LAST_WORD.search(text[max(begin, at - 20) : at])
    if word is None:
        return True
    plain = word.group().lower()
    if _BEFORE_NAME.fullmatch(plain) or _DOTTED.fullmatch(word.group()):
        return False
    if _BEFORE_NUMBER.fullmatch(plain) and following.isdigit():
        return False
    initial = len(plain) == 1 and word.group().isupper()
    return not (initial and word.group() != "I")


def _is_marker(text: str, begin: int, at: int) -> bool:
    """Whether the sentence so far is no more than a number: "1" before its full stop."""
    return at - begin <= 24 and _ONLY_MARKER.match(text[begin:at].lstrip()) is not None
