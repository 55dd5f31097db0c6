"""Raised text and fractions: how type that leaves the line is written on it.

What is set beside a figure must not become a part of it: 500 with a raised 1 is not 5001.
"""

from __future__ import annotations

import re

_NOTE_WORD = re.compile(r"[(（\[［]?\s?([注註※]\s?\d{0,3})\s?[)）\]］]?")
_FIGURES = re.compile(r"[*＊]{0,2}[-+−－＋–]?\d{1,4}(?:[,，、・]\d{1,4}){0,9}[)）]?")
_ELEMENT = re.compile(  # but none that begins a note: In fiscal year, As of, U.S. officials
    r"(?:[CIKU]|Co|Sr|Zr|Tc|Ru|Cs|Ba|Ce|Eu|Po|Rn|Ra|Th|Np|Pu|Cm)(?![A-Za-z.’'-])"
)
_UP = str.maketrans("0123456789０１２３４５６７８９-−－–+＋)）", "⁰¹²³⁴⁵⁶⁷⁸⁹" * 2 + "⁻⁻⁻⁻⁺⁺⁾⁾")
SLASHES = ("/", "／", "⁄")


def raised(text: str, before: str, after: str = "") -> str:
    """A raised run of letters, given what stands before and after it on its line: the mark of a
    note in the brackets that `corpus.notes` knows it by, figures as raised figures.

    >>> raised("注1", "会合"), raised("-6", "2×10"), raised("2", "10m"), raised("th", "11")
    ('（注1）', '⁻⁶', '²', 'th')
    """
    last = before.rstrip()[-1:]
    if found := _NOTE_WORD.fullmatch(text.strip()):
        return f"（{found[1]}）"
    if not _FIGURES.fullmatch(text.strip()):
        return text
    if not last and text.lstrip()[0] in "*＊":  # `corpus.notes` knows a note by it
        return text
    if after.startswith(SLASHES):  # ½ set as a raised 1, a stroke and a lowered 2
        return f" {text}" if last.isdecimal() else text
    return text.translate(_UP)


def is_nuclide(number: str, after: str) -> bool:
    """Whether a raised number at a line's beginning is that of an element: ¹³⁷Cs."""
    return len(number) > 1 and _ELEMENT.match(after) is not None


def fraction(above: str, below: str, before: str) -> str:
    """A fraction on one line, given what stands before it.

    >>> fraction("1", "2", "約"), fraction("1", "2", "3"), fraction("a+b", "2", "")
    ('1/2', ' 1/2', '(a+b)/2')
    """
    above, below = (each if each.isalnum() else f"({each})" for each in (above, below))
    return f"{' ' if before[-1:].isdecimal() else ''}{above}/{below}"
