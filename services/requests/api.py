"""The read side: applications with their facts and clock, and the annual tables as of the last day seen."""

from __future__ import annotations

import asyncio
import json
from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from chassis.access.readers import own, reader
from chassis.database import Connection, Pool
from chassis.ledger.ledger import Ledger
from chassis.ledger.pages import shown
from chassis.ledger.pages import subject as whole
from chassis.organisations import counties
from chassis.problem import problem
from chassis.web import guarded
from chassis.whole_number import whole_number
from contracts.families import FAMILIES
from law.clock import ENDED, State
from services.requests import cells, store, tables
from services.requests.application.receiving import LONG_UNCONFIRMED
from services.requests.store import decode_application, decode_dispute, decode_opening
from services.requests.tables import Sources

OPEN, OVERDUE = "open", "overdue"
STATES = (*(state.value for state in State), OPEN, OVERDUE, LONG_UNCONFIRMED)
_FINISHED = sorted(ENDED)
FIRST_YEAR = 2008
"""条例 is in force since 2008."""
PAGE = 1_000
READ_AHEAD = 2_000
"""States in memory at once while a year's tables are counted."""


class Api:
    """Pages of one service process."""

    def __init__(self, pool: Pool[Any], ledger: Ledger) -> None:
        self._pool, self._ledger = pool, ledger

    def routes(self) -> list[Route]:
        """``/applications``, ``/applications/{id}``, ``/tables/{year}``, ``/tables/{year}/cell``."""
        return [
            Route("/applications", guarded(self._list)),
            Route("/applications/{id:path}", guarded(self._application)),
            Route("/tables/{year}", guarded(self._tables)),
            Route("/tables/{year}/cell", guarded(self._cell)),
        ]

    async def _list(self, request: Request) -> Response:
        """Applications of an organisation, in a state, due before a day; ``after`` goes on where ``next`` ended.

        ``day``: those with a fact recorded, a result or a due date on that day.
        """
        query = request.query_params
        known = ("org", "state", "due_before", "day", "limit", "after")
        if unknown := sorted(set(query) - set(known)):
            return _wrong(f"{unknown[0]}: no such parameter; there are {', '.join(known)}")
        # An empty value, as of a form field left blank, asks for nothing.
        org, state = (query.get(name) or None for name in ("org", "state"))
        org = own(request, org)
        limit = whole_number(query.get("limit") or "100", 1, PAGE)
        if state is not None and state not in STATES:
            return _wrong(f"state={state!r}: give one of {', '.join(STATES)}")
        if limit is None:
            return _wrong(f"limit={query['limit']!r}: give a number from 1 to {PAGE}")
        days: dict[str, date | None] = {}
        for name in ("due_before", "day"):
            try:
                days[name] = date.fromisoformat(query[name]) if query.get(name) else None
            except ValueError:
                return _wrong(f"{name}={query[name]!r}: give a day, YYYY-MM-DD")
        async with self._pool.acquire() as connection, connection.transaction(isolation="repeatable_read"):
            as_of = await store.day(connection)
            after = query.get("after") or ""
            after = f"requests.application/{after}" if after else ""
            rows = await connection.fetch(
                store.LIST, after, org, days["due_before"], state, _FINISHED, limit + 1, days["day"]
            )
        page = rows[:limit]
        following = _id(page[-1]["key"]) if len(rows) > len(page) else None
        return JSONResponse({"as_of": as_of, "applications": [_brief(row) for row in page], "next": following})

    async def _application(self, request: Request) -> Response:
        """One application whole: its state with clock and explanation, and its facts in the order of their time."""
        name = request.path_params["id"]
        pattern = name.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
        async with self._pool.acquire() as connection, connection.transaction(isolation="repeatable_read"):
            rows = await connection.fetch(store.FIND, name, "/" not in name, pattern, reader(request).only)
            keys = [row["key"] for row in rows]
            if not keys:
                text = f"no application {name!r}; give <org>/<subject>, or see GET /applications"
                return problem(404, text)
            if len(keys) > 1:
                text = f"{name!r} is the number of several: {', '.join(map(_id, keys))}; give <org>/<subject>"
                return _wrong(text)
            body = await whole(connection, self._ledger, keys[0], FAMILIES)
            assert body is not None
            repeat_of = await _repeat_of(connection, body["state"])
        return JSONResponse({"id": _id(keys[0]), "repeat_of": repeat_of, **shown(request, body)})

    async def _cell(self, request: Request) -> Response:
        return await cells.page(request, self._pool)

    async def _tables(self, request: Request) -> Response:
        """Tables 三 and 四 of a year: of one unit with ``org``, else of each county and its units."""
        text, org = request.path_params["year"], request.query_params.get("org") or None
        if unknown := sorted(set(request.query_params) - {"org"}):
            return _wrong(f"{unknown[0]}: no such parameter; there is org")
        async with self._pool.acquire() as connection, connection.transaction(isolation="repeatable_read"):
            as_of = await store.day(connection)
            last = int(as_of[:4]) + 1 if as_of else FIRST_YEAR + 100
            year = whole_number(text, FIRST_YEAR, last)
            if year is None:
                return _wrong(f"year {text!r}: give a year from {FIRST_YEAR} to {last}")
            by_org: dict[str, Sources] = defaultdict(Sources)
            async for row in connection.cursor(store.COUNTED, org, prefetch=READ_AHEAD):
                by_org[row["org"]].applications.append(decode_application(row["state"]))
            async for row in connection.cursor(store.DISPUTED, org, prefetch=READ_AHEAD):
                by_org[row["org"]].disputes.append(decode_dispute(row["state"]))
            async for row in connection.cursor(store.OPENINGS, org, prefetch=READ_AHEAD):
                if (opening := decode_opening(row["state"]).opening()) is not None:
                    by_org[row["org"]].openings.append(opening)
            county_of = await counties(connection)
        if org is not None and org not in by_org and org not in county_of:
            return problem(404, f"no organisation {org!r}; the registry names them")
        body = await asyncio.to_thread(_built, by_org, county_of, year, org)
        return JSONResponse({"year": year, "as_of": as_of, **body})


def _built(by_org: Mapping[str, Sources], county_of: Mapping[str, str], year: int, org: str | None) -> dict[str, Any]:
    if org is not None:
        return {"org": org, "county": county_of.get(org, ""), **tables.unit(by_org.get(org, Sources()), year)}
    return {"counties": tables.counties(by_org, county_of, year)}


def _wrong(text: str) -> Response:
    return problem(400, text)


async def _repeat_of(connection: Connection, state: dict[str, Any] | None) -> str | None:
    """The earlier application that this one seems to repeat."""
    if state is None or state["subject_hash"] is None:
        return None
    repeats = await connection.fetchval(store.REPEATS, state["org"], state["subject_hash"])
    return next(
        (repeat["earlier"] for repeat in json.loads(repeats or "[]") if repeat["later"] == state["subject"]),
        None,
    )


def _id(key: str) -> str:
    """<org>/<subject>: an application as people name it."""
    return key.partition("/")[2]


def _brief(row: Any) -> dict[str, Any]:
    return {
        "id": _id(row["key"]),
        "org": row["org"],
        "subject": row["key"].split("/", 2)[2],
        "state": row["state"],
        "overdue": row["overdue"] or False,
        "applicant_kind": row["kind"],
        "arrived_on": row["arrived_on"],
        "received_on": row["received_on"],
        "due_on": row["due_on"],
        "provisional": row["provisional"],
        "alert": row["alert"],
    }
