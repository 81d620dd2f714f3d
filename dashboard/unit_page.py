"""单位: what it owes first, then how it goes: twelve months, this month beside others, every period of a year."""

from __future__ import annotations

import sqlite3

from starlette.requests import Request
from starlette.responses import Response

from chassis.access.readers import must_see
from dashboard import agenda, columns, comparing, query, render
from dashboard.board import Board
from dashboard.desk import Desk
from dashboard.pages import county_name, known_unit, years_of
from dashboard.periods import Period, containing
from dashboard.ready import ready

ABREAST = 18
"""Columns of numbers that stand side by side: more do not fit a window."""

SHOWN = 10
"""Obligations of a group that stand on the screen: the rest is a link away, with the whole list to print."""


@ready
async def unit(request: Request, board: Board) -> Response:
    """The page of a unit in a year; its months are compared up to the last complete day's, or the year's last."""
    must_see(request, request.path_params["org"])
    shown = known_unit(board, request.path_params["org"])
    covered = board.periods([shown])
    default = board.day.year if board.day else max((item.year for item in covered), default=1)
    year = query.year(request.query_params, default)
    texts = render.texts(request)
    groups = [
        *columns.numbers(board.registry, texts),
        columns.duties(board.registry, texts),
        *columns.means(board.registry, texts),
    ]
    whole = board.row(Period("year", year), shown.org)
    lines = [(line, board.row(line, shown.org)) for line in _year_lines(year)]
    told, quiet = columns.apart(groups, [row for _, row in lines if row is not None])
    month = containing(board.day, "month") if board.day and board.day.year == year else Period("month", year, 12)

    def read(connection: sqlite3.Connection) -> comparing.Course:
        return comparing.course(connection, board, shown.org, month, texts)

    return render.page(
        request,
        "unit.html",
        here_is="unit",
        county=shown.county,
        unit=shown,
        county_name=county_name(board, shown.county),
        year=year,
        year_period=Period("year", year),
        years=years_of(covered, year),
        tables=columns.side_by_side(told, ABREAST),
        quiet=list(dict.fromkeys(group.heading for group in quiet)),
        lines=lines,
        whole=whole,
        listings=columns.listings(board.registry, texts, whole) if whole else [],
        duties=columns.by_duty(board.registry, whole) if whole else [],
        agenda=await agenda.agenda(board, Desk.of(request).ledger, [shown], SHOWN),
        course=await Desk.of(request).ledger.ask(read),
        shown=SHOWN,
    )


def _year_lines(year: int) -> list[Period]:
    """Each quarter below its months, the year last."""
    lines = []
    for quarter in range(1, 5):
        lines += [Period("month", year, number) for number in range(quarter * 3 - 2, quarter * 3 + 1)]
        lines.append(Period("quarter", year, quarter))
    return [*lines, Period("year", year)]
