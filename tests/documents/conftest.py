"""A real broker with the inbox and the notices of one organisation."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator
from typing import Any

import pytest
from aiokafka import AIOKafkaConsumer, ConsumerRecord, TopicPartition

from contracts.topics import department_topics, inbox
from deploy import topics
from deploy.servers import Servers, provide
from tests.documents.snippets import INTEGRATING, blocks

ORG = "fengjie-caizhengju"


class Inbox:
    """The inbox of ``ORG`` on a real broker."""

    def __init__(self, kafka: str) -> None:
        self.kafka = kafka

    def records(self) -> list[ConsumerRecord[Any, Any]]:
        """All that lies in it."""
        return asyncio.run(self._records())

    async def _records(self) -> list[ConsumerRecord[Any, Any]]:
        place = TopicPartition(inbox(ORG), 0)
        consumer = AIOKafkaConsumer(bootstrap_servers=self.kafka, auto_offset_reset="earliest")
        await consumer.start()
        try:
            consumer.assign([place])
            (end,) = (await consumer.end_offsets([place])).values()
            records: list[ConsumerRecord[Any, Any]] = []
            while await consumer.position(place) < end:
                records += (await consumer.getmany(place, timeout_ms=500)).get(place, [])
            return records
        finally:
            await consumer.stop()


@pytest.fixture(scope="module")
def department(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Inbox]:
    servers: Servers = provide(tmp_path_factory.mktemp("department"))
    try:
        asyncio.run(topics.create(servers.kafka, department_topics(ORG)))
        yield Inbox(servers.kafka)
    finally:
        servers.stop()


@pytest.fixture(scope="session")
def first_facts() -> list[bytes]:
    """The lines of the page's first file."""
    lines = blocks(INTEGRATING, "## The first fact", "json")[0].splitlines()
    assert all(json.loads(line)["specversion"] == "1.0" for line in lines)
    return [line.encode() for line in lines]
