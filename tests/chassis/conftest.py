"""A fresh schema or database for each of the chassis' tests that asks."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any
from uuid import uuid4

import asyncpg
import pytest
import pytest_asyncio

from chassis import database, migrations
from chassis.database import Pool
from chassis.roles import Part
from contracts.families import Families
from deploy.servers import Servers
from tests.chassis.ledgers import Kept, Log
from tests.chassis.toys import TOYS

LEDGER = ("chassis.sql", "chassis.sql.ledger")

Keep = Callable[..., Awaitable[Kept]]
"""Makes an instance of a service; several of one service share its schema and its log."""


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


@pytest_asyncio.fixture(scope="session")
async def template(servers: Servers) -> str:
    """A database with the schemas of the toy services and of one of ours, to be copied."""
    name = f"t{uuid4().hex[:12]}"
    await _execute(servers, f"CREATE DATABASE {name}")
    for service in (*TOYS.services, "catalog"):
        await migrations.migrate(_named(servers, name), service, migrations.read(*LEDGER))
    return name


@pytest_asyncio.fixture
async def keep(servers: Servers, template: str) -> AsyncIterator[Keep]:
    """Makes instances of toy services in a database of the test's own, where schemas bear the services' names."""
    name = f"t{uuid4().hex[:12]}"
    await _execute(servers, f"CREATE DATABASE {name} TEMPLATE {template}")
    pools: list[Pool[Any]] = []
    logs: dict[str, Log] = {}

    async def made(service: str, families: Families = TOYS) -> Kept:
        pool, reading = [await database.connect(_named(servers, name), service, part) for part in (None, Part.READER)]
        pools.extend((pool, reading))
        return Kept(service, pool, reading, logs.setdefault(service, Log()), families)

    yield made
    for pool in pools:
        await pool.close()
    await _execute(servers, f"DROP DATABASE {name}")


@pytest_asyncio.fixture
async def garden(keep: Keep) -> Kept:
    """The garden's service, on its first day."""
    return await (await keep("garden")).begin()


def _named(servers: Servers, name: str) -> str:
    base, _, _ = servers.database.rpartition("/")
    return f"{base}/{name}"


async def _execute(servers: Servers, statement: str) -> None:
    connection = await asyncpg.connect(servers.database)
    try:
        await connection.execute(statement)
    finally:
        await connection.close()
