"""From subjects' months to the indicators of a unit: they stand beside the scores and are no part of their ground. Pure."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from contracts.assessment.indicator import IndicatorRow, indicator_rows
from law.periods import Period
from law.signals import SignalEvidence, indicators
from services.assessment.months import Months

Signals = Iterator[tuple[str, Mapping[str, Any]]]
"""Subjects' keys with a signal of theirs."""


def indicators_of(
    county: str, org: str, period: Period, subjects: Mapping[str, Months], begun: date | None
) -> list[IndicatorRow]:
    """The indicators of a unit in a period, from its subjects by key, or from what of them belongs to the period.

    ``begun``: the first day that passed here. What is told of earlier months is stock that was brought in, and no late record.
    """
    counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for months in subjects.values():
        for month, content in months.items():
            counts[month].update(content.get("counts", {}))
    return indicator_rows(county, indicators(org, period, _evidence(subjects, begun), counts))


def brought_in(period: Period, subjects: Mapping[str, Months], begun: date | None) -> int:
    """How many facts of months before the beginning were recorded in a period, long after their days."""
    return sum(
        signal["amount"]
        for _, signal in _signals(subjects)
        if f"{period.first}" <= signal["on"] <= f"{period.last}" and _is_stock(signal, begun)
    )


def _evidence(subjects: Mapping[str, Months], begun: date | None) -> Iterator[SignalEvidence]:
    for key, signal in _signals(subjects):
        if not _is_stock(signal, begun):
            on, facts = date.fromisoformat(signal["on"]), tuple(signal["facts"])
            yield SignalEvidence(on, key, signal["code"], signal["amount"], signal["text"], facts)


def _signals(subjects: Mapping[str, Months]) -> Signals:
    for key, months in subjects.items():
        for content in months.values():
            for signal in content.get("signals", ()):
                yield key, signal


def _is_stock(signal: Mapping[str, Any], begun: date | None) -> bool:
    told_of = signal.get("told_of", "")
    return begun is not None and told_of != "" and told_of < f"{begun:%Y-%m}"
