"""Known questions: those whose answers are known, with the libraries they are asked of.

What `calibrate` learns from: questions on the written documents that neither model learnt from,
and the part to tune on of the files in `tests/questions`. Some are changed so that
nothing answers them any more. None is of a part that results are reported on.
"""

from __future__ import annotations

import random
import re
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path

from corpus.builtin import builtin_document
from corpus.document import Document, document
from corpus.reading import read
from index.encoder import Encoder
from index.library import Library
from qa.evidence import Candidate
from qa.question import LANGUAGES, Language, read_question
from qa.question_file import read_cases
from qa.training.sources import Text, written

SEED = 20190727
TESTS = Path(__file__).parents[2] / "tests"
_SENTENCES_PER_PARAGRAPH = 3
# How much each kind of question counts. People ask more of what is there than of what is
# not. With more weight, the questions in tests/ did no better on folds of them left out.
_TUNE, _WRITTEN, _MISS, _CHANGED = 1.0, 1.0, 0.3, 0.3
_ASKED = 900  # written questions drawn for each library
_ALSO_CHANGED = 0.25  # share of them also asked with a number or a word changed


@dataclass(frozen=True, slots=True)
class Known:
    """A question whose answers are known.

    document: the name of the one that answers it; None: none does.
    answers: texts; a right sentence contains one of them or is part of one.
    weight: how much the question counts. part: what it is reported under.
    """

    text: str
    language: Language
    document: str | None
    answers: tuple[str, ...]
    weight: float
    part: str

    def right(self, candidate: Candidate) -> bool:
        return candidate.hit.passage.document.name == self.document and any(
            answer in candidate.text or candidate.text in answer for answer in self.answers
        )


def collections(encoder: Encoder, stack: ExitStack) -> Iterator[tuple[Library, list[Known]]]:
    """Libraries with the questions to ask of each. Half of the written documents are in
    Japanese and half in English, and in the second library the other way round."""
    texts, drawn = written(held_out=True), random.Random(SEED)
    names = sorted({text.name for text in texts})
    for first in LANGUAGES:
        chosen = [t for t in texts if (t.printed == first) == (names.index(t.name) % 2 == 0)]
        known = [k for text in chosen for k in _known(text)]
        known = drawn.sample(known, min(_ASKED, len(known)))
        library = _library(encoder, [_printed(text) for text in chosen], stack)
        yield library, [*known, *_changed(known)]
    section = builtin_document()
    yield _library(encoder, [section], stack), list(_cases("section", section.name))
    others = sorted((TESTS / "documents").glob("*.txt"))
    everything = [section, *(read(path).document for path in others)]
    yield (
        _library(encoder, everything, stack),
        [
            known
            for path in sorted((TESTS / "questions").glob("*.jsonl"))
            if path.name != "nta_en.jsonl"  # of retrieval: pages, and no answers
            for known in _cases(path.stem, None, everything)
        ],
    )


def _library(encoder: Encoder, documents: Sequence[Document], stack: ExitStack) -> Library:
    folder = stack.enter_context(tempfile.TemporaryDirectory())
    library = stack.enter_context(Library.open(folder, encoder, builtin=False))
    for each in documents:
        library.add(each)
    return library


def _printed(text: Text) -> Document:
    """A written document as a paper has it: headings, and paragraphs of a few sentences."""
    lines: list[str] = []
    heading, paragraph = "", list[str]()
    for i, sentence in enumerate(text.sentences):
        if text.headings[i] != heading or len(paragraph) == _SENTENCES_PER_PARAGRAPH:
            lines.append(("" if text.printed == "ja" else " ").join(paragraph))
            paragraph = []
        if text.headings[i] != heading:
            heading = text.headings[i]
            lines += ["", heading]
        paragraph.append(sentence)
    lines.append(("" if text.printed == "ja" else " ").join(paragraph))
    return document(text.name, "\n".join(lines).strip(), "written for this project")


def _known(text: Text) -> Iterator[Known]:
    for ask in text.asks:
        if ask.sentence is None:
            yield Known(ask.text, ask.language, None, (), _MISS, "written, near")
        else:
            answers = (text.sentences[ask.sentence],)
            yield Known(ask.text, ask.language, text.name, answers, _WRITTEN, "written")


def _cases(name: str, document: str | None, documents: Sequence[Document] = ()) -> Iterator[Known]:
    """The questions of a file to tune on; those of the section alone have one document."""
    for case in read_cases(TESTS / "questions" / f"{name}.jsonl", "tune"):
        holds = document or next(
            (d.name for d in documents if case.answers and case.answers[0] in d.text), None
        )
        part = f"tune, {case.distance}" if case.distance else "tune"
        yield Known(
            case.question,
            case.language,
            holds if case.answers else None,
            case.answers,
            _TUNE,
            part,
        )


_NUMBER = re.compile(r"\d+")


def _changed(known: Sequence[Known]) -> Iterator[Known]:
    """Questions with a number or a word in them changed: nothing answers them any more."""
    drawn = random.Random(SEED)
    words = {
        language: sorted({w for k in known if k.language == language for w in _words(k.text)})
        for language in LANGUAGES
    }
    for one in known:
        if one.document is None or drawn.random() > _ALSO_CHANGED:
            continue
        gone = replace(one, document=None, weight=_CHANGED, part="changed")
        number = _NUMBER.search(one.text)
        own = [w for w in _words(one.text) if w in one.text]
        if number is not None:
            other = str(int(number[0]) + drawn.choice((1, 2, 3)))
            yield replace(gone, text=_NUMBER.sub(other, one.text, count=1))
        elif own:
            word = drawn.choice(own)
            other = drawn.choice([w for w in words[one.language] if w not in own])
            yield replace(gone, text=one.text.replace(word, other))


def _words(text: str) -> list[str]:
    return [word for word in read_question(text).words if len(word) > 1]
