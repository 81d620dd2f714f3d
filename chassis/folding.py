"""What a service's fold looks like to the ledger."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple, Protocol

from chassis.database import Connection
from chassis.outbox import Message
from contracts.envelope import Fact
from contracts.states import State
from contracts.time import CalendarYear
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


class Aftermath(Protocol):
    """What a service keeps and says beside the states, in the same transaction."""

    async def __call__(
        self,
        connection: Connection,
        folds: Sequence[tuple[str, Folded]],
        calendar: WorkingCalendar,
        today: date,
        notices: Sequence[CalendarYear],
    ) -> list[Message]:
        """Messages to send about the subjects just folded; ``notices`` are the calendars that caused it, if any."""


Register = Callable[[Connection, Mapping[str, str]], Awaitable[None]]
"""Keeps organisation → county."""


@dataclass(frozen=True)
class Spec:
    """A service, as the ledger runs it."""

    service: str
    kind: str
    """Subject kind, e.g. ``requests.application``; events are ``<kind>.<verb>.v1``."""
    intake: str
    states: str
    fold: Fold
    reference_topic: str | None = None
    """Another service's states, keyed like this service's subjects."""
    reference_kind: str | None = None
    after: Aftermath | None = None
    register: Register | None = None
    """Given, the service reads the registry of organisations too."""
