"""What a ledger service is made of: its fold, its topics, and what it does beside the states."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from chassis.database import Connection
from chassis.folding import Fold, Folded
from chassis.outbox import Message
from contracts.time import CalendarYear
from law.calendar import WorkingCalendar


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
