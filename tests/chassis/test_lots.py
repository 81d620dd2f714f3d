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


def test_each_batch_of_the_log_is_one_lot_and_holds_what_the_records_hold() -> None:
    log = batch(0, range(4)) + batch(4, range(3))
    lots = fetched(log, 0, LotReader(kept))
    assert [(lot.topic, lot.partition, lot.offset, lot.behind, lot.size, lot.timestamp) for lot in lots] == [
        (*PLACE, 0, 4, 4, 1_003),
        (*PLACE, 4, 7, 3, 1_006),
    ]
    records = fetched(log, 0, None)
    assert [entry for lot in lots for entry in lot.content.records] == [
        (r.offset, r.key, r.value, list(r.headers)) for r in records
    ]
    assert size(lots) == size(records) == 7
    assert behind(lots[-1]) == behind(records[-1]) == 7


def test_fetched_from_the_middle_of_a_batch_only_what_follows_is_read() -> None:
    (lot,) = fetched(batch(0, range(10)), 6, LotReader(kept))
    assert (lot.offset, lot.behind) == (6, 10)
    assert [offset for offset, *_ in lot.content.records] == [6, 7, 8, 9]


def test_lots_follow_on_one_another_across_holes_and_markers() -> None:
    """So that the fence sees a gap only where something is missing indeed."""
    log = batch(0, [1, 3]) + batch(4, [0], CONTROL) + batch(5, [2])
    lots = fetched(log, 0, LotReader(kept), check=False)
    assert [(lot.offset, lot.behind) for lot in lots] == [(0, 4), (4, 8)]
    assert [offset for lot in lots for offset, *_ in lot.content.records] == [1, 3, 7]


def test_a_mistake_of_the_reader_stays_with_its_lot() -> None:
    def mistaken(place: TopicPartition, records: Iterable[Any], first: int) -> Kept:
        if first == 2:
            raise KeyError("a mistake")
        return kept(place, records, first)

    lots: list[Lot] = fetched(batch(0, range(2)) + batch(2, range(2)) + batch(4, range(2)), 0, LotReader(mistaken))
    assert [(lot.offset, lot.behind, lot.size) for lot in lots] == [(0, 2, 2), (2, 4, 0), (4, 6, 2)]
    assert isinstance(lots[1].content, KeyError)


@pytest.mark.parametrize("deserializer", [None, LotReader(kept)])
def test_bytes_that_were_changed_on_their_way_are_refused(deserializer: Any) -> None:
    log = bytearray(batch(0, range(2)))
    log[-1] ^= 1
    with pytest.raises(CorruptRecordException):
        fetched(bytes(log), 0, deserializer)
