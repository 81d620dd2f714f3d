"""The read side: what units have behind the catalog, on any day."""

from __future__ import annotations

import asyncio
from datetime import date
from typing import Any

import msgspec
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from chassis.database import Pool
from chassis.organisations import counties
from chassis.web import guarded
from services.publishing.coverage import Entry, coverage

_ENTRIES = """
SELECT state FROM subject WHERE kind = 'publishing.entry' AND state IS NOT NULL
   AND ($1::text IS NULL OR key LIKE 'publishing.entry/' || $1 || '/%') ORDER BY key
"""
READ_AHEAD = 2_000

_decode = msgspec.json.Decoder(Entry).decode


class Api:
    """Pages of one service process."""

    def __init__(self, pool: Pool[Any]) -> None:
        self._pool = pool

    def routes(self) -> list[Route]:
        """``/coverage``."""
        return [Route("/coverage", guarded(self._coverage))]

    async def _coverage(self, request: Request) -> Response:
        """By county: units, levels and domains on a day (``on``, by default the last seen), and the milestones passed by then."""
        query = request.query_params
        if unknown := sorted(set(query) - {"county", "org", "on"}):
            return _wrong(f"{unknown[0]}: no such parameter; there are county, org, on")
        org, county = query.get("org") or None, query.get("county") or None
        async with self._pool.acquire() as connection, connection.transaction(isolation="repeatable_read"):
            today: date | None = await connection.fetchval("SELECT day FROM clock")
            try:
                day = date.fromisoformat(query["on"]) if query.get("on") else today
            except ValueError:
                return _wrong(f"on={query['on']!r}: give a day, YYYY-MM-DD")
            entries = [_decode(row["state"]) async for row in connection.cursor(_ENTRIES, org, prefetch=READ_AHEAD)]
            county_of = await counties(connection)
        for name, value, known in (("organisation", org, county_of), ("county", county, county_of.values())):
            if value is not None and value not in known:
                return JSONResponse({"error": f"no {name} {value!r}; the registry names them"}, 404)
        chosen = [entry for entry in entries if county is None or county_of.get(entry.org) == county]
        if today is None or day is None:
            return JSONResponse({"as_of": None, "on": None, "counties": {}})
        if day > today:
            return _wrong(f"on={day}: nothing is known after {today}")
        body = await asyncio.to_thread(coverage, chosen, county_of, day)
        return JSONResponse({"as_of": today.isoformat(), "on": day.isoformat(), "counties": body})


def _wrong(text: str) -> Response:
    return JSONResponse({"error": text}, 400)
