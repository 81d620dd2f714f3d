"""Reading records as they come: subjects as their states make them, where facts lie, and what the registries say. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from typing import Annotated, Any, NamedTuple

import msgspec
from aiokafka import ConsumerRecord

from chassis.counting.measures import parse
from chassis.refusals import unreadable
from contracts.assessment.fact import FactRow
from contracts.envelope import CAUSES, VERSION
from contracts.families import FAMILIES
from contracts.kit import key_of
from contracts.notices import Refusal
from contracts.topics import intake, states
from services.assessment import proceedings
from services.assessment.facts import MOST_BYTES, fact_row
from services.assessment.months import Months, months_of

_STATES = frozenset(map(states, FAMILIES.services))
_INTAKES = frozenset(map(intake, FAMILIES.services))
_SUBJECTS = _STATES | _INTAKES
_NO_FACT = (AttributeError, KeyError, ValueError)


class _State(msgspec.Struct, gc=False):
    org: str
    subject: str
    counts: msgspec.Raw
    obligations: msgspec.Raw = msgspec.Raw(b"[]")
    met: msgspec.Raw = msgspec.Raw(b"[]")
    findings: msgspec.Raw = msgspec.Raw(b"[]")
    signals: msgspec.Raw = msgspec.Raw(b"[]")
    told_in: msgspec.Raw = msgspec.Raw(b"[]")
    title: str | None = None
    document_number: str | None = None


class _Owed(msgspec.Struct, gc=False):
    id: str
    duty: str
    status: str
    opened_on: date
    due_on: date
    facts: list[str]
    met_on: date | None = None


class _Finding(msgspec.Struct, gc=False):
    on: date
    code: str
    article: str
    text: str
    fact: str


class _Signal(msgspec.Struct, gc=False):
    on: date
    code: str
    amount: int
    text: str
    facts: list[str]
    told_of: str = ""


_Month = Annotated[str, msgspec.Meta(pattern=r"^[0-9]{4}-(0[1-9]|1[0-2])$")]


class _Read(msgspec.Struct, gc=False):
    """What of a state is read later, when it is scored: one that does not hold it is refused as it comes."""

    counts: dict[_Month, dict[str, int]]
    obligations: list[_Owed] = []
    findings: list[_Finding] = []
    signals: list[_Signal] = []
    told_in: list[_Month] = []


class _Place(msgspec.Struct, gc=False):
    topic: str
    partition: int
    offset: int


class _Row(msgspec.Struct, gc=False):
    """A contracts.assessment.subject.SubjectRow, with what a state has of it as it came."""

    kind: str
    org: str
    subject: str
    title: str | None
    number: str | None
    version: int
    counts: msgspec.Raw
    obligations: msgspec.Raw
    met: msgspec.Raw
    findings: msgspec.Raw
    signals: msgspec.Raw
    told_in: msgspec.Raw
    causes: list[str]
    place: _Place


class Change(NamedTuple):
    """A subject has a new state."""

    key: str
    org: str
    version: int
    row: str
    months: Months
    causes: list[str]
    topic: str
    partition: int
    offset: int
    proceeding: str | None = None
    """What of the state services.assessment.proceedings keeps."""


@dataclass
class Prepared:
    """What was read of some records, in their order."""

    changes: list[Change] = field(default_factory=list)
    facts: list[FactRow] = field(default_factory=list)
    aside: list[Any] = field(default_factory=list)
    """Records of topics whose keys are no subjects."""
    refusals: list[Refusal] = field(default_factory=list)


_state = msgspec.json.Decoder(_State).decode
_read = msgspec.json.Decoder(_Read).decode
_causes = msgspec.json.Decoder(list[str]).decode
_encode = msgspec.json.Encoder().encode


def read(records: Iterable[Any]) -> Prepared:
    """Read the states and facts among these records; one that cannot be read is refused, and its neighbours go on.

    That a service has closed a day is heard from metrics, which waits for all of them.
    """
    prepared = Prepared()
    for record in records:
        if record.topic not in _SUBJECTS:
            prepared.aside.append(record)
            continue
        if record.key is None:
            continue
        if record.topic in _INTAKES:
            # One that is no fact is refused by the service whose intake it is.
            with suppress(*_NO_FACT):
                prepared.facts.append(fact_row(record))
            continue
        try:
            prepared.changes.append(_change(record))
        except (KeyError, TypeError, ValueError):
            prepared.refusals.append(refusal(record))
    return prepared


def _change(record: Any) -> Change:
    key = record.key.decode()
    subject = key_of(key)
    if "\0" in key or len(record.key) > MOST_BYTES:
        raise ValueError("a key that cannot be kept")
    headers = dict(record.headers)
    version = int(headers[VERSION])
    if not 0 < version < 2**31:
        raise ValueError("a version that cannot be kept")
    state = _state(record.value or b"")
    for counts in _read(record.value).counts.values():
        for name in counts:
            parse(name)
    causes = _causes(headers.get(CAUSES, b"[]"))
    place = _Place(record.topic, record.partition, record.offset)
    row = _encode(
        _Row(
            subject.kind,
            subject.org,
            subject.subject,
            state.title,
            state.document_number,
            version,
            state.counts,
            state.obligations,
            state.met,
            state.findings,
            state.signals,
            state.told_in,
            causes,
            place,
        )
    )
    if b"\\u0000" in row:
        raise ValueError("a text that cannot be kept")
    months = months_of(row)
    proceeding = proceedings.kept_of(subject.kind, record.value)
    return Change(
        key,
        subject.org,
        version,
        row.decode(),
        months,
        causes,
        record.topic,
        record.partition,
        record.offset,
        proceeding,
    )


def refusal(record: ConsumerRecord[Any, Any]) -> Refusal:
    """Of a record that this version can't read."""
    return unreadable(
        record,
        "record.unreadable",
        f"a record of {record.topic} that this version can't read",
        "upgrade assessment if a newer service wrote it, then: gongkai dead-letters replay",
    )
