"""Lots: what a consumer with a LotReader is handed instead of records, from the log's own batches."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import pytest
from aiokafka import TopicPartition
from aiokafka.consumer import fetcher
from aiokafka.errors import CorruptRecordException
from aiokafka.record.default_records import DefaultRecordBatchBuilder
from aiokafka.record.memory_records import MemoryRecords

from chassis.lots import Lot, LotReader, behind, size

PLACE = TopicPartition("catalog.states.v1", 3)
CONTROL = 0x20
ATTRIBUTES = slice(21, 23)
"""Where the attributes lie in a batch."""


@dataclass
class Kept:
    """Offset, key, value and headers of each record."""

    records: list[tuple[Any, ...]]

    @property
    def count(self) -> int:
        return len(self.records)


def kept(_: TopicPartition, records: Iterable[Any], first: int) -> Kept:
    return Kept([(r.offset, r.key, r.value, list(r.headers)) for r in records if r.offset >= first])


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
    lots = fetched(log, 0, LotReader(kept))
    records = fetched(log, 0, None)
    assert [lot._replace(content=Kept([])) for lot in lots] == [
        Lot(PLACE.topic, PLACE.partition, 0, 7, 1_006, Kept([]))
    ]
    assert [entry for lot in lots for entry in lot.content.records] == [
        (r.offset, r.key, r.value, list(r.headers)) for r in records
    ]
    assert size(lots) == size(records) == 7
    assert behind(lots[-1]) == behind(records[-1]) == 7


def test_fetched_from_the_middle_of_a_batch_only_what_follows_is_read() -> None:
    (lot,) = fetched(batch(0, range(10)), 6, LotReader(kept))
    assert (lot.offset, lot.behind) == (6, 10)
    assert [offset for offset, *_ in lot.content.records] == [6, 7, 8, 9]


def test_holes_and_markers_belong_to_the_lot() -> None:
    """So that the fence sees a gap only where something is missing indeed."""
    log = batch(0, [1, 3]) + batch(4, [0], CONTROL) + batch(5, [2]) + batch(8, [0], CONTROL)
    (lot,) = fetched(log, 0, LotReader(kept), check=False)
    assert (lot.offset, lot.behind) == (0, 9)
    assert [offset for offset, *_ in lot.content.records] == [1, 3, 7]
    (only_a_marker,) = fetched(batch(9, [0], CONTROL), 9, LotReader(kept), check=False)
    assert (only_a_marker.offset, only_a_marker.behind, only_a_marker.size) == (9, 10, 0)


def test_a_mistake_of_the_reader_stays_with_its_lot() -> None:
    def mistaken(place: TopicPartition, records: Iterable[Any], first: int) -> Kept:
        if first == 0:
            raise KeyError(next(iter(records)))
        return kept(place, records, first)

    lots: list[Lot] = fetched(batch(0, range(2)) + batch(2, range(2)) + batch(4, range(2)), 0, LotReader(mistaken))
    assert [(lot.offset, lot.behind, lot.size) for lot in lots] == [(0, 2, 0), (2, 6, 4)]
    assert isinstance(lots[0].content, KeyError)


@pytest.mark.parametrize("deserializer", [None, LotReader(kept)])
def test_bytes_that_were_changed_on_their_way_are_refused(deserializer: Any) -> None:
    log = bytearray(batch(0, range(2)) + batch(2, range(2)))
    log[-1] ^= 1
    with pytest.raises(CorruptRecordException):
        fetched(bytes(log), 0, deserializer)


def test_after_changed_bytes_nothing_is_passed_over() -> None:
    log = bytearray(batch(0, range(2)) + batch(2, range(2)))
    log[-1] ^= 1
    records = fetcher.PartitionRecords(PLACE, MemoryRecords(bytes(log)), None, 0, None, LotReader(kept), True, 0)
    with pytest.raises(CorruptRecordException):
        list(records)
    assert records.next_fetch_offset == 0
