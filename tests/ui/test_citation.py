"""Citations: what is known of a place, in the forms people and programs expect."""

from __future__ import annotations

import re
from datetime import date

import pytest
import rispy
from hypothesis import given, settings
from hypothesis import strategies as st
from pybtex.database import parse_string

from corpus.document import Document, document
from corpus.structure import outline, passages
from index.library import Library
from qa.answer import answer
from ui.answer_record import answer_json
from ui.citation import (
    Cited,
    bibtex,
    cited_document,
    cited_kept,
    cited_quote,
    cited_span,
    footnote,
    ris,
)
from ui.record import read_answer

DAY = date(2026, 11, 24)
ADDRESS = "https://www.npa.go.jp/hakusyo/r01/honbun/html/v7730000.html"
# What people name documents: anything on one line.
NAMES = st.text(
    st.characters(exclude_categories=["Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"]), min_size=1
).filter(lambda text: text.strip().strip("."))


def test_the_built_in_section_as_a_whole(builtin: Document) -> None:
    cited = cited_document(builtin)
    assert footnote(cited, "ja", DAY) == (
        f"警察庁『令和元年版警察白書』第3節「外国治安機関等との連携」、{ADDRESS}（2026年11月24日閲覧）"
    )
    assert footnote(cited, "en", DAY) == (
        "National Police Agency of Japan, 令和元年版警察白書 (2019), Section 3 "
        f"“外国治安機関等との連携”, {ADDRESS} (accessed 24 November 2026)"
    )


def test_the_place_of_a_quote(library: Library) -> None:
    given = answer("EUROPOLとの実務取決めはいつ、どこで策定された？", library)
    japanese = footnote(cited_quote(given.quotes[0]), "ja", DAY)
    assert japanese.startswith(
        "警察庁『令和元年版警察白書』第3節「外国治安機関等との連携」"
        "（1）「国際的な犯罪に対する外国治安機関等との連携」①「ASEAN加盟国、G7各国等との連携」、https://"
    )
    english = footnote(cited_quote(given.quotes[0]), "en", DAY)
    assert ", Section 3 “外国治安機関等との連携”, (1) “国際的な" in english
    # The record knows as much, but for pages.
    saved = read_answer(answer_json(given)).quotes[0]
    assert footnote(cited_kept(saved), "ja", DAY) == japanese


@pytest.mark.parametrize(
    ("cited", "japanese", "english"),
    [
        (Cited("計画", "/home/me/計画.txt"), "『計画』", "計画"),  # nobody else has that path
        (
            Cited("計画", "", ("第2章 訓練", "第三条の二", "ア 時期"), "note", "注1"),
            "『計画』第2章「訓練」第三条の二ア「時期」、注1",
            "計画, Chapter 2 “訓練”, Article 3-2, ア “時期”, Note 1",
        ),
        (
            Cited("計画", "", ("概要",), "note", "注"),
            "『計画』「概要」、注",
            "計画, “概要”, Note",
        ),
        (
            Cited("計画", "", (), "caption", None, (4, 4)),
            "『計画』、図・写真、ファイルの4ページ目",
            "計画, Caption, p. 4 of the file",
        ),
        (
            Cited("計画", "", ("2023年の取組",), pages=(4, 5)),
            "『計画』「2023年の取組」、ファイルの4～5ページ目",
            "計画, “2023年の取組”, pp. 4–5 of the file",
        ),
        (
            Cited("Coast Report 2019", "", ("Chapter 2 Boats", "(1) Crews")),
            "『Coast Report 2019』Chapter 2「Boats」(1)「Crews」",
            "Coast Report 2019, Chapter 2 “Boats”, (1) “Crews”",
        ),
        (
            Cited("a", "https://例.example/計 画?q={x}", ("一\r\n二\t三\u202e",)),
            "『a』「一 二 三<U+202E>」、https://%E4%BE%8B.example/%E8%A8%88%20%E7%94%BB?q=%7Bx%7D"
            "（2026年11月24日閲覧）",
            "a, “一 二 三<U+202E>”, https://%E4%BE%8B.example/%E8%A8%88%20%E7%94%BB?q=%7Bx%7D"
            " (accessed 24 November 2026)",
        ),
        (Cited("a", "javascript:alert(1)"), "『a』", "a"),
    ],
)
def test_only_what_is_known_is_said(cited: Cited, japanese: str, english: str) -> None:
    assert footnote(cited, "ja", DAY) == japanese
    assert footnote(cited, "en", DAY) == english


@pytest.mark.parametrize(
    ("name", "year"),
    [
        ("令和5年版防災白書", 2023),
        ("令和元年版 犯罪白書", 2019),
        ("平成30年(2018年)版 白書", 2018),
        ("2023年版ものづくり白書", 2023),
        ("令和4年版・令和4年版 別冊", 2022),
        ("令和4年版・令和5年版", None),
        ("昭和60年の水害", None),  # what it is about, not when it came out
        ("令和5年度報告書", None),
        ("Annual Report 2019", None),
        ("初版", None),
    ],
)
def test_the_year_is_that_of_an_edition(name: str, year: int | None) -> None:
    assert Cited(name, "x.txt").year == year
    assert Cited(name, "x.txt").publisher("ja") is None
    assert ("(" + str(year) + ")" in footnote(Cited(name, ""), "en", DAY)) == (year is not None)


# --- spans

TEXT = """第1章 総則
町は、計画を定める。(注1)
注1:法第5条による。
(1) 訓練
訓練は毎年行う。
第2章 雑則
町長が定める。
"""


def test_a_span_is_under_the_headings_that_all_of_it_is_under() -> None:
    plan = document("計画", TEXT, "x.txt", (0, TEXT.index("(1)")))
    parts = passages(plan)

    def headings(first: str, last: str) -> tuple[str, ...]:
        start, end = TEXT.index(first), TEXT.index(last) + len(last)
        return cited_span(plan, start, end, parts).headings

    assert headings("町は", "定める。") == ("第1章 総則",)
    assert headings("訓練は", "行う。") == ("第1章 総則", "(1) 訓練")
    assert headings("(1) 訓練", "(1) 訓練") == ("第1章 総則", "(1) 訓練")
    assert headings("町は", "毎年行う。") == ("第1章 総則",)
    assert headings("訓練は", "町長が") == ()
    assert headings("訓練は", "第2章 雑則") == ()
    assert headings("第2章", "第2章") == ("第2章 雑則",)
    at = TEXT.index("第2章") - 1  # the end of a line
    assert cited_span(plan, at, at + 1, parts).headings == ("第1章 総則", "(1) 訓練")

    note = cited_span(plan, TEXT.index("法第"), TEXT.index("による"), parts)
    assert (note.kind, note.label, note.pages) == ("note", "注1", (1, 1))
    whole = cited_span(plan, 0, len(TEXT), parts)
    assert (whole.kind, whole.label, whole.pages) == ("paragraph", None, (1, 2))


def test_a_span_of_a_passage_is_cited_as_a_quote_of_it_is(builtin: Document) -> None:
    parts = passages(builtin)
    for part in parts:
        cited = cited_span(builtin, part.start, part.end, parts)
        assert (cited.headings, cited.kind, cited.label) == (part.headings, part.kind, part.label)
    for heading in outline(builtin):
        cited = cited_span(builtin, heading.start, heading.end, parts)
        assert cited.headings[-1] == heading.title


# --- references for programs

_COMMANDS = {
    "backslash": "\\", "braceleft": "{", "braceright": "}",
    "asciicircum": "^", "asciitilde": "~", "asciigrave": "`",
}  # fmt: skip


def typeset(value: str) -> str:
    """What LaTeX prints for the value of a field; no sign in it may do anything else."""
    assert not re.search(r"--|''|``|<<|>>|,,", value)
    return re.sub(
        r"\\text([a-z]+)\{\}|\\([#$%&_])|\{\}|([\\#$%&_^~{}`])",
        lambda m: _COMMANDS[m[1]] if m[1] else m[2] or ("�" if m[3] else ""),
        value,
    )


def test_bibtex_of_the_built_in_section(builtin: Document) -> None:
    (entry,) = parse_string(bibtex(builtin, DAY), "bibtex").entries.values()
    assert entry.type == "report" and re.fullmatch(r"hakusho-[0-9a-f]{12}", entry.key)
    assert dict(entry.fields) == {
        "title": "{令和元年版警察白書}",
        "institution": "警察庁",
        "year": "2019",
        "url": ADDRESS,
        "urldate": "2026-11-24",
        "langid": "japanese",
        "note": "第3節 外国治安機関等との連携",
    }


def test_ris_of_the_built_in_section(builtin: Document) -> None:
    written = ris(builtin, DAY)
    assert written.count("\r\n") == written.count("\n") == 10
    (entry,) = rispy.loads(written)
    assert entry | {"id": ""} == {
        "type_of_reference": "RPRT",
        "id": "",
        "title": "令和元年版警察白書",
        "publisher": "警察庁",
        "year": "2019",
        "urls": [ADDRESS],
        "access_date": "2026/11/24",
        "language": "ja",
        "notes": ["第3節 外国治安機関等との連携"],
    }


@settings(deadline=None, max_examples=50)  # the first time reads the card
@given(NAMES, NAMES)
def test_any_name_reads_back_from_bibtex_and_ris(name: str, heading: str) -> None:
    named = document(name, "text", "x.txt")
    place = Cited(named.name, "x.txt", (heading,))
    (entry,) = parse_string(bibtex(named, DAY, [place]), "bibtex").entries.values()
    title = entry.fields["title"]
    assert title[0] + title[-1] == "{}"
    assert typeset(title[1:-1]) == " ".join(named.name.split())
    assert typeset(entry.fields["note"]) == " ".join(heading.split())
    assert {"institution", "url", "urldate"}.isdisjoint(entry.fields)
    assert entry.type == "misc"
    (record,) = rispy.loads(ris(named, DAY, [place]))
    assert record["title"] == named.name and record["notes"][0] == heading.strip()
    assert record["type_of_reference"] == "GEN"


def test_a_file_of_ones_own_is_told_as_far_as_it_is_known() -> None:
    plan = document("防災計画（令和6年3月改定）", "町は訓練を行う。", "/home/a/計画/plan_{2}.PDF")
    boats = Cited(plan.name, plan.source, ("第1章 総則", "(1) 訓練"), pages=(2, 2))
    places = [boats, boats, Cited(plan.name, plan.source, ("第2章 雑則",), "note", "注1")]
    (entry,) = parse_string(bibtex(plan, DAY, places), "bibtex").entries.values()
    note = "第1章 総則、(1) 訓練、ファイルの2ページ目；第2章 雑則、注1"
    assert entry.type == "misc"
    assert {name: typeset(value) for name, value in entry.fields.items() if name != "title"} == {
        "year": "2024",
        "howpublished": "ファイル：plan_{2}.PDF",
        "langid": "japanese",
        "note": note,
    }
    (record,) = rispy.loads(ris(plan, DAY, places))
    assert record["notes"] == [note, "ファイル：plan_{2}.PDF"]
    assert (record["title"], record["year"], record["language"]) == (plan.name, "2024", "ja")

    report = document("Coast report", "We train.", "C:\\reports\\coast.docx")
    (entry,) = parse_string(bibtex(report, DAY), "bibtex").entries.values()
    assert entry.fields["howpublished"] == "File: coast.docx"
    for source in ("standard input", "", "https://a.example/plan.pdf"):  # no file
        assert "howpublished" not in bibtex(document("Plan", "We train.", source), DAY)


@pytest.mark.parametrize(
    ("name", "year"),
    [
        ("令和5年版", 2023),
        ("計画（令和6年3月改定）", 2024),
        ("指針 平成30年4月1日策定", 2018),
        ("地域防災計画（令和6年3月改定版）", 2024),
        ("平成30年3月改定 地域防災計画", 2018),
        ("地域防災計画（令和6年3月 修正）", 2024),
        ("昭和56年版から見る防災史", None),
        ("昭和56年版に学ぶ", None),
        ("平成30年版を読む", None),
        ("令和5年版警察白書", 2023),
        ("東日本大震災の記録（平成23年3月11日）", None),  # of what happened, perhaps
        ("令和6年能登半島地震", None),
        ("平成30年改正法の解説", None),
    ],
)
def test_a_year_is_told_where_a_name_says_it_is_the_documents(name: str, year: int | None) -> None:
    assert Cited(name, "x.txt").year == year


def test_a_web_page_with_no_publisher_is_online() -> None:
    page = document("Plan {A}", "We train.", "https://a.example/x_y?z=%7e#{top}")
    (entry,) = parse_string(bibtex(page, DAY), "bibtex").entries.values()
    assert entry.type == "online" and entry.fields["langid"] == "english"
    assert entry.fields["url"] == "https://a.example/x_y?z=%7e#%7Btop%7D"
    (record,) = rispy.loads(ris(page, DAY))
    assert record["type_of_reference"] == "ELEC" and record["language"] == "en"
