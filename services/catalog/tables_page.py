"""The page of annual table 二: of one unit, or of each county and its units, as of the last day seen."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from chassis.database import Pool
from chassis.organisations import counties
from chassis.problem import problem
from chassis.whole_number import whole_number
from services.catalog import tables
from services.catalog.tables import Sources

_COUNTING = """
SELECT split_part(key, '/', 2) AS org, state FROM subject
WHERE kind = ANY(ARRAY['catalog.document', 'catalog.annual_figure']) AND state IS NOT NULL
  AND ($1::text IS NULL OR split_part(key, '/', 2) = $1)
"""
FIRST_YEAR = 2008
"""条例 is in force since 2008."""
READ_AHEAD = 2_000


async def page(request: Request, pool: Pool[Any]) -> Response:
    """Table 二 of a year: of one unit with ``org``, else of each county and its units."""
    text, org = request.path_params["year"], request.query_params.get("org") or None
    if unknown := sorted(set(request.query_params) - {"org"}):
        return _wrong(f"{unknown[0]}: no such parameter; there is org")
    async with pool.acquire() as connection, connection.transaction(isolation="repeatable_read"):
        day: date | None = await connection.fetchval("SELECT day FROM clock")
        last = day.year + 1 if day else FIRST_YEAR + 100
        year = whole_number(text, FIRST_YEAR, last)
        if year is None:
            return _wrong(f"year {text!r}: give a year from {FIRST_YEAR} to {last}")
        by_org: dict[str, Sources] = defaultdict(Sources)
        async for row in connection.cursor(_COUNTING, org, prefetch=READ_AHEAD):
            by_org[row["org"]].add(tables.decode(row["state"]))
        county_of = await counties(connection)
    if org is not None and org not in by_org and org not in county_of:
        return problem(404, f"no organisation {org!r}; the registry names them")
    body = await asyncio.to_thread(_built, by_org, county_of, year, org)
    return JSONResponse({"year": year, "as_of": day.isoformat() if day else None, **body})


def _built(by_org: Mapping[str, Sources], county_of: Mapping[str, str], year: int, org: str | None) -> dict[str, Any]:
    if org is not None:
        body = tables.plain(tables.unit(by_org.get(org, Sources()), year))
        return {"org": org, "county": county_of.get(org, ""), **body}
    whole = tables.counties(by_org, county_of, year)
    return {"counties": {county: tables.plain(body) for county, body in whole.items()}}


def _wrong(text: str) -> Response:
    return problem(400, text)
