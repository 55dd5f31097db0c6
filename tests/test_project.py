"""What the project's papers say is so: commands, options, targets, packages, versions."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from fnmatch import fnmatch
from functools import cache
from pathlib import Path
from typing import Any

import pytest

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

ROOT = Path(__file__).parent.parent
READMES = ("README.md", "README.ja.md")
PAPERS = (
    *READMES,
    *(f"docs/{name}{end}.md" for name in ("reference", "design") for end in ("", ".ja")),
)
FENCED = re.compile(r"^```.*?\n(.*?)^```", re.MULTILINE | re.DOTALL)
INLINE = re.compile(r"(?<!`)`([^`\n]+)`(?!`)")


def read(name: str) -> str:
    return (ROOT / name).read_text("utf-8")


def papers(readme: str) -> str:
    """A README, its reference and its pages on the design."""
    others = (f"docs/{readme.replace('README', name)}" for name in ("reference", "design"))
    return "".join(map(read, (readme, *others)))


@cache
def project() -> dict[str, Any]:
    found: dict[str, Any] = tomllib.loads(read("pyproject.toml"))
    return found


@cache
def hakusho(*arguments: str) -> str:
    """What `hakusho ARGUMENTS` prints."""
    return subprocess.run(
        [sys.executable, "-m", "ui.cli", *arguments],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        check=True,
    ).stdout


def help_of(*command: str) -> str:
    """What `hakusho COMMAND --help` prints, its lines joined."""
    return " ".join(hakusho(*command, "--help").split())


def commands() -> list[str]:
    """The commands in the order that `hakusho --help` lists them."""
    _, _, listed = hakusho("--help").partition("COMMAND\n")
    return re.findall(r"^    ([a-z]+)\b", listed, re.MULTILINE)


def options_in(text: str) -> set[str]:
    return set(re.findall(r"(?<![\w-])--[a-z][a-z-]*", text))


def shown_commands(text: str) -> list[str]:
    """Every command line that a page shows, in blocks and in running text, in order."""
    lines = [line for block in FENCED.findall(text) for line in block.splitlines()]
    lines += INLINE.findall(FENCED.sub("", text))
    found = []
    for line in lines:
        for part in re.split(r"[|;]|&&", line.partition(" #")[0]):
            words = part.strip().removeprefix("$ ").removeprefix(".venv/bin/").strip()
            if re.match(r"(hakusho|make)( |$)", words):
                found.append(words)
    return found


@pytest.mark.parametrize("readme", READMES)
def test_every_shown_command_and_option_exists(readme: str) -> None:
    shown = [line for line in shown_commands(papers(readme)) if line.startswith("hakusho")]
    assert len(shown) > 5
    for line in shown:
        words = shlex.split(line)[1:]
        command = words[0] if words and not words[0].startswith("-") else "chat"
        assert command in commands(), line
        existing = options_in(help_of(command))
        if not words or words[0].startswith("-"):
            existing |= options_in(help_of())
        assert options_in(line) <= existing, line


@pytest.mark.parametrize("readme", READMES)
def test_every_command_and_option_is_shown(readme: str) -> None:
    rows = re.findall(r"^\| *`(--[^`]+)`", papers(readme), re.MULTILINE)
    everything = " ".join(help_of(*command) for command in ((), *((c,) for c in commands())))
    assert {row.split()[0] for row in rows} == options_in(everything) - {"--help", "--version"}
    for row in rows:  # with the name of its value, as in --k N
        assert row in everything, row
    used = {line.split()[1] for line in shown_commands(papers(readme)) if " " in line}
    assert set(commands()) <= used


def test_both_readmes_show_the_same() -> None:
    english, japanese = (papers(readme) for readme in READMES)
    assert set(shown_commands(english)) == set(shown_commands(japanese))
    for pattern in (r"^#+ ", r"^\| *`(?:--[^`]+)`", r"^!\[", r"^```"):
        assert len(re.findall(pattern, english, re.MULTILINE)) == len(
            re.findall(pattern, japanese, re.MULTILINE)
        ), pattern
    address = r"https?://[^\s)>）」`]+"
    assert set(re.findall(address, english)) == set(re.findall(address, japanese))


@pytest.mark.parametrize("page", [*READMES, "CONTRIBUTING.md", ".ci/run"])
def test_every_shown_make_target_exists(page: str) -> None:
    text = read(page)
    shown = shown_commands(text) if page.endswith(".md") else text.splitlines()
    targets = {line.split()[1] for line in shown if line.startswith("make ")}
    assert targets
    assert targets <= set(re.findall(r"^([a-z-]+):", read("Makefile"), re.MULTILINE))


@pytest.mark.parametrize("page", [*PAPERS, "CONTRIBUTING.md", "CHANGELOG.md"])
def test_every_linked_file_and_part_of_it_exists(page: str) -> None:
    folder = (ROOT / page).parent
    for target, part in re.findall(r"\]\((?!https?://)([^)#\s]*)(?:#([^)\s]+))?\)", read(page)):
        file = folder / target if target else ROOT / page
        assert file.exists(), target
        if part:
            titles = re.findall(r"^#+ (.*)$", file.read_text("utf-8").lower(), re.MULTILINE)
            assert part in {re.sub(r"[^\w -]", "", t).replace(" ", "-") for t in titles}, part


def test_one_version_everywhere() -> None:
    version = project()["project"]["version"]
    assert hakusho("--version").split() == ["hakusho-qa", version]
    titles = re.findall(r"^## (\S+)", read("CHANGELOG.md"), re.MULTILINE)
    assert titles[0] == ("Unreleased" if ".dev" in version else version)


def test_every_package_is_declared() -> None:
    """Folders with code in them are packages, and all of them are installed."""
    folders = {
        path.parent.relative_to(ROOT).as_posix().replace("/", ".")
        for layer in ("corpus", "index", "qa", "ui")
        for path in (ROOT / layer).rglob("*.py")
    }
    assert set(project()["tool"]["setuptools"]["packages"]) == folders


def test_every_data_file_is_declared() -> None:
    """Whatever the code reads at run time is in the wheel; training data is not."""
    declared = project()["tool"]["setuptools"]["package-data"]
    for layer in ("corpus", "index", "qa", "ui"):
        for path in (ROOT / layer).rglob("*"):
            name = path.relative_to(ROOT / layer).as_posix()
            if path.is_dir() or path.suffix in (".py", ".pyc") or name.startswith("training/"):
                continue
            patterns = (pattern.replace("**", "*") for pattern in declared[layer])
            assert any(fnmatch(name, pattern) for pattern in patterns), f"{layer}/{name}"


def test_the_lock_pins_every_dependency_and_no_place() -> None:
    lock = read("requirements.lock")
    pinned = set(re.findall(r"^([a-z0-9-]+)==", lock, re.MULTILINE))
    extras = project()["project"]["optional-dependencies"].values()
    for declared in (project()["project"]["dependencies"], *extras):
        assert {re.split(r"[^a-z0-9-]", line)[0] for line in declared} <= pinned
    for line in lock.splitlines():
        assert re.match(r"[a-z0-9-]+==[0-9a-z.]+( ; .+)?$|\s*#", line), line
    assert not re.search(r"://|--|/home/|\+", lock)
