"""All that a line holds and says, as text to be searched."""

from __future__ import annotations

import asyncio
from typing import Any

import asyncpg
import httpx

from cli.bus import open_bus
from cli.target import Target
from contracts.topics import inbox
from tests.line.line import Line

TABLES = """
SELECT format('%I.%I', table_schema, table_name) FROM information_schema.tables
WHERE table_type = 'BASE TABLE' AND table_schema NOT IN ('pg_catalog', 'information_schema')
"""


def on_topics(line: Line, *, inboxes: bool) -> str:
    """Keys, headers and values of all topics; of the inboxes, or of all others."""

    async def names() -> set[str]:
        async with open_bus(Target(line.servers.kafka, {})) as bus:
            return await bus.topics()

    ours = {inbox(org) for org in line.orgs}
    chosen = [name for name in asyncio.run(names()) if (name in ours) is inboxes and not name.startswith("__")]
    values: list[bytes] = []
    for record in line.records(*chosen):
        values += [
            record.key or b"",
            record.value or b"",
            *(name.encode() + b": " + raw for name, raw in record.headers),
        ]
    return b"\n".join(values).decode("utf-8", "replace")


def in_tables(line: Line) -> dict[str, str]:
    """Every table of the database, as text."""

    async def go() -> dict[str, str]:
        connection = await asyncpg.connect(line.servers.database)
        try:
            tables = [row[0] for row in await connection.fetch(TABLES)]
            return {table: "\n".join(map(_text, await connection.fetch(f"SELECT * FROM {table}"))) for table in tables}
        finally:
            await connection.close()

    return asyncio.run(go())


def _text(row: Any) -> str:
    return "|".join(v.decode("utf-8", "replace") if isinstance(v, bytes) else str(v) for v in row.values())


def page(line: Line, name: str, path: str) -> str:
    answer = httpx.get(line.url(name, path), trust_env=False, timeout=120)
    assert answer.status_code == 200, (name, path, answer.text)
    return answer.text
