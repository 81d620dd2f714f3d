"""Days of clauses that count from a period's end, before an event, or by period."""

from __future__ import annotations

from datetime import date, timedelta

from law.calendar import CalendarView
from law.limit import LimitUnit
from law.periods import Every, period_of
from law.time_limits.clause import Clause
from law.time_limits.terms import Cycle

_EVERY = {Cycle.YEAR: Every.YEAR, Cycle.QUARTER: Every.QUARTER, Cycle.MONTH: Every.MONTH}


def end_of_period(clause: Clause, day: date) -> date:
    """The last day of the period of ``day``, where the clause counts from a period's end; else ``day``."""
    if clause.cycle is Cycle.HALF_YEAR:
        return _half_year_end(day)
    return period_of(_EVERY[clause.cycle], day).last if clause.cycle in _EVERY else day


def _half_year_end(day: date) -> date:
    return date(day.year, 6, 30) if day.month <= 6 else date(day.year, 12, 31)


def ahead(clause: Clause, event_on: date, view: CalendarView) -> date:
    """The last day of a clause that wants something before its event on ``event_on``."""
    limit = clause.limit
    if limit is None:
        return event_on - timedelta(days=max(1, -(-clause.hours // 24)))
    if limit.unit is LimitUnit.WORKING_DAYS:
        return view.subtract_working_days(event_on, limit.amount)
    if limit.unit is LimitUnit.CALENDAR_DAYS:
        return event_on - timedelta(days=limit.amount)
    return _months_before(event_on, limit.amount * {LimitUnit.MONTHS: 1, LimitUnit.QUARTERS: 3}.get(limit.unit, 12))


def _months_before(day: date, months: int) -> date:
    number = day.year * 12 + day.month - 1 - months
    first = date(number // 12, number % 12 + 1, 1)
    last = period_of(Every.MONTH, first).last
    return min(last, first + timedelta(days=day.day - 1))


def next_day(clause: Clause, day: date) -> date:
    """The day on or after ``day`` by which a periodic clause wants what its period brings."""
    assert clause.cycle is not None
    if clause.by is not None:
        candidates = (named_day(clause, first) for first in _firsts(clause.cycle, day))
        return next(named for named in candidates if named >= day)
    match clause.cycle:
        case Cycle.HALF_YEAR | Cycle.TERM:
            return _half_year_end(day)
        case Cycle.WEEK:
            return day + timedelta(days=6 - day.weekday())
        case Cycle.DAY:
            return day
        case _:
            return period_of(_EVERY[clause.cycle], day).last


def _firsts(cycle: Cycle, day: date) -> list[date]:
    """First days of the period of ``day`` and of the next."""
    period = period_of(_EVERY[cycle], day)
    return [period.first, period.last + timedelta(days=1)]


def named_day(clause: Clause, first: date) -> date:
    """The day that a periodic clause names (``by``), in its period that begins on ``first``."""
    assert clause.by is not None
    month, number = clause.by
    last = period_of(Every.MONTH, _months_before(first, 1 - max(1, month))).last
    return last.replace(day=min(number or 31, last.day))
