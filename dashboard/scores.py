"""考核得分: the rosters of a county by their totals, and a unit's sheet as a tree down to what was taken away, with its evidence."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from starlette.requests import Request
from starlette.responses import Response

from contracts import topics
from dashboard import periods, query, render, tables
from dashboard.board import Board, Unit
from dashboard.desk import Desk
from dashboard.ledger import leaves
from dashboard.ledger.entries import Clause, Deduction, Roster, Sheet
from dashboard.pages import known_unit
from dashboard.periods import Period
from dashboard.ready import ready
from dashboard.records import decoded
from dashboard.trend import trend
from dashboard.views import Watermark

_HEADS = ("roster", "rank", "unit", "total", "full", "lost", "grade", "moved")


@dataclass(frozen=True)
class Line:
    """A unit in its roster; without ``rank`` nothing was heard of it."""

    roster: str
    unit: Unit
    sheet: Sheet
    rank: int | None
    before: int | None

    @property
    def risen(self) -> int | None:
        """By how many ranks it stands better than in the period before."""
        return None if self.rank is None or self.before is None else self.before - self.rank


@dataclass(frozen=True)
class Branch:
    """A clause of a sheet, how deep it stands, what it lost, and by what."""

    clause: Clause
    depth: int
    lost: Decimal
    deductions: list[Deduction] = field(default_factory=list)


@ready
async def scores(request: Request, board: Board) -> Response:
    """The units of a county by rosters, best first; or the same as a file."""
    params, texts = request.query_params, render.texts(request)
    county = query.county(params, board)
    if county is None:
        return render.page(request, "empty.html", here_is="scores")
    units = {unit.org: unit for unit in board.units(county)}
    period = query.period(params, _current(board))
    lines, as_of = await Desk.of(request).ledger.ask(lambda connection: _lines(connection, units, period))
    form = query.choice(params, "format", ("", *tables.FORMATS), "")
    if form:
        notes = [texts.period(period), texts.say("list.as_of", day=as_of or "—")]
        heads = [texts.say(f"scores.{head}") for head in _HEADS]
        table = tables.Table(texts.say("scores.heading"), notes, heads, _rows(lines))
        return tables.answer(table, "csv" if form == "csv" else "xlsx")
    return render.page(
        request,
        "scores.html",
        here_is="scores",
        county=county,
        counties=board.counties(),
        period=period,
        kinds={kind: periods.same_time(period, kind, board.day) for kind in periods.KINDS},
        offered=sorted(
            {item for item in board.periods(list(units.values())) if item.kind == period.kind} | {period},
            key=lambda item: item.order,
            reverse=True,
        ),
        rosters=list(dict.fromkeys(line.roster for line in lines)),
        lines=lines,
        lost=lost,
        as_of=as_of,
    )


@ready
async def sheet(request: Request, board: Board) -> Response:
    """A unit's sheet: each clause with its points, what it lost, the formula in numbers and the evidence."""
    unit = known_unit(board, request.path_params["org"])
    period = query.period(request.query_params, _current(board))

    def read(connection: sqlite3.Connection) -> tuple[Sheet | None, list[Deduction], list[Sheet | None], object]:
        found = leaves.findings(connection, unit.org, str(period))
        twelve = [_sheet(connection, item, unit.org) for item in last_twelve(period)]
        return _sheet(connection, period, unit.org), found, twelve, _as_of(connection)

    found, deductions, twelve, as_of = await Desk.of(request).ledger.ask(read)
    totals = [None if item is None else Decimal(item.total) for item in twelve]
    return render.page(
        request,
        "sheet.html",
        here_is="sheet",
        county=unit.county,
        unit=unit,
        period=period,
        kinds={kind: periods.same_time(period, kind, board.day) for kind in periods.KINDS},
        sheet=found,
        branches=[] if found is None else branches(found, deductions),
        odd=[item for item in deductions if not item.path],
        trend=trend(last_twelve(period), totals),
        as_of=as_of,
        lost=lost,
    )


def last_twelve(period: Period) -> list[Period]:
    """The period and the eleven before it, the earliest first."""
    return [item for steps in range(-11, 1) if (item := period.shift(steps)) is not None]


def lost(sheet: Sheet) -> Decimal:
    """What the clauses that weigh lack to the full score."""
    return Decimal(sheet.full) - Decimal(sheet.base)


def branches(sheet: Sheet, deductions: list[Deduction]) -> list[Branch]:
    """The clauses in their order; each of the innermost with what was taken away in it."""
    return [
        Branch(
            clause,
            clause.path.count("."),
            max(Decimal(clause.weight) - Decimal(clause.score), Decimal(0)),
            [item for item in deductions if item.path == clause.path],
        )
        for clause in sheet.clauses
    ]


def _current(board: Board) -> Period:
    return periods.containing(board.day, "month") if board.day else Period("month", 1, 1)


def _sheet(connection: sqlite3.Connection, period: Period, org: str) -> Sheet | None:
    body = leaves.document(connection, topics.SCORES, f"{period}|{org}")
    return None if body is None else decoded(Sheet, body)


def _as_of(connection: sqlite3.Connection) -> object:
    body = leaves.document(connection, topics.SCORES, "complete")
    return None if body is None else decoded(Watermark, body).complete_up_to


def _lines(connection: sqlite3.Connection, units: dict[str, Unit], period: Period) -> tuple[list[Line], object]:
    ranks = _ranks(connection, period)
    earlier = period.shift(-1)
    before = {} if earlier is None else _ranks(connection, earlier)
    sheets = [
        decoded(Sheet, body)
        for key, body in leaves.documents(connection, topics.SCORES, f"{period}|", bars=1)
        if key.partition("|")[2] in units
    ]
    lines = [
        Line(sheet.roster, units[sheet.org], sheet, ranks.get(sheet.org), before.get(sheet.org)) for sheet in sheets
    ]
    lines.sort(key=lambda line: (line.roster, line.rank is None, line.rank or 0, line.unit.order))
    return lines, _as_of(connection)


def _ranks(connection: sqlite3.Connection, period: Period) -> dict[str, int]:
    return {
        place.org: place.rank
        for _, body in leaves.documents(connection, topics.SCORES, f"{period}|", bars=2)
        for place in decoded(Roster, body).places
    }


def _rows(lines: list[Line]) -> Iterator[list[tables.Cell]]:
    for line in lines:
        sheet = line.sheet
        points: list[tables.Cell] = [float(sheet.total), float(sheet.full), float(lost(sheet))]
        yield [line.roster, line.rank, line.unit.name, *points, sheet.grade, line.risen]
