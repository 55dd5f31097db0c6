"""Inline: the text of an HTML element as one line."""

from __future__ import annotations

from typing import Any

from corpus.readers.flow import collapsed, has_marker

NEVER = frozenset(
    "script style noscript template head svg iframe object embed audio video canvas select "
    "textarea button input datalist rt rp rtc".split()
)
BLOCKS = frozenset(
    "html body main article section div p header footer nav aside form fieldset address "
    "blockquote figure figcaption details summary hgroup center table caption tbody thead tfoot "
    "tr td th dl dt dd ul ol menu dir li pre hr h1 h2 h3 h4 h5 h6 legend".split()
)


def inline(element: Any) -> str:
    """All text of an element on one line, with the numbers of the lists that are in it."""
    pieces: list[str] = []
    numbers: dict[Any, int] = {}  # the next of each list
    stack = [(element, False)]
    while stack:
        each, done = stack.pop()
        if not done and each.tag not in NEVER:
            pieces.append(
                (" " if each.tag in BLOCKS or each.tag == "br" else "") + (each.text or "")
            )
            if each.tag == "ol":
                numbers[each] = whole(each.get("start"), 1)
            elif each.tag == "li" and (above := each.getparent()) in numbers:
                number = whole(each.get("value"), numbers[above])
                numbers[above] = number + 1
                if not has_marker((each.text or "").lstrip()):
                    pieces.insert(len(pieces) - 1, f" {number}.")
            stack.append((each, True))
            stack.extend((child, False) for child in each.iterchildren(reversed=True))
            continue
        if each is not element and each.tail:
            pieces.append(each.tail)
    return collapsed("".join(pieces))


def whole(value: str | None, otherwise: int) -> int:
    """An attribute that is a whole number from 1."""
    return int(value) if value and value.isdecimal() and 0 < len(value) < 6 else otherwise
