"""The relay: outbox rows to Kafka, each deleted by its own id once its ack is in."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from typing import Any

import asyncpg
import structlog
from aiokafka import AIOKafkaProducer
from aiokafka.errors import KafkaError

from chassis import outbox, telemetry
from chassis.database import Connection, Pool
from chassis.drill import Drill
from chassis.logs import error_name
from chassis.outbox import Message

log = structlog.get_logger()

Load = Callable[[Connection, int], Awaitable[tuple[list[int], list[Message]]]]

ROWS = 2_000
"""Rows a round: large enough to fill producer batches, small enough to hold."""
FAILURES = (KafkaError, asyncpg.PostgresError, asyncpg.InterfaceError, asyncpg.InternalClientError, OSError)
"""The broker or the database is away, or came back as another: begin again."""
POLL = 0.5
"""Seconds to look again when nobody woke the relay: rows may be another instance's."""
REST_MOST = 1.0
"""Seconds; the longest rest after a round."""


def producer(bootstrap: str) -> AIOKafkaProducer:
    """An idempotent producer that waits for all in-sync replicas."""
    return AIOKafkaProducer(
        bootstrap_servers=bootstrap, enable_idempotence=True, acks="all", linger_ms=2, max_batch_size=262_144,
        max_request_size=4 * 1024 * 1024, request_timeout_ms=20_000,
    )  # fmt: skip


async def send_all(sender: AIOKafkaProducer, messages: list[Message]) -> None:
    """Send in order and wait for every ack; KafkaError when one is missing."""
    acks = [
        await sender.send(
            m.topic, value=m.value, key=m.key, partition=m.partition,
            headers=[(name, value.encode()) for name, value in m.headers],
        )
        for m in messages
    ]  # fmt: skip
    results = await asyncio.gather(*acks, return_exceptions=True)
    for result in results:
        if isinstance(result, BaseException):
            raise result


class Relay:
    """One relay per service at a time, by advisory lock; the others wait in line.

    ``rest``: after a round it pauses this many times as long as the round took. Where ``load`` says only the newest
    of what many rows name, more rows then fall together while there is much to do, and little waits while there is not.
    """

    def __init__(
        self, pool: Pool[Any], bootstrap: str, schema: str, drill: Drill, load: Load = outbox.oldest, rest: float = 0.0
    ) -> None:  # fmt: skip
        self._pool, self._bootstrap, self._schema, self._drill = pool, bootstrap, schema, drill
        self._load, self._rest = load, rest
        self._wake = asyncio.Event()

    def wake(self) -> None:
        """There are new rows."""
        self._wake.set()

    async def run(self) -> None:
        """Relay until cancelled; after any failure the producer is made anew."""
        pause = 0.2
        while True:
            try:
                await self._run_producer()
            except FAILURES as error:
                log.error("the relay failed and starts again", error=error_name(error), seconds=pause)
                await asyncio.sleep(pause)
                pause = min(10.0, pause * 2)
            else:
                pause = 0.2

    async def _run_producer(self) -> None:
        sender = producer(self._bootstrap)
        await sender.start()
        try:
            while True:
                self._wake.clear()
                began = time.monotonic()
                if not await self._round(sender):
                    await self._pause()
                elif self._rest:
                    await asyncio.sleep(min(REST_MOST, self._rest * (time.monotonic() - began)))
        finally:
            await sender.stop()

    async def _pause(self) -> None:
        try:
            await asyncio.wait_for(self._wake.wait(), POLL)
        except TimeoutError:
            return

    async def _round(self, sender: AIOKafkaProducer) -> int:
        """Send the oldest rows; 0 when there are none or another instance is at it.

        The lock ends with the transaction, so a frozen relay keeps it no longer than the
        database lets it idle in one.
        """
        async with self._pool.acquire() as connection, connection.transaction():
            lock = f"gongkai.relay.{self._schema}"
            if not await connection.fetchval("SELECT pg_try_advisory_xact_lock(hashtext($1))", lock):
                return 0
            ids, messages = await self._load(connection, ROWS)
            if ids:
                await send_all(sender, messages)
                self._drill.reach("relay.before_delete")
                await connection.execute("DELETE FROM outbox WHERE id = ANY($1::bigint[])", ids)
                telemetry.EVENTS.inc(len(messages))
        return len(ids)
