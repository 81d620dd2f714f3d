"""From a number to the subjects behind it, from words to the subjects they find, and from a subject down to its facts."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from dashboard import behind, query, render, sought, tables
from dashboard.board import Board, Unit
from dashboard.choosing import chosen_units
from dashboard.desk import Desk
from dashboard.ledger import leaves, lists
from dashboard.ledger.entries import Met, Subject
from dashboard.ledger.lists import ORDERS, Line, Wanted
from dashboard.paging import PRINTED, SHOWN, pages_of
from dashboard.ready import ready
from dashboard.texts import Texts
from dashboard.views import Obligation

WORST = ("overdue", "open", "met_late", "met")
"""How a subject stands is how the worst of its duties stands."""


class NoSuchSubjectError(HTTPException):
    """A subject of which nothing was heard."""

    def __init__(self) -> None:
        super().__init__(404)


@dataclass(frozen=True)
class Item:
    """A line of the list; ``duties`` are those that the number counts."""

    line: Line
    unit: Unit
    subject: Subject | None
    duties: list[Obligation | Met]

    @property
    def standing(self) -> str:
        """Status of the worst duty; empty where it has none to tell of."""
        if self.subject is None:
            return ""
        statuses = {duty.status for duty in self.subject.obligations} | ({"met"} if self.subject.met else set())
        return next((status for status in WORST if status in statuses), "")


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
    units = chosen_units(board, choice.county, choice.roster, choice.org)
    span, wanted = sought.wanted_of(board, choice, units, known)
    by_org = {unit.org: unit for unit in units}
    heading = sought.heading_of(board, choice, texts, Desk.of(request).texts["zh"])

    def item(line: Line, subject: Subject | None) -> Item:
        duties = (
            behind.duties(choice.number, board.registry, subject, span)
            if choice.number is not None and choice.number.owed and subject is not None
            else []
        )
        return Item(line, by_org[line.org], subject, duties)

    form = query.choice(params, "format", ("", *tables.FORMATS), "")
    if form:
        notes = [heading, texts.say("list.as_of", day=board.day or "—")]
        heads = [texts.say(f"subjects.{name}") for name in _HEADS]
        return await ledger.ask(
            lambda connection: tables.answer(
                tables.Table(
                    texts.say("subjects.heading"),
                    notes,
                    heads,
                    (row for each in _whole(connection, wanted, item) for row in _rows(each, board, texts)),
                ),
                "csv" if form == "csv" else "xlsx",
            )
        )
    whole = query.choice(params, "whole", ("", "1"), "")
    page = query.page(params)
    first, most = (0, PRINTED) if whole else ((page - 1) * SHOWN, SHOWN)

    def list_of(connection: sqlite3.Connection) -> tuple[lists.Found, list[Item]]:
        part = lists.found(connection, wanted, first, most)
        bodies = leaves.subjects(connection, [line.key for line in part.lines])
        return part, [item(line, bodies.get(line.key)) for line in part.lines]

    part, items = await ledger.ask(list_of)
    return render.page(
        request,
        "subjects.html",
        here_is="subjects",
        county=county,
        counties=board.counties(),
        units=board.units(county),
        choice=choice,
        heading=heading,
        items=items,
        count=part.count,
        amount=part.amount,
        page=page,
        pages=pages_of(part.count),
        printed=PRINTED,
        whole=whole,
        named_units=sought.named_units(board, choice),
        orders=ORDERS if choice.number is not None else ORDERS[:-1],
    )


@ready
async def subject(request: Request, board: Board) -> Response:
    """事项详情: facts in order, duties, findings, signs, what it counts, and what it costs in scores."""
    path = request.path_params
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


_HEADS = ("unit", "kind", "number", "title", "amount", "duty", "due", "status", "met")


def _whole(
    connection: sqlite3.Connection, wanted: Wanted, item: Callable[[Line, Subject | None], Item]
) -> Iterator[Item]:
    """Every line, with its subject, some at a time."""
    batch: list[Line] = []
    for line in lists.walk(connection, wanted):
        batch.append(line)
        if len(batch) == 500:
            yield from _items(connection, batch, item)
            batch = []
    yield from _items(connection, batch, item)


def _items(
    connection: sqlite3.Connection, batch: list[Line], item: Callable[[Line, Subject | None], Item]
) -> Iterator[Item]:
    bodies = leaves.subjects(connection, [line.key for line in batch])
    return (item(line, bodies.get(line.key)) for line in batch)


def _rows(item: Item, board: Board, texts: Texts) -> Iterator[list[tables.Cell]]:
    """A line of the list in a file; one for each duty where the number counts duties."""
    line = item.line
    common: list[tables.Cell] = [
        item.unit.name,
        texts.name(board.registry.kind(line.kind)),
        line.subject,
        line.title,
        line.amount,
    ]
    if not item.duties:
        yield [*common, None, None, texts.say(f"status.{item.standing}") if item.standing else None, None]
    for place, duty in enumerate(item.duties):
        if place:
            common[4] = None
        name = texts.name(board.registry.duty(duty.duty))
        yield [*common, name, duty.due_on, texts.say(f"status.{duty.status}"), duty.met_on]


