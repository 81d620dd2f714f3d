"""The passing of days, the holiday notices, and the organisations: reference records."""

from __future__ import annotations

from typing import Literal

from contracts.fields import DATE, PATTERN_ORG, Date, Said, said


class Day(Said):
    """日历日: a day has begun in Asia/Shanghai; published once each, in order."""

    day: Date = said("日期", "the day that has begun", unit=DATE)


class CalendarYear(Said):
    """放假安排: one version of one year's working-day calendar."""

    year: int = said("年份", "calendar year", ge=2008, le=2100)
    version: int = said("版本", "rises with every amending notice of the year", ge=1)
    notice: str = said(
        "通知文号", "number or title of the State Council notice", min_length=1, max_length=200
    )
    off: list[Date] = said("放假日", "weekdays that are off", unit=DATE)
    work: list[Date] = said("调休上班日", "Saturdays and Sundays that are worked", unit=DATE)
    known_from: Date | None = said(
        "获知日期",
        "day the gateway took the notice in; empty for notices known from the start",
        unit=DATE,
        default=None,
    )


class Organisation(Said):
    """单位: an organisation with disclosure duties; it belongs to a county."""

    org: str = said("单位代号", "stable slug of our own", pattern=PATTERN_ORG, max_length=80)
    name: str = said("名称", "name in Chinese", min_length=1, max_length=100)
    county: str = said("县代号", "slug of the county it belongs to", pattern=PATTERN_ORG, max_length=40)
    county_name: str = said("县名", "name of the county in Chinese", min_length=1, max_length=100)
    kind: Literal["街道", "镇", "乡", "部门", "其他"] = said("类别", "kind of unit")
