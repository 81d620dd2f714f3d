"""Real servers for the chassis' tests, and a fresh schema of the chassis for each that asks."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from typing import Any
from uuid import uuid4

import pytest
import pytest_asyncio

from chassis import database, migrations
from chassis.database import Pool
from deploy.servers import Servers, provide


@pytest.fixture(scope="session")
def servers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Servers]:
    running = provide(tmp_path_factory.mktemp("chassis"))
    yield running
    running.stop()


@pytest.fixture
def schema() -> str:
    """A name that no schema has yet."""
    return f"t{uuid4().hex[:12]}"


@pytest_asyncio.fixture
async def pool(servers: Servers, schema: str) -> AsyncIterator[Pool[Any]]:
    """Connections to a schema with the tables that every service has."""
    await migrations.migrate(servers.database, schema, migrations.read("chassis.sql"))
    connections = await database.connect(servers.database, schema)
    yield connections
    await connections.close()
