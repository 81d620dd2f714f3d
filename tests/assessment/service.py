"""The assessment service without broker and loop: batches go in, and what a reader of its topics knows comes out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any, TypeAlias

import msgspec
from aiokafka import ConsumerRecord, TopicPartition

from chassis.database import Pool
from chassis.drill import Drill
from chassis.fence import Fence
from chassis.outbox import Outbox
from services.assessment.keeper import Keeper
from services.assessment.restoring import restore
from services.assessment.scorer import Scorer

Record: TypeAlias = "ConsumerRecord[Any, Any]"


class Assessment:
    """One instance of the handler and of the scorer."""

    def __init__(self, pool: Pool[Any]) -> None:
        self.pool = pool
        self.keeper = Keeper(Drill(), lambda: None)
        self.scorer = Scorer(pool, lambda: None)
        self.fence = Fence("assessment")
        self.topics: dict[str, dict[str, bytes]] = defaultdict(dict)
        """What a reader has: topic → key → newest value."""
        self.log: list[tuple[str, str, bytes]] = []
        """Topic, type and value of all that was sent."""

    async def batch(self, records: Sequence[Record]) -> None:
        """One batch in one transaction."""
        places = sorted({TopicPartition(record.topic, record.partition) for record in records})
        async with self.pool.acquire() as connection:
            await self.fence.positions(connection, places)
            async with connection.transaction():
                await self.keeper.apply(connection, self.keeper.prepare(records), self.fence.claim(records))

    async def settle(self) -> None:
        """Turns of the scorer until nothing is left to do, and all of it sent."""
        while await self.scorer.turn():
            await self.relay()
        await self.relay()

    async def relay(self) -> None:
        """Send what is to be sent, to the reader."""
        outbox = Outbox()
        async with self.pool.acquire() as connection, connection.transaction():
            outbox.begin()
            while loaded := await outbox.load(connection, 1_000):
                for message in loaded.messages:
                    assert message.key is not None
                    key = message.key.decode()
                    if message.value is None:
                        self.topics[message.topic].pop(key, None)
                    else:
                        kind = str(dict(message.headers)["ce_type"])
                        self.topics[message.topic][key] = message.value
                        self.log.append((message.topic, kind, message.value))
                await loaded.done(connection)

    def told(self, topic: str, key: str) -> Any:
        """The newest record of a key, read; None where a reader has none."""
        value = self.topics[topic].get(key)
        return None if value is None else msgspec.json.decode(value)

    async def restore(self, log: Sequence[tuple[str, bytes]]) -> None:
        """As a rebuild begins: issued reports from what their topic holds (type, value)."""
        async with self.pool.acquire() as connection, connection.transaction():
            await restore(connection, log)
