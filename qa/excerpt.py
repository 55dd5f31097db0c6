"""What the reader is given of a candidate: its sentence, and what it is not understood without.

A sentence that announces a list goes on through its items, an item comes after what announces it,
and a row of a table after the names of its columns.
"""

from __future__ import annotations

from corpus.table import named_by
from index.library import Library
from qa.evidence import Candidate
from qa.reader import Excerpt
from qa.whole import announced, announces, announcing

_LONGEST = 400  # characters of a sentence with the list that it announces


def excerpt(candidate: Candidate, library: Library) -> Excerpt:
    """The sentence under its last heading, or a note under the words it explains, and after the
    sentence before it in its passage; a row of a table under its caption."""
    passage = candidate.hit.passage
    caption, columns = named_by(passage.document.text, candidate.sentence.start)
    heading = passage.headings[-1] if passage.headings else ""
    if passage.explains is not None:
        heading = passage.document.text[slice(*passage.explains)]
    return Excerpt(
        _with_list(candidate, library), caption or heading, columns or _before(candidate, library)
    )


def _with_list(candidate: Candidate, library: Library) -> str:
    passage, sentence = candidate.hit.passage, candidate.sentence
    text = passage.document.text
    if sentence.end < passage.end or not announces(candidate.text):
        return candidate.text
    items = announced(passage, library)
    ends = [item.end for item in items if item.end - sentence.start <= _LONGEST]
    return text[sentence.start : ends[-1]] if ends else candidate.text


def _before(candidate: Candidate, library: Library) -> str:
    passage, sentences = candidate.hit.passage, candidate.hit.sentences
    text = passage.document.text
    i = sentences.index(candidate.sentence)
    if i:
        return text[sentences[i - 1].start : sentences[i - 1].end]
    if passage.kind != "list":
        return ""
    above = announcing(passage, library)
    return text[slice(*above)] if above else ""
