"""The pages for people. Each reads its choices from the address, asks the board, and fills a template."""

from __future__ import annotations

from collections.abc import Iterable

from starlette.requests import Request
from starlette.responses import Response

from dashboard import (
    agenda,
    columns,
    heat,
    heat_choices,
    ordering,
    periods,
    query,
    ranking,
    ranking_file,
    render,
    tables,
)
from dashboard.board import Board, Unit
from dashboard.desk import Desk
from dashboard.ledger.owed import GROUPS
from dashboard.periods import Period
from dashboard.ready import NoSuchUnitError, ready


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
    lines = ordering.ordered(ranked.lines, orders[order], backwards=backwards)
    form = query.choice(request.query_params, "format", ("", *tables.FORMATS), "")
    if form:
        notes = [f"{county_name(board, county)} {texts.period(period)}", texts.say("list.as_of", day=board.day or "—")]
        table = ranking_file.ranking_table(ranked, lines, [owed, *compared], texts, notes)
        return tables.answer(table, "csv" if form == "csv" else "xlsx")
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
        lines=lines,
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
    table = heat.heat_table(board, county, year, choice)
    form = query.choice(request.query_params, "format", ("", *tables.FORMATS), "")
    if form:
        texts = render.texts(request)
        title = texts.say("heat.caption", county=county_name(board, county), year=year, measure=choice.name)
        notes = [choice.note, texts.say("list.as_of", day=board.day or "—")]
        file = ranking_file.heat_file(table, is_rate=choice.scale == "rate", title=title, notes=notes, texts=texts)
        return tables.answer(file, "csv" if form == "csv" else "xlsx")
    return render.page(
        request,
        "heat.html",
        here_is="heat",
        county=county,
        counties=board.counties(),
        year=year,
        years=years_of(covered, year),
        choice=choice,
        choices=choices.values(),
        table=table,
    )


def years_of(covered: Iterable[Period], chosen: int) -> list[int]:
    """Years that have rows, and the chosen one; latest first."""
    return sorted({period.year for period in covered} | {chosen}, reverse=True)


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
