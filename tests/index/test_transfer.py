"""A library as one file: out and in again, the same; and files that are not to be trusted."""

from __future__ import annotations

import os
import sqlite3
import zlib
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest

from corpus.document import Original, ReadFile, document
from corpus.errors import HakushoError, LibraryError
from index import transfer
from index.library import Library
from index.write import Added
from tests.tiny import TinyEncoder

TOWN = document("町", "第1条 町は、倉庫を置く。\n第2条 町長は、倉庫を守る。\n", "town.txt")
PAGED = ReadFile(
    document("頁", "一枚目。\n二枚目。", "p.pdf", (0, 5)),
    Original(b"%PDF-1.7 " + bytes(range(256)) * 9000, "application/pdf", None),
    ("two pages",),
)


@pytest.fixture
def source(folder: Path) -> Path:
    with Library.open(folder, TinyEncoder(), builtin=False) as library:
        library.add(TOWN)
        library.add(PAGED)
    return folder


@pytest.fixture
def packed(source: Path, tmp_path: Path) -> Path:
    with Library.open(source, TinyEncoder()) as library:
        library.export_to(tmp_path / "packed")
    return tmp_path / "packed"


def outcomes(library: Library, packed: Path, *, replacing: bool = False) -> dict[str, str]:
    return {
        name: outcome.change if isinstance(outcome, Added) else str(outcome)
        for name, outcome in library.import_from(packed, replacing=replacing)
    }


def test_out_and_in_again(source: Path, packed: Path, tmp_path: Path) -> None:
    encoder = TinyEncoder()
    with (
        Library.open(source, TinyEncoder()) as one,
        Library.open(tmp_path / "two", encoder, builtin=False) as two,
    ):
        assert outcomes(two, packed) == {"町": "added", "頁": "added"}
        assert encoder.encoded == 0  # the vectors came along
        assert two.entries() == one.entries() and two.documents() == one.documents()
        assert two.original("頁") == PAGED.original
        assert two.search("倉庫", 9) == one.search("倉庫", 9)
        assert two.verify() == []
        assert outcomes(two, packed) == {"町": "unchanged", "頁": "unchanged"}
    assert sorted(p.name for p in tmp_path.iterdir()) == ["library", "packed", "two"]


def test_into_a_library_of_another_model(packed: Path, tmp_path: Path) -> None:
    encoder = TinyEncoder("other", 12)
    with Library.open(tmp_path / "two", encoder, builtin=False) as two:
        assert set(outcomes(two, packed).values()) == {"added"}
        assert encoder.encoded > 0 and two.verify() == [] and two.search("倉庫", 1)


def test_a_library_that_is_in_use_is_no_exported_one(source: Path, tmp_path: Path) -> None:
    with (
        Library.open(source, TinyEncoder()) as one,
        Library.open(tmp_path / "two", TinyEncoder(), builtin=False) as two,
    ):
        one.add(document("新", "町は、橋を架ける。", "new.txt"))  # is in the log as yet
        with pytest.raises(LibraryError, match="is in use"):
            outcomes(two, source / "library.db")
        assert two.documents() == []
    with Library.open(tmp_path / "two", TinyEncoder()) as two:
        assert "新" in outcomes(two, source / "library.db")


def test_a_name_that_is_taken_is_reported_and_the_rest_comes_in(
    packed: Path, tmp_path: Path
) -> None:
    with Library.open(tmp_path / "two", TinyEncoder(), builtin=False) as two:
        two.add(document("町", "別の町。", "elsewhere.txt"))
        said = outcomes(two, packed)
        assert "--name" in said["町"] and said["頁"] == "added"
        assert two.document("町").text == "別の町。"


def test_another_version_is_replaced_only_when_that_was_said(packed: Path, tmp_path: Path) -> None:
    newer = document("町", "第1条 町は、倉庫を置かない。\n", "town.txt")
    with Library.open(tmp_path / "two", TinyEncoder(), builtin=False) as two:
        two.add(newer)
        said = outcomes(two, packed)
        assert "another version" in said["町"] and said["頁"] == "added"
        assert two.document("町") == newer
        assert outcomes(two, packed, replacing=True) == {"町": "replaced", "頁": "unchanged"}
        assert two.document("町") == TOWN


def test_a_file_that_is_there_is_not_written_over(source: Path, tmp_path: Path) -> None:
    (tmp_path / "mine").write_text("precious")
    with Library.open(source, TinyEncoder()) as library:
        with pytest.raises(LibraryError, match="there already"):
            library.export_to(tmp_path / "mine")
        with pytest.raises(LibraryError, match="cannot be written"):
            library.export_to(tmp_path / "no" / "such" / "folder")
    assert (tmp_path / "mine").read_text() == "precious"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["library", "mine"]


def test_the_error_that_is_told_is_the_first(source: Path, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with Library.open(source, TinyEncoder()) as library:
        for name in ("file/packed", "\ud800", "\udcff/packed", "x" * 300):
            with pytest.raises(LibraryError, match="cannot be written"):
                library.export_to(tmp_path / name)
        (tmp_path / "\udcff").mkdir()
        with pytest.raises(LibraryError, match="no encoding"):
            library.export_to(tmp_path / "\udcff" / "packed")


def change(packed: Path, statement: str) -> None:
    with closing(sqlite3.connect(packed)) as database, database:
        database.executescript(statement)


@pytest.mark.parametrize(
    ("statement", "says"),
    [
        ("CREATE VIEW extra AS SELECT 1", r"not what it should be\. Give a file"),
        ("CREATE TRIGGER t AFTER INSERT ON meta BEGIN SELECT 1; END", "not what it should be"),
        ("DROP TABLE spans", "not what it should be"),
        ("DROP TABLE meta; CREATE VIEW meta AS SELECT 'id' AS key, 1 AS value", "should be"),
        ("PRAGMA user_version = 99", "format 99"),
        ("PRAGMA user_version = 1", "format 1"),
    ],
)
def test_a_file_that_is_not_what_it_should_be(
    statement: str, says: str, packed: Path, tmp_path: Path
) -> None:
    change(packed, statement)
    with Library.open(tmp_path / "two", TinyEncoder()) as two:
        before = two.documents()
        with pytest.raises(LibraryError, match=says):
            outcomes(two, packed)
        assert two.documents() == before


def test_files_that_are_no_library(packed: Path, tmp_path: Path) -> None:
    whole = packed.read_bytes()
    (tmp_path / "cut").write_bytes(whole[: len(whole) // 3])
    (tmp_path / "text").write_text("not a library" * 1000)
    (tmp_path / "empty").touch()
    (tmp_path / "schema").write_bytes(whole[:100] + bytes(8) + whole[108:])
    with Library.open(tmp_path / "two", TinyEncoder(), builtin=False) as two:
        for name in ("cut", "text", "empty", "missing", "."):
            with pytest.raises(HakushoError):
                outcomes(two, tmp_path / name)
        with pytest.raises(LibraryError, match=r"malformed.*Give a file that `hakusho export`"):
            outcomes(two, tmp_path / "schema")
        assert two.documents() == [] and two.verify() == []
    assert (tmp_path / "text").read_text() == "not a library" * 1000


def test_an_export_goes_on_after_one_that_was_killed(source: Path, tmp_path: Path) -> None:
    (tmp_path / f".packed.{os.getpid()}.tmp").write_bytes(b"half")
    with Library.open(source, TinyEncoder()) as library:
        library.export_to(tmp_path / "packed")
    assert sorted(p.name for p in tmp_path.iterdir()) == ["library", "packed"]


@pytest.mark.parametrize("text", ["'偽の文。'", "CAST(X'E7' AS TEXT)", "X'E7'"])
def test_a_document_that_is_damaged_in_the_file(text: str, packed: Path, tmp_path: Path) -> None:
    change(packed, f"UPDATE texts SET text = {text} WHERE document_id = 1")
    with Library.open(tmp_path / "two", TinyEncoder(), builtin=False) as two:
        said = outcomes(two, packed)
        assert said["町"] != "added" and said["頁"] == "added"
        assert [d.name for d in two.documents()] == ["頁"]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE documents SET pages = '[5'",
        "UPDATE documents SET pages = '[\"x\"]'",
        "UPDATE documents SET pages = '[50, -3, 999999]'",
        "UPDATE documents SET name = CAST(name AS BLOB)",
        "UPDATE documents SET source = CAST(source AS BLOB)",
    ],
)
def test_one_bad_row_keeps_only_its_document_out(
    statement: str, packed: Path, tmp_path: Path
) -> None:
    change(packed, f"{statement} WHERE id = 1")
    with Library.open(tmp_path / "two", TinyEncoder(), builtin=False) as two:
        bad, good = outcomes(two, packed).values()
        assert bad not in ("added", "replaced") and good == "added"
        assert [each.name for each in two.documents()] == ["頁"] and two.verify() == []


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE originals SET encoding = X'00' WHERE document_id = 2",
        "UPDATE originals SET media_type = X'00' WHERE document_id = 2",
        "UPDATE original_parts SET data = X'00' WHERE document_id = 2",
    ],
)
def test_an_original_that_is_damaged_keeps_only_its_document_out(
    statement: str, packed: Path, tmp_path: Path
) -> None:
    change(packed, statement)
    with Library.open(tmp_path / "two", TinyEncoder(), builtin=False) as two:
        said = outcomes(two, packed)
        assert "damaged" in said["頁"] and said["町"] == "added" and two.verify() == []


def test_vectors_that_are_damaged_in_the_file_are_made_again(packed: Path, tmp_path: Path) -> None:
    change(packed, "UPDATE vectors SET rows = zeroblob(length(rows))")
    encoder = TinyEncoder()
    with Library.open(tmp_path / "two", encoder, builtin=False) as two:
        assert set(outcomes(two, packed).values()) == {"added"}
        assert encoder.encoded > 0 and two.verify() == []


@pytest.mark.parametrize("value", [0.0, float("nan"), 1.0])
def test_vectors_that_claim_to_be_whole_are_looked_at(
    value: float, packed: Path, tmp_path: Path
) -> None:
    with closing(sqlite3.connect(packed)) as database, database:
        for block, rows in database.execute("SELECT block_id, rows FROM vectors").fetchall():
            forged = np.full(len(rows) // 2, value, np.float16).tobytes()
            database.execute("UPDATE vectors SET rows = ? WHERE block_id = ?", (forged, block))
            check = zlib.crc32(forged)
            database.execute("UPDATE blocks SET checksum = ? WHERE id = ?", (check, block))
    encoder = TinyEncoder()
    with Library.open(tmp_path / "two", encoder, builtin=False) as two:
        assert set(outcomes(two, packed).values()) == {"added"}
        assert encoder.encoded > 0 and two.verify() == []


def test_fewer_vectors_than_texts_are_not_taken(packed: Path, tmp_path: Path) -> None:
    with closing(sqlite3.connect(packed)) as database, database:
        blocks = "SELECT block_id, count, rows FROM vectors JOIN blocks ON id = block_id"
        for block, count, rows in database.execute(blocks).fetchall():
            fewer = rows[: -len(rows) // count]
            database.execute("UPDATE vectors SET rows = ? WHERE block_id = ?", (fewer, block))
            database.execute(
                "UPDATE blocks SET count = count - 1, checksum = ? WHERE id = ?",
                (zlib.crc32(fewer), block),
            )
    with Library.open(tmp_path / "two", TinyEncoder(), builtin=False) as two:
        outcomes(two, packed)
        assert two.verify() == [] and two.search("倉庫", 9)


def test_what_an_export_left_that_was_broken_off_goes(source: Path, tmp_path: Path) -> None:
    old, new = source / ".hakusho-export-old", source / ".hakusho-export-new"
    for left in (old, new):
        left.mkdir()
        (left / "all").write_bytes(b"x")
    os.utime(old, (0, 0))
    with Library.open(source, TinyEncoder()) as library:
        library.export_to(tmp_path / "packed")
    assert not old.exists() and new.exists()


def test_a_library_on_a_full_disk_can_be_exported_to_another(
    source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    homes: list[Path] = []
    copy = transfer._copy_without_conversations

    def noted(whole: Path, target: Path) -> None:
        homes.append(whole.parent.parent)
        copy(whole, target)

    monkeypatch.setattr(transfer, "_copy_without_conversations", noted)
    with Library.open(source, TinyEncoder()) as library:
        library.export_to(stick / "one")
        monkeypatch.setattr(transfer, "has_room", lambda *_: False)
        library.export_to(stick / "two")
    assert homes == [source, stick]
    assert sorted(each.name for each in stick.iterdir()) == ["one", "two"]


def test_a_library_that_is_in_use_is_none_through_a_link_either(
    source: Path, tmp_path: Path
) -> None:
    link = tmp_path / "link.db"
    link.symlink_to(source / "library.db")
    with (
        Library.open(source, TinyEncoder()) as library,
        Library.open(tmp_path / "two", TinyEncoder(), builtin=False) as two,
    ):
        library.add(document("新しい", "新しい文書である。", "new.txt"))
        with pytest.raises(LibraryError, match="is in use"):
            outcomes(two, link)


def test_nobody_else_can_look_into_it_before_the_conversations_are_out(
    source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def killed(whole: Path, _: Path) -> None:
        assert whole.is_file() and whole.parent.stat().st_mode & 0o077 == 0
        raise KeyboardInterrupt

    monkeypatch.setattr(transfer, "_copy_without_conversations", killed)
    before = sorted(tmp_path.iterdir())
    with Library.open(source, TinyEncoder()) as library, pytest.raises(KeyboardInterrupt):
        library.export_to(tmp_path / "packed")
    assert sorted(tmp_path.iterdir()) == before
