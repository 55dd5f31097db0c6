"""Clauses: the parts of a long sentence, as spans, for matching.

Official Japanese puts many facts in one sentence, divided by 、. A question asks for one
of them, and is nearer to its clause than to the sentence as a whole. Clauses are never
quoted: see `corpus.sentence` for what is.
"""

from __future__ import annotations

import re
from itertools import pairwise

from corpus.script import JAPANESE
from corpus.span import Span, stripped

_LONG = 70  # code points; shorter sentences are not divided
_SHORT = 24  # a clause grows until it has this many
# Half as many characters say as much in Japanese as in English.
_JAPANESE = re.compile(f"[{JAPANESE}]")
_COMMA = re.compile("[、，；;]|,(?=\\s)")
_IN_ROW = re.compile("[、，；;。]|[,.](?=\\s)|(?<=\\s)\\|(?=\\s)")


def clauses(text: str, start: int, end: int) -> list[Span]:
    """The clauses of the sentence text[start:end], in order; none if it is short.

    They are disjoint, cover the sentence but for whitespace, and end after a comma that
    stands outside of brackets; in the row of a table, after a sentence or a border as well.
    """
    scale = 1 if _JAPANESE.search(text, start, end) else 2
    if end - start <= _LONG * scale:
        return []
    cuts = [start]
    signs = _IN_ROW if text.startswith("|", start) else _COMMA
    for comma in signs.finditer(text, start, end):
        before = text[start : comma.end()]
        outside = sum(map(before.count, "(（")) <= sum(map(before.count, ")）"))
        if outside and comma.end() - cuts[-1] >= _SHORT * scale:
            cuts.append(comma.end())
    if len(cuts) > 1 and end - cuts[-1] < _SHORT * scale:
        cuts.pop()
    spans = (stripped(text, a, b) for a, b in pairwise([*cuts, end]))
    found = [(first, last) for first, last in spans if first < last]
    return found if len(found) > 1 else []
