"""The passing of days and the holiday notices: reference records."""

from __future__ import annotations

from contracts.fields import DATE, BusModel, Date, described


class Day(BusModel, title="日历日", meaning="a day has begun in Asia/Shanghai; published once each, in order."):
    day: Date = described("日期", "the day that has begun", unit=DATE)


class CalendarYear(BusModel, title="放假安排", meaning="one version of one year's working-day calendar."):
    year: int = described("年份", "calendar year", ge=2008, le=2100)
    version: int = described("版本", "rises with every amending notice of the year", ge=1, le=1_000_000)
    notice: str = described("通知文号", "number or title of the State Council notice", min_length=1, max_length=200)
    off: list[Date] = described("放假日", "weekdays that are off", unit=DATE)
    work: list[Date] = described("调休上班日", "Saturdays and Sundays that are worked", unit=DATE)
    known_from: Date | None = described(
        "获知日期",
        "day the gateway took the notice in; empty for notices known from the start",
        unit=DATE,
        default=None,
    )
