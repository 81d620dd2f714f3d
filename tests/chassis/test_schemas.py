"""The schema of every service: its migrations make its tables, and made twice they change nothing."""

from __future__ import annotations

import asyncpg
import pytest

from chassis.migrations import migrate, read
from contracts.families import FAMILIES
from deploy.servers import Servers
from services.__main__ import OTHERS, service

EVERY = {"migration", "consumer_offset", "outbox", "dead_letter", "clock", "calendar_year"}
LEDGER = {"fact", "subject", "linked", "link", "closed", "fold_code"}

_TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = $1"
_APPLIED = 'SELECT package, number, checksum, applied_at FROM "{}".migration ORDER BY 1, 2'


@pytest.mark.parametrize("name", [*OTHERS, *FAMILIES.services])
async def test_a_service_has_its_tables_and_migrating_again_is_nothing(
    servers: Servers, schema: str, name: str
) -> None:
    migrations = read(*service(name).migrations)
    assert len(await migrate(servers.database, schema, migrations)) == len(migrations)
    connection = await asyncpg.connect(servers.database)
    try:
        tables = {row[0] for row in await connection.fetch(_TABLES, schema)}
        assert tables >= EVERY | (LEDGER if name in FAMILIES.services else set())
        before = await connection.fetch(_APPLIED.format(schema))
        assert await migrate(servers.database, schema, migrations) == []
        assert await connection.fetch(_APPLIED.format(schema)) == before
    finally:
        await connection.close()
