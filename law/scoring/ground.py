"""The ground under the scores: what each subject owes, shows and counts, gathered by unit and month."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date
from types import MappingProxyType
from typing import NamedTuple

from law.periods import Period
from law.scoring.evidence import DutyEvidence, Evidence, FindingEvidence, Part


class Subject(NamedTuple):
    """A subject's newest state, as far as scores read it."""

    key: str
    org: str
    version: int
    counts: Mapping[str, Mapping[str, int]]
    """Month → measure → amount."""
    duties: tuple[DutyEvidence, ...] = ()
    findings: tuple[FindingEvidence, ...] = ()
    heard: Collection[str] = ()
    """Months in which it makes its unit heard; counts alone say nothing of that, as the passing of days counts, too."""
    nothing: Collection[str] = ()
    """Months, quarters or years for which its unit said that there is nothing to report."""


NOTHING: Mapping[str, int] = MappingProxyType({})

UnitPeriod = tuple[str, str]
"""Organisation and the name of a month, quarter or year."""


class Ground:
    """Subjects in any order, and in any number of versions: of each the newest counts.

    ``stocks``: codes of measures that are stocks. Of a quarter there is nothing to report where that was said of it, or of
    each of its months.
    """

    def __init__(self, subjects: Iterable[Subject], stocks: Collection[str] = ()) -> None:
        self._stocks = frozenset(stocks)
        self._heard: set[UnitPeriod] = set()
        self._nothing: set[UnitPeriod] = set()
        self._duties: defaultdict[UnitPeriod, list[DutyEvidence]] = defaultdict(list)
        self._findings: defaultdict[UnitPeriod, list[FindingEvidence]] = defaultdict(list)
        self._counts: defaultdict[UnitPeriod, Counter[str]] = defaultdict(Counter)
        self._parts: defaultdict[UnitPeriod, list[Part]] = defaultdict(list)
        self._stood: dict[str, tuple[list[str], list[dict[str, int]]]] = {}
        self._changes: defaultdict[str, dict[str, Counter[str]]] = defaultdict(dict)
        for _, subject in sorted(_newest(subjects).items()):
            self._take(subject)

    @property
    def units(self) -> list[str]:
        """Every unit of which there is anything, in order."""
        named = (*self._counts, *self._duties, *self._findings, *self._heard, *self._nothing)
        return sorted({org for org, _ in named} | self._changes.keys())

    def evidence(self, org: str, period: Period) -> Evidence:
        """What there is of a unit in a period."""
        months = [(org, month) for month in months_of(period)]
        counts = self._counts.get(months[0], NOTHING) if len(months) == 1 else self._summed(months)
        return Evidence(
            org,
            period,
            [owed for month in months for owed in self._duties.get(month, ())],
            [finding for month in months for finding in self._findings.get(month, ())],
            counts,
            self._standing(org, months[-1][1]),
            heard=not self._heard.isdisjoint(months),
            nothing_to_report=(org, period.name) in self._nothing or self._nothing.issuperset(months),
            parts=[part for month in months for part in self._parts.get(month, ())],
        )

    def _take(self, subject: Subject) -> None:
        self._heard.update((subject.org, month) for month in subject.heard)
        self._nothing.update((subject.org, period) for period in subject.nothing)
        for month, amounts in subject.counts.items():
            named = subject.org, month
            flow = {measure: amount for measure, amount in amounts.items() if not self._is_stock(measure)}
            if flow:
                self._counts[named].update(flow)
                self._parts[named].append((subject.key, flow))
            if len(flow) < len(amounts):
                changes = {measure: amount for measure, amount in amounts.items() if measure not in flow}
                self._changes[subject.org].setdefault(month, Counter()).update(changes)
        for owed in subject.duties:
            self._duties[subject.org, _month(owed.due_on)].append(owed)
        for finding in subject.findings:
            self._findings[subject.org, _month(finding.on)].append(finding)

    def _is_stock(self, measure: str) -> bool:
        return measure.partition("@")[0] in self._stocks

    def _summed(self, months: Iterable[UnitPeriod]) -> Mapping[str, int]:
        counts: Counter[str] = Counter()
        for month in months:
            counts.update(self._counts.get(month, NOTHING))
        return counts

    def _standing(self, org: str, last: str) -> Mapping[str, int]:
        """What stands at the end of a month: all changes up to it, summed once for each month that has any."""
        if org not in self._stood:
            standing: Counter[str] = Counter()
            months = sorted(self._changes.get(org, {}))
            stood = []
            for month in months:
                standing.update(self._changes[org][month])
                stood.append(dict(standing))
            self._stood[org] = months, stood
        months, stood = self._stood[org]
        place = bisect_right(months, last)
        return stood[place - 1] if place else NOTHING


def months_of(period: Period) -> Iterator[str]:
    """``2026-01`` and so on, each month of a period."""
    for number in range(period.first.month, period.last.month + 1):
        yield f"{period.first.year:04}-{number:02}"


def _newest(subjects: Iterable[Subject]) -> dict[str, Subject]:
    newest: dict[str, Subject] = {}
    for subject in subjects:
        known = newest.get(subject.key)
        if known is None or subject.version > known.version:
            newest[subject.key] = subject
    return newest


def _month(day: date) -> str:
    return day.isoformat()[:7]
