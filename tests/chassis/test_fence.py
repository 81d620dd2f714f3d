"""The fence on a real PostgreSQL: every record is processed once, whoever holds it and however often it comes."""

from __future__ import annotations

import asyncio
from typing import Any

import asyncpg
import pytest
from aiokafka import ConsumerRecord, TopicPartition

from chassis.database import Pool
from chassis.fence import Fence, GapError, PassedError
from tests.chassis.meeting import until_somebody_waits_for

ZERO, ONE = TopicPartition("intake.catalog.v1", 0), TopicPartition("intake.catalog.v1", 1)


def records(partition: TopicPartition, *offsets: int) -> list[ConsumerRecord[Any, Any]]:
    return [
        ConsumerRecord(
            topic=partition.topic,
            partition=partition.partition,
            offset=offset,
            timestamp=0,
            timestamp_type=0,
            key=None,
            value=b"",
            checksum=None,
            serialized_key_size=0,
            serialized_value_size=0,
            headers=(),
        )
        for offset in offsets
    ]


async def process(pool: Pool[Any], fence: Fence, batch: list[ConsumerRecord[Any, Any]]) -> list[int]:
    """One batch, one transaction; the offsets that were new."""
    await assign(pool, fence, batch)
    async with pool.acquire() as connection, connection.transaction():
        claim = fence.claim(batch)
        await claim.take(connection)
        await claim.store(connection)
        return [record.offset for record in batch if claim.is_fresh(record)]


async def assign(pool: Pool[Any], fence: Fence, batch: list[ConsumerRecord[Any, Any]]) -> None:
    """The batch's partitions are this owner's: rows for new ones are made."""
    async with pool.acquire() as connection:
        await fence.positions(connection, {TopicPartition(record.topic, record.partition) for record in batch})


async def positions(pool: Pool[Any], consumer: str = "g") -> dict[TopicPartition, int]:
    async with pool.acquire() as connection:
        return await Fence(consumer).positions(connection)


async def test_a_batch_is_taken_once_and_of_an_overlap_only_the_rest(pool: Pool[Any]) -> None:
    assert await process(pool, Fence("g"), records(ZERO, 0, 1, 2)) == [0, 1, 2]
    assert await process(pool, Fence("g"), records(ZERO, 0, 1, 2)) == []
    assert await process(pool, Fence("g"), records(ZERO, 1, 2, 3, 4)) == [3, 4]
    assert await positions(pool) == {ZERO: 5}


async def test_partitions_and_consumers_do_not_touch_each_other(pool: Pool[Any]) -> None:
    await process(pool, Fence("g"), records(ZERO, 0, 1))
    assert await process(pool, Fence("g"), [*records(ZERO, 1), *records(ONE, 0, 1)]) == [0, 1]
    assert await process(pool, Fence("other"), records(ZERO, 0, 1)) == [0, 1]
    assert await positions(pool) == {ZERO: 2, ONE: 2}


async def test_new_partitions_begin_at_zero_and_known_ones_where_they_were(pool: Pool[Any]) -> None:
    await process(pool, Fence("g"), records(ZERO, 0, 1))
    async with pool.acquire() as connection:
        assert await Fence("g").positions(connection, [ZERO, ONE]) == {ZERO: 2, ONE: 0}


async def test_a_version_that_takes_more_of_a_topic_than_its_reader_before_reads_it_from_the_beginning(
    pool: Pool[Any],
) -> None:
    async def placed(*kinds: str) -> int:
        async with pool.acquire() as connection:
            return (await Fence("g", takes={ZERO.topic: kinds}).positions(connection, [ZERO]))[ZERO]

    assert await placed("catalog.document") == 0
    await process(pool, Fence("g", takes={ZERO.topic: ["catalog.document"]}), records(ZERO, 0, 1))
    assert await placed("catalog.document") == 2
    assert await placed("catalog.document", "catalog.item") == 0
    await process(pool, Fence("g", takes={ZERO.topic: ["catalog.item", "catalog.document"]}), records(ZERO, 0, 1, 2))
    assert await placed("catalog.item", "catalog.document") == 3
    assert await placed("catalog.document") == 3
    assert await placed("catalog.document", "catalog.item") == 0


async def test_a_gap_is_fetched_again_and_when_met_twice_passed(pool: Pool[Any]) -> None:
    fence = Fence("g")
    await process(pool, fence, records(ZERO, 0, 1))
    with pytest.raises(GapError, match="1 partitions have a gap"):
        await process(pool, fence, records(ZERO, 5, 6))
    assert await positions(pool) == {ZERO: 2}
    assert await process(pool, fence, records(ZERO, 5, 6)) == [5, 6]
    with pytest.raises(GapError):
        await process(pool, fence, records(ZERO, 9))


async def test_holes_within_a_batch_are_compaction(pool: Pool[Any]) -> None:
    assert await process(pool, Fence("g"), records(ZERO, 0, 3, 8)) == [0, 3, 8]
    assert await positions(pool) == {ZERO: 9}


async def test_every_gap_of_a_batch_is_noted_at_once_and_stops_no_other_partition_for_ever(
    pool: Pool[Any],
) -> None:
    fence = Fence("g")
    batch = [*records(ZERO, 3), *records(ONE, 0)]
    with pytest.raises(GapError):
        await process(pool, fence, batch)
    assert await process(pool, fence, batch) == [3, 0]
    assert await positions(pool) == {ZERO: 4, ONE: 1}


async def test_a_partition_without_a_stored_offset_is_a_gap_until_it_has_one(pool: Pool[Any]) -> None:
    fence = Fence("g")
    for _ in range(2):
        with pytest.raises(GapError, match="1 no stored offset"):
            async with pool.acquire() as connection, connection.transaction():
                await fence.claim(records(ZERO, 0)).take(connection)
    assert await process(pool, fence, records(ZERO, 0)) == [0]


async def test_a_stored_offset_never_goes_back_and_is_never_missing(pool: Pool[Any]) -> None:
    await process(pool, Fence("g"), records(ZERO, *range(5)))
    for batch in (records(ZERO, 1, 2), records(ONE, 0)):
        with pytest.raises(asyncpg.PostgresError) as refused:
            async with pool.acquire() as connection, connection.transaction():
                await Fence("g").claim(batch).store(connection)
        assert refused.value.sqlstate == "GK001"
    assert await positions(pool) == {ZERO: 5}


async def test_a_batch_that_another_owner_has_passed_altogether_is_dropped_and_the_offset_stays(
    pool: Pool[Any],
) -> None:
    await process(pool, Fence("g"), records(ZERO, *range(5)))
    late = Fence("g")
    assert await process(pool, late, records(ZERO, 1, 2)) == []
    assert await positions(pool) == {ZERO: 5}
    assert await process(pool, late, [*records(ZERO, 3, 4), *records(ZERO, 5)]) == [5]
    assert await positions(pool) == {ZERO: 6}


async def test_what_is_rolled_back_is_read_again(pool: Pool[Any]) -> None:
    await process(pool, Fence("g"), records(ZERO, 0))
    async with pool.acquire() as connection:
        transaction = connection.transaction()
        await transaction.start()
        claim = Fence("g").claim(records(ZERO, 1, 2))
        await claim.take(connection)
        await claim.store(connection)
        await transaction.rollback()
    assert await process(pool, Fence("g"), records(ZERO, 1, 2)) == [1, 2]


async def test_two_owners_of_a_partition_meet_at_its_row_and_the_second_drops_its_records(
    pool: Pool[Any],
) -> None:
    await process(pool, Fence("g"), records(ZERO, 0))
    async with pool.acquire() as connection:
        transaction = connection.transaction()
        await transaction.start()
        first = Fence("g").claim(records(ZERO, 1, 2))
        await first.take(connection)
        second = asyncio.create_task(process(pool, Fence("g"), records(ZERO, 1, 2, 3)))
        await until_somebody_waits_for(pool, await connection.fetchval("SELECT pg_backend_pid()"))
        assert not second.done()
        await first.store(connection)
        await transaction.commit()
    assert await second == [3]


async def test_without_the_fence_the_same_records_are_taken_twice(pool: Pool[Any]) -> None:
    fence = Fence("g", drilled_open=True)
    assert await process(pool, fence, records(ZERO, 0, 1)) == [0, 1]
    assert await process(pool, fence, records(ZERO, 0, 1)) == [0, 1]


async def test_a_batch_that_cannot_be_taken_in_part_is_refused_when_some_of_it_has_been_processed(
    pool: Pool[Any],
) -> None:
    fence = Fence("g")
    await process(pool, fence, records(ZERO, 0, 1))
    for offsets, refused in (((2, 3), False), ((1, 2), True), ((0, 1), True)):
        claim = fence.claim(records(ZERO, *offsets))
        async with pool.acquire() as connection, connection.transaction():
            await claim.take(connection)
            if refused:
                with pytest.raises(PassedError):
                    claim.only_fresh()
            else:
                claim.only_fresh()
