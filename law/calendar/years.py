"""One year under one notice, and its working days laid out for counting."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from law.data import load_statutory_days
from law.holiday_notices import SATURDAY, YearCalendar

LAST_YEAR = 2200
"""Last year that is answered for; a later date is a mistake in the input, not a term of the law."""

MAX_WORKING_DAYS = 10_000
"""Longest limit that is answered for, about forty years; the law's longest are 20 + 20."""


@dataclass(frozen=True, slots=True)
class YearTable:
    """A year's working days by ordinal, so that adding and counting are look-ups.

    ``days`` are the ordinals of the working days; ``through[i]`` is how many of them lie
    from 1 January through the i-th day after it. ``calendar`` is None in a year without notice.
    """

    first: int
    days: tuple[int, ...]
    through: tuple[int, ...]
    off: frozenset[date]
    calendar: YearCalendar | None

    @property
    def version(self) -> int:
        """Version of the notice, 0 where there is none."""
        return self.calendar.version if self.calendar else 0


@lru_cache(maxsize=1024)
def year_table(year: int, calendar: YearCalendar | None) -> YearTable:
    """The table of a year under its notice, or from weekends and statutory days without one."""
    off = calendar.off if calendar else statutory_off(year)
    work = calendar.work if calendar else frozenset()
    first = date(year, 1, 1)
    days: list[int] = []
    through: list[int] = []
    for offset in range((date(year + 1, 1, 1) - first).days):
        day = first + timedelta(days=offset)
        if day in work or (day.weekday() < SATURDAY and day not in off):
            days.append(day.toordinal())
        through.append(len(days))
    return YearTable(first.toordinal(), tuple(days), tuple(through), off, calendar)


def statutory_off(year: int) -> frozenset[date]:
    """Weekdays off by 全国年节及纪念日放假办法 alone, as long as no notice arranges the year.

    Years listed in statutory_days.csv carry the festivals of the lunar calendar too; later
    years only the days fixed in the solar one (1 January, 1–2 May, 1–3 October), each moved
    to the next free weekday when it falls on a weekend (补假).
    """
    listed = load_statutory_days().get(year)
    if listed is not None:
        return listed
    off: set[date] = set()
    for month, number in ((1, 1), (5, 1), (5, 2), (10, 1), (10, 2), (10, 3)):
        day = date(year, month, number)
        while day.weekday() >= SATURDAY or day in off:
            day += timedelta(days=1)
        off.add(day)
    return frozenset(off)
