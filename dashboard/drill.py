"""From a number to the subjects behind it, from words to the subjects they find, and from a subject down to its facts."""

from __future__ import annotations

import sqlite3
from array import array
from collections.abc import Sequence
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from chassis.access.readers import must_see
from dashboard import behind, query, render, sought, streams, tables
from dashboard.access import shown
from dashboard.board import Board
from dashboard.choosing import chosen_units
from dashboard.desk import Desk
from dashboard.ledger import leaves, lists
from dashboard.ledger.lists import ORDERS
from dashboard.listing import Item, View
from dashboard.paging import SHOWN, pages_of
from dashboard.ready import ready


class NoSuchSubjectError(HTTPException):
    """A subject of which nothing was heard."""

    def __init__(self) -> None:
        super().__init__(404)


@ready
async def subjects(request: Request, board: Board) -> Response:
    """事项: the subjects behind a number, found by words, or of a unit."""
    params, texts = request.query_params, render.texts(request)
    county = sought.county_of(request, board)
    if county is None:
        return render.page(request, "empty.html", here_is="subjects")
    ledger = Desk.of(request).ledger
    known = await ledger.ask(lists.names)
    choice = sought.choice_of(request, board, county, known)
    if choice.org is not None:
        must_see(request, choice.org)
    units = shown(request, chosen_units(board, choice.county, choice.roster, choice.org))
    span, wanted = sought.wanted_of(board, choice, units, known)
    view = View(board, texts, units, choice.number, span)
    heading = sought.heading_of(board, choice, texts, Desk.of(request).texts["zh"])

    def items_of(connection: sqlite3.Connection, numbers: Sequence[int]) -> list[Item]:
        return view.items(connection, lists.lines(connection, numbers))

    form = query.choice(params, "format", ("", *tables.FORMATS), "")
    if form:
        notes = [heading, texts.say("list.as_of", day=board.day or "—")]
        numbers = await ledger.ask(lambda connection: lists.numbers(connection, wanted))
        rows = (
            [row for item in batch for row in view.rows(item)]
            async for batch in streams.lines(ledger, numbers, items_of)
        )
        table = tables.Table(texts.say("subjects.heading"), notes, view.heads)
        return tables.streamed(table, "csv" if form == "csv" else "xlsx", rows)
    whole = query.choice(params, "whole", ("", "1"), "")
    page = query.page(params)

    def read(connection: sqlite3.Connection) -> tuple[lists.Found, int, list[Item], array[int]]:
        if whole:
            return lists.found(connection, wanted, 0, 0), 1, [], lists.numbers(connection, wanted)
        part, number = lists.found(connection, wanted, (page - 1) * SHOWN, SHOWN), page
        if page > pages_of(part.count):
            number = pages_of(part.count)
            part = lists.found(connection, wanted, (number - 1) * SHOWN, SHOWN)
        return part, number, view.items(connection, part.lines), array("q")

    part, number, listed, numbers = await ledger.ask(read)
    context: dict[str, Any] = {
        "here_is": "subjects",
        "county": county,
        "counties": board.counties(),
        "units": board.units(county),
        "choice": choice,
        "heading": heading,
        "items": listed,
        "count": part.count,
        "amount": part.amount,
        "page": number,
        "pages": pages_of(part.count),
        "whole": whole,
        "named_units": sought.named_units(board, choice),
        "view": view,
        "orders": ORDERS if choice.number is not None else ORDERS[:-1],
    }
    if whole and numbers:
        batches = streams.lines(ledger, numbers, items_of)
        return render.streamed(request, "subjects.html", "subject_lines", batches, **context)
    return render.page(request, "subjects.html", **context)


@ready
async def subject(request: Request, board: Board) -> Response:
    """事项详情: facts in order, duties, findings, signs, what it counts, and what it costs in scores."""
    path = request.path_params
    must_see(request, path["org"])
    key = f"{path['kind']}/{path['org']}/{path['subject']}"
    leaf = await Desk.of(request).ledger.ask(lambda connection: leaves.leaf(connection, key))
    unit = board.unit(path["org"])
    if leaf is None or unit is None:
        raise NoSuchSubjectError
    return render.page(
        request,
        "subject.html",
        here_is="subject",
        county=unit.county,
        unit=unit,
        leaf=leaf,
        subject=leaf.subject,
        facts=leaf.facts,
        duties=sorted((*leaf.subject.obligations, *leaf.subject.met), key=lambda duty: (duty.due_on, duty.id)),
        counted=[
            (month, code, behind.number(code.split("#")[0] + "#" if "#" in code else code), amount)
            for month, amounts in sorted(leaf.subject.counts.items())
            for code, amount in sorted(amounts.items())
        ],
        name_of=lambda number: behind.name(number, board.registry, render.texts(request)),
    )
