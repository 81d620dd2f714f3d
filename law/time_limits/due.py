"""Until when: the last day of a clause that an event on a certain day opens."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from law.calendar import CalendarView, Due
from law.limit import calendar_days, last_day
from law.time_limits.cell import Reading
from law.time_limits.clause import Clause
from law.time_limits.period_days import ahead, end_of_period, next_day
from law.time_limits.policy import ART_26, DEFAULT, Policy
from law.time_limits.terms import How


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
            return last_day(limit, end_of_period(clause, opened_on), view)
        case How.BEFORE:
            return Due(ahead(clause, opened_on, view), False, {})
        case How.PERIODIC:
            return Due(next_day(clause, opened_on), False, {})
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
