"""Library: documents that can be searched. Adds, replaces, removes, and finds passages.

The whole of a library is one SQLite database in a folder. What is read of it at once, the
FAISS index over its vectors, is put together when the first question comes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path
from types import TracebackType

import numpy as np
from numpy.typing import NDArray

from corpus.aliases import aliases, other_names
from corpus.builtin import builtin_document
from corpus.document import Document, Original, ReadFile
from corpus.errors import DocumentError, HakushoError, LibraryError
from corpus.passage import Passage
from corpus.reading import read_again
from index.bilingual import searched_words
from index.embedding import Progress
from index.encoder import BUNDLED, Encoder
from index.format import open_store
from index.history import History
from index.hit import Hit
from index.numbered import Part, passages_of
from index.reindex import is_of_another_bundled, require_model
from index.reindex import reindex as embed_again
from index.search import POOL, nearest_of, search
from index.store import Entry, Store
from index.text_vectors import TextVectors
from index.transfer import export, importable, open_export
from index.vectors import Vectors
from index.verify import Fault, check_word_index, verify
from index.verify import repair as repair_faults
from index.write import Added, add, create, remake

DATABASE = "library.db"
_DEFINING = 20  # passages in which a question's names may be defined


class Library:
    """An open library folder. Safe to use from several threads and processes: one writes
    at a time, any number read, and see what was written without being opened again.

    history: the conversations people had with it.
    """

    def __init__(self, store: Store, encoder: Encoder) -> None:
        self._store = store
        self.history = History(store.database)
        self._encoder = encoder
        self._vectors = Vectors(encoder.dimension)
        self._generation = ""  # of what is in self._vectors
        self._opened_anew = 0  # when it was read
        self._texts = TextVectors(encoder)

    @classmethod
    def open(
        cls,
        folder: str | Path,
        encoder: Encoder,
        *,
        builtin: bool = True,
        reindex: bool = False,
        progress: Progress | None = None,
    ) -> Library:
        """Open the library in `folder`; create it, with the built-in section, if there
        is none.

        An existing library is embedded again where its vectors are those of another
        version's bundled model and this is the bundled one; where they are another
        model's, only if `reindex` says so. Raises LibraryError when the folder cannot be
        used, ModelMismatchError when the vectors are another model's.
        """
        path, _ = _database(folder)
        try:
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)  # conversations are private
        except OSError as error:
            raise LibraryError(
                f"The library folder {path.parent} cannot be made ({error.strerror}); "
                "choose another with --library."
            ) from error
        store = open_store(path)
        library = cls(store, encoder)
        try:
            made_with = store.database.get("model_sha256")
            if made_with is None:
                create(store, encoder, builtin_document() if builtin else None)
            elif made_with != encoder.sha256 and (reindex or is_of_another_bundled(store, encoder)):
                embed_again(store, encoder, progress)
            require_model(store, encoder)
        except BaseException:
            store.close()
            raise
        return library

    def close(self) -> None:
        """Let go of the files."""
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

    def entries(self) -> list[Entry]:
        """What there is to say of every document without reading it, in that order."""
        return self._store.entries()

    def names(self) -> list[str]:
        """The names of all documents, in that order."""
        return self._store.names()

    def same_text(self, document: Document) -> str:
        """The name of another document that has the very same text, the first; "" when none has.
        Both of them answer, so whoever has added a copy gets every answer twice."""
        names = self._store.names(document.sha256)
        return next((name for name in names if name != document.name), "")

    def entry(self, name: str) -> Entry:
        """What there is to say of one document. Raises DocumentError if unknown."""
        return self._store.entry(name)

    def document(self, name: str) -> Document:
        """Raises DocumentError, naming the documents there are."""
        return self._store.document(name)

    def original(self, name: str) -> Original:
        """The file a document was read from, byte for byte; its text as UTF-8 when it was
        added without. Raises DocumentError if unknown."""
        return self._store.original(name)

    def name_from(self, source: str) -> str | None:
        """The name of the document that was added from that path or address, if any."""
        return self._store.name_from(source)

    def passages(self, name: str) -> list[Passage]:
        """The passages of a document, in order. Raises DocumentError if unknown."""
        return self._store.passages_of(name)

    def passages_at(self, document: Document, starts: Sequence[int]) -> list[Passage]:
        """The passages of a document that begin at those offsets, in order."""
        return self._store.passages_at(document, starts)

    def together(self, passage: Passage) -> list[Passage]:
        """The passages near one and under the same headings, itself among them, in order."""
        return self._store.together(passage)

    @property
    def read_only(self) -> bool:
        """Whether the library may only be read: no document can be added or removed."""
        return self._store.database.read_only

    def generation(self) -> str:
        """A value that changes with every write; until then, what was read may be kept."""
        return self._store.database.generation()

    def add(
        self,
        item: Document | ReadFile,
        *,
        progress: Progress | None = None,
        replacing: bool = True,
    ) -> Added:
        """Add a document, all or nothing. One that is there already is left as it is; a
        document of the same name and source is replaced by this, if `replacing`.

        Given a ReadFile, its original is kept too. What is embedded before an interruption
        is not embedded again the next time. `progress` counts passages. Raises DocumentError
        when another document has the name, and may not be replaced.
        """
        return add(self._store, self._encoder, item, progress, replacing=replacing)

    def remove(self, name: str, sha256: str | None = None) -> None:
        """Remove a document. Raises DocumentError if unknown, or if its text has another digest
        than the one that is given, if any: others may have replaced it meanwhile."""
        self._store.remove(name, sha256)

    def reread(self, name: str, *, progress: Progress | None = None) -> Added:
        """Read a document anew from its original, or divide its text anew where it has none,
        as this version does that. "unchanged" when its text came out as it was. What is
        embedded already is not embedded again. Raises DocumentError when it is unknown or can
        no longer be read, and LibraryError when its original is damaged; then it stays."""
        self._store.database.require_writable()  # before the long work
        require_model(self._store, self._encoder)
        before = self._store.entry(name).sha256
        added = remake(self._store, self._encoder, self._store.id_of(name), read_again, progress)
        same = self._store.entry(name).sha256 == before  # raises where others have removed it
        return Added("unchanged" if same else "replaced", added.passages if added else 0)

    # --- the whole

    def export_to(self, target: str | Path) -> None:
        """Write the library, as it is now, to a new file. Raises LibraryError if it cannot."""
        export(self._store, Path(target))

    def import_from(
        self, path: str | Path, *, replacing: bool = False, progress: Progress | None = None
    ) -> Iterator[tuple[str, Added | HakushoError]]:
        """Add every document of an exported library, each in a transaction of its own. Yields
        its name and what was done, or why it could not be added. The export may hold an older
        version of a document than is here, so that one is replaced only if `replacing`. Texts
        whose vectors the export holds are not embedded again. Raises LibraryError when the file
        is no exported library."""
        with open_export(Path(path)) as other:
            for name, item in importable(other):
                if isinstance(item, HakushoError):
                    yield name, item
                    continue
                try:
                    added = add(
                        self._store,
                        self._encoder,
                        item,
                        progress,
                        replacing=replacing,
                        lender=other,
                    )
                except DocumentError as error:
                    yield name, error
                else:
                    yield name, added

    def verify(self, *, repair: bool = False) -> list[Fault]:
        """Check everything there is: the faults that were found; [] when there are none.

        With `repair`, what comes from the documents is made again where it is faulty, and
        the faults are those that are left. Nothing is written to a file that is damaged itself:
        that could destroy what can be read still.
        """
        faults = verify(self._store, self._encoder)
        if not any(fault.remake == "words" for fault in faults):
            faults += check_word_index(self._store)
        if repair and not any(fault.whole for fault in faults):
            repair_faults(self._store, self._encoder, faults)
            self._generation = ""
            return self.verify() if faults else []
        return faults

    # --- search

    def search(
        self,
        question: str,
        k: int = 10,
        documents: Sequence[str] | None = None,
        also: Sequence[str] = (),
        part: Part | None = None,
    ) -> list[Hit]:
        """The k passages that match best, best first; fewer when there are fewer. Only of
        the documents with those names, if any are given: raises DocumentError for one that
        is not there.

        also: other names for what the question names (`other_names`), searched as words too.
        part: what the question asks for by its number; then its passages only, if there is any.
        """
        terms, others = searched_words(question, also)
        vector = self._texts.of([question])[0]
        with self._store.database.snapshot():
            chosen = self._chosen(documents)
            if part is not None:
                numbered = passages_of(self._store, part, chosen)
                return nearest_of(self._store, self._refresh(), vector, numbered, k)
            return search(self._store, self._refresh(), vector, terms, others, k, chosen)

    def other_names(self, question: str, documents: Sequence[str] | None = None) -> list[str]:
        """Other names for what the question names, as the passages that have its words define
        them: 市本部 for 災害対策本部. Documents as for `search`."""
        terms, others = searched_words(question)
        words = [*terms, *others]
        with self._store.database.snapshot():
            found = self._store.words.search(words, POOL, self._chosen(documents))
            passages = self._store.passages([i for i, _ in found[:_DEFINING]])
        return other_names(question, (pair for p in passages.values() for pair in aliases(p)))

    def _chosen(self, documents: Sequence[str] | None) -> list[int] | None:
        return None if documents is None else [self._store.id_of(n) for n in documents]

    def frequencies(self, words: Sequence[str]) -> tuple[dict[str, int], int]:
        """In how many passages each index term stands, and how many passages there are."""
        with self._store.database.snapshot():
            return self._store.words.frequencies(words), self._store.count_passages()

    def documents_with(self, word: str) -> frozenset[str]:
        """The names of the documents in which an index term stands."""
        return self._store.words.documents_with(word)

    def similarities(self, texts: Sequence[str], others: Sequence[str]) -> NDArray[np.float32]:
        """Cosines of words or short texts: float32 (len(texts), len(others))."""
        return self._texts.similarities(texts, others)

    def prepare(self, texts: Sequence[str]) -> None:
        """Begins, on another core, what `search` and `similarities` of these texts will need."""
        self._texts.prepare(texts)

    def _refresh(self) -> Vectors:
        """The FAISS index of the database as it is now; what is in it already is not read
        again. Called inside a snapshot, whose lock it relies on."""
        generation = self.generation()
        if generation != self._generation:
            require_model(self._store, self._encoder)
            self._generation = ""
            blocks, opened_anew = self._store.blocks, self._store.database.opened_anew
            if opened_anew != self._opened_anew:  # the same numbers may be of other vectors
                self._vectors, self._opened_anew = Vectors(self._encoder.dimension), opened_anew
            self._vectors.update(blocks.listed(), blocks.rows)
            self._generation = generation
        return self._vectors


def recorded_model(folder: str | Path) -> str:
    """The name of the model that the library in `folder` was made with; the bundled
    model's when there is no library yet."""
    path, there = _database(folder)
    if not there:
        return BUNDLED
    with closing(open_store(path)) as store:
        return store.database.get("model_name") or BUNDLED


def _database(folder: str | Path) -> tuple[Path, bool]:
    """The database in that folder, and whether it is there."""
    try:
        path = Path(folder).expanduser() / DATABASE
        return path, path.exists()
    except (OSError, RuntimeError) as error:  # RuntimeError: the home of nobody
        raise LibraryError(
            f"The library folder {folder} cannot be looked into ({error}); choose another with "
            "--library."
        ) from error
