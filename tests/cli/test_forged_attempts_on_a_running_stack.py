"""Ten thousand attempts to speak for another, through every door: none is accepted, and each is counted."""

from __future__ import annotations

import asyncio
import re
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import pytest
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, TopicPartition
from aiokafka.errors import KafkaConnectionError, KafkaError, TopicAuthorizationFailedError

from chassis.address import Address
from contracts.families import FAMILIES
from contracts.topics import PARTITIONS, inbox, intake
from deploy import runtime
from tests.cli.forgeries import forged
from tests.cli.running import gongkai
from tests.cli.test_keys_on_a_running_stack import address_of

pytestmark = pytest.mark.servers

FORGER, VICTIM = "fengjie-kangpingxiang", "fengjie-yunwuxiang"
"""One whose keys the attempts are made with, and one for whom they speak."""

FACTS, INBOXES, STRANGERS = 3_000, 600, 60
STRUCTURED = [("content-type", b"application/cloudevents+json")]


async def _ends(kafka: str) -> dict[TopicPartition, int]:
    """Where every intake ends: what was accepted lies before it."""
    from chassis.address import client

    async with AIOKafkaConsumer(**client(kafka)) as consumer:
        places = [
            TopicPartition(intake(service), number) for service in FAMILIES.services for number in range(PARTITIONS)
        ]
        return dict(await consumer.end_offsets(places))


async def _forge(own: Address, facts: Iterable[bytes]) -> None:
    """Write facts that speak for another into one's own inbox."""
    async with AIOKafkaProducer(**own.client(), acks="all", linger_ms=20) as producer:
        acks = [await producer.send(inbox(own.user), fact, headers=STRUCTURED, partition=0) for fact in facts]
        await asyncio.gather(*acks)


async def _into_the_inbox_of_another(own: Address, times: int) -> int:
    """Try to write another's inbox; how often that was refused."""
    refused = 0
    async with AIOKafkaProducer(**own.client(), acks="all") as producer:
        for _ in range(times):
            try:
                await producer.send_and_wait(inbox(VICTIM), b"{}", partition=0)
            except TopicAuthorizationFailedError:
                refused += 1
    return refused


async def _as_somebody_else(own: Address, user: str, password: str) -> bool:
    """Try to come in as ``user``; whether that was refused."""
    pretended = Address(own.servers, user, password, tls=own.tls, authority=own.authority)
    producer = AIOKafkaProducer(**pretended.client(), request_timeout_ms=5_000)
    try:
        await producer.start()
    except KafkaConnectionError:
        return True
    except KafkaError:
        return False
    finally:
        await producer.stop()
    return False
