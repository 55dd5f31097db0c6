"""A question is the heading of its answer; what is no question with an answer stays text."""

from __future__ import annotations

import pytest

from corpus.document import document
from corpus.faq import wording
from corpus.structure import outline, passages


def placed(text: str) -> list[tuple[str, str]]:
    """Each passage under its last heading."""
    return [
        (p.headings[-1] if p.headings else "", p.text)
        for p in passages(document("FAQ", text, "faq.txt"))
    ]


FAQ = (
    "給付金に関するよくある質問\n\n１　概要\n\n"
    "問１　給付金とは何ですか。\n答　７万円を支給する制度です。\n\n"
    "問２　転居した場合はどうすればよい\nですか。\n答　市町村に届け出てください。\n"
    "ただし、次の者は除きます。\n(1) 学生\n(2) 外国人\n\n２　手続\n\n"
    "問３　申請は必要ですか。\n答　不要です。\n"
)


def test_a_question_is_what_its_answer_stands_under() -> None:
    assert placed(FAQ) == [
        ("問１　給付金とは何ですか。", "答　７万円を支給する制度です。"),
        ("問２　転居した場合はどうすればよい ですか。", "答　市町村に届け出てください。"),
        ("問２　転居した場合はどうすればよい ですか。", "ただし、次の者は除きます。"),
        ("問２　転居した場合はどうすればよい ですか。", "(1) 学生"),
        ("問２　転居した場合はどうすればよい ですか。", "(2) 外国人"),
        ("問３　申請は必要ですか。", "答　不要です。"),
    ]
    assert [p.headings[1] for p in passages(document("FAQ", FAQ, "f"))] == [
        *["１　概要"] * 5,
        "２　手続",
    ]


@pytest.mark.parametrize(
    ("asked", "answered"),
    [
        ("Q1. Who may apply?", "A1. Any resident may."),
        ("Q: Who may apply?", "A: Any resident may."),
        ("Ｑ１　申請は必要ですか。", "Ａ１　不要です。"),
        ("（問１）申請は必要ですか。", "（答）不要です。"),
        ("【問】申請は必要か。", "【答】不要である。"),
        ("○問１　申請は必要か。", "○答　不要である。"),
        ("問1-2　申請は必要か。", "回答　不要である。"),
        ("Q-3　申請は必要ですか。", "A-3　不要です。"),
        ("Ｑ－３　申請は必要ですか。", "Ａ－３　不要です。"),
    ],
)
def test_the_forms_of_questions(asked: str, answered: str) -> None:
    assert placed(f"{asked}\n{answered}\n") == [(asked, answered)]
    assert placed(f"{asked}\n\n{answered}\n") == [(asked, answered)]


@pytest.mark.parametrize(
    "text",
    [
        "問１　次の語を説明せよ。\n問２　次の文を訳せ。\n",  # no answers
        "問題は、予算である。\n答申は、3月に行われた。\n",
        "Questions were put.\nAnswers were given.\n",
        "A tax is due.\nQ3 sales rose.\nA fee is due.\n",
        "問１　申請は必要か。\n答２　不要である。\n",
    ],
)
def test_what_is_no_question_with_an_answer(text: str) -> None:
    assert all(not heading.startswith(("問", "Q", "A")) for heading, _ in placed(text))


def test_an_answer_is_no_heading() -> None:
    asked = "Q. 手数料はいくらですか。"
    below = "詳しくは窓口へお尋ねください。"
    assert placed(f"{asked}\nA. 300円\n{below}") == [(asked, "A. 300円"), (asked, below)]


def test_a_question_is_not_under_a_number_of_the_answer_above() -> None:
    text = (
        "問１　何が要るか。\n答　次の書類です。\n(1) 本人確認書類\n運転免許証などです。\n"
        "問２　有料ですか。\n答　300円です。\n\n第2章　手続\n１　申請\n問３　要るか。\n答　要る。\n"
        "２　届出\n(1) 転入\n問４　要るか。\n答　要らない。\n"
    )
    assert [p.headings for p in passages(document("FAQ", text, "f"))][2:] == [
        ("問２　有料ですか。",),
        ("第2章　手続", "１　申請", "問３　要るか。"),
        ("第2章　手続", "２　届出", "(1) 転入", "問４　要るか。"),
    ]


@pytest.mark.parametrize("between", ["第2章　手続", "## 手続", "| 甲 | 乙 |"])
def test_a_question_does_not_go_on_past_a_chapter_or_a_table(between: str) -> None:
    text = f"問１　申請は必要ですか。\n必要です。\n{between}\nＡ　手続の流れ\n申請書を出します。"
    assert not any("問１" in each.title for each in outline(document("FAQ", text, "f")))


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("1. 手数料はいくらですか？", "2. 誰が申請できますか？"),
        ("（１）手数料はいくらですか。", "（２）誰が申請できますか。"),
        ("手数料はいくらですか？", "誰が申請できますか？"),
        ("■手数料はいくらですか？", "■誰が申請できますか？"),
        ("Ｑ　手数料はいくらですか。", "Ｑ　誰が申請できますか。"),
        ("1. How much does it cost?", "2. Who may apply?"),
    ],
)
@pytest.mark.parametrize("gap", ["\n", "\n\n", "\n     "])
def test_questions_that_are_put_alike_need_no_sign_on_their_answers(
    first: str, second: str, gap: str
) -> None:
    fee, who = "300円\n詳しくは、手引による。", "① 市民\n② 学生"
    text = f"よくある質問\n\n{first}{gap}{fee}\n{second}{gap}{who}\n"
    assert placed(text) == [
        *[(first, line) for line in fee.split("\n")],
        *[(second, line) for line in who.split("\n")],
    ]
    assert {p.headings[:-1] for p in passages(document("FAQ", text, "f"))} == {("よくある質問",)}


@pytest.mark.parametrize(
    "text",
    [
        "市は、どうすべきでしょうか？\n調査した。",  # one alone
        "1. Who?\n2. What?\n\nIt is so.\n\n1. When?\n2. Why?\n\nIt is so.\n",  # only listed
        "何ですか？\n１　届出\n窓口で行う。\nいつですか？\n２　期限\n５月である。",  # over parts
        "次のとおり、どうすればよい\nですか？という声と、いつから\nですか？という声があった。",
    ],
)
def test_questions_that_are_no_headings(text: str) -> None:
    assert all(not heading.endswith(("？", "か。", "?")) for heading, _ in placed(text))


@pytest.mark.parametrize(
    ("asked", "same"),
    [
        ("（3）申請は必要ですか。", True),
        ("③ 申請は必要ですか？", True),
        ("Ｑ３－１　申請は必要ですか。", True),
        ("（問3） 申請は、必要ですか？", True),
        ("申請は必要でしたか。", False),
        ("再申請は必要ですか。", False),
    ],
)
def test_the_wording_of_a_question(asked: str, same: bool) -> None:
    assert (wording(asked) == wording("申請は必要ですか")) is same
    assert wording("Q1. Who may apply?") == wording("who may apply")
