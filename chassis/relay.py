"""The relay: outbox rows to Kafka, each deleted by its own id once its ack is in."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterable
from typing import Any, ClassVar, Protocol

import asyncpg
import structlog
from aiokafka.errors import KafkaError

from chassis import telemetry
from chassis.database import Connection, Pool
from chassis.drill import Drill
from chassis.logs import error_name
from chassis.outbox import Pending, Round
from chassis.roles import Needs
from chassis.sender import Batch, Sender, acknowledged
from chassis.waking import woken

log = structlog.get_logger()

ROWS = 2_000
"""Rows a round: large enough to fill producer batches, small enough to hold."""
ROUNDS = 5
"""Rounds under one lock: then others have their turn, and a crash sends no more than these again."""
FAILURES = (KafkaError, asyncpg.PostgresError, asyncpg.InterfaceError, asyncpg.InternalClientError, OSError)
"""The broker or the database is away, or came back as another: begin again."""
POLL = 0.25
"""Seconds to look again when nobody woke the relay: rows may be another instance's."""
PAUSE_FIRST, PAUSE_MOST = 0.2, 10.0
"""Seconds after a failure, doubled from the first to the most while no turn goes well."""
ABSENT_S = 5.0
"""Seconds after which topics that the broker did not have are looked for again."""
REST_MOST = 1.0
"""Seconds; the longest rest after a turn."""
AT_ONCE = 0.05
"""Seconds that a turn may take without a rest: where there is little to send, nothing has to wait for more."""


class Source(Protocol):
    """Where a relay takes what it sends. All calls of one turn are made in one transaction."""

    needs: ClassVar[Needs]
    """What ``load`` and what it returns do with the tables."""

    def begin(self, without: Iterable[str] = ()) -> None:
        """A turn begins: the next load looks from the oldest row on, but for those of topics that do not exist."""

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
        self, pool: Pool[Any], kafka: str, schema: str, drill: Drill, source: Source, rest: float = 0.0
    ) -> None:
        self._pool, self._kafka, self._schema, self._drill = pool, kafka, schema, drill
        self._source, self._rest = source, rest
        self._wake = asyncio.Event()
        self._absent: frozenset[str] = frozenset()
        self._looked_at = 0.0
        self._pause_s = PAUSE_FIRST

    @property
    def waiting(self) -> str:
        """For which topics rows wait, in words; empty when none do."""
        names = ", ".join(sorted(self._absent))
        return f"rows wait for topics that do not exist: {names}; make them: gongkai orgs load FILE" if names else ""

    def wake(self) -> None:
        """There are new rows."""
        self._wake.set()

    async def run(self) -> None:
        """Relay until cancelled; after any failure the producer is made anew."""
        while True:
            try:
                await self._run_producer()
            except FAILURES as error:
                seconds = self._pause_s
                log.error("the relay failed and starts again", error=error_name(error), seconds=seconds)
                await asyncio.sleep(seconds)
                self._pause_s = min(PAUSE_MOST, seconds * 2)

    async def _run_producer(self) -> None:
        sender = Sender(self._kafka)
        await sender.start()
        try:
            while True:
                self._wake.clear()
                began = time.monotonic()
                sent = await self._turn(sender)
                # A turn that went well ends a trouble: the next one is a new one, and not waited for as long.
                self._pause_s = PAUSE_FIRST
                if not sent:
                    await woken(self._wake, POLL)
                elif self._rest and (took := time.monotonic() - began) > AT_ONCE:
                    await asyncio.sleep(min(REST_MOST, self._rest * (took - AT_ONCE)))
        finally:
            await sender.stop()

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
            if self._absent and time.monotonic() - self._looked_at > ABSENT_S:
                self._absent, self._looked_at = await sender.absent(self._absent), time.monotonic()
            self._source.begin(self._absent)
            out: tuple[Round, list[Batch]] | None = None
            for _ in range(ROUNDS):
                loaded = await self._source.load(connection, ROWS)
                if loaded is None:
                    break
                if absent := await sender.absent(message.topic for message in loaded.messages):
                    # The unit's topics were never made, or are gone: its rows wait, and everyone else's go on.
                    self._wait_for(absent)
                    sent += 1
                    break
                self._drill.reach("relay.before_send")
                batches = await sender.send(loaded.messages)
                if out is not None:
                    await self._finish(connection, *out)
                out = (loaded, batches)
                sent += 1
                if loaded.is_last:
                    break
            if out is not None:
                await self._finish(connection, *out)
        return sent

    def _wait_for(self, absent: frozenset[str]) -> None:
        self._absent |= absent
        self._looked_at = time.monotonic()
        log.warning("waiting", reason=self.waiting)

    async def _finish(self, connection: Connection, loaded: Round, batches: list[Batch]) -> None:
        await acknowledged(batches)
        self._drill.reach("relay.before_delete")
        await loaded.done(connection)
        telemetry.EVENTS.inc(len(loaded.messages))
