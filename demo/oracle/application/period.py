"""What a period of an application is: when it began, what it waits for, when it is due, and how it ended."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from demo.oracle.calendar import Due, Knowledge
from demo.oracle.facts import Sent

ONE_DAY = timedelta(days=1)


@dataclass
class Wait:
    """The clock stands until the applicant corrects or pays, at the latest on ``until``."""

    row: str
    """Where it counts when nothing comes."""
    until: date
    unpaid: int = 0
    """元 that are still owed."""


@dataclass(frozen=True)
class End:
    """How a period ended. ``word``: answered, transferred, withdrawn or lapsed."""

    on: date
    word: str
    row: str
    fact: Sent | None = None
    held_on: date | None = None
    """The day on which an answer counts against the limit, by its way of service."""
    waiting: bool = False
    """Whether the clock stood when it came."""
    elsewhere: bool = False
    """Passed on to a unit that we know, and counted there."""


@dataclass
class Period:
    """``opened_on`` None: an application whose receipt nobody confirmed; its clock never started."""

    opened_on: date | None
    begun_by: Sent
    start: date
    """The day whose next day is the first of the limit: of opening, of a correction, of the payment."""
    limit: int
    more: int
    """Working days by which it can still be extended."""
    until: date | None = None
    """The last day, where one was set."""
    opened_until: date | None = None
    """The last day that was set at its opening."""
    pauses: list[tuple[date, date]] = field(default_factory=list)
    wait: Wait | None = None
    end: End | None = None
    extended_on: date | None = None
    extended_from: date | None = None
    """The last day that it moved."""

    def due(self, known: Knowledge) -> Due:
        """The last day, counted day by day; those on which an opinion was waited for do not count."""
        if self.until is not None:
            return Due(self.until, False)
        day, left, provisional = self.start, self.limit, False
        while left:
            day += ONE_DAY
            waiting = any(asked < day <= heard for asked, heard in self.pauses)
            left -= known.works(day) and not waiting
            provisional = provisional or not known.has(day.year)
        return Due(day, provisional)


def ended(periods: Iterable[Period]) -> list[End]:
    """The ends that count here, in order: a transfer to a unit that we know is that unit's."""
    return [period.end for period in periods if period.end is not None and not period.end.elsewhere]
