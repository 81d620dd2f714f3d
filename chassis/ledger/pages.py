"""The read side of every ledger: a subject with its facts, what they come to, and what is set aside."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import msgspec
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from chassis import audit, clock, profiles
from chassis.access.readers import must_see, own, reader
from chassis.caller import caller
from chassis.case import Folded
from chassis.database import Connection, Pool
from chassis.json_body import object_in
from chassis.ledger import code
from chassis.ledger.ledger import Ledger
from chassis.ledger.nearby import nearby
from chassis.ledger.reading import fact_of
from chassis.problem import problem
from chassis.rules import fold_subject
from chassis.states import read_state
from chassis.web import guarded
from contracts.audit import Action
from contracts.families import FAMILIES, Families
from contracts.kit import key_of

_SUBJECT = "SELECT version, state, failed FROM subject WHERE key = $1 AND (state IS NOT NULL OR failed IS NOT NULL)"
_FACTS = "SELECT key, id, type, time, recorded_on AS day, data AS a FROM fact WHERE key = $1 ORDER BY time, id"
_LINKED = """
SELECT DISTINCT l.sender, coalesce(s.state, k.state) AS state FROM link l
LEFT JOIN subject s ON s.key = l.sender LEFT JOIN linked k ON k.key = l.sender
WHERE l.receiver = $1 AND coalesce(s.state, k.state) IS NOT NULL ORDER BY l.sender LIMIT $2
"""
_FAILED = """
SELECT key, failed FROM subject WHERE kind = ANY($1::text[]) AND failed IS NOT NULL
   AND ($2::text IS NULL OR split_part(key, '/', 2) = $2) ORDER BY key LIMIT 100
"""


SET_ASIDE = "all that are set aside"
"""What was folded again, where no single subject was named."""


class Titled(msgspec.Struct):
    """What the page of a subject shows of the states that flow to it."""

    title: str | None = None


class SubjectPages:
    """Pages of one service process."""

    def __init__(self, ledger: Ledger, pool: Pool[Any], reading: Pool[Any], families: Families = FAMILIES) -> None:
        self._ledger, self._families = ledger, families
        self._pool, self._reading = pool, reading

    def routes(self) -> list[Route]:
        """``/subjects?org=&subject=``, ``/subjects/{key}``, ``/failed``, ``POST /refold``."""
        return [
            Route("/subjects", guarded(self._nearby)),
            Route("/subjects/{key:path}", guarded(self._subject)),
            Route("/failed", guarded(self._failed)),
            Route("/refold", guarded(self._refold), methods=["POST"]),
        ]

    async def _subject(self, request: Request) -> Response:
        if org := _org(request.path_params["key"]):
            must_see(request, org)
        async with self._reading.acquire() as connection, connection.transaction(isolation="repeatable_read"):
            body = await subject(connection, self._ledger, request.path_params["key"], self._families)
        if body is None:
            text = f"no subject {request.path_params['key']!r}; give <kind>/<organisation>/<subject>"
            return problem(404, text)
        return JSONResponse(shown(request, body))

    async def _nearby(self, request: Request) -> Response:
        """Ids near one that is not there."""
        org, sought = (request.query_params.get(name, "") for name in ("org", "subject"))
        if not org or not sought:
            return problem(400, "give org and subject: the organisation's slug, and the id that is sought")
        must_see(request, org)
        async with self._reading.acquire() as connection:
            near = await nearby(connection, list(self._ledger.rules), org, sought)
        return JSONResponse({name: [key for key in keys if _is_shown(request, key)] for name, keys in near.items()})

    async def _failed(self, request: Request) -> Response:
        async with self._reading.acquire() as connection:
            rows = await connection.fetch(_FAILED, list(self._ledger.rules), own(request, None))
        return JSONResponse([{"key": row["key"], "failed": row["failed"]} for row in rows])

    async def _refold(self, request: Request) -> Response:
        try:
            key = object_in(await request.body()).get("key")
            if key is not None:
                key = str(key_of(str(key)))
        except ValueError as error:
            text = f'send {{}} for all that are set aside, or {{"key": "<kind>/<organisation>/<subject>"}} ({error})'
            return problem(400, text)
        async with self._pool.acquire() as connection, connection.transaction():
            subjects = await code.refold(connection, key)
            if subjects:
                what = {"subjects": subjects}
                await audit.record(connection, caller(request), Action.SUBJECTS_REFOLDED, key or SET_ASIDE, what)
        if key and not subjects:
            return problem(404, f"no subject {key!r} in {self._ledger.service}")
        self._ledger.leave_work()
        self._ledger.committed()
        return JSONResponse({"subjects": subjects})


async def subject(connection: Connection, ledger: Ledger, key: str, families: Families) -> dict[str, Any] | None:
    """One subject whole: its state as sent, and all that explains it, folded anew for the reader."""
    try:
        name = key_of(key)
        rules = ledger.rules[name.kind]
    except (ValueError, KeyError):
        return None
    stored = await connection.fetchrow(_SUBJECT, key)
    if stored is None:
        return None
    rows = await connection.fetch(_FACTS, key)
    # One more than it takes: so the fold sees that there are more.
    senders = await connection.fetch(_LINKED, key, rules.family.most_linked + 1)
    linked: dict[str, list[bytes]] = {}
    for row in senders:
        linked.setdefault(key_of(row["sender"]).kind, []).append(row["state"])
    now = await connection.fetchrow("SELECT day FROM clock")
    assert now is not None
    today: date = now["day"]
    folded: Folded | None = None
    if stored["failed"] is None:
        calendar = clock.working_calendar(await clock.calendars(connection))
        facts = [fact_of(name, row, families) for row in rows if row["type"] in families.messages]
        county = (await profiles.counties(connection)).of(name.org)
        folded = fold_subject(rules, name, facts, calendar, today, linked, county)
    return {
        "key": key,
        "as_of": today.isoformat(),
        "version": stored["version"],
        "state": json.loads(stored["state"]) if stored["state"] is not None else None,
        "failed": stored["failed"],
        "obligations": [owed.model_dump(mode="json") for owed in folded.obligations] if folded else [],
        "detail": folded.detail().model_dump(mode="json") if folded and folded.detail else {},
        "linked": [{"key": row["sender"], "title": read_state(Titled, row["state"]).title} for row in senders],
        "facts": [_fact(row) for row in rows],
    }


def shown(request: Request, body: dict[str, Any]) -> dict[str, Any]:
    """A subject as who asks is shown it: the subjects on whose states it rests only where those are shown, too."""
    return {**body, "linked": [each for each in body["linked"] if _is_shown(request, each["key"])]}


def _is_shown(request: Request, key: str) -> bool:
    return reader(request).sees(key_of(key).org)


def _org(key: str) -> str:
    """Whose subject it is; empty for what is no key."""
    return key.split("/")[1] if key.count("/") > 1 else ""


def _fact(row: Any) -> dict[str, Any]:
    return {
        "id": row["id"],
        "type": row["type"],
        "time": row["time"].isoformat(),
        "recorded_on": row["day"].isoformat(),
        "data": json.loads(row["a"]),
    }
