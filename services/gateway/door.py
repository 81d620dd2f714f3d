"""The one way through the door: a record in, accepted for a service or refused with a reason. Pure.

A fact is judged once, here; the services trust what goes on. The rules in order: the value and its JSON,
the envelope, whose it is, personal data anywhere, the type, the fields, the days, the units named. The first one broken is told.
"""

from __future__ import annotations

import hashlib
from datetime import UTC, date, datetime
from functools import lru_cache

from contracts.envelope import CARRIED, DIGEST, ORG, RECORDED_ON, REQUIRED, SENDER
from contracts.families import FAMILIES, Families
from contracts.kit import Family, Key
from contracts.notices import RecordRef, Refusal
from services.gateway import content, envelope, identity, privacy
from services.gateway.records import LIMIT, NOBODY, Accepted, Event, Inbound, Refused, Units
from services.gateway.rules import RuleError
from services.gateway.strict_json import canonical

_DIGEST_BYTES = 16
_NEEDED = tuple((header, header.removeprefix("ce_")) for header in REQUIRED)


def judge(
    record: Inbound,
    org: str,
    today: date,
    units: Units = NOBODY,
    *,
    limit: int = LIMIT,
    families: Families = FAMILIES,
) -> Accepted | Refused:
    """Decide about one record of the inbox of ``org`` on the day ``today`` in Asia/Shanghai.

    ``units`` are the organisations of the registry: who supervises whom, whom a source may not name, and whom facts may.
    ``limit`` is the largest value in bytes. Never raises: whatever the bytes, the answer is one of two.
    """
    event: Event | None = None
    try:
        event = envelope.read(record, limit)
        family = content.concerned(event, families)
        unit = identity.check(event, org, units, family)
        privacy.check(event, family)
        content.check(event, today, families, units)
    except RuleError as fault:
        return Refused(_refusal(record, event, fault, families))
    assert family is not None, "the type is known, and so is the type that an amendment names"
    return _accepted(event, family, unit, org, today)


def _accepted(event: Event, family: Family, unit: str, org: str, today: date) -> Accepted:
    attributes = event.attributes
    data, body = privacy.passed_on(event, family)
    headers = [(header, attributes[name].encode()) for header, name in _NEEDED]
    if len(attributes) > len(_NEEDED):
        headers += [(f"ce_{name}", attributes[name].encode()) for name in CARRIED if name in attributes]
    headers += [
        (ORG, unit.encode()),
        (SENDER, org.encode()),
        (RECORDED_ON, _written(today)),
        (DIGEST, _digest(attributes["type"], event.time, body)),
        ("content-type", b"application/json"),
    ]
    key = str(Key(family.kind, unit, attributes["subject"])).encode()
    return Accepted(family.service, key, headers, data)


@lru_cache(8)
def _written(day: date) -> bytes:
    return day.isoformat().encode()


def _digest(kind: str, time: datetime, body: object) -> bytes:
    """Hex digest of what a fact says: the same for the same type, moment and data, however they are written."""
    written = f"{kind}\n{time.astimezone(UTC).isoformat()}\n".encode() + canonical(body)
    return hashlib.blake2b(written, digest_size=_DIGEST_BYTES).hexdigest().encode()


def _refusal(record: Inbound, event: Event | None, fault: RuleError, families: Families) -> Refusal:
    fault = privacy.guarded(fault, record, event, families)
    return Refusal(
        code=fault.code,
        field=fault.field,
        value=fault.value,
        rule=fault.rule,
        remedy=fault.remedy,
        fact=privacy.fact_id(record, event, families),
        record=RecordRef(topic=record.topic, partition=record.partition, offset=record.offset),
        sha256=hashlib.sha256(record.value or b"").hexdigest(),
    )
