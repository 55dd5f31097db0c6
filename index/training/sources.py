"""Every text the model is trained on, read from checked files.

Does: check each file before it is read, and read it into plain values.
Does not: download anything, clean text, or decide how often a source is seen (see `batches.py`).
"""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from corpus.glossary import glossary
from index.training.table import PARALLEL, QUESTIONS, Source

WRITTEN = Path(__file__).parent / "written"
HELD_OUT_EVERY = 4  # written documents whose number this divides are for measuring only


class SourceError(Exception):
    """A training file is missing or is not the one the recipe was written for."""


@dataclass(frozen=True, slots=True)
class Pair:
    """The same text in both languages."""

    ja: str
    en: str


@dataclass(frozen=True, slots=True)
class Article:
    """A passage of JaQuAD and the title of the article it is from."""

    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """A Japanese sentence, its translation, the questions it answers, and those in either
    language that look as if it did."""

    ja: str
    en: str
    questions_ja: tuple[str, ...]
    questions_en: tuple[str, ...]
    heading: Pair = Pair("", "")  # what it stands under
    misses: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Group:
    """Sentences of one document or passage; each a hard negative for its neighbours."""

    name: str
    sentences: tuple[Sentence, ...]


BY_NAME = {source.name: source for source in PARALLEL + QUESTIONS}


@cache
def checked(data: Path, source: Source) -> Path:
    """The path of `source` under `data`; SourceError if it is missing or not the same bytes."""
    path = data / source.path
    if not path.is_file():
        raise SourceError(f"{path} is missing: {source.origin} ({source.licence})")
    size = path.stat().st_size
    if size != source.size:
        raise SourceError(f"{path} has {size} bytes, the recipe expects {source.size}")
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    if digest != source.sha256:
        raise SourceError(f"{path} has sha256 {digest}, the recipe expects {source.sha256}")
    return path


def check_all(data: Path) -> None:
    """Check every file of the table, so that a long run fails in its first seconds or not here."""
    for source in PARALLEL + QUESTIONS:
        checked(data, source)
    if not written_paths():
        raise SourceError(f"{WRITTEN} holds no documents")


def parallel_pairs(data: Path, name: str) -> list[Pair]:
    """All pairs of one parallel source, in file order; `written_*` names are the project's own."""
    if name == "written_glossary":
        return [Pair(term.ja, term.en) for term in glossary()]
    if name == "written_documents":
        return [
            Pair(s.ja, s.en) for group in written_documents(held_out=False) for s in group.sentences
        ]
    path = checked(data, BY_NAME[name])
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [Pair(*line.rstrip("\n").split("\t")) for line in lines]


def written_paths(kind: str = "*") -> list[Path]:
    """The project's own document files, in order; of one kind: `documents`, whose sentences
    have questions alone, or `reports`, which have headings, answers and near misses too."""
    return sorted(WRITTEN.glob(f"{kind}_*.jsonl"))


def is_held_out(document_id: str) -> bool:
    """True for documents that only measure: `w1-04`, `w1-08`, ... and never `w1-05`."""
    return int(document_id.rsplit("-", 1)[1]) % HELD_OUT_EVERY == 0


def written_documents(*, held_out: bool) -> list[Group]:
    """The project's own documents: those to measure with, or those to train on."""
    records = [
        json.loads(line)
        for path in written_paths()
        for line in path.read_text(encoding="utf-8").splitlines()
    ]
    return [
        Group(record["id"], tuple(_sentences(record)))
        for record in records
        if is_held_out(record["id"]) == held_out
    ]


def _sentences(record: dict[str, Any]) -> Iterator[Sentence]:
    for entry in record.get("sentences", ()):
        asks = entry["questions"]
        yield Sentence(entry["ja"], entry["en"], tuple(asks["ja"]), tuple(asks["en"]))
    for section in record.get("sections", ()):
        heading = Pair(section["heading"], section["heading_en"])
        for entry in section["sentences"]:
            ja, en = (
                tuple(ask[1] for ask in entry["asks"] if ask[0] == language)
                for language in ("ja", "en")
            )
            misses = tuple(question for _, question in entry["misses"])
            yield Sentence(entry["ja"], entry["en"], ja, en, heading, misses)


def jaquad_english() -> dict[str, str]:
    """{question id: the question in English} of those of JaQuAD that were put into English."""
    lines = (WRITTEN / "jaquad_en.tsv").read_text(encoding="utf-8").splitlines()
    return dict(line.split("\t", 1) for line in lines)


def jaquad(data: Path) -> tuple[list[dict[str, Any]], dict[str, Article]]:
    """JaQuAD's training questions as read, and its passages by their id."""
    with gzip.open(checked(data, BY_NAME["jaquad_train"]), "rt", encoding="utf-8") as lines:
        questions = [json.loads(line) for line in lines]
    path = checked(data, BY_NAME["jaquad_train.passages"])
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        passages = {p["id"]: Article(p["title"], p["text"]) for p in map(json.loads, lines)}
    return questions, passages
