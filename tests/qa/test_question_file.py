"""Question files: what a line may hold, and that those of the tests fit their documents."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from corpus.errors import QuestionFileError
from index.library import Library
from qa.question_file import Case, read_cases, read_cases_counting_open

GOOD = '{"question": "いつ？", "language": "ja", "answers": ["平成"], "part": "tune"}\n'


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("not json", " is no JSON."),
        *[
            (line, ': needs {"question": "...", "language": "ja" or "en", "answers": [...]}.')
            for line in ("[]", '{"question": "x", "language": "en"}')
        ],
    ],
)
def test_a_bad_line_is_named(tmp_path: Path, line: str, fault: str) -> None:
    path = tmp_path / "questions.jsonl"
    path.write_text(f"{GOOD}{line}\n", "utf-8")
    with pytest.raises(QuestionFileError) as told:
        read_cases(path)
    assert str(told.value) == f"{path}, line 2{fault}"


@pytest.mark.parametrize(
    ("field", "value", "fault"),
    [
        ("question", 3, "a string"),
        ("language", "fr", '"ja" or "en"'),
        ("kind", None, "a string"),
        ("part", 1, "a string"),
        ("distance", ["near"], "a string"),
        ("answers", "y", "a list of strings, none of them empty"),
        ("answers", [""], "a list of strings, none of them empty"),
        ("highlights", "y", "a list of strings, none of them empty"),
        ("highlights", None, "a list of strings, none of them empty"),
        ("documents", [1], "a list of strings, none of them empty"),
    ],
)
def test_a_bad_field_is_named(tmp_path: Path, field: str, value: object, fault: str) -> None:
    path = tmp_path / "questions.jsonl"
    path.write_text(GOOD + json.dumps(json.loads(GOOD) | {field: value}), "utf-8")
    with pytest.raises(QuestionFileError) as told:
        read_cases(path)
    assert str(told.value) == f"{path}, line 2: “{field}” must be {fault}."


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
