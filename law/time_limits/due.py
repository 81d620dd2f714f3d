"""Until when: the last day of a clause that an event on a certain day opens."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from law.calendar import CalendarView, Due
from law.limit import Limit, LimitUnit, calendar_days, last_day, working_days
from law.periods import Every, period_of
from law.time_limits.clause import Clause, Cycle, How, Reading

ART_26 = working_days(20)
"""条例第二十六条: within 20 working days from formation or change, unless another law sets another limit."""

_SAME_DAY = calendar_days(0)
_EVERY = {Cycle.YEAR: Every.YEAR, Cycle.QUARTER: Every.QUARTER, Cycle.MONTH: Every.MONTH}


@dataclass(frozen=True, slots=True)
class Policy:
    """What a county takes the words without a number to mean; no law says it."""

    at_once: Limit = _SAME_DAY
    """实时: on the day itself."""
    promptly: Limit = ART_26
    """及时: at the latest when 条例第二十六条 ends."""


DEFAULT = Policy()


class Earliest(NamedTuple):
    """The clause that rules, and its last day; no clause: 条例第二十六条 in place of a text that cannot be read."""

    due: Due
    clause: Clause | None


def due(clause: Clause, opened_on: date, view: CalendarView, policy: Policy = DEFAULT) -> Due | None:
    """The last day of ``clause`` for what its event on ``opened_on`` opens; None where it sets none (长期, 公示).

    Of 提前 the event's own day is given, and the last day lies before it. Of 定期 it is the last day of the period
    in which ``opened_on`` lies, or the day of it that the clause names, the next one when that has passed. Hours
    are rounded up to whole days. Raises what `law.limit.last_day` raises.
    """
    match clause.how:
        case How.AT_ONCE:
            return last_day(policy.at_once, opened_on, view)
        case How.PROMPTLY:
            return last_day(policy.promptly, opened_on, view)
        case How.WITHIN:
            limit = clause.limit or calendar_days(-(-clause.hours // 24))
            return last_day(limit, _end_of_period(clause, opened_on), view)
        case How.BEFORE:
            return Due(_ahead(clause, opened_on, view), False, {})
        case How.PERIODIC:
            return Due(_next(clause, opened_on), False, {})
        case _:
            return None


def earliest(
    reading: Reading, opened_on: date, view: CalendarView, policy: Policy = DEFAULT, scopes: Sequence[str] = ()
) -> Earliest | None:
    """The clause of a cell that rules: the first to end of those without a scope and of those in ``scopes``.

    None where the cell sets no day at all (长期公开). A cell that cannot be read has the day of 条例第二十六条.
    """
    if not reading.parsed:
        return Earliest(last_day(ART_26, opened_on, view), None)
    days = [
        Earliest(ends, clause)
        for clause in reading.clauses
        if (not clause.scope or clause.scope in scopes) and (ends := due(clause, opened_on, view, policy))
    ]
    return min(days, key=lambda day: day.due.due_on, default=None)


def shown_until(clause: Clause, published_on: date, view: CalendarView) -> date | None:
    """The last day on which what was published on ``published_on`` must still be shown; None where no period is set."""
    return last_day(clause.display, published_on, view).due_on if clause.display else None


def _end_of_period(clause: Clause, day: date) -> date:
    return period_of(_EVERY[clause.cycle], day).last if clause.cycle in _EVERY else day


def _ahead(clause: Clause, event_on: date, view: CalendarView) -> date:
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


def _next(clause: Clause, day: date) -> date:
    """The day on or after ``day`` by which a periodic clause wants what its period brings."""
    assert clause.cycle is not None
    if clause.by is not None:
        candidates = (_named(clause, first) for first in _firsts(clause.cycle, day))
        return next(named for named in candidates if named >= day)
    match clause.cycle:
        case Cycle.HALF_YEAR | Cycle.TERM:
            return date(day.year, 6, 30) if day.month <= 6 else date(day.year, 12, 31)
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


def _named(clause: Clause, first: date) -> date:
    assert clause.by is not None
    month, number = clause.by
    last = period_of(Every.MONTH, _months_before(first, 1 - max(1, month))).last
    return last.replace(day=min(number or 31, last.day))
