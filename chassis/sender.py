"""Sending many records at once: whole batches per partition, in order, and every ack awaited."""

from __future__ import annotations

import asyncio
import zlib
from collections.abc import Iterable, Sequence
from functools import partial
from typing import Any

from aiokafka import AIOKafkaProducer, TopicPartition

from chassis.address import client
from chassis.outbox import Message

MAX_BATCH = 512 * 1024
MAX_REQUEST = 1024 * 1024
"""Bytes; a record is at most half of what the broker's default takes, so that one fits a batch with its headers."""


def producer(kafka: str) -> AIOKafkaProducer:
    """An idempotent producer that waits for all in-sync replicas."""
    return AIOKafkaProducer(
        **client(kafka),
        enable_idempotence=True,
        acks="all",
        linger_ms=0,
        max_batch_size=MAX_BATCH,
        max_request_size=MAX_REQUEST,
        request_timeout_ms=20_000,
    )


class Sender:
    """Sends messages through one producer; what was sent earlier stands earlier in its partition."""

    def __init__(self, kafka: str) -> None:
        self._producer = producer(kafka)
        self._partitions: dict[str, int] = {}
        self._present: set[str] = set()
        self._turn = 0
        self.ends: dict[TopicPartition, int] = {}
        """Behind the last acknowledged record of each partition."""

    async def start(self) -> None:
        """Connect."""
        await self._producer.start()

    async def stop(self) -> None:
        """Disconnect; what is not acknowledged is lost to this producer."""
        await self._producer.stop()

    async def absent(self, topics: Iterable[str]) -> frozenset[str]:
        """Those of the topics that the broker does not have. KafkaError when it is away."""
        unknown = frozenset(topics) - self._present
        if unknown:
            self._present |= (await self._producer.client.fetch_all_metadata()).topics()
        return unknown - self._present

    async def send(self, messages: Sequence[Message]) -> list[asyncio.Future[Any]]:
        """Hand over ``messages`` and return what to await for their acks. KafkaError when the broker is away."""
        grouped: dict[tuple[str, int], list[Message]] = {}
        for message in messages:
            grouped.setdefault((message.topic, await self._partition(message)), []).append(message)
        acks = []
        for (topic, partition), group in grouped.items():
            batch = self._producer.create_batch()
            for message in group:
                if not _append(batch, message):
                    acks.append(await self._flush(batch, topic, partition))
                    batch = self._producer.create_batch()
                    # A batch takes its first record whatever its size.
                    _append(batch, message)
            acks.append(await self._flush(batch, topic, partition))
        return acks

    async def _flush(self, batch: Any, topic: str, partition: int) -> asyncio.Future[Any]:
        batch.close()
        ack: asyncio.Future[Any] = await self._producer.send_batch(batch, topic, partition=partition)
        ack.add_done_callback(partial(self._acknowledged, batch.record_count()))
        return ack

    def _acknowledged(self, records: int, ack: asyncio.Future[Any]) -> None:
        """Note where a batch lies, unless it was lost; one that the broker had already has no offset."""
        if not ack.cancelled() and ack.exception() is None and ack.result().offset >= 0:
            self.ends[ack.result().topic_partition] = ack.result().offset + records

    async def _partition(self, message: Message) -> int:
        if message.partition is not None:
            return message.partition
        count = self._partitions.get(message.topic)
        if count is None:
            count = len(await self._producer.partitions_for(message.topic))
            self._partitions[message.topic] = count
        if message.key is None:
            self._turn += 1
            return self._turn % count
        return partition_of(message.key, count)


def partition_of(key: bytes, count: int) -> int:
    """The partition of a keyed record, of so many.

    CRC-32, as librdkafka places keys: only our own programs write keyed topics of several partitions, and Java's murmur2
    costs 20 µs a key in Python.
    """
    return zlib.crc32(key) % count


async def acknowledged(acks: Sequence[asyncio.Future[Any]]) -> None:
    """Return when every ack is in; raises the first error after all have ended."""
    results = await asyncio.gather(*acks, return_exceptions=True)
    for result in results:
        if isinstance(result, BaseException):
            raise result


def _append(batch: Any, message: Message) -> bool:
    headers = [(name, value if isinstance(value, bytes) else value.encode()) for name, value in message.headers]
    return batch.append(timestamp=None, key=message.key, value=message.value, headers=headers) is not None
