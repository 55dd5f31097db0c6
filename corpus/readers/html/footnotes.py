"""Footnotes: the notes of an HTML page, their marks and what else is raised, on the line.

A page has a number before each of its notes, as text or by its lists. The label of the note
(see `corpus.readers.flow`) stands for it, so that it is taken away, and nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain
from typing import Any

from corpus.readers.html.inline import BLOCKS, inline
from corpus.readers.raised import fraction, raised

_BACK = frozenset("↩ ↩︎ ↩️ ↑ ^".split())  # from a note to its mark
_NOTE_MARK = re.compile(r"[\[(（*＊]{0,2}(\d{1,4})[\])）]{0,2}")
_OPENING = frozenset("[［(（*＊")
_OWN_NUMBER = re.compile(
    r"\s*[\[［(（*＊]{0,2}(?P<n>\d{1,4})(?P<sign>\s?[\]］)）.．:：]{1,2}(?!\d))?\s*"
)
_AHEAD = 20  # characters in which a note's own number ends, at most


def note_labels(root: Any) -> Iterator[tuple[str, str]]:
    """(id, label) of what the raised numbers of a page link to, within the page."""
    ids = {
        each.get("id") or each.get("name")
        for each in root.iter()
        if each.get("id") or each.tag == "a"
    }
    back = set()  # what a note's own number links to is no note
    for link in root.iter("a"):
        target = (link.get("href") or "")[1:]
        if (
            not (link.get("href") or "").startswith("#")
            or target not in ids
            or not _is_raised(link)
        ):
            continue
        found = _NOTE_MARK.fullmatch(inline(link))
        if found and target not in back:
            back |= {
                each.get("id") or each.get("name")
                for each in (link, *link.iterancestors("sup", "span"), *link.iter("sup"))
            }
            yield target, found[1]


def set_on_the_line(root: Any, labels: dict[str, str]) -> None:
    """Write out marks of notes, what is raised and fractions, wherever on the page."""
    for element in list(root.iter("sup", "a", "span")):
        if (mark := _note_mark(element, labels)) is not None:
            _replace(element, mark)
    for element in list(root.iter()):
        if label := label_of(element, labels):
            _take_number(element, label, labels)
    for element in reversed(list(root.iter("sup"))):  # those inside of others first
        text = inline(element)
        shown = raised(text, _before(element), element.tail or "") if text else ""
        if shown != text:
            _replace(element, shown)
    for element in reversed(list(root.iter("mfrac", "msup"))):
        parts = [inline(each) for each in element.iterchildren()]
        if len(parts) == 2 and element.tag == "mfrac":
            _replace(element, fraction(parts[0], parts[1], _before(element)))
        elif len(parts) == 2:
            _replace(element, parts[0] + raised(parts[1], parts[0]))


def _note_mark(element: Any, labels: dict[str, str]) -> str | None:
    """The mark of a note, as `corpus.notes` knows it, for the number of a footnote; ""
    for what leads back from a note to its mark; None for everything else."""
    if element.tag == "a" and inline(element) in _BACK:
        return ""
    links = [element] if element.tag == "a" else list(element.iter("a"))
    if len(links) != 1 or (element.tag == "a" and not _is_raised(element)):
        return None
    label = labels.get((links[0].get("href") or "")[1:])
    return f"[^{label}]" if label and _NOTE_MARK.fullmatch(inline(element)) else None


def _take_number(note: Any, label: str, labels: dict[str, str]) -> None:
    """Take a note's own number away, where its text begins with it: set apart in an element,
    or before a stop or a bracket; before a space only if no list has numbered the note."""
    text, places, borders = "", [], set()
    for element, place in _texts(note, labels):
        places.append((element, place))
        text += getattr(element, place) or ""
        if place == "text" and len(element) == 0 and element.tag not in BLOCKS:
            borders.add(len(text))
        if len(text.strip()) > _AHEAD:
            break
    found = _OWN_NUMBER.match(text)
    if found is None or int(found["n"]) != int(label):
        return
    spaced = not found["sign"] and found.end() > found.end("n")
    listed = next(note.iterancestors("ol"), None) is not None
    alone = found.end() == len(text)
    apart = found["sign"] or alone or found.end("n") in borders or (spaced and not listed)
    if not apart:
        return  # 5人 and 1 January are what the note says
    left = found.end()
    for element, place in places:
        piece = getattr(element, place) or ""
        setattr(element, place, piece[left:])
        left = max(left - len(piece), 0)


def label_of(element: Any, labels: dict[str, str]) -> str | None:
    """The label of the note that an element is, or begins; None for every other."""
    return labels.get(element.get("id") or element.get("name") or "")


def _texts(note: Any, labels: dict[str, str]) -> Iterator[tuple[Any, str]]:
    """Where the pieces of a note's text stand, from what its number may begin with to where the
    next note begins."""
    from lxml import etree

    within = note.tag in BLOCKS
    last, above = note.getprevious(), note.getparent()
    before = (above, "text") if last is None else (last, "tail")
    if not within and (getattr(*before) or "").strip() in _OPENING:
        yield before
    for part in (note,) if within else chain((note,), note.itersiblings()):
        if part is not note and (part.tag in BLOCKS or part.tag == "br"):
            return
        for event, each in etree.iterwalk(part, ("start", "end")):
            if event == "start":
                if each is not note and label_of(each, labels):
                    return
                yield each, "text"
            elif not (within and each is note):
                yield each, "tail"


def _replace(element: Any, text: str) -> None:
    """Put text in the place of what is in an element, but keep the element: notes refer to it."""
    for child in list(element):
        element.remove(child)
    element.text = text


def _before(element: Any) -> str:
    """What stands on the line before an element, back to where another begins."""
    while element.tag not in BLOCKS:
        last, above = element.getprevious(), element.getparent()
        if last is not None:
            if last.tag in BLOCKS or last.tag == "br" or last.tail:
                return last.tail or ""
            if text := inline(last):
                return text
        elif above is None or above.text:
            return "" if above is None else above.text
        element = above if last is None else last
    return ""


def _is_raised(link: Any) -> bool:
    parent = link.getparent()
    if parent is not None and parent.tag == "sup":
        return True
    names = f"{link.get('class') or ''} {link.get('role') or ''}".lower()
    return next(link.iter("sup"), None) is not None or "noteref" in names or "footnote-ref" in names
