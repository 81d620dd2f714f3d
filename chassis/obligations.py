"""From a limit in working days to an obligation, the same way for every service."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from contracts.obligations import Explanation, Obligation
from law.calendar import WorkingCalendar
from law.codes import ARTICLES, ObligationKind, ObligationStatus


def within_working_days(
    kind: ObligationKind, org: str, subject: str, opened_on: date, limit: int, met_on: date | None,
    facts: Sequence[str], calendar: WorkingCalendar, today: date,
) -> tuple[Obligation, date | None]:  # fmt: skip
    """The obligation to act within ``limit`` working days after ``opened_on``, and its next check day.

    While it is open the due date follows the notices known ``today``; once met, those known before
    the day it was met: a notice that comes later leaves it alone. The original due date is by the
    notices known on the day it arose.
    """
    view = calendar.known_before(met_on) if met_on else calendar.known_on(today)
    due = view.add_working_days(opened_on, limit)
    original = calendar.known_on(opened_on).add_working_days(opened_on, limit)
    status = _status(due.due_on, met_on, today)
    obligation = Obligation(
        kind=kind, org=org, subject=subject, opened_on=opened_on, due_on=due.due_on, original_due_on=original.due_on,
        provisional=due.provisional, met_on=met_on, status=status, facts=list(facts),
        explanation=Explanation(
            article=ARTICLES[kind], start=opened_on, working_days=limit,
            calendars={str(year): version for year, version in due.calendars.items()},
        ),
    )  # fmt: skip
    return obligation, due.due_on + timedelta(days=1) if status is ObligationStatus.OPEN else None


def _status(due_on: date, met_on: date | None, today: date) -> ObligationStatus:
    if met_on is not None:
        return ObligationStatus.MET if met_on <= due_on else ObligationStatus.MET_LATE
    return ObligationStatus.OVERDUE if today > due_on else ObligationStatus.OPEN
