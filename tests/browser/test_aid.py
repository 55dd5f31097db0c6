"""What stands beneath a quote, in a real chat message in a real browser."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import resources
from pathlib import Path

import gradio as gr
import pytest
from playwright.sync_api import Browser, Page, expect

from index.library import Library
from qa.answer import answer
from qa.question import Language
from qa.quote import Quote
from qa.translation import Translator, load_translator
from tests.translators import made_pieces, marian_folder
from ui.answer_html import answer_html
from ui.page.aid import aid_html
from ui.page.translation import translation_html, translations

QUESTION = "When was the working arrangement with EUROPOL concluded?"


@pytest.fixture(scope="module")
def translator(tmp_path_factory: pytest.TempPathFactory) -> Translator:
    folder: Path = tmp_path_factory.mktemp("model")
    return load_translator(str(marian_folder(folder, made_pieces(folder), [], "ja", "en")))


@pytest.fixture(scope="module")
def chat(library: Library, translator: Translator) -> Iterator[str]:
    """The address of a page with one answer in a chat."""

    def beneath(quote: Quote, language: Language) -> str:
        return aid_html(quote, language) + translation_html(quote, language, translator)

    said = answer_html(answer(QUESTION, library), "en", beneath)
    css = "".join(
        resources.files("ui.page").joinpath(n).read_text("utf-8") for n in ("page.css", "aid.css")
    )
    with gr.Blocks(analytics_enabled=False) as page:
        gr.Chatbot([{"role": "assistant", "content": said}], elem_id="chat", layout="panel")
        translations(library, translator)
    page.launch(prevent_thread_lock=True, server_name="127.0.0.1", quiet=True, css=css)
    yield page.local_url
    page.close(verbose=False)


@pytest.fixture(params=[1440, 390])
def page(request: pytest.FixtureRequest, browser: Browser, chat: str) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": request.param, "height": 900})
    context.set_default_timeout(30_000)
    opened = context.new_page()
    errors: list[str] = []
    opened.on("pageerror", lambda error: errors.append(str(error)))
    opened.goto(chat)
    yield opened
    assert errors == []
    context.close()


def test_the_aid_opens_with_the_keyboard_and_leaves_the_quote(page: Page) -> None:
    aid, quote = page.locator("details.aid").first, page.locator("blockquote").first
    before = quote.inner_text()
    expect(aid.locator("dl")).not_to_be_visible()
    aid.locator("summary").focus()
    page.keyboard.press("Enter")
    row = aid.locator("div", has_text="警察庁")
    expect(row.locator(".kana")).to_have_text("けいさつちょう")
    expect(row.locator("dd")).to_have_text("National Police Agency (NPA)")
    expect(aid.locator("dd").first).to_have_text("December 2018")
    expect(row.locator("dt")).to_have_attribute("lang", "ja")
    assert quote.inner_text() == before
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_translation_is_fetched_when_it_is_opened(
    page: Page, library: Library, translator: Translator
) -> None:
    line = page.locator("details.translation").first
    expect(line.locator(".translated")).not_to_be_visible()
    expect(line.locator("summary")).to_have_text(
        "Machine translation by marian, not the document’s words"
    )
    line.locator("summary").click()
    told = translator.translate(answer(QUESTION, library).quotes[0].text, "en")
    expect(line.locator(".translated")).to_have_text(told)
