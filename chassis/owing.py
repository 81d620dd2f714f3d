"""By when something is owed where a county has limits of its own, and what stands for a duty that nobody asks for: pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from contracts.kit import Duty, Key
from contracts.obligations import Explanation, Obligation
from contracts.profile import Profile
from law.calendar import CalendarView, Due
from law.codes import ObligationStatus
from law.limit import UNIT_NAMES, Limit, last_day


class Within(NamedTuple):
    """A limit, with the day that the fact sets where it is one of that kind."""

    limit: Limit
    set_on: date | None = None

    def last_day(self, opened_on: date, view: CalendarView) -> Due:
        """By this view of the calendar."""
        return last_day(self.limit, opened_on, view, self.set_on)


def limits(profile: Profile, duty: Duty, opened_on: date, limit: Limit | None, set_on: date | None) -> Sequence[Within]:
    """The limits of ``duty`` that arises on ``opened_on``; whichever ends first holds. ``limit``: what the case gives it.

    Where the law sets none, the county's stands in the place of our custom, however long it is.
    """
    local, lawful = profile.limit(duty, opened_on), Within(limit or duty.limit, set_on)
    if local is None:
        return (lawful,)
    return (Within(local),) if limit is None and not duty.statutory else (lawful, Within(local))


def soonest(
    candidates: Sequence[Within], opened_on: date, view: CalendarView, first: CalendarView
) -> tuple[Limit, Due, date]:
    """The limit that ends first, its last day by ``view``, and by the ``first`` view, which is that of the opening."""
    ends = [(candidate, candidate.last_day(opened_on, view)) for candidate in candidates]
    chosen, due = min(ends, key=lambda end: end[1].due_on) if len(ends) > 1 else ends[0]
    original = due if first is view else chosen.last_day(opened_on, first)
    return chosen.limit, due, original.due_on


def silence(key: Key, duty: Duty, opened_on: date, number: str) -> Obligation:
    """What stands for a duty that the county's profile does not ask for: excused from the beginning."""
    unit = UNIT_NAMES[duty.limit.unit]
    return Obligation.of(
        id=number,
        duty=duty.code,
        org=key.org,
        subject=key.subject,
        opened_on=opened_on,
        due_on=opened_on,
        original_due_on=opened_on,
        provisional=False,
        status=ObligationStatus.EXCUSED,
        facts=[],
        explanation=Explanation.of(article=duty.article, start=opened_on, limit=0, unit=unit, calendars={}),
    )
