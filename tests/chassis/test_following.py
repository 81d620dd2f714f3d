"""The topic of tokens in the memory of a program: made, revoked and ended as the broker tells it."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from datetime import date, timedelta

import pytest

from chassis.access.following import follow
from chassis.access.refused import RefusedError
from chassis.access.text import NewToken, new
from chassis.access.tokens import Tokens
from chassis.sender import producer
from contracts.topics import DAYS, TOKENS, TopicSpec
from deploy import topics
from deploy.servers import Servers
from tests.tokens import token

pytestmark = pytest.mark.servers
LAST = date(2026, 3, 9)


def published(made: NewToken, ends_on: date | None = None) -> tuple[str, bytes, bytes]:
    return TOKENS, made.id.encode(), token(made, ends_on=ends_on).model_dump_json(exclude_none=True).encode()


def begins(day: date) -> tuple[str, bytes, bytes]:
    return DAYS, b"day", json.dumps({"day": day.isoformat()}).encode()


async def send(servers: Servers, *records: tuple[str, bytes, bytes | None]) -> None:
    sender = producer(servers.kafka)
    await sender.start()
    for topic, key, value in records:
        await sender.send_and_wait(topic, value, key, partition=0)
    await sender.stop()


def holds(tokens: Tokens, made: NewToken) -> bool:
    try:
        return tokens.caller(f"Bearer {made.text}").token == made.id
    except RefusedError:
        return False


async def eventually(condition: Callable[[], bool]) -> None:
    async with asyncio.timeout(120):
        while not condition():  # noqa: ASYNC110  # what is waited for happens at the broker
            await asyncio.sleep(0.02)


async def test_tokens_are_made_ended_and_revoked_as_the_topics_tell(servers: Servers) -> None:
    await topics.create(servers.kafka, [TopicSpec(TOKENS, 1, "compact"), TopicSpec(DAYS, 1, "delete")])
    first, ending, later, strange = new(), new(), new(), new()
    await send(
        servers,
        (TOKENS, strange.id.encode(), b"{}"),
        published(first),
        published(ending, LAST),
        begins(LAST - timedelta(days=1)),
        begins(LAST),
    )
    tokens = Tokens("")
    following = asyncio.create_task(follow(servers.kafka, tokens))
    try:
        await eventually(lambda: holds(tokens, ending))
        assert holds(tokens, first)
        assert not holds(tokens, strange)
        await send(servers, begins(LAST + timedelta(days=1)), published(later))
        await eventually(lambda: holds(tokens, later) and not holds(tokens, ending))
        await send(servers, (TOKENS, first.id.encode(), None))
        await eventually(lambda: not holds(tokens, first))
        assert holds(tokens, later)
    finally:
        following.cancel()
        await asyncio.gather(following, return_exceptions=True)
