"""Numbers made of published rows: sums over units or months, and the ratios shown beside their formula."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from contracts.views import Durations, ObligationCounts, PeriodRow


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


def percent(rate: Fraction) -> str:
    """A rate with one decimal, half up; 100.0 only when it is whole, 0.0 only when it is nothing."""
    tenths = int(rate * 1000 + Fraction(1, 2))
    if 0 < rate < 1:
        tenths = min(max(tenths, 1), 999)
    return f"{tenths // 10}.{tenths % 10}%"


def decimal(value: Fraction) -> str:
    """One decimal, half up."""
    tenths = int(value * 10 + Fraction(1, 2))
    return f"{tenths // 10}.{tenths % 10}"


def total_counts(parts: Iterable[ObligationCounts]) -> ObligationCounts:
    """Sum of obligation counts."""
    given = list(parts)
    return ObligationCounts(
        **{name: sum(getattr(part, name) for part in given) for name in ObligationCounts.model_fields}
    )


def total_durations(parts: Iterable[Durations]) -> Durations:
    """Counts and sums add up, the longest is the longest of all."""
    given = list(parts)
    return Durations(
        count=sum(part.count for part in given),
        sum=sum(part.sum for part in given),
        max=max((part.max for part in given), default=0),
        histogram=_added(part.histogram for part in given),
    )


@dataclass(frozen=True)
class Sums:
    """What the rows of several units, or of several months, add up to; the fields mean what they mean in a row."""

    items_published: int
    items_published_by_attribute: dict[str, int]
    items_published_by_channel: dict[str, int]
    items_withdrawn: int
    documents_by_attribute: dict[str, int]
    documents_returned: int
    documents_expired: int
    applications_received: int
    applications_answered: int
    applications_open: int
    applications_overdue: int
    obligations: ObligationCounts
    days_to_publish: Durations
    days_to_answer: Durations


def total(rows: Iterable[PeriodRow]) -> Sums | None:
    """The sum of rows; None when there is none, for silence does not add up to zero."""
    given = list(rows)
    if not given:
        return None
    return Sums(
        items_published=sum(row.items_published for row in given),
        items_published_by_attribute=_added(row.items_published_by_attribute for row in given),
        items_published_by_channel=_added(row.items_published_by_channel for row in given),
        items_withdrawn=sum(row.items_withdrawn for row in given),
        documents_by_attribute=_added(row.documents_by_attribute for row in given),
        documents_returned=sum(row.documents_returned for row in given),
        documents_expired=sum(row.documents_expired for row in given),
        applications_received=sum(row.applications_received for row in given),
        applications_answered=sum(row.applications_answered for row in given),
        applications_open=sum(row.applications_open for row in given),
        applications_overdue=sum(row.applications_overdue for row in given),
        obligations=total_counts(row.obligations for row in given),
        days_to_publish=total_durations(row.days_to_publish for row in given),
        days_to_answer=total_durations(row.days_to_answer for row in given),
    )


def _added(parts: Iterable[Mapping[str, int]]) -> dict[str, int]:
    added: Counter[str] = Counter()
    for part in parts:
        added.update(part)
    return dict(sorted(added.items()))
