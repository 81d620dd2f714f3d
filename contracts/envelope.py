"""CloudEvents 1.0 on Kafka: binary mode headers, and the JSON the values are written in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from functools import lru_cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

from contracts.fields import BusModel
from contracts.kit import Key

SHANGHAI = ZoneInfo("Asia/Shanghai")
"""The time zone of every date here."""

Headers = list[tuple[str, bytes]]

REQUIRED = ("ce_specversion", "ce_id", "ce_source", "ce_type", "ce_subject", "ce_time")
"""Headers without which a record in binary mode is refused."""

CARRIED = ("correlationid", "causationid", "traceparent")
"""Extensions that go on with a fact when the sender gave them."""

ABOUT = "about"
"""Extension in which a 主管部门 names the unit that a fact is about."""

ORG, RECORDED_ON, DIGEST, INBOX, SENDER = "ce_org", "ce_recordedon", "ce_digest", "ce_inbox", "ce_sender"
"""What the gateway adds: whose the subject is, the day, a digest of what was sent (hex), where it lay
(``<partition>:<offset>``), and whose inbox that was."""

VERSION, CAUSES, SEQUENCE = "ce_version", "ce_causes", "ce_sequence"
"""What services add: the state's version; a JSON list of what caused it, newest last; a row's place in order."""

STRUCTURED = b"application/cloudevents+json"
"""Content type of structured mode."""


class Fact(NamedTuple):
    """A fact as the services keep it. ``time`` orders it, ``recorded_on`` shows back-dating."""

    id: str
    type: str
    key: Key
    time: datetime
    recorded_on: date
    data: BusModel

    @property
    def verb(self) -> str:
        """The second word of its type."""
        return self.type.split(".")[1]


def headers(**attributes: str) -> Headers:
    """Binary-mode headers from CloudEvents attributes; ``specversion`` and content type are added."""
    named = [(f"ce_{name}", value.encode()) for name, value in attributes.items()]
    return [("ce_specversion", b"1.0"), *named, ("content-type", b"application/json")]


def attributes(raw: Iterable[tuple[str, bytes]]) -> Mapping[str, bytes]:
    """Headers as a mapping; the last of a repeated name counts."""
    return dict(raw)


def local_date(moment: datetime) -> date:
    """The date of ``moment`` in Asia/Shanghai."""
    return moment.astimezone(SHANGHAI).date()


@lru_cache(maxsize=64)
def midnight(day: date) -> str:
    """Begin of ``day`` in Asia/Shanghai, RFC 3339."""
    return datetime(day.year, day.month, day.day, tzinfo=SHANGHAI).isoformat()
