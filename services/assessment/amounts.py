"""What a unit's number of a period is made of: of each subject what it adds. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from chassis.counting.measures import parse
from services.assessment.months import Months
from services.assessment.stocks import BEFORE, STOCKS, part_of, stocks


def shares(period: str, subjects: Mapping[str, Months], measure: str) -> dict[str, int]:
    """Subject → what it adds to a measure in a period, where that is not 0; of a stock what it adds to what stands at the end.

    ``measure``: as counts name it (``items_published``, ``answer!overdue``), or the code alone of one that is counted by label
    or by days.
    """
    added = {key: sum(_amounts(period, months, measure)) for key, months in subjects.items()}
    return {key: amount for key, amount in sorted(added.items()) if amount}


def counted(period: str, subjects: Mapping[str, Months]) -> list[str]:
    """Names of all that these subjects count in a period."""
    names: Counter[str] = Counter()
    for months in subjects.values():
        names.update(_counts(period, months))
    return sorted(name for name, amount in names.items() if amount)


def _amounts(period: str, months: Months, measure: str) -> Iterator[int]:
    for name, amount in _counts(period, months).items():
        if name == measure or ("!" not in name and parse(name).code == measure):
            yield amount


def _counts(period: str, months: Months) -> Mapping[str, int]:
    part = part_of(months, period)
    counts: Counter[str] = Counter(stocks(part.values()))
    for month, content in part.items():
        if month != BEFORE:
            counts.update({n: amount for n, amount in content.get("counts", {}).items() if parse(n).code not in STOCKS})
    return counts
