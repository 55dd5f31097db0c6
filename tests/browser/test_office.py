"""The page of an office: two people with accounts, each with their own conversations."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from index.encoder import Encoder
from index.library import Library
from tests.browser.test_page import EUROPOL, TREATY, ask
from ui.app import serve
from ui.serving.accounts import Accounts, set_password
from ui.serving.protection import Protection
from ui.strings import say

PASSWORD = "正しい馬の電池ホチキス"


@pytest.fixture(scope="module")
def office(encoder: Encoder, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a page for two accounts, who may not change the documents."""
    folder = tmp_path_factory.mktemp("office")
    for name in ("田中", "smith"):
        set_password(folder / "accounts.txt", name, PASSWORD)
    with Library.open(folder / "library", encoder) as library:
        server = serve(
            library,
            "0.0.0.0",
            7910,
            protection=Protection(accounts=Accounts(folder / "accounts.txt"), read_only=True),
        )
        yield f"http://127.0.0.1:{urlsplit(server.url).port}/"
        server.close()


def enter(browser: Browser, address: str, name: str, locale: str, width: int) -> Page:
    """The page as somebody has it in a browser of their own, signed in."""
    context = browser.new_context(locale=locale, viewport={"width": width, "height": 900})
    page = context.new_page()
    page.goto(address)
    page.fill("input[name=username]", name)
    page.fill("input[name=password]", PASSWORD)
    page.press("input[name=password]", "Enter")
    page.wait_for_selector("#ask textarea[placeholder]:not([placeholder=''])")
    return page


def expect_saved(page: Page, questions: list[str]) -> None:
    page.click("#tab-saved-button")
    expect(page.locator("#saved-list [data-act=open]")).to_have_text(questions)


def test_each_account_has_its_own_conversations(browser: Browser, office: str) -> None:
    one = enter(browser, office, "田中", "ja-JP", 1440)
    expect(one.locator("#account")).to_contain_text("田中")
    ask(one, EUROPOL)
    other = enter(browser, office, "smith", "en-GB", 390)
    expect(other.locator("#account a")).to_have_text(say("en", "login.leave"))
    ask(other, TREATY)
    expect_saved(one, [EUROPOL])
    expect_saved(other, [TREATY])
    # The same person in another browser finds them again.
    again = enter(browser, office, "田中", "ja-JP", 390)
    expect_saved(again, [EUROPOL])
    # The same browser in other hands does not.
    other.click("#account a")
    other.get_by_role("button", name=say("en", "login.leave")).click()
    other.fill("input[name=username]", "田中")
    other.fill("input[name=password]", PASSWORD)
    other.press("input[name=password]", "Enter")
    expect(other.locator("#account")).to_contain_text("田中")
    expect(other.locator("#chat .question")).to_have_count(0)
    expect_saved(other, [EUROPOL])
    for page in (one, other, again):
        page.context.close()


def test_documents_can_be_seen_and_not_changed(browser: Browser, office: str) -> None:
    page = enter(browser, office, "smith", "en-GB", 1440)
    page.click("#tab-documents-button")
    expect(page.locator("#document-list .entry")).to_have_count(1)
    expect(page.locator("#tab-documents")).to_contain_text(say("en", "documents.closed"))
    expect(page.locator("#tab-documents input[type=file]")).to_have_count(0)
    page.context.close()
