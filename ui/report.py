"""Measures as a table for the terminal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields

from qa.evaluate import Measures, Outcome
from qa.question import Language

_ROWS = {
    "answerable": "answerable questions",
    "unanswerable": "unanswerable questions",
    "first": "first quote answers",
    "any_quote": "one of the quotes answers",
    "ranked_first": "first, if it never refused",
    "refused_answerable": "answerable but refused",
    "refused": "unanswerable and refused",
    "refused_near": "  near misses",
    "refused_far": "  far questions",
    "p50_ms": "time p50 (ms)",
    "p99_ms": "time p99 (ms)",
}


def measures_table(measures: Mapping[Language, Measures]) -> str:
    """One column a language, one row a measure."""
    lines = [f"{'':28}" + "".join(f"{language:>10}" for language in measures)]
    for field in fields(Measures):
        values = [_value(getattr(m, field.name)) for m in measures.values()]
        lines.append(f"{_ROWS[field.name]:28}" + "".join(f"{value:>10}" for value in values))
    return "\n".join(lines)


def _value(value: float | int | None) -> str:
    if value is None:
        return "-"
    return str(value) if isinstance(value, int) else f"{value:.3f}"


def failures_text(outcomes: Sequence[Outcome]) -> str:
    """The questions that went wrong, each with what it got first."""
    lines = []
    for outcome in outcomes:
        case, given = outcome.case, outcome.answer
        if bool(case.answers) == (outcome.first and not given.abstained) and (
            case.answers or given.abstained
        ):
            continue
        got = (*given.quotes, *given.nearest)
        lines.append(
            f"\n{'refused' if given.abstained else 'answered'} at {given.confidence:.2f}: "
            f"{case.question}\n  wanted: {' | '.join(case.answers) or '(no answer)'}"
            f"\n  first:  {got[0].text if got else '(nothing)'}"
        )
    return "\n".join(lines)
