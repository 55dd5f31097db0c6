"""Journal: what a training says while it runs, and what its files say of it afterwards, in words.

Serves the recipe of the reader (`qa.training`) too.
"""

from __future__ import annotations

import json
import time
from pathlib import Path

BEGUN = "begun.sha256"  # a file with the hash of the finished weights that were trained on


def log(message: str) -> None:
    """One line of progress, with the time of day."""
    print(time.strftime("%H:%M:%S"), message, flush=True)


def done(summary: Path) -> str:
    """What a stage of training did, from the summary that it left."""
    if not summary.is_file():
        return "(Not yet done.)"
    done = json.loads(summary.read_text(encoding="utf-8"))
    return f"{done['steps']:,} steps, {done['examples']:,} examples, {done['minutes']:.0f} minutes."


def begun(path: Path) -> str:
    """Which finished weights the training went on from, given its file BEGUN; "" if from none."""
    if not path.is_file():
        return ""
    return f"On from finished weights (sha256 {path.read_text('ascii')}): "
