"""The local database keeps what was committed through a stop, a crash and a new start."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import asyncpg
import pytest

from deploy.local.postgres import Postgres
from deploy.process import ProcessFailedError
from tests.deploy.waiting import until

pytestmark = pytest.mark.servers


@pytest.fixture
def postgres(tmp_path: Path) -> Iterator[Postgres]:
    postgres = Postgres(tmp_path)
    postgres.start()
    yield postgres
    postgres.stop()


async def query(dsn: str, statement: str) -> object:
    connection = await asyncpg.connect(dsn)
    try:
        return await connection.fetchval(statement)
    finally:
        await connection.close()


async def test_what_was_committed_survives_a_crash_and_a_stop(postgres: Postgres, tmp_path: Path) -> None:
    await query(postgres.dsn(), "CREATE TABLE note AS SELECT 'kept' AS text")
    postgres.kill()
    postgres.restart()
    assert await query(postgres.dsn(), "SELECT text FROM note") == "kept"
    postgres.stop()

    again = Postgres(tmp_path)
    again.start()
    try:
        assert again.dsn() == postgres.dsn()
        assert await query(again.dsn(), "SELECT text FROM note") == "kept"
    finally:
        again.stop()


async def test_a_killed_server_is_started_again_as_soon_as_its_last_connection_has_ended(postgres: Postgres) -> None:
    connection = await asyncpg.connect(postgres.dsn())
    backend = await connection.fetchval("SELECT pg_backend_pid()")
    os.kill(backend, signal.SIGSTOP)
    with ThreadPoolExecutor(1) as pool:
        try:
            postgres.kill()
            starting = pool.submit(postgres.restart)
            server = postgres.child
            assert server is not None
            until(lambda: "is still in use" in server.output(), "the server sees the connection that is left")
            assert not starting.done()
        finally:
            os.kill(backend, signal.SIGCONT)
        starting.result()
    connection.terminate()
    assert await query(postgres.dsn(), "SELECT 1") == 1


async def test_its_log_names_a_refused_row_s_rule_and_never_its_values(postgres: Postgres) -> None:
    connection = await asyncpg.connect(postgres.dsn())
    try:
        await connection.execute("CREATE TABLE guest (name text CONSTRAINT known_once UNIQUE)")
        with pytest.raises(asyncpg.UniqueViolationError):
            await connection.execute("INSERT INTO guest VALUES ($1), ($1)", "王某某")
    finally:
        await connection.close()
    server = postgres.child
    assert server is not None
    until(lambda: "known_once" in server.output(), "the log says what was broken")
    assert "王某某" not in server.output()


async def test_a_pid_file_of_a_killed_run_does_not_block_the_next_start(postgres: Postgres, tmp_path: Path) -> None:
    postgres.stop()
    # The worst case: the process id is in use again, by a process that is not a database.
    (tmp_path / "postgres" / "data" / "postmaster.pid").write_text(f"{os.getpid()}\n")
    again = Postgres(tmp_path)
    again.start()
    assert await query(again.dsn(), "SELECT 1") == 1
    again.stop()


def test_a_second_server_on_the_same_data_is_refused_with_a_remedy(postgres: Postgres, tmp_path: Path) -> None:
    assert postgres.child is not None
    with pytest.raises(ProcessFailedError, match=rf"process {postgres.child.pid}\) uses .*Ctrl-C there"):
        Postgres(tmp_path).start()


async def test_the_password_is_asked_and_kept_from_other_accounts(postgres: Postgres, tmp_path: Path) -> None:
    password = tmp_path / "postgres" / "password"
    assert password.stat().st_mode & 0o077 == 0
    wrong = postgres.dsn().replace(password.read_text().strip(), "guess")
    with pytest.raises(asyncpg.InvalidPasswordError):
        await query(wrong, "SELECT 1")


async def test_every_commit_reaches_the_disk_and_text_sorts_by_code_point(postgres: Postgres) -> None:
    assert await query(postgres.dsn(), "SHOW fsync") == "on"
    assert await query(postgres.dsn(), "SHOW synchronous_commit") == "on"
    assert await query(postgres.dsn(), "SELECT 'Z' < 'a'")


async def test_a_database_is_made_once(postgres: Postgres) -> None:
    dsn = postgres.create_database("another-one")
    await query(dsn, "CREATE TABLE note ()")
    assert postgres.create_database("another-one") == dsn
    assert await query(dsn, "SELECT count(*) FROM note") == 0
