"""Accordions: pages whose answers open below their questions, each a <details> with what is
seen of it while it is shut, its <summary>."""

from __future__ import annotations

from typing import Any

from corpus.readers.inline import inline, unread
from corpus.readers.navigation import is_navigation, leads_elsewhere

_HEADINGS = frozenset("h1 h2 h3 h4 h5 h6".split())


def summaries(root: Any) -> dict[Any, int]:
    """The <summary> elements that are headings of what opens below them, each with how many
    <details> it stands in.

    Only those below which nothing else stands up to the next heading: whatever did would stand
    under the last of them.
    """
    from lxml import etree

    found: dict[Any, int] = {}
    waiting: dict[Any, int] = {}  # until it is seen what follows
    inside = titles = 0  # how many <details> and headings are open
    if next(root.iter("summary"), None) is None:
        return found
    walk = etree.iterwalk(root, events=("start", "end"))
    for event, element in walk:
        begins = event == "start"
        inside += (1 if begins else -1) * (element.tag == "details")
        titles += (1 if begins else -1) * (element.tag in _HEADINGS)
        if begins and element is not root and _is_left_out(element):
            walk.skip_subtree()
            continue
        if begins and element.tag == "summary" and _opens(element):
            waiting[element] = inside
        text = element.text if begins else element.tail if element is not root else None
        if inside == 0 and text and text.strip():
            if titles:
                found |= waiting
            waiting = {}
    return found | waiting


def _is_left_out(element: Any) -> bool:
    return unread(element) is not None or is_navigation(element) or leads_elsewhere(element)


def _opens(summary: Any) -> bool:
    """Whether a <summary> is text, no heading already, and something opens below it."""
    details = summary.getparent()
    if details is None or details.tag != "details" or not inline(summary):
        return False
    if any(each.tag in _HEADINGS for each in summary.iter()):
        return False
    return len(inline(details)) > len(inline(summary))
