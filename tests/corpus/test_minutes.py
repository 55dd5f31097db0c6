"""Minutes: who speaks."""

from __future__ import annotations

import pytest

from corpus.lines import split_lines
from corpus.speech import speakers
from corpus.structure import passages
from tests.divided import made, tree


def placed(text: str) -> list[tuple[str, str]]:
    """(path, text) of the passages of a text."""
    return [(" › ".join(each.headings), each.text) for each in passages(made(text))]


MINUTES = """\
第２回防災会議　議事録

１　出席者
○会長　山田太郎
○委員　鈴木花子、佐藤次郎

２　議事
○事務局（伊藤防災課長）　それでは、ただいまから会議を開会いたします。
　本日は、17名の御出席をいただいております。

○山田会長
　議題１について、説明をお願いします。
　時間は10分です。

○鈴木委員　目標を７日分に引き上げるべきではないでしょうか。
（「異議なし」の声あり）
○山田会長　原案のとおり決定します。

午後３時30分　閉会
"""


def test_what_is_said_stands_under_who_says_it() -> None:
    assert placed(MINUTES)[-8:] == [
        (f"第２回防災会議　議事録 › ２　議事{speaker}", text)
        for speaker, text in [
            (" › ○事務局（伊藤防災課長）", "それでは、ただいまから会議を開会いたします。"),
            (" › ○事務局（伊藤防災課長）", "本日は、17名の御出席をいただいております。"),
            (" › ○山田会長", "議題１について、説明をお願いします。"),
            (" › ○山田会長", "時間は10分です。"),
            (" › ○鈴木委員", "目標を７日分に引き上げるべきではないでしょうか。"),
            ("", "（「異議なし」の声あり）"),
            (" › ○山田会長", "原案のとおり決定します。"),
            ("", "午後３時30分　閉会"),
        ]
    ]


@pytest.mark.parametrize(
    ("asker", "answerer"),
    [
        ("○３番（鈴木一郎君）", "○市長（田中次郎君）"),
        ("◆12番（鈴木一郎君）", "◎市長（田中次郎君）"),
        ("○二十五番（鈴木一郎君）", "○市長（田中次郎君）"),
        ("○鈴木一郎君", "○国務大臣（田中次郎君）"),
        ("○鈴木（一郎）委員", "○田中国務大臣"),
    ],
)
def test_speakers_are_named_as_parliaments_and_councils_name_them(
    asker: str, answerer: str
) -> None:
    text = f"""会議録

{asker}　質問します。
　備蓄は何日分ですか。
　　　〔市長　田中次郎君登壇〕
{answerer}　お答えします。
　三日分です。
{asker}　わかりました。
"""
    asked, answered = f"会議録 › {asker}", f"会議録 › {answerer} › 備蓄は何日分ですか。"
    assert placed(text) == [
        (asked, "質問します。"),
        ("会議録", "〔市長　田中次郎君登壇〕"),
        (answered, "お答えします。"),
        (answered, "三日分です。"),
        (asked, "わかりました。"),
    ]


def test_who_speaks_goes_on_after_what_happens() -> None:
    text = """会議録

○３番（鈴木一郎君）　伺います。
○国務大臣（田中次郎君）　お答えします。
　　〔委員長退席、理事佐藤三郎君着席〕
　　〔拍手〕
　備蓄は、三日分です。
　以上です。
○３番（鈴木一郎君）　わかりました。
（「異議なし」の声あり）
　　午後三時散会
"""
    answered = "会議録 › ○国務大臣（田中次郎君）"
    assert placed(text) == [
        ("会議録 › ○３番（鈴木一郎君）", "伺います。"),
        (answered, "お答えします。"),
        ("会議録", "〔委員長退席、理事佐藤三郎君着席〕"),
        ("会議録", "〔拍手〕"),
        (answered, "備蓄は、三日分です。"),
        (answered, "以上です。"),
        ("会議録 › ○３番（鈴木一郎君）", "わかりました。"),
        ("会議録", "（「異議なし」の声あり）"),
        ("会議録", "午後三時散会"),
    ]


def test_members_are_no_speakers() -> None:
    members = "○会長　山田太郎\n○委員　鈴木花子\n○委員　佐藤次郎\n○事務局　伊藤四郎\n"
    assert tree(f"名簿\n\n{members}") == ["名簿"]


def test_who_speaks_first_is_no_title_of_all() -> None:
    text = "山田会長\n　開会します。\n　議題は二つです。\n鈴木委員\n　反対です。\n"
    assert tree(text) == ["山田会長", "鈴木委員"]


def test_an_answer_stands_under_no_answer() -> None:
    text = "問１　手数料は要るか。\n（答）\n　要らない。\n\n問２　有料か。\n（答）\n　無料だ。"
    assert tree(text) == ["問１　手数料は要るか。", "問２　有料か。"]
    assert tree("手数料は要るか。\n（答）\n　要らない。") == []
    numbered = (
        "質疑\n\n（問１）\n要るか。\n（答）\n要らない。\n（問２）\n有料か。\n（答）\n無料だ。"
    )
    assert tree(numbered) == ["質疑", ".（問１） 要るか。", ".（問２） 有料か。"]


def test_roles_may_be_headings_where_nobody_speaks() -> None:
    text = "職務\n\n（会長）\n会長は、本会を代表する。\n（休憩）\n休憩は、正午からとする。"
    assert tree(text) == ["職務", ".（会長）", ".（休憩）"]
    assert "（会長）" not in "".join(tree(f"{MINUTES}\n（会長）\n始めます。"))


def test_duties_are_no_speeches() -> None:
    duties = "○会長　会務を総理する。\n○委員長　会議を招集する。\n○監事　会計を監査する。"
    assert tree(f"職務\n\n{duties}") == ["職務"]


# --- debates in English

MEMBER = "Jim Okafor (Boston and Skegness) (Reform)"
OFFICE = "The Parliamentary Under-Secretary of State for Environment, Food and Rural Affairs"
MINISTER = f"{OFFICE} (Emily Hartnell)"
DEBATE = f"""\
House of Commons

9.30 am

{MEMBER}
I beg to move,
That this House has considered drainage boards.

They spend £14.2 million a year.

10.41 am

{MINISTER}
We will invest £4.2 billion in flood defences.

Emily Hartnell
I give way.

{MEMBER}
I am grateful. It is late.
"""


def test_what_is_said_in_a_debate_stands_under_who_says_it() -> None:
    said = [(path.split(" › ")[-1], text) for path, text in placed(DEBATE)]
    assert said == [
        (MEMBER, "I beg to move,\nThat this House has considered drainage boards."),
        (MEMBER, "They spend £14.2 million a year."),
        (MINISTER, "We will invest £4.2 billion in flood defences."),
        ("Emily Hartnell", "I give way."),
        (MEMBER, "I am grateful. It is late."),
    ]


@pytest.mark.parametrize(
    "text",
    [
        f"It began.\n\n{MEMBER}\nI beg to move,\n",  # but one
        f"Present\n\n{MEMBER}\n{MINISTER}\nRachel Tomlinson (Calder Valley) (Lab)\nIn the Chair,\n",
        "Annual Report (Summary)\nWe,\n\nBudget (Summary)\nWe,\n\nForecast (Summary)\nWe,\n",
        "It began.\n\nPhoto of a Bridge (Kyoto)\n\nPhoto of a Road (Nara)\n\nIt ended.\n",
    ],
)
def test_names_and_titles_in_brackets_make_no_debate(text: str) -> None:
    assert speakers(split_lines(text)) == frozenset()


@pytest.mark.parametrize(
    "line",
    ["令和6年6月　環境建設委員会", "平成30年7月　被災した市町村", "令和6年3月　決算特別委員会"],
)
def test_the_month_of_a_meeting_may_begin_its_title(line: str) -> None:
    assert tree(f"{line}\n委員長が開会を宣した。\n") == [line]
