"""Inline: the text of an HTML element as one line."""

from __future__ import annotations

import re
from typing import Any

from corpus.readers.flow import collapsed, has_marker
from corpus.readers.number_formats import numeral

_EMBEDDED = frozenset("iframe object embed audio video canvas".split())
_NEVER = frozenset(
    "script style noscript noframes template head svg select textarea button input datalist rt rp "
    "rtc".split()
)
_STRUCK = frozenset("del s strike".split())
_RUBY = frozenset("ruby rb rbc".split())
# What a list's type, or the style on it, says; what a style sheet says is not known.
_KINDS = {
    "a": "lowerLetter",
    "A": "upperLetter",
    "i": "lowerRoman",
    "I": "upperRoman",
    "lower-alpha": "lowerLetter",
    "lower-latin": "lowerLetter",
    "lower-roman": "lowerRoman",
    "upper-alpha": "upperLetter",
    "upper-latin": "upperLetter",
    "upper-roman": "upperRoman",
    "katakana": "aiueoFullWidth",
    "katakana-iroha": "irohaFullWidth",
    "cjk-decimal": "ideographDigital",
    "cjk-ideographic": "japaneseCounting",
    "japanese-informal": "japaneseCounting",
    "decimal-leading-zero": "decimalZero",
}
_LIST_STYLE = re.compile(r"list-style(?:-type)?\s*:\s*(?:inside\s+|outside\s+)?([a-z-]+)")
READINGS, STRUCK, HIDDEN, EMBEDDED = "readings", "struck out", "hidden", "embedded"
BLOCKS = frozenset(
    "html body main article section div p header footer nav aside form fieldset address "
    "blockquote figure figcaption details summary hgroup center table caption tbody thead tfoot "
    "tr td th dl dt dd ul ol menu dir li pre hr h1 h2 h3 h4 h5 h6 legend".split()
)


def unread(element: Any) -> str | None:
    """Why the text of an element is not read, "" where it has none to be read; None for an element
    that is read."""
    tag = element.tag
    if tag in _EMBEDDED or (tag == "svg" and next(element.iter("text"), None) is not None):
        return EMBEDDED
    if tag in _NEVER:
        return READINGS if tag == "rt" else ""
    style = (element.get("style") or "").replace(" ", "").lower()
    if element.get("hidden") is not None or "display:none" in style:
        return HIDDEN
    return STRUCK if tag in _STRUCK or "line-through" in style else None


def inline(element: Any) -> str:
    """All text of an element on one line, with the numbers of the lists that are in it."""
    lines: list[list[str]] = [[]]  # a block and what follows it are lines of their own
    numbers: dict[Any, int] = {}  # the next of each list
    stack = [(element, False)]
    while stack:
        each, done = stack.pop()
        if done or (each is not element and unread(each) is not None):
            if done and each.tag in BLOCKS:
                lines.append([])
            if each is not element and each.tail:
                lines[-1].append(spaced(each.tail, each.getparent()))
            continue
        if each.tag in BLOCKS or each.tag == "br":
            lines.append([])
        if each.tag == "ol":
            numbers[each] = first_number(each)
        elif each.tag == "li" and (above := each.getparent()) in numbers:
            number = whole(each.get("value"), numbers[above])
            numbers[above] = number + step(above)
            if not has_marker((each.text or "").lstrip()):
                lines[-1].append(f"{item_number(number, above)} ")
        lines[-1].append(spaced(each.text or "", each))
        stack.append((each, True))
        stack.extend((child, False) for child in each.iterchildren(reversed=True))
    return " ".join(text for line in lines if (text := collapsed("".join(line))))


def spaced(text: str, within: Any) -> str:
    """A text, but one space for white space alone: between two elements it is seen, while the
    end of a line in Japanese text is not."""
    if not text or text.strip(" \t\r\n\f") or within.tag in _RUBY:
        return text
    return " "


def item_number(number: int, ordered: Any) -> str:
    """The number of an item as its <ol> shows it, but iii in brackets: "iii." begins no item in
    a text.

    >>> item_number(3, {"type": "a"}), item_number(3, {}), item_number(3, {"type": "i"})
    ('c.', '3.', '(iii)')
    """
    style = _LIST_STYLE.search(ordered.get("style") or "")
    kind = _KINDS.get(style[1] if style else ordered.get("type") or "", "decimal")
    if style and style[1] == "none":
        return "-"
    shown = numeral(number, kind) or str(number)
    return f"({shown})" if kind == "lowerRoman" else f"{shown}."


def first_number(ordered: Any) -> int:
    """The number of the first item of an <ol>; a reversed one counts down to 1."""
    last = sum(1 for _ in ordered.iterchildren("li")) if step(ordered) < 0 else 1
    return whole(ordered.get("start"), last)


def step(ordered: Any) -> int:
    """By how much the number changes from one item of an <ol> to the next."""
    return 1 if ordered.get("reversed") is None else -1


def whole(value: str | None, otherwise: int) -> int:
    """The value of an attribute that is a whole number, else `otherwise`."""
    return int(value) if value and value.isdecimal() and 0 < len(value) < 6 else otherwise
