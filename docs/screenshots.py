"""Makes the pictures of the README: `python docs/screenshots.py` (after `make test`, which
installs the browser)."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from index.encoder import load_encoder
from index.library import Library
from ui.app import serve

HERE = Path(__file__).parent
# file, browser's language, colours, width, height, question
PICTURES = (
    (
        "page-en.png", "en-US", "light", 1280, 800,
        "With which countries does Japan have an extradition treaty?",
    ),
    ("page-ja.png", "ja-JP", "light", 1280, 800, "PCSC協定はいつ発効した？"),
)  # fmt: skip


def picture(
    browser: Browser,
    url: str,
    name: str,
    locale: str,
    colours: str,
    size: tuple[int, int],
    text: str,
) -> None:
    """Ask one question in a fresh browser and save what the page looks like then."""
    scheme = "dark" if colours == "dark" else "light"
    context = browser.new_context(
        locale=locale, color_scheme=scheme, viewport={"width": size[0], "height": size[1]}
    )
    page = context.new_page()
    page.goto(url)
    page.locator("#ask textarea").fill(text)
    page.wait_for_selector("#source mark, #source h3")
    page.keyboard.press("Enter")
    page.wait_for_selector(".turn.answer blockquote")
    page.wait_for_timeout(1500)  # scrolling to the quote
    page.screenshot(path=HERE / name)
    context.close()


def main() -> None:
    executable = os.environ.get("HAKUSHO_BROWSER") or shutil.which("chromium")
    if executable is None:
        sys.exit("No Chromium; name a browser in HAKUSHO_BROWSER.")
    with (
        tempfile.TemporaryDirectory() as folder,
        Library.open(folder, load_encoder()) as library,
        sync_playwright() as playwright,
    ):
        server = serve(library, port=7950)
        browser = playwright.chromium.launch(executable_path=executable, args=["--no-sandbox"])
        for name, locale, colours, width, height, text in PICTURES:
            picture(browser, server.url, name, locale, colours, (width, height), text)
        browser.close()
        server.close()


if __name__ == "__main__":
    main()
