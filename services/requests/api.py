"""The read side: applications with their facts and clock, and the annual tables as of the last day seen."""

from __future__ import annotations

import asyncio
import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from chassis.database import Connection, Pool
from chassis.web import guarded
from law.clock import State
from services.requests import tables
from services.requests.store import Counted, decode

OPEN, OVERDUE = "open", "overdue"
STATES = (*(state.value for state in State), OPEN, OVERDUE)
_FINISHED = [
    State.ANSWERED,
    State.TRANSFERRED,
    State.WITHDRAWN,
    State.LAPSED_CORRECTION,
    State.LAPSED_PAYMENT,
]
FIRST_YEAR = 2008
"""条例 is in force since 2008."""
PAGE = 1_000

_LIST = """
SELECT key, org, state, overdue, kind, received_on, due_on, provisional, alert FROM application
WHERE key > $1 AND ($2::text IS NULL OR org = $2) AND ($3::date IS NULL OR due_on < $3)
  AND ($4::text IS NULL OR state = $4 OR ($4 = 'overdue' AND overdue) OR ($4 = 'open' AND NOT state = ANY($5::text[])))
ORDER BY key LIMIT $6
"""
_FIND = """
SELECT s.key, s.state, a.repeat_of FROM subject s LEFT JOIN application a USING (key)
WHERE s.key = $1 OR ($2 AND s.key LIKE '%/' || $3) ORDER BY s.key LIMIT 3
"""
_FACTS = "SELECT id, type, time, recorded_on, data FROM fact WHERE key = $1 ORDER BY time, id"
_COUNTED = "SELECT org, counted FROM application WHERE $1::text IS NULL OR org = $1"
_COUNTIES = "SELECT org, county FROM organisation"


class Api:
    """Pages of one service process."""

    def __init__(self, pool: Pool[Any]) -> None:
        self._pool = pool

    def routes(self) -> list[Route]:
        """``/applications``, ``/applications/{id}``, ``/tables/{year}``."""
        return [
            Route("/applications", guarded(self._list)),
            Route("/applications/{id:path}", guarded(self._one)),
            Route("/tables/{year}", guarded(self._tables)),
        ]

    async def _list(self, request: Request) -> Response:
        """Applications of an organisation, in a state, due before a day; ``after`` goes on where ``next`` ended."""
        query = request.query_params
        known = ("org", "state", "due_before", "limit", "after")
        if unknown := sorted(set(query) - set(known)):
            return _wrong(f"{unknown[0]}: no such parameter; there are {', '.join(known)}")
        # An empty value, as of a form field left blank, asks for nothing.
        org, state, before = (query.get(name) or None for name in ("org", "state", "due_before"))
        limit = query.get("limit") or "100"
        if state is not None and state not in STATES:
            return _wrong(f"state={state!r}: give one of {', '.join(STATES)}")
        if not (limit.isascii() and limit.isdecimal()) or not 1 <= int(limit) <= PAGE:
            return _wrong(f"limit={limit!r}: give a number from 1 to {PAGE}")
        try:
            due_before = None if before is None else date.fromisoformat(before)
        except ValueError:
            return _wrong(f"due_before={before!r}: give a day, YYYY-MM-DD")
        async with self._pool.acquire() as connection, connection.transaction(isolation="repeatable_read"):
            as_of = await _day(connection)
            rows = await connection.fetch(
                _LIST, query.get("after", ""), org, due_before, state, _FINISHED, int(limit) + 1
            )
        page = rows[: int(limit)]
        following = page[-1]["key"] if len(rows) > len(page) else None
        return JSONResponse(
            {"as_of": as_of, "applications": [_brief(row) for row in page], "next": following}
        )

    async def _one(self, request: Request) -> Response:
        """One application whole: its state with clock and explanation, and its facts in the order of their time."""
        name = request.path_params["id"]
        subject = name.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
        async with self._pool.acquire() as connection, connection.transaction(isolation="repeatable_read"):
            as_of = await _day(connection)
            found = await connection.fetch(_FIND, name, "/" not in name, subject)
            found = [row for row in found if row["state"] is not None]
            if not found:
                text = f"no application {name!r}; give <org>/<subject>, or see GET /applications"
                return JSONResponse({"error": text}, 404)
            if len(found) > 1:
                text = f"{name!r} is the number of several: {', '.join(row['key'] for row in found)}; give <org>/<subject>"
                return _wrong(text)
            row = found[0]
            facts = await connection.fetch(_FACTS, row["key"])
        return JSONResponse(
            {
                "id": row["key"], "as_of": as_of, "state": json.loads(row["state"]), "repeat_of": row["repeat_of"],
                "facts": [_fact(fact) for fact in facts],
            }
        )  # fmt: skip

    async def _tables(self, request: Request) -> Response:
        """Tables 三 and 四 of a year: of one unit with ``org``, else of each county and its units."""
        text, org = request.path_params["year"], request.query_params.get("org") or None
        if unknown := sorted(set(request.query_params) - {"org"}):
            return _wrong(f"{unknown[0]}: no such parameter; there is org")
        async with self._pool.acquire() as connection, connection.transaction(isolation="repeatable_read"):
            as_of = await _day(connection)
            last = int(as_of[:4]) + 1 if as_of else FIRST_YEAR + 100
            if not (text.isascii() and text.isdecimal()) or not FIRST_YEAR <= int(text) <= last:
                return _wrong(f"year {text!r}: give a year from {FIRST_YEAR} to {last}")
            rows = await connection.fetch(_COUNTED, org)
            county_of = {row["org"]: row["county"] for row in await connection.fetch(_COUNTIES)}
        if org is not None and not rows and org not in county_of:
            return JSONResponse({"error": f"no organisation {org!r}; the registry names them"}, 404)
        body = await asyncio.to_thread(_built, rows, county_of, int(text), org)
        return JSONResponse({"year": int(text), "as_of": as_of, **body})


def _built(rows: Sequence[Any], county_of: Mapping[str, str], year: int, org: str | None) -> dict[str, Any]:
    by_org: dict[str, list[Counted]] = defaultdict(list)
    for row in rows:
        by_org[row["org"]].append(decode(row["counted"]))
    if org is not None:
        return {"org": org, "county": county_of.get(org, ""), **tables.unit(by_org[org], year)}
    return {"counties": tables.counties(by_org, county_of, year)}


def _wrong(text: str) -> Response:
    return JSONResponse({"error": text}, 400)


async def _day(connection: Connection) -> str | None:
    day = await connection.fetchval("SELECT day FROM clock")
    return day.isoformat() if day else None


def _brief(row: Any) -> dict[str, Any]:
    return {
        "id": row["key"], "org": row["org"], "subject": row["key"].split("/", 1)[1], "state": row["state"],
        "overdue": row["overdue"], "applicant_kind": row["kind"], "received_on": _iso(row["received_on"]),
        "due_on": _iso(row["due_on"]), "provisional": row["provisional"], "alert": row["alert"],
    }  # fmt: skip


def _fact(row: Any) -> dict[str, Any]:
    return {
        "id": row["id"], "type": row["type"], "time": row["time"].isoformat(),
        "recorded_on": row["recorded_on"].isoformat(), "data": json.loads(row["data"]),
    }  # fmt: skip


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
