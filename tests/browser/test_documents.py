"""The documents tab in a real browser, on a page that holds nothing else."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import gradio as gr
import pytest
from playwright.sync_api import Browser, Dialog, FilePayload, Page, Route, expect

from corpus.builtin import builtin_document
from corpus.document import document
from corpus.errors import LibraryError
from index.library import Library
from qa.question import Language
from tests.browser.test_stream import once, until
from tests.documents.made import pdf
from tests.ui.test_adding import SlowEncoder
from ui.page.documents import documents_tab
from ui.page.files import read_text
from ui.place import document_key
from ui.strings import say

Open = Callable[..., Page]

PLAN = "第1章　総則\n（目的）\n防災計画は、市長（注1）が作成する。\n注1：市の長である。\n"
LONG = "".join(f"第{n}節　題{n}\n{n}番目の規定は、{n}人の委員が定める。\n" for n in range(1, 1500))
LANGUAGES: tuple[Language, ...] = ("ja", "en")
WIDTHS = (1440, 390)
BOTH_AT_ONE = pytest.mark.parametrize(("language", "width"), [("ja", 1440), ("en", 390)])
BOTH = pytest.mark.parametrize("language", LANGUAGES)


class ChosenEncoder(SlowEncoder):
    """As slow as a test wants it."""

    seconds = 0.0


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Library, ChosenEncoder]]:
    encoder = ChosenEncoder()
    with Library.open(tmp_path_factory.mktemp("library"), encoder) as library:
        yield library, encoder


@pytest.fixture
def library(made: tuple[Library, ChosenEncoder]) -> Iterator[Library]:
    """The library with the built-in section alone."""
    opened, encoder = made
    encoder.seconds = 0.0
    yield opened
    encoder.seconds = 0.0
    for entry in opened.entries():
        if entry.name != builtin_document().name:
            opened.remove(entry.name)
    assert not opened.verify()


def served(library: Library, port: int, writable: bool = True) -> tuple[gr.Blocks, str]:
    """A page of the tab and what a page does for it: the language, and what it shows."""
    page: gr.Blocks = gr.Blocks(analytics_enabled=False)
    with page:
        language = gr.Radio(list(LANGUAGES), elem_id="language")
        tab = documents_tab(library, language, writable)
        worded = list(tab.words("en"))
        times = gr.Textbox(elem_id="times")
        tab.changed.change(str, tab.changed, times, queue=False)
        page.load(
            lambda code: tab.words(code) | {language: code},
            language,
            [language, *worded],
            js="() => [location.search.slice(1)]",
        )
        language.input(tab.words, language, worded, queue=False)
    css = read_text("page.css") + read_text("documents.css")
    _, url, _ = page.launch(
        server_name="127.0.0.1",
        server_port=port,
        prevent_thread_lock=True,
        quiet=True,
        css=css + ".gradio-container main > .column > .form { display: flex }",
        max_file_size="1mb",
        ssr_mode=False,
    )
    return page, url


@pytest.fixture(scope="module")
def address(made: tuple[Library, ChosenEncoder]) -> Iterator[str]:
    page, url = served(made[0], 8200)
    yield url
    page.close(verbose=False)


@pytest.fixture
def tab(browser: Browser, library: Library, address: str) -> Iterator[Open]:
    assert len(library.entries()) == 1
    with ExitStack() as stack:

        def open_tab(language: Language = "ja", width: int = 1440, url: str = address) -> Page:
            context = browser.new_context(
                viewport={"width": width, "height": 900}, accept_downloads=True
            )
            stack.callback(context.close)
            context.set_default_timeout(15_000)
            page = context.new_page()
            errors: list[str] = []
            page.on("pageerror", lambda error: errors.append(str(error)))
            stack.callback(lambda: [pytest.fail(each) for each in errors])
            page.goto(f"{url}?{language}")
            page.wait_for_selector("#document-list .documents")
            return page

        yield open_tab


def choose(page: Page, *files: tuple[str, bytes | str]) -> None:
    page.set_input_files(
        "#add-documents input",
        [
            FilePayload(
                name=name,
                mimeType="application/octet-stream",
                buffer=data.encode() if isinstance(data, str) else data,
            )
            for name, data in files
        ],
    )


def finished(page: Page) -> None:
    expect(page.locator("#adding-files .files:not(.running)")).to_be_visible()


def names(page: Page) -> list[str]:
    return page.locator(".entry .place").all_inner_texts()[: page.locator(".entry").count()]


@BOTH_AT_ONE
def test_several_files_are_added_and_understood(
    tab: Open, library: Library, language: Language, width: int
) -> None:
    page = tab(language, width)
    expect(page.locator(".entry")).to_have_count(1)
    expect(page.locator(".entry .badge")).to_have_text(say(language, "documents.builtin"))
    broken = ("壊れた.pdf", b"%PDF-1.4\n broken")
    sheet = pdf([(70, 700, 12, "統計は、総務省が作成する。")])
    choose(page, ("計画.txt", PLAN.encode("cp932")), ("統計.pdf", sheet), broken)
    finished(page)
    states = page.locator(".sent-file")
    expect(states).to_have_count(3)
    expect(page.locator(".sent-file.added")).to_have_count(2)
    expect(page.locator(".sent-file.failed .why")).to_have_text(say(language, "unread.damaged"))
    said = page.locator("#adding-status")
    expect(said).to_contain_text(say(language, "documents.added", count="2"))
    expect(said).to_contain_text(say(language, "documents.failed", count="1"))
    expect(page.locator(".entry")).to_have_count(3)
    expect(page.locator("#times textarea")).to_have_value("1")

    entry = page.locator(".entry", has_text="計画")
    expect(entry.locator(".facts")).to_contain_text("CP932 (Shift_JIS)")
    key = document_key(library.document("計画"))
    expect(entry.locator("h3 .place")).to_have_attribute("href", f"#{key}")
    entry.locator("summary").click()
    what = entry.locator(".what")
    expect(what.locator("ol li").first).to_contain_text("第1章　総則")
    expect(what).to_contain_text("注1：市の長である。")
    expect(what).to_contain_text(say(language, "documents.begins"))
    overflow = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    for shown in WIDTHS:
        page.set_viewport_size({"width": shown, "height": 900})
        assert page.evaluate(overflow) <= 0


def test_files_are_dropped(tab: Open, library: Library) -> None:
    page = tab()
    page.evaluate(
        """(text) => {
          const zone = document.querySelector("#add-documents .zone");
          const data = new DataTransfer();
          data.items.add(new File([text], "甲.txt"));
          data.items.add(new File([text + "続く。"], "乙.md"));
          for (const kind of ["dragenter", "dragover", "drop"]) {
            zone.dispatchEvent(new DragEvent(kind, {
              dataTransfer: data, bubbles: true, cancelable: true }));
            if (kind === "dragover") window.over = zone.classList.contains("over");
          }
        }""",
        PLAN,
    )
    finished(page)
    assert page.evaluate("window.over") is True
    expect(page.locator(".sent-file.added")).to_have_count(2)
    assert {entry.name for entry in library.entries()} >= {"甲", "乙"}


@BOTH
def test_stopped_in_the_middle(
    tab: Open, made: tuple[Library, ChosenEncoder], language: Language
) -> None:
    library, encoder = made
    page = tab(language)
    encoder.seconds = 0.15
    choose(page, ("先.txt", PLAN), ("中.txt", LONG), ("後.txt", PLAN))
    bar = page.locator(".sent-file.embedding progress[value]")
    bar.wait_for()
    before = int(bar.get_attribute("value") or 0)
    page.wait_for_function(
        "(n) => document.querySelector('.embedding progress')?.value > n", arg=before
    )
    page.get_by_role("button", name=say(language, "documents.stop"), exact=True).press("Enter")
    finished(page)
    expect(page.locator(".sent-file.stopped")).to_have_count(2)
    expect(page.locator("#adding-status")).to_contain_text(
        say(language, "documents.stopped", count="2")
    )
    expect(page.locator("#stop-adding")).not_to_be_visible()
    expect(page.locator("#adding-status [role=status]")).to_be_focused()
    assert [entry.name for entry in library.entries()][1:] == ["先"]
    encoder.seconds = 0.0
    choose(page, ("中.txt", LONG))
    expect(page.locator(".sent-file")).to_have_count(1)
    finished(page)
    assert library.document("中").text == LONG


def test_files_that_come_while_others_are_added_follow(
    tab: Open, made: tuple[Library, ChosenEncoder]
) -> None:
    library, encoder = made
    page = tab()
    encoder.seconds = 0.1
    choose(page, ("中.txt", LONG))
    page.locator(".sent-file.embedding").wait_for()
    choose(page, ("後.txt", PLAN))
    expect(page.locator(".zone .sent")).to_contain_text("続けて1件を追加します。")
    expect(page.locator(".sent-file.added", has_text="後.txt")).to_be_visible()
    assert [entry.name for entry in library.entries()][1:] == ["中", "後"]


def test_files_that_come_while_others_are_sent_follow(tab: Open, library: Library) -> None:
    page = tab()
    held: list[Route] = []
    page.route(
        re.compile(r"/upload(\?|$)"),
        lambda route: route.continue_() if held else held.append(route),
    )
    with page.expect_request(re.compile(r"/upload(\?|$)")):
        choose(page, ("先.txt", PLAN))
    choose(page, ("中.txt", f"{PLAN}中。"), ("後.txt", f"{PLAN}後。"))
    held[0].continue_()
    for name in ("先", "中", "後"):
        expect(page.locator(".entry .place", has_text=name)).to_be_visible()
    assert [entry.name for entry in library.entries()][1:] == ["先", "中", "後"]


@BOTH
def test_why_a_file_failed_stays_open_while_others_are_added(
    tab: Open, made: tuple[Library, ChosenEncoder], language: Language
) -> None:
    page = tab(language)
    made[1].seconds = 0.15
    choose(page, ("壊れた.pdf", b"%PDF-1.4\n broken"), ("中.txt", LONG))
    exactly = page.locator(".sent-file.failed details")
    exactly.locator("summary").click()
    bar = page.locator(".sent-file.embedding progress[value]")
    before = int(bar.get_attribute("value") or 0)
    page.wait_for_function(
        "(n) => document.querySelector('.embedding progress')?.value > n", arg=before
    )
    expect(exactly.locator("p")).to_be_visible()
    expect(exactly.locator("summary")).to_be_focused()
    page.get_by_role("button", name=say(language, "documents.stop"), exact=True).click()
    finished(page)


def test_two_people_at_once_and_one_who_leaves(
    tab: Open, made: tuple[Library, ChosenEncoder]
) -> None:
    library, encoder = made
    first, second = tab("ja"), tab("en")
    encoder.seconds = 0.3
    choose(first, ("中.txt", LONG))
    first.locator(".sent-file.embedding").wait_for()
    choose(second, ("後.txt", PLAN))
    expect(second.locator("#adding-status")).to_have_text(say("en", "documents.queued"))
    expect(second.locator(".sent-file.waiting")).to_have_count(1)
    first.close()  # in the middle: what was under way is not added, and the next one's turn comes
    expect(second.locator(".sent-file.added")).to_have_count(1, timeout=20_000)
    assert [entry.name for entry in library.entries()][1:] == ["後"]


@BOTH_AT_ONE
def test_who_leaves_while_files_are_added_is_asked_first_and_told_afterwards(
    tab: Open, made: tuple[Library, ChosenEncoder], language: Language, width: int
) -> None:
    library, encoder = made
    page = tab(language, width)
    asked: list[str] = []
    answers = iter((False, True))

    def answer(dialog: Dialog) -> None:
        asked.append(dialog.type)
        (dialog.accept if next(answers) else dialog.dismiss)()

    page.on("dialog", answer)
    page.click("#document-list")  # a browser asks nobody who has done nothing on the page
    encoder.seconds = 0.3
    choose(page, ("長.txt", LONG), ("後.txt", PLAN))
    page.locator(".sent-file.embedding").wait_for()
    leave = "() => { setTimeout(() => location.reload()); }"
    page.evaluate(leave)
    until(page, lambda: len(asked) == 1)
    expect(page.locator(".sent-file.embedding")).to_have_count(1)
    page.evaluate(leave)
    sent = page.locator("#add-documents .sent")
    expect(sent).to_have_text(say(language, "documents.left", count="2"))
    assert asked == ["beforeunload"] * 2
    encoder.seconds = 0.0
    page.reload()  # nothing is lost now
    page.wait_for_selector("#document-list .documents")
    expect(sent).to_be_empty()
    assert len(asked) == 2 and len(library.entries()) == 1


@BOTH_AT_ONE
def test_removed_in_two_steps(tab: Open, library: Library, language: Language, width: int) -> None:
    for name in ("甲", "乙<b>", "丙"):
        library.add(document(name, PLAN, f"{name}.txt"))
    page = tab(language, width)
    entry = page.locator(".entry", has_text="乙<b>")
    entry.locator(".discard").click()
    expect(entry.locator(".keep")).to_be_focused()
    page.keyboard.press("Escape")
    expect(entry.locator(".discard")).to_be_focused()
    expect(entry.locator(".confirm")).not_to_be_visible()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(entry.locator(".really")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(".entry")).to_have_count(3)
    said = say(language, "documents.removed", name="乙<b>")
    expect(page.locator("#documents-said")).to_have_text(said)
    expect(page.locator(".entry", has_text="丙").locator("h3 .place")).to_be_focused()
    expect(page.locator("#times textarea")).to_have_value("1")
    assert [entry.name for entry in library.entries()][1:] == ["甲", "丙"]


def refuse_once(page: Page, body: str) -> None:
    """The next request with that in it is one too many."""
    told = {"error": "often", "detail": "Too many requests."}
    once(page, "**/queue/join*", lambda route: route.fulfill(status=429, json=told), body)


def test_a_removal_that_was_refused_can_be_asked_for_again(tab: Open, library: Library) -> None:
    library.add(document("甲", PLAN, "甲.txt"))
    page = tab("en")
    entry = page.locator(".entry", has_text="甲")
    refuse_once(page, str(entry.get_attribute("data-key")))
    entry.locator(".discard").click()
    entry.locator(".really").click()
    expect(entry.locator(".really")).to_be_enabled()
    entry.locator(".really").click()
    expect(page.locator(".entry")).to_have_count(1)


def test_files_that_were_sent_and_then_refused_are_added_all_the_same(
    tab: Open, library: Library
) -> None:
    page = tab("en")
    refuse_once(page, "first.txt")
    choose(page, ("first.txt", PLAN), ("second.txt", f"{PLAN}後。"))
    expect(page.locator(".entry .place", has_text="second")).to_be_visible()
    finished(page)
    assert [entry.name for entry in library.entries()][1:] == ["first", "second"]


def test_what_was_removed_meanwhile_is_said(tab: Open, library: Library) -> None:
    library.add(document("甲", PLAN, "甲.txt"))
    page = tab("en")
    library.remove("甲")
    page.locator(".entry", has_text="甲").locator(".take").click()
    expect(page.locator("#documents-said")).to_have_text(say("en", "documents.gone"))
    expect(page.locator(".entry")).to_have_count(1)


def test_the_original_is_downloaded_byte_for_byte(tab: Open) -> None:
    page = tab()
    sheet = pdf([(70, 700, 12, "統計は、総務省が作成する。")])
    choose(page, ("統計 報告.pdf", sheet))
    finished(page)
    with page.expect_download() as caught:
        page.locator(".entry", has_text="統計 報告").locator(".take").click()
    assert caught.value.suggested_filename == "統計 報告.pdf"
    assert Path(caught.value.path()).read_bytes() == sheet
    with page.expect_download() as caught:
        page.locator(".entry").first.locator(".take").click()
    assert Path(caught.value.path()).read_bytes().decode() == builtin_document().text


@BOTH
def test_a_file_too_large_to_send_is_not_sent(tab: Open, language: Language) -> None:
    page = tab(language)
    choose(page, ("大.txt", "あ" * 500_000), ("計画.txt", PLAN))
    expect(page.locator(".zone .sent")).to_have_text(
        say(language, "documents.oversize", name="大.txt", size="1")
    )
    expect(page.locator(".sent-file.added")).to_have_count(1)


def test_the_same_name_twice(tab: Open, library: Library) -> None:
    page = tab("en")
    choose(page, ("計画.txt", PLAN))
    finished(page)
    choose(page, ("計画.txt", PLAN.replace("市長", "知事")))
    expect(page.locator(".sent-file.failed .why")).to_have_text(say("en", "unread.differs"))
    page.get_by_label(say("en", "documents.replace")).check()
    choose(page, ("計画.txt", PLAN.replace("市長", "知事")))
    expect(page.locator(".sent-file.replaced")).to_have_count(1)
    # Once is not for good: it cannot be undone.
    expect(page.get_by_label(say("en", "documents.replace"))).not_to_be_checked()
    assert "知事" in library.document("計画").text


def test_another_language_puts_everything_into_it(tab: Open) -> None:
    page = tab("ja")
    choose(page, ("broken.pdf", b"%PDF-1.4\n broken"))
    finished(page)
    page.get_by_role("radio", name="en").check()
    expect(page.locator("#document-list h2")).to_have_text("Documents: 1")
    expect(page.locator(".zone .choose")).to_have_text("Choose files")
    expect(page.locator(".sent-file .why")).to_have_text(say("en", "unread.damaged"))
    expect(page.locator("#adding-status")).to_have_text("Not added: 1.")
    assert not re.search("[ぁ-ん]", page.locator("#documents-tab").inner_text())


def test_a_language_that_is_chosen_while_files_are_added_is_kept_to(
    tab: Open, made: tuple[Library, ChosenEncoder]
) -> None:
    _, encoder = made
    page = tab("ja")
    encoder.seconds = 0.15
    choose(page, ("中.txt", LONG))
    page.locator(".sent-file.embedding progress[value]").wait_for()
    page.get_by_role("radio", name="en").check()
    expect(page.locator(".zone .choose")).to_have_text("Choose files")
    encoder.seconds = 0.0
    finished(page)
    expect(page.locator("#adding-status")).to_have_text("Added: 1.")
    expect(page.locator("#document-list h2")).to_have_text("Documents: 2")
    assert not re.search("[ぁ-ん]", page.locator("#documents-tab").inner_text())


def test_three_hundred_documents_are_found_quickly(tab: Open, library: Library) -> None:
    for number in range(300):
        text = f"第{number}回の議事である。"
        library.add(document(f"議事録第{number}回", text, f"{number}.txt"))
    page = tab("ja", 390)
    expect(page.locator(".entry")).to_have_count(301)
    one_line = "label => label.offsetHeight < 2 * parseFloat(getComputedStyle(label).fontSize)"
    assert page.locator(".find span").evaluate(one_line)
    entry = page.locator(".entry", has_text="議事録第123回")
    page.locator(".find input").fill("議事録　第１２３")
    expect(page.locator(".entry:visible")).to_have_count(1)
    entry.locator("summary").click()
    expect(entry.locator(".what")).to_contain_text("第123回の議事である。")
    page.locator(".find input").fill("ない文書")
    expect(page.locator(".none")).to_have_text(say("ja", "documents.none"))


@BOTH
def test_where_nothing_may_be_written_it_says_why(
    tab: Open, library: Library, language: Language
) -> None:
    page, url = served(library, 8210, writable=False)
    try:
        shown = tab(language, 1440, url)
        expect(shown.locator("#documents-closed")).to_have_text(say(language, "documents.closed"))
        assert shown.locator("input[type=file], .discard, #stop-adding").count() == 0
        with shown.expect_download():
            shown.locator(".take").click()
    finally:
        page.close(verbose=False)


def test_what_could_not_be_read_once_is_read_the_next_time(
    tab: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> str:
        raise LibraryError("The disk is gone.")

    page = tab("en")
    what = page.locator(".entry .what").first
    monkeypatch.setattr("ui.page.documents.understood_html", fail)
    page.locator(".entry .understood summary").first.click()
    expect(what).to_have_text(say("en", "failed"))
    monkeypatch.undo()
    page.locator(".entry .understood summary").first.click()
    page.locator(".entry .understood summary").first.click()
    expect(what).to_contain_text(say("en", "documents.begins"))


def test_a_refused_file_is_sent_again_or_said_why(tab: Open, library: Library) -> None:
    page = tab("en")
    answers = [
        (429, {"error": "often", "detail": "Too many requests.", "seconds": "1"}),
        (413, {"error": "large", "detail": "What was sent is too large."}),
    ]

    def refuse(route: Route) -> None:
        if answers:
            status, told = answers.pop(0)
            route.fulfill(status=status, json=told)
        else:
            route.continue_()

    page.route(re.compile(r"/upload(\?|$)"), refuse)
    choose(page, ("first.txt", PLAN), ("second.txt", f"{PLAN}後。"))
    expect(page.locator(".sent")).to_contain_text("first.txt: What was sent is too large.")
    expect(page.locator(".entry .place", has_text="second")).to_be_visible()
    assert [entry.name for entry in library.entries()][1:] == ["second"]
