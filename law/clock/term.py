"""The answer period as it runs: so many working days that lie in no pause."""

from __future__ import annotations

from datetime import date

from law.calendar import CalendarView, Due
from law.clock.consultations import Consultation


class Term:
    """答复期限 of ``days`` working days from ``start``, with what lengthens it: extension (延期) and pauses (征求意见).

    Pauses may overlap: each working day is excluded once. A pause that begins on or after the due date
    moves nothing, unless an extension moves that date past its beginning.

    What was worked out is kept, and each pause is merged once, so a case of many letters costs in
    proportion to them. Only `restart` merges all of them anew, and a case has two at most.
    """

    __slots__ = ("_covered", "_days", "_due", "_merged", "_pauses", "_view", "excluded", "extended", "start")

    def __init__(self, view: CalendarView, start: date, days: int) -> None:
        self._view, self._days = view, days
        self._pauses: list[Consultation] = []
        self.restart(start)

    def restart(self, start: date) -> None:
        """重新计算: the term runs afresh from ``start`` and is not extended; pauses that reach past it still count."""
        self.start = start
        self.extended = 0
        self.excluded = 0
        self._merged = 0
        self._covered = start
        self._due: Due | None = None

    def extend(self, days: int) -> None:
        """So many working days more."""
        self.extended += days
        self._due = None

    def pause(self, letter: Consultation) -> None:
        """Leave out the days of ``letter``; letters come in the order of the days on which they were sent."""
        self._pauses.append(letter)

    def due(self) -> Due:
        """The last day. Raises `CalendarError` for a day that the calendar cannot answer for."""
        due = self._due or self._count()
        while self._merged < len(self._pauses) and self._pauses[self._merged].asked_on < due.due_on:
            pause = self._pauses[self._merged]
            self._merged += 1
            self.excluded += self._view.count_working_days(max(self._covered, pause.asked_on), pause.ends_on)
            self._covered = max(self._covered, pause.ends_on)
            due = self._count()
        self._due = due
        return due

    def _count(self) -> Due:
        return self._view.add_working_days(self.start, self._days + self.extended + self.excluded)
