"""Where partitions begin: the database says it whenever they have changed hands, and nothing of them is processed before."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Collection
from typing import Any

import structlog
from aiokafka import TopicPartition

from chassis.database import Pool
from chassis.fence import Fence, Positions
from chassis.logs import error_name
from chassis.relay import FAILURES

log = structlog.get_logger()

AGAIN = 0.5
"""Seconds until a database that was away is asked again."""


class Placing:
    """The stored offsets of one consumer's partitions, read for each assignment."""

    def __init__(self, pool: Pool[Any], fence: Fence, placed: Callable[[Positions], None]) -> None:
        """``placed`` gets the offsets to fetch from."""
        self._pool, self._fence, self._tell = pool, fence, placed
        self._hands = 0
        """How often the partitions have changed hands."""
        self._known = asyncio.Event()
        self._later: asyncio.Task[None] | None = None

    async def known(self) -> None:
        """Return when it is known where the partitions begin."""
        await self._known.wait()

    def revoked(self) -> None:
        """The partitions are no longer ours, or soon not."""
        self._hands += 1
        self._known.clear()

    async def assigned(self, partitions: Collection[TopicPartition]) -> None:
        """These are ours now. The group waits for this answer: a database that is away is waited for beside it."""
        self.revoked()
        if not await self._place(partitions):
            self._later = asyncio.create_task(self._keep_trying(partitions, self._hands))

    async def again(self, partitions: Collection[TopicPartition]) -> None:
        """Read anew where these begin; while they change hands that is done for their next owner."""
        if self._known.is_set():
            await self._place(partitions)

    async def stop(self) -> None:
        """Wait for the database no longer."""
        if self._later is not None:
            self._later.cancel()
            await asyncio.gather(self._later, return_exceptions=True)

    async def _place(self, partitions: Collection[TopicPartition]) -> bool:
        """Read where these begin; False when the database is away."""
        hands = self._hands
        try:
            async with self._pool.acquire() as connection:
                positions = await self._fence.positions(connection, partitions)
        except FAILURES as error:
            log.error("stored positions could not be read", error=error_name(error))
            return False
        # Else they changed hands meanwhile, and were or will be read anew for that.
        if hands == self._hands:
            self._tell(positions)
            self._known.set()
            log.info("partitions placed", partitions=len(partitions))
        return True

    async def _keep_trying(self, partitions: Collection[TopicPartition], hands: int) -> None:
        while hands == self._hands:
            await asyncio.sleep(AGAIN)
            if await self._place(partitions):
                return
