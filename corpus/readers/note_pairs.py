"""Note pairs: a raised number in a text, and the note below that begins with this number.

A page or a print may have no more than that to say which note a mark means. Only where both are
there are they written as `corpus.notes` knows them, [^1] and [^1]: …; a raised figure that may
be a power or a unit's, 10³ or km², is never a mark. Since not every unit is known, a 2 or 3 is one
only where the note before it is paired as well.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from unicodedata import normalize

from corpus.readers.raised import is_nuclide
from corpus.script import JAPANESE, LATIN, WIDE

_NUMBER = "[¹²³⁴-⁹][⁰¹²³⁴-⁹]{0,2}"
_RUN = re.compile(rf"(?<![⁰¹²³⁴-⁹⁻⁺⁾]){_NUMBER}⁾?(?:[,，、・]{_NUMBER}⁾?)*(?![⁰¹²³⁴-⁹⁻⁺⁾])")
_ONE = re.compile(rf"({_NUMBER})⁾?")
_BEGIN = re.compile(rf"({_NUMBER})⁾?[ \u3000]*(?=\S)")
_APART = re.compile(rf"{_NUMBER}(?:⁾|(?=[ \u3000]))(?=.*\S)")
_USED = re.compile(r"\[\^([0-9]{1,3})\]")
_SIGNS = "\u3000（）「『〔【［〈《＋－＝＊／㌀-㏿"
_BEFORE = re.compile(  # what a mark stands behind: a word, its sign, or what ends a clause
    rf"(?:[{WIDE}](?<![{LATIN}\d{_SIGNS}])|[^\W\d_{WIDE}][’']?[^\W\d_{WIDE}]"
    r"|[.,;:!?…%’”\"']) ?$"
    rf"|[(（](?=[^()（）]*(?:[^\W\d_]{{2}}|[{JAPANESE}]))[^()（）+−=*/^＋－＝×÷-]{{2,60}}[)）] ?$"
)
_NO_WORD = re.compile(
    r"(?<![A-Za-z])(?:[kcdmnpµμN]?m|ft|in|yd|mi|sec|min|kg|mol|rad|Hz|Pa|eV|ha|sin|cos|tan|log|exp"
    r"|ln|t?CO|[ｋｃｍ]?ｍ) ?$|メートル[)）]? ?$"
    rf"|[/／] ?[{LATIN}µμ秒分時]{{1,12}} ?$",  # ng-TEQ/Nm³
)
_POWERS = (2, 3)
_LETTER = re.compile(r"[^\W\d_]")


@dataclass(frozen=True, slots=True)
class Begun:
    """That a line may be a note: its number, and where the text behind it begins."""

    number: int
    end: int


def begun(text: str) -> Begun | None:
    """The raised number that a line begins with, if it does.

    >>> begun("¹² 甲"), begun("甲¹²")
    (Begun(number=12, end=3), None)
    """
    found = _BEGIN.match(text)
    if found is None or is_nuclide(found[1], text[found.end(1) :]):
        return None
    return Begun(_value(found[1]), found.end())


def plainly(text: str) -> str:
    """A line whose raised number is set apart from what follows, with it as plain figures, as
    `corpus.notes` and `corpus.markers` know it; every other as it is.

    >>> plainly("¹⁾ 甲"), plainly("¹甲")
    ('1) 甲', '¹甲')
    """
    found = _APART.match(text)
    return normalize("NFKC", found.group()) + text[found.end() :] if found else text


def marks(text: str) -> Iterator[tuple[int, int, int]]:
    """(number, start, end) of each raised number in a line that can be the mark of a note.

    >>> list(marks("調査¹と名簿²、³は10³km²")), list(marks("(a+b)² and x²"))
    ([(1, 2, 3), (2, 6, 7), (3, 8, 9)], [])
    """
    for run in _RUN.finditer(text):
        before = text[max(run.start() - 64, 0) : run.start()]
        if _BEFORE.search(before) and not _NO_WORD.search(before):
            for one in _ONE.finditer(text, *run.span()):
                yield _value(one[1]), one.start(), one.end()


def _value(figures: str) -> int:
    return int(normalize("NFKC", figures))


def linked(texts: Sequence[str], begins: Mapping[int, Begun], pages: Sequence[int]) -> list[str]:
    """The lines of a document in reading order, its pairs written out. begins: the lines that
    may be notes. pages: that of each line; a note belongs to the marks of its own page, else to
    all since the last note of its number."""
    used = {int(found) for text in texts for found in _USED.findall(text)}
    found = [list(marks(text)) for text in texts]
    waiting: dict[int, list[int]] = defaultdict(list)  # lines with marks, by number
    meant: set[tuple[int, int]] = set()  # (line, number)
    notes: dict[int, Begun] = {}
    paired = set(used)
    for at, text in enumerate(texts):
        note = begins.get(at)
        if (
            note is not None
            and note.number not in used
            and (note.number not in _POWERS or note.number - 1 in paired)
            and _LETTER.search(text[note.end :])
        ):
            above = waiting.pop(note.number, [])
            own = [line for line in above if pages[line] == pages[at]] or above
            if own:
                paired.add(note.number)
                notes[at] = note
                meant.update((line, note.number) for line in own)
        for number, _, _ in found[at]:
            waiting[number].append(at)
    out = list(texts)
    for at in range(len(out)):
        for number, start, end in reversed(found[at]):
            if (at, number) in meant:
                out[at] = f"{out[at][:start]}[^{number}]{out[at][end:]}"
        if note := notes.get(at):
            out[at] = f"[^{note.number}]: {out[at][note.end :]}"
    return out
