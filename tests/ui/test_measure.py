"""`hakusho eval` as its user meets it: documents of one's own, runs kept and compared, curves."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import pytest

from corpus.errors import HakushoError
from corpus.reading import read
from index.encoder import Encoder
from index.library import Library
from qa.answer import answer
from ui.answer_record import answer_json
from ui.cli import main

TEXT = """第1条（目的）
この条例は、市の公園の利用に関し必要な事項を定める。
第2条（開園時間）
公園の開園時間は、午前6時から午後9時までとする。
第3条（使用料）
野球場の使用料は、1時間につき1,200円とする。
"""
CASES: tuple[tuple[str, str, list[str], list[str], str], ...] = (
    ("野球場の使用料はいくらか。", "ja", ["1時間につき1,200円とする。"], ["1,200円"], "number"),
    ("What are the opening hours of the park?", "en", ["午前6時から午後9時まで"], [], "fact"),
    ("水星の沸点は何度か。", "ja", [], [], ""),
)


@pytest.fixture
def park(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a document and questions about it; the user's own library is elsewhere."""
    monkeypatch.setenv("HAKUSHO_LIBRARY", str(tmp_path / "untouched"))
    (tmp_path / "park.txt").write_text(TEXT, "utf-8")
    with (tmp_path / "questions.jsonl").open("w", encoding="utf-8") as file:
        for question, language, answers, highlights, kind in CASES:
            case = {"question": question, "language": language, "answers": answers}
            case |= {"highlights": highlights, "kind": kind}
            print(json.dumps(case | {"distance": "" if answers else "far"}), file=file)
    return tmp_path


def measure(park: Path, *options: str) -> int:
    document = ["--document", str(park / "park.txt")]
    return main(["eval", str(park / "questions.jsonl"), *document, *options])


def test_ones_own_documents_are_measured_and_ones_library_stays_as_it_is(
    park: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert measure(park, "--json") == 0
    given = json.loads(capsys.readouterr().out)
    assert given["ja"]["answerable"] == given["ja"]["unanswerable"] == 1
    assert given["ja"]["ranked_first"] == 1 and given["ja"]["refused_far"] == 1
    assert set(given["ja"]["kinds"]) == {"number"} and given["en"]["answerable"] == 1
    assert sum(each["questions"] for each in given["ja"]["reliability"]) == 2
    assert not (park / "untouched").exists()


def test_signs_of_control_reach_no_terminal(park: Path, capsys: pytest.CaptureFixture[str]) -> None:
    hostile = f"{TEXT}\n管理者は、\x1b]0;title\x07清掃する。"
    (park / "park.txt").write_text(hostile, "utf-8")
    case = {
        "question": "清掃\x1b[31mするのは誰か",
        "language": "ja",
        "answers": [],
        "distance": "far",
    }
    (park / "questions.jsonl").write_text(json.dumps(case), "utf-8")
    run = park / "run.jsonl"
    assert measure(park, "--failures", "--save", str(run)) == 0
    line = json.loads(run.read_text("utf-8"))
    run.write_text(json.dumps(line | {"well": not line["well"]}), "utf-8")
    assert measure(park, "--compare", str(run)) == 0
    said = capsys.readouterr().out
    assert "\x1b" not in said and "\x07" not in said and "⟨U+001B⟩" in said


def test_a_run_is_kept_compared_and_drawn(park: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run, picture = park / "run.jsonl", park / "curves.svg"
    assert measure(park, "--save", str(run), "--plot", str(picture), "--failures") == 0
    assert "first quote answers, by kind" in capsys.readouterr().out
    assert len(run.read_text("utf-8").splitlines()) == len(CASES)
    assert "<svg" in picture.read_text("utf-8")[:1000]
    assert measure(park, "--compare", str(run)) == 0
    assert "changed: 0 better, 0 worse" in capsys.readouterr().out
    lines = [json.loads(line) for line in run.read_text("utf-8").splitlines()]
    changed = [json.dumps(line | {"well": not line["well"]}) for line in lines]
    run.write_text("\n".join(changed), "utf-8")
    assert measure(park, "--compare", str(run)) == 0
    said = capsys.readouterr().out
    assert "changed: " in said and CASES[0][0] in said


def test_an_answer_that_stands_nowhere_is_said_to(
    park: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    wrong = {"question": "野球場の使用料は？", "language": "ja", "answers": ["1200円"]}
    (park / "questions.jsonl").write_text(json.dumps(wrong), "utf-8")
    assert measure(park) == 0
    told = capsys.readouterr().err
    assert told == "“野球場の使用料は？”: none of its answers stands in the documents\n"


def test_a_run_takes_the_place_of_a_run_only(
    park: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    questions = park / "questions.jsonl"
    before = questions.read_bytes()
    assert measure(park, "--save", str(questions)) == 1
    assert "is there already, and no run" in capsys.readouterr().err
    assert questions.read_bytes() == before
    for _ in range(2):
        assert measure(park, "--save", str(park / "run")) == 0


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("--compare", "no-run.jsonl"), "no run kept by hakusho eval --save"),
        (("--plot", "curves.doc"), ".png or .svg"),
        (("--save", "no/such/folder.jsonl"), "cannot be written"),
        (("--plot", "no/such/curves.svg"), "cannot be written"),
        (("--document", "no-document.txt"), "No such file"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_line(
    park: Path, options: tuple[str, str], words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    option, path = options
    assert measure(park, option, str(park / path)) == 1
    out, said = capsys.readouterr()
    assert out == "" and words in said and len(said.splitlines()) == 1


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ('{"question": "x"}\n[', "line 1 has no “well”"),
        ('\n{"question": "x", "well": 1, "confidence": 0}', "line 2 has an unusable “well”"),
        ('{"question": 1, "well": true, "confidence": 0}', "line 1 has an unusable “question”"),
        ("[]", "line 1 is no JSON object"),
        ("町の計画。", "line 1 is no JSON"),
        ("[" * 100_000, "line 1 is no JSON"),
        ("\0" * 3_000_000, "line 1 is no JSON"),  # without a line end
    ],
)
def test_of_another_file_it_is_said_why_it_is_no_run(
    park: Path, content: str, says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    file = park / "run.jsonl"
    file.write_text(content, "utf-8")
    for option in ("--compare", "--save"):
        assert measure(park, option, str(file)) == 1
        told = capsys.readouterr().err
        assert "no run" in told and len(told) < 400
        assert option == "--save" or says in told
    assert file.read_text("utf-8") == content


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such files")
@pytest.mark.parametrize("option", ["--compare", "--save"])
def test_what_is_no_regular_file_is_not_opened(
    park: Path, option: str, capsys: pytest.CaptureFixture[str]
) -> None:
    os.mkfifo(park / "run")  # whoever opens it waits for ever
    assert measure(park, option, str(park / "run")) == 1
    assert "no run" in capsys.readouterr().err


@pytest.mark.parametrize("options", [("--failures",), ("--compare", "run.jsonl")])
def test_lists_in_words_are_no_json(
    park: Path, options: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    assert measure(park, "--json", *options) == 2
    assert "leave --json out" in capsys.readouterr().err


def test_what_was_measured_is_shown_though_it_cannot_be_kept(
    park: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise HakushoError("The disk is full.")

    monkeypatch.setattr("qa.runs.save_run", full)
    assert measure(park, "--save", str(park / "run.jsonl")) == 1
    out, said = capsys.readouterr()
    assert "first quote answers, by kind" in out and "The disk is full." in said


# --- what readers judged


@pytest.fixture
def judged(park: Path, encoder: Encoder) -> Path:
    """The library of readers who asked the questions and judged the answers: the first two
    and the refusal right, a last one wrong."""
    with Library.open(park / "untouched", encoder, builtin=False) as library:
        library.add(read(park / "park.txt"))
        library.add(read(Path("tests/documents/空家等対策条例.txt")))
        history = library.history
        talk = history.begin("ann")
        for question, verdict, documents in (
            (CASES[0][0], 1, None),
            (CASES[1][0], 1, ["park"]),
            (CASES[2][0], 1, ["park"]),
            ("公園の利用に関する条例の目的は何か。", -1, None),
            ("使用料は何時間ごとか。", None, None),
        ):
            given = answer(question, library, documents=documents)
            record = answer_json(given) | ({"documents": documents} if documents else {})
            turn = history.add("ann", talk.id, question, record)
            history.judge("ann", turn.id, verdict)
    return park


def test_judged_answers_become_a_question_file_that_can_be_measured(
    judged: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = judged / "judged.jsonl"
    assert main(["eval", "--from-feedback", str(file)]) == 0
    said = capsys.readouterr()
    assert said.out == "" and len(said.err.splitlines()) == 1
    assert "4 questions: 2 with the right quote, 1 rightly refused, 1 judged wrong" in said.err
    first, second, refused, wrong = (
        json.loads(line) for line in file.read_text("utf-8").split("\n")[:-1]
    )
    assert CASES[0][2][0] in first["answers"][0] and "documents" not in first
    assert second["documents"] == ["park"] and CASES[1][2][0] in second["answers"][0]
    assert refused["answers"] == [] and wrong["answers"] is None
    assert len(wrong["wrong"]) == 1 and wrong["wrong"][0] in TEXT
    assert {each["part"] for each in (first, second, refused, wrong)} == {"feedback"}

    assert main(["eval", str(file), "--json"]) == 0
    measured = capsys.readouterr()
    assert "1 question left out" in measured.err
    given = json.loads(measured.out)
    assert given["ja"]["first"] == given["en"]["first"] == given["ja"]["refused"] == 1
    assert (given["ja"]["answerable"], given["ja"]["unanswerable"]) == (1, 1)

    lines = file.read_text("utf-8").replace("null", json.dumps(["条例は"], ensure_ascii=False))
    file.write_text(lines, "utf-8")  # as a person completes it
    assert main(["eval", str(file), "--json"]) == 0
    completed = capsys.readouterr()
    assert completed.err == "" and json.loads(completed.out)["ja"]["answerable"] == 2


def test_without_a_file_it_is_printed_and_a_file_that_is_there_stays(
    judged: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["eval", "--from-feedback"]) == 0
    printed = capsys.readouterr().out
    assert len([json.loads(line) for line in printed.splitlines()]) == 4
    before = (judged / "questions.jsonl").read_text("utf-8")
    assert main(["eval", "--from-feedback", str(judged / "questions.jsonl")]) == 1
    assert "is there already" in capsys.readouterr().err
    assert (judged / "questions.jsonl").read_text("utf-8") == before
    assert main(["eval", "--from-feedback", str(judged / "no" / "such" / "folder")]) == 1
    assert "cannot be written" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("options", "status", "words"),
    [
        ([], 2, "give either a FILE or --from-feedback"),
        (["questions.jsonl", "--from-feedback", "new.jsonl"], 2, "give either a FILE"),
        (["--from-feedback", "new.jsonl", "--document", "park.txt"], 2, "leave --document out"),
        (["--from-feedback", "new.jsonl"], 1, "No answer in this library has been judged"),
    ],
)
def test_what_cannot_be_made_of_feedback_is_said(
    park: Path,
    options: list[str],
    status: int,
    words: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(park)
    assert main(["eval", *options]) == status
    assert words in capsys.readouterr().err
    assert not (park / "new.jsonl").exists()
