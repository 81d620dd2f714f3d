"""时间线: what became of a unit, month by month, the newest first: scores, points lost, reports, refusals, silence."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from starlette.requests import Request
from starlette.responses import Response

from chassis.access.readers import must_see
from contracts import topics
from contracts.rubric.evidence import NOTHING_TO_REPORT
from dashboard import periods, query, render
from dashboard.board import Board, Unit
from dashboard.desk import Desk
from dashboard.ledger import leaves, owed, quality
from dashboard.ledger.entries import Deduction, Report, Restatement, Sheet
from dashboard.pages import known_unit, years_of
from dashboard.periods import Period
from dashboard.ready import ready
from dashboard.records import decoded
from dashboard.standing import rank_of, sheet_of
from dashboard.views import ObligationRow

SHOWN = 20
"""Deductions and duties of a month that are named, each: the sheet and the list of duties have all."""


@dataclass(frozen=True)
class Month:
    """What a month brought; ``heard``: subjects that the unit told of, ``nothing``: it said that there was nothing."""

    period: Period
    sheet: Sheet | None
    rank: int | None
    deductions: list[Deduction]
    fallen_due: list[ObligationRow]
    """Duties of its days that are overdue or open now."""
    reports: list[tuple[Report, Restatement | None]]
    """Issued in it about the unit, with what they would say otherwise now."""
    heard: int
    nothing: bool
    late: int
    refused: int
    aside: int
    over: bool

    @property
    def silent(self) -> bool:
        """Nothing was heard of the unit, and nobody said that there was nothing."""
        return self.over and not self.heard and not self.nothing


@ready
async def timeline(request: Request, board: Board) -> Response:
    """A unit's year."""
    must_see(request, request.path_params["org"])
    unit = known_unit(board, request.path_params["org"])
    covered = board.periods([unit])
    default = board.day.year if board.day else max((item.year for item in covered), default=1)
    year = query.year(request.query_params, default)
    months = await Desk.of(request).ledger.ask(lambda connection: list(_months(connection, board, unit, year)))
    return render.page(
        request,
        "timeline.html",
        here_is="timeline",
        county=unit.county,
        unit=unit,
        year=year,
        years=years_of(covered, year),
        months=months,
        shown=SHOWN,
    )


def _months(connection: sqlite3.Connection, board: Board, unit: Unit, year: int) -> Iterator[Month]:
    whole = (year * 100 + 1, year * 100 + 12)
    org = unit.org
    heard, late = quality.heard(connection, whole), quality.late(connection, [org], whole)
    refused, aside = quality.refused(connection, whole), quality.aside(connection, whole)
    issued = list(_reports(connection, unit, year))
    for period in reversed(periods.months(year)):
        number = year * 100 + period.number
        stage = periods.stage(period, board.day)
        if stage == "ahead":
            continue
        sheet, row = sheet_of(connection, period, org), board.counted(period, org)
        yield Month(
            period,
            sheet,
            rank_of(connection, sheet),
            [item for item in leaves.findings(connection, org, str(period)) if item.path],
            _fallen_due(connection, org, period),
            [pair for pair in issued if _within(pair[0].issued_on, period)],
            heard.get((org, number), 0),
            bool(row and row.counts.get(NOTHING_TO_REPORT)),
            late.get((org, number), 0),
            refused.get((org, number), 0),
            aside.get((org, number), 0),
            stage == "over",
        )


def _fallen_due(connection: sqlite3.Connection, org: str, period: Period) -> list[ObligationRow]:
    places = owed.of_days(connection, org, period.first.toordinal(), period.last.toordinal())
    return owed.rows(connection, places)


def _within(day: date, period: Period) -> bool:
    return period.first <= day <= period.last


def _reports(connection: sqlite3.Connection, unit: Unit, year: int) -> Iterator[tuple[Report, Restatement | None]]:
    for _, body in leaves.documents(connection, topics.REPORTS, f"{unit.county}|", bars=2):
        head = decoded(Report, body)
        if unit.org in head.parts and head.issued_on.year == year:
            told = leaves.document(connection, topics.RESTATEMENTS, f"{head.id}|{unit.org}")
            yield head, None if told is None else decoded(Restatement, told)
