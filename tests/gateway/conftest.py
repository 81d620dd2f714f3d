"""A database with the gateway's tables, and the gateway's parts on it with a clock that the test sets."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import datetime
from types import SimpleNamespace
from typing import Any, Literal
from uuid import uuid4

import pytest
import pytest_asyncio

from chassis import database, migrations
from chassis.database import Pool
from chassis.roles import Part
from contracts.envelope import SHANGHAI
from contracts.families import FAMILIES
from deploy.servers import Servers
from services.gateway.app import service
from services.gateway.days import Days
from services.gateway.intake import Door
from services.gateway.pacing import Pace
from services.gateway.registry import Registry


@pytest_asyncio.fixture
async def pool(servers: Servers) -> AsyncIterator[Pool[Any]]:
    schema = f"t{uuid4().hex[:12]}"
    await migrations.migrate(servers.database, schema, migrations.read(*service.migrations))
    connections = await database.connect(servers.database, schema)
    yield connections
    await connections.close()


@pytest_asyncio.fixture
async def reading(servers: Servers, pool: Pool[Any]) -> AsyncIterator[Pool[Any]]:
    """Connections to the same tables that can change nothing."""
    schema = await pool.fetchval("SELECT current_schema()")
    connections = await database.connect(servers.database, schema, Part.READER)
    yield connections
    await connections.close()


@dataclass
class Bench:
    """One instance of the gateway's parts. ``now`` is what the machine's clock says, ``woken`` how often the relay was."""

    pool: Pool[Any]
    reading: Pool[Any]
    clock: Literal["real", "manual"] = "real"
    now: datetime = datetime(2026, 3, 1, 12, tzinfo=SHANGHAI)
    woken: list[None] = field(default_factory=list)

    @property
    def context(self) -> Any:
        return SimpleNamespace(
            pool=self.pool,
            reading=self.reading,
            settings=SimpleNamespace(clock=self.clock, kafka="127.0.0.1:1"),
            relay=SimpleNamespace(wake=lambda: self.woken.append(None)),
        )

    @property
    def days(self) -> Days:
        return Days(self.context, lambda: self.now)

    def door(self, kind: type[Door] = Door) -> Any:
        return kind("127.0.0.1:1", lambda: None, self.days, Registry(), Pace(FAMILIES.services, 2.0))

    async def waiting(self, topic: str) -> list[tuple[str, str | None]]:
        """Keys and values that wait in the outbox for ``topic``, oldest first."""
        rows = await self.pool.fetch("SELECT key, value FROM outbox WHERE topic = $1 ORDER BY id", topic)
        return [((row["key"] or b"").decode(), None if row["value"] is None else row["value"].decode()) for row in rows]


@pytest.fixture
def bench(pool: Pool[Any], reading: Pool[Any]) -> Bench:
    return Bench(pool, reading)
