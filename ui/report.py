"""Measures as tables for the terminal and as one JSON object."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, fields
from typing import Any

from qa.evaluate import Outcome
from qa.measures import Measures, grouped, measure, reliability
from qa.runs import Change
from ui.escaping import controls_shown

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
    "highlight_f1": "highlight, token F1",
    "highlighted": "  where one was given",
    "calibration_error": "calibration error",
    "risk_area": "area under risk-coverage",
    "p50_ms": "time p50 (ms)",
    "p99_ms": "time p99 (ms)",
}


def report_text(outcomes: Sequence[Outcome]) -> str:
    """All measures: by language, by kind of question, and how far the confidence holds."""
    by_language = grouped(outcomes, lambda o: o.case.language)
    measures = {language: measure(some) for language, some in by_language.items()}
    parts = [measures_table(measures), _kinds(by_language), _reliability(by_language)]
    return "\n\n".join(part for part in parts if part)


def report_json(outcomes: Sequence[Outcome]) -> dict[str, Any]:
    """{"ja": {the measures, "kinds": {...}, "reliability": [...]}, "en": ...}."""
    return {
        language: {
            **asdict(measure(some)),
            "kinds": {
                kind: asdict(measure(own))
                for kind, own in grouped(some, lambda o: o.case.kind).items()
                if kind
            },
            "reliability": [asdict(each) for each in reliability(some)],
        }
        for language, some in grouped(outcomes, lambda o: o.case.language).items()
    }


def measures_table(measures: Mapping[str, Measures]) -> str:
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


def _kinds(by_language: Mapping[str, Sequence[Outcome]]) -> str:
    """First quote right, by the kind of answer asked for; the number of questions in brackets."""
    tables = {
        language: {
            kind: measure(own)
            for kind, own in grouped(some, lambda o: o.case.kind).items()
            if kind and own[0].case.answers
        }
        for language, some in by_language.items()
    }
    kinds = dict.fromkeys(kind for table in tables.values() for kind in table)
    if not kinds:
        return ""
    lines = [f"{'first quote answers, by kind':28}" + "".join(f"{name:>14}" for name in tables)]
    for kind in kinds:
        cells = [
            f"{_value(table[kind].first)} ({table[kind].answerable})" if kind in table else "-"
            for table in tables.values()
        ]
        lines.append(f"  {kind:26}" + "".join(f"{cell:>14}" for cell in cells))
    return "\n".join(lines)


def _reliability(by_language: Mapping[str, Sequence[Outcome]]) -> str:
    """Of the answers given at 0.8, about four of five should be right."""
    lines = [f"{'confidence: share right':28}" + "".join(f"{name:>14}" for name in by_language)]
    tables = [{(b.low, b.high): b for b in reliability(some)} for some in by_language.values()]
    for bounds in sorted({bounds for table in tables for bounds in table}):
        low, high = bounds
        cells = [
            f"{table[bounds].right:.2f} ({table[bounds].questions})" if bounds in table else "-"
            for table in tables
        ]
        lines.append(f"  {f'{low:.1f} to {high:.1f}':26}" + "".join(f"{c:>14}" for c in cells))
    return "\n".join(lines)


def failures_text(outcomes: Sequence[Outcome]) -> str:
    """The questions that went wrong, each with what it got first."""
    lines = []
    for outcome in outcomes:
        if outcome.well:
            continue
        case, given = outcome.case, outcome.answer
        got = (*given.quotes, *given.nearest)
        lines.append(
            f"\n{'refused' if given.abstained else 'answered'} at {given.confidence:.2f}: "
            f"{case.question}\n  wanted: {' | '.join(case.answers) or '(no answer)'}"
            f"\n  first:  {got[0].text if got else '(nothing)'}"
        )
    return controls_shown("\n".join(lines))


def changes_text(changes: Sequence[Change]) -> str:
    """What went otherwise than in the earlier run, what became worse first."""
    better = sum(change.is_well for change in changes)
    lines = [f"changed: {better} better, {len(changes) - better} worse"]
    for change in sorted(changes, key=lambda each: each.is_well):
        lines.append(
            f"  {'better' if change.is_well else 'worse '} "
            f"{change.was_confidence:.2f} → {change.is_confidence:.2f}  {change.case.question}"
        )
    return controls_shown("\n".join(lines))
