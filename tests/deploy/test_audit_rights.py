"""A program adds to its own audit and changes nothing in it; nor does it get at another's."""

from __future__ import annotations

from collections.abc import AsyncIterator
from uuid import uuid4

import asyncpg
import pytest
import pytest_asyncio

from chassis import audit, migrations
from chassis.caller import PROGRAM
from contracts.audit import Action
from deploy import roles
from deploy.servers import Servers

pytestmark = pytest.mark.servers


@pytest_asyncio.fixture(scope="module")
async def gateway(servers: Servers) -> AsyncIterator[asyncpg.Connection[asyncpg.Record]]:
    """A connection as the gateway's role, where its audit and that of another program have an entry."""
    assert servers.postgres is not None
    name = f"t{uuid4().hex[:12]}"
    servers.postgres.create_database(name)
    await roles.prepared(servers, name)
    owner = servers.database_as(roles.MIGRATOR, name)
    for schema in ("gateway", "catalog"):
        await migrations.migrate(owner, schema, migrations.read("chassis.sql"))
    connection = await asyncpg.connect(
        servers.database_as(roles.role_for("gateway"), name), server_settings={"search_path": "gateway"}
    )
    async with connection.transaction():
        await audit.record(connection, PROGRAM, Action.REFERENCES_LOADED, "gateway")  # type: ignore[arg-type]
    yield connection
    await connection.close()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit SET entry = '{}'",
        "DELETE FROM audit",
        "TRUNCATE audit",
        "ALTER TABLE audit DISABLE TRIGGER audit_is_added_to",
        "DROP TABLE audit",
        "SET session_replication_role = replica",
        "SELECT * FROM audit FOR UPDATE",
        "SELECT * FROM catalog.audit",
        "INSERT INTO catalog.audit VALUES (1, '', '', '')",
    ],
)
async def test_its_role_may_not(gateway: asyncpg.Connection[asyncpg.Record], statement: str) -> None:
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        await gateway.execute(statement)
    assert await gateway.fetchval("SELECT count(*) FROM audit") == 1
