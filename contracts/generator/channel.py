"""A channel: a topic with what lies on it, who sends it and who receives it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Envelope = Literal["sent", "routed", "event", "day", "notice", "reference", "view"]
"""Which headers the records of a channel have; see envelopes.py."""

DEPARTMENT, TESTER = "department", "tester"
"""A department's own system, and the one with which it tries out what it will send."""

SUBJECT_KEY = "<kind>/<org>/<subject>"
PERIOD_KEY = "<period>|<org>"


@dataclass(frozen=True)
class Channel:
    """A topic. ``address`` has ``{org}`` where there is one topic per organisation."""

    address: str
    title: str
    says: str
    key: str
    envelope: Envelope
    messages: tuple[str, ...]
    senders: tuple[str, ...]
    receivers: tuple[str, ...]

    @property
    def name(self) -> str:
        """The address without its version and without the organisation."""
        return self.address.removesuffix(".v1").replace(".{org}", "")
