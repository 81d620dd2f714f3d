"""A real PostgreSQL, and the assessment service's parts on a schema of their own; what they would send is kept."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any
from uuid import uuid4

import pytest
import pytest_asyncio

from chassis import database, migrations
from chassis.database import Pool
from chassis.roles import Part
from deploy.servers import Servers
from tests.assessment.service import Assessment


@pytest.fixture(scope="session")
def dsn(servers: Servers) -> str:
    return servers.database


@pytest_asyncio.fixture
async def pools(dsn: str) -> AsyncIterator[list[Pool[Any]]]:
    """Connections to two new schemas: of a service, and of one that is built again."""
    opened = []
    for _ in range(2):
        schema = f"a{uuid4().hex[:12]}"
        await migrations.migrate(dsn, schema, migrations.read("chassis.sql", "services.assessment.migrations"))
        opened.append(await database.connect(dsn, schema))
    yield opened
    for pool in opened:
        await pool.close()


@pytest.fixture
def assessment(pools: list[Pool[Any]]) -> Assessment:
    return Assessment(pools[0])


@pytest_asyncio.fixture
async def reading(dsn: str, assessment: Assessment) -> AsyncIterator[Pool[Any]]:
    """Connections to its tables that can change nothing."""
    schema = await assessment.pool.fetchval("SELECT current_schema()")
    connections = await database.connect(dsn, schema, Part.READER)
    yield connections
    await connections.close()


@pytest.fixture
def rebuilt(pools: list[Pool[Any]]) -> Assessment:
    return Assessment(pools[1])
