"""A request that is refused before a page sees it, or by a page because of who asks: answered, logged and counted alike."""

from __future__ import annotations

from collections.abc import Mapping

import structlog
from starlette.exceptions import HTTPException
from starlette.requests import HTTPConnection, Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Match, Route

from chassis import telemetry
from chassis.caller import caller
from chassis.problem import problem

log = structlog.get_logger()

CHALLENGE = 'Bearer realm="gongkai", Basic realm="gongkai", charset="UTF-8"'
"""Basic too: a browser can ask for it, with the token as the password."""


class RefusedError(HTTPException):
    """Why a request is refused; ``code`` names the rule, the text says what to do."""

    def __init__(
        self, status: int, code: str, detail: str, headers: Mapping[str, str] | None = None, token: str = ""
    ) -> None:
        super().__init__(status, detail, headers)
        self.code, self.token = code, token


def unknown_caller(code: str, detail: str, token: str = "") -> RefusedError:
    """401: who asks is not known. ``token`` is the public id of one that there is, and that does not hold."""
    return RefusedError(401, code, detail, {"www-authenticate": CHALLENGE}, token)


def not_the_office() -> RefusedError:
    """403: what is asked for is the office's alone."""
    return RefusedError(403, "token.may_not", "this is for the county office alone; ask it to do it")


def too_often(detail: str, seconds: int) -> RefusedError:
    """429: ask again when ``seconds`` have passed."""
    return RefusedError(429, "http.too_often", detail, {"retry-after": str(seconds)})


def noted(connection: HTTPConnection, refusal: RefusedError) -> None:
    """Logged and counted: the rule, the page's pattern and the token's public id, never what was sent."""
    log.warning(
        "http refused",
        status=refusal.status_code,
        code=refusal.code,
        route=_route(connection),
        token=refusal.token or caller(connection).token,
    )
    telemetry.HTTP_REFUSALS.labels(refusal.code).inc()


def answered(connection: HTTPConnection, refusal: RefusedError) -> Response:
    """The answer, noted."""
    noted(connection, refusal)
    return problem(refusal.status_code, refusal.detail, headers=refusal.headers, code=refusal.code)


async def as_answer(request: Request, error: Exception) -> Response:
    """``answered``, as an application's handler of ``RefusedError``."""
    assert isinstance(error, RefusedError)
    return answered(request, error)


def _route(connection: HTTPConnection) -> str:
    """The pattern of the page that was asked for: an address may hold names."""
    app = connection.scope.get("app")
    routes: list[BaseRoute] = app.routes if app is not None else []
    return next((route.path for route in routes if isinstance(route, Route) and _fits(route, connection)), "other")


def _fits(route: Route, connection: HTTPConnection) -> bool:
    return route.matches(connection.scope)[0] is not Match.NONE
