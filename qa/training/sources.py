"""The documents and questions that the reader learns from, read into one form.

Does: read the project's own written documents and JaQuAD, in each language they are printed in.
Does not: decide what is drawn of them, or make examples (see `examples.py`).
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from corpus.span import Span
from index.training import sources
from index.training.asked import bigrams
from qa.question import LANGUAGES, Language
from qa.reader import Excerpt


@dataclass(frozen=True, slots=True)
class Ask:
    """A question and the number of the sentence that answers it, None where none does.

    span: the answer in the narrow sense as (start, end) in that sentence, if it is known.
    about: for a question that nothing answers, the sentence it is nearest to, if known.
    also: other sentences that may answer too and must not count as wrong.
    """

    text: str
    language: Language
    sentence: int | None
    span: Span | None = None
    about: int | None = None
    also: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Text:
    """The sentences of a document in one language, the heading of each, and its questions."""

    name: str
    printed: Language
    sentences: tuple[str, ...]
    headings: tuple[str, ...]
    asks: tuple[Ask, ...]

    def excerpt(self, i: int) -> Excerpt:
        """Sentence `i` as the reader is given it."""
        goes_on = i > 0 and self.headings[i - 1] == self.headings[i]
        before = self.sentences[i - 1] if goes_on else ""
        return Excerpt(self.sentences[i], self.headings[i], before)


def written(*, held_out: bool, files: Collection[str] = ()) -> list[Text]:
    """The project's own documents: those that only measure, or those to learn from.

    files: names of the files to read, such as "reports_69"; () for all. Raises SourceError for
        a name that no file has.
    """
    known = {path.stem for path in sources.written_paths()}
    if unknown := sorted(set(files) - known):
        raise sources.SourceError(f"no file of written documents is named {', '.join(unknown)}")
    records = [
        (json.loads(line), read)
        for kind, read in (("reports", _document), ("documents", _plain_document))
        for path in sources.written_paths(kind)
        if not files or path.stem in files
        for line in path.read_text("utf-8").splitlines()
    ]
    return [
        text
        for record, read in records
        if sources.is_held_out(record["id"]) == held_out
        for text in read(record)
    ]


def _document(record: dict[str, Any]) -> Iterator[Text]:
    for printed in LANGUAGES:
        sentences: list[str] = []
        headings: list[str] = []
        asks: list[Ask] = []
        heading_key = "heading" if printed == "ja" else "heading_en"
        for section in record["sections"]:
            for entry in section["sentences"]:
                number, text = len(sentences), entry[printed]
                sentences.append(text)
                headings.append(section[heading_key])
                for language, question, ja, en in entry["asks"]:
                    span = _span(text, ja if printed == "ja" else en)
                    asks.append(Ask(question, language, number, span))
                for language, question in entry["misses"]:
                    asks.append(Ask(question, language, None, about=number))
        yield Text(str(record["id"]), printed, tuple(sentences), tuple(headings), tuple(asks))


def _plain_document(record: dict[str, Any]) -> Iterator[Text]:
    """A document written for the encoder: of an answer only its sentence is known."""
    for printed in LANGUAGES:
        sentences = tuple(entry[printed] for entry in record["sentences"])
        asks = [
            Ask(question, language, number)
            for number, entry in enumerate(record["sentences"])
            for language in LANGUAGES
            for question in entry["questions"][language]
        ]
        asks += [
            Ask(question, language, None)
            for language in LANGUAGES
            for question in record["unanswerable"][language]
        ]
        yield Text(str(record["id"]), printed, sentences, ("",) * len(sentences), tuple(asks))


def _span(text: str, answer: str) -> Span | None:
    """Where the answer stands, None where it is empty or stands twice."""
    if not answer or text.count(answer) != 1:
        return None
    start = text.index(answer)
    return start, start + len(answer)


def jaquad(data: Path) -> list[Text]:
    """JaQuAD's passages with their questions, in Japanese, and in English those that were
    written for this project."""
    english = sources.jaquad_english()
    records, passages = sources.jaquad(data)
    by_passage: dict[str, list[dict[str, Any]]] = {}
    for record in records:
        by_passage.setdefault(str(record["passage_id"]), []).append(record)
    return [
        text
        for name, some in by_passage.items()
        if (text := _passage(name, passages[name].text, some, english)).asks
    ]


def _passage(
    name: str, passage: str, records: list[dict[str, Any]], english: dict[str, str]
) -> Text:
    from corpus.sentence import sentences

    texts = tuple(passage[start:end] for start, end in sentences(passage))
    asks: list[Ask] = []
    for record in records:
        question = str(record["question"])
        answers = [str(a) for a in record["answers"]]
        holds = [i for i, text in enumerate(texts) if any(a in text for a in answers)]
        if not holds:
            continue
        # Where several sentences hold the answer, the one most like the question is meant.
        like = bigrams(question)
        best = max(holds, key=lambda i: len(like & bigrams(texts[i])))
        span = next((s for a in answers if (s := _span(texts[best], a))), None)
        also = tuple(holds)
        asks.append(Ask(question, "ja", best, span, also=also))
        translated = english.get(str(record["qid"]))
        if translated is not None:
            asks.append(Ask(translated, "en", best, span, also=also))
    return Text(name, "ja", texts, ("",) * len(texts), tuple(asks))
