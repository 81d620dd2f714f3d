"""What a judgement on HTTP rests on: the day at the door and the registry, as they are now."""

from __future__ import annotations

import asyncio
from datetime import date
from typing import Any, NamedTuple

from chassis.database import Pool
from services.gateway.days import Days
from services.gateway.records import Units
from services.gateway.registry import Registry

AT_ONCE = 3
"""Requests that ask the database at once; the door and the pages need connections, too."""


class DoorShutError(Exception):
    """Nothing can be judged now; the text says why, and nothing has been written."""


class Now(NamedTuple):
    """The day, and the organisations."""

    today: date
    units: Units


class Ground:
    """Asked before each judgement; ``asking`` is entered for every further question to the database."""

    def __init__(self, pool: Pool[Any], days: Days, registry: Registry) -> None:
        self._pool, self._days, self._registry = pool, days, registry
        self.asking = asyncio.Semaphore(AT_ONCE)

    async def now(self, org: str) -> Now:
        """Raises DoorShutError while no day has begun, or where the registry does not have ``org``."""
        async with self.asking, self._pool.acquire() as connection:
            units = (await self._registry.units(connection)).for_http
            today = await self._days.today(connection)
        if org not in units.orgs:
            raise DoorShutError(f"{org} is not in the registry of organisations; the county office adds it")
        if today is None:
            raise DoorShutError("no day has begun yet; the county office publishes the first: gongkai day YYYY-MM-DD")
        return Now(today, units)
