"""The curves of an evaluation as a picture: risk against coverage, and reliability.

Needs matplotlib, the optional extra `plot`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path

from corpus.errors import HakushoError
from qa.evaluate import Outcome
from qa.measures import reliability, risk_coverage

SUFFIXES = (".png", ".svg")


def check_picture(path: Path) -> None:
    """Raises HakushoError when no picture can be drawn, or none of that name."""
    if path.suffix.lower() not in SUFFIXES:
        raise HakushoError(f"{path} is no picture; give a name that ends in .png or .svg.")
    if find_spec("matplotlib") is None:
        raise HakushoError("Pictures need matplotlib; install the extra plot, as the README says.")


def save_curves(groups: Mapping[str, Sequence[Outcome]], path: Path) -> None:
    """Draw a line for each group (a language) and write the picture, PNG or SVG by its name.

    Raises HakushoError when it cannot be drawn or written.
    """
    check_picture(path)
    from matplotlib.figure import Figure

    figure = Figure(figsize=(9, 4), layout="constrained")
    risk, right = figure.subplots(1, 2)
    for name, outcomes in groups.items():
        curve = risk_coverage(outcomes)
        risk.plot([c for c, _ in curve], [r for _, r in curve], label=name)
        bins = reliability(outcomes)
        right.plot([b.confidence for b in bins], [b.right for b in bins], marker="o", label=name)
    right.plot([0, 1], [0, 1], color="grey", linewidth=0.8, linestyle="--", label="calibrated")
    for axes, title, x, y in (
        (risk, "Risk and coverage", "share of questions answered", "share of answers wrong"),
        (right, "Reliability", "confidence", "share right"),
    ):
        axes.set(title=title, xlabel=x, ylabel=y, xlim=(0, 1), ylim=(0, 1))
        axes.grid(alpha=0.3)
        axes.legend()
    try:
        figure.savefig(path)
    except OSError as error:
        raise HakushoError(f"{path} cannot be written ({error.strerror}).") from error
