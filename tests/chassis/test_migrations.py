"""Migrations on a real PostgreSQL: once each, in order, forward only, by one process at a time."""

from __future__ import annotations

import asyncio
from pathlib import Path

import asyncpg
import pytest

from chassis.migrations import Migration, MigrationError, migrate, missing, read
from deploy.servers import Servers

FIRST = Migration("a", 1, "0001_one.sql", "CREATE TABLE one (n int);")
SECOND = Migration("a", 2, "0002_two.sql", "CREATE TABLE two (n int); INSERT INTO one VALUES (1);")
THIRD = Migration("a", 3, "0003_three.sql", "CREATE TABLE three (n int);")


async def tables(servers: Servers, schema: str) -> set[str]:
    connection = await asyncpg.connect(servers.database)
    try:
        return {
            row[0] for row in await connection.fetch("SELECT tablename FROM pg_tables WHERE schemaname = $1", schema)
        }
    finally:
        await connection.close()


async def test_each_is_applied_once_and_new_ones_are_added(servers: Servers, schema: str) -> None:
    assert await migrate(servers.database, schema, [FIRST]) == ["0001_one.sql"]
    assert await migrate(servers.database, schema, [FIRST]) == []
    assert await migrate(servers.database, schema, [FIRST, SECOND]) == ["0002_two.sql"]
    assert await tables(servers, schema) == {"migration", "one", "two"}


async def test_several_processes_at_once_apply_them_once(servers: Servers, schema: str) -> None:
    applied = await asyncio.gather(*(migrate(servers.database, schema, [FIRST, SECOND]) for _ in range(5)))
    assert sorted(applied) == [[], [], [], [], ["0001_one.sql", "0002_two.sql"]]


async def test_a_file_changed_after_it_was_applied_is_refused(servers: Servers, schema: str) -> None:
    await migrate(servers.database, schema, [FIRST])
    with pytest.raises(MigrationError, match=r"0001_one\.sql .* was changed after it was applied"):
        await migrate(servers.database, schema, [FIRST._replace(sql="CREATE TABLE other (n int);"), SECOND])
    assert await tables(servers, schema) == {"migration", "one"}


async def test_a_database_newer_than_the_program_is_refused(servers: Servers, schema: str) -> None:
    await migrate(servers.database, schema, [FIRST, SECOND])
    with pytest.raises(MigrationError, match="the database is newer than the program"):
        await migrate(servers.database, schema, [FIRST])


async def test_a_migration_squeezed_in_before_applied_ones_is_refused(servers: Servers, schema: str) -> None:
    await migrate(servers.database, schema, [FIRST, THIRD])
    with pytest.raises(MigrationError, match=r"0002_two\.sql is older"):
        await migrate(servers.database, schema, [FIRST, SECOND, THIRD])


async def test_each_package_counts_by_itself_so_that_a_new_one_of_the_chassis_breaks_no_order(
    servers: Servers, schema: str
) -> None:
    other = Migration("b", 1, "0001_other.sql", "CREATE TABLE other (n int);")
    await migrate(servers.database, schema, [FIRST, other])
    assert await migrate(servers.database, schema, [FIRST, SECOND, other]) == ["0002_two.sql"]


async def test_a_program_is_told_what_its_schema_lacks_and_serves_on_a_newer_one(servers: Servers, schema: str) -> None:
    await migrate(servers.database, schema, [FIRST])
    connection = await asyncpg.connect(servers.database, server_settings={"search_path": schema})
    try:
        assert await missing(connection, schema, [FIRST]) == ""
        lacks = await missing(connection, schema, [FIRST, SECOND, THIRD])
        assert "lacks 0002_two.sql, 0003_three.sql" in lacks
        assert "migrate" in lacks
        await migrate(servers.database, schema, [FIRST, SECOND])
        assert await missing(connection, schema, [FIRST]) == ""
        await connection.execute("SET search_path TO nowhere")
        assert "0001_one.sql" in await missing(connection, "nowhere", [FIRST])
    finally:
        await connection.close()


async def test_a_failing_migration_leaves_nothing_behind(servers: Servers, schema: str) -> None:
    broken = Migration("a", 2, "0002_broken.sql", "CREATE TABLE half (n int); SELECT 1 / 0;")
    with pytest.raises(asyncpg.DivisionByZeroError):
        await migrate(servers.database, schema, [FIRST, broken])
    assert await tables(servers, schema) == set()
    assert await migrate(servers.database, schema, [FIRST, SECOND]) == ["0001_one.sql", "0002_two.sql"]


@pytest.mark.parametrize(
    ("names", "says"),
    [(["1_one.sql"], "name it NNNN_words.sql"), (["0001_one.sql", "0001_two.sql"], "number 0001 is used by")],
)
def test_wrong_names_and_numbers_used_twice_are_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, schema: str, names: list[str], says: str
) -> None:
    package = tmp_path / schema
    package.mkdir()
    for name in ["__init__.py", *names]:
        (package / name).write_text("", encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    with pytest.raises(MigrationError, match=says):
        read(schema)
