"""Reading a partition from its beginning to its present end, without a group."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from aiokafka import AIOKafkaConsumer, ConsumerRecord, TopicPartition

from chassis.address import client
from services.gateway.sheets.standing import Scan

_FETCH_BYTES = 1024 * 1024


@asynccontextmanager
async def scanner(kafka: str) -> AsyncIterator[Scan]:
    """A way to read partitions one after another. Raises KafkaError where the broker does not answer."""
    consumer = AIOKafkaConsumer(
        **client(kafka),
        enable_auto_commit=False,
        auto_offset_reset="earliest",
        max_partition_fetch_bytes=_FETCH_BYTES,
        # A fetch that waits for more holds up the connection for the next topic.
        fetch_max_wait_ms=20,
    )

    async def scan(partition: TopicPartition) -> AsyncIterator[ConsumerRecord[Any, Any]]:
        consumer.assign([partition])
        end = (await consumer.end_offsets([partition]))[partition]
        await consumer.seek_to_beginning(partition)
        while await consumer.position(partition) < end:
            for record in (await consumer.getmany(partition, timeout_ms=500)).get(partition, []):
                if record.offset < end:
                    yield record

    try:
        await consumer.start()
        yield scan
    finally:
        await consumer.stop()
