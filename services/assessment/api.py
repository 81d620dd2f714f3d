"""The steps of reports, and what anyone may ask: reports, sheets, rankings, restatements, what a number is made of."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

import msgspec
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from chassis import audit
from chassis.access.readers import must_see, own, reader
from chassis.caller import caller
from chassis.database import Connection, Pool
from chassis.problem import problem
from chassis.web import guarded
from contracts.assessment.indicator import INDICATOR
from contracts.assessment.report import ReportHead
from contracts.assessment.sheet import DEDUCTION
from contracts.audit import Action
from law.reports import ReportKind
from services.assessment import amounts, ground, reports
from services.assessment.asking import Asked, read_asked
from services.assessment.periods import months_in
from services.assessment.reports import WAITING, Draft, ReportError
from services.assessment.verifying import verified

_LIST = """
SELECT stage, head FROM report WHERE ($1::text IS NULL OR county = $1) AND ($2::text IS NULL OR kind = $2)
ORDER BY county, kind, period
"""
_ONE = "SELECT stage, head FROM report WHERE id = $1"
_PARTS = "SELECT body FROM report_part WHERE report = $1 AND ($2::text IS NULL OR org = $2) ORDER BY org"
_RESTATED = "SELECT body FROM restatement WHERE report = $1 AND ($2::text IS NULL OR org = $2) ORDER BY org"
_SHEET = "SELECT body FROM sheet WHERE period = $1 AND org = $2"
_FINDINGS = "SELECT body FROM finding WHERE period = $1 AND org = $2 AND type = $3 ORDER BY id"
_RANKINGS = "SELECT body FROM ranking WHERE starts_with(key, $1) ORDER BY key"

Step = Callable[[Connection, Asked], Awaitable[Draft]]


class Api:
    """Pages of one service process."""

    def __init__(self, pool: Pool[Any], reading: Pool[Any], wake_relay: Callable[[], None]) -> None:
        self._pool, self._reading, self._wake_relay = pool, reading, wake_relay

    def routes(self) -> list[Route]:
        """``/reports`` and its steps, ``/scores``, ``/amounts``."""
        return [
            Route("/reports", guarded(self._list)),
            Route("/reports/draft", guarded(self._draft), methods=["POST"]),
            Route("/reports/check", guarded(self._check), methods=["POST"]),
            Route("/reports/issue", guarded(self._issue), methods=["POST"]),
            Route("/reports/{report}", guarded(self._show)),
            Route("/reports/{report}/verify", guarded(self._verify)),
            Route("/scores/{period}", guarded(self._scores)),
            Route("/amounts/{period}/{org}", guarded(self._amounts)),
        ]

    async def _list(self, request: Request) -> Response:
        """Heads of all reports, drafts among them, without their texts and tables."""
        if wrong := _unknown(request, {"county", "kind"}):
            return wrong
        query = request.query_params
        if query.get("kind") and (text := _no_kind(query["kind"])):
            return problem(400, text)
        async with self._reading.acquire() as connection:
            rows = await connection.fetch(_LIST, query.get("county") or None, query.get("kind") or None)
        whole = reader(request).only is None
        heads = [
            (row["stage"], ReportHead.model_validate_json(row["head"]))
            for row in rows
            if whole or row["stage"] == "issued"
        ]
        return JSONResponse({"reports": [_summary(stage, head) for stage, head in heads]})

    async def _draft(self, request: Request) -> Response:
        async def step(connection: Connection, asked: Asked) -> Draft:
            return await reports.drafted(connection, asked.county, asked.kind, asked.period)

        return await self._step(request, step)

    async def _check(self, request: Request) -> Response:
        async def step(connection: Connection, asked: Asked) -> Draft:
            return await reports.checked(connection, asked.county, asked.kind, asked.period, asked.despite)

        return await self._step(request, step)

    async def _step(self, request: Request, step: Step) -> Response:
        try:
            asked = read_asked(await request.body())
            async with self._pool.acquire() as connection, connection.transaction():
                draft = await step(connection, asked)
        except (ReportError, ValueError) as error:
            return problem(409 if isinstance(error, ReportError) else 422, str(error))
        return JSONResponse(
            {
                "report": draft.head.model_dump(mode="json"),
                "problems": [flaw._asdict() for flaw in draft.problems],
            }
        )

    async def _issue(self, request: Request) -> Response:
        try:
            asked = read_asked(await request.body())
            async with self._pool.acquire() as connection, connection.transaction():
                head = await reports.issued(connection, asked.county, asked.kind, asked.period, asked.number)
                number = {"year": head.year, "number": head.number}
                await audit.record(connection, caller(request), Action.REPORT_ISSUED, head.id, number)
        except (ReportError, ValueError) as error:
            return problem(409 if isinstance(error, ReportError) else 422, str(error))
        self._wake_relay()
        return JSONResponse({"report": head.model_dump(mode="json")})

    async def _show(self, request: Request) -> Response:
        """A report with its parts and restatements, of one unit where ``org`` names it."""
        if wrong := _unknown(request, {"org"}):
            return wrong
        identity, org = request.path_params["report"], own(request, request.query_params.get("org") or None)
        async with self._reading.acquire() as connection, connection.transaction(isolation="repeatable_read"):
            row = await connection.fetchrow(_ONE, identity)
            parts = await connection.fetch(_PARTS, identity, org)
            restated = await connection.fetch(_RESTATED, identity, org)
        if row is None or (row["stage"] != "issued" and reader(request).only is not None):
            return _absent(identity)
        if org is not None and not parts:
            return problem(404, f"org={org}: no unit of {identity}")
        return _json(
            {
                "stage": row["stage"],
                "report": msgspec.Raw(row["head"].encode()),
                "parts": [msgspec.Raw(part[0].encode()) for part in parts],
                "restatements": [msgspec.Raw(body[0].encode()) for body in restated],
            }
        )

    async def _verify(self, request: Request) -> Response:
        """Whether the report is as it was issued, and comes out the same again."""
        identity = request.path_params["report"]
        async with self._reading.acquire() as connection, connection.transaction(isolation="repeatable_read"):
            result = await verified(connection, identity)
        if result is None:
            return _absent(identity)
        return JSONResponse({"holds": result.holds, **result._asdict()})

    async def _scores(self, request: Request) -> Response:
        """Rankings of a period, of all counties or one.

        With ``org`` that unit's sheet (null where no rubric scores it), what was taken away in it, and what looks odd.
        ``behind``: changes that were read and are not in all scores yet, or not told yet.
        """
        if wrong := _unknown(request, {"county", "org"}):
            return wrong
        period, query = request.path_params["period"], request.query_params
        try:
            months_in(period)
        except ValueError as error:
            return problem(400, f"period {period!r}: {error}")
        org, county = query.get("org") or None, query.get("county") or None
        if org is not None:
            must_see(request, org)
        async with self._reading.acquire() as connection, connection.transaction(isolation="repeatable_read"):
            as_of = await connection.fetchval("SELECT scored FROM watermark")
            behind = await connection.fetchval(WAITING)
            prefix = f"{period}|{county}|" if county else f"{period}|"
            rankings = await connection.fetch(_RANKINGS, prefix)
            sheet = await connection.fetchval(_SHEET, period, org) if org else None
            deductions = await connection.fetch(_FINDINGS, period, org, DEDUCTION) if org else []
            indicators = await connection.fetch(_FINDINGS, period, org, INDICATOR) if org else []
        if org is not None and sheet is None and not indicators:
            return problem(
                404,
                f"org={org}: no sheet of {period}; no rubric in force has a roster with it, it did not exist then, or it is "
                "unknown",
            )
        return _json(
            {
                "as_of": as_of,
                "behind": behind,
                "period": period,
                "rankings": [msgspec.Raw(row[0].encode()) for row in rankings],
                "sheet": None if sheet is None else msgspec.Raw(sheet.encode()),
                "deductions": [msgspec.Raw(row[0].encode()) for row in deductions],
                "indicators": [msgspec.Raw(row[0].encode()) for row in indicators],
            }
        )

    async def _amounts(self, request: Request) -> Response:
        """What a unit's ``measure`` of a period is made of, by subject; without ``measure`` the names of all that it counts."""
        if wrong := _unknown(request, {"measure"}):
            return wrong
        period, org = request.path_params["period"], request.path_params["org"]
        must_see(request, org)
        measure = request.query_params.get("measure") or None
        try:
            months_in(period)
        except ValueError as error:
            return problem(400, f"period {period!r}: {error}")
        async with self._reading.acquire() as connection, connection.transaction(isolation="repeatable_read"):
            as_of = await connection.fetchval("SELECT scored FROM watermark")
            subjects = (await ground.months_by_unit(connection, [org]))[org]
            added = amounts.shares(period, subjects, measure) if measure else {}
            titles = await ground.titles(connection, list(added))
        rows = [{"key": key, "title": titles[key], "amount": amount} for key, amount in added.items()]
        return _json(
            {
                "as_of": as_of,
                "period": period,
                "org": org,
                "measure": measure,
                "amount": sum(added.values()),
                "subjects": rows,
                "counted": amounts.counted(period, subjects),
            }
        )


def _no_kind(kind: str) -> str:
    """What is wrong with a name of a kind; empty when nothing is."""
    return "" if kind in set(ReportKind) else f"kind {kind!r}: no kind of report; there are {', '.join(ReportKind)}"


def _summary(stage: str, head: ReportHead) -> dict[str, Any]:
    left_out = {"text", "rankings", "restated", "own_reports", "parts", "positions"}
    summary = head.model_dump(mode="json", exclude=left_out)
    return {"stage": stage, **summary, "number": head.number if stage == "issued" else None}


def _unknown(request: Request, known: set[str]) -> Response | None:
    unknown = sorted(set(request.query_params) - known)
    text = f"{unknown[0]}: no such parameter; there are {', '.join(sorted(known))}" if unknown else ""
    return problem(400, text) if text else None


def _absent(identity: str) -> Response:
    return problem(404, f"{identity}: no such report; GET /reports lists them")


def _json(content: Any) -> Response:
    return Response(msgspec.json.encode(content), media_type="application/json")
