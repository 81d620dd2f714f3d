"""Reading and writing topics: no consumer group, from an offset to the present end."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator, Iterable, Mapping
from contextlib import asynccontextmanager
from typing import Any, NamedTuple

from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, ConsumerRecord, TopicPartition
from aiokafka.admin import AIOKafkaAdminClient
from aiokafka.errors import KafkaError, TopicAuthorizationFailedError

from chassis.address import address, client
from cli.exits import Stop
from cli.target import Target
from contracts.envelope import SEQUENCE
from contracts.topics import INBOX_PATTERN

MAX_REQUEST = 4 * 1024 * 1024
"""Bytes; above the broker's own limit, so that the broker decides what is too large."""

_inbox = re.compile(INBOX_PATTERN).match


class Place(NamedTuple):
    """Where a record lies."""

    topic: str
    partition: int
    offset: int


class Bus:
    """A consumer without a group on a stack's broker."""

    def __init__(self, reader: AIOKafkaConsumer, surveyor: AIOKafkaConsumer, admin: AIOKafkaAdminClient) -> None:
        # A consumer's metadata are those of the topics it was last assigned: it neither lists others nor finds
        # their ends soon. So the admin client lists them, and a paused consumer is assigned what it is asked about.
        self._consumer, self._surveyor, self._admin = reader, surveyor, admin

    async def topics(self) -> set[str]:
        """Names of all topics."""
        return set(await self._admin.list_topics())

    async def orgs(self) -> list[str]:
        """Organisations that have an inbox."""
        return sorted(inbox[1] for name in await self.topics() if (inbox := _inbox(name)))

    async def partitions(self, topics: Iterable[str]) -> list[TopicPartition]:
        """All partitions of ``topics``."""
        asked = list(topics)
        answers = await self._admin.describe_topics(asked) if asked else []
        numbers = {
            answer["topic"]: sorted(partition["partition"] for partition in answer["partitions"]) for answer in answers
        }
        missing = [topic for topic in asked if not numbers.get(topic)]
        if missing:
            raise Stop(
                f"the broker has no topic {', '.join(missing)}, or none that this user may see; create them: python -m deploy.topics"
            )
        return [TopicPartition(topic, number) for topic in asked for number in numbers[topic]]

    async def ends(self, topics: Iterable[str]) -> dict[TopicPartition, int]:
        """End offset of every partition."""
        partitions = await self.partitions(topics)
        if not partitions:
            return {}
        self._surveyor.assign(partitions)
        self._surveyor.pause(*partitions)
        return dict(await self._surveyor.end_offsets(partitions))

    async def read(
        self, topics: Iterable[str], begin: Mapping[TopicPartition, int] | None = None
    ) -> list[ConsumerRecord[Any, Any]]:
        """Everything in ``topics`` from ``begin`` (else their beginning) to their present end, by partition."""
        return [record async for record in self._scan(await self.ends(topics), begin or {})]

    async def scan(self, partition: TopicPartition) -> AsyncIterator[ConsumerRecord[Any, Any]]:
        """The records of one partition from its beginning to its present end, without keeping them."""
        ends = await self.ends([partition.topic])
        async for record in self._scan({partition: ends[partition]}, {}):
            yield record

    async def _scan(
        self, ends: Mapping[TopicPartition, int], begin: Mapping[TopicPartition, int]
    ) -> AsyncIterator[ConsumerRecord[Any, Any]]:
        self._consumer.assign(list(ends))
        await self._consumer.seek_to_beginning(*ends)
        for partition, offset in begin.items():
            self._consumer.seek(partition, offset)
        waiting = set(ends)
        while waiting:
            waiting = {partition for partition in waiting if await self._consumer.position(partition) < ends[partition]}
            if waiting:
                for partition, batch in (await self._consumer.getmany(*waiting, timeout_ms=500)).items():
                    for record in batch:
                        if record.offset < ends[partition]:
                            yield record

    async def record(self, place: Place) -> ConsumerRecord[Any, Any] | None:
        """The record at ``place``, None when the log does not hold it (any more)."""
        partition = TopicPartition(place.topic, place.partition)
        ends = await self.ends([place.topic])
        if place.offset >= ends.get(partition, 0):
            return None
        self._consumer.assign([partition])
        self._consumer.seek(partition, place.offset)
        # However long the broker takes: only a position behind the record says that it is not there.
        while await self._consumer.position(partition) <= place.offset:
            for record in (await self._consumer.getmany(partition, timeout_ms=500, max_records=1)).get(partition, []):
                if record.offset == place.offset:
                    return record
        return None

    async def current(self, topic: str) -> dict[str, Any]:
        """A compacted topic as it stands: key → JSON value."""
        return standing(await self.read([topic]))


def standing(records: Iterable[ConsumerRecord[Any, Any]]) -> dict[str, Any]:
    """What the records of a compacted topic come to: key → JSON value.

    A row that carries a sequence below the last one of its key was sent late by a program that had stood still:
    it is dropped, and a tombstone likewise. What has no key or is no object of JSON is none of ours and passed over.
    """
    latest: dict[str, dict[str, Any] | None] = {}
    sequences: dict[str, int] = {}
    for record in records:
        try:
            key, value = record.key.decode(), _object(record.value)
            sequence = int(dict(record.headers).get(SEQUENCE, b"0"))
        except (AttributeError, ValueError):
            continue
        if SEQUENCE in dict(record.headers):
            if sequence < sequences.get(key, 0):
                continue
            sequences[key] = sequence
        latest[key] = value
    return {key: value for key, value in latest.items() if value is not None}


def _object(value: bytes | None) -> dict[str, Any] | None:
    import msgspec

    return None if value is None else msgspec.json.decode(value, type=dict[str, Any])


@asynccontextmanager
async def open_bus(target: Target) -> AsyncIterator[Bus]:
    """A ``Bus`` on the target's broker. Raises ``Stop`` when it does not answer."""
    reader, surveyor = (
        AIOKafkaConsumer(
            **client(target.kafka),
            enable_auto_commit=False,
            auto_offset_reset="earliest",
            max_partition_fetch_bytes=8 * 1024 * 1024,
            # A fetch that waits for more holds up the connection for the next topic.
            fetch_max_wait_ms=20,
        )
        for _ in range(2)
    )
    admin = AIOKafkaAdminClient(**client(target.kafka))
    try:
        try:
            await reader.start()
            await surveyor.start()
            await admin.start()
        except KafkaError as error:
            raise _silent(target, error) from error
        yield Bus(reader, surveyor, admin)
    except TopicAuthorizationFailedError as refusal:
        raise Stop(
            f"Kafka does not let {address(target.kafka).user} at {refusal.args[0] if refusal.args else 'a topic'}: give the "
            "operator's address (GONGKAI_KAFKA or GONGKAI_KAFKA_FILE); with Docker it is in the container office alone: "
            "docker compose exec office gongkai …"
        ) from refusal
    finally:
        await admin.close()
        await surveyor.stop()
        await reader.stop()


class Sender:
    """An idempotent producer that waits for all acks."""

    def __init__(self, producer: AIOKafkaProducer) -> None:
        self._producer = producer

    async def send(
        self, topic: str, value: bytes | None, key: bytes | None, headers: Iterable[tuple[str, bytes]]
    ) -> asyncio.Future[Any]:
        """Hands a record over; the future is its ack."""
        ack: asyncio.Future[Any] = await self._producer.send(
            topic, value=value, key=key, headers=list(headers), partition=0
        )
        return ack


@asynccontextmanager
async def open_sender(target: Target) -> AsyncIterator[Sender]:
    """A ``Sender`` on the target's broker; flushed at the end."""
    producer = AIOKafkaProducer(
        **client(target.kafka),
        enable_idempotence=True,
        acks="all",
        linger_ms=5,
        max_batch_size=262_144,
        max_request_size=MAX_REQUEST,
    )
    try:
        try:
            await producer.start()
        except KafkaError as error:
            raise _silent(target, error) from error
        yield Sender(producer)
    finally:
        await producer.stop()


def _silent(target: Target, error: KafkaError) -> Stop:
    return Stop(f"Kafka does not answer at {address(target.kafka)} ({type(error).__name__}); {target.hint('kafka')}")
