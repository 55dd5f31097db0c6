"""The file of accounts, and the command that writes it."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from corpus.errors import AccountsError
from ui.cli import main
from ui.serving.accounts import Accounts, checked_name, read_accounts, remove_account, set_password

ROOT = Path(__file__).parent.parent.parent
PASSWORD = "正しい馬の電池ホチキス"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "accounts.txt"
    assert set_password(path, "田中", PASSWORD)
    return path


def test_a_password_is_known_again_and_no_other(path: Path) -> None:
    accounts = Accounts(path)
    assert accounts.verify("田中", PASSWORD)
    assert accounts.verify("田中", PASSWORD + " ") is None
    assert accounts.verify("田中", "") is None
    assert accounts.verify("鈴木", PASSWORD) is None
    assert accounts.verify("", PASSWORD) is None


def test_it_is_one_password_however_its_kana_are_composed(path: Path) -> None:
    set_password(path, "ガ", "パスワードがここにある")
    assert Accounts(path).verify("カ\u3099", "ハ\u309aスワート\u3099か\u3099ここにある")


def test_the_file_holds_no_password_and_nobody_else_reads_it(path: Path) -> None:
    text = path.read_text("utf-8")
    header, line = text.splitlines()
    assert header == "hakusho accounts 1"
    assert line.startswith("田中:scrypt:32768:8:3:")
    assert PASSWORD not in text
    set_password(path, "suzuki", PASSWORD)
    first, second = read_accounts(path).values()
    assert first.salt != second.salt and first.hash != second.hash
    if os.name == "posix":
        assert path.stat().st_mode & 0o777 == 0o600
    assert [each.name for each in path.parent.iterdir()] == [path.name]


def test_an_unknown_name_takes_as_long_as_a_wrong_password(path: Path) -> None:
    accounts = Accounts(path)

    def seconds(name: str) -> float:
        began = time.process_time()
        assert accounts.verify(name, "another password") is None
        return time.process_time() - began

    known, unknown = (min(seconds(name) for _ in range(3)) for name in ("田中", "nobody"))
    assert 0.5 < unknown / known < 2


def test_a_change_of_the_file_is_seen_while_it_is_in_use(path: Path) -> None:
    accounts = Accounts(path)
    before = accounts.secret_of("田中")
    assert not set_password(path, "田中", "another password")
    assert accounts.verify("田中", PASSWORD) is None
    after = accounts.verify("田中", "another password")
    assert after is not None and after != before
    set_password(path, "suzuki", PASSWORD)
    remove_account(path, "田中")
    assert accounts.verify("田中", "another password") is None
    path.write_text("rubbish", "utf-8")
    with pytest.raises(AccountsError, match="Line 1"):
        accounts.verify("suzuki", PASSWORD)
    path.unlink()
    with pytest.raises(AccountsError, match="There is no file"):
        accounts.verify("suzuki", PASSWORD)


@pytest.mark.parametrize(
    ("line", "number"),
    [
        ("", 3),
        ("suzuki:scrypt:32768:8:3:c2FsdA==", 3),
        ("suzuki:md5:32768:8:3:c2FsdA==:{hash}", 3),
        ("suzuki:scrypt:1073741824:8:3:c2FsdA==:{hash}", 3),  # would take all memory
        ("suzuki:scrypt:1000:8:3:c2FsdA==:{hash}", 3),  # no power of two
        ("suzuki:scrypt:32768:8:0:c2FsdA==:{hash}", 3),
        ("suzuki:scrypt:32768:8:3:!:{hash}", 3),
        ("suzuki:scrypt:32768:8:3:c2FsdA==:c2hvcnQ=", 3),
        ("田中:scrypt:32768:8:3:c2FsdA==:{hash}", 3),  # twice
    ],
)
def test_a_damaged_line_is_named(path: Path, line: str, number: int) -> None:
    made = path.read_text("utf-8").strip().rpartition(":")[2]
    with path.open("a", encoding="utf-8") as file:
        file.write(line.format(hash=made) + "\n")
    with pytest.raises(AccountsError, match=f"Line {number} of"):
        Accounts(path)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (b"", "Line 1"),
        (b"tanaka:secret\n", "Line 1"),
        (b"\xff\xfe", "Line 1"),
        (b"hakusho accounts 2\n", "another version"),
        (b"hakusho accounts 1\n", "has no account"),
    ],
)
def test_a_file_that_is_none_is_refused(tmp_path: Path, text: bytes, words: str) -> None:
    path = tmp_path / "accounts.txt"
    path.write_bytes(text)
    with pytest.raises(AccountsError, match=words):
        Accounts(path)


@pytest.mark.parametrize("name", ["", " tanaka", "a:b", "a\nb", "x" * 65, "a\u202eb", "a\0"])
def test_what_cannot_be_a_name(name: str) -> None:
    with pytest.raises(AccountsError, match="cannot be a name"):
        checked_name(name)


def test_a_weak_password_changes_nothing(path: Path) -> None:
    before = path.read_bytes()
    for password in ("short", "", "x" * 1025):
        with pytest.raises(AccountsError, match="password is too"):
            set_password(path, "田中", password)
    assert path.read_bytes() == before


def test_two_that_write_at_once_lose_nothing(path: Path) -> None:
    beside = path.with_name("accounts.txt.new")
    beside.write_text("of another", "utf-8")
    before = path.read_bytes()
    with pytest.raises(AccountsError, match=r"remove .*accounts\.txt\.new"):
        set_password(path, "suzuki", PASSWORD)
    assert path.read_bytes() == before and beside.read_text("utf-8") == "of another"


@pytest.mark.skipif(os.name != "posix", reason="modes and links of POSIX")
def test_who_reads_the_file_and_where_it_is_stays_so(path: Path, tmp_path: Path) -> None:
    path.chmod(0o640)
    link = tmp_path / "link.txt"
    link.symlink_to(path)
    assert not set_password(link, "田中", "another password")
    assert link.is_symlink() and path.stat().st_mode & 0o777 == 0o640
    assert Accounts(path).verify("田中", "another password")
    if os.geteuid() == 0:
        os.chown(path, 65534, 65534)
        assert set_password(path, "鈴木", PASSWORD)
        assert (path.stat().st_uid, path.stat().st_gid) == (65534, 65534)


@pytest.mark.skipif(os.name != "posix", reason="links of POSIX")
def test_links_that_lead_round_in_a_circle_are_no_file(tmp_path: Path) -> None:
    one, other = tmp_path / "one.txt", tmp_path / "other.txt"
    one.symlink_to(other)
    other.symlink_to(one)
    with pytest.raises(AccountsError, match="cannot be read"):
        Accounts(one)
    with pytest.raises(AccountsError, match="There is no file"):
        remove_account(one, "田中")
    assert set_password(one, "田中", PASSWORD)
    assert Accounts(one).verify("田中", PASSWORD)


def test_a_damaged_file_is_not_written_over(path: Path) -> None:
    path.write_text("my diary\n", "utf-8")
    with pytest.raises(AccountsError, match="Line 1"):
        set_password(path, "田中", PASSWORD)
    assert path.read_text("utf-8") == "my diary\n"
    assert [each.name for each in path.parent.iterdir()] == [path.name]


# --- the command


def password(*arguments: str, given: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "ui.cli", "password", *arguments],
        cwd=ROOT,
        input=given,
        capture_output=True,
        encoding="utf-8",
    )


def test_the_command_sets_changes_and_removes(tmp_path: Path) -> None:
    path = tmp_path / "accounts.txt"
    made = password(str(path), "tanaka", "--stdin", given="a long password\n")
    assert (made.returncode, made.stdout) == (0, f"tanaka has an account in {path}.\n")
    password(str(path), "suzuki", "--stdin", given="another password")
    changed = password(str(path), "tanaka", "--stdin", given="a new password\r\n")
    assert changed.stdout == f"tanaka has a new password in {path}.\n"
    assert Accounts(path).verify("tanaka", "a new password")
    assert password(str(path), "tanaka", "--remove").returncode == 0
    assert set(read_accounts(path)) == {"suzuki"}
    gone = password(str(path), "tanaka", "--remove")
    assert gone.returncode == 1 and "no account 'tanaka'" in gone.stderr


@pytest.mark.parametrize("error", [KeyError, OSError, ImportError])
def test_who_has_no_name_here_is_told_to_give_one(
    error: type[Exception],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def nameless() -> str:
        raise error("getpwuid(): uid not found: 54321")

    monkeypatch.setattr("getpass.getuser", nameless)
    assert main(["password", str(tmp_path / "a"), "--stdin"]) == 2
    assert "give a NAME" in capsys.readouterr().err and not list(tmp_path.iterdir())


def test_without_a_terminal_the_command_says_what_to_do(tmp_path: Path) -> None:
    refused = password(str(tmp_path / "a"), "tanaka", given="a long password\n")
    assert refused.returncode == 1 and "use --stdin" in refused.stderr
    assert not list(tmp_path.iterdir())


@pytest.mark.skipif(os.name != "posix", reason="needs a pseudo-terminal")
@pytest.mark.parametrize(("again", "status"), [("a long password", 0), ("a long passwort", 1)])
def test_a_typed_password_is_asked_for_twice_and_not_shown(
    tmp_path: Path, again: str, status: int
) -> None:
    path = tmp_path / "accounts.txt"
    terminal, other_end = os.openpty()
    command = [sys.executable, "-m", "ui.cli", "password", str(path), "tanaka"]
    running = subprocess.Popen(
        command,
        cwd=ROOT,
        stdin=other_end,
        stdout=other_end,
        stderr=other_end,
        start_new_session=True,
    )
    os.close(other_end)
    shown = b""
    for prompt, typed in ((b"tanaka: ", "a long password"), (b"once more: ", again)):
        while not shown.endswith(prompt):
            shown += os.read(terminal, 1024)
        os.write(terminal, typed.encode() + b"\n")
    try:
        while more := os.read(terminal, 1024):
            shown += more
    except OSError:  # how Linux says that the other end is closed
        pass
    assert running.wait() == status
    assert b"a long" not in shown
    assert path.exists() == (status == 0)
    os.close(terminal)
