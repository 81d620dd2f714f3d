"""期限: how long there is to do a thing, and the last day of it (民法典第二百零一至二百零三条).

The opening day is never counted (第二百零一条). Only limits in working days look at the calendar.
The last day of the others stays where it is when it is a holiday: 第二百零三条 would let the next working
day do, but an office that has a month, or until 31 January, is held to it here.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache

from law.calendar import LAST_YEAR, MAX_WORKING_DAYS, CalendarView, Due, add_calendar_days


class LimitUnit(StrEnum):
    """What a limit is counted in; the last two name a day instead of a length."""

    WORKING_DAYS = "working_days"
    CALENDAR_DAYS = "calendar_days"
    MONTHS = "months"
    QUARTERS = "quarters"
    YEARS = "years"
    DAY_OF_YEAR = "day_of_year"
    SET_BY_FACT = "set_by_fact"


UNIT_NAMES: dict[LimitUnit, str] = {
    LimitUnit.WORKING_DAYS: "个工作日",
    LimitUnit.CALENDAR_DAYS: "日",
    LimitUnit.MONTHS: "个月",
    LimitUnit.QUARTERS: "个季度",
    LimitUnit.YEARS: "年",
    LimitUnit.DAY_OF_YEAR: "固定日期",
    LimitUnit.SET_BY_FACT: "事实载明的日期",
}
"""Unit → its Chinese words, with the measure word that stands after a number."""

UNIT_NAMES_EN: dict[LimitUnit, str] = {
    LimitUnit.WORKING_DAYS: "working days",
    LimitUnit.CALENDAR_DAYS: "calendar days",
    LimitUnit.MONTHS: "months",
    LimitUnit.QUARTERS: "quarters",
    LimitUnit.YEARS: "years",
    LimitUnit.DAY_OF_YEAR: "a fixed day of the year",
    LimitUnit.SET_BY_FACT: "the day that the fact sets",
}
"""Unit → its English words, in the plural."""

_MOST: dict[LimitUnit, int] = {
    LimitUnit.WORKING_DAYS: MAX_WORKING_DAYS,
    LimitUnit.CALENDAR_DAYS: MAX_WORKING_DAYS,
    LimitUnit.MONTHS: 1200,
    LimitUnit.QUARTERS: 400,
    LimitUnit.YEARS: 100,
    LimitUnit.DAY_OF_YEAR: 100,
    LimitUnit.SET_BY_FACT: 0,
}
_MONTHS = {LimitUnit.MONTHS: 1, LimitUnit.QUARTERS: 3, LimitUnit.YEARS: 12}
_YEAR_NAMES = {0: "当年", 1: "次年"}
_LEAP_YEAR = 2000


@dataclass(frozen=True, slots=True)
class Limit:
    """``amount`` of ``unit``; of DAY_OF_YEAR the years after the opening, with ``month`` and ``day`` of that year.

    Raises ValueError for an amount or a day that no limit has.
    """

    amount: int
    unit: LimitUnit
    month: int = 0
    day: int = 0

    def __post_init__(self) -> None:
        least = 1 if self.unit in _MONTHS else 0
        if not least <= self.amount <= _MOST[self.unit]:
            raise ValueError(
                f"{self.amount} {UNIT_NAMES_EN[self.unit]}: give a number from {least} to {_MOST[self.unit]}"
            )
        if self.unit is not LimitUnit.DAY_OF_YEAR:
            if (self.month, self.day) != (0, 0):
                raise ValueError(
                    f"month {self.month}, day {self.day}: only a fixed day of the year has a month and a day"
                )
        elif not (1 <= self.month <= 12 and 1 <= self.day <= monthrange(_LEAP_YEAR, self.month)[1]):
            raise ValueError(f"month {self.month}, day {self.day}: no such day of a year")

    @property
    def words(self) -> str:
        """Chinese: 20个工作日, 3个月, 次年1月31日前."""
        if self.unit is LimitUnit.SET_BY_FACT:
            return UNIT_NAMES[self.unit]
        if self.unit is LimitUnit.DAY_OF_YEAR:
            year = _YEAR_NAMES.get(self.amount, f"{self.amount}年后")
            return f"{year}{self.month}月{self.day}日前"
        return f"{self.amount}{UNIT_NAMES[self.unit]}"


@lru_cache(maxsize=256)
def working_days(amount: int) -> Limit:
    """So many 工作日 after the opening day; 0 is the opening day itself."""
    return Limit(amount, LimitUnit.WORKING_DAYS)


def calendar_days(amount: int) -> Limit:
    """So many 日 after the opening day, holidays counted; 0 is the opening day itself."""
    return Limit(amount, LimitUnit.CALENDAR_DAYS)


def months(amount: int) -> Limit:
    """To the day of the same number so many months later."""
    return Limit(amount, LimitUnit.MONTHS)


def quarters(amount: int) -> Limit:
    """So many times three months."""
    return Limit(amount, LimitUnit.QUARTERS)


def years(amount: int) -> Limit:
    """To the same day so many years later."""
    return Limit(amount, LimitUnit.YEARS)


def day_of_year(month: int, day: int, years_after: int = 1) -> Limit:
    """By this day, in the year that comes ``years_after`` that of the opening (0: the same year)."""
    return Limit(years_after, LimitUnit.DAY_OF_YEAR, month, day)


def set_by_fact() -> Limit:
    """By the day that the fact behind the duty sets (an order, an agreement, a notice to mend)."""
    return Limit(0, LimitUnit.SET_BY_FACT)


def last_day(limit: Limit, opened_on: date, view: CalendarView, set_on: date | None = None) -> Due:
    """The last lawful day of ``limit``, never before ``opened_on``.

    A month without the day of that number ends on its last day (第二百零二条). A fixed day of the opening's
    own year that has passed at the opening is due on the opening day. ``set_on``: the day that the fact
    sets, for that kind alone. ``provisional`` and ``calendars`` speak of working days and are False and
    empty for the rest. Raises ValueError when ``set_on`` is missing, not asked for or before
    the opening, or the day lies after `LAST_YEAR`; `CalendarError` as the calendar does.
    """
    if (limit.unit is LimitUnit.SET_BY_FACT) != (set_on is not None):
        wanted = "needs the day it sets" if set_on is None else f"sets its own day, not {set_on}"
        raise ValueError(f"{limit.words}, opened on {opened_on}: this limit {wanted}")
    if set_on is not None and set_on < opened_on:
        raise ValueError(f"the day set, {set_on}, lies before the opening on {opened_on}; correct one of them")
    if opened_on.year > LAST_YEAR:
        raise ValueError(f"{opened_on}: dates are answered for through {LAST_YEAR}; correct the date")
    if limit.unit is LimitUnit.WORKING_DAYS:
        return view.add_working_days(opened_on, limit.amount)
    due_on = set_on or _without_calendar(limit, opened_on)
    if due_on.year > LAST_YEAR:
        raise ValueError(f"{limit.words} after {opened_on}: dates are answered for through {LAST_YEAR}")
    return Due(due_on, False, {})


def _without_calendar(limit: Limit, opened_on: date) -> date:
    if limit.unit is LimitUnit.CALENDAR_DAYS:
        return add_calendar_days(opened_on, limit.amount)
    if limit.unit is LimitUnit.DAY_OF_YEAR:
        return max(opened_on, _clamped(opened_on.year + limit.amount, limit.month, limit.day))
    month = opened_on.month - 1 + limit.amount * _MONTHS[limit.unit]
    return _clamped(opened_on.year + month // 12, month % 12 + 1, opened_on.day)


def _clamped(year: int, month: int, day: int) -> date:
    return date(year, month, min(day, monthrange(year, month)[1]))
