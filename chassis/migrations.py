"""Migrations: numbered SQL files, applied once, forward only, guarded by checksum and lock."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Sequence
from importlib.resources import files
from typing import NamedTuple

import asyncpg
import structlog

log = structlog.get_logger()

_NAME = re.compile(r"^(\d{4})_[a-z0-9_]+\.sql$")


class MigrationError(Exception):
    """The schema cannot be brought up to date; the text says why and what to do."""


class Migration(NamedTuple):
    """One numbered file."""

    number: int
    name: str
    sql: str

    @property
    def checksum(self) -> str:
        """SHA-256 of the text, hex."""
        return hashlib.sha256(self.sql.encode()).hexdigest()


def read(*packages: str) -> list[Migration]:
    """The migrations of these packages, ordered; MigrationError on a wrong name or a number used twice."""
    found: dict[int, Migration] = {}
    for package in packages:
        for entry in files(package).iterdir():
            if not entry.name.endswith(".sql"):
                continue
            match = _NAME.match(entry.name)
            if not match:
                raise MigrationError(f"{package}/{entry.name}: name it NNNN_words.sql")
            migration = Migration(int(match[1]), entry.name, entry.read_text(encoding="utf-8"))
            if migration.number in found:
                raise MigrationError(
                    f"number {match[1]} is used by {found[migration.number].name} and {entry.name}"
                )
            found[migration.number] = migration
    return [found[number] for number in sorted(found)]


async def migrate(dsn: str, schema: str, migrations: Sequence[Migration]) -> list[str]:
    """Bring ``schema`` up to date and return the names applied; several processes may call at once."""
    connection = await asyncpg.connect(dsn)
    try:
        async with connection.transaction():
            await connection.execute(
                "SELECT pg_advisory_xact_lock(hashtext('gongkai.migrate'), hashtext($1))", schema
            )
            await connection.execute(f'CREATE SCHEMA IF NOT EXISTS "{schema}"')
            await connection.execute(f'SET LOCAL search_path TO "{schema}"')
            await connection.execute(
                "CREATE TABLE IF NOT EXISTS migration (number int PRIMARY KEY, name text NOT NULL, "
                "checksum text NOT NULL, applied_at timestamptz NOT NULL DEFAULT now())"
            )
            applied = {
                row["number"]: row
                for row in await connection.fetch("SELECT number, name, checksum FROM migration")
            }
            _check(schema, migrations, applied)
            names = []
            for migration in migrations:
                if migration.number in applied:
                    continue
                await connection.execute(migration.sql)
                await connection.execute(
                    "INSERT INTO migration (number, name, checksum) VALUES ($1, $2, $3)",
                    migration.number, migration.name, migration.checksum,
                )  # fmt: skip
                names.append(migration.name)
                log.info("migration applied", migration=migration.name, checksum=migration.checksum[:12])
            return names
    finally:
        await connection.close()


def _check(schema: str, migrations: Iterable[Migration], applied: dict[int, asyncpg.Record]) -> None:
    known = {migration.number: migration for migration in migrations}
    for number, row in applied.items():
        migration = known.get(number)
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
    unapplied = [number for number in known if number not in applied]
    if unapplied and applied and min(unapplied) < max(applied):
        raise MigrationError(
            f"migration {known[min(unapplied)].name} is older than what schema {schema} already has"
        )
