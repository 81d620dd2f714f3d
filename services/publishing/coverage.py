"""目录落实 on a day: per unit, level and domain the rows that oblige it, those with something behind them, the others by name. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, NamedTuple

import msgspec

from law.domains import domains

UNKNOWN = "未登记"
"""County of organisations that the registry does not name."""

MILESTONES = tuple(date(year, 12, 31) for year in (2020, 2021, 2022, 2023))
"""奉节府办发〔2020〕101号 一（二）: what should be reached by these days."""

LEVELS = ("县级", "乡级")
_LISTED = frozenset(domain.name for domain in domains())


class Obliging(msgspec.Struct):
    """Days on which a row obliges the unit."""

    since: date
    level: str
    domain: str
    until: date | None = None


class Covered(msgspec.Struct):
    """Days on which something stood behind it."""

    since: date
    until: date | None = None


class Entry(msgspec.Struct):
    """What the page needs of an entry."""

    org: str
    subject: str
    title: str | None = None
    obliged: list[Obliging] = []
    covered_on: list[Covered] = []


class Place(NamedTuple):
    """A cell of the table."""

    org: str
    level: str
    domain: str


class Cell:
    """Rows that oblige a unit at a level in a domain."""

    def __init__(self) -> None:
        self.obliged = 0
        self.empty: list[tuple[str, str]] = []
        """Item and title."""

    @property
    def counts(self) -> dict[str, int]:
        """In numbers."""
        return {"obliged": self.obliged, "covered": self.obliged - len(self.empty), "empty": len(self.empty)}


Cells = Mapping[Place, Cell]


def cells(entries: Iterable[Entry], day: date) -> dict[Place, Cell]:
    """The table of a day."""
    table: defaultdict[Place, Cell] = defaultdict(Cell)
    for entry in entries:
        obliging = next((span for span in reversed(entry.obliged) if _holds(span, day)), None)
        if obliging is None:
            continue
        cell = table[Place(entry.org, obliging.level, obliging.domain)]
        cell.obliged += 1
        if not any(_holds(span, day) for span in entry.covered_on):
            cell.empty.append((entry.subject, entry.title or ""))
    return dict(table)


def coverage(entries: Iterable[Entry], county_of: Mapping[str, str], day: date) -> dict[str, Any]:
    """County → its units, the sums by level and domain, and the milestones."""
    by_county: defaultdict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        by_county[county_of.get(entry.org) or UNKNOWN].append(entry)
    return {county: _county(members, day) for county, members in sorted(by_county.items())}


def _county(entries: list[Entry], day: date) -> dict[str, Any]:
    table = cells(entries, day)
    units: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
    for place, cell in sorted(table.items()):
        empty = [{"item": item, "title": title} for item, title in sorted(cell.empty)]
        units[place.org].append({"level": place.level, "domain": place.domain, **cell.counts, "empty_items": empty})
    return {
        **_sum(cell.counts for cell in table.values()),
        "domains": _domains(table),
        "units": [{"org": org, **_sum(rows), "domains": rows} for org, rows in sorted(units.items())],
        "milestones": [_milestone(entries, on) for on in MILESTONES if on <= day],
    }


def _domains(table: Cells) -> list[dict[str, Any]]:
    rows: defaultdict[tuple[str, str], list[dict[str, int]]] = defaultdict(list)
    for place, cell in table.items():
        rows[place.level, place.domain].append(cell.counts)
    return [
        {"level": level, "domain": domain, "listed": domain in _LISTED, **_sum(counts)}
        for (level, domain), counts in sorted(rows.items())
    ]


def _milestone(entries: list[Entry], on: date) -> dict[str, Any]:
    """Of the 26 domains at each level: how many have rows, have anything behind them, have nothing missing."""
    rows = _domains(cells(entries, on))
    levels = {}
    for level in LEVELS:
        own = [row for row in rows if row["level"] == level and row["listed"]]
        levels[level] = {
            "domains": len(_LISTED),
            "with_items": len(own),
            "begun": sum(row["covered"] > 0 for row in own),
            "complete": sum(row["empty"] == 0 for row in own),
        }
    return {"on": on.isoformat(), **_sum(rows), "levels": levels}


def _sum(rows: Iterable[Mapping[str, Any]]) -> dict[str, int]:
    every = list(rows)
    return {name: sum(row[name] for row in every) for name in ("obliged", "covered", "empty")}


def _holds(span: Obliging | Covered, day: date) -> bool:
    return span.since <= day and (span.until is None or day < span.until)
