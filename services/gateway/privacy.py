"""Families of codes only: of what comes from persons no text of the sender's own gets past the door.

A name or an address cannot be recognised. So ids are ASCII codes there, the reason of an amendment stays
in the department's inbox, and what is told of a record refused holds codes and names of fields only.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

import msgspec

from chassis import personal
from contracts.amendments import AMENDMENTS
from contracts.envelope import CARRIED, attributes
from contracts.families import Families
from contracts.kit import Family
from services.gateway import content
from services.gateway.envelope import NEEDED, is_name, is_structured
from services.gateway.records import Event, Inbound
from services.gateway.rules import SAID_BY_US, WITHHELD, RuleError
from services.gateway.strict_json import BETWEEN, strings

REASON: Final = "（见单位来文）"
"""Stands for the reason of an amendment about a person; equal, so that a repeat is known as one."""

_CHOSEN: Final = ("id", "subject", "source", *CARRIED)
"""Attributes that go on with a fact and are the sender's to choose."""

_CODE: Final = re.compile(r"[A-Za-z0-9._:/-]+")
_WORD: Final = re.compile(r"[A-Za-z]+(?:[_-][A-Za-z]+)*")
_SHORT: Final = re.compile(r"(?!.*\d{11})[A-Za-z0-9._:/+-]{1,60}")
_members = msgspec.json.Decoder(dict[str, msgspec.Raw]).decode


class _Envelope(msgspec.Struct):
    id: str = ""
    type: str = ""


def check(event: Event, family: Family | None) -> None:
    """Raises RuleError when personal data stand anywhere, or a text where the family has codes only."""
    codes_only = family is not None and family.codes_only
    find = personal.find_in_code if codes_only else personal.find
    if find(BETWEEN.join((*event.attributes.values(), event.texts))):
        for field, text in (*_attributes(event), *strings(event.body)):
            if number := find(text):
                raise RuleError(number, field, WITHHELD)
    if codes_only:
        _check_codes(event)


def passed_on(event: Event, family: Family) -> tuple[bytes, object]:
    """The data of a good fact as it goes on, and the same parsed: without words where only codes may."""
    if not (family.codes_only and event.attributes["type"] in AMENDMENTS):
        return event.data, event.body
    assert isinstance(event.body, dict)
    members = _members(event.data)
    members["reason"] = msgspec.Raw(msgspec.json.encode(REASON))
    return msgspec.json.encode(members), {**event.body, "reason": REASON}


def guarded(fault: RuleError, record: Inbound, event: Event | None, families: Families) -> RuleError:
    """``fault``, of a record that may be about a person in words that repeat only codes and known names."""
    if _is_of_things(record, event, families):
        return fault
    known = _known_names(families)
    field = fault.field if all(_is_field(part, known) for part in fault.field.split(".")) else WITHHELD
    return fault.told_with(field, fault.value if _may_be_shown(fault.value) else WITHHELD)


def fact_id(record: Inbound, event: Event | None, families: Families) -> str | None:
    """The id of the fact, when it can be read, is one, and is not personal."""
    name = _envelope(record).id
    if not is_name(name) or personal.find(name):
        return None
    if _is_of_things(record, event, families):
        return name
    return name if _CODE.fullmatch(name) and not personal.find_in_code(name) else None


def _is_of_things(record: Inbound, event: Event | None, families: Families) -> bool:
    """Whether the record is surely of a family whose texts may be shown."""
    family = content.concerned(event, families) if event else content.family_of(_envelope(record).type, families)
    return family is not None and not family.codes_only


def _attributes(event: Event) -> list[tuple[str, str]]:
    return [(event.prefix + name, text) for name, text in event.attributes.items()]


def _check_codes(event: Event) -> None:
    codes = [event.attributes[name] for name in _CHOSEN if name in event.attributes]
    named = ""
    if event.attributes["type"] in AMENDMENTS and isinstance(event.body, dict):
        fact = event.body.get("fact")
        named = fact if isinstance(fact, str) else ""
    if _CODE.fullmatch("".join((*codes, named))):
        return
    places = {event.prefix + name: event.attributes.get(name) for name in _CHOSEN} | {"fact": named}
    wrong = next(field for field, text in places.items() if text and not _CODE.fullmatch(text))
    raise RuleError("personal.text", wrong, WITHHELD)


def _envelope(record: Inbound) -> _Envelope:
    """Id and type as far as they can be read of a record, however broken."""
    headers = attributes((name, raw) for name, raw in record.headers if raw is not None)
    try:
        if is_structured(headers.get("content-type", b"").decode()):
            return msgspec.json.decode(record.value or b"", type=_Envelope)
        return _Envelope(*(headers.get(name, b"").decode() for name in ("ce_id", "ce_type")))
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return _Envelope()


def _is_field(part: str, known: frozenset[str]) -> bool:
    """A known name, a position in a list, or letters as a slip of the pen makes them."""
    return part in known or not part or (part.isdecimal() and len(part) < 3) or _is_word(part)


def _is_word(part: str) -> bool:
    return len(part) <= 40 and _WORD.fullmatch(part) is not None


def _may_be_shown(value: str) -> bool:
    if value in SAID_BY_US or not value:
        return True
    return _SHORT.fullmatch(value) is not None and not personal.find_in_code(value)


@lru_cache(8)
def _known_names(families: Families) -> frozenset[str]:
    names = {name for model in families.messages.values() for name in model.model_fields}
    return frozenset(names | {f"{prefix}{name}" for prefix in ("", "ce_") for name in (*NEEDED, *CARRIED)})
