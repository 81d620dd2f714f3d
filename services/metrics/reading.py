"""Reading records as they come: of each subject the newest state that can be read, and what the registries say. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from operator import itemgetter
from typing import Annotated, Any, NamedTuple

import msgspec
from aiokafka import ConsumerRecord, TopicPartition

from chassis.refusals import unreadable
from contracts.envelope import VERSION
from contracts.notices import Refusal
from contracts.topics import MEASURES, ORGS
from services.metrics import states
from services.metrics.states import Shapes, State

_Candidate = tuple[int, Any, int]
"""A record of a subject: version, value, offset."""
_VERSION_OF = itemgetter(0)

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


@dataclass(eq=False)
class Prepared:
    """What was read of some records."""

    count: int = 0
    """How many they were."""
    weight: int = 0
    """Bytes of the states that were read: no less than what is kept of them."""
    states: dict[str, State] = field(default_factory=dict)
    """Subject → its newest state."""
    closings: list[Closing] = field(default_factory=list)
    counties: dict[str, str | None] = field(default_factory=dict)
    """Organisation → county; None when the registry has dropped it."""
    sources: dict[str, int] | None = None
    """Topic → partitions, when the registry of measures has said it."""
    refusals: list[Refusal] = field(default_factory=list)
    written: bool = False

    def add(self, later: Prepared) -> None:
        """Take in what was read of later records."""
        self.count += later.count
        self.weight += later.weight
        if self.states.keys().isdisjoint(later.states):
            self.states |= later.states
        else:
            for key, state in later.states.items():
                known = self.states.get(key)
                if known is None or known[0] < state[0]:
                    self.states[key] = state
        self.closings += later.closings
        self.counties |= later.counties
        self.sources = self.sources if later.sources is None else later.sources
        self.refusals += later.refusals


_closed = msgspec.json.Decoder(_Closed).decode
_organisation = msgspec.json.Decoder(_Organisation).decode
_sources = msgspec.json.Decoder(_Sources).decode


def read(place: TopicPartition, records: Iterable[Any], shapes: Shapes) -> Prepared:
    """Read records of a place.

    A record that cannot be read is refused and its neighbours go on; a state that a newer one replaces is not read.
    """
    prepared = Prepared()
    newest: dict[bytes, _Candidate] = {}
    passed: list[tuple[bytes, _Candidate]] = []
    aside, at, count = place.topic in _ASIDE, 0, 0
    for record in records:
        count += 1
        key = record.key
        if key is None or aside:
            _read_aside(place, record, prepared)
            continue
        headers = record.headers
        # A service writes its headers in one order, so that the version is nearly always where it was.
        if at >= len(headers) or headers[at][0] != VERSION:
            at = _place_of_version(headers)
        try:
            candidate = int(headers[at][1]), record.value, record.offset
        except (IndexError, TypeError, ValueError):
            prepared.refusals.append(_refusal(place, record.offset, record.value))
            continue
        known = newest.setdefault(key, candidate)
        if known is not candidate:
            if known[0] < candidate[0]:
                newest[key], candidate = candidate, known
            passed.append((key, candidate))
    prepared.count = count
    unfit = _take(newest, prepared, shapes)
    if unfit:
        _take_older(place, {key: newest[key] for key in unfit}, passed, prepared, shapes)
    return prepared


def _take(newest: Mapping[bytes, _Candidate], prepared: Prepared, shapes: Shapes) -> list[bytes]:
    """Read these states, by key; the keys of those that cannot be read."""
    unfit, kept, weight = [], prepared.states, 0
    for key, (version, value, _) in newest.items():
        try:
            subject = key.decode()
            kept[subject] = states.read(subject, version, value, shapes)
            weight += len(value)
        except (TypeError, ValueError):
            unfit.append(key)
    prepared.weight += weight
    return unfit


def _take_older(
    place: TopicPartition,
    unfit: Mapping[bytes, _Candidate],
    passed: Iterable[tuple[bytes, _Candidate]],
    prepared: Prepared,
    shapes: Shapes,
) -> None:
    """Where the newest cannot be read, the next older one counts, as it would have done had it come alone before."""
    older: dict[bytes, list[_Candidate]] = {key: [] for key in unfit}
    for key, candidate in passed:
        if key in older:
            older[key].append(candidate)
    for key, candidates in older.items():
        for candidate in (unfit[key], *sorted(candidates, key=_VERSION_OF, reverse=True)):
            if not _take({key: candidate}, prepared, shapes):
                break
            prepared.refusals.append(_refusal(place, candidate[2], candidate[1]))


def _place_of_version(headers: Sequence[tuple[str, bytes]]) -> int:
    return next((place for place, (name, _) in enumerate(headers) if name == VERSION), len(headers))


def _read_aside(place: TopicPartition, record: Any, prepared: Prepared) -> None:
    try:
        _ASIDE.get(place.topic, _read_closing)(place, record, prepared)
    except (AttributeError, ValueError):
        prepared.refusals.append(_refusal(place, record.offset, record.value))


def _read_closing(place: TopicPartition, record: Any, prepared: Prepared) -> None:
    day = _closed(record.value or b"").day
    prepared.closings.append(Closing(place.topic, place.partition, day, record.offset + 1))


def _read_organisation(_: TopicPartition, record: Any, prepared: Prepared) -> None:
    org = record.key.decode()
    if "\0" in org:
        raise ValueError("no organisation that can be kept")
    prepared.counties[org] = None if record.value is None else _organisation(record.value).county


def _read_measure(_: TopicPartition, record: Any, prepared: Prepared) -> None:
    if record.key == _SOURCES:
        prepared.sources = {} if record.value is None else _sources(record.value).topics


_ASIDE = {ORGS: _read_organisation, MEASURES: _read_measure}
"""Topics whose keys are no subjects."""


def _refusal(place: TopicPartition, offset: int, value: bytes | None) -> Refusal:
    record: ConsumerRecord[Any, Any] = ConsumerRecord(*place, offset, 0, 0, None, value, None, 0, 0, ())
    return unreadable(
        record,
        "record.unreadable",
        f"a record of {place.topic} that this version can't read",
        "upgrade metrics if a newer service wrote it, then: gongkai dead-letters replay",
    )
