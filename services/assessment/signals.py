"""From subjects' months to the indicators of a unit: they stand beside the scores and are no part of their ground. Pure."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from datetime import date

from contracts.assessment.indicator import IndicatorRow, indicator_rows
from law.periods import Period
from law.signals import SignalEvidence, indicators
from services.assessment.months import Months


def indicators_of(county: str, org: str, period: Period, subjects: Mapping[str, Months]) -> list[IndicatorRow]:
    """The indicators of a unit in a period, from its subjects by key, or from what of them belongs to the period."""
    counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for months in subjects.values():
        for month, content in months.items():
            counts[month].update(content.get("counts", {}))
    return indicator_rows(county, indicators(org, period, _signals(subjects), counts))


def _signals(subjects: Mapping[str, Months]) -> Iterator[SignalEvidence]:
    for key, months in subjects.items():
        for content in months.values():
            for signal in content.get("signals", ()):
                yield SignalEvidence(
                    date.fromisoformat(signal["on"]),
                    key,
                    signal["code"],
                    signal["amount"],
                    signal["text"],
                    tuple(signal["facts"]),
                )
