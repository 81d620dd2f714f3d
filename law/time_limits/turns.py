"""Periods of clauses that come again: when each opens, by when it is due, and which publications are of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

from law.periods import Every, Period, period_of
from law.time_limits.clause import Clause
from law.time_limits.period_days import named_day
from law.time_limits.terms import Cycle, How

_ONE_DAY = timedelta(days=1)
_EVERY = {Cycle.YEAR: Every.YEAR, Cycle.QUARTER: Every.QUARTER, Cycle.MONTH: Every.MONTH}
ORDER = (Cycle.DAY, Cycle.WEEK, Cycle.MONTH, Cycle.QUARTER, Cycle.TERM, Cycle.HALF_YEAR, Cycle.YEAR)
"""The shortest first."""

FREQUENT = (Cycle.DAY, Cycle.WEEK)
"""So short that each publication opens the next period: a row that waits for years waits once."""


class Turn(NamedTuple):
    """One period: the day it opens; ``due_on``, where no limit counts from the opening; what is published from
    ``first`` through ``last`` is of it."""

    name: str
    opens_on: date
    due_on: date | None
    first: date
    last: date


@lru_cache(maxsize=4_096)
def cycle_period(cycle: Cycle, day: date) -> Period:
    """The period of ``cycle`` in which ``day`` lies; a school term is half a year here."""
    if cycle in _EVERY:
        return period_of(_EVERY[cycle], day)
    if cycle is Cycle.DAY:
        return Period(day.isoformat(), day, day)
    if cycle is Cycle.WEEK:
        year, week, weekday = day.isocalendar()
        monday = day - timedelta(days=weekday - 1)
        return Period(f"{year:04}-W{week:02}", monday, monday + timedelta(days=6))
    half = 1 if day.month <= 6 else 2
    first, last = (
        (date(day.year, 1, 1), date(day.year, 6, 30)) if half == 1 else (date(day.year, 7, 1), date(day.year, 12, 31))
    )
    return Period(f"{day.year:04}-H{half}", first, last)


def comes_again(clause: Clause) -> bool:
    """Whether a clause opens by itself again and again: 定期, and so long after each month, quarter or year."""
    return clause.cycle is not None and clause.how in (How.PERIODIC, How.WITHIN)


def sooner(clauses: Sequence[Clause], others: Sequence[Clause]) -> Sequence[Clause]:
    """Of two wordings of one limit, as a national one and a county's beside it, what comes again by the one that rules.

    It is the one that comes more often; of equally frequent ones the one whose day is earlier.
    """
    wordings = [[clause for clause in wording if comes_again(clause)] for wording in (clauses, others)]
    return min((wording for wording in wordings if wording), key=pace, default=[])


def pace(clauses: Sequence[Clause]) -> tuple[int, int, list[tuple[int, int, int]]]:
    """How soon what comes again is wanted: the less, the more often, the more times, the earlier in its period."""
    shortest = min(ORDER.index(clause.cycle) for clause in clauses if clause.cycle)
    return shortest, -len(clauses), sorted(_place(clause) for clause in clauses)


def _place(clause: Clause) -> tuple[int, int, int]:
    """Month and day in the period; after them what counts from its end."""
    if clause.limit is not None:
        return 13, 0, clause.limit.amount
    month, day = clause.by or (12, 0)
    return month, day or 31, 0


def turns(clause: Clause, since: date, through: date) -> Iterator[Turn]:
    """The periods of a clause that hold from ``since`` on and have opened by ``through``, in order.

    The first one opens on ``since`` where its own first day was before; one whose day had passed by then is left out.
    """
    assert clause.cycle is not None
    period = cycle_period(clause.cycle, since)
    while period.first <= through:
        following = cycle_period(clause.cycle, period.last + _ONE_DAY)
        if clause.how is How.WITHIN:
            if since <= period.last <= through:
                yield Turn(f"{period.name}+", period.last, None, following.first, following.last)
        else:
            due_on = period.last if clause.by is None else named_day(clause, period.first)
            if due_on >= since:
                yield Turn(period.name, max(since, period.first), due_on, period.first, period.last)
        period = following
