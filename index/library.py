"""Library: documents that can be searched. Adds, removes, and finds passages by meaning
and by words.

Search gathers candidates from the FAISS index (passages, sentences, clauses)
and from the word index, and fuses the two rankings. It does not decide what answers:
see `qa.answer`.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import TracebackType

import numpy as np
from numpy.typing import NDArray

from corpus.clause import clauses
from corpus.document import Document, builtin_document
from corpus.errors import LibraryError, ModelMismatchError
from corpus.passage import Passage
from corpus.sentence import sentences
from corpus.structure import passages
from index.encoder import BUNDLED, Encoder
from index.hit import Hit, Sentence
from index.lexical import tokens
from index.span import Span, StoredSpan, Unit
from index.store import Store
from index.vectors import Vectors

_DATABASE = "library.db"
_VECTORS = "vectors.faiss"
_POOL = 30  # passages taken from each ranking before fusion
_SPANS_PER_PASSAGE = 6  # nearest spans asked of FAISS for each passage wanted
_WORDS_KEPT = 20_000  # word vectors at hand, some 30 MB
_RANK_OFFSET = 20  # of reciprocal rank fusion: how much the first ranks count
_log = logging.getLogger(__name__)


class Library:
    """An open library folder. Safe to use from several threads and processes."""

    def __init__(self, folder: Path, store: Store, encoder: Encoder) -> None:
        self._folder = folder
        self._store = store
        self._encoder = encoder
        self._vectors: Vectors | None = None
        self._generation = ""
        self._word_vectors: dict[str, NDArray[np.float32]] = {}

    @classmethod
    def open(
        cls,
        folder: str | Path,
        encoder: Encoder,
        *,
        builtin: bool = True,
        reindex: bool = False,
    ) -> Library:
        """Open the library in `folder`; create it, with the built-in section, if there
        is none.

        An existing library is not embedded again, unless its vectors are another
        model's and `reindex` says so. Raises LibraryError when the folder cannot be
        used, ModelMismatchError when the vectors are another model's.
        """
        folder = Path(folder).expanduser()
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise LibraryError(
                f"The library folder {folder} cannot be made ({error.strerror}); "
                "choose another with --library."
            ) from error
        library = cls(folder, Store(folder / _DATABASE), encoder)
        try:
            if library._store.get("model_sha256") is None:
                library._create(builtin)
            elif reindex and library._store.get("model_sha256") != encoder.sha256:
                library._reindex()
            library._require_model()
        except BaseException:
            library._store.close()
            raise
        return library

    def _create(self, builtin: bool) -> None:
        """Model and first document in one transaction: there is no library without both."""
        first = self._embed(builtin_document()) if builtin else None
        with self._store.transaction():
            if self._store.get("model_sha256") is not None:
                return  # another process was first
            self._record_model(self._encoder)
            if first is not None:
                self._store.add(*first)

    def _require_model(self) -> None:
        """Raises ModelMismatchError unless the vectors are those of this encoder."""
        if self._store.get("model_sha256") != self._encoder.sha256:
            raise ModelMismatchError(
                f"The library in {self._folder} was made with the model "
                f"“{self._store.get('model_name')}”, not with this “{self._encoder.name}”; run "
                f"`hakusho reindex --library {self._folder} --model {self._encoder.name}` "
                "to embed it again."
            )

    def _record_model(self, encoder: Encoder) -> None:
        self._store.set("model_name", encoder.name)
        self._store.set("model_sha256", encoder.sha256)
        self._store.set("dimension", str(encoder.dimension))

    def close(self) -> None:
        """Save the FAISS cache if it is newer than the file, and let go of the files."""
        try:
            with self._store.snapshot():
                self._refresh()
        except LibraryError as error:
            _log.warning("%s", error)  # only a cache: the next start builds it again
        finally:
            self._store.close()

    def __enter__(self) -> Library:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    # --- documents

    def documents(self) -> list[Document]:
        """All documents, in the order they were added."""
        return self._store.documents()

    def document(self, name: str) -> Document:
        """Raises DocumentError, naming the documents there are."""
        return self._store.document(name)

    def passages(self, name: str) -> list[Passage]:
        """The passages of a document, in order. Raises DocumentError if unknown."""
        return self._store.passages_of(name)

    def passages_at(self, document: Document, starts: Sequence[int]) -> list[Passage]:
        """The passages of a document that begin at those offsets, in order."""
        return self._store.passages_at(document, starts)

    def generation(self) -> str:
        """Another one after every change: until then, what was read may be kept."""
        return self._store.generation()

    def add(self, document: Document) -> int:
        """Add a document; the number of its passages. All or nothing.

        Raises DocumentError when a document of that name is there already.
        """
        embedded = self._embed(document)
        with self._store.transaction():
            self._require_model()  # another process may have changed it meanwhile
            self._store.add(*embedded)
        return len(embedded[1])

    def _embed(
        self, document: Document
    ) -> tuple[Document, list[Passage], list[Span], NDArray[np.float16]]:
        found = passages(document)
        spans = [span for i, passage in enumerate(found) for span in _spans(i, passage)]
        texts = [_embedded(document.text[s.start : s.end], found[s.passage], s.unit) for s in spans]
        return document, found, spans, self._encoder.encode_passages(texts).astype(np.float16)

    def remove(self, name: str) -> None:
        """Remove a document. Raises DocumentError if unknown."""
        self._store.remove(name)

    def _reindex(self) -> None:
        """Embed everything again; written in one transaction, and only if the library is
        still what was read: embedding takes long, and others may write meanwhile."""
        while True:
            ids, texts = [], []
            with self._store.snapshot():
                generation = self._store.generation()
                for span_id, text, passage, unit in self._store.span_texts():
                    ids.append(span_id)
                    texts.append(_embedded(text, passage, unit))
            vectors = self._encoder.encode_passages(texts).astype(np.float16)
            with self._store.transaction():
                if self._store.generation() == generation:
                    self._store.replace_vectors(ids, vectors)
                    self._record_model(self._encoder)
                    return

    # --- search

    def search(self, question: str, k: int = 10) -> list[Hit]:
        """The k passages that match best, best first; fewer when there are fewer."""
        vector = self._encoder.encode_questions([question])[0]
        words = list(dict.fromkeys(tokens(question)))
        with self._store.snapshot():
            span_ids, _ = self._refresh().search(vector, max(k, _POOL) * _SPANS_PER_PASSAGE)
            owners = self._store.owners([int(i) for i in span_ids])
            # The first span of a passage is its best: a passage ranks by that one.
            dense = list(dict.fromkeys(owners[int(i)] for i in span_ids if int(i) in owners))
            lexical = self._store.search_words(words, max(k, _POOL))
            scores = _fuse([dense, [i for i, _ in lexical]])
            best = sorted(scores, key=lambda i: (-scores[i], i))[:k]
            return self._hits(best, scores, dict(lexical), vector)

    def frequencies(self, words: Sequence[str]) -> tuple[dict[str, int], int]:
        """In how many passages each index term stands, and how many passages there are."""
        with self._store.snapshot():
            return self._store.frequencies(words), self._store.count_passages()

    def similarities(self, texts: Sequence[str], others: Sequence[str]) -> NDArray[np.float32]:
        """Cosines of words or short texts: float32 (len(texts), len(others)).

        Their vectors are kept for the next time, since words come again and again.
        """
        if len(self._word_vectors) > _WORDS_KEPT:
            self._word_vectors = {}
        known = self._word_vectors  # another thread may begin a new one meanwhile
        new = [text for text in dict.fromkeys((*texts, *others)) if text not in known]
        if new:
            known.update(zip(new, self._encoder.encode_questions(new), strict=True))
        rows, columns = (np.stack([known[text] for text in some]) for some in (texts, others))
        cosines: NDArray[np.float32] = rows @ columns.T
        return cosines

    def _hits(
        self,
        ids: list[int],
        scores: dict[int, float],
        lexical: dict[int, float],
        vector: NDArray[np.float32],
    ) -> list[Hit]:
        found = self._store.passages(ids)
        spans: dict[int, list[StoredSpan]] = {i: [] for i in ids}
        for span in self._store.spans(ids):
            spans[span.passage_id].append(span)
        return [
            Hit(
                passage=found[i],
                score=scores[i],
                cosine=max(_cosine(span, vector) for span in spans[i]),
                lexical=lexical.get(i, 0.0),
                sentences=tuple(
                    _sentence(span, spans[i], vector)
                    for span in spans[i]
                    if span.unit == "sentence"
                ),
            )
            for i in ids
        ]

    def _refresh(self) -> Vectors:
        """The FAISS index of the database as it is now: the one at hand, the saved one
        if it fits, or built anew and saved. Called inside a snapshot, whose lock it
        relies on."""
        generation = self._store.generation()
        if self._vectors is None or generation != self._generation:
            self._require_model()
            stamp = self._store.stamp()
            path = self._folder / _VECTORS
            vectors = Vectors.load(path, stamp)
            if vectors is None:
                vectors = Vectors.build(*self._store.vectors())
                try:
                    vectors.save(path, stamp)
                except OSError as error:
                    # Only a cache: the next start builds it again.
                    _log.warning("%s could not be saved (%s)", path, error.strerror)
            self._vectors, self._generation = vectors, generation
        return self._vectors


def recorded_model(folder: str | Path) -> str:
    """The name of the model that the library in `folder` was made with; the bundled
    model's when there is no library yet."""
    path = Path(folder).expanduser() / _DATABASE
    if not path.exists():
        return BUNDLED
    store = Store(path)
    try:
        return store.get("model_name") or BUNDLED
    finally:
        store.close()


def _spans(number: int, passage: Passage) -> Iterator[Span]:
    """What is embedded of a passage: the whole, each sentence, each clause of a long one."""
    text = passage.document.text
    yield Span(number, passage.start, passage.end, "passage")
    for start, end in sentences(text, passage.start, passage.end):
        yield Span(number, start, end, "sentence")
        for first, last in clauses(text, start, end):
            yield Span(number, first, last, "clause")


def _embedded(text: str, passage: Passage, unit: Unit) -> str:
    """What the encoder reads: a passage under its last heading, its sentences and clauses
    as they are, all of a note after the words it explains."""
    if passage.explains is not None:
        return f"{passage.document.text[slice(*passage.explains)]}: {text}"
    if unit == "passage" and passage.headings:
        return f"{passage.headings[-1]}\n{text}"
    return text


def _cosine(span: StoredSpan, vector: NDArray[np.float32]) -> float:
    return float(np.clip(span.vector @ vector, -1.0, 1.0))


def _sentence(
    sentence: StoredSpan, spans: Sequence[StoredSpan], vector: NDArray[np.float32]
) -> Sentence:
    """A sentence with its best cosine: its own, or that of one of its clauses."""
    inside = (
        span
        for span in spans
        if span.unit != "passage" and sentence.start <= span.start and span.end <= sentence.end
    )
    return Sentence(sentence.start, sentence.end, max(_cosine(span, vector) for span in inside))


def _fuse(rankings: Sequence[Sequence[int]]) -> dict[int, float]:
    """Reciprocal rank fusion (Cormack et al. 2009), scaled so that first in all is 1."""
    scores: dict[int, float] = {}
    share = (_RANK_OFFSET + 1) / len(rankings)
    for ranking in rankings:
        for rank, item in enumerate(ranking, start=1):
            scores[item] = scores.get(item, 0.0) + share / (_RANK_OFFSET + rank)
    return scores
