"""The notices of organisations as they lie on their topics: read for whoever has no Kafka of its own."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

import msgspec
from aiokafka import AIOKafkaConsumer, ConsumerRecord, TopicPartition
from aiokafka.errors import KafkaError

from chassis.address import client
from contracts.topics import notices

FETCH_BYTES = 256 * 1024
"""Bytes of one fetch: a notice is some hundred bytes, and a page some hundred notices."""

FETCH_MS = 2_000
"""Milliseconds for which the records of a page are waited for that are known to be there."""

ASK_MS = 10_000
"""Milliseconds within which the broker has to answer."""

_PREFIX = "ce_"
_encode = msgspec.json.Encoder(order="deterministic").encode


class Notice(NamedTuple):
    """A notice, and where it lies on the topic of its organisation."""

    offset: int
    attributes: Mapping[str, str]
    """Attributes of CloudEvents by their names: ``id``, ``source``, ``type`` …"""
    data: bytes
    """JSON."""

    @property
    def type(self) -> str:
        """What it is, such as ``fact.refused.v1``."""
        return self.attributes.get("type", "")

    def event(self) -> bytes:
        """As a CloudEvent in structured mode; the same notice gives the same bytes each time."""
        attributes = {name: self.attributes[name] for name in sorted(self.attributes)}
        return _encode({**attributes, "datacontenttype": "application/json", "data": msgspec.Raw(self.data)})


class Notices:
    """Reads notices by their offsets, for all who ask through one connection; nothing is committed to the broker."""

    def __init__(self, kafka: str) -> None:
        self._kafka = kafka
        self._consumer: AIOKafkaConsumer | None = None
        self._present: set[str] = set()
        self._turn = asyncio.Lock()

    async def stop(self) -> None:
        """Disconnect; asked again it connects again."""
        consumer, self._consumer = self._consumer, None
        if consumer is not None:
            await consumer.stop()

    async def ends(self, orgs: Iterable[str]) -> dict[str, int]:
        """Of each organisation that has a topic the offset of its next notice. KafkaError when the broker is away."""
        wanted = list(orgs)
        if not wanted:
            return {}
        async with self._turn:
            try:
                consumer = await self._connected()
                places = {_place(org): org for org in wanted if await self._has(consumer, org)}
                ends = await consumer.end_offsets(list(places)) if places else {}
            except KafkaError:
                await self.stop()
                raise
        return {places[place]: end for place, end in ends.items()}

    async def page(self, org: str, first: int, limit: int) -> list[Notice]:
        """At most ``limit`` notices from the offset ``first`` on; empty when there are none yet, or no such organisation.

        KafkaError when the broker is away.
        """
        async with self._turn:
            try:
                consumer = await self._connected()
                records = await _fetched(consumer, _place(org), first, limit) if await self._has(consumer, org) else []
            except KafkaError:
                await self.stop()
                raise
        return [_notice(record) for record in records]

    async def _connected(self) -> AIOKafkaConsumer:
        if self._consumer is None:
            consumer = AIOKafkaConsumer(
                **client(self._kafka),
                enable_auto_commit=False,
                auto_offset_reset="earliest",
                max_partition_fetch_bytes=FETCH_BYTES,
                request_timeout_ms=ASK_MS,
            )
            try:
                await consumer.start()
            except BaseException:
                await consumer.stop()
                raise
            self._consumer = consumer
        return self._consumer

    async def _has(self, consumer: AIOKafkaConsumer, org: str) -> bool:
        topic = notices(org)
        if topic not in self._present:
            self._present = await consumer.topics()
        return topic in self._present


async def _fetched(
    consumer: AIOKafkaConsumer, place: TopicPartition, first: int, limit: int
) -> list[ConsumerRecord[Any, Any]]:
    begin = (await consumer.beginning_offsets([place]))[place]
    if max(first, begin) >= (await consumer.end_offsets([place]))[place]:
        return []
    consumer.assign([place])
    try:
        consumer.seek(place, max(first, begin))
        fetched = await consumer.getmany(place, timeout_ms=FETCH_MS, max_records=limit)
    finally:
        # Nothing is fetched ahead for whoever may not ask again.
        consumer.unsubscribe()
    return list(fetched.get(place, ()))


def _place(org: str) -> TopicPartition:
    return TopicPartition(notices(org), 0)


def _notice(record: ConsumerRecord[Any, Any]) -> Notice:
    named = {name.removeprefix(_PREFIX): value.decode() for name, value in record.headers if name.startswith(_PREFIX)}
    return Notice(record.offset, named, record.value or b"null")
