"""`hakusho eval` as its user meets it: documents of one's own, runs kept and compared, curves."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

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


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("--compare", "no-run.jsonl"), "no run kept by hakusho eval --save"),
        (("--plot", "curves.doc"), ".png or .svg"),
        (("--save", "no/such/folder.jsonl"), "cannot be written"),
        (("--document", "no-document.txt"), "No such file"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_line(
    park: Path, options: tuple[str, str], words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    option, path = options
    assert measure(park, option, str(park / path)) == 1
    said = capsys.readouterr().err
    assert words in said and len(said.splitlines()) == 1
