"""Working days: the holiday notices that the calendar topic tells, beside those that the law's data has always had."""

from __future__ import annotations

from datetime import date

from dashboard.views import Notice
from law.calendar import CalendarView, WorkingCalendar
from law.data import load_calendars
from law.holiday_notices import YearCalendar


class WorkingDays:
    """The notices by year and version; what the topic says of one counts."""

    def __init__(self) -> None:
        self._packaged = {_key(calendar.year, calendar.version): calendar for calendar in load_calendars()}
        self._told: dict[str, YearCalendar] = {}
        self._calendar = WorkingCalendar(self._packaged.values())

    def put(self, key: str, notice: YearCalendar | None) -> None:
        """Take in a notice, or take it back."""
        if notice is None:
            self._told.pop(key, None)
        else:
            self._told[key] = notice
        self._calendar = WorkingCalendar((self._packaged | self._told).values())

    def view(self, day: date | None) -> CalendarView:
        """By the notices known on ``day``; None: by those always known."""
        return self._calendar.known_on(day)


def in_law(notice: Notice) -> YearCalendar:
    """A notice in the law's terms. Raises ValueError for one that cannot be."""
    return YearCalendar(
        year=notice.year,
        version=notice.version,
        notice=notice.notice,
        known_from=notice.known_from,
        off=frozenset(notice.off),
        work=frozenset(notice.work),
    )


def key_of(notice: YearCalendar) -> str:
    """The key under which the topic has it."""
    return _key(notice.year, notice.version)


def _key(year: int, version: int) -> str:
    return f"{year}-{version}"
