"""Answers that cannot be kept at once: while this or another program writes to the library."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from pathlib import Path
from threading import Event, Thread
from typing import Any

import gradio as gr
import pytest

from corpus.document import document
from index.library import Library
from qa.answer import Answer
from tests.tiny import TinyEncoder
from ui.adding import Upload, add_files
from ui.escaping import escape
from ui.page.desk import Desk, Talk
from ui.page.documents import DocumentEvents
from ui.page.keeping import Keeper, Kept, keep
from ui.page.owner import owner_of
from ui.page.saved import SavedEvents
from ui.place import document_key
from ui.strings import say

TOWN = document("町の条例", "第1条 町は、倉庫を置く。\n第2条 町長は、倉庫を守る。\n", "town.txt")
ASKED, NEXT = "町は何を置く？", "町長は何を守る？"
ME = owner_of("a" * 32, None)


@pytest.fixture
def library(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Library]:
    monkeypatch.setattr("ui.page.keeping._AGAIN", 0.02)
    with Library.open(folder, TinyEncoder(), builtin=False) as opened:
        opened.add(TOWN)
        yield opened


@contextmanager
def a_long_document(library: Library) -> Iterator[None]:
    """While one is being written."""
    begun, enough = Event(), Event()

    def write() -> None:
        with library._store.database.transaction():
            begun.set()
            assert enough.wait(20)

    writing = Thread(target=write)
    writing.start()
    assert begun.wait(20)
    try:
        yield
    finally:
        enough.set()
        writing.join()


@contextmanager
def another_program(library: Library) -> Iterator[None]:
    """While it writes; to wait for it is given up soon."""
    database = library._store.database
    database._writer.execute("PRAGMA busy_timeout = 20")
    with closing(sqlite3.connect(database.path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield


def sent(**what: object) -> Any:
    return gr.EventData(None, what)


def test_an_answer_is_shown_before_it_can_be_kept(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = Desk(library)
    with monkeypatch.context() as hasty, a_long_document(library):
        hasty.setattr("ui.page.keeping._MOMENT", 0.02)
        talk = desk.ask(desk.ask(Talk(), ASKED, "ja", ME), NEXT, "ja", ME)
        assert (talk.id, talk.lost) == ("", "kept.later")
        assert all(isinstance(turn.outcome, Answer) and turn.id is None for turn in talk.turns)
    desk.keeper.finish(20)
    kept = desk.at_hand(talk, "", "ja", ME)
    (only,) = library.history.conversations(ME)
    assert (kept.id, kept.lost, only.title) == (only.id, "", ASKED)
    turns = library.history.turns(ME, kept.id)
    assert [turn.question for turn in turns] == [ASKED, NEXT]
    assert [turn.id for turn in turns] == [turn.id for turn in kept.turns]
    assert len(desk.ask(kept, ASKED, "ja", ME).turns) == 3


def test_a_page_that_is_loaded_anew_meanwhile_has_the_conversation(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ui.page.keeping._MOMENT", 0.02)
    desk = Desk(library)
    with ThreadPoolExecutor(1) as window:
        with a_long_document(library):
            talk = desk.ask(desk.ask(Talk(), ASKED, "ja", ME), NEXT, "ja", ME)
            loading = window.submit(desk.at_hand, Talk(), talk.id, "ja", ME)
            assert desk.at_hand(Talk(), "", "ja", owner_of("b" * 32, None)) == Talk()
            assert talk.id == "" and not loading.done()
        loaded = loading.result(20)
    assert [turn.question for turn in loaded.turns] == [ASKED, NEXT]
    assert desk.at_hand(Talk(), "", "ja", ME) == Talk()  # a window of its own, later


def test_what_another_program_holds_up_is_tried_again(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ui.page.keeping._MOMENT", 0.02)
    keeper = Keeper()
    with another_program(library):
        assert keep(library, ME, "", ASKED, {}) == Kept("", None, "kept.busy")
        keeping = keeper.keep(library, ME, "", ASKED, {})
        assert not keeping.done()
    kept = keeping.result(20)
    assert [turn.id for turn in library.history.turns(ME, kept.conversation)] == [kept.turn]


def test_at_the_end_it_is_not_tried_for_ever_and_that_is_said(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ui.page.keeping._MOMENT", 0.02)
    desk = Desk(library)
    with another_program(library):
        talk = desk.ask(Talk(), ASKED, "ja", ME)
        desk.keeper.finish(20)
        assert talk.lost == "kept.later" and desk.at_hand(talk, "", "ja", ME).lost == "kept.busy"


def test_that_another_program_writes_is_not_said_to_be_a_full_disk(
    library: Library, tmp_path: Path
) -> None:
    desk, saved = Desk(library), SavedEvents(library, ME, "en")
    talk = desk.ask(Talk(), ASKED, "en", ME)
    path = tmp_path / "sent" / "0" / "upload"
    path.parent.mkdir(parents=True)
    path.write_text("計画である。", "utf-8")
    with another_program(library):
        assert desk.judge(talk, 0, 1, ME).lost == "judge.busy"
        for html in (
            saved.retitle(sent(id=talk.id, title="x")),
            saved.forget(sent(id=talk.id)),
        ):
            assert escape(say("en", "saved.busy")) in html
        events = DocumentEvents(library, True)
        _, said, _ = events.discard("en", 0, sent(key=document_key(library.document(TOWN.name))))
        assert escape(say("en", "documents.busy")) in said
        *_, last = add_files(library, [Upload(path, "計画.txt")], Event())
        assert [(file.state, file.reason) for file in last.files] == [("failed", "busy")]
