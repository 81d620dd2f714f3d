"""The gateway's pages for operators: the clock, the holiday notices, the organisations, the counties' profiles and rubrics."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from datetime import date
from typing import TypeVar

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from chassis import audit
from chassis.caller import caller
from chassis.json_body import object_in
from chassis.problem import problem
from chassis.service import Context
from chassis.web import guarded
from contracts.audit import Action
from contracts.organisations import Organisation
from contracts.profile.record import CountyProfile
from contracts.rubric.record import CountyRubric
from contracts.time import CalendarYear
from services.gateway import profiles, reference, registry, rubrics, tokens
from services.gateway.asking import body, broken
from services.gateway.days import Days
from services.gateway.past import PastError, Taken
from services.gateway.registry import Change
from services.gateway.rules import RuleError

Chosen = TypeVar("Chosen", CountyProfile, CountyRubric)


_PUT: Mapping[Change, Action] = {"added": Action.ORGANISATION_ADDED, "changed": Action.ORGANISATION_CHANGED}
"""How an organisation that was sent has changed the registry → what that is in the audit."""


def routes(context: Context, days: Days) -> list[Route]:
    """POST /clock/days, /calendars, /organisations, /profiles and /rubrics; DELETE /organisations/{org}."""
    pages = _Pages(context, days)
    return [
        Route("/clock/days", guarded(pages.clock), methods=["POST"]),
        Route("/calendars", guarded(pages.calendars), methods=["POST"]),
        Route("/organisations", guarded(pages.organisations), methods=["POST"]),
        Route("/profiles", guarded(pages.profiles), methods=["POST"]),
        Route("/rubrics", guarded(pages.rubrics), methods=["POST"]),
        Route("/organisations/{org}", guarded(pages.close), methods=["DELETE"]),
    ]


class _Pages:
    def __init__(self, context: Context, days: Days) -> None:
        self._context, self._days = context, days

    async def clock(self, request: Request) -> Response:
        """Publish the days up to one."""
        if self._context.settings.clock == "real":
            return problem(409, "the clock is real; start the stack with --clock manual to publish days by hand")
        try:
            asked = object_in(await request.body())
            until, far = date.fromisoformat(str(asked["until"])), asked.get("far") is True
        except (KeyError, ValueError):
            return problem(422, 'until: send {"until": "YYYY-MM-DD"} with a day that exists')
        try:
            published = await self._days.advance(until, far=far, by=caller(request))
        except ValueError as error:
            return problem(422, f"until: {error}")
        return JSONResponse({"day": until.isoformat(), "published": len(published)})

    async def calendars(self, request: Request) -> Response:
        """Take in a holiday notice; one that looks mistyped only with ``?force=true``."""
        force = request.query_params.get("force") == "true"
        try:
            notice = await body(request, CalendarYear)
            async with self._context.pool.acquire() as connection, connection.transaction():
                taken = await reference.take_in(connection, notice, force=force)
                what = {"version": taken.version, "forced": force}
                await audit.record(connection, caller(request), Action.CALENDAR_LOADED, str(taken.year), what)
        except RuleError as fault:
            return broken(fault)
        except ValueError as error:
            return problem(422, str(error))
        self._context.relay.wake()
        return JSONResponse(taken.model_dump(mode="json"))

    async def organisations(self, request: Request) -> Response:
        """Add an organisation or change it."""
        try:
            organisation = await body(request, Organisation)
        except RuleError as fault:
            return broken(fault)
        async with self._context.pool.acquire() as connection, connection.transaction():
            change = await registry.put(connection, organisation)
            await profiles.follow(connection)
            if change != "unchanged":
                what = {"county": organisation.county}
                await audit.record(connection, caller(request), _PUT[change], organisation.org, what)
        self._context.relay.wake()
        return JSONResponse({"org": organisation.org, "change": change})

    async def profiles(self, request: Request) -> Response:
        """Take in a county's profile; one that changes the past only with ``?force=true``."""
        return await self._put(request, CountyProfile, profiles.put, Action.PROFILE_LOADED)

    async def _put(
        self, request: Request, model: type[Chosen], put: Callable[..., Awaitable[Taken]], action: Action
    ) -> Response:
        """What a county has chosen, version by version."""
        force = request.query_params.get("force") == "true"
        try:
            chosen = await body(request, model)
            async with self._context.pool.acquire() as connection, connection.transaction():
                taken = await put(connection, chosen, force=force)
                if taken.change != "unchanged":
                    what = {"version": chosen.version, "changes": len(taken.changes), "forced": force}
                    await audit.record(connection, caller(request), action, chosen.county, what)
        except RuleError as fault:
            return broken(fault)
        except PastError as error:
            return problem(409, str(error))
        except ValueError as error:
            return problem(422, str(error))
        self._context.relay.wake()
        differing = [str(change) for change in taken.changes]
        return JSONResponse(
            {"county": chosen.county, "version": chosen.version, "change": taken.change, "changes": differing}
        )

    async def rubrics(self, request: Request) -> Response:
        """Take in a version of a county's rubric; one that changes the past only with ``?force=true``."""
        return await self._put(request, CountyRubric, rubrics.put, Action.RUBRIC_LOADED)

    async def close(self, request: Request) -> Response:
        """Close an organisation; closing it again changes nothing."""
        org = request.path_params["org"]
        try:
            async with self._context.pool.acquire() as connection, connection.transaction():
                change = "closed" if await registry.close(connection, org) else "unchanged"
                revoked = {"tokens": len(await tokens.revoke_of(connection, org))}
                if change == "closed":
                    await audit.record(connection, caller(request), Action.ORGANISATION_CLOSED, org, revoked)
        except KeyError:
            return problem(404, f"{org} is not in the registry; gongkai orgs load FILE adds organisations")
        self._context.relay.wake()
        return JSONResponse({"org": org, "change": change})
