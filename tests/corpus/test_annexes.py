"""What follows the main body, or stands amid it: annexes, schedules, whom to ask."""

from __future__ import annotations

import pytest

from corpus.document import document
from corpus.structure import outline, passages
from tests.divided import placed, tree

# --- where an annex ends


def test_an_annex_that_is_only_listed_does_not_hold_what_follows() -> None:
    text = (
        "会議録\n\n１　議題\n(1) 予算について\n２　資料\n　参考　　人口の推移\n３　審議の内容\n"
        "　会長が開会を宣した。\n参考資料　　他市の状況\n４　閉会\n　会長が閉会を宣した。\n"
    )
    assert [each for each in tree(text) if "参考" not in each] == [
        "会議録",
        ".１　議題",
        ".２　資料",
        ".３　審議の内容",
        ".４　閉会",
    ]


def test_what_has_numbers_of_its_own_stays_in_its_annex() -> None:
    text = (
        "第1条　次による。\n第2条　定める。\n別紙\n１　甲\n甲とする。\n２　乙\n乙とする。\n"
        "第1条　契約とする。\n第2条　乙が払う。\n"
    )
    assert tree(text) == ["第1条", "第2条", "別紙", ".１　甲", ".２　乙", ".第1条", ".第2条"]
    letter = "１　甲\n甲とする。\n２　乙\n乙とする。\n別紙\n１　丙\n丙とする。\n"
    assert tree(f"{letter}別記様式\n３　住所\n住所を書く。\n")[-2:] == ["別記様式", ".３　住所"]


@pytest.mark.parametrize(
    ("text", "path"),
    [
        # the list of an annex goes on in it, whether titles or sentences stand behind its numbers
        (
            "計画\n\n１　目的\n定める。\n\n２　体制\n定める。\n\n別紙１\n１ 本部は、指揮する。\n"
            "２ 班は、次による。\n(1) 避難班\n避難班は、誘導する。\n３ 報告\n報告は、毎日行う。\n",
            "計画 › 別紙１ › ３ 報告",
        ),
        # what may as well be text, as 期 is counted, goes on with the number before the annex
        (
            "要綱\n\n１　対象\n市民とする。\n\n２　金額\n次による。\n\n（別表１）\n２種とする。\n\n"
            "３　期間\n１年とする。\n",
            "要綱 › ３　期間",
        ),
        # but not where it is in a table
        (
            "要綱\n\n１　対象\n市民とする。\n\n２　金額\n次による。\n\n別表\n区分　人数\n甲\n"
            "３　人以内\n乙\n４　人以内\n",
            "要綱 › 別表",
        ),
        # a form that is only named below what is to be written in it
        (
            "要領\n\n第２章　申請\n\n１　申請書\n市長に出す。\n（様式第１号）\n住民票を添える。\n\n"
            "２　審査\n審査する。\n（別紙様式２）\n通知する。\n\n３　人員\n３人とする。\n",
            "要領 › 第２章　申請 › ３　人員",
        ),
    ],
)
def test_what_goes_on_goes_on_in_its_place(text: str, path: str) -> None:
    assert placed(text)[-1][1] == path


def test_a_part_may_follow_an_appendix_of_a_report() -> None:
    report = "REPORT\n\n1. They met. They sat.\n\nAppendix A Terms\n\nThey are these.\n\n"
    parts = (
        "Part 1 Review\n\nIt began.\n\nAnnex 1\n\nIt is a list.\n\nPart 2 Steps\n\nThey follow.\n"
    )
    assert tree(report + parts)[-4:] == [
        ".Appendix A Terms",
        ".Part 1 Review",
        ".Annex 1",
        ".Part 2 Steps",
    ]


def test_an_annex_may_have_no_number() -> None:
    treaty = "PART I\n\nArticle 1\n\nThey agree.\n\n{}\n\nPART I\n\nIt is so.\n"
    for line in ("ANNEX", "APPENDIX", "SCHEDULE      Article 1"):
        assert tree(treaty.format(line)) == ["PART I", ".Article 1", line, ".PART I"]
    assert tree("It began.\n\nSCHEDULE\n\nIt is long.\n\nCONTACT\n\nIt is this.\n") == [
        "SCHEDULE",
        "CONTACT",
    ]


def test_chapters_go_on_after_an_appendix() -> None:
    text = (
        "PART I\nOverview\n\nChapter 1 Aims\n\nThey are these.\n\n"
        "Appendix 1A Lists\n\nThey are here.\n\n"
        "Chapter 2 Means\n\nThey are those.\n\nAnnex A\n\nChapter 1 Forms\n\nThey are filled in.\n"
    )
    assert tree(text) == [
        "PART I",
        ".Overview",
        "..Chapter 1 Aims",
        "Appendix 1A Lists",
        "..Chapter 2 Means",
        "Annex A",
        ".Chapter 1 Forms",
    ]


@pytest.mark.parametrize(
    "line",
    ["（別添）", "（別紙１）", "【別添】", "（様式第１号）", "（別記第２号様式）", "(別表第１)"],
)
def test_an_annex_may_be_named_in_brackets(line: str) -> None:
    annex = f"{line}\n１　用語\n用語による。\n"
    text = f"第３　事項\n３　報告\n報告すること。\n\n{annex}４　その他\n次による。"
    assert tree(text) == ["第３　事項", ".３　報告", line, ".１　用語", ".４　その他"]
    assert tree(f"甲とする。\n{line}による。") == []


# --- British instruments

INSTRUMENT = """\
CONTENTS

PART 1 Introductory
1 Citation
PART 2 Hire
3 Permits
SCHEDULE 1 Form
SCHEDULE 2 Standards

PART 1
Introductory

Citation

1. These Regulations may be cited by their name.

Interpretation

2.—(1) In these Regulations—

“permit” means what is—

(a) in writing; and

(b) signed.

PART 2
Hire

Requirement for a permit

3.—(1) A person must have a permit.

(2) A permit—

(a) must be in writing.

Exemption

3A. Regulation 3 does not apply to a constable.

SCHEDULE 1                    Regulation 3(1)

Form

PART 1
Name

1. The name is given.

PART 2
Age

2. The age is given.

SCHEDULE 2

There are none.

EXPLANATORY NOTE

(This note is not part of the Regulations)

These Regulations make provision for hire.
"""


def test_an_instrument_is_divided_by_its_regulations_and_schedules() -> None:
    assert tree(INSTRUMENT)[5:] == [
        ".PART 1",
        "..Introductory",
        "...Citation",
        "...Interpretation",
        ".PART 2",
        "..Hire",
        "...Requirement for a permit",
        "...Exemption",
        ".SCHEDULE 1                    Regulation 3(1)",
        "..Form",
        "...PART 1",
        "....Name",
        "...PART 2",
        "....Age",
        ".SCHEDULE 2",
        ".EXPLANATORY NOTE",
        "..(This note is not part of the Regulations)",
    ]
    exempt = "3A. Regulation 3 does not apply to a constable."
    assert ("list", "CONTENTS › PART 2 › Hire › Exemption", exempt) in placed(INSTRUMENT)


def test_a_regulation_may_stand_directly_below_its_title() -> None:
    text = (
        "PART 2\nHire\nRequirement for a permit\n3.—(1) A person must have a permit.\n"
        "(2) It must be in writing.\nFees\n4. An operator must pay.\nRevocation\n5A.—(1) It ends.\n"
    )
    assert tree(text)[2:] == ["..Requirement for a permit", "..Fees", "..Revocation"]
    assert tree("1. It met in\nKyoto\n2. It ended there.\n") == []
    for line in ("set bell none", "   Make Install"):
        assert tree(f"1. It must be set.\n\n{line}\n\n2. It ended. It was so.\n") == []


def test_a_section_may_be_put_in_behind_another() -> None:
    sections = ["15 Parking", "15A Parking places", "15B Bays", "16 Costs"]
    assert tree("".join(f"{each}\nIt is so.\n" for each in sections)) == sections
    assert tree("4 Networks\n\nIt is so.\n\n5G Networks\n\nThey are new. It is so.\n") == [
        "4 Networks",
        ".5G Networks",
    ]
    assert "..2D Codes" in tree(
        "PLAN\n\n2. Devices\n\nThey are new.\n\n2D Codes\n\nThey are read.\n"
    )


@pytest.mark.parametrize("number", ["5G", "5A"])
def test_a_line_that_goes_on_begins_no_section(number: str) -> None:
    wrapped = f"Many are the vessels that come under class\n{number}. It is so."
    text = f"5. Networks grow. They do.\n\n{wrapped}\n"
    assert placed(text)[-1] == ("paragraph", "", wrapped)


# --- whom to ask


@pytest.mark.parametrize(
    "line",
    [
        "【照会先】",
        "お問い合わせ先",
        "（本件に関する問合せ先）",
        "【連絡先】",
        "＜問合せ先・担当課＞",
    ],
)
def test_whom_to_ask_is_not_under_the_last_number(line: str) -> None:
    text = f"通知\n\n第３　事項\n３　報告\n報告すること。\n\n{line}\n防災課\n電話 03-1111-2222\n"
    head = ["通知", ".第３　事項", "..３　報告", f".{line}"]
    assert tree(text) == head
    assert tree(f"{text}\n（別添）\n用語による。") == [*head, ".（別添）"]


@pytest.mark.parametrize(
    ("text", "path"),
    [
        # each part has its own
        (
            "１　教室\n開く。\n【照会先】\n文化課\n２　講座\n開く。\n【照会先】\n体育課\n",
            "２　講座 › 【照会先】",
        ),
        ("第2章　相談\n【照会先】\n防災課\n第3章　推進\n行う。\n", "第3章　推進"),
        ("２　相談\n【照会先】\n防災課\n３　推進\n行う。\n", "３　推進"),
        # what a form asks for
        (
            "１　申請\n行う。\n様式第１号\n１　住所\n書くこと。\n【連絡先】\n電話\n",
            "様式第１号 › １　住所 › 【連絡先】",
        ),
    ],
)
def test_whom_to_ask_may_be_of_a_part(text: str, path: str) -> None:
    assert placed(text)[-1][1] == path


def test_whom_to_ask_amid_a_paper_is_of_its_part() -> None:
    text = "１　教室\n開く。\n【照会先】\n文化課です。\n" + "とする。\n" * 20
    assert placed(text)[-1][1] == "１　教室 › 【照会先】"


@pytest.mark.parametrize(
    ("head", "others"),
    [
        ("【問合せ先】", ("【応募資格】", "【選考方法】")),
        ("■問い合わせ先", ("■対象", "■その他")),
        ("◆お問い合わせ先", ("◆対象", "◆申込期限")),
        ("お問い合わせ", ("対象", "休館日")),
    ],
)
def test_whom_to_ask_holds_nothing_that_follows(head: str, others: tuple[str, str]) -> None:
    first, last = others
    ask = f"{head}\n人事課　電話 03-1234-5678"
    text = f"案内\n\n{first}\n市民です。\n\n{ask}\n\n{last}\n次によります。\n"
    assert placed(text)[-1][1] == f"案内 › {last}"


def test_whom_to_ask_stays_in_its_part_where_that_goes_on() -> None:
    part = "通知\n\n第３　開示請求\n開示する。\n\n問合せ窓口\n情報課　電話 03-1234-5678\n\n"
    assert placed(f"{part}主管課は、15日以内に決定する。\n")[-1][1].startswith(
        "通知 › 第３　開示請求"
    )


RELEASE = """\
令和６年６月28日
【照会先】
みどり館総務課
課長　山田　一郎
（代表電話）03（5253）1111

報道関係者　各位

利用の状況（令和６年５月分）{about}

みどり館では、利用の状況を取りまとめています。
利用者は124人でした。
"""


@pytest.mark.parametrize("about", ["について", ""])
def test_whom_to_ask_at_the_head_is_over_nothing(about: str) -> None:
    text = RELEASE.format(about=about)
    title = f"利用の状況（令和６年５月分）{about}"
    made = document("test", text, "test")
    assert [heading.title for heading in outline(made)] == [title]
    asked = next(each for each in passages(made) if each.text.startswith("【照会先】"))
    assert asked.text.endswith("03（5253）1111")
    assert asked.headings == ()


def test_whom_to_ask_over_the_text_itself_is_a_heading() -> None:
    text = "【照会先】\n総務課が受け付けます。\n\n時間は九時からです。"
    assert [each.title for each in outline(document("test", text, "test"))] == ["【照会先】"]
