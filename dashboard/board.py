"""The board: what the topics say now, kept in memory.

``apply`` takes one change; the last change of a key counts, whatever came before it. No I/O and no clock:
"today" is the last day that the watermark calls complete.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from contracts.time import Organisation
from contracts.views import ObligationRow, PeriodRow
from dashboard import periods
from dashboard.records import Change, Complete, Named, Owed, Rows

UNASSIGNED = "_"
"""Stands for the county of organisations that neither the registry nor their rows place in one; no slug is ``_``."""

T = TypeVar("T")

_KINDS = {"街道": 0, "镇": 1, "乡": 2, "部门": 3, "其他": 4}


@dataclass(frozen=True)
class Unit:
    """An organisation as the pages show it; ``registered`` is False where only its rows speak of it."""

    org: str
    name: str
    county: str
    kind: str
    registered: bool

    @property
    def order(self) -> tuple[int, str]:
        """The order of official lists: 街道, 镇, 乡, 部门, 其他; then the slug."""
        return _KINDS.get(self.kind, len(_KINDS)), self.org


@dataclass(frozen=True)
class County:
    """A county that has units; ``reporting`` is how many of them have rows."""

    slug: str
    name: str
    units: int
    reporting: int


@dataclass(frozen=True)
class Published:
    """A row and the very bytes it was published in."""

    row: PeriodRow
    value: bytes


class Board:
    """Rows, obligations, names and the watermark. ``version`` rises with every applied change."""

    def __init__(self) -> None:
        self.version = 0
        self._empty()

    def _empty(self) -> None:
        self.day: date | None = None
        self._orgs: dict[str, Organisation] = {}
        self._rows: dict[str, dict[str, Published]] = defaultdict(dict)
        self._owed: dict[str, dict[str, ObligationRow]] = defaultdict(dict)

    def apply(self, change: Change) -> None:
        """Take in one change."""
        self.version += 1
        match change:
            case Rows(period, org, row, value):
                _put(self._rows, org, period, None if row is None else Published(row, value))
            case Owed(key, org, owed):
                _put(self._owed, org, key, owed)
            case Named(org, None):
                self._orgs.pop(org, None)
            case Named(org, Organisation() as entry):
                self._orgs[org] = entry
            case Complete(day):
                self.day = day

    def clear(self) -> None:
        """Forget everything, because the topics are to be read anew; the version goes on rising."""
        self.version += 1
        self._empty()

    def row(self, period: str, org: str) -> PeriodRow | None:
        """The row of a unit in a period; None is silence, which is not zero."""
        found = self._rows[org].get(period) if org in self._rows else None
        return found.row if found else None

    def published(self, period: str | None = None, org: str | None = None) -> list[Published]:
        """Rows as published, of one period, of one unit, or both; ordered by unit and period."""
        orgs = sorted(self._rows) if org is None else [org] if org in self._rows else []
        return [
            self._rows[name][key]
            for name in orgs
            for key in sorted(self._rows[name])
            if period is None or key == period
        ]

    def texts(self, org: str) -> list[str]:
        """The periods of which a unit has a row, as written on the bus."""
        return sorted(self._rows.get(org, {}))

    def obligations(self, org: str) -> list[ObligationRow]:
        """What a unit owes now, by due date and subject."""
        owed = self._owed[org].values() if org in self._owed else []
        return sorted(
            owed, key=lambda row: (row.obligation.due_on, row.obligation.subject, row.obligation.kind)
        )

    def unit(self, org: str) -> Unit | None:
        """A unit that the registry or any row knows; None for a stranger."""
        entry = self._orgs.get(org)
        if entry:
            return Unit(org, entry.name, entry.county, entry.kind, registered=True)
        if org not in self._rows and org not in self._owed:
            return None
        rows, owed = self._rows.get(org, {}), self._owed.get(org, {})
        spoken = [rows[period].row.county for period in sorted(rows, reverse=True)]
        spoken += [owed[key].county for key in sorted(owed)]
        return Unit(org, org, next(filter(None, spoken), UNASSIGNED), "", registered=False)

    def units(self, county: str) -> list[Unit]:
        """The units of a county, in the order of official lists."""
        return sorted((unit for unit in self._all() if unit.county == county), key=lambda unit: unit.order)

    def counties(self) -> list[County]:
        """Counties, the one with most reporting units first; then by number of units and slug."""
        names = {entry.county: entry.county_name for _, entry in sorted(self._orgs.items())}
        units: dict[str, list[Unit]] = defaultdict(list)
        for unit in self._all():
            units[unit.county].append(unit)
        found = [
            County(slug, names.get(slug, slug), len(members), sum(unit.org in self._rows for unit in members))
            for slug, members in units.items()
        ]
        return sorted(found, key=lambda county: (-county.reporting, -county.units, county.slug))

    def periods(self, county: str) -> list[periods.Period]:
        """Every period of which any unit of the county has a row: months, quarters, years, the latest first."""
        texts = {text for unit in self.units(county) for text in self._rows.get(unit.org, {})}
        found = sorted((periods.parse(text) for text in texts), key=lambda period: period.order, reverse=True)
        return [period for kind in periods.KINDS for period in found if period.kind == kind]

    def years(self, county: str) -> list[int]:
        """Years of which any unit of the county has a row, latest first."""
        return sorted({period.year for period in self.periods(county)}, reverse=True)

    def size(self) -> dict[str, int]:
        """How much the board holds, for the operator."""
        return {
            "organisations": len(self._orgs),
            "rows": sum(map(len, self._rows.values())),
            "obligations": sum(map(len, self._owed.values())),
        }

    def overdue(self) -> int:
        """Obligations that stand overdue now, over all units."""
        owed = (row.obligation for rows in self._owed.values() for row in rows.values())
        return sum(item.status == "overdue" for item in owed)

    def _all(self) -> list[Unit]:
        orgs = {*self._orgs, *self._rows, *self._owed}
        return [unit for unit in map(self.unit, orgs) if unit]


def _put(table: dict[str, dict[str, T]], org: str, key: str, value: T | None) -> None:
    """Set or drop one entry; a unit without entries leaves no trace, so that order never shows."""
    if value is not None:
        table[org][key] = value
    elif org in table:
        table[org].pop(key, None)
        if not table[org]:
            del table[org]
