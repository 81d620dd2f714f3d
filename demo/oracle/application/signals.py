"""What of an application is no fault and may, with others, be a sign: counted here apart from the services."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

from demo.oracle.application.life import Life
from demo.oracle.application.owed import Owed
from demo.oracle.application.steps import Course
from demo.oracle.case import Case, Owing
from demo.oracle.dispute import orders

LAST_MINUTE = 3
"""Working days."""

Signal = tuple[date, str]
"""Day and code."""


def signals(case: Case) -> list[Signal]:
    """The day of its first answer, a first extension at the last minute, and reopenings that nobody ordered."""
    course = Course(case.subject)
    receipt = course.receipt()
    if receipt is None:
        return []
    life = Life(course, receipt, case.calendar, case.today)
    periods = life.lived()
    owed = Owed(course, receipt, periods, orders(case, "applications"), Owing(case.calendar, case.today), case.asks)
    signs = [(period.end.on, "answered") for period in periods if period.end and period.end.word == "answered"][:1]
    extended = [
        (period.extended_on, period.extended_from) for period in periods if period.extended_on and period.extended_from
    ]
    for on, due_on in extended[:1]:
        if case.calendar.at(on).taken(on, due_on) <= LAST_MINUTE:
            signs.append((on, "extended_near_due"))
    for before, after in pairwise(periods):
        own = before.end is not None and before.end.word != "transferred" and not owed.under_order(after)
        if own and after.opened_on is not None and after.begun_by.type == "application.reopened.v1":
            signs.append((after.opened_on, "reopened"))
    return sorted(signs)
