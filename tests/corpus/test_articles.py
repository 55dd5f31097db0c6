"""Laws, ordinances and rules: articles, their items, and what follows the main body."""

from __future__ import annotations

import pytest

from corpus.markers import markers
from tests.divided import placed, tree

# --- items


def test_items_without_a_full_stop_stay_in_their_article() -> None:
    text = (
        "第三条　次に掲げる者は、届け出なければならない。\n"
        "一　次のいずれかに該当する者\nイ　市内に住所を有する者\nロ　市内に事務所を有する者\n"
        "二　前号に掲げる者のほか、市長が必要と認める者\n"
        "２　前項の届出は、書面でしなければならない。\n"
        "第四条　次の場合に許可する。\n(1)　国が使用するとき\n"
        "第五条　次の者は、過料に処する。\n一　第三条の規定に違反した者\n"
    )
    assert tree(text) == ["第三条", "第四条", "第五条"]
    kinds = [(kind, path) for kind, path, _ in placed(text)]
    assert kinds == [
        *[("paragraph", "第三条"), *[("list", "第三条")] * 5],
        *[("paragraph", "第四条"), ("list", "第四条")],
        *[("paragraph", "第五条"), ("list", "第五条")],
    ]


def test_numbers_under_an_article_that_stands_alone_may_be_headings() -> None:
    text = "第1条（目的）\n1 趣旨\n目的を定めた。\n2 運用\n次のとおりである。"
    assert tree(text) == ["第1条（目的）", ".1 趣旨", ".2 運用"]
    quoted = "第1条　目的は、次による。\n【解説】\n1 趣旨\n本文である。"
    assert tree(quoted) == ["第1条", ".【解説】", ".1 趣旨"]


def test_items_of_supplementary_provisions() -> None:
    text = (
        "附　則\n（施行期日）\n１　この条例は、公布の日から施行する。\n"
        "（経過措置）\n２　市長は、次の者に通知する。\n(1)　申請者\n３　前項の通知は、書面でする。"
    )
    assert tree(text) == ["附　則", ".（施行期日）", ".（経過措置）"]
    assert [(kind, path[-6:]) for kind, path, _ in placed(text)] == [
        ("list", "（施行期日）"),
        *[("list", "（経過措置）")] * 3,
    ]


# --- where an article begins


@pytest.mark.parametrize(
    "line",
    [
        *[
            "第1条　この条例は、目的を定める。",
            "第１条 目的は、次による。",
            "第1条（目的）　次による。",
        ],
        *[
            "第1条(目的)この条例は、次による。",
            "第1条この条例は、目的を定める。",
            "第1条市は、定める。",
        ],
    ],
)
def test_an_article_begins_on_the_line_of_its_number(line: str) -> None:
    ((_, path, text),) = placed(line)
    assert path and line.startswith(path) and line.endswith(text)


@pytest.mark.parametrize(
    "line",
    [
        *[
            f"第3条{after}の規定は、次のとおりである。"
            for after in ("ただし書", "後段", "所定", "")
        ],
        *[
            "第6条本文は、原則である。",
            "第7条違反については、過料を科す。",
            "第10条見出し中「甲」を削る。",
        ],
        *[
            "第22条等は、例外である。",
            "第23条以下は、罰則である。",
            "第6条（罰則）の規定は、適用しない。",
        ],
    ],
)
def test_a_sentence_that_begins_with_a_reference_keeps_its_beginning(line: str) -> None:
    assert placed(f"前文。\n{line}")[1:] == [("paragraph", "", line)]


@pytest.mark.parametrize(
    "mark", ["第2条から第5条まで", "第2条及び第3条の2", "第二条、第三条及び第四条", "第2条～第5条"]
)
def test_articles_that_are_gone(mark: str) -> None:
    text = f"第1条　次による。\n{mark}　削除\n第11条　市長は、定める。"
    assert tree(text) == ["第1条", mark, "第11条"]
    assert placed(text)[1] == ("paragraph", mark, "削除")  # or it could not be quoted
    text = text.replace("第11条", "第6条及び第7条　削除\n第11条")
    assert tree(text) == ["第1条", mark, "第6条及び第7条", "第11条"]
    assert not markers(f"{mark}の規定") and not markers(f"{mark}を削除")


@pytest.mark.parametrize(
    "line", ["第5条　削除", "第五条　削除（平20条例30）", "第5条及び第6条　削除"]
)
def test_an_article_that_is_gone_has_no_caption_of_another(line: str) -> None:
    number, _, rest = line.partition("　")
    text = f"（公開）\n第4条　会議は、公開する。\n{line}\n（委任）\n第7条　規則で定める。"
    assert tree(text) == ["（公開）", ".第4条", number, "（委任）", ".第7条"]
    assert ("paragraph", number, rest) in placed(text)
    assert placed("第5条　削除の手続は、市長が定める。")[0][2] == "削除の手続は、市長が定める。"


# --- captions and names


@pytest.mark.parametrize(
    "line",
    [
        *["(平20条例30・一部改正)", "（平成20条例30・追加）", "（令元規則5・旧第3条繰上）"],
        *["（一部改正〔平成20年条例30号〕）", "（追加〔昭和50年規則2号〕）"],
    ],
)
def test_an_amendment_is_no_caption_of_the_article_below(line: str) -> None:
    text = f"第1条　目的は、次による。\n{line}\n第2条　市長は、定める。"
    assert tree(text) == ["第1条", "第2条"]
    assert placed(text)[1] == ("paragraph", "第1条", line)


@pytest.mark.parametrize(
    "line", ["（目的）", "（みどり市条例の一部改正）", "（平成20年度の特例）", "（改正法の適用）"]
)
def test_captions_of_articles(line: str) -> None:
    assert tree(f"前文。\n{line}\n第2条　市長は、定める。") == [line, ".第2条"]


def test_the_name_of_an_ordinance_may_have_a_sign_before_it() -> None:
    name = "○みどり市個人情報保護条例"
    assert tree(f"{name}\n平成20年3月28日\n第1条　目的は、次による。") == [name, ".第1条"]
    assert tree("○空き家\n○空き地\n本文である。") == []


# --- after the main body


@pytest.mark.parametrize(
    "line",
    [
        *["附　則　抄", "附則抄", "附　　　則", "附則［平成13年条例第2号］", "付　則"],
        *["附　則〔昭和50年３月１日条例第５号〕", "附　則　平成20年３月28日条例第5号"],
        *["別表第一の二（第3条関係）", "別表第1　手数料（第3条関係）", "別　表（第３条関係）"],
        *[
            "別表 第1 (第3条関係)",
            "様式第１号（第４条関係）",
            "別記様式（第５条関係）",
            "様式第1-2号",
        ],
        *[
            "第2号様式（第７条関係）",
            "別記第１号様式の２（第７条関係）",
            "別紙１",
            "別添",
            "別図第１",
        ],
        *["参考１　根拠条文", "参考資料２　用語", "別紙"],
    ],
)
def test_what_follows_the_main_body(line: str) -> None:
    text = f"第1章　総則\n第1条　目的は、次による。\n{line}\nこれは、後の文である。"
    assert tree(text) == ["第1章　総則", ".第1条", line]
    assert placed(text)[-1] == ("paragraph", line, "これは、後の文である。")


def test_supplementary_provisions_on_one_line() -> None:
    assert placed("第1条　甲である。\n附則　この規則は、公布の日から施行する。")[-1] == (
        *("paragraph", "附則", "この規則は、公布の日から施行する。"),
    )


@pytest.mark.parametrize(
    "line",
    [
        *["附則第2条の規定により従前の例による", "附則の規定", "附則（平成20年）第2項の規定は、"],
        *["別表第一に掲げる額", "別表第1（第3条関係）に掲げる額", "別表第1、別表第2"],
        *["様式第1号による", "別紙のとおり", "参考人の意見", "第1号様式により", "参考として"],
    ],
)
def test_text_about_what_follows_the_main_body(line: str) -> None:
    assert tree(f"前文。\n{line}申請した者は、次による。") == []


def test_annexes_that_are_only_listed_are_items() -> None:
    listed = ["別添１　事業計画書", "別添２　収支予算書", "別添３　位置図"]
    text = "第1条　次の書類を添える。\n" + "\n".join(listed) + "\n第2条　市長は、定める。"
    assert tree(text) == ["第1条", "第2条"]
    assert placed(text)[1:4] == [("list", "第1条", line) for line in listed]
    forms = "様式第１号（第４条関係）\n様式第２号（第５条関係）\n申請書を出す。"
    assert tree(forms) == ["様式第１号（第４条関係）", "様式第２号（第５条関係）"]


def test_the_line_of_an_amending_ordinance_is_whole() -> None:
    """However wide it is among hard-wrapped lines."""
    wide = (
        "　市長は、この条例の施行に関し必要な事項を\n"
        "定めるとともに、広く公表しなければならず、\n"
        "知らせる。\n"
    )
    head = "附　則（平成二十七年九月三十日条例第三号）"
    assert tree(f"{wide * 3}{head}\n　この条例は、公布の日から施行する。") == [head]
