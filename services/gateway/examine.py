"""The whole examination of a record: every rule in order, and the words for the first one broken."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from collections.abc import Set as AbstractSet
from datetime import date

from contracts.envelope import subject_key
from contracts.notices import RecordRef, Refusal
from services.gateway import content, envelope, identity, personal, privacy
from services.gateway.records import Accepted, Event, Inbound, Refused
from services.gateway.rules import RuleError
from services.gateway.shown import WITHHELD
from services.gateway.strict_json import strings


def examine(record: Inbound, org: str, today: date, limit: int, orgs: AbstractSet[str]) -> Accepted | Refused:
    """Accept or refuse ``record``; every rule in order, the first broken one is told.

    The order: the value itself, its JSON, the envelope, whose it is, personal data anywhere, the
    type, the fields, the days.
    """
    event: Event | None = None
    try:
        event = envelope.read(record, _value(record, limit))
        identity.check(event, org, orgs)
        about_person = privacy.is_application(event)
        _check_personal(event, personal.find_in_code if about_person else personal.find)
        if about_person:
            privacy.check(event)
        service = content.service_of(event, today)
    except RuleError as fault:
        return Refused(_refusal(record, event, fault))
    data = privacy.passed_on(event) if about_person else event.data
    return accept(event.attributes, org, today, service, data)


def accept(given: Mapping[str, str], org: str, today: date, service: str, data: bytes) -> Accepted:
    """The record that goes on: in binary mode, stamped with organisation and day, the data as sent."""
    headers = [("ce_specversion", b"1.0")]
    headers += [(f"ce_{name}", given[name].encode()) for name in envelope.NEEDED if name != "specversion"]
    headers += [(f"ce_{name}", given[name].encode()) for name in envelope.CARRIED if name in given]
    headers += [
        ("ce_org", org.encode()),
        ("ce_recordedon", today.isoformat().encode()),
        ("content-type", b"application/json"),
    ]
    return Accepted(service, subject_key(org, given["subject"]).encode(), headers, data, given["id"])


def _value(record: Inbound, limit: int) -> bytes:
    if record.value is None:
        raise RuleError("value.null")
    if len(record.value) > limit:
        raise RuleError("value.too_large", value=len(record.value), limit=limit)
    return record.value


def _check_personal(event: Event, find: Callable[[str], personal.Found | None]) -> None:
    texts = [(event.prefix + name, text) for name, text in event.attributes.items()]
    for field, text in (*texts, *strings(event.body)):
        found = find(text)
        if found:
            raise RuleError(found, field, WITHHELD)


def _refusal(record: Inbound, event: Event | None, fault: RuleError) -> Refusal:
    if not privacy.is_other(record, event):
        fault = privacy.guarded(fault)
    return Refusal(
        code=fault.code,
        field=fault.field,
        value=fault.value,
        rule=fault.rule,
        remedy=fault.remedy,
        fact=privacy.fact_id(record, event),
        record=RecordRef(topic=record.topic, partition=record.partition, offset=record.offset),
        sha256=hashlib.sha256(record.value or b"").hexdigest(),
    )
