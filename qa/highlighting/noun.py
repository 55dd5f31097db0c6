"""What is counted by the number that is marked: "drone inspections at four harbours" does not say
how many drones there are.
"""

from __future__ import annotations

import re

from corpus.span import Span
from index.lexical import tokens
from qa.question import Question, language_of
from qa.wanted import asked_noun

# Behind these no noun of the number before comes.
_ENDS = re.compile(
    r"[^\w\s-]\s|\b(?:and|or|but|of|in|on|at|to|by|for|from|with|as|than|per|an?|the|this|that|these"
    r"|those|which|who|whom|each|last|next|more|fewer|was|were|is|are|be|been|has|have|had|when"
    r"|while|during|after|before|since|until|under|over|between|within|across|among|through"
    r"|[a-z]+ed|met|took|got|came|went|left|made|paid|lost|won|held)\b",
    re.I,
)
_NOUN = re.compile(r"\b[a-z-]+[^\Ws]s\b")
# Nouns that count whatever is named before: "inspections were made 12 times".
_OF_ANY = re.compile(
    r"\b(?:members|persons|individuals|times|occasions|cases|units|items|copies)\b"
)


def counts_another(question: Question, text: str, span: Span) -> bool:
    """Whether "how many drones" is asked, the drones stand in the sentence, and the number marked
    is one of other things."""
    noun = asked_noun(question)
    if not noun & set(tokens(text)) or language_of(text) != "en":
        return False
    behind = _ENDS.search(text + " ", span[1])
    *_, counted = _ENDS.split(text[slice(*span)] + " ")
    counted += text[span[1] : behind.start() if behind else len(text)]
    if question.counted and question.counted.search(counted):
        return False
    own = _NOUN.search(counted) and not _OF_ANY.search(counted)
    return bool(own) and not noun & set(tokens(counted))
