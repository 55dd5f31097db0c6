"""Exported conversations: exact to the reader of Markdown, of paper and of JSON."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from corpus.document import Document, document
from corpus.errors import LibraryError
from corpus.structure import passages
from index.encoder import Encoder
from index.history import Conversation, Turn
from index.library import Library
from qa.answer import Answer, answer
from qa.question import Language
from qa.quote import Quote
from tests.kept import made_conversation, made_turn
from tests.tiny import TinyEncoder
from ui import VERSION
from ui.answer_record import answer_json
from ui.citation import cited_quote, footnote
from ui.export import as_json, markdown, printable
from ui.markdown import blockquote, escape_markdown
from ui.page.download import cited_documents
from ui.place import place_of
from ui.record import check, standing
from ui.strings import say

HOSTILE = """第1章 <script>alert(1)</script> *総則*
町は、**防災倉庫**を12か所に<img src=x onerror=alert(1)>整備した。[見る](javascript:x) `x` \u202e
"""
AT = datetime(2026, 11, 24, 15, 2, tzinfo=timezone(timedelta(hours=9)))
LANGUAGES: tuple[Language, ...] = ("ja", "en")
TITLED = made_conversation("外国の<b>機関</b> *と* 連携")


@dataclass(frozen=True)
class Kept:
    """A conversation of a library in which one document has changed since."""

    library: Library
    turns: list[Turn]
    conversation: Conversation = TITLED


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory, encoder: Encoder) -> Iterator[Kept]:
    with Library.open(tmp_path_factory.mktemp("export"), encoder) as library:
        plan = document("<i>計画</i>", HOSTILE, "javascript:alert(1)", (0,))
        ordinance = document("条例", "第1条 町長は、空家の相談窓口を置く。\n", "x.txt")
        library.add(plan)
        library.add(ordinance)
        answers = [
            answer("EUROPOLとの実務取決めはいつ、どこで策定された？", library),
            answer("では、いつ発効した？", library, before="PCSC協定とは何ですか？"),
            # Of the document that does not change, so that what is nearest stands.
            answer("What is the weather on Mars?", library, documents=["令和元年版警察白書"]),
            _quoting(plan, "倉庫は何か所？", "12か所"),
            _quoting(ordinance, "窓口は誰が置く？", "町長"),
        ]
        turns = []
        for minute, given in enumerate(answers):
            record = json.loads(json.dumps(answer_json(given)))
            if minute > 2:
                record["documents"] = [given.quotes[0].passage.document.name]
            turns.append(made_turn(given.question, record, AT.timestamp() - 600 + 60 * minute))
        library.add(document("条例", ordinance.text.replace("町長", "市長"), "x.txt"))
        assert [given.abstained for given in answers] == [False, False, True, False, False]
        yield Kept(library, turns)


def _quoting(named: Document, question: str, words: str) -> Answer:
    """An answer that quotes the only passage of a document, those words marked."""
    (passage,) = passages(named)
    at = named.text.index(words)
    marked = ((at, at + len(words)),)
    quote = Quote(passage, passage.start, passage.end, marked, 1.0, 0.5)
    return Answer(question, "ja", (quote,), (), 0.9, (), (), 0.001)


class Page(HTMLParser):
    """The text of each element that is looked for, and all tags with what they say."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.quotes: list[str] = []
        self.text = ""
        self.feed(html)
        self.close()
        assert not self.open

    def handle_starttag(self, tag: str, attrs: Sequence[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag == "blockquote":
            self.quotes.append("")
        if tag in ("br", "meta", "hr", "img"):
            self.handle_data("\n" if tag == "br" else "")
        else:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: Sequence[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)  # <br />

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "style" not in self.open:
            self.text += data
        if "blockquote" in self.open:
            self.quotes[-1] += data


def quotes_of(turns: Sequence[Turn]) -> list[str]:
    """Every quote of the records, in order, an invisible control as it is shown."""
    return [
        quote["text"].replace("\u202e", "⟨U+202E⟩")
        for turn in turns
        for quote in (*turn.record["quotes"], *turn.record.get("nearest", []))
    ]


# --- Markdown

RENDERERS = [
    MarkdownIt("commonmark", {"typographer": True}).enable(["replacements", "smartquotes"]),
    MarkdownIt("js-default", {"typographer": True, "html": True}),
]
SHOWN = st.text(
    st.characters(exclude_categories=["Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"])
    | st.sampled_from("\n\n  \t*_`#-+.1)(>[]<&;!\\~|=:\"'/@$^w"),
    max_size=40,
)


def paragraph(html: str) -> str:
    """The text of the only paragraph of a page, which has nothing but line breaks in it."""
    assert set(re.findall(r"<\w+", html)) <= {"<blockquote", "<p", "<br"} and html.count("<p>") < 2
    # A renderer writes a line end after <br>.
    return Page(html.replace("<br>\n", "<br>").replace("<br />\n", "<br>")).text.strip("\n")


@settings(deadline=None)
@given(SHOWN)
@example("# x\n1. a\n- b\n    c\n> d\n***\n=\n\n\ne")
@example("a\\\nb  \nc\u3000\n\u3000d")
@example("--- ... (c) +- !!!! \"x\" 'y' a--b http://a.example www.a.example a@b.example")
@example("|a|b|\n|-|-|\n|c|d|")
@example("[^1]: x\n\n[a]: b\n&lt; &#60; <b>")
def test_markdown_shows_the_text_as_it_is(text: str) -> None:
    for renderer in RENDERERS:
        expected = text.strip("\n")
        assert paragraph(renderer.render(blockquote(text))) == expected
        if "\n" not in expected:
            heading = renderer.render(f"## {escape_markdown(text)}")
            assert Page(heading).text.strip("\n") == expected and heading.startswith("<h2>")


def test_readable_text_is_hardly_touched() -> None:
    plain = "平成30年(2018年)12月に、ASEAN+3の第1回会合を開催した。We met, at 10:30. Yes!"
    assert escape_markdown(plain) == plain


@pytest.mark.parametrize("language", LANGUAGES)
def test_markdown_quotes_exactly_and_cites(kept: Kept, language: Language) -> None:
    written = markdown(kept.conversation, kept.turns, language, kept.library, AT)
    for renderer in RENDERERS:
        html = renderer.render(written)
        page = Page(html)
        notes = [note["text"] for turn in kept.turns for note in turn.record["notes"]]
        assert [q.strip("\n") for q in page.quotes if q.strip("\n") not in notes] == [
            quote for quote in quotes_of(kept.turns) if quote not in notes
        ]
        assert all(any(note == q.strip("\n") for q in page.quotes) for note in notes)
        assert {"script", "img"}.isdisjoint(tag for tag, _ in page.tags)
        links = {said["href"] for tag, said in page.tags if tag == "a"}
        assert links == {"https://www.npa.go.jp/hakusyo/r01/honbun/html/v7730000.html"}
        assert_says_everything(page.text, kept, language)


def test_a_time_is_that_of_the_readers_clock_on_its_day(kept: Kept) -> None:
    """Also where the clocks were put back since."""
    berlin = ZoneInfo("Europe/Berlin")
    asked = datetime(2026, 10, 24, 23, 30, tzinfo=timezone.utc).timestamp()
    turns = [made_turn(kept.turns[0].question, kept.turns[0].record, asked)]
    cases: tuple[tuple[Language, str, str], ...] = (
        ("ja", "2026年11月24日 07:02 +01:00", "2026年10月25日 01:30 +02:00"),
        ("en", "24 November 2026, 07:02 +01:00", "25 October 2026, 01:30 +02:00"),
    )
    for language, exported, said in cases:
        for write in (markdown, printable):
            text = unescape(write(TITLED, turns, language, kept.library, AT.astimezone(berlin)))
            assert exported in text and said in text
    machines = json.loads(as_json(TITLED, turns, kept.library, AT.astimezone(berlin)))
    assert machines["turns"][0]["created"] == "2026-10-25T01:30:00+02:00"


def assert_says_everything(text: str, kept: Kept, language: Language) -> None:
    """What an export must say, in either form."""
    day = {"ja": "2026年11月24日 ", "en": "24 November 2026, "}[language]
    assert kept.conversation.title in text and VERSION in text and f"{day}15:02 +09:00" in text
    for minute, turn in enumerate(kept.turns):
        assert turn.question in text and f"{day}14:{52 + minute} +09:00" in text
        given = standing(check(turn.record, kept.library))
        for quote in () if given is None else (*given.quotes, *given.nearest):
            line = footnote(cited_quote(quote), language, AT.date())
            assert line.replace("\u202e", "") in text
            assert str(place_of(quote.passage.document, quote.start, quote.end)) in text
    understood = kept.turns[1].record["understood"]
    assert understood != kept.turns[1].question and understood in text
    absent, nearest, changed, of = {
        "ja": (
            "見つかりませんでした。",
            "（答えではありません）",
            "この文を引用したあと、",
            "対象の文書：条例",
        ),
        "en": (
            "Not found in these documents.",
            "(not answers)",
            "has changed or was",
            "Asked of: 条例",
        ),
    }[language]
    assert text.count(absent) == text.count(nearest) == text.count(changed) == text.count(of) == 1
    assert text.index("町長は、空家の相談窓口を置く。") < text.index(changed)


# --- paper


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_printable_page_quotes_exactly_and_cites(kept: Kept, language: Language) -> None:
    html = printable(kept.conversation, kept.turns, language, kept.library, AT)
    page = Page(html)
    assert page.quotes == quotes_of(kept.turns)
    assert_says_everything(page.text, kept, language)
    notes = [note["text"] for turn in kept.turns for note in turn.record["notes"]]
    assert notes and all(note in page.text for note in notes)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_printable_page_needs_nothing_and_runs_nothing(kept: Kept, language: Language) -> None:
    html = printable(kept.conversation, kept.turns, language, kept.library, AT)
    page = Page(html)
    used = {tag for tag, _ in page.tags}
    assert used.isdisjoint({"script", "img", "link", "iframe", "object", "form", "base"})
    assert not re.search(r"url\(|@import|http", re.findall(r"<style>(.*)</style>", html, re.S)[0])
    for tag, said in page.tags:
        assert set(said) <= {"lang", "class", "href", "rel", "datetime", "charset", "name",
                             "content", "http-equiv"}  # fmt: skip
        assert tag != "a" or str(said["href"]).startswith("https://www.npa.go.jp/")
    assert [said["lang"] for tag, said in page.tags if tag == "blockquote"] == ["ja"] * len(
        page.quotes
    )
    policy = next(said["content"] for _, said in page.tags if said.get("http-equiv"))
    assert str(policy).startswith("default-src 'none'; style-src 'sha256-")


def test_only_the_words_that_answer_are_marked(kept: Kept) -> None:
    html = printable(kept.conversation, kept.turns, "ja", kept.library, AT)
    marked = [quote for turn in kept.turns for quote in turn.record["quotes"]]
    texts = [q["text"][a - q["start"] : b - q["start"]] for q in marked for a, b in q["highlights"]]
    assert texts and re.findall("<mark>(.*?)</mark>", html) == [
        re.sub(r"[()]", lambda m: f"&#{ord(m[0])};", text) for text in texts
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_only_related_is_told_from_what_answers(kept: Kept, language: Language) -> None:
    """And of which document a note is, where there are several."""
    record = kept.turns[0].record
    (note, *_), (quote, *_) = record["notes"], record["quotes"]
    several = dict(record) | {
        "quotes": [quote, kept.turns[3].record["quotes"][0], kept.turns[4].record["quotes"][0]],
        "notes": [note, {**note, "document": "条例"}],
    }
    also = {"ja": "関係する箇所", "en": "Related places"}[language]
    for write in (markdown, printable):
        text = unescape(write(TITLED, [made_turn("?", several, 0.0)], language, kept.library, AT))
        first, second, third = (
            text.index(words) for words in ("EUROPOL", "防災倉庫", "空家の相談窓口を置く")
        )
        assert first < text.index(also) < second < third and text.count(also) == 1
        notes = text[third:]
        assert notes.index(quote["document"]) < notes.rindex("条例")
        alone = dict(several) | {"quotes": [quote], "notes": [note]}
        text = unescape(write(TITLED, [made_turn("?", alone, 0.0)], language, kept.library, AT))
        assert also not in text and "**令" not in text and 'class="note-of"' not in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_quote_that_moved_is_given_with_its_place_of_now(
    language: Language, tmp_path: Path, encoder: Encoder
) -> None:
    plan = document("計画", "第1条 町長は、空家の相談窓口を置く。\n", "x.txt")
    record = answer_json(_quoting(plan, "窓口は誰が置く？", "町長"))
    turns = [made_turn("窓口は誰が置く？", record, 0.0)]
    with Library.open(tmp_path, encoder, builtin=False) as library:
        library.add(document("計画", "\n\n" + plan.text, "x.txt"))
        (passage,) = library.passages("計画")
        place = str(place_of(passage.document, passage.start, passage.end))
        between = {"ja": f"{passage.start}～{passage.end}", "en": f"{passage.start}–{passage.end}"}
        for write in (markdown, printable):
            text = unescape(write(TITLED, turns, language, library, AT))
            assert place in text and between[language] in text
        # The record says where it stood: there it does not stand.
        assert [t["stands"] for t in json.loads(as_json(TITLED, turns, library, AT))["turns"]] == [
            False
        ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_quote_that_moved_under_another_heading_is_not_said_to_stand(
    language: Language, tmp_path: Path
) -> None:
    old = "第1章 町民\n手数料は、無料とする。\n第2章 町外の者\n手数料は、千円とする。\n"
    new = "第1章 町民\n手数料は、五百円とする。\n第2章 町外の者\n手数料は、無料とする。\n"
    with Library.open(tmp_path, TinyEncoder(), builtin=False) as library:
        library.add(document("条例", old, "x.txt"))
        quoted = library.passages("条例")[0]
        quote = Quote(quoted, quoted.start, quoted.end, (), 1.0, 0.5)
        given = Answer("手数料は？", "ja", (quote,), (), 0.9, (), (), 0.001)
        turns = [made_turn(given.question, answer_json(given), 0.0)]
        library.remove("条例")
        library.add(document("条例", new, "x.txt"))
        for write in (markdown, printable):
            text = unescape(write(TITLED, turns, language, library, AT))
            assert "手数料は、無料とする。" in text and "町民" in text
            assert "町外の者" not in text and say(language, "changed_since") in text
        ((cited, places),) = cited_documents(turns, library)
        assert (cited.text, places) == (new, [])


def test_a_conversation_without_turns(library: Library) -> None:
    empty = made_conversation("まだ何も\u202e尋ねていない")
    assert json.loads(as_json(empty, [], library, AT))["turns"] == []
    for language in LANGUAGES:
        assert "⟨U+202E⟩尋ねて" in markdown(empty, [], language, library, AT)
        assert "\u202e" not in printable(empty, [], language, library, AT)


# --- JSON


def test_json_holds_the_records_and_whether_they_stand(kept: Kept) -> None:
    exported = json.loads(as_json(kept.conversation, kept.turns, kept.library, AT))
    turns = exported.pop("turns")
    assert exported == {
        "program": "hakusho-qa",
        "version": VERSION,
        "exported_at": "2026-11-24T15:02:00+09:00",
        "title": kept.conversation.title,
    }
    assert [turn["record"] for turn in turns] == [turn.record for turn in kept.turns]
    assert [turn["question"] for turn in turns] == [turn.question for turn in kept.turns]
    assert [turn["stands"] for turn in turns] == [True, True, True, True, False]
    assert turns[0]["created"] == "2026-11-24T14:52:00+09:00"


def test_a_record_that_is_none_is_an_error_in_every_form(library: Library) -> None:
    broken = [made_turn("?", {"question": "?"}, 0.0)]
    for language in LANGUAGES:
        for export in (markdown, printable):
            with pytest.raises(LibraryError):
                export(made_conversation("x"), broken, language, library, AT)
    with pytest.raises(LibraryError):
        as_json(made_conversation("x"), broken, library, AT)


def test_the_style_is_where_it_is_looked_for() -> None:
    assert "@page" in (Path(__file__).parents[2] / "ui" / "export.css").read_text("utf-8")
