"""The reading aid: what it says of a quote, to whom, and that it changes nothing."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest

from corpus.dates import dates
from corpus.dictionary import Dictionary
from corpus.document import document
from corpus.structure import passages
from index.library import Library
from qa.answer import answer
from qa.question import Language
from qa.quote import Quote
from ui.answer_html import answer_html
from ui.page.aid import aid_html, date_words

TEXT = """第1節 国際捜査
平成29年12月に協議を開始し、平成30年9月に条約に署名した。同年11月に発効した。
令和元年度には、外国治安機関等との情報交換が25人で行われた。
全国会議の<script>alert(1)</script>風呂敷を公表した。

Section 2 Figures
There were 25 meetings in 2018.
"""


def quoted(text: str, words: str) -> Quote:
    """A quote of exactly these words."""
    made = document("試験", text, "test.txt")
    start = made.text.index(words)
    for passage in passages(made):
        if passage.start <= start < passage.end:
            return Quote(passage, start, start + len(words), (), 1.0, 1.0)
    raise AssertionError(words)


def rows(html: str) -> list[tuple[str, str, str]]:
    """(printed, kana, meaning) of every row."""
    found = re.findall(
        r'<dt lang="ja">([^<]*)(?: <span class="kana">([^<]*)</span>)?</dt><dd>(.*?)</dd>', html
    )
    return [(unescape(a), unescape(b), unescape(c)) for a, b, c in found]


def test_terms_are_read_and_glossed_in_the_order_of_the_quote() -> None:
    words = "令和元年度には、外国治安機関等との情報交換が25人で行われた。"
    assert rows(aid_html(quoted(TEXT, words), "en")) == [
        ("令和元年度", "", "fiscal 2019 (from April)"),
        ("外国治安機関", "がいこくちあんきかん", "foreign security authorities"),
        ("情報交換", "じょうほうこうかん", "exchange of information"),
    ]


def test_the_same_year_is_the_year_named_before_the_quote() -> None:
    html = aid_html(quoted(TEXT, "同年11月に発効した。"), "en")
    assert rows(html)[0] == ("同年11月", "", "November 2018")
    assert "2017" not in html


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("平成30年12月9日", "9 December 2018"),
        ("昭和62年", "1987"),
        ("平成30年度", "fiscal 2018 (from April)"),
        ("6月5日", "5 June"),
        ("6月", "June"),
    ],
)
def test_dates_in_the_common_calendar(text: str, expected: str) -> None:
    [date] = dates(text)
    assert date_words(date, "en") == expected


@pytest.mark.parametrize(
    ("words", "language"),
    [
        ("平成30年9月に条約に署名した。", "ja"),
        ("There were 25 meetings in 2018.", "en"),
        ("There were 25 meetings in 2018.", "ja"),
        ("行われた。", "en"),  # nothing to help with
    ],
)
def test_nobody_is_helped_who_needs_no_help(words: str, language: Language) -> None:
    assert aid_html(quoted(TEXT, words), language) == ""


def test_it_says_that_it_is_no_translation_and_stays_one_line() -> None:
    html = aid_html(quoted(TEXT, "平成30年9月に条約に署名した。"), "en")
    assert html.startswith('<details class="aid" lang="en"><summary>')
    assert "Reading aid (not a translation)" in unescape(html)
    assert "\n" not in html and "open" not in html.partition("<summary>")[0]


def test_what_a_document_says_is_escaped() -> None:
    evil = "警察庁<img src=x onerror=alert(1)>の捜査。"
    html = aid_html(quoted("第1節 表題\n" + evil, evil), "en")
    assert [row[0] for row in rows(html)] == ["警察庁", "捜査"]
    assert "<img" not in html and "<script" not in html


def test_the_dictionary_is_credited_where_it_is_used_and_only_there(tmp_path: Path) -> None:
    path = tmp_path / "edict"
    path.write_text("風呂敷 [ふろしき] /(n) cloth <b>/wrapper/\n", encoding="euc_jp")
    dictionary = Dictionary(path)
    html = aid_html(quoted(TEXT, "風呂敷を公表した。"), "en", dictionary)
    assert rows(html)[0] == ("風呂敷", "ふろしき", "cloth <b>; wrapper<sup>°</sup>")
    assert "<b>" not in html  # escaped
    assert "Electronic Dictionary Research and Development Group" in unescape(html)
    without = aid_html(quoted(TEXT, "情報交換が"), "en", dictionary)
    assert rows(without) and "credit" not in without


def test_a_dictionary_that_went_away_costs_no_answer(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    path = tmp_path / "edict"
    path.write_text("風呂敷 [ふろしき] /(n) cloth/\n", encoding="euc_jp")
    dictionary = Dictionary(path)
    path.unlink()
    html = aid_html(quoted(TEXT, "全国会議の"), "en", dictionary)
    assert [row[0] for row in rows(html)] == ["全国", "会議"]
    assert "cannot be read" in caplog.text


def test_it_stands_beneath_each_quote_and_changes_no_quote(library: Library) -> None:
    question = "With which countries does Japan have an extradition treaty?"
    found = answer(question, library)
    assert found.quotes
    plain, helped = answer_html(found, "en"), answer_html(found, "en", aid_html)
    aids = [aid_html(quote, "en") for quote in found.quotes]
    assert all(aids) and helped.count('<details class="aid"') == len(found.quotes)
    for aid in dict.fromkeys(aids):
        helped = helped.replace(aid, "")
    assert helped == plain
    assert answer_html(found, "ja", aid_html) == answer_html(found, "ja")


def test_the_nearest_passages_are_helped_with_too(library: Library) -> None:
    found = answer("What is the population of Berlin?", library)
    assert found.abstained and found.nearest
    assert '<details class="aid"' in answer_html(found, "en", aid_html)
