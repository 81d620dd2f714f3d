"""到期提醒: what the units of a county owe now, one group at a time, searched, sorted, printed whole and taken away as a file."""

from __future__ import annotations

import sqlite3
from array import array
from collections.abc import AsyncIterator, Iterator, Sequence
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from chassis.access.readers import must_see
from dashboard import agenda, query, render, streams, tables
from dashboard.access import shown
from dashboard.agenda import Item
from dashboard.board import Board, Unit
from dashboard.desk import Desk
from dashboard.ledger import owed
from dashboard.ledger.owed import GROUPS, ORDERS
from dashboard.pages import county_name, known_unit
from dashboard.paging import SHOWN, pages_of
from dashboard.ready import ready
from dashboard.texts import Texts
from dashboard.themes.declared import BY_NAME
from dashboard.views import ObligationRow

_HEADS = ("unit", "subject", "sort", "number", "kind", "due", "left", "basis")


@ready
async def due(request: Request, board: Board) -> Response:
    """The page, the whole list for paper, or the list as a file."""
    params, texts, ledger = request.query_params, render.texts(request), Desk.of(request).ledger
    county, org = query.county(params, board), query.org(params)
    if org is not None:
        must_see(request, org)
        county = known_unit(board, org).county
    if county is None:
        return render.page(request, "empty.html", here_is="due")
    group = query.choice(params, "group", GROUPS, GROUPS[0])
    roster, words = query.roster(params), query.words(params)
    order = query.choice(params, "order", ORDERS, ORDERS[0])
    backwards = query.choice(params, "back", ("", "1"), "") == "1"
    form = query.choice(params, "format", ("", *tables.FORMATS), "")
    whole = query.choice(params, "whole", ("", "1"), "")
    page = query.page(params)
    units = board.units(county)
    chosen = shown(request, (item for item in units if org in (None, item.org) and roster in ("", item.kind)))
    theme = query.choice(params, "theme", ("", *BY_NAME), "")
    duties = BY_NAME[theme].duties if theme else None
    question = agenda.question(board, chosen, group, words, order, backwards=backwards, duties=duties)
    name = texts.say("county.unassigned") if county_name(board, county) == "_" else county_name(board, county)
    about = texts.say(f"theme.{theme}") if theme else ""
    if form:
        notes = [
            " · ".join(
                filter(None, (name, about, texts.word(roster) if roster else "", texts.say(f"now.{group}"), words))
            ),
            texts.say("list.as_of", day=board.day or "—"),
        ]
        table = tables.Table(texts.say("due.heading"), notes, [texts.say(f"owed.{head}") for head in _HEADS])
        numbers = await ledger.ask(lambda connection: owed.ids(connection, question))
        lines = (_rows(items, board, texts) async for items in _items(request, board, chosen, numbers))
        return tables.streamed(table, "csv" if form == "csv" else "xlsx", lines)

    def read(connection: sqlite3.Connection) -> tuple[owed.Counts, int, int, array[int], list[ObligationRow]]:
        counts = agenda.together(owed.counts(connection, question.limits, question.orgs, duties).values())
        count = owed.count(connection, question) if question.words else getattr(counts, group)
        if whole:
            return counts, count, 1, owed.ids(connection, question), []
        number = min(page, pages_of(count))
        numbers = owed.ids(connection, question, (number - 1) * SHOWN, SHOWN)
        return counts, count, number, numbers, owed.rows(connection, numbers)

    counts, count, number, numbers, rows = await ledger.ask(read)
    context: dict[str, Any] = {
        "here_is": "due",
        "county": county,
        "counties": board.counties(),
        "units": units,
        "org": org,
        "roster": roster,
        "theme": theme,
        "sought": words,
        "order": order,
        "backwards": backwards,
        "county_name": county_name(board, county),
        "group": group,
        "groups": GROUPS,
        "counts": counts,
        "count": count,
        "page": number,
        "pages": pages_of(count),
        "whole": whole,
        "items": agenda.items(board, chosen, rows),
    }
    if whole and numbers:
        batches = _items(request, board, chosen, numbers)
        return render.streamed(request, "due.html", "obligation_lines", batches, **context)
    return render.page(request, "due.html", **context)


def _items(request: Request, board: Board, units: Sequence[Unit], numbers: Sequence[int]) -> AsyncIterator[list[Item]]:
    rows = streams.lines(Desk.of(request).ledger, numbers, owed.rows)
    return (agenda.items(board, units, batch) async for batch in rows)


def _rows(items: list[Item], board: Board, texts: Texts) -> Iterator[list[tables.Cell]]:
    for item in items:
        owed = item.row.obligation
        left = None
        if item.days_left is not None and item.working is not None:
            left = texts.days_left(item.days_left, item.working)
        yield [
            item.unit.name,
            item.row.title,
            texts.name(board.registry.kind(item.row.kind)),
            owed.subject,
            texts.name(board.registry.duty(owed.duty)),
            owed.due_on,
            left,
            texts.explain(owed.explanation),
        ]
