"""Does a library survive being killed? `python -m tests.benchmarks.kills --kills 200`

A process adds, replaces, removes, re-embeds and imports documents as fast as it can, and is
killed with SIGKILL at a random moment, again and again on one library. After each kill the
library must verify clean, and hold exactly what it held before the step under way or after
it. Every twentieth time it is a library of format 1 that the killed process brings up.
"""

from __future__ import annotations

import argparse
import json
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import index.embedding
from corpus.document import Document, document
from index.library import Library, recorded_model
from tests.tiny import TinyEncoder

ROOT = Path(__file__).parents[2]
OLD = ROOT / "tests" / "index" / "format-1"
MODELS = ("tiny", "other")
NAMES = [f"文書{i}" for i in range(6)]
BLOCK = 16  # texts, so that a document is of several blocks

Held = tuple[str, str]  # a document's name and hash
State = tuple[str, frozenset[Held]]  # the model of a library, and what it holds


def some_document(name: str, seed: int) -> Document:
    dice = random.Random(seed)
    lines = [f"第{dice.randrange(99)}条 町は、倉庫{dice.random()}を置く。" for _ in range(60)]
    return document(name, "\n".join(lines), f"{name}.txt")


def state_of(folder: Path, library: Library) -> State:
    return recorded_model(folder), frozenset((d.name, d.sha256) for d in library.documents())


# --- the process that is killed


def work(folder: Path, packed: Path, seed: int) -> None:
    """Change the library for ever, saying each step before it is begun and when it is done."""
    index.embedding.BLOCK = BLOCK
    dice = random.Random(seed)
    say("open")
    library = Library.open(folder, TinyEncoder(recorded_model(folder)))
    say("opened")
    while True:
        held = [d.name for d in library.documents()]
        step = dice.choice(["add", "add", "add", "remove", "reindex", "import"])
        if step == "add":
            made = some_document(dice.choice(NAMES), dice.randrange(1 << 30))
            say("add", made.name, made.sha256)
            library.add(made)
        elif step == "remove" and held:
            name = dice.choice(held)
            say("remove", name)
            library.remove(name)
        elif step == "reindex":
            model = dice.choice(MODELS)
            say("reindex", model)
            library.close()
            library = Library.open(folder, TinyEncoder(model), reindex=True)
        elif step == "import":
            say("import")
            for _ in library.import_from(packed):
                pass
        say("done")


def say(*words: str) -> None:
    print(json.dumps(words), flush=True)


# --- the process that kills


def run(kills: int, folder: Path, seed: int = 0) -> Counter[str]:
    """Kill so many times: what was under way, how often. Raises AssertionError when a
    library did not survive."""
    dice = random.Random(seed)
    packed = folder / "packed.hakusho"
    with Library.open(folder / "source", TinyEncoder(), builtin=False) as source:
        for name in ("輸入1", "輸入2", "輸入3"):
            source.add(some_document(name, 1))
        brought = [(d.name, d.sha256) for d in source.documents()]
        source.export_to(packed)
    interrupted: Counter[str] = Counter()
    library = folder / "library"
    for number in range(kills):
        if number % 20 == 0:
            shutil.rmtree(library, ignore_errors=True)
            shutil.copytree(OLD, library)
            before = old_state(library)
        said = killed(library, packed, dice)
        interrupted[said[-1][0]] += 1
        with Library.open(library, TinyEncoder(recorded_model(library))) as reopened:
            now = state_of(library, reopened)
            faults = reopened.verify()
            assert not faults, (number, said[-1], faults)
            assert now in allowed_after(before, said, brought), (number, said, before, now)
            assert reopened.search("倉庫", 3) or not now[1]
        before = now
    return interrupted


def old_state(folder: Path) -> State:
    """What a library of format 1 holds, read from a copy that is brought up undisturbed."""
    with tempfile.TemporaryDirectory() as place:
        copy = shutil.copytree(folder, Path(place) / "copy")
        with Library.open(copy, TinyEncoder()) as library:
            return state_of(copy, library)


def killed(folder: Path, packed: Path, dice: random.Random) -> list[list[str]]:
    """What a process said that was killed at some moment."""
    arguments = ["--work", str(folder), str(packed), str(dice.randrange(1 << 30))]
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.benchmarks.kills", *arguments],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        bufsize=0,  # or what is read ahead with the first line would be lost
    )
    assert process.stdout is not None
    first = process.stdout.readline()  # it has begun
    time.sleep(dice.random() ** 2 * 1.5)
    assert process.poll() is None, process.communicate()[1]
    process.send_signal(signal.SIGKILL)
    said, _ = process.communicate()
    return [json.loads(line) for line in (first + said).split(b"\n")[:-1]]  # the last is cut off


def allowed_after(before: State, said: list[list[str]], brought: list[Held]) -> list[State]:
    """The states that the library may be in: that after all steps that were done, and those
    after each transaction of the step under way."""
    states, under_way = [before], list[State]()
    for step, *values in said:
        if step == "done":
            states, under_way = (under_way or states)[-1:], []
        else:
            under_way = list(transactions(states[-1], step, values, brought))
    return states + under_way


def transactions(
    state: State, step: str, values: list[str], brought: list[Held]
) -> Iterator[State]:
    model, held = state[0], dict(state[1])
    if step == "reindex":
        yield values[0], state[1]
    elif step == "remove":
        del held[values[0]]
        yield model, frozenset(held.items())
    elif step in ("add", "import"):
        for name, digest in [(values[0], values[1])] if step == "add" else brought:
            held[name] = digest
            yield model, frozenset(held.items())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--work", nargs=3, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.work:
        folder, packed, seed = options.work
        work(Path(folder), Path(packed), int(seed))
    with tempfile.TemporaryDirectory() as place:
        interrupted = run(options.kills, Path(place), options.seed)
    print(
        f"{options.kills} kills survived; under way were "
        + ", ".join(f"{step} {n}" for step, n in interrupted.most_common())
    )


if __name__ == "__main__":
    main()
