"""The tab of kept conversations in a real browser: found, gone on with, renamed, deleted, taken."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from importlib import resources
from pathlib import Path

import gradio as gr
import pytest
from playwright.sync_api import Browser, Locator, Page, Route, expect

from index.encoder import Encoder
from index.library import Library
from qa.answer import answer
from qa.question import Language
from tests.browser.test_stream import once
from ui.answer_record import answer_json
from ui.page.events import Updates
from ui.page.keeping import keep
from ui.page.owner import owner_of
from ui.page.saved import conversation_in, saved_tab
from ui.strings import LANGUAGES, language_named, say

Open = Callable[..., Page]

PORT = 8220
EUROPOL = "EUROPOLとの実務取決めはいつ、どこで策定された？"
TREATY = "With which countries does Japan have an extradition treaty?"
HOSTILE = "<img src=x onerror=window.harmed=1> ${window.harmed=1} 火星の天気は？"


@pytest.fixture(scope="module")
def shelf(encoder: Encoder, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    with Library.open(tmp_path_factory.mktemp("saved"), encoder) as library:
        yield library


@pytest.fixture(scope="module")
def address(shelf: Library) -> Iterator[str]:
    """The tab alone, with a language to choose; the address says who is reading, as only a test
    may."""

    def text(name: str) -> str:
        return (resources.files("ui.page") / name).read_text("utf-8")

    def begin(request: gr.Request) -> Updates:
        code = language_named(request.query_params["lang"])
        reader = request.query_params["reader"]
        return {browser: reader, language: code, **tab.words(code)}

    with gr.Blocks(analytics_enabled=False) as blocks:
        browser = gr.Textbox(visible="hidden")
        with gr.Row(elem_id="top"):
            language = gr.Radio([(name, code) for code, name in LANGUAGES.items()])
            again = gr.Button("again", elem_id="again")
            times, shown = gr.State(0), gr.Textbox(elem_id="opened")
        tab = saved_tab(shelf, browser, language)
        worded = [language, *tab.words("en")]
        blocks.load(begin, None, [browser, *worded])
        language.input(lambda code: {language: code, **tab.words(code)}, language, worded)
        again.click(tab.refresh, tab.inputs, tab.outputs)
        tab.opened.change(
            lambda opened, n: (n + 1, f"{n + 1} {conversation_in(opened)}"),
            [tab.opened, times],
            [times, shown],
        )
    _, url, _ = blocks.launch(
        server_name="127.0.0.1",
        server_port=PORT,
        prevent_thread_lock=True,
        quiet=True,
        css=text("page.css") + text("saved.css"),
    )
    yield url
    blocks.close(verbose=False)


@pytest.fixture
def reader(browser: Browser, address: str) -> Iterator[Open]:
    with ExitStack() as stack:

        def open_page(owner: str, language: str = "ja", width: int = 1440) -> Page:
            context = browser.new_context(
                viewport={"width": width, "height": 900},
                locale=language,
                timezone_id="Asia/Tokyo",
            )
            context.set_default_timeout(20_000)
            page = context.new_page()
            errors: list[str] = []
            page.on("pageerror", lambda error: errors.append(str(error)))
            page.on("console", lambda m: errors.append(m.text) if m.type == "error" else None)

            def leave() -> None:
                assert page.evaluate("window.harmed") is None
                context.close()
                assert errors == []

            stack.callback(leave)
            page.goto(f"{address}?reader={owner.partition(':')[2]}&lang={language}")
            page.wait_for_selector("#saved .listing")
            return page

        yield open_page


def named(name: str) -> str:
    """The owner of a browser whose id begins with a name."""
    return owner_of(name.ljust(32, "x"), None)


def ask(library: Library, owner: str, *questions: str) -> None:
    for question in questions:
        assert keep(library, owner, "", question, answer_json(answer(question, library))).turn


def rows(page: Page) -> Locator:
    return page.locator("#saved li")


def act(page: Page, row: int, name: str) -> Locator:
    return rows(page).nth(row).locator(f'[data-act="{name}"]')


def search(page: Page) -> Locator:
    return page.locator("#saved-search").get_by_role("textbox")


@pytest.mark.parametrize(("language", "width"), [("ja", 1440), ("en", 390)])
def test_keyboard_alone(reader: Open, shelf: Library, language: Language, width: int) -> None:
    owner = named(f"{language}{width}")
    ask(shelf, owner, EUROPOL, TREATY, HOSTILE)
    page = reader(owner, language, width)
    expect(rows(page)).to_have_count(3)
    expect(act(page, 0, "open")).to_have_text(HOSTILE)  # and does nothing
    expect(rows(page).first.locator("time")).to_contain_text(
        re.compile("今日|昨日" if language == "ja" else "Today|Yesterday")
    )
    for shown in (1440, 390, width):
        page.set_viewport_size({"width": shown, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= shown

    # Found by a word of the answer, which is shown.
    search(page).fill("ｅｕｒｏｐｏｌ 取決め")
    expect(rows(page)).to_have_count(1)
    expect(rows(page).locator("mark").first).to_have_text("EUROPOL")
    expect(search(page)).to_be_focused()
    search(page).fill("")
    expect(rows(page)).to_have_count(3)

    # Renamed where it stands, the focus staying on its button.
    act(page, 2, "rename").focus()
    page.keyboard.press("Enter")
    field = page.locator("#saved .drawer input")
    expect(field).to_be_focused()
    expect(field).to_have_value(EUROPOL)
    page.keyboard.press("Escape")
    expect(field).to_have_count(0)
    expect(act(page, 2, "rename")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.insert_text("取決めの<b>日</b>")
    page.keyboard.press("Enter")
    expect(act(page, 2, "open")).to_have_text("取決めの<b>日</b>")
    expect(act(page, 2, "rename")).to_be_focused()
    expect(page.locator("#saved .heard")).to_have_text(say(language, "saved.renamed"))

    # Deleted in two steps; the first that is focused is the harmless one.
    act(page, 1, "delete").focus()
    page.keyboard.press("Enter")
    expect(act(page, 1, "close")).to_be_focused()
    page.keyboard.press("Enter")
    expect(act(page, 1, "delete")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(rows(page)).to_have_count(2)
    expect(page.locator("#saved .heard")).to_have_text(say(language, "saved.deleted"))
    expect(act(page, 1, "open")).to_be_focused()
    assert [each.title for each in shelf.history.conversations(owner)] == [
        HOSTILE,
        "取決めの<b>日</b>",
    ]


def test_a_list_that_comes_late_takes_no_key_from_who_types(reader: Open, shelf: Library) -> None:
    owner = named("late")
    ask(shelf, owner, EUROPOL, TREATY)
    page = reader(owner, "en")
    held: list[Route] = []
    once(page, "**/queue/join*", held.append, "treaty")
    search(page).fill("treaty")
    until = time.monotonic() + 5
    while not held and time.monotonic() < until:
        page.wait_for_timeout(20)
    act(page, 0, "rename").click()
    page.keyboard.type("Trea")
    held[0].continue_()
    expect(rows(page).locator("mark").first).to_have_text("treaty")
    page.keyboard.type("ties")
    page.keyboard.press("Enter")
    expect(page.locator("#saved .heard")).to_have_text(say("en", "saved.renamed"))
    assert "Treaties" in [each.title for each in shelf.history.conversations(owner)]


@pytest.mark.parametrize("language", ["ja", "en"])
def test_taken_away(reader: Open, shelf: Library, language: str, tmp_path: Path) -> None:
    owner = named(f"take-{language}")
    ask(shelf, owner, EUROPOL)
    page = reader(owner, language)
    act(page, 0, "export").click()
    for form, ending in (("markdown", "md"), ("json", "json"), ("bibtex", "bib"), ("ris", "ris")):
        with page.expect_download() as waited:
            page.locator(f'#saved [data-form="{form}"]').click()
        assert waited.value.suggested_filename == f"{EUROPOL}.{ending}"
        file = tmp_path / ending
        waited.value.save_as(file)
        assert "令和元年版警察白書" in file.read_text("utf-8")
        if form == "json":
            assert json.loads(file.read_text("utf-8"))["exported_at"].endswith("+09:00")
    with page.expect_popup() as popup:
        page.locator('#saved [data-form="print"]').click()
    popup.value.wait_for_selector("blockquote")
    assert popup.value.title() == EUROPOL and popup.value.evaluate("window.opener") is None
    expect(act(page, 0, "export")).to_have_attribute("aria-expanded", "true")


def test_a_page_to_print_that_is_refused_leaves_no_empty_tab(
    browser: Browser, address: str, shelf: Library
) -> None:
    ask(shelf, named("refused"), EUROPOL)
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{address}?reader={named('refused').partition(':')[2]}&lang=en")
    act(page, 0, "export").click()
    once(page, "**/queue/join*", lambda route: route.fulfill(status=429), "print")
    with page.expect_popup() as popup:
        page.locator('#saved [data-form="print"]').click()
    if not popup.value.is_closed():
        popup.value.wait_for_event("close")
    with page.expect_popup() as popup:  # and the next one is none the worse for it
        page.locator('#saved [data-form="print"]').click()
    popup.value.wait_for_selector("blockquote")
    context.close()


def test_a_page_to_print_that_is_asked_for_twice_opens_one_tab(
    reader: Open, shelf: Library
) -> None:
    ask(shelf, named("twice"), EUROPOL)
    page = reader(named("twice"))
    act(page, 0, "export").click()
    with page.expect_popup() as popup:
        page.locator('#saved [data-form="print"]').dblclick()
    popup.value.wait_for_selector("blockquote")
    assert page.context.pages == [page, popup.value]


def test_the_same_conversation_is_opened_again(reader: Open, shelf: Library) -> None:
    ask(shelf, named("open"), EUROPOL)
    (kept,) = shelf.history.conversations(named("open"))
    page = reader(named("open"))
    for nth in (1, 2):
        act(page, 0, "open").click()
        expect(page.locator("#opened").get_by_role("textbox")).to_have_value(f"{nth} {kept.id}")


def test_what_another_window_did_is_said(reader: Open, shelf: Library) -> None:
    ask(shelf, named("two"), EUROPOL, TREATY)
    page = reader(named("two"), "en")
    expect(rows(page)).to_have_count(2)
    shelf.history.delete(named("two"), shelf.history.conversations(named("two"))[0].id)
    act(page, 0, "open").click()
    expect(page.locator("#saved .said")).to_contain_text("no longer there")
    expect(rows(page)).to_have_count(1)
    expect(act(page, 0, "open")).to_be_focused()

    # What is being written survives that the list is drawn again.
    act(page, 0, "rename").click()
    page.keyboard.insert_text("half a ti")
    ask(shelf, named("two"), TREATY)
    page.locator("#again").click()
    expect(rows(page)).to_have_count(2)
    expect(page.locator("#saved .drawer input")).to_have_value("half a ti")


def test_language_and_emptiness(reader: Open, shelf: Library) -> None:
    page = reader(named("empty"))
    expect(page.locator("#saved .nothing")).to_have_text(say("ja", "saved.none"))
    expect(search(page)).to_be_hidden()
    page.get_by_text("English", exact=True).click()
    expect(page.locator("#saved .nothing")).to_have_text(say("en", "saved.none"))
    expect(page.get_by_role("heading")).to_have_text(say("en", "saved"))
    ask(shelf, named("empty"), TREATY)
    page.locator("#again").click()
    expect(rows(page)).to_have_count(1)
    expect(search(page)).to_be_visible()
    act(page, 0, "delete").click()
    act(page, 0, "forget").click()
    expect(page.locator("#saved .nothing")).to_be_focused()


def test_two_hundred(reader: Open, shelf: Library) -> None:
    record = answer_json(answer(EUROPOL, shelf))
    for number in range(200):
        keep(shelf, named("many"), "", f"{number} {EUROPOL}", record)
    page = reader(named("many"), "en")
    expect(rows(page)).to_have_count(200)
    began = time.monotonic()
    search(page).fill("europol 令和")
    search(page).fill("europol 取決め")  # only the last of what was typed counts
    expect(page.locator("#saved .found")).to_have_count(200, timeout=20_000)
    expect(page.locator("#saved .count")).to_contain_text("200")
    elapsed = time.monotonic() - began
    print(f"{elapsed:.2f} s")
    assert elapsed < 10
