"""The read side: what units have behind the catalog on any day, the county's accounts, and which columns go stale next."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any, TypeVar

import msgspec
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from chassis.access.readers import own
from chassis.database import Pool
from chassis.organisations import counties
from chassis.problem import problem
from chassis.web import guarded
from chassis.whole_number import whole_number
from services.publishing.coverage import Entry, coverage
from services.publishing.fresh import Column, due
from services.publishing.matrix import Account, matrix

_STATES = """
SELECT state FROM subject WHERE kind = $2 AND state IS NOT NULL
   AND ($1::text IS NULL OR key LIKE $2 || '/' || $1 || '/%') ORDER BY key
"""
READ_AHEAD = 2_000

MOST_DAYS = 400
"""A list of what is due reaches a year ahead, and a month."""

State = TypeVar("State", Entry, Account, Column)
Answer = Callable[[Sequence[State], Mapping[str, str], date], dict[str, Any]]


class Api:
    """Pages of one service process."""

    def __init__(self, pool: Pool[Any]) -> None:
        self._pool = pool

    def routes(self) -> list[Route]:
        """``/coverage``, ``/accounts``, ``/columns``."""
        pages = {"/coverage": self._coverage, "/accounts": self._accounts, "/columns": self._columns}
        return [Route(path, guarded(page)) for path, page in pages.items()]

    async def _coverage(self, request: Request) -> Response:
        """By county: units, levels and domains on a day (``on``, by default the last seen), and the milestones passed by then."""
        if wrong := _unknown(request, {"county", "org", "on"}):
            return wrong
        asked = request.query_params.get("on")
        try:
            day = date.fromisoformat(asked) if asked else None
        except ValueError:
            return _wrong(f"on={asked!r}: give a day, YYYY-MM-DD")
        org = request.query_params.get("org") or None
        return await self._answer(request, org, "publishing.entry", Entry, coverage, day)

    async def _accounts(self, request: Request) -> Response:
        """By county: every account of its units, and what fails it."""
        if wrong := _unknown(request, {"county", "org"}):
            return wrong
        return await self._answer(request, _listed(request), "publishing.account", Account, matrix)

    async def _columns(self, request: Request) -> Response:
        """By county: columns that are empty, stale, or go stale ``within`` so many days (7), by due date, and how many by site and unit."""
        if wrong := _unknown(request, {"county", "org", "within"}):
            return wrong
        asked = request.query_params.get("within") or "7"
        within = whole_number(asked, 0, MOST_DAYS)
        if within is None:
            return _wrong(f"within={asked!r}: give a number of days, 0 to {MOST_DAYS}")
        return await self._answer(
            request,
            _listed(request),
            "publishing.column",
            Column,
            lambda columns, of, day: due(columns, of, day, within),
        )

    async def _answer(
        self,
        request: Request,
        org: str | None,
        kind: str,
        reads: type[State],
        answer: Answer[State],
        on: date | None = None,
    ) -> Response:
        """What ``answer`` makes of the states of a kind, of ``org`` or of the county that the request names."""
        county = request.query_params.get("county") or None
        decode = msgspec.json.Decoder(reads).decode
        async with self._pool.acquire() as connection, connection.transaction(isolation="repeatable_read"):
            today: date | None = await connection.fetchval("SELECT day FROM clock")
            rows = connection.cursor(_STATES, org, kind, prefetch=READ_AHEAD)
            states = [decode(row["state"]) async for row in rows]
            county_of = await counties(connection)
        for name, value, known in (("organisation", org, county_of), ("county", county, county_of.values())):
            if value is not None and value not in known:
                return problem(404, f"no {name} {value!r}; the registry names them")
        day = on or today
        if today is None or day is None:
            return JSONResponse({"as_of": None, "on": None, "counties": {}})
        if day > today:
            return _wrong(f"on={day}: nothing is known after {today}")
        chosen = [state for state in states if county is None or county_of.get(state.org) == county]
        body = await asyncio.to_thread(answer, chosen, county_of, day)
        content = {"as_of": today, "on": day, "counties": body}
        return Response(msgspec.json.encode(content), media_type="application/json")


def _listed(request: Request) -> str | None:
    """Whose subjects are listed."""
    return own(request, request.query_params.get("org") or None)


def _unknown(request: Request, known: set[str]) -> Response | None:
    unknown = sorted(set(request.query_params) - known)
    return _wrong(f"{unknown[0]}: no such parameter; there are {', '.join(sorted(known))}") if unknown else None


def _wrong(text: str) -> Response:
    return problem(400, text)
