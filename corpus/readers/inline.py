"""Inline: the text of an HTML element as one line."""

from __future__ import annotations

from typing import Any

from corpus.readers.flow import collapsed

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
    """All text of an element on one line."""
    pieces: list[str] = []
    stack = [(element, False)]
    while stack:
        each, done = stack.pop()
        if not done and each.tag not in NEVER:
            pieces.append(
                (" " if each.tag in BLOCKS or each.tag == "br" else "") + (each.text or "")
            )
            stack.append((each, True))
            stack.extend((child, False) for child in each.iterchildren(reversed=True))
            continue
        if each is not element and each.tail:
            pieces.append(each.tail)
    return collapsed("".join(pieces))
