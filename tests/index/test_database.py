"""The database: reading goes on while another thread writes, and after a failed opening."""

from __future__ import annotations

import errno
import sqlite3
import threading
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from corpus.document import document
from corpus.errors import LibraryError
from corpus.passage import Passage
from index import database as databases
from index import word_index
from index.format import open_store
from index.library import Library
from index.store import Store
from tests.tiny import TinyEncoder


@pytest.fixture
def store(folder: Path) -> Store:
    """Of a library of one document."""
    with Library.open(folder, TinyEncoder(), builtin=False) as library:
        library.add(document("町", "町は、倉庫を置く。", "town.txt"))
    return open_store(folder / "library.db")


def test_who_asks_does_not_wait_for_who_writes(store: Store) -> None:
    with Library(store, TinyEncoder()) as library:
        begun, enough = threading.Event(), threading.Event()
        waited = list[bool]()

        def write() -> None:
            with store.database.transaction():
                library.remove("町")
                assert store.names() == []  # what it has written, it reads
                begun.set()
                waited.append(enough.wait(20))

        writing = threading.Thread(target=write)
        writing.start()
        assert begun.wait(20)
        generation = library.generation()
        assert [hit.passage.text for hit in library.search("倉庫", 1)] == ["町は、倉庫を置く。"]
        assert library.document("町").text == "町は、倉庫を置く。"
        enough.set()
        writing.join()
        assert waited == [True]  # the search was over before the writing was
        assert library.generation() != generation and library.search("倉庫", 1) == []


def test_closing_waits_for_who_reads(store: Store) -> None:
    library = Library(store, TinyEncoder())
    closing = threading.Thread(target=library.close)
    with store.database.snapshot():
        closing.start()
        closing.join(0.2)
        assert store.names() == ["町"]  # a closed connection in use may crash Python
    closing.join()
    with pytest.raises(LibraryError, match="open it again"):
        library.document("町")


@pytest.mark.parametrize("in_memory", [1 << 20, 1])
def test_the_words_are_made_before_others_have_to_wait(
    in_memory: int, store: Store, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.word_index._IN_MEMORY", in_memory)
    with Library(store, TinyEncoder()) as library:
        made = list[str]()

        def row(passage: Passage) -> tuple[str, str]:
            assert not store.database.in_transaction
            made.append(passage.text)
            return real(passage)

        real = word_index.row
        monkeypatch.setattr(word_index, "row", row)
        library.add(document("村", "村は、倉庫を置く。\n\n村長は、倉庫を守る。", "x.txt"))
        assert len(made) == 2 and library.verify() == []
        assert [path.name for path in folder.iterdir() if "library.db" not in path.name] == []


@pytest.mark.parametrize(("number", "reason"), [(errno.ENOSPC, "full"), (errno.EACCES, "")])
def test_words_for_which_there_is_no_room_are_an_error(
    number: int, reason: str, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(*_: object, **__: object) -> None:
        raise OSError(number, "no")

    monkeypatch.setattr(word_index, "SpooledTemporaryFile", failing)
    with Library(store, TinyEncoder()) as library:
        with pytest.raises(LibraryError, match="nothing was changed") as told:
            library.add(document("村", "村は、倉庫を置く。", "village.txt"))
        assert told.value.reason == reason and store.names() == ["町"]


def test_what_is_rolled_back_is_read_by_nobody(store: Store) -> None:
    burnt = document("町", "町は、倉庫を焼く。", "town.txt")
    with closing(store):

        def broken_off() -> None:
            with store.database.transaction():
                store.database.execute("UPDATE texts SET text = ?", (burnt.text,))
                store.database.execute("UPDATE documents SET sha256 = ?", (burnt.sha256,))
                store.database.advance()
                assert store.document("町") == burnt
                raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            broken_off()
        with store.database.transaction():
            store.database.advance()
        assert store.document("町").text == "町は、倉庫を置く。"


def test_one_that_may_only_be_read_is_read_again_after_it_could_not_be(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Library.open(folder, TinyEncoder()).close()
    monkeypatch.setattr(databases, "_may_write", lambda _: False)
    store = Store(folder / "library.db")
    before = store.names()
    store.database._seen = (0, 0, False)  # as if the file had been changed
    real = databases._open

    def failing(*_: Any, **__: Any) -> sqlite3.Connection:
        raise sqlite3.OperationalError("unable to open database file")

    monkeypatch.setattr(databases, "_open", failing)
    for _ in range(2):
        with pytest.raises(LibraryError, match="cannot be read"):
            store.names()
    monkeypatch.setattr(databases, "_open", real)
    assert store.names() == before
    store.close()


def test_a_library_of_an_older_model_that_may_only_be_read_says_so_at_once(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Library.open(folder, TinyEncoder("bundled", 8)).close()
    monkeypatch.setattr(databases, "_may_write", lambda _: False)
    newer = TinyEncoder("bundled", 16)
    with pytest.raises(LibraryError, match="open it once where it may be written"):
        Library.open(folder, newer)
    assert newer.encoded == 0
