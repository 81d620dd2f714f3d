"""Each program's role, and those of its parts, are tried against every table: they may do what is declared, and nothing else."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import asyncpg
import pytest
import pytest_asyncio

from chassis import database, migrations
from chassis.roles import Part, role_of
from deploy import roles
from deploy.roles import MIGRATOR, PARTS, ROLES
from deploy.servers import Servers
from services.__main__ import service

pytestmark = pytest.mark.servers

WHOLE = frozenset({"SELECT", "INSERT", "UPDATE", "DELETE"})
SHOWN = frozenset({"SELECT"})
LESS = {"migration": frozenset({"SELECT"}), "audit": frozenset({"SELECT", "INSERT"})}
"""Table → what a program may do with it, where that is less than everything."""

# None of these touches a row, and all of them need the right.
TRIED = {
    "SELECT": "SELECT FROM {table} WHERE false",
    "INSERT": "INSERT INTO {table} ({column}) OVERRIDING SYSTEM VALUE SELECT NULL WHERE false",
    "UPDATE": "UPDATE {table} SET {column} = DEFAULT WHERE false",
    "DELETE": "DELETE FROM {table} WHERE false",
    "TRUNCATE": "TRUNCATE {table}",
    "ALTER": "ALTER TABLE {table} ADD COLUMN taken int",
    "DROP": "DROP TABLE {table}",
}
_TABLES = """
SELECT table_schema, table_name, min(column_name) FILTER (WHERE is_generated = 'NEVER') AS column
FROM information_schema.columns JOIN information_schema.tables USING (table_schema, table_name)
WHERE table_schema = ANY($1::text[]) AND table_type = 'BASE TABLE' GROUP BY table_schema, table_name ORDER BY 1, 2
"""
_SEQUENCES = "SELECT schemaname, sequencename FROM pg_sequences WHERE schemaname = ANY($1::text[]) ORDER BY 1, 2"


@dataclass(frozen=True)
class Home:
    """A database with the tables of all programs."""

    servers: Servers
    name: str
    tables: list[tuple[str, str, str]]
    """Schema, table, and a column of it."""
    sequences: list[tuple[str, str]]
    """Schema and name."""

    async def connect(self, role: str) -> Any:
        return await asyncpg.connect(self.servers.database_as(role, self.name))


@pytest_asyncio.fixture(scope="module")
async def home(servers: Servers) -> AsyncIterator[Home]:
    assert servers.postgres is not None
    name = f"t{uuid4().hex[:12]}"
    operator = await asyncpg.connect(servers.database)
    await operator.execute(f"CREATE DATABASE {name}")
    await roles.prepared(servers, name)
    for program in ROLES:
        wanted = service(program)
        await migrations.migrate(
            servers.database_as(MIGRATOR, name), program, migrations.read(*wanted.migrations), wanted.source().needs
        )
    owner = await asyncpg.connect(servers.database_as(MIGRATOR, name))
    tables = [(row[0], row[1], row[2]) for row in await owner.fetch(_TABLES, list(ROLES))]
    sequences = [(row[0], row[1]) for row in await owner.fetch(_SEQUENCES, list(ROLES))]
    await owner.close()
    yield Home(servers, name, tables, sequences)
    await operator.execute(f"DROP DATABASE {name} (FORCE)")
    await operator.close()


async def allowed(connection: Any, statement: str) -> bool:
    """Whether the role may do it; nothing of it stays."""
    attempt = connection.transaction()
    await attempt.start()
    try:
        await connection.execute(statement)
    except asyncpg.InsufficientPrivilegeError:
        return False
    finally:
        await attempt.rollback()
    return True


async def tried(home: Home, connection: Any) -> set[tuple[str, str, str]]:
    """Schema, table and act of all that the connection's role may do."""
    return {
        (schema, table, act)
        for schema, table, column in home.tables
        for act, statement in TRIED.items()
        if await allowed(connection, statement.format(table=f'"{schema}"."{table}"', column=f'"{column}"'))
    }


@pytest.mark.parametrize("program", ROLES)
async def test_a_program_works_on_its_own_tables_alone(home: Home, program: str) -> None:
    assert {schema for schema, _, _ in home.tables} == set(ROLES)
    connection = await home.connect(ROLES[program])
    may = await tried(home, connection)
    await connection.close()
    assert may == {
        (schema, table, act) for schema, table, _ in home.tables if schema == program for act in LESS.get(table, WHOLE)
    }


@pytest.mark.parametrize("program", ROLES)
@pytest.mark.parametrize("part", Part)
async def test_what_shows_reads_alone_and_what_sends_does_what_it_declares(
    home: Home, program: str, part: Part
) -> None:
    needs = service(program).source().needs
    connection = await home.connect(ROLES[program])
    await connection.execute(f"SET ROLE {role_of(program, part)}")
    may = await tried(home, connection)
    await connection.close()
    if part is Part.READER:
        assert may == {(schema, table, act) for schema, table, _ in home.tables if schema == program for act in SHOWN}
    else:
        tables = {table: acts.split(", ") for table, acts in needs.items() if not table.startswith("SEQUENCE ")}
        assert may == {(program, table, act) for table, acts in tables.items() for act in acts}


@pytest.mark.parametrize("program", ROLES)
@pytest.mark.parametrize("part", [None, *Part])
async def test_numbers_are_taken_by_a_program_and_by_a_relay_that_declares_it(
    home: Home, program: str, part: Part | None
) -> None:
    connection = await home.connect(ROLES[program])
    await connection.execute(f"SET ROLE {role_of(program, part)}")
    may = {
        (schema, name)
        for schema, name in home.sequences
        if await allowed(connection, f'SELECT nextval(\'"{schema}"."{name}"\')')
    }
    await connection.close()
    own = {name for schema, name in home.sequences if schema == program}
    declared = {
        what.removeprefix("SEQUENCE ") for what in service(program).source().needs if what.startswith("SEQUENCE ")
    }
    assert own, "each keeps at least its outbox's"
    wanted = {None: own, Part.READER: set(), Part.RELAY: declared}[part]
    assert may == {(program, name) for name in wanted}


async def test_each_pool_of_a_program_takes_its_part_and_what_reads_changes_nothing(home: Home) -> None:
    address = home.servers.database_as(ROLES["requests"], home.name)
    pools = await database.pools(address, "requests", database.TRANSACTION)
    try:
        for pool, part in ((pools.work, None), (pools.reading, Part.READER), (pools.relay, Part.RELAY)):
            assert await pool.fetchval("SELECT current_user") == role_of("requests", part)
        with pytest.raises(asyncpg.ReadOnlySQLTransactionError):
            await pools.reading.execute("CREATE TEMPORARY TABLE taken ()")
    finally:
        await pools.close()


@pytest.mark.parametrize("role", [*ROLES.values(), MIGRATOR])
async def test_no_role_is_above_the_others(home: Home, role: str) -> None:
    connection = await home.connect(role)
    above = await connection.fetchrow(
        "SELECT rolsuper OR rolcreatedb OR rolcreaterole OR rolreplication OR rolbypassrls FROM pg_roles "
        "WHERE rolname = current_user"
    )
    assert above[0] is False
    for statement in ("CREATE ROLE taken", "CREATE TABLE public.taken (n int)", "SELECT pg_read_file('/etc/hostname')"):
        assert not await allowed(connection, statement)
    assert await allowed(connection, "CREATE SCHEMA taken") is (role == MIGRATOR)
    own = {role, *PARTS.get(role, ())}
    for other in (*ROLES.values(), *(part for parts in PARTS.values() for part in parts)):
        assert await allowed(connection, f'SET ROLE "{other}"') is (other in own)
    await connection.close()
