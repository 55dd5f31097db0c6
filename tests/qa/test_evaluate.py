from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from corpus.document import document
from corpus.errors import DocumentError, QuestionFileError
from index.encoder import Encoder
from index.library import Library
from qa.evaluate import (
    Case,
    compare,
    evaluate,
    read_cases,
    read_cases_counting_open,
    read_run,
    save_run,
)
from qa.measures import measure

GOOD = '{"question": "いつ？", "language": "ja", "answers": ["平成"], "part": "tune"}\n'


@pytest.mark.parametrize(
    "line",
    [
        "not json",
        "[]",
        '{"question": "x", "language": "fr", "answers": []}',
        '{"question": "x", "language": "en"}',
        '{"question": 3, "language": "en", "answers": []}',
        '{"question": "x", "language": "en", "answers": "y"}',
        '{"question": "x", "language": "en", "answers": [""]}',
        '{"question": "x", "language": "en", "answers": ["y"], "highlights": "y"}',
        '{"question": "x", "language": "en", "answers": ["y"], "documents": "y"}',
    ],
)
def test_a_bad_line_is_named(tmp_path: Path, line: str) -> None:
    path = tmp_path / "questions.jsonl"
    path.write_text(GOOD + line + "\n", "utf-8")
    with pytest.raises(QuestionFileError, match="line 2"):
        read_cases(path)


def test_a_missing_file_an_empty_one_and_an_unknown_part(tmp_path: Path) -> None:
    with pytest.raises(QuestionFileError, match="cannot be read"):
        read_cases(tmp_path / "none.jsonl")
    path = tmp_path / "questions.jsonl"
    path.write_text("\n", "utf-8")
    with pytest.raises(QuestionFileError, match="no question"):
        read_cases(path)
    path.write_text(GOOD, "utf-8")
    with pytest.raises(QuestionFileError, match="part “report”"):
        read_cases(path, "report")
    assert read_cases(path, "tune") == [Case("いつ？", "ja", ("平成",), "tune")]


def test_a_question_whose_answers_nobody_knows_yet_is_left_out_and_counted(
    tmp_path: Path,
) -> None:
    path = tmp_path / "questions.jsonl"
    path.write_text(GOOD + GOOD.replace('["平成"]', "null"), "utf-8")
    assert read_cases_counting_open(path) == (read_cases(path), 1)
    assert [case.answers for case in read_cases(path)] == [("平成",)]
    path.write_text(GOOD.replace('["平成"]', "null"), "utf-8")
    with pytest.raises(QuestionFileError, match="no question with known answers"):
        read_cases(path)


def test_a_question_limited_to_documents_is_asked_of_those(
    tmp_path: Path, encoder: Encoder
) -> None:
    with Library.open(tmp_path, encoder) as library:
        library.add(document("町", "町の防災倉庫は、北町に3か所ある。\n", "town.txt"))
        one, other = (
            Case("防災倉庫は何か所か。", "ja", ("3か所",), documents=(name,))
            for name in ("町", "令和元年版警察白書")
        )
        inside, outside = evaluate([one, other], library, documents=["町"])
        assert inside.first and not outside.first
        with pytest.raises(DocumentError, match="no document “村”"):
            evaluate([Case("倉庫は？", "ja", (), documents=("村",))], library)


def test_measures_count_what_they_say(library: Library) -> None:
    cases = [
        Case("EUROPOLとの実務取決めはいつ、どこで策定された？", "ja", ("オランダにおいて",)),
        Case("EUROPOLとの実務取決めはいつ、どこで策定された？", "ja", ("no such text",)),
        Case("ラーメンの作り方", "ja", (), distance="far"),
    ]
    m = measure(evaluate(cases, library))
    assert (m.answerable, m.unanswerable) == (2, 1)
    assert m.first == m.any_quote == m.ranked_first == 0.5
    assert m.refused_answerable == 0 and m.refused == m.refused_far == 1
    assert m.refused_near is None
    assert 0 < m.p50_ms <= m.p99_ms


def test_the_question_file_fits_the_section(library: Library) -> None:
    text = library.documents()[0].text
    cases = read_cases("tests/questions/section.jsonl")
    for language in ("ja", "en"):
        own = [c for c in cases if c.language == language]
        assert sum(bool(c.answers) for c in own) >= 120
        assert sum(not c.answers for c in own) >= 80
    assert all(text.count(a) == 1 for c in cases for a in c.answers)
    assert all(h in text for c in cases for h in c.highlights)
    assert {c.part for c in cases} == {"tune", "report"}


@pytest.mark.parametrize(
    ("questions", "path"),
    [
        ("disaster_plan", "防災計画.txt"),
        ("ordinance", "空家等対策条例.txt"),
        ("statistics", "統計報告.txt"),
        ("coast_report", "coast-report.txt"),
        ("car_theft", "自動車盗白書.txt"),
        ("pharmacy_notice", "移動薬局通知.txt"),
        ("lights_report", "lights-annual-report.txt"),
    ],
)
def test_the_question_files_fit_their_documents(questions: str, path: str) -> None:
    text = Path("tests/documents", path).read_text("utf-8")
    cases = read_cases(f"tests/questions/{questions}.jsonl")
    for language in ("ja", "en"):
        own = [c for c in cases if c.language == language]
        assert sum(bool(c.answers) for c in own) >= 40
        assert {c.distance for c in own if not c.answers} == {"near", "far"}
        for part in ("tune", "report"):
            assert sum(c.part == part for c in own) > 0.4 * len(own)
    assert all(text.count(a) == 1 for c in cases for a in c.answers)
    assert all(h in text for c in cases for h in c.highlights)
    assert len({c.question for c in cases}) == len(cases)


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
