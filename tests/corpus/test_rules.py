"""The rules of structure, one by one."""

from __future__ import annotations

import unicodedata

import pytest

from corpus.document import Document, document
from corpus.markers import markers
from corpus.structure import outline, passages


def made(text: str) -> Document:
    return document("test", text, "test")


def tree(text: str) -> list[str]:
    return ["." * heading.depth + heading.title for heading in outline(made(text))]


def found(text: str) -> list[tuple[str, str]]:
    return [(passage.kind, passage.text) for passage in passages(made(text))]


def kinds(text: str) -> list[str]:
    return [kind for kind, _ in found(text)]


# --- markers

FORMS = [
    # one class of marker in its forms
    ("第3節", ["第3節 総則", "第３節　総則", "第三節　総則", "第 3 節 総則", "第3節総則"]),
    ("第3条の2", ["第3条の2 定義", "第３条の２　定義", "第三条の二　定義", "第3条の2（定義）"]),
    ("第3", ["第3 総則", "第３　総則", "第三　総則", "第3．総則"]),
    ("Ⅲ", ["Ⅲ 総則", "Ⅲ　総則", "Ⅲ．総則", "III. 総則", "ＩＩＩ．総則", "Ⅲ総則"]),
    ("3", ["3 総則", "３　総則", "3.総則", "３．総則", "3、総則", "⒊総則", "３．　総則"]),
    ("1-3", ["1-3 総則", "１－３　総則", "1.3 総則", "１．３　総則", "1‐3 総則", "1.3総則"]),
    ("〔3〕", ["〔3〕 総則", "〔３〕　総則", "〔３〕総則"]),
    ("(3)", ["(3) 総則", "（３）　総則", "（3）総則", "⑶総則", "( 3 ) 総則"]),
    ("③", ["③ 総則", "③　総則", "③総則"]),
    ("ウ", ["ウ 総則", "ウ　総則", "ｳ 総則", "ウ．総則"]),
    ("(ウ)", ["(ウ) 総則", "（ウ）　総則", "（ｳ）総則"]),
    ("(c)", ["(c) 総則", "（ｃ）　総則", "(c)総則"]),
]


@pytest.mark.parametrize(("name", "lines"), FORMS, ids=[name for name, _ in FORMS])
def test_forms_of_a_marker_are_one_class(name: str, lines: list[str]) -> None:
    read = {line: (markers(line)[0].cls, markers(line)[0].number) for line in lines}
    assert read == dict.fromkeys(lines, (markers(lines[0])[0].cls, 3)), name


def test_half_width_kana_number_items_to_the_last() -> None:
    half, full = ([markers(f"{kana} 総則")[0] for kana in row] for row in ("ﾅﾜｦ", "ナワヲ"))
    assert half == full
    assert [marker.number for marker in half] == [21, 44, 45]


@pytest.mark.parametrize(
    "word", ["ﾊﾞｽ路線の再編", "ﾊﾟｿｺﾝの購入", "ｶﾞｽの供給", "ﾌﾟｰﾙ開放", "ﾋﾞﾙの耐震化"]
)
def test_a_word_in_half_width_katakana_is_no_number(word: str) -> None:
    assert not markers(word)


@pytest.mark.parametrize(
    "line",
    [
        *[
            "第1回会議の開催",
            "第3条の規定による申請",
            "第三者委員会",
            "第3部会の報告",
            "第1条及び第2条",
        ],
        *["5人の専門家", "12市町村", "3月の会議", "2018年の状況", "1.5倍の増加", "10,000人"],
        *[
            "アメリカ合衆国",
            "イギリスの制度",
            "アの場合",
            "(1)から(3)まで",
            "(2)及び(3)",
            "①の書類",
        ],
        *["Section 3 of the Act", "Part of it", "a long line", "I think so", "○○市の計画", "-5度"],
    ],
)
def test_text_that_only_looks_like_a_marker(line: str) -> None:
    assert not any(marker.firm for marker in markers(line))


SERIES = """\
第1章 総則
1 目的
(1) 背景
① 経緯
ア 発端
(ア) 国内
ここに本文がある。
(イ) 国外
ここに本文がある。
イ 展開
ここに本文がある。
② 現状
ここに本文がある。
(2) 課題
ここに本文がある。
2 方法
ここに本文がある。
第2章 各論
ここに本文がある。
"""
SERIES_DEPTHS = [0, 1, 2, 3, 4, 5, 5, 4, 3, 2, 1, 0]


def full_width(text: str) -> str:
    return "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in text)


@pytest.mark.parametrize(
    "text",
    [
        SERIES,
        full_width(SERIES),
        SERIES.replace(" ", "　"),
        SERIES.replace("\n", "\r\n"),
        SERIES.replace("\n", "\u2028"),
        SERIES.replace("\n", "\n\n"),
        SERIES.replace("\n", "\n　　"),
        full_width(SERIES).replace(" ", ""),
    ],
    ids=["half", "full", "wide spaces", "crlf", "separators", "blank lines", "indented", "glued"],
)
def test_all_widths_have_one_structure(text: str) -> None:
    headings = outline(made(text))
    assert [heading.depth for heading in headings] == SERIES_DEPTHS
    plain = [unicodedata.normalize("NFKC", h.title).replace(" ", "") for h in headings]
    assert plain == [
        unicodedata.normalize("NFKC", line).replace(" ", "")
        for line in SERIES.splitlines()
        if "本文" not in line
    ]
    assert kinds(text) == ["paragraph"] * 7


# --- nesting


def test_classes_adapt_to_the_document() -> None:
    """(1) stands over 1 in one document and under it in another."""
    over = "(1) 甲\n1 乙\n本文。\n2 丙\n本文。\n(2) 丁\n本文。"
    under = "1 甲\n(1) 乙\n本文。\n(2) 丙\n本文。\n2 丁\n本文。"
    assert tree(over) == ["(1) 甲", ".1 乙", ".2 丙", "(2) 丁"]
    assert tree(under) == ["1 甲", ".(1) 乙", ".(2) 丙", "2 丁"]


def test_a_new_class_that_does_not_begin_goes_by_rank() -> None:
    assert tree("(1) 甲\n① 乙\n本文。\n3 丙\n本文。") == ["(1) 甲", ".① 乙", "3 丙"]


def test_dotted_numbers_count_their_dots() -> None:
    text = "1 甲\n1.1 乙\n1.1.1 丙\n本文。\n1.2 丁\n本文。\n2 戊\n2.1 己\n本文。"
    assert tree(text) == ["1 甲", ".1.1 乙", "..1.1.1 丙", ".1.2 丁", "2 戊", ".2.1 己"]


def test_numbers_within_a_roman_one() -> None:
    text = "Ⅰ　現状\n本文。\nⅡ　施策\nⅡ-1　概況\n本文。\nⅡ-2　課題\n本文。\nⅢ　まとめ\n本文。"
    assert tree(text) == ["Ⅰ　現状", "Ⅱ　施策", ".Ⅱ-1　概況", ".Ⅱ-2　課題", "Ⅲ　まとめ"]
    deeper = "Ⅱ　施策\nⅡ－１　概況\nⅡ－１－１　甲\n本文。\nⅡ－１－２　乙\n本文。\nⅡ－２　丙\n本文。"
    assert [line.count(".") for line in tree(deeper)] == [0, 1, 2, 2, 1]


def test_iroha_and_gojuon() -> None:
    assert tree("1 甲\nイ 乙\n本文。\nロ 丙\n本文。\nハ 丁\n本文。")[1:] == [
        ".イ 乙",
        ".ロ 丙",
        ".ハ 丁",
    ]
    assert tree("1 甲\nア 乙\n本文。\nイ 丙\n本文。")[1:] == [".ア 乙", ".イ 丙"]


def test_unnumbered_headings_contain_no_numbered_ones() -> None:
    text = "題名\n\n1 甲\n背景\n本文である。\n2 乙\n【事例】\n本文である。\n(1) 丙\n本文。"
    assert tree(text) == ["題名", ".1 甲", "..背景", ".2 乙", "..【事例】", "..(1) 丙"]


def test_a_chapter_without_a_style_stands_where_one_with_it_stood() -> None:
    text = (
        "# 防災条例\n\n## 第1章　総則\n\n### 第1条\n\n本文である。\n第2章　雑則\n本文である。\n\n"
        "### 第2条\n\n本文である。\n\n附　則\n公布の日から施行する。\n\n## 第3章　別冊\n\n本文。"
    )
    assert tree(text) == [
        *["防災条例", ".第1章　総則", "..第1条", ".第2章　雑則", "..第2条"],
        *[".附　則", ".第3章　別冊"],
    ]
    articles = "# 条例\n\n## 第1条\n\n本文である。\n\n附　則\n\n## 第1条\n\n本文である。"
    assert tree(articles) == ["条例", ".第1条", ".附　則", "..第1条"]


# --- headings or not


@pytest.mark.parametrize(
    "line",
    [
        "(1) 市長は、計画を定める。",
        "(1) 次に掲げるもの：",
        "(1) 市長は、計画を定めるものとする",
        "(1) " + "長" * 61,
        "(1) 閉じない（括弧",
    ],
)
def test_a_marked_line_that_is_no_title_is_an_item(line: str) -> None:
    assert kinds("題名\n\n" + line + "\n\n本文。")[0] == "list"


def test_consecutive_candidates_are_items() -> None:
    text = "1 対象\n(1) 乳児\n(2) 幼児\n\n(3) 児童\n2 方法\n本文。"
    assert tree(text) == ["1 対象", "2 方法"]
    assert kinds(text) == ["list", "list", "list", "paragraph"]


def test_titles() -> None:
    assert tree("防災計画\n\n本文である。") == ["防災計画"]
    assert tree("防災計画\n本文である。") == ["防災計画"]
    assert tree("会議の様子\n\n本文である。") == []
    assert tree("本文である。\n背景\n本文である。") == ["背景"]
    assert tree("ただ一つの行") == []
    assert kinds("ただ一つの行") == ["paragraph"]


def test_titles_apart_from_their_text() -> None:
    """In a document that sets paragraphs apart, a lone line over one is its title."""
    text = "本文だ。\n\n本文だ。\n\n背景\n\n本文だ。\n"
    assert tree(text) == ["背景"]
    dense = "本文だ。\n本文だ。\n本文だ。\n\n背景の一枚\n\n本文だ。"
    assert tree(dense) == []


@pytest.mark.parametrize("sign", ["■", "◆", "●", "■　"])
def test_signs_over_text_are_titles(sign: str) -> None:
    assert tree(f"前文。\n{sign}背景\n本文である。") == [f"{sign}背景"]
    assert kinds(f"前文。\n{sign}甲\n{sign}乙\n本文である。") == [
        *["paragraph", "list", "list", "paragraph"]
    ]


def test_kanji_items_of_an_article_are_a_list() -> None:
    text = (
        "第七条　次の行為を行う。\n一　法律を公布すること。\n二　国会を召集すること。\n十　儀式。"
    )
    assert kinds(text) == ["paragraph", "list", "list", "paragraph"]


# --- captions


@pytest.mark.parametrize(
    "line",
    [
        *[
            "図表1-2　認知件数の推移",
            "図１　組織図",
            "表3：予算の内訳",
            "写真2 訓練",
            "出典：警察庁の資料",
        ],
        *[
            "訓練の様子",
            "訓練の様子（写真提供：みどり市）",
            "完成イメージ",
            "資料：内閣府。",
            "組織図",
        ],
        *[
            "1-1-1-1図　刑法犯の認知件数",
            "第1-1-1図 推移",
            "第１図　組織",
            "第2表　予算",
            "表－１　予算",
        ],
        *["第1－1－2表　認知件数", "図表Ⅰ-1-1-1　推移", "図Ⅱ－１－３　推移", "付図1-2　流れ"],
        *["コラム1-1図　流れ", "資料1-2-1　推移", "第１－（１）－２図　推移", "参考図表２　推移"],
        *["Figure 2: Trainees", "Table 1. Budget by year.", "Fig. 3 Organisation"],
    ],
)
def test_captions(line: str) -> None:
    assert found("本文である。\n\n" + line + "\n本文である。")[1] == ("caption", line)


@pytest.mark.parametrize(
    "line",
    [
        *["図1は、推移を示す。", "これが様子である。", "彼らの意図", "Figure 2 shows the rise."],
        *["第1図は、推移を示す。", "1-1図に示す。", "資料１　議事録", "第２表彰式", "1-1　表彰"],
    ],
)
def test_not_captions(line: str) -> None:
    assert "caption" not in kinds("本文である。\n" + line + "\n本文である。")


def test_text_below_a_numbered_caption_stays_in_its_section() -> None:
    text = "1 概況\n本文である。\n1-1-1-1図　認知件数・検挙率の推移\n第1図　組織\n本文である。"
    assert tree(text) == ["1 概況"]
    assert tree("第１　図書館\n本文。\n第２　表彰\n本文。\n1-1 図書\n本文。")[-1] == ".1-1 図書"


def test_a_lone_line_before_a_heading_is_a_caption() -> None:
    assert kinds("本文。\n\n村長と児童たち\n\n1 背景\n本文。") == [
        "paragraph",
        "caption",
        "paragraph",
    ]
    assert kinds("本文。\n\n村長と児童たち") == ["paragraph", "paragraph"]
    assert kinds("本文。\n\n児童たちの様子") == ["paragraph", "caption"]


@pytest.mark.parametrize(
    "line",
    [
        *["改正　令和６年３月29日", "更新日：令和６年４月１日", "最終改正 平成30年4月1日条例第5号"],
        *[
            "令和６年３月　みなと市",
            "2024年3月　内閣府政策局",
            "令和５年度定期監査結果報告書（教育委員会）",
        ],
    ],
)
def test_a_date_or_the_name_of_a_paper_before_a_heading_is_no_caption(line: str) -> None:
    assert "caption" not in kinds(f"# 報告\n\n本文。\n\n{line}\n\n第１　概要\n\n本文。")


@pytest.mark.parametrize(
    "line",
    ["日米協力に関する文書", "令和６年３月の訓練", "改正を祝う市民", "令和６年３月　新庁舎にて"],
)
def test_a_caption_may_begin_with_a_date(line: str) -> None:
    assert "caption" in kinds(f"# 報告\n\n本文。\n\n{line}\n\n第１　概要\n\n本文。")


def test_a_state_of_things_may_be_a_title() -> None:
    assert tree("本文。\n\n治安の状況\n本文である。") == ["治安の状況"]
    assert kinds("本文。\n\n検挙の状況\n\n1 背景\n本文。")[1] == "caption"


# --- lists


@pytest.mark.parametrize("sign", ["○ ", "○", "◯", "●", "・", "･", "- ", "* ", "• ", "– ", "＊　"])
def test_bullets(sign: str) -> None:
    text = f"本文。\n\n{sign}第一の項目\n{sign}第二の項目\n　　その続き"
    assert found(text)[1:] == [
        ("list", f"{sign}第一の項目"),
        ("list", f"{sign}第二の項目\n　　その続き"),
    ]


# --- lines

WRAPPED = """\
　本市の人口は、平成二十七年の国勢調査によれば約十二万人であり、前回の調査と比べ
て三千人の減少となった。特に中心市街地では高齢化が進み、空き家の数が増えているこ
とから、対策が急がれている。
　このため、市では平成三十年度に計画を策定し、空き家の活用を進めるとともに、子育
て世帯の移住を促す。
２　関係機関との連携
　国際的な犯罪に対しては、外国治安機関等との連携を強化するため、関係する機関が協
力し、必要な体制を整備する。
(1)　空き家の所有者に対する助言及び指導並びに空き家の跡地の活用に関する情報の提
供その他の支援を行う。
"""


def test_hard_wrapped_text_is_joined() -> None:
    assert [text[-6:] for _, text in found(WRAPPED)] == [
        *["がれている。", "移住を促す。", "を整備する。", "支援を行う。"]
    ]
    assert kinds(WRAPPED) == ["paragraph", "paragraph", "paragraph", "list"]
    assert tree(WRAPPED) == ["２　関係機関との連携"]


def test_short_lines_are_not_joined() -> None:
    assert len(found("出席した者は次のとおりである。\n山田太郎\n鈴木花子\n佐藤次郎\n田中良子")) == 5


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\u2028", "\f", "\n\t"])
def test_line_ends(end: str) -> None:
    assert found(end.join(["一つ目の段落。", "二つ目の段落。"])) == [
        ("paragraph", "一つ目の段落。"),
        ("paragraph", "二つ目の段落。"),
    ]


def test_long_passages_are_split_at_sentences() -> None:
    text = (
        "これは四十字ほどの文であって、長い段落を作るために何度も繰り返されている。" * 60
    ).rstrip()
    parts = passages(made(text))
    assert len(parts) == 3
    assert all(len(part.text) <= 1000 and part.text.endswith("。") for part in parts)
    assert "".join(part.text for part in parts) == text


def test_long_sentences_are_split_at_commas_and_at_worst_anywhere() -> None:
    parts = [text for _, text in found("読点はあるが、" * 300)]
    assert all(len(part) <= 1000 and part.endswith("、") for part in parts)
    assert [len(text) for _, text in found("あ" * 2500)] == [1000, 1000, 500]


@pytest.mark.parametrize(
    "line",
    [
        *["電話　03-1234-5678", "メール　kan@example.jp", "https://example.jp/kan", "担当\t総務課"],
        *["電話０３－１２３４－５６７８", "防災課　電話03(1234)5678"],
    ],
)
def test_an_address_is_no_title(line: str) -> None:
    assert tree(
        f"案内\n\n申込みの方法\n窓口で申し込んでください。\n{line}\n受付は九時からです。"
    ) == [*["案内", ".申込みの方法"]]


def test_names_with_values_are_no_titles() -> None:
    asked = "担当：総務課　山田\n所管：みどり館\n以上、お願いします。"
    assert tree(asked) == []
    assert tree(f"案内\n\n{asked}") == ["案内"]
    assert tree("案内\n\nコラム：館の由来\n館は古い。") == ["案内", ".コラム：館の由来"]
