"""放假安排: one year as one State Council notice arranges it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

SATURDAY = 5
"""`date.weekday` of the first day of the weekend."""


class CalendarError(ValueError):
    """A date or a notice the calendar cannot answer for; the text names it and the remedy."""


@dataclass(frozen=True, slots=True)
class YearCalendar:
    """放假安排: what one State Council notice makes of one year.

    ``off`` holds the weekdays that are off, ``work`` the Saturdays and Sundays that are
    worked. ``version`` rises with every amending notice of the year. ``known_from`` is the
    day on which the gateway took the notice in; None means it was always known.

    Raises `CalendarError` when a date lies outside the year, or is off on a weekend or
    worked on a weekday (it would change nothing, so it is a mistyped date).
    """

    year: int
    version: int
    notice: str
    known_from: date | None
    off: frozenset[date]
    work: frozenset[date]

    def __post_init__(self) -> None:
        for name, days, on_weekend in (("off", self.off, False), ("work", self.work, True)):
            for day in sorted(days):
                if day.year != self.year:
                    raise CalendarError(f"{name}: {day} is not in {self.year}; put it into the notice of {day.year}")
                if (day.weekday() >= SATURDAY) != on_weekend:
                    kind = "a Saturday or Sunday" if on_weekend else "a weekday"
                    raise CalendarError(f"{name}: {day} of {self.notice} must be {kind}; correct the date")
