"""The command `python -m qa.training --data DIR`: train the reader and write `qa/model`.

Does: order the stages. Does not: any of their work.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import torch

from index.training.__main__ import log
from index.training.sources import SourceError
from qa.training import train

MINUTES = 90.0
MODEL = Path(__file__).parents[1] / "model"


def parser() -> argparse.ArgumentParser:
    """The command line."""
    made = argparse.ArgumentParser(prog="python -m qa.training", description="Train the reader.")
    made.add_argument("--data", type=Path, required=True, help="folder with questions/")
    made.add_argument("--work", type=Path, default=Path("training-work"), help="checkpoints")
    made.add_argument("--out", type=Path, default=MODEL, help="where the finished model goes")
    made.add_argument("--minutes", type=float, default=MINUTES, help="wall clock in all")
    made.add_argument("--start", type=Path, help="weights of an earlier run to begin with")
    made.add_argument("--threads", type=int, default=2, help="processor threads")
    return made


def main(arguments: list[str] | None = None) -> int:
    """Exit status 0, or 1 with one line on standard error."""
    args = parser().parse_args(arguments)
    torch.set_num_threads(args.threads)
    try:
        train.train(args.data, args.work, args.minutes, log, args.start)
    except (SourceError, FileNotFoundError) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
