from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.lexical import tokens


def test_japanese_is_cut_into_bigrams_and_latin_into_words() -> None:
    assert tokens("ASEAN警察長官会合") == ["asean", "警察", "察長", "長官", "官会", "会合"]


def test_widths_and_cases_meet() -> None:
    assert tokens("ＥＵＲＯＰＯＬ　ｲﾝﾄﾞﾈｼｱ１２") == tokens("Europol インドネシア12")


def test_english_words_meet_by_their_stem() -> None:
    assert tokens("treaties signing") == tokens("treaty signed")


def test_a_middle_dot_divides_words() -> None:
    assert tokens("ダイア・パー") == ["ダイ", "イア", "パー"]


@pytest.mark.parametrize(
    ("printed", "word"),
    [
        ("１　日　　時　　令和６年", "日時"),
        ("５　事 務 局　　環境課", "事務局"),
        ("６　傍 聴 者　３名", "傍聴者"),
        ("| 場　所 |", "場所"),
        ("①お　知　ら　せ", "お知らせ"),
        ("委員　石　川　　正　夫", "石川"),
    ],
)
def test_a_word_set_wide_is_found_as_one(printed: str, word: str) -> None:
    assert set(tokens(word)) <= set(tokens(printed))
    assert {char for char in word if f"　{char}　" in printed} <= set(tokens(printed))


def test_words_that_stand_apart_are_not_run_together() -> None:
    assert {"年月", "課長"}.isdisjoint(tokens("令和６年　月　日、環境課 長 会"))


def test_voiced_kana_stay_what_they_are() -> None:
    assert tokens("が") != tokens("か")
    assert tokens("バス") != tokens("パス")


def test_years_of_both_calendars_meet() -> None:
    assert {"y2018", "y2018m12"} <= set(tokens("平成30年12月"))
    assert {"y2018", "y2018m12"} <= set(tokens("December 2018"))


@given(st.text())
def test_tokens_cannot_end_a_quoted_term(text: str) -> None:
    # They are put between quotes in an FTS5 query.
    assert all(re.fullmatch(r'[^\s"]+', token) for token in tokens(text))


@pytest.mark.parametrize("written", ["二百九十人", "二九〇人", "290人", "２９０人", "290 people"])
def test_a_number_is_found_however_it_is_written(written: str) -> None:
    assert "290" in tokens(written)


@pytest.mark.parametrize(
    "written", ["一万二千円", "1万2千円", "12,000円", "12000円", "12 thousand yen"]
)
def test_so_is_a_large_one(written: str) -> None:
    assert "12000" in tokens(written)


def test_the_words_of_a_number_stay_findable_and_kanji_in_names_are_words_only() -> None:
    assert tokens("二百九十人") == ["二百", "百九", "九十", "十人", "290"]
    assert tokens("1,250人") == ["1", "250", "人", "1250"]
    assert tokens("三重県の一部") == ["三重", "重県", "県の", "の一", "一部"]
    assert tokens("令和元年") == ["令和", "和元", "元年", "y2019"]


def test_a_line_end_cuts_no_word_of_japanese_in_two() -> None:
    assert tokens("安全保\n　障条約の\n締結") == tokens("安全保障条約の締結")
    assert tokens("police\nagency と\nICPO") == tokens("police agency と ICPO")
