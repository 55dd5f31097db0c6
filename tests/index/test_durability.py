"""What a library survives, with the fault really injected: nothing that was committed is
lost, and what fails says so and changes nothing."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, closing
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from corpus.builtin import builtin_document
from corpus.document import Document, Original, ReadFile, document
from corpus.errors import HakushoError, LibraryError, ModelError, ModelMismatchError
from index.database import Database
from index.encoder import _in_batches
from index.format import open_store
from index.library import Library, recorded_model
from index.write import Added
from tests.benchmarks import kills
from tests.required import skip_off_linux
from tests.tiny import TinyEncoder

Row = tuple[object, ...]


def town(number: int = 1, lines: int = 3) -> Document:
    text = "".join(
        f"第{i}条 町{number}は、倉庫{i}を{i * number}か所に置く。\n" for i in range(lines)
    )
    return document(f"町{number}", text, f"town-{number}.txt")


def reading(made: Document) -> ReadFile:
    return ReadFile(made, Original(made.text.encode("cp932"), "text/plain", "cp932"), ("as CP932",))


def rows(folder: Path) -> dict[str, list[Row]]:
    """All that a library holds, but for its cache of vectors made in advance."""
    with closing(sqlite3.connect(folder / "library.db")) as database:
        return {
            table: database.execute(f"SELECT * FROM {table}").fetchall()
            for table in ("meta", "documents", "texts", "original_parts", "passages", "spans")
        } | {"blocks": database.execute("SELECT id FROM blocks WHERE document_id > 0").fetchall()}


def found(library: Library) -> set[tuple[str, int, float]]:
    hits = library.search("倉庫", 50)
    return {(h.passage.document.name, h.passage.start, h.cosine) for h in hits}


@pytest.fixture
def made(folder: Path) -> Path:
    """A library of two documents, closed."""
    with Library.open(folder, TinyEncoder(), builtin=False) as library:
        library.add(reading(town(1)))
        library.add(town(2))
    return folder


def assert_unchanged(folder: Path, before: dict[str, list[Row]]) -> None:
    assert rows(folder) == before
    with Library.open(folder, TinyEncoder()) as library:
        assert library.verify() == []
        assert library.search("倉庫", 3)


def test_it_is_killed_at_any_moment(tmp_path: Path) -> None:
    assert sum(kills.run(15, tmp_path, seed=7).values()) == 15


# --- disks


def test_a_disk_that_is_full(made: Path) -> None:
    before = rows(made)
    for one in (town(3, 400), document("町2", town(2, 400).text, "town-2.txt")):
        store = open_store(made / "library.db")
        with Library(store, TinyEncoder()) as library:
            with store.database.transaction():
                (pages,) = store.database.execute("PRAGMA page_count").fetchone()
                store.database.execute(f"PRAGMA max_page_count = {pages + 8}")
            with pytest.raises(LibraryError, match=r"full.*nothing was changed; make room"):
                library.add(one)
        assert_unchanged(made, before)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    place = tmp_path / "disk"
    place.mkdir()
    with mounted(["-t", "tmpfs", "-o", "size=400k", "tmpfs", str(place)], place):
        yield place


class mounted:  # noqa: N801 - used like a function
    """A file system mounted for the time of a test, which is skipped where that is not
    allowed."""

    def __init__(self, arguments: list[str], place: Path) -> None:
        self._arguments, self._place = arguments, place

    def __enter__(self) -> None:
        if shutil.which("mount") is None:
            skip_off_linux("there is no mount")
        if subprocess.run(["mount", *self._arguments], capture_output=True).returncode:
            skip_off_linux("may not mount")

    def __exit__(self, *_: object) -> None:
        subprocess.run(["umount", "--lazy", str(self._place)], check=True)


def test_a_real_disk_that_is_full(small_disk: Path, made: Path) -> None:
    folder = small_disk / "library"
    shutil.copytree(made, folder)
    before = rows(folder)
    with Library.open(folder, TinyEncoder()) as library:
        with pytest.raises(LibraryError, match="nothing was changed"):
            library.add(town(3, 3000))
        with pytest.raises(LibraryError, match="cannot be written"):
            library.export_to(small_disk / "packed")
    assert sorted(path.name for path in small_disk.iterdir()) == ["library"]
    assert_unchanged(folder, before)


@pytest.fixture
def view(made: Path, tmp_path: Path) -> Iterator[Path]:
    """The library's folder as one who may only read it sees it."""
    if os.geteuid() != 0:
        made.chmod(0o555)
        (made / "library.db").chmod(0o444)
        yield made
        made.chmod(0o755)
        (made / "library.db").chmod(0o644)
        return
    place = tmp_path / "view"
    place.mkdir()
    with mounted(["--bind", str(made), str(place)], place):
        subprocess.run(["mount", "-o", "remount,ro,bind", str(place)], check=True)
        yield place


def test_a_folder_that_may_only_be_read_can_be_asked(view: Path, made: Path) -> None:
    before = rows(made)
    with Library.open(view, TinyEncoder()) as library:
        assert library.search("倉庫", 3) and library.verify() == []
        for change in (
            lambda: library.add(town(3)),
            lambda: library.remove("町1"),
            lambda: Library.open(view, TinyEncoder("other"), reindex=True),
        ):
            with pytest.raises(LibraryError, match="may only be read"):
                change()
    assert recorded_model(view) == "tiny"
    assert rows(made) == before
    assert [path.name for path in view.iterdir()] == ["library.db"]


@pytest.mark.skipif(os.name != "posix" or os.geteuid() != 0, reason="needs a mount")
def test_a_reader_who_may_not_write_sees_what_another_writes(view: Path, made: Path) -> None:
    with Library.open(view, TinyEncoder()) as reader:
        assert len(reader.search("倉庫", 50)) == 6
        with Library.open(made, TinyEncoder()) as writer:
            writer.add(town(3))
            assert len(reader.search("倉庫", 50)) == 9
        assert len(reader.search("倉庫", 50)) == 9
        with Library.open(made, TinyEncoder()) as writer:
            writer.remove("町1")
        assert len(reader.search("倉庫", 50)) == 6


def test_one_that_is_put_in_the_place_of_another_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Both have changed as often, and their vectors have the same numbers."""
    one, other = (document("町", f"町は、{what}を置く。\n" * 9, "x") for what in ("倉庫", "公園"))
    for place, given in (("a", one), ("b", other)):
        with Library.open(tmp_path / place, TinyEncoder(), builtin=False) as library:
            library.add(given)
    monkeypatch.setattr("index.database._may_write", lambda _: False)
    with Library.open(tmp_path / "b", TinyEncoder()) as library:
        expected = library.search("公園", 9)
    with Library.open(tmp_path / "a", TinyEncoder()) as library:
        assert library.search("倉庫", 1) and library.document("町") == one
        (tmp_path / "b" / "library.db").replace(tmp_path / "a" / "library.db")
        library._store.database._seen = (0, 0, False)  # as where nothing may be written beside it
        assert library.document("町") == other
        assert library.search("公園", 9) == expected


# --- damage


@pytest.mark.parametrize("rubbish", [b"", b"x" * 5000])
def test_a_faiss_file_beside_it_means_nothing(rubbish: bytes, made: Path) -> None:
    with Library.open(made, TinyEncoder()) as library:
        before = library.search("倉庫", 9)
    (made / "vectors.faiss").write_bytes(rubbish)
    with Library.open(made, TinyEncoder()) as library:
        assert library.search("倉庫", 9) == before


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE vectors SET rows = substr(rows, 1, length(rows) - 2)",  # cut off
        "UPDATE vectors SET rows = substr(rows, 3)",
        "UPDATE vectors SET rows = zeroblob(length(rows))",  # garbled
        "UPDATE vectors SET rows = (SELECT rows FROM vectors ORDER BY block_id DESC)",  # swapped
        "DELETE FROM vectors",
        "UPDATE blocks SET count = count + 1",
    ],
)
def test_vectors_that_are_not_what_was_written_are_refused_and_made_again(
    damage: str, made: Path
) -> None:
    with Library.open(made, TinyEncoder()) as library:
        before = found(library)
    with closing(sqlite3.connect(made / "library.db")) as database, database:
        database.execute(f"{damage} WHERE {'id' if 'blocks' in damage else 'block_id'} = 1")
    with Library.open(made, TinyEncoder()) as library:
        with pytest.raises(LibraryError, match="hakusho verify --repair"):
            library.search("倉庫", 9)
        assert library.verify()
        assert library.verify(repair=True) == []
        assert found(library) == before


def test_the_database_of_another_library(made: Path, tmp_path: Path) -> None:
    with Library.open(tmp_path / "other", TinyEncoder("other")):
        pass
    shutil.copy(tmp_path / "other" / "library.db", made / "library.db")
    with pytest.raises(ModelMismatchError, match="hakusho reindex"):
        Library.open(made, TinyEncoder())


def test_a_database_that_is_cut_off(made: Path) -> None:
    whole = (made / "library.db").read_bytes()
    (made / "library.db").write_bytes(whole[: len(whole) // 2])
    with pytest.raises(LibraryError, match="restore it from a copy"):
        Library.open(made, TinyEncoder()).search("倉庫", 9)


# --- models


class Broken(TinyEncoder):
    """The tiny encoder, but for what its model is made to give for passages."""

    def __init__(self, spoil: Callable[[NDArray[np.float32]], NDArray[np.float32]]) -> None:
        super().__init__()
        self._spoil = spoil

    def encode_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        given = super().encode_passages
        return _in_batches(texts, self.dimension, lambda batch: self._spoil(given(batch)))


@pytest.mark.parametrize(
    ("spoil", "says"),
    [
        (lambda rows: rows * np.nan, "no direction"),
        (lambda rows: np.where(np.arange(8) == 3, np.inf, rows), "no direction"),
        (lambda rows: rows * 0, "no direction"),
        (lambda rows: rows[:, :7], "shape"),
        (lambda rows: rows[:-1], "shape"),
    ],
)
def test_a_model_that_gives_no_vectors(
    spoil: Callable[[NDArray[np.float32]], NDArray[np.float32]], says: str, made: Path
) -> None:
    before = rows(made)
    with Library.open(made, Broken(spoil)) as library, pytest.raises(ModelError, match=says):
        library.add(town(3))
    broken = Broken(spoil)
    broken.name, broken.sha256 = "broken", "b" * 64
    with pytest.raises(ModelError, match=says):
        Library.open(made, broken, reindex=True)
    assert_unchanged(made, before)


# --- several at once


def test_two_writers_take_turns(folder: Path) -> None:
    Library.open(folder, TinyEncoder(), builtin=False).close()

    def add(number: int) -> Added:
        with Library.open(folder, TinyEncoder()) as library:
            return library.add(town(number // 2))

    with ThreadPoolExecutor(4) as pool:
        done = list(pool.map(add, range(12)))
    assert sorted(one.change for one in done) == ["added"] * 6 + ["unchanged"] * 6
    with Library.open(folder, TinyEncoder()) as library:
        assert len(library.documents()) == 6 and library.verify() == []


def test_a_writer_that_waits_too_long_says_why(made: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("index.database._WAIT", 0.1)
    before = rows(made)
    with closing(sqlite3.connect(made / "library.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with (
            Library.open(made, TinyEncoder()) as library,
            pytest.raises(LibraryError, match="another program is writing"),
        ):
            library.add(town(3))
        other.execute("ROLLBACK")
    assert_unchanged(made, before)


def test_a_reader_during_a_write_sees_the_state_before(
    made: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The writer stops in the middle of its transaction while the reader asks."""
    middle, go_on = threading.Event(), threading.Event()

    def write() -> None:
        store = open_store(made / "library.db")
        with Library(store, TinyEncoder()) as writer:
            add = store.words.add_row

            def waiting(passage_id: int, row: tuple[str, str]) -> None:
                add(passage_id, row)
                middle.set()
                assert go_on.wait(20)

            monkeypatch.setattr(store.words, "add_row", waiting)
            writer.add(town(3))

    with Library.open(made, TinyEncoder()) as reader, ThreadPoolExecutor(1) as pool:
        task = pool.submit(write)
        assert middle.wait(20)
        assert len(reader.search("倉庫", 50)) == 6
        go_on.set()
        task.result()
        assert len(reader.search("倉庫", 50)) == 9


# --- going on where it was


class Interrupted(TinyEncoder):
    """Ctrl-C after so many texts."""

    def __init__(self, texts: int, name: str = "tiny") -> None:
        super().__init__(name)
        self._left = texts

    def encode_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        self._left -= len(texts)
        if self._left < 0:
            raise KeyboardInterrupt
        return super().encode_passages(texts)


@pytest.fixture
def _small_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("index.embedding.BLOCK", 16)


@pytest.mark.usefixtures("_small_blocks")
def test_adding_goes_on_where_it_was_broken_off(made: Path) -> None:
    before = rows(made)
    first = Interrupted(40)
    with Library.open(made, first) as library, pytest.raises(KeyboardInterrupt):
        library.add(town(3, 80))
    assert first.encoded == 32  # two blocks
    assert_unchanged(made, before)
    second = TinyEncoder()
    with Library.open(made, second) as library:
        assert library.add(town(3, 80)).change == "added"
        assert second.encoded == 160 - 32
        assert library.verify() == []
        assert library.add(document("copy", town(3, 80).text, "elsewhere")).change == "added"
        assert second.encoded == 160 - 32  # the same text is not embedded again
        assert library.verify() == []


@pytest.mark.usefixtures("_small_blocks")
def test_of_a_changed_document_only_what_is_new_is_embedded(folder: Path) -> None:
    encoder = TinyEncoder()
    with Library.open(folder, encoder, builtin=False) as library:
        library.add(town(3, 80))
        before = encoder.encoded
        changed = "第0条の2 町長は、年に一度、倉庫を調べる。\n" + town(3, 80).text.replace(
            "倉庫40", "橋"
        )
        assert library.add(document("町3", changed, "town-3.txt")).change == "replaced"
        assert 0 < encoder.encoded - before <= 8
        assert library.verify() == []
        with Library.open(folder / "anew", TinyEncoder(), builtin=False) as anew:
            anew.add(document("町3", changed, "town-3.txt"))
            assert anew.search("橋", 9) == library.search("橋", 9)


@pytest.mark.usefixtures("_small_blocks")
def test_reindexing_goes_on_where_it_was_broken_off(made: Path) -> None:
    with Library.open(made, TinyEncoder()) as library:
        library.add(town(3, 80))
    before = rows(made)
    first = Interrupted(60, "other")
    with pytest.raises(KeyboardInterrupt):
        Library.open(made, first, reindex=True)
    assert_unchanged(made, before)
    second = TinyEncoder("other")
    with Library.open(made, second, reindex=True) as library:
        assert second.encoded + first.encoded == len(library._refresh())
        assert first.encoded > 0 and library.verify() == []
    assert recorded_model(made) == "other"


class Meanwhile(TinyEncoder):
    """Something else happens before it gives its first vectors."""

    def __init__(self, happens: Callable[[], object], name: str = "tiny") -> None:
        super().__init__(name)
        self._happens: Callable[[], object] | None = happens

    def encode_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        if self._happens is not None:
            happens, self._happens = self._happens, None
            happens()
        return super().encode_passages(texts)


@pytest.mark.parametrize("other", ["tiny", "other"])
def test_a_library_that_others_make_while_this_one_embeds(
    other: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They need not wait for a slow model, and what they made stays."""
    monkeypatch.setattr("index.database._WAIT", 0.1)
    slow = Meanwhile(lambda: Library.open(folder, TinyEncoder(other)).close())
    if other == "tiny":
        Library.open(folder, slow).close()
    else:
        with pytest.raises(ModelMismatchError):
            Library.open(folder, slow)
    assert slow.encoded
    with Library.open(folder, TinyEncoder(other)) as library:
        assert library.documents() == [builtin_document()] and library.verify() == []


def test_reindexing_while_others_write_copies_no_vectors_in_vain(made: Path) -> None:
    def write() -> None:
        with Library.open(made, TinyEncoder()) as other:
            other.add(town(3))

    with Library.open(made, TinyEncoder()) as library:
        library.add(document("町", town(1).text, "same.txt"))  # a copy of those vectors
    with Library.open(made, Meanwhile(write, "other"), reindex=True) as library:
        assert len(library.documents()) == 4 and library.verify() == []
    with closing(sqlite3.connect(made / "library.db")) as database:
        assert not database.execute("SELECT id FROM blocks WHERE document_id IS NULL").fetchall()


def test_reindexing_whose_vectors_are_gone_meanwhile_changes_nothing(
    made: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of those made in advance the last are thrown away, as repairing does, before they are put
    in place: the first must not be put there alone."""
    before, begun = rows(made), list[None]()
    real = Database.transaction

    def transaction(self: Database) -> AbstractContextManager[None]:
        begun.append(None)
        if len(begun) == 3:  # the two blocks are made, and are to be put in place
            with closing(sqlite3.connect(made / "library.db")) as other, other:
                other.execute("PRAGMA foreign_keys = ON")
                other.execute("DELETE FROM blocks WHERE id = (SELECT max(id) FROM blocks)")
        elif len(begun) == 4:  # what is gone is to be made again
            raise KeyboardInterrupt
        return real(self)

    monkeypatch.setattr(Database, "transaction", transaction)
    with pytest.raises(KeyboardInterrupt):
        Library.open(made, TinyEncoder("other"), reindex=True)
    monkeypatch.undo()
    assert_unchanged(made, before)


def test_a_document_is_not_made_anew_with_the_vectors_of_another_model(made: Path) -> None:
    def embed_again() -> None:
        Library.open(made, TinyEncoder("other"), reindex=True).close()

    with closing(sqlite3.connect(made / "library.db")) as database, database:
        database.execute("UPDATE blocks SET content = zeroblob(16)")  # so that it is embedded
    with (
        Library.open(made, Meanwhile(embed_again)) as library,
        pytest.raises(ModelMismatchError, match="hakusho reindex"),
    ):
        library.reread("町1")
    with Library.open(made, TinyEncoder("other")) as library:
        assert library.verify() == [] and len(library.search("倉庫", 50)) == 6


# --- size


def test_ten_thousand_documents(folder: Path) -> None:
    with Library.open(folder, TinyEncoder(), builtin=False) as library:
        for number in range(10_000):
            library.add(town(number, 1))
        assert len(library.entries()) == 10_000
        assert "町9876" in [h.passage.document.name for h in library.search("9876", 2)]
        assert [h.passage.document.name for h in library.search("倉庫", 5, ["町77"])] == ["町77"]
        with pytest.raises(HakushoError, match="the 10,000 that it has; the nearest: 町"):
            library.document("町123456")
        library.remove("町77")
        assert len(library.entries()) == 9_999


def test_a_document_of_five_million_characters(folder: Path) -> None:
    line = "市長は、災害が起きたときは、すみやかに避難所を開き、住民に知らせなければならない。" * 6
    text = "".join(f"第{i}条 {i}。{line}\n" for i in range(5_000_000 // len(line)))
    with Library.open(folder, TinyEncoder(), builtin=False) as library:
        assert library.add(document("条例", text, "long.txt")).passages > 15_000
        hits = library.search("15555", 5)
        assert all(h.passage.text == text[h.passage.start : h.passage.end] for h in hits)
        assert any("15555" in h.passage.text for h in hits)
