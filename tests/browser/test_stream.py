"""Questions that are asked at a bad moment: while the page starts, or its stream closes."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import closing
from threading import Event
from typing import Any

import pytest
from playwright.sync_api import APIResponse, Browser, Page, Request, Route, expect
from starlette.responses import StreamingResponse
from starlette.types import Message, Send

from index.library import Library
from qa.answer import Answer, answer
from ui.app import serve
from ui.strings import say

Open = Callable[..., Page]

QUESTION = "EUROPOLとの実務取決めはいつ、どこで策定された？"


def test_what_is_asked_while_the_stream_of_events_closes_is_told(
    browser: Browser, address: str
) -> None:
    context = browser.new_context(locale="ja-JP")
    page = context.new_page()
    streams: set[Request] = set()
    closed: list[tuple[Route, APIResponse]] = []
    joined: list[str] = []

    def ended(request: Request) -> None:
        streams.discard(request)

    page.on("request", lambda r: streams.add(r) if "/queue/data" in r.url else None)
    page.on("requestfinished", ended)
    page.on("requestfailed", ended)
    page.on("response", lambda r: joined.append(r.url) if "/queue/join" in r.url else None)
    page.goto(address)
    expect(page.locator("#chat .example").first).to_be_visible()
    page.fill("#ask textarea", QUESTION)
    page.press("#ask textarea", "Enter")
    expect(page.locator("#chat .answer")).to_have_count(1)
    until(page, lambda: not streams, times=10)
    # The next stream comes in one piece when the server has closed it, and no sooner than
    # something more is asked for.
    once(page, "**/queue/data*", lambda route: closed.append((route, route.fetch())))
    page.get_by_role("tab", name="会話の記録").click()
    until(page, lambda: bool(closed))
    before = len(joined)
    page.locator("#saved-search").get_by_role("textbox").fill("無い言葉")
    until(page, lambda: len(joined) > before)
    page.wait_for_timeout(200)  # for the page to take note
    route, response = closed[0]
    route.fulfill(response=response)
    expect(page.locator("#tab-saved")).to_contain_text(say("ja", "saved.not_found"))
    page.unroute_all(behavior="ignoreErrors")
    context.close()


def test_a_conversation_is_listed_as_soon_as_it_is_kept(
    reader: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    enough = Event()

    def slow(*asked: Any, **how: Any) -> Answer:
        assert enough.wait(20)
        return answer(*asked, **how)

    monkeypatch.setattr("ui.page.desk.answer", slow)
    page = reader("ja-JP")
    page.fill("#ask textarea", QUESTION)
    page.press("#ask textarea", "Enter")
    page.get_by_role("tab", name="会話の記録").click()
    expect(page.locator("#tab-saved")).to_contain_text(say("ja", "saved.none"))
    page.wait_for_timeout(500)  # for the list to come
    enough.set()
    expect(page.locator("#tab-saved")).to_contain_text(QUESTION)


def test_the_server_ends_a_stream_of_events_by_itself(
    browser: Browser, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Gradio forgets what a page waits for when that breaks off a stream, and the next question
    may be among it."""
    ended: list[bool] = []

    class Slow(StreamingResponse):
        async def stream_response(self, send: Send) -> None:
            async def slowly(message: Message) -> None:
                await send(message)
                if b"close_stream" in message.get("body", b""):
                    ended.append(False)
                    await asyncio.sleep(0.3)
                    ended[-1] = True

            await super().stream_response(slowly)

    monkeypatch.setattr("gradio.routes.StreamingResponse", Slow)
    with closing(serve(library, port=7941)) as server:
        context = browser.new_context(locale="ja-JP")
        page = context.new_page()
        page.goto(server.url)
        page.fill("#ask textarea", QUESTION)
        page.press("#ask textarea", "Enter")
        expect(page.locator("#chat .answer")).to_have_count(1)
        page.get_by_role("tab", name="会話の記録").click()
        expect(page.locator("#tab-saved")).to_contain_text(QUESTION)
        until(page, lambda: bool(ended) and all(ended))
        context.close()


def test_a_question_sent_before_the_page_has_started_is_answered(
    browser: Browser, address: str
) -> None:
    context = browser.new_context(locale="ja-JP")
    page = context.new_page()
    starting: list[Route] = []
    once(page, "**/run/predict*", starting.append)
    page.goto(address)
    page.fill("#ask textarea", QUESTION)
    page.press("#ask textarea", "Enter")
    until(page, lambda: bool(starting))
    starting[0].continue_()
    expect(page.locator("#chat .answer")).to_have_count(1)
    expect(page.locator("#ask textarea")).to_have_value("")
    page.get_by_role("tab", name="会話の記録").click()
    expect(page.locator("#tab-saved")).to_contain_text(QUESTION)
    context.close()


def test_a_page_that_may_not_start_says_so_and_can_be_asked(browser: Browser, address: str) -> None:
    context = browser.new_context(locale="en-GB")
    page = context.new_page()
    once(page, "**/run/predict*", lambda route: route.fulfill(status=429))
    page.goto(address)
    expect(page.locator("#unready")).to_contain_text(say("en", "unready"))
    page.fill("#ask textarea", QUESTION)
    page.press("#ask textarea", "Enter")
    expect(page.locator("#chat .answer")).to_have_count(1)
    page.locator("#unready button").click()
    expect(page.locator("#ask textarea")).to_have_attribute("placeholder", say("en", "ask"))
    expect(page.locator("#unready")).to_have_count(0)
    context.close()


def test_what_is_asked_says_in_which_language_a_refusal_is_to_be_said(reader: Open) -> None:
    page = reader("ja-JP")
    asked: list[Request] = []

    def sent(request: Request) -> None:
        asked.append(request)

    page.on("request", sent)
    page.locator("#language").get_by_text("English").click()
    expect(page.locator("#ask textarea")).to_have_attribute("placeholder", say("en", "ask"))
    page.get_by_role("tab", name="Saved").click()
    expect(page.locator("#tab-saved")).to_be_visible()
    in_english = [request for request in asked if '"en"' in (request.post_data or "")]
    assert in_english
    # Also what Gradio asks at once when the language is chosen.
    assert {request.headers["x-hakusho-language"] for request in in_english} == {"en"}


def until(page: Page, happened: Callable[[], bool], times: int = 1) -> None:
    """Waits until it has happened that many times on end, looking each 50 milliseconds."""
    seen = 0
    for _ in range(300):
        seen = seen + 1 if happened() else 0
        if seen == times:
            return
        page.wait_for_timeout(50)
    raise AssertionError("it did not happen within 15 seconds")


def once(page: Page, address: str, does: Callable[[Route], None], body: str = "") -> None:
    """Does that with the first request to an address whose body has those words. All others go
    their way, and are intercepted too: Playwright may lose what is sent while it ceases to."""
    done: list[Route] = []

    def handle(route: Route) -> None:
        if done or body not in (route.request.post_data or ""):
            route.fallback()
        else:
            done.append(route)
            does(route)

    page.route(address, handle)
