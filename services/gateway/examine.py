"""The whole examination of a record: every rule in order, and the words for the first one broken."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from datetime import date

import msgspec

from contracts.envelope import attributes, subject_key
from contracts.notices import RecordRef, Refusal
from services.gateway import content, envelope, identity, personal
from services.gateway.records import Accepted, Event, Inbound, Refused
from services.gateway.rules import RuleError
from services.gateway.shown import WITHHELD
from services.gateway.strict_json import strings


class _Id(msgspec.Struct):
    id: str


def examine(record: Inbound, org: str, today: date, limit: int, orgs: AbstractSet[str]) -> Accepted | Refused:
    """Accept or refuse ``record``; every rule in order, the first broken one is told.

    The order: the value itself, its JSON, the envelope, whose it is, personal data anywhere, the
    type, the fields, the days.
    """
    try:
        event = envelope.read(record, _value(record, limit))
        identity.check(event, org, orgs)
        _check_personal(event)
        service = content.service_of(event, today)
    except RuleError as fault:
        return Refused(_refusal(record, fault))
    return accept(event.attributes, org, today, service, event.data)


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


def _check_personal(event: Event) -> None:
    texts = [(event.prefix + name, text) for name, text in event.attributes.items()]
    for field, text in (*texts, *strings(event.body)):
        found = personal.find(text)
        if found:
            raise RuleError(found, field, WITHHELD)


def _refusal(record: Inbound, fault: RuleError) -> Refusal:
    return Refusal(
        code=fault.code,
        field=fault.field,
        value=fault.value,
        rule=fault.rule,
        remedy=fault.remedy,
        fact=_fact_id(record),
        record=RecordRef(topic=record.topic, partition=record.partition, offset=record.offset),
        sha256=hashlib.sha256(record.value or b"").hexdigest(),
    )


def _fact_id(record: Inbound) -> str | None:
    """The id of the fact, when it can be read, is one, and is not personal."""
    headers = attributes((name, raw) for name, raw in record.headers if raw is not None)
    try:
        if envelope.is_structured(headers.get("content-type", b"").decode()):
            name = msgspec.json.decode(record.value or b"", type=_Id).id
        else:
            name = headers.get("ce_id", b"").decode()
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return None
    return name if envelope.is_name(name) and not personal.find(name) else None
