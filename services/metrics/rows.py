"""From counters to the rows that are published: pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from contracts.views import AsOf, Durations, ObligationCounts, PeriodRow
from law.codes import ObligationKind
from services.metrics.fold import add

Counters = Mapping[str, int]

_KINDS = tuple(kind.value for kind in ObligationKind)
_NONE: dict[str, int] = {}


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
        add(counters, month)
    return counters


def row(period: str, org: str, county: str, counters: Counters, as_of: AsOf) -> PeriodRow:
    """The row of one organisation in one period."""
    groups = _groups(counters)
    kinds = {kind: _obligations([groups.get(f"obligation.{kind}", _NONE)]) for kind in _KINDS}
    return PeriodRow(
        period=period,
        org=org,
        county=county,
        items_published=counters.get("items", 0),
        items_published_by_attribute=groups.get("items.attribute", {}),
        items_published_by_channel=groups.get("items.channel", {}),
        items_withdrawn=counters.get("withdrawn", 0),
        documents_by_attribute=groups.get("documents.attribute", {}),
        documents_returned=counters.get("documents.returned", 0),
        documents_expired=counters.get("documents.expired", 0),
        applications_received=counters.get("applications.received", 0),
        applications_answered=counters.get("applications.answered", 0),
        applications_open=counters.get("applications.open", 0),
        applications_overdue=counters.get("applications.overdue", 0),
        obligations=_obligations(groups[name] for name in groups if name.startswith("obligation.")),
        obligations_by_kind={kind: counts for kind, counts in kinds.items() if counts.due},
        days_to_publish=_durations(groups.get("days.publish", _NONE)),
        days_to_answer=_durations(groups.get("days.answer", _NONE)),
        as_of=as_of,
        applications_received_by_kind=groups.get("applications.kind", {}),
        applications_results=groups.get("applications.result", {}),
        applications_extended=counters.get("applications.extended", 0),
        answered_within_original=counters.get("answered.within_original", 0),
        answered_within_due=counters.get("answered.within_due", 0),
        remedies_filed=groups.get("remedies.filed", {}),
        remedies_decided=_below(counters, "remedies.decided."),
        fees_collected=counters.get("fees", 0),
    )


def _below(counters: Counters, prefix: str) -> dict[str, int]:
    """Measures that begin with ``prefix``, without it."""
    return {name.removeprefix(prefix): counters[name] for name in sorted(counters) if name.startswith(prefix)}


def _groups(counters: Counters) -> dict[str, dict[str, int]]:
    """Measures by all but their last step: ``days.publish`` → {"3": 7}; sorted, so that equal rows are equal bytes."""
    groups: defaultdict[str, dict[str, int]] = defaultdict(dict)
    for name in sorted(counters):
        group, _, last = name.rpartition(".")
        groups[group][last] = counters[name]
    return groups


def _obligations(kinds: Iterable[Counters]) -> ObligationCounts:
    counts = total(kinds)
    return ObligationCounts(
        due=counts.get("due", 0), met_on_time=counts.get("met", 0), met_late=counts.get("met_late", 0),
        overdue=counts.get("overdue", 0), open=counts.get("open", 0), excused=counts.get("excused", 0),
    )  # fmt: skip


def _durations(histogram: Counters) -> Durations:
    days = sorted(map(int, histogram))
    return Durations(
        count=sum(histogram.values()),
        sum=sum(day * histogram[str(day)] for day in days),
        max=days[-1] if days else 0,
        histogram={str(day): histogram[str(day)] for day in days},
    )
