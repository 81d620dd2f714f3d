"""报告: what was issued under a number, as it was issued, and what of it would be another one now."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

from msgspec import structs
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from chassis.access.readers import reader
from contracts import topics
from dashboard import query, render, tables
from dashboard.board import Board
from dashboard.desk import Desk
from dashboard.ledger import leaves
from dashboard.ledger.entries import Part, Report, Restatement
from dashboard.ready import ready
from dashboard.records import decoded
from dashboard.restated_cells import cell


class NoSuchReportError(HTTPException):
    """A report that was never issued."""

    def __init__(self) -> None:
        super().__init__(404)


@ready
async def reports(request: Request, board: Board) -> Response:
    """Every report of a county, the newest first, each with how many units it was restated for."""
    county = query.county(request.query_params, board)
    if county is None:
        return render.page(request, "empty.html", here_is="reports")

    def read(connection: sqlite3.Connection) -> list[tuple[Report, int]]:
        heads = [
            decoded(Report, body) for key, body in leaves.documents(connection, topics.REPORTS, f"{county}|", bars=2)
        ]
        heads.sort(key=lambda head: (head.issued_on, head.kind, head.number), reverse=True)
        return [
            (head, sum(1 for _ in leaves.documents(connection, topics.RESTATEMENTS, f"{head.id}|"))) for head in heads
        ]

    issued = await Desk.of(request).ledger.ask(read)
    texts = render.texts(request)
    form = query.choice(request.query_params, "format", ("", *tables.FORMATS), "")
    if form:
        heads = [texts.say(f"reports.{name}") for name in ("number", "title", "issued_on", "as_of", "restated")]
        rows: Iterator[list[tables.Cell]] = (
            [head.numbered, head.title, head.issued_on, head.as_of, restated] for head, restated in issued
        )
        table = tables.Table(texts.say("reports.heading"), [texts.say("figures.issued.what")], heads, rows)
        return tables.answer(table, "csv" if form == "csv" else "xlsx")
    return render.page(
        request,
        "reports.html",
        here_is="reports",
        county=county,
        counties=board.counties(),
        reports=issued,
        sees_all=reader(request).only is None,
    )


@ready
async def report(request: Request, board: Board) -> Response:
    """One report: its text, its rankings, its parts, and its restatements."""
    ident = request.path_params["report"]

    def read(connection: sqlite3.Connection) -> tuple[Report, list[Part], list[Restatement]] | None:
        body = leaves.document(connection, topics.REPORTS, ident)
        if body is None or ident.count("|") != 2:
            return None
        parts = leaves.documents(connection, topics.REPORTS, f"{ident}|")
        restated = leaves.documents(connection, topics.RESTATEMENTS, f"{ident}|")
        return (
            decoded(Report, body),
            [decoded(Part, value) for _, value in parts],
            [decoded(Restatement, value) for _, value in restated],
        )

    known = await Desk.of(request).ledger.ask(read)
    if known is None:
        raise NoSuchReportError
    head, parts, restated = known
    who = reader(request)
    head = structs.replace(head, restated=[item for item in head.restated if who.sees(item.org)])
    restated = [item for item in restated if who.sees(item.org)]
    return render.page(
        request,
        "report.html",
        here_is="report",
        county=head.county,
        report=head,
        parts_of=parts,
        restated=restated,
        sees_all=who.only is None,
        cell_of=lambda path: cell(path, board.registry, render.texts(request)),
        name_of=lambda org: unit.name if (unit := board.unit(org)) else org,
    )
