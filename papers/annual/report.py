"""The services' answer about a year, as reports of a unit or of counties with their units."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from law import table2, table3, table4
from papers import SIMULATED
from papers.annual.digest import digest
from papers.annual.merging import blank

Names = Mapping[str, str]
"""Slug → name in Chinese."""

Cells = Mapping[str, Mapping[str, int]]
Amounts = Mapping[str, Mapping[str, int | float]]
"""Table 二: counts, and fees in 万元 with their decimals."""
NO_DAY = "尚无（还没有一天开始）"


@dataclass(frozen=True)
class Report:
    """Tables 二, 三 and 四 of a unit, or of a county with its ``units``, and what is wrong with them."""

    name: str
    year: int
    as_of: str
    table3: Cells
    table4: Cells
    table2: Amounts
    broken: Sequence[Mapping[str, Any]] = ()
    differences: Sequence[Mapping[str, Any]] = ()
    units: tuple[Report, ...] = ()
    warnings: Sequence[Mapping[str, Any]] = ()
    """What is no error: a stock that does not follow from last year's."""
    fees: int = 0
    """信息处理费 collected, in 元."""
    simulated: bool = False
    """Of a demonstration."""

    @property
    def digest(self) -> str:
        """Of its tables: what is told when it is handed in and published."""
        return digest(self.year, {"table2": self.table2, "table3": self.table3, "table4": self.table4})

    @property
    def heading(self) -> str:
        """Whose tables, of which year, as of which day."""
        mark = f"{SIMULATED}    " if self.simulated else ""
        return f"{mark}填报单位：{self.name}    年度：{self.year}年    数据截至：{self.as_of}"


def reports(body: Mapping[str, Any], orgs: Names, counties: Names, county: str | None = None) -> list[Report]:
    """Of one unit where the answer is about one, of ``county``, else of every county that has anything to count.

    Where none has any, of all that ``counties`` names: tables of zeros are a report too.
    """
    if "org" in body:
        return [_report(body, body, orgs.get(body["org"], body["org"]))]
    answered = body["counties"]
    slugs = sorted(answered or counties) if county is None else [county]
    return [
        _county(body, answered[slug], counties.get(slug, slug), orgs)
        if slug in answered
        else _empty(body, counties.get(slug, slug))
        for slug in slugs
    ]


def problems(report: Report) -> Iterator[str]:
    """Every broken identity and every difference in a sentence, the units' own after the county's."""
    for identity in report.broken:
        yield _unequal(report, identity)
    for cell in report.differences:
        table = {"table2": "表二", "table3": "表三", "table4": "表四"}[cell["table"]]
        yield (
            f"{report.name} {table} {place_name(cell['row'])}、{place_name(cell['column'])}："
            f"县表{_number(cell['county'])}，各单位之和{_number(cell['units'])}"
        )
    for unit in report.units:
        yield from problems(unit)


def doubts(report: Report) -> Iterator[str]:
    """Every warning in a sentence, the units' own after the county's."""
    for identity in report.warnings:
        yield f"请核对：{_unequal(report, identity)}"
    for unit in report.units:
        yield from doubts(unit)


def _unequal(report: Report, identity: Mapping[str, Any]) -> str:
    return (
        f"{report.name} {place_name(identity['where'])}：{identity['identity']}不成立，"
        f"左边{_number(identity['left'])}，右边{_number(identity['right'])}"
    )


def place_name(key: str) -> str:
    """What a check is about: a row of table 二, a row or column of table 三, a block or column of table 四."""
    if key in table2.ROWS:
        return f"表二 {table2.ROWS[key][1]}"
    if key in table3.ROWS:
        return table3.row_name(key)
    blocks = {block.value: "".join(headings) for block, headings in table4.BLOCKS.items()}
    applicants = {column: inner or outer for column, (_, outer, inner) in table3.COLUMNS.items()}
    return {**blocks, **table4.COLUMNS, **applicants}.get(key, key)


def _number(value: int | None) -> str:
    return "空白" if value is None else str(value)


def _county(body: Mapping[str, Any], tables: Mapping[str, Any], name: str, orgs: Names) -> Report:
    units = tuple(_report(body, unit, orgs.get(org, org)) for org, unit in sorted(tables["units"].items()))
    return _report(body, tables, name, units)


def _report(body: Mapping[str, Any], tables: Mapping[str, Any], name: str, units: tuple[Report, ...] = ()) -> Report:
    return Report(
        name,
        body["year"],
        body["as_of"] or NO_DAY,
        tables["table3"],
        tables["table4"],
        tables["table2"],
        tables["broken"],
        tables.get("differences", ()),
        units,
        tables["warnings"],
        tables["fees"],
        body.get("simulated", False),
    )


def _empty(body: Mapping[str, Any], name: str) -> Report:
    return _report(body, blank(), name)
