"""Asking when all is not quick and well: what is typed meanwhile, and when no server answers."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import APIResponse, Browser, Error, Page, Route, expect

from corpus.document import document
from index.encoder import Encoder
from index.library import Library
from qa.answer import Answer, answer
from qa.question import Language
from tests.browser.test_desk import BOTH, tab
from tests.browser.test_page import EUROPOL, TREATY, ask
from tests.browser.test_stream import once, until
from ui.app import serve
from ui.strings import say

Open = Callable[..., Page]

READY = "#ask textarea[placeholder]:not([placeholder=''])"


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[threading.Event, threading.Event]]:
    """Answers wait: set when the first was asked for, and to be set for them to come."""
    begun, enough = threading.Event(), threading.Event()

    def waiting(*arguments: Any, **options: Any) -> Answer:
        begun.set()
        assert enough.wait(30)
        return answer(*arguments, **options)

    monkeypatch.setattr("ui.page.desk.answer", waiting)
    yield begun, enough
    enough.set()


@BOTH
def test_what_is_typed_and_sent_while_an_answer_is_on_its_way_is_not_lost(
    reader: Open, locale: str, width: int, slow: tuple[threading.Event, threading.Event]
) -> None:
    begun, enough = slow
    language: Language = "ja" if locale == "ja-JP" else "en"
    page = reader(locale, width)
    field, log = page.locator("#ask textarea"), page.locator("#chat [role=log]")
    expect(log).to_have_attribute("aria-label", say(language, "chat"))
    field.fill(EUROPOL)
    field.press("Enter")
    expect(field).to_have_value("")
    assert begun.wait(20)
    field.fill(TREATY)
    field.press("Enter")
    field.press("Enter")  # of nothing nothing comes
    field.press_sequentially("では、")
    said = page.locator("#asking[role=status] p")
    expect(said).to_have_count(2)
    expect(said.nth(0)).to_contain_text(f"{EUROPOL} {say(language, 'looking')}")
    expect(said.nth(1)).to_contain_text(f"{TREATY} {say(language, 'in_turn')}")
    expect(log).to_have_attribute("aria-busy", "true")
    enough.set()
    expect(page.locator("#chat .question > p")).to_have_text([EUROPOL, TREATY], timeout=20_000)
    expect(said).to_have_count(0)
    expect(log).to_have_attribute("aria-busy", "false")
    expect(field).to_have_value("では、")
    page.reload()
    expect(field).to_have_value("では、")
    expect(page.locator("#chat .question > p")).to_have_text([EUROPOL, TREATY])


@BOTH
def test_sending_nothing_loses_nothing(reader: Open, locale: str, width: int) -> None:
    language: Language = "ja" if locale == "ja-JP" else "en"
    page = reader(locale, width)
    examples = page.locator("#chat .example")
    expect(examples.first).to_be_visible(timeout=30_000)
    field = page.locator("#ask textarea")
    for typed, send in (("", "key"), (" \u3000\u200b", "key"), ("", "button")):
        field.fill(typed)
        if send == "key":
            field.press("Enter")
        else:
            page.click("#ask button")
        expect(page.locator(".toast[role=status]")).to_have_text(say(language, "question.empty"))
        expect(field).to_be_focused()
    page.wait_for_timeout(500)
    expect(page.locator("#chat .notice")).to_have_count(0)
    expect(examples.first).to_be_visible()
    field.fill(EUROPOL)
    field.press("Enter")
    expect(page.locator("#chat .quote.first")).to_be_visible()


def test_nothing_is_judged_or_translated_while_an_answer_is_on_its_way(
    reader: Open, slow: tuple[threading.Event, threading.Event]
) -> None:
    begun, enough = slow
    enough.set()
    page = reader("en-GB")
    ask(page, EUROPOL)
    expect(page.locator("#chat [role=log]")).to_have_attribute("aria-busy", "false")
    begun.clear()
    enough.clear()
    page.fill("#ask textarea", TREATY)
    page.press("#ask textarea", "Enter")
    assert begun.wait(20)
    page.locator("#chat .judge").first.click()
    page.locator("#language label").first.click()
    expect(page.locator("#chat .judge.chosen")).to_have_count(0)
    enough.set()
    expect(page.locator("#chat .question")).to_have_count(2)
    expect(page.locator("#chat [role=log]")).to_have_attribute("aria-busy", "false")
    assert page.evaluate("document.documentElement.lang") == "en"
    page.locator("#chat .judge").first.click()
    expect(page.locator("#chat .judge.chosen")).to_have_count(1)


@BOTH
def test_a_new_conversation_stays_new_when_the_answer_to_the_old_one_comes_late(
    reader: Open, locale: str, width: int
) -> None:
    page = reader(locale, width)
    ask(page, EUROPOL)
    page.wait_for_timeout(1000)  # until the list of conversations has it
    taken: list[tuple[Route, APIResponse]] = []
    # The server has the question, and the page does not know that yet.
    once(page, "**/queue/join*", lambda route: taken.append((route, route.fetch())), TREATY)
    page.fill("#ask textarea", TREATY)
    page.press("#ask textarea", "Enter")
    until(page, lambda: bool(taken))
    with page.expect_navigation():  # the page is loaded anew, and does not hear of the old one
        page.click("#new")
    page.wait_for_selector(READY)
    with suppress(Error):
        taken[0][0].fulfill(response=taken[0][1])
    page.wait_for_timeout(1000)
    expect(page.locator("#chat .question")).to_have_count(0)
    expect(page.locator("#ask textarea")).to_have_value("")
    ask(page, "EUROPOL")
    expect(page.locator("#chat .question > p")).to_have_text(["EUROPOL"])
    # The other one has its answer, and the way back from it leads to the list, loaded again too.
    tab(page, "saved")
    page.locator("#saved-list [data-act=open]").nth(1).click()
    expect(page.locator("#chat .question > p")).to_have_text([EUROPOL, TREATY])
    page.wait_for_function("history.state?.view === 'answers' && !history.state?.tab")
    page.go_back()
    expect(page.locator("#tab-saved")).to_be_visible()
    page.reload()
    expect(page.locator("#tab-saved")).to_be_visible()


@pytest.mark.parametrize("language", ["ja", "en"])
def test_a_question_that_no_server_took_is_in_the_field_again(
    browser: Browser, address: str, language: Language
) -> None:
    context = browser.new_context(locale=language)
    page = context.new_page()
    page.goto(address)
    page.wait_for_selector(READY)
    field = page.locator("#ask textarea")
    tab(page, "saved")
    expect(page.locator("#saved-list")).to_contain_text(say(language, "saved.none"))
    tab(page, "ask")
    # Refused: it can be sent again at once.
    once(page, "**/queue/join*", lambda route: route.fulfill(status=429, json={}), TREATY)
    field.fill(TREATY)
    with page.expect_response(lambda response: response.status == 429):
        field.press("Enter")
    expect(field).to_have_value(TREATY)
    # Nobody answers: what is known of what is kept is not said as if it were so now.
    page.route("**/app_id*", lambda route: route.abort())
    once(page, "**/queue/join*", lambda route: route.abort(), TREATY)
    field.press("Enter")
    expect(page.locator("#cut-off[role=alert]")).to_have_text(say(language, "cut_off"))
    expect(page.locator(".toast-wrap")).to_be_hidden()
    expect(field).to_have_value(TREATY)
    tab(page, "saved")
    expect(page.locator("#saved-list")).to_contain_text(say(language, "cut_off"))
    expect(page.locator("#saved-list")).not_to_contain_text(say(language, "saved.none"))
    # It does again: the page is loaded anew.
    with page.expect_navigation():
        page.unroute("**/app_id*")
    page.wait_for_selector(READY, state="attached")
    expect(page.locator("#cut-off")).to_have_count(0)
    expect(page.locator("#tab-saved")).to_be_visible()
    tab(page, "ask")
    expect(field).to_have_value(TREATY)
    field.press("Enter")
    expect(page.locator("#chat .question > p")).to_have_text([TREATY])
    expect(field).to_have_value("")
    context.close()


def test_any_number_of_tabs_can_be_open(browser: Browser, address: str) -> None:
    context = browser.new_context(locale="ja-JP")
    pages = [context.new_page() for _ in range(7)]  # a browser has six connections for a server
    for page in pages:
        page.goto(address, wait_until="commit")
    for page in pages:
        page.wait_for_selector(READY, timeout=90_000)
    ask(pages[0], EUROPOL)
    context.close()


# An answer has just come, and its question stays at the top: another link is pressed, and then
# the chat changes. How far the link has moved beneath the finger, in pixels.
PRESSED = """async (link) => {
  window.hakusho.answered("");
  link.scrollIntoView({ block: "center" });
  const pressed = link.getBoundingClientRect().top;
  link.dispatchEvent(new PointerEvent("pointerdown", { bubbles: true }));
  document.querySelector("#chat").append(document.createElement("i"));
  await new Promise((resolve) => { setTimeout(resolve, 100); });
  return Math.abs(link.getBoundingClientRect().top - pressed);
}"""


def test_a_question_can_be_asked_as_typed_later_too(reader: Open) -> None:
    page = reader("en-GB", 390, height=844, touch=True)
    then = "When did it enter into force?"
    ask(page, "When was the PCSC Agreement signed?")
    ask(page, then)
    expect(page.locator("#chat .typed")).to_have_count(1)
    expect(page.locator("#typed-1")).to_be_in_viewport()
    ask(page, TREATY)
    # Until an answer is over nothing else is asked.
    expect(page.locator("#chat [role=log]")).to_have_attribute("aria-busy", "false")
    assert page.locator("#typed-1").evaluate(PRESSED) < 1
    page.locator("#typed-1").click()
    expect(page.locator("#chat .question")).to_have_count(4)
    expect(page.locator("#chat .question > p").last).to_have_text(then)
    expect(page.locator("#chat .understood")).to_have_count(1)
    expect(page.locator("#typed-3")).to_have_count(0)


def test_what_comes_of_a_removal_is_seen_where_the_reader_is(
    browser: Browser, encoder: Encoder, tmp_path: Path
) -> None:
    with Library.open(tmp_path, encoder) as library:
        for number in range(9):
            text = "".join(f"第{n}節 窓口\n相談の窓口は、市民課である。\n" for n in range(1, 20))
            library.add(document(f"手引き{number}", text, str(number)))
        server = serve(library, port=7970)
        context = browser.new_context(locale="ja-JP", viewport={"width": 1280, "height": 500})
        page = context.new_page()
        page.goto(server.url)
        page.wait_for_selector(READY)
        page.select_option("#source .chooser select", label="手引き8")
        expect(page.locator("#source .document-name")).to_have_text("手引き8")
        page.evaluate("document.querySelector('#source').scrollTop = 500")
        tab(page, "documents")
        entry = page.locator("#document-list .entry", has_text="手引き8")
        entry.locator(".discard").click()
        entry.locator(".really").click()
        expect(page.locator("#documents-said")).not_to_be_in_viewport()
        expect(page.locator(".toast")).to_be_in_viewport()
        expect(page.locator("#source .shelf")).to_have_count(1)  # nor is it said of the pane
        expect(page.locator(".toast")).to_contain_text("手引き8")
        # What the pane shows in its place is shown from the top.
        tab(page, "ask")
        expect(page.locator("#source")).to_contain_text(say("ja", "choose_document"))
        expect(page.locator("#source .shelf p")).to_be_in_viewport(ratio=1)
        assert page.evaluate("document.querySelector('#source').scrollTop") == 0
        context.close()
        server.close()
