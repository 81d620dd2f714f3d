"""What a cell of a unit's table 二 is made of: of each document and year's figures what it adds."""

from __future__ import annotations

from datetime import MAXYEAR
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from chassis.access.readers import must_see
from chassis.database import Pool
from chassis.problem import problem
from chassis.whole_number import whole_number
from law import table2
from services.catalog import tables

_STATES = """
SELECT key, state, stated(state)->>'title' AS title FROM subject
WHERE kind IN ('catalog.document', 'catalog.annual_figure') AND state IS NOT NULL AND split_part(key, '/', 2) = $1 ORDER BY key
"""


async def page(request: Request, pool: Pool[Any]) -> Response:
    """The subjects behind ``row`` and ``column`` of table 二 of ``org``, with what each adds."""
    year, query = whole_number(request.path_params["year"], 0, MAXYEAR), request.query_params
    org, row, column = (query.get(name, "") for name in ("org", "row", "column"))
    if year is None or not org:
        return problem(400, "give a year, and org, row and column")
    if column not in table2.COLUMNS.get(row, ()):
        return problem(400, f"no cell {row} {column} in table 二")
    must_see(request, org)
    async with pool.acquire() as connection, connection.transaction(isolation="repeatable_read"):
        day = await connection.fetchval("SELECT day FROM clock")
        states = await connection.fetch(_STATES, org)
    subjects, whole = [], tables.Sources()
    for key, state, title in states:
        sources = tables.Sources()
        sources.add(tables.decode(state))
        whole.add(tables.decode(state))
        if amount := _cell(sources, year, row, column):
            subjects.append({"key": key, "title": title, "amount": amount})
    amount = _cell(whole, year, row, column)
    return JSONResponse({"as_of": day.isoformat() if day else None, "amount": amount, "subjects": subjects})


def _cell(sources: tables.Sources, year: int, row: str, column: str) -> Any:
    return tables.plain(tables.unit(sources, year))["table2"][row][column]
