"""The gateway's pages for operators: the clock and the holiday notices."""

from __future__ import annotations

from datetime import date
from json import JSONDecodeError

from pydantic import ValidationError
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from chassis.service import Context
from contracts.time import CalendarYear
from services.gateway import reference
from services.gateway.days import Days


def routes(context: Context, days: Days) -> list[Route]:
    """POST /clock/days and POST /calendars."""

    async def clock(request: Request) -> Response:
        if context.settings.clock == "real":
            return _error(
                409, "the clock is real; start the stack with --clock manual to publish days by hand"
            )
        try:
            until = date.fromisoformat(str((await request.json())["until"]))
        except (JSONDecodeError, KeyError, TypeError, ValueError):
            return _error(422, 'until: send {"until": "YYYY-MM-DD"} with a day that exists')
        try:
            published = await days.advance(until)
        except ValueError as error:
            return _error(422, f"until: {error}; give that day or a later one")
        return JSONResponse({"day": until.isoformat(), "published": len(published)})

    async def calendars(request: Request) -> Response:
        try:
            notice = CalendarYear.model_validate_json(await request.body())
        except ValidationError as error:
            problems = [
                f"{'.'.join(map(str, e['loc']))}: {e['msg']}" for e in error.errors(include_input=False)
            ]
            return _error(422, "; ".join(problems))
        try:
            async with context.pool.acquire() as connection, connection.transaction():
                taken = await reference.take_in(connection, notice)
        except ValueError as error:
            return _error(422, str(error))
        context.relay.wake()
        return JSONResponse(taken.model_dump(mode="json"))

    return [Route("/clock/days", clock, methods=["POST"]), Route("/calendars", calendars, methods=["POST"])]


def _error(status: int, text: str) -> Response:
    return JSONResponse({"error": text}, status)
