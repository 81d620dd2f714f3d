"""From calendar records on the bus to the law's working-day calendar."""

from __future__ import annotations

from collections.abc import Iterable

from contracts.time import CalendarYear
from law.calendar import WorkingCalendar, YearCalendar


def law_year(year: CalendarYear) -> YearCalendar:
    """One version in the law's terms; CalendarError (a ValueError) names a date that cannot be."""
    return YearCalendar(
        year=year.year, version=year.version, notice=year.notice, known_from=year.known_from,
        off=frozenset(year.off), work=frozenset(year.work),
    )  # fmt: skip


def working_calendar(years: Iterable[CalendarYear]) -> WorkingCalendar:
    """The calendar that these versions make, whatever their order."""
    return WorkingCalendar(law_year(year) for year in years)
