"""The relay: outbox rows to Kafka, each deleted by its own id once its ack is in."""

from __future__ import annotations

import asyncio
import time
from typing import Any, Protocol

import asyncpg
import structlog
from aiokafka.errors import KafkaError

from chassis import telemetry
from chassis.database import Connection, Pool
from chassis.drill import Drill
from chassis.logs import error_name
from chassis.outbox import Pending, Round
from chassis.sender import Sender, acknowledged

log = structlog.get_logger()

ROWS = 2_000
"""Rows a round: large enough to fill producer batches, small enough to hold."""
ROUNDS = 5
"""Rounds under one lock: then others have their turn, and a crash sends no more than these again."""
FAILURES = (KafkaError, asyncpg.PostgresError, asyncpg.InterfaceError, asyncpg.InternalClientError, OSError)
"""The broker or the database is away, or came back as another: begin again."""
POLL = 0.25
"""Seconds to look again when nobody woke the relay: rows may be another instance's."""
REST_MOST = 1.0
"""Seconds; the longest rest after a turn."""
AT_ONCE = 0.05
"""Seconds that a turn may take without a rest: where there is little to send, nothing has to wait for more."""


class Source(Protocol):
    """Where a relay takes what it sends. All calls of one turn are made in one transaction."""

    def begin(self) -> None:
        """A turn begins: the next load looks from the oldest row on."""

    async def load(self, connection: Connection, limit: int) -> Round | None:
        """The next rows' messages, and how to forget just these rows; None when there are none."""

    async def pending(self, connection: Connection) -> Pending:
        """What waits, for the operator and for whoever waits until all is sent."""


class Relay:
    """One relay per service at a time, by advisory lock; the others wait in line.

    ``rest``: after a turn that took longer than `AT_ONCE` it pauses this many times as long as that was beyond it. Where
    ``source`` says only the newest of what many rows name, more rows then fall together while there is much to do, and
    little waits while there is not.
    """

    def __init__(
        self, pool: Pool[Any], bootstrap: str, schema: str, drill: Drill, source: Source, rest: float = 0.0
    ) -> None:
        self._pool, self._bootstrap, self._schema, self._drill = pool, bootstrap, schema, drill
        self._source, self._rest = source, rest
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
        sender = Sender(self._bootstrap)
        await sender.start()
        try:
            while True:
                self._wake.clear()
                began = time.monotonic()
                if not await self._turn(sender):
                    await self._pause()
                elif self._rest and (took := time.monotonic() - began) > AT_ONCE:
                    await asyncio.sleep(min(REST_MOST, self._rest * (took - AT_ONCE)))
        finally:
            await sender.stop()

    async def _pause(self) -> None:
        try:
            await asyncio.wait_for(self._wake.wait(), POLL)
        except TimeoutError:
            return

    async def _turn(self, sender: Sender) -> int:
        """Send some rounds; 0 when there is nothing or another instance is at it.

        Round n+1 is loaded and handed over while the acks of round n are out. The lock ends with the transaction,
        so a frozen relay keeps it no longer than the database lets a transaction last.
        """
        sent = 0
        async with self._pool.acquire() as connection, connection.transaction():
            lock = f"gongkai.relay.{self._schema}"
            if not await connection.fetchval("SELECT pg_try_advisory_xact_lock(hashtext($1))", lock):
                return 0
            self._source.begin()
            out: tuple[Round, list[asyncio.Future[Any]]] | None = None
            for _ in range(ROUNDS):
                loaded = await self._source.load(connection, ROWS)
                if loaded is None:
                    break
                self._drill.reach("relay.before_send")
                acks = await sender.send(loaded.messages)
                if out is not None:
                    await self._finish(connection, *out)
                out = (loaded, acks)
                sent += 1
                if loaded.is_last:
                    break
            if out is not None:
                await self._finish(connection, *out)
        return sent

    async def _finish(self, connection: Connection, loaded: Round, acks: list[asyncio.Future[Any]]) -> None:
        await acknowledged(acks)
        self._drill.reach("relay.before_delete")
        await loaded.done(connection)
        telemetry.EVENTS.inc(len(loaded.messages))
