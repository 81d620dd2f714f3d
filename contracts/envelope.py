"""CloudEvents 1.0 on Kafka: binary mode headers, and the JSON the values are written in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

from pydantic import BaseModel

SHANGHAI = ZoneInfo("Asia/Shanghai")
"""The time zone of every date here."""

Headers = list[tuple[str, bytes]]

REQUIRED = ("ce_specversion", "ce_id", "ce_source", "ce_type", "ce_subject", "ce_time")
"""Headers without which a record in binary mode is refused."""

STRUCTURED = b"application/cloudevents+json"
"""Content type of structured mode."""


class Fact(NamedTuple):
    """A fact as the services keep it. ``time`` orders it, ``recorded_on`` shows back-dating."""

    id: str
    type: str
    org: str
    subject: str
    time: datetime
    recorded_on: date
    data: BaseModel

    @property
    def key(self) -> str:
        """Kafka key and ledger key: ``<org>/<subject>``."""
        return f"{self.org}/{self.subject}"


def subject_key(org: str, subject: str) -> str:
    """The key of a subject on every keyed topic: ``<org>/<subject>``."""
    return f"{org}/{subject}"


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
