"""Errors on HTTP: ``application/problem+json`` (RFC 9457), with the sentence that the command prints as ``error``."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus

from starlette.responses import JSONResponse

MEDIA_TYPE = "application/problem+json"


def problem(status: int, detail: str, *, headers: Mapping[str, str] | None = None, **more: object) -> JSONResponse:
    """An answer that says what is wrong, and what to do.

    ``more``: ``code``, ``field``, ``value``, ``rule`` and ``remedy`` where a rule was broken, and what else is known.
    """
    body = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": detail,
        "error": detail,
        **more,
    }
    return JSONResponse(body, status, headers, MEDIA_TYPE)
