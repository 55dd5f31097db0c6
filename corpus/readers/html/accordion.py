"""Accordions: pages whose answers open below their questions, each a <details> with what is
seen of it while it is shut, its <summary>."""

from __future__ import annotations

from collections.abc import Callable, Container
from typing import Any

from corpus.readers.html.inline import inline, unread
from corpus.readers.html.navigation import is_navigation, leads_elsewhere

_HEADINGS = frozenset("h1 h2 h3 h4 h5 h6".split())


def summaries(root: Any) -> dict[Any, tuple[int, int]]:
    """The <summary> elements that are headings of what opens below them. With each: how many
    <details> it stands in, and the level of the next heading outside of them, which must not
    come under it; 0 if there is no such heading.

    Only those <summary> elements count between which and the next heading nothing else stands,
    for that would come under the last of them. There are no such headings on a page whose
    summaries name nothing, as 目次を開く and History do: where there is only one, or most say the
    same.
    """
    found = over_what_opens(root, ("details",), "summary", _opens)
    names = {inline(each) for each in found}
    return found if len(names) > 1 and 2 * len(names) > len(found) else {}


def over_what_opens(
    root: Any, around: Container[str], name: str, opens: Callable[[Any], bool]
) -> dict[Any, tuple[int, int]]:
    """The elements of a name that are headings of what opens below them, within elements of the
    names `around`; see `summaries`."""
    from lxml import etree

    found: dict[Any, tuple[int, int]] = {}
    waiting: dict[Any, tuple[int, int]] = {}  # until it is seen what follows
    inside = titles = ordered = level = 0  # how many `around`, headings and <ol> are open
    if next(root.iter(name), None) is None:
        return found
    walk = etree.iterwalk(root, events=("start", "end"))
    for event, element in walk:
        begins = event == "start"
        inside += (1 if begins else -1) * (element.tag in around)
        ordered += (1 if begins else -1) * (element.tag == "ol")
        if element.tag in _HEADINGS:
            titles += 1 if begins else -1
            level = int(element.tag[1])
        if begins and element is not root and _is_left_out(element):
            walk.skip_subtree()
            continue
        if begins and element.tag == name:
            if not ordered and opens(element):
                waiting[element] = inside, 0
            elif ordered and inside == 1:  # it keeps the number that the page shows
                waiting = {}
        text = element.text if begins else element.tail if element is not root else None
        if inside == 0 and text and text.strip():
            if titles:
                found |= {each: (depth, level) for each, (depth, _) in waiting.items()}
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
    return bool((summary.tail or "").strip()) or any(map(_has_text, summary.itersiblings()))


def _has_text(element: Any) -> bool:
    """Whether there is text in an element or behind it; no more is read than shows it."""
    if (element.tail or "").strip():
        return True
    stack = [element]
    while stack:
        each = stack.pop()
        if unread(each) is None:
            if (each.text or "").strip():
                return True
            stack.extend(each.iterchildren(reversed=True))
        if each is not element and (each.tail or "").strip():
            return True
    return False
