"""Reading departments' notices from the bus, for those that ask on HTTP."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Collection
from contextlib import asynccontextmanager
from typing import Any, NamedTuple

import msgspec
from aiokafka import AIOKafkaConsumer, TopicPartition

from chassis.address import client
from contracts.envelope import attributes

PATIENCE = 5.0
"""Seconds in which the broker must answer."""

PARTITION = 0
"""A topic of notices has one."""

_ATTRIBUTE = "ce_"
_encode = msgspec.json.Encoder().encode


class NoTopicError(Exception):
    """The organisation's topics have not been made yet."""


class Notice(NamedTuple):
    """A notice: where it lies in its topic, its type, and the whole as a CloudEvent in JSON."""

    offset: int
    type: str
    event: msgspec.Raw


class NoticesLog:
    """One consumer for all who ask, connected when it is first needed."""

    def __init__(self, kafka: str) -> None:
        self._kafka = kafka
        self._consumer: AIOKafkaConsumer | None = None
        self._asking = asyncio.Lock()
        self._present: set[str] = set()

    async def read(self, topic: str, after: int, limit: int) -> list[Notice]:
        """At most ``limit`` notices behind the offset ``after``, oldest first.

        KafkaError or OSError when the broker is away; NoTopicError where it has no such topic.
        """
        partition = TopicPartition(topic, PARTITION)
        async with self._connected() as consumer:
            await self._must_have(consumer, topic)
            begin = max(after + 1, (await consumer.beginning_offsets([partition]))[partition])
            end = (await consumer.end_offsets([partition]))[partition]
            if begin >= end:
                return []
            consumer.assign([partition])
            try:
                consumer.seek(partition, begin)
                records: list[Any] = []
                while len(records) < limit and (not records or records[-1].offset + 1 < end):
                    arrived = await consumer.getmany(partition, timeout_ms=500, max_records=limit - len(records))
                    records += arrived.get(partition, [])
            finally:
                # Else the broker would be asked for more, and whoever asks next would wait until it has none.
                consumer.unsubscribe()
            return [_notice(record) for record in records]

    async def last(self, topics: Collection[str]) -> dict[str, int]:
        """Topic → offset of its newest notice, -1 where there is none. Raises as ``read``."""
        async with self._connected() as consumer:
            for topic in topics:
                await self._must_have(consumer, topic)
            ends = await consumer.end_offsets([TopicPartition(topic, PARTITION) for topic in topics])
            return {partition.topic: end - 1 for partition, end in ends.items()}

    async def stop(self) -> None:
        """Disconnect."""
        if self._consumer is not None:
            consumer, self._consumer = self._consumer, None
            await consumer.stop()

    async def _must_have(self, consumer: AIOKafkaConsumer, topic: str) -> None:
        # Asked for the offsets of what is not there, the client would wait for it to come.
        if topic not in self._present:
            self._present |= await consumer.topics()
        if topic not in self._present:
            raise NoTopicError(topic)

    @asynccontextmanager
    async def _connected(self) -> AsyncIterator[AIOKafkaConsumer]:
        """The consumer, for one who asks at a time; after any failure it is made anew."""
        async with self._asking:
            try:
                async with asyncio.timeout(PATIENCE):
                    if self._consumer is None:
                        self._consumer = AIOKafkaConsumer(**client(self._kafka), enable_auto_commit=False)
                        await self._consumer.start()
                    yield self._consumer
            except NoTopicError:
                raise
            except Exception:
                await self.stop()
                raise


def _notice(record: Any) -> Notice:
    """The record as a CloudEvent in structured mode."""
    headers = attributes(record.headers)
    named = {name.removeprefix(_ATTRIBUTE): text.decode() for name, text in headers.items() if name[:3] == _ATTRIBUTE}
    event = {**named, "datacontenttype": "application/json", "data": msgspec.Raw(record.value)}
    return Notice(record.offset, named["type"], msgspec.Raw(_encode(event)))
