"""When facts of a file are told: on one day, from one time of the day on, in the order of the file."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from contracts.envelope import SHANGHAI

_LAST = time(23, 59, 58)
"""Facts of a file that is taken in at midnight are not of the next day."""


@dataclass(frozen=True)
class Moments:
    """Moments of the day ``today`` in Asia/Shanghai; each is a microsecond after the one before."""

    today: date
    moment: time
    """Time of the day of the first."""

    def at(self, order: int) -> datetime:
        """The moment of the fact at this place of the file."""
        return datetime.combine(self.today, min(self.moment, _LAST), SHANGHAI) + timedelta(microseconds=order)
