"""数据质量: what of each unit was refused, came late, is missing or is set aside, in a period; and the records behind."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response

from chassis.access.readers import must_see
from contracts.rubric.evidence import NOTHING_TO_REPORT
from dashboard import periods, query, render, tables
from dashboard.access import shown
from dashboard.board import Board, Unit
from dashboard.desk import Desk
from dashboard.ledger import leaves, quality
from dashboard.ledger.entries import Aside, Refused
from dashboard.pages import known_unit
from dashboard.paging import SHOWN, pages_of
from dashboard.periods import Period
from dashboard.ready import ready
from dashboard.texts import Texts
from law.signals import LATE_AFTER

KINDS = ("refused", "late", "silent", "nothing", "aside")
_REFUSED = ("on", "unit", "code", "field", "rule", "remedy", "fact", "place")
_ASIDE = ("on", "unit", "kind", "subject", "error")


@dataclass(frozen=True)
class Line:
    """A unit in a period; ``silent`` and ``nothing`` are months that are over, without a word and with 零报告."""

    unit: Unit
    refused: int
    late: int
    silent: int
    nothing: int
    aside: int


@ready
async def overview(request: Request, board: Board) -> Response:
    """Every unit of a county in a period; or the same as a file."""
    params, texts = request.query_params, render.texts(request)
    county = query.county(params, board)
    if county is None:
        return render.page(request, "empty.html", here_is="quality")
    units = board.units(county)
    period = query.period(params, _current(board))
    lines = await Desk.of(request).ledger.ask(lambda connection: _lines(connection, board, units, period))
    total = {kind: sum(getattr(line, kind) for line in lines) for kind in KINDS}
    form = query.choice(params, "format", ("", *tables.FORMATS), "")
    if form:
        notes = [texts.period(period), texts.say("list.as_of", day=board.day or "—")]
        heads = [texts.say("rank.unit"), *(texts.say(f"quality.{kind}") for kind in KINDS)]
        rows: list[Sequence[tables.Cell]] = [
            [line.unit.name, *(getattr(line, kind) for kind in KINDS)] for line in lines
        ]
        rows.append([texts.say("rank.total"), *total.values()])
        table = tables.Table(texts.say("quality.heading"), notes, heads, rows)
        return tables.answer(table, "csv" if form == "csv" else "xlsx")
    covered = {item for item in board.periods(units) if item.kind == period.kind}
    return render.page(
        request,
        "quality.html",
        here_is="quality",
        county=county,
        counties=board.counties(),
        period=period,
        kinds={kind: periods.same_time(period, kind, board.day) for kind in periods.KINDS},
        offered=sorted(covered | {period}, key=lambda item: item.order, reverse=True),
        sorts=KINDS,
        lines=lines,
        total=total,
        late_after=LATE_AFTER,
    )


@ready
async def refused(request: Request, board: Board) -> Response:
    """The refused records of a unit or a county in a period; or the same as a file."""
    return await _listed(request, board, "refused")


@ready
async def aside(request: Request, board: Board) -> Response:
    """The subjects of a unit or a county that were set aside in a period; or the same as a file."""
    return await _listed(request, board, "aside")


async def _listed(request: Request, board: Board, sort: str) -> Response:
    params, texts = request.query_params, render.texts(request)
    county, org = query.county(params, board), query.org(params)
    if org is not None:
        must_see(request, org)
        county = known_unit(board, org).county
    if county is None:
        return render.page(request, "empty.html", here_is="quality")
    period = query.period(params, _current(board))
    units = {unit.org: unit for unit in shown(request, board.units(county)) if org in (None, unit.org)}
    form = query.choice(params, "format", ("", *tables.FORMATS), "")
    page = query.page(params)

    def read(connection: sqlite3.Connection) -> tuple[list[Refused] | list[Aside], int, set[str]]:
        span = _span(period)
        first, most = (0, -1) if form else ((page - 1) * SHOWN, SHOWN)
        if sort == "refused":
            counts = quality.refused(connection, span)
            return quality.refusals(connection, units, span, first, most), _sum(counts, units), set()
        found = quality.set_aside(connection, units, span, first, most)
        known = leaves.subjects(connection, [item.key for item in found])
        return found, _sum(quality.aside(connection, span), units), set(known)

    found, count, known = await Desk.of(request).ledger.ask(read)
    heading = " · ".join(
        filter(None, (texts.say(f"quality.{sort}"), units[org].name if org else "", texts.period(period)))
    )
    if form:
        notes = [heading, texts.say("list.as_of", day=board.day or "—")]
        heads = [texts.say(f"quality.{name}") for name in (_REFUSED if sort == "refused" else _ASIDE)]
        table = tables.Table(texts.say("quality.heading"), notes, heads, _rows(found, units, texts, board))
        return tables.answer(table, "csv" if form == "csv" else "xlsx")
    return render.page(
        request,
        "quality_list.html",
        here_is="quality-list",
        county=county,
        sort=sort,
        org=org,
        period=period,
        heading=heading,
        units=units,
        items=found,
        known=known,
        count=count,
        page=page,
        pages=pages_of(count),
    )


def _rows(
    found: list[Refused] | list[Aside], units: dict[str, Unit], texts: Texts, board: Board
) -> Iterator[list[tables.Cell]]:
    for item in found:
        name = units[item.org].name
        if isinstance(item, Aside):
            yield [item.on, name, texts.name(board.registry.kind(item.kind)), item.subject, item.error]
        else:
            rule, remedy = texts.half(item.rule), texts.half(item.remedy)
            place = f"{item.topic} / {item.partition} / {item.offset}"
            yield [item.on, name, item.code, item.field, rule, remedy, item.fact, place]


def _lines(connection: sqlite3.Connection, board: Board, units: list[Unit], period: Period) -> list[Line]:
    span = _span(period)
    refused, aside = by_org(quality.refused(connection, span)), by_org(quality.aside(connection, span))
    late = by_org(quality.late(connection, [unit.org for unit in units], span))
    heard = quality.heard(connection, span)
    over = [month for month in _months(period) if periods.stage(month, board.day) == "over"]
    lines = []
    for unit in units:
        here = [month for month in over if unit.exists_in(month)]
        quiet = [month for month in here if not heard.get((unit.org, _number(month)))]
        nothing_to_report = [month for month in quiet if _nothing(board, unit.org, month)]
        lines.append(
            Line(
                unit,
                refused[unit.org],
                late[unit.org],
                len(quiet) - len(nothing_to_report),
                len(nothing_to_report),
                aside[unit.org],
            )
        )
    return lines


def _nothing(board: Board, org: str, month: Period) -> bool:
    row = board.counted(month, org)
    return bool(row and row.counts.get(NOTHING_TO_REPORT))


def _months(period: Period) -> list[Period]:
    return [Period("month", period.year, number) for number in range(period.first.month, period.last.month + 1)]


def _number(month: Period) -> int:
    return month.year * 100 + month.number


def _span(period: Period) -> tuple[int, int]:
    return period.year * 100 + period.first.month, period.year * 100 + period.last.month


def by_org(counts: quality.Counts) -> Counter[str]:
    """Over all months."""
    sums: Counter[str] = Counter()
    for (org, _), amount in counts.items():
        sums[org] += amount
    return sums


def _sum(counts: quality.Counts, orgs: Iterable[str]) -> int:
    sums = by_org(counts)
    return sum(sums[org] for org in orgs)


def _current(board: Board) -> Period:
    return periods.containing(board.day, "month") if board.day else Period("month", 1, 1)
