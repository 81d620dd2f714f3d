"""考核得分: the rosters of a county by their totals, and a unit's sheet as a tree down to what was taken away, with its evidence."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from starlette.requests import Request
from starlette.responses import Response

from chassis.access.readers import must_see
from contracts import topics
from dashboard import periods, query, render, tables
from dashboard.board import Board, Unit
from dashboard.desk import Desk
from dashboard.ledger import leaves
from dashboard.ledger.entries import Clause, Deduction, Part, Report, Sheet
from dashboard.pages import known_unit
from dashboard.periods import Period
from dashboard.ready import ready
from dashboard.records import decoded
from dashboard.reports import NoSuchReportError
from dashboard.standing import complete_up_to, ranks, sheet_of
from dashboard.texts import Texts
from dashboard.trend import trend

_HEADS = ("roster", "rank", "moved", "unit", "full", "lost", "base", "bonus", "total", "grade")


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
    """A clause of a sheet, how deep it stands, what it came to, and what was taken away by what."""

    clause: Clause
    depth: int
    base: Decimal
    """What was scored of what the clause weighs."""
    bonus: Decimal
    """What was added beyond it."""
    deductions: list[Deduction] = field(default_factory=list)

    @property
    def lost(self) -> Decimal:
        """What lacks to the clause's points."""
        return Decimal(self.clause.weight) - self.base


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
        table = tables.Table(texts.say("scores.heading"), notes, heads, _rows(lines, texts))
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
    must_see(request, request.path_params["org"])
    unit = known_unit(board, request.path_params["org"])
    ident = query.value_of(request.query_params, "report")
    if ident is not None:
        return await _as_issued(request, board, unit, ident)
    period = query.period(request.query_params, _current(board))

    def read(connection: sqlite3.Connection) -> tuple[Sheet | None, list[Deduction], list[Sheet | None], object]:
        found = leaves.findings(connection, unit.org, str(period))
        twelve = [sheet_of(connection, item, unit.org) for item in last_twelve(period)]
        return sheet_of(connection, period, unit.org), found, twelve, complete_up_to(connection)

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
        report=None,
    )


async def _as_issued(request: Request, board: Board, unit: Unit, ident: str) -> Response:
    """The sheet as a report has it: what was issued never changes."""

    def read(connection: sqlite3.Connection) -> tuple[bytes | None, bytes | None]:
        part = leaves.document(connection, topics.REPORTS, f"{ident}|{unit.org}") if ident.count("|") == 2 else None
        return leaves.document(connection, topics.REPORTS, ident), part

    head, body = await Desk.of(request).ledger.ask(read)
    if head is None or body is None:
        raise NoSuchReportError
    report, part = decoded(Report, head), decoded(Part, body)
    period = periods.parse(report.period)
    return render.page(
        request,
        "sheet.html",
        here_is="sheet",
        county=unit.county,
        unit=unit,
        period=period,
        kinds={kind: periods.same_time(period, kind, board.day) for kind in periods.KINDS},
        sheet=part.sheet,
        branches=[] if part.sheet is None else branches(part.sheet, part.deductions),
        odd=[],
        trend=None,
        as_of=report.as_of,
        lost=lost,
        report=report,
    )


def last_twelve(period: Period) -> list[Period]:
    """The period and the eleven before it, the earliest first."""
    return [item for steps in range(-11, 1) if (item := period.shift(steps)) is not None]


def lost(sheet: Sheet) -> Decimal:
    """What the clauses that weigh lack to the full score."""
    return Decimal(sheet.full) - Decimal(sheet.base)


def branches(sheet: Sheet, deductions: list[Deduction]) -> list[Branch]:
    """The clauses in their order; each of the innermost with what was taken away in it."""
    inner = {clause.path.rpartition(".")[0] for clause in sheet.clauses}
    leaves = [clause for clause in sheet.clauses if clause.path not in inner]

    def branch(clause: Clause) -> Branch:
        below = [leaf for leaf in leaves if leaf is clause or leaf.path.startswith(f"{clause.path}.")]
        # What weighs nothing can only add; a veto scores nothing.
        added = sum((Decimal(leaf.score) for leaf in below if not Decimal(leaf.weight)), Decimal(0))
        taken = [item for item in deductions if item.path == clause.path]
        return Branch(clause, clause.path.count("."), Decimal(clause.score) - added, added, taken)

    return [branch(clause) for clause in sheet.clauses]


def _current(board: Board) -> Period:
    return periods.containing(board.day, "month") if board.day else Period("month", 1, 1)


def _lines(connection: sqlite3.Connection, units: dict[str, Unit], period: Period) -> tuple[list[Line], object]:
    now = ranks(connection, period)
    earlier = period.shift(-1)
    before = {} if earlier is None else ranks(connection, earlier)
    sheets = [
        decoded(Sheet, body)
        for key, body in leaves.documents(connection, topics.SCORES, f"{period}|", bars=1)
        if key.partition("|")[2] in units
    ]
    lines = [Line(sheet.roster, units[sheet.org], sheet, now.get(sheet.org), before.get(sheet.org)) for sheet in sheets]
    lines.sort(key=lambda line: (line.roster, line.rank is None, line.rank or 0, line.unit.order))
    return lines, complete_up_to(connection)


def _rows(lines: list[Line], texts: Texts) -> Iterator[list[tables.Cell]]:
    for line in lines:
        sheet = line.sheet
        points = (float(sheet.full), float(lost(sheet)), float(sheet.base), float(sheet.bonus), float(sheet.total))
        grade = texts.say("scores.silent") if sheet.silent else sheet.grade
        vetoes = (texts.say("sheet.veto", path=veto.path, title=veto.title) for veto in sheet.vetoes)
        yield [line.roster, line.rank, line.risen, line.unit.name, *points, " ".join(filter(None, (grade, *vetoes)))]
