"""The pages for people. Each reads its choices from the address, asks the board, and fills a template."""

from __future__ import annotations

from collections.abc import Iterable

from starlette.requests import Request
from starlette.responses import Response

from dashboard import agenda, columns, heat, heat_choices, ordering, periods, query, ranking, render
from dashboard.board import Board, Unit
from dashboard.desk import Desk
from dashboard.ledger.owed import GROUPS
from dashboard.paging import SHOWN
from dashboard.periods import Period
from dashboard.ready import NoSuchUnitError, ready

ABREAST = 18
"""Columns of numbers that stand side by side on a unit's page: more do not fit a window."""


@ready
async def overview(request: Request, board: Board) -> Response:
    """总览: a county in one period: sums, ranking, and what is owed now."""
    county = query.county(request.query_params, board)
    units = board.units(county) if county else []
    covered = board.periods(units)
    default = current(board, covered)
    if county is None or default is None:
        return render.page(request, "empty.html", here_is="overview")
    period = query.period(request.query_params, default)
    offered = {item for item in covered if item.kind == period.kind} | {period}
    texts = render.texts(request)
    owed = columns.duties(board.registry, texts, "rate", "late", "overdue", "open")
    compared = columns.numbers(board.registry, texts, lambda measure: measure.prominent)
    now = await agenda.counts(board, Desk.of(request).ledger, units)
    ranked = ranking.ranking(board, units, period, now)
    orders = ordering.orders([owed, *compared])
    order = query.choice(request.query_params, "order", list(orders), ordering.RANK)
    backwards = query.choice(request.query_params, "back", ("", "1"), "") == "1"
    return render.page(
        request,
        "overview.html",
        here_is="overview",
        county=county,
        counties=board.counties(),
        period=period,
        offered=sorted(offered, key=lambda item: item.order, reverse=True),
        kinds={kind: periods.same_time(period, kind, board.day) for kind in periods.KINDS},
        ranking=ranked,
        last=None if ranked.ranked or period.year <= 1 else _standing(board, units, period.year - 1),
        lines=ordering.ordered(ranked.lines, orders[order], backwards=backwards),
        order=order,
        backwards=backwards,
        owed=owed,
        compared=compared,
        work=columns.totals(board.registry, texts),
        durations=columns.means(board.registry, texts),
        groups=GROUPS,
        urgent=agenda.ALARMS,
    )


def _standing(board: Board, units: list[Unit], year: int) -> tuple[Period, list[ranking.Line]] | None:
    """How the units stood at the end of a year: what there is to look at while the next one has not come to anything yet."""
    period = Period("year", year)
    ranked = ranking.ranking(board, units, period, {}).ranked
    return (period, ranked) if ranked else None


@ready
def heat_table(request: Request, board: Board) -> Response:
    """热力表: unit × month of one measure."""
    county = query.county(request.query_params, board)
    covered = board.periods(board.units(county)) if county else []
    default = current(board, covered)
    if county is None or default is None:
        return render.page(request, "empty.html", here_is="heat")
    year = query.year(request.query_params, default.year)
    choices = heat_choices.choices(board.registry, render.texts(request))
    codes = list(choices)
    choice = choices[query.choice(request.query_params, "measure", codes, codes[0])]
    return render.page(
        request,
        "heat.html",
        here_is="heat",
        county=county,
        counties=board.counties(),
        year=year,
        years=_years(covered, year),
        choice=choice,
        choices=choices.values(),
        table=heat.heat_table(board, county, year, choice),
    )


@ready
async def unit(request: Request, board: Board) -> Response:
    """单位: every period of a year, and what the unit owes."""
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
    return render.page(
        request,
        "unit.html",
        here_is="unit",
        county=shown.county,
        unit=shown,
        county_name=county_name(board, shown.county),
        year=year,
        year_period=Period("year", year),
        years=_years(covered, year),
        tables=columns.side_by_side(told, ABREAST),
        quiet=list(dict.fromkeys(group.heading for group in quiet)),
        lines=lines,
        whole=whole,
        listings=columns.listings(board.registry, texts, whole) if whole else [],
        duties=columns.by_duty(board.registry, whole) if whole else [],
        agenda=await agenda.agenda(board, Desk.of(request).ledger, [shown], SHOWN),
        shown=SHOWN,
    )


def _years(covered: Iterable[Period], chosen: int) -> list[int]:
    """Years that have rows, and the chosen one; latest first."""
    return sorted({period.year for period in covered} | {chosen}, reverse=True)


def _year_lines(year: int) -> list[Period]:
    """Each quarter below its months, the year last."""
    lines = []
    for quarter in range(1, 5):
        lines += [Period("month", year, number) for number in range(quarter * 3 - 2, quarter * 3 + 1)]
        lines.append(Period("quarter", year, quarter))
    return [*lines, Period("year", year)]


def known_unit(board: Board, org: str) -> Unit:
    unit = board.unit(org)
    if unit is None:
        raise NoSuchUnitError
    return unit


def county_name(board: Board, slug: str) -> str:
    """What a county is called."""
    return next(item.name for item in board.counties() if item.slug == slug)


def current(board: Board, covered: list[Period]) -> Period | None:
    """The month of the last complete day; before there is one, the last month with rows."""
    if board.day and covered:
        return periods.containing(board.day, "month")
    return next((item for item in covered if item.kind == "month"), next(iter(covered), None))
