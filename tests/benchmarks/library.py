"""What a library costs: `python -m tests.benchmarks.library`

Prints how much slower adding is than the encoder alone, how long it takes to open a library
of 100,000 passages and answer the first question, the size on disk beside text and vectors,
and peak memory. The text is that of the built-in section with one in eight of its kanji and
numbers another, so that no two sentences are alike. Vectors beyond the first 10,000 passages
are those, perturbed: encoding 100,000 takes hours and says nothing new.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import median

import numpy as np
from numpy.typing import NDArray

from corpus.builtin import builtin_document
from corpus.document import Document, document
from index.embedding import plan
from index.encoder import BundledEncoder, Encoder
from index.library import Library

ROOT = Path(__file__).parents[2]
QUESTION = "警察庁が受け入れた研修員は何人か。"
CHANGED = re.compile("[0-9０-９\u4e00-\u9fff]")
KANJI = "一二三四五六七八九十年月日国際警察協力会議条約捜査機関情報職員研修事件逃亡犯罪人引渡刑事"
PART = 250  # passages of a document, about


def varied(text: str, dice: random.Random) -> str:
    """The text with one in eight of its kanji and digits another, so that no two sentences
    are alike."""
    return CHANGED.sub(lambda m: dice.choice(KANJI) if dice.random() < 0.125 else m[0], text)


def documents(passages: int) -> Iterator[Document]:
    """Documents with that many passages together."""
    section = builtin_document().text
    dice = random.Random(1)
    each = len(plan(builtin_document()).passages)
    done, number = 0, 0
    while done < passages:
        copies = min(PART, passages - done) // each + 1
        text = "\n".join(varied(section, dice) for _ in range(copies))
        made = document(f"白書{number}", text, f"{number}.txt")
        done += copies * each
        number += 1
        yield made


class Perturbed:
    """The real model for questions; for passages its vectors of other texts, with noise."""

    def __init__(self, real: Encoder, pool: NDArray[np.float32]) -> None:
        self.name, self.sha256, self.dimension = real.name, real.sha256, real.dimension
        self._real, self._pool, self._dice = real, pool, np.random.default_rng(1)

    def encode_questions(self, texts: Sequence[str]) -> NDArray[np.float32]:
        return self._real.encode_questions(texts)

    def encode_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        rows = self._pool[self._dice.integers(len(self._pool), size=len(texts))]
        rows = rows + self._dice.normal(scale=0.01, size=rows.shape).astype(np.float32)
        unit: NDArray[np.float32] = rows / np.linalg.norm(rows, axis=1, keepdims=True)
        return unit


def adding(folder: Path, passages: int) -> NDArray[np.float32]:
    """Adds with the real model, each document after the encoder alone, so that both meet the
    same load; some of the vectors."""
    encoder = BundledEncoder()
    alone = whole = 0.0
    texts = added = 0
    pool = np.empty((0, encoder.dimension), np.float32)
    with Library.open(folder, encoder, builtin=False) as library:
        for made in documents(passages):
            taken = plan(made)
            distinct = [taken.text(i) for i in range(len(taken.texts))]
            begin = time.perf_counter()
            pool = np.concatenate([pool, encoder.encode_passages(distinct)])[-10_000:]
            between = time.perf_counter()
            added += library.add(made).passages
            end = time.perf_counter()
            alone, whole, texts = (
                alone + between - begin,
                whole + end - between,
                texts + len(distinct),
            )
    print(f"adding {added:,} passages ({texts:,} texts): {whole:.1f} s, {added / whole:.1f}/s")
    print(f"  the encoder alone: {alone:.1f} s; adding takes {whole / alone - 1:+.1%}")
    return pool


def filling(folder: Path, passages: int, encoder: Encoder) -> None:
    with Library.open(folder, encoder, builtin=False) as library:
        begin, added, text, vectors = time.perf_counter(), 0, 0, 0
        for made in documents(passages):
            added += library.add(made).passages
            text += len(made.text.encode())
        seconds = time.perf_counter() - begin
        blocks = library._store.blocks.listed()
        vectors = sum(block.count for block in blocks) * encoder.dimension * 2
    size = sum(path.stat().st_size for path in folder.iterdir())
    print(
        f"{added:,} passages without encoding: {seconds:.1f} s, "
        f"{1000 * seconds / added:.2f} ms each"
    )
    print(
        f"  on disk {size / 1e6:.0f} MB: {size / (text + vectors):.2f} times text "
        f"({text / 1e6:.0f} MB) and vectors ({vectors / 1e6:.0f} MB as float16)"
    )


# --- in a process of its own


def open_and_ask(folder: str) -> None:
    import faiss  # noqa: F401
    import onnxruntime  # noqa: F401
    import tokenizers  # noqa: F401

    from index.encoder import load_encoder
    from qa.answer import answer

    begin, spent = time.perf_counter(), time.process_time()
    with Library.open(folder, load_encoder()) as library:
        answer(QUESTION, library)
        first, spent = time.perf_counter(), time.process_time() - spent
        answer(QUESTION, library)
        again = time.perf_counter()
    print(json.dumps([first - begin, spent, again - first, peak()]))


def add_large(folder: str) -> None:
    """100 MB of text as one document, with a model whose vectors cost nothing."""
    encoder = BundledEncoder()
    pool = encoder.encode_passages([builtin_document().text])
    section = builtin_document().text
    dice = random.Random(2)
    path = Path(folder) / "large.txt"
    with path.open("wb") as file:
        while file.tell() < 100_000_000:
            file.write(varied(section, dice).encode() + b"\n")
    from corpus.reading import read

    begin = time.perf_counter()
    with Library.open(Path(folder) / "library", Perturbed(encoder, pool), builtin=False) as library:
        passages = library.add(read(path)).passages
    print(json.dumps([passages, time.perf_counter() - begin, peak()]))


def peak() -> float:
    """Megabytes of memory that this process has taken at most."""
    used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return used / (1e6 if sys.platform == "darwin" else 1e3)


def apart(step: str, folder: Path) -> list[float]:
    run = subprocess.run(
        [sys.executable, "-m", "tests.benchmarks.library", "--step", step, str(folder)],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    assert run.returncode == 0, run.stderr
    numbers: list[float] = json.loads(run.stdout)
    return numbers


PARTS = ("adding", "asking", "memory")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"of {', '.join(PARTS)}")
    parser.add_argument("--encoded", type=int, default=10_000, help="passages to embed")
    parser.add_argument("--passages", type=int, default=100_000, help="passages to search")
    parser.add_argument("--step", nargs=2, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.step:
        {"open": open_and_ask, "large": add_large}[options.step[0]](options.step[1])
        return
    parts = options.parts or PARTS
    with tempfile.TemporaryDirectory() as place:
        encoder = BundledEncoder()
        pool = encoder.encode_passages(list(builtin_document().text.split("\n")))
        if "adding" in parts:
            pool = adding(Path(place) / "encoded", options.encoded)
        if "asking" in parts:
            filling(Path(place) / "many", options.passages, Perturbed(encoder, pool))
            asking(Path(place) / "many")
    if "memory" in parts:
        with tempfile.TemporaryDirectory() as place:
            passages, seconds, memory = apart("large", Path(place))
        print(
            f"one text of 100 MB, {passages:,.0f} passages, without encoding: {seconds:.0f} s; "
            f"peak memory {memory:.0f} MB"
        )


def asking(folder: Path) -> None:
    runs = [apart("open", folder) for _ in range(5)]
    first, spent, again, memory = (median(column) for column in zip(*runs, strict=True))
    print(
        f"opening and first question: {first:.2f} s beyond imports, {spent:.2f} s of a processor "
        f"(medians of {len(runs)}); the same again {1000 * again:.0f} ms; "
        f"peak memory {memory:.0f} MB"
    )


if __name__ == "__main__":
    main()
