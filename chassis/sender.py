"""Sending many records at once: whole batches per partition, in order, and every ack awaited."""

from __future__ import annotations

import asyncio
import zlib
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

import structlog
from aiokafka import AIOKafkaProducer, TopicPartition
from aiokafka.errors import MessageSizeTooLargeError

from chassis.address import client
from chassis.outbox import Message

log = structlog.get_logger()

MAX_BATCH = 512 * 1024
MAX_REQUEST = 1024 * 1024
"""Bytes. What goes out together is at most half of what a broker's default takes; a record that has more goes out alone."""


def producer(kafka: str, patience: float | None = None) -> AIOKafkaProducer:
    """A producer that waits for all in-sync replicas: an idempotent one, which tries until the broker is back.

    With ``patience`` what has no ack after so many seconds fails instead; it may lie in the log all the same, or twice.
    """
    return AIOKafkaProducer(
        **client(kafka),
        enable_idempotence=patience is None,
        acks="all",
        linger_ms=0,
        max_batch_size=MAX_BATCH,
        max_request_size=MAX_REQUEST,
        request_timeout_ms=20_000 if patience is None else round(patience * 1000),
    )


class Batch(NamedTuple):
    """Messages that were sent as one, and what to await for their ack: where the first of them lies."""

    messages: Sequence[Message]
    ack: asyncio.Future[Any]


class Sender:
    """Sends messages through one producer; what was sent earlier stands earlier in its partition."""

    def __init__(self, kafka: str, patience: float | None = None) -> None:
        """``patience``: see `producer`."""
        self._producer = producer(kafka, patience)
        self._partitions: dict[str, int] = {}
        self._present: set[str] = set()
        self._turn = 0

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

    async def send(self, messages: Sequence[Message]) -> list[Batch]:
        """Hand over ``messages``; those of one partition in order, batch by batch. KafkaError when the broker is away."""
        grouped: dict[tuple[str, int], list[Message]] = {}
        for message in messages:
            grouped.setdefault((message.topic, await self._partition(message)), []).append(message)
        batches = []
        for (topic, partition), group in grouped.items():
            batch, begin = self._producer.create_batch(), 0
            for number, message in enumerate(group):
                if not _append(batch, message):
                    batches.append(Batch(group[begin:number], await self._flush(batch, topic, partition)))
                    batch, begin = self._producer.create_batch(), number
                    # A batch takes its first record whatever its size.
                    _append(batch, message)
            batches.append(Batch(group[begin:], await self._flush(batch, topic, partition)))
        return batches

    async def add(self, message: Message) -> asyncio.Future[Any]:
        """Hand over one message, which goes out with others that come while an ack is awaited. KafkaError as for ``send``."""
        partition = await self._partition(message)
        headers = _bytes(message)
        ack: asyncio.Future[Any] = await self._producer.send(
            message.topic, message.value, message.key, partition, headers=headers
        )
        return ack

    async def _flush(self, batch: Any, topic: str, partition: int) -> asyncio.Future[Any]:
        batch.close()
        ack: asyncio.Future[Any] = await self._producer.send_batch(batch, topic, partition=partition)
        return ack

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


async def acknowledged(batches: Sequence[Batch]) -> None:
    """Return when every ack is in; raises the first error after all have ended."""
    results = await asyncio.gather(*(batch.ack for batch in batches), return_exceptions=True)
    for batch, result in zip(batches, results, strict=True):
        if isinstance(result, MessageSizeTooLargeError):
            _too_large(batch.messages)
        if isinstance(result, BaseException):
            raise result


def _too_large(messages: Sequence[Message]) -> None:
    """Only an operator can help: what cannot be said stands before all that comes after it."""
    size = max(len(message.value or b"") for message in messages)
    reason = f"a record of {size} bytes is more than its topic takes, and all that comes after it waits"
    log.error(
        "the broker refuses a record",
        topic=messages[0].topic,
        reason=reason,
        remedy="let the topic take more: kafka-configs --alter, max.message.bytes",
    )


def ends(batches: Iterable[Batch]) -> dict[TopicPartition, int]:
    """Behind the last record of each partition, of batches that have been acknowledged."""
    behind: dict[TopicPartition, int] = {}
    for batch in batches:
        place = batch.ack.result()
        # What a broker had already, it acknowledges without saying where.
        if place.offset >= 0:
            behind[place.topic_partition] = place.offset + len(batch.messages)
    return behind


def _append(batch: Any, message: Message) -> bool:
    return batch.append(timestamp=None, key=message.key, value=message.value, headers=_bytes(message)) is not None


def _bytes(message: Message) -> list[tuple[str, bytes]]:
    return [(name, value if isinstance(value, bytes) else value.encode()) for name, value in message.headers]
