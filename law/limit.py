"""Limits: how long after its opening a duty is due, in the units that the law knows."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class LimitUnit(StrEnum):
    """What a limit is counted in, as the law says it."""

    WORKING_DAYS = "工作日"
    CALENDAR_DAYS = "日"
    MONTHS = "月"
    QUARTERS = "季度"
    YEARS = "年"
    DAY_OF_YEAR = "固定日期"
    SET_BY_FACT = "另定"


@dataclass(frozen=True)
class Limit:
    """So many units after the opening, or a fixed day of a year."""

    unit: LimitUnit
    amount: int = 0
    month: int = 0
    day: int = 0


def working_days(amount: int) -> Limit:
    """So many working days after the opening."""
    return Limit(LimitUnit.WORKING_DAYS, amount)
def calendar_days(amount: int) -> Limit:
    """Calendar days."""
    return Limit(LimitUnit.CALENDAR_DAYS, amount)
def day_of_year(month: int, day: int, years_after: int = 1) -> Limit:
    """A day of the year after."""
    return Limit(LimitUnit.DAY_OF_YEAR, years_after, month, day)
def set_by_fact() -> Limit:
    """A day that the fact gives."""
    return Limit(LimitUnit.SET_BY_FACT)


def words(limit: Limit) -> str:
    """In Chinese."""
    return f"{limit.amount}{limit.unit}"
