"""Annual tables 三 and 四 per unit and county, with what is broken in them: pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from law import table3 as three
from law import table4 as four
from law.opening import Opening, Rest, add, contradicted, rest
from law.tables import Difference
from services.requests.store import Counted, Disputed

UNKNOWN = "未登记"
"""County of organisations that the registry does not name."""


@dataclass
class Sources:
    """What a unit's tables are made of."""

    applications: list[Counted] = field(default_factory=list)
    disputes: list[Disputed] = field(default_factory=list)
    openings: list[Opening] = field(default_factory=list)
    """At most one: a unit has one opening balance."""

    def counted(self) -> tuple[list[three.Application], list[four.Case]]:
        """Applications and cases as the tables count them."""
        applications = [counts for entry in self.applications if (counts := entry.application()) is not None]
        return applications, [case for entry in self.disputes if (case := entry.case()) is not None]


def unit(sources: Sources, year: int) -> dict[str, Any]:
    """Both tables of one unit, the 信息处理费 that it collected, and what breaks, its opening balance against earlier facts included."""
    applications, cases = sources.counted()
    openings = sources.openings
    body = _tables(applications, cases, [rest(applications, cases, opening) for opening in openings], year)
    body["fees"] = sum(entry.fees(year) for entry in sources.applications)
    for opening in openings:
        if opening.year == year:
            body["broken"] += [asdict(identity) for identity in contradicted(applications, cases, opening)]
    return body


def counties(by_org: Mapping[str, Sources], county_of: Mapping[str, str], year: int) -> dict[str, dict[str, Any]]:
    """Each county's tables, its units', and the cells in which the county differs from the sum of its units."""
    orgs: dict[str, list[str]] = {}
    for org in sorted(by_org):
        orgs.setdefault(county_of.get(org) or UNKNOWN, []).append(org)
    answer = {}
    for county, members in sorted(orgs.items()):
        units = {org: unit(by_org[org], year) for org in members}
        applications: list[three.Application] = []
        cases: list[four.Case] = []
        rests: list[Rest] = []
        for org in members:
            of_unit = by_org[org].counted()
            applications += of_unit[0]
            cases += of_unit[1]
            rests += [rest(*of_unit, opening) for opening in by_org[org].openings]
        whole = _tables(applications, cases, rests, year)
        fees = sum(each["fees"] for each in units.values())
        differences = _differences(whole, list(units.values()))
        answer[county] = {**whole, "fees": fees, "differences": differences, "units": units}
    return answer


def _tables(
    applications: Sequence[three.Application], cases: Sequence[four.Case], rests: Sequence[Rest], year: int
) -> dict[str, Any]:
    table3, table4 = three.table3(applications, year), four.table4(cases, year)
    before = three.table3(applications, year - 1), four.table4(cases, year - 1)
    add(table3, table4, rests, year)
    # What is brought in with the year was left by the one before, which was kept elsewhere.
    add(*before, rests, year)
    broken = [*three.broken(table3, before[0]), *four.broken(table4)]
    return {"table3": table3, "table4": table4, "broken": [asdict(identity) for identity in broken]}


def _differences(whole: dict[str, Any], units: list[dict[str, Any]]) -> list[dict[str, Any]]:
    differences = [("table3", cell) for cell in three.differences(whole["table3"], [u["table3"] for u in units])]
    total = four.add([u["table4"] for u in units])
    for block, cells in whole["table4"].items():
        for column, number in cells.items():
            if number != total[block][column]:
                differences.append(("table4", Difference(block, column, number, total[block][column])))
    return [{"table": table, **asdict(cell)} for table, cell in differences]
