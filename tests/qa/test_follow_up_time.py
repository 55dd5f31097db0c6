"""A follow-up of a comparison or of a time counted from today is none of another date."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from numpy.typing import NDArray

from qa.follow_up.interpret import interpretations

ACCIDENTS = "令和5年度の交通事故件数は何件ですか？"
IN_2020 = "How many accidents were there in 2020?"


def _all_alike(cosine: float, some: Sequence[str], others: Sequence[str]) -> NDArray[np.float32]:
    return np.full((len(some), len(others)), cosine, np.float32)


def _understood(text: str, before: str) -> list[str]:
    """The interpretations, which are the same whether or not a name may take another's place."""
    unlike = interpretations(text, before, lambda *words: _all_alike(0.0, *words))
    assert interpretations(text, before, lambda *words: _all_alike(0.5, *words)) == unlike
    return unlike


@pytest.mark.parametrize(
    ("before", "text", "understood"),
    [
        (ACCIDENTS, "前年比は？", "令和5年度の交通事故件数の前年比は？"),
        (ACCIDENTS, "では前年度比は？", "令和5年度の交通事故件数の前年度比は？"),
        (ACCIDENTS, "対前年比は？", "令和5年度の交通事故件数の対前年比は？"),
        (ACCIDENTS, "前年同期比は？", "令和5年度の交通事故件数の前年同期比は？"),
        (ACCIDENTS, "前年差は？", "令和5年度の交通事故件数の前年差は？"),
        (ACCIDENTS, "対前年増減率は？", "令和5年度の交通事故件数の対前年増減率は？"),
        (ACCIDENTS, "令和元年比は？", "令和5年度の交通事故件数の令和元年比は？"),
        (
            ACCIDENTS,
            "前年比でどれだけ増えましたか？",
            "令和5年度の交通事故件数の前年比でどれだけ増えましたか？",
        ),
        ("令和6年4月の失業率は？", "前月比は？", "令和6年4月の失業率の前月比は？"),
        ("令和6年4月の失業率の前年比は？", "前月比は？", "令和6年4月の失業率の前月比は？"),
        # a date is one
        (ACCIDENTS, "前年は？", "2022年度の交通事故件数は何件ですか？"),
        (ACCIDENTS, "前年度末は？", "2022年度末の交通事故件数は何件ですか？"),
        (ACCIDENTS, "令和4年度は？", "令和4年度の交通事故件数は何件ですか？"),
        ("令和5年産の米の収穫量は？", "令和4年産は？", "令和4年産の米の収穫量は？"),
        ("2023年度予算はいくらですか？", "2022年度予算は？", "2022年度予算はいくらですか？"),
        (IN_2020, "And the next year?", "How many accidents were there in 2021?"),
        (IN_2020, "And in the previous year?", "How many accidents were there in 2019?"),
    ],
)
def test_a_comparison_is_of_the_figure_and_a_date_of_the_question(
    before: str, text: str, understood: str
) -> None:
    assert _understood(text, before)[0] == understood


@pytest.mark.parametrize(
    ("before", "text"),
    [
        (IN_2020, "And last year?"),
        (IN_2020, "What about this year?"),
        (IN_2020, "And next year?"),
        (IN_2020, "And last month in Osaka?"),
        (ACCIDENTS, "では昨年度は？"),
        (ACCIDENTS, "去年は？"),
        (ACCIDENTS, "では今年の件数は？"),
        (ACCIDENTS, "来年度は？"),
        (ACCIDENTS, "前年同期は？"),
        ("令和5年の米の収穫量は？", "令和4年産は？"),
        (ACCIDENTS, "前年比で大阪の人口はどれだけ増えましたか？"),
    ],
)
def test_a_time_that_the_question_before_does_not_tell_is_none_of_its_dates(
    before: str, text: str
) -> None:
    assert _understood(text, before) == [text]
