"""The pages for people. Each reads its choices from the address, asks the board, and fills a template."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from dashboard import agenda, heat, periods, query, ranking, render
from dashboard.board import Board, Unit
from dashboard.desk import Desk
from dashboard.periods import Period

SHOWN = 50
"""Obligations listed at once; more are a page further."""

Page = Callable[[Request], Awaitable[Response]]


class NoSuchUnitError(HTTPException):
    """A slug that neither the registry nor any row knows."""

    def __init__(self) -> None:
        super().__init__(404)


def ready(answer: Callable[[Request, Board], Response]) -> Page:
    """A page that waits until the board has been read: half-read numbers are wrong numbers."""

    async def endpoint(request: Request) -> Response:
        desk = Desk.of(request)
        render.language(request)
        if not desk.reader.progress.caught_up:
            waiting = render.page(request, "waiting.html", 503, here_is="waiting")
            waiting.headers["retry-after"] = "2"
            return waiting
        return answer(request, desk.board)

    endpoint.__name__ = answer.__name__
    return endpoint


@ready
def overview(request: Request, board: Board) -> Response:
    """总览: a county in one period: sums, ranking, and what is owed now."""
    county = query.county(request.query_params, board)
    seen = board.periods(county) if county else []
    default = _current(board, seen)
    if county is None or default is None:
        return render.page(request, "empty.html", here_is="overview")
    period = query.period(request.query_params, default)
    offered = {kind: [item for item in seen if item.kind == kind] for kind in periods.KINDS}
    if period not in offered[period.kind]:
        offered[period.kind] = sorted(
            [*offered[period.kind], period], key=lambda item: item.order, reverse=True
        )
    return render.page(
        request, "overview.html", here_is="overview", county=county, counties=board.counties(), period=period,
        offered=offered[period.kind], kinds={kind: _same_time(board, period, kind) for kind in periods.KINDS},
        ranking=ranking.ranking(board, county, period),
    )  # fmt: skip


@ready
def heat_table(request: Request, board: Board) -> Response:
    """热力表: unit × month of one measure."""
    county = query.county(request.query_params, board)
    years = board.years(county) if county else []
    default = _current(board, board.periods(county) if county else [])
    if county is None or default is None:
        return render.page(request, "empty.html", here_is="heat")
    year = query.year(request.query_params, default.year)
    measure = next(
        item for item in heat.MEASURES
        if item == query.choice(request.query_params, "measure", heat.MEASURES, heat.MEASURES[0])
    )  # fmt: skip
    return render.page(
        request, "heat.html", here_is="heat", county=county, counties=board.counties(), year=year,
        years=sorted({*years, year}, reverse=True), measure=measure, measures=heat.MEASURES,
        table=heat.heat_table(board, county, year, measure),
    )  # fmt: skip


@ready
def unit(request: Request, board: Board) -> Response:
    """单位: every period of a year, and what the unit owes."""
    found = _unit(board, request.path_params["org"])
    seen = {item.year for item in map(periods.parse, board.texts(found.org))}
    default = board.day.year if board.day else max(seen, default=None)
    year = query.year(request.query_params, default or 1)
    return render.page(
        request, "unit.html", here_is="unit", county=found.county, unit=found,
        county_name=_county_name(board, found.county), year=year, years=sorted({*seen, year}, reverse=True),
        lines=[(line, board.row(str(line), found.org)) for line in _year_lines(year)],
        whole=board.row(str(Period("year", year)), found.org), agenda=agenda.agenda(board, [found]), shown=SHOWN,
    )  # fmt: skip


@ready
def due(request: Request, board: Board) -> Response:
    """到期提醒: what the units of a county owe now, one group at a time."""
    params = request.query_params
    county, org = query.county(params, board), query.org(params)
    if org is not None:
        county = _unit(board, org).county
    if county is None:
        return render.page(request, "empty.html", here_is="due")
    group = next(
        item
        for item in agenda.GROUPS
        if item == query.choice(params, "group", agenda.GROUPS, agenda.GROUPS[0])
    )
    units = board.units(county)
    found = agenda.agenda(board, [item for item in units if org in (None, item.org)])
    items = found.groups[group]
    pages = max(1, -(-len(items) // SHOWN))
    page = min(query.page(params), pages)
    return render.page(
        request, "due.html", here_is="due", county=county, counties=board.counties(), units=units, org=org,
        county_name=_county_name(board, county), group=group, groups=agenda.GROUPS, counts=found.counts,
        items=items[(page - 1) * SHOWN : page * SHOWN], count=len(items), page=page, pages=pages,
    )  # fmt: skip


def _year_lines(year: int) -> list[Period]:
    """Each quarter below its months, the year last."""
    lines = []
    for quarter in range(1, 5):
        lines += [Period("month", year, number) for number in range(quarter * 3 - 2, quarter * 3 + 1)]
        lines.append(Period("quarter", year, quarter))
    return [*lines, Period("year", year)]


def _unit(board: Board, org: str) -> Unit:
    found = board.unit(org)
    if found is None:
        raise NoSuchUnitError
    return found


def _county_name(board: Board, slug: str) -> str:
    return next(item.name for item in board.counties() if item.slug == slug)


def _current(board: Board, seen: list[Period]) -> Period | None:
    """The month of the last complete day; before there is one, the last month with rows."""
    if board.day and seen:
        return periods.containing(board.day, "month")
    return next((item for item in seen if item.kind == "month"), next(iter(seen), None))


def _same_time(board: Board, period: Period, kind: periods.Kind) -> Period:
    """The period of another kind that a reader of ``period`` means: the one that holds its last counted day."""
    last = period.last
    if board.day and period.first <= board.day < last:
        last = board.day
    return periods.containing(last, kind)
