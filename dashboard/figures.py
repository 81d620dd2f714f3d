"""Numbers made of published rows: sums over units or months, and the ratios shown beside their formula."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import TypeVar

from dashboard.views import Durations, Figures, ObligationCounts

T = TypeVar("T")


def concluded(counts: ObligationCounts) -> int:
    """应履行 − 未到期 − 免除: obligations of which it is settled whether they were met on time."""
    return counts.due - counts.open - counts.excused


def on_time_rate(counts: ObligationCounts) -> Fraction | None:
    """按期率 = 按期履行 ÷ (应履行 − 未到期 − 免除); None where nothing is settled yet. Exact, so that ties are ties."""
    settled = concluded(counts)
    return Fraction(counts.met_on_time, settled) if settled > 0 else None


def mean(durations: Durations) -> Fraction | None:
    """Working days on average; None where there is nothing to average."""
    return Fraction(durations.sum, durations.count) if durations.count else None


def share(row: Figures, part: str, whole: str) -> Fraction | None:
    """What one count is of another, over all labels where they have some; None of nothing."""
    of = amount(row, whole)
    return Fraction(amount(row, part), of) if of > 0 else None


def amount(row: Figures, code: str) -> int:
    """What is counted under a code, over all labels where it has some."""
    return row.counts.get(code, 0) + sum(row.by.get(code, {}).values())


def percent(rate: Fraction) -> str:
    """A rate with one decimal, half up; 100.0 only when it is whole, 0.0 only when it is nothing."""
    # In whole numbers: a page has a thousand of them, and arithmetic of fractions looks for divisors at each step.
    part, whole = rate.numerator, rate.denominator
    tenths = (2000 * part + whole) // (2 * whole)
    if 0 < part < whole:
        tenths = min(max(tenths, 1), 999)
    return f"{tenths // 10}.{tenths % 10}%"


def decimal(value: Fraction) -> str:
    """One decimal, half up."""
    tenths = int(value * 10 + Fraction(1, 2))
    return f"{tenths // 10}.{tenths % 10}"


def total_counts(parts: Iterable[ObligationCounts]) -> ObligationCounts:
    """Sum of obligation counts."""
    due = on_time = late = overdue = still_open = excused = 0
    for part in parts:
        due += part.due
        on_time += part.met_on_time
        late += part.met_late
        overdue += part.overdue
        still_open += part.open
        excused += part.excused
    return ObligationCounts(due, on_time, late, overdue, still_open, excused)


def total_durations(parts: Iterable[Durations]) -> Durations:
    """Counts and sums add up, the longest is the longest of all."""
    count = days = longest = 0
    spread: dict[str, int] = {}
    for part in parts:
        count, days, longest = count + part.count, days + part.sum, max(longest, part.max)
        for taken, times in part.histogram.items():
            spread[taken] = spread.get(taken, 0) + times
    return Durations(count, days, longest, spread)


def total(rows: Iterable[Figures]) -> Figures | None:
    """What the rows of several units, or of several months, add up to; None for none: silence is not zero."""
    parts = list(rows)
    if len(parts) < 2:
        return parts[0] if parts else None
    return Figures(
        counts=_added(part.counts for part in parts),
        by={code: _added(each) for code, each in _by_code(part.by for part in parts).items()},
        days={code: total_durations(each) for code, each in _by_code(part.days for part in parts).items()},
        obligations={code: total_counts(each) for code, each in _by_code(part.obligations for part in parts).items()},
    )


def _by_code(tables: Iterable[Mapping[str, T]]) -> dict[str, list[T]]:
    gathered: defaultdict[str, list[T]] = defaultdict(list)
    for table in tables:
        for code, value in table.items():
            gathered[code].append(value)
    return gathered


def _added(parts: Iterable[Mapping[str, int]]) -> dict[str, int]:
    added: dict[str, int] = {}
    for part in parts:
        for code, amount in part.items():
            added[code] = added.get(code, 0) + amount
    return dict(sorted(added.items()))
