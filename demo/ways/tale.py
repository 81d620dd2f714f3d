"""A troubled way as it is drawn, step after step: where it stands, and what was told so far."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from random import Random
from typing import Any

from demo.ways.event import Event, Way

MORNING = 8 * 60 + 30
TOLD_LATE = 6
"""Of a hundred facts: told some days after their own day."""


@dataclass
class Tale:
    """Steps of one day are told at rising times, so that their order shows."""

    rng: Random
    others: Sequence[str] = ()
    """Units to which it can be passed on."""
    now: int = 0
    """Days after the receipt."""
    events: Way = field(default_factory=list)
    cases: int = 0
    _minutes: dict[int, int] = field(default_factory=dict)

    def tell(self, verb: str, *, at: int | None = None, case: str = "", **data: Any) -> int:
        """One more fact, told today or ``at`` another day, now and then some days later; returns the day it was told."""
        day = self.now if at is None else at
        if self.maybe(TOLD_LATE):
            day += self.rng.randint(1, 5)
        minute = self._minutes.get(day, MORNING) + self.rng.randint(1, 40)
        self._minutes[day] = minute
        self.events.append(Event(day, verb, data, minute, case))
        return day

    def passes(self, least: int, most: int) -> int:
        """Lets days pass; returns the day it is then."""
        self.now += self.rng.randint(least, most)
        return self.now

    def maybe(self, chance: float) -> bool:
        """True in so many of a hundred."""
        return self.rng.random() * 100 < chance

    def case(self) -> str:
        """A case of its own."""
        self.cases += 1
        return str(self.cases)
