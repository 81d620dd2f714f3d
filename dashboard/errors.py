"""Errors, as pages for people and as JSON for programs: field, value, rule, and what to do."""

from __future__ import annotations

from collections.abc import Mapping

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from chassis.access.readers import OTHER_UNIT
from chassis.access.refused import RefusedError, noted
from dashboard import machine, render
from dashboard.drawn import NoFontsError
from dashboard.drill import NoSuchSubjectError
from dashboard.query import BadQueryError
from dashboard.ready import NoSuchUnitError
from dashboard.reports import NoSuchReportError


async def bad_query(request: Request, error: Exception) -> Response:
    """400: which parameter, its value, the rule it breaks, and what would do."""
    assert isinstance(error, BadQueryError)
    say = render.texts(request).say
    rule, remedy = say(error.rule), say("error.400.remedy")
    if machine.wants_json(request):
        body = {
            "field": error.field,
            "value": error.value,
            "rule": rule,
            "allowed": error.allowed,
            "remedy": remedy,
        }
        return JSONResponse({"error": body}, 400)
    return render.page(
        request,
        "error.html",
        400,
        here_is="error",
        title=say("error.400.title"),
        remedy=remedy,
        field=error.field,
        value=error.value,
        rule=rule,
        allowed=error.allowed,
    )


async def http(request: Request, error: Exception) -> Response:
    """404, 405 and their like."""
    assert isinstance(error, HTTPException)
    known = {401: "error.401", 404: "error.404", 405: "error.405", 429: "error.429"}
    if isinstance(error, RefusedError):
        noted(request, error)
        known |= {403: "error.403" if error.code == OTHER_UNIT else "error.403.header"}
    strangers = {
        NoSuchUnitError: "error.404.unit",
        NoSuchSubjectError: "error.404.subject",
        NoSuchReportError: "error.404.report",
        NoFontsError: "error.503.fonts",
    }
    key = strangers.get(type(error)) or known.get(error.status_code, "error.503")
    return _plain(request, key, error.status_code, error.headers)


async def failed(request: Request, _: Exception) -> Response:
    """500: a defect of ours. The log names its class and place."""
    return _plain(request, "error.500", 500)


def _plain(request: Request, key: str, status: int, headers: Mapping[str, str] | None = None) -> Response:
    say = render.texts(request).say
    title, remedy = say(f"{key}.title"), say(f"{key}.remedy")
    if machine.wants_json(request):
        return JSONResponse({"error": {"rule": title, "remedy": remedy}}, status, headers)
    answer = render.page(
        request,
        "error.html",
        status,
        here_is="error",
        title=title,
        remedy=remedy,
        field=None,
        value=None,
        rule=None,
        allowed=[],
    )
    answer.headers.update(headers or {})
    return answer
