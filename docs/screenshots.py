"""The pictures of the READMEs: `python docs/screenshots.py` (after `make test`, which installs the
browser).

Starts the page over a library of its own and takes each picture in Chromium as a reader would
come to see it.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from index.encoder import BundledEncoder
from index.library import Library
from ui.app import serve

DOCS = Path(__file__).parent
FILES = sorted((DOCS.parent / "tests" / "documents").glob("*.txt"))
LANGUAGES = {
    "ja": ("ja-JP", "EUROPOLとの実務取決めはいつ、どこで策定された？"),
    "en": ("en-GB", "With which countries does Japan have an extradition treaty?"),
}


def opened(browser: Browser, address: str, locale: str, width: int, scheme: str) -> Page:
    """The page, ready to be asked."""
    context = browser.new_context(
        viewport={"width": width, "height": 820},
        locale=locale,
        color_scheme="dark" if scheme == "dark" else "light",
        reduced_motion="reduce",
        device_scale_factor=1 if width > 800 else 2,
    )
    page = context.new_page()
    page.goto(address)
    page.wait_for_selector("#ask textarea[placeholder]:not([placeholder=''])")
    page.wait_for_selector("#source article", state="attached")
    return page


def ask(page: Page, question: str) -> None:
    page.fill("#ask textarea", question)
    page.press("#ask textarea", "Enter")
    page.wait_for_selector("#chat .quote.first blockquote")
    page.wait_for_timeout(1500)  # the source has scrolled to the place


def take(browser: Browser, address: str, language: str) -> None:
    """The pictures in one language."""
    locale, question = LANGUAGES[language]
    wide = opened(browser, address, locale, 1280, "light")
    ask(wide, question)
    wide.screenshot(path=DOCS / f"page-{language}.png")
    wide.click("#tab-documents-button")
    wide.set_input_files("#tab-documents input[type=file]", FILES)
    wide.wait_for_function(
        "document.querySelectorAll('.sent-file.added').length > 0", timeout=60_000
    )
    wide.screenshot(path=DOCS / f"documents-{language}.png")
    wide.wait_for_selector(f".sent-file.added >> nth={len(FILES) - 1}", timeout=120_000)
    narrow = opened(browser, address, locale, 390, "dark")
    ask(narrow, question)
    if language == "en":
        narrow.click("#chat .aid summary >> nth=0")
    narrow.wait_for_timeout(500)
    narrow.screenshot(path=DOCS / f"phone-{language}.png")


def main() -> None:
    names = (os.environ.get("HAKUSHO_BROWSER"), "chromium", "google-chrome")
    executable = next(filter(None, (shutil.which(name) for name in names if name)))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=["--no-sandbox"])
        for language in LANGUAGES:
            with (
                tempfile.TemporaryDirectory() as folder,
                Library.open(folder, BundledEncoder()) as library,
            ):
                server = serve(library, port=7890)
                take(browser, server.url, language)
                server.close()
        browser.close()


if __name__ == "__main__":
    main()
