"""How much each unit has to do in the simulated year: the county's published totals of 2020, shared out.

Units whose own annual reports were read keep their own figures; the others share what is left, by the kind
of unit they are and a drawn factor.
"""

from __future__ import annotations

import csv
import random
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from demo.units import DATA, Unit

COUNTY_NAME, COUNTY_YEAR = "奉节县人民政府", "2020"

_BY_KIND = {"街道": 160.0, "镇": 150.0, "乡": 110.0, "部门": 240.0}
_OFFICE = 2600.0
"""The county office publishes for the whole government, and it takes in most applications."""


@dataclass(frozen=True)
class Share:
    """One unit's year: items published, applications received, of those answered by the end of the year."""

    published: int
    received: int
    answered: int


def read_totals(path: Path = DATA / "published_totals.csv") -> dict[tuple[str, str, str], int]:
    """Figures by (organisation's name, year, figure)."""
    with path.open(encoding="utf-8", newline="") as lines:
        rows = csv.DictReader(line for line in lines if not line.startswith("#"))
        return {(row["org"], row["year"], row["figure"]): int(row["value"]) for row in rows}


def shares(
    units: list[Unit], totals: Mapping[tuple[str, str, str], int], rng: random.Random, scale: float = 1.0
) -> dict[str, Share]:
    """Each unit's share; they add up to the county's totals times ``scale``."""

    def county(figure: str) -> int:
        return round(totals[COUNTY_NAME, COUNTY_YEAR, figure] * scale)

    published = _share_out(units, county("published_items"), _own(units, totals, "published_items", scale), rng)
    received = _share_out(units, county("requests_received"), _own(units, totals, "requests_received", scale), rng)
    carried = _carried(received, county("requests_received") - county("requests_finished"), rng)
    return {
        unit.org: Share(published[unit.org], received[unit.org], received[unit.org] - carried[unit.org])
        for unit in units
    }


def _own(units: list[Unit], totals: Mapping[tuple[str, str, str], int], figure: str, scale: float) -> dict[str, int]:
    """Figures of units' own reports; reports name a bureau 县财政局 where the registry has its full name."""
    own: dict[str, int] = {}
    for (name, _year, what), value in totals.items():
        short = name.removeprefix("县")
        for unit in units:
            if what == figure and name != COUNTY_NAME and unit.name.removeprefix("奉节县").startswith(short):
                own[unit.org] = round(value * scale)
    return own


def _weight(unit: Unit) -> float:
    return _OFFICE if "政府办公室" in unit.name else _BY_KIND.get(unit.kind, 100.0)


def _share_out(units: list[Unit], total: int, own: Mapping[str, int], rng: random.Random) -> dict[str, int]:
    """Whole numbers that add up to ``total``: own figures first, the rest by weight (largest remainders)."""
    weights = {unit.org: _weight(unit) * rng.uniform(0.6, 1.4) for unit in units if unit.org not in own}
    rest = total - sum(own.values())
    if rest < 0 or not weights:
        raise ValueError(f"the units' own figures add up to {sum(own.values())}, the county's total is only {total}")
    exact = {org: rest * weight / sum(weights.values()) for org, weight in weights.items()}
    whole = {org: int(amount) for org, amount in exact.items()}
    by_remainder = sorted(exact, key=lambda org: (whole[org] - exact[org], org))
    for org in by_remainder[: rest - sum(whole.values())]:
        whole[org] += 1
    return {unit.org: own[unit.org] if unit.org in own else whole[unit.org] for unit in units}


def _carried(received: Mapping[str, int], carried_out: int, rng: random.Random) -> dict[str, int]:
    """Which units' applications are still unanswered at the end of the year."""
    each = [org for org, count in received.items() for _ in range(count)]
    drawn = rng.sample(each, carried_out)
    return {org: drawn.count(org) for org in received}
