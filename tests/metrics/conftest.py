"""A real PostgreSQL, and the metrics service's parts on a schema of their own; what they would send is kept."""

from __future__ import annotations

from collections.abc import AsyncIterator
from importlib.resources import files
from typing import Any
from uuid import uuid4

import pytest
import pytest_asyncio

from chassis import database, migrations
from chassis.database import Pool
from deploy.servers import Servers
from tests.metrics.service import Metrics


@pytest.fixture(scope="session")
def dsn(servers: Servers) -> str:
    return servers.database


async def made(dsn: str) -> Pool[Any]:
    """Connections to a new schema."""
    schema = f"m{uuid4().hex[:12]}"
    await migrations.migrate(dsn, schema, migrations.read("chassis.sql"))
    pool = await database.connect(dsn, schema)
    async with pool.acquire() as connection:
        await connection.execute((files("services.metrics.migrations") / "0001_metrics.sql").read_text())
    return pool


@pytest_asyncio.fixture
async def pool(dsn: str) -> AsyncIterator[Pool[Any]]:
    connections = await made(dsn)
    yield connections
    await connections.close()


@pytest.fixture
def metrics(pool: Pool[Any]) -> Metrics:
    return Metrics(pool)
