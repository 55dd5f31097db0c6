r"""Equations: what Word's EQ fields show, of which the file says only how it is set.

Japanese uses them for signs in circles, eq \o\ac(○,21), and in older files for readings over
kanji, EQ \o\ad(\s\up 9(はん),藩).
"""

from __future__ import annotations

import re

from corpus.readers.number_formats import circled
from corpus.readers.raised import fraction, raised

_START = re.compile(r"\s*eq\b", re.IGNORECASE)
_FORMAT = re.compile(r'\\\*\s*(?:"[^"]*"|[^\s\\"]+)')
_COMMAND = re.compile(r"\\([a-z])[a-z]*[ 0-9]*((?:\\[a-z]+[ 0-9]*)*)\(", re.IGNORECASE)
_RUBY = re.compile(r"\\o[^(]{0,40}\(\\s ?\\up", re.IGNORECASE)
_LONGEST = 500  # letters of a field that is taken apart; it may be nested as deep
_CIRCLES = frozenset("○〇◯")


def equation(field: str) -> str:
    r"""The text that a field shows, "" if it is no EQ field.

    >>> equation(r"eq \o\ac(○,21)"), equation(r"EQ \* jc2 \o\ad(\s\up 9(はん),藩)")
    ('㉑', '藩')
    >>> equation(r"EQ \f(1,20)"), equation("PAGE")
    ('1/20', '')
    """
    found = _START.match(field)
    if found is None:
        return ""
    text = field[found.end() :]
    if len(text) > _LONGEST:
        return text.strip()
    return ",".join(_arguments(_FORMAT.sub("", text), 0)[0]).strip()


def is_ruby(field: str) -> bool:
    """Whether a field sets something small above the text that it shows."""
    return _RUBY.search(field) is not None


def _arguments(text: str, at: int) -> tuple[list[str], int]:
    """What stands between the commas up to the bracket that closes, and where that ends."""
    out = [""]
    while at < len(text):
        sign = text[at]
        if sign == ")":
            return out, at + 1
        if found := _COMMAND.match(text, at):
            inner, at = _arguments(text, found.end())
            out[-1] += _set(found[1].lower(), found[2], inner, out[-1])
        elif sign == "(":
            inner, at = _arguments(text, at + 1)
            out[-1] += f"({','.join(inner)})"
        elif sign in ",;":
            out.append("")
            at += 1
        else:
            escaped = sign == "\\"
            out[-1] += text[at + escaped : at + escaped + 1]
            at += 1 + escaped
    return out, at


def _set(command: str, options: str, arguments: list[str], before: str) -> str:
    *above, last = arguments
    if command == "o":  # one over the other: the last is what is meant
        inside = last.strip()
        if above and above[0].strip() in _CIRCLES and inside.isdecimal():
            return circled(int(inside)) or inside
        return last
    if command == "f" and len(above) == 1:
        return fraction(above[0].strip(), last.strip(), before)
    if command == "s" and "up" in options.lower():
        return raised(last, before)
    return ",".join(arguments)
