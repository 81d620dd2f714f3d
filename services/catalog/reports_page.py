"""Who has handed in and published the annual report of a year, and who has not: every organisation of the registry."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from chassis.access.readers import Reader, reader
from chassis.database import Pool
from chassis.organisations import counties
from chassis.problem import problem

_REPORTS = """
SELECT split_part(key, '/', 2) AS org, state FROM subject
WHERE kind = 'catalog.annual_report' AND split_part(key, '/', 3) = $1 AND state IS NOT NULL
"""


class Handed(msgspec.Struct):
    """What the list needs of a report's state."""

    submitted_on: date | None = None
    published_on: date | None = None
    county_published_on: date | None = None
    submitted_tables: str | None = None
    published_tables: str | None = None
    county_tables: str | None = None

    @property
    def tables(self) -> str | None:
        """Digest of the tables as last told: as published, else as handed in."""
        return self.published_tables or self.submitted_tables


decode = msgspec.json.Decoder(Handed).decode


async def page(request: Request, pool: Pool[Any]) -> Response:
    """By county: each unit with the days on which it handed in and published, or none, and its tables' digest; and the county's own."""
    year, county = request.path_params["year"], request.query_params.get("county") or None
    if unknown := sorted(set(request.query_params) - {"county"}):
        return _wrong(f"{unknown[0]}: no such parameter; there is county")
    if not (year.isascii() and year.isdecimal() and len(year) == 4):
        return _wrong(f"year {year!r}: give a year, e.g. 2026")
    async with pool.acquire() as connection, connection.transaction(isolation="repeatable_read"):
        day: date | None = await connection.fetchval("SELECT day FROM clock")
        reports = {row["org"]: decode(row["state"]) for row in await connection.fetch(_REPORTS, year)}
        county_of = await counties(connection)
    if county is not None and county not in county_of.values():
        return problem(404, f"no county {county!r}; the registry names them")
    of = {org: slug for org, slug in county_of.items() if county in (None, slug)}
    content = {"year": int(year), "as_of": day, "counties": shown(reader(request), handed_in(reports, of))}
    return Response(msgspec.json.encode(content), media_type="application/json")


def handed_in(reports: Mapping[str, Handed], county_of: Mapping[str, str]) -> dict[str, Any]:
    """County → its units with both days, how many have done either, and when the county's report was published."""
    answer: dict[str, Any] = {}
    for org, county in sorted(county_of.items()):
        body = answer.setdefault(
            county, {"published_on": None, "tables": None, "submitted": 0, "published": 0, "units": {}}
        )
        report = reports.get(org, Handed())
        body["units"][org] = {
            "submitted_on": report.submitted_on,
            "published_on": report.published_on,
            "tables": report.tables,
        }
        body["submitted"] += report.submitted_on is not None
        body["published"] += report.published_on is not None
        if report.county_published_on is not None:
            body["published_on"] = min(report.county_published_on, body["published_on"] or report.county_published_on)
            body["tables"] = report.county_tables or body["tables"]
    return dict(sorted(answer.items()))


def shown(known: Reader, counties: Mapping[str, Any]) -> dict[str, Any]:
    """The same as a reader is shown it: of units those whose subjects it sees, of counties how many have done it."""
    return {
        county: {**body, "units": {org: days for org, days in body["units"].items() if known.sees(org)}}
        for county, body in counties.items()
    }


def _wrong(text: str) -> Response:
    return problem(400, text)
