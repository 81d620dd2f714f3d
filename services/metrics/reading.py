"""Reading a batch: of each subject the newest state that can be read, and what the registries say. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Annotated, Any, NamedTuple, TypeAlias

import msgspec
from aiokafka import ConsumerRecord

from chassis.refusals import unreadable
from contracts.envelope import VERSION
from contracts.notices import Refusal
from contracts.topics import MEASURES, ORGS
from services.metrics.states import Shapes, States

Record: TypeAlias = "ConsumerRecord[Any, Any]"
_Newest = dict[bytes, tuple[int, Record]]

_SOURCES = b"sources"
"""Key of the record that says which states a day needs."""

_Text = Annotated[str, msgspec.Meta(pattern=r"^[^\x00-\x1f\x7f]*$", max_length=200)]


class _Closed(msgspec.Struct):
    day: date


class _Organisation(msgspec.Struct):
    county: _Text


class _Sources(msgspec.Struct):
    topics: dict[_Text, Annotated[int, msgspec.Meta(ge=1, le=10_000)]]


class Closing(NamedTuple):
    """A partition of a service's states has closed a day, with the record before ``next_offset``."""

    topic: str
    partition: int
    day: date
    next_offset: int


@dataclass
class Prepared:
    """A batch, read."""

    records: Sequence[Record] = ()
    states: States = field(default_factory=States)
    closings: list[Closing] = field(default_factory=list)
    counties: dict[str, str | None] = field(default_factory=dict)
    """Organisation → county; None when the registry has dropped it."""
    sources: dict[str, int] | None = None
    """Topic → partitions, when the registry of measures has said it."""
    refusals: list[Refusal] = field(default_factory=list)


_closed = msgspec.json.Decoder(_Closed).decode
_organisation = msgspec.json.Decoder(_Organisation).decode
_sources = msgspec.json.Decoder(_Sources).decode


def read(records: Sequence[Record], shapes: Shapes) -> Prepared:
    """A record that cannot be read is refused and its neighbours go on; a state that a newer one replaces is not read."""
    prepared = Prepared(records)
    newest: _Newest = {}
    place = 0
    for record in records:
        key = record.key
        if key is None or record.topic in _ASIDE:
            _read_aside(record, prepared)
            continue
        headers = record.headers
        # A service writes its headers in one order, so that the version is nearly always where it was.
        if place >= len(headers) or headers[place][0] != VERSION:
            place = _place(headers)
        try:
            version = int(headers[place][1])
        except (IndexError, TypeError, ValueError):
            _refuse(record, prepared)
            continue
        last = newest.get(key)
        if last is None or last[0] < version:
            newest[key] = version, record
    _take(records, newest, shapes, prepared)
    return prepared


def _take(records: Sequence[Record], newest: _Newest, shapes: Shapes, prepared: Prepared) -> None:
    failed = {key: newest.pop(key) for key in prepared.states.take(newest, shapes)}
    for _, record in failed.values():
        _refuse(record, prepared)
    if failed and (older := _older(records, failed, shapes, prepared)):
        prepared.states = States()
        prepared.states.take(newest | older, shapes)


def _older(records: Iterable[Record], failed: _Newest, shapes: Shapes, prepared: Prepared) -> _Newest:
    """Where the newest cannot be read, the next older one counts, as it would have done in a batch before."""
    others = []
    for record in records:
        if record.key in failed and record is not failed[record.key][1] and record.topic not in _ASIDE:
            version = dict(record.headers).get(VERSION) or b""
            others += [(int(version), record)] if version.isdigit() else []
    older: _Newest = {}
    for version, record in sorted(others, key=lambda other: other[0], reverse=True):
        if record.key not in older:
            candidate = {record.key: (version, record)}
            if States().take(candidate, shapes):
                _refuse(record, prepared)
            else:
                older |= candidate
    return older


def _place(headers: Sequence[tuple[str, bytes]]) -> int:
    return next((place for place, (name, _) in enumerate(headers) if name == VERSION), len(headers))


def _read_aside(record: Record, prepared: Prepared) -> None:
    try:
        _ASIDE.get(record.topic, _read_closing)(record, prepared)
    except (AttributeError, ValueError):
        _refuse(record, prepared)


def _read_closing(record: Record, prepared: Prepared) -> None:
    day = _closed(record.value or b"").day
    prepared.closings.append(Closing(record.topic, record.partition, day, record.offset + 1))


def _read_organisation(record: Record, prepared: Prepared) -> None:
    org = record.key.decode()
    if "\0" in org:
        raise ValueError("no organisation that can be kept")
    prepared.counties[org] = None if record.value is None else _organisation(record.value).county


def _read_measure(record: Record, prepared: Prepared) -> None:
    if record.key == _SOURCES:
        prepared.sources = {} if record.value is None else _sources(record.value).topics


_ASIDE = {ORGS: _read_organisation, MEASURES: _read_measure}
"""Topics whose keys are no subjects."""


def _refuse(record: Record, prepared: Prepared) -> None:
    prepared.refusals.append(
        unreadable(
            record,
            "record.unreadable",
            f"a record of {record.topic} that this version can't read",
            "upgrade metrics if a newer service wrote it, then: gongkai dead-letters replay",
        )
    )
