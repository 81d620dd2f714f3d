"""Duties and counts: what judging a subject comes to."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True)
class Duty:
    """Something owed by a date."""

    org: str
    subject: str
    kind: str
    title: str | None
    opened_on: date
    due_on: date
    original_due_on: date
    provisional: bool
    met_on: date | None
    status: str


@dataclass
class Judged:
    """Months and what to count in them, each entry once; and the duties."""

    counts: list[tuple[date, str, int]] = field(default_factory=list)
    times: list[tuple[date, str, int]] = field(default_factory=list)
    duties: list[Duty] = field(default_factory=list)

    def count(self, on: date | None, *path: str, amount: int = 1) -> None:
        """So many more of ``path`` in the month of ``on``; nothing when there is no such day."""
        if on is not None:
            self.counts.append((on, ".".join(path), amount))

    def took(self, on: date, name: str, working_days: int) -> None:
        """A time taken, in the month of ``on``."""
        self.times.append((on, name, working_days))


def status(due_on: date, met_on: date | None, today: date) -> str:
    """Where a duty stands on ``today``."""
    if met_on is None:
        return "overdue" if today > due_on else "open"
    return "met_late" if met_on > due_on else "met"
