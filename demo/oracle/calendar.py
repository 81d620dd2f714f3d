"""Working days, counted one day at a time from the lists of days off and made-up days (调休)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

ONE_DAY = timedelta(days=1)
SATURDAY = 5


@dataclass(frozen=True)
class Version:
    """One version of one year's notice. ``known_from`` None: known from the start."""

    year: int
    version: int
    off: frozenset[date]
    work: frozenset[date]
    known_from: date | None = None


@dataclass(frozen=True)
class Due:
    """A due date; ``provisional`` when a day of a year without a notice was walked over."""

    on: date
    provisional: bool


class Knowledge:
    """The calendar as it was known at some time: at most one version for each year."""

    def __init__(self, versions: dict[int, Version], statutory: frozenset[date]) -> None:
        self._versions = versions
        self._statutory = statutory
        self._dues: dict[tuple[date, int], Due] = {}

    def has(self, year: int) -> bool:
        """Whether the year has a notice."""
        return year in self._versions

    def works(self, day: date) -> bool:
        """Whether ``day`` is a working day; without a notice, a weekday that is no statutory holiday."""
        notice = self._versions.get(day.year)
        if notice is None:
            return day.weekday() < SATURDAY and day not in self._statutory
        if day.weekday() < SATURDAY:
            return day not in notice.off
        return day in notice.work

    def due(self, start: date, limit: int) -> Due:
        """The ``limit``-th working day after ``start``; ``start`` itself is not counted."""
        key = (start, limit)
        if key not in self._dues:
            day, left, provisional = start, limit, False
            while left:
                day += ONE_DAY
                left -= self.works(day)
                provisional = provisional or day.year not in self._versions
            self._dues[key] = Due(day, provisional)
        return self._dues[key]

    def taken(self, start: date, end: date) -> int:
        """Working days after ``start`` up to and including ``end``; 0 when ``end`` is not later."""
        days, day = 0, start
        while day < end:
            day += ONE_DAY
            days += self.works(day)
        return days


class Calendar:
    """All versions of all years, and the statutory days that stand in where a year has no notice yet."""

    def __init__(self, versions: Iterable[Version], statutory: Iterable[date] = ()) -> None:
        self._versions = sorted(versions, key=lambda version: (version.year, version.version))
        self._statutory = frozenset(statutory)
        self._known: dict[frozenset[int], Knowledge] = {}

    def at(self, day: date) -> Knowledge:
        """What was known on ``day``, notices of that day included."""
        return self._knowledge(lambda known_from: known_from is None or known_from <= day)

    def before(self, day: date) -> Knowledge:
        """What was known before ``day``: what somebody who acted on ``day`` is judged by."""
        return self._knowledge(lambda known_from: known_from is None or known_from < day)

    def _knowledge(self, known: Callable[[date | None], bool]) -> Knowledge:
        chosen = [number for number, version in enumerate(self._versions) if known(version.known_from)]
        key = frozenset(chosen)
        if key not in self._known:
            # A later version of a year takes the place of an earlier one.
            by_year = {self._versions[number].year: self._versions[number] for number in chosen}
            self._known[key] = Knowledge(by_year, self._statutory)
        return self._known[key]
