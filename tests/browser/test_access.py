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


@pytest.mark.parametrize(("locale", "width"), [("ja-JP", 1280), ("en-GB", 390)])
def test_letters_at_twice_their_size_are_all_that_large_and_none_is_cut(
    reader: Open, locale: str, width: int
) -> None:
    """Letters alone: the window keeps its size. What media queries make of it is not seen here,
    where the letters of the page are set and not those of the browser."""
    page = reader(locale, width=width)
    sizes = """[...document.querySelectorAll(
        "#ask button, .placeholder-content p, .choose, .drop, .label-text, .citation, .note"
    )].map((each) => parseFloat(getComputedStyle(each).fontSize))"""
    ask(page, EUROPOL)
    page.click("#tab-documents-button")
    before = page.evaluate(sizes)
    page.add_style_tag(content="html { font-size: 200% !important; }")
    assert len(before) > 5
    twice = f"(before) => {sizes}.every((size, at) => size === 2 * before[at])"
    page.wait_for_function(twice, arg=before)  # some of it grows gradually
    page.evaluate("document.querySelector('#tab-ask-button').click()")
    button = page.locator("#ask button")
    expect(button).to_be_visible()
    assert button.evaluate(
        """(button) => {
            const words = document.createRange();
            words.selectNodeContents(button);
            const [inner, outer] = [words, button].map((each) => each.getBoundingClientRect());
            return outer.left <= inner.left && inner.right <= outer.right;
        }"""
    )
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_at_four_times_the_size_there_is_room_to_ask_and_to_read(reader: Open) -> None:
    page = reader("en-GB", width=320, height=256)  # 1280 by 1024 at 400 %
    ask(page, EUROPOL)
    field, chat = page.locator("#ask textarea").bounding_box(), page.locator("#chat").bounding_box()
    assert field and field["width"] > 150 and field["y"] + field["height"] <= 256
    assert chat and chat["height"] > 60
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_the_focus_follows_what_the_keyboard_opens(reader: Open) -> None:
    page = reader("en-GB", width=390)
    ask(page, TREATY)
    see, back = page.locator("#see-source"), page.locator("#source .to-answers")
    see.press("Enter")
    expect(back).to_be_focused()
    back.press("Enter")  # no link has been followed
    expect(see).to_be_focused()
    page.click("#tab-documents-button")
    page.locator("#document-list .place").first.press("Enter")
    expect(page.locator("#source .document-name")).to_be_focused()
    page.click("#tab-saved-button")
    page.locator("#saved-list [data-act=open]").first.press("Enter")
    expect(page.locator("#chat .question")).to_be_focused()


def test_what_copies_is_a_button_and_the_space_bar_presses_it(reader: Open) -> None:
    page = reader("en-GB")
    ask(page, TREATY)
    chat = page.locator("#chat").get_by_role("button", name="Copy", exact=True).first
    pane = page.locator("#source").get_by_role("button", name="Copy the text and its citation")
    for copy in (chat, pane):
        copy.press("Space")
        expect(page.locator(".toast")).to_have_text("Text and citation copied.")
        page.evaluate("document.querySelector('.toast').textContent = ''")


def test_a_document_that_is_chosen_in_the_pane_leaves_the_focus_there(reader: Open) -> None:
    page = reader("en-GB")
    chooser = page.locator("#source .chooser select")
    chooser.focus()
    chooser.select_option(index=1)
    expect(page.locator("#source .document-name")).to_contain_text("悪意の")
    expect(chooser).to_be_focused()


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
