"""Countries: what names one in a text, what only may, and what only looks as if it did."""

from __future__ import annotations

import re

import pytest

from corpus.countries import countries, meant, named, without_names


def test_each_country_has_names_of_its_own_in_both_languages() -> None:
    listed = [name for names, _ in countries() for name in names]
    assert len(listed) == len(set(listed)) and len(countries()) > 200
    for names, also in countries():
        assert all(each == each.strip() and each for each in (*names, *also))
        assert re.search("[ぁ-ヿ一-鿿]", names[0]) and any(name.isascii() for name in names), names
        assert not set(names).intersection(also)
    assert not {"日本", "我が国", "Japan"}.intersection(listed)


@pytest.mark.parametrize(
    ("text", "countries_named"),
    [
        ("How many experts are in Samoa?", {"サモア"}),
        ("the Vietnamese police and the Kenyans", {"ベトナム", "ケニア"}),
        ("the U.S. and the UK's ministers", {"米国", "英国"}),
        ("ヴェトナム人とﾀｲ人", {"ベトナム", "タイ"}),
        ("アメリカ合衆国、イギリス", {"米国", "英国"}),
        ("フランス・ドイツ、中国・昆明", {"フランス", "ドイツ", "中国"}),
        ("南スーダンとパプアニューギニア", {"南スーダン", "パプアニューギニア"}),
        ("North Korea and South Korea", {"北朝鮮", "韓国"}),
    ],
)
def test_names_are_found_in_either_language(text: str, countries_named: set[str]) -> None:
    assert named(text) == countries_named


@pytest.mark.parametrize(
    "text",
    [
        "日本と我が国の各国",
        "タイトル、チリソース、インドネシア語、中国地方",
        "インド太平洋、南アメリカ",
        "Indiana, Maliciously",
        "Latin America and the Indian Ocean",
        "Give us US$5 or 5 US dollars",
        "The form is in French.",
    ],
)
def test_what_only_looks_like_a_name_is_none(text: str) -> None:
    assert not named(text)


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("第6回日越治安当局次官級協議", "ベトナム"),
        ("訪米した", "米国"),
        ("2019年3月にはパリにおいて", "フランス"),
        ("England and Wales", "英国"),
        ("ロシアビジネスセンター", "ロシア"),
    ],
)
def test_more_than_a_name_may_mean_a_country(text: str, country: str) -> None:
    assert country in meant(text) and country not in named(text)


@pytest.mark.parametrize("text", ["独立行政法人", "参加の中止", "英語", "a female employee"])
def test_one_kanji_in_a_word_and_part_of_an_english_word_mean_none(text: str) -> None:
    assert not meant(text)


def test_each_name_gives_way_to_a_sign() -> None:
    assert without_names("ﾀｲ等とKenya", "〓") == "〓等と〓"
