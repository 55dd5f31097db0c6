"""A library of an earlier format: brought up, it is the same library."""

from __future__ import annotations

import shutil
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from threading import Barrier
from typing import Any

import numpy as np
import pytest

from corpus.builtin import builtin_document
from corpus.document import document
from corpus.errors import LibraryVersionError
from index import older
from index.format import open_store
from index.lexical import tokens
from index.library import Library
from index.schema import FORMAT
from index.verify import verify
from index.word_index import WordIndex
from tests.tiny import TinyEncoder

OLD = Path(__file__).parent / "format-1"  # made by version 0.1.0
SECOND = Path(__file__).parent / "format-2"  # made at commit d146a7f, which kept no conversations


@pytest.fixture
def old(folder: Path) -> Path:
    shutil.copytree(OLD, folder)
    return folder


def test_what_it_held_is_there_and_found(old: Path) -> None:
    with closing(sqlite3.connect(old / "library.db")) as database:
        vectors = {
            (name, start, end): np.frombuffer(vector, np.float16).astype(np.float32)
            for name, start, end, vector in database.execute(
                'SELECT name, s.start, s."end", vector FROM spans s '
                "JOIN passages p ON p.id = passage_id JOIN documents d ON d.id = document_id "
                "WHERE unit = 'passage'"
            )
        }
        texts = database.execute("SELECT name, text, source FROM documents").fetchall()
    encoder = TinyEncoder()
    with Library.open(old, encoder) as library:
        assert [(d.name, d.text, d.source) for d in library.documents()] == texts
        assert [d.name for d in library.documents()] == ["令和元年版警察白書", "町の計画", "会議"]
        question = encoder.encode_questions(["防災倉庫は何か所？"])[0]
        hits = library.search("防災倉庫は何か所？", 50)
        assert len(hits) == len(vectors) == 22
        for hit in hits:
            passage = hit.passage
            own = vectors[passage.document.name, passage.start, passage.end] @ question
            assert hit.cosine >= own - 1e-6
        assert encoder.encoded == 0
        assert library.verify() == []
        assert library.add(builtin_document()).change == "unchanged"
        note = next(p for p in library.passages("会議") if p.kind == "note")
        assert note.label == "注1" and note.explains is not None
    assert [path.name for path in old.iterdir()] == ["library.db"]


def test_a_text_that_is_damaged_keeps_no_library_from_being_brought_up(old: Path) -> None:
    with closing(sqlite3.connect(old / "library.db")) as database, database:
        database.execute("UPDATE documents SET text = text || '。' WHERE name = '町の計画'")
    with Library.open(old, TinyEncoder()) as library:
        (fault,) = library.verify()
        assert fault.what == "“町の計画”: its text is damaged; remove it and add it again"
        assert library.passages("会議")
        library.remove("町の計画")
        assert library.verify() == []


@pytest.fixture
def second(folder: Path) -> Path:
    shutil.copytree(SECOND, folder)
    return folder


def contents(folder: Path) -> dict[str, list[tuple[object, ...]]]:
    """All that comes of the documents in a library of format 2 or later, but for the words."""
    with closing(sqlite3.connect(folder / "library.db")) as database:
        assert database.execute("PRAGMA user_version").fetchone()[0] in (2, FORMAT)
        return {
            table: database.execute(f"SELECT * FROM {table}").fetchall()
            for table in (
                *("documents", "texts", "originals", "original_parts", "passages", "spans"),
                *("blocks", "vectors"),
            )
        }


def test_format_2_is_brought_up_with_room_for_conversations(second: Path) -> None:
    before, encoder = contents(second), TinyEncoder()
    with Library.open(second, encoder) as library:
        assert [d.name for d in library.documents()] == ["令和元年版警察白書", "町の条例", "訓練"]
        assert library.original("訓練").encoding == "cp932"
        assert encoder.encoded == 0 and library.verify() == []
        assert library.add(builtin_document()).change == "unchanged"
        kept = library.history.begin("ann", "倉庫")
        library.history.add("ann", kept.id, "倉庫は何か所？", {"quotes": []})
        library.remove("訓練")
    with Library.open(second, encoder) as again:
        assert len(again.history.turns("ann", kept.id)) == 1 and again.verify() == []
        again.history.delete("ann", kept.id)
    assert len(before["documents"]) == 3 and len(before["originals"]) == 1
    assert contents(second)["passages"] == [p for p in before["passages"] if p[1] != 3]


def words(folder: Path) -> dict[str, str]:
    """The tokens of each passage by its first characters."""
    with closing(sqlite3.connect(folder / "library.db")) as database:
        rows = database.execute("SELECT text FROM words ORDER BY rowid").fetchall()
    return {text[:5]: f" {text} " for (text,) in rows}


def test_format_2_finds_a_number_however_it_is_written_then(second: Path) -> None:
    before = words(second)
    with Library.open(second, TinyEncoder()) as library:
        after = words(second)
        assert library.verify() == []  # FTS5 has forgotten the tokens it had, and has the new
        for asked, found in (
            ("290人", "職員は二百九十人である"),
            ("12,000 people", "町民は一万二千人"),
            ("第23条", "二十三か所に置く"),
            ("350 million yen", "三億五千万円"),
            ("178回", "百七十八回"),
            ("三千百二十人", "3,120人"),
            ("120000000円", "1億2,000万円"),
        ):
            terms = tokens(asked)
            with closing(open_store(second / "library.db")) as store:
                hits = store.words.search([t for t in terms if t.isdigit()], 30)
                passages = store.passages([passage_id for passage_id, _ in hits])
            assert any(found in passage.text for passage in passages.values()), asked
        assert library.search("290人が", 1, ["町の条例"])[0].lexical > 0
    changed = {key for key in before if before[key] != after[key]}
    assert 3 <= len(changed) < len(before) == len(after)
    assert all(after[key].startswith(before[key][:-1]) for key in before)


def test_words_that_stay_as_they_are_are_not_written_again(sixth: Path) -> None:
    """There may be no room for them."""

    def written() -> list[tuple[int, bytes]]:
        with closing(sqlite3.connect(sixth / "library.db")) as database:
            return database.execute("SELECT id, block FROM words_data ORDER BY id").fetchall()

    with Library.open(sixth, TinyEncoder()) as library:
        library.add(document("町の計画", "町は、倉庫を置く。", "plan.txt"))
    before = written()
    with closing(sqlite3.connect(sixth / "library.db")) as database:
        database.execute("PRAGMA user_version = 6")
    with Library.open(sixth, TinyEncoder()) as library:
        assert library.verify() == []
    assert written() == before


def test_format_2_with_a_damaged_word_index_is_brought_up_with_a_new_one(second: Path) -> None:
    with closing(sqlite3.connect(second / "library.db")) as database, database:
        database.execute("DELETE FROM words_data WHERE id > 10")
        database.execute("UPDATE words_data SET block = zeroblob(8) WHERE id = 10")
    with Library.open(second, TinyEncoder()) as library:
        assert library.verify() == []
        assert library.frequencies(["12000"])[0] == {"12000": 1}


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE documents SET pages = '[5' WHERE id = 2",
        "UPDATE passages SET headings = '[5' WHERE document_id = 2",
    ],
)
def test_format_2_with_a_damaged_document_is_brought_up_with_it(damage: str, second: Path) -> None:
    with closing(sqlite3.connect(second / "library.db")) as database, database:
        database.execute(damage)
    with Library.open(second, TinyEncoder()) as library:
        assert library.search("訓練", 1, ["訓練"])
        assert {fault.document_id for fault in library.verify()} == {2}
        library.remove("町の条例")
        assert library.verify() == []


def test_format_2_is_brought_up_all_or_not(second: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write, written = WordIndex.write_again, 0

    def failing(*arguments: Any) -> None:
        nonlocal written
        written += 1
        if written == 15:
            raise KeyboardInterrupt
        write(*arguments)

    monkeypatch.setattr(WordIndex, "write_again", failing)
    before = (second / "library.db").read_bytes()
    with pytest.raises(KeyboardInterrupt):
        Library.open(second, TinyEncoder())
    with closing(sqlite3.connect(second / "library.db")) as database:
        assert database.execute("PRAGMA user_version").fetchone() == (2,)
    assert (second / "library.db").read_bytes() == before
    monkeypatch.undo()
    with Library.open(second, TinyEncoder()) as library:
        assert library.verify() == [] and library.history.conversations("ann") == []


def test_format_1_has_room_for_conversations_then(old: Path) -> None:
    with Library.open(old, TinyEncoder()) as library:
        kept = library.history.begin("ann", "倉庫")
        assert library.history.conversations("ann") == [kept]


def test_several_processes_bring_it_up_once(second: Path) -> None:
    together = Barrier(4)

    def open_() -> str:
        together.wait()
        with Library.open(second, TinyEncoder()) as library:
            library.history.begin("ann", "a")
            return library.generation()

    with ThreadPoolExecutor(4) as pool:
        generations = {task.result() for task in [pool.submit(open_) for _ in range(4)]}
    assert len(generations) == 1
    with Library.open(second, TinyEncoder()) as library:
        assert len(library.history.conversations("ann")) == 4 and library.verify() == []


def test_being_brought_up_is_all_or_nothing(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    move, moved = older._move_vectors, 0

    def failing(*arguments: object) -> None:
        nonlocal moved
        moved += 1
        if moved == 2:
            raise KeyboardInterrupt
        move(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(older, "_move_vectors", failing)
    before = (old / "library.db").read_bytes()
    with pytest.raises(KeyboardInterrupt):
        Library.open(old, TinyEncoder())
    assert (old / "library.db").read_bytes() == before
    monkeypatch.undo()
    with Library.open(old, TinyEncoder()) as library:
        assert len(library.documents()) == 3 and library.verify() == []


WRAPPED = document(
    "条約",
    "政府は、外国の機関との協力を進めるため、昭和三十五年に新しい安全保\n"
    "障条約を締結した。そして、今日に至るまでその約束を守ってきた。\n",
    "treaty.txt",
)


@pytest.fixture
def third(folder: Path) -> Path:
    """As format 3 had it: of a word that a line end cuts, the two halves."""
    with Library.open(folder, TinyEncoder(), builtin=False) as library:
        library.add(WRAPPED)
    with closing(sqlite3.connect(folder / "library.db")) as database, database:
        database.execute(
            "UPDATE words SET text = ?", (" ".join(tokens("政府は、安全保 障条約を")),)
        )
        database.execute("PRAGMA user_version = 3")
    return folder


def test_format_3_finds_the_words_that_line_ends_cut_then(third: Path) -> None:
    with Library.open(third, TinyEncoder()) as library:
        assert library.frequencies(["保障"])[0] == {"保障": 1} and library.verify() == []


def test_format_4_finds_years_in_kanji_digit_by_digit_then(folder: Path) -> None:
    dated = document("消防団", "平成三〇年一〇月に、市は消防団を設けた。\n", "fire.txt")
    with Library.open(folder, TinyEncoder(), builtin=False) as library:
        library.add(dated)
    with closing(sqlite3.connect(folder / "library.db")) as database, database:
        (text,) = database.execute("SELECT text FROM words").fetchone()
        kept = [word for word in text.split() if not word.startswith("y2018")]
        assert len(kept) < len(text.split())
        database.execute("UPDATE words SET text = ?", (" ".join(kept),))
        database.execute("PRAGMA user_version = 4")
    with Library.open(folder, TinyEncoder()) as library:
        assert library.frequencies(["y2018"])[0] == {"y2018": 1} and library.verify() == []


@pytest.fixture
def fifth(folder: Path) -> Path:
    """As format 5 had it: some English dates were none, and a name was one."""
    dated = document("Plan", "From January to March 2019 the board used option S2.\n", "plan.txt")
    with Library.open(folder, TinyEncoder(), builtin=False) as library:
        library.add(dated)
    with closing(sqlite3.connect(folder / "library.db")) as database, database:
        (text,) = database.execute("SELECT text FROM words").fetchone()
        kept = [word for word in text.split() if word != "y2019m1"]
        assert len(kept) < len(text.split())
        database.execute("UPDATE words SET text = ?", (" ".join([*kept, "y1927"]),))
        database.execute("PRAGMA user_version = 5")
    return folder


def test_format_5_finds_english_dates_and_no_names_as_such_then(fifth: Path) -> None:
    with Library.open(fifth, TinyEncoder()) as library:
        assert library.frequencies(["y2019m1", "y1927"])[0] == {"y2019m1": 1}
        assert library.verify() == []


def test_format_5_can_be_read_as_it_is(fifth: Path, tmp_path: Path) -> None:
    store = open_store(fifth / "library.db", frozen=True)
    assert store.names() == ["Plan"] and verify(store, TinyEncoder()) == []
    store.close()
    with Library.open(tmp_path / "other", TinyEncoder(), builtin=False) as other:
        assert [name for name, _ in other.import_from(fifth / "library.db")] == ["Plan"]
        assert other.frequencies(["y2019m1"])[0] == {"y2019m1": 1}


@pytest.fixture
def sixth(folder: Path) -> Path:
    """As format 6 had it: a word set wide was its characters, and a list of years no dates."""
    minutes = document(
        "議事録", "会議の　傍 聴 者　４名。令和４・５・６年度の資格を認める。\n", "minutes.txt"
    )
    with Library.open(folder, TinyEncoder(), builtin=False) as library:
        library.add(minutes)
    new = {"傍聴", "聴者", "y2022", "y2023", "y2024"}
    with closing(sqlite3.connect(folder / "library.db")) as database, database:
        rows = database.execute("SELECT rowid, text FROM words").fetchall()
        assert new <= {word for _, text in rows for word in text.split()}
        for rowid, text in rows:
            kept = " ".join(word for word in text.split() if word not in new)
            database.execute("UPDATE words SET text = ? WHERE rowid = ?", (kept, rowid))
        database.execute("PRAGMA user_version = 6")
    return folder


def test_format_6_finds_words_set_wide_and_lists_of_years_then(sixth: Path) -> None:
    with Library.open(sixth, TinyEncoder()) as library:
        assert library.frequencies(["聴者", "y2023"])[0] == {"聴者": 1, "y2023": 1}
        assert library.verify() == []


def test_format_6_can_be_read_as_it_is(sixth: Path, tmp_path: Path) -> None:
    store = open_store(sixth / "library.db", frozen=True)
    assert store.names() == ["議事録"] and verify(store, TinyEncoder()) == []
    store.close()
    with Library.open(tmp_path / "other", TinyEncoder(), builtin=False) as other:
        assert [name for name, _ in other.import_from(sixth / "library.db")] == ["議事録"]
        assert other.frequencies(["聴者", "y2023"])[0] == {"聴者": 1, "y2023": 1}


def test_format_3_can_be_read_as_it_is(third: Path, tmp_path: Path) -> None:
    store = open_store(third / "library.db", frozen=True)
    assert store.names() == ["条約"] and verify(store, TinyEncoder()) == []
    store.close()
    with Library.open(tmp_path / "other", TinyEncoder(), builtin=False) as other:
        assert [name for name, _ in other.import_from(third / "library.db")] == ["条約"]
        assert other.frequencies(["保障"])[0] == {"保障": 1}


@pytest.mark.parametrize("made", [OLD, SECOND])
def test_one_that_may_only_be_read_says_what_to_do(made: Path) -> None:
    with pytest.raises(LibraryVersionError, match="open it once where it may be written"):
        open_store(made / "library.db", frozen=True)


def test_a_library_that_another_process_is_making_is_not_of_an_unknown_format(
    tmp_path: Path,
) -> None:
    """The version and the tables are read as of one moment."""
    for round_ in range(15):
        path, together = tmp_path / f"{round_}.db", Barrier(6)

        def make(path: Path = path, together: Barrier = together) -> str | None:
            together.wait()
            store = open_store(path)
            try:
                return store.database.get("id")
            finally:
                store.database.close()

        with ThreadPoolExecutor(6) as pool:
            made = {task.result() for task in [pool.submit(make) for _ in range(6)]}
        assert len(made) == 1 and None not in made
