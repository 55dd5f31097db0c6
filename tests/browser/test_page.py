"""What a reader does on the page: ask, read, check the place, switch language."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable
from io import BytesIO

import pypdfium2
import pytest
from playwright.sync_api import Page, expect

from corpus.builtin import builtin_document
from ui.place import document_key
from ui.strings import say

Open = Callable[..., Page]

EUROPOL = "EUROPOLとの実務取決めはいつ、どこで策定された？"
EUROPOL_WORDS = "オランダにおいて、警察庁とEUROPOL"
TREATY = "With which countries does Japan have an extradition treaty?"
TREATY_WORDS = "米国及び韓国との間で締結している。"
ABSENT = "ブラジルの首都ブラジリアの人口は？"
# Is the middle of the first mark inside the pane that shows the source?
VISIBLE = """() => {
  const mark = document.querySelector("#source mark.cited");
  if (!mark) return false;
  const box = mark.getBoundingClientRect();
  const pane = document.querySelector("#source").getBoundingClientRect();
  return box.height > 0 && box.top >= pane.top && box.bottom <= pane.bottom;
}"""


def ask(page: Page, question: str) -> None:
    before = page.locator("#chat .answer, #chat .notice").count()
    page.fill("#ask textarea", question)
    page.press("#ask textarea", "Enter")
    expect(page.locator("#chat .answer, #chat .notice")).to_have_count(before + 1)


def cited(page: Page) -> str:
    """The marked text of the source."""
    return "".join(page.locator("#source mark.cited").all_inner_texts())


@pytest.mark.parametrize(
    ("locale", "question", "words", "also"),
    [
        ("ja-JP", EUROPOL, EUROPOL_WORDS, "引用文の注"),
        ("en-GB", TREATY, TREATY_WORDS, "Quoted as printed, in Japanese."),
    ],
    ids=["ja", "en"],
)
def test_a_question_brings_the_quote_and_its_citation_shows_it_in_the_source(
    reader: Open, locale: str, question: str, words: str, also: str
) -> None:
    page = reader(locale)
    ask(page, question)
    quote = page.locator("#chat .quote.first blockquote")
    expect(quote).to_contain_text(words)
    expect(quote).to_have_attribute("lang", "ja")
    assert quote.inner_text() in builtin_document().text
    expect(page.locator("#chat .answer")).to_contain_text(also)
    # The first quote is shown at once.
    page.wait_for_function(VISIBLE)
    assert cited(page) == quote.inner_text()

    page.evaluate("document.querySelector('#source').scrollTop = 0")
    page.click("#chat .quote.first .citation a")
    page.wait_for_function(VISIBLE)
    assert cited(page) == quote.inner_text()

    last = page.locator("#chat :is(.quote, p.note)").last
    last.locator("a.place").click()
    expect(page.locator("#source mark.cited").first).to_be_focused()
    page.wait_for_function(VISIBLE)
    assert cited(page) == last.locator("blockquote").or_(last).last.inner_text()
    page.go_back()
    expect(page.locator("#source mark.cited").first).to_contain_text(words[:4])
    assert cited(page) == quote.inner_text()


def test_an_english_reader_is_helped_to_find_the_place(reader: Open) -> None:
    page = reader("en-US")
    ask(page, TREATY)
    citation = page.locator("#chat .quote.first .citation")
    expect(citation.locator("a")).to_have_text(
        "令和元年版警察白書 › 第3節 外国治安機関等との連携 › (2)治安に関係する国際約束の締結"
    )
    expect(citation.locator(".help")).to_have_text("Section 3 › (2)")


def test_notes_of_a_quote_are_shown_and_lead_to_the_source(reader: Open) -> None:
    page = reader()
    ask(page, EUROPOL)
    note = page.locator("#chat .turn .note").first
    expect(note).to_contain_text("注3:European Union Agency")
    note.locator("a").first.click()
    expect(page.locator("#source mark.cited").first).to_contain_text("注3:")
    page.wait_for_function(VISIBLE)
    assert cited(page).startswith("注3:European Union Agency")
    page.locator("#source .note-mark", has_text="注1").click()
    page.locator("#source aside.opened .place").click()
    expect(page.locator("#source mark.cited").first).to_contain_text("注1:東南アジア")


def test_the_language_follows_the_browser_and_the_switch(reader: Open) -> None:
    page = reader("ja-JP")
    field = page.locator("#ask textarea")
    expect(field).to_have_attribute("placeholder", "質問を入力（日本語・英語）")
    expect(page.locator("html")).to_have_attribute("lang", "ja")
    ask(page, EUROPOL)
    expect(page.locator("#chat .answer")).to_contain_text("引用文の注")
    quote = page.locator("#chat .quote.first blockquote").inner_text()
    page.wait_for_function(VISIBLE)

    page.locator("#language").get_by_text("English").click()
    expect(field).to_have_attribute("placeholder", "Ask in English or Japanese")
    expect(page.locator("#source nav summary")).to_have_text(re.compile("^Contents "))
    expect(page.locator("#chat .answer")).to_contain_text("Notes to the quotes")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    assert page.locator("#chat .quote.first blockquote").inner_text() == quote
    assert cited(page) == quote  # still marked

    page.reload()
    expect(field).to_have_attribute("placeholder", "Ask in English or Japanese")


@pytest.mark.parametrize(("locale", "language"), [("fr-FR", "en"), ("en-US", "en"), ("ja", "ja")])
def test_other_browsers_are_spoken_to_in_english(reader: Open, locale: str, language: str) -> None:
    expect(reader(locale).locator("html")).to_have_attribute("lang", language)


def test_what_is_not_there_looks_different(reader: Open) -> None:
    page = reader("ja-JP")
    ask(page, ABSENT)
    absence = page.locator("#chat .answer.absent")
    expect(absence).to_contain_text("調べた文書には、答えになる文が見つかりませんでした。")
    expect(absence).to_contain_text("ブラジ")
    expect(absence.locator("blockquote").first).to_be_hidden()
    absence.locator("summary").click()
    expect(absence.locator("blockquote").first).to_be_visible()
    expect(absence.locator("mark")).to_have_count(0)
    expect(page.locator("#source mark")).to_have_count(0)


def test_odd_questions_get_a_clear_message(reader: Open) -> None:
    page = reader("en-GB")
    for question, words in (
        ("a" * 10_000, "The question is too long."),
        ("🎌🎌", "There is nothing to look up in that."),
        ("Какие страны заключили договор?", "Please ask in English or Japanese."),
        ("<img src=x onerror='window.harmed=1'>**x** $$y$$", "<img src=x onerror="),
    ):
        ask(page, question)
        expect(page.locator("#chat")).to_contain_text(words)


def test_a_document_full_of_code_shows_as_text(reader: Open) -> None:
    page = reader()
    page.select_option("#source .chooser select", index=1)
    source = page.locator("#source article")
    expect(source.locator(".document-name")).to_have_text("悪意の<b>報告書</b>")
    expect(source).to_contain_text("<script>window.harmed = 1</script>")
    expect(source).to_contain_text("右から左へ⟨U+202E⟩ABC⟨U+202C⟩変わる。")
    expect(page.locator("#source :is(script, img, iframe, b, code)")).to_have_count(0)
    expect(page.locator("#source a[href*=javascript]")).to_have_count(0)
    ask(page, "報告書の配布部数は何部ですか？")
    expect(page.locator("#chat .quote.first")).to_contain_text('<img src=x onerror="')
    expect(page.locator("#chat :is(script, img, iframe, b)")).to_have_count(0)


def test_the_pane_changes_to_the_document_of_the_quote(reader: Open) -> None:
    page = reader()
    name = page.locator("#source .document-name")
    page.select_option("#source .chooser select", index=1)
    expect(name).to_have_text("悪意の<b>報告書</b>")
    ask(page, EUROPOL)
    expect(name).to_have_text("令和元年版警察白書")
    page.wait_for_function(VISIBLE)


def test_an_address_opens_its_place(reader: Open) -> None:
    text = builtin_document().text
    words = "平成30年中には、4人"
    start = text.index(words)
    end = start + len(words)
    key = document_key(builtin_document())
    page = reader(place=f"#{key}/{start}-{end}:{end - 2}-{end}")
    page.wait_for_function(VISIBLE)
    assert cited(page) == words
    assert page.locator("#source mark.hit").inner_text() == "4人"
    gone = reader(place="#0123456789ab/1-2")
    expect(gone.locator("#source .gone")).to_contain_text("表示できません")


def test_enter_sends_and_shift_enter_does_not(reader: Open) -> None:
    page = reader()
    page.fill("#ask textarea", "EUROPOLの")
    page.press("#ask textarea", "Shift+Enter")
    page.type("#ask textarea", "任務は？")
    assert page.input_value("#ask textarea") == "EUROPOLの\n任務は？"
    expect(page.locator("#chat .question")).to_have_count(0)
    page.press("#ask textarea", "Enter")
    expect(page.locator("#chat .question")).to_have_count(1)
    expect(page.locator("#ask textarea")).to_have_value("")


def test_enter_during_kana_conversion_does_not_send(reader: Open) -> None:
    page = reader()
    page.focus("#ask textarea")
    keyboard = page.context.new_cdp_session(page)
    composed = {"text": "けいさつ", "selectionStart": 4, "selectionEnd": 4}
    keyboard.send("Input.imeSetComposition", composed)
    page.keyboard.press("Enter")
    keyboard.send("Input.insertText", {"text": "警察の役割は？"})
    page.wait_for_timeout(300)
    expect(page.locator("#chat .question")).to_have_count(0)
    assert "警察の役割は？" in page.input_value("#ask textarea")
    page.keyboard.press("Enter")
    expect(page.locator("#chat .question")).to_have_count(1)


def test_a_new_conversation_begins_in_the_readers_words(reader: Open) -> None:
    page = reader("ja-JP")
    new = page.locator("#new")
    expect(new).to_be_hidden()
    ask(page, EUROPOL)
    page.locator("#language").get_by_text("English").click()
    expect(new).to_have_text("New conversation")
    # Nothing of Gradio's lies over the text.
    expect(page.locator("#chat .icon-button-wrapper button:visible")).to_have_count(0)
    new.click()
    expect(page.locator("#chat .question")).to_have_count(0)
    expect(page.locator("#ask textarea")).to_be_focused()
    ask(page, TREATY)
    expect(page.locator("#chat .question")).to_have_count(1)  # the first one is gone


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_on_a_phone_the_source_is_one_tap_away_and_so_is_the_way_back(
    reader: Open, scheme: str
) -> None:
    page = reader("ja-JP", width=390, scheme=scheme)
    wide = "document.documentElement.scrollWidth > innerWidth"
    assert not page.evaluate(wide)
    ask(page, EUROPOL)
    expect(page.locator("#chat .quote.first")).to_be_visible()
    expect(page.locator("#source")).to_be_hidden()
    page.click("#chat .quote.first .citation a")
    expect(page.locator("#chat")).to_be_hidden()
    page.wait_for_function(VISIBLE)
    assert not page.evaluate(wide)
    page.click("#source .to-answers")
    expect(page.locator("#chat .quote.first")).to_be_visible()
    page.click("#see-source")
    page.wait_for_function(VISIBLE)
    page.go_back()
    expect(page.locator("#chat .quote.first")).to_be_visible()


def test_readers_do_not_see_each_other(reader: Open) -> None:
    one = reader()
    ask(one, EUROPOL)
    other = reader("en-GB")
    expect(other.locator("#chat .question")).to_have_count(0)
    ask(other, TREATY)
    expect(one.locator("#chat .question")).to_have_count(1)
    expect(one.locator("#ask textarea")).to_have_attribute(
        "placeholder", "質問を入力（日本語・英語）"
    )


def test_a_screen_reader_gets_the_message_and_not_its_source(reader: Open) -> None:
    page = reader()
    ask(page, EUROPOL)
    expect(page.locator("#chat [aria-label*='<']")).to_have_count(0)
    expect(page.locator("#chat [role=log]")).to_have_attribute("aria-live", "polite")


@pytest.mark.parametrize(
    ("locale", "first", "then", "understood", "undo"),
    [
        (
            "ja-JP",
            "PCSC協定はいつ署名された？",
            "では、いつ発効した？",
            "PCSC協定は、いつ発効した？",
            "入力した文のまま調べる",
        ),
        (
            "en-GB",
            "When was the PCSC Agreement signed?",
            "When did it enter into force?",
            "When did it (PCSC Agreement) enter into force?",
            "Ask it just as typed",
        ),
    ],
    ids=["ja", "en"],
)
def test_a_follow_up_shows_how_it_was_understood_and_can_be_undone(
    reader: Open, locale: str, first: str, then: str, understood: str, undo: str
) -> None:
    page = reader(locale)
    ask(page, first)
    ask(page, then)
    expect(page.locator("#chat .understood")).to_contain_text(understood)
    expect(page.locator("#chat .question").last).to_contain_text(then)
    page.get_by_role("button", name=undo).click()
    expect(page.locator("#chat .understood")).to_have_count(0)
    expect(page.get_by_role("button", name=undo)).to_have_count(0)
    expect(page.locator("#chat .question")).to_have_count(2)


def test_on_paper_it_is_whole(reader: Open) -> None:
    page = reader("ja-JP")
    for _ in range(4):
        ask(page, EUROPOL)
    page.emulate_media(media="print")
    answers = paper(page)
    assert answers.count(EUROPOL) == 4 and "原文を見る" not in answers
    for act in ("edit", "again", "right", "copy"):
        assert say("ja", act) not in answers
    color = "mark => getComputedStyle(mark).printColorAdjust"
    assert page.locator("#chat .answer mark").first.evaluate(color) == "exact"
    page.emulate_media(media="screen")
    page.locator("#chat .place").first.click()
    page.wait_for_function(VISIBLE)
    page.emulate_media(media="print")
    source = paper(page)
    assert source.count("第3節 外国治安機関等との連携") > 0
    assert builtin_document().text.strip()[-20:] in source


def paper(page: Page) -> str:
    """What is printed of a page, of all its sheets, without the breaks of lines."""
    with pypdfium2.PdfDocument(BytesIO(page.pdf(format="A4"))) as sheets:
        assert len(sheets) > 1
        text = "".join(sheet.get_textpage().get_text_bounded() for sheet in sheets)
    return text.replace("\r\n", "")


@pytest.mark.parametrize("locale", ["ja-JP", "en-GB"])
@pytest.mark.parametrize(("width", "height"), [(844, 390), (667, 375)])
def test_a_phone_on_its_side_leaves_the_room_to_the_text(
    reader: Open, locale: str, width: int, height: int
) -> None:
    page = reader(locale, width, height=height, touch=True)
    ask(page, "EUROPOL")
    box = page.locator("#chat").bounding_box()
    assert box and box["height"] > 0.65 * height
    shown = ["#language", "#tabs [role=tab]:last-of-type", "#ask textarea", "#ask button", "#new"]
    boxes = [page.locator(each).last.bounding_box() for each in shown]
    for one, other in itertools.combinations([*boxes, box], 2):
        assert one and other
        beside = one["x"] + one["width"] <= other["x"] or other["x"] + other["width"] <= one["x"]
        above = one["y"] + one["height"] <= other["y"] or other["y"] + other["height"] <= one["y"]
        assert beside or above, (one, other)
    right = page.locator("#talk").bounding_box()
    assert (
        right and boxes[-1] and boxes[-1]["x"] + boxes[-1]["width"] <= right["x"] + right["width"]
    )
    assert page.evaluate("document.documentElement.scrollWidth") <= width
