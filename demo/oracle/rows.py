"""Adding up: months first, then quarters and years as sums of months."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from demo.oracle.calendar import Calendar
from demo.oracle.case import Caller, Case, Duty, Judge, Judged
from demo.oracle.facts import Subject, standing

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


def month(day: date) -> str:
    """2026-03."""
    return f"{day:%Y-%m}"


def quarter(day: date) -> str:
    """2026-Q1."""
    return f"{day.year}-Q{(day.month + 2) // 3}"


def year(day: date) -> str:
    """2026."""
    return f"{day.year:04d}"


PERIODS: dict[str, Callable[[date], str]] = {"monthly": month, "quarterly": quarter, "annual": year}


class _Sums:
    """Counters of one row; the longest time is the one that is not a sum."""

    def __init__(self) -> None:
        self.added: defaultdict[str, int] = defaultdict(int)
        self.longest: defaultdict[str, int] = defaultdict(int)

    def flat(self) -> Flat:
        return {path: amount for path, amount in (self.added | self.longest).items() if amount}


def expected_of(
    accepted: Iterable[tuple[str, bytes]],
    judges: Mapping[str, Judge],
    calendar: Calendar,
    today: date,
    counties: Mapping[str, str],
    callers: Mapping[str, Caller] | None = None,
    asked: Mapping[str, Mapping[str, date]] | None = None,
) -> Expected:
    """Everything the views must say after these records (organisation, CloudEvents line) on the day ``today``.

    ``judges`` by kind of subject, and ``callers`` of the kinds that have no facts; ``counties`` gives each organisation's county;
    ``asked``: county → duty or check that stands on its word → since when it asks for it.
    """
    sums: dict[str, defaultdict[tuple[str, str], _Sums]] = {view: defaultdict(_Sums) for view in VIEWS}
    expected = Expected()
    subjects = standing(accepted)
    families = _by_family(subjects)
    elsewhere = _by_name(subjects)
    called = {kind: list(caller(subjects)) for kind, caller in (callers or {}).items()}
    for kind, judge in judges.items():
        for subject in called.get(kind, subjects):
            judged = judge(
                Case(
                    subject,
                    calendar,
                    today,
                    families.get(subject.org, {}),
                    elsewhere,
                    (asked or {}).get(counties.get(subject.org, ""), {}),
                )
            )
            for view, period in PERIODS.items() if judged.counts or judged.duties or judged.times else ():
                _add(sums[view], subject.org, judged, period)
            for name, duty in _named(judged.duties):
                if duty.status in {"open", "overdue"}:
                    key = f"{kind}/{subject.org}/{subject.id}/{name}"
                    expected.obligations[key] = _obligation(kind, subject, duty, name, counties[subject.org])
    for view, rows in sums.items():
        for (period_name, org), row in rows.items():
            if not row.flat():
                # What came went again.
                continue
            named: Flat = {"period": period_name, "org": org, "county": counties[org]}
            expected.views[view][f"{period_name}|{org}"] = named | row.flat()
    return expected


def _by_family(subjects: Iterable[Subject]) -> dict[str, dict[str, list[Subject]]]:
    """Organisation → family → the subjects of which there are facts of that family."""
    by_org: defaultdict[str, defaultdict[str, list[Subject]]] = defaultdict(lambda: defaultdict(list))
    for subject in subjects:
        for family in {fact_type.split(".")[0] for fact_type in subject.facts}:
            by_org[subject.org][family].append(subject)
    return {org: dict(families) for org, families in by_org.items()}


def _by_name(subjects: Iterable[Subject]) -> dict[str, dict[str, Subject]]:
    """Family → ``<organisation>:<id>`` → the subject."""
    named: defaultdict[str, dict[str, Subject]] = defaultdict(dict)
    for subject in subjects:
        for family in {fact_type.split(".")[0] for fact_type in subject.facts}:
            named[family][f"{subject.org}:{subject.id}"] = subject
    return dict(named)


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


def _named(duties: Iterable[Duty]) -> Iterator[tuple[str, Duty]]:
    """Each duty by its name; the second that opens on a day is told apart by its number."""
    seen: defaultdict[str, int] = defaultdict(int)
    for duty in duties:
        seen[duty.id] += 1
        yield f"{duty.id}:{seen[duty.id]}" if seen[duty.id] > 1 else duty.id, duty


def _obligation(kind: str, subject: Subject, duty: Duty, name: str, county: str) -> Flat:
    return {
        "county": county,
        "kind": kind,
        "title": duty.title,
        "obligation.id": name,
        "obligation.duty": duty.code,
        "obligation.org": subject.org,
        "obligation.subject": subject.id,
        "obligation.opened_on": duty.opened_on.isoformat(),
        "obligation.due_on": duty.due_on.isoformat(),
        "obligation.original_due_on": duty.original_due_on.isoformat(),
        "obligation.provisional": duty.provisional,
        "obligation.met_on": None,
        "obligation.status": duty.status,
    }
