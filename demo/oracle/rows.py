"""Adding up: months first, then quarters and years as sums of months."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from demo.oracle.case import Duty, Judged, Judgement
from demo.oracle.periods import month, quarter, year

Flat = dict[str, object]
"""A row with dotted paths for keys, e.g. ``by.items_published_by_channel.公示栏``; what is zero is left out."""

VIEWS = ("monthly", "quarterly", "annual")

_COLUMN = {
    "met": "met_on_time",
    "met_late": "met_late",
    "overdue": "overdue",
    "open": "open",
    "excused": "excused",
}


@dataclass
class Expected:
    """Rows by view and by ``<period>|<org>``; open or overdue obligations by ``<kind>/<org>/<subject>/<id>``."""

    views: dict[str, dict[str, Flat]] = field(default_factory=lambda: {view: {} for view in VIEWS})
    obligations: dict[str, Flat] = field(default_factory=dict)


PERIODS: dict[str, Callable[[date], str]] = {"monthly": month, "quarterly": quarter, "annual": year}


class _Sums:
    """Counters of one row; the longest time is the one that is not a sum."""

    def __init__(self) -> None:
        self.added: defaultdict[str, int] = defaultdict(int)
        self.longest: defaultdict[str, int] = defaultdict(int)

    def flat(self) -> Flat:
        return {path: amount for path, amount in (self.added | self.longest).items() if amount}


def expected_of(judgements: Iterable[Judgement], counties: Mapping[str, str]) -> Expected:
    """Everything the views must say after these judgements; ``counties`` gives each organisation's county."""
    sums: dict[str, defaultdict[tuple[str, str], _Sums]] = {view: defaultdict(_Sums) for view in VIEWS}
    expected = Expected()
    for judgement in judgements:
        judged, org = judgement.judged, judgement.org
        for view, period in PERIODS.items() if judged.counts or judged.duties or judged.times else ():
            _add(sums[view], org, judged, period)
        for name, duty in judgement.duties():
            if duty.status in {"open", "overdue"}:
                expected.obligations[f"{judgement.key}/{name}"] = _obligation(judgement, duty, name, counties[org])
    for view, rows in sums.items():
        for (period_name, org), row in rows.items():
            if not row.flat():
                # What came went again.
                continue
            named: Flat = {"period": period_name, "org": org, "county": counties[org]}
            expected.views[view][f"{period_name}|{org}"] = named | row.flat()
    return expected


def _add(rows: defaultdict[tuple[str, str], _Sums], org: str, judged: Judged, period: Callable[[date], str]) -> None:
    for on, place, amount in judged.counts:
        rows[period(on), org].added[place] += amount
    for duty in judged.duties:
        due = rows[period(duty.due_on), org].added
        due[f"obligations.{duty.code}.due"] += 1
        due[f"obligations.{duty.code}.{_COLUMN[duty.status]}"] += 1
    for on, measure, taken in judged.times:
        row, place = rows[period(on), org], f"days.{measure}"
        row.added[f"{place}.count"] += 1
        row.added[f"{place}.sum"] += taken
        row.added[f"{place}.histogram.{taken}"] += 1
        row.longest[f"{place}.max"] = max(row.longest[f"{place}.max"], taken)


def _obligation(judgement: Judgement, duty: Duty, name: str, county: str) -> Flat:
    return {
        "county": county,
        "kind": judgement.kind,
        "title": duty.title,
        "obligation.id": name,
        "obligation.duty": duty.code,
        "obligation.org": judgement.org,
        "obligation.subject": judgement.case.subject.id,
        "obligation.opened_on": duty.opened_on.isoformat(),
        "obligation.due_on": duty.due_on.isoformat(),
        "obligation.original_due_on": duty.original_due_on.isoformat(),
        "obligation.provisional": duty.provisional,
        "obligation.met_on": None,
        "obligation.status": duty.status,
    }
