"""The office's pages of tokens: make, list, rotate, revoke."""

from __future__ import annotations

from datetime import date

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from chassis import audit
from chassis.access.pages import for_the_office
from chassis.caller import caller
from chassis.database import Connection
from chassis.json_body import object_in
from chassis.problem import problem
from chassis.service import Context
from chassis.web import guarded
from contracts.audit import Action
from contracts.token import Token
from services.gateway import entries, tokens
from services.gateway.asking import body, broken
from services.gateway.days import Days
from services.gateway.organisations import unknown
from services.gateway.rules import RuleError
from services.gateway.tokens import Made, TokenError, TokenWish

MOST_OVERLAP = 90
"""Days for which two tokens of one purpose may hold side by side."""


def routes(context: Context, days: Days) -> list[Route]:
    """POST and GET /tokens, POST /tokens/{id}/rotate, DELETE /tokens/{id}."""
    pages = _Pages(context, days)
    return [
        Route("/tokens", guarded(pages.make), methods=["POST"]),
        Route("/tokens", for_the_office(guarded(pages.list))),
        Route("/tokens/{id}/rotate", guarded(pages.rotate), methods=["POST"]),
        Route("/tokens/{id}", guarded(pages.revoke), methods=["DELETE"]),
    ]


class _NoDayError(Exception):
    """No day has begun: nobody can say on which a token is made."""


class _Pages:
    def __init__(self, context: Context, days: Days) -> None:
        self._context, self._days = context, days

    async def make(self, request: Request) -> Response:
        """Make a token, and show it this once."""
        try:
            wish = await body(request, TokenWish)
            async with self._context.pool.acquire() as connection, connection.transaction():
                made = await tokens.make(connection, wish, await self._settled_today(connection))
                await _enter(connection, request, Action.TOKEN_MADE, made.token)
        except RuleError as fault:
            return broken(fault)
        except TokenError as error:
            return problem(422, str(error))
        except _NoDayError:
            return _no_day()
        return self._shown_once(made)

    async def list(self, request: Request) -> Response:
        """All tokens, or those of ``?org=``, by their last four characters."""
        org = request.query_params.get("org")
        async with self._context.reading.acquire() as connection:
            if org is not None and org not in await entries.known(connection):
                return unknown(org)
            today = await self._days.today(connection)
            kept = await tokens.listed(connection, org)
        return JSONResponse({"tokens": [each.shown(today) for each in kept]})

    async def rotate(self, request: Request) -> Response:
        """Make a token in the place of this one, which holds for ``overlap`` days more."""
        number = request.path_params["id"]
        try:
            overlap = object_in(await request.body())["overlap"]
        except (KeyError, ValueError):
            overlap = None
        if type(overlap) is not int or not 0 <= overlap <= MOST_OVERLAP:
            return problem(422, f'overlap: send {{"overlap": 7}}, a number of days from 0 to {MOST_OVERLAP}')
        try:
            async with self._context.pool.acquire() as connection, connection.transaction():
                today = await self._settled_today(connection)
                made, old = await tokens.rotate(connection, number, overlap, today)
                ending = {"replacing": number, "overlap_days": overlap}
                await _enter(connection, request, Action.TOKEN_ROTATED, made.token, **ending)
        except KeyError:
            return _unknown(number)
        except TokenError as error:
            return problem(409, str(error))
        except _NoDayError:
            return _no_day()
        return self._shown_once(made, replaces=old.shown(today))

    async def revoke(self, request: Request) -> Response:
        """End a token at once."""
        number = request.path_params["id"]
        try:
            async with self._context.pool.acquire() as connection, connection.transaction():
                before = await tokens.revoke(connection, number)
                if not before.revoked:
                    await _enter(connection, request, Action.TOKEN_REVOKED, before.token)
        except KeyError:
            return _unknown(number)
        self._context.relay.wake()
        return JSONResponse(before._replace(revoked=True).shown(None))

    def _shown_once(self, made: Made, **more: object) -> Response:
        self._context.relay.wake()
        shown = tokens.Kept(made.token, revoked=False).shown(None)
        return JSONResponse({**shown, "token": made.text, **more}, headers={"cache-control": "no-store"})

    async def _settled_today(self, connection: Connection) -> date:
        """Today, with the register locked: a token that is made while its organisation is closed would outlive it."""
        today = await self._days.today(connection)
        if today is None:
            raise _NoDayError
        await entries.locked(connection)
        return today


async def _enter(connection: Connection, request: Request, action: Action, token: Token, **more: object) -> None:
    whose = {"kind": token.kind, "name": token.name, "org": token.org, "ends_on": token.ends_on}
    known = {name: value for name, value in whose.items() if value is not None}
    await audit.record(connection, caller(request), action, token.id, {**known, **more})


def _unknown(number: str) -> Response:
    return problem(404, f"no token {number!r}; gongkai token list has the ids")


def _no_day() -> Response:
    return problem(409, "no day has begun yet; publish the first: gongkai day YYYY-MM-DD")
