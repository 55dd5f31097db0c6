"""Notes and the marks that point to them: 注1: …, ※2 …, [^3]: … and （注1）, ※2, [^3].

Works on text alone: which note a mark means is decided in `NoteIndex.find`.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator

from corpus.numerals import COUNTING, KANJI_NUMERALS, number, plain
from corpus.span import Span, stripped

_NUM = rf"(?:[0-9]{{1,3}}|[{KANJI_NUMERALS}]{{1,3}})"
_RUNS_ON = r"(?![をはがにのとも])"  # 注1の通り, 注意 and the like are text
_WORD = "脚?[注註]|備考"
_OPEN, _CLOSE = r"[(\[〔【]", r"[)\]〕】]"
_NOTE = re.compile(
    r"(?!【[^】]*】$)"  # alone it is a heading
    rf"{_OPEN}(?P<a>{_WORD})\s?(?P<a1>{_NUM})?{_CLOSE}(?![のにをは])"
    r"(?:\s*(?P<a2>[0-9]{1,3})(?=\s*[:.、](?![0-9])|\s+(?![\s年月日人件%])|\)))?\s*[:.、)]?"
    rf"|(?P<b>{_WORD})\s?(?P<b1>{_NUM}|\(\s?{_NUM}\s?\))(?:\s*[:.、)]\s*|\s+|{_RUNS_ON})"
    r"|(?P<c>脚?[注註])(?:\s*[:)]|\s+)(?:\s*(?P<c1>[0-9]{1,2})\)\s*)?"
    r"|(?P<d>備考)\s*[:)](?:\s*(?P<d1>[0-9]{1,2})\)\s*)?"
    r"|\(?(?P<e>※)(?!\s?[0-9]{1,3}[のにを])\s?(?P<e1>[0-9]{1,3}(?![0-9年月日]|\.[0-9]))?\)?\s*[:.、]?"
    r"|(?P<f>\*)(?P<f1>[0-9]{1,3})(?![0-9年月日%*]|\.[0-9])\)?\s*[:.、]?"
    r"|\(?(?P<g>Note|NOTE)[sS]?(?:\s(?P<g1>[0-9]{1,3}))?\)?(?:\s?[:.](?=\s|$)|(?<=\)))"
    r"|\[(?P<h>\^)(?P<h1>[^\]\s]{1,40})\]:"
)
_FIRST = frozenset("注註脚備(※*N[〔【0123456789")  # what a note begins with
_NEXT_NOTE = re.compile(r"(?P<n>[0-9]{1,3})(?:\s*(?P<stop>[:.、)])(?![0-9])\s*|\s+)(?=\S)")
_NOTES = re.compile("(?:Notes|NOTES|(?:Foot|End)notes|(?P<ja>脚?[注註]|[注註][釈記]))[:：]?")
_STOP = re.compile(rf"(?:.*(?:{_CLOSE}|:)\s*)?[0-9]{{1,3}}\s*(?P<stop>[:.、)]?)\s*$")
_BARE_WORD = re.compile(rf"(?:{_WORD})\s?(?=[0-9])")
_LABEL = re.compile("(?P<name>注|備考|※|Note) ?(?P<n>[0-9]*)")
_SIGN_OPEN, _SIGN_CLOSE = r"[(（\[［〔【]", r"[)）\]］〕】]"  # of any width, as in the text itself
_MARK = re.compile(
    rf"{_SIGN_OPEN}\s?脚?[注註]\s?(?P<many>[\d{COUNTING}、,，・･\s注註及びと]{{0,24}})"
    rf"{_SIGN_CLOSE}"
    r"|[\[［(（]Note\s(?P<note>[0-9]{1,3})[)）\]］]"
    r"|\[\^(?P<foot>[^\]\s]{1,40})\]"
    r"|[(（]※\s?(?P<kome>\d{0,3})[)）]"
    r"|※(?P<number>\d{1,3})(?![\d.年月日])"
    r"|(?:＊|(?<![\dA-Za-z*])\*)(?P<star>\d{1,3})(?![\d.年月日*])"
    r"|(?<=\S)※(?P<bare>)(?=[をはがにのとも、。，．」』）)\]])"
)
_STAR = r"(?:※\d{0,3}|[*＊]\d{1,3})"
# What looks like a mark behind the end of a sentence. It has no label to be found by, and so may
# be one that `_MARK` leaves alone, where it could be something else: [1], ¹. A star that more
# follows on its line begins a remark instead: 無料です。※65歳以上に限ります。
LOOSE_MARK = (
    rf"(?:{_SIGN_OPEN}\s?脚?[注註※]\s?[\d、,，・]{{0,12}}\s?{_SIGN_CLOSE}"
    rf"|{_STAR}(?={_STAR}{{0,7}}(?:[ \t\u3000]{{0,8}}(?:[\r\n|]|\Z)|[ ]{{1,8}}[\"“(]?[A-Z]))"
    r"|\[\^\w{1,9}\]"
    r"|[\[［][\d]{1,3}(?:[,–-]\s?[0-9]{1,3}){0,4}[\]］]|[¹²³⁰-⁹]{1,3}"
    r"|[*_†‡]{1,3}(?=\s|\Z))"  # or the end of emphasis: **paid.**
)
_BREAKS = frozenset("、。，．；;:：,.!?！？「『」』\n\r\u2028")
_TERM = 60  # characters that the words before a mark have at most
_ONE = re.compile(rf"\d{{1,3}}|[{KANJI_NUMERALS}]{{1,3}}")


def note_marker(
    line: str, previous: tuple[str, str] | None = None, inset: bool = False
) -> tuple[str, int] | None:
    """The plain label and the length of the marker a note's line begins with, else None.

    `previous` is the label and the marker of the note on the line above, if there is one:
    after 注1： a line "2：" is 注2, after （注）1． a line "2．". `inset`: whether it is indented
    and no title, when "2" is 注2 after 注1 alone.

    >>> note_marker("（注１）　東南アジアの警察機関")
    ('注1', 5)
    """
    if plain(line[:1]) not in _FIRST:
        return None
    head = plain(line[:48])
    if (found := _NOTE.match(head)) and found.end():
        kind = next(key for key in "abcdefgh" if found[key])
        digits = found.groupdict().get(kind + "1") or found["a2"] or ""
        if kind == "h":
            return "^" + digits, found.end()
        value = number(digits.strip("() "))
        name = "注" if found[kind][-1] in "注註" else "Note" if kind == "g" else found[kind]
        return _label(name, value), found.end()
    return _next_note(head, *previous, inset) if previous else None


def _next_note(head: str, label: str, marker: str, inset: bool) -> tuple[str, int] | None:
    """The note that has no more than its number, below one of that label and marker."""
    found, last = _NEXT_NOTE.match(head), _LABEL.fullmatch(label)
    if found is None or last is None or int(found["n"]) != int(last["n"] or 0) + 1:
        return None
    above = plain(marker)
    stop = _STOP.match(_BARE_WORD.sub("", above) if inset else above)
    alone = not last["n"]
    if found["stop"] == ":" or alone or (stop and stop["stop"] == (found["stop"] or "")):
        return _label(last["name"], int(found["n"])), found.end()
    return None


class NoteRun:
    """Which note a line begins, given the lines above it: under 注1：甲 a line 2：乙 is 注2, and
    so is 2. under the heading Notes, or with blank lines between under Notes: alone."""

    def __init__(self) -> None:
        self._last: tuple[str, str] | None = None  # label, marker of the note above
        self._apart = False  # whether blank lines may stand between the notes
        self._headed = False  # whether a heading says that what it is over are notes

    def heading(self, title: str) -> None:
        """A heading stands here."""
        found = _NOTES.fullmatch(title.strip())
        self._headed = self._apart = found is not None
        self._last = None if found is None else ("注" if found["ja"] else "Note", title)

    def no_note(self) -> None:
        """Something else than a note stands here, and no heading."""
        if not self._headed:
            self._last, self._apart = None, False

    def goes_on(self, text: str, title: bool, inset: bool) -> bool:
        """Whether a line directly below the last note, or in it, is the next one."""
        last = self._last
        return last is not None and note_marker(text, last, inset and not title) is not None

    def begun(
        self, text: str, gap: bool, title: bool, inset: bool = False
    ) -> tuple[str, int] | None:
        """What `note_marker` says of a line. gap: whether blank lines stand above it. title:
        whether it looks like one, as a numbered heading does. inset: whether it is indented."""
        last = self._last
        if (gap and not self._apart) or (title and (gap or self._headed)):
            last = None
        found = note_marker(text, last, inset and not title)
        if found is None:
            return None
        label, length = found
        # Below （注） alone its notes begin with 1; below 注：甲 a 1 is no note.
        alone = length == len(text)
        # Blank lines are between all the notes, or what goes on behind one is a list.
        apart = self._apart and last is not None and (gap or not last[0][-1].isdecimal())
        self._apart = self._headed or alone or apart
        self._last = (label, text[:length]) if label[-1].isdecimal() or alone else None
        return found


def _label(name: str, value: int | None) -> str:
    """The plain label of a note: 注1, Note 1, ※."""
    if value is None:
        return name
    return f"{name} {value}" if name == "Note" else f"{name}{value}"


def note_marks(text: str, start: int, end: int) -> Iterator[tuple[str, int, int]]:
    """(label, start, end) of every note mark in text[start:end], in order.

    One mark of several notes gives one each: （注1、2） is "（注1" and "2）".

    >>> list(note_marks("会合(注1)が", 0, 7))
    [('注1', 2, 6)]
    """
    for found in _MARK.finditer(text, start, end):
        if found["many"] is not None:
            yield from _several(text, found)
        elif found["note"] is not None:
            yield f"Note {int(found['note'])}", found.start(), found.end()
        elif found["foot"] is not None:
            yield "^" + plain(found["foot"]), found.start(), found.end()
        elif found["star"] is not None:
            yield f"*{number(found['star'])}", found.start(), found.end()
        else:
            value = number(found["kome"] or found["number"] or "")
            yield "※" + ("" if value is None else str(value)), found.start(), found.end()


def _several(text: str, found: re.Match[str]) -> Iterator[tuple[str, int, int]]:
    ones = list(_ONE.finditer(text, *found.span("many")))
    if not ones:
        if not found["many"].strip():
            yield "注", found.start(), found.end()
        return
    for position, one in enumerate(ones):
        begin = found.start() if position == 0 else one.start()
        end = found.end() if position == len(ones) - 1 else one.end()
        yield f"注{number(one.group())}", begin, end


def annotated(text: str, mark: int, floor: int) -> Span | None:
    """The words that a note mark at `mark` stands behind: back to the clause's beginning,
    but not before `floor`; None when there are none.

    >>> text = "9月には、警察長官会合(ASEANAPOL)(注1)が"
    >>> text[slice(*annotated(text, text.index("(注"), 0))]
    '警察長官会合(ASEANAPOL)'
    """
    at, depth = mark, 0
    while at > max(floor, mark - _TERM):
        sign = text[at - 1]
        if sign in ")）":
            depth += 1
        elif sign in "(（":
            depth -= 1
        if depth < 0 or (depth == 0 and sign in _BREAKS and not _in_number(text, at - 1)):
            break
        at -= 1
    start, end = stripped(text, at, mark)
    return (start, end) if start < end else None


def _in_number(text: str, at: int) -> bool:
    """Whether a sign stands between digits: 4,310戸, 1.5倍."""
    return 0 < at < len(text) - 1 and text[at - 1].isdecimal() and text[at + 1].isdecimal()


class NoteIndex:
    """The notes of a document by label, and the borders a mark does not look across."""

    def __init__(self, notes: list[tuple[str, int, int]], borders: list[int]) -> None:
        """`notes`: (label, start, end) in order. `borders`: starts of new parts, in order."""
        self._notes: dict[str, list[Span]] = defaultdict(list)
        for label, start, end in notes:
            self._notes[label].append((start, end))
        self._borders = borders

    def find(self, label: str, position: int) -> Span | None:
        """The note a mark at `position` means: the next of its label in the same part of
        the document; else the only one of its label; else None."""
        notes = self._notes.get(label, [])
        following = bisect_left(notes, (position, 0))
        if following < len(notes):
            border = bisect_left(self._borders, position)
            if border == len(self._borders) or self._borders[border] > notes[following][0]:
                return notes[following]
        return notes[0] if len(notes) == 1 else None
