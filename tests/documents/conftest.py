"""A real broker with the inbox and the notices of one organisation."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import pytest
from aiokafka import AIOKafkaConsumer, ConsumerRecord, TopicPartition

from chassis.address import address, client
from contracts.topics import inbox
from deploy import rights
from deploy.servers import Servers
from tests.documents.snippets import INTEGRATING, blocks

ORG = "fengjie-caizhengju"


class Inbox:
    """The inbox of ``ORG`` on a real broker, as from now; ``kafka`` is the address that the department has."""

    def __init__(self, kafka: str, operator: str) -> None:
        self.kafka, self._operator = kafka, operator
        own = address(kafka)
        self.environment = {
            "GONGKAI_KAFKA": own.servers,
            "GONGKAI_USER": own.user,
            "GONGKAI_PASSWORD": own.password,
            "GONGKAI_CA": str(own.authority),
        }
        """The four values that the county office hands out."""
        self._begin = 0
        self._begin += len(self.records())

    def records(self) -> list[ConsumerRecord[Any, Any]]:
        """All that has come into it."""
        return asyncio.run(self._records())

    async def _records(self) -> list[ConsumerRecord[Any, Any]]:
        place = TopicPartition(inbox(ORG), 0)
        consumer = AIOKafkaConsumer(**client(self._operator))
        await consumer.start()
        try:
            consumer.assign([place])
            consumer.seek(place, self._begin)
            (end,) = (await consumer.end_offsets([place])).values()
            records: list[ConsumerRecord[Any, Any]] = []
            while await consumer.position(place) < end:
                records += (await consumer.getmany(place, timeout_ms=500)).get(place, [])
            return records
        finally:
            await consumer.stop()


@pytest.fixture
def department(servers: Servers) -> Inbox:
    assert servers.broker is not None, "the listener for departments is that of a broker of our own"
    asyncio.run(rights.opened(servers, [ORG]))
    own = servers.broker.departments(ORG, servers.broker.password(ORG)).text
    asyncio.run(rights.let_in(servers.kafka, own))
    return Inbox(own, servers.kafka)


@pytest.fixture(scope="session")
def first_facts() -> list[bytes]:
    """The lines of the page's first file."""
    lines = blocks(INTEGRATING, "## The first fact", "json")[0].splitlines()
    assert all(json.loads(line)["specversion"] == "1.0" for line in lines)
    return [line.encode() for line in lines]
