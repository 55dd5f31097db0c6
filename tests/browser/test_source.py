"""Reading: the source pane and what leads into it, as a reader uses it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Locator, Page, expect

from corpus.builtin import builtin_document
from corpus.document import Document, document
from index.encoder import Encoder
from index.library import Library
from qa.question import Language
from ui.app import serve
from ui.place import document_key, place_of
from ui.strings import say

Open = Callable[..., Page]

EUROPOL = "EUROPOLとの実務取決めはいつ、どこで策定された？"
WORDS = "平成30年中には、4人の専門家を新たに派遣した。"
COAST = """# Coast report 2021

Chapter 1 Patrols

The coast guard ran 1,204 patrols in 2021 (Note 1). It trained 35 officers abroad.

Chapter 2 Liaison

The guard met the police of Indonesia twice in 2021.

Note 1: A patrol lasts at least four hours.
"""
COUNTS = ("令和元年度", "123,456", "60,123", "63,333", "51,234", "812", "1,203")
TABLE = f"""| 年度 | 総人口 | 男 | 女 | 世帯数 | 出生 | 死亡 |
|---|---|---|---|---|---|---|
| {" | ".join(COUNTS)} |
| 令和2年度 | 9 | 9 | 9 | 9 | 9 | 9 |
"""
IN_SIGHT = """() => {
  const mark = document.querySelector("#source mark.cited");
  const box = mark?.getBoundingClientRect();
  const pane = document.querySelector("#source").getBoundingClientRect();
  return Boolean(box?.height) && box.top >= pane.top && box.bottom <= pane.bottom;
}"""
# The letters of the text that an element lies over, by a pixel or more.
OVER_LETTERS = """(element) => {
  const box = element.closest(".tools").getBoundingClientRect();
  const texts = document.createTreeWalker(element.closest("p"), NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  let over = "";
  while (texts.nextNode()) {
    for (let at = 0; at < texts.currentNode.length; at++) {
      range.setStart(texts.currentNode, at);
      range.setEnd(texts.currentNode, at + 1);
      for (const letter of range.getClientRects()) {
        const width = Math.min(box.right, letter.right) - Math.max(box.left, letter.left);
        const height = Math.min(box.bottom, letter.bottom) - Math.max(box.top, letter.top);
        if (width > 1 && height > 1) over += range.toString();
      }
    }
  }
  return over;
}"""
# Each language and each width once: what is checked depends on one of them or the other.
READERS = pytest.mark.parametrize(("locale", "width"), [("ja-JP", 1440), ("en-GB", 390)])


@pytest.fixture(scope="module")
def shelf(
    encoder: Encoder, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Library, str]]:
    """The library and the address of the page over it."""
    chapters = "".join(
        f"第{n}章 第{n}の章\n" + builtin_document().text.replace("専門家", f"第{n}班の専門家")
        for n in range(1, 6)
    )
    paged = "警察庁は4人を派遣した。次の文は次の頁で終わる。"
    with Library.open(tmp_path_factory.mktemp("source"), encoder) as library:
        library.add(document("Coast report", COAST, "https://example.org/coast.html"))
        library.add(document("長い白書", chapters, "long.txt"))
        library.add(document("頁のある報告", paged, "paged.pdf", (0, paged.index("次の頁"))))
        library.add(document("汐見市の統計", f"人口は、次の表のとおり。\n\n{TABLE}", "counts.md"))
        server = serve(library, port=8000)
        yield library, server.url
        server.close()


@pytest.fixture(scope="module")
def library(shelf: tuple[Library, str]) -> Library:
    return shelf[0]


@pytest.fixture(scope="module")
def address(shelf: tuple[Library, str]) -> str:
    """The address that `reader` opens."""
    return shelf[1]


def place(of: Document, words: str) -> str:
    start = of.text.index(words)
    return str(place_of(of, start, start + len(words)))


def ask(page: Page, question: str) -> None:
    page.fill("#ask textarea", question)
    page.press("#ask textarea", "Enter")
    expect(page.locator("#chat .quote.first")).to_be_visible()


def cited(page: Page) -> str:
    return "".join(page.locator("#source mark.cited").all_text_contents())


def sentence(page: Page, words: str) -> Locator:
    return page.locator("#source [data-at]", has_text=words).first


def copied(page: Page) -> str:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    return str(page.evaluate("navigator.clipboard.readText()"))


@READERS
def test_a_note_opens_where_it_is_referred_to(
    reader: Open, library: Library, locale: str, width: int
) -> None:
    of, words, note = (
        (builtin_document(), "EUROPOL", "注3:European Union Agency")
        if locale == "ja-JP"
        else (library.document("Coast report"), "1,204 patrols", "Note 1: A patrol lasts")
    )
    page = reader(locale, width, place=place(of, words))
    mark = page.locator("#source p", has=page.locator("mark.cited")).locator(".note-mark").last
    aside = page.locator("#source aside.opened")
    expect(mark).to_have_attribute("aria-expanded", "false")
    before = page.locator("#source article").text_content()
    mark.press("Enter")
    expect(aside).to_contain_text(note)
    expect(mark).to_have_attribute("aria-expanded", "true")
    assert aside.evaluate("a => Boolean(a.previousElementSibling.querySelector('mark'))")
    page.keyboard.press("Escape")
    expect(aside).to_have_count(0)
    expect(mark).to_be_focused()
    mark.click()
    expect(aside).to_be_visible()
    mark.click()
    expect(aside).to_have_count(0)
    expect(mark).to_have_attribute("aria-expanded", "false")
    assert page.locator("#source article").text_content() == before
    mark.click()
    aside.locator("a.place").click()
    expect(page.locator("#source p.note mark.cited").first).to_contain_text(note[:6])


@READERS
def test_a_note_opens_beneath_a_quote(reader: Open, locale: str, width: int) -> None:
    page = reader(locale, width)
    ask(page, EUROPOL)
    mark = page.locator("#chat .quote.first .note-mark").first
    mark.click()
    aside = page.locator("#chat .quote.first aside.opened")
    expect(aside).to_contain_text("注3:European Union Agency")
    expect(aside.locator("p")).to_have_attribute("lang", "ja")
    expect(mark).to_have_attribute("aria-expanded", "true")
    expect(page.locator("#chat")).to_be_visible()
    mark.click()
    expect(aside).to_have_count(0)
    expect(page.locator("#chat .note-mark[aria-expanded=true]")).to_have_count(0)


@pytest.mark.parametrize(("width", "height"), [(390, 844), (844, 390)])
def test_the_link_of_a_touched_sentence_lies_over_no_letter(
    reader: Open, width: int, height: int
) -> None:
    of = builtin_document()
    page = reader("ja-JP", width, place=place(of, WORDS), height=height, touch=True)
    for touched in (WORDS, "4人の専門家"):
        line = sentence(page, touched).evaluate("s => s.getClientRects()[0].toJSON()")
        page.touchscreen.tap(line["x"] + 4, line["y"] + 4)
        link = sentence(page, touched).locator(".permalink")
        expect(link).to_be_in_viewport()
        assert link.evaluate(OVER_LETTERS) == ""
        assert page.locator("#source .tools").evaluate("t => getComputedStyle(t).opacity") == "1"
    text = page.locator("#source article").text_content() or ""
    assert "¶" not in text


@READERS
def test_every_sentence_has_a_link_of_its_own(reader: Open, locale: str, width: int) -> None:
    of = builtin_document()
    page = reader(locale, width, place=f"#{document_key(of)}")
    target = sentence(page, WORDS)
    before = page.locator("#source article").text_content()
    target.hover()
    link = target.locator(".permalink")
    expect(link).to_have_css("opacity", "1")
    assert page.locator("#source article").text_content() == before
    link.click()
    expect(page.locator("#source mark.cited")).to_have_text(WORDS)
    said = "リンクをコピーしました" if locale == "ja-JP" else "Link to this sentence copied"
    expect(page.locator(".toast")).to_contain_text(said)
    assert page.evaluate("location.hash") == place(of, WORDS)
    assert copied(page) == page.url
    # Another reader, sent the link, is shown that sentence and no more.
    other = reader(locale, width, place=place(of, WORDS))
    other.wait_for_function(IN_SIGHT)
    assert cited(other) == WORDS


def test_the_keyboard_goes_from_sentence_to_sentence(reader: Open) -> None:
    page = reader(place=place(builtin_document(), WORDS))
    page.wait_for_function(IN_SIGHT)
    link = page.locator("#source .permalink")
    first = link.get_attribute("href")
    link.focus()
    page.keyboard.press("ArrowLeft")
    expect(link).to_be_focused()
    following = link.get_attribute("href")
    assert following != first
    described = page.locator(f"#{link.get_attribute('aria-describedby')}")
    words = described.text_content()
    assert words and words in builtin_document().text and words != WORDS
    page.keyboard.press("Enter")
    expect(page.locator("#source mark.cited").first).to_be_focused()
    assert page.evaluate("location.hash") == following
    assert cited(page) == words


@READERS
def test_a_quote_is_copied_with_its_citation(reader: Open, locale: str, width: int) -> None:
    page = reader(locale, width)
    ask(page, EUROPOL)
    quote = page.locator("#chat .quote.first")
    quote.locator("a.copy").click()
    said = "コピーしました" if locale == "ja-JP" else "copied"
    expect(page.locator(".toast[role=status]")).to_contain_text(said)
    text, citation = copied(page).split("\n")
    assert text == quote.locator("blockquote").text_content()
    assert text in builtin_document().text
    assert ("『" in citation) == (locale == "ja-JP") and ("“" in citation) == (locale != "ja-JP")
    expect(page.locator("#chat")).to_be_visible()


def test_what_the_browser_does_not_copy_the_reader_can(reader: Open) -> None:
    page = reader("en-GB", place=place(builtin_document(), WORDS))
    page.wait_for_function(IN_SIGHT)
    # A page that is not served over https has no clipboard; some refuse the old way as well.
    page.evaluate("Object.defineProperty(navigator, 'clipboard', { value: undefined })")
    sentence(page, WORDS).hover()
    page.locator("#source .tools .copy").click()
    expect(page.locator(".toast")).to_contain_text("Text and citation copied")
    page.evaluate("document.execCommand = () => false")
    page.locator("#source .tools .copy").click()
    box = page.get_by_role("dialog")
    expect(box).to_contain_text("did not allow copying")
    field = box.locator("textarea")
    assert field.input_value().startswith(f"{WORDS}\nNational Police Agency")
    expect(field).to_be_focused()
    page.keyboard.press("Escape")
    expect(box).to_have_count(0)


@READERS
def test_the_outline_shows_where_one_reads(reader: Open, locale: str, width: int) -> None:
    page = reader(locale, width, place=place(builtin_document(), WORDS))
    page.wait_for_function(IN_SIGHT)
    summary = page.locator("#source nav summary")
    current = page.locator("#source nav [aria-current=true]")
    expect(current).to_have_count(1)
    heading = current.text_content() or ""
    assert heading.startswith(("①", "ア"))
    expect(summary.locator(".now")).to_have_text(heading)
    summary.press("Enter")
    expect(current).to_be_visible()
    page.keyboard.press("Escape")
    expect(current).to_be_hidden()
    expect(summary).to_be_focused()
    summary.click()
    page.locator("#source nav a", has_text="(2)").click()
    expect(current).to_contain_text("(2)")
    expect(current).to_be_hidden()
    expect(page.locator("#source .heading.here")).to_be_in_viewport()


@pytest.mark.parametrize(("locale", "label"), [("ja-JP", "2頁"), ("en-GB", "p. 2")])
def test_pages_of_a_file_are_marked_and_no_part_of_its_text(
    reader: Open, library: Library, locale: str, label: str
) -> None:
    of = library.document("頁のある報告")
    page = reader(locale, place=f"#{document_key(of)}")
    mark = page.locator("#source .page").nth(1)
    assert mark.get_attribute("data-page") == label
    box = mark.bounding_box()
    assert box is not None and box["width"] > 10
    expect(page.locator("#source section")).to_have_text(of.text)
    page.locator("#source section p").click(click_count=3)
    assert page.evaluate("getSelection().toString()").strip() == of.text


@READERS
def test_what_is_marked_stays_marked(
    reader: Open, library: Library, locale: str, width: int
) -> None:
    page = reader(locale, width, place=place(builtin_document(), WORDS))
    page.wait_for_function(IN_SIGHT)
    other = "English" if locale == "ja-JP" else "日本語"
    page.locator("#language").get_by_text(other).click()
    expect(page.locator("#source nav summary")).to_have_text(
        re.compile("^Contents " if locale == "ja-JP" else "^目次 ")
    )
    page.wait_for_function(IN_SIGHT)
    assert cited(page) == WORDS
    page.emulate_media(color_scheme="dark")
    assert cited(page) == WORDS
    library.add(document(f"隣の文書 {locale} {width}", "警察庁の別の文書である。", "n.txt"))
    page.evaluate("window.hakusho.changed()")
    expect(page.locator("#source .chooser option", has_text=f"{locale} {width}")).to_have_count(1)
    page.wait_for_function(IN_SIGHT)
    assert cited(page) == WORDS


@READERS
def test_back_and_forward_lead_through_what_was_read(
    reader: Open, library: Library, locale: str, width: int
) -> None:
    page = reader(locale, width)
    ask(page, EUROPOL)
    page.click("#chat .quote.first .citation a")
    page.wait_for_function(IN_SIGHT)
    quote = cited(page)
    coast = document_key(library.document("Coast report"))
    page.select_option("#source .chooser select", coast)
    name = page.locator("#source .document-name")
    expect(name).to_have_text("Coast report")
    page.go_back()
    expect(page.locator("#source mark.cited").first).to_be_visible()
    assert cited(page) == quote
    if width == 390:
        page.click("#source .to-answers")
        expect(page.locator("#chat .quote.first")).to_be_visible()
        page.go_back()
        expect(page.locator("#chat .quote.first")).to_be_hidden()
        page.wait_for_function(IN_SIGHT)
        page.go_back()
        expect(page.locator("#chat .quote.first")).to_be_visible()
        page.go_forward()
        page.wait_for_function(IN_SIGHT)
        assert cited(page) == quote
    else:
        page.go_forward()
        expect(name).to_have_text("Coast report")


def test_a_place_that_is_gone_shows_no_other_text(reader: Open) -> None:
    page = reader("en-GB", place="#0123456789ab/1-2")
    expect(page.locator("#source .gone")).to_contain_text("cannot be shown")
    expect(page.locator("#source :is([data-at], section, mark)")).to_have_count(0)
    page.locator("#source .shelf a", has_text="Coast report").click()
    expect(page.locator("#source .document-name")).to_have_text("Coast report")
    expect(page.locator("#source .gone")).to_be_hidden()


@pytest.mark.parametrize("width", [1440, 390])
def test_a_place_far_down_a_long_document_is_found(
    reader: Open, library: Library, width: int
) -> None:
    words = WORDS.replace("専門家", "第5班の専門家")
    page = reader(width=width, place=place(library.document("長い白書"), words))
    page.wait_for_function(IN_SIGHT)
    page.wait_for_timeout(300)  # what is laid out late moves nothing away
    assert page.evaluate(IN_SIGHT)
    assert cited(page) == words


@pytest.mark.parametrize(("locale", "language"), [("ja-JP", "ja"), ("en-GB", "en")])
def test_a_server_that_does_not_answer_is_said_and_marks_nothing(
    reader: Open, locale: str, language: Language
) -> None:
    failed = say(language, "failed")
    page = reader(locale, place=place(builtin_document(), "EUROPOL"))
    expect(page.locator("#source mark.cited")).not_to_have_count(0)
    page.route(
        re.compile("/component_server"),
        lambda route: route.fulfill(body="null", content_type="application/json"),
    )
    page.locator("#source .note-mark").first.click()
    expect(page.locator(".toast")).to_have_text(failed)
    page.evaluate("location.hash = '#' + location.hash.slice(1, 13) + '/10-20'")
    expect(page.locator("#source mark.cited")).to_have_count(0)


def test_choosing_a_document_with_the_keyboard_stays_at_the_choice(reader: Open) -> None:
    page = reader("en-GB")
    chooser = page.locator("#source .chooser select")
    chooser.focus()
    page.keyboard.press("ArrowDown")
    expect(page.locator("#source .document-name")).to_have_text("Coast report")
    expect(chooser).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(page.locator("#source .document-name")).to_have_text("長い白書")


def test_a_table_is_set_in_columns_and_copied_as_it_stands(reader: Open, library: Library) -> None:
    of = library.document("汐見市の統計")
    page = reader(place=place(of, TABLE.splitlines()[2]))
    page.wait_for_function(IN_SIGHT)
    rows = page.locator("#source .tabular > .row:not(.rule)")
    lefts = "row => [...row.querySelectorAll('.cell')].map((e) => e.getBoundingClientRect().left)"
    columns = [rows.nth(number).evaluate(lefts) for number in range(3)]
    assert columns[0] == columns[1] == columns[2] and columns[0] == sorted(set(columns[0]))
    block = page.locator("#source p", has=page.locator(".tabular"))
    assert block.text_content() == TABLE.strip().replace("\n", "")
    block.evaluate("(block) => { getSelection().selectAllChildren(block); }")
    page.keyboard.press("Control+c")
    assert copied(page) == TABLE.strip()
    # From row to row, whatever cell the pair is in.
    rows.nth(1).locator(".cell").nth(3).hover()
    link = page.locator("#source .permalink")
    expect(rows.nth(1).locator(".cell").nth(3).locator(".permalink")).to_have_count(1)
    link.focus()
    page.keyboard.press("ArrowRight")
    expect(rows.nth(2).locator(".permalink")).to_be_focused()
    described = (link.get_attribute("aria-describedby") or "").split()
    words = [page.locator(f"[id='{each}']").text_content() or "" for each in described]
    assert "".join(words) == TABLE.splitlines()[3]


@pytest.mark.parametrize("of", ["#chat", "#source"])
def test_a_wide_table_shows_the_column_of_the_answer_on_a_phone(reader: Open, of: str) -> None:
    page = reader(width=390, touch=True)
    ask(page, "令和元年度の死亡は何人？")
    if of == "#source":
        page.locator("#see-source").click()
    mark = page.locator(f"{of} .tabular mark:not(.cited)").first
    expect(mark).to_have_text("1,203")
    expect(mark).to_be_in_viewport(ratio=1)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    table = page.locator(f"{of} .tabular").first
    assert table.evaluate("(table) => table.scrollWidth - table.clientWidth") > 0
