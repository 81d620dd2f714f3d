"""What a service's fold looks like to the ledger."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple, Protocol

from contracts.envelope import Fact
from contracts.states import State
from law.calendar import WorkingCalendar


class Folded(NamedTuple):
    """A state, and the next day on which the passing of time alone may change it."""

    state: State
    check_on: date | None = None
    relevant: bool = True
    """False when there is nothing to say yet: no first event is made of it."""


class Fold(Protocol):
    """state = fold(facts, reference, calendar, today): pure, for facts in any order."""

    def __call__(
        self, facts: Sequence[Fact], reference: State | None, calendar: WorkingCalendar, today: date
    ) -> Folded:
        """``check_on``, when given, lies after ``today``."""
