"""What the dashboard reads of the rows: the fields it needs, and nothing else of what they carry.

Codes and statuses are text, so that a row of a newer metrics service is read as well.
"""

from __future__ import annotations

from datetime import date

from msgspec import Struct, field


class ObligationCounts(Struct, frozen=True):
    """How many obligations fall due in a period, by what became of them."""

    due: int = 0
    met_on_time: int = 0
    met_late: int = 0
    overdue: int = 0
    open: int = 0
    excused: int = 0


class Durations(Struct, frozen=True):
    """Days taken: how often, in all, the longest, and how often just so many."""

    count: int = 0
    sum: int = 0
    max: int = 0
    histogram: dict[str, int] = field(default_factory=dict)


class Figures(Struct, frozen=True, kw_only=True):
    """Numbers by code; what is not there is nothing."""

    counts: dict[str, int] = field(default_factory=dict)
    by: dict[str, dict[str, int]] = field(default_factory=dict)
    days: dict[str, Durations] = field(default_factory=dict)
    obligations: dict[str, ObligationCounts] = field(default_factory=dict)


class PeriodRow(Figures, frozen=True, kw_only=True):
    """The numbers of one organisation in one period."""

    period: str
    org: str
    county: str = ""


class Explanation(Struct, frozen=True):
    """Why a due date is what it is. ``limit`` is 0 where a day is set; ``rule`` is for what is no plain count."""

    article: str
    start: date
    limit: int
    unit: str
    calendars: dict[str, int] = field(default_factory=dict)
    rule: str = ""


class Obligation(Struct, frozen=True):
    """Something that is owed by a date; ``id`` tells the obligations of one subject apart."""

    id: str
    duty: str
    org: str
    subject: str
    due_on: date
    original_due_on: date
    status: str
    explanation: Explanation
    provisional: bool = False
    opened_on: date | None = None
    met_on: date | None = None
    facts: list[str] = field(default_factory=list)


class ObligationRow(Struct, frozen=True):
    """An open or overdue obligation, with the kind and title of its subject."""

    kind: str
    obligation: Obligation
    county: str = ""
    title: str | None = None

    @property
    def key(self) -> str:
        """The key it stands under."""
        owed = self.obligation
        return f"{self.kind}/{owed.org}/{owed.subject}/{owed.id}"


class Watermark(Struct, frozen=True):
    """The last day that has been counted whole; None before there is one."""

    complete_up_to: date | None = None


class Notice(Struct, frozen=True):
    """One version of one year's holiday notice."""

    year: int
    version: int
    notice: str
    off: list[date]
    work: list[date]
    known_from: date | None = None


class Organisation(Struct, frozen=True):
    """A unit of the registry."""

    org: str
    name: str
    county: str
    county_name: str
    kind: str = ""
    valid_from: date | None = None
    valid_to: date | None = None
