"""What is asked in a meeting is what the next to speak answers under."""

from __future__ import annotations

import pytest

from corpus.exchanges import exchanges
from corpus.structure import outline, passages
from tests.divided import made, tree


def placed(text: str) -> list[tuple[str, str]]:
    """(path, text) of the passages of a text."""
    return [(" › ".join(each.headings), each.text) for each in passages(made(text))]


def minutes(asker: str, asked: str, answerer: str, answer: str) -> str:
    turns = asker + asked, answerer + answer, f"{asker}わかった。", f"{answerer}以上。"
    return "\n\n".join(("会議要旨", *turns, ""))


def questions(asked: str, answer: str = "予定はない。") -> list[str]:
    """The headings that ask something, of minutes where this is said."""
    text = minutes("（山田委員）", asked, "（こども課長）", answer)
    return [each.title for each in outline(made(text))[1:] if each.title[0] not in "（○"]


@pytest.mark.parametrize(
    ("asker", "answerer"),
    [
        ("○山田委員　", "○こども課長　"),
        ("（山田委員）", "（事務局）"),
        ("（委員）", "（事務局）"),
        ("【山田委員】", "【こども課長】"),
        ("山田委員：", "事務局："),
        ("委員Ａ：", "こども課長："),
        ("○３番（山田花子君）　", "○国務大臣（田中次郎君）　"),
    ],
)
def test_an_answer_stands_under_what_was_asked(asker: str, answerer: str) -> None:
    asked, answer = "待機児童は何人いるのか。", "42人である。"
    path = f"会議要旨 › {answerer.strip()}"
    assert placed(minutes(asker, asked, answerer, answer)) == [
        (f"{path} › {asked}", answer),
        (f"会議要旨 › {asker.strip()}", "わかった。"),
        (path, "以上。"),
    ]


def test_a_question_is_under_who_asks_it_where_it_stands() -> None:
    text = minutes("○山田委員　", "増えていると聞く。何人か。", "○事務局　", "42人である。")
    assert tree(text)[:4] == ["会議要旨", ".○山田委員", "..何人か。", ".○事務局"]
    asked = outline(made(text))[2]
    assert text[asked.start : asked.end] == asked.title


@pytest.mark.parametrize(
    "asked",
    [
        "視覚障害のある方への対応は。",
        "財源の内訳を伺いたい。",
        "財源の内訳について、お伺いいたします。",
        "財源の内訳を教えてほしい。",
        "財源の内訳をお示しください。",
        "どのような意見がありますか。",
        "どこに申し込めばよいか。",
        "いつ開園しますか？",
        "待機児童は何人か。また、いつ解消するのか。",
        "早くすべきではないか。いつになるのか。",
    ],
)
def test_what_asks(asked: str) -> None:
    assert questions(asked) == [asked]


@pytest.mark.parametrize(
    "said",
    [
        "延長してほしいとの声がある。",
        "児童コーナーを移してはどうか。",
        "引き上げるべきではないでしょうか。",
        "原案のとおり了承することでよいか。",
        "ほかに御意見はございませんか。",
        "伺います。",
        "効果は明らか。",
        "待機児童は何人か。増えていると聞く。",
        "待機児童は何人か。増えていると聞く。いつ解消するのか。",
    ],
)
def test_what_does_not_ask_or_not_only_at_its_end(said: str) -> None:
    assert questions(said) == []
    assert said in [each for _, each in placed(minutes("○委員　", said, "○事務局　", "はい。"))]


def test_what_is_said_ahead_of_a_question_stays_text() -> None:
    text = """会議録

○山田委員　鈴木です。増えていると聞いています。
　待機児童は何人ですか。
　いつ解消しますか。
○議長（佐藤三郎君）　こども課長。
　　〔こども課長　高橋四郎君登壇〕
○こども課長（高橋四郎君）　お答えします。42人です。
　来年、解消します。
○山田委員　わかりました。
"""
    asked = "待機児童は何人ですか。 いつ解消しますか。"
    answered = f"会議録 › ○こども課長（高橋四郎君） › {asked}"
    assert placed(text) == [
        ("会議録 › ○山田委員", "鈴木です。増えていると聞いています。"),
        ("会議録 › ○議長（佐藤三郎君）", "こども課長。"),
        ("会議録", "〔こども課長　高橋四郎君登壇〕"),
        (answered, "お答えします。42人です。"),
        (answered, "来年、解消します。"),
        ("会議録 › ○山田委員", "わかりました。"),
    ]


@pytest.mark.parametrize(
    "between",
    [
        "○鈴木委員　いつ解消するのか。\n",  # another question, which is the one that is answered
        "２　その他\n",
    ],
)
def test_what_nobody_answers_next_stays_text(between: str) -> None:
    text = (
        f"１　議題\n○山田委員　何人いるのか。\n{between}○事務局　42人である。\n○山田委員　はい。\n"
    )
    assert ("１　議題 › ○山田委員", "何人いるのか。") in placed(text)


def test_a_question_that_something_breaks_into_stays_text() -> None:
    text = "○山田委員　いつか。\n〔拍手〕\n　何人か。\n○事務局　42人である。\n○山田委員　はい。\n"
    assert [path for path, _ in placed(text)] == [
        "○山田委員",
        "",
        "○山田委員",
        "○事務局",
        "○山田委員",
    ]


def test_without_minutes_nothing_is_changed() -> None:
    assert exchanges("いつか。", [], [], set()) == ([], [])
