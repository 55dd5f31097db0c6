"""The printable page of a conversation, in a real browser and on paper."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timezone
from io import BytesIO
from pathlib import Path

import pypdfium2
import pytest
from playwright.sync_api import Browser, Page

from index.history import Turn
from index.library import Library
from qa.answer import answer
from qa.question import Language
from tests.kept import made_conversation, made_turn
from ui.answer_record import answer_json
from ui.export import printable

A4 = (595, 842)  # points, as is the next
MARGIN = 68
QUESTIONS = (
    "EUROPOLとの実務取決めはいつ、どこで策定された？",
    "With which countries does Japan have an extradition treaty?",
    "火星の天気は？<script>window.harmed = 1</script>",
) * 3


@pytest.fixture(scope="module")
def turns(library: Library) -> list[Turn]:
    records = {each: answer_json(answer(each, library)) for each in dict.fromkeys(QUESTIONS)}
    return [made_turn(each, records[each], 1e9) for each in QUESTIONS]


@pytest.fixture(params=["ja", "en"])
def opened(
    browser: Browser,
    library: Library,
    turns: list[Turn],
    tmp_path: Path,
    request: pytest.FixtureRequest,
) -> Iterator[Page]:
    """The page opened from a file; it asks for nothing else and reports no error."""
    language: Language = request.param
    file = tmp_path / "conversation.html"
    conversation, at = made_conversation("<b>調べ</b>"), datetime.now(timezone.utc)
    file.write_text(printable(conversation, turns, language, library, at), "utf-8")
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    asked: list[str] = []
    said: list[str] = []
    page.on("request", lambda each: asked.append(each.url))
    page.on("console", lambda each: said.append(each.text))
    page.on("pageerror", lambda each: said.append(str(each)))
    page.goto(file.as_uri())
    yield page
    assert page.evaluate("window.harmed") is None
    page.close()
    assert (asked, said) == ([file.as_uri()], [])


def test_every_quote_shows_as_it_stands(opened: Page, turns: list[Turn]) -> None:
    quotes = [
        quote["text"]
        for turn in turns
        for quote in (*turn.record["quotes"], *turn.record.get("nearest", []))
    ]
    assert opened.locator("blockquote").all_inner_texts() == quotes
    assert opened.locator("blockquote:lang(ja)").count() == len(quotes)


def test_its_style_applies_and_it_fits_a_phone(opened: Page) -> None:
    border = "element => getComputedStyle(element).borderLeftStyle"
    assert opened.locator("blockquote").first.evaluate(border) == "solid"
    assert opened.locator("html").evaluate("e => getComputedStyle(e).lineBreak") == "strict"
    opened.set_viewport_size({"width": 390, "height": 800})
    assert opened.evaluate("document.documentElement.scrollWidth") <= 390


def test_on_paper_it_is_a4_and_no_question_stands_at_the_foot_of_a_page(opened: Page) -> None:
    with pypdfium2.PdfDocument(BytesIO(opened.pdf(prefer_css_page_size=True))) as paper:
        assert len(paper) > 1
        for number, page in enumerate(paper, 1):
            assert tuple(round(side) for side in page.get_size()) == A4
            text = page.get_textpage()
            foot = text.get_text_bounded(top=MARGIN).strip()
            lines = text.get_text_bounded(bottom=MARGIN).split("\r\n")
            last = next(line.strip() for line in reversed(lines) if line.strip())
            assert foot == f"{number} / {len(paper)}"
            assert not any(last.endswith(question[-8:]) for question in QUESTIONS)
