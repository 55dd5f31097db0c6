"""The command, as a program that relies on it sees it."""

from __future__ import annotations

import io
import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from corpus.builtin import builtin_document
from index.encoder import Encoder
from index.library import Library
from ui.cli import main
from ui.progress import progress_bar

ROOT = Path(__file__).parent.parent.parent
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
    assert set(entry) - {"nearest", "message", "missing"} == KEYS
    assert all(isinstance(word, str) and word for word in entry.get("missing", ["-"]))
    assert entry.get("missing") != []
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
        assert len(entries) == 9 and "UTF-8" in entries[8]["message"]


def test_a_batch_in_utf_16_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "questions.txt"
    file.write_text("When was the PCSC Agreement signed?\n", "utf-16")
    assert main(["ask", "--json", "--batch", str(file)]) == 1
    out, err = capsys.readouterr()
    assert out == "" and "save the questions as UTF-8" in err


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
        (["ask", "--library", "~nobody-at-all/x", "条約"], 1, "--library"),
        (["ask", "--model", "~nobody-at-all/x", "条約"], 1, "no model folder"),
        (["reindex"], 2, "--model"),
        (["show", "令和元年版警察白書", "--original", "."], 1, "new file"),
        (["export", "長" * 300], 1, "cannot be written (File name too long)"),
        (["import", "長" * 300], 1, "cannot be used (File name too long)"),
        (["password", "長" * 300, "tanaka", "--remove"], 1, "cannot be used (File name too long)"),
        (["password", ".", "tanaka", "--remove"], 1, "is a folder"),
        (["chat", "--open-to-all", "--auth-file", "y"], 2, "choose one"),
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


@pytest.mark.parametrize(
    "name",
    ["qa.example.jp:8443", "https://qa.example.jp", "qa.jp/", "a b", "a..jp", "", ".", "::1"],
)
def test_a_host_name_that_no_request_can_have_is_refused(
    name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as caught:
        main(["chat", "--name", name])
    assert caught.value.code == 2
    assert "give the host name alone, as in qa.example.jp" in capsys.readouterr().err


@pytest.mark.parametrize(
    "arguments",
    [
        ["ask", "条約", "--model", "nosuch/model"],
        ["eval", "q.jsonl", "--document", "x.txt", "--model", "nosuch/model"],
        ["chat", "--translate", "nosuch/model"],
    ],
)
def test_a_model_that_is_nowhere_is_told_soon_and_in_one_line(
    arguments: list[str], tmp_path: Path
) -> None:
    (tmp_path / "x.txt").write_text("町の計画である。", "utf-8")
    case = '{"question": "計画は何か。", "language": "ja", "answers": []}'
    (tmp_path / "q.jsonl").write_text(case, "utf-8")
    offline = {"HF_ENDPOINT": "http://127.0.0.1:9", "HF_HUB_OFFLINE": "", "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [*HAKUSHO, *arguments],
        capture_output=True,
        timeout=60,
        env={**os.environ, **offline},
        cwd=tmp_path,
    )
    told = done.stderr.decode()
    assert done.returncode == 1 and done.stdout == b"" and told.count("\n") == 1
    assert "nosuch/model" in told and "cannot be had from the Hugging Face hub" in told
    assert "a hub name while online" in told


@pytest.mark.parametrize(
    "command",
    [
        *("chat", "ask", "add", "list", "show", "text", "remove"),
        *("export", "import", "verify", "reread", "reindex", "eval"),
    ],
)
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


def test_what_is_said_to_a_closed_output_stops_nothing() -> None:
    for closed in (">&-", "2>&-", ">&- 2>&-"):
        command = f'"{sys.executable}" -m ui.cli list {closed}'
        assert subprocess.run(command, shell=True, capture_output=True, timeout=60).returncode == 0


@pytest.mark.parametrize(
    ("arguments", "status", "says"),
    [
        ("add - --name x", 1, "x: it is empty"),
        ("ask --json --batch -", 0, ""),
        ("password accounts.txt x --stdin", 1, "password"),
        ("password accounts.txt x", 1, "--stdin"),
        ("add - --name x >&-", 1, "x: it is empty"),
    ],
)
def test_an_input_that_is_closed_is_an_empty_one(arguments: str, status: int, says: str) -> None:
    command = f'"{sys.executable}" -m ui.cli {arguments} <&-'
    done = subprocess.run(command, shell=True, capture_output=True, timeout=60)
    told = done.stderr.decode()
    assert done.returncode == status and done.stdout == b""
    assert says in told and told.count("\n") == bool(says)


def test_ask_tells_what_it_took_a_name_for_unless_it_is_to_take_none() -> None:
    asked = "アセアナポールとは？"
    done, typed = (run("ask", "--json", asked, *more) for more in ([], ["--as-typed"]))
    assert json.loads(done.stdout)["understood"] == "ASEANAPOLとは？"
    assert "understood" not in json.loads(typed.stdout)
    assert "ASEANAPOLとは？" in run("ask", asked).stdout.decode().splitlines()[0]


def test_ask_is_quick_to_start_because_it_loads_no_torch() -> None:
    code = (
        "import sys; from ui.cli import main; main(['ask', '--json', 'EUROPOL']);"
        "print([m for m in ('torch', 'sentence_transformers', 'gradio') if m in sys.modules],"
        " file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, timeout=60)
    assert done.stderr.decode().strip() == "[]"


@pytest.mark.parametrize("ending", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.usefixtures("ctrl_c")
def test_chat_prints_its_address_takes_a_free_port_and_stops_when_told(
    ending: signal.Signals,
) -> None:
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
            chat.send_signal(ending)
            _, errors = chat.communicate(timeout=30)
            assert chat.returncode in (0, 130) and b"Traceback" not in errors
        finally:
            chat.kill()


# --- documents of one's own


PLAN = "第1章 総則\n町は、平成30年に防災倉庫を12か所に整備した。\n(1) 訓練\n訓練は毎年9月に行う。\n"


@pytest.fixture(scope="module")
def fresh(tmp_path_factory: pytest.TempPathFactory, encoder: Encoder) -> Path:
    """A library as it is made."""
    folder = tmp_path_factory.mktemp("fresh") / "library"
    Library.open(folder, encoder).close()
    return folder


@pytest.fixture
def own(tmp_path: Path, fresh: Path, encoder: Encoder, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with files, beside a library of its own."""
    monkeypatch.setattr("index.encoder.load_encoder", lambda _: encoder)  # the real one, once
    shutil.copytree(fresh, tmp_path / "library")
    monkeypatch.setenv("HAKUSHO_LIBRARY", str(tmp_path / "library"))
    files = tmp_path / "files"
    (files / "sub" / ".hidden").mkdir(parents=True)
    (files / "計画.txt").write_text(PLAN, "utf-8")
    (files / "sub" / "old.txt").write_text(PLAN.replace("12", "9"), "cp932")
    (files / "sub" / ".hidden" / "secret.txt").write_text("secret")
    (files / "picture.png").write_bytes(b"\x89PNG")
    return files


@pytest.mark.skipif(sys.platform != "linux", reason="names of files are text there")
def test_names_that_are_no_utf_8_are_of_different_files(
    own: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = own / "old"
    folder.mkdir()
    for number, name in enumerate(("条例", "資料", "報告")):
        (folder / os.fsdecode(f"{name}.txt".encode("cp932"))).write_text(
            f"第{number}号。{PLAN}", "utf-8"
        )
    assert main(["add", str(folder)]) == 0
    assert main(["add", str(folder)]) == 0
    told = capsys.readouterr().out.splitlines()
    assert [line.split(":")[0] for line in sorted(told)] == [
        *("added 報告", "added 条例", "added 資料"),
        *("unchanged 報告", "unchanged 条例", "unchanged 資料"),
    ]


def left_out(own: Path) -> str:
    """What is said of the picture in the folder `own`."""
    return f"left out of {own}, as not to be read: picture.png\n"


def said(
    capsys: pytest.CaptureFixture[str], *arguments: str, status: int = 0, aside: str = ""
) -> list[str]:
    """What a command prints, and that it ends as it should; aside: what it says beside that."""
    assert main(list(arguments)) == status
    out, err = capsys.readouterr()
    if status == 0:
        assert err == aside
    else:
        assert err.startswith("hakusho: ") and "Traceback" not in err
        out += err
    return out.splitlines()


def test_a_folder_is_added_and_again_and_changed(
    own: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first = said(capsys, "add", str(own), aside=left_out(own))
    assert first == ["added 計画: 2 passages", "added old: 2 passages; read as CP932 (Shift_JIS)"]
    again = said(capsys, "add", str(own), aside=left_out(own))
    assert [line.split()[0] for line in again] == ["unchanged", "unchanged"]
    (own / "計画.txt").write_text(PLAN.replace("12", "15"), "utf-8")
    assert said(capsys, "add", str(own / "計画.txt")) == ["replaced 計画: 2 passages"]
    found = json.loads(said(capsys, "ask", "--json", "--in", "計画", "防災倉庫は何か所？")[0])
    assert "15か所" in found["quotes"][0]["text"] and found["quotes"][0]["document"] == "計画"
    listed = [json.loads(line) for line in said(capsys, "list", "--json")]
    assert [entry["name"] for entry in listed][1:] == ["計画", "old"]
    assert said(capsys, "list")[1].startswith("計画: 2 passages, 51 characters; ")


def test_what_cannot_be_added_is_reported_and_the_rest_is_added(
    own: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    paths = [str(own / name) for name in ("missing.txt", "計画.txt", "picture.png")]
    lines = said(capsys, "add", *paths, str(own / "sub" / ".hidden"), status=1)
    assert lines[0] == "added 計画: 2 passages" and lines[1] == "added secret: 1 passage"
    assert sum(line.startswith("hakusho: ") for line in lines) == 2
    empty = own / "empty"
    empty.mkdir()
    assert "no file that can be read" in said(capsys, "add", str(empty), status=1)[0]


def test_a_name_that_is_taken_and_a_name_that_is_given(
    own: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = own / "sub" / "計画.txt"
    other.write_text("別の町の計画。", "utf-8")
    said(capsys, "add", str(own / "計画.txt"))
    assert "--name" in said(capsys, "add", str(other), status=1)[0]
    assert said(capsys, "add", str(other), "--name", "別の計画") == ["added 別の計画: 1 passage"]
    # The name given once stays with the file.
    assert said(capsys, "add", str(other)) == ["unchanged 別の計画: 1 passage"]
    copied = said(capsys, "add", str(other), "--name", "写し")
    assert copied == ["added 写し: 1 passage; the same text as 別の計画"]
    assert "one file only" in said(capsys, "add", str(own), "--name", "x", status=2)[0]
    for empty in ("", " "):
        told = said(capsys, "add", str(other), "--name", empty, status=2)[0]
        assert "--name is empty" in told


@pytest.mark.usefixtures("own")
def test_standard_input_needs_a_name() -> None:
    assert run("add", "-").returncode == 2
    done = run("add", "-", "--name", "入力", stdin=PLAN.encode())
    assert done.stdout.decode() == "added 入力: 2 passages\n" and done.stderr == b""
    assert run("text", "入力").stdout.decode() == PLAN


def test_what_a_folder_has_besides_is_said_to_be_left_out(
    own: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "規則.txt").write_text(PLAN, "utf-8")
    (own / "shared").symlink_to(elsewhere)
    for name in ("統計.xlsx", *(f"{n}.doc" for n in range(10))):
        (own / name).write_bytes(b"x")
    assert main(["add", str(own)]) == 0
    out, err = capsys.readouterr()
    assert "計画" in out and "規則" not in out
    assert err.startswith(f"left out of {own}, as not to be read: shared/ (a link), 0.doc, ")
    assert err.endswith(" and 3 more\n")


@pytest.mark.usefixtures("own")
def test_a_second_text_by_standard_input_takes_nothing_away(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for text, status, says in (
        (PLAN, 0, "added 標準: 2 passages"),
        (PLAN, 0, "unchanged 標準: 2 passages"),
        ("別の文書である。\n", 1, "another version of “標準”"),
    ):
        piped = io.TextIOWrapper(io.BytesIO(text.encode()))
        monkeypatch.setattr("sys.stdin", piped)
        assert says in said(capsys, "add", "-", "--name", "標準", status=status)[0]
    assert said(capsys, "text", "標準") == PLAN.splitlines()
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO("別の文書である。\n".encode())))
    replaced = said(capsys, "add", "-", "--name", "標準", "--replace")
    assert replaced == ["replaced 標準: 1 passage"]


def test_options_of_all_commands_may_stand_first(
    own: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    library = str(own.parent / "library")
    named = said(capsys, "--library", library, "list")
    assert named == said(capsys, f"--library={library}", "list") == said(capsys, "list")


def test_what_the_disk_damaged_can_be_taken_into_another_library(
    own: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    said(capsys, "add", str(own / "計画.txt"))
    database = own.parent / "library" / "library.db"
    with closing(sqlite3.connect(database)) as opened:
        opened.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        page = opened.execute("SELECT rootpage FROM sqlite_master WHERE name = 'words_data'")
        root = int(page.fetchone()[0])
        size = int(opened.execute("PRAGMA page_size").fetchone()[0])
    with database.open("r+b") as file:
        file.seek((root - 1) * size)
        file.write(b"\x99" * size)
    for repair in ([], ["--repair"]):
        told = said(capsys, "verify", *repair, status=1)[-1]
        assert "hakusho import" in told and "--repair" not in told
    rescued = ("import", str(database), "--library", str(own / "rescued"))
    assert "added 計画: 2 passages" in said(capsys, *rescued)


def test_a_path_that_cannot_be_one_leaves_the_others(
    own: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = said(capsys, "add", "長" * 300, "a\0b", str(own / "sub" / "old.txt"), status=1)
    assert lines[0].startswith("added old: 2 passages") and len(lines) == 3
    assert "File name too long" in lines[1] and "is not the path of a file" in lines[2]


def test_what_is_no_path_and_no_address_of_the_web_is_said_to_be_none(
    own: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    del own
    for path, says in (
        ("", "“”: is not the path of a file"),
        (" ", "“ ”: is not the path of a file"),
        ("ftp://example.jp/plan.txt", "only http and https addresses are fetched"),
        ("file:///plan.txt", "only http and https addresses are fetched"),
        ("http://127.0.0.1/plan.txt", "--allow-private"),
    ):
        assert says in said(capsys, "add", path, status=1)[0]


def test_show_and_the_original(own: Path, capsys: pytest.CaptureFixture[str]) -> None:
    said(capsys, "add", str(own / "sub" / "old.txt"))
    shown = said(capsys, "show", "old")
    assert "read from: text/plain, cp932" in shown and "remark: read as CP932 (Shift_JIS)" in shown
    assert "passages: 2 paragraphs" in shown
    assert shown[shown.index("headings:") :][:3] == ["headings:", "  第1章 総則", "    (1) 訓練"]
    target = own / "back"
    assert said(capsys, "show", "old", "--original", str(target)) == []
    assert target.read_bytes() == (own / "sub" / "old.txt").read_bytes()
    assert "there already" in said(capsys, "show", "old", "--original", str(target), status=1)[0]
    assert "it has: " in said(capsys, "show", "no such", status=1)[0]
    notes = said(capsys, "show", "令和元年版警察白書")
    assert any(line.startswith("  注1 on ") and "ASEANAPOL" in line for line in notes)


def test_remove_export_import_and_verify(
    own: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    said(capsys, "add", str(own), aside=left_out(own))
    packed, two = str(tmp_path / "packed"), ["--library", str(tmp_path / "two")]
    assert said(capsys, "export", packed) == [f"{packed}: 3 documents"]
    lines = said(capsys, "remove", "計画", "no such", status=1)
    assert lines[0] == "removed 計画" and "no such" in lines[1]
    assert said(capsys, "import", packed)[1:] == [
        "added 計画: 2 passages",
        "unchanged old: 2 passages",
    ]
    assert len(said(capsys, "import", packed, *two)) == 3
    assert said(capsys, "list", *two)[0].startswith("令和元年版警察白書")
    assert said(capsys, "verify", *two) == ["3 documents, 22 passages: all as it should be"]
    with closing(sqlite3.connect(tmp_path / "two" / "library.db")) as database, database:
        database.execute("UPDATE words SET text = 'x' WHERE rowid = 3")
    assert "verify --repair" in said(capsys, "verify", *two, status=1)[-1]
    assert len(said(capsys, "verify", "--repair", *two)) == 1
    assert said(capsys, "reread", *two)[1:] == [
        "read anew 計画: 2 passages",
        "read anew old: 2 passages",
    ]
    lines = said(capsys, "reread", "no such", "old", *two, status=1)
    assert "no such" in lines[0] or "no such" in lines[1]
    assert "there already" in said(capsys, "export", packed, status=1)[0]
    assert "hakusho export" in said(capsys, "import", str(own), status=1)[0]


def test_only_from_the_documents_that_are_named(
    own: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    said(capsys, "add", str(own), aside=left_out(own))
    question = "防災倉庫は何か所に整備した？"
    for name in ("計画", "old"):
        entry = json.loads(said(capsys, "ask", "--json", question, "--in", name)[0])
        assert {q["document"] for q in entry["quotes"]} == {name}
    both = ["--in", "計画", "--in", "old", "--in", "計画"]
    given = json.loads(said(capsys, "ask", "--json", question, *both)[0])
    assert given["quotes"] and given["documents"] == ["計画", "old"]
    cases = tmp_path / "cases.jsonl"
    case = {"question": question, "language": "ja", "answers": ["12か所"]}
    cases.write_text(json.dumps(case), "utf-8")
    for name, right in (("計画", 1.0), ("old", 0.0)):
        measures = json.loads(said(capsys, "eval", str(cases), "--json", "--in", name)[0])
        assert measures["ja"]["ranked_first"] == right
    assert "no document “x”" in said(capsys, "ask", question, "--in", "x", status=1)[0]


def test_ctrl_c_while_adding(
    own: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    said(capsys, "add", str(own / "計画.txt"))
    monkeypatch.setattr("index.prepare.encode", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
    assert "not added" in said(capsys, "add", str(own), status=130)[-1]
    monkeypatch.undo()
    monkeypatch.setenv("HAKUSHO_LIBRARY", str(own.parent / "library"))
    assert len(said(capsys, "list")) == 2
    assert len(said(capsys, "verify")) == 1


def test_the_bar_is_on_a_terminal_only(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = io.StringIO()
    for is_terminal in (False, True):
        monkeypatch.setattr(terminal, "isatty", lambda answer=is_terminal: answer)
        monkeypatch.setattr("sys.stderr", terminal)
        with progress_bar("条例") as progress:
            progress(1, 300)
            time.sleep(1.1)
            progress(200, 300)
        assert ("条例" in terminal.getvalue()) == is_terminal
    assert "200/300" in terminal.getvalue() and " passages/s" in terminal.getvalue()


@pytest.mark.skipif(os.name != "posix", reason="needs a limit on the size of files")
def test_a_disk_that_is_full_says_so_and_changes_nothing(own: Path) -> None:
    import resource

    run("add", str(own / "計画.txt"))
    before = run("list").stdout
    (own / "long.txt").write_text(PLAN * 400, "utf-8")
    size = (own.parent / "library" / "library.db").stat().st_size
    done = subprocess.run(
        [*HAKUSHO, "add", str(own / "long.txt")],
        capture_output=True,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size)),
    )
    assert done.returncode == 1 and done.stdout == b""
    assert "nothing was changed" in done.stderr.decode() and done.stderr.count(b"\n") == 1
    assert run("list").stdout == before
    assert run("verify").returncode == 0


@pytest.mark.skipif(sys.platform != "linux", reason="needs files that cannot be read or written")
def test_what_cannot_be_read_is_not_said_to_be_output() -> None:
    done = run("ask", "--json", "--batch", "/proc/self/mem")
    assert done.returncode == 1 and done.stderr.count(b"\n") == 1
    assert b"(Input/output error)" in done.stderr and b"The output" not in done.stderr
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [*HAKUSHO, "list"],
            stdout=full,
            stderr=subprocess.PIPE,
            timeout=120,
            env={**os.environ, "PYTHONUNBUFFERED": ""},
        )
    assert done.returncode == 1 and done.stderr.count(b"\n") == 1
    assert b"The output could not be written (No space left on device)" in done.stderr
