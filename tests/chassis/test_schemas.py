"""The schema that each service's migrations make is the one written down in schemas/.

After a new migration, renew the files and read their difference: UPDATE_SCHEMAS=1 pytest tests/chassis/test_schemas.py
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path

import asyncpg
import pytest

from chassis.migrations import migrate, read
from deploy.servers import Servers

FOLDER = Path(__file__).parent / "schemas"
SERVICES = ("gateway", "catalog", "requests", "publishing", "metrics")

_COLUMNS = """
SELECT c.relname, a.attname, format_type(a.atttypid, a.atttypmod) AS type, a.attnotnull, a.attidentity = 'a' AS identity,
       pg_get_expr(d.adbin, d.adrelid) AS "default", l.collname, c.reloptions
FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
LEFT JOIN pg_collation l ON l.oid = a.attcollation AND l.collname <> 'default'
WHERE c.relnamespace = $1::text::regnamespace AND c.relkind = 'r' ORDER BY c.relname, a.attnum
"""
_CONSTRAINTS = """
SELECT conrelid::regclass::text AS relname, conname, pg_get_constraintdef(oid) AS definition FROM pg_constraint
WHERE connamespace = $1::text::regnamespace AND contype <> 'n'
ORDER BY conrelid::regclass::text COLLATE "C", conname
"""
_INDEXES = "SELECT indexdef FROM pg_indexes WHERE schemaname = $1 ORDER BY indexname"
_OTHERS = """
SELECT relkind::text || ' ' || relname FROM pg_class
WHERE relnamespace = $1::text::regnamespace AND relkind NOT IN ('r', 'i', 'S') ORDER BY 1
"""
_FUNCTIONS = "SELECT proname FROM pg_proc WHERE pronamespace = $1::text::regnamespace ORDER BY 1"


async def dump(dsn: str, schema: str) -> str:
    """Tables, columns, constraints and indexes of a schema, as text."""
    connection = await asyncpg.connect(dsn, server_settings={"search_path": schema})
    try:
        columns = await connection.fetch(_COLUMNS, schema)
        lines = []
        for table in dict.fromkeys(row["relname"] for row in columns):
            own = [row for row in columns if row["relname"] == table]
            options = f" WITH ({', '.join(own[0]['reloptions'])})" if own[0]["reloptions"] else ""
            body = ",\n".join(f"    {_column(row)}" for row in own)
            lines.append(f"CREATE TABLE {table} (\n{body}\n){options};\n")
        lines += [
            f"ALTER TABLE {row['relname']} ADD CONSTRAINT {row['conname']} {row['definition']};"
            for row in await connection.fetch(_CONSTRAINTS, schema)
        ]
        lines += [
            f"{row[0].replace(f' {schema}.', ' ')};" for row in await connection.fetch(_INDEXES, schema)
        ]
        lines += [
            f"-- {row[0]}" for query in (_OTHERS, _FUNCTIONS) for row in await connection.fetch(query, schema)
        ]
    finally:
        await connection.close()
    return "\n".join(lines) + "\n"


def _column(row: asyncpg.Record) -> str:
    parts = [
        f'"{row["attname"]}"', row["type"], f'COLLATE "{row["collname"]}"' if row["collname"] else "",
        "NOT NULL" if row["attnotnull"] else "", "GENERATED ALWAYS AS IDENTITY" if row["identity"] else "",
        f"DEFAULT {row['default']}" if row["default"] else "",
    ]  # fmt: skip
    return " ".join(part for part in parts if part)


def migrations_of(service: str) -> Sequence[str]:
    packages: Sequence[str] = import_module(f"services.{service}.app").service.migrations
    return packages


@pytest.mark.parametrize("service", SERVICES)
async def test_a_service_has_the_schema_that_is_written_down(
    servers: Servers, schema: str, service: str
) -> None:
    await migrate(servers.database, schema, read(*migrations_of(service)))
    now = await dump(servers.database, schema)
    file = FOLDER / f"{service}.sql"
    if os.environ.get("UPDATE_SCHEMAS"):
        file.parent.mkdir(exist_ok=True)
        file.write_text(now, encoding="utf-8")
    assert now == file.read_text(encoding="utf-8")


async def test_the_dump_shows_a_new_column_an_index_and_a_constraint(servers: Servers, schema: str) -> None:
    await migrate(servers.database, schema, read(*migrations_of("metrics")))
    connection = await asyncpg.connect(servers.database, server_settings={"search_path": schema})
    seen = [await dump(servers.database, schema)]
    for change in (
        "ALTER TABLE owed ADD COLUMN since date", "CREATE INDEX owed_org ON owed (org)",
        "ALTER TABLE owed ADD CHECK (key <> '')", "ALTER TABLE owed ALTER COLUMN org DROP NOT NULL",
        "ALTER TABLE owed ALTER COLUMN since SET DEFAULT '2026-01-01'", "CREATE VIEW seen AS SELECT 1",
    ):  # fmt: skip
        await connection.execute(change)
        seen.append(await dump(servers.database, schema))
    await connection.close()
    assert len(set(seen)) == 7
