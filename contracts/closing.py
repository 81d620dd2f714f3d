"""The closing of a day by a service, on its states topic."""

from __future__ import annotations

from datetime import date

from contracts.fields import DATE, BusModel, described

DAY_CLOSED = "day.closed.v1"


class DayClosed(BusModel, title="日结", meaning="the service has folded all that this day touches."):
    day: date = described("日期", "the day closed", unit=DATE)
