"""A workbook on its way: what was asked for it, how far it is, and what it came to."""

from __future__ import annotations

import hmac
import secrets
import time
from dataclasses import dataclass, field
from enum import StrEnum

from chassis.caller import Caller, CallerKind
from services.gateway.sheets.files import Files
from services.gateway.sheets.order import NotRead, Result


class Choice(StrEnum):
    """What the sender wants done."""

    CHECK = "check"
    """Only say what is wrong."""
    ALL = "all"
    """Send all of it, or nothing while a row is refused."""
    GOOD = "good"
    """Send the rows that are not refused."""


class State(StrEnum):
    """How far it is."""

    WAITING = "waiting"
    READING = "reading"
    SENDING = "sending"
    WRITING = "writing"
    """The result, and the workbook that goes back."""
    FINISHED = "finished"
    NOT_READ = "not_read"
    FAILED = "failed"


class Outcome(StrEnum):
    """Why as many were sent as were."""

    CHECKED = "checked"
    SENT = "sent"
    NOTHING = "nothing"
    """All of it stands already."""
    HELD_BACK = "held_back"
    """A row is refused, and all or nothing was wanted."""
    NOT_ACKNOWLEDGED = "not_acknowledged"
    """The broker stopped answering on the way."""
    AWAY = "away"
    """The broker did not answer before anything was sent."""
    REVOKED = "revoked"
    """The unit's token was revoked or ended on the way."""
    SHUT = "shut"
    """The door is shut."""


_ENDED = frozenset({State.FINISHED, State.NOT_READ, State.FAILED})


@dataclass
class Job:
    """One workbook of an organisation."""

    caller: Caller
    choice: Choice
    name: str
    """Of the file, as the sender called it."""
    files: Files
    id: str = field(default_factory=lambda: secrets.token_urlsafe(12))
    key: str = field(default_factory=lambda: secrets.token_urlsafe(32))
    """Whoever has it may see what became of it; it lies in a cookie of the browser that sent it."""
    begun: float = field(default_factory=time.monotonic)
    state: State = State.WAITING
    stage: str = ""
    count: int = 0
    facts: int = 0
    sent: int = 0
    was_handed_on: bool = False
    """Whether facts of it may lie in the log: then it is entered in the audit."""
    outcome: Outcome = Outcome.CHECKED
    reason: str = ""
    """What the door says while it is shut; the class of what failed."""
    not_read: NotRead | None = None
    result: Result | None = None

    @property
    def is_test(self) -> bool:
        """Whether a test sent it: judged alike, counted nowhere."""
        return self.caller.kind is CallerKind.TEST

    @property
    def has_ended(self) -> bool:
        """Whether nothing more becomes of it."""
        return self.state in _ENDED

    def may_be_seen_by(self, asking: Caller, key: str) -> bool:
        """Its sender: the browser with its key, or a token of the same organisation and kind."""
        same = (asking.kind, asking.org) == (self.caller.kind, self.caller.org)
        return same or hmac.compare_digest(key.encode(), self.key.encode())
