"""The years and dates that a sentence is of, and those that it only compares with."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.dates import dates
from corpus.document import document
from index.encoder import Encoder
from index.library import Library
from qa.answer import answer
from qa.dated import dates_spoken_of, of_other_years, same


@pytest.mark.parametrize(
    ("asked", "other", "is_same"),
    [
        ("令和3年度", "令和4年1月23日", True),  # of fiscal 2021
        ("令和4年度", "令和4年1月23日", False),
        ("令和4年度", "令和4年4月1日", True),
        ("令和4年1月", "令和3年度", True),
        ("令和4年", "令和4年1月", True),
        ("令和4年度", "2022年", True),  # nothing tells which
        ("the 2022 fiscal year", "令和5年3月", True),
        ("the 2020 census", "令和2年国勢調査", True),
        ("2018年", "2018年12月", True),
        ("2018年6月", "2018年12月", False),
        ("6月", "2018年6月", True),
    ],
)
def test_a_fiscal_year_lasts_until_march(asked: str, other: str, is_same: bool) -> None:
    assert same(dates(asked)[0], dates(other)[0]) is is_same


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("令和4年度の来館者数は84,210人で、前年度に比べ6,130人増加した。", [2022]),
        ("令和5年の件数は1,204件で、前年（1,290件）より86件減少した。", [2023]),
        ("2021年の観光客数は38万人であり、前年同期を12万人上回った。", [2021]),
        ("令和4年度は2,310台で、前年度の2,745台から435台減少した。", [2022, 2021]),  # both are told
        ("この条例は、令和4年4月1日より施行する。", [2022]),
        ("平成30年に比較的大きな地震があった。", [2018]),
        ("Apply no later than 30 June 2023.", [2023]),
        ("In 2022 there were 41 cases, six more than in 2021.", [2022]),
    ],
)
def test_what_is_compared_with_is_not_dates_spoken_of(text: str, years: list[int]) -> None:
    assert [date.year for date in dates_spoken_of(text, "何人か")] == years
    assert of_other_years(dates("令和2年"), dates_spoken_of(text, "何人か"))


def test_who_asks_for_a_change_asks_of_both_years() -> None:
    text = "令和4年度の来館者数は84,210人で、令和3年度に比べ6,130人増加した。"
    assert len(dates_spoken_of(text, "令和3年度に比べ何人増えたか")) == 2


def test_an_event_is_of_its_fiscal_year(folder: Path, encoder: Encoder) -> None:
    with Library.open(folder, encoder, builtin=False) as library:
        text = "総合防災訓練は、令和4年1月23日に町民運動場で行った。\n\n参加者は640人であった。"
        library.add(document("訓練", text, "drill.txt"))
        given = answer("令和3年度の総合防災訓練はいつ行われたか", library)
    assert not given.abstained and given.quotes[0].highlights


@pytest.mark.parametrize(
    "question",
    [
        "台風により何人が被災したか",
        "差別の相談は何件か",
        "How high was the risk?",
        "Thanks, how many?",
    ],
)
def test_what_is_only_spelt_like_a_comparison_compares_nothing(question: str) -> None:
    text = "令和4年度は58件で、令和3年度に比べ12件増加した。"
    assert [date.year for date in dates_spoken_of(text, question)] == [2022]


@pytest.mark.parametrize(
    "question",
    ["何人増えたか", "前年より多いか", "男女の差は", "By how many did it rise?", "more than?"],
)
def test_a_question_that_compares_is_told_of_both(question: str) -> None:
    text = "令和4年度は58件で、令和3年度に比べ12件増加した。"
    assert [date.year for date in dates_spoken_of(text, question)] == [2022, 2021]


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("件数は601件で、5年前（平成29年）に比べ35件減少した。", []),
        ("件数は4,210件で、前回調査（令和2年度）から12.5％増加した。", []),
        ("世帯数は8,120世帯で、前回（平成27年国勢調査）より210世帯増えた。", []),
        ("観光客数は38万人で、令和3年の約2.4倍となった。", []),
        # these are told: in brackets behind their number, or with it
        ("前回の1,290件（令和3年）に比べ86件減少した。", [2021]),
        ("100件（平成30年）から120件（令和元年）に増加した。", [2018, 2019]),
        ("前年度（令和4年度）の1,200人から300人増加した。", [2022]),
        ("手当は、令和6年度から5％増額する。", [2024]),
    ],
)
def test_what_stands_in_brackets_is_compared_with_where_what_they_explain_is(
    text: str, years: list[int]
) -> None:
    told = [date.year for date in dates_spoken_of(text, "何人か") if date.year is not None]
    assert told == years
