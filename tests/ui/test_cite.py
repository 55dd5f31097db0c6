"""`hakusho cite`, as a program that relies on it sees it."""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
import rispy
from pybtex.database import parse_string

from corpus.document import Document, document
from corpus.structure import passages
from index.encoder import Encoder
from index.library import Library
from ui.citation import cited_document, cited_span, day_words, footnote
from ui.cli import main
from ui.place import place_of, read_place

NAME = "令和元年版警察白書"


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory, encoder: Encoder) -> Path:
    folder = tmp_path_factory.mktemp("cite")
    with Library.open(folder, encoder) as library:
        library.add(document("Coast Plan", "Chapter 1 Boats\nThe coast has four boats.\n", "x.txt"))
    return folder


@pytest.fixture(autouse=True)
def _library(shelf: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HAKUSHO_LIBRARY", str(shelf))


def printed(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert main(["cite", *arguments]) == 0
    out, err = capsys.readouterr()
    assert err == ""
    return out


def test_a_footnote_is_one_line_in_the_language_of_the_document(
    builtin: Document, capsys: pytest.CaptureFixture[str]
) -> None:
    today = date.today()
    cited = cited_document(builtin)
    assert printed(capsys, NAME) == footnote(cited, "ja", today) + "\n"
    english = printed(capsys, NAME, "--language", "en")
    assert english == footnote(cited, "en", today) + "\n"
    assert f"accessed {day_words(today, 'en')}" in english
    plan = printed(capsys, "Coast Plan", "--span", "16-26")
    assert plan == "Coast Plan, Chapter 1 “Boats”\n"


def test_a_span_in_every_form(builtin: Document, capsys: pytest.CaptureFixture[str]) -> None:
    parts = passages(builtin)
    note = next(part for part in parts if part.kind == "note")
    span = f"{note.start}-{note.end}"
    cited = cited_span(builtin, note.start, note.end, parts)
    assert printed(capsys, NAME, "--span", span) == footnote(cited, "ja", date.today()) + "\n"
    place = printed(capsys, NAME, "--span", span, "--form", "place")
    assert read_place(place.strip()) == place_of(builtin, note.start, note.end)
    (entry,) = parse_string(
        printed(capsys, NAME, "--span", span, "--form", "bibtex"), "bibtex"
    ).entries.values()
    assert entry.fields["note"].endswith("、注1")
    (record,) = rispy.loads(printed(capsys, NAME, "--span", span, "--form", "ris"))
    assert record["notes"] == [entry.fields["note"]]


def test_ris_ends_its_lines_as_its_readers_want_them(shelf: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "ui.cli", "cite", NAME, "--form", "ris", "--library", str(shelf)],
        capture_output=True,
        check=True,
    )
    lines = done.stdout.decode().split("\r\n")
    assert lines[0] == "TY  - RPRT" and lines[-2:] == ["ER  - ", ""]
    assert not any("\n" in line for line in lines)


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["no such"], "it has: "),
        ([NAME, "--span", "10-999999"], "has 2,626 characters"),
        (["Coast Plan", "--form", "ris", "--span", "0-43"], "has 42 characters"),
    ],
)
def test_what_cannot_be_cited_is_status_1(
    arguments: list[str], says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["cite", *arguments]) == 1
    out, err = capsys.readouterr()
    assert out == "" and says in err
    assert err.startswith("hakusho: ") and err.count("\n") == 1


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        [NAME, "--form", "apa"],
        *([NAME, "--span", span] for span in ("5", "5-5", "9-2", "-1-5", "a-b", "")),
    ],
)
def test_wrong_usage_is_status_2(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        main(["cite", *arguments])
    assert caught.value.code == 2
    assert "usage: hakusho cite" in capsys.readouterr().err


def test_help_shows_an_example(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        main(["cite", "--help"])
    assert caught.value.code == 0 and "example: hakusho cite" in capsys.readouterr().out
