"""Periods that open again by themselves: 每月, 每季度, 每年 something is owed anew."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple


class Every(StrEnum):
    """How often a period opens."""

    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


class Period(NamedTuple):
    """One period with its first and last day; ``name`` is 2026-03, 2026-Q1 or 2026."""

    name: str
    first: date
    last: date

    @property
    def words(self) -> str:
        """In Chinese: 2026年3月, 2026年第1季度, 2026年."""
        year, _, part = self.name.partition("-")
        match part[:1]:
            case "":
                return f"{year}年"
            case "Q":
                return f"{year}年第{part[1:]}季度"
        return f"{year}年{int(part)}月"


_MONTHS = {Every.MONTH: 1, Every.QUARTER: 3, Every.YEAR: 12}


@lru_cache(maxsize=4_096)
def period_of(every: Every, day: date) -> Period:
    """The period in which ``day`` lies."""
    length = _MONTHS[every]
    number = (day.month - 1) // length + 1
    opens, closes = (number - 1) * length + 1, number * length
    names = {
        Every.MONTH: f"{day.year:04}-{number:02}",
        Every.QUARTER: f"{day.year:04}-Q{number}",
        Every.YEAR: f"{day.year:04}",
    }
    last = date(day.year, closes, monthrange(day.year, closes)[1])
    return Period(names[every], date(day.year, opens, 1), last)


def periods(every: Every, first_day: date, last_day: date) -> list[Period]:
    """Every period that has a day from ``first_day`` through ``last_day``, in order; none when these are swapped."""
    if last_day < first_day:
        return []
    touched = [period_of(every, first_day)]
    while touched[-1].last < last_day:
        touched.append(period_of(every, touched[-1].last + timedelta(days=1)))
    return touched
