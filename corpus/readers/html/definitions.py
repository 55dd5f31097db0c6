"""Lists of terms: <dl>, each <dt> over its <dd>. A term stands on the line of its meaning; where
the terms are questions they are headings of their answers."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from corpus.faq import question_of
from corpus.notes import note_marker
from corpus.readers.html.accordion import over_what_opens
from corpus.readers.html.inline import inline
from corpus.sentence import ends_sentence

_TERM = 30  # letters of a <dt> that is a term, at most


def questions(root: Any) -> dict[Any, tuple[int, int]]:
    """The <dt> elements of lists most of whose terms ask something, which are headings of what the
    <dd> below says. With each what `over_what_opens` says."""
    terms: dict[Any, list[Any]] = defaultdict(list)
    for term in root.iter("dt"):
        above = term.getparent()
        terms[above.getparent() if above.tag == "div" else above].append(term)
    of_questions: set[Any] = set()
    for each in terms.values():
        asking = sum(question_of(inline(term)) is not None for term in each)
        if 2 * asking > len(each):
            of_questions.update(each)

    def opens(term: Any) -> bool:
        below = term.getnext()
        if term not in of_questions or below is None or below.tag != "dd":
            return False
        return bool(inline(term)) and bool(inline(below))

    return over_what_opens(root, ("dl", "details"), "dt", opens) if of_questions else {}


def in_definition(element: Any) -> bool:
    """Whether a block is directly in a term or its meaning."""
    parent = element.getparent()
    return parent is not None and (parent.tag in ("dd", "dt"))


def before_dd(dt: Any) -> str | None:
    """What stands between a <dt> and its <dd> on one line: a term and its meaning belong
    together in a quote. None where they are no such pair, as a question and its answer."""
    following, text = dt.getnext(), inline(dt)
    if following is None or following.tag != "dd" or not text:
        return None
    found = note_marker(text)
    if text.endswith(("：", ":")) or (found is not None and found[1] >= len(text)):
        return " " if text.isascii() or text.endswith(":") else ""
    if len(text) > _TERM or ends_sentence(text):
        return None
    return ": " if text.isascii() else "\u3000"
