"""How far the services have come, and the door's relay: what consumers tell the broker, and the outbox, looked at again and again
while something waits there."""

from __future__ import annotations

import asyncio
import time
from typing import Any

import structlog
from aiokafka import TopicPartition
from aiokafka.admin import AIOKafkaAdminClient
from aiokafka.errors import KafkaError

from chassis.address import client
from chassis.database import Pool
from chassis.logs import error_name
from contracts.topics import PARTITIONS, intake
from services.gateway.pacing import Pace

log = structlog.get_logger()

LOOK_EVERY = 0.25
"""Seconds between two looks."""

_UNSENT = "SELECT count(*) FROM outbox"

_AGAIN = 5.0
"""Seconds after which a broker that did not answer is asked again; the pace is what it was meanwhile."""


class Lookout:
    """Tells a pace how far each service has come."""

    def __init__(self, kafka: str, pool: Pool[Any], pace: Pace) -> None:
        self._kafka, self._pool, self._pace = kafka, pool, pace

    async def run(self) -> None:
        """Look, for ever."""
        while True:
            try:
                await self._look()
            except KafkaError as error:
                log.info("the services' progress is not known; it is asked for again", error=error_name(error))
                await asyncio.sleep(_AGAIN)

    async def _look(self) -> None:
        admin = AIOKafkaAdminClient(**client(self._kafka))
        await admin.start()
        try:
            while True:
                for service, queue in self._pace.queues.items():
                    if not queue.is_empty:
                        places = [TopicPartition(intake(service), number) for number in range(PARTITIONS)]
                        offsets = await admin.list_consumer_group_offsets(service, partitions=places)
                        # A partition of which nothing was told yet has -1: how far it has been read is not known.
                        positions = {place.partition: at.offset for place, at in offsets.items() if at.offset >= 0}
                        queue.reached(positions, time.monotonic())
                if not self._pace.answers.is_empty:
                    async with self._pool.acquire() as connection:
                        self._pace.unsent(await connection.fetchval(_UNSENT), time.monotonic())
                await asyncio.sleep(LOOK_EVERY)
        finally:
            await admin.close()
