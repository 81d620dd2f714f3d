"""What a cell of a unit's tables 三 and 四 is made of: of each application, case and opening balance what it adds."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import MAXYEAR
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from chassis.access.readers import must_see
from chassis.database import Pool
from chassis.problem import problem
from chassis.whole_number import whole_number
from law import table3, table4
from law.opening import Opening, add, rest
from law.table3 import Application
from law.table4 import Case
from services.requests import store
from services.requests.store import decode_application, decode_dispute, decode_opening

_STATES = """
SELECT key, state FROM subject WHERE split_part(key, '/', 2) = $1 AND state IS NOT NULL
   AND kind IN ('requests.application', 'requests.dispute', 'requests.opening_balance') ORDER BY key
"""
TABLES: Mapping[str, tuple[Collection[str], Collection[str]]] = {
    "table3": (table3.ROWS, table3.COLUMNS),
    "table4": (table4.BLOCKS, table4.COLUMNS),
}
"""Table → its rows and columns."""


async def page(request: Request, pool: Pool[Any]) -> Response:
    """The subjects behind ``table``, ``row`` and ``column`` of ``org``, with what each adds."""
    year, query = whole_number(request.path_params["year"], 0, MAXYEAR), request.query_params
    org, table, row, column = (query.get(name, "") for name in ("org", "table", "row", "column"))
    if year is None or not org:
        return problem(400, "give a year, and org, table, row and column")
    rows, columns = TABLES.get(table, ((), ()))
    if row not in rows or column not in columns:
        return problem(400, f"no cell {table} {row} {column}; the tables are {', '.join(TABLES)}")
    must_see(request, org)
    async with pool.acquire() as connection, connection.transaction(isolation="repeatable_read"):
        as_of = await store.day(connection)
        states = await connection.fetch(_STATES, org)
    made = [(key, tables[table][row][column]) for key, tables in contributions(states, year)]
    subjects = [{"key": key, "title": None, "amount": amount} for key, amount in made if amount]
    return JSONResponse({"as_of": as_of, "amount": sum(amount for _, amount in made), "subjects": subjects})


def contributions(states: Iterable[tuple[str, bytes]], year: int) -> Iterator[tuple[str, dict[str, Any]]]:
    """Of each subject the tables that it makes alone: a unit's are their sum."""
    applications: list[Application] = []
    cases: list[Case] = []
    openings: list[tuple[str, Opening]] = []
    for key, state in states:
        kind = key.partition("/")[0]
        if kind == "requests.application" and (application := decode_application(state).application()) is not None:
            applications.append(application)
            yield key, {"table3": table3.table3([application], year), "table4": table4.blank()}
        elif kind == "requests.dispute" and (case := decode_dispute(state).case()) is not None:
            cases.append(case)
            yield key, {"table3": table3.blank(), "table4": table4.table4([case], year)}
        elif kind == "requests.opening_balance" and (opening := decode_opening(state).opening()) is not None:
            openings.append((key, opening))
    for key, opening in openings:
        three, four = table3.blank(), table4.blank()
        add(three, four, [rest(applications, cases, opening)], year)
        yield key, {"table3": three, "table4": four}
