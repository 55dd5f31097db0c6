"""The library on disk: nothing lost, nothing embedded twice, the same hits again."""

from __future__ import annotations

import os
import sqlite3
import unicodedata
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from corpus.document import Document, document
from corpus.errors import (
    DocumentError,
    LibraryError,
    LibraryVersionError,
    ModelMismatchError,
)
from index.database import Database
from index.encoder import Encoder
from index.hit import Hit
from index.library import Library, recorded_model
from index.write import Added
from tests.tiny import TinyEncoder

TOWN = document(
    "町の計画",
    "第1章 総則\n町は、平成30年に防災倉庫を12か所に整備した。\n(1) 訓練\n訓練は毎年9月に行う。\n",
    "plan.txt",
)
QUESTIONS = ["EUROPOLとの実務取決め", "extradition treaty", "178人", "weather on Mars"]


class CountingEncoder:
    """The real model, counting what it is asked to embed."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder
        self.name, self.sha256, self.dimension = encoder.name, encoder.sha256, encoder.dimension
        self.passages = 0

    def encode_questions(self, texts: Sequence[str]) -> NDArray[np.float32]:
        return self._encoder.encode_questions(texts)

    def encode_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        self.passages += len(texts)
        return self._encoder.encode_passages(texts)


class OtherEncoder(CountingEncoder):
    """Another model: half the dimensions, another name."""

    def __init__(self, encoder: Encoder) -> None:
        super().__init__(encoder)
        self.name, self.sha256, self.dimension = "other", "0" * 64, encoder.dimension // 2

    def _half(self, rows: NDArray[np.float32]) -> NDArray[np.float32]:
        half = rows[:, : self.dimension]
        normed: NDArray[np.float32] = half / np.linalg.norm(half, axis=1, keepdims=True)
        return normed

    def encode_questions(self, texts: Sequence[str]) -> NDArray[np.float32]:
        return self._half(super().encode_questions(texts))

    def encode_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        return self._half(super().encode_passages(texts))


def everything(library: Library) -> list[list[Hit]]:
    return [library.search(question, 50) for question in QUESTIONS]


def test_a_new_library_holds_the_built_in_section(library: Library, builtin: Document) -> None:
    assert library.documents() == [builtin]
    assert library.document(builtin.name) == builtin
    with pytest.raises(DocumentError, match=builtin.name):
        library.document("no such")


def test_opening_again_embeds_nothing_and_finds_the_same(folder: Path, encoder: Encoder) -> None:
    counting = CountingEncoder(encoder)
    with Library.open(folder, counting) as first:
        before = everything(first)
    embedded = counting.passages
    assert embedded > 0
    with Library.open(folder, counting) as second:
        assert everything(second) == before
    assert counting.passages == embedded
    assert [path.name for path in folder.iterdir()] == ["library.db"]


def test_add_and_remove(folder: Path, encoder: Encoder) -> None:
    with Library.open(folder, encoder) as library:
        before = everything(library)
        assert library.add(TOWN) == Added("added", len(library.passages(TOWN.name)))
        best = library.search("防災倉庫は何か所？", 1)[0]
        assert best.passage.document == TOWN and best.lexical > 0
        library.remove(TOWN.name)
        assert everything(library) == before
        with pytest.raises(DocumentError, match="no document"):
            library.remove(TOWN.name)


def test_a_version_that_came_meanwhile_is_not_removed(folder: Path) -> None:
    newer = document(TOWN.name, TOWN.text + "訓練は夜も行う。\n", TOWN.source)
    with Library.open(folder, TinyEncoder(), builtin=False) as library:
        library.add(TOWN)
        seen = library.entry(TOWN.name)
        library.add(newer)
        with pytest.raises(DocumentError, match="another version by now"):
            library.remove(TOWN.name, seen.sha256)
        assert library.documents() == [newer]
        library.remove(TOWN.name, newer.sha256)
        assert library.documents() == []


def test_every_span_is_the_text(library: Library) -> None:
    for hits in everything(library):
        for hit in hits:
            assert -1 <= hit.cosine <= 1 and hit.lexical >= 0 and 0 < hit.agreement <= 1
            passage = hit.passage
            assert passage.text == passage.document.text[passage.start : passage.end]
            assert hit.sentences, "every passage has a sentence"
            for sentence in hit.sentences:
                assert passage.start <= sentence.start < sentence.end <= passage.end


def test_search_ranks_by_meaning_and_by_words(library: Library) -> None:
    assert "実務取決め" in library.search("EUROPOLとの実務取決め", 1)[0].passage.text
    found = [h.passage.text for h in library.search("extradition treaty", 3)]
    assert any("犯罪人引渡条約" in text for text in found)


def test_two_libraries_on_one_folder_see_each_other(folder: Path, encoder: Encoder) -> None:
    with Library.open(folder, encoder) as writer, Library.open(folder, encoder) as reader:
        assert not any(h.passage.document == TOWN for h in reader.search("防災倉庫", 50))
        writer.add(TOWN)
        assert reader.search("防災倉庫", 1)[0].passage.document == TOWN
        writer.remove(TOWN.name)
        assert not any(h.passage.document == TOWN for h in reader.search("防災倉庫", 50))


def counts(folder: Path) -> dict[str, int]:
    with sqlite3.connect(folder / "library.db") as database:
        tables = ("documents", "passages", "spans", "words")
        return {t: database.execute(f"SELECT count(*) FROM {t}").fetchone()[0] for t in tables}


@pytest.mark.parametrize("statement", range(1, 13))
def test_an_add_that_fails_anywhere_changes_nothing(
    statement: int, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Library.open(folder, TinyEncoder()) as library:
        before, rows = everything(library), counts(folder)
        insert, done = Database.insert, 0

        def failing(database: Database, target: str, values: tuple[object, ...]) -> int:
            nonlocal done
            done += 1
            if done == statement:
                raise sqlite3.OperationalError("database or disk is full")
            return insert(database, target, values)

        monkeypatch.setattr(Database, "insert", failing)
        with pytest.raises(LibraryError, match="disk is full"):
            library.add(TOWN)
        monkeypatch.undo()
        assert everything(library) == before
        assert counts(folder) == rows
        library.add(TOWN)
        assert any(h.passage.document == TOWN for h in library.search("防災倉庫", 50))


def test_a_start_that_is_broken_off_leaves_no_half_library(folder: Path, encoder: Encoder) -> None:
    class Interrupted(CountingEncoder):
        def encode_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
            raise KeyboardInterrupt(len(texts))

    with pytest.raises(KeyboardInterrupt):
        Library.open(folder, Interrupted(encoder))
    with Library.open(folder, encoder) as library:
        assert len(library.documents()) == 1


def test_many_at_once_make_one_library(folder: Path, encoder: Encoder) -> None:
    def ask() -> int:
        with Library.open(folder, encoder) as library:
            return len(library.search("EUROPOL", 5))

    with ThreadPoolExecutor(6) as pool:
        found = [task.result() for task in [pool.submit(ask) for _ in range(6)]]
    assert found == [5] * 6
    assert counts(folder)["documents"] == 1


def test_many_threads_ask_one_library(library: Library) -> None:
    expected = everything(library)
    with ThreadPoolExecutor(4) as pool:
        tasks = [pool.submit(everything, library) for _ in range(8)]
        assert all(task.result() == expected for task in tasks)


def test_a_writer_with_another_model_is_stopped(folder: Path, encoder: Encoder) -> None:
    with Library.open(folder, encoder) as library:
        Library.open(folder, OtherEncoder(encoder), reindex=True).close()
        with pytest.raises(ModelMismatchError):
            library.add(TOWN)
        with pytest.raises(ModelMismatchError):
            library.search("条約", 1)


def test_opening_and_asking_need_no_write_lock(folder: Path, encoder: Encoder) -> None:
    Library.open(folder, encoder).close()
    with sqlite3.connect(folder / "library.db", isolation_level=None) as writer:
        writer.execute("BEGIN IMMEDIATE")
        with Library.open(folder, encoder) as library:
            assert library.search("EUROPOL", 1)
        writer.execute("ROLLBACK")


def test_a_damaged_database_is_an_error_not_a_trace(folder: Path, encoder: Encoder) -> None:
    Library.open(folder, encoder).close()
    path = folder / "library.db"
    data = bytearray(path.read_bytes())
    data[4096:] = b"\x5a" * (len(data) - 4096)
    path.write_bytes(data)
    with pytest.raises(LibraryError), Library.open(folder, encoder) as library:
        library.search("EUROPOL", 1)


def test_a_removal_needs_no_rule_for_words(
    folder: Path, encoder: Encoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Library.open(folder, encoder) as library:
        before = everything(library)
        library.add(TOWN)
        monkeypatch.setattr("index.word_index.tokens", lambda text: [text[:1] or "x"])
        library.remove(TOWN.name)
        assert everything(library) == before


def test_another_model_is_refused_and_reindex_makes_it_fit(folder: Path, encoder: Encoder) -> None:
    other = OtherEncoder(encoder)
    with Library.open(folder, encoder) as library:
        library.add(TOWN)
    with pytest.raises(ModelMismatchError, match=r"hakusho reindex --library .* --model other`"):
        Library.open(folder, other)
    assert recorded_model(folder) == "bundled"
    with Library.open(folder, other, reindex=True) as library:
        assert library.search("防災倉庫", 1)[0].passage.document == TOWN
        assert recorded_model(folder) == "other"
    with pytest.raises(ModelMismatchError):
        Library.open(folder, encoder)
    with Library.open(folder, encoder, reindex=True) as library:
        assert library.search("防災倉庫", 1)[0].passage.document == TOWN


def test_a_newer_bundled_model_embeds_what_an_older_one_did(folder: Path, encoder: Encoder) -> None:
    older = OtherEncoder(encoder)
    older.name = encoder.name
    with Library.open(folder, older) as library:
        library.add(TOWN)
        Library.open(folder, encoder).close()
        with pytest.raises(ModelMismatchError, match="another version of this program"):
            library.search("条約", 1)
    Library.open(folder, older).close()
    done: list[tuple[int, int]] = []
    with Library.open(folder, encoder, progress=lambda *some: done.append(some)) as library:
        assert library.search("防災倉庫", 1)[0].passage.document == TOWN
        assert not library.verify()
    assert done[-1][0] == done[-1][1] > 0
    Library.open(folder, encoder, progress=lambda *_: pytest.fail("once is enough")).close()


def test_a_newer_format_is_refused(folder: Path, encoder: Encoder) -> None:
    Library.open(folder, encoder).close()
    with sqlite3.connect(folder / "library.db") as database:
        database.execute("PRAGMA user_version = 99")
    with pytest.raises(LibraryVersionError, match="format 99"):
        Library.open(folder, encoder)


def test_a_file_that_is_no_database_is_an_error_and_is_left_alone(
    folder: Path, encoder: Encoder
) -> None:
    folder.mkdir()
    (folder / "library.db").write_bytes(b"not a database, but somebody's file" * 100)
    before = (folder / "library.db").read_bytes()
    with pytest.raises(LibraryError, match="cannot be opened"):
        Library.open(folder, encoder)
    assert (folder / "library.db").read_bytes() == before


def test_a_folder_that_cannot_be_made_is_an_error(tmp_path: Path, encoder: Encoder) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(LibraryError, match="--library"):
        Library.open(tmp_path / "file" / "library", encoder)


def test_a_folder_that_cannot_be_named_or_looked_into_is_an_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for use in (recorded_model, lambda folder: Library.open(folder, TinyEncoder())):
        with pytest.raises(LibraryError, match="--library"):
            use("~nobody-of-this-name/x")

    def exists(path: Path) -> bool:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "exists", exists)
    for use in (recorded_model, lambda folder: Library.open(folder, TinyEncoder())):
        with pytest.raises(LibraryError, match="look"):
            use(tmp_path)


@pytest.mark.skipif(os.name != "posix", reason="modes are of POSIX")
def test_nobody_else_reads_it_though_the_folder_was_there_before(folder: Path) -> None:
    folder.mkdir(mode=0o755)
    with Library.open(folder, TinyEncoder()) as library:
        library.add(TOWN)
        modes = {path.name: path.stat().st_mode & 0o777 for path in folder.iterdir()}
    assert modes == dict.fromkeys(("library.db", "library.db-wal", "library.db-shm"), 0o600)


def test_a_name_is_known_however_it_is_typed(folder: Path) -> None:
    with Library.open(folder, TinyEncoder(), builtin=False) as library:
        library.add(document("がくの計画", "町は、橋を架ける。", "/tmp/a\udcff.txt"))
        apart = unicodedata.normalize("NFD", "がくの計画")
        assert library.document(apart).name == library.entry(apart).name == "がくの計画"
        assert library.search("橋", 1, [apart])
        assert library.name_from("/tmp/a\udcff.txt") == "がくの計画"
        with pytest.raises(DocumentError, match="no document “\ufffd”; it has: がくの計画"):
            library.remove("\udcff")
        library.remove(apart)
        assert library.documents() == []


def test_recorded_model_of_nothing_is_the_bundled_one(folder: Path) -> None:
    assert recorded_model(folder) == "bundled"
    assert not folder.exists()


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(text=st.text(min_size=1, max_size=300), question=st.text(max_size=80))
def test_any_text_can_be_added_searched_and_removed(
    text: str, question: str, tmp_path_factory: pytest.TempPathFactory, encoder: Encoder
) -> None:
    with Library.open(tmp_path_factory.mktemp("any"), encoder, builtin=False) as library:
        try:
            any_document = document("any", text, "any")
        except DocumentError:
            return  # no text in it
        library.add(any_document)
        assert library.document("any") == any_document
        for hit in library.search(question, 50):
            assert hit.passage.text == any_document.text[hit.passage.start : hit.passage.end]
        library.remove("any")
        assert library.search(text, 50) == []
