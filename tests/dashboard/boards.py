"""Boards from records, for the pure tests."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from contracts.envelope import Headers
from contracts.organisations import Organisation
from dashboard import records
from dashboard.board import Board
from tests.dashboard.sample import Record, headers


def board(written: Iterable[Record]) -> Board:
    """A board that has taken in these records, in order."""
    made = Board()
    for record in written:
        made.apply(reading(record))
    return made


def reading(record: Record) -> records.Reading:
    """A record as it is read off its topic."""
    return records.read(record.topic, record.key.encode(), record.value, headers(record))


class AsRead(NamedTuple):
    """A record as Kafka hands it out."""

    topic: str
    partition: int
    offset: int
    timestamp: int
    key: bytes | None
    value: bytes | None
    headers: Headers


def as_read(record: Record, offset: int = 0) -> AsRead:
    """A record as Kafka hands it out, from its place in the only partition."""
    return AsRead(record.topic, 0, offset, 1_000 + offset, record.key.encode(), record.value, headers(record))


def unit(org: str, name: str = "", county: str = "fengjie", kind: str = "镇") -> Organisation:
    """An organisation of the registry."""
    return Organisation.model_validate(
        {"org": org, "name": name or org, "county": county, "county_name": county.title(), "kind": kind}
    )
