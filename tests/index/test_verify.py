"""Verifying finds every kind of fault, and repairing mends what comes from the documents."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from corpus.document import Original, ReadFile, document
from corpus.errors import LibraryError
from index.database import Database
from index.format import open_store
from index.library import Library
from index.prepare import prepare
from tests.tiny import TinyEncoder

TEXT = (
    "第1章 総則\n町は、防災会議（注1）を置く。町長は、これを毎年開く。\n"
    "注1: 町長、消防団長その他の者の会議\n"
    "第2章 訓練\n訓練は、9月に行う。\n"
)
PLAN = ReadFile(
    document("計画", TEXT, "plan.txt"),
    Original(TEXT.replace("\n", "\r\n").encode(), "text/plain", "utf-8"),
    ("line ends",),
)
OTHER = document("別の計画", "町は、公園を置く。", "other.txt")


@pytest.fixture
def made(folder: Path) -> Path:
    with Library.open(folder, TinyEncoder(), builtin=False) as library:
        library.add(PLAN)
        library.add(OTHER)
    return folder


def damage(folder: Path, statement: str) -> None:
    with closing(sqlite3.connect(folder / "library.db")) as database, database:
        for each in statement.split("; "):
            assert database.execute(each).rowcount != 0


def held(folder: Path) -> list[object]:
    """All that a library holds, but for the numbers of its rows."""
    with Library.open(folder, TinyEncoder()) as library:
        names = [document.name for document in library.documents()]
        found = {
            (h.passage.document.name, h.passage.start, h.cosine, h.lexical)
            for question in ("町", "会議", "9月")
            for h in library.search(question, 50)
        }
        return [
            library.documents(),
            [library.passages(name) for name in names],
            [library.original(name) for name in names],
            found,
        ]


@pytest.mark.parametrize(
    "statement",
    [
        'UPDATE passages SET "end" = "end" + 1000 WHERE id = 2',
        "UPDATE passages SET start = start + 1 WHERE id = 2",
        "DELETE FROM passages WHERE id = 4",
        "DELETE FROM spans WHERE id = 3",
        "DELETE FROM spans WHERE passage_id = 4",
        "UPDATE spans SET start = start + 1 WHERE id = 3",
        "UPDATE spans SET vector = vector + 1 WHERE id = 3",
        "UPDATE spans SET vector = vector + 1000 WHERE id = 3",
        "DELETE FROM vectors WHERE block_id = 1",
        "DELETE FROM blocks WHERE id = 1",
        "UPDATE blocks SET checksum = checksum + 1 WHERE id = 1",
        "UPDATE blocks SET content = zeroblob(16) WHERE id = 1",
        "UPDATE blocks SET model = 'another' WHERE id = 1",
        "UPDATE blocks SET first = first + 1 WHERE id = 2",
        "UPDATE vectors SET rows = zeroblob(length(rows)) WHERE block_id = 1",
        "DELETE FROM words WHERE rowid = 2",
        "UPDATE words SET text = 'x' WHERE rowid = 2",
        "INSERT INTO words (rowid, text, context) VALUES (99, 'x', 'x')",
        "UPDATE words_content SET c0 = 'x' WHERE id = 2",
        "DELETE FROM words_data WHERE id > 10",
        "DELETE FROM words_config",
        "DROP TABLE words_content",
        "DROP TABLE words_data",
        "UPDATE passages SET headings = 'x' WHERE id = 2",
        "UPDATE passages SET headings = '[7]' WHERE id = 2",
        "UPDATE passages SET headings = CAST(X'5BFF5D' AS TEXT) WHERE id = 2",
        "UPDATE passages SET notes = '[[1]]' WHERE id = 2",
        'UPDATE passages SET notes = \'[["注1", "a", 3, null]]\' WHERE id = 2',
        "UPDATE passages SET explains = '[1]' WHERE id = 2",
        "UPDATE passages SET start = 'x' WHERE id = 2",
        "UPDATE passages SET document_id = 77 WHERE id = 2",
        "UPDATE meta SET value = 'x' WHERE key = 'dimension'",
    ],
)
def test_what_comes_from_the_documents_is_found_and_mended(statement: str, made: Path) -> None:
    before = held(made)
    damage(made, statement)
    with Library.open(made, TinyEncoder()) as library:
        faults = library.verify()
        assert faults and all(fault.remake for fault in faults)
        assert library.verify(repair=True) == []
        assert library.verify() == []
    assert held(made) == before


@pytest.mark.parametrize(
    ("statement", "says"),
    [
        ("UPDATE texts SET text = text || 'x' WHERE document_id = 1", "its text is damaged"),
        ("DELETE FROM texts WHERE document_id = 1", "its text is damaged"),
        ("UPDATE documents SET pages = '[5, 3]' WHERE id = 1", "pages lie outside"),
        ("UPDATE original_parts SET data = 'x' WHERE document_id = 1", "original of “計画” is"),
        ("DELETE FROM original_parts WHERE document_id = 1", "original of “計画” is"),
        (
            "UPDATE originals SET encoding = 'x' WHERE document_id = 1; DELETE FROM original_parts",
            "original of “計画” is",
        ),
        ("UPDATE originals SET remarks = '[5' WHERE document_id = 1", "remarked of it is damaged"),
        ("UPDATE documents SET pages = '[5' WHERE id = 1", "“計画” is damaged"),
        ("UPDATE documents SET pages = '[\"x\"]' WHERE id = 1", "“計画” is damaged"),
        ("UPDATE documents SET name = X'FF' WHERE id = 1", "is damaged"),
        ("UPDATE texts SET text = CAST(X'E7' AS TEXT) WHERE document_id = 1", "“計画” is damaged"),
        (  # what SQLite says of it quotes from it
            "UPDATE texts SET text = CAST(X'E7' AS TEXT) || ' locked, full' WHERE document_id = 1",
            "“計画” is damaged",
        ),
        ("UPDATE documents SET name = CAST(X'E8A888FF' AS TEXT) WHERE id = 1", "“計\ufffd” is"),
        ("INSERT INTO original_parts VALUES (99, 0, 'x')", "belongs to nothing"),
    ],
)
def test_what_cannot_be_made_again_is_reported_and_left(
    statement: str, says: str, made: Path
) -> None:
    damage(made, statement)
    with Library.open(made, TinyEncoder()) as library:
        assert any(says in fault.what for fault in library.verify())
        damage(made, "UPDATE words SET text = 'x' WHERE rowid = 2")
        left = library.verify(repair=True)
        assert left and all(fault.remake is None for fault in left)


@pytest.mark.parametrize(
    "where",
    [
        "documents SET name",
        "documents SET source",
        "documents SET sha256",
        "documents SET pages",
        "originals SET media_type",
        "originals SET encoding",
        "originals SET remarks",
        "texts SET text",
    ],
)
def test_a_row_that_is_no_utf_8_hides_no_other_document(where: str, made: Path) -> None:
    damage(made, f"UPDATE {where} = CAST(X'E8A888FF' AS TEXT) WHERE rowid = 1")
    with Library.open(made, TinyEncoder()) as library:
        bad, good = library.entries()
        assert bad.name == ("計\ufffd" if where.endswith("name") else "計画")
        assert good.name == "別の計画" and library.document("別の計画") == OTHER
        assert library.documents_with("訓練") == {bad.name}
        assert library.documents_with("公園") == {good.name}
        assert any("is damaged" in fault.what for fault in library.verify())
        library.remove(bad.name, bad.sha256)
        assert library.entries() == [good] and library.verify() == []


def test_a_text_that_is_not_what_was_added_is_not_read(made: Path) -> None:
    damage(made, "UPDATE texts SET text = replace(text, '9月', '3月') WHERE document_id = 1")
    with Library.open(made, TinyEncoder()) as library:
        for read in (
            library.documents,
            lambda: library.document("計画"),
            lambda: library.passages("計画"),
            lambda: library.search("訓練", 9),
        ):
            with pytest.raises(LibraryError, match="“計画”: its text is damaged; remove it and"):
                read()
        assert library.document("別の計画") == OTHER
        assert library.original("計画") == PLAN.original


@pytest.mark.parametrize("pages", ["[5", '["x"]', "7"])
def test_a_document_that_is_damaged_leaves_the_others_alone(pages: str, made: Path) -> None:
    damage(made, f"UPDATE documents SET pages = '{pages}' WHERE id = 1")
    damage(made, "UPDATE originals SET remarks = '[5' WHERE document_id = 1")
    with Library.open(made, TinyEncoder()) as library:
        assert [entry.name for entry in library.entries()] == ["計画", "別の計画"]
        assert library.search("公園", 3, ["別の計画"])
        with pytest.raises(LibraryError, match="remove it and add it again"):
            library.document("計画")
        with pytest.raises(LibraryError, match="remove it and add it again"):
            library.search("訓練", 9)
        assert library.add(PLAN).change == "replaced"  # what is added again is whole
        assert library.verify() == [] and library.document("計画") == PLAN.document


def test_nothing_is_written_to_a_file_that_is_damaged_itself(made: Path) -> None:
    damage(made, "UPDATE words SET text = 'x' WHERE rowid = 2")
    file = made / "library.db"
    data = bytearray(file.read_bytes())
    data[36:40] = (7).to_bytes(4, "big")  # how many pages are free
    file.write_bytes(data)
    with Library.open(made, TinyEncoder()) as library:
        faults = library.verify(repair=True)
        assert any(fault.whole for fault in faults) and any(fault.remake for fault in faults)
    assert file.read_bytes() == data


@pytest.mark.parametrize(
    ("said", "remade"),
    [
        ("malformed inverted index for FTS5 table main.words", ["words"]),
        ("unable to validate the inverted index for FTS5 table main.words: readonly", []),
    ],
)
def test_a_newer_sqlite_looks_into_the_word_index_too(
    said: str, remade: list[str], made: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = Database.execute

    def newer(database: Database, statement: str, values: tuple[object, ...] = ()) -> Any:
        if statement == "PRAGMA integrity_check":
            return iter([(said,)])
        return real(database, statement, values)

    monkeypatch.setattr(Database, "execute", newer)
    with Library.open(made, TinyEncoder()) as library:
        faults = library.verify()
    assert [fault.remake for fault in faults] == remade
    assert not any(fault.whole for fault in faults)


def test_a_passage_of_no_document_is_told_when_it_is_found(made: Path) -> None:
    damage(made, "UPDATE passages SET document_id = 77 WHERE document_id = 1")
    with (
        Library.open(made, TinyEncoder()) as library,
        pytest.raises(LibraryError, match="verify --repair"),
    ):
        library.search("公園で訓練", 50)


def test_what_is_in_the_way_is_no_damage(made: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("index.database._WAIT", 0.1)
    with (
        closing(sqlite3.connect(made / "library.db", isolation_level=None)) as other,
        Library.open(made, TinyEncoder()) as library,
    ):
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(LibraryError, match="another program is writing") as told:
            library.verify()
        assert told.value.reason == "busy"
        other.execute("ROLLBACK")
        assert library.verify() == []


def test_repairing_makes_the_vectors_that_wait_for_a_document_go(
    made: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.embedding.BLOCK", 2)
    monkeypatch.setattr(
        "index.store.Store.add", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt)
    )
    with Library.open(made, TinyEncoder()) as library:
        with pytest.raises(KeyboardInterrupt):
            library.add(document("x", "町は、橋を置く。町は、港を置く。町は、堤を置く。", "x"))
        waiting = "SELECT count(*) FROM blocks WHERE document_id IS NULL"
        with closing(open_store(made / "library.db")) as store:
            assert store.database.execute(waiting).fetchone()[0] > 0
            assert library.verify() == library.verify(repair=True) == []
            assert store.database.execute(waiting).fetchone()[0] == 0


def test_all_of_a_library_of_the_real_model_is_as_it_should_be(library: Library) -> None:
    assert library.verify() == []


def test_damaged_vectors_are_not_mended_with_copies_of_them(made: Path) -> None:
    before = held(made)
    damage(made, "UPDATE vectors SET rows = zeroblob(length(rows)) WHERE block_id = 1")
    with Library.open(made, TinyEncoder()) as library:
        library.add(document("写し", TEXT, "copy.txt"))  # has the same vectors, so copies them
        assert len({fault.document_id for fault in library.verify()}) == 2
        assert library.verify(repair=True) == []
        library.remove("写し")
    assert held(made) == before


def test_damaged_vectors_are_not_mended_with_damaged_ones_that_wait(made: Path) -> None:
    before = held(made)
    damage(
        made,
        "INSERT INTO blocks (count, model, content, checksum, made) "
        "SELECT count, model, content, checksum, made FROM blocks WHERE id = 1; "
        "INSERT INTO vectors SELECT last_insert_rowid(), zeroblob(length(rows)) FROM vectors "
        "WHERE block_id = 1; "
        "UPDATE vectors SET rows = zeroblob(length(rows)) WHERE block_id = 1",
    )
    with Library.open(made, TinyEncoder()) as library:
        assert library.verify() and library.verify(repair=True) == []
    assert held(made) == before


def test_what_others_do_to_a_document_that_is_mended_stays(
    made: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    changes = [True]
    newer = ReadFile(
        document("計画", TEXT + "訓練は、夜も行う。\n", "plan.txt"),
        Original(b"newer", "text/plain", "utf-8"),
        (),
    )

    def meanwhile(*arguments: Any, **named: Any) -> Any:
        found = prepare(*arguments, **named)
        if changes and changes.pop():
            with Library.open(made, TinyEncoder()) as other:
                other.add(newer)
                other.remove("別の計画")
        return found

    monkeypatch.setattr("index.write.prepare", meanwhile)
    damage(made, "UPDATE vectors SET rows = zeroblob(length(rows))")
    with Library.open(made, TinyEncoder()) as library:
        assert library.verify(repair=True) == []
        assert [each.name for each in library.documents()] == ["計画"]
        assert library.document("計画").text == newer.document.text


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM spans WHERE passage_id = 3",
        "INSERT INTO words (rowid, text, context) SELECT 99, text, context FROM words "
        "WHERE rowid = 3",
    ],
)
def test_what_is_found_but_has_lost_its_passage_or_spans_says_so(
    statement: str, made: Path
) -> None:
    damage(made, statement)
    with Library.open(made, TinyEncoder()) as library:
        with pytest.raises(LibraryError, match=r"passages without spans.*verify --repair"):
            library.search("訓練", 9)
        assert library.verify(repair=True) == [] and library.search("訓練", 9)
