"""The command, as a program that relies on it sees it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from corpus.document import builtin_document
from ui.cli import main

HAKUSHO = [sys.executable, "-m", "ui.cli"]
KEYS = {"question", "language", "abstained", "confidence", "quotes", "notes", "elapsed_ms"}
QUOTE_KEYS = {
    "text", "start", "end", "highlights", "document", "source", "headings", "kind", "label",
    "passage", "notes", "score", "cosine",
}  # fmt: skip


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cli") / "library"


@pytest.fixture(autouse=True)
def _library(shelf: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HAKUSHO_LIBRARY", str(shelf))


def run(*arguments: str, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    return subprocess.run([*HAKUSHO, *arguments], input=stdin, capture_output=True, timeout=120)


def assert_form(entry: dict[str, Any], text: str) -> None:
    """The machine-readable answer is what other programs were promised."""
    assert set(entry) - {"nearest", "message"} == KEYS
    assert entry["language"] in ("ja", "en") and 0 <= entry["confidence"] <= 1
    assert entry["abstained"] == (not entry["quotes"])
    assert ("nearest" in entry) == entry["abstained"]
    for quote in (*entry["quotes"], *entry.get("nearest", [])):
        assert set(quote) == QUOTE_KEYS
        assert text[quote["start"] : quote["end"]] == quote["text"]
        assert quote["passage"]["start"] <= quote["start"] < quote["end"] <= quote["passage"]["end"]
        assert all(quote["start"] <= a < b <= quote["end"] for a, b in quote["highlights"])
        assert quote["kind"] in ("paragraph", "note", "caption", "list")
        assert quote["source"].startswith("https://")
    for note in entry["notes"]:
        assert text[note["start"] : note["end"]] == note["text"]


def test_ask_json_is_one_object_on_one_line_and_nothing_else() -> None:
    done = run("ask", "--json", "EUROPOLとの実務取決めはいつ、どこで策定された？")
    assert done.returncode == 0 and done.stderr == b""
    (line,) = done.stdout.decode().splitlines()
    entry = json.loads(line)
    assert_form(entry, builtin_document().text)
    first = entry["quotes"][0]
    assert "オランダ" in first["text"] and first["document"] == "令和元年版警察白書"
    assert first["headings"][0].startswith("第3節") and first["notes"] == ["注3"]
    assert entry["notes"][0]["label"] == "注3"


def test_k_limits_the_quotes(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["ask", "--json", "--k", "1", "ASEANの会合"]) == 0
    assert len(json.loads(capsys.readouterr().out)["quotes"]) <= 1


def test_batch_gives_an_object_a_line_in_order(tmp_path: Path) -> None:
    questions = [
        "PCSC協定はいつ発効した？",
        "",
        "Which countries have signed an extradition treaty with Japan?",
        "🙂",
        "유로폴과의 약정은 언제 체결되었습니까?",
        "長" * 10_000,
        "a\x00b\x07c",
        "火星の天気は？",
    ]
    lines = [question.encode() for question in questions] + [b"\xff\xfe broken \xed\xa0\x80"]
    file = tmp_path / "questions.txt"
    file.write_bytes(b"\n".join(lines))
    from_file, from_input = (
        run("ask", "--json", "--batch", str(file)),
        run("ask", "--json", "--batch", "-", stdin=file.read_bytes()),
    )
    text = builtin_document().text
    for done in (from_file, from_input):
        assert done.returncode == 0 and done.stderr == b""
        entries = [json.loads(line) for line in done.stdout.decode().splitlines()]
        assert [e["question"] for e in entries[:8]] == questions
        for entry in entries:
            assert_form(entry, text)
        assert [("message" in e) for e in entries[:6]] == [False, True, False, True, True, True]
        assert len(entries) == 9


def test_text_is_exact() -> None:
    assert run("text").stdout == builtin_document().text.encode()
    assert run("text", "令和元年版警察白書").stdout == builtin_document().text.encode()


@pytest.mark.parametrize(
    ("arguments", "status", "says"),
    [
        (["ask"], 2, "QUESTION or --batch"),
        (["ask", "x", "--batch", "y"], 2, "QUESTION or --batch"),
        (["ask", "--batch", "y"], 2, "--json"),
        (["ask", ""], 2, "empty"),
        (["ask", "長" * 10_000], 2, "10,000"),
        (["ask", "🙂"], 2, "no word"),
        (["ask", "\udcff"], 2, "no word"),
        (["ask", "Когда было подписано соглашение?"], 2, "Japanese and in English"),
        (["ask", "--json", "--batch", "/no/such/file"], 1, "/no/such/file"),
        (["text", "no such document"], 1, "令和元年版警察白書"),
        (["eval", "/no/such/file"], 1, "/no/such/file"),
        (["ask", "--model", "./no/such/model", "条約"], 1, "no model folder"),
        (["ask", "--library", "/dev/null/x", "条約"], 1, "--library"),
        (["reindex"], 2, "--model"),
    ],
)
def test_what_goes_wrong_is_one_line_that_says_what_to_do(
    arguments: list[str], status: int, says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(arguments) == status
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("hakusho: ") and err.count("\n") == 1 and says in err


@pytest.mark.parametrize("arguments", [["--k", "0"], ["--k", "x"], ["--no-such"], ["nonsense"]])
def test_wrong_usage_is_status_2(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        main(["ask", "x", *arguments])
    assert caught.value.code == 2
    assert "usage:" in capsys.readouterr().err


@pytest.mark.parametrize("command", ["chat", "ask", "text", "eval", "reindex"])
def test_help_shows_an_example(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        main([command, "--help"])
    assert caught.value.code == 0
    assert f"example: hakusho {command}" in capsys.readouterr().out


def test_eval_prints_a_table_and_json(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    file = tmp_path / "questions.jsonl"
    file.write_text(
        '{"question": "PCSC協定の発効は？", "language": "ja", "answers": ["平成31年1月に発効"]}\n'
        '{"question": "Who won the cup?", "language": "en", "answers": []}\n',
        "utf-8",
    )
    assert main(["eval", str(file)]) == 0
    assert "first quote answers" in capsys.readouterr().out
    assert main(["eval", str(file), "--json"]) == 0
    measures = json.loads(capsys.readouterr().out)
    assert measures["ja"]["first"] == 1.0 and measures["en"]["unanswerable"] == 1


def test_reindex_with_another_model_and_back(tmp_path: Path) -> None:
    other, library = tmp_path / "my-model", str(tmp_path / "library")
    shutil.copytree("index/model", other)
    (other / "config_sentence_transformers.json").write_text('{"prompts": {"query": "問: "}}')
    assert main(["ask", "--library", library, "条約"]) == 0
    assert main(["reindex", "--library", library, "--model", str(other)]) == 0
    # The library remembers its model: no need to name it again.
    assert main(["ask", "--library", library, "犯罪人引渡条約"]) == 0
    assert main(["reindex", "--library", library, "--model", "bundled"]) == 0


def test_a_reader_that_closes_early_is_no_error(tmp_path: Path) -> None:
    file = tmp_path / "questions.txt"
    file.write_text("EUROPOLとは？\n" * 100, "utf-8")  # answers that do not fit in a pipe
    done = subprocess.run(
        f'"{sys.executable}" -m ui.cli ask --json --batch "{file}" | head -n 1',
        shell=True,
        capture_output=True,
    )
    assert done.stdout.count(b"\n") == 1
    assert done.stderr == b""


def test_ask_is_quick_to_start_because_it_loads_no_torch() -> None:
    code = (
        "import sys; from ui.cli import main; main(['ask', '--json', 'EUROPOL']);"
        "print([m for m in ('torch', 'sentence_transformers', 'gradio') if m in sys.modules],"
        " file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, timeout=60)
    assert done.stderr.decode().strip() == "[]"


def test_chat_prints_its_address_takes_a_free_port_and_stops_on_ctrl_c() -> None:
    import signal
    import socket
    import urllib.request

    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        chat = subprocess.Popen(
            [*HAKUSHO, "chat", "--no-browser", "--port", str(port)],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env={**os.environ, "PYTHONUNBUFFERED": "1"},
        )
        try:
            assert chat.stdout is not None
            line = chat.stdout.readline().decode()
            address = line.split()[-1]
            assert address.startswith("http://127.0.0.1:") and str(port) not in address
            until = time.monotonic() + 60
            while time.monotonic() < until:
                try:
                    assert urllib.request.urlopen(address, timeout=5).status == 200
                    break
                except OSError:
                    time.sleep(0.2)
            chat.send_signal(signal.SIGINT)
            _, errors = chat.communicate(timeout=30)
            assert chat.returncode in (0, 130) and b"Traceback" not in errors
        finally:
            chat.kill()
