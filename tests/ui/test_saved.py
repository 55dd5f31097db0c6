"""Kept conversations: whose they are, what they show, how they go on and are taken away."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import gradio as gr
import pybtex.database
import pytest
import rispy

from corpus.document import document
from corpus.errors import LibraryError
from index.format import open_store
from index.library import Library
from qa.answer import Answer, answer
from qa.quote import Quote
from tests.tiny import TinyEncoder
from ui.answer_html import answer_html
from ui.answer_record import answer_json
from ui.page.download import FORMS, file_name, zone
from ui.page.keeping import Kept, keep
from ui.page.matches import excerpt, matches
from ui.page.saved import SavedEvents, conversation_in
from ui.page.turns import ShownTurn, messages, outcome_html, shown_again
from ui.record import Checked
from ui.strings import STRINGS

TOWN = document(
    "町の<b>条例</b>", "第1条 町は、倉庫を置く。\n第2条 町長は、倉庫を守る。\n", "town.txt"
)
HOSTILE = "<script>window.harmed=1</script> **倉庫** ${x} {{y}} \u202eABC"
ASKED = "町は何を置く？"


@pytest.fixture
def library(folder: Path) -> Iterator[Library]:
    with Library.open(folder, TinyEncoder(), builtin=False) as opened:
        opened.add(TOWN)
        yield opened


def record(library: Library, text: str = "町は、倉庫を置く。") -> dict[str, Any]:
    """The record of an answer that quotes a sentence of the town's."""
    start = TOWN.text.index(text)
    (passage,) = (each for each in library.passages(TOWN.name) if each.start <= start < each.end)
    quote = Quote(passage, start, start + len(text), ((start, start + 1),), 1.0, 0.5)
    made: dict[str, Any] = json.loads(
        json.dumps(answer_json(Answer(ASKED, "ja", (quote,), (), 0.9, (), (), 0.001)))
    )
    return made


def kept(library: Library, owner: str, question: str = ASKED) -> str:
    made = keep(library, owner, "", question, record(library))
    assert made.turn is not None and not made.lost
    return made.conversation


def turns_of(library: Library, owner: str, conversation: str) -> list[ShownTurn]:
    turns = library.history.turns(owner, conversation)
    return [shown_again(turn, "en", library) for turn in turns]


def sent(**what: object) -> Any:
    return gr.EventData(None, what)


def titles(html: str) -> list[str]:
    return re.findall(r'data-title="([^"]*)"', html)


# --- whose they are


def test_two_owners_never_see_each_others(library: Library) -> None:
    ann, bob = kept(library, "user:ann", "倉庫とアン"), kept(library, "user:bob", "倉庫とボブ")
    for query in ("", "倉庫"):
        assert titles(SavedEvents(library, "user:ann", "ja", query).listing()) == ["倉庫とアン"]
        assert titles(SavedEvents(library, "user:bob", "ja", query).listing()) == ["倉庫とボブ"]
    assert "アン" not in SavedEvents(library, "user:bob", "ja", "アン").listing()

    # What Bob's browser may send, it cannot make Ann's his.
    opened, drawn = SavedEvents(library, "user:bob", "en").go_on("", sent(id=ann))
    assert opened == gr.skip() and "no longer there" in drawn
    for attempt in (
        SavedEvents(library, "user:bob", "en").retitle(sent(id=ann, title="mine")),
        SavedEvents(library, "user:bob", "en").forget(sent(id=ann)),
        *(
            SavedEvents(library, "user:bob", "en").take(sent(id=ann, form=form))[1]
            for form in FORMS
        ),
    ):
        assert "no longer there" in attempt and titles(attempt) == ["倉庫とボブ"]
    made, _ = SavedEvents(library, "user:bob", "en").take(sent(id=ann, form="json"))
    assert made == ""
    with pytest.raises(LibraryError):
        turns_of(library, "user:bob", ann)
    assert [each.question for each in turns_of(library, "user:ann", ann)] == ["倉庫とアン"]
    assert bob != ann


def test_a_conversation_of_somebody_else_is_never_added_to(library: Library) -> None:
    ann = kept(library, "user:ann")
    made = keep(library, "user:bob", ann, "ボブの質問", record(library))
    assert made.turn is not None and made.conversation != ann
    assert len(turns_of(library, "user:ann", ann)) == 1


@pytest.mark.parametrize(
    "what",
    [{}, {"id": None}, {"id": ["x"]}, {"id": "' OR 1=1 --"}, {"id": "\ud800"}, {"id": {"id": 1}}],
)
def test_ids_that_are_none(library: Library, what: dict[str, Any]) -> None:
    kept(library, "a")
    assert SavedEvents(library, "a", "ja").go_on("", sent(**what))[0] == gr.skip()
    assert len(titles(SavedEvents(library, "a", "ja").forget(sent(**what)))) == 1
    assert titles(SavedEvents(library, "a", "ja").retitle(sent(**what, title="x"))) == [ASKED]
    assert SavedEvents(library, "a", "ja").take(sent(**what, form="json"))[0] == ""


def test_nothing_is_shown_before_the_owner_is_known(library: Library) -> None:
    assert SavedEvents(library, "", "ja").listing() == gr.skip()
    assert "are not kept" in SavedEvents(library, "", "en").whole()[0]  # nor of who has no name
    assert SavedEvents(library, "a", "").whole() == (gr.skip(), gr.skip())  # type: ignore[arg-type]


# --- the list


def test_hostile_titles_are_text(library: Library) -> None:
    kept(library, "a", HOSTILE)
    for language in STRINGS:
        for query in ("", "script", "倉庫"):
            html = SavedEvents(library, "a", language, query).listing()
            assert "<script" not in html.lower().replace("&lt;", "") and "\u202e" not in re.sub(
                r'data-title="[^"]*"', "", html
            )
            shown = re.sub(r'data-title="[^"]*"', "", html)
            assert "${" not in shown and "{{" not in shown and "**" not in shown


def test_the_words_that_match_are_shown(library: Library) -> None:
    kept(library, "a", "何を守る？")
    html = SavedEvents(library, "a", "ja", "倉庫 置").listing()
    assert "町は、<mark>倉庫</mark>を<mark>置</mark>く。" in html
    assert 'class="found"' not in SavedEvents(library, "a", "ja").listing()


def test_only_answers_with_the_words_are_read_for_them(folder: Path, library: Library) -> None:
    one = kept(library, "a", "公園は？")
    keep(library, "a", one, "何を守る？", record(library, "町長は、倉庫を守る。"))
    with closing(sqlite3.connect(folder / "library.db")) as database, database:
        database.execute("UPDATE turns SET record = '[' WHERE question = '公園は？'")
    assert "を<mark>守る</mark>" in SavedEvents(library, "a", "ja", "守る").listing()


def test_each_emptiness_says_what_to_do(library: Library) -> None:
    assert "Ask a question" in SavedEvents(library, "a", "en").listing()
    assert "質問すると" in SavedEvents(library, "a", "ja").listing()
    kept(library, "a")
    assert "Try fewer or other words" in SavedEvents(library, "a", "en", "火星").listing()


def test_renaming(library: Library) -> None:
    one = kept(library, "a")
    html = SavedEvents(library, "a", "en").retitle(sent(id=one, title="  倉庫の\nこと "))
    assert titles(html) == ["倉庫の こと"] and "Renamed" in html
    html = SavedEvents(library, "a", "en").retitle(sent(id=one, title="　"))
    assert titles(html) == ["倉庫の こと"] and "The title is empty" in html


def test_deleting(library: Library) -> None:
    one, other = kept(library, "a", "1"), kept(library, "a", "2")
    html = SavedEvents(library, "a", "en").forget(sent(id=one))
    assert titles(html) == ["2"] and "was deleted" in html
    html = SavedEvents(library, "a", "en").forget(sent(id=one))  # in another window, too
    assert titles(html) == ["2"] and "no longer there" in html
    with pytest.raises(LibraryError):
        turns_of(library, "a", one)
    assert turns_of(library, "a", other)


def test_going_on_with_the_same_one_again_is_another_value(library: Library) -> None:
    one = kept(library, "a")
    first, _ = SavedEvents(library, "a", "ja").go_on("", sent(id=one))
    second, _ = SavedEvents(library, "a", "ja").go_on(first, sent(id=one))
    assert first != second and {conversation_in(first), conversation_in(second)} == {one}
    assert conversation_in("") == ""


def test_only_so_many_are_listed_and_older_ones_are_found(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ui.page.saved._SHOWN", 2)
    for number in range(3):
        kept(library, "a", f"質問{number}")
    html = SavedEvents(library, "a", "en").listing()
    assert titles(html) == ["質問2", "質問1"] and "Search to find older ones" in html
    assert titles(SavedEvents(library, "a", "en", "質問0").listing()) == ["質問0"]


def test_a_library_that_may_only_be_read(folder: Path, library: Library) -> None:
    one = kept(library, "a")
    library.close()
    opened = Library(open_store(folder / "library.db", frozen=True), TinyEncoder())
    html = SavedEvents(opened, "a", "en").listing()
    assert "is read&#45;only" in html and titles(html) == [ASKED]
    assert 'data-act="delete"' not in html and 'data-act="export"' in html
    assert "is read&#45;only" in SavedEvents(opened, "b", "en").listing()
    for owner in ("a", "user:ann", ""):
        assert keep(opened, owner, one, ASKED, {}) == Kept(one, None, "kept.read_only")
    assert "could not be saved" in SavedEvents(opened, "a", "en").forget(sent(id=one))
    opened.close()


# --- keeping


def test_an_answer_comes_back_as_it_was(library: Library) -> None:
    given = [answer(each, library) for each in (ASKED, "火星のBerlinの天気は？")]
    first = keep(library, "a", "", ASKED, answer_json(given[0], [TOWN.name]))
    one = first.conversation
    second = keep(library, "a", one, "火星のBerlinの天気は？", answer_json(given[1]))
    assert first.turn and second.turn and second.conversation == one
    library.history.judge("a", second.turn, -1)
    turns = turns_of(library, "a", one)
    assert [(each.id, each.verdict) for each in turns] == [(first.turn, None), (second.turn, -1)]
    assert [each.documents for each in turns] == [(TOWN.name,), ()]
    for turn, was in zip(turns, given, strict=True):
        assert isinstance(turn.outcome, Answer)
        assert outcome_html(turn) == answer_html(was, "en")


def test_a_full_disk_takes_no_answer_away(folder: Path, library: Library) -> None:
    one = kept(library, "a")
    library.close()
    store = open_store(folder / "library.db")
    library = Library(store, TinyEncoder())
    with store.database.transaction():  # on the connection that writes
        (pages,) = store.database.execute("PRAGMA page_count").fetchone()
        store.database.execute(f"PRAGMA max_page_count = {pages + 2}")
    long = record(library) | {"understood": "長い文。" * 10_000}
    assert keep(library, "a", one, "2", long) == Kept(one, None, "kept.not")
    # And no empty conversation stays.
    assert keep(library, "a", "", "3", long) == Kept("", None, "kept.not")
    assert [each.id for each in library.history.conversations("a")] == [one]
    assert len(turns_of(library, "a", one)) == 1
    library.close()


def test_what_was_deleted_meanwhile_begins_anew(library: Library) -> None:
    one = kept(library, "a")
    library.history.delete("a", one)
    made = keep(library, "a", one, "次の質問", record(library))
    assert made.turn is not None and made.conversation != one
    assert [each.title for each in library.history.conversations("a")] == ["次の質問"]


def test_without_an_owner_nothing_is_kept(library: Library) -> None:
    assert keep(library, "", "", ASKED, record(library)) == Kept("", None, "kept.nobody")


def test_a_quote_that_no_longer_stands_is_shown_as_that(library: Library) -> None:
    one = kept(library, "a")
    library.remove(TOWN.name)
    library.add(document(TOWN.name, TOWN.text.replace("置く", "置ける"), TOWN.source))
    (turn,) = turns_of(library, "a", one)
    assert isinstance(turn.outcome, Checked)
    for language, words in STRINGS.items():
        html = outcome_html(replace(turn, language=language))
        assert (
            "quote past" in html and "町は、倉庫を置く。" in html and words["kept.past"][:9] in html
        )
        assert "<a " not in html and "<mark" not in html and "<b>" not in html


def test_a_quote_under_another_heading_is_shown_as_it_was(library: Library) -> None:
    """With the question that it was given to, where that is not what was typed."""
    made = keep(library, "a", "", "何を？", record(library) | {"understood": ASKED})
    assert made.turn is not None
    library.remove(TOWN.name)
    moved = "第1条 町は、蔵を置く。\n第2条 町は、倉庫を置く。\n"
    library.add(document(TOWN.name, moved, TOWN.source))
    (turn,) = turns_of(library, "a", made.conversation)
    html = outcome_html(replace(turn, language="ja"))
    assert "quote past" in html and "第1条" in html and "第2条" not in html and "<a " not in html
    assert f'<q lang="ja">{ASKED}</q>' in html


def test_what_still_stands_beside_it_keeps_its_link(library: Library) -> None:
    both = record(library)
    both["quotes"] += record(library, "町長は、倉庫を守る。")["quotes"]
    made = keep(library, "a", "", ASKED, both)
    assert made.turn is not None
    library.remove(TOWN.name)
    library.add(document(TOWN.name, TOWN.text.replace("置く。", "持つ。"), TOWN.source))
    (turn,) = turns_of(library, "a", made.conversation)
    html = outcome_html(replace(turn, language="ja"))
    assert html.count("quote past") == 1 and html.count('class="place"') == 1
    assert "quote first" not in html  # nor does it become the answer


def test_a_damaged_record_is_said_to_be_that(library: Library) -> None:
    made = keep(library, "a", "", ASKED, {"quotes": 1})
    assert made.turn is not None
    (turn,) = turns_of(library, "a", made.conversation)
    assert turn.outcome == "kept.unreadable"
    assert "ask again" in outcome_html(turn)
    assert "judge" not in messages([turn])[-1]["content"]  # what is not seen is not right or wrong
    text, html = SavedEvents(library, "a", "en").take(sent(id=made.conversation, form="print"))
    assert text == "" and "is damaged" in html


# --- taking away


def take(library: Library, one: str, form: str, zone: str = "Asia/Tokyo") -> dict[str, str]:
    made, _ = SavedEvents(library, "a", "ja").take(sent(id=one, form=form, zone=zone))
    file: dict[str, str] = json.loads(made)
    return file


def test_every_form_with_a_name_that_survives(library: Library) -> None:
    one = kept(library, "a", "EUROPOL/取決めは？")
    files = {form: take(library, one, form) for form in FORMS}
    assert {form: file["name"].rpartition(".")[2] for form, file in files.items()} == {
        "markdown": "md", "json": "json", "print": "html", "bibtex": "bib", "ris": "ris",
    }  # fmt: skip
    assert all(file["name"].startswith("EUROPOL_取決めは？.") for file in files.values())
    exported = json.loads(files["json"]["text"])
    assert exported["exported_at"].endswith("+09:00")
    assert exported["turns"][0]["record"] == record(library)
    assert "町は、倉庫を置く。" in files["markdown"]["text"]
    assert files["print"]["text"].startswith("<!DOCTYPE html>")
    (entry,) = pybtex.database.parse_string(files["bibtex"]["text"], "bibtex").entries.values()
    (entered,) = rispy.loads(files["ris"]["text"])
    assert entry.fields["note"] == "第1条" and entered["notes"] == ["第1条", "ファイル：town.txt"]


def test_nothing_to_cite_is_said(library: Library) -> None:
    one = kept(library, "a")
    library.remove(TOWN.name)
    made, html = SavedEvents(library, "a", "en").take(sent(id=one, form="ris"))
    assert made == "" and "nothing to cite" in html
    assert SavedEvents(library, "a", "en").take(sent(id=one, form="../x"))[0] == ""


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("火星の天気は？", "火星の天気は？.md"),
        ('a/b\\c:d*e?f"g<h>i|j', "a_b_c_d_e_f_g_h_i_j.md"),
        ("../../etc/passwd", "_.._etc_passwd.md"),
        ("\u202egpj.exe\x00", "gpj.exe.md"),
        ("CON", "hakusho_CON.md"),
        ("...", "hakusho.md"),
        ("長" * 200, "長" * 60 + ".md"),
        ("か\u3099", "が.md"),
    ],
)
def test_names_of_files(title: str, name: str) -> None:
    assert file_name(title, "md") == name


def test_time_zones_of_browsers() -> None:
    tokyo = datetime(2026, 1, 1, tzinfo=timezone.utc).astimezone(zone("Asia/Tokyo"))
    assert tokyo.utcoffset() == timedelta(hours=9)
    for unknown in ("", "../../etc/passwd", "Mars/Olympus", "\x00"):
        assert zone(unknown) is None


# --- matches


@pytest.mark.parametrize(
    ("text", "words", "found"),
    [
        ("ＥＵＲＯＰＯＬとの取決め", ["europol"], ["ＥＵＲＯＰＯＬ"]),
        ("ｶﾞｲﾄﾞ", ["ガイド"], ["ｶﾞｲﾄﾞ"]),
        ("か\u3099い", ["がい"], ["か\u3099い"]),
        ("10㌔先", ["ロ"], ["㌔"]),
        ("STRASSE straße", ["strasse"], ["STRASSE", "straße"]),
        ("abcabc", ["abc", "bca"], ["abcabc"]),
        ("なし", ["火星"], []),
        ("", ["火星"], []),
    ],
)
def test_matches_are_of_the_text_as_it_is(text: str, words: list[str], found: list[str]) -> None:
    assert [text[start:end] for start, end in matches(text, words)] == found


def test_an_excerpt_cuts_no_word_and_takes_the_text_with_the_most() -> None:
    long = "The extraordinary convention on extradition was signed " + "x " * 200
    shown = excerpt(["extradition", long], ["extradition", "signed"])
    assert shown is not None and shown.text == long
    assert long[shown.start : shown.end].startswith("convention on extradition")
    assert all(shown.start <= start < end <= len(long) for start, end in shown.marks)
    assert excerpt(["a"], ["b"]) is None


def test_every_form_has_words() -> None:
    assert all(form.words in words for words in STRINGS.values() for form in FORMS.values())
