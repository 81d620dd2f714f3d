"""The metrics service without broker and loop: batches go in, and what a reader of its topics knows comes out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from aiokafka import ConsumerRecord

from chassis.database import Pool
from chassis.drill import Drill
from chassis.fence import Claim
from chassis.outbox import Message
from services.metrics.counter import Counter
from services.metrics.render import Source


class Metrics:
    """One instance of the handler and one relay; several may share a schema."""

    def __init__(self, pool: Pool[Any]) -> None:
        self.pool = pool
        self.counter = Counter(Drill(), lambda: None, 20_000)
        self.source = Source()
        self.topics: dict[str, dict[str, bytes]] = defaultdict(dict)
        """What a reader has: topic → key → newest value."""
        self._sequences: dict[tuple[str, str], int] = {}

    async def batch(self, records: Sequence[ConsumerRecord[Any, Any]]) -> None:
        """One batch in one transaction."""
        prepared = self.counter.prepare(records)
        async with self.pool.acquire() as connection, connection.transaction():
            await self.counter.apply(connection, prepared, Claim.none())
        self.counter.committed()

    async def relay(self) -> list[Message]:
        """Rounds until nothing is left to say; the messages, which the reader has read."""
        sent: list[Message] = []
        while round_ := await self.round():
            sent += round_
        return sent

    async def round(self) -> list[Message]:
        """One round."""
        async with self.pool.acquire() as connection, connection.transaction():
            self.source.begin()
            loaded = await self.source.load(connection, 2_000)
            if loaded is None:
                return []
            self.read(loaded.messages)
            await loaded.done(connection)
            return list(loaded.messages)

    def read(self, messages: Sequence[Message]) -> None:
        """As a reader does: what has a lower sequence than what it has is dropped."""
        for message in messages:
            assert message.key is not None
            key = message.key.decode()
            sequence = int(dict(message.headers)["ce_sequence"])
            if sequence < self._sequences.get((message.topic, key), 0):
                continue
            self._sequences[message.topic, key] = sequence
            if message.value is None:
                self.topics[message.topic].pop(key, None)
            else:
                self.topics[message.topic][key] = message.value

    async def rows(self, table: str) -> list[Any]:
        """All rows of a table."""
        async with self.pool.acquire() as connection:
            return list(await connection.fetch(f"SELECT * FROM {table}"))
