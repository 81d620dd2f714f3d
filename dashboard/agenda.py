"""What a unit owes, by urgency, counted from the watermark's day, never from a clock.

How near a date is goes by working days, as in the notices to the departments; how long it is over, by calendar days.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import reduce
from operator import add

from contracts.notices import SOON
from dashboard.board import Board, Unit
from dashboard.ledger import owed
from dashboard.ledger.book import Ledger
from dashboard.ledger.owed import GROUPS, Counts, Group, Limits, Order, Question
from dashboard.ledger.terms import plain
from dashboard.views import ObligationRow
from law.calendar import CalendarView

ALARMS: dict[Group, str] = {"overdue": "bad", "within3": "warn", "within10": ""}
"""The urgent groups, with how a number above nothing looks."""

AHEAD = 10
"""Working days of the group after those that are near."""

_LONGEST = timedelta(days=366)
"""No row of days off is as long; a calendar that knows no end of them must not be searched for ever."""


@dataclass(frozen=True)
class Item:
    """An obligation; days are None while no day is complete.

    ``days_left``: calendar days, negative when overdue. ``working``: working days, of one overdue those since.
    """

    unit: Unit
    row: ObligationRow
    days_left: int | None
    working: int | None

    @property
    def lamp(self) -> str:
        """How it looks: overdue, soon, or open."""
        if self.days_left is None or self.working is None:
            return "open"
        return "overdue" if self.days_left < 0 else "soon" if self.working <= SOON else "open"

    @property
    def moved(self) -> bool:
        """The due date differs from the one first computed, because a calendar or the county's profile changed."""
        return self.row.obligation.due_on != self.row.obligation.original_due_on


@dataclass(frozen=True)
class Agenda:
    """How much is owed in each group, and the first of it, each ordered by due date."""

    counts: Counts
    groups: dict[Group, list[Item]]


def limits(board: Board) -> Limits:
    """Where the groups end on the board's day."""
    steps = tuple(duty.code for duty in board.registry.steps_of_order)
    day, calendar = board.day, board.calendar
    if day is None:
        return Limits(steps=steps)
    return Limits(day.toordinal(), _last(calendar, day, SOON), _last(calendar, day, AHEAD), steps)


def _last(calendar: CalendarView, day: date, left: int) -> int:
    """The last day to which no more than so many working days are left."""
    last = day
    while last < day + _LONGEST and calendar.count_working_days(day, last + timedelta(days=1)) <= left:
        last += timedelta(days=1)
    return last.toordinal()


def together(parts: Iterable[Counts]) -> Counts:
    """Sum over units."""
    return reduce(add, parts, Counts())


def question(
    board: Board,
    units: Sequence[Unit],
    group: Group,
    words: str = "",
    order: Order = "due",
    backwards: bool = False,
    duties: Sequence[str] | None = None,
) -> Question:
    """A list of what these units owe, of these duties where some are named.

    Each of the words has to stand in title, number or the unit's name.
    """
    named = {
        word: [unit.org for unit in units if word in plain(f"{unit.name} {unit.org}")] for word in plain(words).split()
    }
    orgs = [unit.org for unit in sorted(units, key=lambda unit: unit.order)]
    ends, registry = limits(board), board.registry
    return Question(orgs, ends, group, lambda code: registry.duty(code).place, named, order, backwards, duties)


def days(board: Board, due_on: date) -> tuple[int, int] | None:
    """Calendar days to a due date, below zero of one that has passed, and working days to it or since; None before there is a day."""
    day = board.day
    if day is None:
        return None
    return (due_on - day).days, board.calendar.count_working_days(min(day, due_on), max(day, due_on))


def items(board: Board, units: Iterable[Unit], rows: Iterable[ObligationRow]) -> list[Item]:
    """What is owed, with the days that are left."""
    by_org = {unit.org: unit for unit in units}
    return [
        Item(by_org[row.obligation.org], row, *(days(board, row.obligation.due_on) or (None, None))) for row in rows
    ]


async def counts(board: Board, ledger: Ledger, units: Iterable[Unit]) -> dict[str, Counts]:
    """How much each of these units owes in each group, by slug."""
    ends, orgs = limits(board), [unit.org for unit in units]
    return await ledger.ask(lambda connection: owed.counts(connection, ends, orgs))


async def agenda(board: Board, ledger: Ledger, units: Sequence[Unit], most: int) -> Agenda:
    """What these units owe: how much in each group, and the first of each."""
    questions = {group: question(board, units, group) for group in GROUPS}

    def read(connection: sqlite3.Connection) -> dict[Group, list[ObligationRow]]:
        return {group: owed.rows(connection, owed.ids(connection, each, 0, most)) for group, each in questions.items()}

    amounts, rows = together((await counts(board, ledger, units)).values()), await ledger.ask(read)
    return Agenda(amounts, {group: items(board, units, each) for group, each in rows.items()})
