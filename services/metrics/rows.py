"""From counters to the rows that are published: pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from contracts.views import AsOf, Durations, ObligationCounts, PeriodRow
from law.codes import ObligationKind
from services.metrics.fold import add

Counters = Mapping[str, int]


def quarter(month: str) -> str:
    """2026-03 → 2026-Q1."""
    return f"{month[:4]}-Q{(int(month[5:7]) + 2) // 3}"


def year(month: str) -> str:
    """2026-03 → 2026."""
    return month[:4]


def total(months: Iterable[Counters]) -> dict[str, int]:
    """The sum of months: a quarter or a year."""
    counters: dict[str, int] = {}
    for month in months:
        add(counters, dict(month))
    return counters


def row(period: str, org: str, county: str, counters: Counters, as_of: AsOf) -> PeriodRow:
    """The row of one organisation in one period."""
    kinds = {kind.value: _obligations(counters, (kind.value,)) for kind in ObligationKind}
    return PeriodRow(
        period=period,
        org=org,
        county=county,
        items_published=counters.get("items", 0),
        items_published_by_attribute=_under(counters, "items.attribute."),
        items_published_by_channel=_under(counters, "items.channel."),
        items_withdrawn=counters.get("withdrawn", 0),
        documents_by_attribute=_under(counters, "documents.attribute."),
        documents_returned=counters.get("documents.returned", 0),
        documents_expired=counters.get("documents.expired", 0),
        applications_received=counters.get("applications.received", 0),
        applications_answered=counters.get("applications.answered", 0),
        applications_open=counters.get("applications.open", 0),
        applications_overdue=counters.get("applications.overdue", 0),
        obligations=_obligations(counters, tuple(kinds)),
        obligations_by_kind={kind: counts for kind, counts in kinds.items() if counts.due},
        days_to_publish=_durations(counters, "days.publish."),
        days_to_answer=_durations(counters, "days.answer."),
        as_of=as_of,
    )


def _under(counters: Counters, prefix: str) -> dict[str, int]:
    return {name[len(prefix) :]: counters[name] for name in sorted(counters) if name.startswith(prefix)}


def _obligations(counters: Counters, kinds: Iterable[str]) -> ObligationCounts:
    def count(what: str) -> int:
        return sum(counters.get(f"obligation.{kind}.{what}", 0) for kind in kinds)

    return ObligationCounts(
        due=count("due"), met_on_time=count("met"), met_late=count("met_late"),
        overdue=count("overdue"), open=count("open"), excused=count("excused"),
    )  # fmt: skip


def _durations(counters: Counters, prefix: str) -> Durations:
    histogram = {int(days): count for days, count in _under(counters, prefix).items()}
    return Durations(
        count=sum(histogram.values()),
        sum=sum(days * count for days, count in histogram.items()),
        max=max(histogram, default=0),
        histogram={str(days): histogram[days] for days in sorted(histogram)},
    )
