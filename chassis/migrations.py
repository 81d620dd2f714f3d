"""Migrations: numbered SQL files, a series per package, applied once, forward only, guarded by checksum and lock."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from importlib.resources import files
from typing import Any, NamedTuple

import asyncpg
import structlog

from chassis.roles import Needs, grant

log = structlog.get_logger()

_NAME = re.compile(r"^(\d{4})_[a-z0-9_]+\.sql$")
_TABLE = """
CREATE TABLE IF NOT EXISTS migration (
    package text NOT NULL, number int NOT NULL, name text NOT NULL, checksum text NOT NULL,
    applied_at timestamptz NOT NULL DEFAULT now(), PRIMARY KEY (package, number)
)
"""
_APPLIED = "SELECT package, number, name, checksum FROM migration"


class MigrationError(Exception):
    """The schema cannot be brought up to date, or is not; the text says why and what to do."""


class Migration(NamedTuple):
    """One numbered file of a package."""

    package: str
    number: int
    name: str
    sql: str

    @property
    def checksum(self) -> str:
        """SHA-256 of the text, hex."""
        return hashlib.sha256(self.sql.encode()).hexdigest()


Applied = Mapping[tuple[str, int], Any]


def read(*packages: str) -> list[Migration]:
    """The migrations of these packages, in the order of packages and numbers; MigrationError on a wrong name."""
    migrations: list[Migration] = []
    for package in packages:
        series: dict[int, Migration] = {}
        for entry in files(package).iterdir():
            if not entry.name.endswith(".sql"):
                continue
            match = _NAME.match(entry.name)
            if not match:
                raise MigrationError(f"{package}/{entry.name}: name it NNNN_words.sql")
            migration = Migration(package, int(match[1]), entry.name, entry.read_text(encoding="utf-8"))
            if (other := series.setdefault(migration.number, migration)) is not migration:
                raise MigrationError(f"number {match[1]} is used by {other.name} and {entry.name} of {package}")
        migrations += [series[number] for number in sorted(series)]
    return migrations


async def migrate(dsn: str, schema: str, migrations: Sequence[Migration], relay: Needs | None = None) -> list[str]:
    """Bring ``schema`` up to date and return the names applied; several processes may call at once.

    ``relay``: what the program's relay does with the tables, where that role is there.
    """
    connection = await asyncpg.connect(dsn)
    try:
        async with connection.transaction():
            await connection.execute("SELECT pg_advisory_xact_lock(hashtext('gongkai.migrate'), hashtext($1))", schema)
            await connection.execute(f'CREATE SCHEMA IF NOT EXISTS "{schema}"')
            await connection.execute(f'SET LOCAL search_path TO "{schema}"')
            await connection.execute(_TABLE)
            applied = await _applied(connection)
            _check(schema, migrations, applied)
            names = []
            for migration in migrations:
                if (migration.package, migration.number) in applied:
                    continue
                await connection.execute(migration.sql)
                await connection.execute(
                    "INSERT INTO migration (package, number, name, checksum) VALUES ($1, $2, $3, $4)",
                    migration.package,
                    migration.number,
                    migration.name,
                    migration.checksum,
                )
                names.append(migration.name)
                log.info("migration applied", migration=migration.name, checksum=migration.checksum[:12])
            await grant(connection, schema, relay or {})
            return names
    finally:
        await connection.close()


async def missing(connection: Any, schema: str, migrations: Sequence[Migration]) -> str:
    """Why a program must not serve on this schema yet, in words; empty when it is up to date.

    A newer schema is served: migrations only ever add until no older program runs.
    """
    known = await connection.fetchval("SELECT to_regclass('migration') IS NOT NULL")
    applied = await _applied(connection) if known else {}
    names = [m.name for m in migrations if (m.package, m.number) not in applied]
    return f"schema {schema} lacks {', '.join(names)}; run the migrate command of {schema}" if names else ""


async def _applied(connection: Any) -> Applied:
    return {(row["package"], row["number"]): row for row in await connection.fetch(_APPLIED)}


def _check(schema: str, migrations: Sequence[Migration], applied: Applied) -> None:
    known = {(migration.package, migration.number): migration for migration in migrations}
    for place, row in applied.items():
        migration = known.get(place)
        if migration is None:
            raise MigrationError(
                f"schema {schema} has migration {row['name']}, which this program does not know: "
                "the database is newer than the program; start the newer program"
            )
        if migration.checksum != row["checksum"]:
            raise MigrationError(
                f"migration {migration.name} of schema {schema} was changed after it was applied; "
                "restore the file and put the change into a new migration"
            )
    for (package, number), migration in known.items():
        newest = max((n for p, n in applied if p == package), default=0)
        if (package, number) not in applied and number < newest:
            raise MigrationError(f"migration {migration.name} is older than what schema {schema} already has")
