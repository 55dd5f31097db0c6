"""The house stays as it is drawn: what may import what, and how big a room may be."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
LAYERS = ("corpus", "index", "qa", "ui")  # each may import itself and those before it
ONLY_UNDER = {
    "fastapi": ("ui",),
    "gradio": ("ui",),
    "lxml": ("corpus/readers",),
    "pypdfium2": ("corpus/readers",),
    "faiss": ("index",),
    "matplotlib": ("ui",),
    "mcp": ("ui",),
    "onnxruntime": ("index", "qa"),
    "pydantic": ("ui",),
    "scipy": ("qa/training",),
    "sentence_transformers": ("index",),
    "tokenizers": ("index", "qa"),
    "torch": ("index", "qa"),  # in qa to train its reader and to translate, never to answer
    "transformers": ("index", "qa"),
}
NAMED_FOR_NOTHING = {"utils", "util", "helpers", "helper", "common", "misc", "manager", "managers"}
LONGEST = 400  # lines

FILES = sorted(path for layer in LAYERS for path in (ROOT / layer).rglob("*.py"))


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def imported(path: Path) -> Iterator[tuple[int, str]]:
    """(line, top-level package) of every import of a file, wherever in the file it stands."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield node.lineno, alias.name.partition(".")[0]
        elif isinstance(node, ast.ImportFrom):
            # A relative import stays inside the file's own top-level package.
            module = path.relative_to(ROOT).parts[0] if node.level else node.module or ""
            yield node.lineno, module.partition(".")[0]


def test_there_is_code_to_look_at() -> None:
    assert {path.relative_to(ROOT).parts[0] for path in FILES} == set(LAYERS)


def test_imports_point_one_way() -> None:
    wrong = [
        f"{name_of(path)}:{line} imports {package}"
        for path in FILES
        for line, package in imported(path)
        if package == "tests"
        or (
            package in LAYERS
            and LAYERS.index(package) > LAYERS.index(path.relative_to(ROOT).parts[0])
        )
    ]
    assert not wrong


def test_heavy_libraries_stay_in_their_layer() -> None:
    wrong = [
        f"{name_of(path)}:{line} imports {package}"
        for path in FILES
        for line, package in imported(path)
        if not name_of(path).startswith(
            tuple(f"{place}/" for place in ONLY_UNDER.get(package, LAYERS))
        )
    ]
    assert not wrong


def test_no_file_is_too_long() -> None:
    lengths = {name_of(path): len(path.read_text("utf-8").splitlines()) for path in FILES}
    assert {name: n for name, n in lengths.items() if n > LONGEST} == {}


def test_every_file_is_named_for_what_it_holds() -> None:
    everywhere = [*FILES, *(ROOT / "tests").rglob("*.py")]
    assert [name_of(path) for path in everywhere if path.stem in NAMED_FOR_NOTHING] == []


@pytest.mark.parametrize("module", ["ui.cli", "corpus.document", "corpus.reading", "qa.question"])
def test_importing_is_light(module: str) -> None:
    """The command answers --help at once: nothing heavy is loaded until it is needed."""
    code = (
        f"import sys, {module}\nprint(*sorted({{name.partition('.')[0] for name in sys.modules}}))"
    )
    run = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert set(run.stdout.split()).isdisjoint(ONLY_UNDER)
