"""The built-in section, and whole documents of other kinds."""

from __future__ import annotations

from corpus.builtin import builtin_document
from corpus.document import Document, document
from corpus.passage import Passage
from corpus.structure import outline, passages


def made(text: str) -> Document:
    return document("test", text, "test")


def tree(text: str) -> list[str]:
    """The outline, a "." for each level."""
    return ["." * heading.depth + heading.title for heading in outline(made(text))]


def found(text: str) -> list[tuple[str, str]]:
    """(kind, innermost heading › … : text) of the passages of a text."""
    return [(passage.kind, passage.text) for passage in passages(made(text))]


def one(text: str, beginning: str) -> Passage:
    """The passage that begins so."""
    (passage,) = [each for each in passages(made(text)) if each.text.startswith(beginning)]
    return passage


# --- the built-in section


def test_builtin_outline() -> None:
    headings = outline(builtin_document())
    assert [(heading.depth, heading.title) for heading in headings] == [
        (0, "第3節 外国治安機関等との連携"),
        (1, "(1)国際的な犯罪に対する外国治安機関等との連携"),
        (2, "① ASEAN加盟国、G7各国等との連携"),
        (2, "② 二国間等の連携"),
        (1, "(2)治安に関係する国際約束の締結"),
        (1, "(3)国際協力の推進"),
        (2, "① 海外の警察に対する支援"),
        (3, "ア インドネシア国家警察改革支援プログラム"),
        (3, "イ 研修員の受入れ"),
        (2, "② 国際緊急援助活動"),
    ]


def test_builtin_kinds_and_labels() -> None:
    got = [(passage.kind, passage.label) for passage in passages(builtin_document())]
    paragraph, caption = ("paragraph", None), ("caption", None)
    assert got == [
        *[paragraph, paragraph, ("note", "注1"), ("note", "注2"), ("note", "注3"), caption],
        *[paragraph, caption, caption],
        *[paragraph, paragraph, ("note", "注")],
        *[paragraph, paragraph, paragraph, caption],
        *[paragraph, caption],
    ]


def test_builtin_notes_are_linked() -> None:
    text = builtin_document().text
    links = [
        (text[mark.start : mark.end], mark.note and text[slice(*mark.note)][:8])
        for passage in passages(builtin_document())
        for mark in passage.note_marks
    ]
    assert links == [
        ("(注1)", "注1:東南アジア"),
        ("(注2)", "注2:ASEAN"),
        ("(注3)", "注3:Europ"),
        ("(注)", "注:重大な犯罪を"),
    ]


def test_builtin_path() -> None:
    (passage,) = [p for p in passages(builtin_document()) if "178人" in p.text]
    assert passage.headings == (
        "第3節 外国治安機関等との連携",
        "(3)国際協力の推進",
        "① 海外の警察に対する支援",
        "イ 研修員の受入れ",
    )


# --- an ordinance

ORDINANCE = """\
みどり市防災基本条例

平成30年12月21日
条例第45号

目次
　第１章　総則（第１条―第３条）
　第２章　市の責務（第４条）
　附則

　　　第１章　総則
　（目的）
第１条　この条例は、防災に関する基本理念を定め、市民の生命を守ることを目的とする。
　（定義）
第２条　この条例において、次の各号に掲げる用語の意義は、当該各号に定めるところによる。
　(1)　防災　災害を未然に防止することをいう。
　(2)　災害　地震、風水害その他の災害をいう。
２　前項に規定するもののほか、用語の意義は、規則で定める。
第３条　市長は、毎年度、次に掲げる事項を公表する。
　(1)　避難所の数
　(2)　備蓄の状況
　　ア　食料
　　イ　飲料水
第３条の２　削除
　　　第２章　市の責務
第４条（責務）　市は、第１条の目的を達成するため、施策を講ずる。
　　　附　則
　この条例は、平成31年４月１日から施行する。
"""


def test_ordinance_outline() -> None:
    assert tree(ORDINANCE) == [
        "みどり市防災基本条例",
        ".第１章　総則（第１条―第３条）",
        ".第２章　市の責務（第４条）",
        ".附則",
        ".第１章　総則",
        "..（目的）",
        "...第１条",
        "..（定義）",
        "...第２条",
        "...第３条",
        "..第３条の２",
        ".第２章　市の責務",
        "..第４条（責務）",
        ".附　則",
    ]


def test_ordinance_articles_are_set_off() -> None:
    first = one(ORDINANCE, "この条例は、防災")
    assert first.headings == ("みどり市防災基本条例", "第１章　総則", "（目的）", "第１条")
    fourth = one(ORDINANCE, "市は、第１条の目的")
    assert fourth.headings[-2:] == ("第２章　市の責務", "第４条（責務）")


def test_ordinance_items_are_lists() -> None:
    items = [p for p in passages(made(ORDINANCE)) if p.kind == "list"]
    assert [(p.text[:6], p.headings[-1]) for p in items] == [
        ("(1)　防災", "第２条"),
        ("(2)　災害", "第２条"),
        ("２　前項に規", "第２条"),
        ("(1)　避難", "第３条"),
        ("(2)　備蓄", "第３条"),
        ("ア　食料", "第３条"),
        ("イ　飲料水", "第３条"),
    ]


# --- Markdown

MARKDOWN = """\
# 空き家対策の手引き

この手引きは、市町村の担当者に向けたものである[^law]。

## 1. 現状 ##

空き家は増えている。

### 調査の方法

- 現地で見る
- 所有者に聞く
  （郵送による）
* 台帳と照らす

| 年度 | 戸数 |
|------|------|
| 平成30年度 | 120 |

| 区 | 戸数 |

Setext の見出し
---------------

本文である。

#### どう進めるか？

####### 井げたが七つでは見出しでない。

[^law]: 空家等対策の推進に関する特別措置法をいう。
"""


def test_markdown_outline() -> None:
    assert tree(MARKDOWN) == [
        "空き家対策の手引き",
        ".1. 現状",
        "..調査の方法",
        ".Setext の見出し",
        "..どう進めるか？",
    ]


def test_markdown_headings_span_their_marks() -> None:
    spans = [MARKDOWN[h.start : h.end] for h in outline(made(MARKDOWN))]
    assert spans[1] == "## 1. 現状 ##"
    assert spans[3] == "Setext の見出し\n---------------"


def test_markdown_passages() -> None:
    assert found(MARKDOWN) == [
        ("paragraph", "この手引きは、市町村の担当者に向けたものである[^law]。"),
        ("paragraph", "空き家は増えている。"),
        ("list", "- 現地で見る"),
        ("list", "- 所有者に聞く\n  （郵送による）"),
        ("list", "* 台帳と照らす"),
        ("paragraph", "| 年度 | 戸数 |\n|------|------|\n| 平成30年度 | 120 |"),
        ("paragraph", "| 区 | 戸数 |"),
        ("paragraph", "本文である。"),
        ("paragraph", "####### 井げたが七つでは見出しでない。"),
        ("note", "[^law]: 空家等対策の推進に関する特別措置法をいう。"),
    ]
    assert one(MARKDOWN, "この手引き").note_marks[0].label == "^law"
    assert one(MARKDOWN, "この手引き").note_marks[0].note == (
        one(MARKDOWN, "[^law]").start,
        one(MARKDOWN, "[^law]").end,
    )


# --- an English report

REPORT = """\
Annual Report on Disaster Medicine

CHAPTER I  Overview

1.1 Background
The Agency trains nurses of all prefectures, who meet every year in
December to exchange what they learned. The number of trainees rose to
2.5 million yen per course in 2018 (Note 1). Dr. Mori led the
courses.

Note 1: Includes courses held abroad, e.g. in
Viet Nam.

1.2 Results
Results were good, as Figure 1 shows.

Figure 1. Number of trainees, 2014-2018.

CHAPTER II  Outlook

Next Steps
The outlook is good.

(a) More courses will be held.
(b) Fewer forms will be used,
    and shorter ones.
"""


def test_report_outline() -> None:
    assert tree(REPORT) == [
        "Annual Report on Disaster Medicine",
        ".CHAPTER I  Overview",
        "..1.1 Background",
        "..1.2 Results",
        ".CHAPTER II  Outlook",
        "..Next Steps",
    ]


def test_report_passages() -> None:
    assert [(kind, text[:30]) for kind, text in found(REPORT)] == [
        ("paragraph", "The Agency trains nurses of al"),
        ("note", "Note 1: Includes courses held "),
        ("paragraph", "Results were good, as Figure 1"),
        ("caption", "Figure 1. Number of trainees, "),
        ("paragraph", "The outlook is good."),
        ("list", "(a) More courses will be held."),
        ("list", "(b) Fewer forms will be used,\n"),
    ]
    assert one(REPORT, "The Agency").text.endswith("courses.")
    note = one(REPORT, "Note 1")
    assert note.label == "Note 1"
    assert [mark.note for mark in one(REPORT, "The Agency").note_marks] == [(note.start, note.end)]


# --- minutes and a notice

MINUTES = """\
第２回森林政策会議　議事録

１　日時
　令和５年６月５日（月）10時から12時まで
２　議事
（１）森林の状況について
○会長　ただいまから会議を始める。まず（１）から（３）までを説明願う。
○事務局　森林は県土の６割を占める。
（２）その他
【資料の訂正】
資料１の数値を訂正する。※１
※１　令和４年度の値。

■　次回の予定
次回は９月に開く。
以上
"""


def test_minutes() -> None:
    assert tree(MINUTES) == [
        "第２回森林政策会議　議事録",
        ".１　日時",
        ".２　議事",
        "..（１）森林の状況について",
        "..（２）その他",
        "...【資料の訂正】",
        "....■　次回の予定",
    ]
    assert [kind for kind, _ in found(MINUTES)] == [
        *["paragraph", "list", "list", "paragraph", "note", "paragraph", "paragraph"]
    ]
    assert one(MINUTES, "資料１の").note_marks[0].note == (
        one(MINUTES, "※１").start,
        one(MINUTES, "※１").end,
    )
    assert one(MINUTES, "※１").label == "※1"


# --- a table of contents

CONTENTS = """\
令和５年版　環境のあらまし

目次
第１部　総合的な施策
第１章　気候変動
第１節　概況
第２節　対策
１　現状 ……… 3
２　対策 ……… 5
第２章　循環型社会
第２部　各分野の施策

第１部　総合的な施策
第１章　気候変動
第１節　概況
気候は変わりつつある。
"""


def test_table_of_contents() -> None:
    assert tree(CONTENTS) == [
        "令和５年版　環境のあらまし",
        ".第１部　総合的な施策",
        "..第１章　気候変動",
        "...第１節　概況",
        "...第２節　対策",
        "..第２章　循環型社会",
        ".第２部　各分野の施策",
        ".第１部　総合的な施策",
        "..第１章　気候変動",
        "...第１節　概況",
    ]
    assert found(CONTENTS)[1:] == [
        ("list", "１　現状 ……… 3"),
        ("list", "２　対策 ……… 5"),
        ("paragraph", "気候は変わりつつある。"),
    ]
    assert one(CONTENTS, "気候は").headings[1:] == (
        "第１部　総合的な施策",
        "第１章　気候変動",
        "第１節　概況",
    )
