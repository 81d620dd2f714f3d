"""到期提醒: what the units of a county owe now, one group at a time, searched, sorted and taken away as a file."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Hashable, Iterator
from typing import Literal

from starlette.requests import Request
from starlette.responses import Response

from dashboard import agenda, query, render, tables
from dashboard.agenda import Item
from dashboard.board import Board
from dashboard.pages import county_name, known_unit
from dashboard.paging import PRINTED, SHOWN, pages_of
from dashboard.ready import ready
from dashboard.texts import Texts

Order = Literal["due", "unit", "subject", "kind"]
ORDERS: tuple[Order, ...] = ("due", "unit", "subject", "kind")

_HEADS = ("unit", "subject", "sort", "number", "kind", "due", "left", "basis")


@ready
def due(request: Request, board: Board) -> Response:
    """The page, or the list as a file."""
    params, texts = request.query_params, render.texts(request)
    county, org = query.county(params, board), query.org(params)
    if org is not None:
        county = known_unit(board, org).county
    if county is None:
        return render.page(request, "empty.html", here_is="due")
    group = query.choice(params, "group", agenda.GROUPS, agenda.GROUPS[0])
    roster, words = query.roster(params), query.words(params)
    order = query.choice(params, "order", ORDERS, ORDERS[0])
    backwards = query.choice(params, "back", ("", "1"), "") == "1"
    units = board.units(county)
    chosen = [item for item in units if org in (None, item.org) and roster in ("", item.kind)]
    owed = agenda.agenda(board, chosen)
    items = [item for item in owed.groups[group] if _answers(item, words)]
    if (order, backwards) != (ORDERS[0], False):
        items.sort(key=_by(order, board), reverse=backwards)
    name = texts.say("county.unassigned") if county_name(board, county) == "_" else county_name(board, county)
    form = query.choice(params, "format", ("", *tables.FORMATS), "")
    if form:
        notes = [
            " · ".join(filter(None, (name, texts.word(roster) if roster else "", texts.say(f"now.{group}"), words))),
            texts.say("list.as_of", day=board.day or "—"),
        ]
        heads = [texts.say(f"owed.{head}") for head in _HEADS]
        table = tables.Table(texts.say("due.heading"), notes, heads, _rows(items, board, texts))
        return tables.answer(table, "csv" if form == "csv" else "xlsx")
    pages = pages_of(len(items))
    page = min(query.page(params), pages)
    return render.page(
        request,
        "due.html",
        here_is="due",
        county=county,
        counties=board.counties(),
        units=units,
        org=org,
        roster=roster,
        sought=words,
        order=order,
        backwards=backwards,
        county_name=county_name(board, county),
        group=group,
        groups=agenda.GROUPS,
        counts=owed.counts,
        before=items[: (page - 1) * SHOWN][:PRINTED],
        items=items[(page - 1) * SHOWN : page * SHOWN],
        after=items[page * SHOWN : PRINTED],
        printed=PRINTED,
        count=len(items),
        page=page,
        pages=pages,
    )


def _answers(item: Item, words: str) -> bool:
    """Whether title, number and unit together have all of the words."""
    owed = item.row.obligation
    searched = _plain(f"{item.row.title or ''} {owed.subject} {item.unit.name} {item.unit.org}")
    return all(word in searched for word in _plain(words).split())


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()


def _by(order: Order, board: Board) -> Callable[[Item], tuple[Hashable, ...]]:
    def key(item: Item) -> tuple[Hashable, ...]:
        owed = item.row.obligation
        first: Hashable = {
            "due": owed.due_on,
            "unit": item.unit.order,
            "subject": item.row.title or "",
            "kind": board.registry.duty(owed.duty).place,
        }[order]
        return first, owed.due_on, item.unit.order, item.row.key

    return key


def _rows(items: list[Item], board: Board, texts: Texts) -> Iterator[list[tables.Cell]]:
    for item in items:
        owed = item.row.obligation
        left = None
        if item.days_left is not None and item.working_left is not None:
            left = texts.days_left(item.days_left, item.working_left, item.working_over)
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
