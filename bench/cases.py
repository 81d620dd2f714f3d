"""Open applications, all due on one day: what refolding is measured on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import NamedTuple

from contracts.envelope import SHANGHAI
from contracts.time import CalendarYear
from law.data import load_calendars
from law.holiday_notices import YearCalendar

RECEIVED, QUIET, SOON = date(2026, 10, 12), date(2026, 11, 3), date(2026, 11, 4)
"""Due on Monday 9 November: when 4 November begins three working days are left, and every department is told."""

DUE, OFF, MOVED = date(2026, 11, 9), date(2026, 11, 9), date(2026, 11, 10)
"""A day off that a later notice adds: it moves every date by a day."""


class Filed(NamedTuple):
    """A fact about an application, as its department sends it."""

    org: str
    subject: str
    id: str
    type: str
    time: datetime
    data: dict[str, object]


def open_applications(orgs: Sequence[str], count: int) -> Iterator[Filed]:
    """Two facts each: received and registered, nothing more."""
    moment = datetime(RECEIVED.year, RECEIVED.month, RECEIVED.day, 9, tzinfo=SHANGHAI)
    on = RECEIVED.isoformat()
    for number in range(count):
        org, subject = orgs[number % len(orgs)], f"b-{number:06d}"
        received: dict[str, object] = {"received_on": on, "applicant_kind": "natural"}
        yield Filed(org, subject, f"{subject}-received", "application.received.v1", moment, received)
        registered: dict[str, object] = {"registered_on": on}
        yield Filed(org, subject, f"{subject}-registered", "application.registered.v1", moment, registered)


def on_the_bus(year: YearCalendar) -> CalendarYear:
    """A holiday notice as it is on the bus."""
    return CalendarYear(
        year=year.year,
        version=year.version,
        notice=year.notice,
        off=sorted(year.off),
        work=sorted(year.work),
        known_from=year.known_from,
    )


def moving_notice(known_from: date | None) -> CalendarYear:
    """The next version of the year's notice, with `OFF` off."""
    known = max((year for year in load_calendars() if year.year == OFF.year), key=lambda year: year.version)
    return CalendarYear(
        year=OFF.year,
        version=known.version + 1,
        notice="放假安排（试验）",
        off=sorted({*known.off, OFF}),
        work=sorted(known.work),
        known_from=known_from,
    )
