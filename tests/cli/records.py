"""Records as they lie on topics, and what a whole log of facts comes to."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from aiokafka import ConsumerRecord

from cli.folding import Folding
from cli.log import Taken
from contracts.amendments import AMENDMENTS
from contracts.families import FAMILIES, Families
from contracts.profile import Counties
from law.calendar import WorkingCalendar
from law.data import load_calendars

CALENDAR = WorkingCalendar(load_calendars())
ORG = "fengjie-aa"


def record(key: str, value: bytes | None, headers: Mapping[str, str], offset: int = 0) -> ConsumerRecord[Any, Any]:
    """A record of a topic of one partition."""
    return ConsumerRecord(
        topic="t",
        partition=0,
        offset=offset,
        timestamp=0,
        timestamp_type=0,
        key=key.encode(),
        value=value,
        checksum=None,
        serialized_key_size=len(key),
        serialized_value_size=len(value or b""),
        headers=[(name, text.encode()) for name, text in headers.items()],
    )


def fact(
    fact_id: str,
    fact_type: str,
    subject: str,
    day: str,
    /,
    *,
    families: Families = FAMILIES,
    kind: str = "",
    **data: Any,
) -> ConsumerRecord[Any, Any]:
    """A fact as it lies on the intake; ``kind`` is that of the subject of an amendment."""
    if fact_type not in AMENDMENTS:
        kind = families.of_fact(fact_type).kind
    headers = {
        "ce_specversion": "1.0",
        "ce_id": fact_id,
        "ce_type": fact_type,
        "ce_subject": subject,
        "ce_time": f"{day}T09:00:00+08:00",
        "ce_org": ORG,
        "ce_recordedon": day,
        "ce_digest": "00",
    }
    return record(f"{kind}/{ORG}/{subject}", json.dumps(data).encode(), headers)


def whole(
    records: Mapping[str, Iterable[ConsumerRecord[Any, Any]]], today: str, families: Families = FAMILIES
) -> Folding:
    """Everything folded, from the records of each service's intake."""
    folding = Folding(families, CALENDAR, date.fromisoformat(today), Counties())
    for service in families.services:
        taken = Taken(service, families)
        taken.add(records.get(service, ()))
        folding.failed |= taken.failed
        folding.fold(service, taken.facts)
    return folding
