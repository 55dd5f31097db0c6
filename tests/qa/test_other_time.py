"""What is said of another time than is asked about, the year before or the next meeting, is neither
answered with nor marked."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.document import document
from index.encoder import Encoder
from index.library import Library
from qa.answer import answer
from qa.other_time import is_of_other_time
from qa.question import read_question
from tests.candidates import candidate


@pytest.mark.parametrize(
    ("question", "text"),
    [
        (
            "平成29年の火災件数は何件か",
            "火災件数は601件で、5年前（平成29年）に比べ35件減少した。",
        ),
        (
            "令和2年度の相談件数は何件か",
            "相談件数は4,210件で、前回調査（令和2年度）から12.5％増加した。",
        ),
        ("令和元年度の漁獲量は", "漁獲量は3万2,100トンで、令和元年度比で8％の減となった。"),
        ("令和元年の客数は何人か", "客数は2,400人で、令和元年の約2.4倍となった。"),
        ("会議はいつ開かれたか", "次回の会議は、令和6年5月23日に開催する予定である。"),
        ("調査が実施されたのはいつですか", "なお、次回の調査は、令和9年10月に実施する。"),
        ("When was the meeting held?", "The next meeting will be held on 23 May 2024."),
        ("When was the survey held?", "次回の調査は、令和9年10月に実施する。"),
    ],
)
def test_of_another_time(question: str, text: str) -> None:
    assert is_of_other_time(read_question(question), candidate(text))


@pytest.mark.parametrize(
    ("question", "text"),
    [
        # with a number of its own
        ("平成19年の入港隻数は何隻か", "入港隻数は2,300隻で、平成19年の3,100隻を下回った。"),
        ("平成29年の火災件数は何件か", "火災件数は601件で、平成29年（636件）に比べ35件減少した。"),
        ("令和3年の件数は何件か", "前回の1,290件（令和3年）に比べ86件減少した。"),
        # of which more is told around
        (
            "平成29年の火災件数は何件か",
            "火災は601件で、平成29年に比べ減少した。平成29年は636件であった。",
        ),
        # the comparison is asked for
        ("令和2年度から何％増加したか", "4,210件で、前回（令和2年度）から12.5％増加した。"),
        ("客数は令和元年の何倍か", "客数は2,400人で、令和元年の約2.4倍となった。"),
        ("令和2年は令和元年より多いですか", "客数は2,400人で、令和元年に比べ増加した。"),
        ("次回の会議はいつと決まったか", "次回の会議は、令和6年5月23日に開催する。"),
        ("会議はいつ開かれますか", "次回の会議は、令和6年5月23日に開催する。"),
        ("調査はいつ実施されたか", "次回の調査は、前回（令和6年10月）の3年後に実施する。"),
        ("会議はいつ開かれたか", "次回の会議は、令和6年5月23日に開かれた。"),
        ("会議はいつ開かれたか", "2月15日に開催し、次回は5月23日に開催する予定である。"),
    ],
)
def test_not_for_certain_of_another_time(question: str, text: str) -> None:
    assert not is_of_other_time(read_question(question), candidate(text))


def test_the_year_compared_with_is_not_answered(folder: Path, encoder: Encoder) -> None:
    with Library.open(folder, encoder, builtin=False) as library:
        text = "令和4年中の火災件数は601件で、5年前（平成29年）に比べ35件減少した。"
        library.add(document("火災", text, "fires.txt"))
        assert answer("平成29年の火災件数は何件か", library).abstained
        told = answer("令和4年の火災件数は何件か", library)
        ((start, end),) = told.quotes[0].highlights
        assert not told.abstained and text[start:end] == "601件"


def test_the_next_meeting_is_not_that_which_was_held(folder: Path, encoder: Encoder) -> None:
    with Library.open(folder, encoder, builtin=False) as library:
        text = "次回の調査は、令和9年10月に実施する。"
        library.add(document("調査", text, "survey.txt"))
        assert answer("調査はいつ実施されたか", library).abstained
        assert not answer("調査はいつ実施されるか", library).abstained
