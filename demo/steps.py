"""A step: one fact of the simulated year, with the day it is dated and the day it is sent."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, timezone

from demo.sent import Data, encode, event

START = date(2025, 12, 31)
"""The first day of the clock; what is older is brought in on it."""

FIRST, LAST = date(2026, 1, 1), date(2026, 12, 31)
"""The simulated year."""

SHANGHAI = timezone(timedelta(hours=8))
FRIDAY = 4


@dataclass
class Step:
    """A fact about a subject. ``part`` makes its id unique within the subject."""

    org: str
    subject: str
    part: str
    type: str
    on: date
    data: Data
    minute: int
    undone: str = ""
    """Why it will be withdrawn some weeks later; empty: it stands."""
    about: str = ""
    """The unit that it is about, where ``org`` speaks as its 主管部门; empty: its own."""
    sent_on: date = field(default=START)

    def __post_init__(self) -> None:
        self.sent_on = max(self.sent_on, self.on, START)

    @property
    def id(self) -> str:
        """The fact's id, unique within what its sender tells."""
        return f"{self.about}.{self.subject}.{self.part}" if self.about else f"{self.subject}.{self.part}"

    @property
    def verb(self) -> str:
        """The second word of its type."""
        return self.type.split(".")[1]

    @property
    def time(self) -> datetime:
        """When the department's system took the fact down."""
        hour, minute = divmod(self.minute, 60)
        return datetime(self.on.year, self.on.month, self.on.day, hour, minute, tzinfo=SHANGHAI)

    def encode(self) -> bytes:
        """The line that is sent."""
        return encode(event(self.org, self.id, self.type, self.subject, self.time, self.data, self.about))


@dataclass(frozen=True)
class Days:
    """Draws days of the simulated year from ``rng``."""

    rng: random.Random

    def weekday(self, first: date = FIRST, last: date = LAST) -> date:
        """A weekday in the span, each as likely; offices write at times on public holidays too."""
        while True:
            day = first + timedelta(days=self.rng.randint(0, (last - first).days))
            if day.weekday() <= FRIDAY:
                return day

    def earlier(self, day: date, low: int, high: int) -> date:
        """A weekday that lies ``low`` to ``high`` calendar days (or a weekend more) before ``day``."""
        before = day - timedelta(days=self.rng.randint(low, high))
        return before - timedelta(days=max(before.weekday() - FRIDAY, 0))

    def later(self, day: date, low: int, high: int) -> date:
        """A day ``low`` to ``high`` days after ``day``, at most the year's last."""
        return min(day + timedelta(days=self.rng.randint(low, high)), LAST)


@dataclass(frozen=True)
class Maker(Days):
    """Makes steps of one family in one organisation, drawing what is left to chance from ``rng``."""

    org: str
    family: str
    about: str = ""
    """The unit that the facts are about, where ``org`` is its 主管部门."""

    def step(self, subject: str, verb: str, on: date, *, part: str = "", undone: str = "", **data: object) -> Step:
        """A step whose day, as the fact's date field, is in ``data`` already; sent the same day.

        ``part`` is the verb where a subject has only one such fact.
        """
        values = {name: value.isoformat() if isinstance(value, date) else value for name, value in data.items()}
        minute = self.rng.randint(8 * 60 + 30, 17 * 60 + 59)
        fact_type = f"{self.family}.{verb}.v1"
        return Step(self.org, subject, part or verb, fact_type, on, values, minute, undone, self.about)
