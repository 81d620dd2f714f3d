"""The register of organisations on HTTP: who is in it and has been, what became of each; added, renamed, moved and closed."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from chassis import audit
from chassis.caller import caller
from chassis.database import Connection
from chassis.problem import problem
from chassis.service import Context
from chassis.web import guarded
from contracts.audit import Action
from contracts.organisations import Organisation
from services.gateway import entries, lifecycle, profiles, registry
from services.gateway.asking import body, broken
from services.gateway.entries import Change, Entry, OrganisationError, Past
from services.gateway.faults import Model
from services.gateway.lifecycle import Close, Key, Move, Rename
from services.gateway.rules import RuleError

_ACTIONS: Mapping[Change, Action] = {
    "added": Action.ORGANISATION_ADDED,
    "changed": Action.ORGANISATION_CHANGED,
    "reopened": Action.ORGANISATION_CHANGED,
    "renamed": Action.ORGANISATION_RENAMED,
    "moved": Action.ORGANISATION_MOVED,
    "closed": Action.ORGANISATION_CLOSED,
}
"""What has become of an organisation → what that is in the audit."""

_ENTERED = frozenset({"name", "full_name", "county", "supervisor", "valid_from", "valid_to", "on", "successor"})
"""Of what was sent, what the audit says."""

Act = Callable[[Connection, str, Any], Awaitable[Change]]


def routes(context: Context) -> list[Route]:
    """GET and POST /organisations, GET /organisations/{org}, POST /organisations/{org}/rename, /move, /close and /keys."""
    pages = _Pages(context)
    return [
        Route("/organisations", guarded(pages.all)),
        Route("/organisations", guarded(pages.put), methods=["POST"]),
        Route("/organisations/{org}", guarded(pages.of_one)),
        Route("/organisations/{org}/rename", guarded(pages.rename), methods=["POST"]),
        Route("/organisations/{org}/move", guarded(pages.move), methods=["POST"]),
        Route("/organisations/{org}/close", guarded(pages.close), methods=["POST"]),
        Route("/organisations/{org}/keys", guarded(pages.key), methods=["POST"]),
    ]


class _Pages:
    def __init__(self, context: Context) -> None:
        self._context = context

    async def all(self, _: Request) -> Response:
        """Every organisation, those that are no more too, in the order of their slugs."""
        async with self._context.reading.acquire() as connection:
            known = await entries.known(connection)
        return JSONResponse({"organisations": [_shown(known[org]) for org in sorted(known)]})

    async def of_one(self, request: Request) -> Response:
        """An organisation, how it stands, and its history."""
        org = request.path_params["org"]
        async with self._context.reading.acquire() as connection:
            try:
                entry = await entries.entry_of(connection, org)
            except KeyError:
                return unknown(org)
            past = await entries.history(connection, org)
        return JSONResponse({**_shown(entry), "history": [_shown_past(change) for change in past]})

    async def put(self, request: Request) -> Response:
        """Add an organisation or change it; one that was closed is open again."""

        async def added(connection: Connection, _: str, organisation: Organisation) -> Change:
            return await registry.put(connection, organisation)

        return await self._entered(request, Organisation, added)

    async def rename(self, request: Request) -> Response:
        """Give it another name."""
        return await self._entered(request, Rename, lifecycle.rename)

    async def move(self, request: Request) -> Response:
        """Give it another 主管部门 or county."""
        return await self._entered(request, Move, lifecycle.move)

    async def close(self, request: Request) -> Response:
        """Enter its last day, and who takes over."""
        return await self._entered(request, Close, lifecycle.close)

    async def key(self, request: Request) -> Response:
        """Enter in the audit that its key for Kafka is made; the command makes it, which alone has the operator's address."""
        org = request.path_params["org"]
        try:
            wanted = await body(request, Key)
        except RuleError as fault:
            return broken(fault)
        async with self._context.pool.acquire() as connection, connection.transaction():
            try:
                entry = await entries.entry_of(connection, org)
            except KeyError:
                return unknown(org)
            if entry.standing != "open":
                ended = entry.organisation.valid_to
                return problem(409, f"{org} was closed with {ended}; gongkai orgs show {org} says who took over")
            what = {"kind": "test" if wanted.test else "unit"}
            await audit.record(connection, caller(request), Action.KEY_MADE, org, what)
        self._context.relay.wake()
        return JSONResponse({"org": org})

    async def _entered(self, request: Request, model: type[Model], act: Act) -> Response:
        """Do ``act`` with the request's body as ``model``, and tell the counties' profiles who is in them now."""
        try:
            wanted = await body(request, model)
            org = wanted.org if isinstance(wanted, Organisation) else request.path_params["org"]
            async with self._context.pool.acquire() as connection, connection.transaction():
                change = await act(connection, org, wanted)
                await profiles.follow(connection)
                if change != "unchanged":
                    what = wanted.model_dump(mode="json", include=set(_ENTERED), exclude_none=True)
                    details = {**what, "change": change}
                    await audit.record(connection, caller(request), _ACTIONS[change], org, details)
        except RuleError as fault:
            return broken(fault)
        except OrganisationError as error:
            return problem(422, str(error))
        except KeyError:
            return unknown(org)
        self._context.relay.wake()
        return JSONResponse({"org": org, "change": change})


def _shown(entry: Entry) -> Mapping[str, object]:
    """``standing``: open, closing or closed; ``admitted``: whether its topics and rights on the bus are there."""
    standing = {"standing": entry.standing, "admitted": entry.admission == "admitted"}
    return {**entry.organisation.model_dump(mode="json"), **standing}


def _shown_past(past: Past) -> Mapping[str, object]:
    day = past.day.isoformat() if past.day is not None else None
    return {"day": day, "change": past.change, "entry": past.organisation.model_dump(mode="json")}


def unknown(org: str) -> Response:
    """404: there is no such organisation, and where those are that there are."""
    return problem(404, f"{org} is not in the registry; gongkai orgs lists it, gongkai orgs add adds to it")
