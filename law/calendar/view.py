"""Adding and counting working days by the notices known on one day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from functools import lru_cache

from law.calendar.days import Day, Due, Why
from law.calendar.years import LAST_YEAR, MAX_WORKING_DAYS, YearTable, year_table
from law.holiday_notices import CalendarError, YearCalendar

_WEEKDAYS = ("周一", "周二", "周三", "周四", "周五", "周六", "周日")
_WHY = {
    (True, False): Why.WORKDAY,
    (True, True): Why.MADE_UP,
    (False, True): Why.WEEKEND,
    (False, False): Why.HOLIDAY,
}


_KEPT = 16_384
"""Answers that a view keeps at most."""


class CalendarView:
    """The newest known notice of every year; made by `WorkingCalendar`, immutable to its users.

    Every method raises `CalendarError` for a date before the first known year or after
    `LAST_YEAR`. A year without a notice is answered provisionally.
    """

    __slots__ = ("_added", "_subtracted", "_tables", "_years", "first_year")

    def __init__(self, years: Mapping[int, YearCalendar]) -> None:
        self._years = dict(years)
        self.first_year = min(self._years)
        self._tables: dict[int, YearTable] = {}
        # The same few limits are asked of the same days again and again.
        self._added = lru_cache(maxsize=_KEPT)(self._add_working_days)
        self._subtracted = lru_cache(maxsize=_KEPT)(self._subtract_working_days)

    @property
    def versions(self) -> dict[int, int]:
        """Version of each year that has a notice."""
        return {year: self._years[year].version for year in sorted(self._years)}

    def is_working(self, day: date) -> bool:
        """Whether ``day`` is a working day."""
        table = self._table(day)
        at = day.toordinal() - table.first
        return table.through[at] > (table.through[at - 1] if at else 0)

    def add_working_days(self, start: date, n: int) -> Due:
        """The n-th working day after ``start``, which is itself not counted; n = 0 gives ``start``."""
        return self._added(start, n)

    def _add_working_days(self, start: date, n: int) -> Due:
        if not 0 <= n <= MAX_WORKING_DAYS:
            raise CalendarError(f"{n} working days: give a number from 0 to {MAX_WORKING_DAYS}")
        table = self._table(start)
        if n == 0:
            return Due(start, False, {})
        year = start.year
        at = start.toordinal() - table.first
        rest = table.through[at] + n
        calendars: dict[int, int] = {}
        if at + 1 < len(table.through):
            calendars[year] = table.version
        while rest > len(table.days):
            rest -= len(table.days)
            year += 1
            table = self._tables.get(year) or self._table(date(year, 1, 1))
            calendars[year] = table.version
        return Due(date.fromordinal(table.days[rest - 1]), 0 in calendars.values(), calendars)

    def subtract_working_days(self, day: date, n: int) -> date:
        """The last day on which n working days are left, ``day`` itself included; n = 0 gives ``day``.

        It is the eve of the n-th working day from the end, and may be a day off itself.
        """
        return self._subtracted(day, n)

    def _subtract_working_days(self, day: date, n: int) -> date:
        if not 0 <= n <= MAX_WORKING_DAYS:
            raise CalendarError(f"{n} working days: give a number from 0 to {MAX_WORKING_DAYS}")
        table = self._table(day)
        if n == 0:
            return day
        year = day.year
        at = table.through[day.toordinal() - table.first] - n
        while at < 0:
            year -= 1
            table = self._tables.get(year) or self._table(date(year, 12, 31))
            at += len(table.days)
        return date.fromordinal(table.days[at] - 1)

    def count_working_days(self, start: date, end: date) -> int:
        """Working days after ``start`` through ``end``; 0 when ``end`` is not after ``start``."""
        if end <= start:
            return 0
        first, last = self._table(start), self._table(end)
        counted = last.through[end.toordinal() - last.first] - first.through[start.toordinal() - first.first]
        for year in range(start.year, end.year):
            counted += len(self._table(date(year, 1, 1)).days)
        return counted

    def explain(self, start: date, n: int) -> list[Day]:
        """Every day from ``start`` to the due date of n working days, and why it counts or not."""
        due = self.add_working_days(start, n).due_on
        days = [self._day(start, is_start=True)]
        day = start
        while day < due:
            day += timedelta(days=1)
            days.append(self._day(day, is_start=False))
        return days

    def _day(self, day: date, *, is_start: bool) -> Day:
        table = self._table(day)
        working = self.is_working(day)
        weekend = day.weekday() >= 5
        why = _WHY[working, weekend]
        notice = ""
        if why in (Why.MADE_UP, Why.HOLIDAY):
            notice = table.calendar.notice if table.calendar else f"{day.year}年尚无放假通知，按法定节假日暂定"
        if is_start:
            why = Why.START
        return Day(
            date=day,
            weekday=_WEEKDAYS[day.weekday()],
            counted=working and not is_start,
            why=why,
            notice="" if is_start else notice,
            provisional=table.calendar is None,
        )

    def _table(self, day: date) -> YearTable:
        year = day.year
        table = self._tables.get(year)
        if table is None:
            if year < self.first_year:
                raise CalendarError(
                    f"{day}: the first year with a known holiday notice is {self.first_year}; "
                    f"load the notice of {year} or correct the date"
                )
            if year > LAST_YEAR:
                raise CalendarError(f"{day}: dates are answered for through {LAST_YEAR}; correct the date")
            table = self._tables[year] = year_table(year, self._years.get(year))
        return table
