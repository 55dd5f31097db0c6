from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.amounts import amounts, in_digits
from corpus.numerals import KANJI_NUMERALS


def values(text: str) -> list[int]:
    return [amount.value for amount in amounts(text)]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("二百九十人", 290),
        ("三千百二十", 3120),
        ("百七十八", 178),
        ("一万二千", 12_000),
        ("二〇一八", 2018),
        ("一二〇〇人", 1200),
        ("三五人", 35),
        ("三兆二千億円", 3_200_000_000_000),
        ("千円", 1000),
        ("五〇、〇〇〇円", 50_000),
        ("一、二〇〇万円", 12_000_000),
        ("1,234千円", 1_234_000),
        ("12,345百万円", 12_345_000_000),
        ("1,234.5億円", 123_450_000_000),
        ("二・五億円", 250_000_000),
        ("百万円", 1_000_000),
        ("十人", 10),
        ("第三回", 3),
        ("第五次計画", 5),
        ("第十四東中学校", 14),
        ("三か国", 3),
        ("二つ", 2),
        ("十分間", 10),
        ("三十余名", 30),
        ("３，１２０", 3120),
        ("1,234,567", 1_234_567),
        ("1万2千人", 12_000),
        ("１億２，０００万円", 120_000_000),
        ("3.5億円", 350_000_000),
        ("290", 290),
        ("1.2 million yen", 1_200_000),
        ("12 Thousand", 12_000),
    ],
)
def test_a_number_has_its_value_however_it_is_written(text: str, value: int) -> None:
    for around in ("{}", "約{}。", "計{}、", "（{}）"):
        assert values(around.format(text)) == [value]


@pytest.mark.parametrize(
    "text",
    [
        *(
            "一部",
            "三重県",
            "万一",
            "千葉",
            "四国",
            "令和元年",
            "八百屋",
            "五十嵐さん",
            "九十九里浜",
        ),
        *(
            "十分な",
            "不十分で",
            "一時的に",
            "統一",
            "同一人物",
            "唯一",
            "第三者",
            "第三国",
            "四半期",
        ),
        *(
            "四日市市",
            "八戸市",
            "千歳市",
            "二国間",
            "一人前",
            "一つの",
            "四捨五入",
            "二重",
            "三次元",
        ),
        *("数百人", "十数人", "何十回", "二三人", "四五日", "〇〇県", "三万二億", "百千", "千々"),
        *("二・五パーセント", "２・５倍", "3・25％", "2,190.93平方キロメートル", "$1,234.56"),
        *("COVID19", "3.5%", "3.0％", "五", "三五", "1" * 5000, "一" * 5000),
    ],
)
def test_what_only_looks_like_a_number(text: str) -> None:
    assert values(text) == []


def test_a_text_with_several_and_where_they_stand() -> None:
    text = "職員二百九十人と1,250 people、第二十三条の二、1,2,3"
    found = [(text[a.start : a.end], text[a.end : a.counted]) for a in amounts(text)]
    assert found[:3] == [("二百九十", "人"), ("1,250", ""), ("二十三", "条")]
    assert 2 not in values("第二十三条の二") and 1250 in values(text)


def test_in_digits() -> None:
    assert in_digits("三重県の二百九十人、１，２５０人、290人") == "三重県の290人、1250人、290人"


@given(st.text(st.sampled_from(f"{KANJI_NUMERALS}万億兆0123456789０９,.，人年部第分 milonthusad")))
def test_any_signs(text: str) -> None:
    end = 0
    for amount in amounts(text):
        assert end <= amount.start < amount.end <= amount.counted <= len(text)
        assert 0 <= amount.value < 10**28
        end = amount.end
    in_digits(text)


@given(st.integers(1, 9999), st.integers(0, 9999))
def test_what_is_written_is_read(high: int, low: int) -> None:
    def kanji(value: int) -> str:
        out = ""
        for size, unit in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
            digit = value // size % 10
            if digit:
                out += ("" if digit == 1 and unit else "〇一二三四五六七八九"[digit]) + unit
        return out

    value = high * 10_000 + low
    assert values(f"{kanji(high)}万{kanji(low)}人") == [value]
    assert values(f"{value:,}人") == values(f"{value}人") == [value]
