"""The service's answer about a year, as reports of a unit or of counties with their units."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from cli.annual.form import place_name
from cli.organisations import Registry

Cells = Mapping[str, Mapping[str, int]]
NO_DAY = "尚无（还没有一天开始）"


@dataclass(frozen=True)
class Report:
    """Tables 三 and 四 of a unit, or of a county with its ``units``, and what is wrong with them."""

    name: str
    year: int
    as_of: str
    table3: Cells
    table4: Cells
    broken: Sequence[Mapping[str, Any]] = ()
    differences: Sequence[Mapping[str, Any]] = ()
    units: tuple[Report, ...] = ()

    @property
    def heading(self) -> str:
        """Whose tables, of which year, as of which day."""
        return f"填报单位：{self.name}    年度：{self.year}年    数据截至：{self.as_of}"


def reports(body: Mapping[str, Any], known: Registry, county: str | None = None) -> list[Report]:
    """Of one unit where the answer is about one, of ``county``, else of every county that has applications.

    Where none has any, of all that the registry names: tables of zeros are a report too.
    """
    if "org" in body:
        return [_report(body, body, known.orgs.get(body["org"], body["org"]))]
    counties = body["counties"]
    slugs = sorted(counties or known.counties) if county is None else [county]
    return [
        _county(body, counties[slug], known.counties.get(slug, slug), known)
        if slug in counties
        else _empty(body, known.counties.get(slug, slug))
        for slug in slugs
    ]


def problems(report: Report) -> Iterator[str]:
    """Every broken identity and every difference in a sentence, the units' own after the county's."""
    for one in report.broken:
        yield (
            f"{report.name} {place_name(one['where'])}：{one['identity']}不成立，"
            f"左边{_number(one['left'])}，右边{_number(one['right'])}"
        )
    for one in report.differences:
        table = {"table3": "表三", "table4": "表四"}[one["table"]]
        yield (
            f"{report.name} {table} {place_name(one['row'])}、{place_name(one['column'])}："
            f"县表{_number(one['county'])}，各单位之和{_number(one['units'])}"
        )
    for unit in report.units:
        yield from problems(unit)


def _number(value: int | None) -> str:
    return "空白" if value is None else str(value)


def _county(body: Mapping[str, Any], tables: Mapping[str, Any], name: str, known: Registry) -> Report:
    units = tuple(
        _report(body, unit, known.orgs.get(org, org)) for org, unit in sorted(tables["units"].items())
    )
    return _report(body, tables, name, units)


def _report(
    body: Mapping[str, Any], tables: Mapping[str, Any], name: str, units: tuple[Report, ...] = ()
) -> Report:
    return Report(
        name,
        body["year"],
        body["as_of"] or NO_DAY,
        tables["table3"],
        tables["table4"],
        tables["broken"],
        tables.get("differences", ()),
        units,
    )


def _empty(body: Mapping[str, Any], name: str) -> Report:
    from law import table3, table4

    return Report(
        name, body["year"], body["as_of"] or NO_DAY, table3.blank(), table4.table4([], body["year"])
    )
