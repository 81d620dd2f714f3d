"""The audit as the county office reads it: entries by number, each as the text that its hash covers."""

from __future__ import annotations

from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from chassis.database import Pool
from chassis.problem import problem
from chassis.whole_number import whole_number

MOST = 1_000
"""Entries of one answer at most."""

_MOST_NUMBER = 2**63 - 1
_ENTRIES = "SELECT number, previous, entry, sha256 FROM audit WHERE number > $1 ORDER BY number LIMIT $2"


async def answer(request: Request, pool: Pool[Any]) -> Response:
    """The entries after the number ``after`` (0), the oldest first, at most ``limit``."""
    numbers = {}
    for name, least, most, default in (("after", 0, _MOST_NUMBER, 0), ("limit", 1, MOST, MOST)):
        text = request.query_params.get(name, str(default))
        number = whole_number(text, least, most)
        if number is None:
            return problem(400, f"{name}={text!r}: give a number from {least} to {most}")
        numbers[name] = number
    async with pool.acquire() as connection:
        rows = await connection.fetch(_ENTRIES, numbers["after"], numbers["limit"])
    return JSONResponse([dict(row) for row in rows])
