"""What the chat does when a reader asks: answers, follow-ups, what is kept of them."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Any

import gradio as gr
import pytest

from corpus.builtin import builtin_document
from corpus.document import document
from corpus.errors import LibraryError
from index.encoder import Encoder
from index.history import History, Turn
from index.library import Library
from qa.answer import Answer
from qa.question import Language
from ui.answer_html import nothing
from ui.page.chat import Chat
from ui.page.desk import Desk, Talk
from ui.page.owner import owner_of
from ui.page.turns import first_place, messages
from ui.strings import say

ME, OTHER = owner_of("a" * 32, None), owner_of("b" * 32, None)
SIGNED = "PCSC協定はいつ署名された？"
FORCE = "では、いつ発効した？"


@pytest.fixture
def desk(folder: Path, encoder: Encoder) -> Desk:
    return Desk(Library.open(folder, encoder))


def last(talk: Talk) -> str:
    return str(messages(talk.turns)[-1]["content"])


def test_a_follow_up_takes_from_its_own_conversation_only(desk: Desk) -> None:
    talk = desk.ask(Talk(), SIGNED, "ja", ME)
    talk = desk.ask(talk, FORCE, "ja", ME)
    assert "PCSC協定は、いつ発効した？" in last(talk)
    assert say("ja", "typed") in messages(talk.turns)[2]["content"]
    assert 'class="typed"' not in messages(talk.turns)[0]["content"]
    typed = desk.ask_as_typed(talk, ME, 1)
    assert len(typed.turns) == 2 and 'class="typed"' not in messages(typed.turns)[2]["content"]
    assert "PCSC協定は、いつ" not in last(typed)
    # Of an earlier question too, which then stays: what was asked since may go back to it.
    talk = desk.ask_as_typed(desk.ask(talk, SIGNED, "ja", ME), ME, 1)
    assert [turn.question for turn in talk.turns] == [SIGNED, FORCE, SIGNED, FORCE]
    assert "PCSC協定は、いつ" not in last(talk)
    assert len(desk.library.history.turns(ME, talk.id)) == 4
    assert "PCSC協定は、いつ" not in last(desk.ask(Talk(), FORCE, "ja", OTHER))
    assert desk.ask_as_typed(Talk(), ME, 0) == Talk()


def test_small_talk_gets_a_friendly_word(desk: Desk) -> None:
    greetings: list[tuple[str, Language]] = [
        ("こんにちは！", "ja"),
        ("Thank you very much.", "en"),
    ]
    for text, language in greetings:
        assert say(language, "question.small-talk")[:5] in last(
            desk.ask(Talk(), text, language, ME)
        )


def test_a_page_that_has_not_told_its_language_is_answered(desk: Desk) -> None:
    with gr.Blocks():
        chat = Chat(desk, gr.Radio(), gr.Textbox(), nothing)
    updates = chat.respond(gr.Request(), None, None, Talk(), "", "")
    assert "Please type a question" in updates[chat.log][-1]["content"]


def test_answers_are_kept_for_their_reader_and_nobody_else(desk: Desk) -> None:
    talk = desk.ask(desk.ask(Talk(), SIGNED, "ja", ME), FORCE, "ja", ME)
    (kept,) = desk.library.history.conversations(ME)
    assert (kept.id, kept.title, kept.turns) == (talk.id, SIGNED, 2)
    assert desk.library.history.conversations(OTHER) == []
    # The answer that was asked for anew takes the place of the other.
    desk.ask_as_typed(talk, ME, 1)
    questions = [turn.record for turn in desk.library.history.turns(ME, talk.id)]
    assert len(questions) == 2 and "understood" not in questions[-1]


def test_words_that_are_missing_are_spoken_in_their_own_language(desk: Desk) -> None:
    talk = desk.ask(Talk(), "火星のBerlinの天気は？", "ja", ME)
    assert '<span lang="en">Berlin</span>' in last(talk)


def test_a_reader_of_no_name_keeps_nothing(desk: Desk) -> None:
    talk = desk.ask(Talk(), SIGNED, "ja", owner_of("short", None))
    assert isinstance(talk.turns[-1].outcome, Answer) and talk.turns[-1].id is None
    assert talk.lost == "kept.nobody"


def test_an_answer_is_kept_though_its_conversation_goes_that_moment(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    history, add = desk.library.history, History.add
    talk = desk.ask(Talk(), SIGNED, "ja", ME)

    def add_late(self: History, owner: str, conversation: str, *turn: Any) -> Turn:
        if conversation == talk.id:
            history.delete(owner, conversation)
        return add(self, owner, conversation, *turn)

    monkeypatch.setattr(History, "add", add_late)
    after = desk.ask(talk, "EUROPOLとは？", "ja", ME)
    assert after.lost == "" and after.id != talk.id
    assert [turn.question for turn in history.turns(ME, after.id)] == ["EUROPOLとは？"]


def test_a_conversation_that_was_deleted_meanwhile_begins_anew(desk: Desk) -> None:
    talk = desk.ask(Talk(), SIGNED, "ja", ME)
    desk.library.history.delete(ME, talk.id)
    after = desk.ask(talk, "警察庁の役割は？", "ja", ME)
    assert not after.lost and after.id != talk.id
    assert [each.id for each in desk.library.history.conversations(ME)] == [after.id]


def test_an_answer_that_cannot_be_kept_is_given_all_the_same(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*_: object) -> None:
        raise LibraryError("The disk is full.")

    monkeypatch.setattr(desk.library.history, "add", fail)
    with caplog.at_level(logging.WARNING):
        talk = desk.ask(Talk(), SIGNED, "ja", ME)
    assert talk.lost and isinstance(talk.turns[-1].outcome, Answer)
    assert "The disk is full." in caplog.text
    monkeypatch.undo()
    assert not desk.ask(talk, FORCE, "ja", ME).lost


def test_a_library_that_cannot_be_read_becomes_words(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise LibraryError("The disk is gone.")

    monkeypatch.setattr(desk.library, "search", fail)
    with caplog.at_level(logging.WARNING):
        talk = desk.ask(Talk(), "注1とは？", "en", ME)
    assert "The documents could not be read" in last(talk) and first_place(talk.turns) == ""
    assert [record.getMessage() for record in caplog.records] == ["The disk is gone."]


def test_a_question_is_asked_of_the_chosen_documents_only(desk: Desk) -> None:
    desk.library.add(
        document("住民の手引き", "第1節 窓口\nPCSC協定の相談窓口は、市民課である。", "a")
    )
    talk = desk.ask(Talk(), "PCSC協定とは何ですか？", "ja", ME, ["住民の手引き"])
    outcome = talk.turns[-1].outcome
    assert isinstance(outcome, Answer)
    named = {quote.passage.document.name for quote in (*outcome.quotes, *outcome.nearest)}
    assert named == {"住民の手引き"}
    assert '対象の文書：<span lang="ja">住民の手引き</span>' in messages(talk.turns)[0]["content"]
    (kept,) = desk.library.history.turns(ME, talk.id)
    assert kept.record["documents"] == ["住民の手引き"]


def test_what_a_reader_says_of_an_answer_is_kept(desk: Desk) -> None:
    talk = desk.ask(Talk(), SIGNED, "ja", ME)
    for verdict, kept in ((1, 1), (-1, -1), (-1, None)):
        talk = desk.judge(talk, 0, verdict, ME)
        assert talk.turns[0].verdict == kept
        assert desk.library.history.turns(ME, talk.id)[0].verdict == kept
    assert desk.judge(talk, 7, 1, ME) == talk
    # Another's page cannot judge it.
    assert desk.judge(talk, 0, 1, OTHER).lost == "judge.not"
    assert desk.library.history.turns(ME, talk.id)[0].verdict is None
    assert not desk.judge(desk.judge(talk, 0, 1, OTHER), 0, 1, ME).lost


@pytest.mark.parametrize("verdict", [1, -1])
def test_an_answer_that_was_judged_stays_beside_the_one_asked_as_typed(
    desk: Desk, verdict: int
) -> None:
    talk = desk.ask(desk.ask(Talk(), SIGNED, "ja", ME), FORCE, "ja", ME)
    after = desk.ask_as_typed(desk.judge(talk, 1, verdict, ME), ME, 1)
    assert [turn.verdict for turn in after.turns] == [None, verdict, None]
    assert [turn.verdict for turn in desk.library.history.turns(ME, talk.id)] == [
        None, verdict, None,
    ]  # fmt: skip


def test_what_can_be_done_with_a_question_stands_beneath_it(desk: Desk) -> None:
    talk = desk.judge(desk.ask(Talk(), SIGNED, "en", ME), 0, 1, ME)
    asked, said = messages(talk.turns)
    assert 'class="edit"' in asked["content"] and 'class="again"' in asked["content"]
    assert 'class="judge chosen" id="right-0"' in said["content"]
    assert 'class="judge" id="wrong-0"' in said["content"]


def test_a_question_is_asked_again_as_it_was_asked(desk: Desk) -> None:
    desk.library.add(document("住民の手引き", "第1節 窓口\n相談窓口は、市民課である。", "a"))
    talk = desk.ask(Talk(), SIGNED, "ja", ME, [builtin_document().name])
    talk = desk.ask(desk.ask(talk, FORCE, "ja", ME), "警察庁の役割は？", "ja", ME)
    again = desk.ask_again(talk, 1, ME)
    assert "PCSC協定は、いつ発効した？" in last(again) and len(again.turns) == 4
    # What stood for itself is not completed from what was asked since.
    first = desk.ask_again(again, 0, ME).turns[-1]
    assert isinstance(first.outcome, Answer) and not first.outcome.understood
    assert first.documents == (builtin_document().name,)
    assert desk.ask_again(talk, 0, ME, everywhere=True).turns[-1].documents == ()
    assert desk.ask_again(talk, 7, ME) == talk


def test_an_answer_gives_way_only_to_an_answer_that_is_kept(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise LibraryError("The disk is gone.")

    talk = desk.ask(desk.ask(Talk(), SIGNED, "ja", ME), FORCE, "ja", ME)
    for broken, method in ((desk.library, "search"), (desk.library.history, "add")):
        monkeypatch.setattr(broken, method, fail)
        desk.ask_as_typed(talk, ME, 1)
        monkeypatch.undo()
        assert len(desk.library.history.turns(ME, talk.id)) == 2
    monkeypatch.setattr(desk.library, "search", fail)
    after = desk.ask_as_typed(talk, ME, 1)
    assert after.turns[:2] == talk.turns and after.turns[2].outcome == "failed"


def test_a_question_of_a_document_that_is_gone_says_so(desk: Desk) -> None:
    question = f"{SIGNED}{'その日付を知りたい。' * 60}"
    talk = desk.ask(Talk(), question, "ja", ME, ["住民の手引き"])
    assert say("ja", "question.gone") in last(talk)
    # Asked again it is the same question, of nothing else; of all only when the reader says so.
    talk = desk.ask_again(talk, 0, ME)
    assert say("ja", "question.gone") in last(talk)
    assert (talk.turns[1].question, talk.turns[1].documents) == (question, ("住民の手引き",))
    assert 'class="everywhere"' in messages(talk.turns)[2]["content"]
    assert isinstance(desk.ask_again(talk, 1, ME, everywhere=True).turns[-1].outcome, Answer)


def test_a_question_that_is_too_long_stays_so(desk: Desk) -> None:
    talk = desk.ask(Talk(), "協定は？" * 100_000, "ja", ME)
    assert desk.ask_again(talk, 0, ME).turns[-1].outcome == "question.too-long"
    assert len(talk.turns[0].question) < 2100


def test_what_the_server_has_forgotten_comes_back_from_what_is_kept(desk: Desk) -> None:
    talk = desk.ask(Talk(), SIGNED, "ja", ME)
    assert desk.at_hand(talk, talk.id, "ja", ME) == talk
    assert desk.at_hand(Talk(), talk.id, "ja", ME).turns[0].id == talk.turns[0].id
    assert (
        desk.at_hand(Talk(), talk.id, "ja", OTHER) == desk.at_hand(Talk(), "", "ja", ME) == Talk()
    )


def test_what_cannot_be_read_for_a_moment_stays_on_the_page(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise LibraryError("The disk is gone.")

    talk = desk.ask(Talk(), SIGNED, "ja", ME)
    for method in ("turns", "find"):
        monkeypatch.setattr(desk.library.history, method, fail)
    held = desk.look_again(talk, ME)
    assert (held.turns, held.id, held.lost) == (talk.turns, talk.id, "failed")
    assert desk.resume(talk.id, "ja", ME) == Talk(id=talk.id, lost="failed")
    monkeypatch.undo()
    assert desk.look_again(held, ME) == talk


def test_what_was_deleted_or_is_damaged_leaves_the_page_with_the_reason(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise LibraryError("A kept answer is damaged.")

    talk = desk.ask(Talk(), SIGNED, "ja", ME)
    with monkeypatch.context() as patched:
        patched.setattr(desk.library.history, "turns", fail)
        assert desk.look_again(talk, ME) == Talk(lost="saved.damaged")
    desk.library.history.delete(ME, talk.id)
    assert desk.look_again(talk, ME) == Talk(lost="saved.gone")
    assert desk.resume(talk.id, "ja", ME) == Talk()
