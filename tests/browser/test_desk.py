"""What a reader does with questions and answers: put right, ask again, judge, come back."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from gradio.state_holder import SessionState, StateHolder
from playwright.sync_api import Browser, Page, expect

from corpus.builtin import builtin_document
from corpus.document import document
from index.encoder import Encoder
from index.library import Library
from qa.answer import Answer, answer
from tests.browser.test_page import ABSENT, EUROPOL, EUROPOL_WORDS, TREATY, ask
from ui.app import serve
from ui.page.desk import Desk
from ui.strings import say

Open = Callable[..., Page]

BOTH = pytest.mark.parametrize(
    ("locale", "width"), [("ja-JP", 1440), ("en-GB", 390)], ids=["ja-1440", "en-390"]
)


def tab(page: Page, name: str) -> None:
    page.click(f"#tab-{name}-button")
    expect(page.locator(f"#tab-{name}")).to_be_visible()


@BOTH
def test_a_question_is_put_right_and_asked_again(reader: Open, locale: str, width: int) -> None:
    page = reader(locale, width)
    ask(page, EUROPOL)
    page.locator("#chat .acts .edit").click()
    field = page.locator("#ask textarea")
    expect(field).to_be_focused()
    expect(field).to_have_value(EUROPOL)
    ask(page, f"\u200b{EUROPOL}")  # as it comes from other pages
    page.locator("#chat .acts .edit").last.click()
    expect(field).to_have_value(EUROPOL)
    page.fill("#ask textarea", TREATY)
    page.keyboard.press("Enter")
    expect(page.locator("#chat .question > p").last).to_have_text(TREATY)
    expect(page.locator("#chat .answer")).to_have_count(3)
    page.locator("#chat .acts .again").first.click()
    expect(page.locator("#chat .answer")).to_have_count(4)
    expect(page.locator("#chat .question > p").last).to_have_text(EUROPOL)
    expect(page.locator("#chat .quote.first blockquote").last).to_contain_text(EUROPOL_WORDS)
    expect(field).to_have_value("")


@BOTH
def test_an_answer_is_judged_with_the_keyboard_and_taken_back(
    reader: Open, locale: str, width: int
) -> None:
    page = reader(locale, width)
    ask(page, EUROPOL)
    chosen = page.locator("#chat .judge.chosen")
    for act in ("right", "wrong"):
        page.locator(f"#{act}-0").focus()
        page.keyboard.press("Enter")
        expect(chosen).to_have_count(1)
        expect(chosen).to_have_attribute("id", f"{act}-0")
        expect(page.locator(f"#{act}-0")).to_be_focused()
        expect(page.locator(f"#{act}-0")).to_have_attribute("aria-pressed", "true")
    page.locator("#wrong-0").click()
    expect(chosen).to_have_count(0)
    page.reload()
    expect(page.locator("#chat .judge")).to_have_count(2)  # and the conversation is there again
    expect(chosen).to_have_count(0)


@BOTH
def test_a_conversation_outlives_its_window(reader: Open, locale: str, width: int) -> None:
    page = reader(locale, width)
    ask(page, EUROPOL)
    ask(page, ABSENT)
    page.reload()
    expect(page.locator("#chat .question > p")).to_have_text([EUROPOL, ABSENT])
    expect(page.locator("#chat .absent")).to_have_count(1)
    expect(page.locator("#chat .quote.first blockquote")).to_contain_text(EUROPOL_WORDS)
    page.click("#new")
    expect(page.locator("#chat .question")).to_have_count(0)
    page.reload()
    page.wait_for_selector("#ask textarea[placeholder]:not([placeholder=''])")
    expect(page.locator("#chat .question")).to_have_count(0)
    # It is among the saved ones, and goes on from there.
    tab(page, "saved")
    page.locator("#saved-list [data-act=open]").first.click()
    expect(page.locator("#tab-ask")).to_be_visible()
    expect(page.locator("#chat .question > p")).to_have_text([EUROPOL, ABSENT])
    ask(page, TREATY)
    page.reload()
    expect(page.locator("#chat .question > p")).to_have_text([EUROPOL, ABSENT, TREATY])


@BOTH
def test_a_question_is_limited_to_a_document(reader: Open, locale: str, width: int) -> None:
    page = reader(locale, width)
    page.click("#limit input")
    page.locator("#limit ul [role=option]", has_text="悪意の").click()
    page.keyboard.press("Escape")
    ask(page, EUROPOL)
    expect(page.locator("#chat .absent")).to_have_count(1)
    expect(page.locator("#chat .acts .only")).to_contain_text("悪意の<b>報告書</b>")
    # The limit is of this conversation, and is there again with it.
    page.reload()
    expect(page.locator("#limit .token")).to_have_count(1)
    page.locator("#chat .acts .everywhere").click()
    expect(page.locator("#chat .quote.first blockquote")).to_contain_text(EUROPOL_WORDS)
    expect(page.locator("#limit .token")).to_have_count(0)


@BOTH
def test_suggested_questions_are_in_the_readers_language_and_answered(
    reader: Open, locale: str, width: int
) -> None:
    page = reader(locale, width)
    example = page.locator("#chat .example")
    expect(example.first).to_be_visible(timeout=30_000)
    japanese = locale == "ja-JP"
    assert all(("？" in text) == japanese for text in example.all_inner_texts())
    expect(page.locator("#chat .example[aria-label]")).to_have_count(0)  # Gradio's is English
    example.first.click()
    expect(page.locator("#chat .quote.first blockquote")).to_have_count(1)


@BOTH
def test_a_conversation_that_was_deleted_leaves_the_page(
    reader: Open, locale: str, width: int
) -> None:
    page = reader(locale, width)
    ask(page, EUROPOL)
    tab(page, "saved")
    page.locator("#saved-list [data-act=delete]").first.click()
    page.locator("#saved-list .drawer [data-act=forget]").first.click()
    expect(page.locator("#saved-list [data-act=open]")).to_have_count(0)
    tab(page, "ask")
    expect(page.locator("#chat .question")).to_have_count(0)


def test_going_to_a_tab_is_a_step_that_back_undoes(reader: Open) -> None:
    page = reader("ja-JP", 390)
    tab(page, "documents")
    tab(page, "saved")
    page.go_back()
    expect(page.locator("#tab-documents")).to_be_visible()
    page.go_back()
    expect(page.locator("#tab-ask")).to_be_visible()
    page.go_forward()
    expect(page.locator("#tab-documents")).to_be_visible()


def test_what_is_said_for_a_moment_can_be_read(reader: Open) -> None:
    page = reader("en-GB")
    ask(page, TREATY)
    page.locator("#chat .copy").first.click()
    expect(page.locator(".toast")).not_to_be_empty()
    tab(page, "saved")
    page.locator("#saved-list [data-act=rename]").first.click()
    page.keyboard.type("Treaties")
    page.keyboard.press("Enter")
    said = page.locator("#saved .said")
    expect(said).to_have_css("position", "static")


def test_a_place_opens_from_any_tab(reader: Open) -> None:
    page = reader("en-GB")
    ask(page, TREATY)
    tab(page, "documents")
    page.locator("#document-list a[href^='#']").first.click()
    expect(page.locator("#tab-ask")).to_be_visible()
    expect(page.locator("#source .document-name")).to_be_visible()


def test_the_words_of_the_page_are_the_readers_whatever_language_is_asked_in(reader: Open) -> None:
    page = reader("en-GB")
    ask(page, EUROPOL)
    expect(page.locator("#chat .answer")).to_contain_text("Notes to the quotes")
    expect(page.locator("#chat .acts .again")).to_have_text("Ask again")


@BOTH
def test_an_answer_that_comes_after_the_conversation_was_left_stays_away(
    reader: Open, locale: str, width: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, enough = threading.Event(), threading.Event()

    def slow(*arguments: Any, **options: Any) -> Answer:
        begun.set()
        assert enough.wait(20)
        return answer(*arguments, **options)

    page = reader(locale, width)
    ask(page, EUROPOL)
    monkeypatch.setattr("ui.page.desk.answer", slow)
    page.fill("#ask textarea", TREATY)
    page.press("#ask textarea", "Enter")
    assert begun.wait(20)
    page.click("#new")
    expect(page.locator("#chat .question")).to_have_count(0)
    expect(page.locator("#ask textarea")).to_have_value("")
    monkeypatch.undo()
    enough.set()
    page.wait_for_timeout(1000)
    expect(page.locator("#chat .question")).to_have_count(0)
    ask(page, ABSENT)
    expect(page.locator("#chat .question > p")).to_have_text([ABSENT])


def test_who_can_keep_nothing_is_told_so(browser: Browser, address: str) -> None:
    context = browser.new_context(locale="en-GB")
    page = context.new_page()
    page.add_init_script(  # as where a browser blocks site data
        "Object.defineProperty(window, 'localStorage',"
        " { get: () => { throw new DOMException('', 'SecurityError'); } });"
    )
    page.goto(address)
    page.wait_for_selector("#ask textarea[placeholder]:not([placeholder=''])")
    ask(page, EUROPOL)
    expect(page.locator("#lost")).to_have_text(say("en", "kept.nobody"))
    tab(page, "saved")
    expect(page.locator("#saved")).to_contain_text(say("en", "kept.nobody"))
    context.close()


def test_a_page_outlives_what_its_server_knows_of_it(
    browser: Browser, encoder: Encoder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As after a start, or when a page slept for an hour."""
    holders: list[StateHolder] = []
    get = StateHolder.__getitem__

    def watched(self: StateHolder, session: str) -> SessionState:
        holders.append(self)
        return get(self, session)

    monkeypatch.setattr(StateHolder, "__getitem__", watched)
    named, names = threading.Event(), Desk.names

    def counted(self: Desk) -> list[str]:
        found = names(self)
        named.set()
        return found

    monkeypatch.setattr(Desk, "names", counted)
    with Library.open(tmp_path, encoder) as library:
        library.add(document("手引き", "第1節 窓口\n相談の窓口は、市民課である。", "a"))
        server = serve(library, port=7960)
        context = browser.new_context(locale="en-GB")
        page = context.new_page()
        page.goto(server.url)
        page.wait_for_selector("#ask textarea[placeholder]:not([placeholder=''])")
        page.click("#limit input")
        page.locator("#limit ul [role=option]", has_text="警察白書").click()
        page.keyboard.press("Escape")
        ask(page, EUROPOL)
        holders[-1].session_data.clear()
        ask(page, TREATY)
        expect(page.locator("#chat .question > p")).to_have_text([EUROPOL, TREATY])
        expect(page.locator("#chat .acts .only").last).to_contain_text("警察白書")
        # Others add documents meanwhile.
        library.add(document("新しい手引き", "第1節 窓口\n受付は、総務課である。", "b"))
        tab(page, "documents")
        entries = page.locator("#document-list .entry")
        expect(entries).to_have_count(3)
        holders[-1].session_data.clear()
        entries.last.locator(".discard").click()
        entries.last.locator(".really").click()
        expect(page.locator("#documents-said")).to_contain_text("新しい手引き")
        tab(page, "saved")
        expect(page.locator("#saved-list [data-act=open]")).to_have_count(1)
        # Or remove them, and the question is limited to one that is gone.
        named.clear()
        tab(page, "ask")
        assert named.wait(20)  # the list that is renewed then still has it
        library.remove(builtin_document().name)
        ask(page, EUROPOL)
        expect(page.locator("#chat .notice")).to_contain_text("no longer there")
        expect(page.locator("#limit .token")).to_have_count(0)
        context.close()
        server.close()


@BOTH
def test_asking_again_leaves_what_is_being_typed(reader: Open, locale: str, width: int) -> None:
    page = reader(locale, width)
    ask(page, EUROPOL)
    page.fill("#ask textarea", "What I was about to")
    page.locator("#chat .acts .again").click()
    expect(page.locator("#chat .question > p")).to_have_text([EUROPOL, EUROPOL])
    expect(page.locator("#ask textarea")).to_have_value("What I was about to")
