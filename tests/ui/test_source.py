"""The source pane: the whole document, and the marking of a place in it."""

from __future__ import annotations

import gc
import re
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from datetime import date
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from weakref import ref

import pytest

from corpus.builtin import builtin_card, builtin_document
from corpus.document import Document, document
from corpus.passage import Passage
from corpus.sentence import sentences
from corpus.structure import outline, passages
from index.encoder import Encoder
from index.library import Library
from qa.answer import answer
from qa.question import Language
from ui import programs
from ui.answer_record import answer_json
from ui.answer_text import answer_text
from ui.citation import cited_quote, footnote
from ui.escaping import escape
from ui.page.pane import page_starts, pane_html, passage_html
from ui.page.source import cite_place, open_place
from ui.place import document_key, place_of
from ui.strings import say

TAG = re.compile(r"<[^<>]*>")


@pytest.fixture(scope="module")
def shelf(encoder: Encoder, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    folder: Path = tmp_path_factory.mktemp("source")
    with Library.open(folder, encoder) as opened:
        opened.add(document("Plan", "1. Aims\nWe train officers.\n", "javascript:alert(1)"))
        yield opened


def plain(html: str) -> str:
    return unescape(TAG.sub("", html))


def test_the_pane_shows_every_passage_and_heading(shelf: Library, builtin: Document) -> None:
    opened = open_place(shelf, "", "ja", "")
    assert opened["document"] == document_key(builtin) and opened["blocks"] == {}
    pane = opened["pane"]
    assert pane is not None
    shown = plain(pane)
    for passage in shelf.passages(builtin.name):
        assert passage.text in shown
        assert f'id="at-{passage.start}" class="{passage.kind}"' in pane
    for heading in outline(builtin):
        assert shown.count(heading.title) >= 2  # in the outline and in the text


def test_names_are_spoken_in_their_own_language(shelf: Library, builtin: Document) -> None:
    pane = str(open_place(shelf, f"#{document_key(shelf.document('Plan'))}", "ja", "")["pane"])
    assert f'lang="ja">{escape(builtin.name)}</option>' in pane
    assert 'lang="en" selected>Plan</option>' in pane
    assert '<h2 class="document-name" tabindex="-1" lang="en">Plan</h2>' in pane
    assert '<span class="now" lang="en"></span>' in pane


def test_a_place_is_marked_and_its_answer_more_strongly(shelf: Library, builtin: Document) -> None:
    start = builtin.text.index("平成30年中には、4人")
    end = builtin.text.index("。", start) + 1
    number = builtin.text.index("4人", start)
    place = str(place_of(builtin, start, end, [(number, number + 2)]))
    opened = open_place(shelf, place, "ja", document_key(builtin))
    assert opened["pane"] is None and opened["missing"] == ""
    (html,) = opened["blocks"].values()
    assert (
        '<mark class="cited">平成30年中には、<mark class="hit">4人</mark>の専門家を'
        "新たに派遣した。</mark>" in html
    )


def test_a_place_over_two_passages_marks_both(shelf: Library, builtin: Document) -> None:
    first, second, *_ = shelf.passages(builtin.name)
    place = str(place_of(builtin, first.end - 3, second.start + 3))
    blocks = open_place(shelf, place, "ja", "")["blocks"]
    assert list(blocks) == [f"at-{first.start}", f"at-{second.start}"]
    assert all(html.count('<mark class="cited">') == 1 for html in blocks.values())


def test_a_heading_is_a_place(shelf: Library, builtin: Document) -> None:
    heading = outline(builtin)[3]
    place = str(place_of(builtin, heading.start, heading.end))
    assert open_place(shelf, place, "ja", "")["blocks"] == {f"at-{heading.start}": ""}


@pytest.mark.parametrize("address", ["#0123456789ab/1-2", "#0123456789ab"])
def test_a_document_that_is_gone_is_said_to_be(shelf: Library, address: str) -> None:
    opened = open_place(shelf, address, "en", "")
    assert opened["missing"].startswith("This place cannot be shown")
    assert opened["pane"] is not None and opened["blocks"] == {}


@pytest.mark.parametrize("span", ["5-5", "9-3", "0-999999"])
def test_a_span_outside_the_text_is_said_to_be(
    shelf: Library, builtin: Document, span: str
) -> None:
    opened = open_place(shelf, f"#{document_key(builtin)}/{span}", "en", "")
    assert opened["missing"] and opened["blocks"] == {}


def test_only_web_addresses_become_links(shelf: Library) -> None:
    plan = shelf.document("Plan")
    pane = open_place(shelf, f"#{document_key(plan)}", "en", "")["pane"]
    assert pane is not None
    assert "javascript" not in "".join(TAG.findall(pane))
    assert "javascript:alert(1)" in plain(pane)
    assert '<article lang="en">' in pane


def test_one_document_needs_no_chooser(library: Library, shelf: Library) -> None:
    alone, several = (open_place(each, "", "en", "")["pane"] for each in (library, shelf))
    assert alone is not None and "<select" not in alone
    assert several is not None and "<select" in several


def test_documents_of_the_same_text_have_addresses_of_their_own(
    encoder: Encoder, folder: Path
) -> None:
    with Library.open(folder, encoder, builtin=False) as twins:
        twins.add(document("May", "The plan stands.\n", "may.txt"))
        twins.add(document("June", "The plan stands.\n", "june.txt"))
        for name in ("May", "June"):
            place = str(place_of(twins.document(name), 0, 8))
            opened = open_place(twins, place, "en", "")
            assert f'lang="en">{name}</h2>' in str(opened["pane"])


def test_a_damaged_document_hides_none_of_the_others(
    encoder: Encoder, folder: Path, builtin: Document
) -> None:
    with Library.open(folder, encoder) as library:
        library.add(document("May", "The plan stands.\n", "may.txt"))
        with closing(sqlite3.connect(folder / "library.db")) as database:
            database.execute("UPDATE documents SET pages = 'oops' WHERE name = 'May'")
            database.commit()
        place = str(place_of(builtin, 100, 110))
        assert open_place(library, place, "ja", "")["blocks"]
        assert cite_place(library, place, "ja", date(2026, 1, 1))["citation"]
        assert [entry.name for entry in programs.entries(library).documents] == [
            builtin.name,
            "May",
        ]
        assert programs.ask(library, "ASEANAPOL", 1, documents=[builtin.name]).quotes


def test_a_place_is_opened_without_reading_everything_again(
    encoder: Encoder, folder: Path, builtin: Document, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Library.open(folder, encoder) as library:
        place = str(place_of(builtin, 100, 110))
        first = open_place(library, place, "ja", document_key(builtin))

        def read_again(*_: object) -> None:
            raise AssertionError

        with monkeypatch.context() as still:
            for name in ("documents", "document", "passages"):
                still.setattr(library, name, read_again)
            assert open_place(library, place, "ja", document_key(builtin)) == first
        # After a change the documents are those that there are now.
        library.remove(builtin.name)
        assert open_place(library, place, "ja", document_key(builtin))["missing"]


def test_the_builtin_document_is_shown_with_its_attribution_and_terms(
    shelf: Library, builtin: Document
) -> None:
    card = builtin_card()
    pane = open_place(shelf, f"#{document_key(builtin)}", "en", "")["pane"]
    footer = str(pane).partition('<footer class="origin">')[2]
    assert card.attribution in plain(footer) and card.terms in plain(footer)
    assert footer.count(f'href="{escape(card.address)}"') == 1
    plan = shelf.document("Plan")
    assert card.publisher not in plain(str(open_place(shelf, f"#{document_key(plan)}", "en", "")))


def test_a_text_with_windows_line_ends_shows_no_controls(encoder: Encoder, folder: Path) -> None:
    text = "第1節 連携\r\n(1) 派遣\r\n警察庁は、\r\n専門家を派遣した。\r\n"
    with Library.open(folder, encoder, builtin=False) as library:
        library.add(document("報告", text, "r.txt"))
        opened = open_place(library, str(place_of(library.document("報告"), 18, 23)), "ja", "")
    shown = str(opened)
    assert "U&#43;000D" not in shown and "<br><br>" not in shown


def test_a_document_that_is_removed_while_its_answer_is_on_screen(
    folder: Path, encoder: Encoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    question = "EUROPOLとの実務取決めはいつ、どこで策定された？"
    with Library.open(folder, encoder) as library:
        given = answer(question, library)
        quote = given.quotes[0]
        passages_at = library.passages_at

        def removed_meanwhile(document: Document, starts: Sequence[int]) -> list[Passage]:
            library.remove(document.name)
            return passages_at(document, starts)

        monkeypatch.setattr(library, "passages_at", removed_meanwhile)
        without_notes = answer(question, library)
        assert given.notes and without_notes.quotes == given.quotes and not without_notes.notes
        monkeypatch.undo()
        # The answer that is on the screen can still be shown; its place can not, and is said so.
        assert answer_json(given)["quotes"][0]["text"] == quote.text
        assert quote.text in answer_text(given, "ja")
        place = place_of(quote.passage.document, quote.start, quote.end)
        assert open_place(library, str(place), "ja", "")["missing"] == say("ja", "gone")
        assert answer(question, library).abstained


# --- the address of every sentence, pages, and what is taken away

DAY = date(2026, 11, 24)


class Sentences(HTMLParser):
    """(start, end, shown text) of every element that has an address."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[tuple[int, int, str]] = []
        self._open: list[tuple[str, str | None, int]] = []
        self._shown = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "br":
            self._shown += "\n"
        else:
            self._open.append((tag, dict(attrs).get("data-at"), len(self._shown)))

    def handle_endtag(self, tag: str) -> None:
        opened, at, begin = self._open.pop()
        assert opened == tag
        if at is not None:
            start, end = map(int, at.split("-"))
            self.found.append((start, end, self._shown[begin:]))

    def handle_data(self, data: str) -> None:
        self._shown += data


def made_of_pages() -> Document:
    pages = [
        "第1章 派遣\n警察庁は4人を派遣した。次の文は",
        "",
        "次の頁で終わる。\n",
        "  \n終わり。",
    ]
    starts = [sum(map(len, pages[:n])) for n in range(len(pages))]
    return document("頁のある報告", "".join(pages), "report.pdf", starts)


def test_every_sentence_has_the_address_of_its_exact_text(shelf: Library) -> None:
    for text in [builtin_document(), made_of_pages(), shelf.document("Plan")]:
        found = passages(text)
        html = pane_html({}, text, found, "ja")
        shown = {(start, end): words for start, end, words in Sentences(html).found}
        spans = [span for p in found for span in sentences(text.text, p.start, p.end)]
        assert spans and set(spans) <= set(shown)
        for start, end in spans:
            assert shown[start, end] == text.text[start:end]
        # What is marked keeps those addresses.
        first = found[0]
        place = place_of(text, first.start + 1, first.end - 1)
        marked = Sentences(passage_html(first, "ja", place)).found
        assert marked == [(a, b, text.text[a:b]) for a, b, _ in marked] and marked


def test_pages_are_marked_where_they_begin_and_add_no_text() -> None:
    report = made_of_pages()
    html = pane_html({}, report, passages(report), "en")
    assert re.findall(r'data-page="([^"]*)"', html) == [f"p&#46; {n}" for n in (1, 3, 4)]
    assert "次の文は次の頁で終わる。" in [words for *_, words in Sentences(html).found]
    assert html.index('aria-label="p&#46; 3 of the file"') < html.index("次の頁で")
    assert 'class="page"' not in pane_html({}, builtin_document(), [], "en")


def test_no_text_stays_for_the_sake_of_its_outline_and_pages() -> None:
    report = made_of_pages()
    assert outline(report) is outline(report) and page_starts(report) is page_starts(report)
    seen = ref(report)
    del report
    gc.collect()
    assert seen() is None


def test_a_long_section_is_cut_for_the_browser_and_stays_under_its_heading() -> None:
    report = document("長文", "第1章 本文\n" + "警察庁は専門家を派遣した。\n\n" * 600, "")
    html = pane_html({}, report, passages(report), "ja")
    lengths = [int(n) for n in re.findall(r"--length:(\d+)", html)]
    assert len(lengths) > 2 and max(lengths) < 4_100
    assert html.count('data-under="0-6"') == len(lengths)


def test_words_of_another_language_are_spoken_in_it() -> None:
    text = "The guard met the NPA (警察庁) twice.\n\n海上保安庁との会合は二回開かれた。\n\n2018.\n"
    english = document("Report", "It trained its officers abroad.\n\n" * 9 + text, "")
    html = pane_html({}, english, passages(english), "en")
    assert '<article lang="en">' in html
    blocks = re.findall(r"<p [^>]*>", html.partition("<article")[2])
    assert [' lang="ja"' in block for block in blocks][-3:] == [False, True, False]
    japanese = document("報告", "警察庁の報告である。\n\nSee the annex of 2018.\n\n1,204\n", "")
    html = pane_html({}, japanese, passages(japanese), "ja")
    blocks = re.findall(r"<p [^>]*>", html.partition("<article")[2])
    assert [' lang="en"' in block for block in blocks] == [False, True, False]


def test_a_place_over_a_heading_marks_heading_and_text(shelf: Library, builtin: Document) -> None:
    heading = outline(builtin)[0]
    first = shelf.passages(builtin.name)[0]
    place = str(place_of(builtin, heading.start + 1, first.start + 5))
    blocks = open_place(shelf, place, "ja", document_key(builtin))["blocks"]
    assert blocks[f"at-{heading.start}"] == ""
    assert f'<mark class="cited">{first.text[:5]}</mark>' in blocks[f"at-{first.start}"]


@pytest.mark.parametrize("language", ["ja", "en"])
def test_a_place_is_taken_away_with_its_citation(
    shelf: Library, builtin: Document, language: Language
) -> None:
    quote = answer("EUROPOLとの実務取決めはいつ、どこで策定された？", shelf).quotes[0]
    place = str(place_of(builtin, quote.start, quote.end, quote.highlights))
    taken = cite_place(shelf, place, language, DAY)
    assert taken["text"] == quote.text == plain(taken["html"])
    assert taken["citation"] == footnote(cited_quote(quote), language, DAY)
    assert (taken["lang"], taken["missing"]) == ("ja", "")
    assert 'class="note-mark"' in taken["html"]


@pytest.mark.parametrize(
    "address", ["", "#0123456789ab/1-2", "#{key}", "#{key}/5-5", "#{key}/0-99999"]
)
def test_what_is_not_there_cannot_be_taken_away(
    shelf: Library, builtin: Document, address: str
) -> None:
    taken = cite_place(shelf, address.format(key=document_key(builtin)), "en", DAY)
    assert taken["missing"] == say("en", "gone")
    assert taken["text"] == taken["html"] == taken["citation"] == ""


def test_another_text_is_never_shown_in_place_of_the_one_that_was_cited(
    encoder: Encoder, folder: Path
) -> None:
    with Library.open(folder, encoder, builtin=False) as library:
        library.add(document("報告", "警察庁は4人を派遣した。", "r.txt"))
        place = str(place_of(library.document("報告"), 0, 12))
        assert open_place(library, place, "ja", "")["blocks"]
        library.remove("報告")
        library.add(document("報告", "警察庁は9人を派遣した。", "r.txt"))
        now = document_key(library.document("報告"))
        for shown in ("", now):
            opened = open_place(library, place, "ja", shown)
            assert opened["missing"] == say("ja", "gone") and opened["document"] == ""
            assert "9人" not in str(opened) and f'href="#{now}"' in str(opened["pane"])
        assert cite_place(library, place, "ja", DAY)["text"] == ""
