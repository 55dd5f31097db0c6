"""Lines without a number: titles, captions, and what is neither."""

from __future__ import annotations

import pytest

from tests.divided import placed, tree


@pytest.mark.parametrize(
    "line",
    [
        "The Administrator of FEMA should develop a plan. (Recommendation 1)",
        "The Department must publish a plan by 2025. (Paragraph 12)",
        "Spending rose to $1.2 billion. [1]",
        "Spending rose to $1.2 billion.[^1]",
    ],
)
def test_a_sentence_with_a_remark_behind_it_is_no_title(line: str) -> None:
    assert tree(f"The plan is late.\n\n{line}\n\nThe Board should measure results.") == []


@pytest.mark.parametrize("title", ["Sale of Goods etc. (Scotland)", "Goods of the U.S. (2019)"])
def test_a_title_may_have_an_abbreviation_before_a_bracket(title: str) -> None:
    assert tree(f"The plan is late.\n\n{title}\n\nThe Board should measure results.") == [title]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "１　対象者\n\n市内に住所を有する方\n\n２　支給額\n\n１人につき５万円\n\n３　期間\n\n"
            "４月から翌年３月まで",
            ["市内に住所を有する方", "１人につき５万円", "４月から翌年３月まで"],
        ),
        (
            "１　対象者\n\n市内に住所を有する方\n\n市内に勤務する方\n\n２　支給額\n\n"
            "５万円です。\n\n担当　防災課防災係",
            ["市内に住所を有する方", "市内に勤務する方", "５万円です。", "担当　防災課防災係"],
        ),
        ("計画\n\n防災課防災係\n\n１　目的\n\n次による。", ["防災課防災係", "次による。"]),
    ],
)
def test_a_short_line_that_is_all_that_is_said_is_no_caption(text: str, said: list[str]) -> None:
    assert [(kind, each) for kind, _, each in placed(text)] == [
        ("paragraph", each) for each in said
    ]
