"""Lots: what a consumer in lots is handed instead of records, from the log's own batches."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import pytest
from aiokafka import TopicPartition
from aiokafka.consumer import fetcher
from aiokafka.errors import CorruptRecordException
from aiokafka.record.default_records import DefaultRecordBatchBuilder
from aiokafka.record.memory_records import MemoryRecords

from chassis.lots import InLots, Lot, behind, emptied, size

PLACE = TopicPartition("catalog.states.v1", 3)
CONTROL = 0x20
ATTRIBUTES = slice(21, 23)
"""Where the attributes lie in a batch."""


def held(lots: Iterable[Lot]) -> list[tuple[Any, ...]]:
    """Offset, key, value and headers of each record."""
    return [(r.offset, r.key, r.value, list(r.headers)) for lot in lots for r in lot.records()]


def batch(base: int, deltas: Sequence[int], attributes: int = 0) -> bytes:
    """A batch of the log whose records lie ``deltas`` behind its base offset: fewer than it had, where it was compacted."""
    builder = DefaultRecordBatchBuilder(
        magic=2,
        compression_type=0,
        is_transactional=0,
        producer_id=-1,
        producer_epoch=-1,
        base_sequence=-1,
        batch_size=1_000_000,
    )
    for delta in deltas:
        builder.append(delta, 1_000 + base + delta, b"key", b"value", [("ce_version", b"%d" % (base + delta))])
    raw = bytearray(builder.build())
    raw[:8] = base.to_bytes(8, "big")
    if attributes:
        raw[ATTRIBUTES] = attributes.to_bytes(2, "big")
    return bytes(raw)


def fetched(log: bytes, position: int, deserializer: Any, check: bool = True) -> list[Any]:
    """What a consumer hands out of these bytes when it fetched them from ``position``."""
    return list(fetcher.PartitionRecords(PLACE, MemoryRecords(log), None, position, None, deserializer, check, 0))


def test_what_was_fetched_of_a_partition_is_one_lot_and_holds_what_the_records_hold() -> None:
    log = batch(0, range(4)) + batch(4, range(3))
    lots = fetched(log, 0, InLots())
    records = fetched(log, 0, None)
    assert emptied(lots) == [Lot(PLACE.topic, PLACE.partition, 0, 7, 1_006)]
    assert held(lots) == [(r.offset, r.key, r.value, list(r.headers)) for r in records]
    assert size(lots) == size(records) == 7
    assert behind(lots[-1]) == behind(records[-1]) == 7
    assert emptied(records) == records


def test_fetched_from_the_middle_of_a_batch_only_what_follows_is_read() -> None:
    (lot,) = fetched(batch(0, range(10)) + batch(10, range(2)), 6, InLots())
    assert (lot.offset, lot.behind) == (6, 12)
    assert [offset for offset, *_ in held([lot])] == [6, 7, 8, 9, 10, 11]


def test_holes_and_markers_belong_to_the_lot() -> None:
    """So that the fence sees a gap only where something is missing indeed."""
    log = batch(0, [1, 3]) + batch(4, [0], CONTROL) + batch(5, [2]) + batch(8, [0], CONTROL)
    (lot,) = fetched(log, 0, InLots(), check=False)
    assert (lot.offset, lot.behind) == (0, 9)
    assert [offset for offset, *_ in held([lot])] == [1, 3, 7]
    (only_a_marker,) = fetched(batch(9, [0], CONTROL), 9, InLots(), check=False)
    assert (only_a_marker.offset, only_a_marker.behind, held([only_a_marker])) == (9, 10, [])


def test_bytes_that_were_changed_on_their_way_are_refused() -> None:
    log = bytearray(batch(0, range(2)) + batch(2, range(2)))
    log[-1] ^= 1
    with pytest.raises(CorruptRecordException):
        fetched(bytes(log), 0, None)
    with pytest.raises(CorruptRecordException):
        held(fetched(bytes(log), 0, InLots()))
