"""Nobody is shut out: axe-core finds nothing on the page, in any state, width or colours."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.test_page import ABSENT, EUROPOL, TREATY, ask

Open = Callable[..., Page]

# What WCAG 2.2 asks at the levels A and AA, contrast too, and the habits that axe recommends.
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


def check(page: Page, state: str) -> None:
    found = Axe().run(page, options=RULES).response["violations"]
    told = [
        f"{each['id']}: {each['help']}\n  "
        + "\n  ".join(node["html"][:200] for node in each["nodes"])
        for each in found
    ]
    assert not told, f"{state}:\n" + "\n".join(told)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("locale", "width"), [("ja-JP", 1440), ("en-GB", 390)])
def test_axe_finds_nothing(reader: Open, locale: str, width: int, scheme: str) -> None:
    page = reader(locale, width, scheme)
    expect(page.locator("#chat .example").first).to_be_visible(timeout=30_000)
    check(page, "before a question")
    ask(page, TREATY if locale == "en-GB" else EUROPOL)
    ask(page, ABSENT)
    page.locator("#chat .absent summary").first.click()
    if locale == "en-GB":
        page.locator("#chat .aid summary").first.click()
    check(page, "answers")
    if width < 800:
        page.click("#see-source")
        check(page, "the source")
    for tab in ("documents", "saved"):
        page.click(f"#tab-{tab}-button")
        expect(page.locator(f"#tab-{tab}")).to_be_visible()
        check(page, tab)


@pytest.mark.parametrize("locale", ["ja-JP", "en-GB"])
def test_at_twice_the_size_nothing_runs_out_of_the_page(reader: Open, locale: str) -> None:
    page = reader(locale, width=720)  # 1440 at 200 %
    ask(page, EUROPOL)
    for tab in ("ask", "documents", "saved"):
        page.click(f"#tab-{tab}-button")
        expect(page.locator(f"#tab-{tab}")).to_be_visible()
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_all_that_can_be_clicked_can_be_reached_with_the_tab_key(reader: Open) -> None:
    page = reader("en-GB")
    ask(page, TREATY)
    page.locator("body").click(position={"x": 5, "y": 5})
    reached: set[str] = set()
    for _ in range(60):
        page.keyboard.press("Tab")
        reached.add(
            page.evaluate(
                "() => { const at = document.activeElement;"
                " return at.id || [...at.classList].find((name) => !name.startsWith('svelte'))"
                " || at.tagName; }"
            )
        )
    wanted = {"tab-ask-button", "place", "copy", "edit-0", "again-0", "right-0", "new"}
    assert wanted <= reached, wanted - reached
