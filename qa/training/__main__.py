"""The command `python -m qa.training --data DIR`: train the reader, measure it, write `qa/model`.

Does: order the steps. Does not: any of their work.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from pathlib import Path

import torch

from index.training.journal import BEGUN, begun, log
from index.training.sources import SourceError
from qa.reader import Reader
from qa.training import train
from qa.training.card import card
from qa.training.export import export
from qa.training.measure import Figures, measure

MINUTES = 90.0
MODEL = Path(__file__).parents[1] / "model"


def parser() -> argparse.ArgumentParser:
    """The command line."""
    made = argparse.ArgumentParser(prog="python -m qa.training", description="Train the reader.")
    made.add_argument("--data", type=Path, help="folder with questions/; needed to train")
    made.add_argument("--work", type=Path, default=Path("training-work"), help="checkpoints")
    made.add_argument("--out", type=Path, default=MODEL, help="where the finished model goes")
    made.add_argument("--minutes", type=float, default=MINUTES, help="wall clock in all")
    made.add_argument("--start", type=Path, help="begin with these weights, or with qa/model")
    made.add_argument("--mostly", nargs="+", default=(), metavar="FILE", help="such as reports_69")
    made.add_argument("--measure", action="store_true", help="only measure the model in --out")
    made.add_argument("--compile", action="store_true", help="faster; needs a C++ compiler")
    made.add_argument("--threads", type=int, default=2, help="processor threads")
    return made


def main(arguments: list[str] | None = None) -> int:
    """Exit status 0, or 1 with one line on standard error."""
    line = parser()
    args = line.parse_args(arguments)
    if args.data is None and not args.measure:
        line.error("--data is needed to train")
    torch.set_num_threads(args.threads)
    try:
        if args.measure:
            _measured(args.out)
            return 0
        train.train(
            args.data,
            args.work,
            args.minutes,
            log,
            args.start,
            mostly=args.mostly,
            compiled=args.compile,
        )
        folder = args.work / "reader"
        weights = folder / "student.safetensors"
        summary = json.loads((folder / "summary.json").read_text("utf-8"))
        with tempfile.TemporaryDirectory() as trial:
            made = export(weights, Path(trial) / "model", "")
            figures = _measured(made)
            size = (made / "model.safetensors").stat().st_size
        said = card(figures, summary, size, begun(folder / BEGUN))
        log(f"reader: {export(weights, args.out, said)}")
    except (SourceError, FileNotFoundError) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def _measured(folder: Path) -> dict[str, Figures]:
    figures = measure(Reader(folder))
    for pair, some in figures.items():
        log(f"reader: {pair} {some}")
    return figures


if __name__ == "__main__":
    sys.exit(main())
