"""The page in a real browser: one browser and one server for all tests."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from corpus.document import document
from index.encoder import Encoder
from index.library import Library
from ui.app import serve

Open = Callable[..., Page]

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
expect.set_options(timeout=15_000)  # milliseconds: a machine may be busy with other tests
HOSTILE_NAME = "悪意の<b>報告書</b>"
HOSTILE = """第1節 <script>window.harmed = 1</script>
報告書の配布部数は<img src=x onerror="window.harmed = 1">777部である。
**太字** [見出し](javascript:window.harmed=1) `code` $$x^2$$ www.example.com a@b.example
(1) </article></div><iframe src="javascript:parent.harmed=1"></iframe>
文字の向きは右から左へ\u202eABC\u202c変わる。${window.harmed = 1} {{harmed}}
"""


def _executable() -> str | None:
    named = os.environ.get("HAKUSHO_BROWSER")
    return named or next(filter(None, map(shutil.which, BROWSERS)), None)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    executable = _executable()
    if executable is None:
        report = "THE BROWSER TESTS DID NOT RUN: there is no Chromium or Chrome; see `make test`."
        if os.environ.get("CI"):
            pytest.fail(report, pytrace=False)
        pytest.skip(report)
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(
            executable_path=executable,
            # A graphics card, where there is none, is a process that imitates it.
            args=["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu"],
        )
        yield launched
        launched.close()


@pytest.fixture(scope="session")
def address(encoder: Encoder, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a page over the built-in section and a document that means harm."""
    with Library.open(tmp_path_factory.mktemp("browser"), encoder) as library:
        library.add(document(HOSTILE_NAME, HOSTILE, "javascript:window.harmed=1"))
        server = serve(library, port=7900)
        yield server.url
        server.close()


@contextmanager
def _reader(
    browser: Browser,
    address: str,
    locale: str,
    width: int,
    scheme: str,
    place: str,
    height: int,
    touch: bool,
) -> Iterator[Page]:
    context = browser.new_context(
        viewport={"width": width, "height": height},
        has_touch=touch,
        is_mobile=touch,
        locale=locale,
        color_scheme="dark" if scheme == "dark" else "light",
        reduced_motion="reduce",
    )
    context.set_default_timeout(15_000)
    page = context.new_page()
    strangers: list[str] = []
    errors: list[str] = []

    def watch(url: str) -> None:
        if urlsplit(url).scheme not in ("data", "blob") and urlsplit(url).hostname != "127.0.0.1":
            strangers.append(url)

    page.on("request", lambda request: watch(request.url))
    page.on("websocket", lambda socket: watch(socket.url))

    def note(error: str) -> None:
        # Who leaves the page breaks off what it was still asking for.
        if not error.startswith(("AbortError", "Unexpected error Connection errored out")):
            errors.append(error)

    page.on("pageerror", lambda error: note(str(error)))
    page.on("console", lambda said: note(said.text) if said.type == "error" else None)
    page.goto(address + place)
    page.wait_for_selector("#source article", state="attached")
    page.wait_for_selector("#ask textarea[placeholder]:not([placeholder=''])", state="attached")
    yield page
    assert page.evaluate("window.harmed") is None
    context.close()
    assert (strangers, errors) == ([], [])


@pytest.fixture
def reader(browser: Browser, address: str) -> Iterator[Open]:
    """Opens the page as a reader does; whoever opens it, no request leaves this machine
    and the page reports no error."""
    with ExitStack() as stack:

        def open_page(
            locale: str = "ja-JP",
            width: int = 1440,
            scheme: str = "light",
            place: str = "",
            height: int = 900,
            touch: bool = False,
        ) -> Page:
            opened = _reader(browser, address, locale, width, scheme, place, height, touch)
            return stack.enter_context(opened)

        yield open_page
