"""What the facts say of a village: its lists, what was published where and when, and on which days there is such a village."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from datetime import date

from contracts.village import Place, VillageListed
from law.periods import Period
from services.publishing.spans import Span


@dataclass
class Village:
    """Lists by day, publications by place, affair and day, and by the period that they name."""

    lists: dict[date, tuple[str, VillageListed]] = field(default_factory=dict)
    days: dict[tuple[Place, str], list[date]] = field(default_factory=dict)
    named: dict[tuple[Place, str, str], date] = field(default_factory=dict)
    """By the period that they make good."""
    newest: dict[tuple[Place, str], date] = field(default_factory=dict)
    """The newest publication, whichever period it is for."""
    first_shown: dict[str, date] = field(default_factory=dict)
    """The first of each affair, likewise."""
    dissolved: set[date] = field(default_factory=set)
    shown: set[date] = field(default_factory=set)
    """Days of publications of anything."""
    publications: int = 0

    def in_force(self, day: date) -> tuple[str, VillageListed] | None:
        """The list by which the village goes on ``day``, with the fact that tells of it."""
        since = sorted(self.lists)
        at = bisect_right(since, day)
        return self.lists[since[at - 1]] if at else None

    def first(self, place: Place, affair: str, period: Period) -> date | None:
        """The first publication of an affair for a period."""
        days = self.days.get((place, affair), [])
        at = bisect_left(days, period.first)
        own = [days[at]] if at < len(days) and days[at] <= period.last else []
        made_good = self.named.get((place, affair, period.name))
        return min([*own, *([made_good] if made_good else [])], default=None)

    def lives(self) -> tuple[list[Span], list[Span]]:
        """Days on which there is the village, and days on which it is gone: dissolved, until it is listed again."""
        there: list[Span] = []
        gone: list[Span] = []
        for day in sorted({*self.lists, *self.dissolved}):
            is_there = bool(there) and there[-1].until is None
            if day in self.lists and not is_there:
                if gone:
                    gone[-1] = Span(gone[-1].since, day)
                there.append(Span(day, None))
                is_there = True
            if day in self.dissolved and (is_there or not gone):
                if is_there:
                    there[-1] = Span(there[-1].since, day)
                gone.append(Span(day, None))
        return there, gone
