"""What a unit owes, by urgency, counted from the watermark's day, never from a clock.

How near a date is goes by working days, as in the notices to the departments; how long it is over, by calendar days.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal

from contracts.notices import SOON
from dashboard.board import Board, Unit
from dashboard.views import ObligationRow
from law.calendar import CalendarView

Group = Literal["overdue", "within3", "within10", "later", "order"]
GROUPS: tuple[Group, ...] = ("overdue", "within3", "within10", "later", "order")
"""By how near the date is; steps of order, of which nobody is reminded, stand by themselves whatever their dates."""

ALARMS: dict[Group, str] = {"overdue": "bad", "within3": "warn", "within10": ""}
"""The urgent groups, with how a number above nothing looks."""

AHEAD = 10
"""Working days of the group after those that are near."""


@dataclass(frozen=True)
class Item:
    """An obligation; days are None while no day is complete.

    ``days_left``: calendar days, negative when overdue. ``working_left``: working days, 0 when overdue.
    """

    unit: Unit
    row: ObligationRow
    days_left: int | None
    working_left: int | None
    working_over: int = 0
    """Working days that it is overdue."""

    @property
    def lamp(self) -> str:
        """How it looks: overdue, soon, or open."""
        if self.days_left is None or self.working_left is None:
            return "open"
        return "overdue" if self.days_left < 0 else "soon" if self.working_left <= SOON else "open"

    @property
    def moved(self) -> bool:
        """The due date differs from the one first computed, because a calendar or the county's profile changed."""
        return self.row.obligation.due_on != self.row.obligation.original_due_on


@dataclass(frozen=True)
class Counts:
    """How many obligations are in each group; ``within10`` leaves out those of ``within3``."""

    overdue: int = 0
    within3: int = 0
    within10: int = 0
    later: int = 0
    order: int = 0


@dataclass(frozen=True)
class Agenda:
    """Obligations by group, each ordered by due date."""

    groups: dict[Group, list[Item]] = field(default_factory=dict)

    @property
    def counts(self) -> Counts:
        """Number of items in each group."""
        return Counts(**{group: len(items) for group, items in self.groups.items()})


def group_of(row: ObligationRow, board: Board, calendar: CalendarView) -> Group:
    """A step of order; overdue by status, or because everything up to a later day has been counted; else by working days left."""
    obligation, day = row.obligation, board.day
    if not board.registry.duty(obligation.duty).grave:
        return "order"
    if obligation.status == "overdue" or (day is not None and obligation.due_on < day):
        return "overdue"
    if day is None:
        return "later"
    left = calendar.count_working_days(day, obligation.due_on)
    return "within3" if left <= SOON else "within10" if left <= AHEAD else "later"


def counts(board: Board, org: str) -> Counts:
    """How much a unit owes in each group."""
    amounts, calendar = dict.fromkeys(GROUPS, 0), board.calendar
    for row in board.owed(org):
        amounts[group_of(row, board, calendar)] += 1
    return Counts(**amounts)


def together(parts: Iterable[Counts]) -> Counts:
    """Sum over units."""
    units = list(parts)
    return Counts(**{group: sum(getattr(unit, group) for unit in units) for group in GROUPS})


def agenda(board: Board, units: Iterable[Unit]) -> Agenda:
    """What these units owe, by group; in a group by due date, unit, and the order of the unit's obligations."""
    groups: dict[Group, list[Item]] = {group: [] for group in GROUPS}
    calendar, day = board.calendar, board.day
    for unit in units:
        for row in board.obligations(unit.org):
            due_on = row.obligation.due_on
            left = None if day is None else (due_on - day).days
            working = None if day is None else calendar.count_working_days(day, due_on)
            over = 0 if day is None else calendar.count_working_days(due_on, day)
            groups[group_of(row, board, calendar)].append(Item(unit, row, left, working, over))
    for items in groups.values():
        items.sort(key=lambda item: (item.row.obligation.due_on, item.unit.order))
    return Agenda(groups)
