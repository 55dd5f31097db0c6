"""Training to the clock: learning rates over a time budget, and checkpoints that survive a kill.

Does: warm-up, fall to zero exactly when the budget ends, save and restore.
Does not: know what is being trained.
"""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any, Protocol

import torch

from index.atomic import put_whole

WARM_UP = 0.03  # share of the budget
CHECKPOINT_SECONDS = 600


class Trainable(Protocol):
    """A module that can write its plain weights to a file."""

    def state_dict(self) -> dict[str, Any]: ...
    def load_state_dict(self, state_dict: dict[str, Any]) -> object: ...
    def save(self, path: Path) -> None: ...


def rate(progress: float) -> float:
    """Factor on the learning rates at `progress` in [0, 1] of the time budget.

    >>> [round(rate(p), 2) for p in (0.0, 0.015, 0.03, 0.515, 1.0)]
    [0.0, 0.5, 1.0, 0.5, 0.0]
    """
    if progress < WARM_UP:
        return progress / WARM_UP
    return max(0.0, (1 - progress) / (1 - WARM_UP))


class Clock:
    """The time spent so far, over all the runs of one stage."""

    def __init__(self, minutes: float, spent: float = 0.0) -> None:
        self.budget = minutes * 60
        self._begun = time.monotonic() - spent
        self._saved = self._begun + spent

    def spent(self) -> float:
        """Seconds of training, earlier runs included."""
        return time.monotonic() - self._begun

    def progress(self) -> float:
        """Share of the budget used, in [0, 1]."""
        return min(1.0, self.spent() / self.budget)

    def checkpoint_due(self) -> bool:
        """True once every CHECKPOINT_SECONDS."""
        if time.monotonic() - self._saved < CHECKPOINT_SECONDS:
            return False
        self._saved = time.monotonic()
        return True


def set_rates(optimiser: torch.optim.Optimizer, progress: float) -> None:
    """Scale each group's own `rate` by the schedule."""
    for group in optimiser.param_groups:
        group["lr"] = group["rate"] * rate(progress)


def save(
    folder: Path,
    student: Trainable,
    optimiser: torch.optim.Optimizer,
    step: int,
    examples: int,
    spent: float,
) -> None:
    """Write the plain weights, a summary in numbers and all that a resumed run needs.

    Each of the large files is the old one or all of the new one. `spent` is in seconds.
    """
    folder.mkdir(parents=True, exist_ok=True)
    state = {
        "student": student.state_dict(),
        "optimiser": optimiser.state_dict(),
        "step": step,
        "examples": examples,
        "spent": spent,
    }
    with put_whole(folder / "resume.pt") as beside:
        torch.save(state, beside)
    student.save(folder / "student.safetensors")
    summary = {"steps": step, "examples": examples, "minutes": round(spent / 60, 1)}
    (folder / "summary.json").write_text(json.dumps(summary), encoding="utf-8")


def restore(
    folder: Path, student: Trainable, optimiser: torch.optim.Optimizer
) -> tuple[int, int, float]:
    """Steps, examples and seconds done before; all zero when there is nothing to resume."""
    path = folder / "resume.pt"
    if not path.is_file():
        return 0, 0, 0.0
    state = torch.load(path, weights_only=True)
    student.load_state_dict(state["student"])
    optimiser.load_state_dict(state["optimiser"])
    return state["step"], state["examples"], state["spent"]
