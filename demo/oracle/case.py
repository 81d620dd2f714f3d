"""What a family's judge is given, and what it gives back: counts by month, times taken, and duties."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from demo.oracle.calendar import Calendar
from demo.oracle.facts import Subject


@dataclass(frozen=True)
class Case:
    """A subject, judged by the calendar on the last day that passed."""

    subject: Subject
    calendar: Calendar
    today: date


@dataclass(frozen=True)
class Duty:
    """Something owed by a date."""

    code: str
    title: str | None
    opened_on: date
    due_on: date
    original_due_on: date
    provisional: bool
    met_on: date | None
    status: str

    @property
    def id(self) -> str:
        """Which of its subject's duties it is."""
        return f"{self.code}:{self.opened_on}"


@dataclass
class Judged:
    """Months and what to count in them, each entry once; and the duties."""

    counts: list[tuple[date, str, int]] = field(default_factory=list)
    """Day, place in the row, amount."""
    times: list[tuple[date, str, int]] = field(default_factory=list)
    """Day, measure, working days."""
    duties: list[Duty] = field(default_factory=list)

    def count(self, on: date | None, measure: str, label: str = "", amount: int = 1) -> None:
        """So many more of ``measure`` in the month of ``on``; nothing when there is no such day."""
        if on is not None:
            place = f"by.{measure}.{label}" if label else f"counts.{measure}"
            self.counts.append((on, place, amount))

    def took(self, on: date, measure: str, working_days: int) -> None:
        """A time taken, in the month of ``on``."""
        self.times.append((on, measure, working_days))


Judge = Callable[[Case], Judged]
"""What the law makes of one subject; nothing where no fact of its family is about it."""


def status(due_on: date, met_on: date | None, today: date) -> str:
    """Where a duty stands on ``today``."""
    if met_on is None:
        return "overdue" if today > due_on else "open"
    return "met_late" if met_on > due_on else "met"
