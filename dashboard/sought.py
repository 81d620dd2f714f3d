"""What a reader asks a list of subjects for: units, period, number or cell of a table, words, and its order."""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

from starlette.requests import Request

from dashboard import behind, query
from dashboard.annual import cells, drawing
from dashboard.annual.cells import OPENING_KEY, Cell
from dashboard.annual.sums import Sums
from dashboard.behind import Number
from dashboard.board import Board, Unit
from dashboard.choosing import place_name
from dashboard.ledger import lists
from dashboard.ledger.lists import EVER, ORDERS, Wanted
from dashboard.ledger.terms import asked
from dashboard.periods import Period
from dashboard.ready import NoSuchUnitError
from dashboard.texts import Texts


class Choice(NamedTuple):
    """What the reader has asked for."""

    county: str
    org: str | None
    roster: str
    period: Period | None
    number: Number | None
    words: str
    order: lists.Order
    backwards: bool
    cell: Cell | None = None
    """Of an annual table; then ``number`` is what is counted in it, and ``period`` its year."""

    @property
    def asked_by(self) -> dict[str, str]:
        """The parameter that names the number."""
        if self.cell is not None:
            return {"cell": str(self.cell)}
        return {} if self.number is None else {"measure": self.number.text}


def wanted_of(board: Board, choice: Choice, units: list[Unit], known: list[str]) -> tuple[tuple[int, int], Wanted]:
    """The months that count, and the question."""
    orgs, words = [unit.org for unit in units], asked(choice.words)
    if choice.number is None:
        return EVER, Wanted(orgs, words=words, order=choice.order, backwards=choice.backwards)
    span = behind.months(choice.number, board.registry, choice.period)
    wanted = Wanted(
        orgs,
        behind.codes(choice.number, board.registry, known),
        span,
        words,
        choice.order,
        choice.backwards,
        behind.taken_off(choice.number, board.registry, known),
    )
    if choice.cell is None or choice.period is None:
        return span, wanted
    first, last, until = choice.cell.span(choice.period.year)
    brought = Sums(board, units, choice.period.year).brought(choice.cell)
    beside = {OPENING_KEY.format(org=org): amount for org, amount in brought.items()}
    return (first, last), replace(wanted, months=(first, last), less_until=until, beside=beside)


def county_of(request: Request, board: Board) -> str | None:
    """The county that is asked for, or that of the unit; NoSuchUnitError of a stranger."""
    county, org = query.county(request.query_params, board), query.org(request.query_params)
    if org is None:
        return county
    unit = board.unit(org)
    if unit is None:
        raise NoSuchUnitError
    return unit.county


def choice_of(request: Request, board: Board, county: str, known: list[str]) -> Choice:
    """What the address asks for; ``known``: every code, organisation and kind that was heard of."""
    params = request.query_params
    text = query.value_of(params, "measure")
    number = None if text is None else behind.number(text)
    if text is not None and (number is None or not behind.is_known(number, board.registry, known)):
        raise query.BadQueryError("measure", text, "rule.measure")
    cell, period = _cell(request), query.any_period(params)
    if cell is not None:
        number = cell.number
        if period is None or period.kind != "year":
            raise query.BadQueryError("period", str(period or ""), "rule.year")
    orders = ORDERS if number is not None else ORDERS[:-1]
    return Choice(
        county,
        query.org(params),
        query.roster(params),
        period,
        number,
        query.words(params),
        query.choice(params, "order", orders, "unit"),
        query.choice(params, "back", ("", "1"), "") == "1",
        cell,
    )


def _cell(request: Request) -> Cell | None:
    text = query.value_of(request.query_params, "cell")
    found = None if text is None else cells.cell(text)
    if text is not None and found is None:
        raise query.BadQueryError("cell", text, "rule.cell")
    return found


def named_units(board: Board, choice: Choice) -> list[Unit]:
    """Units that the words name."""
    if not choice.words:
        return []
    return [
        unit for unit in board.units(choice.county) if choice.words in unit.name or choice.words.casefold() in unit.org
    ]


def heading_of(board: Board, choice: Choice, texts: Texts, chinese: Texts) -> str:
    """What is listed, in words."""
    place = place_name(board, choice.county, choice.org)
    place = texts.say("county.unassigned") if place == "_" else place
    parts = [
        place,
        texts.word(choice.roster) if choice.roster else "",
        texts.period(choice.period) if choice.period else "",
        _number_name(board, choice, texts, chinese),
        texts.say("subjects.words", words=choice.words) if choice.words else "",
    ]
    return " · ".join(filter(None, parts))


def _number_name(board: Board, choice: Choice, texts: Texts, chinese: Texts) -> str:
    if choice.cell is not None:
        return drawing.name(choice.cell, chinese, texts)
    return behind.name(choice.number, board.registry, texts) if choice.number else ""
