"""The gateway's pages for operators: the clock, the holiday notices, the counties' profiles and rubrics."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
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
from contracts.profile.record import CountyProfile
from contracts.rubric.record import CountyRubric
from contracts.time import CalendarYear
from services.gateway import profiles, reference, rubrics
from services.gateway.asking import body, broken
from services.gateway.days import Days
from services.gateway.past import PastError, Taken
from services.gateway.rules import RuleError

Chosen = TypeVar("Chosen", CountyProfile, CountyRubric)


def routes(context: Context, days: Days) -> list[Route]:
    """POST /clock/days, /calendars, /profiles and /rubrics."""
    pages = _Pages(context, days)
    return [
        Route("/clock/days", guarded(pages.clock), methods=["POST"]),
        Route("/calendars", guarded(pages.calendars), methods=["POST"]),
        Route("/profiles", guarded(pages.profiles), methods=["POST"]),
        Route("/rubrics", guarded(pages.rubrics), methods=["POST"]),
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
