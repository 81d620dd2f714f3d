"""Applications come from persons: what goes on about one, and what is told of one refused, holds codes only.

A name or an address cannot be recognised, so no text of the sender's own gets past the door: ids are
ASCII codes, and the reason of an amendment stays in the department's inbox.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Final

import msgspec

from contracts.envelope import attributes
from contracts.facts import AMENDMENTS, CORRECTED, FACTS, SERVICE_OF
from services.gateway import personal
from services.gateway.envelope import CARRIED, NEEDED, is_name, is_structured
from services.gateway.records import Event, Inbound
from services.gateway.rules import RuleError
from services.gateway.shown import SAID_BY_US, WITHHELD

REASON: Final = "（见单位来文）"
"""Stands for the reason of an amendment about an application; equal, so that a repeat is known as one."""

FAMILY: Final = "application."
_OTHERS: Final = tuple(f"{family}." for family in SERVICE_OF if f"{family}." != FAMILY)
_CODES: Final = ("id", "subject", "source", *CARRIED)
"""Attributes that go on with a fact and are the sender's to choose."""

_CODE: Final = re.compile(r"[A-Za-z0-9._:/-]+")
_WORD: Final = re.compile(r"[A-Za-z]+(?:[_-][A-Za-z]+)*")
_SHORT: Final = re.compile(r"(?!.*\d{11})[A-Za-z0-9._:/+-]{1,60}")
_data = msgspec.json.Decoder(dict[str, msgspec.Raw]).decode


class _Envelope(msgspec.Struct):
    id: str = ""
    type: str = ""


def is_application(event: Event) -> bool:
    """Whether the record is about an application, whatever else is wrong with it."""
    return _concerned(event).startswith(FAMILY)


def is_other(record: Inbound, event: Event | None) -> bool:
    """Whether the record is surely about something else, so that its texts may be shown."""
    kind = _concerned(event) if event else _envelope(record).type
    return kind.isascii() and kind.startswith(_OTHERS)


def are_codes(given: Mapping[str, str]) -> bool:
    """Whether the attributes that go on hold no text."""
    return all(_CODE.fullmatch(given[name]) for name in _CODES if name in given)


def check(event: Event) -> None:
    """Raises RuleError when a text stands where a fact about an application has a code."""
    places = [(event.prefix + name, event.attributes[name]) for name in _CODES if name in event.attributes]
    if event.attributes["type"] in AMENDMENTS and isinstance(event.body, dict):
        named = event.body.get("fact")
        if isinstance(named, str) and named:
            places.append(("fact", named))
    for field, text in places:
        if not _CODE.fullmatch(text):
            raise RuleError("personal.text", field, WITHHELD)


def passed_on(event: Event) -> bytes:
    """The data of a good fact about an application as it goes on: without the words of an amendment."""
    if event.attributes["type"] not in AMENDMENTS:
        return event.data
    members = _data(event.data)
    members["reason"] = msgspec.Raw(msgspec.json.encode(REASON))
    return msgspec.json.encode(members)


def guarded(fault: RuleError) -> RuleError:
    """``fault`` in words that repeat of the record only codes and the names of known fields."""
    field = fault.field if all(_is_field(part) for part in fault.field.split(".")) else WITHHELD
    return fault.told_with(field, fault.value if _may_be_shown(fault.value) else WITHHELD)


def fact_id(record: Inbound, event: Event | None) -> str | None:
    """The id of the fact, when it can be read, is one, and is not personal."""
    name = _envelope(record).id
    if not is_name(name) or personal.find(name):
        return None
    if is_other(record, event):
        return name
    return name if _CODE.fullmatch(name) and not personal.find_in_code(name) else None


def _envelope(record: Inbound) -> _Envelope:
    """Id and type as far as they can be read of a record, however broken."""
    headers = attributes((name, raw) for name, raw in record.headers if raw is not None)
    try:
        if is_structured(headers.get("content-type", b"").decode()):
            return msgspec.json.decode(record.value or b"", type=_Envelope)
        return _Envelope(*(headers.get(name, b"").decode() for name in ("ce_id", "ce_type")))
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return _Envelope()


def _concerned(event: Event) -> str:
    """The type of the fact that the record is or is about, as far as it says."""
    kind = event.attributes["type"]
    if kind in AMENDMENTS and isinstance(event.body, dict):
        named = [event.body.get(name) for name in ("fact_type", "of_type")]
        texts = [name for name in named if isinstance(name, str) and name != CORRECTED]
        about = [text for text in texts if text.startswith(FAMILY)] or texts
        return about[0] if about else ""
    return kind


def _is_field(part: str) -> bool:
    """A known name, a position in a list, or letters as a slip of the pen makes them."""
    return part in _known_names() or not part or (part.isdecimal() and len(part) < 3) or _is_word(part)


def _is_word(part: str) -> bool:
    return len(part) <= 40 and _WORD.fullmatch(part) is not None


def _may_be_shown(value: str) -> bool:
    if value in SAID_BY_US or not value:
        return True
    return _SHORT.fullmatch(value) is not None and not personal.find_in_code(value)


@cache
def _known_names() -> frozenset[str]:
    names = {name for model in (FACTS | AMENDMENTS).values() for name in model.model_fields}
    return frozenset(names | {f"{prefix}{name}" for prefix in ("", "ce_") for name in (*NEEDED, *CARRIED)})
