"""The measures, on outcomes whose figures can be worked out by hand."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from corpus.document import document
from corpus.errors import QuestionFileError
from corpus.passage import Passage
from qa.answer import Answer
from qa.evaluate import Outcome
from qa.measures import highlight_f1, measure, reliability, risk_area, risk_coverage
from qa.question_file import Case
from qa.quote import Quote
from qa.runs import compare, read_run, save_run

TEXT = "平成30年12月、オランダで策定した。"
PASSAGE = Passage(document("d", TEXT, "test"), 0, len(TEXT), "paragraph")


def outcome(
    confidence: float,
    *,
    right: bool,
    answered: bool = True,
    answerable: bool = True,
    marked: tuple[tuple[int, int], ...] = (),
    known: tuple[str, ...] = (),
    question: str = "いつ？",
) -> Outcome:
    quote = (Quote(PASSAGE, 0, len(TEXT), marked, 1.0, 0.5),)
    given = Answer(
        question, "ja", quote if answered else (), () if answered else quote,
        confidence, (), (), 0.01,
    )  # fmt: skip
    case = Case(question, "ja", (TEXT,) if answerable else (), highlights=known)
    return Outcome(case, given, right, right)


def test_reliability_puts_confidence_beside_the_share_right() -> None:
    some = [outcome(0.9, right=True), outcome(0.9, right=False), outcome(0.1, right=False)]
    low, high = reliability(some)
    assert (low.low, low.questions, low.right) == (0.0, 1, 0.0)
    assert (high.questions, high.right) == (2, 0.5)
    assert high.confidence == pytest.approx(0.9)
    assert measure(some).calibration_error == pytest.approx((0.1 + 2 * 0.4) / 3)
    assert reliability([outcome(1.0, right=True)])[0].high == 1.0


def test_risk_grows_as_more_is_answered() -> None:
    some = [outcome(0.2, right=False), outcome(0.9, right=True)]
    assert risk_coverage(some) == [(0.5, 0.0), (1.0, 0.5)]
    assert risk_area(some) == pytest.approx(0.25)


def test_the_nearest_known_highlight_counts() -> None:
    date = (0, 8)  # 平成30年12月
    exact = outcome(0.9, right=True, marked=(date,), known=("2018年", "平成30年12月"))
    assert highlight_f1(exact) == 1.0
    part = outcome(0.9, right=True, marked=((0, 5),), known=("平成30年12月",))
    assert highlight_f1(part) == pytest.approx(2 * 4 / (4 + 6))  # 平 成 30 年 of 平 成 30 年 12 月
    assert highlight_f1(outcome(0.9, right=True, known=("12月",))) is None
    assert highlight_f1(outcome(0.9, right=True, marked=(date,))) is None
    both = measure([exact, part, outcome(0.9, right=True, known=("12月",))])
    assert both.highlight_f1 == pytest.approx((1 + 0.8) / 2)
    assert both.highlighted == pytest.approx(2 / 3)


def test_a_refusal_is_right_only_where_nothing_answers() -> None:
    assert outcome(0.1, right=False, answered=False, answerable=False).well
    assert not outcome(0.1, right=True, answered=False).well
    assert not outcome(0.9, right=False, answerable=False).well


def test_two_runs_are_compared_by_what_changed(tmp_path: Path) -> None:
    path = tmp_path / "run.jsonl"
    before = [
        outcome(0.9, right=True, question="a?"),
        outcome(0.9, right=False, question="b?"),
        outcome(0.9, right=True, question="c?"),
    ]
    save_run(before, path)
    now = [
        outcome(0.8, right=False, question="a?"),
        outcome(0.7, right=True, question="b?"),
        outcome(0.9, right=True, question="c?"),
        outcome(0.9, right=True, question="new?"),
    ]
    changes = [(c.case.question, c.is_well) for c in compare(now, read_run(path))]
    assert changes == [("a?", False), ("b?", True)]
    assert compare(before, read_run(path)) == []


@pytest.mark.skipif(os.name != "posix", reason="needs a limit on the size of files")
def test_a_run_that_cannot_be_kept_leaves_the_one_before(tmp_path: Path) -> None:
    import resource

    path = tmp_path / "run.jsonl"
    save_run([outcome(0.9, right=True)], path)
    before, limit = path.read_bytes(), resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (len(before) + 8, limit[1]))
    try:
        with pytest.raises(QuestionFileError, match="cannot be written"):
            save_run([outcome(0.9, right=True)] * 2, path)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limit)
    assert path.read_bytes() == before and list(tmp_path.iterdir()) == [path]
