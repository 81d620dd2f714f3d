"""What the demonstration sends: records for departments' inboxes, each labelled with what must become of it."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import date, datetime

STRUCTURED = (("content-type", b"application/cloudevents+json"),)
"""Headers of a record in CloudEvents structured mode."""

ACCEPTED = "accepted"
DUPLICATE = "duplicate"

Data = dict[str, object]


@dataclass(frozen=True)
class Sent:
    """One record for the inbox of ``org``. ``expect``: accepted, duplicate, or the code of its refusal."""

    org: str
    value: bytes | None
    expect: str = ACCEPTED
    key: bytes | None = None
    headers: tuple[tuple[str, bytes], ...] = STRUCTURED

    @property
    def refused(self) -> bool:
        """Whether the gateway must refuse it."""
        return self.expect not in {ACCEPTED, DUPLICATE}


@dataclass
class Schedule:
    """What is sent on which day, in order. Nothing in it is dated after its day."""

    days: dict[date, list[Sent]] = field(default_factory=dict)

    def add(self, day: date, sent: list[Sent]) -> None:
        """Appends to a day; the days stay in order."""
        self.days.setdefault(day, []).extend(sent)
        self.days = dict(sorted(self.days.items()))

    @property
    def all(self) -> list[Sent]:
        """Every record, in the order of sending."""
        return [sent for day in self.days.values() for sent in day]

    @property
    def accepted(self) -> list[tuple[str, bytes]]:
        """Organisation and line of the records that must be accepted, for the oracle."""
        return [(sent.org, sent.value) for sent in self.all if sent.expect == ACCEPTED and sent.value is not None]


def encode(event: Data) -> bytes:
    """JSON as our departments' systems write it: compact, Chinese unescaped."""
    return json.dumps(event, ensure_ascii=False, separators=(",", ":")).encode()


def event(org: str, fact_id: str, fact_type: str, subject: str, time: datetime, data: Data, about: str = "") -> Data:
    """A CloudEvent in structured mode; fields of ``data`` that are None are left out. ``about``: another unit that it tells of."""
    return {
        "specversion": "1.0",
        "id": fact_id,
        "source": f"urn:gongkai:{org}",
        "type": fact_type,
        "subject": subject,
        "time": time.isoformat(),
        "datacontenttype": "application/json",
        **({"about": about} if about else {}),
        "data": {name: value for name, value in data.items() if value is not None},
    }
