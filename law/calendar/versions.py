"""All notices ever taken in, and what was known of them on a given day."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from datetime import date

from law.calendar.view import CalendarView
from law.holiday_notices import CalendarError, YearCalendar


class WorkingCalendar:
    """Versioned working-day calendar; the order in which notices are given does not matter.

    An open obligation is judged by the notices `known_on` today; a closed one by those
    `known_before` the day it was met, so that a later notice moves open dates only.
    There are only as many different views as days on which a notice arrived: they are
    made once and kept, so asking for one is a look-up.

    Raises `CalendarError` when no notice is given, or one (year, version) says two things.
    """

    __slots__ = ("_learned", "_views", "versions")

    def __init__(self, years: Iterable[YearCalendar]) -> None:
        known: dict[tuple[int, int], YearCalendar] = {}
        for calendar in years:
            earlier = known.setdefault((calendar.year, calendar.version), calendar)
            if earlier != calendar:
                raise CalendarError(
                    f"two different notices for {calendar.year} version {calendar.version}: "
                    f"{earlier.notice} and {calendar.notice}; give the later one a higher version"
                )
        self.versions: tuple[YearCalendar, ...] = tuple(known[key] for key in sorted(known))
        self._learned = sorted({c.known_from for c in self.versions if c.known_from is not None})
        self._views: list[CalendarView | None] = [None] * (len(self._learned) + 1)
        if not any(c.known_from is None for c in self.versions):
            raise CalendarError("no notice that was always known is given; load the calendars of law.data first")

    def __eq__(self, other: object) -> bool:
        return isinstance(other, WorkingCalendar) and self.versions == other.versions

    def __hash__(self) -> int:
        return hash(self.versions)

    def with_notice(self, calendar: YearCalendar) -> WorkingCalendar:
        """The same calendar after one more notice."""
        return WorkingCalendar((*self.versions, calendar))

    def known_on(self, today: date | None) -> CalendarView:
        """By the notices known on ``today``, that day's included; None: those always known."""
        return self._view(0 if today is None else bisect_right(self._learned, today))

    def known_before(self, met_on: date) -> CalendarView:
        """By the notices known before ``met_on``: one that arrives on the day itself comes too late."""
        return self._view(bisect_left(self._learned, met_on))

    def latest(self) -> CalendarView:
        """By every notice there is."""
        return self._view(len(self._learned))

    def _view(self, index: int) -> CalendarView:
        view = self._views[index]
        if view is None:
            until = self._learned[index - 1] if index else None
            newest: dict[int, YearCalendar] = {}
            for calendar in self.versions:  # ascending by version: the highest one stays
                if calendar.known_from is None or (until is not None and calendar.known_from <= until):
                    newest[calendar.year] = calendar
            view = self._views[index] = CalendarView(newest)
        return view
