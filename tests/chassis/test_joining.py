"""Joining a group: who begins where another has just ended reads the topics, too, that were made in between."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from uuid import uuid4

import pytest
from aiokafka import TopicPartition

from chassis.settings import Settings
from chassis.subscription import Subscription
from contracts.topics import TopicSpec
from deploy import topics
from deploy.servers import Servers

pytestmark = pytest.mark.servers

Assignments = asyncio.Queue[set[TopicPartition]]


async def ignored(_: object) -> None:
    return


@asynccontextmanager
async def member(servers: Servers, prefix: str, instance: str) -> AsyncIterator[Assignments]:
    """A member of the group of this name that reads all topics of it, and what it is assigned."""
    assignments = Assignments()

    async def assigned(places: set[TopicPartition]) -> None:
        await assignments.put(places)

    subscription = Subscription(
        Settings(kafka=servers.kafka, instance=instance),
        prefix,
        topics=(),
        pattern=rf"^{prefix}-.*$",
        max_records=10,
        fetched=ignored,
        revoked=lambda: None,
        assigned=assigned,
    )
    await subscription.start()
    try:
        yield assignments
    finally:
        await subscription.stop()


async def made(servers: Servers, *names: str) -> None:
    await topics.create(servers.kafka, [TopicSpec(name, 1, "delete") for name in names])


async def assigned_in_the_end(assignments: Assignments, *names: str) -> None:
    """Return when these topics, and no others, are assigned."""
    async with asyncio.timeout(60):
        while {place.topic for place in await assignments.get()} != set(names):
            pass


async def test_a_member_that_begins_under_the_name_of_one_that_has_ended_reads_what_was_made_meanwhile(
    servers: Servers,
) -> None:
    prefix = f"joining{uuid4().hex[:8]}"
    first, later = f"{prefix}-first", f"{prefix}-later"
    await made(servers, first)
    async with member(servers, prefix, "1") as assignments:
        await assigned_in_the_end(assignments, first)
    await made(servers, later)
    async with member(servers, prefix, "1") as assignments:
        await assigned_in_the_end(assignments, first, later)


async def test_the_second_of_two_members_is_handed_the_same_part_each_time_it_begins_and_the_first_shares_once(
    servers: Servers,
) -> None:
    prefix = f"joining{uuid4().hex[:8]}"
    whole = {TopicPartition(f"{prefix}-shared", number) for number in range(2)}
    await topics.create(servers.kafka, [TopicSpec(f"{prefix}-shared", 2, "delete")])
    async with asyncio.timeout(120), member(servers, prefix, "1") as first:
        assert await first.get() == whole
        parts = []
        for _ in range(2):
            async with member(servers, prefix, "2") as second:
                parts.append(await second.get())
        shared = await first.get()
    assert parts == [whole - shared] * 2
    assert len(shared) == 1
    assert first.empty()
