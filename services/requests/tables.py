"""Annual tables 三 and 四 per unit and county, with what is broken in them: pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any, NamedTuple

from law import table3 as three
from law import table4 as four
from law.tables import Difference
from services.requests.store import Counted, Disputed

UNKNOWN = "未登记"
"""County of organisations that the registry does not name."""


class Said(NamedTuple):
    """What a unit's tables are made of."""

    applications: list[Counted]
    disputes: list[Disputed]


def unit(said: Said, year: int) -> dict[str, Any]:
    """Both tables of one unit, or of a whole county, and the identities that they break."""
    counted = [counts for entry in said.applications if (counts := entry.application()) is not None]
    cases = [case for entry in said.disputes if (case := entry.case()) is not None]
    table3, table4 = three.table3(counted, year), four.table4(cases, year)
    broken = [*three.broken(table3, three.table3(counted, year - 1)), *four.broken(table4)]
    return {"table3": table3, "table4": table4, "broken": [asdict(identity) for identity in broken]}


def counties(by_org: Mapping[str, Said], county_of: Mapping[str, str], year: int) -> dict[str, dict[str, Any]]:
    """Each county's tables, its units', and the cells in which the county differs from the sum of its units."""
    orgs: dict[str, list[str]] = {}
    for org in sorted(by_org):
        orgs.setdefault(county_of.get(org) or UNKNOWN, []).append(org)
    found = {}
    for county, members in sorted(orgs.items()):
        units = {org: unit(by_org[org], year) for org in members}
        everything = Said(
            [counted for org in members for counted in by_org[org].applications],
            [disputed for org in members for disputed in by_org[org].disputes],
        )
        whole = unit(everything, year)
        found[county] = {**whole, "differences": _differences(whole, list(units.values())), "units": units}
    return found


def _differences(whole: dict[str, Any], units: list[dict[str, Any]]) -> list[dict[str, Any]]:
    found = [("table3", one) for one in three.differences(whole["table3"], [u["table3"] for u in units])]
    total = four.add([u["table4"] for u in units])
    for block, cells in whole["table4"].items():
        for column, number in cells.items():
            if number != total[block][column]:
                found.append(("table4", Difference(block, column, number, total[block][column])))
    return [{"table": table, **asdict(one)} for table, one in found]
