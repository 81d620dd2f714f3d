"""Reading one record of the log again, by where it lies."""

from __future__ import annotations

from typing import Any

from aiokafka import AIOKafkaConsumer, ConsumerRecord, TopicPartition

from chassis.address import client


class GoneError(Exception):
    """The record is no longer in the log: it was compacted away, or never was."""


async def read_again(kafka: str, partition: TopicPartition, offset: int) -> ConsumerRecord[Any, Any]:
    """The record at ``offset``; GoneError when there is none."""
    consumer = AIOKafkaConsumer(**client(kafka), enable_auto_commit=False, auto_offset_reset="earliest")
    try:
        await consumer.start()
        consumer.assign([partition])
        ends = await consumer.end_offsets([partition])
        begins = await consumer.beginning_offsets([partition])
        if not begins[partition] <= offset < ends[partition]:
            raise GoneError
        consumer.seek(partition, offset)
        # However long the broker takes: only a position behind the record says that it is not there.
        while await consumer.position(partition) <= offset:
            for record in (await consumer.getmany(partition, timeout_ms=500, max_records=1)).get(partition, []):
                if record.offset == offset:
                    return record
        raise GoneError
    finally:
        await consumer.stop()
