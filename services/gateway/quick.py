"""The short way for good records: each check either passes or leaves the record to the examination.

What passes here passes there with the same result; tests hold both ways together.
"""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from datetime import date
from functools import lru_cache
from typing import Final

import msgspec
from pydantic import ValidationError

from contracts.facts import FACTS, service_for
from contracts.fields import BusModel
from services.gateway import envelope, personal, privacy
from services.gateway.content import has_control
from services.gateway.dates import EARLIEST, day_fields, day_of, moment
from services.gateway.examine import accept
from services.gateway.identity import is_own_source
from services.gateway.records import Accepted, Inbound

_KNOWN: Final = frozenset((*envelope.NEEDED, *envelope.CARRIED, "org"))
_own_source = lru_cache(4096)(is_own_source)


class _Event(msgspec.Struct, forbid_unknown_fields=True, gc=False):
    specversion: str
    id: str
    source: str
    type: str
    subject: str
    time: str
    data: msgspec.Raw
    datacontenttype: str | msgspec.UnsetType = msgspec.UNSET
    org: str | msgspec.UnsetType = msgspec.UNSET
    correlationid: str | msgspec.UnsetType = msgspec.UNSET
    causationid: str | msgspec.UnsetType = msgspec.UNSET
    traceparent: str | msgspec.UnsetType = msgspec.UNSET


_decode = msgspec.json.Decoder(_Event).decode
_FIELDS: Final = _Event.__struct_fields__


def quick(record: Inbound, org: str, today: date, limit: int, orgs: AbstractSet[str]) -> Accepted | None:
    """The accepted record, or None when it takes a closer look."""
    value = record.value
    if value is None or len(value) > limit:
        return None
    try:
        read = _read(record, value)
        if read is None or not _is_plain_envelope(read[0], org, today, orgs):
            return None
        given, data = read
        fact = FACTS[given["type"]].model_validate_json(data)
    except (KeyError, UnicodeDecodeError, RecursionError, msgspec.MsgspecError, ValidationError):
        return None
    if not _is_plain_data(given, fact, data, today):
        return None
    return accept(given, org, today, service_for(given["type"]), data)


def _read(record: Inbound, value: bytes) -> tuple[dict[str, str], bytes] | None:
    headers = dict(record.headers)
    if len(headers) != len(record.headers):
        return None
    content = (headers.pop("content-type", None) or b"").decode()
    given = {name[3:]: raw.decode() for name, raw in headers.items() if raw is not None and name[:3] == "ce_"}
    if not envelope.is_structured(content):
        return (given, value) if not content or envelope.is_json(content) else None
    if given:
        return None
    event = _decode(value)
    data = bytes(event.data)
    given = {name: text for name in _FIELDS if type(text := getattr(event, name)) is str}
    # Each member has two quotes for its name and two for its text: more are of a repeated member.
    if value.count(b'"') - data.count(b'"') != 4 * len(given) + 2:
        return None
    return (given, data) if given.pop("datacontenttype", "application/json") == "application/json" else None


_NO_TEXT = frozenset({bool, int, list})
"""Facts that hold such a value go the long way: only where all values are texts do the quotes tell a name given twice."""


def _is_plain_envelope(given: dict[str, str], org: str, today: date, orgs: AbstractSet[str]) -> bool:
    when = moment(given["time"])
    return (
        given["specversion"] == "1.0"
        and envelope.is_name(given["id"])
        and envelope.is_name(given["subject"])
        and _own_source(given["source"], org, orgs)
        and envelope.is_text(given["source"])
        and when is not None
        and EARLIEST <= day_of(when) <= today
        and given.get("org", org) == org
        and given.keys() <= _KNOWN
        and all(envelope.is_text(given[name]) for name in envelope.CARRIED if name in given)
    )


def _is_plain_data(given: dict[str, str], fact: BusModel, data: bytes, today: date) -> bool:
    values = [value for name in fact.model_fields_set if (value := fact.__dict__[name]) is not None]
    if any(type(value) in _NO_TEXT for value in values):
        return False
    days = [day for name in day_fields(type(fact)) if (day := getattr(fact, name)) is not None]
    if not all(EARLIEST <= day <= today for day in days):
        return False
    texts = [value for value in values if type(value) is str]
    text = "\n".join([given["id"], given["subject"], given["source"], *texts])
    find = personal.find
    if given["type"].startswith(privacy.FAMILY):
        find = personal.find_in_code
        if not privacy.are_codes(given):
            return False
    if find(text) or has_control(text):
        return False
    if any(name in given and find(given[name]) for name in envelope.CARRIED):
        return False
    # As in the envelope; all values are texts here. An escaped quote is not one of JSON's own.
    quotes = data.count(b'"')
    expected = 2 * (len(fact.model_fields_set) + len(values))
    return quotes == expected or (b"\\\\" not in data and quotes - data.count(b'\\"') == expected)
