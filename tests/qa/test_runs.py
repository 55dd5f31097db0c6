"""Runs of a question file, kept and compared."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from index.library import Library
from qa.evaluate import evaluate
from qa.question_file import Case
from qa.runs import compare, read_run, save_run


def test_a_run_is_compared_question_by_question(tmp_path: Path, library: Library) -> None:
    """The same question asked of other documents, or twice, is another; a line end in a
    question ends no line."""
    odd = "EUROPOLとの取決めは\u2028いつ策定された？"
    cases = [
        Case(odd, "ja", ("オランダ",)),
        Case(odd, "ja", ("ここにはない",)),
        Case(odd, "ja", ("ここにはない",), documents=("令和元年版警察白書",)),
    ]
    outcomes = evaluate(cases, library)
    assert [outcome.well for outcome in outcomes] == [True, False, False]
    save_run(outcomes, tmp_path / "run")
    assert compare(outcomes, read_run(tmp_path / "run")) == []
    worse = [replace(outcomes[0], first=False), *outcomes[1:]]
    (change,) = compare(worse, read_run(tmp_path / "run"))
    assert not change.is_well
