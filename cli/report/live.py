"""A report beside the tables that a running stack keeps from the facts."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

from cli.exits import USAGE, Stop
from cli.report.checking import Judged
from law.report_check.check import ordered
from law.report_check.published import Table
from law.report_check.years import against_table


async def add_differences(
    judged: list[Judged], org: str | None, county: str | None, year: int | None, state: Path | None
) -> None:
    """Adds a finding for each cell of the report of ``year`` that differs from the live tables. Raises ``Stop``."""
    from cli.organisations import must_know, registry
    from cli.target import find

    report, findings = _of_year(judged, year)
    target = find(state)
    known = await registry(target)
    must_know(org, known.orgs, "organisation")
    must_know(county, known.counties, "county")
    tables, as_of = await _tables(target, report.year or 0, org, county)
    name = known.orgs[org] if org else known.counties[county or ""]
    of = f"{name}{report.year}年的实时表（数据截至{as_of or '尚无'}）"
    for table in Table:
        if table.value in tables:
            findings += against_table(report, table, _numbers(tables[table.value]), of)
    findings[:] = ordered(findings)


def _of_year(judged: list[Judged], year: int | None) -> Judged:
    fitting = [each for each in judged if year is None or each.report.year == year]
    if len(fitting) != 1:
        raise Stop(f"the file has {len(fitting)} reports to compare; give the year of one: --year 2026", USAGE)
    if fitting[0].report.year is None:
        raise Stop("the file does not say of which year it is; give it: --year 2026", USAGE)
    return fitting[0]


async def _tables(target: Any, year: int, org: str | None, county: str | None) -> tuple[dict[str, Any], str | None]:
    from cli.yearly import annual_tables
    from papers.annual.merging import blank

    body = await annual_tables(target, year, org)
    tables = body if org is not None else body["counties"].get(county) or blank()
    return tables, body["as_of"]


def _numbers(table: dict[str, dict[str, Any]]) -> dict[str, dict[str, Decimal | int]]:
    return {row: {column: Decimal(str(number)) for column, number in cells.items()} for row, cells in table.items()}
