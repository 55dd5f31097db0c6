"""What is said by where lines and words stand: hanging lines, columns, lists, signs."""

from __future__ import annotations

import pytest

from tests.divided import placed, tree

# --- articles

NOTIFICATION = """\
○みどり市告示第45号
　みどり市太陽光発電設備補助金交付要綱を次のように定める。
　　令和６年４月１日
　　　みどり市太陽光発電設備補助金交付要綱
　（趣旨）
第１条　この要綱は、地球温暖化の防止に資するため、太陽光発電設備を設置す
　る者に対し補助金を交付することについて、必要な事項を定めるものとする。
　（補助対象者）
第２条　補助金の交付の対象となる者は、次のとおりとする。
　(1) 市内に住所を有する者
　(2) 市税を滞納していない者
　（補助金の額）
第３条　補助金の額は、次の表のとおりとする。
　区分　　　　　　　　補助金の額
　新築住宅　　　　　　２万円とする。
　既存住宅　　　　　　３万円
"""


def test_an_article_may_hang_by_an_indent() -> None:
    first = placed(NOTIFICATION)[3]
    assert first[2].startswith("この要綱は、") and first[2].endswith("定めるものとする。")
    short = "公園条例\n\n第１条　この条例は、事項を定め\n　るものとする。\n第２条　市は、行う。"
    assert [text for *_, text in placed(short)] == [
        "この条例は、事項を定め\n　るものとする。",
        "市は、行う。",
    ]


def test_the_caption_of_an_article_ends_the_items_of_the_one_above() -> None:
    assert tree(NOTIFICATION) == [
        "みどり市太陽光発電設備補助金交付要綱",
        ".（趣旨）",
        "..第１条",
        ".（補助対象者）",
        "..第２条",
        ".（補助金の額）",
        "..第３条",
    ]


def test_the_number_of_a_notification_is_a_line_of_its_own() -> None:
    assert [text for *_, text in placed(NOTIFICATION)][:2] == [
        "○みどり市告示第45号",
        "みどり市太陽光発電設備補助金交付要綱を次のように定める。",
    ]


# --- columns


def test_the_rows_of_a_table_of_spaces_stand_alone() -> None:
    assert [text for *_, text in placed(NOTIFICATION)][-3:] == [
        "区分　　　　　　　　補助金の額",
        "新築住宅　　　　　　２万円とする。",
        "既存住宅　　　　　　３万円",
    ]
    rows = [
        "区分        対象者        人数",
        "新任研修    新規採用職員  35人",
        "管理職研修  課長      12人。",
    ]
    assert [text for *_, text in placed("研修\n\n" + "\n".join(rows))] == rows


def test_a_stretched_word_is_no_row() -> None:
    assert tree("本文である。\n総　　則\n本文である。") == ["総　　則"]


@pytest.mark.parametrize(
    "text",
    [
        "This Agreement is made on the         day of May 2019 by and between the City\n"
        "of Midori and the Contractor named below, under the following terms.",
        "This Agreement is made on the        day of        2019 by and between the City\n"
        "of Midori and the Contractor named below, under the following terms.",
        "令和　　年　　月　　日に締結された業務委託契約書第三条第二項の規定に基づいて、\n"
        "甲が乙に対して支払う額は、次のとおりとする旨を、両者はここに確認するものとする。",
    ],
)
def test_a_blank_to_be_filled_in_does_not_tear_a_sentence(text: str) -> None:
    assert [each for *_, each in placed(text)] == [text]


def test_a_title_may_have_a_gap() -> None:
    title = "防災対策　　　主な事業"
    assert tree(f"本文である。\n\n{title}\n市は、避難所を整備する。\n訓練をする。") == [title]
    row = "区分　　　対象者　　　人数"
    assert placed(f"研修\n\n{row}\n新任者の研修をする。")[0] == ("paragraph", "研修", row)


# --- lists that a reader wrote


def test_indented_numbers_are_items() -> None:
    text = (
        "# 届出\n\n## 書類\n\n  1. 本人確認書類\n\n郵送でもよい。\n\n## 手順\n\n"
        "  1. 届け出る\n\n     窓口で行う。\n\n  2. 待つ\n  3. 受け取る\n\n後日である。\n"
    )
    assert tree(text) == ["届出", ".書類", ".手順"]
    assert [(kind, path, text) for kind, path, text in placed(text) if kind == "list"] == [
        ("list", "届出 › 書類", "1. 本人確認書類"),
        ("list", "届出 › 手順", "1. 届け出る"),
        ("list", "届出 › 手順", "2. 待つ"),
        ("list", "届出 › 手順", "3. 受け取る"),
    ]


@pytest.mark.parametrize("indent", ["", "  ", "　　"])
def test_numbers_over_text_are_headings_however_far_in(indent: str) -> None:
    lines = ["1. 概要", "これは本文である。", "2. 詳細", "これも本文である。"]
    assert tree("題名\n\n" + "\n".join(indent + line for line in lines)) == [
        *["題名", ".1. 概要", ".2. 詳細"]
    ]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("1. 目的\n     この仕様書は、次の事項を定める。", "2. 履行期間\n     １年とする。"),
        ("1. 目的\n     この仕様書は、必要な\n     事項を定める。", "2. 期間\n\n     １年とする。"),
        ("1. Purpose\n     This document sets out the rules.", "2. Scope\n     It is wide."),
    ],
)
def test_indented_numbers_over_sentences_are_headings(first: str, second: str) -> None:
    numbers = [each.split("\n")[0] for each in (first, second)]
    assert tree(f"仕様書\n\n  {first}\n  {second}") == ["仕様書", *("." + each for each in numbers)]


def test_an_indented_number_whose_text_goes_on_below_is_an_item() -> None:
    first = "1. 本人であることを確認するための書類として運転免許証又は\n     旅券を提示する。"
    items = ["1. 窓口に届け出る\n     郵送でもよい。", "2. 待つ"]
    assert tree(f"届出\n\n  {first}\n  {first.replace('1', '2')}") == ["届出"]
    assert tree("届出\n\n  " + "\n  ".join(items)) == ["届出"]


# --- signs


def test_signs_apart_from_their_text_are_titles() -> None:
    text = (
        "# 相談\n\n### ■申請窓口\n\n環境課です。\n\n■補助率\n\n経費の2分の1です。\n\n"
        "◆返還\n\n返還を命じます。\n"
    )
    assert tree(text) == ["相談", ".■申請窓口", ".■補助率", "..◆返還"]
    assert tree("本文です。\n\n■甲\n\n■乙\n\n本文です。") == []
