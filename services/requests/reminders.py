"""When a department is reminded of a date: three working days before, on the day, and once it is over."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from enum import StrEnum

from contracts.obligations import Obligation
from law.calendar import CalendarView
from law.codes import ObligationStatus

SOON = 3
"""Working days that are left when the first reminder goes out."""

UNMET = (ObligationStatus.OPEN, ObligationStatus.OVERDUE)
_ONE_DAY = timedelta(days=1)


class Phase(StrEnum):
    """How near an unmet obligation is to its last day."""

    AHEAD = "ahead"
    DUE_SOON = "due_soon"
    DUE_TODAY = "due_today"
    OVERDUE = "overdue"


def phase(obligation: Obligation, today: date, view: CalendarView) -> Phase:
    """The phase on ``today``."""
    if today > obligation.due_on:
        return Phase.OVERDUE
    if today == obligation.due_on:
        return Phase.DUE_TODAY
    return Phase.DUE_SOON if today >= soon(obligation.due_on, view) else Phase.AHEAD


def soon(due_on: date, view: CalendarView) -> date:
    """The day on which `SOON` working days are left, the last one included."""
    day = due_on
    while view.count_working_days(day, due_on) < SOON:
        day -= _ONE_DAY
    return day


def next_day(obligations: Iterable[Obligation], today: date, view: CalendarView) -> date | None:
    """The next day after ``today`` on which a phase of an unmet obligation begins."""
    days = [
        day
        for one in obligations
        if one.status in UNMET and one.due_on >= today
        for day in (soon(one.due_on, view), one.due_on, one.due_on + _ONE_DAY)
        if day > today
    ]
    return min(days, default=None)
