"""专题: a page about one sort of subjects, of a county, a kind of its units or one unit; and what there is of each."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from dashboard import agenda, behind, figures, periods, query, render, tables
from dashboard.access import shown
from dashboard.board import Board, Unit
from dashboard.choosing import chosen_units, place_name, scope_of
from dashboard.columns import Group
from dashboard.desk import Desk
from dashboard.ledger import lists, owed
from dashboard.ledger.lists import EVER, Found, Wanted
from dashboard.listing import Item, View
from dashboard.pages import current, known_unit
from dashboard.periods import Period
from dashboard.ready import ready
from dashboard.texts import Texts
from dashboard.themes import drawing, files, sums
from dashboard.themes.declared import BY_NAME, THEMES, Listed, Theme
from dashboard.themes.sums import Line
from dashboard.views import Durations, Figures

FIRST = 10
"""Lines of each list that stand on the page; the whole list is one step away."""


@dataclass(frozen=True)
class Shown:
    """A list of the page: how long it is, its first lines, and the parameters that lead to all of it."""

    listed: Listed
    found: Found
    view: View
    items: list[Item]
    leads: dict[str, object]


@dataclass(frozen=True)
class Choice:
    """What the reader has chosen, and the units that are meant."""

    county: str
    org: str | None
    roster: str
    period: Period
    units: list[Unit]

    @property
    def scope(self) -> dict[str, object]:
        """Parameters that carry it to the lists behind numbers."""
        return scope_of(self.county, self.roster, self.org, self.period)


@ready
async def theme(request: Request, board: Board) -> Response:
    """The page, or its table of units as a file."""
    about = BY_NAME.get(request.path_params["theme"])
    if about is None:
        raise HTTPException(404)
    choice = _choice(request, board)
    if choice is None:
        return render.page(request, "empty.html", here_is="themes")
    params, texts, registry = request.query_params, render.texts(request), board.registry
    made = sums.groups(about, registry, texts)
    lines = [Line(unit, board.row(choice.period, unit.org)) for unit in choice.units]
    total = sums.total(about, lines)
    by = query.choice(params, "order", sums.orders(made), sums.UNIT)
    backwards = query.choice(params, "back", ("", "1"), "") == "1"
    ordered = sums.ordered(lines, made, by, backwards=backwards)
    file = query.choice(params, "format", ("", *tables.FORMATS), "")
    if file:
        part = query.choice(params, "part", files.PARTS, files.PARTS[0])
        table = files.table(about, part, _notes(board, choice, texts), registry, texts, made, ordered, total)
        return tables.answer(table, "csv" if file == "csv" else "xlsx")
    owing, urgent, lists_of = await _of_ledger(request, board, about, choice)
    return render.page(
        request,
        "theme.html",
        here_is="themes",
        theme_here=about.name,
        theme=about,
        **_chosen(board, choice),
        order=by,
        backwards=backwards,
        groups=made,
        order_of=sums.order_of,
        lines=ordered,
        total=total,
        drawings=drawing.drawings(about, registry, texts, total) if total else [],
        labels=sums.by_label(about, registry, texts, total) if total else [],
        label_heads=[texts.name(registry.measure(code)) for code in about.by_label],
        by_duty=sums.by_duty(about, registry, total) if total else [],
        owing=owing,
        owing_groups=owed.GROUPS,
        urgent=urgent,
        shown=lists_of,
        filled=any(owing) or any(each.found.count for each in lists_of) or _is_filled(made, total),
    )


@ready
async def themes(request: Request, board: Board) -> Response:
    """All of them, each with its numbers of the period and what is owed now."""
    choice = _choice(request, board)
    if choice is None:
        return render.page(request, "empty.html", here_is="themes")
    texts, registry = render.texts(request), board.registry
    rows = [row for unit in choice.units if (row := board.row(choice.period, unit.org)) is not None]
    total = figures.total(rows)
    orgs, limits = [unit.org for unit in choice.units], agenda.limits(board)

    def read(connection: sqlite3.Connection) -> dict[str, owed.Counts]:
        return {
            about.name: agenda.together(owed.counts(connection, limits, orgs, about.duties).values())
            for about in THEMES
        }

    return render.page(
        request,
        "themes_all.html",
        here_is="themes",
        theme_here="",
        **_chosen(board, choice),
        total=total,
        themes=[(about, sums.groups(about, registry, texts)[:-1]) for about in THEMES],
        owing=await Desk.of(request).ledger.ask(read),
    )


def _choice(request: Request, board: Board) -> Choice | None:
    """None while there is no county, or nothing of it."""
    params = request.query_params
    org = query.org(params)
    county = known_unit(board, org).county if org else query.county(params, board)
    units = board.units(county) if county else []
    default = current(board, board.periods(units))
    if county is None or default is None:
        return None
    roster = query.roster(params)
    return Choice(county, org, roster, query.period(params, default), chosen_units(board, county, roster, org))


def _chosen(board: Board, choice: Choice) -> dict[str, Any]:
    """What the form of these pages needs."""
    units = board.units(choice.county)
    offered = {period for period in board.periods(units) if period.kind == choice.period.kind} | {choice.period}
    return {
        "county": choice.county,
        "counties": board.counties(),
        "units": units,
        "org": choice.org,
        "roster": choice.roster,
        "name": place_name(board, choice.county, choice.org),
        "period": choice.period,
        "offered": sorted(offered, key=lambda period: period.order, reverse=True),
        "kinds": {kind: periods.same_time(choice.period, kind, board.day) for kind in periods.KINDS},
        "scope": choice.scope,
    }


async def _of_ledger(
    request: Request, board: Board, about: Theme, choice: Choice
) -> tuple[owed.Counts, list[agenda.Item], list[Shown]]:
    """What is owed now: how much, and the most urgent of it; and the first lines of each list."""
    orgs, limits, texts = [unit.org for unit in choice.units], agenda.limits(board), render.texts(request)
    # Sums are of all units, lists of those that are shown.
    units = shown(request, choice.units)
    questions = [agenda.question(board, units, group, duties=about.duties) for group in agenda.ALARMS]

    def read(connection: sqlite3.Connection) -> tuple[owed.Counts, list[agenda.Item], list[Shown]]:
        known = lists.names(connection)
        owing = agenda.together(owed.counts(connection, limits, orgs, about.duties).values())
        numbers = [number for question in questions for number in owed.ids(connection, question, 0, FIRST)]
        urgent = agenda.items(board, units, owed.rows(connection, numbers[:FIRST]))
        lists_of = [_shown(connection, board, listed, choice, units, known, texts) for listed in about.lists]
        return owing, urgent, lists_of

    return await Desk.of(request).ledger.ask(read)


def _shown(
    connection: sqlite3.Connection,
    board: Board,
    listed: Listed,
    choice: Choice,
    units: list[Unit],
    known: list[str],
    texts: Texts,
) -> Shown:
    number = behind.number(listed.number)
    assert number is not None
    period = None if listed.ever else choice.period
    span = behind.months(number, board.registry, period) if period else EVER
    wanted = Wanted(
        [unit.org for unit in units],
        behind.codes(number, board.registry, known),
        span,
        less=behind.taken_off(number, board.registry, known),
    )
    found = lists.found(connection, wanted, 0, FIRST)
    view = View(board, texts, units, number, span)
    leads = scope_of(choice.county, choice.roster, choice.org, period) | {"measure": listed.number}
    return Shown(listed, found, view, view.items(connection, found.lines), leads)


def _is_filled(made: list[Group], total: Figures | None) -> bool:
    """Whether there is any number."""
    if total is None:
        return False
    values = [column.value(total) for group in made for column in group.columns]
    return any(value.count if isinstance(value, Durations) else value for value in values)


def _notes(board: Board, choice: Choice, texts: Texts) -> list[str]:
    """What holds for all of a file: whose numbers, of which period, up to which day."""
    name = place_name(board, choice.county, choice.org)
    name = texts.say("county.unassigned") if name == "_" else name
    roster = texts.word(choice.roster) if choice.roster else ""
    return [
        " · ".join(filter(None, (name, roster, texts.period(choice.period)))),
        texts.say("list.as_of", day=board.day or "—"),
    ]
