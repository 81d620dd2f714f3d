"""The board: what the topics say now, kept in memory.

``apply`` takes one record; the newest of a key counts, whatever came before it. No I/O and no clock:
"today" is the last day that the watermark calls complete.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeVar, get_args

from contracts.organisations import Organisation as RegisteredOrganisation
from dashboard import periods
from dashboard.ledger.packing import packed, unpacked
from dashboard.periods import Period
from dashboard.records import Change, Complete, Named, Noticed, Reading, Rows, Worded
from dashboard.registry import Registry
from dashboard.stocks import Stock, flows, standing, stocks
from dashboard.views import Organisation, PeriodRow
from dashboard.working import WorkingDays
from law.calendar import CalendarView

UNASSIGNED = "_"
"""Stands for the county of organisations that neither the registry nor their rows place in one; no slug is ``_``."""

KINDS: tuple[str, ...] = get_args(RegisteredOrganisation.model_fields["kind"].annotation)
"""Kinds of units, in the order of official lists."""

K = TypeVar("K", bound=Hashable)
T = TypeVar("T")


@dataclass(frozen=True)
class Unit:
    """An organisation as the pages show it; ``registered`` is False where only its rows speak of it."""

    org: str
    name: str
    county: str
    kind: str
    registered: bool
    valid_from: date | None = None
    valid_to: date | None = None
    """First and last day, where the registry has them."""

    def exists_in(self, period: Period) -> bool:
        """Whether it exists on a day of ``period``."""
        return (self.valid_from is None or self.valid_from <= period.last) and (
            self.valid_to is None or self.valid_to >= period.first
        )

    @property
    def order(self) -> tuple[int, str]:
        """The order of official lists; units of no kind or an unknown one last, then by slug."""
        return KINDS.index(self.kind) if self.kind in KINDS else len(KINDS), self.org


@dataclass(frozen=True)
class County:
    """A county that has units; ``reporting`` is how many of them have rows."""

    slug: str
    name: str
    units: int
    reporting: int


@dataclass(frozen=True)
class Published:
    """A row, and the very bytes it was published in, packed: they are asked for much less than the row."""

    row: PeriodRow
    packed: bytes

    @property
    def value(self) -> bytes:
        """The bytes."""
        return unpacked(self.packed)


class Board:
    """Rows, names, words and the watermark. ``version`` rises with every applied record.

    ``debtors``: units of which something that is owed speaks, with their counties; what they owe the ledger keeps.
    """

    def __init__(self, debtors: Callable[[], Mapping[str, str]] = dict) -> None:
        self.version = 0
        self._debtors = debtors
        self._empty()

    def _empty(self) -> None:
        self.day: date | None = None
        self.registry = Registry()
        self._working = WorkingDays()
        self._orgs: dict[str, Organisation] = {}
        self._rows: dict[str, dict[Period, Published]] = defaultdict(dict)
        # Of keys that are gone too: a row that was sent late must not bring one of them back.
        self._sequences: dict[tuple[str, str], int] = {}
        # Of each unit, as it was asked for since the last change: what stood at the end of its months, and rows with their stocks.
        self._stocks: dict[str, list[Stock]] = {}
        self._standing: dict[str, dict[Period, PeriodRow | None]] = {}

    def apply(self, reading: Reading) -> bool:
        """Take in one record; False when a newer one of its key was seen before."""
        if reading.sequence is not None:
            place = reading.topic, reading.key
            if reading.sequence < self._sequences.get(place, 0):
                return False
            self._sequences[place] = reading.sequence
        if reading.change is not None:
            self.version += 1
            self._change(reading.change)
        return True

    def _change(self, change: Change) -> None:
        match change:
            case Rows(period, org, row, value):
                self._stocks.pop(org, None)
                self._standing.pop(org, None)
                self._recount(org, period, row)
                _put(self._rows, org, period, None if row is None else Published(row, packed(value)))
            case Named(org, None):
                self._orgs.pop(org, None)
            case Named(org, Organisation() as entry):
                self._orgs[org] = entry
            case Worded(key, words):
                self._restock()
                self.registry.put(key, words)
            case Noticed(key, notice):
                self._working.put(key, notice)
            case Complete(day):
                if day != self.day:
                    self._restock()
                self.day = day

    def _restock(self) -> None:
        self._stocks.clear()
        self._standing.clear()

    def _recount(self, org: str, period: Period, row: PeriodRow | None) -> None:
        before = self.counted(period, org)
        if before is not None:
            self.registry.carried(before, -1)
        if row is not None:
            self.registry.carried(row, 1)

    def clear(self) -> None:
        """Forget everything, because the topics are to be read anew; the version goes on rising."""
        self.version += 1
        self._empty()

    @property
    def calendar(self) -> CalendarView:
        """Working days by the notices known on the last complete day."""
        return self._working.view(self.day)

    def row(self, period: Period, org: str) -> PeriodRow | None:
        """The row of a unit in a period, its stocks as they stand at its end; None is silence, which is not zero."""
        known = self._standing.setdefault(org, {})
        if period not in known:
            known[period] = self._as_it_stands(period, org)
        return known[period]

    def _as_it_stands(self, period: Period, org: str) -> PeriodRow | None:
        row, codes = self.counted(period, org), self.registry.stocks
        if not codes or org not in self._rows or (row is None and self.day is None):
            return row
        if self.day is not None and self.day < period.first:
            return row and flows(row, codes)
        if org not in self._stocks:
            months = sorted(period for period in self._rows[org] if period.kind == "month")
            self._stocks[org] = stocks((self._rows[org][month].row for month in months), codes)
        return standing(period, org, row, self._stocks[org], codes)

    def counted(self, period: Period, org: str) -> PeriodRow | None:
        """The row of a unit in a period as it was published: of stocks, what came and went in it."""
        published = self._rows[org].get(period) if org in self._rows else None
        return published.row if published else None

    def published(self, period: Period | None = None, org: str | None = None) -> list[Published]:
        """Rows as published, of one period, of one unit, or both; ordered by unit and period as text."""
        orgs = sorted(self._rows) if org is None else [org] if org in self._rows else []
        return [
            self._rows[name][key]
            for name in orgs
            for key in sorted(self._rows[name], key=str)
            if period is None or key == period
        ]

    def unit(self, org: str) -> Unit | None:
        """A unit that the registry or any row knows; None for a stranger."""
        entry = self._orgs.get(org)
        if entry:
            days = {"valid_from": entry.valid_from, "valid_to": entry.valid_to}
            return Unit(org, entry.name, entry.county, entry.kind, registered=True, **days)
        debtors = self._debtors()
        if org not in self._rows and org not in debtors:
            return None
        rows = self._rows.get(org, {})
        counties = [rows[period].row.county for period in sorted(rows, key=str, reverse=True)]
        counties.append(debtors.get(org, ""))
        return Unit(org, org, next(filter(None, counties), UNASSIGNED), "", registered=False)

    def units(self, county: str) -> list[Unit]:
        """The units of a county, in the order of official lists."""
        return sorted((unit for unit in self._all() if unit.county == county), key=lambda unit: unit.order)

    def counties(self) -> list[County]:
        """Counties, the one with most reporting units first; then by number of units and slug."""
        names = {entry.county: entry.county_name for _, entry in sorted(self._orgs.items())}
        units: dict[str, list[Unit]] = defaultdict(list)
        for unit in self._all():
            units[unit.county].append(unit)
        counties = [
            County(slug, names.get(slug, slug), len(members), sum(unit.org in self._rows for unit in members))
            for slug, members in units.items()
        ]
        return sorted(counties, key=lambda county: (-county.reporting, -county.units, county.slug))

    def periods(self, units: list[Unit]) -> list[Period]:
        """Every period of which any of the units has a row: months, quarters, years, the latest first."""
        covered: set[Period] = set().union(*(self._rows.get(unit.org, ()) for unit in units))
        latest = sorted(covered, key=lambda period: period.order, reverse=True)
        return [period for kind in periods.KINDS for period in latest if period.kind == kind]

    def size(self) -> dict[str, int]:
        """How much the board holds, for the operator."""
        return {
            "organisations": len(self._orgs),
            "words": len(self.registry),
            "rows": sum(map(len, self._rows.values())),
        }

    def _all(self) -> list[Unit]:
        orgs = {*self._orgs, *self._rows, *self._debtors()}
        return [unit for unit in map(self.unit, orgs) if unit]


def _put(table: dict[str, dict[K, T]], org: str, key: K, value: T | None) -> None:
    """Set or drop one entry; a unit without entries leaves no trace, so that order never shows."""
    if value is not None:
        table[org][key] = value
    elif org in table:
        table[org].pop(key, None)
        if not table[org]:
            del table[org]
