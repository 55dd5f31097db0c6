"""A follow-up that points back, or names no subject, is asked of what the question before is about;
one that only looks so is asked as it stands."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from numpy.typing import NDArray

from qa.follow_up.interpret import interpretations

ACCIDENTS = "令和5年度の交通事故件数は何件ですか？"
FINE = "What is the fine for littering?"


def unlike(some: Sequence[str], others: Sequence[str]) -> NDArray[np.float32]:
    return np.zeros((len(some), len(others)), np.float32)


@pytest.mark.parametrize(
    ("before", "text", "understood"),
    [
        # an ending that explains has no particle in it
        (ACCIDENTS, "なぜ減ったのですか？", "令和5年度の交通事故件数は、なぜ減ったのですか？"),
        (ACCIDENTS, "なぜ減ったの？", "令和5年度の交通事故件数は、なぜ減ったの？"),
        (
            ACCIDENTS,
            "どうして増えたんでしょうか",
            "令和5年度の交通事故件数は、どうして増えたんでしょうか",
        ),
        (
            "条例はいつ施行されましたか？",
            "いつ廃止されたのですか？",
            "条例は、いつ廃止されたのですか？",
        ),
        (
            "条例はいつ施行されましたか？",
            "誰が制定したのですか？",
            "条例は、誰が制定したのですか？",
        ),
        # a part of it
        (ACCIDENTS, "そのうち死亡事故は？", "令和5年度の交通事故件数のうち死亡事故は？"),
        (ACCIDENTS, "このうち死亡事故は何件？", "令和5年度の交通事故件数のうち死亡事故は何件？"),
        (ACCIDENTS, "では、うち死亡事故は？", "令和5年度の交通事故件数のうち死亡事故は？"),
        ("委員は何人ですか？", "そのうち、最も多いのは？", "委員のうち、最も多いのは？"),
        ("委員は何人ですか？", "そのうち女性は何人ですか？", "委員のうち女性は何人ですか？"),
        # the same
        (
            "EUROPOLとの取決めはいつ策定されましたか？",
            "同取決めはいつ発効しましたか？",
            "同取決め（EUROPOLとの取決め）はいつ発効しましたか？",
        ),
        (
            "EUROPOLとの取決めはいつ策定されましたか？",
            "その取決めはいつ発効しましたか？",
            "その取決め（EUROPOLとの取決め）はいつ発効しましたか？",
        ),
        (
            "子育て支援センターはどこですか？",
            "同センターの電話番号は？",
            "同センター（子育て支援センター）の電話番号は？",
        ),
        # "that" with a noun
        (
            FINE,
            "Does that fine apply to children?",
            "Does that fine (fine for littering) apply to children?",
        ),
        (FINE, "How is that fine collected?", "How is that fine (fine for littering) collected?"),
        (FINE, "Who pays that fine?", "Who pays that fine (fine for littering)?"),
        (FINE, "That fine, who pays it?", "That fine (fine for littering), who pays it?"),
        # "that" without one
        (FINE, "Does that include tax?", "Does that (fine for littering) include tax?"),
        (FINE, "Is that in yen?", "Is that (fine for littering) in yen?"),
        (FINE, "How is that paid?", "How is that (fine for littering) paid?"),
        (
            "Where was the 38th meeting held?",
            "Who attended that meeting in person?",
            "Who attended that meeting (38th meeting) in person?",
        ),
        (
            "Where was the 38th meeting held?",
            "Who spoke at that meeting on crime?",
            "Who spoke at that meeting (38th meeting) on crime?",
        ),
    ],
)
def test_what_points_back_is_told_what_it_means(before: str, text: str, understood: str) -> None:
    assert interpretations(text, before, unlike)[0] == understood


@pytest.mark.parametrize(
    ("before", "text"),
    [
        (ACCIDENTS, "東京の人口は何人なのですか？"),
        (ACCIDENTS, "警察庁は何をするのですか？"),
        ("条例はいつ施行されましたか？", "そのうち廃止されますか？"),  # before long
        ("委員は何人ですか？", "うちの町の人口は？"),
        ("令和5年は何人ですか", "そのうち女性は？"),
        ("犯罪人引渡条約はいつ結ばれましたか？", "同意書は必要ですか？"),
        ("犯罪人引渡条約はいつ結ばれましたか？", "同居人は何人ですか？"),
        ("条約の年度計画はありますか？", "同年度の予算はいくらですか？"),
        (FINE, "List the goods that require a permit."),
        (FINE, "What are the rules that apply to schools?"),
        (FINE, "Who said that prices rose in 2020?"),
        (FINE, "Is it true that prices rose in Osaka?"),
        (FINE, "Who agreed that prices should rise?"),
        ("What is the maximum subsidy?", "What are the conditions that applicants must meet?"),
    ],
)
def test_what_only_looks_as_if_it_pointed_is_asked_as_it_stands(before: str, text: str) -> None:
    assert interpretations(text, before, unlike) == [text]


@pytest.mark.parametrize(
    ("before", "text", "understood"),
    [
        (
            "When was the agreement with ベトナム concluded?",
            "Why?",
            "Why (agreement with ベトナム)?",
        ),
        (
            "When was the agreement with ベトナム concluded?",
            "What is its purpose?",
            "What is its (agreement with ベトナム) purpose?",
        ),
        (
            "What is the deadline for the 在留届?",
            "Who must submit it?",
            "Who must submit it (deadline for 在留届)?",
        ),
        (
            "How many experts has JICA sent to フィジー?",
            "And to Samoa?",
            "How many experts has JICA sent to Samoa?",
        ),
        (
            "How much aid did ベトナム receive in FY2022?",
            "And in 2021?",
            "How much aid did ベトナム receive in FY2021?",
        ),
    ],
)
def test_an_english_question_may_have_a_name_as_the_documents_write_it(
    before: str, text: str, understood: str
) -> None:
    assert interpretations(text, before, unlike)[0] == understood


@pytest.mark.parametrize(
    ("before", "text", "understood"),
    [
        # all that was said, where the topic is no more than a part of it
        (
            "How many people were evacuated from Sudan?",
            "Where were they taken?",
            [
                "Where were they (people) taken?",
                "Where were they (people evacuated from Sudan) taken?",
            ],
        ),
        (
            "How much did it give to island countries in FY2021?",
            "Why did it go up?",
            [
                "Why did it (island countries) go up?",
                "Why did it (give to island countries in FY2021) go up?",
            ],
        ),
        (
            "How many licences were issued in 2022?",
            "Why?",
            ["Why (licences)?", "Why (licences issued in 2022)?"],
        ),
        # but a date of its own stands for the one before
        (
            "How many people were evacuated in 2022?",
            "How many of them were there in 2023?",
            ["How many of them (people) were there in 2023?"],
        ),
        # what Japan did is none of what is pointed at, nor is what is counted
        (
            "Did Japan pay for an undersea cable in Palau?",
            "How long is it?",
            [
                "How long is it (undersea cable)?",
                "How long is it (Japan pay for undersea cable in Palau)?",
            ],
        ),
        (
            "How many times did the panel meet?",
            "How many members did it have?",
            ["How many members did it (panel) have?"],
        ),
    ],
)
def test_what_an_english_question_points_at_may_be_all_that_was_said(
    before: str, text: str, understood: list[str]
) -> None:
    assert interpretations(text, before, unlike) == understood
