"""What a report is made of: the months of its period, and what stood before it of measures that are stocks. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from chassis.counting.measures import parse
from contracts.families import FAMILIES
from contracts.kit import MeasureKind
from services.assessment.months import Months, different
from services.assessment.periods import months_in

STOCKS = frozenset(
    measure.code for family in FAMILIES.all for measure in family.measures if measure.kind is MeasureKind.STOCK
)
"""Codes of what stands at a period's end: the sum of all months up to it."""

ONWARD = "+"
"""Stands behind a month for it and all that come after it."""

BEFORE = "before"
"""Stands in a part beside its months: stocks as the period began, as counts."""


def part_of(months: Months, period: str) -> Months:
    """What of a subject's months belongs to a period; of what belongs to it already, all."""
    names = months_in(period)
    part = {month: content for month, content in months.items() if names[0] <= month <= names[-1]}
    opening = stocks(content for month, content in months.items() if month < names[0] or month == BEFORE)
    return {**part, BEFORE: {"counts": opening}} if opening else part


def stocks(parts: Iterable[Mapping[str, Mapping[str, int]]]) -> dict[str, int]:
    """Sums of the stocks that these months count; none of them 0."""
    sums: Counter[str] = Counter()
    for part in parts:
        for name, amount in part.get("counts", {}).items():
            if parse(name).code in STOCKS:
                sums[name] += amount
    return {name: amount for name, amount in sums.items() if amount}


def months_touched(before: Months, after: Months) -> set[str]:
    """The months that are scored otherwise: those that differ; and from the first on in which a stock does, all, for it stands on."""
    moved = different(before, after)
    standing = [month for month in moved if stocks([before.get(month, {})]) != stocks([after.get(month, {})])]
    if not standing:
        return moved
    first = min(standing)
    return {month for month in moved if month < first} | {first + ONWARD}
