"""The conversations kept with a library: whose they are, what they survive, how they go."""

from __future__ import annotations

import json
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from corpus.document import document
from corpus.errors import LibraryError
from index.format import open_store
from index.history import History, search_words
from index.library import Library
from index.store import Store
from index.verify import repair
from tests.tiny import TinyEncoder

ROOT = Path(__file__).parents[2]
TOWN = document("町", "第1条 町は、倉庫を置く。\n第2条 町長は、倉庫を守る。\n", "town.txt")
SECRET = "誰にも言わない質問"


def record(text: str = "町は、倉庫を置く。", **more: Any) -> dict[str, Any]:
    quote = {"text": text, "start": 4, "end": 13, "document": "町", "highlights": [[6, 8]]}
    return {"language": "ja", "abstained": False, "quotes": [quote], "notes": [], **more}


@pytest.fixture
def store(folder: Path) -> Store:
    with Library.open(folder, TinyEncoder(), builtin=False) as made:
        made.add(TOWN)
    return open_store(folder / "library.db")


@pytest.fixture
def library(store: Store) -> Iterator[Library]:
    with Library(store, TinyEncoder()) as opened:
        yield opened


@pytest.fixture
def history(library: Library) -> History:
    return library.history


def test_a_conversation_is_kept_as_it_was(folder: Path, library: Library) -> None:
    kept = library.history.begin("ann", "倉庫のこと")
    first = library.history.add("ann", kept.id, "倉庫を置くのは？", record(elapsed_ms=1.5))
    second = library.history.add("ann", kept.id, "Who guards it?", record("町長は、倉庫を守る。"))
    with Library.open(folder, TinyEncoder()) as again:
        assert again.history.turns("ann", kept.id) == [first, second]
        assert first.record == record(elapsed_ms=1.5) and first.verdict is None
        (listed,) = again.history.conversations("ann")
        assert (listed.id, listed.title, listed.turns) == (kept.id, "倉庫のこと", 2)
        assert kept.created == listed.created <= listed.changed == second.created
        assert abs(time.time() - second.created) < 60
        assert again.verify() == []


def test_it_is_named_after_its_first_question_unless_it_has_a_title(history: History) -> None:
    one = history.begin("ann")
    history.add("ann", one.id, " 倉庫は\n どこか？ ", record())
    history.add("ann", one.id, "いつ？", record())
    assert history.conversations("ann")[0].title == "倉庫は どこか？"
    history.rename("ann", one.id, "  町の\t倉庫 " + "長" * 500)
    assert history.conversations("ann")[0].title == ("町の 倉庫 " + "長" * 500)[:200]
    with pytest.raises(LibraryError, match="title is empty"):
        history.rename("ann", one.id, " \n")


def test_what_another_began_is_not_there(history: History) -> None:
    hers = history.begin("ann", "hers")
    turn = history.add("ann", hers.id, "倉庫は？", record())
    history.begin("bob", "his")
    attempts: list[Callable[[], object]] = [
        lambda: history.turns("bob", hers.id),
        lambda: history.add("bob", hers.id, "?", record()),
        lambda: history.rename("bob", hers.id, "mine"),
        lambda: history.delete("bob", hers.id),
        lambda: history.drop("bob", turn.id),
        lambda: history.judge("bob", turn.id, -1),
        lambda: history.turns("ann", "no such id"),
        lambda: history.drop("ann", turn.id + 1),
    ]
    for attempt in attempts:
        with pytest.raises(LibraryError, match="no such"):
            attempt()
    with pytest.raises(LibraryError, match="owner"):
        history.begin("", "nobody's")
    assert [c.title for c in history.conversations("bob")] == ["his"]
    assert history.conversations("bob", "倉庫") == history.conversations("", "倉庫") == []
    assert history.turns("ann", hers.id) == [turn]


def test_the_newest_comes_first_and_those_beyond_the_limit_not(history: History) -> None:
    made = [history.begin("ann", f"会話{i}") for i in range(5)]
    history.add("ann", made[1].id, "?", record())
    titles = [c.title for c in history.conversations("ann")]
    assert titles == ["会話1", "会話4", "会話3", "会話2", "会話0"]
    assert [c.title for c in history.conversations("ann", limit=2)] == titles[:2]
    assert [c.title for c in history.conversations("ann", "会話", limit=3)] == titles[:3]


@pytest.mark.parametrize(
    ("containing", "found"),
    [
        ("防災", True),  # title
        ("倉庫は", True),  # question
        ("ＥＵＲＯＰＯＬ", True),  # quote, whatever its width and case
        ("ｲﾝﾄﾞﾈｼｱ", True),
        ("europol　防災", True),  # each of the words somewhere
        ("understood so", True),
        ("注に書かれたこと", True),
        ("europol 港", False),
        ("highlights", False),  # a key is no text
        ("paragraph", False),  # nor is what is no text of it
        ("", True),
    ],
)
def test_finding_one_by_its_words(history: History, containing: str, found: bool) -> None:
    one = history.begin("ann", "防災のこと")
    history.begin("ann", "別のこと")
    history.add(
        "ann",
        one.id,
        "倉庫は？",
        record(
            "Europolとインドネシアが決めた。",
            kind="paragraph",
            understood="Understood so",
            notes=[{"text": "注に書かれたこと"}],
        ),
    )
    assert (one.id in [c.id for c in history.conversations("ann", containing)]) is found
    assert len(history.conversations("ann", containing)) == (2 if not containing else int(found))


def test_its_turns_by_their_words(history: History) -> None:
    one = history.begin("ann")
    for question in ("倉庫は？", "公園は？", "Ｅｕｒｏｐｏｌは？"):
        history.add("ann", one.id, question, {})
    found = history.turns("ann", one.id, search_words("EUROPOL 倉庫"))
    assert [turn.question for turn in found] == ["倉庫は？", "Ｅｕｒｏｐｏｌは？"]
    assert len(history.turns("ann", one.id, search_words(" "))) == 3


def test_one_is_found_by_its_owner_alone(history: History) -> None:
    mine = history.begin("me", "plans")
    history.add("me", mine.id, "いつ？", {})
    found = history.find("me", mine.id)
    assert found is not None and (found.title, found.turns) == ("plans", 1)
    assert found == history.conversations("me")[0]
    assert history.find("you", mine.id) is None and history.find("me", "none") is None


def test_a_verdict_is_kept_changed_and_taken_back(history: History) -> None:
    one, other = history.begin("ann", "a"), history.begin("bob", "b")
    first = history.add("ann", one.id, "1", record())
    second = history.add("bob", other.id, "2", record())
    history.add("bob", other.id, "3", record())
    history.judge("bob", second.id, 1)
    history.judge("ann", first.id, 1)
    history.judge("ann", first.id, -1)
    assert [(t.question, t.verdict) for t in history.judged()] == [("1", -1), ("2", 1)]
    history.judge("ann", first.id, None)
    assert [t.id for t in history.judged()] == [second.id]
    with pytest.raises(LibraryError, match="no verdict"):
        history.judge("bob", second.id, 5)
    assert history.turns("bob", other.id)[0].verdict == 1


def test_the_number_of_a_dropped_turn_never_means_another(history: History) -> None:
    one = history.begin("ann", "a")
    dropped = history.add("ann", one.id, "1", record())
    history.drop("ann", dropped.id)
    assert history.turns("ann", one.id) == []
    assert history.add("ann", one.id, "2", record()).id > dropped.id


def bytes_of(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.iterdir())


@pytest.mark.parametrize("how", ["delete", "drop"])
def test_nothing_is_left_of_what_is_deleted(folder: Path, library: Library, how: str) -> None:
    """Not in a page that is free, not in the log: in the very bytes of the folder."""
    history = library.history
    others = [history.begin("ann", f"別の会話{i}") for i in range(3)]
    one = history.begin("ann", SECRET if how == "delete" else "")
    for number in range(40):  # enough for pages to be split, and the record for several
        for other in others:
            history.add("ann", other.id, f"別の質問{number}", record("別の文。" * number * 50))
        history.add("ann", one.id, f"{SECRET}{number}", record(SECRET * number * 50))
    with closing(sqlite3.connect(folder / "library.db")) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT * FROM turns").fetchone()  # a reader who is soon done
        reader.execute("ROLLBACK")
    assert SECRET.encode() in bytes_of(folder)
    if how == "delete":
        history.delete("ann", one.id)
    else:
        for turn in history.turns("ann", one.id):
            history.drop("ann", turn.id)
        history.rename("ann", one.id, "x")
    assert SECRET.encode() not in bytes_of(folder)
    assert len(history.turns("ann", others[0].id)) == 40
    assert library.verify() == []


def test_a_reader_of_the_state_before_does_not_stop_a_deletion(
    folder: Path, library: Library, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.database._PATIENCE", 50)
    history = library.history
    one = history.begin("ann", SECRET)
    with closing(sqlite3.connect(folder / "library.db", isolation_level=None)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT * FROM conversations").fetchone()
        history.delete("ann", one.id)
        assert history.conversations("ann") == []
        reader.execute("ROLLBACK")
    assert store.database.empty_log()
    assert SECRET.encode() not in bytes_of(folder)


def test_answers_outlive_the_document_they_quote(library: Library) -> None:
    history = library.history
    one = history.begin("ann", "a")
    turn = history.add("ann", one.id, "倉庫は？", record())
    before = library.generation()
    history.judge("ann", turn.id, 1)
    assert library.generation() == before  # what is read of the documents stays good
    library.remove("町")
    assert [t.record for t in history.turns("ann", one.id)] == [record()]
    assert library.verify() == []


def test_what_utf_8_cannot_hold_is_kept_as_far_as_it_can(history: History) -> None:
    one = history.begin("a\ud800", "t\udfff")
    turn = history.add("a\ud800", one.id, "q\ud800\x00z", record("x\udc00\x00y"))
    assert history.turns("a\ud800", one.id) == [turn]
    assert (turn.question, turn.record["quotes"][0]["text"]) == ("q\ufffd\x00z", "x\ufffd\x00y")
    assert history.conversations("a\ud800", "z")[0].title == "t\ufffd"
    assert history.conversations("a\ud800", "\ud800") != []


# --- several at once, kills, libraries that may only be read


WRITER = """
import sys
from pathlib import Path
from index.store import Store
from index.history import History, search_words
history = History(Store(Path(sys.argv[1])).database)
one = history.begin(sys.argv[2], "")
for number in range(int(sys.argv[3])):
    turn = history.add(sys.argv[2], one.id, f"{number}", {"quotes": [{"text": "x" * 3000}]})
    print(turn.id, flush=True)
"""


def writer(folder: Path, owner: str, turns: int) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", WRITER, str(folder / "library.db"), owner, str(turns)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )


def test_processes_and_threads_at_once_lose_nothing(folder: Path, library: Library) -> None:
    history = library.history

    def talk(owner: str) -> list[int]:
        mine = history.begin(owner)
        kept = [history.add(owner, mine.id, str(i), record()).id for i in range(20)]
        assert [t.id for t in history.turns(owner, mine.id)] == kept
        return kept

    processes = [writer(folder, f"process {i}", 20) for i in range(2)]
    with ThreadPoolExecutor(4) as pool:
        by_threads = list(pool.map(talk, [f"thread {i}" for i in range(4)]))
    by_processes = [list(map(int, process.communicate()[0].split())) for process in processes]
    everything = [turn for some in (*by_threads, *by_processes) for turn in some]
    assert len(set(everything)) == len(everything) == 120
    for i, kept in enumerate(by_processes):
        (one,) = history.conversations(f"process {i}")
        assert [t.id for t in history.turns(f"process {i}", one.id)] == kept
    assert library.verify() == []


def test_what_was_kept_survives_a_kill(folder: Path, library: Library) -> None:
    for round_ in range(3):
        process = writer(folder, f"killed {round_}", 100_000)
        assert process.stdout is not None
        said = [process.stdout.readline() for _ in range(5 + round_ * 7)]
        process.send_signal(signal.SIGKILL)
        rest, _ = process.communicate()
        kept = [int(line) for line in "".join((*said, rest)).split("\n")[:-1]]
        (one,) = library.history.conversations(f"killed {round_}")
        turns = [t.id for t in library.history.turns(f"killed {round_}", one.id)]
        # One more may have been kept and not yet said.
        assert turns[: len(kept)] == kept and len(turns) - len(kept) in (0, 1)
    assert library.verify() == []


def test_a_library_that_may_only_be_read(folder: Path, library: Library) -> None:
    one = library.history.begin("ann", "a")
    turn = library.history.add("ann", one.id, "倉庫は？", record())
    assert library.history.writable
    library.close()
    store = Store(folder / "library.db", frozen=True)
    history = History(store.database)
    assert not history.writable
    assert history.turns("ann", one.id) == [turn] and len(history.conversations("ann", "倉庫")) == 1
    assert history.judged() == []
    attempts: list[Callable[[], object]] = [
        lambda: history.begin("ann", "b"),
        lambda: history.add("ann", one.id, "?", record()),
        lambda: history.drop("ann", turn.id),
        lambda: history.rename("ann", one.id, "b"),
        lambda: history.delete("ann", one.id),
        lambda: history.judge("ann", turn.id, 1),
    ]
    for attempt in attempts:
        with pytest.raises(LibraryError, match=r"may only be read; choose a folder"):
            attempt()
    assert history.turns("ann", one.id) == [turn]
    store.close()


def test_a_full_disk_loses_the_answer_and_nothing_else(library: Library, store: Store) -> None:
    history, database = library.history, store.database
    one = history.begin("ann", "a")
    turn = history.add("ann", one.id, "1", record())
    with database.transaction():
        (pages,) = database.execute("PRAGMA page_count").fetchone()
        database.execute(f"PRAGMA max_page_count = {pages + 2}")
    with pytest.raises(LibraryError, match=r"full.*nothing was changed; make room") as told:
        history.add("ann", one.id, "2", record("長い文。" * 10_000))
    assert told.value.reason == "full"
    assert history.turns("ann", one.id) == [turn] and library.verify() == []


# --- verifying, exporting


def damage(folder: Path, statement: str) -> None:
    with closing(sqlite3.connect(folder / "library.db")) as database, database:
        assert database.execute(statement).rowcount != 0


def test_what_is_searched_of_an_answer_is_verified_and_made_again(
    folder: Path, library: Library
) -> None:
    one = library.history.begin("ann", "a")
    library.history.add("ann", one.id, "1", record())
    damage(folder, "UPDATE turns SET folded = 'x'")
    assert [fault.remake for fault in library.verify()] == ["turn"]
    assert library.history.conversations("ann", "倉庫") == []
    assert library.verify(repair=True) == []
    assert [c.id for c in library.history.conversations("ann", "倉庫")] == [one.id]


def test_an_answer_that_is_damaged_is_reported_and_can_be_deleted(
    folder: Path, library: Library
) -> None:
    history = library.history
    one = history.begin("ann", SECRET)
    turn = history.add("ann", one.id, SECRET, record())
    for broken in ('{"a": ', "[1, 2]", json.dumps("text")):
        damage(folder, f"UPDATE turns SET record = '{broken}'")
        (fault,) = library.verify(repair=True)
        assert fault.remake is None and SECRET not in fault.what and str(turn.id) in fault.what
        with pytest.raises(LibraryError, match="damaged; delete its conversation"):
            history.turns("ann", one.id)
    history.delete("ann", one.id)
    assert library.verify() == []


@pytest.mark.parametrize(
    ("column", "remade"), [("question", None), ("record", None), ("folded", "turn")]
)
def test_a_turn_that_is_no_utf_8_hides_nothing_else(
    column: str, remade: str | None, folder: Path, library: Library
) -> None:
    one = library.history.begin("ann", "a")
    turn = library.history.add("ann", one.id, "1", record())
    damage(folder, f"UPDATE turns SET {column} = CAST(X'E8A888FF' AS TEXT)")
    damage(folder, "UPDATE words SET text = 'x' WHERE rowid = 1")
    words, fault = library.verify()
    assert words.remake == "words" and fault.remake == remade and str(turn.id) in fault.what
    left = library.verify(repair=True)
    assert left == ([] if remade else [fault])


def test_a_title_that_is_no_utf_8_hides_no_other_conversation(
    folder: Path, history: History
) -> None:
    for title in "ab":
        history.begin("ann", title)
    damage(folder, "UPDATE conversations SET title = CAST(X'E8A888FF' AS TEXT) WHERE title = 'a'")
    listed = {each.title: each.id for each in history.conversations("ann")}
    assert sorted(listed) == ["b", "計\ufffd"]
    history.rename("ann", listed["計\ufffd"], "a")
    assert sorted(each.title for each in history.conversations("ann")) == ["a", "b"]


def test_a_turn_that_was_deleted_since_it_was_found_faulty_is_no_matter(
    folder: Path, library: Library, store: Store
) -> None:
    one = library.history.begin("ann", "a")
    library.history.add("ann", one.id, "1", record())
    damage(folder, "UPDATE turns SET folded = 'x'")
    faults = library.verify()
    library.history.delete("ann", one.id)
    repair(store, TinyEncoder(), faults)
    assert library.verify() == []


def test_an_answer_of_no_conversation_is_found_and_goes(folder: Path, library: Library) -> None:
    one = library.history.begin("ann", "a")
    library.history.add("ann", one.id, "1", record())
    damage(folder, "DELETE FROM conversations")  # this connection keeps no foreign keys
    (fault,) = library.verify()
    assert fault.what == "a row of turns belongs to nothing"
    assert library.verify(repair=True) == []


def test_an_export_has_the_documents_and_no_conversation(
    folder: Path, library: Library, store: Store, tmp_path: Path
) -> None:
    one = library.history.begin("ann", SECRET)
    for number in range(50):
        library.history.add("ann", one.id, f"{SECRET}{number}", record(SECRET * number))
    library.export_to(tmp_path / "packed")
    written = (tmp_path / "packed").read_bytes()
    assert SECRET.encode() not in written and b"ann" not in written
    assert store.database.empty_log()
    assert len(written) < (folder / "library.db").stat().st_size
    with closing(sqlite3.connect(tmp_path / "packed")) as packed:
        sequences = dict(packed.execute("SELECT name, seq FROM sqlite_sequence"))
        assert "turns" not in sequences and "blocks" in sequences
        assert packed.execute("PRAGMA freelist_count").fetchone() == (0,)
    with Library.open(tmp_path / "two", TinyEncoder(), builtin=False) as two:
        assert [name for name, _ in two.import_from(tmp_path / "packed")] == ["町"]
        assert two.verify() == [] and two.history.conversations("ann") == []
    assert len(library.history.turns("ann", one.id)) == 50
    assert sorted(p.name for p in tmp_path.iterdir()) == ["library", "packed", "two"]


def test_conversations_in_a_file_that_is_taken_in_stay_in_it(
    library: Library, store: Store, tmp_path: Path
) -> None:
    library.history.begin("ann", "a")
    store.database.copy(tmp_path / "copied")
    with Library.open(tmp_path / "two", TinyEncoder(), builtin=False) as two:
        assert [name for name, _ in two.import_from(tmp_path / "copied")] == ["町"]
        assert two.history.conversations("ann") == []
