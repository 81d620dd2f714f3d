"""The read side: items of the catalogs, which version obliged whom on a day, and all versions of one."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from chassis.database import Pool
from chassis.ledger.ledger import Ledger
from chassis.ledger.pages import subject
from chassis.problem import problem
from chassis.web import guarded
from chassis.whole_number import whole_number
from contracts.families import FAMILIES
from contracts.item import ITEM, Level, Method, item_name
from contracts.kit import Key, key_of
from law.domains import domain_name
from services.catalog import cells_page, reports_page, tables_page

_ITEMS = """
SELECT key, state FROM subject WHERE kind = 'catalog.item' AND state IS NOT NULL AND key > $1
   AND ($2::text IS NULL OR key LIKE 'catalog.item/' || $2 || '/%') ORDER BY key
"""
PAGE = 1_000
_BRIEF = (
    *("title", "stage", "origin", "domain", "level1", "level2", "level3"),
    *("method", "time_limit", "local_time_limit", "read_as", "notes"),
)
_UNITS = {Level.COUNTY: "county_units", Level.TOWNSHIP: "town_units"}


class Api:
    """Pages of one service process."""

    def __init__(self, pool: Pool[Any], ledger: Ledger) -> None:
        self._pool, self._ledger = pool, ledger

    def routes(self) -> list[Route]:
        """``/items``, ``/items/{issuer}/{number}``, ``/items/{issuer}/{number}/versions``, ``/tables/{year}``, ``/tables/{year}/cell``,
        ``/annual-reports/{year}``.
        """
        return [
            Route("/items", guarded(self._list)),
            Route("/items/{issuer}/{number}", guarded(self._item)),
            Route("/items/{issuer}/{number}/versions", guarded(self._versions)),
            Route("/tables/{year}", guarded(self._tables)),
            Route("/tables/{year}/cell", guarded(self._cell)),
            Route("/annual-reports/{year}", guarded(self._reports)),
        ]

    async def _list(self, request: Request) -> Response:
        """Items in the order of their keys; ``on``: only those in force that day; ``after`` goes on where ``next`` ended.

        ``domain``: by the name of the 26 or by another that counties give it.
        """
        query = request.query_params
        known = ("org", "domain", "unit", "on", "limit", "after")
        if unknown := sorted(set(query) - set(known)):
            return _wrong(f"{unknown[0]}: no such parameter; there are {', '.join(known)}")
        limit = whole_number(query.get("limit") or "100", 1, PAGE)
        if limit is None:
            return _wrong(f"limit={query['limit']!r}: give a number from 1 to {PAGE}")
        on, wrong = _day(query.get("on"))
        if wrong is not None:
            return wrong
        after = f"{ITEM.kind}/{query['after'].replace(':', '/', 1)}" if query.get("after") else ""
        page: list[dict[str, Any]] = []
        domain = query.get("domain")
        async with self._pool.acquire() as connection, connection.transaction(isolation="repeatable_read"):
            today: date | None = await connection.fetchval("SELECT day FROM clock")
            async for row in connection.cursor(_ITEMS, after, query.get("org") or None):
                brief = _brief(key_of(row["key"]), json.loads(row["state"]), on, query.get("unit") or None)
                if brief is None or (domain and domain_name(brief["domain"] or "") != domain_name(domain)):
                    continue
                page.append(brief)
                if len(page) > limit:
                    break
        following = page[limit - 1]["item"] if len(page) > limit else None
        as_of = today.isoformat() if today else None
        return JSONResponse({"as_of": as_of, "items": page[:limit], "next": following})

    async def _item(self, request: Request) -> Response:
        """The version in force on a day (``on``, by default the last seen), and whom it obliges."""
        if unknown := sorted(set(request.query_params) - {"on"}):
            return _wrong(f"{unknown[0]}: no such parameter; there is on")
        on, wrong = _day(request.query_params.get("on"))
        if wrong is not None:
            return wrong
        key, body = await self._whole(request)
        if body is None:
            return _none(key)
        day = on.isoformat() if on else body["as_of"]
        version = next((each for each in body["detail"].get("versions", []) if _holds(each, day)), None)
        return JSONResponse(
            {
                "item": item_name(key),
                "as_of": body["as_of"],
                "on": day,
                "state": body["state"],
                "version": version,
                "obliged": _obliged(version) if version else [],
            }
        )

    async def _versions(self, request: Request) -> Response:
        """Every version in full, by day, with whom each obliges."""
        key, body = await self._whole(request)
        if body is None:
            return _none(key)
        versions = [{**version, "obliged": _obliged(version)} for version in body["detail"].get("versions", [])]
        return JSONResponse({"item": item_name(key), "as_of": body["as_of"], "versions": versions})

    async def _cell(self, request: Request) -> Response:
        return await cells_page.page(request, self._pool)

    async def _tables(self, request: Request) -> Response:
        return await tables_page.page(request, self._pool)

    async def _reports(self, request: Request) -> Response:
        return await reports_page.page(request, self._pool)

    async def _whole(self, request: Request) -> tuple[Key, dict[str, Any] | None]:
        key = Key(ITEM.kind, request.path_params["issuer"], request.path_params["number"])
        async with self._pool.acquire() as connection, connection.transaction(isolation="repeatable_read"):
            return key, await subject(connection, self._ledger, str(key), FAMILIES)


def _brief(key: Key, state: dict[str, Any], on: date | None, unit: str | None) -> dict[str, Any] | None:
    """An item in short, as listed on a day; None where it was not in force then, or does not oblige ``unit``."""
    brief = {"item": item_name(key), **{name: state[name] for name in _BRIEF}}
    day = on.isoformat() if on else None
    if day is not None:
        version = next((each for each in state["versions"] if _holds(each, day)), None)
        if version is None:
            return None
        brief |= {name: version[name] for name in ("domain", "time_limit", "local_time_limit", "method")}
    spans = [span for span in state["obliged"] if day is None or _holds(span, day)]
    if unit is not None and all(span["unit"] != unit for span in spans):
        return None
    return {**brief, "since": state["since"], "until": state["until"], "units": len({span["unit"] for span in spans})}


def _obliged(version: dict[str, Any]) -> list[dict[str, str]]:
    listed, local = version["listed"], version["local"] or {}
    answer = {
        name: local.get(name) if local.get(name) is not None else listed.get(name)
        for name in (*_UNITS.values(), "method")
    }
    if answer["method"] == Method.ON_REQUEST:
        return []
    units = {unit: level for level in (Level.TOWNSHIP, Level.COUNTY) for unit in answer[_UNITS[level]] or ()}
    return [{"unit": unit, "level": level.value} for unit, level in sorted(units.items())]


def _holds(span: dict[str, Any], day: str) -> bool:
    return bool(span["since"] <= day and (span["until"] is None or day < span["until"]))


def _day(text: str | None) -> tuple[date | None, Response | None]:
    try:
        return date.fromisoformat(text) if text else None, None
    except ValueError:
        return None, _wrong(f"on={text!r}: give a day, YYYY-MM-DD")


def _none(key: Key) -> Response:
    return problem(404, f"no item {item_name(key)!r}; see GET /items")


def _wrong(text: str) -> Response:
    return problem(400, text)
